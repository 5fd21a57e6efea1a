// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"

/* The line under the pointer and what every series says there. The box keeps off the nearest 40 px, so that it does not hide what is pointed at. */

static const double keep_off = 40;
static const double box_padding = 10, row_height = 19, swatch_width = 26, swatch_gap = 8, value_gap = 24;
static const double box_text_size = 12;
static const double least_box_width = 120;
static const double box_place = 0.42; /* of the height: the marks at the top and the low values stay free */
static const gint64 day_ms = 24 * 3600 * 1000;

typedef struct
{
  int series;
  char *value;
  double value_width, label_width;
} Row;

typedef struct
{
  Row rows[DW_PLOT_MAX_SERIES];
  guint n_rows;
  char *title;
  double width, height;
} Box;

static double
measure (const DwPlotCanvas *canvas, const char *words)
{
  const DwLabelStyle style = { .size = box_text_size, .weight = 400 };
  int width = 0;

  dw_label_layout_set (canvas->text, &style, words);
  pango_layout_get_pixel_size (canvas->text, &width, NULL);
  return width;
}

static char *
format_time (const DwPlot *plot)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (plot->cursor_ms / 1000);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, plot->zone) : NULL;
  gint64 span_ms = plot->to_ms - plot->from_ms;

  if (!local)
    return g_strdup ("");
  if (span_ms > day_ms)
    return g_date_time_format (local, "%m-%d %H:%M");
  return g_date_time_format (local, span_ms > day_ms / 12 ? "%H:%M" : "%H:%M:%S");
}

static const DwPlotAxis *
get_axis (DwPlot *plot, const DwPlotTrace *trace)
{
  return trace->info.scale ? trace->info.scale : &plot->axes[trace->info.side];
}

static int
get_decimals (DwPlot *plot, int series)
{
  const DwPlotTrace *trace = dw_plot_get_trace (plot, series);
  const DwPlotAxis *axis = get_axis (plot, trace);

  if (axis->decimals >= 0)
    return axis->decimals;
  for (guint i = 0; i < plot->n_areas; i++)
    if (plot->areas[i].series == series)
      return dw_plot_get_decimals (&plot->areas[i].ranges[DW_PLOT_LEFT]);
  return plot->mode == DW_PLOT_NORMALIZED ? 1 : dw_plot_get_decimals (&plot->areas[0].ranges[trace->info.side]);
}

/* A doubtful value is marked as everywhere: with a question mark behind it. */
static char *
format_row (DwPlot *plot, int series)
{
  g_autofree char *number = NULL;
  DwPlotValue value;

  dw_plot_get_value (plot, series, plot->cursor_ms, &value);
  number = dw_plot_format_value (value.value, get_decimals (plot, series));
  return value.doubtful ? g_strconcat (number, " ?", NULL) : g_steal_pointer (&number);
}

static void
make_box (const DwPlotCanvas *canvas, Box *box)
{
  DwPlot *plot = canvas->plot;

  *box = (Box){ .title = plot->cursor_title ? g_strdup (plot->cursor_title) : format_time (plot) };
  box->width = measure (canvas, box->title) + (plot->cursor_note ? value_gap + measure (canvas, plot->cursor_note) : 0);
  for (int i = 0; i < (int)plot->traces->len; i++)
    {
      const DwPlotTrace *trace = dw_plot_get_trace (plot, i);
      Row row = { .series = i };

      if (!dw_plot_is_visible (plot, i))
        continue;
      row.value = format_row (plot, i);
      row.value_width = measure (canvas, row.value);
      row.label_width = trace->info.label ? measure (canvas, trace->info.label) : 0;
      box->width = fmax (box->width, swatch_width + swatch_gap + row.label_width + value_gap + row.value_width);
      box->rows[box->n_rows++] = row;
    }
  box->width = fmax (least_box_width, box->width) + 2 * box_padding;
  box->height = (box->n_rows + 1) * row_height + box_padding;
}

static void
clear_box (Box *box)
{
  for (guint i = 0; i < box->n_rows; i++)
    g_free (box->rows[i].value);
  g_free (box->title);
}

/* At the right of the line, or at its left when there is no room. */
static DwPlotRect
place_box (const DwPlot *plot, const Box *box, double x)
{
  double left = x + keep_off, top = plot->rect.y + plot->rect.height * box_place;

  if (left + box->width > plot->width)
    left = x - keep_off - box->width;
  if (left < 0)
    left = x < plot->width / 2 ? fmax (0, plot->width - box->width) : 0;
  top = fmax (0, fmin (top, plot->height - box->height));
  return (DwPlotRect){ round (left), round (top), round (box->width), box->height };
}

static void
write_in_box (const DwPlotCanvas *canvas, const char *words, DwColor color, DwAlign align, double x, double y)
{
  const DwLabelStyle style = { .size = box_text_size, .weight = 400, .color = color, .align = align };

  dw_label_draw (canvas->cr, canvas->text, canvas->palette, &style, words, x, y);
}

static void
draw_row (const DwPlotCanvas *canvas, const Row *row, const DwPlotRect *rect, double y)
{
  const DwPlotTrace *trace = dw_plot_get_trace (canvas->plot, row->series);

  dw_plot_draw_swatch (canvas->cr, canvas->palette, trace->info.style, rect->x + box_padding, y - 4, swatch_width);
  if (trace->info.label)
    write_in_box (canvas, trace->info.label, DW_COLOR_TEXT, DW_ALIGN_START, rect->x + box_padding + swatch_width + swatch_gap, y);
  write_in_box (canvas, row->value, DW_COLOR_TEXT, DW_ALIGN_END, rect->x + rect->width - box_padding, y);
}

static void
draw_ground (const DwPlotCanvas *canvas, const DwPlotRect *rect)
{
  const double radius = 4;
  double left = rect->x + 0.5, top = rect->y + 0.5, right = left + rect->width, bottom = top + rect->height;
  cairo_t *cr = canvas->cr;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, top + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, left + radius, bottom - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, left + radius, top + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  dw_palette_set (canvas->palette, cr, DW_COLOR_RAISED);
  cairo_fill_preserve (cr);
  dw_palette_set (canvas->palette, cr, DW_COLOR_LINE_STRONG);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_box (const DwPlotCanvas *canvas, double x)
{
  DwPlotRect rect;
  Box box;

  make_box (canvas, &box);
  rect = place_box (canvas->plot, &box, x);
  draw_ground (canvas, &rect);
  write_in_box (canvas, box.title, DW_COLOR_TEXT, DW_ALIGN_START, rect.x + box_padding, rect.y + 18);
  if (canvas->plot->cursor_note)
    write_in_box (canvas, canvas->plot->cursor_note, DW_COLOR_TEXT_2, DW_ALIGN_END, rect.x + rect.width - box_padding, rect.y + 18);
  for (guint i = 0; i < box.n_rows; i++)
    draw_row (canvas, &box.rows[i], &rect, rect.y + 18 + (i + 1) * row_height);
  clear_box (&box);
}

void
dw_plot_draw_cursor (DwPlot *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, double height)
{
  DwPlotCanvas canvas = { self, cr, palette, text, FALSE };
  double line;

  dw_plot_lay_out (self, width, height);
  if (self->has_heat || self->cursor_ms < self->from_ms || self->cursor_ms > self->to_ms)
    return;
  line = dw_plot_half_pixel (dw_plot_x_of (self, self->cursor_ms));
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_new_path (cr);
  dw_palette_set (palette, cr, DW_COLOR_TEXT);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, line, self->rect.y);
  cairo_line_to (cr, line, self->rect.y + self->rect.height);
  cairo_stroke (cr);
  if (self->traces->len > 0)
    draw_box (&canvas, line);
  cairo_restore (cr);
}
