// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the façade. It opens and closes the parts (lock, commit queue, sample log, reading connections) and hands calls to them. No SQL here.
//
//     main thread ─ commit_async ─▶ DwCommitQueue ─▶ station.db          one writing connection, one thread, a sync per transaction
//                 ─ append_reports ▶ DwSampleLog ──▶ history/samples.db  its own file and threads: no sync, no alarm behind it
//                 ─ query_…_async ─▶ reader thread ▶ station.db          reads beside the writer (WAL)
//                 ─ load_…, get_… ─▶ on the spot, a connection of its own

#include "dw-store.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "dw-files.h"
#include "dw-migrate.h"
#include "dw-store-private.h"
#include "dw-table-alarm.h"
#include "dw-table-audit.h"
#include "dw-table-device.h"
#include "dw-table-event.h"
#include "dw-table-gateway.h"
#include "dw-table-place.h"
#include "dw-table-setting.h"

#define FILE_NAME "station.db"

/* After an orderly end only files that are checked in the blink of an eye are checked; after a crash every one is. */
#define QUICK_CHECK_BYTES (32 * 1024 * 1024)

/* --- opening --- */

static gint64
get_size (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (gint64)info.st_size : 0;
}

/* A journal that was not folded in: the last program on this folder did not end in order. */
static gboolean
was_cut_off (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  return get_size (wal) > 0;
}

static gboolean
check_file (DwDb *db, const char *path, gboolean cut_off, GError **error)
{
  if (!cut_off && get_size (path) > QUICK_CHECK_BYTES)
    return TRUE;
  return dw_db_check (db, error);
}

static DwDb *
open_writing (const char *path, GError **error)
{
  gboolean cut_off = was_cut_off (path);
  g_autoptr (DwDb) db = dw_db_open (path, DW_DB_WRITE_SYNCED, error);
  guint n_steps;
  const DwMigration *steps = dw_migrate_get_station_steps (&n_steps);

  if (db == NULL || !check_file (db, path, cut_off, error) || !dw_migrate_run (db, steps, n_steps, error))
    return NULL;
  return g_steal_pointer (&db);
}

/* A witness that can be read and disagrees stays as it is: it is the proof. One that cannot be read is put aside. */
static gboolean
start_commits (DwStore *self, const char *path, GError **error)
{
  g_autoptr (DwDb) db = open_writing (path, error);
  DwAuditHead head;
  DwAuditHead witness;
  DwAuditHeadFile file;

  if (db == NULL || !dw_table_audit_resolve_head (db, self->dir, &head, &self->start_fault, error))
    return FALSE;
  file = dw_audit_head_load (&witness, self->dir);
  if (file == DW_AUDIT_HEAD_UNREADABLE)
    dw_audit_head_put_aside (self->dir);
  self->commits = dw_commit_queue_new (g_steal_pointer (&db), self->dir, &head, self->start_fault == NULL || file == DW_AUDIT_HEAD_UNREADABLE);
  return TRUE;
}

static gboolean
start_readers (DwStore *self, const char *path, GError **error)
{
  guint n_steps;

  dw_migrate_get_station_steps (&n_steps);
  self->prompt_db = dw_db_open (path, DW_DB_READ, error);
  if (self->prompt_db == NULL || !dw_migrate_check (self->prompt_db, n_steps, error))
    return FALSE;
  self->reader_db = dw_db_open (path, DW_DB_READ, error);
  self->reader = dw_worker_new ("dw-store-read");
  return self->reader_db != NULL;
}

static gboolean
open_all (DwStore *self, const char *program, DwClock *clock, GError **error)
{
  g_autofree char *path = g_build_filename (self->dir, FILE_NAME, NULL);

  if (!dw_files_ensure_dir (self->dir, error))
    return FALSE;
  self->lock = dw_store_lock_take (self->dir, program, error);
  if (self->lock == NULL || !start_commits (self, path, error) || !start_readers (self, path, error))
    return FALSE;
  self->samples = dw_sample_log_open (self->dir, TRUE, clock, error);
  return self->samples != NULL;
}

DwStore *
dw_store_open (const char *dir, const char *program, DwClock *clock, GError **error)
{
  DwStore *self = g_new0 (DwStore, 1);

  self->dir = g_canonicalize_filename (dir, NULL);
  if (open_all (self, program, clock, error))
    return self;
  dw_store_close (self);
  return NULL;
}

static gboolean
open_to_read (DwStore *self, DwClock *clock, GError **error)
{
  g_autofree char *path = g_build_filename (self->dir, FILE_NAME, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_NOT_FOUND, _ ("The folder %s holds no data of this program"), self->dir);
      return FALSE;
    }
  if (!start_readers (self, path, error))
    return FALSE;
  self->samples = dw_sample_log_open (self->dir, FALSE, clock, error);
  return self->samples != NULL;
}

DwStore *
dw_store_open_read_only (const char *dir, DwClock *clock, GError **error)
{
  DwStore *self = g_new0 (DwStore, 1);

  self->dir = g_canonicalize_filename (dir, NULL);
  if (open_to_read (self, clock, error))
    return self;
  dw_store_close (self);
  return NULL;
}

void
dw_store_close (DwStore *self)
{
  if (self == NULL)
    return;
  dw_sample_log_close (self->samples);
  g_clear_pointer (&self->reader, dw_worker_stop_and_free);
  g_clear_pointer (&self->reader_db, dw_db_close);
  g_clear_pointer (&self->prompt_db, dw_db_close);
  /* The writing connection last: closing it folds the WAL in, which is the mark of an orderly end. */
  dw_commit_queue_free (self->commits);
  dw_store_lock_free (self->lock);
  g_free (self->start_fault);
  g_free (self->dir);
  g_free (self);
}

char *
dw_store_who_holds (const char *dir, char **address)
{
  g_autofree char *program = NULL;
  int pid;

  if (!dw_store_lock_look (dir, &program, &pid, address))
    return NULL;
  return program ? g_strdup_printf ("%s %d", program, pid) : g_strdup ("?");
}

void
dw_store_publish_address (DwStore *self, const char *address)
{
  g_autoptr (GError) error = NULL;

  if (self->lock && !dw_store_lock_publish (self->lock, address, &error))
    g_warning ("%s", error->message);
}

/* --- writing --- */

static gboolean
refuse_writing (DwStore *self, DwStoreBatch *batch, GError **error)
{
  if (self->commits)
    return FALSE;
  dw_store_batch_free (batch);
  g_set_error_literal (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The data was opened for reading only"));
  return TRUE;
}

void
dw_store_commit_async (DwStore *self, DwStoreBatch *batch, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, dw_store_commit_async);
  /* What was committed is told as committed, even to somebody who cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  if (refuse_writing (self, batch, &error))
    g_task_return_error (task, error);
  else
    dw_commit_queue_push (self->commits, batch, task);
}

static gboolean
hand_over_ids (GArray *ids, GArray **new_ids)
{
  if (new_ids)
    *new_ids = ids;
  else if (ids)
    g_array_unref (ids);
  return ids != NULL;
}

gboolean
dw_store_commit_finish (DwStore *self, GAsyncResult *result, GArray **new_ids, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_store_commit_async), FALSE);

  return hand_over_ids (g_task_propagate_pointer (G_TASK (result), error), new_ids);
}

gboolean
dw_store_commit (DwStore *self, DwStoreBatch *batch, GArray **new_ids, GError **error)
{
  if (new_ids)
    *new_ids = NULL;
  if (refuse_writing (self, batch, error))
    return FALSE;
  return hand_over_ids (dw_commit_queue_run (self->commits, batch, error), new_ids);
}

gboolean
dw_store_set_setting (DwStore *self, const char *key, const char *value, GError **error)
{
  DwStoreBatch *batch = dw_store_batch_new ();

  dw_store_batch_put_setting (batch, key, value);
  return dw_store_commit (self, batch, NULL, error);
}

void
dw_store_set_history_columns (DwStore *self, gint64 device_id, const DwHistoryColumn *columns, guint n_columns)
{
  dw_sample_log_set_columns (self->samples, device_id, columns, n_columns);
}

void
dw_store_set_history_retention (DwStore *self, const DwHistoryRetention *retention)
{
  dw_sample_log_set_retention (self->samples, retention);
}

DwHistory *
dw_store_get_history (DwStore *self)
{
  return dw_sample_log_get_history (self->samples);
}

void
dw_store_append_reports (DwStore *self, GPtrArray *reports)
{
  dw_sample_log_append (self->samples, reports);
}

guint
dw_store_get_queue_length (DwStore *self)
{
  return (self->commits ? dw_commit_queue_get_length (self->commits) : 0) + dw_sample_log_get_length (self->samples);
}

char *
dw_store_dup_fault (DwStore *self)
{
  char *fault = self->commits ? dw_commit_queue_dup_fault (self->commits) : NULL;

  if (fault == NULL)
    fault = dw_sample_log_dup_fault (self->samples);
  return fault ? fault : g_strdup (self->start_fault);
}

/* --- loading on the spot --- */

GPtrArray *
dw_store_load_places (DwStore *self, GError **error)
{
  return dw_table_place_load (self->prompt_db, error);
}

GPtrArray *
dw_store_load_gateways (DwStore *self, GError **error)
{
  return dw_table_gateway_load (self->prompt_db, error);
}

GPtrArray *
dw_store_load_devices (DwStore *self, GError **error)
{
  return dw_table_device_load (self->prompt_db, error);
}

GPtrArray *
dw_store_load_live_alarms (DwStore *self, GError **error)
{
  return dw_table_alarm_load_live (self->prompt_db, error);
}

DwAlarmRecord *
dw_store_load_alarm (DwStore *self, const char *id, GError **error)
{
  return dw_table_alarm_find (self->prompt_db, id, error);
}

GPtrArray *
dw_store_load_alarms (DwStore *self, gint64 from_ms, gint64 to_ms, GError **error)
{
  return dw_table_alarm_load (self->prompt_db, from_ms, to_ms, error);
}

void
dw_store_load_operations (DwStore *self, gint64 device_id, gint64 *last_ms, guint *operations)
{
  g_autoptr (GError) error = NULL;

  *last_ms = 0;
  *operations = 0;
  if (!dw_table_event_load_operations (self->prompt_db, device_id, last_ms, operations, &error))
    g_warning ("%s", error->message);
}

char *
dw_store_get_setting (DwStore *self, const char *key)
{
  g_autoptr (GError) error = NULL;
  char *value = NULL;

  if (!dw_table_setting_get (self->prompt_db, key, &value, &error))
    g_warning ("%s", error->message);
  return value;
}

GPtrArray *
dw_store_query_events (DwStore *self, const DwEventQuery *query, guint *total, GError **error)
{
  return dw_table_event_query (self->prompt_db, query, total, error);
}

gboolean
dw_store_verify_audit (DwStore *self, DwAuditVerdict *verdict, GError **error)
{
  return dw_table_audit_verify (self->prompt_db, self->dir, verdict, error);
}

GPtrArray *
dw_store_load_audit (DwStore *self, gint64 after_seq, guint limit, GError **error)
{
  return dw_table_audit_load (self->prompt_db, after_seq, limit, error);
}

GPtrArray *
dw_store_load_audit_of (DwStore *self, const char *object_end, guint limit, GError **error)
{
  return dw_table_audit_load_of (self->prompt_db, object_end, limit, error);
}
