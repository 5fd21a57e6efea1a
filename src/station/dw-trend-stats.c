// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-series-stats.h"
#include "dw-trend-desk-private.h"

/* Numbers of one channel over a span: every sample goes through the engine's statistics, day by day. A derived channel over a long span goes in as means of minutes. */

void
dw_trend_stats_init (DwTrendStats *self)
{
  *self = (DwTrendStats){ .min = NAN, .max = NAN, .mean = NAN, .weighted_mean = NAN, .median = NAN, .p95 = NAN, .above_warning_ms = -1, .above_alarm_ms = -1 };
}

static void
take_stats (DwTrendStats *self, const DwSeriesStats *found)
{
  *self = (DwTrendStats){
    .count = found->count,
    .min = found->min,
    .max = found->max,
    .mean = found->mean,
    .weighted_mean = found->weighted_mean,
    .median = found->median,
    .p95 = found->p95,
    .min_ms = found->min_ms,
    .max_ms = found->max_ms,
    .above_warning_ms = found->above_ms[0],
    .above_alarm_ms = found->above_ms[1],
    .coverage = found->coverage,
  };
}

/* In parts that have the same period. */
static void
feed_slice (DwSeriesStatsRun *run, const DwSamples *samples, GError **error)
{
  GError *problem = NULL;
  guint n;

  for (guint i = 0; i < samples->n && problem == NULL; i += n)
    {
      n = dw_samples_count_period (samples, i);
      dw_series_stats_set_period (run, dw_samples_get_period (samples, i));
      dw_series_stats_add (run, samples->times_ms + i, samples->values + i, samples->qualities + i, n, &problem);
    }
  if (problem != NULL)
    g_propagate_error (error, problem);
}

static gboolean
feed_slices (DwSeriesStatsRun *run, DwTrendStream *stream, GCancellable *cancellable, GError **error)
{
  DwTrendSlice slice = { 0 };
  GError *problem = NULL;

  while (problem == NULL && dw_trend_stream_next (stream, &slice, cancellable, &problem))
    {
      feed_slice (run, slice.samples, &problem);
      dw_trend_slice_clear (&slice);
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

/* The samples just before the span tell what its first one stands for. */
gboolean
dw_trend_read_stats (DwHistory *history, const DwTrendPlan *plan, gint64 from_ms, gint64 to_ms, gint64 now_ms, DwTrendStats *stats, GCancellable *cancellable, GError **error)
{
  gboolean coarse = dw_trend_is_coarse (plan, from_ms, to_ms);
  int period_ms = coarse ? DW_TREND_MINUTE_MS : plan->period_ms;
  gint64 end_ms = MIN (to_ms, now_ms);
  DwSeriesSpan span = { from_ms, end_ms, period_ms, { plan->warning, plan->alarm } };
  g_autoptr (DwSeriesStatsRun) run = NULL;
  g_autoptr (DwSeriesStats) found = NULL;
  DwTrendStream stream;

  if (end_ms <= from_ms)
    return TRUE;
  run = dw_series_stats_new (&span);
  dw_trend_stream_init (&stream, history, plan, from_ms - (coarse ? 0 : 2 * (gint64)period_ms), end_ms, coarse);
  if (!feed_slices (run, &stream, cancellable, error))
    return FALSE;
  found = dw_series_stats_finish (run);
  take_stats (stats, found);
  return TRUE;
}
