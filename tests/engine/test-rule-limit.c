// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "engine-kit.h"

/* The limit rule: which value, quality and flag makes which condition true. */

#define T DW_VERDICT_TRUE
#define F DW_VERDICT_FALSE
#define U DW_VERDICT_UNKNOWN

typedef struct
{
  const char *sentence;
  const char *channel;
  double low_alarm, high_warning, high_alarm, hysteresis, device_limit;
  double value;
  DwQuality quality;
  guint8 flags;
  gboolean held;
  DwAlarmKind kind;
  DwVerdict verdict;
  double limit;
} Row;

#define N NAN
#define GOOD DW_QUALITY_GOOD

static const Row rows[] = {
  { "below the limit", "residual_current", N, 240, 300, 20, N, 120, GOOD, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, F, 300 },
  { "at the limit it alarms", "residual_current", N, 240, 300, 20, N, 300, GOOD, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, T, 300 },
  { "just below does not", "residual_current", N, 240, 300, 20, N, 299.9, GOOD, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, F, 300 },
  { "but holds inside the hysteresis", "residual_current", N, 240, 300, 20, N, 281, GOOD, 0, TRUE, DW_ALARM_RESIDUAL_HIGH, T, 300 },
  { "and ends below it", "residual_current", N, 240, 300, 20, N, 279, GOOD, 0, TRUE, DW_ALARM_RESIDUAL_HIGH, F, 300 },
  { "without hysteresis it ends at once", "residual_current", N, N, 300, 0, N, 299, GOOD, 0, TRUE, DW_ALARM_RESIDUAL_HIGH, F, 300 },
  { "the warning has its own limit", "residual_current", N, 240, 300, 20, N, 250, GOOD, 0, FALSE, DW_ALARM_RESIDUAL_WARNING, T, 240 },
  { "the device's limit wins when it is lower", "residual_current", N, N, 500, 0, 300, 350, GOOD, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, T, 300 },
  { "and does not when it is higher", "residual_current", N, N, 300, 0, 500, 350, GOOD, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, T, 300 },
  { "the device's limit alone is enough", "residual_current", N, N, N, 0, 300, 350, GOOD, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, T, 300 },
  { "a device limit of zero is switched off", "residual_current", N, N, 500, 0, 0, 350, GOOD, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, F, 500 },
  { "no limit, no alarm", "residual_current", N, N, N, 0, N, 9999, GOOD, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, F, N },
  { "a limit taken away ends the condition", "residual_current", N, N, N, 0, N, 9999, GOOD, 0, TRUE, DW_ALARM_RESIDUAL_HIGH, F, N },
  { "the device's own alarm is one, whatever the value", "residual_current", N, N, 500, 0, N, 30, GOOD, DW_REPORT_ALARM, FALSE, DW_ALARM_RESIDUAL_HIGH, T, 500 },
  { "and holds until the device lets it go", "residual_current", N, N, 500, 0, N, 30, GOOD, DW_REPORT_ALARM, TRUE, DW_ALARM_RESIDUAL_HIGH, T, 500 },
  { "it is no warning", "residual_current", N, 240, 500, 0, N, 30, GOOD, DW_REPORT_ALARM, FALSE, DW_ALARM_RESIDUAL_WARNING, F, 240 },
  { "an old value does not raise", "residual_current", N, N, 300, 0, N, 900, DW_QUALITY_OLD, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, U, 300 },
  { "an old value does not clear", "residual_current", N, N, 300, 0, N, 10, DW_QUALITY_OLD, 0, TRUE, DW_ALARM_RESIDUAL_HIGH, U, 300 },
  { "a doubtful value does not raise", "residual_current", N, N, 300, 0, N, 900, DW_QUALITY_DOUBTFUL, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, U, 300 },
  { "a doubtful value does not clear", "residual_current", N, N, 300, 0, N, 10, DW_QUALITY_DOUBTFUL, 0, TRUE, DW_ALARM_RESIDUAL_HIGH, U, 300 },
  { "a broken sensor does not clear", "residual_current", N, N, 300, 0, N, 0, DW_QUALITY_SENSOR_FAULT, 0, TRUE, DW_ALARM_RESIDUAL_HIGH, U, 300 },
  { "a flag on a broken sensor says nothing", "temperature_1", N, N, 70, 0, N, -200, DW_QUALITY_SENSOR_FAULT, DW_REPORT_ALARM, FALSE, DW_ALARM_TEMPERATURE_HIGH, U, 70 },
  { "an estimated value does not raise", "residual_current", N, N, 300, 0, N, 900, DW_QUALITY_ESTIMATED, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, U, 300 },
  { "not a number is no value", "residual_current", N, N, 300, 0, N, N, GOOD, 0, TRUE, DW_ALARM_RESIDUAL_HIGH, U, 300 },
  { "infinity is no value", "residual_current", N, N, 300, 0, N, INFINITY, GOOD, 0, FALSE, DW_ALARM_RESIDUAL_HIGH, U, 300 },
  { "temperature alarm", "temperature_3", N, 60, 70, 5, N, 71, GOOD, 0, FALSE, DW_ALARM_TEMPERATURE_HIGH, T, 70 },
  { "temperature warning", "temperature_box", N, 60, 70, 5, N, 61, GOOD, 0, FALSE, DW_ALARM_TEMPERATURE_WARNING, T, 60 },
  { "overload", "current_a", N, 50.4, 63, 6.3, N, 63, GOOD, 0, FALSE, DW_ALARM_OVERCURRENT, T, 63 },
  { "overload warning", "current_b", N, 50.4, 63, 6.3, N, 51, GOOD, 0, FALSE, DW_ALARM_OVERCURRENT_WARNING, T, 50.4 },
  { "the device says overcurrent", "current_c", N, N, 63, 0, N, 10, GOOD, DW_REPORT_OVER, FALSE, DW_ALARM_OVERCURRENT, T, 63 },
  { "over-voltage", "voltage_a", 198, N, 235.4, 4.4, N, 236, GOOD, 0, FALSE, DW_ALARM_OVERVOLTAGE, T, 235.4 },
  { "over-voltage with a warning limit only", "voltage_a", 198, 235.4, N, 4.4, N, 236, GOOD, 0, FALSE, DW_ALARM_OVERVOLTAGE, T, 235.4 },
  { "under-voltage at its limit", "voltage_a", 198, N, 235.4, 4.4, N, 198, GOOD, 0, FALSE, DW_ALARM_UNDERVOLTAGE, T, 198 },
  { "under-voltage holds inside the hysteresis", "voltage_a", 198, N, 235.4, 4.4, N, 202, GOOD, 0, TRUE, DW_ALARM_UNDERVOLTAGE, T, 198 },
  { "and ends above it", "voltage_a", 198, N, 235.4, 4.4, N, 203, GOOD, 0, TRUE, DW_ALARM_UNDERVOLTAGE, F, 198 },
  { "the device says under-voltage", "voltage_b", 198, N, N, 0, N, 220, GOOD, DW_REPORT_UNDER, FALSE, DW_ALARM_UNDERVOLTAGE, T, 198 },
  { "under says nothing about over", "voltage_b", 198, N, 235, 0, N, 220, GOOD, DW_REPORT_UNDER, FALSE, DW_ALARM_OVERVOLTAGE, F, 235 },
};

static void
judge_row (const Row *row)
{
  const char *names[] = { row->channel, NULL };
  g_autoptr (DwDevice) device = kit_device_new (7, names);
  g_autoptr (KitProbe) probe = kit_probe_new ();
  DwChannel *channel = dw_device_get_channel (device, 0);
  const DwFinding *finding;

  channel->limit.low_alarm = row->low_alarm;
  channel->limit.high_warning = row->high_warning;
  channel->limit.high_alarm = row->high_alarm;
  channel->limit.hysteresis = row->hysteresis;
  channel->device_limit = row->device_limit;
  kit_read_at (device, row->channel, row->value, row->quality, row->flags, KIT_NOW_MS);
  kit_probe_hold (probe, row->channel, row->kind, row->held);
  kit_probe_run (probe, &dw_rule_limit, device);
  finding = kit_probe_find (probe, row->channel, row->kind);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->verdict, ==, row->verdict);
  if (isnan (row->limit))
    g_assert_true (isnan (finding->limit));
  else
    g_assert_cmpfloat (finding->limit, ==, row->limit);
}

static void
values_and_limits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].sentence);
      judge_row (&rows[i]);
    }
}

static void
delays_and_priority_are_the_limit_s (void)
{
  const char *names[] = { "residual_current", NULL };
  g_autoptr (DwDevice) device = kit_device_new (7, names);
  g_autoptr (KitProbe) probe = kit_probe_new ();
  DwLimit *limit = &dw_device_get_channel (device, 0)->limit;

  limit->high_alarm = 300;
  limit->high_warning = 240;
  limit->alarm_priority = 1;
  limit->warning_priority = 3;
  limit->on_delay_ms = 5000;
  limit->off_delay_ms = 7000;
  kit_read_at (device, "residual_current", 310, DW_QUALITY_GOOD, 0, KIT_NOW_MS);
  kit_probe_run (probe, &dw_rule_limit, device);
  g_assert_cmpuint (kit_probe_find (probe, "residual_current", DW_ALARM_RESIDUAL_HIGH)->priority, ==, 1);
  g_assert_cmpuint (kit_probe_find (probe, "residual_current", DW_ALARM_RESIDUAL_WARNING)->priority, ==, 3);
  g_assert_cmpint (kit_probe_find (probe, "residual_current", DW_ALARM_RESIDUAL_HIGH)->on_delay_ms, ==, 5000);
  g_assert_cmpint (kit_probe_find (probe, "residual_current", DW_ALARM_RESIDUAL_HIGH)->off_delay_ms, ==, 7000);
  g_assert_false (kit_probe_find (probe, "residual_current", DW_ALARM_RESIDUAL_HIGH)->latched);

  /* A device that alarms has waited already. */
  kit_read_at (device, "residual_current", 310, DW_QUALITY_GOOD, DW_REPORT_ALARM, KIT_NOW_MS);
  kit_probe_run (probe, &dw_rule_limit, device);
  g_assert_cmpint (kit_probe_find (probe, "residual_current", DW_ALARM_RESIDUAL_HIGH)->on_delay_ms, ==, 0);
  g_assert_true (kit_probe_find (probe, "residual_current", DW_ALARM_RESIDUAL_HIGH)->latched);
}

static void
power_and_states_have_no_limits (void)
{
  const char *names[] = { "active_power_total", "di_1", "frequency", "breaker", NULL };
  g_autoptr (DwDevice) device = kit_device_new (7, names);
  g_autoptr (KitProbe) probe = kit_probe_new ();

  for (guint i = 0; names[i] != NULL; i++)
    kit_read_at (device, names[i], 1, DW_QUALITY_GOOD, DW_REPORT_ALARM, KIT_NOW_MS);
  kit_probe_run (probe, &dw_rule_limit, device);
  g_assert_cmpuint (probe->findings->len, ==, 0);
}

static void
only_a_broken_sensor_is_a_sensor_fault (void)
{
  static const struct
  {
    DwQuality quality;
    DwVerdict verdict;
  } qualities[] = {
    { DW_QUALITY_SENSOR_FAULT, T },
    { DW_QUALITY_GOOD, F },
    { DW_QUALITY_OLD, U },
    { DW_QUALITY_DOUBTFUL, U },
    { DW_QUALITY_MANUAL, U },
    { DW_QUALITY_ESTIMATED, U },
  };
  const char *names[] = { "temperature_1", NULL };
  g_autoptr (DwDevice) device = kit_device_new (7, names);
  g_autoptr (KitProbe) probe = kit_probe_new ();

  for (guint i = 0; i < G_N_ELEMENTS (qualities); i++)
    {
      kit_read_at (device, "temperature_1", 20, qualities[i].quality, 0, KIT_NOW_MS);
      kit_probe_run (probe, &dw_rule_sensor, device);
      g_assert_cmpint (kit_probe_verdict (probe, "temperature_1", DW_ALARM_SENSOR_FAULT), ==, qualities[i].verdict);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-limit/values-and-limits", values_and_limits);
  g_test_add_func ("/rule-limit/delays-and-priority-are-the-limit-s", delays_and_priority_are_the_limit_s);
  g_test_add_func ("/rule-limit/power-and-states-have-no-limits", power_and_states_have_no_limits);
  g_test_add_func ("/rule-sensor/only-a-broken-sensor-is-a-sensor-fault", only_a_broken_sensor_is_a_sensor_fault);
  return g_test_run ();
}
