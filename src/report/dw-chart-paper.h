// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>
#include <pango/pangocairo.h>

#include "dw-palette.h"

G_BEGIN_DECLS

/* One chart as a PDF page (A4) or as a PNG. The chart is drawn by its owner, here are the paper, its head, foot and table. Blocking, for a worker.
 * The same input gives the same bytes: the only time in the file is made_ms. A file is replaced whole or not at all (dw-replace-file.h). */

/* Draws into 0, 0 … width, height. The unit is the pixel of the screen (1/96 inch on paper), so that lines and letters have on paper the size they have there.
 * text: for dw-label.h. */
typedef void (*DwChartPaperDraw) (cairo_t *cr, PangoLayout *text, const DwPalette *palette, double width, double height, gpointer data);

typedef struct
{
  const char *title;
  double width_share; /* of the table's width; the shares need not sum up to 1 */
  gboolean is_number; /* at the right, head and cells */
} DwChartPaperColumn;

/* cells: row after row; NULL counts as "—". What does not fit below the chart goes on on further pages. */
typedef struct
{
  const DwChartPaperColumn *columns;
  guint n_columns;
  const char *const *cells;
  guint n_rows;
} DwChartPaperTable;

#define DW_CHART_PAPER_MAX_COLUMNS 16
#define DW_CHART_PAPER_MAX_ROWS 2000

/* All borrowed; NULL strings count as "". */
typedef struct
{
  const char *head;  /* running head, left */
  const char *title; /* of the page and of the document */
  const char *note;  /* below the title: the span, the coverage */
  const char *scope; /* foot: where */
  const char *role;  /* foot: who */
  gint64 made_ms;    /* foot and metadata: when */
  GTimeZone *zone;
  gboolean landscape;
  DwChartPaperDraw draw;
  gpointer draw_data;
  const DwChartPaperTable *table; /* NULL = none */
} DwChartPaper;

/* Errors: G_IO_ERROR naming the path, G_IO_ERROR_INVALID_ARGUMENT (a table too large), G_IO_ERROR_CANCELLED. In the colours of paper. */
gboolean dw_chart_paper_write_pdf (const DwChartPaper *self, const char *path, GCancellable *cancellable, GError **error);

/* The drawing alone on the palette's surface, width × height px, each px scale × scale dots (1 or 2). palette NULL = print.
 * G_IO_ERROR_INVALID_ARGUMENT unless the picture has 1…16384 dots a side. */
gboolean dw_chart_paper_write_png (const char *path, int width, int height, double scale, const DwPalette *palette, DwChartPaperDraw draw, gpointer draw_data, GError **error);

G_END_DECLS
