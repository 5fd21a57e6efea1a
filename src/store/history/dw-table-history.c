// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-table-history.h"

#include "dw-stmt.h"

/* One statement of each kind for each table of blobs; their names are the keys under which the connection keeps them. */
typedef struct
{
  const char *get, *get_sql;
  const char *put, *put_sql;
  const char *remove, *remove_sql;
  const char *below, *below_sql;
  const char *size, *size_sql;
  const char *list, *list_sql;
} BlobSql;

#define BLOB_SQL(table)                                                                                                                                                          \
  {                                                                                                                                                                              \
    table "-get", "SELECT data FROM " table " WHERE id = ?", table "-put", "INSERT INTO " table " (id, data) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data", \
      table "-remove", "DELETE FROM " table " WHERE id = ?", table "-below",                                                                                                     \
      "DELETE FROM " table " WHERE id IN (SELECT id FROM " table " WHERE id < ? ORDER BY id LIMIT ?)", table "-size",                                                            \
      "SELECT count (*), coalesce (sum (length (data)), 0) FROM (SELECT data FROM " table " WHERE id < ? ORDER BY id LIMIT ?)", table "-list",                                   \
      "SELECT id FROM " table " WHERE id >= ? ORDER BY id LIMIT ?"                                                                                                               \
  }

static const BlobSql BLOBS[DW_N_BLOBS] = {
  [DW_BLOBS_CHUNK] = BLOB_SQL ("history_chunk"),
  [DW_BLOBS_MINUTES_OPEN] = BLOB_SQL ("history_minute_open"),
  [DW_BLOBS_MINUTES] = BLOB_SQL ("history_minute"),
  [DW_BLOBS_HOURS] = BLOB_SQL ("history_hour"),
};

gboolean
dw_table_history_get (DwDb *db, DwBlobs table, gint64 key, const guint8 **bytes, gsize *length, gboolean *found, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, BLOBS[table].get, BLOBS[table].get_sql, error);
  DwStep step;

  *found = FALSE;
  if (stmt == NULL)
    return FALSE;
  dw_stmt_reset (stmt);
  dw_stmt_put_int (stmt, key);
  step = dw_stmt_step (stmt, error);
  if (step != DW_STEP_ROW)
    return step == DW_STEP_DONE;
  *bytes = dw_stmt_get_bytes (stmt, SQLITE_BLOB, length);
  if (*bytes == NULL)
    *length = 0;
  *found = TRUE;
  return TRUE;
}

void
dw_table_history_release (DwDb *db)
{
  for (guint i = 0; i < DW_N_BLOBS; i++)
    {
      DwStmt *stmt = dw_db_statement (db, BLOBS[i].get, BLOBS[i].get_sql, NULL);

      if (stmt != NULL)
        dw_stmt_reset (stmt);
    }
}

gboolean
dw_table_history_put (DwDb *db, DwBlobs table, gint64 key, const GByteArray *data, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, BLOBS[table].put, BLOBS[table].put_sql, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, key);
  dw_stmt_put_blob (stmt, data->data, data->len);
  return dw_stmt_run (stmt, error);
}

gboolean
dw_table_history_delete (DwDb *db, DwBlobs table, gint64 key, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, BLOBS[table].remove, BLOBS[table].remove_sql, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, key);
  return dw_stmt_run (stmt, error);
}

/* What the next step would take away. */
static gboolean
measure_below (DwDb *db, DwBlobs table, gint64 key, guint limit, guint *n, gint64 *bytes, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, BLOBS[table].size, BLOBS[table].size_sql, error);
  DwStep step;

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, key);
  dw_stmt_put_int (stmt, limit);
  step = dw_stmt_step (stmt, error);
  if (step != DW_STEP_ROW)
    return FALSE;
  *n = (guint)dw_stmt_get_int (stmt);
  *bytes = dw_stmt_get_int (stmt);
  dw_stmt_reset (stmt);
  return TRUE;
}

gboolean
dw_table_history_delete_below (DwDb *db, DwBlobs table, gint64 key, guint limit, guint *n_deleted, gint64 *bytes, GError **error)
{
  DwStmt *stmt;

  if (!measure_below (db, table, key, limit, n_deleted, bytes, error))
    return FALSE;
  if (*n_deleted == 0)
    return TRUE;
  stmt = dw_db_statement (db, BLOBS[table].below, BLOBS[table].below_sql, error);
  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, key);
  dw_stmt_put_int (stmt, limit);
  return dw_stmt_run (stmt, error);
}

static GArray *
collect_numbers (DwStmt *stmt, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  DwStep step;

  while ((step = dw_stmt_step (stmt, error)) == DW_STEP_ROW)
    {
      gint64 number = dw_stmt_get_int (stmt);

      g_array_append_val (numbers, number);
    }
  return step == DW_STEP_DONE ? g_steal_pointer (&numbers) : NULL;
}

GArray *
dw_table_history_list (DwDb *db, DwBlobs table, gint64 key, guint limit, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, BLOBS[table].list, BLOBS[table].list_sql, error);

  if (stmt == NULL)
    return NULL;
  dw_stmt_put_int (stmt, key);
  dw_stmt_put_int (stmt, limit);
  return collect_numbers (stmt, error);
}

/* --- layouts and devices --- */

gboolean
dw_table_history_add_layout (DwDb *db, DwHistoryLayout *layout, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "history-layout-add", "INSERT INTO history_layout (device_id, columns) VALUES (?, ?)", error);
  g_autofree char *text = dw_history_layout_to_text (layout);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, layout->device_id);
  dw_stmt_put_text (stmt, text);
  if (!dw_stmt_run (stmt, error))
    return FALSE;
  layout->id = dw_db_last_id (db);
  return TRUE;
}

static gpointer
read_layout (DwStmt *stmt, GError **error)
{
  gint64 id = dw_stmt_get_int (stmt), device_id = dw_stmt_get_int (stmt);

  return dw_history_layout_from_text (id, device_id, dw_stmt_get_text (stmt), error);
}

GPtrArray *
dw_table_history_load_layouts (DwDb *db, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "history-layouts", "SELECT id, device_id, columns FROM history_layout ORDER BY id", error);

  return stmt != NULL ? dw_stmt_collect (stmt, read_layout, (GDestroyNotify)dw_history_layout_unref, error) : NULL;
}

gboolean
dw_table_history_put_device (DwDb *db, const DwHistoryDevice *device, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "history-device-put",
                                  "INSERT INTO history_device (device_id, layout_id, first_hour, last_hour) VALUES (?, ?, ?, ?) "
                                  "ON CONFLICT (device_id) DO UPDATE SET layout_id = excluded.layout_id, first_hour = excluded.first_hour, last_hour = excluded.last_hour",
                                  error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, device->device_id);
  dw_stmt_put_int (stmt, device->layout_id);
  dw_stmt_put_int (stmt, device->first_hour);
  dw_stmt_put_int (stmt, device->last_hour);
  return dw_stmt_run (stmt, error);
}

GArray *
dw_table_history_load_devices (DwDb *db, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "history-devices", "SELECT device_id, layout_id, first_hour, last_hour FROM history_device ORDER BY device_id", error);
  g_autoptr (GArray) devices = g_array_new (FALSE, FALSE, sizeof (DwHistoryDevice));
  DwStep step = DW_STEP_ERROR;

  while (stmt != NULL && (step = dw_stmt_step (stmt, error)) == DW_STEP_ROW)
    {
      DwHistoryDevice device;

      device.device_id = dw_stmt_get_int (stmt);
      device.layout_id = dw_stmt_get_int (stmt);
      device.first_hour = dw_stmt_get_int (stmt);
      device.last_hour = dw_stmt_get_int (stmt);
      g_array_append_val (devices, device);
    }
  return step == DW_STEP_DONE ? g_steal_pointer (&devices) : NULL;
}

/* --- totals and marks --- */

gboolean
dw_table_history_count (DwDb *db, const char *name, gint64 more, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "history-count",
                                  "INSERT INTO history_count (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value", error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_text (stmt, name);
  dw_stmt_put_int (stmt, more);
  return dw_stmt_run (stmt, error);
}

gboolean
dw_table_history_get_count (DwDb *db, const char *name, gint64 *value, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "history-count-get", "SELECT value FROM history_count WHERE name = ?", error);
  DwStep step;

  *value = 0;
  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_text (stmt, name);
  step = dw_stmt_step (stmt, error);
  if (step == DW_STEP_ROW)
    {
      *value = dw_stmt_get_int (stmt);
      dw_stmt_reset (stmt);
    }
  return step != DW_STEP_ERROR;
}

gboolean
dw_table_history_add_clock_step (DwDb *db, gint64 time_ms, gint64 delta_ms, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "history-clock-add", "INSERT INTO history_clock_step (time_ms, delta_ms) VALUES (?, ?)", error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, time_ms);
  dw_stmt_put_int (stmt, delta_ms);
  return dw_stmt_run (stmt, error);
}

GArray *
dw_table_history_load_clock_steps (DwDb *db, gint64 from_ms, gint64 to_ms, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "history-clock", "SELECT time_ms, delta_ms FROM history_clock_step WHERE time_ms >= ? AND time_ms < ? ORDER BY time_ms, id", error);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint64));
  DwStep step = DW_STEP_ERROR;

  if (stmt == NULL)
    return NULL;
  dw_stmt_put_int (stmt, from_ms);
  dw_stmt_put_int (stmt, to_ms);
  while ((step = dw_stmt_step (stmt, error)) == DW_STEP_ROW)
    {
      gint64 pair[2];

      pair[0] = dw_stmt_get_int (stmt);
      pair[1] = dw_stmt_get_int (stmt);
      g_array_append_vals (steps, pair, 2);
    }
  return step == DW_STEP_DONE ? g_steal_pointer (&steps) : NULL;
}
