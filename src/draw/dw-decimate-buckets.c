// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <gio/gio.h>
#include <math.h>

#include "dw-decimate-fold.h"

/* Buckets and columns are two rows of stretches over the same time; both are walked once, side by side. */

double
dw_plot_buckets_get (const DwPlotBuckets *buckets, const double *array, gsize index)
{
  gsize stride = buckets->stride ? buckets->stride : sizeof (double);

  return *(const double *)(const void *)((const char *)array + index * stride);
}

gboolean
dw_plot_buckets_is_filled (const DwPlotBuckets *buckets, gsize index)
{
  return isfinite (dw_plot_buckets_get (buckets, buckets->mins, index)) && isfinite (dw_plot_buckets_get (buckets, buckets->maxs, index)) && isfinite (dw_plot_buckets_get (buckets, buckets->means, index));
}

gsize
dw_plot_buckets_find (const DwPlotBuckets *buckets, gint64 time_ms)
{
  gsize low = 0, high = buckets->n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (buckets->edges_ms[middle + 1] <= time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* A column while it is being filled. */
typedef struct
{
  DwColumn column;
  gint64 from_ms, to_ms;
  double weight;     /* overlap of the buckets with values, ms */
  gsize first, last; /* of the buckets with values */
} Filling;

static void
merge_bucket (const DwPlotBuckets *buckets, gsize index, Filling *filling)
{
  DwColumn *column = &filling->column;
  double overlap = (double)(MIN (filling->to_ms, buckets->edges_ms[index + 1]) - MAX (filling->from_ms, buckets->edges_ms[index]));
  double min, max, mean;

  if (!dw_plot_buckets_is_filled (buckets, index))
    {
      column->flags |= DW_COLUMN_BROKEN;
      return;
    }
  min = dw_plot_buckets_get (buckets, buckets->mins, index);
  max = dw_plot_buckets_get (buckets, buckets->maxs, index);
  mean = dw_plot_buckets_get (buckets, buckets->means, index);
  if (!(column->flags & DW_COLUMN_FILLED))
    {
      *column = (DwColumn){ min, max, mean, mean, 0, column->flags | DW_COLUMN_FILLED };
      filling->first = index;
    }
  column->min = fmin (column->min, min);
  column->max = fmax (column->max, max);
  column->last = mean;
  column->mean += mean * overlap;
  column->flags |= buckets->doubtful && buckets->doubtful[index] ? DW_COLUMN_DOUBTFUL : 0;
  filling->weight += overlap;
  filling->last = index;
}

void
dw_decimate_buckets (const DwPlotBuckets *buckets, gint64 from_ms, gint64 to_ms, DwColumn *columns, guint n_columns)
{
  gsize at = dw_plot_buckets_find (buckets, from_ms);
  gsize before = 0;
  gboolean has_before = FALSE;

  for (guint i = 0; i < n_columns; i++)
    {
      Filling filling = { .column = { NAN, NAN, NAN, NAN, NAN, 0 }, .from_ms = dw_decimate_column_start (from_ms, to_ms, n_columns, i) };

      filling.to_ms = MAX (filling.from_ms + 1, dw_decimate_column_start (from_ms, to_ms, n_columns, i + 1));
      while (at < buckets->n && buckets->edges_ms[at + 1] <= filling.from_ms)
        at++;
      for (gsize k = at; k < buckets->n && buckets->edges_ms[k] < filling.to_ms; k++)
        merge_bucket (buckets, k, &filling);
      if (filling.column.flags & DW_COLUMN_FILLED)
        {
          filling.column.mean = CLAMP (filling.column.mean / filling.weight, filling.column.min, filling.column.max);
          filling.column.flags |= has_before && filling.first <= before + 1 ? 0 : DW_COLUMN_GAP_BEFORE;
          before = filling.last;
          has_before = TRUE;
        }
      columns[i] = filling.column;
    }
}

gboolean
dw_plot_buckets_check (const DwPlotBuckets *buckets, GError **error)
{
  if (buckets->n > 0 && (!buckets->edges_ms || !buckets->mins || !buckets->maxs || !buckets->means))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "buckets: %" G_GSIZE_FORMAT " of them, but edges, lowest, highest or mean values are missing", buckets->n);
      return FALSE;
    }
  if (buckets->stride % sizeof (double) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "buckets: a stride of %" G_GSIZE_FORMAT " bytes", buckets->stride);
      return FALSE;
    }
  for (gsize i = 0; i < buckets->n; i++)
    if (buckets->edges_ms[i + 1] <= buckets->edges_ms[i])
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "buckets: edge %" G_GSIZE_FORMAT " does not rise (%" G_GINT64_FORMAT " after %" G_GINT64_FORMAT ")", i + 1, buckets->edges_ms[i + 1], buckets->edges_ms[i]);
        return FALSE;
      }
  return TRUE;
}
