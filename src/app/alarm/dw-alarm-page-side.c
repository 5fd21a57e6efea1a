// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-page-private.h"

#include "dw-size-class.h"

/* In a wide window the side panel stands beside the table; in a narrow one it comes over it from the right when a line is opened, and Esc closes it. */

static void
remove_from_parent (DwAlarmPage *self)
{
  GtkWidget *detail = GTK_WIDGET (self->detail);
  GtkWidget *parent = gtk_widget_get_parent (detail);

  if (parent == GTK_WIDGET (self->body))
    gtk_box_remove (self->body, detail);
  else if (parent == GTK_WIDGET (self->overlay))
    gtk_overlay_remove_overlay (self->overlay, detail);
}

void
dw_alarm_page_place_side (DwAlarmPage *self)
{
  DwSizeClass *size_class = dw_size_class_of (GTK_WIDGET (self));
  gboolean beside = size_class == NULL || !dw_size_class_is_narrow (size_class);
  GtkWidget *detail = GTK_WIDGET (self->detail);

  if (beside == self->beside && gtk_widget_get_parent (detail) != NULL)
    return;
  self->beside = beside;
  g_object_ref (detail);
  remove_from_parent (self);
  gtk_widget_set_halign (detail, beside ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  gtk_widget_set_visible (detail, beside);
  dw_alarm_detail_set_closable (self->detail, !beside);
  if (beside)
    gtk_box_append (self->body, detail);
  else
    gtk_overlay_add_overlay (self->overlay, detail);
  g_object_unref (detail);
}

void
dw_alarm_page_open_side (DwAlarmPage *self, gboolean open)
{
  if (!self->beside)
    gtk_widget_set_visible (GTK_WIDGET (self->detail), open);
}
