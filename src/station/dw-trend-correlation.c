// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-series-stats.h"
#include "dw-station-private.h"
#include "dw-trend-desk-private.h"

/* Does one channel follow the other? On means of minutes that both have; a year of them is 8 MB. */

enum {
  MIN_MINUTES = 30,
};

typedef struct
{
  DwTrendPlan plans[2];
  gint64 from_ms, to_ms;
} PairJob;

/* Rows of doubles. */
typedef struct
{
  GArray *a, *b;
} Pairs;

static void
add_common (const Pairs *pairs, const DwSamples *a, const DwSamples *b)
{
  for (guint i = 0, k = 0; i < a->n && k < b->n;)
    {
      if (a->times_ms[i] == b->times_ms[k] && a->qualities[i] == DW_QUALITY_GOOD && b->qualities[k] == DW_QUALITY_GOOD)
        {
          g_array_append_val (pairs->a, a->values[i]);
          g_array_append_val (pairs->b, b->values[k]);
        }
      if (a->times_ms[i] <= b->times_ms[k])
        i++;
      else
        k++;
    }
}

static gboolean
collect_pairs (const Pairs *pairs, DwHistory *history, const PairJob *job, GCancellable *cancellable, GError **error)
{
  DwTrendStream streams[2];
  DwTrendSlice slices[2] = { { 0 } };
  GError *problem = NULL;

  for (guint i = 0; i < 2; i++)
    dw_trend_stream_init (&streams[i], history, &job->plans[i], job->from_ms, job->to_ms, TRUE);
  while (dw_trend_stream_next (&streams[0], &slices[0], cancellable, &problem) && dw_trend_stream_next (&streams[1], &slices[1], cancellable, &problem))
    {
      add_common (pairs, slices[0].samples, slices[1].samples);
      dw_trend_slice_clear (&slices[0]);
      dw_trend_slice_clear (&slices[1]);
    }
  dw_trend_slice_clear (&slices[0]);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static gpointer
pair_work (DwHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) a = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) b = g_array_new (FALSE, FALSE, sizeof (double));
  Pairs pairs = { a, b };
  double r2;

  if (!collect_pairs (&pairs, history, data, cancellable, error))
    return NULL;
  r2 = dw_series_squared_correlation ((const double *)(gpointer)a->data, (const double *)(gpointer)b->data, a->len, MIN_MINUTES);
  return g_memdup2 (&r2, sizeof r2);
}

static const DwTrendErrand pair_errand = { dw_trend_desk_query_correlation_async, pair_work, g_free, g_free };

void
dw_trend_desk_query_correlation_async (DwStation *station, const DwTrendChannel *a, const DwTrendChannel *b, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;
  PairJob *job;

  if (!dw_trend_check_span (from_ms, to_ms, &error) || !dw_trend_check_device (station, a->device_id, &error) || !dw_trend_check_device (station, b->device_id, &error))
    {
      dw_trend_refuse (&pair_errand, error, cancellable, callback, user_data);
      return;
    }
  job = g_new0 (PairJob, 1);
  dw_trend_plan_init (&job->plans[0], station, a);
  dw_trend_plan_init (&job->plans[1], station, b);
  job->from_ms = from_ms;
  job->to_ms = to_ms;
  dw_trend_run (station, &pair_errand, job, cancellable, callback, user_data);
}

double
dw_trend_desk_query_correlation_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  g_autofree double *r2 = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, dw_trend_desk_query_correlation_async), NAN);

  r2 = g_task_propagate_pointer (G_TASK (result), error);
  return r2 != NULL ? *r2 : NAN;
}
