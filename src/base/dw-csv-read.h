// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A table as text, as spreadsheets in China write it: UTF-8 with or without mark, or GB18030 (which GBK and GB 2312 are part of); comma, semicolon or tab; quotes as
 * in RFC 4180; any line end. Pure, any thread. */
typedef struct
{
  guint line;        /* where the row begins in the file, from 1 */
  GPtrArray *fields; /* char*, UTF-8, never NULL */
} DwCsvRow;

typedef struct
{
  const char *encoding; /* "UTF-8" or "GB18030" */
  char separator;
  GPtrArray *rows; /* DwCsvRow; rows without any text are left out. The first is the headings. */
} DwCsv;

/* What is in neither encoding, has a quote that does not end, or is a spreadsheet instead of a table is refused with G_IO_ERROR_INVALID_DATA, naming the line. No rows
 * is no error. bytes need no NUL at the end. */
DwCsv *dw_csv_read (const char *bytes, gsize length, GError **error);
void dw_csv_free (DwCsv *self);
/* "" when the row is shorter. Borrowed. */
const char *dw_csv_row_get (const DwCsvRow *self, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwCsv, dw_csv_free)

G_END_DECLS
