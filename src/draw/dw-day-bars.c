// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-day-bars.h"

#include <math.h>

#include "dw-scale.h"

/* At the right stands the legend. */
static const DwCountRoom room = { .left = 40, .right = 116, .top = 18, .bottom = 22, .bar_share = 0.8, .widest_bar = 12 };
static const double label_room = 40; /* px that a label of a day needs */
static const double legend_row = 17;
static const double least_high = 4;
static const guint scale_ticks = 4;

typedef struct
{
  const DwDayBars *bars;
  DwCountCanvas on;
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
dw_day_bars_lay_out (const DwDayBars *self, double width, double height, DwCountFrame *layout)
{
  double low = 0, high = MAX (find_highest (self), least_high);

  dw_scale_round_outwards (&low, &high, 4);
  dw_count_frame_lay_out (layout, &room, self->n_days, high, width, height);
}

guint
dw_day_bars_get_label_step (const DwCountFrame *layout)
{
  return (guint)MAX (1, ceil (label_room / layout->step));
}

int
dw_day_bars_find_day (const DwDayBars *self, const DwCountFrame *layout, double x)
{
  if (self->n_days == 0)
    return -1;
  return (int)CLAMP (floor ((x - layout->left) / layout->step), 0, (double)self->n_days - 1);
}

double
dw_day_bars_get_x (const DwCountFrame *layout, guint day)
{
  return dw_count_frame_get_x (layout, day + 0.5);
}

/* --- drawing --- */

static void
hatch (const Canvas *canvas, double x, double y, double width, double height)
{
  cairo_t *cr = canvas->on.cr;

  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
  dw_palette_set (canvas->on.palette, cr, DW_COLOR_SURFACE);
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
      dw_count_canvas_outline (&canvas->on, part->color, x, y, width, height);
      return;
    }
  dw_count_canvas_fill (&canvas->on, part->color, x, y, width, height);
  if (part->pattern == DW_BAR_HATCHED)
    hatch (canvas, x, y, width, height);
  if (part->pattern == DW_BAR_CAPPED)
    dw_count_canvas_fill (&canvas->on, DW_COLOR_TEXT, x, y, width, MIN (2, height));
}

static void
draw_day (const Canvas *canvas, guint day)
{
  const DwDayBars *bars = canvas->bars;
  double x = round (dw_day_bars_get_x (&canvas->on.frame, day) - canvas->on.frame.bar_width / 2);
  guint below = 0;

  for (guint i = 0; i < bars->n_parts; i++)
    {
      guint count = bars->counts[day * bars->n_parts + i];
      double bottom = dw_count_frame_get_y (&canvas->on.frame, below), top = dw_count_frame_get_y (&canvas->on.frame, below + count);

      /* A pixel between parts, so that equal tones stay two parts. */
      if (count > 0)
        draw_part (canvas, &bars->parts[i], x, top, canvas->on.frame.bar_width, MAX (1, bottom - top - (below > 0)));
      below += count;
    }
}

static void
draw_labels (const Canvas *canvas)
{
  const DwDayBars *bars = canvas->bars;
  const DwCountFrame *layout = &canvas->on.frame;

  /* Counted from the right: today always has its date. */
  for (guint back = 0; back < bars->n_days; back += dw_day_bars_get_label_step (layout))
    {
      guint day = bars->n_days - 1 - back;

      dw_count_canvas_write (&canvas->on, bars->labels[day], DW_COLOR_TEXT_3, DW_ALIGN_CENTER, dw_day_bars_get_x (layout, day), layout->top + layout->height + 15, 0);
    }
}

static void
draw_brush (const Canvas *canvas)
{
  const DwDayBars *bars = canvas->bars;
  const DwCountFrame *layout = &canvas->on.frame;
  double x = round (dw_count_frame_get_x (layout, bars->brush_first)), right;

  if (bars->brush_first < 0)
    return;
  right = round (dw_count_frame_get_x (layout, bars->brush_last + 1));
  dw_count_canvas_fill (&canvas->on, DW_COLOR_ACCENT_SOFT, x, layout->top, right - x, layout->height);
  dw_count_canvas_fill (&canvas->on, DW_COLOR_ACCENT, x, layout->top + layout->height, right - x, 3);
}

static void
draw_cursor (const Canvas *canvas)
{
  const DwDayBars *bars = canvas->bars;
  const DwCountFrame *layout = &canvas->on.frame;
  double x, edge;

  if (bars->cursor < 0)
    return;
  x = dw_day_bars_get_x (layout, (guint)bars->cursor);
  edge = layout->left + layout->width;
  dw_count_canvas_outline (&canvas->on, DW_COLOR_FOCUS, round (x - layout->step / 2), layout->top, MAX (round (layout->step), 3), layout->height);
  if (bars->cursor_text != NULL)
    dw_count_canvas_write (&canvas->on, bars->cursor_text, DW_COLOR_TEXT, x > edge - 120 ? DW_ALIGN_END : DW_ALIGN_START, x > edge - 120 ? edge : x, layout->top - 6, 0);
}

/* In the order of the stack: the uppermost part first. */
static void
draw_legend (const Canvas *canvas)
{
  const DwDayBars *bars = canvas->bars;
  double x = canvas->on.frame.left + canvas->on.frame.width + 12, y = canvas->on.frame.top;

  for (guint i = 0; i < bars->n_parts; i++)
    {
      const DwDayBarPart *part = &bars->parts[bars->n_parts - 1 - i];

      draw_part (canvas, part, x, y + 2 + legend_row * i, 12, 10);
      dw_count_canvas_write (&canvas->on, part->title, DW_COLOR_TEXT_2, DW_ALIGN_START, x + 17, y + 11 + legend_row * i, room.right - 30);
    }
}

void
dw_day_bars_draw (const DwDayBars *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height)
{
  Canvas canvas = { .bars = self, .on = { .cr = cr, .palette = palette, .text = text } };

  dw_day_bars_lay_out (self, width, height, &canvas.on.frame);
  cairo_save (cr);
  draw_brush (&canvas);
  dw_count_canvas_draw_scale (&canvas.on, scale_ticks, TRUE);
  for (guint day = 0; day < self->n_days; day++)
    draw_day (&canvas, day);
  draw_labels (&canvas);
  draw_legend (&canvas);
  draw_cursor (&canvas);
  if (find_highest (self) == 0 && self->empty_text != NULL)
    dw_count_canvas_write (&canvas.on, self->empty_text, DW_COLOR_TEXT_3, DW_ALIGN_CENTER, canvas.on.frame.left + canvas.on.frame.width / 2, canvas.on.frame.top + canvas.on.frame.height / 2, canvas.on.frame.width);
  cairo_restore (cr);
}
