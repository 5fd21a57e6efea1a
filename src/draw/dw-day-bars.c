// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-day-bars.h"

#include <math.h>

#include "dw-scale.h"

static const double axis_width = 40;
static const double legend_width = 116;
static const double top_room = 18;
static const double bottom_room = 22;
static const double full_bar = 12;
static const double label_room = 40; /* px that a label of a day needs */
static const double legend_row = 17;

typedef struct
{
  const DwDayBars *bars;
  DwDayBarsLayout layout;
  cairo_t *cr;
  const DwPalette *palette;
  PangoLayout *text;
} Canvas;

static guint
count_day (const DwDayBars *self, guint day)
{
  guint count = 0;

  for (guint part = 0; part < self->n_parts; part++)
    count += self->counts[day * self->n_parts + part];
  return count;
}

static guint
find_highest (const DwDayBars *self)
{
  guint highest = 0;

  for (guint day = 0; day < self->n_days; day++)
    highest = MAX (highest, count_day (self, day));
  return highest;
}

void
dw_day_bars_lay_out (const DwDayBars *self, double width, double height, DwDayBarsLayout *layout)
{
  double low = 0, high = MAX (find_highest (self), 4);

  *layout = (DwDayBarsLayout){ .left = axis_width, .top = top_room, .width = MAX (width - axis_width - legend_width, 1), .height = MAX (height - top_room - bottom_room, 1) };
  dw_scale_round_outwards (&low, &high, 4);
  layout->high = high;
  layout->step = self->n_days > 0 ? layout->width / self->n_days : layout->width;
  layout->bar_width = MIN (full_bar, MAX (1, floor (layout->step * 0.8)));
  layout->label_every = (guint)MAX (1, ceil (label_room / layout->step));
}

int
dw_day_bars_find_day (const DwDayBars *self, const DwDayBarsLayout *layout, double x)
{
  if (self->n_days == 0)
    return -1;
  return (int)CLAMP (floor ((x - layout->left) / layout->step), 0, (double)self->n_days - 1);
}

double
dw_day_bars_get_x (const DwDayBarsLayout *layout, guint day)
{
  return layout->left + layout->step * (day + 0.5);
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
write_text (const Canvas *canvas, const char *text, DwColor color, DwAlign align, double x, double y, double width)
{
  dw_label_draw (canvas->cr, canvas->text, canvas->palette, &(DwLabelStyle){ .size = 11, .weight = 400, .color = color, .align = align, .width = width }, text, x, y);
}

static void
hatch (const Canvas *canvas, double x, double y, double width, double height)
{
  cairo_t *cr = canvas->cr;

  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
  dw_palette_set (canvas->palette, cr, DW_COLOR_SURFACE);
  cairo_set_line_width (cr, 1);
  for (double at = y - width; at < y + height; at += 4)
    {
      cairo_move_to (cr, x, at + width);
      cairo_line_to (cr, x + width, at);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_part (const Canvas *canvas, const DwDayBarPart *part, double x, double y, double width, double height)
{
  if (part->pattern == DW_BAR_HOLLOW)
    {
      dw_palette_set (canvas->palette, canvas->cr, part->color);
      cairo_set_line_width (canvas->cr, 1);
      cairo_rectangle (canvas->cr, x + 0.5, y + 0.5, width - 1, MAX (height - 1, 0));
      cairo_stroke (canvas->cr);
      return;
    }
  fill (canvas, part->color, x, y, width, height);
  if (part->pattern == DW_BAR_HATCHED)
    hatch (canvas, x, y, width, height);
  if (part->pattern == DW_BAR_CAPPED)
    fill (canvas, DW_COLOR_TEXT, x, y, width, MIN (2, height));
}

static double
get_y (const Canvas *canvas, double value)
{
  const DwDayBarsLayout *layout = &canvas->layout;

  return round (layout->top + layout->height * (1 - value / layout->high));
}

static void
draw_day (const Canvas *canvas, guint day)
{
  const DwDayBars *bars = canvas->bars;
  double x = round (dw_day_bars_get_x (&canvas->layout, day) - canvas->layout.bar_width / 2);
  guint below = 0;

  for (guint i = 0; i < bars->n_parts; i++)
    {
      guint count = bars->counts[day * bars->n_parts + i];
      double bottom = get_y (canvas, below), top = get_y (canvas, below + count);

      /* A pixel between parts, so that equal tones stay two parts. */
      if (count > 0)
        draw_part (canvas, &bars->parts[i], x, top, canvas->layout.bar_width, MAX (1, bottom - top - (below > 0)));
      below += count;
    }
}

static void
draw_grid (const Canvas *canvas)
{
  const DwDayBarsLayout *layout = &canvas->layout;
  double ticks[8];
  guint n = dw_scale_ticks (0, layout->high, 4, ticks, G_N_ELEMENTS (ticks));

  for (guint i = 0; i < n; i++)
    {
      double y = get_y (canvas, ticks[i]);
      g_autofree char *number = g_strdup_printf ("%.0f", ticks[i]);

      /* Half a hazard is no tick. */
      if (fabs (ticks[i] - round (ticks[i])) > 0.001)
        continue;
      fill (canvas, ticks[i] == 0 ? DW_COLOR_AXIS : DW_COLOR_GRID, layout->left, y, layout->width, 1);
      write_text (canvas, number, DW_COLOR_TEXT_3, DW_ALIGN_END, layout->left - 6, y + 4, 0);
    }
}

static void
draw_labels (const Canvas *canvas)
{
  const DwDayBars *bars = canvas->bars;
  const DwDayBarsLayout *layout = &canvas->layout;

  /* Counted from the right: today always has its date. */
  for (guint back = 0; back < bars->n_days; back += layout->label_every)
    {
      guint day = bars->n_days - 1 - back;

      write_text (canvas, bars->labels[day], DW_COLOR_TEXT_3, DW_ALIGN_CENTER, dw_day_bars_get_x (layout, day), layout->top + layout->height + 15, 0);
    }
}

static void
draw_brush (const Canvas *canvas)
{
  const DwDayBars *bars = canvas->bars;
  const DwDayBarsLayout *layout = &canvas->layout;
  double x = round (layout->left + layout->step * bars->brush_first), right;

  if (bars->brush_first < 0)
    return;
  right = round (layout->left + layout->step * (bars->brush_last + 1));
  fill (canvas, DW_COLOR_ACCENT_SOFT, x, layout->top, right - x, layout->height);
  fill (canvas, DW_COLOR_ACCENT, x, layout->top + layout->height, right - x, 3);
}

static void
draw_cursor (const Canvas *canvas)
{
  const DwDayBars *bars = canvas->bars;
  const DwDayBarsLayout *layout = &canvas->layout;
  double x, edge;

  if (bars->cursor < 0)
    return;
  x = dw_day_bars_get_x (layout, (guint)bars->cursor);
  edge = layout->left + layout->width;
  dw_palette_set (canvas->palette, canvas->cr, DW_COLOR_FOCUS);
  cairo_set_line_width (canvas->cr, 1);
  cairo_rectangle (canvas->cr, round (x - layout->step / 2) + 0.5, layout->top + 0.5, MAX (round (layout->step) - 1, 2), layout->height - 1);
  cairo_stroke (canvas->cr);
  if (bars->cursor_text != NULL)
    write_text (canvas, bars->cursor_text, DW_COLOR_TEXT, x > edge - 120 ? DW_ALIGN_END : DW_ALIGN_START, x > edge - 120 ? edge : x, layout->top - 6, 0);
}

/* In the order of the stack: the uppermost part first. */
static void
draw_legend (const Canvas *canvas)
{
  const DwDayBars *bars = canvas->bars;
  double x = canvas->layout.left + canvas->layout.width + 12, y = canvas->layout.top;

  for (guint i = 0; i < bars->n_parts; i++)
    {
      const DwDayBarPart *part = &bars->parts[bars->n_parts - 1 - i];

      draw_part (canvas, part, x, y + 2 + legend_row * i, 12, 10);
      write_text (canvas, part->title, DW_COLOR_TEXT_2, DW_ALIGN_START, x + 17, y + 11 + legend_row * i, legend_width - 30);
    }
}

void
dw_day_bars_draw (const DwDayBars *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height)
{
  Canvas canvas = { .bars = self, .cr = cr, .palette = palette, .text = text };

  dw_day_bars_lay_out (self, width, height, &canvas.layout);
  cairo_save (cr);
  draw_brush (&canvas);
  draw_grid (&canvas);
  for (guint day = 0; day < self->n_days; day++)
    draw_day (&canvas, day);
  draw_labels (&canvas);
  draw_legend (&canvas);
  draw_cursor (&canvas);
  if (find_highest (self) == 0 && self->empty_text != NULL)
    write_text (&canvas, self->empty_text, DW_COLOR_TEXT_3, DW_ALIGN_CENTER, canvas.layout.left + canvas.layout.width / 2, canvas.layout.top + canvas.layout.height / 2, canvas.layout.width);
  cairo_restore (cr);
}
