// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-header-button.h"

#include <glib/gi18n-lib.h>

static void
person_changed_cb (DwStation *station, GtkWidget *button)
{
  g_autofree char *title = dw_person_title (dw_station_get_person (station));

  dw_header_button_set (button, title, 0);
}

static GMenuModel *
role_menu_new (void)
{
  GMenu *menu = g_menu_new ();

  for (guint role = 0; role < DW_N_ROLES; role++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (dw_role_title ((DwRole)role), NULL);

      g_menu_item_set_action_and_target (item, "app.role", "s", dw_role_word ((DwRole)role));
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
menu_new (void)
{
  GMenu *menu = g_menu_new (), *look = g_menu_new (), *window = g_menu_new ();
  g_autoptr (GMenuModel) roles = role_menu_new ();

  g_menu_append_section (menu, _ ("Role"), roles);
  g_menu_append (look, _ ("Night look"), "app.night");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (look));
  g_menu_append (window, _ ("New window"), "app.new-window");
  g_menu_append (window, _ ("Keys"), "win.show-help-overlay");
  g_menu_append (window, _ ("About"), "app.about");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (window));
  g_object_unref (look);
  g_object_unref (window);
  return G_MENU_MODEL (menu);
}

GtkWidget *
dw_person_button_new (DwStation *station)
{
  GtkWidget *button = dw_header_button_new ("person", TRUE);
  g_autoptr (GMenuModel) menu = menu_new ();

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (person_changed_cb), button, 0);
  person_changed_cb (station, button);
  return button;
}
