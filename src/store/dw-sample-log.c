// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: buffering, writing and reading of the plain sample history. Reports gather until there are 500 or a second is over, then leave as one transaction.
//
//     append ─▶ pending ─(500 reports, 1 s, a query, the end)─▶ writer thread ─▶ samples.db ─▶ reader thread ─▶ DwHistoryRows
//
// Rows older than 26 hours go in small steps with each transaction (a day's sparkline and two hours to look back over midnight); so do rows that lie
// 26 hours in the future, which only a wrong clock can have written.

#include "dw-sample-log.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "dw-db.h"
#include "dw-files.h"
#include "dw-migrate.h"
#include "dw-reading.h"
#include "dw-store-error.h"
#include "dw-table-sample.h"
#include "dw-worker.h"

#define FOLDER "history"
#define FILE_NAME "samples.db"
#define FLUSH_REPORTS 500
#define FLUSH_MS 1000
#define KEPT_MS (26 * G_GINT64_CONSTANT (3600000))

struct _DwSampleLog
{
  DwClock *clock;
  GMainContext *context;

  DwWorker *writer; /* NULL when read-only */
  DwDb *write_db;   /* the writer's alone */
  DwWorker *reader;
  DwDb *read_db; /* the reader's alone; NULL = there is no file */

  GMutex mutex;
  GPtrArray *pending; /* GPtrArray of DwReport */
  guint n_pending;
  GSource *timer; /* runs while something is pending */
  char *fault;
};

/* --- writing --- */

typedef struct
{
  DwSampleLog *log;
  GPtrArray *arrays;
} FlushJob;

static void
flush_job_free (gpointer data)
{
  FlushJob *job = data;

  g_ptr_array_unref (job->arrays);
  g_free (job);
}

static gboolean
write_reports (DwDb *db, GPtrArray *reports, GError **error)
{
  for (guint i = 0; i < reports->len; i++)
    if (!dw_table_sample_add (db, reports->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_arrays (DwSampleLog *self, GPtrArray *arrays, GError **error)
{
  gint64 now_ms = dw_clock_wall_ms (self->clock);

  for (guint i = 0; i < arrays->len; i++)
    if (!write_reports (self->write_db, arrays->pdata[i], error))
      return FALSE;
  return dw_table_sample_prune (self->write_db, now_ms - KEPT_MS, now_ms + KEPT_MS, error) && dw_db_commit (self->write_db, error);
}

static void
set_fault (DwSampleLog *self, const char *fault)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->mutex);

  g_free (self->fault);
  self->fault = g_strdup (fault);
}

/* Samples that cannot be written are dropped and told as a fault: keeping them would only fill the memory as well. */
static void
flush_cb (gpointer data)
{
  FlushJob *job = data;
  DwSampleLog *self = job->log;
  g_autoptr (GError) error = NULL;

  if (dw_db_begin (self->write_db, &error) && write_arrays (self, job->arrays, &error))
    {
      set_fault (self, NULL);
      return;
    }
  dw_db_rollback (self->write_db);
  set_fault (self, error->message);
}

/* With the mutex held. */
static void
stop_timer (DwSampleLog *self)
{
  if (self->timer)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
flush (DwSampleLog *self)
{
  FlushJob *job = NULL;

  g_mutex_lock (&self->mutex);
  stop_timer (self);
  if (self->n_pending > 0)
    {
      job = g_new0 (FlushJob, 1);
      job->log = self;
      job->arrays = g_steal_pointer (&self->pending);
      self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
      self->n_pending = 0;
    }
  g_mutex_unlock (&self->mutex);
  if (job)
    dw_worker_push (self->writer, flush_cb, job, flush_job_free);
}

static gboolean
timer_cb (gpointer data)
{
  flush (data);
  return G_SOURCE_REMOVE;
}

/* With the mutex held. */
static void
start_timer (DwSampleLog *self)
{
  if (self->timer)
    return;
  self->timer = g_timeout_source_new (FLUSH_MS);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, self->context);
}

void
dw_sample_log_append (DwSampleLog *self, GPtrArray *reports)
{
  gboolean full;

  if (self->writer == NULL || reports->len == 0)
    {
      g_ptr_array_unref (reports);
      return;
    }
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->pending, reports);
  self->n_pending += reports->len;
  full = self->n_pending >= FLUSH_REPORTS;
  if (!full)
    start_timer (self);
  g_mutex_unlock (&self->mutex);
  if (full)
    flush (self);
}

/* --- reading --- */

typedef struct
{
  DwSampleLog *log;
  gint64 device_id;
  gint64 from_ms;
  gint64 to_ms;
} Question;

static void
answer_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  DwHistoryRows *history;

  if (question->log->read_db == NULL)
    history = g_new0 (DwHistoryRows, 1);
  else
    history = dw_table_sample_query (question->log->read_db, question->device_id, question->from_ms, question->to_ms, &error);
  if (history)
    g_task_return_pointer (task, history, (GDestroyNotify)dw_history_rows_free);
  else
    g_task_return_error (task, error);
}

/* Runs on the writer behind what was appended before the question. */
static void
pass_on_cb (gpointer data)
{
  g_autoptr (GTask) task = data;
  const Question *question = g_task_get_task_data (task);

  dw_worker_push_task (question->log->reader, task, answer_cb);
}

void
dw_sample_log_query (DwSampleLog *self, GTask *task, gint64 device_id, gint64 from_ms, gint64 to_ms)
{
  Question *question = g_new0 (Question, 1);

  *question = (Question){ self, device_id, from_ms, to_ms };
  g_task_set_task_data (task, question, g_free);
  if (self->writer == NULL)
    {
      dw_worker_push_task (self->reader, task, answer_cb);
      return;
    }
  flush (self);
  dw_worker_push (self->writer, pass_on_cb, g_object_ref (task), NULL);
}

/* --- opening --- */

static DwDb *
open_writing (const char *path, GError **error)
{
  g_autoptr (DwDb) db = dw_db_open (path, DW_DB_WRITE_RELAXED, error);
  guint n_steps;
  const DwMigration *steps = dw_migrate_get_sample_steps (&n_steps);

  if (db == NULL || !dw_migrate_run (db, steps, n_steps, error))
    return NULL;
  return g_steal_pointer (&db);
}

/* The file and its journals, under names that say what they are. */
static void
put_aside (const char *path)
{
  const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (path, ".damaged", endings[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        g_message ("%s cannot be put aside: %s", from, g_strerror (errno));
    }
}

static gboolean
open_writer (DwSampleLog *self, const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;

  self->write_db = open_writing (path, &problem);
  if (g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED))
    {
      g_message ("%s", problem->message);
      put_aside (path);
      g_clear_error (&problem);
      self->write_db = open_writing (path, &problem);
    }
  if (problem)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  self->writer = dw_worker_new ("dw-samples");
  return TRUE;
}

static gboolean
open_reader (DwSampleLog *self, const char *path, GError **error)
{
  guint n_steps;

  dw_migrate_get_sample_steps (&n_steps);
  self->read_db = dw_db_open (path, DW_DB_READ, error);
  if (self->read_db && !dw_migrate_check (self->read_db, n_steps, error))
    g_clear_pointer (&self->read_db, dw_db_close);
  return self->read_db != NULL;
}

DwSampleLog *
dw_sample_log_open (const char *dir, gboolean writable, DwClock *clock, GError **error)
{
  g_autofree char *folder = g_build_filename (dir, FOLDER, NULL);
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  DwSampleLog *self = g_new0 (DwSampleLog, 1);
  gboolean ok;

  self->clock = dw_clock_ref (clock);
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->mutex);
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  self->reader = dw_worker_new ("dw-samples-read");
  if (writable)
    ok = dw_files_ensure_dir (folder, error) && open_writer (self, path, error) && open_reader (self, path, error);
  else
    {
      ok = TRUE;
      open_reader (self, path, NULL);
    }
  if (ok)
    return self;
  dw_sample_log_close (self);
  return NULL;
}

void
dw_sample_log_close (DwSampleLog *self)
{
  if (self == NULL)
    return;
  flush (self);
  g_clear_pointer (&self->writer, dw_worker_stop_and_free);
  g_clear_pointer (&self->reader, dw_worker_stop_and_free);
  /* The reader first: the last one to close folds the WAL in, and only the writer may. */
  g_clear_pointer (&self->read_db, dw_db_close);
  g_clear_pointer (&self->write_db, dw_db_close);
  g_ptr_array_unref (self->pending);
  g_main_context_unref (self->context);
  dw_clock_unref (self->clock);
  g_mutex_clear (&self->mutex);
  g_free (self->fault);
  g_free (self);
}

guint
dw_sample_log_get_length (DwSampleLog *self)
{
  return self->writer ? dw_worker_get_length (self->writer) : 0;
}

char *
dw_sample_log_dup_fault (DwSampleLog *self)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->mutex);

  return g_strdup (self->fault);
}
