// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the SQL of the gateways.

#include "dw-table-gateway.h"

#include "dw-stmt.h"

static const char PUT[] =
  "INSERT INTO gateway (id, name, kind, host, port, timeout_ms, period_ms, pause_ms, place_id, enabled, settings_json) "
  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
  "name = excluded.name, kind = excluded.kind, host = excluded.host, port = excluded.port, timeout_ms = excluded.timeout_ms, period_ms = excluded.period_ms, "
  "pause_ms = excluded.pause_ms, place_id = excluded.place_id, enabled = excluded.enabled, settings_json = excluded.settings_json";

static const char DELETE[] = "DELETE FROM gateway WHERE id = ?";

static const char LOAD[] = "SELECT id, name, kind, host, port, timeout_ms, period_ms, pause_ms, place_id, enabled, settings_json FROM gateway ORDER BY id";

gboolean
dw_table_gateway_put (DwDb *db, const DwGatewayRow *row, gint64 *id_out, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "gateway-put", PUT, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_id (stmt, row->id);
  dw_stmt_put_text (stmt, row->name);
  dw_stmt_put_text (stmt, row->kind);
  dw_stmt_put_text (stmt, row->host);
  dw_stmt_put_int (stmt, row->port);
  dw_stmt_put_int (stmt, row->timeout_ms);
  dw_stmt_put_int (stmt, row->period_ms);
  dw_stmt_put_int (stmt, row->pause_ms);
  dw_stmt_put_id (stmt, row->place_id);
  dw_stmt_put_int (stmt, row->enabled != FALSE);
  dw_stmt_put_text (stmt, row->settings_json);
  if (!dw_stmt_run (stmt, error))
    return FALSE;
  *id_out = row->id ? row->id : dw_db_last_id (db);
  return TRUE;
}

gboolean
dw_table_gateway_delete (DwDb *db, gint64 id, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "gateway-delete", DELETE, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, id);
  return dw_stmt_run (stmt, error);
}

static gpointer
read_row (DwStmt *stmt, GError **error)
{
  DwGatewayRow *row = g_new0 (DwGatewayRow, 1);

  row->id = dw_stmt_get_int (stmt);
  row->name = dw_stmt_dup_text (stmt);
  row->kind = dw_stmt_dup_text (stmt);
  row->host = dw_stmt_dup_text (stmt);
  row->port = (guint16)dw_stmt_get_int (stmt);
  row->timeout_ms = (int)dw_stmt_get_int (stmt);
  row->period_ms = (int)dw_stmt_get_int (stmt);
  row->pause_ms = (int)dw_stmt_get_int (stmt);
  row->place_id = dw_stmt_get_int (stmt);
  row->enabled = dw_stmt_get_int (stmt) != 0;
  row->settings_json = dw_stmt_dup_text (stmt);
  return row;
}

GPtrArray *
dw_table_gateway_load (DwDb *db, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "gateway-load", LOAD, error);

  return stmt ? dw_stmt_collect (stmt, read_row, (GDestroyNotify)dw_gateway_row_free, error) : NULL;
}
