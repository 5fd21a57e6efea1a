// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-symbol.h"

#include <math.h>
#include <string.h>

/* The only place that draws a priority. Shape, digit and text carry the meaning, colour repeats it: triangle 1, diamond 2, circle 3, square 4.
 * Everything stands in a field of 16 × 16 units, origin top left. The ring of an unacknowledged alarm is the same outline, 1.42 times as large. */

#define FIELD 16.0
#define RING_SCALE 1.42
#define OUTER_RING_SCALE 1.68
#define RING_MIN_SIZE 14.0
#define DIGIT_UNITS 9.6

typedef enum { LOOK_FILLED,
               LOOK_HOLLOW,
               LOOK_GREY } Look;

typedef struct
{
  Look look;
  gboolean ring;
  gboolean dashed;
} StateLook;

static const StateLook state_looks[DW_N_SYMBOL_STATES] = {
  [DW_SYMBOL_UNACK] = { LOOK_FILLED, TRUE, FALSE },
  [DW_SYMBOL_ACKED] = { LOOK_FILLED, FALSE, FALSE },
  [DW_SYMBOL_RTN_UNACK] = { LOOK_HOLLOW, TRUE, FALSE },
  [DW_SYMBOL_SHELVED] = { LOOK_GREY, FALSE, FALSE },
  [DW_SYMBOL_SUPPRESSED] = { LOOK_GREY, FALSE, TRUE },
  [DW_SYMBOL_OUT_OF_SERVICE] = { LOOK_GREY, FALSE, FALSE },
};

/* Base line of the digit and centre about which the ring grows, by priority. */
static const struct
{
  double baseline, centre_y;
} shapes[5] = { { 0, 8 }, { 12.6, 9.6 }, { 11.4, 8 }, { 11.5, 8 }, { 11.5, 8 } };

static void
trace_triangle (cairo_t *cr)
{
  cairo_move_to (cr, 8, 1.2);
  cairo_line_to (cr, 15.4, 14.4);
  cairo_line_to (cr, 0.6, 14.4);
  cairo_close_path (cr);
}

static void
trace_diamond (cairo_t *cr)
{
  cairo_move_to (cr, 8, 0.4);
  cairo_line_to (cr, 15.6, 8);
  cairo_line_to (cr, 8, 15.6);
  cairo_line_to (cr, 0.4, 8);
  cairo_close_path (cr);
}

static void
trace_circle (cairo_t *cr)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, 8, 8, 7.1, 0, 2 * G_PI);
  cairo_close_path (cr);
}

static void
trace_square (cairo_t *cr)
{
  cairo_rectangle (cr, 1.4, 1.4, 13.2, 13.2);
}

static void
trace_shape (cairo_t *cr, guint priority)
{
  static void (*const traces[]) (cairo_t *) = { NULL, trace_triangle, trace_diamond, trace_circle, trace_square };

  cairo_new_path (cr);
  traces[priority](cr);
}

static DwColor
edge_color (guint priority, Look look)
{
  if (look == LOOK_GREY)
    return DW_COLOR_STALE;
  /* Amber has too little contrast on light ground: its edge is drawn in the text tone. */
  return dw_color_of_priority (priority, priority == 3 ? DW_TONE_TEXT : DW_TONE_SHAPE);
}

static double
edge_width (guint priority, Look look)
{
  if (look != LOOK_FILLED)
    return 1.5;
  return priority == 3 ? 1.0 : 0.8;
}

static DwColor
digit_color (guint priority, Look look)
{
  static const DwTone tones[] = { [LOOK_FILLED] = DW_TONE_ON, [LOOK_HOLLOW] = DW_TONE_TEXT };

  return look == LOOK_GREY ? DW_COLOR_TEXT_3 : dw_color_of_priority (priority, tones[look]);
}

static void
draw_ring (cairo_t *cr, const DwPalette *palette, guint priority, double scale)
{
  double cy = shapes[priority].centre_y;

  cairo_save (cr);
  cairo_translate (cr, 8, cy);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -8, -cy);
  trace_shape (cr, priority);
  cairo_set_line_width (cr, 1.0);
  dw_palette_set (palette, cr, edge_color (priority, LOOK_FILLED));
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_digit (cairo_t *cr, const DwPalette *palette, guint priority, Look look)
{
  char digit[2] = { (char)('0' + priority), '\0' };
  cairo_text_extents_t extents;

  cairo_select_font_face (cr, "Noto Sans CJK SC", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size (cr, DIGIT_UNITS);
  cairo_text_extents (cr, digit, &extents);
  cairo_move_to (cr, 8 - extents.x_advance / 2, shapes[priority].baseline);
  dw_palette_set (palette, cr, digit_color (priority, look));
  cairo_show_text (cr, digit);
}

static void
draw_body (cairo_t *cr, const DwPalette *palette, guint priority, const StateLook *look)
{
  static const double dash[] = { 2.5, 2.0 };

  trace_shape (cr, priority);
  dw_palette_set (palette, cr, look->look == LOOK_FILLED ? dw_color_of_priority (priority, DW_TONE_SHAPE) : DW_COLOR_SURFACE);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, edge_width (priority, look->look));
  cairo_set_dash (cr, dash, look->dashed ? 2 : 0, 0);
  dw_palette_set (palette, cr, edge_color (priority, look->look));
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* Clock at the lower right corner. */
static void
draw_shelved_badge (cairo_t *cr, const DwPalette *palette)
{
  cairo_new_path (cr);
  cairo_arc (cr, 13, 13, 3.4, 0, 2 * G_PI);
  dw_palette_set (palette, cr, DW_COLOR_SURFACE);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 1.0);
  dw_palette_set (palette, cr, DW_COLOR_TEXT_2);
  cairo_stroke (cr);
  cairo_move_to (cr, 13, 11);
  cairo_line_to (cr, 13, 13);
  cairo_line_to (cr, 14.6, 13);
  cairo_stroke (cr);
}

static void
draw_out_of_service_bar (cairo_t *cr, const DwPalette *palette)
{
  cairo_move_to (cr, 1, 15);
  cairo_line_to (cr, 15, 1);
  cairo_set_line_width (cr, 1.6);
  dw_palette_set (palette, cr, DW_COLOR_TEXT_2);
  cairo_stroke (cr);
}

static void
draw_normal (cairo_t *cr, const DwPalette *palette)
{
  cairo_new_path (cr);
  cairo_arc (cr, 8, 8, 4.6, 0, 2 * G_PI);
  cairo_set_line_width (cr, 1.6);
  dw_palette_set (palette, cr, DW_COLOR_OK);
  cairo_stroke (cr);
}

static void
draw_stale (cairo_t *cr, const DwPalette *palette)
{
  static const double dash[] = { 3.0, 2.0 };
  static const double strokes[][4] = { { 4.2, 8.6, 8.6, 4.2 }, { 4.4, 12, 12, 4.4 }, { 7.6, 12, 12, 7.6 } };

  cairo_new_path (cr);
  cairo_arc (cr, 8, 8, 6.6, 0, 2 * G_PI);
  dw_palette_set (palette, cr, DW_COLOR_STALE_TINT);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 1.4);
  cairo_set_dash (cr, dash, 2, 0);
  dw_palette_set (palette, cr, DW_COLOR_STALE);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, 1.3);
  for (guint i = 0; i < G_N_ELEMENTS (strokes); i++)
    {
      cairo_move_to (cr, strokes[i][0], strokes[i][1]);
      cairo_line_to (cr, strokes[i][2], strokes[i][3]);
      cairo_stroke (cr);
    }
}

static void
draw_alarm (cairo_t *cr, const DwPalette *palette, guint priority, DwSymbolState state, DwRing ring)
{
  const StateLook *look = &state_looks[state];

  if (look->ring && ring != DW_RING_HIDDEN)
    draw_ring (cr, palette, priority, RING_SCALE);
  if (look->ring && ring == DW_RING_DOUBLE)
    draw_ring (cr, palette, priority, OUTER_RING_SCALE);
  draw_body (cr, palette, priority, look);
  draw_digit (cr, palette, priority, look->look);
  if (state == DW_SYMBOL_SHELVED)
    draw_shelved_badge (cr, palette);
  if (state == DW_SYMBOL_OUT_OF_SERVICE)
    draw_out_of_service_bar (cr, palette);
}

void
dw_symbol_draw (cairo_t *cr, const DwPalette *palette, guint priority, DwSymbolState state, double x, double y, double size, DwRing ring)
{
  g_return_if_fail (state < DW_N_SYMBOL_STATES);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size / FIELD, size / FIELD);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (state == DW_SYMBOL_STALE)
    draw_stale (cr, palette);
  else if (state == DW_SYMBOL_NORMAL || priority < 1 || priority > 4)
    draw_normal (cr, palette);
  else
    draw_alarm (cr, palette, priority, state, size < RING_MIN_SIZE ? DW_RING_HIDDEN : ring);
  cairo_new_path (cr);
  cairo_restore (cr);
}

double
dw_symbol_reach (double size)
{
  return size < RING_MIN_SIZE ? 0 : ceil (size / 4);
}

gboolean
dw_symbol_state_has_ring (DwSymbolState state)
{
  return state < DW_N_SYMBOL_STATES && state_looks[state].ring;
}

/* Plain clipped lines rather than a repeated tile: the same code gives vectors on paper. */
void
dw_hatch_fill_preserve (cairo_t *cr, const DwPalette *palette)
{
  cairo_path_t *path = cairo_copy_path (cr);
  double left, top, right, bottom;

  cairo_save (cr);
  cairo_path_extents (cr, &left, &top, &right, &bottom);
  cairo_clip (cr);
  dw_palette_set (palette, cr, DW_COLOR_STALE_TINT);
  cairo_paint (cr);
  cairo_set_line_width (cr, 1.4);
  dw_palette_set (palette, cr, DW_COLOR_STALE);
  for (double x = left - (bottom - top); x < right; x += 6 * G_SQRT2)
    {
      cairo_move_to (cr, x, bottom);
      cairo_line_to (cr, x + (bottom - top), top);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
  cairo_new_path (cr);
  cairo_append_path (cr, path);
  cairo_path_destroy (path);
}
