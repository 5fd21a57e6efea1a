// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"

G_BEGIN_DECLS

/* A typed statement. Parameters are put and columns are taken one after the other, in the order in which the SQL lists them.
 * A parameter that could not be put is reported by the next step. */
typedef enum {
  DW_STEP_ROW,
  DW_STEP_DONE, /* the statement was reset: ready for the next use */
  DW_STEP_ERROR,
} DwStep;

DwStmt *dw_stmt_new (DwDb *db, const char *name, const char *sql, GError **error);
void dw_stmt_free (DwStmt *self);

void dw_stmt_put_int (DwStmt *self, gint64 value);
void dw_stmt_put_id (DwStmt *self, gint64 id);          /* 0 = NULL */
void dw_stmt_put_double (DwStmt *self, double value);   /* NaN = NULL */
void dw_stmt_put_text (DwStmt *self, const char *text); /* NULL = "" */
void dw_stmt_put_key (DwStmt *self, const char *text);  /* NULL or "" = NULL */
void dw_stmt_put_blob (DwStmt *self, gconstpointer bytes, gsize length);

DwStep dw_stmt_step (DwStmt *self, GError **error);
/* Steps to the end, ignoring rows. */
gboolean dw_stmt_run (DwStmt *self, GError **error);
/* Only needed when the rows were not read to the end. */
void dw_stmt_reset (DwStmt *self);

gint64 dw_stmt_get_int (DwStmt *self);       /* NULL = 0 */
double dw_stmt_get_double (DwStmt *self);    /* NULL = NaN */
char *dw_stmt_dup_text (DwStmt *self);       /* NULL = "" */
const char *dw_stmt_get_text (DwStmt *self); /* borrowed until the next step */
/* The bytes as they are, borrowed until the next step; NULL when the column is not of that kind (SQLITE_TEXT, SQLITE_BLOB). */
const guint8 *dw_stmt_get_bytes (DwStmt *self, int kind, gsize *length);

/* Reads all rows into an array; read returns NULL with error when a row makes no sense. */
typedef gpointer (*DwStmtReadRow) (DwStmt *stmt, GError **error);
GPtrArray *dw_stmt_collect (DwStmt *self, DwStmtReadRow read, GDestroyNotify free_row, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwStmt, dw_stmt_free)

G_END_DECLS
