// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the SQL of the plain rows of version 1, one a report.

#include "dw-table-sample.h"

#include <glib/gi18n-lib.h>

#include "dw-sample-blob.h"
#include "dw-stmt.h"
#include "dw-store-error.h"

static const char QUERY[] = "SELECT time_ms, data FROM sample_row WHERE device_id = ? AND time_ms >= ? AND time_ms < ? ORDER BY time_ms, id";

typedef struct
{
  gint64 time_ms;
  GBytes *data;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_bytes_unref (row->data);
  g_free (row);
}

static gpointer
read_row (DwStmt *stmt, GError **error)
{
  Row *row = g_new0 (Row, 1);
  const guint8 *bytes;
  gsize length;

  row->time_ms = dw_stmt_get_int (stmt);
  bytes = dw_stmt_get_bytes (stmt, SQLITE_BLOB, &length);
  row->data = g_bytes_new (bytes, length);
  return row;
}

/* The device may have got or lost channels meanwhile: the widest row says how many columns there are. -1 when a row makes no sense. */
static int
find_width (GPtrArray *rows)
{
  int width = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = rows->pdata[i];
      gsize length;
      const guint8 *bytes = g_bytes_get_data (row->data, &length);
      int count = dw_sample_blob_count (bytes, length);

      if (count < 0)
        return -1;
      width = MAX (width, count);
    }
  return width;
}

static DwHistoryRows *
unpack (GPtrArray *rows, guint width)
{
  DwHistoryRows *history = g_new0 (DwHistoryRows, 1);

  history->n_rows = rows->len;
  history->n_columns = width;
  history->times_ms = g_new (gint64, MAX (rows->len, 1));
  history->values = g_new (double, MAX ((gsize)rows->len * width, 1));
  history->qualities = g_new (guint8, MAX ((gsize)rows->len * width, 1));
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = rows->pdata[i];
      gsize length;
      const guint8 *bytes = g_bytes_get_data (row->data, &length);

      history->times_ms[i] = row->time_ms;
      dw_sample_blob_decode (bytes, length, history->values + (gsize)i * width, history->qualities + (gsize)i * width, width);
    }
  return history;
}

DwHistoryRows *
dw_table_sample_query (DwDb *db, gint64 device_id, gint64 from_ms, gint64 to_ms, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "sample-query", QUERY, error);
  g_autoptr (GPtrArray) rows = NULL;
  int width;

  if (stmt == NULL)
    return NULL;
  dw_stmt_put_int (stmt, device_id);
  dw_stmt_put_int (stmt, from_ms);
  dw_stmt_put_int (stmt, to_ms ? to_ms : G_MAXINT64);
  rows = dw_stmt_collect (stmt, read_row, row_free, error);
  if (rows == NULL)
    return NULL;
  width = find_width (rows);
  if (width >= 0)
    return unpack (rows, (guint)width);
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("The samples of device %lld are damaged"), (long long)device_id);
  return NULL;
}

gboolean
dw_table_sample_forget (DwDb *db, gint64 device_id, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "sample-forget", "DELETE FROM sample_row WHERE device_id = ?", error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, device_id);
  return dw_stmt_run (stmt, error);
}
