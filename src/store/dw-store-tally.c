// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: event lines counted by span, owner and class, on the reading thread.

#include <gio/gio.h>

#include "dw-store-private.h"
#include "dw-table-tally.h"

typedef struct
{
  DwStore *store;
  DwEventQuery *query;
  DwTallyQuestion *question;
} TallyJob;

static void
tally_job_free (gpointer data)
{
  TallyJob *job = data;

  dw_event_query_free (job->query);
  dw_tally_question_free (job->question);
  g_free (job);
}

static void
tally_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const TallyJob *job = data;
  GError *error = NULL;
  DwEventTally *tally = dw_table_tally_count (job->store->reader_db, job->query, job->question, cancellable, &error);

  if (tally != NULL)
    g_task_return_pointer (task, tally, (GDestroyNotify)dw_event_tally_free);
  else
    g_task_return_error (task, error);
}

void
dw_store_tally_events_async (DwStore *self, const DwEventQuery *query, const DwTallyQuestion *question, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  TallyJob *job = g_new0 (TallyJob, 1);

  job->store = self;
  job->query = dw_event_query_copy (query);
  job->question = dw_tally_question_copy (question);
  g_task_set_source_tag (task, dw_store_tally_events_async);
  g_task_set_task_data (task, job, tally_job_free);
  dw_worker_push_task (self->reader, task, tally_cb);
}

DwEventTally *
dw_store_tally_events_finish (DwStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_store_tally_events_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

DwEventTally *
dw_store_tally_events (DwStore *self, const DwEventQuery *query, const DwTallyQuestion *question, GError **error)
{
  return dw_table_tally_count (self->prompt_db, query, question, NULL, error);
}
