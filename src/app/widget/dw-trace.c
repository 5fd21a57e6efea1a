// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trace.h"

#include <math.h>

#define MINUTE_MS G_GINT64_CONSTANT (60000)

static DwTrace *
trace_new (guint size)
{
  DwTrace *self = g_new0 (DwTrace, 1);

  self->times_ms = g_new0 (gint64, size);
  self->values = g_new0 (double, size);
  self->doubtful = g_new0 (guint8, size);
  return self;
}

void
dw_trace_free (DwTrace *self)
{
  g_free (self->times_ms);
  g_free (self->values);
  g_free (self->doubtful);
  g_free (self);
}

static void
add_point (DwTrace *self, gint64 time_ms, double value, gboolean doubtful)
{
  self->times_ms[self->n] = time_ms;
  self->values[self->n] = value;
  self->doubtful[self->n++] = doubtful;
}

static DwTrace *
copy_samples (const DwSamples *samples)
{
  DwTrace *self = trace_new (samples->n);

  for (guint i = 0; i < samples->n; i++)
    add_point (self, samples->times_ms[i], samples->values[i], samples->qualities[i] != DW_QUALITY_GOOD);
  self->gap_ms = samples->period_ms > 0 ? 2 * samples->period_ms + 1 : MINUTE_MS;
  return self;
}

/* Largest distance of a bucket to its next: further apart is a hole. */
static gint64
find_bucket_gap (const DwBuckets *buckets)
{
  gint64 length_ms = 0;

  for (guint i = 0; i < buckets->n; i++)
    length_ms = MAX (length_ms, buckets->edges_ms[i + 1] - buckets->edges_ms[i]);
  return MAX (2 * length_ms, 2 * (gint64)buckets->period_ms) + 1;
}

static DwTrace *
copy_buckets (const DwBuckets *buckets)
{
  DwTrace *self = trace_new (2 * buckets->n);

  for (guint i = 0; i < buckets->n; i++)
    if (buckets->buckets[i].count > 0)
      {
        gint64 from_ms = buckets->edges_ms[i], to_ms = buckets->edges_ms[i + 1];

        add_point (self, from_ms + (to_ms - from_ms) / 4, buckets->buckets[i].min, FALSE);
        add_point (self, from_ms + (to_ms - from_ms) * 3 / 4, buckets->buckets[i].max, FALSE);
      }
  self->gap_ms = find_bucket_gap (buckets);
  return self;
}

DwTrace *
dw_trace_new (const DwTrendTrace *answer)
{
  if (answer->samples != NULL)
    return copy_samples (answer->samples);
  if (answer->buckets != NULL)
    return copy_buckets (answer->buckets);
  return trace_new (1);
}

double
dw_trace_find_peak (const DwTrace *self, gint64 since_ms, gint64 *time_ms)
{
  double peak = NAN;

  for (guint i = 0; i < self->n; i++)
    if (self->times_ms[i] >= since_ms && !isnan (self->values[i]) && !(self->values[i] <= peak))
      {
        peak = self->values[i];
        *time_ms = self->times_ms[i];
      }
  return peak;
}

double
dw_trace_find_last (const DwTrace *self)
{
  for (guint i = self->n; i > 0; i--)
    if (!isnan (self->values[i - 1]))
      return self->values[i - 1];
  return NAN;
}

double
dw_trace_find_lowest (const DwTrace *self)
{
  double lowest = NAN;

  for (guint i = 0; i < self->n; i++)
    lowest = fmin (lowest, self->values[i]);
  return lowest;
}

/* --- asking --- */

typedef struct
{
  DwStation *station; /* owned */
  DwTraceFunc func;
  gpointer data;
  GCancellable *cancellable; /* owned: tells whether whoever asked is still there */
} Request;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Request *request = data;
  g_autoptr (DwStation) station = request->station;
  g_autoptr (GCancellable) cancellable = request->cancellable;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) traces = dw_trend_desk_query_finish (station, result, &error);

  if (g_cancellable_is_cancelled (cancellable))
    return;
  request->func (traces != NULL && traces->len > 0 ? dw_trace_new (traces->pdata[0]) : NULL, error, request->data);
}

void
dw_trace_ask (DwStation *station, gint64 device_id, const char *name, gint64 from_ms, gint64 to_ms, guint max_points, GCancellable *cancellable, DwTraceFunc func, gpointer data)
{
  DwTrendChannel channel = { .device_id = device_id };
  DwTrendQuery query = { .channels = &channel, .n_channels = 1, .from_ms = from_ms, .to_ms = to_ms, .max_points = max_points };
  Request *request = g_new0 (Request, 1);

  g_strlcpy (channel.name, name, sizeof channel.name);
  *request = (Request){ g_object_ref (station), func, data, g_object_ref (cancellable) };
  dw_trend_desk_query_async (station, &query, cancellable, answered_cb, request);
}
