// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-count-columns.h"

#include <math.h>

#include "dw-scale.h"

static const DwCountRoom plain_room = { .top = 15, .bottom = 18, .bar_share = 0.75, .widest_bar = 26 };
static const DwCountRoom scale_room = { .left = 30, .right = 10, .top = 15, .bottom = 18, .bar_share = 0.75, .widest_bar = 26 };
static const double least_high = 4; /* one alarm must not fill the whole height */
static const guint scale_ticks = 2;

typedef struct
{
  const DwCountColumns *columns;
  DwCountCanvas on;
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
dw_count_columns_lay_out (const DwCountColumns *self, double width, double height, DwCountFrame *layout)
{
  double low = 0, high = MAX (find_highest (self), least_high);

  if (self->scale)
    dw_scale_round_outwards (&low, &high, 4);
  dw_count_frame_lay_out (layout, self->scale ? &scale_room : &plain_room, self->n, high, width, height);
}

int
dw_count_columns_find (const DwCountColumns *self, const DwCountFrame *layout, double x)
{
  double index = floor ((x - layout->left) / layout->step);

  return index >= 0 && index < self->n ? (int)index : -1;
}

/* --- drawing --- */

static double
get_y (const Canvas *canvas, double value)
{
  return dw_count_frame_get_y (&canvas->on.frame, value);
}

static double
get_x (const Canvas *canvas, double index)
{
  return dw_count_frame_get_x (&canvas->on.frame, index);
}

static void
draw_dashes (const Canvas *canvas, DwColor color, double y)
{
  static const double dashes[] = { 4, 3 };

  dw_palette_set (canvas->on.palette, canvas->on.cr, color);
  cairo_set_line_width (canvas->on.cr, 1);
  cairo_set_dash (canvas->on.cr, dashes, 2, 0);
  cairo_move_to (canvas->on.cr, canvas->on.frame.left, y + 0.5);
  cairo_line_to (canvas->on.cr, canvas->on.frame.left + canvas->on.frame.width, y + 0.5);
  cairo_stroke (canvas->on.cr);
  cairo_set_dash (canvas->on.cr, NULL, 0, 0);
}

static void
draw_band (const Canvas *canvas)
{
  const DwCountColumns *columns = canvas->columns;
  double y = get_y (canvas, columns->band_high);

  if (columns->band_high <= 0)
    return;
  dw_count_canvas_fill (&canvas->on, DW_COLOR_BAND, canvas->on.frame.left, y, canvas->on.frame.width, get_y (canvas, 0) - y);
  draw_dashes (canvas, DW_COLOR_AXIS, y);
}

static void
draw_flood (const Canvas *canvas)
{
  if (canvas->columns->flood > 0 && canvas->columns->flood <= canvas->on.frame.high)
    draw_dashes (canvas, DW_COLOR_P2_TEXT, get_y (canvas, canvas->columns->flood));
}

static void
draw_column (const Canvas *canvas, guint i)
{
  const DwCountColumns *columns = canvas->columns;
  double width = canvas->on.frame.bar_width, x = round (get_x (canvas, i + 0.5) - width / 2), y = get_y (canvas, columns->counts[i]), height = get_y (canvas, 0) - y;
  gboolean above = columns->band_high > 0 && columns->counts[i] > columns->band_high;

  if (columns->counts[i] > 0)
    dw_count_canvas_fill (&canvas->on, above ? DW_COLOR_P3 : (int)i == columns->current ? DW_COLOR_ACCENT
                                                                                        : DW_COLOR_AXIS,
                          x, y, width, height);
  if (above)
    dw_count_canvas_outline (&canvas->on, DW_COLOR_P3_TEXT, x, y, width, height);
  if (!columns->scale)
    {
      g_autofree char *number = g_strdup_printf ("%u", columns->counts[i]);

      dw_count_canvas_write (&canvas->on, number, DW_COLOR_TEXT_2, DW_ALIGN_CENTER, get_x (canvas, i + 0.5), y - 4, 0);
    }
}

static void
draw_labels (const Canvas *canvas)
{
  const DwCountColumns *columns = canvas->columns;
  guint n = columns->labels != NULL ? columns->n + columns->edges : 0;

  for (guint i = 0; i < n; i++)
    if (columns->labels[i] != NULL)
      dw_count_canvas_write (&canvas->on, columns->labels[i], DW_COLOR_TEXT_3, DW_ALIGN_CENTER, get_x (canvas, columns->edges ? i : i + 0.5), canvas->on.frame.top + canvas->on.frame.height + 14, 0);
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
  dw_count_canvas_fill (&canvas->on, DW_COLOR_ACCENT, x, 2, 1, get_y (canvas, 0) - 2);
  if (columns->now_text != NULL)
    dw_count_canvas_write (&canvas->on, columns->now_text, DW_COLOR_ACCENT, late ? DW_ALIGN_END : DW_ALIGN_START, x + (late ? -5 : 5), 11, 0);
}

static void
draw_cursor (const Canvas *canvas)
{
  double width = MAX (round (canvas->on.frame.step) + 2, 4);

  if (canvas->columns->cursor >= 0)
    dw_count_canvas_outline (&canvas->on, DW_COLOR_FOCUS, round (get_x (canvas, canvas->columns->cursor + 0.5) - width / 2), canvas->on.frame.top - 2, width, canvas->on.frame.height + 4);
}

void
dw_count_columns_draw (const DwCountColumns *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height)
{
  Canvas canvas = { .columns = self, .on = { .cr = cr, .palette = palette, .text = text } };

  dw_count_columns_lay_out (self, width, height, &canvas.on.frame);
  cairo_save (cr);
  draw_band (&canvas);
  dw_count_canvas_draw_scale (&canvas.on, self->scale ? scale_ticks : 0, FALSE);
  for (guint i = 0; i < self->n; i++)
    draw_column (&canvas, i);
  draw_flood (&canvas);
  draw_labels (&canvas);
  draw_now (&canvas);
  draw_cursor (&canvas);
  cairo_restore (cr);
}
