// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: what a statement needs of its connection, SQLite's handle and the wording of every failure. It stands below statements,
// because the connection keeps and uses statements itself.

#include <glib/gi18n-lib.h>

#include "dw-db-private.h"
#include "dw-store-error.h"

sqlite3 *
dw_db_get_handle (DwDb *self)
{
  return self->handle;
}

static gboolean
is_damage (int result)
{
  int primary = result & 0xff;

  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

gboolean
dw_db_fail (DwDb *self, const char *name, GError **error)
{
  int result = sqlite3_extended_errcode (self->handle);
  const char *problem = sqlite3_errmsg (self->handle);

  if (is_damage (result))
    g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("The database %s is damaged (%s: %s, %d)"), self->base_name, name, problem, result);
  else
    g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The database %s failed (%s: %s, %d)"), self->base_name, name, problem, result);
  return FALSE;
}
