// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-coverage-desk.h"

#include <math.h>

#include "dw-authority.h"
#include "dw-station-private.h"
#include "dw-trend-desk-private.h"

/* One channel speaks for its device: the blocks of a device are read one after the other, so that it is there with all of them or with none, and a question of all channels would cost
 * fifteen times as much. Hours that are over are answered from their aggregates. */

typedef struct
{
  GArray *channels; /* DwTrendChannel */
  gint64 from_ms, to_ms;
} CoverageJob;

static void
coverage_job_free (gpointer data)
{
  CoverageJob *job = data;

  g_array_unref (job->channels);
  g_free (job);
}

/* Of two alike the first. A device without channels has the name "", which the history does not know. */
static void
find_quickest (DwDevice *device, DwTrendChannel *channel)
{
  int period_ms = G_MAXINT;

  *channel = (DwTrendChannel){ .device_id = dw_device_get_id (device) };
  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    {
      const DwChannel *candidate = dw_device_get_channel (device, i);

      if (candidate->period_ms >= period_ms && *channel->name != '\0')
        continue;
      g_strlcpy (channel->name, candidate->name, sizeof channel->name);
      period_ms = candidate->period_ms > 0 ? candidate->period_ms : G_MAXINT;
    }
}

/* When the device began to tell something, at the earliest from_ms; to_ms = never. */
static gboolean
find_begin (DwHistory *history, const CoverageJob *job, gint64 device_id, gint64 *begin_ms, GError **error)
{
  gint64 before_ms = 0, after_ms = 0;

  if (!dw_history_find_near (history, device_id, job->from_ms, &before_ms, &after_ms, error))
    return FALSE;
  *begin_ms = before_ms != 0 ? job->from_ms : after_ms != 0 ? MIN (after_ms, job->to_ms)
                                                            : job->to_ms;
  return TRUE;
}

static gboolean
read_coverage (DwHistory *history, const CoverageJob *job, const DwTrendChannel *channel, double *coverage, GCancellable *cancellable, GError **error)
{
  gint64 edges_ms[2] = { 0, job->to_ms };
  g_autoptr (DwBuckets) buckets = NULL;

  *coverage = 0;
  if (!find_begin (history, job, channel->device_id, &edges_ms[0], error))
    return FALSE;
  if (edges_ms[0] >= job->to_ms)
    return TRUE;
  buckets = dw_history_read_buckets (history, channel->device_id, channel->name, edges_ms, 1, cancellable, error);
  if (buckets == NULL)
    return FALSE;
  *coverage = CLAMP (dw_buckets_get_coverage (buckets, 0), 0, 1);
  return TRUE;
}

static gpointer
coverage_work (DwHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  const CoverageJob *job = data;
  g_autoptr (GArray) coverages = g_array_new (FALSE, FALSE, sizeof (DwCoverage));

  for (guint i = 0; i < job->channels->len; i++)
    {
      const DwTrendChannel *channel = &g_array_index (job->channels, DwTrendChannel, i);
      DwCoverage coverage = { .device_id = channel->device_id };

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !read_coverage (history, job, channel, &coverage.coverage, cancellable, error))
        return NULL;
      g_array_append_val (coverages, coverage);
    }
  return g_steal_pointer (&coverages);
}

static const DwTrendErrand coverage_errand = { dw_coverage_desk_query_async, coverage_work, coverage_job_free, (GDestroyNotify)g_array_unref };

static GArray *
list_channels (DwStation *station, DwPlace *place)
{
  g_autoptr (GPtrArray) devices = dw_place_tree_list_devices (station->tree, place);
  GArray *channels = g_array_new (FALSE, FALSE, sizeof (DwTrendChannel));

  for (guint i = 0; i < devices->len; i++)
    {
      DwTrendChannel channel;

      if (!dw_authority_check (station->person, DW_ACT_SEE, dw_place_tree_get_device_place (station->tree, devices->pdata[i]), NULL))
        continue;
      find_quickest (devices->pdata[i], &channel);
      g_array_append_val (channels, channel);
    }
  return channels;
}

void
dw_coverage_desk_query_async (DwStation *station, DwPlace *place, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CoverageJob *job;
  GError *error = NULL;

  if (!dw_trend_check_span (from_ms, to_ms, &error))
    {
      dw_trend_refuse (&coverage_errand, error, cancellable, callback, user_data);
      return;
    }
  job = g_new0 (CoverageJob, 1);
  *job = (CoverageJob){ list_channels (station, place), from_ms, to_ms };
  dw_trend_run (station, &coverage_errand, job, cancellable, callback, user_data);
}

GArray *
dw_coverage_desk_query_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_coverage_desk_query_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

double
dw_coverage_mean (const GArray *coverages)
{
  double sum = 0;

  for (guint i = 0; i < coverages->len; i++)
    sum += g_array_index (coverages, DwCoverage, i).coverage;
  return coverages->len > 0 ? sum / coverages->len : NAN;
}
