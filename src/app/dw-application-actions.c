// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-application-private.h"

#include <glib/gi18n-lib.h>

#include "dw-pages.h"
#include "dw-style.h"
#include "dw-window.h"

/* Actions of the program and the keys of everything. */

void
dw_application_open_window (DwApplication *self)
{
  DwWindow *window = dw_window_new (GTK_APPLICATION (self), self->station, self->sound);

  gtk_window_present (GTK_WINDOW (window));
}

static void
new_window_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwApplication *self = data;

  if (self->station != NULL)
    dw_application_open_window (self);
}

static void
night_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  dw_style_set_night (dw_style_get (gdk_display_get_default ()), g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

static const DwPerson *
find_person (DwStation *station, DwRole role)
{
  GPtrArray *people = dw_station_list_people (station);

  for (guint i = 0; people != NULL && i < people->len; i++)
    if (((DwPerson *)g_ptr_array_index (people, i))->role == role)
      return g_ptr_array_index (people, i);
  return NULL;
}

/* A desk without a list of people takes one named by the role alone. */
gboolean
dw_application_set_role (DwApplication *self, const char *word)
{
  g_autoptr (DwPerson) unnamed = NULL;
  const DwPerson *person = NULL;
  DwRole role;

  if (!dw_role_from_word (word, &role) || self->station == NULL)
    return FALSE;
  unnamed = dw_person_new ("", dw_role_title (role), role);
  person = find_person (self->station, role);
  dw_station_set_person (self->station, person != NULL ? person : unnamed);
  g_action_change_state (g_action_map_lookup_action (G_ACTION_MAP (self), "role"), g_variant_new_string (word));
  return TRUE;
}

static void
role_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_application_set_role (data, g_variant_get_string (parameter, NULL));
}

static void
show_alarm_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  if (window == NULL)
    return;
  gtk_window_present (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-alarm", "s", g_variant_get_string (parameter, NULL));
}

static void
about_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (data)),
                         "application-name", _ ("Dianwei"),
                         "version", DW_VERSION,
                         "developer-name", _ ("The Dianwei authors"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _ ("Electrical safety of schools: from the gateway's bytes to the screen, and a command back"),
                         NULL);
}

static void
quit_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_quit (data);
}

static const GActionEntry entries[] = {
  { .name = "new-window", .activate = new_window_activated_cb },
  { .name = "night", .state = "false", .change_state = night_changed_cb },
  { .name = "role", .activate = role_activated_cb, .parameter_type = "s", .state = "'duty-guard'" },
  { .name = "show-alarm", .activate = show_alarm_activated_cb, .parameter_type = "s" },
  { .name = "folder", .state = "''" },
  { .name = "about", .activate = about_activated_cb },
  { .name = "quit", .activate = quit_activated_cb },
};

static const struct
{
  const char *action, *keys[3];
} accelerators[] = {
  { "win.silence", { "F2" } },
  { "win.acknowledge-foremost", { "F3" } },
  { "win.locate-foremost", { "F4" } },
  { "win.next-alarm", { "<Alt>Down" } },
  { "win.previous-alarm", { "<Alt>Up" } },
  { "win.search", { "<Control>k" } },
  { "win.filter", { "<Control>f" } },
  { "win.refresh", { "F5" } },
  { "win.back", { "<Alt>Left" } },
  { "win.forward", { "<Alt>Right" } },
  { "win.next-pane", { "F6" } },
  { "win.previous-pane", { "<Shift>F6" } },
  { "win.full-screen", { "F11" } },
  { "win.wall", { "<Control>F11" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "app.new-window", { "<Control><Shift>n" } },
  { "app.quit", { "<Control>q" } },
};

static void
set_page_keys (GtkApplication *application)
{
  guint n_pages;
  const DwPageEntry *pages = dw_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.show-page::%s", pages[i].id);
      const char *keys[] = { pages[i].accelerator, NULL };

      gtk_application_set_accels_for_action (application, action, keys);
    }
}

/* Not a command: how a second start finds out whether it is about the same folder (dw-application-instance.c). */
static void
say_folder (DwApplication *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "folder");
  g_autofree char *dir = dw_application_choose_dir (self);
  g_autofree char *canonical = g_canonicalize_filename (dir, NULL);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (canonical));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), FALSE);
}

void
dw_application_install_actions (DwApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action, accelerators[i].keys);
  say_folder (self);
  set_page_keys (GTK_APPLICATION (self));
  dw_style_set_night (dw_style_get (gdk_display_get_default ()), FALSE);
}
