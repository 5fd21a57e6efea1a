// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-audit-chain.h"
#include "dw-db.h"
#include "dw-store-batch.h"

G_BEGIN_DECLS

/* Where a batch is written to. */
typedef struct
{
  DwDb *db;
  DwAuditHead head; /* the end of the audit chain, moved by audit lines */
  GArray *new_ids;  /* gint64, of the batch being written */
} DwBatchTarget;

/* Writes all lines into the open transaction; whoever opened it undoes it and puts target->head back on failure. */
gboolean dw_store_batch_write (DwStoreBatch *self, DwBatchTarget *target, GError **error);

G_END_DECLS
