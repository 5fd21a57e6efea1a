// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the event lines counted per day and kind, on the reading thread.

#include <gio/gio.h>

#include "dw-store-private.h"
#include "dw-table-event.h"

typedef struct
{
  DwStore *store;
  DwEventQuery *query;
  gint64 *edges_ms;
  guint n_days;
} DaysJob;

static void
days_job_free (gpointer data)
{
  DaysJob *job = data;

  dw_event_query_free (job->query);
  g_free (job->edges_ms);
  g_free (job);
}

static void
count_days_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const DaysJob *job = data;
  GError *error = NULL;
  GArray *counts = dw_table_event_count_days (job->store->reader_db, job->query, job->edges_ms, job->n_days, &error);

  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify)g_array_unref);
  else
    g_task_return_error (task, error);
}

void
dw_store_count_events_by_day_async (DwStore *self, const DwEventQuery *query, const gint64 *edges_ms, guint n_days, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  DaysJob *job = g_new0 (DaysJob, 1);

  job->store = self;
  job->query = dw_event_query_copy (query);
  job->edges_ms = g_memdup2 (edges_ms, (n_days + 1) * sizeof *edges_ms);
  job->n_days = n_days;
  g_task_set_source_tag (task, dw_store_count_events_by_day_async);
  g_task_set_task_data (task, job, days_job_free);
  dw_worker_push_task (self->reader, task, count_days_cb);
}

GArray *
dw_store_count_events_by_day_finish (DwStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_store_count_events_by_day_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
