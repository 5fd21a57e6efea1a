// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-reading.h"

G_BEGIN_DECLS

/* What the history answers: runs of samples and buckets of them. Plain immutable data, any thread. Times are UTC ms; values are in the unit of the quantity. */

/* Samples of one channel, times ascending, no time twice. A sample without a value (sensor fault) has NaN. */
typedef struct
{
  guint n;
  gint64 *times_ms;
  double *values;
  guint8 *qualities; /* DwQuality, never DW_QUALITY_NONE */
  int period_ms;     /* nominal distance of the samples, 0 = unknown; the longest when they differ */
  int *periods_ms;   /* of each sample when they differ, else NULL */
} DwSamples;

DwSamples *dw_samples_new (guint n);
void dw_samples_free (DwSamples *self);
/* Nominal distance of that sample from its neighbours, 0 = unknown: what was filled in from a device's own memory is further apart than what was polled. */
int dw_samples_get_period (const DwSamples *self, guint index);
/* How many samples from index on have the same period. */
guint dw_samples_count_period (const DwSamples *self, guint index);

/* What the good samples of a half-open stretch of time say. Statistics use quality "good" only.
 * A sample stands for the time since the sample before it, at most for two periods, and belongs to the bucket that holds its own time. */
typedef struct
{
  gint64 count;     /* good samples */
  gint64 others;    /* samples that are there but are not good */
  gint64 weight_ms; /* time that the good samples stand for */
  double min, max;  /* NaN when count is 0, and so are the next three */
  double sum;
  double mean;          /* sum / count */
  double weighted_mean; /* by time */
} DwBucket;

/* Bucket i is edges_ms[i] … edges_ms[i + 1] (half-open). */
typedef struct
{
  guint n;
  gint64 *edges_ms; /* n + 1 */
  DwBucket *buckets;
  int period_ms; /* nominal distance of the samples behind it, 0 = unknown; the longest when they differ */
} DwBuckets;

DwBuckets *dw_buckets_new (const gint64 *edges_ms, guint n);
void dw_buckets_free (DwBuckets *self);
/* 0…1: how much of the bucket its good samples stand for. */
double dw_buckets_get_coverage (const DwBuckets *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwSamples, dw_samples_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwBuckets, dw_buckets_free)

G_END_DECLS
