// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the SQL of the devices (detectors, breakers, meters).

#include "dw-table-device.h"

#include "dw-stmt.h"

static const char PUT[] =
  "INSERT INTO device (id, gateway_id, place_id, unit, name, profile_id, rated_current_a, switch_name, settings_json, labels_json, limits_json) "
  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
  "gateway_id = excluded.gateway_id, place_id = excluded.place_id, unit = excluded.unit, name = excluded.name, profile_id = excluded.profile_id, "
  "rated_current_a = excluded.rated_current_a, switch_name = excluded.switch_name, settings_json = excluded.settings_json, "
  "labels_json = excluded.labels_json, limits_json = excluded.limits_json";

static const char DELETE[] = "DELETE FROM device WHERE id = ?";

static const char LOAD[] =
  "SELECT id, gateway_id, place_id, unit, name, profile_id, rated_current_a, switch_name, settings_json, labels_json, limits_json FROM device ORDER BY id";

gboolean
dw_table_device_put (DwDb *db, const DwDeviceRow *row, gint64 *id_out, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "device-put", PUT, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_id (stmt, row->id);
  dw_stmt_put_id (stmt, row->gateway_id);
  dw_stmt_put_id (stmt, row->place_id);
  dw_stmt_put_int (stmt, row->unit);
  dw_stmt_put_text (stmt, row->name);
  dw_stmt_put_text (stmt, row->profile_id);
  dw_stmt_put_double (stmt, row->rated_current_a);
  dw_stmt_put_text (stmt, row->switch_name);
  dw_stmt_put_text (stmt, row->settings_json);
  dw_stmt_put_text (stmt, row->labels_json);
  dw_stmt_put_text (stmt, row->limits_json);
  if (!dw_stmt_run (stmt, error))
    return FALSE;
  *id_out = row->id ? row->id : dw_db_last_id (db);
  return TRUE;
}

gboolean
dw_table_device_delete (DwDb *db, gint64 id, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "device-delete", DELETE, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, id);
  return dw_stmt_run (stmt, error);
}

static gpointer
read_row (DwStmt *stmt, GError **error)
{
  DwDeviceRow *row = g_new0 (DwDeviceRow, 1);

  row->id = dw_stmt_get_int (stmt);
  row->gateway_id = dw_stmt_get_int (stmt);
  row->place_id = dw_stmt_get_int (stmt);
  row->unit = (guint8)dw_stmt_get_int (stmt);
  row->name = dw_stmt_dup_text (stmt);
  row->profile_id = dw_stmt_dup_text (stmt);
  row->rated_current_a = dw_stmt_get_double (stmt);
  row->switch_name = dw_stmt_dup_text (stmt);
  row->settings_json = dw_stmt_dup_text (stmt);
  row->labels_json = dw_stmt_dup_text (stmt);
  row->limits_json = dw_stmt_dup_text (stmt);
  return row;
}

GPtrArray *
dw_table_device_load (DwDb *db, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "device-load", LOAD, error);

  return stmt ? dw_stmt_collect (stmt, read_row, (GDestroyNotify)dw_device_row_free, error) : NULL;
}
