// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-clock.h"
#include "dw-history.h"

G_BEGIN_DECLS

/* The plain sample history in history/samples.db: a file and two threads of its own, so that neither alarms nor event queries ever wait behind samples.
 * Main thread, but for what is said otherwise. */
typedef struct _DwSampleLog DwSampleLog;

/* dir: the station's folder. A damaged file is put aside (samples.db.damaged) and a new one begun: samples are not worth refusing to watch.
 * writable FALSE: only reads, and a missing or unusable file is an empty history. */
DwSampleLog *dw_sample_log_open (const char *dir, gboolean writable, DwClock *clock, GError **error);
/* Writes what waits. */
void dw_sample_log_close (DwSampleLog *self);

/* Eats the reference. Any thread. */
void dw_sample_log_append (DwSampleLog *self, GPtrArray *reports);
/* Answers task with a DwHistoryRows, after everything appended so far. */
void dw_sample_log_query (DwSampleLog *self, GTask *task, gint64 device_id, gint64 from_ms, gint64 to_ms);
/* Batches waiting. */
guint dw_sample_log_get_length (DwSampleLog *self);
/* Why samples cannot be written now, NULL = they can. New string. */
char *dw_sample_log_dup_fault (DwSampleLog *self);

G_END_DECLS
