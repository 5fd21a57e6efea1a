// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* One connection to one database file, used from one thread at a time. Errors (DW_STORE_ERROR_FAILED, _DAMAGED) name the file and the statement. */
typedef struct _DwDb DwDb;
typedef struct _DwStmt DwStmt;

typedef enum {
  DW_DB_WRITE_SYNCED, /* made when missing; WAL, a sync at each commit */
  DW_DB_WRITE_BLOBS,  /* synced, for a file of large values: pages of 16 KiB when it is made */
  DW_DB_READ,         /* changes nothing, never folds the WAL in; works beside a writer and without one */
  DW_DB_READ_STILL,   /* a file that nobody writes: taken as it is, without locks, and nothing is made beside it */
} DwDbMode;

DwDb *dw_db_open (const char *path, DwDbMode mode, GError **error);
void dw_db_close (DwDb *self);

sqlite3 *dw_db_get_handle (DwDb *self);
/* Sets error from the connection's last failure. name: of the statement. Returns FALSE. */
gboolean dw_db_fail (DwDb *self, const char *name, GError **error);

/* Runs a script that gives no rows. */
gboolean dw_db_execute (DwDb *self, const char *name, const char *sql, GError **error);
/* The statement of that name, prepared at its first use and kept. Borrowed; reset by whoever stepped it. */
DwStmt *dw_db_statement (DwDb *self, const char *name, const char *sql, GError **error);
/* A number that one row of one column says. */
gboolean dw_db_read_number (DwDb *self, const char *sql, gint64 *number, GError **error);
gint64 dw_db_last_id (DwDb *self);

gboolean dw_db_begin (DwDb *self, GError **error);
gboolean dw_db_commit (DwDb *self, GError **error);
void dw_db_rollback (DwDb *self);
/* A part of a transaction that can be undone alone. */
gboolean dw_db_begin_part (DwDb *self, GError **error);
gboolean dw_db_end_part (DwDb *self, GError **error);
gboolean dw_db_undo_part (DwDb *self, GError **error);
/* One consistent view for several reads, ended by dw_db_rollback. */
gboolean dw_db_begin_read (DwDb *self, GError **error);
/* TRUE between begin and commit. A full disk ends a transaction by itself. */
gboolean dw_db_in_transaction (DwDb *self);

/* Reads every page and every row's shape; DW_STORE_ERROR_DAMAGED with the first finding. */
gboolean dw_db_check (DwDb *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwDb, dw_db_close)

G_END_DECLS
