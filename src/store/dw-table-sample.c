// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the SQL of the plain sample history, one row a report.

#include "dw-table-sample.h"

#include <glib/gi18n-lib.h>

#include "dw-sample-blob.h"
#include "dw-stmt.h"
#include "dw-store-error.h"

/* One step removes more rows than one batch adds (500), so the table shrinks even under full load. */
static const char ADD[] = "INSERT INTO sample_row (device_id, time_ms, data) VALUES (?, ?, ?)";
static const char OLDEST[] = "SELECT time_ms FROM sample_row ORDER BY id LIMIT 1";
static const char PRUNE[] = "DELETE FROM sample_row WHERE id IN (SELECT id FROM sample_row ORDER BY id LIMIT 2000) AND (time_ms < ? OR time_ms >= ?)";
static const char QUERY[] = "SELECT time_ms, data FROM sample_row WHERE device_id = ? AND time_ms >= ? AND time_ms < ? ORDER BY time_ms, id";

gboolean
dw_table_sample_add (DwDb *db, const DwReport *report, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "sample-add", ADD, error);
  g_autoptr (GByteArray) data = NULL;

  if (stmt == NULL)
    return FALSE;
  data = dw_sample_blob_encode (report);
  dw_stmt_put_int (stmt, report->device_id);
  dw_stmt_put_int (stmt, report->time_ms);
  dw_stmt_put_blob (stmt, data->len ? data->data : (const guint8 *)"", data->len);
  return dw_stmt_run (stmt, error);
}

/* Rows are written in the order of time but for steps of the clock, so the oldest row says whether there is anything to do. */
static gboolean
find_work (DwDb *db, gint64 from_ms, gint64 to_ms, gboolean *work, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "sample-oldest", OLDEST, error);
  DwStep step = stmt ? dw_stmt_step (stmt, error) : DW_STEP_ERROR;

  *work = FALSE;
  if (step == DW_STEP_ROW)
    {
      gint64 time_ms = dw_stmt_get_int (stmt);

      *work = time_ms < from_ms || time_ms >= to_ms;
      dw_stmt_reset (stmt);
    }
  return step != DW_STEP_ERROR;
}

gboolean
dw_table_sample_prune (DwDb *db, gint64 from_ms, gint64 to_ms, GError **error)
{
  DwStmt *stmt;
  gboolean work;

  if (!find_work (db, from_ms, to_ms, &work, error))
    return FALSE;
  if (!work)
    return TRUE;
  stmt = dw_db_statement (db, "sample-prune", PRUNE, error);
  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, from_ms);
  dw_stmt_put_int (stmt, to_ms);
  return dw_stmt_run (stmt, error);
}

/* --- reading --- */

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
