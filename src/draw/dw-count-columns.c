// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-count-columns.h"

#include <math.h>

#include "dw-scale.h"

static const double axis_width = 30;
static const double end_room = 10;
static const double top_room = 15;
static const double bottom_room = 18;
static const double fullest_bar = 26;
static const double least_high = 4; /* one alarm must not fill the whole height */

typedef struct
{
  const DwCountColumns *columns;
  DwCountColumnsLayout layout;
  cairo_t *cr;
  const DwPalette *palette;
  PangoLayout *text;
} Canvas;

static guint
find_highest (const DwCountColumns *self)
{
  guint highest = 0;

  for (guint i = 0; i < self->n; i++)
    highest = MAX (highest, self->counts[i]);
  return highest;
}

void
dw_count_columns_lay_out (const DwCountColumns *self, double width, double height, DwCountColumnsLayout *layout)
{
  double low = 0, high = MAX (find_highest (self), least_high), left = self->scale ? axis_width : 0;

  if (self->scale)
    dw_scale_round_outwards (&low, &high, 4);
  *layout = (DwCountColumnsLayout){ .left = left, .top = top_room, .width = MAX (width - left - (self->scale ? end_room : 0), 1), .height = MAX (height - top_room - bottom_room, 1), .high = high };
  layout->step = layout->width / MAX (self->n, 1);
  layout->bar_width = CLAMP (floor (layout->step * 0.75), 1, fullest_bar);
}

int
dw_count_columns_find (const DwCountColumns *self, const DwCountColumnsLayout *layout, double x)
{
  double index = floor ((x - layout->left) / layout->step);

  return index >= 0 && index < self->n ? (int)index : -1;
}

/* --- drawing --- */

static void
fill (const Canvas *canvas, DwColor color, double x, double y, double width, double height)
{
  dw_palette_set (canvas->palette, canvas->cr, color);
  cairo_rectangle (canvas->cr, x, y, width, height);
  cairo_fill (canvas->cr);
}

static void
frame (const Canvas *canvas, DwColor color, double x, double y, double width, double height)
{
  dw_palette_set (canvas->palette, canvas->cr, color);
  cairo_set_line_width (canvas->cr, 1);
  cairo_rectangle (canvas->cr, x + 0.5, y + 0.5, MAX (width - 1, 0), MAX (height - 1, 0));
  cairo_stroke (canvas->cr);
}

static void
write_text (const Canvas *canvas, const char *text, DwColor color, DwAlign align, double x, double y)
{
  dw_label_draw (canvas->cr, canvas->text, canvas->palette, &(DwLabelStyle){ .size = 11, .weight = 400, .color = color, .align = align }, text, x, y);
}

static double
get_y (const Canvas *canvas, double value)
{
  return round (canvas->layout.top + canvas->layout.height * (1 - value / canvas->layout.high));
}

static double
get_x (const Canvas *canvas, double index)
{
  return canvas->layout.left + canvas->layout.step * index;
}

static void
draw_dashes (const Canvas *canvas, DwColor color, double y)
{
  static const double dashes[] = { 4, 3 };

  dw_palette_set (canvas->palette, canvas->cr, color);
  cairo_set_line_width (canvas->cr, 1);
  cairo_set_dash (canvas->cr, dashes, 2, 0);
  cairo_move_to (canvas->cr, canvas->layout.left, y + 0.5);
  cairo_line_to (canvas->cr, canvas->layout.left + canvas->layout.width, y + 0.5);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
}

static void
draw_band (const Canvas *canvas)
{
  const DwCountColumns *columns = canvas->columns;
  double y = get_y (canvas, columns->band_high);

  if (columns->band_high <= 0)
    return;
  fill (canvas, DW_COLOR_BAND, canvas->layout.left, y, canvas->layout.width, get_y (canvas, 0) - y);
  draw_dashes (canvas, DW_COLOR_AXIS, y);
}

static void
draw_flood (const Canvas *canvas)
{
  if (canvas->columns->flood > 0 && canvas->columns->flood <= canvas->layout.high)
    draw_dashes (canvas, DW_COLOR_P2_TEXT, get_y (canvas, canvas->columns->flood));
}

static void
draw_scale (const Canvas *canvas)
{
  double ticks[8];
  guint n = canvas->columns->scale ? dw_scale_ticks (0, canvas->layout.high, 2, ticks, G_N_ELEMENTS (ticks)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%.0f", ticks[i]);

      write_text (canvas, number, DW_COLOR_TEXT_3, DW_ALIGN_END, canvas->layout.left - 6, get_y (canvas, ticks[i]) + 4);
    }
  fill (canvas, DW_COLOR_AXIS, canvas->layout.left, get_y (canvas, 0), canvas->layout.width, 1);
}

static void
draw_column (const Canvas *canvas, guint i)
{
  const DwCountColumns *columns = canvas->columns;
  double width = canvas->layout.bar_width, x = round (get_x (canvas, i + 0.5) - width / 2), y = get_y (canvas, columns->counts[i]), height = get_y (canvas, 0) - y;
  gboolean above = columns->band_high > 0 && columns->counts[i] > columns->band_high;

  if (columns->counts[i] > 0)
    fill (canvas, above ? DW_COLOR_P3 : (int)i == columns->current ? DW_COLOR_ACCENT
                                                                   : DW_COLOR_AXIS,
          x, y, width, height);
  if (above)
    frame (canvas, DW_COLOR_P3_TEXT, x, y, width, height);
  if (!columns->scale)
    {
      g_autofree char *number = g_strdup_printf ("%u", columns->counts[i]);

      write_text (canvas, number, DW_COLOR_TEXT_2, DW_ALIGN_CENTER, get_x (canvas, i + 0.5), y - 4);
    }
}

static void
draw_labels (const Canvas *canvas)
{
  const DwCountColumns *columns = canvas->columns;
  guint n = columns->labels != NULL ? columns->n + columns->edges : 0;

  for (guint i = 0; i < n; i++)
    if (columns->labels[i] != NULL)
      write_text (canvas, columns->labels[i], DW_COLOR_TEXT_3, DW_ALIGN_CENTER, get_x (canvas, columns->edges ? i : i + 0.5), canvas->layout.top + canvas->layout.height + 14);
}

/* The text stands where there is room for it. */
static void
draw_now (const Canvas *canvas)
{
  const DwCountColumns *columns = canvas->columns;
  double x = round (get_x (canvas, columns->now));
  gboolean late = columns->now > columns->n * 0.9;

  if (columns->now < 0)
    return;
  fill (canvas, DW_COLOR_ACCENT, x, 2, 1, get_y (canvas, 0) - 2);
  if (columns->now_text != NULL)
    write_text (canvas, columns->now_text, DW_COLOR_ACCENT, late ? DW_ALIGN_END : DW_ALIGN_START, x + (late ? -5 : 5), 11);
}

static void
draw_cursor (const Canvas *canvas)
{
  double width = MAX (round (canvas->layout.step) + 2, 4);

  if (canvas->columns->cursor >= 0)
    frame (canvas, DW_COLOR_FOCUS, round (get_x (canvas, canvas->columns->cursor + 0.5) - width / 2), canvas->layout.top - 2, width, canvas->layout.height + 4);
}

void
dw_count_columns_draw (const DwCountColumns *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height)
{
  Canvas canvas = { .columns = self, .cr = cr, .palette = palette, .text = text };

  dw_count_columns_lay_out (self, width, height, &canvas.layout);
  cairo_save (cr);
  draw_band (&canvas);
  draw_scale (&canvas);
  for (guint i = 0; i < self->n; i++)
    draw_column (&canvas, i);
  draw_flood (&canvas);
  draw_labels (&canvas);
  draw_now (&canvas);
  draw_cursor (&canvas);
  cairo_restore (cr);
}
