// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-clock.h"
#include "dw-history.h"

G_BEGIN_DECLS

/* The history beside a main loop: reports gather for a second and leave as one synced append, on a thread of their own, so that neither alarms nor event queries ever wait
 * behind samples. Sealing by time, deleting what is too old and noticing steps of the clock belong to it, too. Main thread, but for what is said otherwise. */
typedef struct _DwSampleLog DwSampleLog;

/* dir: the station's folder. A damaged file is put aside (samples.db.damaged) and a new one begun: samples are not worth refusing to watch.
 * writable FALSE: only reads, and a missing or unusable file is an empty history. */
DwSampleLog *dw_sample_log_open (const char *dir, gboolean writable, DwClock *clock, GError **error);
/* Writes what waits. */
void dw_sample_log_close (DwSampleLog *self);

/* Before the first report of the device, and whenever its channels change. Any thread. */
void dw_sample_log_set_columns (DwSampleLog *self, gint64 device_id, const DwHistoryColumn *columns, guint n_columns);
/* Eats the reference. Reports of devices without columns, and of times more than a day ahead, are left out and told as a fault. Any thread. */
void dw_sample_log_append (DwSampleLog *self, GPtrArray *reports);
void dw_sample_log_set_retention (DwSampleLog *self, const DwHistoryRetention *retention);
/* Answers task with a DwHistoryRows, after everything appended so far. */
void dw_sample_log_query (DwSampleLog *self, GTask *task, gint64 device_id, gint64 from_ms, gint64 to_ms);
/* For reading, from any thread; NULL = there is no file to read. It sees what was written, which is up to a second behind what was appended. */
DwHistory *dw_sample_log_get_history (DwSampleLog *self);
/* Batches waiting. */
guint dw_sample_log_get_length (DwSampleLog *self);
/* Why samples cannot be written now, or where the history is damaged; NULL = nothing. New string. */
char *dw_sample_log_dup_fault (DwSampleLog *self);

G_END_DECLS
