// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>
#include <string.h>

#include "dw-plot-private.h"

/* Dense series on a screen. Every column is one column of pixels, so nothing is left for a general rasteriser to find out: how strongly the series covers
 * each pixel is written into a mask straight from the numbers, and the colour is painted through the mask at once. This costs a tenth of paths.
 * Paper gets paths (dw-plot-line.c), because a mask would be a picture there. */

static const double steepest_widening = 1.2;
static const double margin_px = 3;
static const double steep_rows = 1.6;
static const double least_envelope_px = 3;

typedef struct
{
  guint8 *data;
  int stride, width, height;
  double top;   /* user y of its first row */
  double scale; /* rows per user px */
} Mask;

/* Where the pen is in its dashes. */
typedef struct
{
  const double *dashes;
  int n;
  double total, length;
} Dashes;

static gboolean
is_on (const Dashes *self, double further)
{
  double at = self->n > 0 ? fmod (self->length + further, self->total) : 0;
  int i = 0;

  while (i < self->n - 1 && at >= self->dashes[i])
    at -= self->dashes[i++];
  return i % 2 == 0;
}

static Dashes
make_dashes (DwPlotStyle style, gboolean doubtful)
{
  static const double dots[] = { 1, 3 };
  Dashes self = { dots, 2, 0, 0 };

  if (!doubtful)
    self.dashes = dw_plot_style_dashes (style, &self.n);
  for (int i = 0; i < self.n; i++)
    self.total += self.dashes[i];
  return self;
}

static void
cover (const Mask *mask, int column, double top, double bottom, double strength)
{
  double first = CLAMP ((top - mask->top) * mask->scale, 0, mask->height), last = CLAMP ((bottom - mask->top) * mask->scale, 0, mask->height);

  for (int row = (int)first; row < last; row++)
    {
      guint8 *pixel = mask->data + (gsize)row * (gsize)mask->stride + column;
      double share = fmin (row + 1, last) - fmax (row, first);

      *pixel = MAX (*pixel, (guint8)(255 * strength * share + 0.5));
    }
}

/* The rows between the lowest and the highest value, in memory that the plot keeps. */
static Mask
make_mask (const DwPlotCanvas *canvas, const DwPlotArea *area, int series)
{
  DwPlot *plot = canvas->plot;
  const DwPlotTrace *trace = dw_plot_get_trace (plot, series);
  double top = dw_plot_y_of (plot, area, series, trace->info.side, trace->max), bottom = dw_plot_y_of (plot, area, series, trace->info.side, trace->min);
  Mask mask = { .width = (int)trace->n_columns, .scale = plot->columns_per_px };
  gsize size;

  mask.top = floor (fmax (top, area->rect.y) - margin_px);
  mask.height = (int)ceil (fmax (1, fmin (bottom, area->rect.y + area->rect.height) + margin_px - mask.top) * mask.scale);
  mask.stride = cairo_format_stride_for_width (CAIRO_FORMAT_A8, mask.width);
  size = (gsize)mask.stride * (gsize)mask.height;
  if (plot->mask_size < size)
    {
      g_free (plot->mask);
      plot->mask = g_malloc (size);
      plot->mask_size = size;
    }
  mask.data = plot->mask;
  memset (mask.data, 0, size);
  return mask;
}

static void
paint_mask (const DwPlotCanvas *canvas, const Mask *mask, DwPlotStyle style)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data (mask->data, CAIRO_FORMAT_A8, mask->width, mask->height, mask->stride);

  cairo_save (canvas->cr);
  cairo_translate (canvas->cr, canvas->plot->rect.x, mask->top);
  cairo_scale (canvas->cr, canvas->plot->rect.width / mask->width, 1 / mask->scale);
  dw_palette_set (canvas->palette, canvas->cr, dw_plot_style_color (style));
  cairo_mask_surface (canvas->cr, surface, 0, 0);
  cairo_restore (canvas->cr);
  cairo_surface_destroy (surface);
}

static double
get_y (const DwPlotCanvas *canvas, const DwPlotArea *area, int series, double value)
{
  return dw_plot_y_of (canvas->plot, area, series, dw_plot_get_trace (canvas->plot, series)->info.side, value);
}

/* Only what stands out of the line itself: else the envelope of a quiet series would fill the spaces between its dashes. */
static void
cover_envelope (const DwPlotCanvas *canvas, const DwPlotArea *area, int series, const Mask *mask, double strength)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, series);
  double least = dw_plot_style_width (trace->info.style, trace->info.chosen) + least_envelope_px;
  const DwColumn *before = NULL;

  for (guint i = 0; i < trace->n_columns; i++)
    {
      const DwColumn *column = &trace->columns[i];
      double low, high, top, bottom;

      if (!(column->flags & DW_COLUMN_FILLED))
        continue;
      dw_plot_reach_back (column, before, &low, &high);
      top = floor (get_y (canvas, area, series, high) * mask->scale) / mask->scale;
      bottom = ceil (get_y (canvas, area, series, low) * mask->scale) / mask->scale;
      if (bottom - top > least)
        cover (mask, (int)i, top, bottom, strength);
      before = column;
    }
}

/* The line within one column. */
typedef struct
{
  int column;
  double from, to;  /* y where it comes in and goes out */
  double low, high; /* y extent between */
} Piece;

/* A steep piece is as wide as a flat one is high: what of its width lies outside of the column goes to both neighbours. */
static void
cover_wide (const Mask *mask, int column, double top, double bottom, double side)
{
  cover (mask, column, top, bottom, 1);
  if (side <= 0)
    return;
  if (column > 0)
    cover (mask, column - 1, top, bottom, side);
  if (column + 1 < mask->width)
    cover (mask, column + 1, top, bottom, side);
}

/* Along a steep piece the dashes go on from row to row. */
static void
cover_steep (const Mask *mask, const Piece *piece, const Dashes *dashes, double side)
{
  double low = piece->low, high = piece->high, row = 1 / mask->scale;

  for (double y = fmax (low, mask->top); y < fmin (high, mask->top + mask->height * row); y += row)
    if (is_on (dashes, piece->to > piece->from ? y - low : high - y))
      cover_wide (mask, piece->column, y, fmin (y + row, high), side);
}

static void
cover_piece (const Mask *mask, const Piece *piece, const Dashes *dashes, double width)
{
  double low = piece->low, high = piece->high;
  double widening = width / 2 * fmin (steepest_widening, hypot (1, piece->to - piece->from));

  if ((high - low) * mask->scale > steep_rows)
    cover_steep (mask, piece, dashes, CLAMP ((width * mask->scale - 1) / 2, 0, 1));
  else if (is_on (dashes, 0))
    cover (mask, piece->column, low - widening, high + widening, 1);
}

/* Of a dense series: over the mean of the column. */
static void
cover_line (const DwPlotCanvas *canvas, const DwPlotArea *area, int series, const Mask *mask)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, series);
  double width = dw_plot_style_width (trace->info.style, trace->info.chosen), last_y = NAN;
  Dashes plain = make_dashes (trace->info.style, FALSE), dotted = make_dashes (trace->info.style, TRUE);

  for (guint i = 0; i < trace->n_columns; i++)
    {
      const DwColumn *column = &trace->columns[i], *next = i + 1 < trace->n_columns ? column + 1 : NULL;
      gboolean joined = next && (next->flags & DW_COLUMN_FILLED) && !(next->flags & DW_COLUMN_GAP_BEFORE);
      Dashes *dashes = column->flags & DW_COLUMN_DOUBTFUL ? &dotted : &plain;
      Piece piece = { .column = (int)i };
      double y;

      if (!(column->flags & DW_COLUMN_FILLED))
        continue;
      y = get_y (canvas, area, series, column->mean);
      piece.from = column->flags & DW_COLUMN_GAP_BEFORE || isnan (last_y) ? y : (last_y + y) / 2;
      piece.to = joined ? (y + get_y (canvas, area, series, next->mean)) / 2 : y;
      piece.low = fmin (y, fmin (piece.from, piece.to));
      piece.high = fmax (y, fmax (piece.from, piece.to));
      cover_piece (mask, &piece, dashes, width);
      dashes->length += hypot (1 / mask->scale, fabs (y - piece.from) + fabs (piece.to - y));
      last_y = y;
    }
}

void
dw_plot_draw_dense (const DwPlotCanvas *canvas, const DwPlotArea *area, int series, double strength)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, series);
  Mask mask;

  if (trace->last < 0)
    return;
  mask = make_mask (canvas, area, series);
  cover_envelope (canvas, area, series, &mask, strength);
  cover_line (canvas, area, series, &mask);
  paint_mask (canvas, &mask, trace->info.style);
}

/* A polyline on its way through the columns. */
typedef struct
{
  const Mask *mask;
  Dashes plain, dotted;
  double width;
  gboolean has, has_piece; /* a point before, a piece that is not yet covered */
  gboolean dotted_piece, doubtful;
  double x, y; /* the point before, x in columns */
  Piece piece;
} Walk;

static void
end_piece (Walk *self)
{
  if (self->has_piece && self->piece.column >= 0 && self->piece.column < self->mask->width)
    cover_piece (self->mask, &self->piece, self->dotted_piece ? &self->dotted : &self->plain, self->width);
  self->has_piece = FALSE;
}

/* Takes in a stretch that lies in one column. */
static void
walk_within (Walk *self, int column, double from, double to, gboolean dotted)
{
  if (!self->has_piece || self->piece.column != column || self->dotted_piece != dotted)
    {
      end_piece (self);
      self->piece = (Piece){ column, from, to, from, from };
      self->dotted_piece = dotted;
      self->has_piece = TRUE;
    }
  self->piece.to = to;
  self->piece.low = fmin (self->piece.low, fmin (from, to));
  self->piece.high = fmax (self->piece.high, fmax (from, to));
}

static void
walk_to (Walk *self, double x, double y, gboolean dotted)
{
  Dashes *dashes = dotted ? &self->dotted : &self->plain;
  double slope = x > self->x ? (y - self->y) / (x - self->x) : 0;
  double from_x = CLAMP (0, self->x, x), from_y = self->y + (from_x - self->x) * slope, last_x = fmin (x, self->mask->width);

  /* What lies outside of the mask would only cost time. */
  while (floor (from_x) < floor (last_x))
    {
      double to_x = floor (from_x) + 1, to_y = self->y + (to_x - self->x) * slope;

      walk_within (self, (int)floor (from_x), from_y, to_y, dotted);
      dashes->length += hypot ((to_x - from_x) / self->mask->scale, to_y - from_y);
      from_x = to_x;
      from_y = to_y;
    }
  if (last_x < x)
    return;
  walk_within (self, (int)floor (fmax (x, -1)), from_y, y, dotted);
  dashes->length += hypot ((x - from_x) / self->mask->scale, y - from_y);
}

/* Not clamped: the slope of a piece that comes from far outside must stay what it is. */
static double
get_walk_x (const DwPlotCanvas *canvas, const Mask *mask, gint64 time_ms)
{
  const DwPlot *plot = canvas->plot;

  return (double)(time_ms - plot->from_ms) / (double)(plot->to_ms - plot->from_ms) * mask->width;
}

static void
walk_samples (const DwPlotCanvas *canvas, const DwPlotArea *area, int series, Walk *walk)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, series);
  const DwPlotSamples *samples = &trace->samples;
  gsize from = dw_plot_samples_find (samples, canvas->plot->from_ms - trace->info.shift_ms);
  gsize to = MIN (samples->n, dw_plot_samples_find (samples, canvas->plot->to_ms - trace->info.shift_ms + 1) + 1);

  for (gsize i = from > 0 ? from - 1 : 0; i < to; i++)
    {
      gboolean doubtful = dw_plot_samples_is_doubtful (samples, i);
      double x = get_walk_x (canvas, walk->mask, dw_plot_samples_get_time (samples, i) + trace->info.shift_ms), y = get_y (canvas, area, series, samples->values[i]);

      if (!isfinite (samples->values[i]))
        {
          walk->has = FALSE;
          continue;
        }
      if (walk->has && (samples->gap_ms <= 0 || dw_plot_samples_get_time (samples, i) - dw_plot_samples_get_time (samples, i - 1) <= samples->gap_ms))
        walk_to (walk, x, y, doubtful || walk->doubtful);
      else
        walk_within (walk, (int)floor (CLAMP (x, -1, walk->mask->width)), y, y, doubtful);
      walk->has = TRUE;
      walk->doubtful = doubtful;
      walk->x = x;
      walk->y = y;
    }
  end_piece (walk);
}

void
dw_plot_draw_samples_as_pixels (const DwPlotCanvas *canvas, const DwPlotArea *area, int series)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, series);
  Mask mask;
  Walk walk = { .mask = &mask, .plain = make_dashes (trace->info.style, FALSE), .dotted = make_dashes (trace->info.style, TRUE), .width = dw_plot_style_width (trace->info.style, trace->info.chosen) };

  if (trace->last < 0)
    return;
  mask = make_mask (canvas, area, series);
  walk_samples (canvas, area, series, &walk);
  paint_mask (canvas, &mask, trace->info.style);
}
