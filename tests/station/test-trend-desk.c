// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "trend-kit.h"

/* Plan: what a channel shows (measured, derived row by row with the answers of GB/T 15543, buckets of derived ones against a sum by hand), where nothing was heard, an empty span
 * and its neighbours, numbers of a span, correlation. */

#define METER 2
#define OTHER 3
#define BEGIN_MS KIT_NOVEMBER_MS

/* --- derived channels --- */

typedef struct
{
  const char *sentence;
  gint64 device_id;
  const char *name;
  double inputs[3];
  double expected;
  double near;
} DerivedCase;

/* Domain facts 2.2: the detector measures line voltages, the meter only phase voltages. */
static const DerivedCase derived_cases[] = {
  { "equal line voltages have no unbalance", KIT_DETECTOR, "unbalance_voltage", { 380, 380, 380 }, 0, 1e-6 },
  { "line voltages 380/372/361", KIT_DETECTOR, "unbalance_voltage", { 380, 372, 361 }, 2.9645, 5e-5 },
  { "line voltages 400/380/360", KIT_DETECTOR, "unbalance_voltage", { 400, 380, 360 }, 6.0894, 5e-5 },
  { "phase voltages 220/220/200", METER, "unbalance_voltage", { 220, 220, 200 }, 3.125, 5e-5 },
  { "phase voltages 230/220/210", METER, "unbalance_voltage", { 230, 220, 210 }, 2.6243, 5e-5 },
  { "phase voltages 220/215/225", METER, "unbalance_voltage", { 220, 215, 225 }, 1.3122, 5e-5 },
  { "of a lost supply nothing is said", METER, "unbalance_voltage", { 3, 2, 1 }, NAN, 0 },
  { "currents 100/60/20", METER, "unbalance_current", { 100, 60, 20 }, 80, 1e-9 },
  { "currents 50/40/30", KIT_DETECTOR, "unbalance_current", { 50, 40, 30 }, 40, 1e-9 },
  { "without a current there is no unbalance", METER, "unbalance_current", { 0, 0, 0 }, NAN, 0 },
  { "the largest of three currents loads 63 A", METER, "load_rate", { 12.6, 31.5, 20 }, 50, 1e-9 },
};

static const char *
name_inputs (const DerivedCase *c)
{
  if (!g_str_equal (c->name, "unbalance_voltage"))
    return "current_a current_b current_c";
  return c->device_id == KIT_DETECTOR ? "voltage_ab voltage_bc voltage_ca" : "voltage_a voltage_b voltage_c";
}

static void
test_derived (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (derived_cases); i++)
    {
      const DerivedCase *c = &derived_cases[i];
      TrendKit kit = { 0 };
      g_autoptr (GPtrArray) owner = NULL;
      DwTrendTrace *trace;

      g_test_message ("%s", c->sentence);
      trend_kit_set_up (&kit, NULL);
      trend_kit_columns (&kit, c->device_id, name_inputs (c), 1, KIT_PERIOD_MS);
      trend_kit_put (&kit, c->device_id, BEGIN_MS, c->inputs, 3);
      trend_kit_open (&kit, BEGIN_MS + KIT_HOUR_MS);
      trend_kit_add_device (&kit, KIT_DETECTOR, KIT_BOX, "acrel-arcm300t", KIT_PERIOD_MS, 63);
      trend_kit_add_device (&kit, METER, KIT_BOX, "acrel-adl400", KIT_PERIOD_MS, 63);
      trace = trend_kit_query (&kit, c->device_id, c->name, BEGIN_MS, BEGIN_MS + KIT_MINUTE_MS, 100, FALSE, &owner);
      g_assert_cmpuint (trace->samples->n, ==, 1);
      g_assert_cmpint (trace->approximate, ==, c->device_id == METER && g_str_equal (c->name, "unbalance_voltage"));
      if (isnan (c->expected))
        g_assert_cmpint (trace->samples->qualities[0], !=, DW_QUALITY_GOOD);
      else
        g_assert_cmpfloat_with_epsilon (trace->samples->values[0], c->expected, c->near);
      trend_kit_tear_down (&kit, NULL);
    }
}

/* Rows: voltage a, b, c. Only the rows that are complete and good say anything. */
static void
test_only_whole_good_rows (TrendKit *kit, gconstpointer data)
{
  static const double rows[][3] = { { 230, 220, 210 }, { 230, NAN, 210 }, { 220, 220, 200 } };
  g_autoptr (GPtrArray) owner = NULL;
  DwTrendTrace *trace;

  trend_kit_columns (kit, METER, "voltage_a voltage_b voltage_c", 1, KIT_PERIOD_MS);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    trend_kit_put (kit, METER, BEGIN_MS + i * KIT_PERIOD_MS, rows[i], 3);
  trend_kit_put_bad (kit, METER, BEGIN_MS + 3 * KIT_PERIOD_MS, rows[0], 3, DW_QUALITY_DOUBTFUL);
  trend_kit_open (kit, BEGIN_MS + KIT_HOUR_MS);
  trend_kit_add_device (kit, METER, KIT_BOX, "acrel-adl400", KIT_PERIOD_MS, NAN);
  trace = trend_kit_query (kit, METER, "unbalance_voltage", BEGIN_MS, BEGIN_MS + KIT_MINUTE_MS, 100, TRUE, &owner);
  g_assert_cmpuint (trace->samples->n, ==, 3);
  g_assert_cmpint (trace->samples->qualities[2], !=, DW_QUALITY_GOOD);
  g_assert_true (isnan (trace->samples->values[2]));
  g_assert_cmpint (trace->samples->times_ms[1], ==, BEGIN_MS + 2 * KIT_PERIOD_MS);
  g_assert_cmpfloat_with_epsilon (trace->samples->values[1], 3.125, 5e-5);
  g_assert_cmpint (trace->stats.count, ==, 2);
}

static gboolean
has_channel (GArray *channels, const char *name)
{
  for (guint i = 0; i < channels->len; i++)
    if (g_str_equal (g_array_index (channels, DwTrendChannel, i).name, name))
      return TRUE;
  return FALSE;
}

static void
test_list (TrendKit *kit, gconstpointer data)
{
  static const struct
  {
    const char *profile, *name;
    double rated_a;
    gboolean there;
  } cases[] = {
    { "acrel-arcm300t", "residual_current", NAN, TRUE },
    { "acrel-arcm300t", "unbalance_voltage", NAN, TRUE },
    { "acrel-arcm300t", "di_1", NAN, FALSE }, /* switched, not measured */
    { "acrel-arcm300t", "load_rate", NAN, FALSE },
    { "acrel-arcm300t", "load_rate", 63, TRUE },
    { "acrel-arcm300t", "power_factor", 63, FALSE }, /* no powers */
    { "acrel-adl400", "power_factor", 63, FALSE },   /* it measures that itself */
    { "schneider-iem3000", "power_factor", 63, TRUE },
    { "acrel-ddsy1352", "unbalance_current", 63, FALSE },
  };

  trend_kit_open (kit, BEGIN_MS);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DwDevice *device = trend_kit_add_device (kit, 100 + i, KIT_BOX, cases[i].profile, KIT_PERIOD_MS, cases[i].rated_a);
      g_autoptr (GArray) channels = dw_trend_desk_list_channels (kit->station, device);

      g_test_message ("%s of %s", cases[i].name, cases[i].profile);
      g_assert_cmpint (has_channel (channels, cases[i].name), ==, cases[i].there);
    }
}

static void
test_words_and_limits (TrendKit *kit, gconstpointer data)
{
  DwTrendChannel current = trend_kit_channel (METER, "current_a"), rate = trend_kit_channel (METER, "load_rate"), unbalance = trend_kit_channel (METER, "unbalance_voltage");
  g_autofree char *title = dw_trend_desk_title (&unbalance);
  double warning, alarm;
  DwDevice *device;

  trend_kit_open (kit, BEGIN_MS);
  device = trend_kit_add_device (kit, METER, KIT_BOX, "acrel-adl400", KIT_PERIOD_MS, 50);
  g_assert_cmpstr (title, ==, "Voltage unbalance");
  g_assert_cmpstr (dw_trend_desk_unit (&unbalance), ==, "%");
  g_assert_cmpstr (dw_trend_desk_unit (&current), ==, "A");
  g_assert_cmpint (dw_trend_desk_decimals (&current), ==, 1);
  dw_device_find_channel (device, "current_a")->limit.high_warning = 40;
  dw_device_find_channel (device, "current_a")->limit.high_alarm = 50;
  dw_trend_desk_limits (kit->station, &rate, &warning, &alarm);
  g_assert_cmpfloat (warning, ==, 80);
  g_assert_cmpfloat (alarm, ==, 100);
  dw_trend_desk_limits (kit->station, &unbalance, &warning, &alarm);
  g_assert_true (isnan (warning) && isnan (alarm));
}

/* --- buckets of derived channels --- */

typedef struct
{
  gint64 time_ms;
  double value;
} Row;

static GArray *
put_random_rows (TrendKit *kit, guint n)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gint64 time_ms = BEGIN_MS - 20 * KIT_PERIOD_MS;

  trend_kit_columns (kit, METER, "current_a current_b current_c", 1, KIT_PERIOD_MS);
  for (guint i = 0; i < n; i++)
    {
      double amps[3] = { g_test_rand_int_range (100, 500) / 10.0, g_test_rand_int_range (1, 90) / 10.0, g_test_rand_int_range (100, 500) / 10.0 };
      Row row = { time_ms, (MAX (amps[0], amps[2]) - amps[1]) / MAX (amps[0], amps[2]) * 100 };

      trend_kit_put (kit, METER, time_ms, amps, 3);
      g_array_append_val (rows, row);
      time_ms += g_test_rand_int_range (0, 50) == 0 ? g_test_rand_int_range (6000, 400000) : g_test_rand_int_range (4900, 5100);
    }
  return rows;
}

/* The rule of dw-series.h, by hand: a sample stands for the time since the one before it, at most for two periods. */
static void
assert_bucket_by_hand (const DwBuckets *buckets, guint index, GArray *rows)
{
  DwBucket sum = { .min = INFINITY, .max = -INFINITY };
  double integral = 0;

  for (guint i = 1; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      gint64 weight_ms = MIN (2 * KIT_PERIOD_MS, row->time_ms - row[-1].time_ms);

      if (row->time_ms < buckets->edges_ms[index] || row->time_ms >= buckets->edges_ms[index + 1])
        continue;
      sum.count++;
      sum.weight_ms += weight_ms;
      sum.min = MIN (sum.min, row->value);
      sum.max = MAX (sum.max, row->value);
      sum.sum += row->value;
      integral += row->value * (double)weight_ms;
    }
  g_assert_cmpint (buckets->buckets[index].count, ==, sum.count);
  g_assert_cmpint (buckets->buckets[index].weight_ms, ==, sum.weight_ms);
  if (sum.count == 0)
    {
      g_assert_true (isnan (buckets->buckets[index].mean));
      return;
    }
  g_assert_cmpfloat_with_epsilon (buckets->buckets[index].min, sum.min, 1e-9);
  g_assert_cmpfloat_with_epsilon (buckets->buckets[index].max, sum.max, 1e-9);
  g_assert_cmpfloat_with_epsilon (buckets->buckets[index].mean, sum.sum / (double)sum.count, 1e-9);
  g_assert_cmpfloat_with_epsilon (buckets->buckets[index].weighted_mean, integral / (double)sum.weight_ms, 1e-9);
}

/* 31 hours and a millisecond: 317 buckets would be 5 min 52 s long, so they are of six minutes, on whole minutes; 600 are of three minutes and a half, equal parts. */
static void
test_buckets_of_derived (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GArray) rows = put_random_rows (kit, 30000);
  gint64 to_ms = BEGIN_MS + KIT_DAY_MS + 7 * KIT_HOUR_MS + 1;
  g_autoptr (GPtrArray) owner = NULL, second = NULL;
  DwTrendTrace *trace;

  trend_kit_open (kit, BEGIN_MS + 10 * KIT_DAY_MS);
  trend_kit_add_device (kit, METER, KIT_BOX, "acrel-adl400", KIT_PERIOD_MS, NAN);
  trace = trend_kit_query (kit, METER, "unbalance_current", BEGIN_MS, to_ms, 600, FALSE, &owner);
  g_assert_null (trace->samples);
  g_assert_false (trace->minute_means);
  g_assert_cmpuint (trace->buckets->n, ==, 600);
  g_assert_cmpint (trace->buckets->edges_ms[0], ==, BEGIN_MS);
  g_assert_cmpint (trace->buckets->edges_ms[600], ==, to_ms);
  for (guint i = 0; i < 600; i++)
    {
      gint64 length_ms = trace->buckets->edges_ms[i + 1] - trace->buckets->edges_ms[i];

      g_assert_cmpint (ABS (length_ms - (to_ms - BEGIN_MS) / 600), <=, 1);
      assert_bucket_by_hand (trace->buckets, i, rows);
    }
  trace = trend_kit_query (kit, METER, "unbalance_current", BEGIN_MS, to_ms, 317, FALSE, &second);
  for (guint i = 0; i < trace->buckets->n; i++)
    assert_bucket_by_hand (trace->buckets, i, rows);
}

typedef struct
{
  const char *text;
  gint64 from_ms, length_ms; /* from BEGIN_MS on */
  guint max_points;
  gint64 step_ms; /* of all buckets but the first and the last */
} GridCase;

#define MINUTE_MS 60000

static const GridCase grid_cases[] = {
  { "six minutes for 5 min 52 s", 0, 31 * KIT_HOUR_MS, 317, 6 * MINUTE_MS },
  { "a span that begins in a minute has the same grid", 12345, 31 * KIT_HOUR_MS, 317, 6 * MINUTE_MS },
  { "what fits but for the cut ends becomes a minute longer", 12345, 500 * 6 * MINUTE_MS, 500, 7 * MINUTE_MS },
  { "and not when the ends are not cut", 0, 500 * 6 * MINUTE_MS, 500, 6 * MINUTE_MS },
  { "quarters of an hour from an hour on", 3 * MINUTE_MS, 10 * KIT_DAY_MS, 200, 75 * MINUTE_MS },
  { "whole hours from three hours on", 3 * MINUTE_MS, 40 * KIT_DAY_MS, 300, 4 * KIT_HOUR_MS },
  { "a year in a thousand pixels is of nine hours", -8 * KIT_HOUR_MS, 365 * KIT_DAY_MS, 1080, 9 * KIT_HOUR_MS },
  { "a few points are equal parts", 0, 99 * KIT_HOUR_MS, 99, 0 },
  { "short buckets are equal parts", 0, 4 * 300 * MINUTE_MS, 300, 0 },
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

/* Long buckets lie where the sums lie (performance 3: a year in its first frame), and panning makes no other ones. */
static void
test_grids (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GArray) rows = put_random_rows (kit, 2000);

  trend_kit_open (kit, BEGIN_MS + 400 * KIT_DAY_MS);
  trend_kit_add_device (kit, METER, KIT_BOX, "acrel-adl400", KIT_PERIOD_MS, NAN);
  for (guint i = 0; i < G_N_ELEMENTS (grid_cases); i++)
    {
      const GridCase *c = &grid_cases[i];
      g_autoptr (GPtrArray) owner = NULL;
      DwTrendTrace *trace = trend_kit_query (kit, METER, "current_a", BEGIN_MS + c->from_ms, BEGIN_MS + c->from_ms + c->length_ms, c->max_points, FALSE, &owner);
      gint64 n = 0;

      g_test_message ("%s", c->text);
      assert_grid (c, trace->buckets);
      for (guint bucket = 0; bucket < trace->buckets->n; bucket++)
        n += trace->buckets->buckets[bucket].count;
      for (guint row = 0; row < rows->len; row++)
        n -= g_array_index (rows, Row, row).time_ms >= BEGIN_MS + c->from_ms && g_array_index (rows, Row, row).time_ms < BEGIN_MS + c->from_ms + c->length_ms;
      g_assert_cmpint (n, ==, 0);
    }
}

/* 41 days, two samples a minute: 40 A and 60 A beside 20 A. Row by row the unbalance is 50 % and 66.7 %, of the mean minute (50 A, 20 A) 60 %. */
static void
test_long_spans_use_minutes (TrendKit *kit, gconstpointer data)
{
  static const double rows[2][3] = { { 40, 20, 20 }, { 60, 20, 20 } };
  g_autoptr (GPtrArray) owner = NULL, second = NULL;
  DwTrendTrace *trace;

  trend_kit_columns (kit, METER, "current_a current_b current_c", 0, 30000);
  for (guint i = 0; i < 41 * 2880; i++)
    trend_kit_put (kit, METER, BEGIN_MS + i * G_GINT64_CONSTANT (30000), rows[i % 2], 3);
  trend_kit_open (kit, BEGIN_MS + 50 * KIT_DAY_MS);
  trend_kit_add_device (kit, METER, KIT_BOX, "acrel-adl400", 30000, NAN);
  trace = trend_kit_query (kit, METER, "unbalance_current", BEGIN_MS, BEGIN_MS + 41 * KIT_DAY_MS, 41, TRUE, &owner);
  g_assert_true (trace->minute_means);
  g_assert_cmpint (trace->buckets->period_ms, ==, 60000);
  for (guint i = 0; i < 41; i++)
    {
      g_assert_cmpint (trace->buckets->buckets[i].count, ==, 1440);
      g_assert_cmpfloat_with_epsilon (trace->buckets->buckets[i].max, 60, 1e-9);
      g_assert_cmpfloat_with_epsilon (dw_buckets_get_coverage (trace->buckets, i), 1, 0.001);
    }
  g_assert_cmpfloat_with_epsilon (trace->stats.mean, 60, 1e-9);
  trace = trend_kit_query (kit, METER, "unbalance_current", BEGIN_MS, BEGIN_MS + KIT_DAY_MS, 41, FALSE, &second);
  g_assert_false (trace->minute_means);
  g_assert_cmpfloat_with_epsilon (trace->buckets->buckets[3].max, 100 * 40.0 / 60, 1e-9);
  g_assert_cmpfloat_with_epsilon (trace->buckets->buckets[3].min, 50, 1e-9);
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
  g_test_add_func ("/trend-desk/derived-channels-have-the-known-answers", test_derived);
#define ADD(path, func) g_test_add ("/trend-desk/" path, TrendKit, NULL, trend_kit_set_up, func, trend_kit_tear_down)
  ADD ("only-whole-good-rows-are-joined", test_only_whole_good_rows);
  ADD ("a-device-offers-what-it-can", test_list);
  ADD ("words-and-limits", test_words_and_limits);
  ADD ("buckets-of-derived-channels-are-those-by-hand", test_buckets_of_derived);
  ADD ("long-buckets-lie-on-a-grid", test_grids);
  ADD ("long-spans-of-derived-channels-use-minutes", test_long_spans_use_minutes);
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
