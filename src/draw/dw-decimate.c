// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-decimate.h"

#include <gio/gio.h>
#include <math.h>

#include "dw-decimate-fold.h"

/* Where each column begins is found by searching the times, not by walking them; the values are then folded in one go. With an index whole blocks
 * are taken instead of their samples, and a frame costs the same whether the span holds a thousand samples or a hundred million. */

gint64
dw_plot_samples_get_time (const DwPlotSamples *samples, gsize index)
{
  return samples->times_ms ? samples->times_ms[index] : samples->start_ms + (gint64)index * samples->period_ms;
}

gboolean
dw_plot_samples_is_doubtful (const DwPlotSamples *samples, gsize index)
{
  return samples->qualities && samples->qualities[index] < 32 && (samples->doubtful_qualities >> samples->qualities[index] & 1);
}

static gsize
find_regular (const DwPlotSamples *samples, gint64 time_ms)
{
  gint64 distance_ms = time_ms - samples->start_ms;

  if (distance_ms <= 0)
    return 0;
  return MIN (samples->n, (gsize)((distance_ms + samples->period_ms - 1) / samples->period_ms));
}

/* First index in low…high (exclusive) whose time is not before time_ms. */
static gsize
search_times (const gint64 *times_ms, gsize low, gsize high, gint64 time_ms)
{
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (times_ms[middle] < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gsize
dw_plot_samples_find (const DwPlotSamples *samples, gint64 time_ms)
{
  if (samples->n == 0)
    return 0;
  return samples->times_ms ? search_times (samples->times_ms, 0, samples->n, time_ms) : find_regular (samples, time_ms);
}

/* The same from a place that is known to be not beyond it: steps that double find the neighbourhood, so that near places cost little. */
static gsize
find_from (const DwPlotSamples *samples, gsize from, gint64 time_ms)
{
  gsize step = 1, low = from;

  if (!samples->times_ms)
    return dw_plot_samples_find (samples, time_ms);
  while (low + step < samples->n && samples->times_ms[low + step] < time_ms)
    {
      low += step;
      step *= 2;
    }
  return search_times (samples->times_ms, low, MIN (samples->n, low + step + 1), time_ms);
}

gint64
dw_decimate_column_start (gint64 from_ms, gint64 to_ms, guint n_columns, guint column)
{
  gint64 product = (to_ms - from_ms) * (gint64)column;

  return from_ms + product / n_columns + (product % n_columns != 0);
}

static gboolean
has_doubtful (const DwPlotSamples *samples, gsize from, gsize to)
{
  guint32 wanted = samples->doubtful_qualities;

  if (!samples->qualities || wanted == 0)
    return FALSE;
  for (gsize i = from; i < to; i++)
    if (samples->qualities[i] < 32 && (wanted >> samples->qualities[i] & 1))
      return TRUE;
  return FALSE;
}

/* Where the last value before the present column was. */
typedef struct
{
  gboolean has;
  gsize index;
} Before;

static gboolean
is_joined (const DwPlotSamples *samples, const Before *before, gsize index)
{
  if (!before->has || index != before->index + 1)
    return FALSE;
  return samples->gap_ms <= 0 || dw_plot_samples_get_time (samples, index) - dw_plot_samples_get_time (samples, before->index) <= samples->gap_ms;
}

static void
fill_column (const DwPlotSamples *samples, const DwDecimateIndex *index, gsize from, gsize to, Before *before, DwColumn *column)
{
  DwFold fold;
  gsize first, last;

  dw_fold_init (&fold);
  dw_fold_range (&fold, samples->values, index, from, to);
  *column = (DwColumn){ NAN, NAN, NAN, NAN, NAN, fold.count < (double)(to - from) ? DW_COLUMN_BROKEN : 0 };
  if (fold.count == 0)
    return;
  first = dw_fold_first (samples->values, index, from, to);
  last = dw_fold_last (samples->values, index, from, to);
  column->min = fold.min;
  column->max = fold.max;
  column->first = samples->values[first];
  column->last = samples->values[last];
  /* Rounding must not carry a mean out of what it is the mean of. */
  column->mean = CLAMP (fold.sum / fold.count, fold.min, fold.max);
  column->flags |= DW_COLUMN_FILLED;
  column->flags |= is_joined (samples, before, first) ? 0 : DW_COLUMN_GAP_BEFORE;
  column->flags |= has_doubtful (samples, from, to) ? DW_COLUMN_DOUBTFUL : 0;
  *before = (Before){ TRUE, last };
}

void
dw_decimate_samples (const DwPlotSamples *samples, const DwDecimateIndex *index, gint64 from_ms, gint64 to_ms, DwColumn *columns, guint n_columns)
{
  gsize at = dw_plot_samples_find (samples, from_ms);
  Before before = { 0 };

  for (guint i = 0; i < n_columns; i++)
    {
      gint64 end_ms = i + 1 < n_columns ? dw_decimate_column_start (from_ms, to_ms, n_columns, i + 1) : to_ms + 1;
      gsize end = at < samples->n ? find_from (samples, at, end_ms) : at;

      fill_column (samples, index, at, end, &before, &columns[i]);
      at = end;
    }
}

gboolean
dw_plot_samples_check (const DwPlotSamples *samples, GError **error)
{
  if (samples->n > 0 && !samples->values)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "samples: %" G_GSIZE_FORMAT " of them, but no values", samples->n);
      return FALSE;
    }
  if (!samples->times_ms && samples->n > 0 && samples->period_ms <= 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "samples: neither times nor a period (%" G_GINT64_FORMAT " ms)", samples->period_ms);
      return FALSE;
    }
  for (gsize i = 1; samples->times_ms && i < samples->n; i++)
    if (samples->times_ms[i] < samples->times_ms[i - 1])
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "samples: time %" G_GSIZE_FORMAT " is before the one in front of it (%" G_GINT64_FORMAT " < %" G_GINT64_FORMAT ")", i, samples->times_ms[i], samples->times_ms[i - 1]);
        return FALSE;
      }
  return TRUE;
}
