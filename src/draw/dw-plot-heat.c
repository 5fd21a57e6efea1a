// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"

/* Hour by day in steps of one grey: it prints, and it does not look like an alarm. */

static const double label_room = 14;
static const double legend_width = 16, legend_height = 8;

int
dw_plot_heat_step (double low, double high, double value)
{
  double share;

  if (!isfinite (value))
    return -1;
  if (!(low < high))
    return 0;
  share = (value / 2 - low / 2) / (high / 2 - low / 2);
  return (int)CLAMP (floor (share * DW_PLOT_HEAT_STEPS), 0, DW_PLOT_HEAT_STEPS - 1);
}

static void
set_step (const DwPlotCanvas *canvas, int step)
{
  const DwRgb *from = dw_palette_get (canvas->palette, DW_COLOR_BAND), *to = dw_palette_get (canvas->palette, DW_COLOR_TEXT_2);
  double share = (double)step / (DW_PLOT_HEAT_STEPS - 1);

  cairo_set_source_rgb (canvas->cr, from->red + (to->red - from->red) * share, from->green + (to->green - from->green) * share, from->blue + (to->blue - from->blue) * share);
}

static void
find_extent (const DwPlotHeat *heat, double *low, double *high)
{
  *low = heat->low;
  *high = heat->high;
  if (heat->low <= heat->high)
    return;
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < heat->n_days * 24; i++)
    if (isfinite (heat->values[i]))
      {
        *low = fmin (*low, heat->values[i]);
        *high = fmax (*high, heat->values[i]);
      }
}

/* Neighbours are told apart by one pixel of ground, as long as there is room for it. */
static void
add_cell (const DwPlotCanvas *canvas, guint day, guint hour)
{
  DwPlotRect rect = dw_plot_get_cell_rect (canvas->plot, day, hour);
  double edge_x = rect.width >= 5 ? 1 : 0, edge_y = rect.height >= 5 ? 1 : 0;

  cairo_rectangle (canvas->cr, rect.x, rect.y, rect.width - edge_x, rect.height - edge_y);
}

static void
hatch_missing (const DwPlotCanvas *canvas)
{
  const DwPlotHeat *heat = &canvas->plot->heat;

  for (guint i = 0; i < heat->n_days * 24; i++)
    if (!isfinite (heat->values[i]))
      {
        DwPlotRect rect = dw_plot_get_cell_rect (canvas->plot, i / 24, i % 24);

        dw_plot_hatch (canvas, &rect);
      }
}

static gboolean
add_cells (const DwPlotCanvas *canvas, int step, double low, double high)
{
  const DwPlotHeat *heat = &canvas->plot->heat;
  gboolean any = FALSE;

  for (guint i = 0; i < heat->n_days * 24; i++)
    if (dw_plot_heat_step (low, high, heat->values[i]) == step)
      {
        add_cell (canvas, i / 24, i % 24);
        any = TRUE;
      }
  return any;
}

static void
draw_labels (const DwPlotCanvas *canvas)
{
  const DwPlotHeat *heat = &canvas->plot->heat;
  double last = -INFINITY;

  for (guint hour = 0; hour < 24; hour += 3)
    {
      DwPlotRect rect = dw_plot_get_cell_rect (canvas->plot, 0, hour);
      g_autofree char *words = g_strdup_printf ("%02u", hour);

      dw_plot_write (canvas, words, DW_COLOR_TEXT_3, DW_ALIGN_CENTER, rect.x + rect.width / 2, rect.y - 7);
    }
  for (guint day = 0; day < heat->n_days; day++)
    {
      DwPlotRect rect = dw_plot_get_cell_rect (canvas->plot, day, 0);
      double y = rect.y + rect.height / 2 + 4;

      if (!heat->day_labels[day] || y - last < label_room)
        continue;
      dw_plot_write (canvas, heat->day_labels[day], DW_COLOR_TEXT_3, DW_ALIGN_END, rect.x - 6, y);
      last = y;
    }
}

static void
draw_legend (const DwPlotCanvas *canvas, double low, double high)
{
  DwPlotRect last = dw_plot_get_cell_rect (canvas->plot, canvas->plot->heat.n_days - 1, 23);
  double right = last.x + last.width - 40, y = last.y + last.height + 12;
  g_autofree char *low_words = dw_plot_format_value (low, 1), *high_words = dw_plot_format_value (high, 1);

  if (!(low <= high))
    return;
  for (int step = 0; step < DW_PLOT_HEAT_STEPS; step++)
    {
      set_step (canvas, step);
      cairo_rectangle (canvas->cr, right - (DW_PLOT_HEAT_STEPS - step) * legend_width, y, legend_width - 1, legend_height);
      cairo_fill (canvas->cr);
    }
  dw_plot_write (canvas, low_words, DW_COLOR_TEXT_3, DW_ALIGN_END, right - DW_PLOT_HEAT_STEPS * legend_width - 5, y + legend_height);
  dw_plot_write (canvas, high_words, DW_COLOR_TEXT_3, DW_ALIGN_START, right + 4, y + legend_height);
}

static void
draw_cursor_cell (const DwPlotCanvas *canvas)
{
  const DwPlotHeat *heat = &canvas->plot->heat;
  DwPlotRect rect;

  if (heat->cursor_day < 0 || heat->cursor_day >= (int)heat->n_days || heat->cursor_hour < 0 || heat->cursor_hour > 23)
    return;
  rect = dw_plot_get_cell_rect (canvas->plot, (guint)heat->cursor_day, (guint)heat->cursor_hour);
  dw_palette_set (canvas->palette, canvas->cr, DW_COLOR_FOCUS);
  cairo_set_line_width (canvas->cr, 2);
  cairo_rectangle (canvas->cr, rect.x - 1, rect.y - 1, rect.width + 1, rect.height + 1);
  cairo_stroke (canvas->cr);
}

void
dw_plot_draw_heat (const DwPlotCanvas *canvas)
{
  double low, high;

  find_extent (&canvas->plot->heat, &low, &high);
  for (int step = 0; step < DW_PLOT_HEAT_STEPS; step++)
    if (add_cells (canvas, step, low, high))
      {
        set_step (canvas, step);
        cairo_fill (canvas->cr);
      }
  hatch_missing (canvas);
  draw_labels (canvas);
  draw_legend (canvas, low, high);
  draw_cursor_cell (canvas);
}
