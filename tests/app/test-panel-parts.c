// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-fact-grid.h"
#include "dw-phase-layout.h"
#include "dw-test-device.h"
#include "dw-threshold-rows.h"
#include "dw-trend.h"

/* --- the table of quantities adapts to what the device measures (S0-23, S0-24, S0-34) --- */

static const char *const four_wire[] = { "voltage_a", "voltage_b", "voltage_c", "current_a", "current_b", "current_c", "current_n", "active_power_a", "active_power_b", "active_power_c", "active_power_total",
                                         "power_factor_total", "temperature_1", "temperature_2", "temperature_5", "energy_active_import", "frequency", "residual_current", NULL };
static const char *const three_wire[] = { "voltage_ab", "voltage_bc", "voltage_ca", "current_a", "current_b", "current_c", "active_power_total", NULL };
static const char *const single[] = { "voltage_a", "current_a", "active_power_total", "temperature_1", "temperature_2", NULL };
static const char *const bare[] = { "residual_current", "di_1", NULL };

typedef struct
{
  const char *sentence;
  const char *const *points;
  gboolean single_phase, has_neutral;
  const char *rows[DW_PHASE_MAX_ROWS];
} LayoutCase;

static const LayoutCase layouts[] = {
  { "four wires: phases, neutral, total, probes by fours, energy and frequency wide", four_wire, FALSE, TRUE, { "Voltage U", "Current I", "Active P", "Power factor", "Temperature T1–T4", "Temperature T5–T8", "Energy in", "Frequency f" } },
  { "three wires: line voltages, no neutral", three_wire, FALSE, FALSE, { "Line voltage U", "Current I", "Active P" } },
  { "one phase", single, TRUE, FALSE, { "Voltage U", "Current I", "Active P", "Temperature T1–T4" } },
  { "nothing electrical, no row", bare, TRUE, FALSE, { NULL } },
};

static void
test_layouts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (DwDevice) device = dw_test_device_new (1, "2AL1", layouts[i].points);
      DwPhaseLayout layout;
      guint n = 0;

      g_test_message ("%s", layouts[i].sentence);
      dw_phase_layout_make (device, &layout);
      g_assert_cmpint (layout.single_phase, ==, layouts[i].single_phase);
      g_assert_cmpint (layout.has_neutral, ==, layouts[i].has_neutral);
      for (; n < layout.n_rows; n++)
        g_assert_cmpstr (layout.rows[n].name, ==, layouts[i].rows[n]);
      g_assert_null (layouts[i].rows[n]);
    }
}

static void
test_columns_hold_the_right_channels (void)
{
  g_autoptr (DwDevice) device = dw_test_device_new (1, "2AL1", four_wire);
  DwPhaseLayout layout;

  dw_phase_layout_make (device, &layout);
  g_assert_cmpint (layout.rows[0].channels[1], ==, dw_device_find_channel_index (device, "voltage_b"));
  g_assert_cmpint (layout.rows[0].channels[3], ==, -1);
  g_assert_cmpint (layout.rows[1].channels[3], ==, dw_device_find_channel_index (device, "current_n"));
  g_assert_cmpint (layout.rows[1].strokes[3], ==, DW_STROKE_N);
  g_assert_cmpint (layout.rows[2].channels[3], ==, dw_device_find_channel_index (device, "active_power_total"));
  g_assert_cmpint (layout.rows[2].strokes[3], ==, DW_STROKE_SINGLE);
  g_assert_true (layout.rows[6].wide);
}

/* --- limits --- */

typedef struct
{
  const char *sentence;
  double set_ma;
  gboolean first_level, check;
} CheckCase;

static const CheckCase checks[] = {
  { "300 mA at a first level board is as it should be", 300, TRUE, FALSE },
  { "500 mA at a first level board is as it should be", 500, TRUE, FALSE },
  { "299 mA at a first level board is worth a look", 299, TRUE, TRUE },
  { "501 mA at a first level board is worth a look", 501, TRUE, TRUE },
  { "200 mA at a final box is fine", 200, FALSE, FALSE },
  { "20 mA anywhere is fine", 20, FALSE, FALSE },
  { "19 mA is below what a detector may be set to", 19, FALSE, TRUE },
  { "1000 mA is the upper end", 1000, FALSE, FALSE },
  { "1001 mA is above it", 1001, FALSE, TRUE },
  { "an unknown set value is not judged", NAN, TRUE, FALSE },
};

static void
test_checks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *words = dw_threshold_check_residual (checks[i].set_ma, checks[i].first_level);

      g_test_message ("%s", checks[i].sentence);
      g_assert_cmpint (words != NULL, ==, checks[i].check);
    }
}

static void
test_rows_join_equal_phases (void)
{
  g_autoptr (DwDevice) device = dw_test_device_new (1, "2AL1", four_wire);
  g_autoptr (DwPlace) box = dw_place_new (10, DW_PLACE_BOX, "2AL1");
  g_autoptr (GPtrArray) rows = NULL;
  static const char *const voltages[] = { "voltage_a", "voltage_b", "voltage_c" };
  const DwThresholdRow *row;

  for (guint i = 0; i < G_N_ELEMENTS (voltages); i++)
    {
      dw_device_find_channel (device, voltages[i])->limit.low_alarm = 198;
      dw_device_find_channel (device, voltages[i])->limit.high_alarm = 235.4;
    }
  dw_device_find_channel (device, "current_a")->limit.high_alarm = 63;
  dw_device_find_channel (device, "current_b")->limit.high_alarm = 50;
  dw_device_find_channel (device, "residual_current")->limit.high_alarm = 300;
  dw_device_find_channel (device, "residual_current")->device_limit = 100;
  rows = dw_threshold_rows_make (device, box);
  g_assert_cmpuint (rows->len, ==, 4);
  row = g_ptr_array_index (rows, 0);
  g_assert_true (g_str_has_suffix (row->name, "A B C"));
  g_assert_null (row->check);
  row = g_ptr_array_index (rows, 3);
  g_assert_cmpfloat (row->device_limit, ==, 100);
  g_assert_nonnull (row->check);
  dw_place_set_fact (box, "level", "final");
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = dw_threshold_rows_make (device, box);
  row = g_ptr_array_index (rows, 3);
  g_assert_null (row->check);
}

/* --- the last minutes --- */

static DwRecent *
make_recent (guint n_rows, guint n_channels, const gint64 *times, const double *values, const guint8 *qualities)
{
  DwRecent *recent = g_new0 (DwRecent, 1);

  recent->n_rows = n_rows;
  recent->n_channels = n_channels;
  recent->times_ms = g_memdup2 (times, n_rows * sizeof *times);
  recent->values = g_memdup2 (values, n_rows * n_channels * sizeof *values);
  recent->qualities = g_memdup2 (qualities, n_rows * n_channels);
  return recent;
}

static void
free_recent (DwRecent *recent)
{
  g_free (recent->times_ms);
  g_free (recent->values);
  g_free (recent->qualities);
  g_free (recent);
}

static void
test_trend_joins_history_and_live (void)
{
  static const char *const points[] = { "residual_current", "voltage_a", NULL };
  static const gint64 times[] = { DW_TEST_T0 - 10000, DW_TEST_T0 - 5000, DW_TEST_T0 };
  static const double values[] = { 90, 230, 92, 0, 95, 231 };
  static const guint8 qualities[] = { DW_QUALITY_GOOD, DW_QUALITY_GOOD, DW_QUALITY_SENSOR_FAULT, DW_QUALITY_NONE, DW_QUALITY_GOOD, DW_QUALITY_DOUBTFUL };
  g_autoptr (DwDevice) device = dw_test_device_new (1, "2AL1", points);
  g_autoptr (DwTrend) trend = dw_trend_new (device, 900000);
  DwRecent *recent = make_recent (3, 2, times, values, qualities);
  DwTrendSeries series;
  gint64 peak_ms = 0;

  g_assert_false (dw_trend_append (trend, device));
  dw_test_device_set_value (device, "residual_current", 412, DW_QUALITY_GOOD, DW_TEST_T0);
  g_assert_true (dw_trend_append (trend, device));
  g_assert_false (dw_trend_append (trend, device));
  dw_trend_prepend (trend, recent);
  dw_trend_get_series (trend, 0, &series);
  g_assert_cmpuint (series.n, ==, 3);
  g_assert_cmpfloat (series.values[0], ==, 90);
  g_assert_true (isnan (series.values[1]));      /* a broken sensor is a hole */
  g_assert_cmpfloat (series.values[2], ==, 412); /* what was live already is not taken twice */
  g_assert_cmpfloat (dw_trend_find_peak (trend, 0, 0, &peak_ms), ==, 412);
  g_assert_cmpint (peak_ms, ==, DW_TEST_T0);
  dw_trend_get_series (trend, 1, &series);
  g_assert_cmpuint (series.n, ==, 2); /* not asked is not a sample */
  g_assert_cmpint (series.doubtful[1], ==, 1);
  free_recent (recent);
}

static void
test_trend_refuses_another_shape (void)
{
  static const char *const points[] = { "residual_current", NULL };
  static const gint64 times[] = { DW_TEST_T0 };
  static const double values[] = { 1, 2 };
  static const guint8 qualities[] = { DW_QUALITY_GOOD, DW_QUALITY_GOOD };
  g_autoptr (DwDevice) device = dw_test_device_new (1, "2AL1", points);
  g_autoptr (DwTrend) trend = dw_trend_new (device, 900000);
  DwRecent *recent = make_recent (1, 2, times, values, qualities);
  DwTrendSeries series;
  DwSparkLine line;
  gint64 peak_ms = 0;

  dw_trend_prepend (trend, recent);
  dw_trend_get_series (trend, 0, &series);
  g_assert_cmpuint (series.n, ==, 0);
  g_assert_true (isnan (dw_trend_find_peak (trend, 0, 0, &peak_ms)));
  g_assert_false (dw_trend_get_line (trend, -1, DW_STROKE_A, &line));
  g_assert_false (dw_trend_get_line (trend, 1, DW_STROKE_A, &line));
  free_recent (recent);
}

static void
test_trend_forgets (void)
{
  static const char *const points[] = { "residual_current", NULL };
  g_autoptr (DwDevice) device = dw_test_device_new (1, "2AL1", points);
  g_autoptr (DwTrend) trend = dw_trend_new (device, 60000);
  DwTrendSeries series;

  for (guint i = 0; i < 1000; i++)
    {
      dw_test_device_set_value (device, "residual_current", i, DW_QUALITY_GOOD, DW_TEST_T0 + i * 1000);
      dw_trend_append (trend, device);
    }
  dw_trend_get_series (trend, 0, &series);
  g_assert_cmpuint (series.n, >=, 60);
  g_assert_cmpuint (series.n, <=, 67);
  g_assert_cmpfloat (series.values[series.n - 1], ==, 999);
}

/* --- facts --- */

static void
test_contracts (void)
{
  g_autofree char *running = dw_fact_describe_contract ("2027-10-11", DW_TEST_T0);
  g_autofree char *over = dw_fact_describe_contract ("2026-11-10", DW_TEST_T0);
  g_autofree char *words = dw_fact_describe_contract ("open end", DW_TEST_T0);
  g_autofree char *nonsense = dw_fact_describe_contract ("2026-13-40", DW_TEST_T0);

  g_assert_true (g_str_has_prefix (running, "Until 2027-10-11, "));
  g_assert_true (g_str_has_prefix (over, "Ended 2026-11-10, "));
  g_assert_cmpstr (words, ==, "open end");
  g_assert_cmpstr (nonsense, ==, "2026-13-40");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phase-layout/rows-follow-the-device", test_layouts);
  g_test_add_func ("/phase-layout/columns-hold-the-right-channels", test_columns_hold_the_right_channels);
  g_test_add_func ("/thresholds/a-set-value-out-of-place-is-worth-a-look", test_checks);
  g_test_add_func ("/thresholds/equal-phases-share-a-row", test_rows_join_equal_phases);
  g_test_add_func ("/trend/history-and-live-join-once", test_trend_joins_history_and_live);
  g_test_add_func ("/trend/history-of-another-shape-is-refused", test_trend_refuses_another_shape);
  g_test_add_func ("/trend/what-is-over-is-forgotten", test_trend_forgets);
  g_test_add_func ("/facts/a-contract-says-how-long", test_contracts);
  return g_test_run ();
}
