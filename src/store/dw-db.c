// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the connection. Every pragma and every transaction word live here; the wording of failures is in dw-db-fault.c.
//
// Writing connections keep the WAL journal: readers of other threads and other programs are never in the way.
// A reading connection is opened read-only as far as SQLite is concerned, so it can neither change rows nor fold the WAL into the file when it closes;
// the small index file beside the WAL (-shm) is shared memory and is written by readers, too, therefore the folder should be writable.
// On a medium that is not, and with no WAL left to read, the file is taken as it is (immutable).

#include "dw-db.h"

#include <fcntl.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "dw-db-private.h"
#include "dw-stmt.h"
#include "dw-store-error.h"

#define BUSY_TIMEOUT_MS 5000

/* A WAL that a storm of alarms made large is cut back to this size when it has been folded in. */
#define WAL_LIMIT_BYTES "16777216"

static const char *const PRAGMAS[] = {
  [DW_DB_WRITE_SYNCED] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = " WAL_LIMIT_BYTES
                         "; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF",
  [DW_DB_WRITE_BLOBS] = "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 256; PRAGMA journal_size_limit = " WAL_LIMIT_BYTES
                        "; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF",
  [DW_DB_READ] = "PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF",
  [DW_DB_READ_STILL] = "PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF",
};

gboolean
dw_db_execute (DwDb *self, const char *name, const char *sql, GError **error)
{
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return dw_db_fail (self, name, error);
  return TRUE;
}

DwStmt *
dw_db_statement (DwDb *self, const char *name, const char *sql, GError **error)
{
  DwStmt *stmt = g_hash_table_lookup (self->statements, name);

  if (stmt)
    return stmt;
  stmt = dw_stmt_new (self, name, sql, error);
  if (stmt)
    g_hash_table_insert (self->statements, g_strdup (name), stmt);
  return stmt;
}

gboolean
dw_db_read_number (DwDb *self, const char *sql, gint64 *number, GError **error)
{
  g_autoptr (DwStmt) stmt = dw_stmt_new (self, sql, sql, error);

  if (stmt == NULL || dw_stmt_step (stmt, error) != DW_STEP_ROW)
    return FALSE;
  *number = dw_stmt_get_int (stmt);
  return TRUE;
}

gint64
dw_db_last_id (DwDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

gboolean
dw_db_begin (DwDb *self, GError **error)
{
  return dw_db_execute (self, "begin", "BEGIN IMMEDIATE", error);
}

gboolean
dw_db_begin_read (DwDb *self, GError **error)
{
  return dw_db_execute (self, "begin", "BEGIN", error);
}

gboolean
dw_db_commit (DwDb *self, GError **error)
{
  return dw_db_execute (self, "commit", "COMMIT", error);
}

gboolean
dw_db_in_transaction (DwDb *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

void
dw_db_rollback (DwDb *self)
{
  g_autoptr (GError) error = NULL;

  if (dw_db_in_transaction (self) && !dw_db_execute (self, "rollback", "ROLLBACK", &error))
    g_warning ("%s", error->message);
}

gboolean
dw_db_begin_part (DwDb *self, GError **error)
{
  return dw_db_execute (self, "savepoint", "SAVEPOINT part", error);
}

gboolean
dw_db_end_part (DwDb *self, GError **error)
{
  return dw_db_execute (self, "release", "RELEASE part", error);
}

gboolean
dw_db_undo_part (DwDb *self, GError **error)
{
  return dw_db_execute (self, "undo", "ROLLBACK TO part; RELEASE part", error);
}

gboolean
dw_db_check (DwDb *self, GError **error)
{
  g_autoptr (DwStmt) stmt = dw_stmt_new (self, "check", "PRAGMA quick_check(1)", error);
  g_autofree char *finding = NULL;

  if (stmt == NULL || dw_stmt_step (stmt, error) != DW_STEP_ROW)
    return FALSE;
  finding = g_strdelimit (dw_stmt_dup_text (stmt), "\n", ' ');
  if (g_str_equal (finding, "ok"))
    return TRUE;
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("The database %s is damaged (%s)"), self->base_name, finding);
  return FALSE;
}

static int
open_flags (DwDbMode mode)
{
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;

  return flags | (mode >= DW_DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

static DwDb *
open_uri (const char *path, const char *uri, DwDbMode mode, GError **error)
{
  g_autoptr (DwDb) self = g_new0 (DwDb, 1);
  gint64 version;

  self->base_name = g_path_get_basename (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)dw_stmt_free);
  if (sqlite3_open_v2 (uri, &self->handle, open_flags (mode), NULL) != SQLITE_OK)
    {
      dw_db_fail (self, "open", error);
      return NULL;
    }
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  /* The read makes SQLite look at the file now: until then every file opens. */
  if (!dw_db_execute (self, "pragmas", PRAGMAS[mode], error) || !dw_db_read_number (self, "PRAGMA schema_version", &version, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* A new file is for its owner only, and the journals take over its mode. An existing one is not touched: closing a file takes away
 * every lock this process has on it, those of other connections included. */
static void
make_private (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);
}

static gboolean
has_wal (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  return g_file_test (wal, G_FILE_TEST_EXISTS);
}

DwDb *
dw_db_open (const char *path, DwDbMode mode, GError **error)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, error);
  g_autofree char *immutable = NULL;
  g_autoptr (GError) problem = NULL;
  DwDb *self;

  if (uri == NULL)
    return NULL;
  if (mode < DW_DB_READ)
    make_private (path);
  immutable = g_strconcat (uri, "?immutable=1", NULL);
  self = open_uri (path, mode == DW_DB_READ_STILL ? immutable : uri, mode, &problem);
  if (self == NULL && mode == DW_DB_READ && g_file_test (path, G_FILE_TEST_EXISTS) && !has_wal (path) && !g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED))
    {
      g_clear_error (&problem);
      self = open_uri (path, immutable, mode, &problem);
    }
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return self;
}

void
dw_db_close (DwDb *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close_v2 (self->handle);
  g_free (self->base_name);
  g_free (self);
}
