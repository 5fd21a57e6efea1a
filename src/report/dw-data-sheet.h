// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-reading.h"

G_BEGIN_DECLS

/* A table for other programs: CSV as Excel in China opens it (UTF-8 with BOM, CRLF, quotes of RFC 4180) or XLSX. The first line names the columns with their
 * units, every other line is a row. Rows are asked for one by one, so that a table of any length needs the memory of one row.
 *
 * Text that a spreadsheet would run as a formula (it begins with = + - @, their full-width forms, TAB, CR or LF) gets an apostrophe before it in CSV; in XLSX it is
 * text by its type. Numbers are never guarded: −5 stays a number. */
typedef enum {
  DW_DATA_SHEET_TEXT,
  DW_DATA_SHEET_NUMBER,
  DW_DATA_SHEET_TIME,    /* local clock time of the head's zone; in XLSX a real date */
  DW_DATA_SHEET_QUALITY, /* of the value beside it, as a word for people */
} DwDataSheetKind;

typedef struct
{
  const char *title;
  const char *unit; /* "" or NULL = none */
  DwDataSheetKind kind;
  int decimals; /* of a number 0…9; of a time 0 or 3 digits of a second */
} DwDataSheetColumn;

/* One cell; only what belongs to the kind of its column is read. Missing (an empty cell): text NULL, a number that is not finite, time 0, quality "none". */
typedef struct
{
  const char *text; /* borrowed until the next row is asked for */
  double number;
  gint64 time_ms; /* UTC */
  DwQuality quality;
} DwDataSheetCell;

typedef enum {
  DW_DATA_SHEET_CSV,
  DW_DATA_SHEET_XLSX,
} DwDataSheetFormat;

#define DW_DATA_SHEET_MAX_COLUMNS 256
#define DW_DATA_SHEET_MAX_XLSX_ROWS 1048575 /* without the head: what Excel can open */

/* Everything borrowed for the call. zone: in the title of each time column, with its offset at from_ms. Across a change of the clock a CSV time with another offset
 * carries it ("2026-10-25 02:30:00+01:00"); a date of XLSX cannot. */
typedef struct
{
  const char *title; /* of the sheet and the document */
  const DwDataSheetColumn *columns;
  guint n_columns;
  GTimeZone *zone;
  gint64 from_ms;
  gint64 made_ms; /* written into XLSX as its date of making: the same rows and time give the same bytes */
} DwDataSheetHead;

/* Fills the cells (n_columns of the head, all missing before). FALSE: there is no further row, or *error is set. */
typedef gboolean (*DwDataSheetNext) (DwDataSheetCell *cells, gpointer data, GError **error);
/* Every thousand rows and at the end, on the calling thread. */
typedef void (*DwDataSheetProgress) (guint64 rows, gpointer data);

/* Blocking, for a worker. The file is replaced whole or not at all: FALSE with error leaves the old one. Errors: G_IO_ERROR naming the path (full disk, no rights),
 * G_IO_ERROR_CANCELLED, G_IO_ERROR_INVALID_ARGUMENT (no columns), G_IO_ERROR_INVALID_DATA (more than XLSX holds), the error of next. progress may be NULL. */
gboolean dw_data_sheet_write (const char *path,
                              DwDataSheetFormat format,
                              const DwDataSheetHead *head,
                              DwDataSheetNext next,
                              gpointer next_data,
                              DwDataSheetProgress progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GError **error);

/* "report.xlsx" → XLSX, anything else CSV. */
DwDataSheetFormat dw_data_sheet_format_of_path (const char *path);

G_END_DECLS
