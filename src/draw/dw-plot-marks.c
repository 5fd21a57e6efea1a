// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"
#include "dw-symbol.h"

/* What happened: a dotted line down the area, at its top the symbol of the alarm, a box with a letter, or nothing but words where the clock was set. */

static const double text_distance = 10;
static const double box_radius = 2;
static const double letter_size = 9.5;

static DwColor
get_color (const DwPlotMark *mark)
{
  if (mark->kind != DW_PLOT_MARK_ALARM)
    return DW_COLOR_TEXT_2;
  return dw_color_of_priority (mark->priority, mark->priority == 3 ? DW_TONE_TEXT : DW_TONE_SHAPE);
}

static void
draw_mark_line (const DwPlotCanvas *canvas, const DwPlotArea *area, const DwPlotPlacedMark *mark, double top)
{
  static const double dots[] = { 2, 2 }, clock_dash[] = { 8, 2 };
  gboolean clock = mark->info.kind == DW_PLOT_MARK_CLOCK;
  double x = dw_plot_half_pixel (mark->x);

  cairo_set_line_width (canvas->cr, 1);
  cairo_set_dash (canvas->cr, clock ? clock_dash : dots, 2, 0);
  dw_palette_set (canvas->palette, canvas->cr, get_color (&mark->info));
  cairo_move_to (canvas->cr, x, top);
  cairo_line_to (canvas->cr, x, area->rect.y + area->rect.height);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
}

static void
add_round_box (cairo_t *cr, double x, double y, double size, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + size - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + size - radius, y + size - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + size - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
draw_box (const DwPlotCanvas *canvas, const char *letter, double x, double y)
{
  const DwLabelStyle style = { .size = letter_size, .weight = 500, .color = DW_COLOR_TEXT, .align = DW_ALIGN_CENTER };

  cairo_set_line_width (canvas->cr, 1);
  add_round_box (canvas->cr, dw_plot_half_pixel (x - DW_PLOT_BOX_SIZE / 2.0), dw_plot_half_pixel (y - DW_PLOT_BOX_SIZE / 2.0), DW_PLOT_BOX_SIZE, box_radius);
  dw_palette_set (canvas->palette, canvas->cr, DW_COLOR_SURFACE);
  cairo_fill_preserve (canvas->cr);
  dw_palette_set (canvas->palette, canvas->cr, DW_COLOR_TEXT_2);
  cairo_stroke (canvas->cr);
  dw_label_draw (canvas->cr, canvas->text, canvas->palette, &style, letter, dw_plot_half_pixel (x), y + 4);
}

static void
draw_symbol (const DwPlotCanvas *canvas, const DwPlotMark *mark, double x, double y)
{
  if (mark->kind == DW_PLOT_MARK_ALARM)
    dw_symbol_draw (canvas->cr, canvas->palette, mark->priority, DW_SYMBOL_ACKED, round (x - DW_PLOT_MARK_SIZE / 2.0), y - DW_PLOT_MARK_SIZE / 2.0, DW_PLOT_MARK_SIZE, DW_RING_HIDDEN);
  else if (mark->kind == DW_PLOT_MARK_LETTER)
    draw_box (canvas, mark->letter, x, y);
}

static void
draw_mark (const DwPlotCanvas *canvas, int index)
{
  const DwPlotPlacedMark *mark = g_ptr_array_index (canvas->plot->marks, (guint)index);
  DwPlotRect rect = dw_plot_get_mark_rect (canvas->plot, index);
  double y = rect.y + rect.height / 2, distance = mark->info.kind == DW_PLOT_MARK_CLOCK ? 4 : text_distance;

  draw_symbol (canvas, &mark->info, mark->x, y);
  if (mark->width > 0)
    dw_plot_write (canvas, mark->info.text, DW_COLOR_TEXT_2, mark->to_left ? DW_ALIGN_END : DW_ALIGN_START, mark->x + (mark->to_left ? -distance : distance), y + 4);
}

/* Lines first, so that none runs through a symbol beside it. Where symbols crowd, the more urgent one lies on top. */
void
dw_plot_draw_marks (const DwPlotCanvas *canvas, const DwPlotArea *area)
{
  GPtrArray *marks = canvas->plot->marks;

  for (guint i = 0; i < marks->len; i++)
    {
      const DwPlotPlacedMark *mark = g_ptr_array_index (marks, i);

      if (!isnan (mark->x) && dw_plot_is_in_area (area, mark->info.series))
        draw_mark_line (canvas, area, mark, area->rect.y + (area == &canvas->plot->areas[0] || area->series == mark->info.series ? mark->row * DW_PLOT_MARK_ROW : 0));
    }
  for (guint priority = 5; priority-- > 0;)
    for (guint i = 0; i < marks->len; i++)
      {
        const DwPlotPlacedMark *mark = g_ptr_array_index (marks, i);
        gboolean here = mark->info.series >= 0 && area->series >= 0 ? area->series == mark->info.series : area == &canvas->plot->areas[0];

        if (!isnan (mark->x) && here && mark->info.priority == priority)
          draw_mark (canvas, (int)i);
      }
}
