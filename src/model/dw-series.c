// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-series.h"

#include <math.h>

DwSamples *
dw_samples_new (guint n)
{
  DwSamples *self = g_new0 (DwSamples, 1);

  self->n = n;
  self->times_ms = g_new (gint64, MAX (n, 1));
  self->values = g_new (double, MAX (n, 1));
  self->qualities = g_new (guint8, MAX (n, 1));
  return self;
}

void
dw_samples_free (DwSamples *self)
{
  if (self == NULL)
    return;
  g_free (self->times_ms);
  g_free (self->values);
  g_free (self->qualities);
  g_free (self->periods_ms);
  g_free (self);
}

int
dw_samples_get_period (const DwSamples *self, guint index)
{
  g_return_val_if_fail (index < self->n, 0);

  return self->periods_ms != NULL ? self->periods_ms[index] : self->period_ms;
}

guint
dw_samples_count_period (const DwSamples *self, guint index)
{
  guint end = index;

  if (self->periods_ms == NULL)
    return self->n - MIN (index, self->n);
  while (end < self->n && self->periods_ms[end] == self->periods_ms[index])
    end++;
  return end - index;
}

DwBuckets *
dw_buckets_new (const gint64 *edges_ms, guint n)
{
  DwBuckets *self = g_new0 (DwBuckets, 1);

  self->n = n;
  self->edges_ms = g_memdup2 (edges_ms, ((gsize)n + 1) * sizeof *edges_ms);
  self->buckets = g_new (DwBucket, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    self->buckets[i] = (DwBucket){ .min = NAN, .max = NAN, .sum = NAN, .mean = NAN, .weighted_mean = NAN };
  return self;
}

void
dw_buckets_free (DwBuckets *self)
{
  if (self == NULL)
    return;
  g_free (self->edges_ms);
  g_free (self->buckets);
  g_free (self);
}

double
dw_buckets_get_coverage (const DwBuckets *self, guint index)
{
  gint64 length_ms;

  g_return_val_if_fail (index < self->n, 0);

  length_ms = self->edges_ms[index + 1] - self->edges_ms[index];
  return length_ms > 0 ? CLAMP ((double)self->buckets[index].weight_ms / (double)length_ms, 0.0, 1.0) : 0;
}
