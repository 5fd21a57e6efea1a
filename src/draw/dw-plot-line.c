// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"

/* A line is drawn in one of two ways. Sparse: every sample is a corner of a polyline. Dense, more than one sample in a px: a rectangle
 * from the lowest to the highest value of each column, and the means as a line over it with the dashes of the series. A stroke along every sample
 * of a dense trace would cost ten times a frame, and its dashes would be lost in the noise anyway. */

static const double envelope_strength = 0.42;
static const double least_extent_px = 0.5;
static const double lone_radius = 1.3;
static const double last_radius = 3;
static const double sparse_px = 4; /* samples further apart than this are drawn by the general rasteriser, which has the finer edges */
static const guint most_corners = 128;

/* Draws runs of points that belong together. The stretch between two points is dotted when either of them is doubtful. */
typedef struct
{
  const DwPlotCanvas *canvas;
  const DwPlotTrace *trace;
  gboolean down;   /* there is a point before */
  gboolean moved;  /* and a line to it */
  gboolean dotted; /* the line that is being drawn */
  double x, y;     /* the point before */
  gboolean doubtful;
  guint n;       /* corners since the last stroke */
  double length; /* since the dashes began */
} Pen;

static void
begin_line (Pen *self, gboolean dotted)
{
  static const double dots[] = { 1, 3 };

  self->dotted = dotted;
  dw_plot_style_apply (self->trace->info.style, self->trace->info.chosen, self->canvas->cr, self->canvas->palette);
  if (dotted)
    cairo_set_dash (self->canvas->cr, dots, 2, 0);
  cairo_move_to (self->canvas->cr, self->x, self->y);
  self->n = 0;
  self->length = 0;
}

/* A long path costs more than its parts, because its edges are sorted over and over. The dashes go on where they were. */
static void
stroke_part (Pen *self)
{
  cairo_t *cr = self->canvas->cr;
  double dashes[8], offset;

  cairo_stroke (cr);
  if (cairo_get_dash_count (cr) > 0)
    {
      cairo_get_dash (cr, dashes, &offset);
      cairo_set_dash (cr, dashes, cairo_get_dash_count (cr), self->length);
    }
  cairo_move_to (cr, self->x, self->y);
  self->n = 0;
}

static void
lift_pen (Pen *self)
{
  cairo_t *cr = self->canvas->cr;

  if (self->down && !self->moved)
    {
      /* A sample alone between two gaps is a dot, not nothing. */
      cairo_new_path (cr);
      cairo_arc (cr, self->x, self->y, lone_radius, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  else if (self->down)
    cairo_stroke (cr);
  self->down = self->moved = FALSE;
}

static void
move_pen (Pen *self, double x, double y, gboolean joined, gboolean doubtful)
{
  gboolean dotted = doubtful || (self->down && self->doubtful);

  if (!joined)
    lift_pen (self);
  if (self->down && dotted != self->dotted)
    {
      cairo_stroke (self->canvas->cr);
      begin_line (self, dotted);
    }
  if (self->down && self->n >= most_corners)
    stroke_part (self);
  if (self->down)
    {
      cairo_line_to (self->canvas->cr, x, y);
      self->length += hypot (x - self->x, y - self->y);
      self->n++;
    }
  self->moved = self->down;
  self->x = x;
  self->y = y;
  self->doubtful = doubtful;
  if (!self->down)
    begin_line (self, doubtful);
  self->down = TRUE;
}

static double
get_y (const DwPlotCanvas *canvas, const DwPlotArea *area, int series, double value)
{
  return dw_plot_y_of (canvas->plot, area, series, dw_plot_get_trace (canvas->plot, series)->info.side, value);
}

/* Sparse samples. The neighbours outside of the span are drawn to as well: the line leaves the area, it does not begin in it. */
static void
draw_samples (const DwPlotCanvas *canvas, const DwPlotArea *area, int series)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, series);
  const DwPlotSamples *samples = &trace->samples;
  gsize from = dw_plot_samples_find (samples, canvas->plot->from_ms - trace->info.shift_ms);
  gsize to = dw_plot_samples_find (samples, canvas->plot->to_ms - trace->info.shift_ms + 1);
  Pen pen = { .canvas = canvas, .trace = trace };
  gint64 last_ms = 0;
  gboolean has_last = FALSE;

  for (gsize i = from > 0 ? from - 1 : 0; i < MIN (to + 1, samples->n); i++)
    {
      gint64 time_ms = dw_plot_samples_get_time (samples, i);

      if (!isfinite (samples->values[i]))
        {
          has_last = FALSE;
          continue;
        }
      move_pen (&pen, dw_plot_x_of (canvas->plot, time_ms + trace->info.shift_ms), get_y (canvas, area, series, samples->values[i]),
                has_last && (samples->gap_ms <= 0 || time_ms - last_ms <= samples->gap_ms), dw_plot_samples_is_doubtful (samples, i));
      has_last = TRUE;
      last_ms = time_ms;
    }
  lift_pen (&pen);
}

static double
get_bucket_x (const DwPlotCanvas *canvas, const DwPlotTrace *trace, gsize index)
{
  const gint64 *edges = trace->buckets.edges_ms;

  return dw_plot_x_of (canvas->plot, edges[index] + (edges[index + 1] - edges[index]) / 2 + trace->info.shift_ms);
}

/* Upper edge forth, lower edge back. */
static void
draw_bucket_envelope (const DwPlotCanvas *canvas, const DwPlotArea *area, int series, gsize from, gsize to)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, series);
  const DwPlotBuckets *buckets = &trace->buckets;

  for (gsize i = from; i < to; i++)
    cairo_line_to (canvas->cr, get_bucket_x (canvas, trace, i), get_y (canvas, area, series, dw_plot_buckets_get (buckets, buckets->maxs, i)));
  for (gsize i = to; i > from; i--)
    cairo_line_to (canvas->cr, get_bucket_x (canvas, trace, i - 1), get_y (canvas, area, series, dw_plot_buckets_get (buckets, buckets->mins, i - 1)));
  cairo_close_path (canvas->cr);
}

static void
fill_envelope (const DwPlotCanvas *canvas, const DwPlotTrace *trace)
{
  dw_palette_set_alpha (canvas->palette, canvas->cr, dw_plot_style_color (trace->info.style), envelope_strength);
  cairo_fill (canvas->cr);
}

static void
draw_buckets (const DwPlotCanvas *canvas, const DwPlotArea *area, int series)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, series);
  const DwPlotBuckets *buckets = &trace->buckets;
  gsize from = dw_plot_buckets_find (buckets, canvas->plot->from_ms - trace->info.shift_ms);
  gsize to = MIN (buckets->n, dw_plot_buckets_find (buckets, canvas->plot->to_ms - trace->info.shift_ms) + 1);
  Pen pen = { .canvas = canvas, .trace = trace };

  from -= from > 0 ? 1 : 0;
  for (gsize i = from, start = from; i <= to; i++)
    if (i == to || !dw_plot_buckets_is_filled (buckets, i))
      {
        if (i > start)
          draw_bucket_envelope (canvas, area, series, start, i);
        start = i + 1;
      }
  fill_envelope (canvas, trace);
  for (gsize i = from; i < to; i++)
    if (dw_plot_buckets_is_filled (buckets, i))
      move_pen (&pen, get_bucket_x (canvas, trace, i), get_y (canvas, area, series, dw_plot_buckets_get (buckets, buckets->means, i)),
                i > from && dw_plot_buckets_is_filled (buckets, i - 1), buckets->doubtful && buckets->doubtful[i]);
  lift_pen (&pen);
}

/* Dense, on paper. */
static void
draw_columns (const DwPlotCanvas *canvas, const DwPlotArea *area, int series)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, series);
  double width = canvas->plot->rect.width / trace->n_columns;
  const DwColumn *before = NULL;
  Pen pen = { .canvas = canvas, .trace = trace };

  for (guint i = 0; i < trace->n_columns; i++)
    if (trace->columns[i].flags & DW_COLUMN_FILLED)
      {
        double low, high;

        dw_plot_reach_back (&trace->columns[i], before, &low, &high);
        cairo_rectangle (canvas->cr, canvas->plot->rect.x + i * width, get_y (canvas, area, series, high), width, fmax (least_extent_px, get_y (canvas, area, series, low) - get_y (canvas, area, series, high)));
        before = &trace->columns[i];
      }
  fill_envelope (canvas, trace);
  for (guint i = 0; i < trace->n_columns; i++)
    if (trace->columns[i].flags & DW_COLUMN_FILLED)
      move_pen (&pen, canvas->plot->rect.x + (i + 0.5) * width, get_y (canvas, area, series, trace->columns[i].mean),
                !(trace->columns[i].flags & DW_COLUMN_GAP_BEFORE), (trace->columns[i].flags & DW_COLUMN_DOUBTFUL) != 0);
  lift_pen (&pen);
}

static void
draw_pixels (const DwPlotCanvas *canvas, const DwPlotArea *area, int series)
{
  dw_plot_draw_dense (canvas, area, series, envelope_strength);
}

/* Last sample of the span: present when the data goes on to its end. */
static void
draw_last (const DwPlotCanvas *canvas, const DwPlotArea *area, int series)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, series);
  gint64 to_ms = canvas->plot->to_ms - trace->info.shift_ms;
  gsize i = dw_plot_samples_find (&trace->samples, to_ms + 1);
  gint64 time_ms;

  if (trace->is_buckets || trace->info.no_last_dot || trace->info.style == DW_PLOT_STYLE_PREVIOUS || i == 0 || !isfinite (trace->samples.values[i - 1]))
    return;
  time_ms = dw_plot_samples_get_time (&trace->samples, i - 1);
  if (time_ms < canvas->plot->from_ms - trace->info.shift_ms || (trace->samples.gap_ms > 0 && to_ms - time_ms > trace->samples.gap_ms))
    return;
  dw_palette_set (canvas->palette, canvas->cr, dw_plot_style_color (trace->info.style));
  cairo_arc (canvas->cr, dw_plot_x_of (canvas->plot, time_ms + trace->info.shift_ms), get_y (canvas, area, series, trace->samples.values[i - 1]), last_radius, 0, 2 * G_PI);
  cairo_fill (canvas->cr);
}

static void
draw_series (const DwPlotCanvas *canvas, const DwPlotArea *area, int series)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, series);

  if (dw_plot_is_dense (canvas->plot, trace))
    (canvas->vector ? draw_columns : draw_pixels) (canvas, area, series);
  else if (trace->is_buckets)
    draw_buckets (canvas, area, series);
  else if (!canvas->vector && dw_plot_count_in_span (canvas->plot, trace) * sparse_px > canvas->plot->rect.width)
    dw_plot_draw_samples_as_pixels (canvas, area, series);
  else
    draw_samples (canvas, area, series);
}

static gboolean
is_on_layer (const DwPlotTrace *trace, guint layer)
{
  guint own = trace->info.style == DW_PLOT_STYLE_PREVIOUS ? 0 : 1;

  return (trace->info.chosen ? 2 : own) == layer;
}

/* The period before lies under the others, the chosen series over them. */
void
dw_plot_draw_lines (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  cairo_save (canvas->cr);
  cairo_rectangle (canvas->cr, area->rect.x, area->rect.y - 1, area->rect.width, area->rect.height + 2);
  cairo_clip (canvas->cr);
  for (guint layer = 0; layer < 3; layer++)
    for (int i = 0; i < (int)canvas->plot->traces->len; i++)
      if (dw_plot_is_visible (canvas->plot, i) && dw_plot_is_in_area (area, i) && is_on_layer (dw_plot_get_trace (canvas->plot, i), layer))
        draw_series (canvas, area, i);
  cairo_restore (canvas->cr);
  for (int i = 0; i < (int)canvas->plot->traces->len; i++)
    if (dw_plot_is_visible (canvas->plot, i) && dw_plot_is_in_area (area, i))
      draw_last (canvas, area, i);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
}

/* Direct labels at the right end, or a legend above when there is no room for them. */
void
dw_plot_draw_labels (const DwPlotCanvas *canvas)
{
  for (int i = 0; i < (int)canvas->plot->traces->len; i++)
    {
      const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, i);
      DwPlotRect rect = dw_plot_get_label_rect (canvas->plot, i);
      double swatch = canvas->plot->has_legend ? 30 : 0;
      DwLabelStyle style = { .size = DW_PLOT_WORDS_SIZE, .weight = trace->info.chosen ? 500 : 400, .color = dw_plot_style_color (trace->info.style), .width = rect.width - swatch };

      if (rect.width <= 0)
        continue;
      if (trace->info.style == DW_PLOT_STYLE_PREVIOUS)
        style.color = DW_COLOR_TEXT_3;
      if (canvas->plot->has_legend)
        {
          dw_plot_draw_swatch (canvas->cr, canvas->palette, trace->info.style, rect.x, rect.y + rect.height / 2, 24);
          style.width = 0;
        }
      dw_label_draw (canvas->cr, canvas->text, canvas->palette, &style, trace->info.label, rect.x + swatch, rect.y + rect.height / 2 + 4);
    }
}
