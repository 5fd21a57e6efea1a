// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-counter.h"

/* A step is indivisible: nobody knows when within it the energy was used. It goes as a whole to the period that holds its end, so that the
 * periods add up to the total to the watt-hour, and so do adjoining spans.
 *
 * Within normal sampling the error is less than two periods of sampling at each border, and what one period gains the other has lost. Over a
 * gap it may be hours: then every period that the step touches is marked, and the energy is named in the one that has it.
 *
 *      edges        0         1         2         3
 *      readings     · · · · · ·              · · ·          the step over edges 1 (exact) and 2 goes to 2…3; 1…2 and 2…3 are marked
 */

DwCounterPeriods *
dw_counter_periods_new (const gint64 *edges_ms, guint n)
{
  DwCounterPeriods *self;

  g_return_val_if_fail (n > 0, NULL);
  for (guint i = 0; i < n; i++)
    g_return_val_if_fail (edges_ms[i] < edges_ms[i + 1], NULL);

  self = g_new0 (DwCounterPeriods, 1);
  self->n = n;
  self->edges_ms = g_memdup2 (edges_ms, ((gsize)n + 1) * sizeof *edges_ms);
  self->periods = g_new0 (DwCounterPeriod, n);
  for (guint i = 0; i < n; i++)
    self->periods[i].flags = DW_COUNTER_NO_DATA;
  return self;
}

void
dw_counter_periods_free (DwCounterPeriods *self)
{
  if (self == NULL)
    return;
  g_free (self->edges_ms);
  g_free (self->periods);
  g_free (self);
}

static gboolean
holds (const DwCounterPeriods *self, guint index, gint64 time_ms)
{
  return self->edges_ms[index] < time_ms && time_ms <= self->edges_ms[index + 1];
}

/* The period i with edge i < time <= edge i + 1; -1 before the first, n after the last. Steps come in order, so most end where the one before did. */
static int
find_period (const DwCounterPeriods *self, gint64 time_ms)
{
  guint low = 0;
  guint high = self->n + 1; /* edges below low are before the time, those from high on are not */

  if (holds (self, self->recent, time_ms))
    return (int)self->recent;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->edges_ms[middle] < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return (int)low - 1;
}

/* The period in which a step begins: one that begins exactly on an edge lies in the period after it. */
static int
find_begin (const DwCounterPeriods *self, const DwCounterStep *step)
{
  return step->from_ms < step->to_ms ? find_period (self, step->from_ms + 1) : find_period (self, step->to_ms);
}

static void
cover (DwCounterPeriods *self, const DwCounterStep *step, guint index)
{
  gint64 from_ms = MAX (step->from_ms, self->edges_ms[index]);
  gint64 to_ms = MIN (step->to_ms, self->edges_ms[index + 1]);

  /* After the clock was set back the same time may come again. */
  self->periods[index].covered_ms = MIN (self->periods[index].covered_ms + MAX (0, to_ms - from_ms), self->edges_ms[index + 1] - self->edges_ms[index]);
}

static void
book (DwCounterPeriods *self, const DwCounterStep *step, guint index, gboolean unplaced)
{
  DwCounterPeriod *period = &self->periods[index];

  self->recent = index;
  period->energy_wh += step->energy_wh;
  period->unplaced_wh += unplaced ? step->energy_wh : 0;
  period->flags &= ~(guint)DW_COUNTER_NO_DATA;
  period->flags |= step->flags & ~(guint)DW_COUNTER_GAP;
  self->total_wh += step->energy_wh;
}

static void
split_step (DwCounterPeriods *self, const DwCounterStep *step)
{
  int first = find_begin (self, step);
  int last = find_period (self, step->to_ms);
  gboolean unplaced = first < last && (step->flags & DW_COUNTER_GAP) != 0;

  for (int i = MAX (first, 0); i <= MIN (last, (int)self->n - 1); i++)
    {
      if (unplaced)
        self->periods[i].flags |= DW_COUNTER_GAP;
      else
        cover (self, step, (guint)i);
    }
  if (last >= 0 && last < (int)self->n)
    book (self, step, (guint)last, unplaced);
}

void
dw_counter_split (DwCounterPeriods *self, const DwCounterStep *steps, guint n)
{
  for (guint i = 0; i < n; i++)
    split_step (self, &steps[i]);
}
