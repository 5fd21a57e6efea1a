// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"

/* What stands around the data: grid, axes, bands, limits, gaps. */

static const double least_hole_for_text = 12, gap_text_overhang = 24;
static const double tick_distance = 6;
static const double time_label_drop = 15;
static const double limit_text_room = 20;
static const gint64 shortest_day_ms = G_GINT64_CONSTANT (20) * 3600 * 1000;
static const gint64 longest_zone_span_ms = G_GINT64_CONSTANT (62) * 24 * 3600 * 1000;

static double
get_bottom (const DwPlotArea *area)
{
  return area->rect.y + area->rect.height;
}

static double
get_right (const DwPlotArea *area)
{
  return area->rect.x + area->rect.width;
}

static void
draw_line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
}

void
dw_plot_draw_grid (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  const DwPlotRange *range = &area->ranges[area->ranges[DW_PLOT_LEFT].n_ticks > 0 ? DW_PLOT_LEFT : DW_PLOT_RIGHT];
  DwPlotSide side = range == &area->ranges[DW_PLOT_LEFT] ? DW_PLOT_LEFT : DW_PLOT_RIGHT;
  double bottom = dw_plot_half_pixel (get_bottom (area));
  cairo_t *cr = canvas->cr;

  cairo_set_line_width (cr, 1);
  dw_palette_set (canvas->palette, cr, DW_COLOR_GRID);
  for (guint i = 0; i < range->n_ticks; i++)
    {
      double y = dw_plot_half_pixel (dw_plot_y_in (area, side, range->ticks[i]));

      draw_line (cr, area->rect.x, y, get_right (area), y);
    }
  for (guint i = 0; i < canvas->plot->n_ticks; i++)
    {
      double x = dw_plot_half_pixel (dw_plot_x_of (canvas->plot, canvas->plot->ticks[i].time_ms));

      draw_line (cr, x, area->rect.y, x, get_bottom (area));
    }
  cairo_stroke (cr);
  dw_palette_set (canvas->palette, cr, DW_COLOR_AXIS);
  draw_line (cr, area->rect.x, bottom, get_right (area), bottom);
  cairo_stroke (cr);
}

static const char *
get_unit (const DwPlotCanvas *canvas, const DwPlotArea *area, DwPlotSide side)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, area->series);

  if (canvas->plot->mode == DW_PLOT_NORMALIZED)
    return "%";
  if (!trace)
    return canvas->plot->axes[side].unit;
  if (trace->info.unit)
    return trace->info.unit;
  return trace->info.scale && trace->info.scale->unit ? trace->info.scale->unit : canvas->plot->axes[trace->info.side].unit;
}

/* Right-aligned to the numbers of the axis. The numbers of several areas leave no room above them: there the unit stands at the right, out of the label's way. */
static void
draw_unit (const DwPlotCanvas *canvas, const DwPlotArea *area, DwPlotSide side, double x)
{
  const char *unit = get_unit (canvas, area, side);
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, area->series);

  if (!unit)
    return;
  if (trace)
    dw_plot_write (canvas, unit, DW_COLOR_TEXT_3, DW_ALIGN_START, get_right (area) + 5, trace->label_y < area->rect.y + 22 ? trace->label_y + 17 : area->rect.y + 9);
  else
    dw_plot_write (canvas, unit, DW_COLOR_TEXT_3, side == DW_PLOT_LEFT ? DW_ALIGN_END : DW_ALIGN_START, x, area->rect.y - 11);
}

static void
draw_side (const DwPlotCanvas *canvas, const DwPlotArea *area, DwPlotSide side)
{
  const DwPlotRange *range = &area->ranges[side];
  int decimals = dw_plot_get_decimals (range);
  double x = side == DW_PLOT_LEFT ? area->rect.x - tick_distance : get_right (area) + tick_distance;

  if (!range->used)
    return;
  for (guint i = 0; i < range->n_ticks; i++)
    {
      g_autofree char *words = dw_plot_format_value (range->ticks[i], decimals);

      dw_plot_write (canvas, words, DW_COLOR_TEXT_3, side == DW_PLOT_LEFT ? DW_ALIGN_END : DW_ALIGN_START, x, dw_plot_y_in (area, side, range->ticks[i]) + 4);
    }
  draw_unit (canvas, area, side, x);
}

void
dw_plot_draw_value_axis (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  draw_side (canvas, area, DW_PLOT_LEFT);
  draw_side (canvas, area, DW_PLOT_RIGHT);
}

static char *
format_offset (gint32 seconds)
{
  int minutes = ABS (seconds) / 60;

  if (minutes % 60 == 0)
    return g_strdup_printf ("UTC%c%d", seconds < 0 ? '-' : '+', minutes / 60);
  return g_strdup_printf ("UTC%c%d:%02d", seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

/* Where the clocks change an hour is missing or comes twice: that is said, else the axis looks wrong. */
static void
draw_zone_changes (const DwPlotCanvas *canvas)
{
  static const double dash[] = { 1, 3 };
  const DwPlot *plot = canvas->plot;
  DwZoneChange changes[4];
  guint n = plot->to_ms - plot->from_ms <= longest_zone_span_ms ? dw_time_axis_zone_changes (plot->zone, plot->from_ms, plot->to_ms, changes, G_N_ELEMENTS (changes)) : 0;

  for (guint i = 0; i < n; i++)
    {
      double x = dw_plot_half_pixel (dw_plot_x_of (plot, changes[i].time_ms)), bottom = plot->rect.y + plot->rect.height;
      g_autofree char *before = format_offset (changes[i].before_seconds);
      g_autofree char *after = format_offset (changes[i].after_seconds);
      g_autofree char *words = g_strdup_printf ("%s → %s", before, after);
      gboolean left = x > plot->rect.x + plot->rect.width / 2;

      cairo_set_line_width (canvas->cr, 1);
      cairo_set_dash (canvas->cr, dash, 2, 0);
      dw_palette_set (canvas->palette, canvas->cr, DW_COLOR_TEXT_3);
      draw_line (canvas->cr, x, plot->rect.y, x, bottom);
      cairo_stroke (canvas->cr);
      cairo_set_dash (canvas->cr, NULL, 0, 0);
      dw_plot_write (canvas, words, DW_COLOR_TEXT_3, left ? DW_ALIGN_END : DW_ALIGN_START, x + (left ? -4 : 4), bottom - 5);
    }
}

/* The days of a chart of bars are written under their bars, not under the edges between them. */
static double
get_label_x (const DwPlot *plot, gint64 time_ms)
{
  for (guint i = 0; plot->has_bars && plot->n_own_ticks == 0 && i < plot->bars.n; i++)
    if (plot->bars.edges_ms[i] == time_ms && plot->bars.edges_ms[i + 1] - time_ms >= shortest_day_ms)
      return (dw_plot_x_of (plot, time_ms) + dw_plot_x_of (plot, plot->bars.edges_ms[i + 1])) / 2;
  return dw_plot_x_of (plot, time_ms);
}

/* Centred under its time, but whole: the last one of a plot without labels at the right is moved in from the edge. */
static void
write_time (const DwPlotCanvas *canvas, const char *words, DwColor color, double x, double y)
{
  const DwLabelStyle style = { .size = DW_PLOT_WORDS_SIZE, .weight = 400, .color = color, .align = DW_ALIGN_CENTER };
  int width = 0;

  dw_label_layout_set (canvas->text, &style, words);
  pango_layout_get_pixel_size (canvas->text, &width, NULL);
  dw_label_draw (canvas->cr, canvas->text, canvas->palette, &style, words, fmin (x, canvas->plot->width - width / 2.0 - 1), y);
}

void
dw_plot_draw_time_axis (const DwPlotCanvas *canvas)
{
  const DwPlot *plot = canvas->plot;
  const DwPlotArea *lowest = &plot->areas[plot->n_areas - 1];

  for (guint i = 0; i < plot->n_ticks; i++)
    {
      const DwTimeTick *tick = &plot->ticks[i];
      const char *words = tick->context[0] ? tick->context : tick->label;
      double x = get_label_x (plot, tick->time_ms);

      if (x < plot->rect.x - 1 || x > plot->rect.x + plot->rect.width + 1)
        continue;
      write_time (canvas, words, tick->context[0] ? DW_COLOR_TEXT : DW_COLOR_TEXT_3, x, get_bottom (lowest) + time_label_drop);
    }
  draw_zone_changes (canvas);
}

void
dw_plot_draw_bands (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  for (guint i = 0; i < canvas->plot->bands->len; i++)
    {
      const DwPlotBand *band = &g_array_index (canvas->plot->bands, DwPlotBand, i);
      double top = dw_plot_y_of (canvas->plot, area, band->series, band->side, band->high);
      double bottom = dw_plot_y_of (canvas->plot, area, band->series, band->side, band->low);

      if (!dw_plot_is_on_scale (canvas->plot, area, band->series, band->side) || isnan (top) || isnan (bottom))
        continue;
      top = fmax (top, area->rect.y);
      bottom = fmin (bottom, get_bottom (area));
      if (top >= bottom)
        continue;
      cairo_rectangle (canvas->cr, area->rect.x, top, area->rect.width, bottom - top);
      if (band->kind == DW_PLOT_BAND_BASELINE)
        dw_palette_set_alpha (canvas->palette, canvas->cr, DW_COLOR_BASELINE, 0.5);
      else
        dw_palette_set (canvas->palette, canvas->cr, DW_COLOR_BAND);
      cairo_fill (canvas->cr);
      if (band->text)
        dw_plot_write (canvas, band->text, DW_COLOR_TEXT_2, DW_ALIGN_START, area->rect.x + tick_distance, bottom - 4);
    }
}

/* The words of a limit stand above its line, unless another line would run through them. */
static gboolean
has_limit_close_above (const DwPlotCanvas *canvas, const DwPlotArea *area, double y)
{
  for (guint i = 0; i < canvas->plot->limits->len; i++)
    {
      const DwPlotLimit *other = &g_array_index (canvas->plot->limits, DwPlotLimit, i);
      double distance = y - dw_plot_y_of (canvas->plot, area, other->series, other->side, other->value);

      if (dw_plot_is_on_scale (canvas->plot, area, other->series, other->side) && distance > 0.5 && distance < limit_text_room)
        return TRUE;
    }
  return FALSE;
}

void
dw_plot_draw_limits (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  static const double set_dash[] = { 6, 3 }, warning_dash[] = { 3, 3 };
  cairo_t *cr = canvas->cr;

  cairo_set_line_width (cr, 1.5);
  for (guint i = 0; i < canvas->plot->limits->len; i++)
    {
      const DwPlotLimit *limit = &g_array_index (canvas->plot->limits, DwPlotLimit, i);
      double y = dw_plot_y_of (canvas->plot, area, limit->series, limit->side, limit->value);

      if (!dw_plot_is_on_scale (canvas->plot, area, limit->series, limit->side) || isnan (y) || y < area->rect.y - 1 || y > get_bottom (area) + 1)
        continue;
      dw_palette_set (canvas->palette, cr, limit->warning ? DW_COLOR_P3_TEXT : DW_COLOR_P1);
      cairo_set_dash (cr, limit->warning ? warning_dash : set_dash, 2, 0);
      draw_line (cr, area->rect.x, dw_plot_half_pixel (y), get_right (area), dw_plot_half_pixel (y));
      cairo_stroke (cr);
      if (limit->text)
        dw_plot_write (canvas, limit->text, limit->warning ? DW_COLOR_P3_TEXT : DW_COLOR_P1_TEXT, DW_ALIGN_START, area->rect.x + tick_distance, y + (has_limit_close_above (canvas, area, y) ? 13 : -4));
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

typedef struct
{
  double from, to; /* px, within the area */
  const char *text;
} Hole;

static int
compare_holes (gconstpointer a, gconstpointer b)
{
  const Hole *x = a, *y = b;

  return (x->from > y->from) - (x->from < y->from);
}

/* Of the visible series, from left to right. */
static GArray *
list_holes (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  GArray *holes = g_array_new (FALSE, FALSE, sizeof (Hole));

  for (guint i = 0; i < canvas->plot->gaps->len; i++)
    {
      const DwPlotGap *gap = &g_array_index (canvas->plot->gaps, DwPlotGap, i);
      Hole hole = { fmax (area->rect.x, round (dw_plot_x_of (canvas->plot, gap->from_ms))), fmin (get_right (area), round (dw_plot_x_of (canvas->plot, gap->to_ms))), gap->text };
      gboolean seen = dw_plot_is_in_area (area, gap->series) && (gap->series < 0 || dw_plot_is_visible (canvas->plot, gap->series));

      if (seen && hole.to > hole.from)
        g_array_append_val (holes, hole);
    }
  g_array_sort (holes, compare_holes);
  return holes;
}

/* Where several series miss the same time the hatch is not doubled. */
void
dw_plot_draw_gaps (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  g_autoptr (GArray) holes = list_holes (canvas, area);
  double done = -INFINITY;

  for (guint i = 0; i < holes->len; i++)
    {
      const Hole *hole = &g_array_index (holes, Hole, i);
      DwPlotRect rect = { fmax (done, hole->from), area->rect.y, 0, area->rect.height };

      rect.width = hole->to - rect.x;
      if (rect.width <= 0)
        continue;
      dw_plot_hatch (canvas, &rect);
      done = hole->to;
    }
}

/* On a ground of its own, else hatch and lines run through the words. They may stand out of a hole a little, but not over those of the one before. */
void
dw_plot_draw_gap_texts (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  const DwLabelStyle style = { .size = DW_PLOT_WORDS_SIZE, .weight = 400, .color = DW_COLOR_TEXT_2, .align = DW_ALIGN_CENTER };
  g_autoptr (GArray) holes = list_holes (canvas, area);
  double last = area->rect.x, y = get_bottom (area) - 6;

  for (guint i = 0; i < holes->len; i++)
    {
      const Hole *hole = &g_array_index (holes, Hole, i);
      double middle = (hole->from + hole->to) / 2;
      int width = 0;

      if (!hole->text || hole->to - hole->from < least_hole_for_text)
        continue;
      dw_label_layout_set (canvas->text, &style, hole->text);
      pango_layout_get_pixel_size (canvas->text, &width, NULL);
      if (width > hole->to - hole->from + 2 * gap_text_overhang || middle - width / 2.0 < last || middle + width / 2.0 > get_right (area))
        continue;
      cairo_rectangle (canvas->cr, middle - width / 2.0 - 2, y - 11, width + 4, 14);
      dw_palette_set_alpha (canvas->palette, canvas->cr, DW_COLOR_SURFACE, 0.8);
      cairo_fill (canvas->cr);
      dw_label_draw (canvas->cr, canvas->text, canvas->palette, &style, hole->text, middle, y);
      last = middle + width / 2.0 + 6;
    }
}
