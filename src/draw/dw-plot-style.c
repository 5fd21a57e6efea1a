// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"

/* Colours never stand alone: each line has dashes of its own, and a peak bar wears a cap. */

static const double chosen_width = 0.4;      /* more than the others */
static const double largest_plain = 1000000; /* beyond it numbers are written with an exponent */

static const double hatch_step = 6 * G_SQRT2;
static const double hatch_strength = 0.5; /* a long hole must not shout louder than the line */

static const struct
{
  DwColor color;
  double width;
  double dashes[6];
  int n_dashes;
} styles[DW_PLOT_N_STYLES] = {
  [DW_PLOT_STYLE_SINGLE] = { DW_COLOR_TEXT, 1.8, { 0 }, 0 },
  [DW_PLOT_STYLE_S1] = { DW_COLOR_S1, 1.6, { 0 }, 0 },
  [DW_PLOT_STYLE_S2] = { DW_COLOR_S2, 1.6, { 8, 3 }, 2 },
  [DW_PLOT_STYLE_S3] = { DW_COLOR_S3, 1.6, { 9, 3, 2, 3 }, 4 },
  [DW_PLOT_STYLE_S4] = { DW_COLOR_S4, 1.6, { 2, 3 }, 2 },
  [DW_PLOT_STYLE_S5] = { DW_COLOR_S5, 1.6, { 5, 2, 1, 2 }, 4 },
  [DW_PLOT_STYLE_S6] = { DW_COLOR_S6, 1.6, { 12, 3 }, 2 },
  [DW_PLOT_STYLE_S7] = { DW_COLOR_S1, 2.4, { 0 }, 0 },
  [DW_PLOT_STYLE_S8] = { DW_COLOR_S2, 2.4, { 8, 3 }, 2 },
  [DW_PLOT_STYLE_PHASE_A] = { DW_COLOR_PHASE_A, 1.6, { 0 }, 0 },
  [DW_PLOT_STYLE_PHASE_B] = { DW_COLOR_PHASE_B, 1.6, { 7, 3 }, 2 },
  [DW_PLOT_STYLE_PHASE_C] = { DW_COLOR_PHASE_C, 1.6, { 7, 2, 2, 2 }, 4 },
  [DW_PLOT_STYLE_PHASE_N] = { DW_COLOR_PHASE_N, 1.6, { 2, 2 }, 2 },
  [DW_PLOT_STYLE_PHASE_PE] = { DW_COLOR_PHASE_PE, 1.6, { 1, 3 }, 2 },
  [DW_PLOT_STYLE_PREVIOUS] = { DW_COLOR_BASELINE, 1.6, { 0 }, 0 },
};

static const struct
{
  DwColor color;
  double cap;
} tones[DW_PLOT_N_TONES] = {
  [DW_PLOT_TONE_COUNT] = { DW_COLOR_AXIS, 0 },
  [DW_PLOT_TONE_CURRENT] = { DW_COLOR_ACCENT, 0 },
  [DW_PLOT_TONE_SHARP] = { DW_COLOR_S4, 4 },
  [DW_PLOT_TONE_PEAK] = { DW_COLOR_S4, 2 },
  [DW_PLOT_TONE_FLAT] = { DW_COLOR_AXIS, 0 },
  [DW_PLOT_TONE_VALLEY] = { DW_COLOR_S3, 0 },
  [DW_PLOT_TONE_DEEP] = { DW_COLOR_S3, 0 },
  [DW_PLOT_TONE_PREVIOUS] = { DW_COLOR_BASELINE, 0 },
};

double
dw_plot_style_width (DwPlotStyle style, gboolean chosen)
{
  return styles[style].width + (chosen ? chosen_width : 0);
}

const double *
dw_plot_style_dashes (DwPlotStyle style, int *n)
{
  *n = styles[style].n_dashes;
  return styles[style].dashes;
}

void
dw_plot_style_apply (DwPlotStyle style, gboolean chosen, cairo_t *cr, const DwPalette *palette)
{
  dw_palette_set (palette, cr, styles[style].color);
  cairo_set_line_width (cr, dw_plot_style_width (style, chosen));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  /* A third cheaper, and no eye sees it on lines this thin; paper has no use for it. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_dash (cr, styles[style].dashes, styles[style].n_dashes, 0);
}

DwColor
dw_plot_style_color (DwPlotStyle style)
{
  return styles[style].color;
}

void
dw_plot_draw_swatch (cairo_t *cr, const DwPalette *palette, DwPlotStyle style, double x, double y, double width)
{
  cairo_save (cr);
  dw_plot_style_apply (style, TRUE, cr, palette);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width, y);
  cairo_stroke (cr);
  cairo_restore (cr);
}

DwColor
dw_plot_tone_color (DwPlotTone tone)
{
  return tones[tone].color;
}

double
dw_plot_tone_cap (DwPlotTone tone)
{
  return tones[tone].cap;
}

/* Lines of one pixel sit on half pixels, else they become two grey ones. */
double
dw_plot_half_pixel (double position)
{
  return floor (position) + 0.5;
}

/* The hatch of dw-symbol.h, lighter, without a layer of its own, and with lines that run on from one place to the next. */
void
dw_plot_hatch (const DwPlotCanvas *canvas, const DwPlotRect *rect)
{
  double right = rect->x + rect->width, bottom = rect->y + rect->height;
  double first = rect->x + rect->y - fmod (rect->x + rect->y, hatch_step);
  cairo_t *cr = canvas->cr;

  cairo_save (cr);
  cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
  dw_palette_set_alpha (canvas->palette, cr, DW_COLOR_STALE_TINT, hatch_strength);
  cairo_fill_preserve (cr);
  cairo_clip (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_line_width (cr, 1);
  dw_palette_set_alpha (canvas->palette, cr, DW_COLOR_STALE, hatch_strength);
  /* On each line x + y is the same. */
  for (double sum = first; sum < right + bottom; sum += hatch_step)
    {
      double high = fmax (rect->y, sum - right), low = fmin (bottom, sum - rect->x);

      if (low <= high)
        continue;
      cairo_move_to (cr, sum - low, low);
      cairo_line_to (cr, sum - high, high);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
dw_plot_write (const DwPlotCanvas *canvas, const char *words, DwColor color, DwAlign align, double x, double y)
{
  const DwLabelStyle style = { .size = DW_PLOT_WORDS_SIZE, .weight = 400, .color = color, .align = align };

  dw_label_draw (canvas->cr, canvas->text, canvas->palette, &style, words, x, y);
}

char *
dw_plot_format_value (double value, int decimals)
{
  if (!isfinite (value))
    return g_strdup ("–");
  if (fabs (value) >= largest_plain)
    return g_strdup_printf ("%.4g", value);
  return g_strdup_printf ("%.*f", CLAMP (decimals, 0, 6), value);
}

int
dw_plot_get_decimals (const DwPlotRange *range)
{
  return range->n_ticks > 1 ? dw_scale_decimals (range->ticks[1] - range->ticks[0]) : 0;
}

double
dw_plot_estimate_width (const char *text)
{
  double width = 0;

  for (const char *at = text; at && *at; at = g_utf8_next_char (at))
    width += g_utf8_get_char (at) < 0x2e80 ? DW_PLOT_WORDS_SIZE * 0.58 : DW_PLOT_WORDS_SIZE;
  return ceil (width);
}
