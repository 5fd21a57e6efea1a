// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: counts of event lines, and the question for them.

#include "dw-event-tally.h"

DwTallyQuestion *
dw_tally_question_copy (const DwTallyQuestion *self)
{
  DwTallyQuestion *copy = g_memdup2 (self, sizeof *self);

  copy->spans = g_memdup2 (self->spans, self->n_spans * sizeof *self->spans);
  copy->places = g_memdup2 (self->places, self->n_places * sizeof *self->places);
  return copy;
}

void
dw_tally_question_free (DwTallyQuestion *self)
{
  g_free ((gpointer)self->spans);
  g_free ((gpointer)self->places);
  g_free (self);
}

DwEventTally *
dw_event_tally_new (guint n_spans, guint n_owners)
{
  DwEventTally *self = g_new0 (DwEventTally, 1);

  self->n_spans = n_spans;
  self->n_owners = n_owners;
  self->counts = g_new0 (guint, (gsize)n_spans * (n_owners + 1) * DW_N_EVENT_CLASSES);
  return self;
}

void
dw_event_tally_free (DwEventTally *self)
{
  if (self == NULL)
    return;
  g_free (self->counts);
  g_free (self);
}

guint *
dw_event_tally_get (const DwEventTally *self, guint span, guint owner)
{
  return self->counts + ((gsize)span * (self->n_owners + 1) + owner) * DW_N_EVENT_CLASSES;
}
