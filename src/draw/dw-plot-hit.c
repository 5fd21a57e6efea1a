// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"
#include "dw-plot-span.h"

/* From a point to what is there, in the order in which things lie over each other: marks and labels, bars, lines, the bare area. */

static const double reach_px = 12;

gint64
dw_plot_time_at (DwPlot *self, double x)
{
  double share = (x - self->rect.x) / fmax (1, self->rect.width);

  return self->from_ms + (gint64)round (CLAMP (share, 0, 1) * (double)(self->to_ms - self->from_ms));
}

double
dw_plot_x_at (DwPlot *self, gint64 time_ms)
{
  return dw_plot_x_of (self, time_ms);
}

/* Values */

static void
take_sample (const DwPlotTrace *trace, gsize index, DwPlotValue *value)
{
  double number = trace->samples.values[index];

  *value = (DwPlotValue){ dw_plot_samples_get_time (&trace->samples, index) + trace->info.shift_ms, number, number, number, dw_plot_samples_is_doubtful (&trace->samples, index) };
}

/* The nearer of the neighbours; a neighbour without a value is an answer too: there is nothing. */
static gboolean
find_sample (const DwPlotTrace *trace, gint64 time_ms, DwPlotValue *value)
{
  const DwPlotSamples *samples = &trace->samples;
  gint64 wanted_ms = time_ms - trace->info.shift_ms;
  gsize index = dw_plot_samples_find (samples, wanted_ms);

  if (samples->n == 0)
    return FALSE;
  if (index == samples->n || (index > 0 && wanted_ms - dw_plot_samples_get_time (samples, index - 1) < dw_plot_samples_get_time (samples, index) - wanted_ms))
    index--;
  if (samples->gap_ms > 0 && ABS (dw_plot_samples_get_time (samples, index) - wanted_ms) > samples->gap_ms)
    return FALSE;
  if (!isfinite (samples->values[index]))
    return FALSE;
  take_sample (trace, index, value);
  return TRUE;
}

static gboolean
find_bucket (const DwPlotTrace *trace, gint64 time_ms, DwPlotValue *value)
{
  const DwPlotBuckets *buckets = &trace->buckets;
  gint64 wanted_ms = time_ms - trace->info.shift_ms;
  gsize index = dw_plot_buckets_find (buckets, wanted_ms);

  if (index == buckets->n || buckets->edges_ms[index] > wanted_ms || !dw_plot_buckets_is_filled (buckets, index))
    return FALSE;
  *value = (DwPlotValue){ buckets->edges_ms[index] + trace->info.shift_ms, dw_plot_buckets_get (buckets, buckets->means, index), dw_plot_buckets_get (buckets, buckets->mins, index),
                          dw_plot_buckets_get (buckets, buckets->maxs, index), buckets->doubtful && buckets->doubtful[index] };
  return TRUE;
}

gboolean
dw_plot_get_value (DwPlot *self, int series, gint64 time_ms, DwPlotValue *value)
{
  const DwPlotTrace *trace = dw_plot_get_trace (self, series);

  *value = (DwPlotValue){ time_ms, NAN, NAN, NAN, FALSE };
  if (!trace)
    return FALSE;
  return trace->is_buckets ? find_bucket (trace, time_ms, value) : find_sample (trace, time_ms, value);
}

int
dw_plot_find_mark (DwPlot *self, gint64 time_ms, gboolean forward)
{
  g_autofree gint64 *times_ms = g_new (gint64, self->marks->len + 1);

  for (guint i = 0; i < self->marks->len; i++)
    times_ms[i] = dw_plot_get_mark (self, (int)i)->time_ms;
  return dw_plot_find_next_time (times_ms, self->marks->len, 0, time_ms, forward);
}

/* Hits */

static gboolean
contains (const DwPlotRect *rect, double x, double y)
{
  return rect->width > 0 && x >= rect->x && x < rect->x + rect->width && y >= rect->y && y < rect->y + rect->height;
}

static gboolean
hit_mark (DwPlot *self, double x, double y, DwPlotHit *hit)
{
  for (int i = (int)self->marks->len - 1; i >= 0; i--)
    {
      DwPlotRect rect = dw_plot_get_mark_rect (self, i);

      if (!contains (&rect, x, y))
        continue;
      hit->kind = DW_PLOT_HIT_MARK;
      hit->mark = i;
      return TRUE;
    }
  return FALSE;
}

static gboolean
hit_label (DwPlot *self, double x, double y, DwPlotHit *hit)
{
  for (int i = 0; i < (int)self->traces->len; i++)
    {
      DwPlotRect rect = dw_plot_get_label_rect (self, i);

      if (!(self->has_labels || self->has_legend) || !contains (&rect, x, y))
        continue;
      hit->kind = DW_PLOT_HIT_LABEL;
      hit->series = i;
      return TRUE;
    }
  return FALSE;
}

/* The whole place of a bar counts, from the base line to the upper edge: a small bar must be as easy to reach as a large one. */
static gboolean
hit_bar (DwPlot *self, double x, double y, DwPlotHit *hit)
{
  const DwPlotBars *bars = &self->bars;

  for (guint i = 0; i < bars->n; i++)
    {
      if (hit->time_ms < bars->edges_ms[i] || hit->time_ms >= bars->edges_ms[i + 1])
        continue;
      hit->kind = DW_PLOT_HIT_BAR;
      hit->bar = (int)i;
      hit->value = (DwPlotValue){ bars->edges_ms[i], NAN, NAN, NAN, bars->doubtful && bars->doubtful[i] };
      for (guint part = 0; part < bars->n_parts; part++)
        {
          DwPlotRect rect = dw_plot_get_bar_rect (self, i, (int)part);

          if (rect.width <= 0 || y < rect.y || y >= rect.y + rect.height)
            continue;
          hit->part = (int)part;
          hit->value.value = hit->value.min = hit->value.max = bars->values[part][i];
        }
      return TRUE;
    }
  return FALSE;
}

static void
consider (DwPlotHit *hit, int series, const DwPlotValue *value, double distance)
{
  if (!(distance <= reach_px) || (hit->series >= 0 && distance >= hit->distance))
    return;
  hit->kind = DW_PLOT_HIT_SAMPLE;
  hit->series = series;
  hit->value = *value;
  hit->distance = distance;
}

/* Where the samples are dense, the columns within reach stand for them: never more than a few are looked at. */
static void
hit_columns (DwPlot *self, const DwPlotArea *area, int series, double x, double y, DwPlotHit *hit)
{
  const DwPlotTrace *trace = dw_plot_get_trace (self, series);
  double width = self->rect.width / MAX (1, trace->n_columns);
  int from = (int)floor ((x - reach_px - self->rect.x) / width), to = (int)ceil ((x + reach_px - self->rect.x) / width);

  for (int i = MAX (0, from); i < MIN (to, (int)trace->n_columns); i++)
    {
      const DwColumn *column = &trace->columns[i];
      double top = dw_plot_y_of (self, area, series, trace->info.side, column->max), bottom = dw_plot_y_of (self, area, series, trace->info.side, column->min);
      double column_x = self->rect.x + (i + 0.5) * width;
      DwPlotValue value = { dw_plot_time_at (self, column_x), column->mean, column->min, column->max, (column->flags & DW_COLUMN_DOUBTFUL) != 0 };

      if (column->flags & DW_COLUMN_FILLED)
        consider (hit, series, &value, hypot (column_x - x, fmax (0, fmax (top - y, y - bottom))));
    }
}

static void
hit_samples (DwPlot *self, const DwPlotArea *area, int series, double x, double y, DwPlotHit *hit)
{
  const DwPlotTrace *trace = dw_plot_get_trace (self, series);
  gsize from = dw_plot_samples_find (&trace->samples, dw_plot_time_at (self, x - reach_px) - trace->info.shift_ms);
  gsize to = dw_plot_samples_find (&trace->samples, dw_plot_time_at (self, x + reach_px) - trace->info.shift_ms + 1);

  for (gsize i = from; i < to; i++)
    {
      DwPlotValue value;

      take_sample (trace, i, &value);
      if (isfinite (value.value))
        consider (hit, series, &value, hypot (dw_plot_x_of (self, value.time_ms) - x, dw_plot_y_of (self, area, series, trace->info.side, value.value) - y));
    }
}

static gboolean
hit_lines (DwPlot *self, const DwPlotArea *area, double x, double y, DwPlotHit *hit)
{
  for (int i = 0; i < (int)self->traces->len; i++)
    {
      const DwPlotTrace *trace = dw_plot_get_trace (self, i);

      if (!dw_plot_is_visible (self, i) || !dw_plot_is_in_area (area, i))
        continue;
      if (trace->is_buckets || dw_plot_is_dense (self, trace))
        hit_columns (self, area, i, x, y, hit);
      else
        hit_samples (self, area, i, x, y, hit);
    }
  return hit->kind == DW_PLOT_HIT_SAMPLE;
}

static gboolean
hit_cell (DwPlot *self, double x, double y, DwPlotHit *hit)
{
  for (guint i = 0; i < self->heat.n_days * 24; i++)
    {
      DwPlotRect rect = dw_plot_get_cell_rect (self, i / 24, i % 24);
      double value = self->heat.values[i];

      if (!contains (&rect, x, y))
        continue;
      hit->kind = DW_PLOT_HIT_CELL;
      hit->day = (int)(i / 24);
      hit->hour = (int)(i % 24);
      hit->value = (DwPlotValue){ DW_PLOT_NO_TIME, value, value, value, FALSE };
      return TRUE;
    }
  return FALSE;
}

static int
find_area (const DwPlot *self, double x, double y)
{
  for (guint i = 0; i < self->n_areas; i++)
    if (contains (&self->areas[i].rect, x, y))
      return (int)i;
  return -1;
}

DwPlotHit
dw_plot_hit (DwPlot *self, double x, double y)
{
  DwPlotHit hit = { .kind = DW_PLOT_HIT_NONE, .time_ms = DW_PLOT_NO_TIME, .area = -1, .series = -1, .mark = -1, .bar = -1, .part = -1, .day = -1, .hour = -1, .value = { DW_PLOT_NO_TIME, NAN, NAN, NAN, FALSE }, .distance = INFINITY };

  if (self->width <= 0 || isnan (x) || isnan (y))
    return hit;
  dw_plot_lay_out (self, self->width, self->height);
  if (self->has_heat)
    {
      hit_cell (self, x, y, &hit);
      return hit;
    }
  hit.time_ms = dw_plot_time_at (self, x);
  hit.area = find_area (self, x, y);
  if (hit_mark (self, x, y, &hit) || hit_label (self, x, y, &hit) || hit.area < 0)
    return hit;
  hit.kind = DW_PLOT_HIT_AREA;
  if (hit_lines (self, &self->areas[hit.area], x, y, &hit) || (self->has_bars && hit.area == 0 && hit_bar (self, x, y, &hit)))
    return hit;
  return hit;
}
