// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"

/* From this many samples in the span on, the summary of blocks is built: it costs one reading of all values and makes every later frame cheap. */
static const gsize index_pays = 32768;

gsize
dw_plot_count_in_span (DwPlot *self, const DwPlotTrace *trace)
{
  gint64 from_ms = self->from_ms - trace->info.shift_ms, to_ms = self->to_ms - trace->info.shift_ms;

  if (trace->is_buckets)
    return dw_plot_buckets_find (&trace->buckets, to_ms) - dw_plot_buckets_find (&trace->buckets, from_ms);
  return dw_plot_samples_find (&trace->samples, to_ms + 1) - dw_plot_samples_find (&trace->samples, from_ms);
}

gboolean
dw_plot_is_dense (DwPlot *self, const DwPlotTrace *trace)
{
  return (trace->is_buckets ? 2 : 1) * dw_plot_count_in_span (self, trace) > (gsize)fmax (1, self->rect.width);
}

static void
find_range (DwPlotTrace *trace)
{
  trace->min = INFINITY;
  trace->max = -INFINITY;
  trace->last = -1;
  for (guint i = 0; i < trace->n_columns; i++)
    if (trace->columns[i].flags & DW_COLUMN_FILLED)
      {
        trace->min = fmin (trace->min, trace->columns[i].min);
        trace->max = fmax (trace->max, trace->columns[i].max);
        trace->last = (int)i;
      }
}

void
dw_plot_make_columns (DwPlot *self, DwPlotTrace *trace, guint n)
{
  gint64 from_ms = self->from_ms - trace->info.shift_ms, to_ms = self->to_ms - trace->info.shift_ms;

  if (trace->n_columns == n)
    return;
  if (trace->size < n)
    {
      trace->columns = g_renew (DwColumn, trace->columns, n);
      trace->size = n;
    }
  trace->n_columns = n;
  if (!trace->is_buckets && !trace->index && dw_plot_count_in_span (self, trace) >= index_pays)
    trace->index = dw_decimate_index_new (&trace->samples);
  if (trace->is_buckets)
    dw_decimate_buckets (&trace->buckets, from_ms, to_ms, trace->columns, n);
  else
    dw_decimate_samples (&trace->samples, trace->index, from_ms, to_ms, trace->columns, n);
  find_range (trace);
}

void
dw_plot_reach_back (const DwColumn *column, const DwColumn *before, double *low, double *high)
{
  gboolean joined = before && !(column->flags & DW_COLUMN_GAP_BEFORE);

  *low = joined ? fmin (column->min, before->last) : column->min;
  *high = joined ? fmax (column->max, before->last) : column->max;
}
