// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-station-private.h"
#include "dw-trend-desk-private.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HOUR_MS (60 * MINUTE_MS)

/* Traces: samples when there are few, else the lowest and highest of equal stretches; where nothing was heard; what it says in numbers. */

enum {
  MIN_POINTS = 2,
  MAX_POINTS = 200000,
  GAP_PERIODS = 2,
  FEW_POINTS = 100,
};

typedef struct
{
  DwTrendPlan *plans;
  guint n_plans;
  gint64 from_ms, to_ms, now_ms;
  guint max_points;
  gboolean with_stats;
} QueryJob;

static void
query_job_free (gpointer data)
{
  QueryJob *job = data;

  g_free (job->plans);
  g_free (job);
}

static void
trace_free (gpointer data)
{
  DwTrendTrace *trace = data;

  if (trace->samples != NULL)
    dw_samples_free (trace->samples);
  if (trace->buckets != NULL)
    dw_buckets_free (trace->buckets);
  g_array_unref (trace->gaps);
  g_free (trace);
}

/* --- points --- */

/* Whole milliseconds that differ by one at most. */
static gint64 *
make_equal_edges (gint64 from_ms, gint64 to_ms, guint n)
{
  gint64 *edges_ms = g_new (gint64, (gsize)n + 1);
  gint64 step_ms = (to_ms - from_ms) / n, rest = (to_ms - from_ms) % n;

  for (guint i = 0; i <= n; i++)
    edges_ms[i] = from_ms + i * step_ms + i * rest / n;
  return edges_ms;
}

/* Edges of long buckets lie where sums lie: a year is answered from the hours alone, a month from minutes. They lie on one grid whatever the span begins with, so that
 * panning does not make other buckets of the same data. */
static const struct
{
  gint64 least_ms; /* buckets at least so long */
  gint64 unit_ms;
} grids[] = {
  { 3 * HOUR_MS, HOUR_MS },
  { HOUR_MS, 15 * MINUTE_MS },
  { 5 * MINUTE_MS, MINUTE_MS },
};

static gint64
round_up (gint64 value, gint64 unit)
{
  return (value + unit - 1) / unit * unit;
}

static guint
count_on_grid (gint64 from_ms, gint64 to_ms, gint64 step_ms)
{
  return (guint)((to_ms - 1) / step_ms - from_ms / step_ms + 1);
}

static gint64
fit_step (gint64 from_ms, gint64 to_ms, guint n, gint64 least_ms, gint64 unit_ms)
{
  gint64 step_ms = round_up (least_ms, unit_ms);

  while (count_on_grid (from_ms, to_ms, step_ms) > n)
    step_ms += unit_ms;
  return step_ms;
}

/* The length of buckets on a grid, at most n of them; 0: they are too short for one, or too few to give one away. */
static gint64
find_grid_step (gint64 from_ms, gint64 to_ms, guint n)
{
  gint64 least_ms = (to_ms - from_ms + n - 1) / n;

  if (from_ms < 0 || n < FEW_POINTS)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (grids); i++)
    if (least_ms >= grids[i].least_ms)
      return fit_step (from_ms, to_ms, n, least_ms, grids[i].unit_ms);
  return 0;
}

/* At most *n buckets, whose first and last may be shorter. */
static gint64 *
make_edges (gint64 from_ms, gint64 to_ms, guint *n)
{
  gint64 step_ms = find_grid_step (from_ms, to_ms, *n), *edges_ms;

  if (step_ms == 0)
    return make_equal_edges (from_ms, to_ms, *n);
  *n = count_on_grid (from_ms, to_ms, step_ms);
  edges_ms = g_new (gint64, (gsize)*n + 1);
  for (guint i = 1; i < *n; i++)
    edges_ms[i] = (from_ms / step_ms + i) * step_ms;
  edges_ms[0] = from_ms;
  edges_ms[*n] = to_ms;
  return edges_ms;
}

static gboolean
read_n_buckets (DwTrendTrace *trace, DwHistory *history, const DwTrendPlan *plan, const QueryJob *job, guint n, GCancellable *cancellable, GError **error)
{
  g_autofree gint64 *edges_ms = make_edges (job->from_ms, job->to_ms, &n);

  trace->minute_means = dw_trend_is_coarse (plan, job->from_ms, job->to_ms);
  g_clear_pointer (&trace->buckets, dw_buckets_free);
  trace->buckets = dw_trend_read_buckets (history, plan, edges_ms, n, cancellable, error);
  return trace->buckets != NULL;
}

static gint64
count_samples (const DwBuckets *buckets)
{
  gint64 n = 0;

  for (guint i = 0; i < buckets->n; i++)
    n += buckets->buckets[i].count + buckets->buckets[i].others;
  return n;
}

static gboolean
read_few_samples (DwTrendTrace *trace, DwHistory *history, const DwTrendPlan *plan, const QueryJob *job, GCancellable *cancellable, GError **error)
{
  g_clear_pointer (&trace->buckets, dw_buckets_free);
  trace->minute_means = FALSE;
  trace->samples = dw_trend_read_samples (history, plan, job->from_ms, job->to_ms, cancellable, error);
  return trace->samples != NULL;
}

/* Samples of another time may lie further apart than the buckets are wide, and most of these would be empty: a few samples are shown themselves, many in wider buckets. */
static gboolean
read_buckets (DwTrendTrace *trace, DwHistory *history, const DwTrendPlan *plan, const QueryJob *job, GCancellable *cancellable, GError **error)
{
  guint n = (guint)MIN ((gint64)job->max_points, job->to_ms - job->from_ms);
  gint64 n_periods;

  if (!read_n_buckets (trace, history, plan, job, n, cancellable, error))
    return FALSE;
  n_periods = trace->buckets->period_ms > 0 ? (job->to_ms - job->from_ms) / trace->buckets->period_ms : n;
  if (n_periods >= n)
    return TRUE;
  if (count_samples (trace->buckets) <= job->max_points)
    return read_few_samples (trace, history, plan, job, cancellable, error);
  return read_n_buckets (trace, history, plan, job, (guint)MAX (n_periods, 1), cancellable, error);
}

/* The period tells how many samples to expect; when there are more after all, they become buckets. */
static gboolean
read_points (DwTrendTrace *trace, DwHistory *history, const DwTrendPlan *plan, const QueryJob *job, GCancellable *cancellable, GError **error)
{
  if ((job->to_ms - job->from_ms) / plan->period_ms > job->max_points)
    return read_buckets (trace, history, plan, job, cancellable, error);
  trace->samples = dw_trend_read_samples (history, plan, job->from_ms, job->to_ms, cancellable, error);
  if (trace->samples == NULL)
    return FALSE;
  if (trace->samples->n <= job->max_points)
    return TRUE;
  g_clear_pointer (&trace->samples, dw_samples_free);
  return read_buckets (trace, history, plan, job, cancellable, error);
}

/* --- gaps --- */

typedef struct
{
  GArray *gaps;
  gint64 shortest_ms; /* a gap is longer */
  gint64 until_ms;    /* what has not happened yet is no gap */
} GapFinder;

static void
add_gap (const GapFinder *finder, gint64 from_ms, gint64 to_ms)
{
  DwTrendGap gap = { from_ms, MIN (to_ms, finder->until_ms) };

  if (gap.to_ms - gap.from_ms > finder->shortest_ms)
    g_array_append_val (finder->gaps, gap);
}

static void
find_gaps_in_samples (GapFinder *finder, const DwSamples *samples, const QueryJob *job)
{
  gint64 last_ms = job->from_ms, shortest_ms = finder->shortest_ms;

  for (guint i = 0; i < samples->n; i++)
    {
      finder->shortest_ms = MAX (shortest_ms, GAP_PERIODS * (gint64)dw_samples_get_period (samples, i));
      add_gap (finder, last_ms, samples->times_ms[i]);
      last_ms = samples->times_ms[i];
    }
  add_gap (finder, last_ms, job->to_ms);
}

static gboolean
is_empty (const DwBucket *bucket)
{
  return bucket->count + bucket->others == 0;
}

static void
find_gaps_in_buckets (const GapFinder *finder, const DwBuckets *buckets)
{
  for (guint i = 0; i < buckets->n; i++)
    {
      guint first = i;

      while (i < buckets->n && is_empty (&buckets->buckets[i]))
        i++;
      if (i > first)
        add_gap (finder, buckets->edges_ms[first], buckets->edges_ms[i]);
    }
}

/* An empty bucket lies in a hole between two samples that is longer than the bucket, so only the periods are asked about here. */
static void
find_gaps (DwTrendTrace *trace, const DwTrendPlan *plan, const QueryJob *job)
{
  int period_ms = trace->samples != NULL ? trace->samples->period_ms : trace->buckets->period_ms;
  gint64 periods_ms = GAP_PERIODS * (gint64)(period_ms > 0 ? period_ms : plan->period_ms);
  GapFinder finder = { trace->gaps, periods_ms, MIN (job->to_ms, job->now_ms) };

  if (trace->buckets != NULL)
    {
      find_gaps_in_buckets (&finder, trace->buckets);
      return;
    }
  finder.shortest_ms = (job->to_ms - job->from_ms) / job->max_points;
  if (trace->samples->n == 0 || trace->samples->period_ms == 0)
    finder.shortest_ms = MAX (periods_ms, finder.shortest_ms);
  find_gaps_in_samples (&finder, trace->samples, job);
}

/* --- an empty span --- */

static gboolean
is_trace_empty (const DwTrendTrace *trace)
{
  if (trace->samples != NULL)
    return trace->samples->n == 0;
  for (guint i = 0; i < trace->buckets->n; i++)
    if (!is_empty (&trace->buckets->buckets[i]))
      return FALSE;
  return TRUE;
}

/* The device may have had something to say in the span, only not on this channel: then the next data begin after it. */
static gboolean
find_near (DwTrendTrace *trace, DwHistory *history, const QueryJob *job, GError **error)
{
  gint64 within_ms;

  if (!is_trace_empty (trace))
    return TRUE;
  if (!dw_history_find_near (history, trace->channel.device_id, job->from_ms, &trace->near_before_ms, &trace->near_after_ms, error))
    return FALSE;
  if (trace->near_after_ms == 0 || trace->near_after_ms >= job->to_ms)
    return TRUE;
  return dw_history_find_near (history, trace->channel.device_id, job->to_ms, &within_ms, &trace->near_after_ms, error);
}

/* --- one question --- */

static gboolean
read_trace (DwTrendTrace *trace, DwHistory *history, const DwTrendPlan *plan, const QueryJob *job, GCancellable *cancellable, GError **error)
{
  if (!read_points (trace, history, plan, job, cancellable, error) || !find_near (trace, history, job, error))
    return FALSE;
  find_gaps (trace, plan, job);
  return !job->with_stats || dw_trend_read_stats (history, plan, job->from_ms, job->to_ms, job->now_ms, &trace->stats, cancellable, error);
}

static gpointer
query_work (DwHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  const QueryJob *job = data;
  g_autoptr (GPtrArray) traces = g_ptr_array_new_with_free_func (trace_free);

  for (guint i = 0; i < job->n_plans; i++)
    {
      DwTrendTrace *trace = g_new0 (DwTrendTrace, 1);

      trace->channel = job->plans[i].channel;
      trace->approximate = job->plans[i].approximate;
      trace->gaps = g_array_new (FALSE, FALSE, sizeof (DwTrendGap));
      dw_trend_stats_init (&trace->stats);
      g_ptr_array_add (traces, trace);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !read_trace (trace, history, &job->plans[i], job, cancellable, error))
        return NULL;
    }
  return g_steal_pointer (&traces);
}

static const DwTrendErrand query_errand = { dw_trend_desk_query_async, query_work, query_job_free, (GDestroyNotify)g_ptr_array_unref };

static gboolean
check_query (DwStation *station, const DwTrendQuery *query, GError **error)
{
  if (!dw_trend_check_span (query->from_ms, query->to_ms, error))
    return FALSE;
  if (query->max_points < MIN_POINTS || query->max_points > MAX_POINTS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("A trace has %d to %d points, not %u"), MIN_POINTS, MAX_POINTS, query->max_points);
      return FALSE;
    }
  for (guint i = 0; i < query->n_channels; i++)
    if (!dw_trend_check_device (station, query->channels[i].device_id, error))
      return FALSE;
  return TRUE;
}

void
dw_trend_desk_query_async (DwStation *station, const DwTrendQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;
  QueryJob *job;

  if (!check_query (station, query, &error))
    {
      dw_trend_refuse (&query_errand, error, cancellable, callback, user_data);
      return;
    }
  job = g_new0 (QueryJob, 1);
  *job = (QueryJob){ g_new0 (DwTrendPlan, MAX (query->n_channels, 1)), query->n_channels, query->from_ms, query->to_ms, dw_clock_wall_ms (station->clock), query->max_points, query->with_stats };
  for (guint i = 0; i < query->n_channels; i++)
    dw_trend_plan_init (&job->plans[i], station, &query->channels[i]);
  dw_trend_run (station, &query_errand, job, cancellable, callback, user_data);
}

GPtrArray *
dw_trend_desk_query_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_trend_desk_query_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- buckets at given edges --- */

typedef struct
{
  DwTrendPlan plan;
  gint64 *edges_ms;
  guint n;
} EdgesJob;

static void
edges_job_free (gpointer data)
{
  EdgesJob *job = data;

  g_free (job->edges_ms);
  g_free (job);
}

static gpointer
edges_work (DwHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  const EdgesJob *job = data;

  return dw_trend_read_buckets (history, &job->plan, job->edges_ms, job->n, cancellable, error);
}

static const DwTrendErrand edges_errand = { dw_trend_desk_query_edges_async, edges_work, edges_job_free, (GDestroyNotify)dw_buckets_free };

void
dw_trend_desk_query_edges_async (DwStation *station, const DwTrendChannel *channel, const gint64 *edges_ms, guint n, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;
  EdgesJob *job;

  if (!dw_trend_check_edges (edges_ms, n, &error) || !dw_trend_check_device (station, channel->device_id, &error))
    {
      dw_trend_refuse (&edges_errand, error, cancellable, callback, user_data);
      return;
    }
  job = g_new0 (EdgesJob, 1);
  dw_trend_plan_init (&job->plan, station, channel);
  job->edges_ms = g_memdup2 (edges_ms, ((gsize)n + 1) * sizeof *edges_ms);
  job->n = n;
  dw_trend_run (station, &edges_errand, job, cancellable, callback, user_data);
}

DwBuckets *
dw_trend_desk_query_edges_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_trend_desk_query_edges_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
