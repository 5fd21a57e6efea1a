// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-audit-chain.h"
#include "dw-db.h"
#include "dw-store-batch.h"

G_BEGIN_DECLS

/* The one place that writes station.db after the start: a worker thread, the writing connection, and the batches that wait. Any thread may push. */
typedef struct _DwCommitQueue DwCommitQueue;

/* Takes db. head: where the audit chain goes on. renew_witness: write audit.head now; else it is left alone until the next audit line. */
DwCommitQueue *dw_commit_queue_new (DwDb *db, const char *dir, const DwAuditHead *head, gboolean renew_witness);
/* Writes what waits, then closes the connection. */
void dw_commit_queue_free (DwCommitQueue *self);

/* Eats batch, takes a reference to task: answered with a GArray of new ids or an error. */
void dw_commit_queue_push (DwCommitQueue *self, DwStoreBatch *batch, GTask *task);
/* Eats batch and waits. */
GArray *dw_commit_queue_run (DwCommitQueue *self, DwStoreBatch *batch, GError **error);
/* Batches not answered yet. */
guint dw_commit_queue_get_length (DwCommitQueue *self);
/* Why audit.head could not be written, NULL = it was. New string. */
char *dw_commit_queue_dup_fault (DwCommitQueue *self);

G_END_DECLS
