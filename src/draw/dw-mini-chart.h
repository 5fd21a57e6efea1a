// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <cairo.h>

#include "dw-label.h"
#include "dw-palette.h"

G_BEGIN_DECLS

/* The chart of one quantity over minutes or hours: grid, limits, learned baseline, gaps, marks, one line with a dot at its end. */

typedef struct
{
  double value;     /* NaN = none */
  const char *text; /* above the line at the left; NULL */
  gboolean warning; /* else the set value */
} DwChartLimit;

typedef struct
{
  gint64 time_ms;
  guint priority;   /* 1…4 */
  const char *text; /* beside the symbol; NULL */
} DwChartMark;

#define DW_CHART_MAX_LIMITS 4
#define DW_CHART_MAX_MARKS 16

/* All pointers borrowed. Samples: NaN value = nothing good at that time; doubtful may be NULL. */
typedef struct
{
  const gint64 *times_ms;
  const double *values;
  const guint8 *doubtful;
  guint n;
  gint64 from_ms, to_ms;
  gint64 gap_ms;                      /* neighbours further apart are a gap */
  gint64 offset_ms;                   /* local time minus UTC */
  double low, high;                   /* the scale's range before rounding; low > high: from the data and the limits, starting at 0 */
  double baseline_low, baseline_high; /* NaN = none */
  DwChartLimit limits[DW_CHART_MAX_LIMITS];
  guint n_limits;
  DwChartMark marks[DW_CHART_MAX_MARKS];
  guint n_marks;
  const char *empty_text; /* shown when there is no sample in the span; NULL */
} DwMiniChart;

typedef struct
{
  gint64 from_ms, to_ms;
} DwChartGap;

/* Where everything comes to lie. */
typedef struct
{
  double left, top, width, height; /* plot area */
  double low, high;                /* rounded to whole steps */
  double ticks[8];
  guint n_ticks;
  gint64 time_ticks[12];
  guint n_time_ticks;
} DwMiniChartLayout;

void dw_mini_chart_init (DwMiniChart *self);
void dw_mini_chart_lay_out (const DwMiniChart *self, double width, double height, DwMiniChartLayout *layout);
double dw_mini_chart_get_x (const DwMiniChart *self, const DwMiniChartLayout *layout, gint64 time_ms);
double dw_mini_chart_get_y (const DwMiniChartLayout *layout, double value);
/* Holes in the samples within the span, the stretch before the first and after the last sample included. Returns how many, at most size. */
guint dw_mini_chart_find_gaps (const DwMiniChart *self, DwChartGap *gaps, guint size);
void dw_mini_chart_draw (const DwMiniChart *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, double height);

G_END_DECLS
