// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-trace.h"
#include "dw-trend-link.h"

/* Plan (S2-19): samples become points one by one, buckets two points each, so that neither peak nor hole is lost · the numbers that are said of a curve · the target of a jump (S2-15). */

static void
test_samples (void)
{
  DwSamples *samples = dw_samples_new (3);
  DwTrendTrace answer = { .samples = samples };
  const double values[] = { 94, NAN, 412 };
  const DwQuality qualities[] = { DW_QUALITY_GOOD, DW_QUALITY_SENSOR_FAULT, DW_QUALITY_DOUBTFUL };
  gint64 peak_ms = 0;
  g_autoptr (DwTrace) trace = NULL;

  samples->period_ms = 5000;
  for (guint i = 0; i < 3; i++)
    {
      samples->times_ms[i] = 1000 + 5000 * i;
      samples->values[i] = values[i];
      samples->qualities[i] = (guint8)qualities[i];
    }
  trace = dw_trace_new (&answer);
  dw_samples_free (samples);
  g_assert_cmpuint (trace->n, ==, 3);
  g_assert_cmpint (trace->times_ms[2], ==, 11000);
  g_assert_false (trace->doubtful[0]);
  g_assert_true (trace->doubtful[2]);
  /* Two periods are together, more is a hole. */
  g_assert_cmpint (trace->gap_ms, >, 10000);
  g_assert_cmpint (trace->gap_ms, <, 15000);
  g_assert_cmpfloat (dw_trace_find_peak (trace, 0, &peak_ms), ==, 412);
  g_assert_cmpint (peak_ms, ==, 11000);
  g_assert_cmpfloat (dw_trace_find_lowest (trace), ==, 94);
  g_assert_cmpfloat (dw_trace_find_last (trace), ==, 412);
  g_assert_true (isnan (dw_trace_find_peak (trace, 11001, &peak_ms)));
}

static void
test_buckets (void)
{
  const gint64 edges[] = { 0, 60000, 120000, 180000, 240000 };
  DwBuckets *buckets = dw_buckets_new (edges, 4);
  DwTrendTrace answer = { .buckets = buckets };
  gint64 peak_ms = 0;
  g_autoptr (DwTrace) trace = NULL;

  /* The second bucket holds one second of a leak; the third is empty. */
  buckets->buckets[0] = (DwBucket){ .count = 12, .min = 90, .max = 95 };
  buckets->buckets[1] = (DwBucket){ .count = 12, .min = 91, .max = 642 };
  buckets->buckets[2] = (DwBucket){ .count = 0, .min = NAN, .max = NAN };
  buckets->buckets[3] = (DwBucket){ .count = 1, .min = 92, .max = 92 };
  trace = dw_trace_new (&answer);
  dw_buckets_free (buckets);
  g_assert_cmpuint (trace->n, ==, 6);
  for (guint i = 1; i < trace->n; i++)
    g_assert_cmpint (trace->times_ms[i], >, trace->times_ms[i - 1]);
  g_assert_cmpfloat (dw_trace_find_peak (trace, 0, &peak_ms), ==, 642);
  g_assert_cmpint (peak_ms, >=, 60000);
  g_assert_cmpint (peak_ms, <, 120000);
  g_assert_cmpfloat (dw_trace_find_lowest (trace), ==, 90);
  /* Neighbouring buckets are joined. */
  g_assert_cmpint (trace->times_ms[2] - trace->times_ms[1], <, trace->gap_ms);
}

static void
test_nothing (void)
{
  DwTrendTrace answer = { 0 };
  g_autoptr (DwTrace) trace = dw_trace_new (&answer);
  gint64 peak_ms = 0;

  g_assert_cmpuint (trace->n, ==, 0);
  g_assert_true (isnan (dw_trace_find_peak (trace, 0, &peak_ms)));
  g_assert_true (isnan (dw_trace_find_last (trace)));
  g_assert_true (isnan (dw_trace_find_lowest (trace)));
}

static void
test_targets (void)
{
  static const struct
  {
    gint64 device_id;
    const char *channel;
    gint64 time_ms;
    const char *target;
  } rows[] = {
    { 7, NULL, 0, "7" },
    { 7, "", 1790000000000, "7" },
    { 7, "residual_current", 0, "7:residual_current" },
    { 7, "residual_current", 1790000000000, "7:residual_current@1790000000000" },
    { G_MAXINT64, "temperature_1", 1, "9223372036854775807:temperature_1@1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *target = dw_trend_link_make (rows[i].device_id, rows[i].channel, rows[i].time_ms);

      g_assert_cmpstr (target, ==, rows[i].target);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/samples-one-by-one", test_samples);
  g_test_add_func ("/trace/a-bucket-keeps-its-peak", test_buckets);
  g_test_add_func ("/trace/nothing-is-nothing", test_nothing);
  g_test_add_func ("/trace/targets-of-a-jump", test_targets);
  return g_test_run ();
}
