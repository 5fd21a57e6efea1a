// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <cairo.h>

#include "dw-palette.h"

G_BEGIN_DECLS

/* A small trend without axes: up to four lines on one scale of their own, each with the colour and the dashes of its phase. Gaps stay gaps. */

typedef enum {
  DW_STROKE_SINGLE, /* main text colour, solid */
  DW_STROKE_A,
  DW_STROKE_B,
  DW_STROKE_C,
  DW_STROKE_N,
  DW_STROKE_PE,
  DW_N_STROKES,
} DwStroke;

/* n samples, times ascending; NaN = nothing good at that time. Neighbours further apart than gap_ms are not joined. Borrowed. */
typedef struct
{
  const gint64 *times_ms;
  const double *values;
  guint n;
  gint64 gap_ms; /* 0 = always joined */
  DwStroke stroke;
} DwSparkLine;

#define DW_SPARK_MAX_LINES 4

typedef struct
{
  DwSparkLine lines[DW_SPARK_MAX_LINES];
  guint n_lines;
  gint64 from_ms, to_ms; /* left and right end */
  gboolean old;          /* nothing fresh: hatched ground */
} DwSpark;

/* Colour and dashes of a stroke; large: the pattern of charts, else of sparks. Sets source and dash of cr. */
void dw_stroke_apply (DwStroke stroke, cairo_t *cr, const DwPalette *palette, gboolean large);

/* Lowest and highest of everything visible with 12 % room; FALSE when there is nothing to draw. */
gboolean dw_spark_get_range (const DwSpark *self, double *low, double *high);
/* The next stretch of one line that belongs together, from index *start on: its first index in *start, one past its last in *end. FALSE: no more. */
gboolean dw_spark_next_run (const DwSpark *self, guint line, guint *start, guint *end);
void dw_spark_draw (const DwSpark *self, cairo_t *cr, const DwPalette *palette, double x, double y, double width, double height);

G_END_DECLS
