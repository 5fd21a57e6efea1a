// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history.h"

G_BEGIN_DECLS

/* Appends batches of an import to a history on a thread of its own, while the next batch is being read. One thread pushes. */
typedef struct _DwHistoryWriter DwHistoryWriter;

/* history must outlive it. */
DwHistoryWriter *dw_history_writer_new (DwHistory *history);
/* Eats the reference. Waits while some batches are ahead. FALSE with the error of an earlier batch: then nothing is written any more. period_ms 0: the columns' own. */
gboolean dw_history_writer_push (DwHistoryWriter *self, GPtrArray *reports, int period_ms, GError **error);
/* Waits until all is written. To be called once; then only dw_history_writer_free. */
gboolean dw_history_writer_finish (DwHistoryWriter *self, GError **error);
/* What was not written yet is dropped. */
void dw_history_writer_free (DwHistoryWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistoryWriter, dw_history_writer_free)

G_END_DECLS
