// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the long questions, answered on a reading thread so that the main loop goes on.

#include <gio/gio.h>

#include "dw-store-private.h"
#include "dw-table-alarm.h"
#include "dw-table-audit.h"
#include "dw-table-event.h"

/* The answer of an event query. */
typedef struct
{
  GPtrArray *events;
  guint total;
} EventPage;

static void
event_page_free (gpointer data)
{
  EventPage *page = data;

  g_clear_pointer (&page->events, g_ptr_array_unref);
  g_free (page);
}

typedef struct
{
  DwStore *store;
  DwEventQuery *query;
} EventJob;

static void
event_job_free (gpointer data)
{
  EventJob *job = data;

  dw_event_query_free (job->query);
  g_free (job);
}

static void
query_events_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const EventJob *job = data;
  EventPage *page = g_new0 (EventPage, 1);
  GError *error = NULL;

  page->events = dw_table_event_query (job->store->reader_db, job->query, &page->total, &error);
  if (page->events)
    {
      g_task_return_pointer (task, page, event_page_free);
      return;
    }
  event_page_free (page);
  g_task_return_error (task, error);
}

void
dw_store_query_events_async (DwStore *self, const DwEventQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  EventJob *job = g_new0 (EventJob, 1);

  job->store = self;
  job->query = dw_event_query_copy (query);
  g_task_set_source_tag (task, dw_store_query_events_async);
  g_task_set_task_data (task, job, event_job_free);
  dw_worker_push_task (self->reader, task, query_events_cb);
}

GPtrArray *
dw_store_query_events_finish (DwStore *self, GAsyncResult *result, guint *total, GError **error)
{
  EventPage *page;
  GPtrArray *events;

  g_return_val_if_fail (g_async_result_is_tagged (result, dw_store_query_events_async), NULL);

  page = g_task_propagate_pointer (G_TASK (result), error);
  if (page == NULL)
    return NULL;
  if (total)
    *total = page->total;
  events = g_steal_pointer (&page->events);
  event_page_free (page);
  return events;
}

typedef struct
{
  DwStore *store;
  gint64 from_ms, to_ms;
} AlarmJob;

static void
query_alarms_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const AlarmJob *job = data;
  GError *error = NULL;
  GPtrArray *alarms = dw_table_alarm_load_span (job->store->reader_db, job->from_ms, job->to_ms, &error);

  if (alarms != NULL)
    g_task_return_pointer (task, alarms, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
dw_store_query_alarms_async (DwStore *self, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  AlarmJob job = { self, from_ms, to_ms };

  g_task_set_source_tag (task, dw_store_query_alarms_async);
  g_task_set_task_data (task, g_memdup2 (&job, sizeof job), g_free);
  dw_worker_push_task (self->reader, task, query_alarms_cb);
}

GPtrArray *
dw_store_query_alarms_finish (DwStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_store_query_alarms_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
verify_audit_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  DwStore *self = *(DwStore **)data;
  DwAuditVerdict *verdict = g_new0 (DwAuditVerdict, 1);
  GError *error = NULL;

  if (dw_table_audit_verify (self->reader_db, self->dir, verdict, &error))
    {
      g_task_return_pointer (task, verdict, g_free);
      return;
    }
  g_free (verdict);
  g_task_return_error (task, error);
}

void
dw_store_verify_audit_async (DwStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, dw_store_verify_audit_async);
  g_task_set_task_data (task, g_memdup2 (&self, sizeof self), g_free);
  dw_worker_push_task (self->reader, task, verify_audit_cb);
}

gboolean
dw_store_verify_audit_finish (DwStore *self, GAsyncResult *result, DwAuditVerdict *verdict, GError **error)
{
  g_autofree DwAuditVerdict *answer = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, dw_store_verify_audit_async), FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return FALSE;
  *verdict = *answer;
  return TRUE;
}

void
dw_store_query_history_async (DwStore *self, gint64 device_id, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, dw_store_query_history_async);
  dw_sample_log_query (self->samples, task, device_id, from_ms, to_ms);
}

DwHistoryRows *
dw_store_query_history_finish (DwStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_store_query_history_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
