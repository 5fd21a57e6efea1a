// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-event-class.h"
#include "dw-event-query.h"

G_BEGIN_DECLS

/* Event lines counted by span, owner and class (S0-43, S1-18). An owner is what lines are counted for: a school, a region; each place belongs to at most one. Plain values that travel to the
 * reading thread and back. */
typedef struct
{
  gint64 from_ms, to_ms; /* half-open, to 0 = open */
} DwTallySpan;

typedef struct
{
  gint64 place_id;
  guint owner; /* index below n_owners */
} DwTallyPlace;

typedef struct
{
  const DwTallySpan *spans;
  guint n_spans;
  const DwTallyPlace *places; /* no place twice */
  guint n_places;
  guint n_owners;
} DwTallyQuestion;

DwTallyQuestion *dw_tally_question_copy (const DwTallyQuestion *self);
void dw_tally_question_free (DwTallyQuestion *self); /* of a copy */

typedef struct
{
  guint n_spans, n_owners;
  guint *counts; /* span by span, owner by owner, class by class; after the owners one for lines at places of no owner */
} DwEventTally;

DwEventTally *dw_event_tally_new (guint n_spans, guint n_owners);
void dw_event_tally_free (DwEventTally *self);
/* DW_N_EVENT_CLASSES numbers. owner = n_owners: places of no owner. Borrowed. */
guint *dw_event_tally_get (const DwEventTally *self, guint span, guint owner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwEventTally, dw_event_tally_free)

G_END_DECLS
