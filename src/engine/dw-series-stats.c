// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-series-stats.h"

#include <math.h>

#include "dw-series-select.h"
#include "dw-text.h"

/* Sums are compensated (Neumaier): a year of voltages at 15 s loses no digit that anybody sees. */

#define UNKNOWN_PERIOD_MS 60000

typedef struct
{
  double sum;
  double rest;
} Sum;

struct _DwSeriesStatsRun
{
  DwSeriesSpan span;
  gint64 cap_ms; /* the longest that a sample stands for */
  gboolean has_last;
  gint64 last_ms;      /* of the last sample, good or not */
  gint64 last_good_ms; /* in the span; its begin before the first */
  gint64 weight_ms;    /* of all good samples, uncut */
  gint64 covered_ms;   /* the same, cut at the begin of the span */
  Sum sum;
  Sum integral;
  GArray *values; /* double; emptied when they are too many */
  DwSeriesStats *stats;
};

static void
add_to_sum (Sum *self, double value)
{
  double sum = self->sum + value;

  self->rest += fabs (self->sum) >= fabs (value) ? (self->sum - sum) + value : (value - sum) + self->sum;
  self->sum = sum;
}

static double
find_sum (const Sum *self)
{
  return self->sum + self->rest;
}

static DwSeriesStats *
make_stats (const DwSeriesSpan *span)
{
  DwSeriesStats *stats = g_new0 (DwSeriesStats, 1);

  stats->min = stats->max = stats->mean = stats->weighted_mean = stats->median = stats->p95 = NAN;
  stats->gaps = g_array_new (FALSE, FALSE, sizeof (DwSeriesGap));
  for (guint i = 0; i < DW_SERIES_STATS_LIMITS; i++)
    stats->above_ms[i] = isnan (span->limits[i]) ? -1 : 0;
  return stats;
}

DwSeriesStatsRun *
dw_series_stats_new (const DwSeriesSpan *span)
{
  DwSeriesStatsRun *self;

  g_return_val_if_fail (span->from_ms <= span->to_ms, NULL);

  self = g_new0 (DwSeriesStatsRun, 1);
  self->span = *span;
  self->cap_ms = 2 * (gint64)(span->period_ms > 0 ? span->period_ms : UNKNOWN_PERIOD_MS);
  self->last_good_ms = span->from_ms;
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  self->stats = make_stats (span);
  return self;
}

void
dw_series_stats_set_period (DwSeriesStatsRun *self, int period_ms)
{
  if (period_ms <= 0)
    return;
  self->span.period_ms = period_ms;
  self->cap_ms = 2 * (gint64)period_ms;
}

void
dw_series_stats_run_free (DwSeriesStatsRun *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->values);
  dw_series_stats_free (self->stats);
  g_free (self);
}

void
dw_series_stats_free (DwSeriesStats *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->gaps);
  g_free (self);
}

static void
note_gap (DwSeriesStatsRun *self, gint64 to_ms)
{
  DwSeriesGap gap = { self->last_good_ms, to_ms };

  if (self->span.period_ms > 0 && to_ms - self->last_good_ms > self->cap_ms)
    g_array_append_val (self->stats->gaps, gap);
}

static void
note_extremes (DwSeriesStats *stats, gint64 time_ms, double value)
{
  if (stats->count == 0 || value < stats->min)
    {
      stats->min = value;
      stats->min_ms = time_ms;
    }
  if (stats->count == 0 || value > stats->max)
    {
      stats->max = value;
      stats->max_ms = time_ms;
    }
}

static void
keep_value (DwSeriesStatsRun *self, double value)
{
  if (self->stats->count < DW_SERIES_STATS_MAX_EXACT)
    g_array_append_val (self->values, value);
  else if (self->stats->count == DW_SERIES_STATS_MAX_EXACT)
    {
      g_array_unref (self->values);
      self->values = g_array_new (FALSE, FALSE, sizeof (double));
    }
}

/* Only the first sample of the span can stand for time before it. */
static void
add_good (DwSeriesStatsRun *self, gint64 time_ms, double value, gint64 weight_ms)
{
  DwSeriesStats *stats = self->stats;
  gint64 inside_ms = MIN (weight_ms, time_ms - self->span.from_ms);

  note_extremes (stats, time_ms, value);
  note_gap (self, time_ms);
  keep_value (self, value);
  add_to_sum (&self->sum, value);
  add_to_sum (&self->integral, value * (double)weight_ms);
  self->weight_ms += weight_ms;
  self->covered_ms += inside_ms;
  for (guint i = 0; i < DW_SERIES_STATS_LIMITS; i++)
    if (value >= self->span.limits[i])
      stats->above_ms[i] += inside_ms;
  self->last_good_ms = time_ms;
  stats->count++;
}

static void
add_sample (DwSeriesStatsRun *self, gint64 time_ms, double value, guint8 quality)
{
  gint64 weight_ms = self->has_last ? MIN (time_ms - self->last_ms, self->cap_ms) : self->cap_ms;

  self->has_last = TRUE;
  self->last_ms = time_ms;
  if (time_ms < self->span.from_ms || time_ms >= self->span.to_ms)
    return;
  if (quality == DW_QUALITY_GOOD && isfinite (value))
    add_good (self, time_ms, value, weight_ms);
  else
    self->stats->others++;
}

static gboolean
check_order (const DwSeriesStatsRun *self, const gint64 *times_ms, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      gint64 last_ms = i > 0 ? times_ms[i - 1] : self->last_ms;
      g_autofree char *time = NULL;

      if ((i == 0 && !self->has_last) || times_ms[i] > last_ms)
        continue;
      time = dw_text_time_iso (times_ms[i]);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Sample %u, %s, is not after the one before it", i + 1, time);
      return FALSE;
    }
  return TRUE;
}

gboolean
dw_series_stats_add (DwSeriesStatsRun *self, const gint64 *times_ms, const double *values, const guint8 *qualities, guint n, GError **error)
{
  if (!check_order (self, times_ms, n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    add_sample (self, times_ms[i], values[i], qualities[i]);
  return TRUE;
}

/* The median of an even number is the mean of the middle two; the 95th percentile is that of the nearest rank. */
static void
find_quantiles (DwSeriesStatsRun *self)
{
  DwSeriesStats *stats = self->stats;
  gsize n = self->values->len;
  const gsize indices[] = { (n - 1) / 2, n / 2, (n * 95 + 99) / 100 - 1 };
  double found[G_N_ELEMENTS (indices)];

  dw_series_select_many ((const double *)(gpointer)self->values->data, n, stats->min, stats->max, indices, G_N_ELEMENTS (indices), found);
  stats->median = found[0] == found[1] ? found[0] : (found[0] + found[1]) / 2;
  stats->p95 = found[2];
}

static void
finish_values (DwSeriesStatsRun *self)
{
  DwSeriesStats *stats = self->stats;

  stats->mean = find_sum (&self->sum) / (double)stats->count;
  stats->weighted_mean = find_sum (&self->integral) / (double)self->weight_ms;
  if (self->values->len > 0)
    find_quantiles (self);
}

DwSeriesStats *
dw_series_stats_finish (DwSeriesStatsRun *self)
{
  gint64 length_ms = self->span.to_ms - self->span.from_ms;

  if (self->stats->count > 0)
    finish_values (self);
  self->stats->coverage = length_ms > 0 ? CLAMP ((double)self->covered_ms / (double)length_ms, 0.0, 1.0) : 0;
  note_gap (self, self->span.to_ms);
  return g_steal_pointer (&self->stats);
}

/* Two passes: the product of deviations keeps the digits that the difference of two large sums would lose. */
double
dw_series_squared_correlation (const double *a, const double *b, guint n, guint min_rows)
{
  double mean_a = 0, mean_b = 0;
  double aa = 0, bb = 0, ab = 0;
  guint rows = 0;

  for (guint i = 0; i < n; i++)
    if (isfinite (a[i]) && isfinite (b[i]))
      {
        rows++;
        mean_a += (a[i] - mean_a) / rows;
        mean_b += (b[i] - mean_b) / rows;
      }
  for (guint i = 0; i < n; i++)
    if (isfinite (a[i]) && isfinite (b[i]))
      {
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
        ab += (a[i] - mean_a) * (b[i] - mean_b);
      }
  if (rows < MAX (min_rows, 2) || !(aa > 0) || !(bb > 0))
    return NAN;
  return CLAMP (ab / aa * (ab / bb), 0.0, 1.0);
}
