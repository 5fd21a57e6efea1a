// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-mini-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-scale.h"
#include "dw-symbol.h"

/* Nothing is drawn between two samples that are too far apart, and a hole is hatched and named: a chart that joins over a gap tells a story nobody measured. */

static const double left_margin = 34;
static const double right_margin = 16;
static const double top_margin = 14;
static const double bottom_margin = 22;
static const double words_size = 11;
static const double mark_size = 14;
static const double gap_strength = 0.55; /* a long hole must not shout louder than the line */
static const guint max_value_ticks = 4;
static const guint max_time_ticks = 6;

void
dw_mini_chart_init (DwMiniChart *self)
{
  *self = (DwMiniChart){ .low = 1, .high = 0, .baseline_low = NAN, .baseline_high = NAN };
}

static gboolean
is_in_span (const DwMiniChart *self, gint64 time_ms)
{
  return time_ms >= self->from_ms && time_ms <= self->to_ms;
}

static gboolean
is_sample (const DwMiniChart *self, guint i)
{
  return is_in_span (self, self->times_ms[i]) && isfinite (self->values[i]);
}

static void
find_range (const DwMiniChart *self, double *low, double *high)
{
  *low = 0;
  *high = 0;
  for (guint i = 0; i < self->n; i++)
    if (is_sample (self, i))
      {
        *low = fmin (*low, self->values[i]);
        *high = fmax (*high, self->values[i]);
      }
  for (guint i = 0; i < self->n_limits; i++)
    if (isfinite (self->limits[i].value))
      *high = fmax (*high, self->limits[i].value * 1.1);
}

void
dw_mini_chart_lay_out (const DwMiniChart *self, double width, double height, DwMiniChartLayout *layout)
{
  *layout = (DwMiniChartLayout){ .left = left_margin, .top = top_margin, .width = fmax (1, width - left_margin - right_margin), .height = fmax (1, height - top_margin - bottom_margin) };
  layout->low = self->low;
  layout->high = self->high;
  if (self->low > self->high)
    find_range (self, &layout->low, &layout->high);
  dw_scale_round_outwards (&layout->low, &layout->high, max_value_ticks);
  layout->n_ticks = dw_scale_ticks (layout->low, layout->high, max_value_ticks, layout->ticks, G_N_ELEMENTS (layout->ticks));
  layout->n_time_ticks = dw_scale_time_ticks (self->from_ms, self->to_ms, self->offset_ms, max_time_ticks, layout->time_ticks, G_N_ELEMENTS (layout->time_ticks));
}

double
dw_mini_chart_get_x (const DwMiniChart *self, const DwMiniChartLayout *layout, gint64 time_ms)
{
  DwScale scale = { .low = 0, .high = self->to_ms - self->from_ms, .from = layout->left, .to = layout->left + layout->width };

  return dw_scale_map_clamped (&scale, time_ms - self->from_ms);
}

double
dw_mini_chart_get_y (const DwMiniChartLayout *layout, double value)
{
  DwScale scale = { .low = layout->low, .high = layout->high, .from = layout->top + layout->height, .to = layout->top };

  return dw_scale_map_clamped (&scale, value);
}

guint
dw_mini_chart_find_gaps (const DwMiniChart *self, DwChartGap *gaps, guint size)
{
  gint64 last = self->from_ms;
  guint n = 0;

  if (self->gap_ms <= 0)
    return 0;
  for (guint i = 0; i <= self->n && n < size; i++)
    {
      gint64 now = i < self->n ? self->times_ms[i] : self->to_ms;

      if (i < self->n && !is_sample (self, i))
        continue;
      if (now - last > self->gap_ms)
        gaps[n++] = (DwChartGap){ last, now };
      last = now;
    }
  return n;
}

static void
write_words (cairo_t *cr, PangoLayout *text, const DwPalette *palette, const char *words, DwColor color, DwAlign align, double x, double y)
{
  dw_label_draw (cr, text, palette, &(DwLabelStyle){ .size = words_size, .weight = 400, .color = color, .align = align }, words, x, y);
}

static void
draw_gaps (const DwMiniChart *self, const DwMiniChartLayout *layout, cairo_t *cr, const DwPalette *palette, PangoLayout *text)
{
  const DwLabelStyle style = { .size = words_size, .weight = 400, .color = DW_COLOR_TEXT_2, .align = DW_ALIGN_CENTER };
  DwChartGap gaps[32];
  guint n = dw_mini_chart_find_gaps (self, gaps, G_N_ELEMENTS (gaps));

  for (guint i = 0; i < n; i++)
    {
      double from = dw_mini_chart_get_x (self, layout, gaps[i].from_ms), to = dw_mini_chart_get_x (self, layout, gaps[i].to_ms);
      int minutes = (int)((gaps[i].to_ms - gaps[i].from_ms + 30000) / 60000);
      g_autofree char *words = g_strdup_printf (_ ("no data %d min"), minutes);
      int room = 0;

      cairo_rectangle (cr, from, layout->top, to - from, layout->height);
      cairo_push_group (cr);
      dw_hatch_fill_preserve (cr, palette);
      cairo_new_path (cr);
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, gap_strength);
      dw_label_layout_set (text, &style, words);
      pango_layout_get_pixel_size (text, &room, NULL);
      if (minutes > 0 && room + 8 < to - from)
        dw_label_draw (cr, text, palette, &style, words, (from + to) / 2, layout->top + layout->height - 6);
    }
}

/* Lines of one pixel sit on half pixels, else they become two grey ones. */
static double
half_pixel (double position)
{
  return round (position) + 0.5;
}

static void
draw_grid (const DwMiniChart *self, const DwMiniChartLayout *layout, cairo_t *cr, const DwPalette *palette)
{
  double right = layout->left + layout->width, bottom = layout->top + layout->height;

  cairo_set_line_width (cr, 1);
  dw_palette_set (palette, cr, DW_COLOR_GRID);
  for (guint i = 0; i < layout->n_ticks; i++)
    {
      cairo_move_to (cr, layout->left, half_pixel (dw_mini_chart_get_y (layout, layout->ticks[i])));
      cairo_line_to (cr, right, half_pixel (dw_mini_chart_get_y (layout, layout->ticks[i])));
    }
  for (guint i = 0; i < layout->n_time_ticks; i++)
    {
      double x = half_pixel (dw_mini_chart_get_x (self, layout, layout->time_ticks[i]));

      cairo_move_to (cr, x, layout->top);
      cairo_line_to (cr, x, bottom);
    }
  cairo_stroke (cr);
  dw_palette_set (palette, cr, DW_COLOR_AXIS);
  cairo_move_to (cr, layout->left, half_pixel (bottom));
  cairo_line_to (cr, right, half_pixel (bottom));
  cairo_stroke (cr);
}

static void
draw_tick_texts (const DwMiniChart *self, const DwMiniChartLayout *layout, cairo_t *cr, const DwPalette *palette, PangoLayout *text)
{
  int decimals = layout->n_ticks > 1 ? dw_scale_decimals (layout->ticks[1] - layout->ticks[0]) : 0;
  gint64 day_ms = 24 * 3600 * G_GINT64_CONSTANT (1000);
  gboolean seconds = layout->n_time_ticks > 1 && layout->time_ticks[1] - layout->time_ticks[0] < 60000;

  for (guint i = 0; i < layout->n_ticks; i++)
    {
      g_autofree char *words = g_strdup_printf ("%.*f", decimals, layout->ticks[i]);

      write_words (cr, text, palette, words, DW_COLOR_TEXT_3, DW_ALIGN_END, layout->left - 6, dw_mini_chart_get_y (layout, layout->ticks[i]) + 4);
    }
  for (guint i = 0; i < layout->n_time_ticks; i++)
    {
      int second = (int)((layout->time_ticks[i] + self->offset_ms) % day_ms / 1000);
      g_autofree char *words = seconds ? g_strdup_printf ("%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60)
                                       : g_strdup_printf ("%02d:%02d", second / 3600, second / 60 % 60);

      write_words (cr, text, palette, words, DW_COLOR_TEXT_3, DW_ALIGN_CENTER, dw_mini_chart_get_x (self, layout, layout->time_ticks[i]), layout->top + layout->height + 15);
    }
}

static void
draw_baseline (const DwMiniChart *self, const DwMiniChartLayout *layout, cairo_t *cr, const DwPalette *palette)
{
  double top = dw_mini_chart_get_y (layout, self->baseline_high), bottom = dw_mini_chart_get_y (layout, self->baseline_low);

  if (isnan (top) || isnan (bottom))
    return;
  cairo_rectangle (cr, layout->left, top, layout->width, bottom - top);
  dw_palette_set_alpha (palette, cr, DW_COLOR_BASELINE, 0.5);
  cairo_fill (cr);
}

/* The words of a limit stand above its line, unless another line would run through them. */
static gboolean
has_limit_close_above (const DwMiniChart *self, const DwMiniChartLayout *layout, double value)
{
  for (guint i = 0; i < self->n_limits; i++)
    if (self->limits[i].value > value && dw_mini_chart_get_y (layout, value) - dw_mini_chart_get_y (layout, self->limits[i].value) < 20)
      return TRUE;
  return FALSE;
}

static void
draw_limits (const DwMiniChart *self, const DwMiniChartLayout *layout, cairo_t *cr, const DwPalette *palette, PangoLayout *text)
{
  static const double set_dash[] = { 6, 3 }, warning_dash[] = { 3, 3 };

  cairo_set_line_width (cr, 1.5);
  for (guint i = 0; i < self->n_limits; i++)
    {
      const DwChartLimit *limit = &self->limits[i];
      double y = half_pixel (dw_mini_chart_get_y (layout, limit->value));

      if (isnan (y) || limit->value < layout->low || limit->value > layout->high)
        continue;
      dw_palette_set (palette, cr, limit->warning ? DW_COLOR_P3_TEXT : DW_COLOR_P1);
      cairo_set_dash (cr, limit->warning ? warning_dash : set_dash, 2, 0);
      cairo_move_to (cr, layout->left, y);
      cairo_line_to (cr, layout->left + layout->width, y);
      cairo_stroke (cr);
      if (limit->text)
        write_words (cr, text, palette, limit->text, limit->warning ? DW_COLOR_P3_TEXT : DW_COLOR_P1_TEXT, DW_ALIGN_START, layout->left + 6, y + (has_limit_close_above (self, layout, limit->value) ? 13 : -4));
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_marks (const DwMiniChart *self, const DwMiniChartLayout *layout, cairo_t *cr, const DwPalette *palette, PangoLayout *text)
{
  static const double dash[] = { 2, 2 };

  for (guint i = 0; i < self->n_marks; i++)
    {
      const DwChartMark *mark = &self->marks[i];
      double x = half_pixel (dw_mini_chart_get_x (self, layout, mark->time_ms));
      gboolean left = x > layout->left + layout->width / 2;

      if (!is_in_span (self, mark->time_ms))
        continue;
      cairo_set_line_width (cr, 1);
      cairo_set_dash (cr, dash, 2, 0);
      dw_palette_set (palette, cr, dw_color_of_priority (mark->priority, mark->priority == 3 ? DW_TONE_TEXT : DW_TONE_SHAPE));
      cairo_move_to (cr, x, layout->top);
      cairo_line_to (cr, x, layout->top + layout->height);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
      dw_symbol_draw (cr, palette, mark->priority, DW_SYMBOL_ACKED, x - mark_size / 2, layout->top, mark_size, DW_RING_HIDDEN);
      if (mark->text)
        write_words (cr, text, palette, mark->text, DW_COLOR_TEXT_2, left ? DW_ALIGN_END : DW_ALIGN_START, x + (left ? -10 : 10), layout->top + 11);
    }
}

static gboolean
is_doubtful (const DwMiniChart *self, guint i)
{
  return self->doubtful && self->doubtful[i];
}

/* One stroke per run of samples that belong together and are all doubtful or all good: doubtful ones are dotted. */
static void
draw_line (const DwMiniChart *self, const DwMiniChartLayout *layout, cairo_t *cr, const DwPalette *palette)
{
  static const double dots[] = { 1, 3 };
  gint64 last_ms = 0;
  int last = -1;

  cairo_set_line_width (cr, 1.8);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  dw_palette_set (palette, cr, DW_COLOR_TEXT);
  for (guint i = 0; i < self->n; i++)
    {
      double x, y;

      if (!is_sample (self, i))
        continue;
      x = dw_mini_chart_get_x (self, layout, self->times_ms[i]);
      y = dw_mini_chart_get_y (layout, self->values[i]);
      if (last >= 0 && self->gap_ms > 0 && self->times_ms[i] - last_ms > self->gap_ms)
        {
          cairo_stroke (cr);
          last = -1;
        }
      if (last >= 0)
        cairo_line_to (cr, x, y);
      if (last < 0 || is_doubtful (self, i) != is_doubtful (self, last))
        {
          cairo_stroke (cr);
          cairo_set_dash (cr, dots, is_doubtful (self, i) ? 2 : 0, 0);
          cairo_move_to (cr, x, y);
        }
      last = (int)i;
      last_ms = self->times_ms[i];
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  if (last >= 0 && (self->gap_ms <= 0 || self->to_ms - last_ms <= self->gap_ms))
    {
      cairo_arc (cr, dw_mini_chart_get_x (self, layout, last_ms), dw_mini_chart_get_y (layout, self->values[last]), 3, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static gboolean
is_empty (const DwMiniChart *self)
{
  for (guint i = 0; i < self->n; i++)
    if (is_sample (self, i))
      return FALSE;
  return TRUE;
}

void
dw_mini_chart_draw (const DwMiniChart *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, double height)
{
  gboolean empty = is_empty (self);
  DwMiniChartLayout layout;

  dw_mini_chart_lay_out (self, width, height, &layout);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  draw_baseline (self, &layout, cr, palette);
  if (!empty)
    draw_gaps (self, &layout, cr, palette, text);
  draw_grid (self, &layout, cr, palette);
  draw_tick_texts (self, &layout, cr, palette, text);
  draw_limits (self, &layout, cr, palette, text);
  draw_line (self, &layout, cr, palette);
  draw_marks (self, &layout, cr, palette, text);
  if (empty && self->empty_text)
    dw_label_draw (cr, text, palette, &(DwLabelStyle){ .size = 12, .weight = 400, .color = DW_COLOR_TEXT_3, .align = DW_ALIGN_CENTER, .width = layout.width },
                   self->empty_text, layout.left + layout.width / 2, layout.top + layout.height / 2);
  cairo_restore (cr);
}
