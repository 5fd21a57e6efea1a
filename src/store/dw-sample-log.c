// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: gathering, writing and looking after the history. Reports gather until there are 500 or a second is over, then leave as one synced transaction.
//
//     append ─▶ pending ─(500 reports, 1 s, a query, the end)─▶ writer thread ─▶ history ─▶ reader thread ─▶ DwHistoryRows
//
// Once a minute, whether anything arrives or not, the writer also seals hours that ended ten minutes ago (a device that fell silent would keep its hour open for ever) and deletes a step of what
// is older than is kept.

#include "dw-sample-log.h"

#include <glib/gi18n-lib.h>

#include "dw-worker.h"

#define FLUSH_REPORTS 500
#define FLUSH_MS 1000
#define CHORES_MS 60000
#define SEAL_AFTER_MS (10 * 60000)
#define CLOCK_STEP_MS 2000
#define FUTURE_MS (24 * G_GINT64_CONSTANT (3600000))

struct _DwSampleLog
{
  DwClock *clock;
  GMainContext *context;
  DwHistory *history; /* NULL = there is none to read */

  DwWorker *writer; /* NULL when read-only */
  DwWorker *reader;

  /* the writer's alone */
  GHashTable *known; /* gint64*: devices that have columns */
  gint64 wall_minus_mono_ms;
  gint64 chores_mono_ms;

  GMutex mutex;
  GPtrArray *pending; /* GPtrArray of DwReport */
  guint n_pending;
  GSource *timer;  /* runs while something is pending */
  GSource *minute; /* runs while writing */
  DwHistoryRetention retention;
  char *fault;    /* writing fails */
  char *left_out; /* something was left out of the last batch */
};

/* --- faults --- */

static void
set_words (DwSampleLog *self, char **where, const char *words)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->mutex);

  g_free (*where);
  *where = g_strdup (words);
}

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
is_welcome (DwSampleLog *self, const DwReport *report, gint64 now_ms, char **left_out)
{
  if (!g_hash_table_contains (self->known, &report->device_id))
    {
      g_free (*left_out);
      *left_out = g_strdup_printf (_ ("Samples of device %lld are not kept: the history does not know its columns"), (long long)report->device_id);
      return FALSE;
    }
  if (report->time_ms > now_ms + FUTURE_MS)
    {
      g_free (*left_out);
      *left_out = g_strdup_printf (_ ("Samples of device %lld are not kept: they lie more than a day in the future"), (long long)report->device_id);
      return FALSE;
    }
  return TRUE;
}

/* Borrowed reports of all arrays in one. */
static GPtrArray *
join_arrays (DwSampleLog *self, GPtrArray *arrays, gint64 now_ms)
{
  GPtrArray *all = g_ptr_array_new ();
  g_autofree char *left_out = NULL;

  for (guint i = 0; i < arrays->len; i++)
    {
      GPtrArray *array = arrays->pdata[i];

      for (guint k = 0; k < array->len; k++)
        if (is_welcome (self, array->pdata[k], now_ms, &left_out))
          g_ptr_array_add (all, array->pdata[k]);
    }
  set_words (self, &self->left_out, left_out);
  return all;
}

/* A jump of the wall clock against the monotonic one. */
static void
watch_clock (DwSampleLog *self, gint64 now_ms)
{
  gint64 offset_ms = now_ms - dw_clock_mono_ms (self->clock), delta_ms = offset_ms - self->wall_minus_mono_ms;

  self->wall_minus_mono_ms = offset_ms;
  if (ABS (delta_ms) > CLOCK_STEP_MS)
    dw_history_note_clock_step (self->history, now_ms, delta_ms, NULL);
}

static gboolean
do_chores (DwSampleLog *self, gint64 now_ms, GError **error)
{
  DwHistoryRetention retention;
  gboolean more;

  if (dw_clock_mono_ms (self->clock) < self->chores_mono_ms)
    return TRUE;
  self->chores_mono_ms = dw_clock_mono_ms (self->clock) + CHORES_MS;
  g_mutex_lock (&self->mutex);
  retention = self->retention;
  g_mutex_unlock (&self->mutex);
  if (!dw_history_seal (self->history, now_ms - SEAL_AFTER_MS, error) || !dw_history_prune (self->history, &retention, now_ms, &more, error))
    return FALSE;
  if (more)
    self->chores_mono_ms = 0;
  return TRUE;
}

static void
tell_late (DwSampleLog *self)
{
  gint64 device_id;
  g_autofree char *words = NULL;

  if (dw_history_count_left_out (self->history, &device_id) == 0)
    return;
  words = g_strdup_printf (_ ("Samples of device %lld are not kept: they came after the samples of their hour were deleted"), (long long)device_id);
  set_words (self, &self->left_out, words);
}

static gboolean
append (DwSampleLog *self, GPtrArray *reports, gint64 now_ms, GError **error)
{
  if (!dw_history_append (self->history, reports, now_ms, error))
    return FALSE;
  tell_late (self);
  return TRUE;
}

/* Samples that cannot be written are dropped and told as a fault: keeping them would only fill the memory as well. */
static void
flush_cb (gpointer data)
{
  FlushJob *job = data;
  DwSampleLog *self = job->log;
  gint64 now_ms = dw_clock_wall_ms (self->clock);
  g_autoptr (GPtrArray) reports = join_arrays (self, job->arrays, now_ms);
  g_autoptr (GError) error = NULL;

  watch_clock (self, now_ms);
  if (append (self, reports, now_ms, &error) && do_chores (self, now_ms, &error))
    set_words (self, &self->fault, NULL);
  else
    set_words (self, &self->fault, error->message);
}

static void
chores_cb (gpointer data)
{
  DwSampleLog *self = data;
  gint64 now_ms = dw_clock_wall_ms (self->clock);
  g_autoptr (GError) error = NULL;

  watch_clock (self, now_ms);
  if (!do_chores (self, now_ms, &error))
    set_words (self, &self->fault, error->message);
}

static gboolean
minute_cb (gpointer data)
{
  DwSampleLog *self = data;

  dw_worker_push (self->writer, chores_cb, self, NULL);
  return G_SOURCE_CONTINUE;
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

/* --- columns --- */

typedef struct
{
  DwSampleLog *log;
  gint64 device_id;
  guint n_columns;
  DwHistoryColumn columns[];
} ColumnJob;

static void
set_columns_cb (gpointer data)
{
  ColumnJob *job = data;
  DwSampleLog *self = job->log;
  g_autoptr (GError) error = NULL;

  if (!dw_history_set_columns (self->history, job->device_id, job->columns, job->n_columns, &error) || !dw_history_adopt_rows (self->history, job->device_id, &error))
    set_words (self, &self->fault, error->message);
  if (error == NULL || g_hash_table_contains (self->known, &job->device_id))
    g_hash_table_add (self->known, g_memdup2 (&job->device_id, sizeof job->device_id));
}

void
dw_sample_log_set_columns (DwSampleLog *self, gint64 device_id, const DwHistoryColumn *columns, guint n_columns)
{
  ColumnJob *job;

  if (self->writer == NULL || n_columns == 0)
    return;
  /* What waits was said in the old columns. */
  flush (self);
  job = g_malloc0 (sizeof *job + n_columns * sizeof *columns);
  job->log = self;
  job->device_id = device_id;
  job->n_columns = n_columns;
  memcpy (job->columns, columns, n_columns * sizeof *columns);
  dw_worker_push (self->writer, set_columns_cb, job, g_free);
}

void
dw_sample_log_set_retention (DwSampleLog *self, const DwHistoryRetention *retention)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->mutex);

  self->retention = *retention;
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
  DwHistoryRows *rows;

  if (question->log->history == NULL)
    rows = g_new0 (DwHistoryRows, 1);
  else
    rows = dw_history_read_rows (question->log->history, question->device_id, question->from_ms, question->to_ms != 0 ? question->to_ms : G_MAXINT64, cancellable, &error);
  if (rows)
    g_task_return_pointer (task, rows, (GDestroyNotify)dw_history_rows_free);
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

DwHistory *
dw_sample_log_get_history (DwSampleLog *self)
{
  return self->history;
}

/* --- opening --- */

static gboolean
learn_devices (DwSampleLog *self, GError **error)
{
  g_autoptr (GArray) devices = dw_history_list_devices (self->history, error);

  for (guint i = 0; devices != NULL && i < devices->len; i++)
    g_hash_table_add (self->known, g_memdup2 (&g_array_index (devices, gint64, i), sizeof (gint64)));
  return devices != NULL;
}

static gboolean
open_writing (DwSampleLog *self, const char *dir, GError **error)
{
  self->history = dw_history_open (dir, DW_HISTORY_WRITE, NULL, error);
  if (self->history == NULL || !learn_devices (self, error))
    return FALSE;
  self->writer = dw_worker_new ("dw-samples");
  self->minute = g_timeout_source_new (CHORES_MS);
  g_source_set_callback (self->minute, minute_cb, self, NULL);
  g_source_attach (self->minute, self->context);
  return TRUE;
}

DwSampleLog *
dw_sample_log_open (const char *dir, gboolean writable, DwClock *clock, GError **error)
{
  DwSampleLog *self = g_new0 (DwSampleLog, 1);

  self->clock = dw_clock_ref (clock);
  self->context = g_main_context_ref_thread_default ();
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->wall_minus_mono_ms = dw_clock_wall_ms (clock) - dw_clock_mono_ms (clock);
  g_mutex_init (&self->mutex);
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  self->reader = dw_worker_new ("dw-samples-read");
  if (!writable)
    self->history = dw_history_open (dir, DW_HISTORY_READ, NULL, NULL);
  if (!writable || open_writing (self, dir, error))
    return self;
  dw_sample_log_close (self);
  return NULL;
}

void
dw_sample_log_close (DwSampleLog *self)
{
  if (self == NULL)
    return;
  if (self->minute != NULL)
    g_source_destroy (self->minute);
  g_clear_pointer (&self->minute, g_source_unref);
  flush (self);
  g_clear_pointer (&self->writer, dw_worker_stop_and_free);
  g_clear_pointer (&self->reader, dw_worker_stop_and_free);
  g_clear_pointer (&self->history, dw_history_close);
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->pending);
  g_main_context_unref (self->context);
  dw_clock_unref (self->clock);
  g_mutex_clear (&self->mutex);
  g_free (self->fault);
  g_free (self->left_out);
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
  char *fault;

  g_mutex_lock (&self->mutex);
  fault = g_strdup (self->fault != NULL ? self->fault : self->left_out);
  g_mutex_unlock (&self->mutex);
  return fault != NULL || self->history == NULL ? fault : dw_history_dup_damage (self->history);
}
