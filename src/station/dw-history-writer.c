// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-writer.h"

#define AHEAD_MAX 2

typedef struct
{
  GPtrArray *reports; /* NULL: the end */
  int period_ms;
} Batch;

struct _DwHistoryWriter
{
  DwHistory *history;
  GThread *thread;
  GAsyncQueue *queue; /* Batch */
  GMutex mutex;       /* of what is below */
  GCond written;
  guint n_ahead;
  gboolean is_dropping;
  GError *error;
};

static void
write_batch (DwHistoryWriter *self, const Batch *batch)
{
  g_autoptr (GError) error = NULL;
  gboolean is_dropping;

  g_mutex_lock (&self->mutex);
  is_dropping = self->is_dropping || self->error != NULL;
  g_mutex_unlock (&self->mutex);
  if (!is_dropping && batch->period_ms > 0)
    dw_history_append_every (self->history, batch->reports, batch->period_ms, 0, &error);
  else if (!is_dropping)
    dw_history_append (self->history, batch->reports, 0, &error);
  g_mutex_lock (&self->mutex);
  if (error != NULL)
    self->error = g_steal_pointer (&error);
  self->n_ahead--;
  g_cond_signal (&self->written);
  g_mutex_unlock (&self->mutex);
}

static gpointer
write_thread (gpointer data)
{
  DwHistoryWriter *self = data;

  for (;;)
    {
      g_autofree Batch *batch = g_async_queue_pop (self->queue);

      if (batch->reports == NULL)
        return NULL;
      write_batch (self, batch);
      g_ptr_array_unref (batch->reports);
    }
}

DwHistoryWriter *
dw_history_writer_new (DwHistory *history)
{
  DwHistoryWriter *self = g_new0 (DwHistoryWriter, 1);

  self->history = history;
  self->queue = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->written);
  self->thread = g_thread_new ("dw-import", write_thread, self);
  return self;
}

static void
push_batch (DwHistoryWriter *self, GPtrArray *reports, int period_ms)
{
  Batch *batch = g_new (Batch, 1);

  *batch = (Batch){ reports, period_ms };
  g_async_queue_push (self->queue, batch);
}

static gboolean
is_good (DwHistoryWriter *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

gboolean
dw_history_writer_push (DwHistoryWriter *self, GPtrArray *reports, int period_ms, GError **error)
{
  gboolean ok;

  g_mutex_lock (&self->mutex);
  while (self->n_ahead >= AHEAD_MAX && self->error == NULL)
    g_cond_wait (&self->written, &self->mutex);
  ok = is_good (self, error);
  self->n_ahead += ok;
  g_mutex_unlock (&self->mutex);
  if (ok)
    push_batch (self, reports, period_ms);
  else
    g_ptr_array_unref (reports);
  return ok;
}

gboolean
dw_history_writer_finish (DwHistoryWriter *self, GError **error)
{
  push_batch (self, NULL, 0);
  g_thread_join (g_steal_pointer (&self->thread));
  return is_good (self, error);
}

void
dw_history_writer_free (DwHistoryWriter *self)
{
  if (self == NULL)
    return;
  if (self->thread != NULL)
    {
      g_mutex_lock (&self->mutex);
      self->is_dropping = TRUE;
      g_mutex_unlock (&self->mutex);
      dw_history_writer_finish (self, NULL);
    }
  g_async_queue_unref (self->queue);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->written);
  g_clear_error (&self->error);
  g_free (self);
}
