// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-count-frame.h"

G_BEGIN_DECLS

/* Counts per day as stacked columns 12 px wide (narrower where the days do not fit), with a legend at the right, brushed days and the day that the keyboard is on.
 * DwPlot's bars fill their step and are toned by rate; here the width is fixed and the parts are told apart by series colour and pattern, in grey too. */

typedef enum {
  DW_BAR_PLAIN,
  DW_BAR_CAPPED,  /* a line of text colour on top */
  DW_BAR_HATCHED, /* light strokes across */
  DW_BAR_HOLLOW,  /* an outline alone */
} DwBarPattern;

typedef struct
{
  const char *title; /* of the legend */
  DwColor color;
  DwBarPattern pattern;
} DwDayBarPart;

/* All pointers borrowed. */
typedef struct
{
  guint n_days, n_parts;
  const guint *counts;         /* n_days times n_parts; stacked upwards from the first part */
  const DwDayBarPart *parts;   /* n_parts */
  const char *const *labels;   /* n_days */
  int brush_first, brush_last; /* -1 = none */
  int cursor;                  /* -1 = none; its day and total stand above it */
  const char *cursor_text;     /* NULL */
  const char *empty_text;      /* shown when every count is 0; NULL */
} DwDayBars;

void dw_day_bars_lay_out (const DwDayBars *self, double width, double height, DwCountFrame *layout);
/* The day under x, held within the days: dragging may leave the area. -1: there are no days. */
int dw_day_bars_find_day (const DwDayBars *self, const DwCountFrame *layout, double x);
double dw_day_bars_get_x (const DwCountFrame *layout, guint day); /* middle of its column */
/* Each how many days a date has room below its column. */
guint dw_day_bars_get_label_step (const DwCountFrame *layout);
void dw_day_bars_draw (const DwDayBars *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height);

G_END_DECLS
