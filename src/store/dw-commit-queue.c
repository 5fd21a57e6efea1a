// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: group commit. A sync of the disk takes milliseconds and is the same for one line as for five hundred, so the batches that arrive while
// one transaction is being synced are written by the next one together, each inside a savepoint of its own: a batch that cannot be written is undone alone.
//
// When the transaction as a whole fails (a full disk, mostly), it is undone and the batches are tried again one by one: what fits is kept, the others are told.
// Nobody is told anything before the sync. The order of the batches is the order of pushing, in the file and in the answers.
//
//     push ─▶ waiting ─▶ take at most GROUP_LIMIT ─▶ BEGIN · (SAVEPOINT · lines · RELEASE) … · COMMIT + sync ─▶ audit.head ─▶ answers

#include "dw-commit-queue.h"

#include <glib/gi18n-lib.h>

#include "dw-store-batch-private.h"
#include "dw-store-error.h"
#include "dw-worker.h"

/* Larger groups save no more syncs worth mentioning, but would keep the first of them waiting. */
#define GROUP_LIMIT 500

typedef struct
{
  DwStoreBatch *batch;
  GTask *task;     /* NULL: a thread waits for `done` */
  GArray *new_ids; /* gint64 */
  GError *error;
  gboolean done; /* guarded by the queue's mutex */
} Job;

struct _DwCommitQueue
{
  DwWorker *worker;
  char *dir;

  /* The worker's alone. */
  DwBatchTarget target;
  DwAuditHead witness; /* as it stands in audit.head */

  GMutex mutex;
  GCond answered;
  GQueue waiting;    /* Job */
  gboolean draining; /* a job of the worker will empty the queue */
  guint length;
  char *fault;
};

static Job *
job_new (DwStoreBatch *batch, GTask *task)
{
  Job *job = g_new0 (Job, 1);

  job->batch = batch;
  job->task = task ? g_object_ref (task) : NULL;
  return job;
}

static void
job_free (Job *job)
{
  dw_store_batch_free (job->batch);
  g_clear_object (&job->task);
  g_clear_pointer (&job->new_ids, g_array_unref);
  g_clear_error (&job->error);
  g_free (job);
}

/* --- writing, on the worker --- */

static gboolean
write_job (DwCommitQueue *self, Job *job)
{
  g_clear_error (&job->error);
  g_clear_pointer (&job->new_ids, g_array_unref);
  job->new_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->target.new_ids = job->new_ids;
  return dw_store_batch_write (job->batch, &self->target, &job->error);
}

/* FALSE with error when the whole transaction is lost, not only this batch. */
static gboolean
write_part (DwCommitQueue *self, Job *job, GError **error)
{
  DwAuditHead head = self->target.head;

  if (!dw_db_begin_part (self->target.db, error))
    return FALSE;
  if (write_job (self, job))
    return dw_db_end_part (self->target.db, error);
  self->target.head = head;
  if (dw_db_in_transaction (self->target.db))
    return dw_db_undo_part (self->target.db, error);
  g_propagate_error (error, g_error_copy (job->error));
  return FALSE;
}

static gboolean
write_parts (DwCommitQueue *self, Job **jobs, guint n_jobs, GError **error)
{
  for (guint i = 0; i < n_jobs; i++)
    if (!write_part (self, jobs[i], error))
      return FALSE;
  return dw_db_commit (self->target.db, error);
}

/* One transaction for all. FALSE: nothing of any of them is in the database; begun tells whether the database let us write at all. */
static gboolean
try_together (DwCommitQueue *self, Job **jobs, guint n_jobs, gboolean *begun, GError **error)
{
  DwAuditHead head = self->target.head;

  *begun = dw_db_begin (self->target.db, error);
  if (*begun && write_parts (self, jobs, n_jobs, error))
    return TRUE;
  dw_db_rollback (self->target.db);
  self->target.head = head;
  return FALSE;
}

static void
fail_job (Job *job, const GError *error)
{
  if (job->error == NULL)
    job->error = g_error_copy (error);
}

static void
commit_jobs (DwCommitQueue *self, Job **jobs, guint n_jobs)
{
  g_autoptr (GError) error = NULL;
  gboolean begun;

  if (try_together (self, jobs, n_jobs, &begun, &error))
    return;
  for (guint i = 0; i < n_jobs; i++)
    if (n_jobs > 1 && begun)
      commit_jobs (self, &jobs[i], 1);
    else
      fail_job (jobs[i], error);
}

static void
set_fault (DwCommitQueue *self, const char *fault)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->mutex);

  g_free (self->fault);
  self->fault = g_strdup (fault);
}

/* The lines are on disk already, so a witness that cannot be written fails nobody; it is written with the next group and told as a fault until then. */
static void
write_witness (DwCommitQueue *self)
{
  g_autoptr (GError) error = NULL;

  if (dw_audit_head_equal (&self->witness, &self->target.head))
    return;
  if (!dw_audit_head_save (&self->target.head, self->dir, &error))
    {
      set_fault (self, error->message);
      return;
    }
  self->witness = self->target.head;
  set_fault (self, NULL);
}

/* --- answering --- */

static void
answer_task (Job *job)
{
  if (job->error)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->new_ids), (GDestroyNotify)g_array_unref);
  job_free (job);
}

static void
answer_jobs (DwCommitQueue *self, Job **jobs, guint n_jobs)
{
  g_mutex_lock (&self->mutex);
  self->length -= n_jobs;
  for (guint i = 0; i < n_jobs; i++)
    jobs[i]->done = jobs[i]->task == NULL;
  g_cond_broadcast (&self->answered);
  g_mutex_unlock (&self->mutex);
}

static void
finish_jobs (DwCommitQueue *self, GPtrArray *jobs)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new ();

  /* Once it is told that its job is done, a waiting thread may free it. */
  for (guint i = 0; i < jobs->len; i++)
    if (((Job *)jobs->pdata[i])->task)
      g_ptr_array_add (tasks, jobs->pdata[i]);
  answer_jobs (self, (Job **)jobs->pdata, jobs->len);
  for (guint i = 0; i < tasks->len; i++)
    answer_task (tasks->pdata[i]);
}

/* --- the queue --- */

static gboolean
is_cancelled (Job *job)
{
  return job->task && g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &job->error);
}

/* The next group; empty when nothing waits, and then the next push starts the worker again. Cancelled jobs are in all, but not in live. */
static void
take_group (DwCommitQueue *self, GPtrArray *all, GPtrArray *live)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->mutex);
  Job *job;

  while (all->len < GROUP_LIMIT && (job = g_queue_pop_head (&self->waiting)))
    {
      g_ptr_array_add (all, job);
      if (!is_cancelled (job))
        g_ptr_array_add (live, job);
    }
  if (all->len == 0)
    self->draining = FALSE;
}

static void
drain_cb (gpointer data)
{
  DwCommitQueue *self = data;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GPtrArray) all = g_ptr_array_new ();
      g_autoptr (GPtrArray) live = g_ptr_array_new ();

      take_group (self, all, live);
      more = all->len > 0;
      if (live->len > 0)
        commit_jobs (self, (Job **)live->pdata, live->len);
      write_witness (self);
      finish_jobs (self, all);
    }
}

static void
push_job (DwCommitQueue *self, Job *job)
{
  gboolean start;

  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->waiting, job);
  self->length++;
  start = !self->draining;
  self->draining = TRUE;
  g_mutex_unlock (&self->mutex);
  if (start)
    dw_worker_push (self->worker, drain_cb, self, NULL);
}

DwCommitQueue *
dw_commit_queue_new (DwDb *db, const char *dir, const DwAuditHead *head, gboolean renew_witness)
{
  DwCommitQueue *self = g_new0 (DwCommitQueue, 1);

  self->dir = g_strdup (dir);
  self->target.db = db;
  self->target.head = *head;
  self->witness = *head;
  if (renew_witness)
    self->witness.seq = -1;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->answered);
  g_queue_init (&self->waiting);
  self->worker = dw_worker_new ("dw-store");
  if (renew_witness)
    dw_worker_push (self->worker, drain_cb, self, NULL);
  return self;
}

void
dw_commit_queue_free (DwCommitQueue *self)
{
  if (self == NULL)
    return;
  dw_worker_stop_and_free (self->worker);
  dw_db_close (self->target.db);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->answered);
  g_free (self->fault);
  g_free (self->dir);
  g_free (self);
}

void
dw_commit_queue_push (DwCommitQueue *self, DwStoreBatch *batch, GTask *task)
{
  push_job (self, job_new (batch, task));
}

GArray *
dw_commit_queue_run (DwCommitQueue *self, DwStoreBatch *batch, GError **error)
{
  Job *job = job_new (batch, NULL);
  GArray *new_ids;

  g_return_val_if_fail (!dw_worker_is_current (self->worker), NULL);
  push_job (self, job);
  g_mutex_lock (&self->mutex);
  while (!job->done)
    g_cond_wait (&self->answered, &self->mutex);
  g_mutex_unlock (&self->mutex);
  new_ids = g_steal_pointer (&job->new_ids);
  if (job->error)
    {
      g_propagate_error (error, g_steal_pointer (&job->error));
      g_clear_pointer (&new_ids, g_array_unref);
    }
  job_free (job);
  return new_ids;
}

guint
dw_commit_queue_get_length (DwCommitQueue *self)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->mutex);

  return self->length;
}

char *
dw_commit_queue_dup_fault (DwCommitQueue *self)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->mutex);

  return g_strdup (self->fault);
}
