// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"

G_BEGIN_DECLS

/* Numbered schema steps: step n (index n - 1) leads from version n - 1 to version n, which PRAGMA user_version keeps. A step that was released is never edited. */
typedef struct
{
  const char *name;
  const char *sql;
} DwMigration;

const DwMigration *dw_migrate_get_station_steps (guint *n_steps);
const DwMigration *dw_migrate_get_sample_steps (guint *n_steps);

/* Runs the missing steps, each with its version number in one transaction. DW_STORE_ERROR_TOO_NEW when the file is ahead of n_steps. */
gboolean dw_migrate_run (DwDb *db, const DwMigration *steps, guint n_steps, GError **error);
/* Changes nothing: DW_STORE_ERROR_TOO_NEW when the file is ahead, _FAILED when it is behind. */
gboolean dw_migrate_check (DwDb *db, guint n_steps, GError **error);

G_END_DECLS
