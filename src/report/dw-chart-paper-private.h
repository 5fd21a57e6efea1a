// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-chart-paper.h"

G_BEGIN_DECLS

/* Measures of the paper in pt (1/72 inch), from the type and margins of the reports. */
#define PAPER_ROW 18.0       /* of a table, and its head */
#define PAPER_RULE 0.75      /* width of a line */
#define PAPER_TABLE_GAP 14.0 /* between chart and table */

/* Where to draw. */
typedef struct
{
  cairo_t *cr;
  PangoLayout *text;
  DwPalette *palette;
} DwPaperPen;

void dw_paper_draw_rule (const DwPaperPen *pen, double x, double y, double width, DwColor color);
/* dw-chart-paper-table.c: head and rows first … first + n - 1 with the upper edge at y. */
void dw_paper_draw_table (const DwPaperPen *pen, const DwChartPaperTable *table, guint first, guint n, double x, double y, double width);

G_END_DECLS
