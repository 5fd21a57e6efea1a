// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"

/* The order of the layers. */

/* Paper has no pixels: columns of a quarter point are finer than what printers show. */
static const double columns_per_point = 4;
static const double most_columns_per_px = 4;

static gboolean
is_vector (cairo_t *cr)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_target (cr));

  return type == CAIRO_SURFACE_TYPE_PDF || type == CAIRO_SURFACE_TYPE_PS || type == CAIRO_SURFACE_TYPE_SVG;
}

static double
get_columns_per_px (cairo_t *cr)
{
  double scale_x = 1, scale_y = 1, dx = 1, dy = 0;

  cairo_surface_get_device_scale (cairo_get_target (cr), &scale_x, &scale_y);
  cairo_user_to_device_distance (cr, &dx, &dy);
  return CLAMP (round (hypot (dx, dy) * scale_x), 1, most_columns_per_px);
}

static gboolean
is_empty (DwPlot *self)
{
  for (int i = 0; i < (int)self->traces->len; i++)
    if (dw_plot_is_visible (self, i) && dw_plot_get_trace (self, i)->last >= 0)
      return FALSE;
  return !self->has_bars;
}

static void
draw_empty (const DwPlotCanvas *canvas)
{
  const DwPlotRect *rect = &canvas->plot->rect;
  const DwLabelStyle style = { .size = 12, .weight = 400, .color = DW_COLOR_TEXT_3, .align = DW_ALIGN_CENTER, .width = rect->width };

  if (canvas->plot->empty_text && is_empty (canvas->plot))
    dw_label_draw (canvas->cr, canvas->text, canvas->palette, &style, canvas->plot->empty_text, rect->x + rect->width / 2, rect->y + rect->height / 2);
}

static void
draw_area (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  dw_plot_draw_bands (canvas, area);
  dw_plot_draw_gaps (canvas, area);
  dw_plot_draw_grid (canvas, area);
  dw_plot_draw_value_axis (canvas, area);
  if (area == &canvas->plot->areas[0])
    dw_plot_draw_bars (canvas, area);
  dw_plot_draw_limits (canvas, area);
  dw_plot_draw_lines (canvas, area);
  dw_plot_draw_gap_texts (canvas, area);
  dw_plot_draw_marks (canvas, area);
}

void
dw_plot_draw_data (DwPlot *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, double height)
{
  DwPlotCanvas canvas = { self, cr, palette, text, is_vector (cr) };

  dw_plot_lay_out_at (self, width, height, canvas.vector ? columns_per_point : get_columns_per_px (cr));
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_new_path (cr);
  if (self->has_heat)
    dw_plot_draw_heat (&canvas);
  for (guint i = 0; !self->has_heat && i < self->n_areas; i++)
    draw_area (&canvas, &self->areas[i]);
  if (!self->has_heat)
    {
      dw_plot_draw_time_axis (&canvas);
      dw_plot_draw_labels (&canvas);
      draw_empty (&canvas);
    }
  cairo_restore (cr);
}

void
dw_plot_draw (DwPlot *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, double height)
{
  dw_plot_draw_data (self, cr, palette, text, x, y, width, height);
  dw_plot_draw_cursor (self, cr, palette, text, x, y, width, height);
}
