// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-run.h"

#include <math.h>

void
dw_history_run_clear (DwHistoryRun *self)
{
  g_free (self->times_ms);
  g_free (self->numbers);
  g_free (self->qualities);
  g_free (self->periods_ms);
  *self = (DwHistoryRun){ 0 };
}

void
dw_history_run_reserve (DwHistoryRun *self, guint n)
{
  if (n <= self->capacity)
    return;
  g_free (self->times_ms);
  g_free (self->numbers);
  g_free (self->qualities);
  self->capacity = MAX (n, 1024);
  self->times_ms = g_new (gint64, self->capacity);
  self->numbers = g_new (gint64, self->capacity);
  self->qualities = g_new (guint8, self->capacity);
}

void
dw_history_run_describe (DwHistoryRun *self, const DwHistoryColumn *column, gint64 first_weight_ms)
{
  self->digits = column->digits;
  self->period_ms = column->period_ms;
  self->cap_ms = dw_history_column_cap_ms (column);
  g_clear_pointer (&self->periods_ms, g_free);
  self->first_weight_ms = first_weight_ms;
}

void
dw_history_run_set_periods (DwHistoryRun *self, int *periods_ms)
{
  g_free (self->periods_ms);
  self->periods_ms = periods_ms;
  self->period_ms = 0;
  for (guint i = 0; i < self->n; i++)
    self->period_ms = MAX (self->period_ms, periods_ms[i]);
  self->cap_ms = dw_history_period_cap_ms (self->period_ms);
}

/* Of the samples that are there. */
static int *
take_periods (const DwHistoryBlock *block, guint column, guint n)
{
  const guint8 *qualities = dw_history_block_qualities (block, column);
  int *periods_ms = g_new (int, n);
  guint at = 0;

  for (guint row = 0; row < block->n_rows; row++)
    if (qualities[row] != DW_QUALITY_NONE)
      periods_ms[at++] = dw_history_block_get_period (block, column, row);
  return periods_ms;
}

void
dw_history_run_take (DwHistoryRun *self, const DwHistoryBlock *block, guint column)
{
  const gint64 *numbers = dw_history_block_numbers (block, column);
  const guint8 *qualities = dw_history_block_qualities (block, column);

  dw_history_run_reserve (self, block->n_rows);
  self->n = 0;
  for (guint row = 0; row < block->n_rows; row++)
    {
      if (qualities[row] == DW_QUALITY_NONE)
        continue;
      self->times_ms[self->n] = block->times_ms[row];
      self->numbers[self->n] = dw_history_quality_has_number (qualities[row]) ? numbers[row] : 0;
      self->qualities[self->n++] = qualities[row];
    }
  dw_history_run_describe (self, &block->layout->columns[column], block->first_weights_ms[column]);
  if (dw_history_block_has_periods (block, column))
    dw_history_run_set_periods (self, take_periods (block, column, self->n));
}

const DwHistoryRun *
dw_history_run_look (DwHistoryRun *run, DwHistoryRun *scratch, const DwHistoryBlock *block, guint column)
{
  if (!dw_history_block_is_good (block, column) || dw_history_block_has_periods (block, column))
    {
      dw_history_run_take (scratch, block, column);
      return scratch;
    }
  *run = (DwHistoryRun){
    .n = block->n_rows,
    .times_ms = block->times_ms,
    .numbers = dw_history_block_numbers (block, column),
    .qualities = dw_history_block_qualities (block, column),
  };
  dw_history_run_describe (run, &block->layout->columns[column], block->first_weights_ms[column]);
  return run;
}

/* --- totals --- */

void
dw_history_totals_add (DwHistoryTotals *self, const DwHistoryTotals *part)
{
  self->others += part->others;
  if (part->count == 0)
    return;
  self->min = self->count == 0 ? part->min : MIN (self->min, part->min);
  self->max = self->count == 0 ? part->max : MAX (self->max, part->max);
  self->count += part->count;
  self->weight_ms += part->weight_ms;
  self->sum += part->sum;
  self->integral += part->integral;
}

void
dw_history_totals_add_samples (DwHistoryTotals *self, const DwHistoryRun *run, guint from, guint to)
{
  DwHistoryTotals part = { .min = G_MAXINT64, .max = G_MININT64 };

  for (guint i = from; i < to; i++)
    {
      gint64 number = run->numbers[i], weight_ms;

      if (run->qualities[i] != DW_QUALITY_GOOD)
        {
          part.others++;
          continue;
        }
      weight_ms = dw_history_run_weight_ms (run, i);
      part.count++;
      part.weight_ms += weight_ms;
      part.min = MIN (part.min, number);
      part.max = MAX (part.max, number);
      part.sum += number;
      part.integral += (DwHistoryWide)number * weight_ms;
    }
  dw_history_totals_add (self, &part);
}

gboolean
dw_history_totals_equal (const DwHistoryTotals *a, const DwHistoryTotals *b)
{
  if (a->count != b->count || a->others != b->others)
    return FALSE;
  return a->count == 0 || (a->weight_ms == b->weight_ms && a->min == b->min && a->max == b->max && a->sum == b->sum && a->integral == b->integral);
}

/* The largest numbers do not fit with six more digits: no number is larger than the largest. */
static gint64
scale_number (gint64 number, gint64 factor)
{
  gint64 scaled;

  if (!__builtin_mul_overflow (number, factor, &scaled))
    return scaled;
  return number > 0 ? G_MAXINT64 : G_MININT64;
}

void
dw_history_totals_scale (DwHistoryTotals *self, gint64 factor)
{
  self->min = scale_number (self->min, factor);
  self->max = scale_number (self->max, factor);
  self->sum *= factor;
  self->integral *= factor;
}

static inline double
to_double (DwHistoryWide number)
{
  gint64 narrow = (gint64)number;

  return narrow == number ? (double)narrow : (double)number;
}

void
dw_history_totals_to_bucket (const DwHistoryTotals *self, guint8 digits, DwBucket *bucket)
{
  double divisor = dw_history_digits_divisor (digits);

  *bucket = (DwBucket){ .count = self->count, .others = self->others, .weight_ms = self->weight_ms, .min = NAN, .max = NAN, .sum = NAN, .mean = NAN, .weighted_mean = NAN };
  if (self->count == 0)
    return;
  bucket->min = (double)self->min / divisor;
  bucket->max = (double)self->max / divisor;
  bucket->sum = to_double (self->sum) / divisor;
  bucket->mean = to_double (self->sum) / (divisor * (double)self->count);
  if (self->weight_ms > 0)
    bucket->weighted_mean = to_double (self->integral) / (divisor * (double)self->weight_ms);
}
