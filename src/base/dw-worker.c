// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-worker.h"

/* One thread that empties one queue. The job that ends the thread stands at the queue's end like any other, so everything pushed before it still runs. */

struct _DwWorker
{
  GThread *thread;
  GAsyncQueue *queue;
  int length; /* atomic: waiting or running */
};

typedef struct
{
  DwWorkerFunc func; /* NULL: the thread ends */
  gpointer data;
  GDestroyNotify destroy;
} Job;

typedef struct
{
  GTask *task;
  GTaskThreadFunc func;
} TaskJob;

/* Which worker the current thread belongs to. */
static GPrivate current_worker;

static void
push_job (DwWorker *self, DwWorkerFunc func, gpointer data, GDestroyNotify destroy)
{
  Job *job = g_new (Job, 1);

  *job = (Job){ func, data, destroy };
  g_atomic_int_inc (&self->length);
  g_async_queue_push (self->queue, job);
}

/* Runs one job. FALSE when it was the last. */
static gboolean
run_job (DwWorker *self)
{
  g_autofree Job *job = g_async_queue_pop (self->queue);

  if (job->func)
    job->func (job->data);
  if (job->destroy)
    job->destroy (job->data);
  g_atomic_int_dec_and_test (&self->length);
  return job->func != NULL;
}

static gpointer
work_thread (gpointer data)
{
  DwWorker *self = data;

  g_private_set (&current_worker, self);
  while (run_job (self))
    ;
  return NULL;
}

static gboolean
drop_reference_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* The last reference to a task may hold the last one to widgets and models, so it is given back on the caller's context.
 * The source queues behind the task's own answer. */
static void
give_task_back (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, drop_reference_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
run_task_job (gpointer data)
{
  TaskJob *job = data;
  GTask *task = job->task;

  if (!g_task_return_error_if_cancelled (task))
    job->func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
}

static void
free_task_job (gpointer data)
{
  TaskJob *job = data;

  give_task_back (job->task);
  g_free (job);
}

DwWorker *
dw_worker_new (const char *name)
{
  DwWorker *self = g_new0 (DwWorker, 1);

  self->queue = g_async_queue_new ();
  self->thread = g_thread_new (name, work_thread, self);
  return self;
}

void
dw_worker_stop_and_free (DwWorker *self)
{
  g_return_if_fail (!dw_worker_is_current (self));

  push_job (self, NULL, NULL, NULL);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}

void
dw_worker_push (DwWorker *self, DwWorkerFunc func, gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (func != NULL);

  push_job (self, func, data, destroy);
}

void
dw_worker_push_task (DwWorker *self, GTask *task, GTaskThreadFunc func)
{
  TaskJob *job;

  if (g_task_return_error_if_cancelled (task))
    return;
  job = g_new (TaskJob, 1);
  *job = (TaskJob){ g_object_ref (task), func };
  push_job (self, run_task_job, job, free_task_job);
}

guint
dw_worker_get_length (DwWorker *self)
{
  return (guint)g_atomic_int_get (&self->length);
}

gboolean
dw_worker_is_current (DwWorker *self)
{
  return g_private_get (&current_worker) == self;
}
