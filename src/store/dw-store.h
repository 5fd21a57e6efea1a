// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-alarm.h"
#include "dw-audit-verdict.h"
#include "dw-clock.h"
#include "dw-event-query.h"
#include "dw-event-tally.h"
#include "dw-event.h"
#include "dw-history.h"
#include "dw-place.h"
#include "dw-store-batch.h"
#include "dw-store-error.h"
#include "dw-store-rows.h"

G_BEGIN_DECLS

/* What the station remembers: station.db (WAL, synchronous=FULL) in one folder, one worker thread that owns the only writing connection.
 * Pages never see SQL. A second program on the same folder is refused (DW_STORE_ERROR_LOCKED, message names the first: program and process id).
 * The files, the schema and the audit chain are described in docs/station-db.md.
 *
 * Calls are for the main thread; those that answer at once read through a connection of their own and never wait for a long query. */
typedef struct _DwStore DwStore;

/* Blocking (at start only): locks the folder, opens, migrates, checks. program: "dianwei", "dianweictl". */
DwStore *dw_store_open (const char *dir, const char *program, DwClock *clock, GError **error);
/* Read-only look at a folder that a station may be writing: no lock, no migration. For dianweictl events, watch, audit verify. Writes fail.
 * Works beside a station and on a folder nobody holds, also after kill -9 (what was committed is seen, the files stay as they are). */
DwStore *dw_store_open_read_only (const char *dir, DwClock *clock, GError **error);
/* Waits for what was queued, closes, gives the lock back. Callbacks of asynchronous calls still come, later, from the main context. */
void dw_store_close (DwStore *self);
/* Who holds the folder: "dianwei 1234" and the control address written by dw_store_publish_address; NULL = nobody. */
char *dw_store_who_holds (const char *dir, char **address);
/* address NULL = none any more. */
void dw_store_publish_address (DwStore *self, const char *address);

/* --- one atomic, synced write (what a batch is: dw-store-batch.h) --- */
/* Eats the batch, whatever comes of it. DW_STORE_ERROR_FAILED: nothing of it is in the database; who wants to try again keeps a reference
 * (dw_store_batch_ref) and commits the same batch, which cannot double its events. Batches that wait together share one sync; their order is kept.
 * Cancelled before its turn: nothing is written and finish says G_IO_ERROR_CANCELLED; later the truth is told. */
void dw_store_commit_async (DwStore *self, DwStoreBatch *batch, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* new_ids (may be NULL): ids given to rows put with id 0, in the order put (GArray of gint64, free it). */
gboolean dw_store_commit_finish (DwStore *self, GAsyncResult *result, GArray **new_ids, GError **error);
/* The same, blocking, for programs without a main loop and for set-up. Eats the batch, too. */
gboolean dw_store_commit (DwStore *self, DwStoreBatch *batch, GArray **new_ids, GError **error);
/* Jobs waiting. For the status strip. */
guint dw_store_get_queue_length (DwStore *self);
/* What went wrong last with writes that nobody is told about (samples, the witness of the audit log, a broken end of the audit log at start); NULL = nothing now. New string. */
char *dw_store_dup_fault (DwStore *self);

/* --- loading at start, blocking --- */
GPtrArray *dw_store_load_places (DwStore *self, GError **error); /* parents before children */
GPtrArray *dw_store_load_gateways (DwStore *self, GError **error);
GPtrArray *dw_store_load_devices (DwStore *self, GError **error);
GPtrArray *dw_store_load_live_alarms (DwStore *self, GError **error); /* DwAlarmRecord, state != NORM */
/* Per device: time of the last confirmed trip or close (0 = none) and how many there were. Counted are event lines of kind control and type "trip" or "close"
 * whose note begins with the word of DW_COMMAND_CONFIRMED. */
void dw_store_load_operations (DwStore *self, gint64 device_id, gint64 *last_ms, guint *operations);
char *dw_store_get_setting (DwStore *self, const char *key); /* NULL */
/* value NULL removes it. */
gboolean dw_store_set_setting (DwStore *self, const char *key, const char *value, GError **error);

/* --- events --- */
/* Answer: array of DwEventRecord. total (finish, may be NULL): rows without offset and limit. */
void dw_store_query_events_async (DwStore *self, const DwEventQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *dw_store_query_events_finish (DwStore *self, GAsyncResult *result, guint *total, GError **error);
/* The same lines counted: how many of each kind between each edge and the next. n_days + 1 ascending edges, copied. Answer: array of guint, n_days times DW_N_EVENT_KINDS. */
void dw_store_count_events_by_day_async (DwStore *self, const DwEventQuery *query, const gint64 *edges_ms, guint n_days, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GArray *dw_store_count_events_by_day_finish (DwStore *self, GAsyncResult *result, GError **error);
/* The same lines counted by span, owner and class (dw-event-tally.h); query and question are copied. The second blocks. */
void dw_store_tally_events_async (DwStore *self, const DwEventQuery *query, const DwTallyQuestion *question, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DwEventTally *dw_store_tally_events_finish (DwStore *self, GAsyncResult *result, GError **error);
DwEventTally *dw_store_tally_events (DwStore *self, const DwEventQuery *query, const DwTallyQuestion *question, GError **error);
GPtrArray *dw_store_query_events (DwStore *self, const DwEventQuery *query, guint *total, GError **error);
/* DW_STORE_ERROR_NOT_FOUND when there is none. */
DwAlarmRecord *dw_store_load_alarm (DwStore *self, const char *id, GError **error);
/* Begun in the half-open span, 0 = open. */
GPtrArray *dw_store_load_alarms (DwStore *self, gint64 from_ms, gint64 to_ms, GError **error);
/* Active at any time of the half-open span, whenever they began. Array of DwAlarmRecord, oldest first. finish does not look at the store. */
void dw_store_query_alarms_async (DwStore *self, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *dw_store_query_alarms_finish (DwStore *self, GAsyncResult *result, GError **error);

/* --- audit --- */
/* Walks the whole chain: hash n = SHA-256 (hash n-1 + canonical line n). Finds an edited, missing, added or swapped line, and a cut tail (the head is kept in a second place).
 * FALSE with error only when it could not look at all; what it found is in the verdict. */
gboolean dw_store_verify_audit (DwStore *self, DwAuditVerdict *verdict, GError **error);
void dw_store_verify_audit_async (DwStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean dw_store_verify_audit_finish (DwStore *self, GAsyncResult *result, DwAuditVerdict *verdict, GError **error);
/* DwAuditRow, oldest first; limit 0 = all. */
GPtrArray *dw_store_load_audit (DwStore *self, gint64 after_seq, guint limit, GError **error);
/* Those whose object ends with that text ("(place 12)"), newest first. */
GPtrArray *dw_store_load_audit_of (DwStore *self, const char *object_end, guint limit, GError **error);

/* --- history of samples (dw-history.h) --- */
/* What the values of the device's reports mean, in their order: before its first report and whenever its channels change. */
void dw_store_set_history_columns (DwStore *self, gint64 device_id, const DwHistoryColumn *columns, guint n_columns);
void dw_store_set_history_retention (DwStore *self, const DwHistoryRetention *retention);
/* Appends on a worker of its own (on disk and synced within 1 s or 500 reports): an alarm never waits behind samples.
 * Eats the reference to the array of DwReport; the reports are freed with its last reference. */
void dw_store_append_reports (DwStore *self, GPtrArray *reports);
/* Rows of one device. Half-open span, to_ms 0 = open. Answers with everything appended before the call. */
void dw_store_query_history_async (DwStore *self, gint64 device_id, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DwHistoryRows *dw_store_query_history_finish (DwStore *self, GAsyncResult *result, GError **error);
/* For blocking reads from worker threads, which must end before the store is closed. NULL = a folder without a history, open for reading. */
DwHistory *dw_store_get_history (DwStore *self);

G_END_DECLS
