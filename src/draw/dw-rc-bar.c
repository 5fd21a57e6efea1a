// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-rc-bar.h"

#include <math.h>

#include "dw-scale.h"
#include "dw-symbol.h"

/* The layout is computed apart from the drawing: tests hold the numbers, the drawing only follows them. */

typedef struct
{
  double ground_y, ground_height;
  double fill_y, fill_height;
  double pointer_height, pointer_half;
  double warning_from, warning_to, warning_width;
  double alarm_from, alarm_to, alarm_width;
} Measures;

static const Measures small_measures = {
  .ground_y = 4, .ground_height = 8, .fill_y = 6, .fill_height = 4, .pointer_height = 7, .pointer_half = 4, .warning_from = 2, .warning_to = 14, .warning_width = 1.5, .alarm_from = 1, .alarm_to = 15, .alarm_width = 2
};
static const Measures large_measures = {
  .ground_y = 30, .ground_height = 18, .fill_y = 35, .fill_height = 8, .pointer_height = 9, .pointer_half = 6, .warning_from = 24, .warning_to = 52, .warning_width = 2, .alarm_from = 24, .alarm_to = 52, .alarm_width = 2.5
};

static const double words_y = 19;
static const double digits_y = 65;
static const double words_size = 11;

static const DwColor level_colors[] = {
  [DW_RC_NONE] = DW_COLOR_BAND,
  [DW_RC_OLD] = DW_COLOR_STALE,
  [DW_RC_NORMAL] = DW_COLOR_TEXT_2,
  [DW_RC_WARNING] = DW_COLOR_P3,
  [DW_RC_ALARM] = DW_COLOR_P1,
};

void
dw_rc_bar_init (DwRcBar *self)
{
  *self = (DwRcBar){ .value = NAN, .warning = NAN, .alarm = NAN, .baseline_low = NAN, .baseline_high = NAN };
}

DwRcLevel
dw_rc_bar_get_level (const DwRcBar *self)
{
  if (isnan (self->value))
    return DW_RC_NONE;
  if (self->old)
    return DW_RC_OLD;
  if (!isnan (self->alarm) && self->value >= self->alarm)
    return DW_RC_ALARM;
  if (!isnan (self->warning) && self->value >= self->warning)
    return DW_RC_WARNING;
  return DW_RC_NORMAL;
}

double
dw_rc_bar_get_max (const DwRcBar *self)
{
  double set = isnan (self->alarm) ? self->warning : self->alarm;
  double max = fmax (1.25 * set, 1.1 * self->value); /* fmax ignores a NaN */

  return isfinite (max) && max > 0 ? max : 100;
}

static double
place (const DwScale *scale, double value)
{
  return dw_scale_map_clamped (scale, value);
}

static void
lay_out_scale (double width, DwRcBarLayout *layout)
{
  double low = 0;
  DwScale scale;

  dw_scale_round_outwards (&low, &layout->max, 6);
  scale = (DwScale){ .low = 0, .high = layout->max, .from = 0, .to = width };
  layout->n_ticks = dw_scale_ticks (0, layout->max, 6, layout->ticks, G_N_ELEMENTS (layout->ticks));
  for (guint i = 0; i < layout->n_ticks; i++)
    layout->tick_x[i] = dw_scale_map (&scale, layout->ticks[i]);
}

void
dw_rc_bar_lay_out (const DwRcBar *self, double width, gboolean large, DwRcBarLayout *layout)
{
  const Measures *measures = large ? &large_measures : &small_measures;
  DwScale scale;

  *layout = (DwRcBarLayout){ .level = dw_rc_bar_get_level (self), .max = dw_rc_bar_get_max (self) };
  if (large)
    lay_out_scale (width, layout);
  scale = (DwScale){ .low = 0, .high = layout->max, .from = 0, .to = width };
  layout->ground_y = measures->ground_y;
  layout->ground_height = measures->ground_height;
  layout->fill_y = measures->fill_y;
  layout->fill_height = measures->fill_height;
  layout->fill_width = layout->level == DW_RC_NONE ? 0 : place (&scale, self->value);
  layout->pointer_x = layout->level == DW_RC_NONE || layout->level == DW_RC_OLD ? NAN : layout->fill_width;
  layout->warning_x = place (&scale, self->warning);
  layout->alarm_x = place (&scale, self->alarm);
  layout->baseline_x = place (&scale, self->baseline_low);
  layout->baseline_width = place (&scale, self->baseline_high) - layout->baseline_x;
}

static void
draw_pointer (cairo_t *cr, const DwPalette *palette, const DwRcBarLayout *layout, const Measures *measures)
{
  double tip = measures->ground_y + (measures == &small_measures ? 3 : 0);

  if (isnan (layout->pointer_x))
    return;
  cairo_move_to (cr, layout->pointer_x, tip);
  cairo_rel_line_to (cr, -measures->pointer_half, -measures->pointer_height);
  cairo_rel_line_to (cr, 2 * measures->pointer_half, 0);
  cairo_close_path (cr);
  dw_palette_set (palette, cr, level_colors[layout->level]);
  cairo_fill (cr);
}

/* Amber is too light for a grey ground: its fill carries an edge of one pixel. */
static void
draw_fill (cairo_t *cr, const DwPalette *palette, const DwRcBarLayout *layout)
{
  if (layout->level == DW_RC_NONE)
    return;
  if (layout->level == DW_RC_OLD)
    {
      cairo_rectangle (cr, 0, layout->ground_y, layout->fill_width, layout->ground_height);
      dw_hatch_fill_preserve (cr, palette);
      cairo_new_path (cr);
      return;
    }
  cairo_rectangle (cr, 0, layout->fill_y, layout->fill_width, layout->fill_height);
  dw_palette_set (palette, cr, level_colors[layout->level]);
  cairo_fill (cr);
  if (layout->level == DW_RC_WARNING && layout->fill_width > 1)
    {
      cairo_rectangle (cr, 0.5, layout->fill_y + 0.5, layout->fill_width - 1, layout->fill_height - 1);
      dw_palette_set (palette, cr, DW_COLOR_P3_TEXT);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
}

static void
draw_tick (cairo_t *cr, const DwPalette *palette, DwColor color, double x, double from, double to, double width, gboolean dashed)
{
  static const double dash[] = { 4, 2 };

  if (isnan (x))
    return;
  cairo_move_to (cr, x, from);
  cairo_line_to (cr, x, to);
  cairo_set_dash (cr, dash, dashed ? G_N_ELEMENTS (dash) : 0, 0);
  cairo_set_line_width (cr, width);
  dw_palette_set (palette, cr, color);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_band (cairo_t *cr, const DwPalette *palette, double x, double width, const DwRcBarLayout *layout, DwColor color)
{
  if (isnan (x) || isnan (width))
    return;
  cairo_rectangle (cr, x, layout->ground_y, width, layout->ground_height);
  dw_palette_set (palette, cr, color);
  cairo_fill (cr);
}

static double
measure (PangoLayout *text, const char *words)
{
  int width = 0;

  dw_label_layout_set (text, &(DwLabelStyle){ .size = words_size, .weight = 400 }, words);
  pango_layout_get_pixel_size (text, &width, NULL);
  return width;
}

static void
write_words (cairo_t *cr, PangoLayout *text, const DwPalette *palette, const char *words, DwColor color, double x, double y)
{
  dw_label_draw (cr, text, palette, &(DwLabelStyle){ .size = words_size, .weight = 400, .color = color, .align = DW_ALIGN_CENTER }, words, x, y);
}

static void
draw_digits (cairo_t *cr, const DwPalette *palette, PangoLayout *text, const DwRcBarLayout *layout, double width)
{
  double bottom = layout->ground_y + layout->ground_height;

  for (guint i = 0; i < layout->n_ticks; i++)
    {
      g_autofree char *digits = g_strdup_printf ("%.0f", layout->ticks[i]);
      double half = measure (text, digits) / 2;

      draw_tick (cr, palette, DW_COLOR_AXIS, CLAMP (layout->tick_x[i], 0.5, width - 0.5), bottom, bottom + 5, 1, FALSE);
      write_words (cr, text, palette, digits, DW_COLOR_TEXT_3, CLAMP (layout->tick_x[i], half, width - half), digits_y);
    }
}

/* Where the words of the two ticks and of the baseline come to lie. They give way to each other; what has no room is left out, its mark stays. */
static void
place_words (const DwRcBar *self, PangoLayout *text, const DwRcBarLayout *layout, double width, double *warning, double *alarm, double *baseline)
{
  double half_warning = self->warning_text ? measure (text, self->warning_text) / 2 : 0;
  double half_alarm = self->alarm_text ? measure (text, self->alarm_text) / 2 : 0;
  double half_baseline = self->baseline_text ? measure (text, self->baseline_text) / 2 : 0;
  double middle = (layout->warning_x + layout->alarm_x) / 2, left = width;

  *alarm = fmin (fmax (layout->alarm_x, middle + half_alarm + 4), width - half_alarm);
  *warning = fmin (layout->warning_x, fmin (middle, *alarm - half_alarm - 4) - half_warning - 4);
  *warning = fmax (*warning, half_warning);
  if (!isnan (layout->alarm_x))
    left = *alarm - half_alarm;
  if (!isnan (layout->warning_x))
    left = fmin (left, *warning - half_warning);
  *baseline = fmax (half_baseline, layout->baseline_x + layout->baseline_width / 2);
  if (*baseline + half_baseline > left - 6)
    *baseline = NAN;
}

static void
draw_words (const DwRcBar *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, const DwRcBarLayout *layout, double width)
{
  double warning, alarm, baseline;

  place_words (self, text, layout, width, &warning, &alarm, &baseline);
  if (self->warning_text && !isnan (layout->warning_x))
    write_words (cr, text, palette, self->warning_text, DW_COLOR_P3_TEXT, warning, words_y);
  if (self->alarm_text && !isnan (layout->alarm_x))
    write_words (cr, text, palette, self->alarm_text, DW_COLOR_P1_TEXT, alarm, words_y);
  if (self->baseline_text && !isnan (layout->baseline_x) && !isnan (baseline))
    write_words (cr, text, palette, self->baseline_text, DW_COLOR_TEXT_2, baseline, words_y);
}

void
dw_rc_bar_draw (const DwRcBar *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, gboolean large)
{
  const Measures *measures = large ? &large_measures : &small_measures;
  DwRcBarLayout layout;

  dw_rc_bar_lay_out (self, width, large, &layout);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  draw_band (cr, palette, 0, width, &layout, DW_COLOR_BAND);
  draw_band (cr, palette, layout.baseline_x, layout.baseline_width, &layout, DW_COLOR_BASELINE);
  draw_fill (cr, palette, &layout);
  if (large)
    draw_digits (cr, palette, text, &layout, width);
  draw_tick (cr, palette, DW_COLOR_P3_TEXT, layout.warning_x, measures->warning_from, measures->warning_to, measures->warning_width, large);
  draw_tick (cr, palette, DW_COLOR_P1, layout.alarm_x, measures->alarm_from, measures->alarm_to, measures->alarm_width, FALSE);
  draw_pointer (cr, palette, &layout, measures);
  if (large)
    draw_words (self, cr, palette, text, &layout, width);
  cairo_restore (cr);
}
