// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-school-list.h"

#include <glib/gi18n-lib.h>

static const int most_height = 320;

static void
clicked_cb (GtkButton *button, gpointer data)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);
  GtkWidget *widget = gtk_widget_get_parent (popover);
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "dw-id"));
  g_autofree char *action = g_strdup (g_object_get_data (G_OBJECT (popover), "dw-action"));

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (widget, action, "s", id);
}

static gboolean
unparent_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* Closing is told in the middle of the press that closed it: the popover goes when that is over. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static GtkWidget *
make_rows (GPtrArray *schools)
{
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < schools->len; i++)
    {
      GtkWidget *row = gtk_button_new_with_label (dw_place_get_name (schools->pdata[i]));

      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (row))), 0);
      gtk_widget_add_css_class (row, "dw-flat");
      g_object_set_data_full (G_OBJECT (row), "dw-id", g_strdup_printf ("%" G_GINT64_FORMAT, dw_place_get_id (schools->pdata[i])), g_free);
      g_signal_connect (row, "clicked", G_CALLBACK (clicked_cb), NULL);
      gtk_box_append (GTK_BOX (rows), row);
    }
  if (schools->len == 0)
    gtk_box_append (GTK_BOX (rows), gtk_label_new (_ ("No school")));
  return rows;
}

void
dw_school_list_popup (GtkWidget *widget, const GdkRectangle *area, GPtrArray *schools)
{
  dw_school_list_popup_for (widget, area, schools, "win.show-place");
}

void
dw_school_list_popup_for (GtkWidget *widget, const GdkRectangle *area, GPtrArray *schools, const char *action)
{
  GtkWidget *popover = gtk_popover_new (), *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), most_height);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_rows (schools));
  gtk_widget_add_css_class (popover, "dw-popover");
  g_object_set_data_full (G_OBJECT (popover), "dw-action", g_strdup (action), g_free);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_widget_set_parent (popover, widget);
  if (area != NULL)
    gtk_popover_set_pointing_to (GTK_POPOVER (popover), area);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}
