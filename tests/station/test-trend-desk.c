// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "trend-kit.h"

/* Plan: where the edges of buckets lie, where nothing was heard, an empty span and its neighbours, numbers of a span, correlation. */

#define METER 2
#define BEGIN_MS KIT_NOVEMBER_MS

/* --- grids --- */

typedef struct
{
  const char *text;
  gint64 from_ms, length_ms; /* from BEGIN_MS on */
  guint max_points;
  gint64 step_ms; /* of all buckets but the first and the last */
} GridCase;

static const GridCase grid_cases[] = {
  { "six minutes for 5 min 52 s", 0, 31 * KIT_HOUR_MS, 317, 6 * KIT_MINUTE_MS },
  { "a span that begins in a minute has the same grid", 12345, 31 * KIT_HOUR_MS, 317, 6 * KIT_MINUTE_MS },
  { "what fits but for the cut ends becomes a minute longer", 12345, 500 * 6 * KIT_MINUTE_MS, 500, 7 * KIT_MINUTE_MS },
  { "and not when the ends are not cut", 0, 500 * 6 * KIT_MINUTE_MS, 500, 6 * KIT_MINUTE_MS },
  { "quarters of an hour from an hour on", 3 * KIT_MINUTE_MS, 10 * KIT_DAY_MS, 200, 75 * KIT_MINUTE_MS },
  { "whole hours from three hours on", 3 * KIT_MINUTE_MS, 40 * KIT_DAY_MS, 300, 4 * KIT_HOUR_MS },
  { "a year in a thousand pixels is of nine hours", -8 * KIT_HOUR_MS, 365 * KIT_DAY_MS, 1080, 9 * KIT_HOUR_MS },
  { "a few points are equal parts", 0, 99 * KIT_HOUR_MS, 99, 0 },
  { "short buckets are equal parts", 0, 4 * 300 * KIT_MINUTE_MS, 300, 0 },
};

static void
assert_grid (const GridCase *c, const DwBuckets *buckets)
{
  gint64 from_ms = BEGIN_MS + c->from_ms, to_ms = from_ms + c->length_ms;

  g_assert_cmpuint (buckets->n, <=, c->max_points);
  g_assert_cmpint (buckets->edges_ms[0], ==, from_ms);
  g_assert_cmpint (buckets->edges_ms[buckets->n], ==, to_ms);
  for (guint i = 1; i < buckets->n && c->step_ms != 0; i++)
    g_assert_cmpint (buckets->edges_ms[i], ==, (from_ms / c->step_ms + i) * c->step_ms);
  if (c->step_ms == 0)
    g_assert_cmpuint (buckets->n, ==, c->max_points);
  else
    g_assert_cmpint (to_ms - buckets->edges_ms[buckets->n - 1], <=, c->step_ms);
}

/* The times of n samples of one channel. */
static GArray *
put_random_samples (TrendKit *kit, guint n)
{
  GArray *times_ms = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 time_ms = BEGIN_MS - 20 * KIT_PERIOD_MS;

  trend_kit_columns (kit, METER, "current_a", 1, KIT_PERIOD_MS);
  for (guint i = 0; i < n; i++)
    {
      trend_kit_put_one (kit, METER, time_ms, g_test_rand_int_range (100, 500) / 10.0);
      g_array_append_val (times_ms, time_ms);
      time_ms += trend_kit_pick_step_ms ();
    }
  return times_ms;
}

static gint64
count_times (GArray *times_ms, gint64 from_ms, gint64 to_ms)
{
  gint64 n = 0;

  for (guint i = 0; i < times_ms->len; i++)
    n += g_array_index (times_ms, gint64, i) >= from_ms && g_array_index (times_ms, gint64, i) < to_ms;
  return n;
}

/* Long buckets lie where the sums lie (performance 3: a year in its first frame), and panning makes no other ones. */
static void
test_grids (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GArray) times_ms = put_random_samples (kit, 2000);

  trend_kit_open (kit, BEGIN_MS + 400 * KIT_DAY_MS);
  trend_kit_add_device (kit, METER, KIT_BOX, "acrel-adl400", KIT_PERIOD_MS, NAN);
  for (guint i = 0; i < G_N_ELEMENTS (grid_cases); i++)
    {
      const GridCase *c = &grid_cases[i];
      gint64 from_ms = BEGIN_MS + c->from_ms, to_ms = from_ms + c->length_ms;
      g_autoptr (GPtrArray) owner = NULL;
      DwTrendTrace *trace = trend_kit_query (kit, METER, "current_a", from_ms, to_ms, c->max_points, FALSE, &owner);
      gint64 n = 0;

      g_test_message ("%s", c->text);
      assert_grid (c, trace->buckets);
      for (guint bucket = 0; bucket < trace->buckets->n; bucket++)
        n += trace->buckets->buckets[bucket].count;
      g_assert_cmpint (n, ==, count_times (times_ms, from_ms, to_ms));
    }
}

/* --- gaps and empty spans --- */

/* Data 0:00 to 1:00, 4:00 to 5:00 with one sample left out, 6:00 is now. */
static void
test_gaps (TrendKit *kit, gconstpointer data)
{
  static const guint points[] = { 200000, 600 };
  static const gint64 hours[2][2] = { { 1, 4 }, { 5, 6 } };

  trend_kit_columns (kit, KIT_DETECTOR, "residual_current", 0, KIT_PERIOD_MS);
  trend_kit_fill_residual (kit, BEGIN_MS, BEGIN_MS + KIT_HOUR_MS);
  trend_kit_fill_residual (kit, BEGIN_MS + 4 * KIT_HOUR_MS, BEGIN_MS + 4 * KIT_HOUR_MS + 10 * KIT_PERIOD_MS);
  trend_kit_fill_residual (kit, BEGIN_MS + 4 * KIT_HOUR_MS + 11 * KIT_PERIOD_MS, BEGIN_MS + 5 * KIT_HOUR_MS);
  trend_kit_open_with_detector (kit, BEGIN_MS + 6 * KIT_HOUR_MS);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (GPtrArray) owner = NULL;
      DwTrendTrace *trace = trend_kit_query (kit, KIT_DETECTOR, "residual_current", BEGIN_MS, BEGIN_MS + 10 * KIT_HOUR_MS, points[i], FALSE, &owner);
      gint64 pixel_ms = i == 0 ? KIT_PERIOD_MS : KIT_MINUTE_MS;

      g_assert_cmpint (trace->samples != NULL, ==, i == 0);
      g_assert_cmpuint (trace->gaps->len, ==, 2);
      for (guint k = 0; k < 2; k++)
        {
          const DwTrendGap *gap = &g_array_index (trace->gaps, DwTrendGap, k);

          g_assert_cmpint (ABS (gap->from_ms - BEGIN_MS - hours[k][0] * KIT_HOUR_MS), <=, pixel_ms);
          g_assert_cmpint (ABS (gap->to_ms - BEGIN_MS - hours[k][1] * KIT_HOUR_MS), <=, pixel_ms);
        }
      g_assert_cmpint (trace->near_before_ms, ==, 0);
      g_assert_cmpint (trace->near_after_ms, ==, 0);
    }
}

/* A probe that is broken is heard: its time is no gap, and no value either. */
static void
test_bad_samples_are_no_gap (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GPtrArray) owner = NULL;
  DwTrendTrace *trace;

  trend_kit_columns (kit, KIT_DETECTOR, "residual_current", 0, KIT_PERIOD_MS);
  for (guint i = 0; i < 12; i++)
    trend_kit_put_bad (kit, KIT_DETECTOR, BEGIN_MS + i * KIT_PERIOD_MS, (double[]){ 7 }, 1, DW_QUALITY_DOUBTFUL);
  trend_kit_open_with_detector (kit, BEGIN_MS + KIT_HOUR_MS);
  trace = trend_kit_query (kit, KIT_DETECTOR, "residual_current", BEGIN_MS, BEGIN_MS + KIT_MINUTE_MS, 100, TRUE, &owner);
  g_assert_cmpuint (trace->gaps->len, ==, 0);
  g_assert_cmpuint (trace->samples->n, ==, 12);
  g_assert_cmpint (trace->stats.count, ==, 0);
  g_assert_true (isnan (trace->stats.mean));
  g_assert_cmpfloat (trace->stats.coverage, ==, 0);
}

static void
test_empty_span_names_its_neighbours (TrendKit *kit, gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    gint64 from_h, to_h; /* after the begin */
    gint64 before_ms, after_ms;
  } cases[] = {
    { "between two stretches both are named", 2, 3, KIT_HOUR_MS - KIT_PERIOD_MS, 5 * KIT_HOUR_MS },
    { "before all data there is only a later one", -5, -4, 0, BEGIN_MS },
    { "after all data there is only an earlier one", 8, 9, 6 * KIT_HOUR_MS - KIT_PERIOD_MS, 0 },
  };

  trend_kit_columns (kit, KIT_DETECTOR, "residual_current", 0, KIT_PERIOD_MS);
  trend_kit_fill_residual (kit, BEGIN_MS, BEGIN_MS + KIT_HOUR_MS);
  trend_kit_fill_residual (kit, BEGIN_MS + 5 * KIT_HOUR_MS, BEGIN_MS + 6 * KIT_HOUR_MS);
  trend_kit_open_with_detector (kit, BEGIN_MS + KIT_DAY_MS);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint points = 50; points <= 50000; points *= 1000)
      {
        g_autoptr (GPtrArray) owner = NULL;
        DwTrendTrace *trace = trend_kit_query (kit, KIT_DETECTOR, "residual_current", BEGIN_MS + cases[i].from_h * KIT_HOUR_MS, BEGIN_MS + cases[i].to_h * KIT_HOUR_MS, points, FALSE, &owner);

        g_test_message ("%s, %u points", cases[i].sentence, points);
        g_assert_cmpint (trace->near_before_ms, ==, cases[i].before_ms == 0 ? 0 : BEGIN_MS + cases[i].before_ms);
        g_assert_cmpint (trace->near_after_ms, ==, cases[i].after_ms == 0 || cases[i].after_ms == BEGIN_MS ? cases[i].after_ms : BEGIN_MS + cases[i].after_ms);
        g_assert_cmpuint (trace->gaps->len, ==, 1);
      }
}

/* A channel that the device never had is an empty trace, not an error. */
static void
test_unknown_channel_is_empty (TrendKit *kit, gconstpointer data)
{
  static const char *const names[] = { "temperature_9", "unbalance_voltage", "no such thing" };

  trend_kit_columns (kit, KIT_DETECTOR, "residual_current", 0, KIT_PERIOD_MS);
  trend_kit_fill_residual (kit, BEGIN_MS, BEGIN_MS + KIT_HOUR_MS);
  trend_kit_open (kit, BEGIN_MS + KIT_DAY_MS);
  trend_kit_add_device (kit, KIT_DETECTOR, KIT_BOX, "acrel-ddsy1352", KIT_PERIOD_MS, NAN);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint points = 50; points <= 50000; points *= 1000)
      {
        g_autoptr (GPtrArray) owner = NULL;
        DwTrendTrace *trace = trend_kit_query (kit, KIT_DETECTOR, names[i], BEGIN_MS, BEGIN_MS + 50 * KIT_DAY_MS, points, TRUE, &owner);

        g_assert_cmpint (trace->stats.count, ==, 0);
        /* The device was heard in the span, on another channel: what is near lies outside. */
        g_assert_cmpint (trace->near_before_ms, ==, 0);
        g_assert_cmpint (trace->near_after_ms, ==, 0);
      }
}

/* --- numbers --- */

/* 1 to 10 mA, five seconds each; warning 5, alarm 8. */
static void
test_stats (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GPtrArray) owner = NULL;
  const DwTrendStats *stats;
  DwChannel *channel;

  trend_kit_columns (kit, KIT_DETECTOR, "residual_current", 0, KIT_PERIOD_MS);
  trend_kit_put_one (kit, KIT_DETECTOR, BEGIN_MS - KIT_PERIOD_MS, 1000); /* only tells what the first one stands for */
  for (guint i = 0; i < 10; i++)
    trend_kit_put_one (kit, KIT_DETECTOR, BEGIN_MS + i * KIT_PERIOD_MS, i + 1);
  trend_kit_open_with_detector (kit, BEGIN_MS + KIT_HOUR_MS);
  channel = dw_device_find_channel (dw_place_tree_find_device (kit->station->tree, KIT_DETECTOR), "residual_current");
  channel->limit.high_warning = 5;
  channel->limit.high_alarm = 8;
  stats = &trend_kit_query (kit, KIT_DETECTOR, "residual_current", BEGIN_MS, BEGIN_MS + 100000, 1000, TRUE, &owner)->stats;
  g_assert_cmpint (stats->count, ==, 10);
  g_assert_cmpfloat (stats->min, ==, 1);
  g_assert_cmpfloat (stats->max, ==, 10);
  g_assert_cmpint (stats->max_ms, ==, BEGIN_MS + 9 * KIT_PERIOD_MS);
  g_assert_cmpfloat (stats->mean, ==, 5.5);
  g_assert_cmpfloat (stats->weighted_mean, ==, 5.5);
  g_assert_cmpfloat (stats->median, ==, 5.5);
  g_assert_cmpfloat (stats->p95, ==, 10);
  g_assert_cmpint (stats->above_warning_ms, ==, 6 * KIT_PERIOD_MS);
  g_assert_cmpint (stats->above_alarm_ms, ==, 3 * KIT_PERIOD_MS);
  g_assert_cmpfloat_with_epsilon (stats->coverage, 0.5, 0.051);
}

static double
correlate (TrendKit *kit, gint64 to_ms)
{
  DwTrendChannel a = trend_kit_channel (METER, "current_a"), b = trend_kit_channel (METER, "current_b");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  double r2;

  dw_trend_desk_query_correlation_async (kit->station, &a, &b, BEGIN_MS, to_ms, NULL, trend_kit_ready_cb, &result);
  r2 = dw_trend_desk_query_correlation_finish (kit->station, trend_kit_wait (&result), &error);
  g_assert_no_error (error);
  return r2;
}

/* b = 3a + 1 in the first hour; in the second the four corners of a square. */
static void
test_correlation (TrendKit *kit, gconstpointer data)
{
  trend_kit_columns (kit, METER, "current_a current_b", 1, 60000);
  for (guint i = 0; i < 60; i++)
    trend_kit_put (kit, METER, BEGIN_MS + i * KIT_MINUTE_MS, (double[]){ i % 7, 3.0 * (i % 7) + 1 }, 2);
  trend_kit_open (kit, BEGIN_MS + KIT_DAY_MS);
  trend_kit_add_device (kit, METER, KIT_BOX, "acrel-adl400", 60000, NAN);
  g_assert_cmpfloat_with_epsilon (correlate (kit, BEGIN_MS + KIT_HOUR_MS), 1, 1e-12);
  g_assert_true (isnan (correlate (kit, BEGIN_MS + 29 * KIT_MINUTE_MS)));
  g_assert_false (isnan (correlate (kit, BEGIN_MS + 30 * KIT_MINUTE_MS)));
}

static void
test_no_correlation (TrendKit *kit, gconstpointer data)
{
  trend_kit_columns (kit, METER, "current_a current_b", 1, 60000);
  for (guint i = 0; i < 40; i++)
    trend_kit_put (kit, METER, BEGIN_MS + i * KIT_MINUTE_MS, (double[]){ i % 2, i / 2 % 2 }, 2);
  trend_kit_open (kit, BEGIN_MS + KIT_DAY_MS);
  trend_kit_add_device (kit, METER, KIT_BOX, "acrel-adl400", 60000, NAN);
  g_assert_cmpfloat_with_epsilon (correlate (kit, BEGIN_MS + KIT_HOUR_MS), 0, 1e-12);
}

static void
test_edges (TrendKit *kit, gconstpointer data)
{
  const gint64 edges_ms[] = { BEGIN_MS, BEGIN_MS + KIT_HOUR_MS, BEGIN_MS + 3 * KIT_HOUR_MS };
  DwTrendChannel channel = trend_kit_channel (KIT_DETECTOR, "residual_current");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DwBuckets) buckets = NULL;

  trend_kit_columns (kit, KIT_DETECTOR, "residual_current", 0, KIT_PERIOD_MS);
  trend_kit_fill_residual (kit, BEGIN_MS, BEGIN_MS + 2 * KIT_HOUR_MS);
  trend_kit_open_with_detector (kit, BEGIN_MS + KIT_DAY_MS);
  dw_trend_desk_query_edges_async (kit->station, &channel, edges_ms, 2, NULL, trend_kit_ready_cb, &result);
  buckets = dw_trend_desk_query_edges_finish (kit->station, trend_kit_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (buckets->buckets[0].count, ==, 720);
  g_assert_cmpint (buckets->buckets[1].count, ==, 720);
  g_assert_cmpfloat_with_epsilon (dw_buckets_get_coverage (buckets, 1), 0.5, 0.001);
}

int
main (int argc, char *argv[])
{
  trend_kit_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/trend-desk/" path, TrendKit, NULL, trend_kit_set_up, func, trend_kit_tear_down)
  ADD ("long-buckets-lie-on-a-grid", test_grids);
  ADD ("gaps-are-where-nothing-was-heard", test_gaps);
  ADD ("bad-samples-are-no-gap", test_bad_samples_are_no_gap);
  ADD ("an-empty-span-names-its-neighbours", test_empty_span_names_its_neighbours);
  ADD ("an-unknown-channel-is-empty", test_unknown_channel_is_empty);
  ADD ("numbers-of-a-span", test_stats);
  ADD ("correlation-of-a-line-is-one", test_correlation);
  ADD ("correlation-of-a-square-is-zero", test_no_correlation);
  ADD ("buckets-at-given-edges", test_edges);
  return g_test_run ();
}
