// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the question asked of the event table, as plain values that travel to the reading thread.

#include "dw-event-query.h"

void
dw_event_query_init (DwEventQuery *self)
{
  *self = (DwEventQuery){ 0 };
}

void
dw_event_query_clear (DwEventQuery *self)
{
  g_clear_pointer (&self->place_ids, g_array_unref);
  g_clear_pointer (&self->alarm_id, g_free);
  g_clear_pointer (&self->text, g_free);
  *self = (DwEventQuery){ 0 };
}

DwEventQuery *
dw_event_query_copy (const DwEventQuery *self)
{
  DwEventQuery *copy = g_memdup2 (self, sizeof *self);

  /* A deep copy: the caller may go on filling its array while the copy is being answered. */
  copy->place_ids = self->place_ids ? g_array_copy (self->place_ids) : NULL;
  copy->alarm_id = g_strdup (self->alarm_id);
  copy->text = g_strdup (self->text);
  return copy;
}

void
dw_event_query_free (DwEventQuery *self)
{
  if (self == NULL)
    return;
  dw_event_query_clear (self);
  g_free (self);
}
