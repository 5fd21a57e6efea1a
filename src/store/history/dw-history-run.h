// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-block.h"

G_BEGIN_DECLS

/* The samples of one column, ascending in time: only what is there. Reused from chunk to chunk; one thread at a time. */
typedef struct
{
  guint n;
  guint capacity;
  gint64 *times_ms;
  gint64 *numbers;   /* 0 where the quality has no number */
  guint8 *qualities; /* never DW_QUALITY_NONE */
  guint8 digits;
  int period_ms;          /* nominal, 0 = unknown; the longest when they differ */
  gint64 cap_ms;          /* the longest that a sample stands for, of that period */
  int *periods_ms;        /* of each sample where they differ, else NULL; owned */
  gint64 first_weight_ms; /* what the first stands for, 0 = as long as it may */
} DwHistoryRun;

void dw_history_run_clear (DwHistoryRun *self);
void dw_history_run_reserve (DwHistoryRun *self, guint n);
/* Digits and period of the column, the same for all samples. */
void dw_history_run_describe (DwHistoryRun *self, const DwHistoryColumn *column, gint64 first_weight_ms);
/* The samples have these periods, n of them; takes the array over. */
void dw_history_run_set_periods (DwHistoryRun *self, int *periods_ms);
/* One column out of a settled block. */
void dw_history_run_take (DwHistoryRun *self, const DwHistoryBlock *block, guint column);

/* The same for reading only: where the column is all good the run points into the block, which must stay. run: zero before; scratch takes what must be copied. */
const DwHistoryRun *dw_history_run_look (DwHistoryRun *run, DwHistoryRun *scratch, const DwHistoryBlock *block, guint column);

/* The longest that sample i stands for: two of its own periods. */
static inline gint64
dw_history_run_cap_ms (const DwHistoryRun *self, guint i)
{
  return self->periods_ms == NULL ? self->cap_ms : dw_history_period_cap_ms (self->periods_ms[i]);
}

/* What sample i stands for: the time since the one before it, whatever the period of that was, at most two periods of its own. */
static inline gint64
dw_history_run_weight_ms (const DwHistoryRun *self, guint i)
{
  gint64 since_ms = i > 0 ? self->times_ms[i] - self->times_ms[i - 1] : self->first_weight_ms;
  gint64 cap_ms = dw_history_run_cap_ms (self, i);

  return since_ms > 0 && since_ms < cap_ms ? since_ms : cap_ms;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DwHistoryRun, dw_history_run_clear)

/* Sums over years of numbers times milliseconds do not fit 64 bits. */
__extension__ typedef __int128 DwHistoryWide;

/* Sums of good samples and the count of the others: exact, so that parts add up to the whole in any order. */
typedef struct
{
  gint64 count;
  gint64 others;
  gint64 weight_ms;
  gint64 min, max;        /* of no meaning while count is 0 */
  DwHistoryWide sum;      /* of an hour and of a day it fits 64 bits, of years it need not */
  DwHistoryWide integral; /* number × ms */
} DwHistoryTotals;

void dw_history_totals_add (DwHistoryTotals *self, const DwHistoryTotals *part);
/* Samples from…to of the run. */
void dw_history_totals_add_samples (DwHistoryTotals *self, const DwHistoryRun *run, guint from, guint to);
gboolean dw_history_totals_equal (const DwHistoryTotals *a, const DwHistoryTotals *b);
/* The same with more digits: factor is a power of ten. */
void dw_history_totals_scale (DwHistoryTotals *self, gint64 factor);
void dw_history_totals_to_bucket (const DwHistoryTotals *self, guint8 digits, DwBucket *bucket);

G_END_DECLS
