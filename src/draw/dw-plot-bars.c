// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"

/* Bars, plain or stacked. A peak wears a cap, so that a grey print still tells it from the rest; a missing bar is hatched, not zero. */

static const double deep_strength = 0.6;
static const double legend_step = 18, legend_square = 10, legend_distance = 12;

static DwPlotTone
get_tone (const DwPlotBars *bars, guint bar, int part)
{
  return bars->bar_tones ? (DwPlotTone)bars->bar_tones[bar] : bars->tones[part];
}

static void
set_tone (const DwPlotCanvas *canvas, DwPlotTone tone)
{
  if (tone == DW_PLOT_TONE_DEEP)
    dw_palette_set_alpha (canvas->palette, canvas->cr, dw_plot_tone_color (tone), deep_strength);
  else
    dw_palette_set (canvas->palette, canvas->cr, dw_plot_tone_color (tone));
}

static void
draw_cap (const DwPlotCanvas *canvas, DwPlotTone tone, const DwPlotRect *rect)
{
  double height = fmin (dw_plot_tone_cap (tone), rect->height);

  if (height <= 0)
    return;
  dw_palette_set (canvas->palette, canvas->cr, DW_COLOR_TEXT);
  cairo_rectangle (canvas->cr, rect->x, rect->y, rect->width, height);
  cairo_fill (canvas->cr);
}

static void
draw_part (const DwPlotCanvas *canvas, guint bar, int part)
{
  DwPlotTone tone = get_tone (&canvas->plot->bars, bar, part);
  DwPlotRect rect = dw_plot_get_bar_rect (canvas->plot, bar, part);

  if (rect.width <= 0 || rect.height <= 0)
    return;
  set_tone (canvas, tone);
  cairo_rectangle (canvas->cr, rect.x, rect.y, rect.width, rect.height);
  cairo_fill (canvas->cr);
  draw_cap (canvas, tone, &rect);
}

static gboolean
is_missing (const DwPlotBars *bars, guint bar)
{
  for (guint part = 0; part < bars->n_parts; part++)
    if (isfinite (bars->values[part][bar]))
      return FALSE;
  return TRUE;
}

/* Incomplete data: a dotted outline around the whole bar. */
static void
draw_doubt (const DwPlotCanvas *canvas, guint bar)
{
  static const double dots[] = { 1, 2 };
  DwPlotRect top = dw_plot_get_bar_rect (canvas->plot, bar, (int)canvas->plot->bars.n_parts - 1);
  DwPlotRect bottom = dw_plot_get_bar_rect (canvas->plot, bar, 0);

  if (top.width <= 0 || bottom.width <= 0)
    return;
  cairo_set_line_width (canvas->cr, 1);
  cairo_set_dash (canvas->cr, dots, 2, 0);
  dw_palette_set (canvas->palette, canvas->cr, DW_COLOR_TEXT);
  cairo_rectangle (canvas->cr, floor (bottom.x) - 0.5, floor (top.y) - 0.5, ceil (bottom.width) + 1, bottom.y + bottom.height - top.y);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
}

static void
draw_bar (const DwPlotCanvas *canvas, guint bar)
{
  const DwPlotBars *bars = &canvas->plot->bars;

  if (is_missing (bars, bar))
    {
      DwPlotRect rect = dw_plot_get_bar_rect (canvas->plot, bar, -1);

      dw_plot_hatch (canvas, &rect);
      return;
    }
  for (guint part = 0; part < bars->n_parts; part++)
    draw_part (canvas, bar, (int)part);
  if (bars->doubtful && bars->doubtful[bar])
    draw_doubt (canvas, bar);
}

/* From the top down in the order of the stack. */
static void
draw_legend (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  const DwPlotBars *bars = &canvas->plot->bars;
  double x = area->rect.x + area->rect.width + legend_distance, y = area->rect.y + 4;

  for (int part = (int)bars->n_parts - 1; part >= 0; part--)
    {
      DwPlotRect square = { x, y, legend_square, legend_square };

      if (!bars->labels[part])
        continue;
      set_tone (canvas, bars->tones[part]);
      cairo_rectangle (canvas->cr, square.x, square.y, square.width, square.height);
      cairo_fill (canvas->cr);
      draw_cap (canvas, bars->tones[part], &square);
      dw_plot_write (canvas, bars->labels[part], DW_COLOR_TEXT_2, DW_ALIGN_START, x + legend_square + 5, y + 9);
      y += legend_step;
    }
}

void
dw_plot_draw_bars (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  const DwPlot *plot = canvas->plot;

  if (!plot->has_bars || plot->mode == DW_PLOT_NORMALIZED)
    return;
  cairo_save (canvas->cr);
  cairo_rectangle (canvas->cr, area->rect.x, area->rect.y, area->rect.width, area->rect.height);
  cairo_clip (canvas->cr);
  for (guint i = 0; i < plot->bars.n; i++)
    if (plot->bars.edges_ms[i + 1] > plot->from_ms && plot->bars.edges_ms[i] < plot->to_ms)
      draw_bar (canvas, i);
  cairo_restore (canvas->cr);
  draw_legend (canvas, area);
}
