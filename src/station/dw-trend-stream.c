// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-trend-desk-private.h"

/* A year of samples is more than memory should hold, so long spans are read day by day. Measured and derived channels look alike from here on: a derived one is the
 * join of its inputs at equal times; a row of which one input is not good is a sample that is not good.
 *
 * Each sample's weight is the time since the one before it, at most two periods (dw-series.h). That of the first needs the sample before the span. Means of
 * minutes carry the weight of the samples they were made of. */

#define MINUTE_MS ((gint64)DW_TREND_MINUTE_MS)
#define DAY_MS (1440 * MINUTE_MS)
#define COARSE_FROM_MS (40 * DAY_MS)

gboolean
dw_trend_is_coarse (const DwTrendPlan *plan, gint64 from_ms, gint64 to_ms)
{
  return plan->derived != NULL && to_ms - from_ms > COARSE_FROM_MS;
}

void
dw_trend_slice_clear (DwTrendSlice *self)
{
  g_clear_pointer (&self->samples, dw_samples_free);
  g_clear_pointer (&self->weights_ms, g_free);
}

/* --- joining --- */

typedef struct
{
  DwSamples *inputs[DW_TREND_MAX_INPUTS];
  guint at[DW_TREND_MAX_INPUTS];
} Join;

static void
join_clear (Join *join)
{
  for (guint i = 0; i < DW_TREND_MAX_INPUTS; i++)
    g_clear_pointer (&join->inputs[i], dw_samples_free);
}

static gboolean
read_inputs (Join *join, DwHistory *history, const DwTrendPlan *plan, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < plan->n_inputs; i++)
    {
      join->inputs[i] = dw_history_read_samples (history, plan->channel.device_id, plan->inputs[i], from_ms, to_ms, cancellable, error);
      if (join->inputs[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Moves the input to the first time at or after time_ms. FALSE: there is none. */
static gboolean
move_input (Join *join, guint input, gint64 time_ms)
{
  const DwSamples *samples = join->inputs[input];

  while (join->at[input] < samples->n && samples->times_ms[join->at[input]] < time_ms)
    join->at[input]++;
  return join->at[input] < samples->n;
}

/* Moves all inputs to the next time that all of them have. FALSE: there is none. */
static gboolean
find_common_time (Join *join, guint n_inputs)
{
  gint64 time_ms = G_MININT64;

  for (guint n_equal = 0, i = 0; n_equal < n_inputs; i = (i + 1) % n_inputs)
    {
      if (!move_input (join, i, time_ms))
        return FALSE;
      n_equal = join->inputs[i]->times_ms[join->at[i]] == time_ms ? n_equal + 1 : 1;
      time_ms = join->inputs[i]->times_ms[join->at[i]];
    }
  return TRUE;
}

static void
append_row (DwSamples *out, const Join *join, const DwTrendPlan *plan)
{
  double values[DW_TREND_MAX_INPUTS];
  gboolean good = TRUE;

  for (guint i = 0; i < plan->n_inputs; i++)
    {
      values[i] = join->inputs[i]->values[join->at[i]];
      good &= join->inputs[i]->qualities[join->at[i]] == DW_QUALITY_GOOD && isfinite (values[i]);
    }
  out->times_ms[out->n] = join->inputs[0]->times_ms[join->at[0]];
  out->values[out->n] = good ? dw_trend_plan_compute (plan, values) : NAN;
  out->qualities[out->n] = isfinite (out->values[out->n]) ? DW_QUALITY_GOOD : DW_QUALITY_DOUBTFUL;
  out->n++;
}

static DwSamples *
join_inputs (Join *join, const DwTrendPlan *plan)
{
  DwSamples *out = dw_samples_new (plan->n_inputs > 0 ? join->inputs[0]->n : 0);

  out->n = 0;
  out->period_ms = plan->n_inputs > 0 ? join->inputs[0]->period_ms : 0;
  while (plan->n_inputs > 0 && find_common_time (join, plan->n_inputs))
    {
      append_row (out, join, plan);
      join->at[0]++;
    }
  return out;
}

DwSamples *
dw_trend_read_samples (DwHistory *history, const DwTrendPlan *plan, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error)
{
  Join join = { 0 };
  DwSamples *samples = NULL;

  if (plan->derived == NULL)
    return dw_history_read_samples (history, plan->channel.device_id, plan->channel.name, from_ms, to_ms, cancellable, error);
  if (read_inputs (&join, history, plan, from_ms, to_ms, cancellable, error))
    samples = join_inputs (&join, plan);
  join_clear (&join);
  return samples;
}

/* --- means of minutes --- */

/* Whole minutes; the first and the last may be cut. */
static GArray *
list_minutes (gint64 from_ms, gint64 to_ms)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 edge_ms = from_ms; edge_ms < to_ms; edge_ms += MINUTE_MS - edge_ms % MINUTE_MS)
    g_array_append_val (edges, edge_ms);
  g_array_append_val (edges, to_ms);
  return edges;
}

static GPtrArray *
read_minutes (DwHistory *history, const DwTrendPlan *plan, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) edges = list_minutes (from_ms, to_ms);
  DwHistoryChannel channels[DW_TREND_MAX_INPUTS] = { { plan->channel.device_id, plan->channel.name } };
  guint n_channels = plan->derived != NULL ? plan->n_inputs : 1;

  for (guint i = 0; plan->derived != NULL && i < n_channels; i++)
    channels[i] = (DwHistoryChannel){ plan->channel.device_id, plan->inputs[i] };
  if (n_channels == 0)
    return g_ptr_array_new ();
  return dw_history_read_many (history, channels, n_channels, (const gint64 *)(gpointer)edges->data, edges->len - 1, cancellable, error);
}

/* One minute as a sample. FALSE: there is nothing in it. */
static gboolean
take_minute (GPtrArray *inputs, const DwTrendPlan *plan, guint minute, double *value, gint64 *weight_ms)
{
  double values[DW_TREND_MAX_INPUTS] = { NAN };
  gboolean good = TRUE;

  *weight_ms = G_MAXINT64;
  for (guint i = 0; i < inputs->len; i++)
    {
      const DwBucket *bucket = &((DwBuckets *)inputs->pdata[i])->buckets[minute];

      if (bucket->count + bucket->others == 0)
        return FALSE;
      good &= bucket->count > 0;
      values[i] = bucket->mean;
      *weight_ms = MIN (*weight_ms, bucket->weight_ms);
    }
  *value = !good ? NAN : plan->derived != NULL ? dw_trend_plan_compute (plan, values)
                                               : values[0];
  return inputs->len > 0;
}

/* Of what lies in the minutes: it may have been sampled more seldom than once a minute. */
static int
find_longest_period (const GPtrArray *inputs)
{
  int period_ms = 0;

  for (guint i = 0; i < inputs->len; i++)
    period_ms = MAX (period_ms, ((const DwBuckets *)inputs->pdata[i])->period_ms);
  return period_ms;
}

static void
fill_minutes (DwTrendSlice *slice, GPtrArray *inputs, const DwTrendPlan *plan)
{
  const DwBuckets *first = inputs->len > 0 ? inputs->pdata[0] : NULL;
  guint n = first != NULL ? first->n : 0;
  double value;
  gint64 weight_ms;

  slice->samples = dw_samples_new (n);
  slice->samples->n = 0;
  slice->samples->period_ms = MAX (MINUTE_MS, find_longest_period (inputs));
  slice->weights_ms = g_new (gint64, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      guint at = slice->samples->n;

      if (!take_minute (inputs, plan, i, &value, &weight_ms))
        continue;
      slice->samples->times_ms[at] = first->edges_ms[i];
      slice->samples->values[at] = value;
      slice->samples->qualities[at] = isfinite (value) ? DW_QUALITY_GOOD : DW_QUALITY_DOUBTFUL;
      slice->weights_ms[at] = weight_ms;
      slice->samples->n++;
    }
}

static gboolean
next_minutes (DwTrendStream *self, gint64 end_ms, DwTrendSlice *slice, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) inputs = read_minutes (self->history, self->plan, self->at_ms, end_ms, cancellable, error);

  if (inputs == NULL)
    return FALSE;
  fill_minutes (slice, inputs, self->plan);
  return TRUE;
}

/* --- samples, day by day --- */

static gint64
get_cap_ms (const DwTrendStream *self, const DwSamples *samples, guint index)
{
  int period_ms = dw_samples_get_period (samples, index);

  return 2 * (gint64)(period_ms > 0 ? period_ms : self->plan->period_ms);
}

/* The sample before the span, if the first one of the span may owe it less than its full time. */
static gboolean
find_lead (DwTrendStream *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (DwSamples) before = dw_trend_read_samples (self->history, self->plan, self->at_ms - 2 * (gint64)self->plan->period_ms, self->at_ms, cancellable, error);

  if (before == NULL)
    return FALSE;
  self->last_ms = before->n > 0 ? before->times_ms[before->n - 1] : G_MININT64;
  self->begun = TRUE;
  return TRUE;
}

static void
weigh_samples (DwTrendStream *self, DwTrendSlice *slice)
{
  const DwSamples *samples = slice->samples;

  slice->weights_ms = g_new (gint64, MAX (samples->n, 1));
  for (guint i = 0; i < samples->n; i++)
    {
      gint64 cap_ms = get_cap_ms (self, samples, i);

      slice->weights_ms[i] = self->last_ms == G_MININT64 ? cap_ms : MIN (cap_ms, samples->times_ms[i] - self->last_ms);
      self->last_ms = samples->times_ms[i];
    }
}

static gboolean
next_samples (DwTrendStream *self, gint64 end_ms, DwTrendSlice *slice, GCancellable *cancellable, GError **error)
{
  if (!self->begun && !find_lead (self, cancellable, error))
    return FALSE;
  slice->samples = dw_trend_read_samples (self->history, self->plan, self->at_ms, end_ms, cancellable, error);
  if (slice->samples == NULL)
    return FALSE;
  weigh_samples (self, slice);
  return TRUE;
}

void
dw_trend_stream_init (DwTrendStream *self, DwHistory *history, const DwTrendPlan *plan, gint64 from_ms, gint64 to_ms, gboolean minutes)
{
  *self = (DwTrendStream){ .history = history, .plan = plan, .at_ms = from_ms, .to_ms = to_ms, .minutes = minutes, .last_ms = G_MININT64 };
}

gboolean
dw_trend_stream_next (DwTrendStream *self, DwTrendSlice *slice, GCancellable *cancellable, GError **error)
{
  gint64 end_ms = MIN (self->to_ms, self->at_ms + DAY_MS);
  gboolean read;

  if (self->at_ms >= self->to_ms || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  read = self->minutes ? next_minutes (self, end_ms, slice, cancellable, error) : next_samples (self, end_ms, slice, cancellable, error);
  self->at_ms = end_ms;
  return read;
}

/* --- buckets of derived channels --- */

typedef struct
{
  DwBuckets *buckets;
  guint at;
  double integral; /* value × ms of bucket at */
} Fold;

static void
close_bucket (Fold *fold)
{
  DwBucket *bucket = &fold->buckets->buckets[fold->at];

  if (bucket->count > 0)
    {
      bucket->mean = bucket->sum / (double)bucket->count;
      bucket->weighted_mean = bucket->weight_ms > 0 ? fold->integral / (double)bucket->weight_ms : NAN;
    }
  fold->integral = 0;
}

static void
add_good (Fold *fold, double value, gint64 weight_ms)
{
  DwBucket *bucket = &fold->buckets->buckets[fold->at];

  bucket->min = bucket->count > 0 ? MIN (bucket->min, value) : value;
  bucket->max = bucket->count > 0 ? MAX (bucket->max, value) : value;
  bucket->sum = bucket->count > 0 ? bucket->sum + value : value;
  bucket->count++;
  bucket->weight_ms += weight_ms;
  fold->integral += value * (double)weight_ms;
}

static void
fold_slice (Fold *fold, const DwTrendSlice *slice)
{
  const DwSamples *samples = slice->samples;

  for (guint i = 0; i < samples->n; i++)
    {
      while (fold->at + 1 < fold->buckets->n && samples->times_ms[i] >= fold->buckets->edges_ms[fold->at + 1])
        {
          close_bucket (fold);
          fold->at++;
        }
      if (samples->qualities[i] == DW_QUALITY_GOOD)
        add_good (fold, samples->values[i], slice->weights_ms[i]);
      else
        fold->buckets->buckets[fold->at].others++;
    }
  if (samples->period_ms > 0)
    fold->buckets->period_ms = MAX (fold->buckets->period_ms, samples->period_ms);
}

static DwBuckets *
fold_stream (DwTrendStream *stream, const gint64 *edges_ms, guint n, GCancellable *cancellable, GError **error)
{
  g_autoptr (DwBuckets) buckets = dw_buckets_new (edges_ms, n);
  Fold fold = { buckets, 0, 0 };
  DwTrendSlice slice = { 0 };
  GError *problem = NULL;

  buckets->period_ms = stream->minutes ? (int)MINUTE_MS : stream->plan->period_ms;
  while (dw_trend_stream_next (stream, &slice, cancellable, &problem))
    {
      fold_slice (&fold, &slice);
      dw_trend_slice_clear (&slice);
    }
  close_bucket (&fold);
  if (problem == NULL)
    return g_steal_pointer (&buckets);
  g_propagate_error (error, problem);
  return NULL;
}

DwBuckets *
dw_trend_read_buckets (DwHistory *history, const DwTrendPlan *plan, const gint64 *edges_ms, guint n, GCancellable *cancellable, GError **error)
{
  DwTrendStream stream;

  if (plan->derived == NULL)
    return dw_history_read_buckets (history, plan->channel.device_id, plan->channel.name, edges_ms, n, cancellable, error);
  dw_trend_stream_init (&stream, history, plan, edges_ms[0], edges_ms[n], dw_trend_is_coarse (plan, edges_ms[0], edges_ms[n]));
  return fold_stream (&stream, edges_ms, n, cancellable, error);
}
