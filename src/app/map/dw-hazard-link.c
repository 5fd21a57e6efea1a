// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-hazard-link.h"

#include "dw-event-class.h"

static void
add_classes (GString *target, guint classes)
{
  const char *separator = ";class=";

  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    if (classes & (1u << i))
      {
        g_string_append_printf (target, "%s%s", separator, dw_event_class_word ((DwEventClass)i));
        separator = ",";
      }
}

char *
dw_hazard_link_format (const DwHazardLink *self)
{
  GString *target = g_string_new (self->view);

  g_string_append_printf (target, ":%s", self->kinds != NULL ? self->kinds : "");
  add_classes (target, self->classes);
  if (self->states != NULL)
    g_string_append_printf (target, ";state=%s", self->states);
  if (self->from_ms != 0)
    g_string_append_printf (target, ";from=%" G_GINT64_FORMAT, self->from_ms);
  if (self->to_ms != 0)
    g_string_append_printf (target, ";to=%" G_GINT64_FORMAT, self->to_ms);
  return g_string_free (target, FALSE);
}

void
dw_hazard_link_follow (const DwHazardLink *self, GtkWidget *widget)
{
  g_autofree char *target = dw_hazard_link_format (self);
  g_autofree char *place = self->place != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, dw_place_get_id (self->place)) : NULL;

  if (place != NULL)
    gtk_widget_activate_action (widget, "win.set-place", "s", place);
  gtk_widget_activate_action (widget, "win.show-hazards", "s", target);
}
