// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far apart the rows of one device are: the median of their distances, of all as long as there are few thousand, then of every second, fourth … of them. Pure. */
typedef struct
{
  gint64 last_ms;    /* 0 = none yet */
  GArray *distances; /* int, ms */
  guint stride;      /* every so many is kept */
  guint n_passed;    /* since the last one that was */
  int known_ms;      /* the median of the first n_known */
  guint n_known;
} DwHistoryPeriod;

void dw_history_period_init (DwHistoryPeriod *self);
void dw_history_period_clear (DwHistoryPeriod *self);
/* Rows come in the order of their times; what goes back, or is of the same time, says nothing. */
void dw_history_period_note (DwHistoryPeriod *self, gint64 time_ms);
/* Whole seconds from 5 s on, so that a clock that trembles does not make every device another period. 0 = unknown: less than two rows. It is worked out anew when twice as
 * many rows are known. */
int dw_history_period_get_ms (DwHistoryPeriod *self);

G_END_DECLS
