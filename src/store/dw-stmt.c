// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: one prepared statement. The counters put_index and get_index spare the tables from numbering twenty columns by hand.

#include "dw-stmt.h"

#include <math.h>

struct _DwStmt
{
  DwDb *db; /* borrowed */
  char *name;
  sqlite3_stmt *stmt;
  int put_index;
  int get_index;
  int put_result; /* the first parameter that could not be put */
};

DwStmt *
dw_stmt_new (DwDb *db, const char *name, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  DwStmt *self;

  if (sqlite3_prepare_v3 (dw_db_get_handle (db), sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
    {
      dw_db_fail (db, name, error);
      return NULL;
    }
  self = g_new0 (DwStmt, 1);
  self->db = db;
  self->name = g_strdup (name);
  self->stmt = stmt;
  return self;
}

void
dw_stmt_free (DwStmt *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->stmt);
  g_free (self->name);
  g_free (self);
}

static void
note_put (DwStmt *self, int result)
{
  if (self->put_result == SQLITE_OK)
    self->put_result = result;
}

void
dw_stmt_put_int (DwStmt *self, gint64 value)
{
  note_put (self, sqlite3_bind_int64 (self->stmt, ++self->put_index, value));
}

static void
put_null (DwStmt *self)
{
  note_put (self, sqlite3_bind_null (self->stmt, ++self->put_index));
}

void
dw_stmt_put_id (DwStmt *self, gint64 id)
{
  if (id == 0)
    put_null (self);
  else
    dw_stmt_put_int (self, id);
}

void
dw_stmt_put_double (DwStmt *self, double value)
{
  if (isnan (value))
    put_null (self);
  else
    note_put (self, sqlite3_bind_double (self->stmt, ++self->put_index, value));
}

void
dw_stmt_put_text (DwStmt *self, const char *text)
{
  note_put (self, sqlite3_bind_text (self->stmt, ++self->put_index, text ? text : "", -1, SQLITE_TRANSIENT));
}

void
dw_stmt_put_key (DwStmt *self, const char *text)
{
  if (text == NULL || *text == '\0')
    put_null (self);
  else
    dw_stmt_put_text (self, text);
}

void
dw_stmt_put_blob (DwStmt *self, gconstpointer bytes, gsize length)
{
  note_put (self, sqlite3_bind_blob64 (self->stmt, ++self->put_index, bytes, length, SQLITE_TRANSIENT));
}

void
dw_stmt_reset (DwStmt *self)
{
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  self->put_index = 0;
  self->put_result = SQLITE_OK;
}

DwStep
dw_stmt_step (DwStmt *self, GError **error)
{
  int result = self->put_result == SQLITE_OK ? sqlite3_step (self->stmt) : self->put_result;

  self->get_index = 0;
  if (result == SQLITE_ROW)
    return DW_STEP_ROW;
  if (result != SQLITE_DONE)
    dw_db_fail (self->db, self->name, error);
  dw_stmt_reset (self);
  return result == SQLITE_DONE ? DW_STEP_DONE : DW_STEP_ERROR;
}

gboolean
dw_stmt_run (DwStmt *self, GError **error)
{
  DwStep step;

  do
    step = dw_stmt_step (self, error);
  while (step == DW_STEP_ROW);
  return step == DW_STEP_DONE;
}

gint64
dw_stmt_get_int (DwStmt *self)
{
  return sqlite3_column_int64 (self->stmt, self->get_index++);
}

double
dw_stmt_get_double (DwStmt *self)
{
  int column = self->get_index++;

  if (sqlite3_column_type (self->stmt, column) == SQLITE_NULL)
    return NAN;
  return sqlite3_column_double (self->stmt, column);
}

const char *
dw_stmt_get_text (DwStmt *self)
{
  const char *text = (const char *)sqlite3_column_text (self->stmt, self->get_index++);

  return text ? text : "";
}

char *
dw_stmt_dup_text (DwStmt *self)
{
  return g_strdup (dw_stmt_get_text (self));
}

const guint8 *
dw_stmt_get_bytes (DwStmt *self, int kind, gsize *length)
{
  static const guint8 nothing[1];
  int column = self->get_index++;
  const guint8 *bytes;

  *length = 0;
  if (sqlite3_column_type (self->stmt, column) != kind)
    return NULL;
  bytes = sqlite3_column_blob (self->stmt, column);
  *length = (gsize)sqlite3_column_bytes (self->stmt, column);
  /* An empty value comes back as a NULL pointer, which here would mean "of another kind". */
  return bytes ? bytes : nothing;
}

GPtrArray *
dw_stmt_collect (DwStmt *self, DwStmtReadRow read, GDestroyNotify free_row, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  DwStep step;

  while ((step = dw_stmt_step (self, error)) == DW_STEP_ROW)
    {
      gpointer row = read (self, error);

      if (row == NULL)
        {
          dw_stmt_reset (self);
          return NULL;
        }
      g_ptr_array_add (rows, row);
    }
  return step == DW_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}
