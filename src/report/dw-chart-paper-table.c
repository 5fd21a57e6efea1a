// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-chart-paper-private.h"
#include "dw-label.h"

/* A table on paper: rules above and below the head and between the rows, none upright; numbers and their heads at the right. */

#define HEAD_SIZE 8.2
#define CELL_SIZE 8.6
#define PADDING 4.0
#define BASE_LINE 12.2 /* of a row, from its upper edge */
#define NOTHING "—"

static double
sum_shares (const DwChartPaperTable *table)
{
  double sum = 0;

  for (guint i = 0; i < table->n_columns; i++)
    sum += table->columns[i].width_share;
  return sum > 0 ? sum : 1;
}

typedef struct
{
  double x, width;
} Span;

static Span
get_span (const DwChartPaperTable *table, guint column, double x, double width)
{
  double sum = sum_shares (table);

  for (guint i = 0; i < column; i++)
    x += width * table->columns[i].width_share / sum;
  return (Span){ x, width * table->columns[column].width_share / sum };
}

static void
draw_cell (const DwPaperPen *pen, const DwChartPaperColumn *column, Span span, double y, DwLabelStyle style, const char *text)
{
  double x = column->is_number ? span.x + span.width - PADDING : span.x + PADDING;

  style.align = column->is_number ? DW_ALIGN_END : DW_ALIGN_START;
  style.width = MAX (span.width - 2 * PADDING, 1);
  dw_label_draw (pen->cr, pen->text, pen->palette, &style, text, x, y + BASE_LINE);
}

static void
draw_head (const DwPaperPen *pen, const DwChartPaperTable *table, double x, double y, double width)
{
  static const DwLabelStyle style = { .size = HEAD_SIZE, .weight = 500, .color = DW_COLOR_TEXT_2 };

  dw_palette_set (pen->palette, pen->cr, DW_COLOR_ZEBRA);
  cairo_rectangle (pen->cr, x, y, width, PAPER_ROW);
  cairo_fill (pen->cr);
  dw_paper_draw_rule (pen, x, y, width, DW_COLOR_LINE_STRONG);
  dw_paper_draw_rule (pen, x, y + PAPER_ROW, width, DW_COLOR_LINE_STRONG);
  for (guint i = 0; i < table->n_columns; i++)
    draw_cell (pen, &table->columns[i], get_span (table, i, x, width), y, style, table->columns[i].title);
}

static void
draw_row (const DwPaperPen *pen, const DwChartPaperTable *table, guint row, double x, double y, double width)
{
  static const DwLabelStyle style = { .size = CELL_SIZE, .color = DW_COLOR_TEXT };

  for (guint i = 0; i < table->n_columns; i++)
    {
      const char *text = table->cells[(gsize)row * table->n_columns + i];

      draw_cell (pen, &table->columns[i], get_span (table, i, x, width), y, style, text != NULL ? text : NOTHING);
    }
  dw_paper_draw_rule (pen, x, y + PAPER_ROW, width, DW_COLOR_LINE);
}

void
dw_paper_draw_table (const DwPaperPen *pen, const DwChartPaperTable *table, guint first, guint n, double x, double y, double width)
{
  draw_head (pen, table, x, y, width);
  for (guint i = 0; i < n; i++)
    draw_row (pen, table, first + i, x, y + PAPER_ROW * (i + 1), width);
}
