// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "meter-kit.h"

/* Plan: energy of days and months of a steady counter (S3-47, domain facts 3); no counter at all; rates, costs (S3-49) and the largest quarter-hour. What happens to counters is in
 * test-trend-counter.c. The expected numbers are written beside each counter. */

/* --- steady --- */

/* 0.6 kWh an hour: a day 14.4, November 432, December 446.4. */
static void
test_days_and_months (TrendKit *kit, gconstpointer data)
{
  gint64 days_ms[62], months_ms[] = { KIT_NOVEMBER_MS, KIT_NOVEMBER_MS + 30 * KIT_DAY_MS, KIT_NOVEMBER_MS + 61 * KIT_DAY_MS };
  DwEnergyAnswer *days, *months;

  meter_kit_begin (kit);
  meter_kit_fill_steady (kit, KIT_NOVEMBER_MS, months_ms[2], 1000);
  meter_kit_open (kit, months_ms[2] + KIT_DAY_MS);
  for (guint i = 0; i < 62; i++)
    days_ms[i] = KIT_NOVEMBER_MS + i * KIT_DAY_MS;
  days = meter_kit_ask (kit, days_ms, 61, NULL);
  months = meter_kit_ask (kit, months_ms, 2, NULL);
  for (guint i = 0; i < 61; i++)
    {
      g_assert_cmpfloat_with_epsilon (days->periods[i].energy_kwh, 14.4, 1e-9);
      g_assert_cmpuint (days->periods[i].flags, ==, DW_ENERGY_NORMAL);
    }
  g_assert_cmpfloat_with_epsilon (months->periods[0].energy_kwh, 432, 1e-9);
  g_assert_cmpfloat_with_epsilon (months->periods[1].energy_kwh, 446.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (months->total_kwh, days->total_kwh, 1e-9);
  g_assert_cmpfloat_with_epsilon (days->coverage, 1, 1e-9);
  meter_kit_assert_adds_up (days);
  meter_kit_assert_adds_up (months);
  dw_energy_answer_free (days);
  dw_energy_answer_free (months);
}

/* A day is the same whether it is asked for alone or as a part of the month: the reading before it counts. */
static void
test_one_day_of_many (TrendKit *kit, gconstpointer data)
{
  gint64 edges_ms[] = { KIT_NOVEMBER_MS + KIT_DAY_MS + 30000, KIT_NOVEMBER_MS + 2 * KIT_DAY_MS + 30000 };
  DwEnergyAnswer *answer;

  meter_kit_begin (kit);
  meter_kit_fill_steady (kit, KIT_NOVEMBER_MS, KIT_NOVEMBER_MS + 3 * KIT_DAY_MS, 7);
  meter_kit_open (kit, KIT_NOVEMBER_MS + 4 * KIT_DAY_MS);
  answer = meter_kit_ask (kit, edges_ms, 1, NULL);
  g_assert_cmpfloat_with_epsilon (answer->total_kwh, 14.4, 1e-9);
  g_assert_cmpuint (answer->periods[0].flags, ==, DW_ENERGY_NORMAL);
  dw_energy_answer_free (answer);
}

static void
test_no_counter (TrendKit *kit, gconstpointer data)
{
  DwEnergyAnswer *answer;

  trend_kit_columns (kit, METER_KIT_DEVICE, "voltage_a", 1, 60000);
  trend_kit_put_one (kit, METER_KIT_DEVICE, METER_KIT_AT (0), 230);
  meter_kit_open (kit, METER_KIT_AT (24));
  answer = meter_kit_ask_hours (kit, 3, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (isnan (answer->periods[i].energy_kwh) && isnan (answer->periods[i].max_kw));
      g_assert_cmpuint (answer->periods[i].flags, ==, DW_ENERGY_NO_DATA);
    }
  g_assert_cmpfloat (answer->total_kwh, ==, 0);
  g_assert_cmpfloat (answer->coverage, ==, 0);
  dw_energy_answer_free (answer);
}

/* --- rates --- */

/* Peak from 8:00 to 20:00, else valley. */
static DwTariff *
make_tariff (void)
{
  DwTariff *tariff = dw_tariff_new ("Two rates");
  DwTariffSeason *season = g_new0 (DwTariffSeason, 1);

  season->name = g_strdup ("Year");
  season->from_month = 1;
  season->from_day = 1;
  season->periods[0] = (DwTariffPeriod){ 8 * 60, DW_RATE_PEAK };
  season->periods[1] = (DwTariffPeriod){ 20 * 60, DW_RATE_VALLEY };
  season->n_periods = 2;
  tariff->current.seasons = season;
  tariff->current.n_seasons = 1;
  return tariff;
}

static void
test_rates (TrendKit *kit, gconstpointer data)
{
  g_autoptr (DwTariff) tariff = make_tariff ();
  /* A night, half an hour before and one after 8:00, the rest of the day. */
  gint64 edges_ms[] = { METER_KIT_AT (0), METER_KIT_AT (7.5), METER_KIT_AT (9), METER_KIT_AT (24) };
  DwEnergyAnswer *answer;

  meter_kit_begin (kit);
  meter_kit_fill_steady (kit, METER_KIT_AT (0), METER_KIT_AT (24), 1);
  meter_kit_open (kit, METER_KIT_AT (48));
  answer = meter_kit_ask (kit, edges_ms, 3, tariff);
  g_assert_cmpfloat_with_epsilon (answer->periods[0].by_rate_kwh[DW_RATE_VALLEY], 4.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->periods[1].by_rate_kwh[DW_RATE_VALLEY], 0.3, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->periods[1].by_rate_kwh[DW_RATE_PEAK], 0.6, 1e-9);
  g_assert_cmpint (answer->periods[0].rate, ==, DW_RATE_VALLEY);
  g_assert_cmpint (answer->periods[1].rate, ==, DW_RATE_PEAK);
  g_assert_cmpfloat_with_epsilon (answer->by_rate_kwh[DW_RATE_PEAK], 7.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->by_rate_kwh[DW_RATE_VALLEY], 7.2, 1e-9);
  meter_kit_assert_adds_up (answer);
  dw_energy_answer_free (answer);
}

/* --- cost (S3-49) --- */

static void
set_prices (DwTariff *tariff, gboolean steps)
{
  DwPricePlan *plan = &tariff->current.prices;

  plan->has_price[DW_RATE_PEAK] = plan->has_price[DW_RATE_VALLEY] = TRUE;
  plan->price_e4[DW_RATE_PEAK] = 10000;
  plan->price_e4[DW_RATE_VALLEY] = 4000;
  if (!steps)
    return;
  plan->tiers[1] = (DwPriceTier){ 1800, 1000 };
  plan->n_tiers = 2;
}

/* The second day. */
static DwEnergyAnswer *
ask_second_day (TrendKit *kit, const DwTariff *tariff)
{
  gint64 edges_ms[] = { METER_KIT_AT (24), METER_KIT_AT (31), METER_KIT_AT (48) };

  return meter_kit_ask (kit, edges_ms, 2, tariff);
}

/* 7.2 kWh of each rate a day, without steps: 7.20 and 2.88 yuan. No prices: nothing is said. */
static void
test_cost (TrendKit *kit, gconstpointer data)
{
  g_autoptr (DwTariff) tariff = make_tariff ();
  DwEnergyAnswer *answer;

  meter_kit_begin (kit);
  meter_kit_fill_steady (kit, METER_KIT_AT (0), METER_KIT_AT (48), 1);
  meter_kit_open (kit, METER_KIT_AT (72));
  answer = ask_second_day (kit, tariff);
  g_assert_false (answer->has_cost);
  dw_energy_answer_free (answer);
  set_prices (tariff, FALSE);
  answer = ask_second_day (kit, tariff);
  g_assert_true (answer->has_cost);
  g_assert_cmpint (dw_price_round_e4 (answer->cost.by_rate_e7[DW_RATE_PEAK]), ==, 72000);
  g_assert_cmpint (dw_price_round_e4 (answer->cost.by_rate_e7[DW_RATE_VALLEY]), ==, 28800);
  dw_energy_answer_free (answer);
}

/* 24:00 to 31:00 lies below the step but for its last hour; the rest above. Both were read whole. */
static void
check_parts (const DwEnergyAnswer *answer)
{
  DwTariffCost sum = { 0 };

  for (guint i = 0; i < answer->n_periods; i++)
    {
      g_assert_cmpfloat_with_epsilon (answer->periods[i].coverage, 1, 0.01);
      dw_tariff_cost_add (&sum, &answer->periods[i].cost);
    }
  g_assert_cmpmem (&sum, sizeof sum, &answer->cost, sizeof sum);
  g_assert_cmpuint (answer->periods[0].cost.steps, ==, 1 << 0 | 1 << 1);
  g_assert_cmpuint (answer->periods[1].cost.steps, ==, 1 << 1);
}

/* Above 18 kWh of the month 0.10 more. The first of the month took 14.4, so the step comes after 3.6 kWh of the second, at 6:00: 7.2 kWh of peak and 1.2 + 2.4 of valley lie above. */
static void
test_cost_of_steps (TrendKit *kit, gconstpointer data)
{
  g_autoptr (DwTariff) tariff = make_tariff ();
  gint64 total_e7;
  DwEnergyAnswer *answer;

  set_prices (tariff, TRUE);
  meter_kit_begin (kit);
  meter_kit_fill_steady (kit, METER_KIT_AT (-24), METER_KIT_AT (48), 1);
  meter_kit_open (kit, METER_KIT_AT (72));
  answer = ask_second_day (kit, tariff);
  g_assert_cmpint (dw_tariff_cost_total (&answer->cost, &total_e7), ==, DW_COST_KNOWN);
  g_assert_cmpint (dw_price_round_e4 (answer->cost.by_rate_e7[DW_RATE_PEAK]), ==, 79200);
  g_assert_cmpint (dw_price_round_e4 (answer->cost.by_rate_e7[DW_RATE_VALLEY]), ==, 28800 + 3600);
  g_assert_cmpint (dw_price_round_e4 (total_e7), ==, 111600);
  check_parts (answer);
  dw_energy_answer_free (answer);
}

/* The readings begin at noon of the first: nobody knows what the cycle has taken. */
static void
test_cost_without_the_cycle (TrendKit *kit, gconstpointer data)
{
  g_autoptr (DwTariff) tariff = make_tariff ();
  gint64 total_e7;
  DwEnergyAnswer *answer;

  set_prices (tariff, TRUE);
  meter_kit_begin (kit);
  meter_kit_fill_steady (kit, METER_KIT_AT (12), METER_KIT_AT (48), 1);
  meter_kit_open (kit, METER_KIT_AT (72));
  answer = ask_second_day (kit, tariff);
  g_assert_true (answer->has_cost);
  g_assert_cmpint (dw_tariff_cost_total (&answer->cost, &total_e7), ==, DW_COST_NO_HISTORY);
  dw_energy_answer_free (answer);
}

static void
test_cost_of_nothing (TrendKit *kit, gconstpointer data)
{
  g_autoptr (DwTariff) tariff = make_tariff ();
  DwEnergyAnswer *answer;

  set_prices (tariff, FALSE);
  meter_kit_begin (kit);
  meter_kit_open (kit, METER_KIT_AT (72));
  answer = ask_second_day (kit, tariff);
  g_assert_false (answer->has_cost);
  dw_energy_answer_free (answer);
}

/* 3 kW, from 10:00 to 10:15 6 kW; from 21:00 on only one sample, of 50 kW. */
static void
test_largest_quarter_hour (TrendKit *kit, gconstpointer data)
{
  g_autoptr (DwTariff) tariff = make_tariff ();
  DwEnergyAnswer *answer;

  trend_kit_columns (kit, METER_KIT_DEVICE, "active_power_total", 2, 60000);
  for (gint64 time_ms = METER_KIT_AT (0); time_ms < METER_KIT_AT (21); time_ms += KIT_MINUTE_MS)
    trend_kit_put_one (kit, METER_KIT_DEVICE, time_ms, time_ms >= METER_KIT_AT (10) && time_ms < METER_KIT_AT (10.25) ? 6 : 3);
  trend_kit_put_one (kit, METER_KIT_DEVICE, METER_KIT_AT (22.1), 50);
  meter_kit_open (kit, METER_KIT_AT (48));
  answer = meter_kit_ask_hours (kit, 24, tariff);
  for (guint i = 0; i < 21; i++)
    g_assert_cmpfloat_with_epsilon (answer->periods[i].max_kw, i == 10 ? 6 : 3, 1e-9);
  g_assert_true (isnan (answer->periods[22].max_kw));
  g_assert_cmpfloat_with_epsilon (answer->max_kw_by_rate[DW_RATE_PEAK], 6, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->max_kw_by_rate[DW_RATE_VALLEY], 3, 1e-9);
  g_assert_true (isnan (answer->max_kw_by_rate[DW_RATE_SHARP]));
  dw_energy_answer_free (answer);
}

int
main (int argc, char *argv[])
{
  trend_kit_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/trend-energy/" path, TrendKit, NULL, trend_kit_set_up, func, trend_kit_tear_down)
  ADD ("days-and-months-of-a-steady-counter", test_days_and_months);
  ADD ("one-day-of-many", test_one_day_of_many);
  ADD ("without-a-counter-there-are-no-data", test_no_counter);
  ADD ("rates-of-a-day", test_rates);
  ADD ("cost-by-rate", test_cost);
  ADD ("cost-of-steps", test_cost_of_steps);
  ADD ("cost-without-the-begin-of-the-cycle", test_cost_without_the_cycle);
  ADD ("no-energy-costs-nothing-known", test_cost_of_nothing);
  ADD ("the-largest-quarter-hour", test_largest_quarter_hour);
  return g_test_run ();
}
