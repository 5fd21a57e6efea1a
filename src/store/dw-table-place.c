// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the SQL of the place tree.

#include "dw-table-place.h"

#include <glib/gi18n-lib.h>

#include "dw-stmt.h"
#include "dw-store-error.h"

static const char PUT[] =
  "INSERT INTO place (id, parent_id, kind, name, sort, facts_json) VALUES (?1, ?2, ?3, ?4, "
  "CASE WHEN ?5 < 0 THEN (SELECT COALESCE (MAX (sort), -1) + 1 FROM place WHERE parent_id IS ?2) ELSE ?5 END, ?6) "
  "ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, kind = excluded.kind, name = excluded.name, "
  "sort = CASE WHEN ?5 < 0 THEN place.sort ELSE excluded.sort END, facts_json = excluded.facts_json";

/* The parent and everything above it. UNION (not ALL) ends even in a circle. */
static const char IS_ABOVE[] =
  "WITH RECURSIVE above (id) AS (SELECT ? UNION SELECT place.parent_id FROM place JOIN above ON place.id = above.id WHERE place.parent_id IS NOT NULL) "
  "SELECT 1 FROM above WHERE id = ?";

static const char DELETE[] = "DELETE FROM place WHERE id = ?";

static const char LOAD[] =
  "WITH RECURSIVE tree (id, depth) AS (SELECT id, 0 FROM place WHERE parent_id IS NULL UNION ALL "
  "SELECT place.id, depth + 1 FROM place JOIN tree ON place.parent_id = tree.id) "
  "SELECT place.id, place.parent_id, kind, name, sort, facts_json FROM tree JOIN place ON place.id = tree.id ORDER BY depth, sort, place.id";

/* A circle would hide everything in it from the tree, so it is refused where it would begin. */
static gboolean
refuse_circle (DwDb *db, const DwPlaceRow *row, GError **error)
{
  DwStmt *stmt;
  DwStep step;

  if (row->id == 0 || row->parent_id == 0)
    return TRUE;
  stmt = dw_db_statement (db, "place-above", IS_ABOVE, error);
  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, row->parent_id);
  dw_stmt_put_int (stmt, row->id);
  step = dw_stmt_step (stmt, error);
  if (step != DW_STEP_ROW)
    return step == DW_STEP_DONE;
  dw_stmt_reset (stmt);
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The place “%s” cannot lie within itself"), row->name);
  return FALSE;
}

gboolean
dw_table_place_put (DwDb *db, const DwPlaceRow *row, gint64 *id_out, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "place-put", PUT, error);

  if (stmt == NULL || !refuse_circle (db, row, error))
    return FALSE;
  dw_stmt_put_id (stmt, row->id);
  dw_stmt_put_id (stmt, row->parent_id);
  dw_stmt_put_text (stmt, dw_place_kind_word (row->kind));
  dw_stmt_put_text (stmt, row->name);
  dw_stmt_put_int (stmt, row->sort);
  dw_stmt_put_text (stmt, row->facts_json);
  if (!dw_stmt_run (stmt, error))
    return FALSE;
  *id_out = row->id ? row->id : dw_db_last_id (db);
  return TRUE;
}

gboolean
dw_table_place_delete (DwDb *db, gint64 id, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "place-delete", DELETE, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, id);
  return dw_stmt_run (stmt, error);
}

static gpointer
read_row (DwStmt *stmt, GError **error)
{
  g_autoptr (DwPlaceRow) row = g_new0 (DwPlaceRow, 1);
  const char *kind;

  row->id = dw_stmt_get_int (stmt);
  row->parent_id = dw_stmt_get_int (stmt);
  kind = dw_stmt_get_text (stmt);
  if (!dw_place_kind_from_word (kind, &row->kind))
    {
      g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("The place %lld has an unknown kind “%s”"), (long long)row->id, kind);
      return NULL;
    }
  row->name = dw_stmt_dup_text (stmt);
  row->sort = (int)dw_stmt_get_int (stmt);
  row->facts_json = dw_stmt_dup_text (stmt);
  return g_steal_pointer (&row);
}

GPtrArray *
dw_table_place_load (DwDb *db, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "place-load", LOAD, error);

  return stmt ? dw_stmt_collect (stmt, read_row, (GDestroyNotify)dw_place_row_free, error) : NULL;
}
