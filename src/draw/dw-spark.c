// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-spark.h"

#include <math.h>

#include "dw-scale.h"
#include "dw-symbol.h"

/* Phases are told apart by colour and by dashes, because three phase colours are alike for many eyes and on paper. */

typedef struct
{
  DwColor color;
  double spark[6], chart[6];
  int n_spark, n_chart;
} StrokeStyle;

static const StrokeStyle strokes[DW_N_STROKES] = {
  [DW_STROKE_SINGLE] = { DW_COLOR_TEXT, { 0 }, { 0 }, 0, 0 },
  [DW_STROKE_A] = { DW_COLOR_PHASE_A, { 0 }, { 0 }, 0, 0 },
  [DW_STROKE_B] = { DW_COLOR_PHASE_B, { 5, 2 }, { 7, 3 }, 2, 2 },
  [DW_STROKE_C] = { DW_COLOR_PHASE_C, { 5, 1.5, 1.5, 1.5 }, { 7, 2, 2, 2 }, 4, 4 },
  [DW_STROKE_N] = { DW_COLOR_PHASE_N, { 2, 2 }, { 2, 2 }, 2, 2 },
  [DW_STROKE_PE] = { DW_COLOR_PHASE_PE, { 1, 3 }, { 1, 3 }, 2, 2 },
};

static const double line_width = 1.3;
static const double room = 0.12;
static const double margin = 2; /* left and right, so that an end of a line is not cut */

void
dw_stroke_apply (DwStroke stroke, cairo_t *cr, const DwPalette *palette, gboolean large)
{
  const StrokeStyle *style = &strokes[stroke];

  dw_palette_set (palette, cr, style->color);
  cairo_set_dash (cr, large ? style->chart : style->spark, large ? style->n_chart : style->n_spark, 0);
}

static gboolean
is_visible (const DwSpark *self, const DwSparkLine *line, guint index)
{
  return line->times_ms[index] >= self->from_ms && line->times_ms[index] <= self->to_ms && isfinite (line->values[index]);
}

gboolean
dw_spark_get_range (const DwSpark *self, double *low, double *high)
{
  double extent;

  *low = INFINITY;
  *high = -INFINITY;
  for (guint k = 0; k < self->n_lines; k++)
    for (guint i = 0; i < self->lines[k].n; i++)
      if (is_visible (self, &self->lines[k], i))
        {
          *low = fmin (*low, self->lines[k].values[i]);
          *high = fmax (*high, self->lines[k].values[i]);
        }
  if (*low > *high)
    return FALSE;
  extent = *high - *low;
  *low -= extent > 0 ? extent * room : 1;
  *high += extent > 0 ? extent * room : 1;
  return TRUE;
}

gboolean
dw_spark_next_run (const DwSpark *self, guint index, guint *start, guint *end)
{
  const DwSparkLine *line = &self->lines[index];
  guint i = *start;

  while (i < line->n && !is_visible (self, line, i))
    i++;
  if (i >= line->n)
    return FALSE;
  *start = i;
  for (i++; i < line->n && is_visible (self, line, i); i++)
    if (line->gap_ms > 0 && line->times_ms[i] - line->times_ms[i - 1] > line->gap_ms)
      break;
  *end = i;
  return TRUE;
}

static void
draw_run (const DwSpark *self, guint index, guint start, guint end, cairo_t *cr, const DwScale *across, const DwScale *up)
{
  const DwSparkLine *line = &self->lines[index];

  for (guint i = start; i < end; i++)
    cairo_line_to (cr, dw_scale_map (across, (double)(line->times_ms[i] - self->from_ms)), dw_scale_map (up, line->values[i]));
  /* A sample alone between two gaps is a dot, not nothing. */
  if (end - start == 1)
    cairo_rel_line_to (cr, 1, 0);
  cairo_stroke (cr);
}

static void
draw_line (const DwSpark *self, guint line, cairo_t *cr, const DwScale *across, const DwScale *up)
{
  guint start = 0, end = 0;

  while (dw_spark_next_run (self, line, &start, &end))
    {
      draw_run (self, line, start, end, cr, across, up);
      start = end;
    }
}

void
dw_spark_draw (const DwSpark *self, cairo_t *cr, const DwPalette *palette, double x, double y, double width, double height)
{
  DwScale across = { .low = 0, .high = self->to_ms - self->from_ms, .from = x + margin, .to = x + width - margin };
  DwScale up = { .from = y + height, .to = y };

  cairo_save (cr);
  if (self->old)
    {
      cairo_rectangle (cr, x, y, width, height);
      dw_hatch_fill_preserve (cr, palette);
      cairo_new_path (cr);
    }
  cairo_set_line_width (cr, line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (dw_spark_get_range (self, &up.low, &up.high))
    for (guint line = 0; line < self->n_lines; line++)
      {
        dw_stroke_apply (self->lines[line].stroke, cr, palette, FALSE);
        draw_line (self, line, cr, &across, &up);
      }
  cairo_restore (cr);
}
