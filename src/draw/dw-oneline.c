// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-oneline.h"

#include <math.h>

#include "dw-icon.h"
#include "dw-symbol.h"

/* A switch whose position is not known is drawn neither closed nor open but crossed out, in the tone of old data: a guess here could cost a life. */

static const double switch_size = 14;
static const double transformer_radius = 11;
static const double min_step = 76;
static const double max_step = 108;
static const double margin = 14;
static const double box_width = 150;
static const double box_height = 44;

void
dw_oneline_draw_switch (cairo_t *cr, const DwPalette *palette, double x, double y, DwSwitchPosition position, DwColor color)
{
  double half = switch_size / 2;

  cairo_save (cr);
  cairo_set_line_width (cr, 1.6);
  cairo_rectangle (cr, x - half + 0.8, y - half + 0.8, switch_size - 1.6, switch_size - 1.6);
  dw_palette_set (palette, cr, position == DW_SWITCH_CLOSED ? color : DW_COLOR_SURFACE);
  cairo_fill_preserve (cr);
  dw_palette_set (palette, cr, position == DW_SWITCH_UNKNOWN ? DW_COLOR_STALE : color);
  cairo_stroke (cr);
  if (position == DW_SWITCH_UNKNOWN)
    {
      cairo_move_to (cr, x - half + 1, y + half - 1);
      cairo_line_to (cr, x + half - 1, y - half + 1);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

void
dw_oneline_draw_wire (cairo_t *cr, const DwPalette *palette, double from_x, double from_y, double to_x, double to_y, gboolean live, DwColor color)
{
  static const double dash[] = { 4, 3 };

  cairo_save (cr);
  cairo_set_line_width (cr, 2);
  cairo_set_dash (cr, dash, live ? 0 : 2, 0);
  dw_palette_set (palette, cr, live ? color : DW_COLOR_STALE);
  cairo_move_to (cr, from_x, from_y);
  cairo_line_to (cr, to_x, to_y);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
dw_oneline_draw_transformer (cairo_t *cr, const DwPalette *palette, double x, double y)
{
  cairo_save (cr);
  cairo_set_line_width (cr, 1.6);
  dw_palette_set (palette, cr, DW_COLOR_TEXT_2);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, x + side * 7, y, transformer_radius, 0, 2 * G_PI);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
dw_oneline_lay_out (guint n_circuits, double width, double height, DwOnelineLayout *layout)
{
  double usable = fmax (0, width - 2 * margin);
  guint room = (guint)fmax (1, floor (usable / min_step));

  *layout = (DwOnelineLayout){ .feed_y = 8, .n_shown = MIN (n_circuits, room) };
  layout->step = layout->n_shown > 0 ? fmin (max_step, usable / layout->n_shown) : 0;
  layout->box = (DwOnelineRect){ width / 2 - box_width / 2, 26, box_width, box_height };
  layout->bus_y = layout->box.y + box_height + 30;
  layout->bus_width = layout->step * layout->n_shown;
  layout->bus_x = width / 2 - layout->bus_width / 2;
  layout->first_x = layout->bus_x + layout->step / 2;
  layout->switch_y = layout->bus_y + 32;
  layout->text_y = layout->bus_y + 68;
}

double
dw_oneline_get_circuit_x (const DwOnelineLayout *layout, guint index)
{
  return layout->first_x + index * layout->step;
}

int
dw_oneline_hit (const DwOnelineLayout *layout, double x, double y)
{
  const DwOnelineRect *box = &layout->box;

  if (x >= box->x && x < box->x + box->width && y >= box->y && y < box->y + box->height)
    return -1;
  if (layout->n_shown == 0 || y < layout->bus_y || y > layout->text_y + 72 || x < layout->bus_x || x >= layout->bus_x + layout->bus_width)
    return -2;
  return (int)((x - layout->bus_x) / layout->step);
}

static void
draw_frame (cairo_t *cr, const DwPalette *palette, const DwOnelineRect *rect, guint priority, gboolean chosen)
{
  cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
  dw_palette_set (palette, cr, priority > 0 ? dw_color_of_priority (priority, DW_TONE_TINT) : DW_COLOR_RAISED);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, priority > 0 ? 2 : 1);
  dw_palette_set (palette, cr, priority == 0 ? DW_COLOR_LINE_STRONG : dw_color_of_priority (priority, priority == 3 ? DW_TONE_TEXT : DW_TONE_SHAPE));
  cairo_stroke (cr);
  if (!chosen)
    return;
  cairo_rectangle (cr, rect->x - 3, rect->y - 3, rect->width + 6, rect->height + 6);
  cairo_set_line_width (cr, 2);
  dw_palette_set (palette, cr, DW_COLOR_FOCUS);
  cairo_stroke (cr);
}

static void
write_line (cairo_t *cr, PangoLayout *text, const DwPalette *palette, const char *words, double size, int weight, DwColor color, double x, double y, double room)
{
  double width;

  if (!words || !*words)
    return;
  dw_label_layout_set (text, &(DwLabelStyle){ .size = size, .weight = weight, .width = room }, words);
  {
    int pixels = 0;

    pango_layout_get_pixel_size (text, &pixels, NULL);
    width = fmin (pixels, room);
  }
  dw_label_draw (cr, text, palette, &(DwLabelStyle){ .size = size, .weight = weight, .color = color, .width = room }, words, x - width / 2, y);
}

static void
draw_box (const DwOnelineNode *box, gboolean chosen, cairo_t *cr, const DwPalette *palette, PangoLayout *text, const DwOnelineLayout *layout)
{
  double middle = layout->box.x + layout->box.width / 2;
  double left = box->priority > 0 ? 12 : 0;

  dw_oneline_draw_wire (cr, palette, middle, layout->feed_y, middle, layout->box.y, !box->old, DW_COLOR_TEXT_2);
  draw_frame (cr, palette, &layout->box, box->priority, chosen);
  if (box->priority > 0)
    dw_symbol_draw (cr, palette, box->priority, DW_SYMBOL_ACKED, layout->box.x + 8, layout->box.y + 14, 16, DW_RING_HIDDEN);
  write_line (cr, text, palette, box->name, 13, 700, box->old ? DW_COLOR_OLD : DW_COLOR_TEXT, middle + left, layout->box.y + 19, layout->box.width - 16 - 2 * left);
  write_line (cr, text, palette, box->value, 11, 400, DW_COLOR_TEXT_3, middle + left, layout->box.y + 36, layout->box.width - 16 - 2 * left);
  dw_oneline_draw_wire (cr, palette, middle, layout->box.y + layout->box.height, middle, layout->bus_y, !box->old && box->position != DW_SWITCH_OPEN, DW_COLOR_TEXT_2);
}

static void
draw_circuit (const DwOnelineNode *circuit, gboolean chosen, cairo_t *cr, const DwPalette *palette, PangoLayout *text, const DwOnelineLayout *layout, double x)
{
  gboolean live = !circuit->old && circuit->position == DW_SWITCH_CLOSED;
  DwColor color = circuit->priority == 0 ? DW_COLOR_TEXT_2 : dw_color_of_priority (circuit->priority, circuit->priority == 3 ? DW_TONE_TEXT : DW_TONE_SHAPE);
  DwOnelineRect frame = { x - layout->step / 2 + 3, layout->text_y, layout->step - 6, 60 };
  double room = layout->step - 10;

  dw_oneline_draw_wire (cr, palette, x, layout->bus_y, x, layout->switch_y - 7, TRUE, color);
  dw_oneline_draw_wire (cr, palette, x, layout->switch_y + 7, x, layout->text_y - 2, live, color);
  dw_oneline_draw_switch (cr, palette, x, layout->switch_y, circuit->old ? DW_SWITCH_UNKNOWN : circuit->position, color);
  if (circuit->priority > 0 || chosen)
    draw_frame (cr, palette, &frame, circuit->priority, chosen);
  write_line (cr, text, palette, circuit->name, 13, 700, DW_COLOR_TEXT, x, layout->text_y + 18, room);
  write_line (cr, text, palette, circuit->note, 12, 400, DW_COLOR_TEXT_2, x, layout->text_y + 35, room);
  write_line (cr, text, palette, circuit->value, 11, 400, circuit->old ? DW_COLOR_OLD : DW_COLOR_TEXT_3, x, layout->text_y + 52, room);
  if (circuit->tagged)
    {
      dw_palette_set (palette, cr, DW_COLOR_TEXT_2);
      dw_icon_draw (cr, "tag", x + 12, layout->switch_y - 8, 16);
    }
}

void
dw_oneline_draw (const DwOnelineNode *box, const DwOnelineNode *circuits, guint n_circuits, int chosen, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height)
{
  DwOnelineLayout layout;

  dw_oneline_lay_out (n_circuits, width, height, &layout);
  cairo_save (cr);
  draw_box (box, chosen == -1, cr, palette, text, &layout);
  if (layout.n_shown > 0)
    dw_oneline_draw_wire (cr, palette, layout.bus_x, layout.bus_y, layout.bus_x + layout.bus_width, layout.bus_y, !box->old && box->position != DW_SWITCH_OPEN, DW_COLOR_TEXT_2);
  for (guint i = 0; i < layout.n_shown; i++)
    draw_circuit (&circuits[i], chosen == (int)i, cr, palette, text, &layout, dw_oneline_get_circuit_x (&layout, i));
  if (layout.n_shown < n_circuits)
    {
      g_autofree char *rest = g_strdup_printf ("+%u", n_circuits - layout.n_shown);

      dw_label_draw (cr, text, palette, &(DwLabelStyle){ .size = 12, .weight = 400, .color = DW_COLOR_TEXT_2, .align = DW_ALIGN_END }, rest, width - 4, layout.bus_y - 6);
    }
  cairo_restore (cr);
}
