// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-data-sheet.h"
#include "dw-replace-file.h"

G_BEGIN_DECLS

/* What a format does. */
typedef struct
{
  /* Writes the head. NULL with error. */
  gpointer (*open) (DwReplaceFile *file, const DwDataSheetHead *head, GError **error);
  /* FALSE with error, or without one when the write failed: then the file has noted why. */
  gboolean (*add_row) (gpointer writer, const DwDataSheetCell *cells, GError **error);
  /* Everything is in the file afterwards, or the file has noted why not. Frees the writer, come what may. */
  gboolean (*close) (gpointer writer, GError **error);
  /* Frees without finishing. */
  void (*abandon) (gpointer writer);
} DwDataSheetWriter;

extern const DwDataSheetWriter dw_data_sheet_csv_writer;
extern const DwDataSheetWriter dw_data_sheet_xlsx_writer;

/* "Voltage, phase A (V)", "Time (Asia/Shanghai, UTC+08:00)". New string. */
char *dw_data_sheet_make_title (const DwDataSheetHead *head, guint column);
/* Text as both formats can carry it: valid UTF-8 without the control characters that XML forbids. New string. */
char *dw_data_sheet_clean_text (const char *text);
gboolean dw_data_sheet_is_missing (const DwDataSheetColumn *column, const DwDataSheetCell *cell);
/* Local clock; offset_s (may be NULL): local minus UTC then. Free with g_date_time_unref. NULL outside the years 1 to 9999. */
GDateTime *dw_data_sheet_local_time (const DwDataSheetHead *head, gint64 time_ms, int *offset_s);

G_END_DECLS
