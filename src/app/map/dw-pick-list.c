// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-pick-list.h"

static const int most_height = 320;

DwPickRow *
dw_pick_row_new (const char *text, const char *note, gint64 id)
{
  DwPickRow *self = g_new0 (DwPickRow, 1);

  self->text = g_strdup (text);
  self->note = g_strdup (note);
  self->target = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  return self;
}

void
dw_pick_row_free (DwPickRow *self)
{
  g_free (self->text);
  g_free (self->note);
  g_free (self->target);
  g_free (self);
}

static void
clicked_cb (GtkButton *button, const char *action)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);
  GtkWidget *widget = gtk_widget_get_parent (popover);
  g_autofree char *target = g_strdup (g_object_get_data (G_OBJECT (button), "dw-target"));

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (widget, action, "s", target);
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
make_row (const DwPickRow *row, const char *action)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16), *text = gtk_label_new (row->text), *note = gtk_label_new (row->note);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (note, "dw-num");
  gtk_widget_set_visible (note, row->note != NULL);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), note);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "dw-flat");
  g_object_set_data_full (G_OBJECT (button), "dw-target", g_strdup (row->target), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), (gpointer)g_intern_string (action));
  return button;
}

static GtkWidget *
make_rows (GPtrArray *rows, const char *action, const char *empty_text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < rows->len; i++)
    gtk_box_append (GTK_BOX (box), make_row (rows->pdata[i], action));
  if (rows->len == 0)
    gtk_box_append (GTK_BOX (box), gtk_label_new (empty_text));
  return box;
}

/* A button does not let go of a child that is not its own: what is about a whole widget hangs on the box around it. */
static void
hang (GtkWidget *popover, GtkWidget *widget, const GdkRectangle *area)
{
  GtkWidget *around = area == NULL ? gtk_widget_get_parent (widget) : widget;
  graphene_rect_t bounds;

  gtk_widget_set_parent (popover, around);
  if (area != NULL)
    gtk_popover_set_pointing_to (GTK_POPOVER (popover), area);
  else if (gtk_widget_compute_bounds (widget, around, &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width, (int)bounds.size.height });
}

void
dw_pick_list_popup (GtkWidget *widget, const GdkRectangle *area, GPtrArray *rows, const char *action, const char *empty_text)
{
  GtkWidget *popover = gtk_popover_new (), *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), most_height);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_rows (rows, action, empty_text));
  gtk_widget_add_css_class (popover, "dw-popover");
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  hang (popover, widget, area);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}
