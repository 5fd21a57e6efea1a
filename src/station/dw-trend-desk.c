// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-authority.h"
#include "dw-station-private.h"
#include "dw-trend-desk-private.h"

/* The way of a question: checked here, answered by one worker of the desk, so that a year of samples never holds up alarms or the screen. A task has no source object:
 * nothing that is asked keeps a station alive that is to be closed. */

enum {
  MAX_EDGES = 1000000,
};

typedef struct
{
  const DwTrendErrand *errand;
  DwHistory *history;   /* of the store, which outlives the worker */
  GCancellable *stop;   /* of the station */
  GCancellable *either; /* the caller's or the station's */
  gpointer job;
} Trip;

static void
trip_free (gpointer data)
{
  Trip *trip = data;

  if (trip->errand->free_job != NULL && trip->job != NULL)
    trip->errand->free_job (trip->job);
  g_object_unref (trip->stop);
  g_object_unref (trip->either);
  g_free (trip);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer either)
{
  g_cancellable_cancel (either);
}

static void
run_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Trip *trip = data;
  gulong by_caller = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), trip->either, NULL) : 0;
  gulong by_station = g_cancellable_connect (trip->stop, G_CALLBACK (cancelled_cb), trip->either, NULL);
  GError *error = NULL;
  gpointer answer = NULL;

  if (!g_cancellable_set_error_if_cancelled (trip->either, &error))
    answer = trip->errand->work (trip->history, trip->job, trip->either, &error);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, by_caller);
  g_cancellable_disconnect (trip->stop, by_station);
  if (answer != NULL)
    g_task_return_pointer (task, answer, trip->errand->free_answer);
  else
    g_task_return_error (task, error);
}

static void
ensure_worker (DwStation *station)
{
  if (station->trend_worker != NULL)
    return;
  station->trend_stop = g_cancellable_new ();
  station->trend_worker = dw_worker_new ("dw-trend");
}

void
dw_trend_desk_close (DwStation *self)
{
  if (self->trend_stop != NULL)
    g_cancellable_cancel (self->trend_stop);
  g_clear_pointer (&self->trend_worker, dw_worker_stop_and_free);
  g_clear_object (&self->trend_stop);
  g_clear_pointer (&self->tariff, dw_tariff_free);
}

void
dw_trend_run_task (DwStation *station, const DwTrendErrand *errand, gpointer job, GTask *task)
{
  g_autoptr (GTask) owned = task;
  Trip *trip = g_new0 (Trip, 1);

  ensure_worker (station);
  trip->errand = errand;
  trip->history = dw_store_get_history (station->store);
  trip->stop = g_object_ref (station->trend_stop);
  trip->either = g_cancellable_new ();
  trip->job = job;
  g_task_set_task_data (owned, trip, trip_free);
  if (trip->history == NULL)
    g_task_return_new_error (owned, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The history cannot be read"));
  else
    dw_worker_push_task (station->trend_worker, owned, run_cb);
}

static GTask *
make_task (const DwTrendErrand *errand, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, errand->tag);
  return task;
}

void
dw_trend_run (DwStation *station, const DwTrendErrand *errand, gpointer job, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  dw_trend_run_task (station, errand, job, make_task (errand, cancellable, callback, user_data));
}

void
dw_trend_refuse (const DwTrendErrand *errand, GError *error, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = make_task (errand, cancellable, callback, user_data);

  g_task_return_error (task, error);
}

/* --- checks --- */

gboolean
dw_trend_check_device (DwStation *station, gint64 device_id, GError **error)
{
  DwDevice *device = dw_place_tree_find_device (station->tree, device_id);
  DwPlace *place = device != NULL ? dw_place_tree_get_device_place (station->tree, device) : NULL;
  g_autofree char *reason = NULL;

  if (!dw_authority_check (station->person, DW_ACT_SEE, place, &reason))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, reason);
      return FALSE;
    }
  if (device != NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no such device"));
  return FALSE;
}

gboolean
dw_trend_check_span (gint64 from_ms, gint64 to_ms, GError **error)
{
  if (from_ms < to_ms)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("The span ends before it begins"));
  return FALSE;
}

static gboolean
is_ascending (const gint64 *edges_ms, guint n)
{
  for (guint i = 0; i < n; i++)
    if (edges_ms[i] >= edges_ms[i + 1])
      return FALSE;
  return TRUE;
}

gboolean
dw_trend_check_edges (const gint64 *edges_ms, guint n, GError **error)
{
  if (n > 0 && n <= MAX_EDGES && is_ascending (edges_ms, n))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("A question needs 1 to %d periods in ascending order"), MAX_EDGES);
  return FALSE;
}
