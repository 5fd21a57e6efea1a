// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-counter.h"
#include "dw-peak-valley.h"

/* Energy by rate: by hand, and for a day of a tariff cut at its changes, with a counter behind it. */

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define MINUTE_MS G_GINT64_CONSTANT (60000)

static void
rates_add_up (void)
{
  DwPeakValley day;
  DwPeakValley month;

  dw_peak_valley_init (&day);
  dw_peak_valley_init (&month);
  dw_peak_valley_add (&day, DW_RATE_VALLEY, 8 * HOUR_MS, 4000, 1.5);
  dw_peak_valley_add (&day, DW_RATE_PEAK, 3 * HOUR_MS, 9000, 4);
  dw_peak_valley_add (&day, DW_RATE_PEAK, 3 * HOUR_MS, 6000, 3);
  dw_peak_valley_add (&day, DW_RATE_SHARP, 2 * HOUR_MS, 5000, NAN);
  dw_peak_valley_add_all (&month, &day);
  dw_peak_valley_add_all (&month, &day);
  g_assert_cmpint (day.energy_wh[DW_RATE_PEAK], ==, 15000);
  g_assert_cmpint (dw_peak_valley_total_wh (&day), ==, 24000);
  g_assert_cmpint (dw_peak_valley_total_wh (&month), ==, 48000);
  g_assert_cmpfloat (day.max_kw[DW_RATE_PEAK], ==, 4);
  g_assert_true (isnan (day.max_kw[DW_RATE_SHARP]));
  g_assert_cmpfloat (month.max_kw[DW_RATE_VALLEY], ==, 1.5);
  g_assert_cmpfloat (dw_peak_valley_ratio (&day), ==, 5);
  g_assert_cmpfloat (dw_peak_valley_share (&day, DW_RATE_PEAK), ==, 0.625);
  g_assert_cmpfloat (dw_peak_valley_share (&day, DW_RATE_FLAT), ==, 0);
  g_assert_cmpint (dw_peak_valley_longest (&day), ==, DW_RATE_VALLEY);
}

static void
what_is_not_known_is_not_counted (void)
{
  DwPeakValley part;

  dw_peak_valley_init (&part);
  g_assert_true (isnan (dw_peak_valley_ratio (&part)));
  g_assert_true (isnan (dw_peak_valley_share (&part, DW_RATE_PEAK)));
  g_assert_cmpint (dw_peak_valley_longest (&part), ==, DW_RATE_FLAT);
  dw_peak_valley_add (&part, DW_RATE_PEAK, HOUR_MS, -1, -3);
  g_assert_cmpint (dw_peak_valley_total_wh (&part), ==, 0);
  g_assert_true (isnan (part.max_kw[DW_RATE_PEAK]));
  g_assert_cmpint (part.length_ms[DW_RATE_PEAK], ==, HOUR_MS);
  dw_peak_valley_add (&part, DW_RATE_PEAK, HOUR_MS, 5, 0);
  g_assert_cmpfloat (part.max_kw[DW_RATE_PEAK], ==, 0);
  g_assert_true (isnan (dw_peak_valley_ratio (&part)));
}

static void
of_two_alike_the_dearer_one_gives_the_colour (void)
{
  DwPeakValley hour;

  dw_peak_valley_init (&hour);
  dw_peak_valley_add (&hour, DW_RATE_DEEP_VALLEY, HOUR_MS / 2, 0, NAN);
  dw_peak_valley_add (&hour, DW_RATE_PEAK, HOUR_MS / 2, 0, NAN);
  g_assert_cmpint (dw_peak_valley_longest (&hour), ==, DW_RATE_PEAK);
  dw_peak_valley_add (&hour, DW_RATE_DEEP_VALLEY, 1, 0, NAN);
  g_assert_cmpint (dw_peak_valley_longest (&hour), ==, DW_RATE_DEEP_VALLEY);
}

/* Peak from 08:20 to 11:40, 1 kWh a minute: the hours that hold a change are split, 200 kWh are peak and the other 1240 valley. */
static void
hours_with_a_change_are_split (void)
{
  const gint64 day_ms = 1774713600000; /* 2026-03-29 in Shanghai */
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (DwTariff) tariff = dw_tariff_new ("T");
  DwTariffSeason *season = dw_tariff_set_add_season (&tariff->current, "", 1, 1);
  DwCounterRules rules = { .period_ms = MINUTE_MS, .max_kw = 100 };
  g_autoptr (DwCounter) counter = dw_counter_new (&rules, NULL);
  g_autoptr (GArray) steps = NULL;
  g_autoptr (GArray) edges = NULL;
  g_autoptr (DwCounterPeriods) periods = NULL;
  DwPeakValley day;

  dw_tariff_season_add_period (season, 8 * 60 + 20, DW_RATE_PEAK);
  dw_tariff_season_add_period (season, 11 * 60 + 40, DW_RATE_VALLEY);
  for (gint64 minute = 0; minute <= 1440; minute++)
    g_assert_true (dw_counter_add (counter, day_ms + minute * MINUTE_MS, 5000.0 + (double)minute, FALSE, NULL));
  steps = dw_counter_finish (counter);
  edges = dw_tariff_list_changes (tariff, day_ms, day_ms + 24 * HOUR_MS, zone);
  g_array_prepend_val (edges, day_ms);
  g_array_append_vals (edges, (gint64[]){ day_ms + 24 * HOUR_MS }, 1);
  periods = dw_counter_periods_new ((const gint64 *)(gpointer)edges->data, edges->len - 1);
  dw_counter_split (periods, (const DwCounterStep *)(gpointer)steps->data, steps->len);
  dw_peak_valley_init (&day);
  for (guint i = 0; i < periods->n; i++)
    dw_peak_valley_add (&day, dw_tariff_rate_at (tariff, periods->edges_ms[i], zone), periods->edges_ms[i + 1] - periods->edges_ms[i], periods->periods[i].energy_wh, NAN);
  g_assert_cmpint (day.energy_wh[DW_RATE_PEAK], ==, 200000);
  g_assert_cmpint (day.energy_wh[DW_RATE_VALLEY], ==, 1240000);
  g_assert_cmpint (dw_peak_valley_total_wh (&day), ==, 1440000);
  g_assert_cmpint (day.length_ms[DW_RATE_PEAK], ==, 200 * MINUTE_MS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peak-valley/rates-add-up", rates_add_up);
  g_test_add_func ("/peak-valley/what-is-not-known-is-not-counted", what_is_not_known_is_not_counted);
  g_test_add_func ("/peak-valley/of-two-alike-the-dearer-one-gives-the-colour", of_two_alike_the_dearer_one_gives_the_colour);
  g_test_add_func ("/peak-valley/hours-with-a-change-are-split", hours_with_a_change_are_split);
  return g_test_run ();
}
