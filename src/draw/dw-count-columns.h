// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-count-frame.h"

G_BEGIN_DECLS

/* Small columns of plain counts: the rhythm of a shift against what a person can handle, the hazards of twelve months. Everything is borrowed. */
typedef struct
{
  guint n;
  const guint *counts;
  gboolean scale;   /* axis with numbers at the left; else each column carries its number */
  double band_high; /* 0 … this is normal: a band, and columns above it are amber with an edge; 0 = no band */
  double flood;     /* a line where it is within reach of the columns; 0 = none */
  double now;       /* 0 … n: where the present is; negative = not shown */
  const char *now_text;
  int current;               /* column of the present period, in the accent colour; -1 = none */
  const char *const *labels; /* n + 1 with edges, else n; entries may be NULL */
  gboolean edges;            /* labels stand at the left edges of the columns (times), else below their middles */
  int cursor;                /* column with the focus, -1 = none */
} DwCountColumns;

void dw_count_columns_lay_out (const DwCountColumns *self, double width, double height, DwCountFrame *layout);
/* The column at x; -1 beside all of them. */
int dw_count_columns_find (const DwCountColumns *self, const DwCountFrame *layout, double x);
void dw_count_columns_draw (const DwCountColumns *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height);

G_END_DECLS
