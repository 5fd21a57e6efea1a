// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the SQL of the settings that belong to the organisation's data (not to the person at the screen: those are GSettings).

#include "dw-table-setting.h"

#include "dw-stmt.h"

static const char PUT[] = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
static const char DELETE[] = "DELETE FROM setting WHERE key = ?";
static const char GET[] = "SELECT value FROM setting WHERE key = ?";

gboolean
dw_table_setting_put (DwDb *db, const char *key, const char *value, GError **error)
{
  DwStmt *stmt = value ? dw_db_statement (db, "setting-put", PUT, error) : dw_db_statement (db, "setting-delete", DELETE, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_text (stmt, key);
  if (value)
    dw_stmt_put_text (stmt, value);
  return dw_stmt_run (stmt, error);
}

gboolean
dw_table_setting_get (DwDb *db, const char *key, char **value, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "setting-get", GET, error);
  DwStep step;

  *value = NULL;
  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_text (stmt, key);
  step = dw_stmt_step (stmt, error);
  if (step == DW_STEP_ROW)
    {
      *value = dw_stmt_dup_text (stmt);
      dw_stmt_reset (stmt);
    }
  return step != DW_STEP_ERROR;
}
