// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "trend-kit.h"

/* Plan: what a channel shows: measured, derived row by row with the answers of GB/T 15543; buckets of derived ones against a sum by hand, and of long spans from minutes. */

#define METER 2
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
      time_ms += trend_kit_pick_step_ms ();
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

int
main (int argc, char *argv[])
{
  trend_kit_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trend-derived/derived-channels-have-the-known-answers", test_derived);
#define ADD(path, func) g_test_add ("/trend-derived/" path, TrendKit, NULL, trend_kit_set_up, func, trend_kit_tear_down)
  ADD ("only-whole-good-rows-are-joined", test_only_whole_good_rows);
  ADD ("a-device-offers-what-it-can", test_list);
  ADD ("words-and-limits", test_words_and_limits);
  ADD ("buckets-of-derived-channels-are-those-by-hand", test_buckets_of_derived);
  ADD ("long-spans-of-derived-channels-use-minutes", test_long_spans_use_minutes);
  return g_test_run ();
}
