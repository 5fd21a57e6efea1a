// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"

G_BEGIN_DECLS

/* Shared by dw-db.c (the connection) and dw-db-fault.c (what a statement needs of it). */
struct _DwDb
{
  sqlite3 *handle;
  char *base_name;
  GHashTable *statements; /* name -> DwStmt */
};

G_END_DECLS
