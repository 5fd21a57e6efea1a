// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "trend-kit.h"

/* Plan: energy of days and months of a steady counter (S3-47, domain facts 3); what happens to counters: a gap of three hours, the end of its digits, a replaced meter with and
 * without a note, a clock that was set back; rates and the largest quarter-hour; no counter at all. The expected numbers are written beside each counter. */

#define METER 2
#define STEP_KWH 0.01 /* a minute */
#define BEGIN_MS KIT_NOVEMBER_MS
#define AT(hours) (BEGIN_MS + (gint64)((hours)*3600000.0))

/* Both ends are there. */
static double
fill_steady (TrendKit *kit, gint64 from_ms, gint64 to_ms, double kwh)
{
  for (gint64 time_ms = from_ms; time_ms <= to_ms; time_ms += KIT_MINUTE_MS, kwh += STEP_KWH)
    trend_kit_put_one (kit, METER, time_ms, round (kwh * 100) / 100);
  return kwh;
}

static void
begin (TrendKit *kit)
{
  trend_kit_columns (kit, METER, "energy_active_import", 2, 60000);
}

static void
open_with_meter (TrendKit *kit, gint64 now_ms)
{
  trend_kit_open (kit, now_ms);
  trend_kit_add_device (kit, METER, KIT_BOX, "acrel-adl400", 60000, NAN);
}

static DwEnergyAnswer *
ask (TrendKit *kit, const gint64 *edges_ms, guint n, const DwTariff *tariff)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DwEnergyAnswer *answer;

  dw_trend_desk_query_energy_async (kit->station, METER, edges_ms, n, tariff, NULL, trend_kit_ready_cb, &result);
  answer = dw_trend_desk_query_energy_finish (kit->station, trend_kit_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->n_periods, ==, n);
  return answer;
}

static DwEnergyAnswer *
ask_hours (TrendKit *kit, guint n, const DwTariff *tariff)
{
  gint64 edges_ms[49];

  for (guint i = 0; i <= n; i++)
    edges_ms[i] = AT (i);
  return ask (kit, edges_ms, n, tariff);
}

/* The sum of the periods is the total, and that of the rates is each period's energy, to the watt-hour. */
static void
assert_adds_up (const DwEnergyAnswer *answer)
{
  double sum = 0;

  for (guint i = 0; i < answer->n_periods; i++)
    {
      double rates = 0;

      for (guint rate = 0; rate < DW_N_RATES; rate++)
        rates += answer->periods[i].by_rate_kwh[rate];
      g_assert_cmpfloat_with_epsilon (rates, isnan (answer->periods[i].energy_kwh) ? 0 : answer->periods[i].energy_kwh, 1e-9);
      sum += rates;
    }
  g_assert_cmpfloat_with_epsilon (sum, answer->total_kwh, 1e-9);
}

/* --- steady --- */

/* 0.6 kWh an hour: a day 14.4, November 432, December 446.4. */
static void
test_days_and_months (TrendKit *kit, gconstpointer data)
{
  gint64 days_ms[62], months_ms[] = { BEGIN_MS, BEGIN_MS + 30 * KIT_DAY_MS, BEGIN_MS + 61 * KIT_DAY_MS };
  DwEnergyAnswer *days, *months;

  begin (kit);
  fill_steady (kit, BEGIN_MS, months_ms[2], 1000);
  open_with_meter (kit, months_ms[2] + KIT_DAY_MS);
  for (guint i = 0; i < 62; i++)
    days_ms[i] = BEGIN_MS + i * KIT_DAY_MS;
  days = ask (kit, days_ms, 61, NULL);
  months = ask (kit, months_ms, 2, NULL);
  for (guint i = 0; i < 61; i++)
    {
      g_assert_cmpfloat_with_epsilon (days->periods[i].energy_kwh, 14.4, 1e-9);
      g_assert_cmpuint (days->periods[i].flags, ==, DW_ENERGY_NORMAL);
    }
  g_assert_cmpfloat_with_epsilon (months->periods[0].energy_kwh, 432, 1e-9);
  g_assert_cmpfloat_with_epsilon (months->periods[1].energy_kwh, 446.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (months->total_kwh, days->total_kwh, 1e-9);
  g_assert_cmpfloat_with_epsilon (days->coverage, 1, 1e-9);
  assert_adds_up (days);
  assert_adds_up (months);
  dw_energy_answer_free (days);
  dw_energy_answer_free (months);
}

/* A day is the same whether it is asked for alone or as a part of the month: the reading before it counts. */
static void
test_one_day_of_many (TrendKit *kit, gconstpointer data)
{
  gint64 edges_ms[] = { BEGIN_MS + KIT_DAY_MS + 30000, BEGIN_MS + 2 * KIT_DAY_MS + 30000 };
  DwEnergyAnswer *answer;

  begin (kit);
  fill_steady (kit, BEGIN_MS, BEGIN_MS + 3 * KIT_DAY_MS, 7);
  open_with_meter (kit, BEGIN_MS + 4 * KIT_DAY_MS);
  answer = ask (kit, edges_ms, 1, NULL);
  g_assert_cmpfloat_with_epsilon (answer->total_kwh, 14.4, 1e-9);
  g_assert_cmpuint (answer->periods[0].flags, ==, DW_ENERGY_NORMAL);
  dw_energy_answer_free (answer);
}

/* --- what happens to counters --- */

/* 0:00 to 1:00, then silence; at 4:30 the counter has 2.1 kWh more; on to 6:00. */
static void
test_gap (TrendKit *kit, gconstpointer data)
{
  static const double expected[] = { 0.6, NAN, NAN, NAN, 2.4, 0.6 };
  DwEnergyAnswer *answer;

  begin (kit);
  fill_steady (kit, AT (0), AT (1), 100);
  fill_steady (kit, AT (4.5), AT (6), 102.7);
  open_with_meter (kit, AT (24));
  answer = ask_hours (kit, 6, NULL);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpint ((answer->periods[i].flags & DW_ENERGY_GAP) != 0, ==, i >= 1 && i <= 4);
      g_assert_cmpint ((answer->periods[i].flags & DW_ENERGY_NO_DATA) != 0, ==, isnan (expected[i]));
      if (isnan (expected[i]))
        g_assert_true (isnan (answer->periods[i].energy_kwh));
      else
        g_assert_cmpfloat_with_epsilon (answer->periods[i].energy_kwh, expected[i], 1e-9);
    }
  g_assert_cmpfloat_with_epsilon (answer->total_kwh, 3.6, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->coverage, 2.5 / 6, 0.02);
  assert_adds_up (answer);
  dw_energy_answer_free (answer);
}

/* The gap reaches over the end of what is asked: the last period is marked although its energy comes later. */
static void
test_gap_over_the_end (TrendKit *kit, gconstpointer data)
{
  DwEnergyAnswer *answer;

  begin (kit);
  fill_steady (kit, AT (0), AT (1.5), 100);
  fill_steady (kit, AT (4.5), AT (6), 102.7);
  open_with_meter (kit, AT (24));
  answer = ask_hours (kit, 2, NULL);
  g_assert_cmpuint (answer->periods[0].flags, ==, DW_ENERGY_NORMAL);
  g_assert_cmpuint (answer->periods[1].flags, ==, DW_ENERGY_GAP);
  g_assert_cmpfloat_with_epsilon (answer->periods[1].energy_kwh, 0.3, 1e-9);
  dw_energy_answer_free (answer);
}

static void
put_rolled (TrendKit *kit)
{
  begin (kit);
  fill_steady (kit, AT (0), AT (0.5), 999999.60);
  /* 999999.90 was the last: six digits end at a million. */
  fill_steady (kit, AT (0.5) + KIT_MINUTE_MS, AT (2), 0.11);
}

/* 0.30 until the half hour, then 0.10 up to the million and 0.11 after it, then 0.01 a minute. */
static void
test_digits_end (TrendKit *kit, gconstpointer data)
{
  DwEnergyAnswer *answer;

  put_rolled (kit);
  open_with_meter (kit, AT (24));
  answer = ask_hours (kit, 2, NULL);
  g_assert_cmpfloat_with_epsilon (answer->periods[0].energy_kwh, 0.30 + 0.21 + 29 * STEP_KWH, 1e-9);
  g_assert_cmpuint (answer->periods[0].flags, ==, DW_ENERGY_ROLLED);
  g_assert_cmpuint (answer->periods[1].flags, ==, DW_ENERGY_NORMAL);
  dw_energy_answer_free (answer);
}

/* The old meter was read 1009.80 at 1:00 and 1010.00 when it was taken out; the new one began with 5.00 and shows 5.20 at 1:10. */
static void
put_replaced (TrendKit *kit)
{
  begin (kit);
  fill_steady (kit, AT (0), AT (1), 1009.20);
  fill_steady (kit, AT (1) + 10 * KIT_MINUTE_MS, AT (3), 5.20);
}

/* It shows in the history of the device. */
static void
assert_noted (TrendKit *kit, gint64 time_ms)
{
  const gint64 id = METER;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) marks = NULL;
  const DwTrendMark *mark;

  trend_kit_settle (kit);
  dw_trend_desk_query_marks_async (kit->station, &id, 1, AT (0), AT (24), NULL, trend_kit_ready_cb, &result);
  marks = dw_trend_desk_query_marks_finish (kit->station, trend_kit_wait (&result), NULL);
  g_assert_cmpuint (marks->len, ==, 1);
  mark = marks->pdata[0];
  g_assert_cmpint (mark->kind, ==, DW_TREND_MARK_NOTE);
  g_assert_cmpint (mark->time_ms, ==, time_ms);
  g_assert_cmpstr (mark->text, ==, "Meter replaced P01");
}

static void
test_replaced (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DwEnergyAnswer *answer;

  put_replaced (kit);
  open_with_meter (kit, AT (24));
  trend_kit_sign_in (kit, DW_ROLE_SYSTEM_ADMIN, 0);
  g_assert_true (dw_trend_desk_note_replacement (kit->station, METER, AT (1) + 5 * KIT_MINUTE_MS, 1010, 5, &error));
  g_assert_no_error (error);
  answer = ask_hours (kit, 3, NULL);
  g_assert_cmpfloat_with_epsilon (answer->periods[0].energy_kwh, 0.6, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->periods[1].energy_kwh, 0.2 + 0.2 + 50 * STEP_KWH, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->periods[2].energy_kwh, 0.6, 1e-9);
  g_assert_true (answer->periods[1].flags & DW_ENERGY_REPLACED);
  g_assert_false (answer->periods[0].flags & DW_ENERGY_REPLACED);
  assert_noted (kit, AT (1) + 5 * KIT_MINUTE_MS);
  dw_energy_answer_free (answer);
}

/* Nobody wrote it down: no negative energy, what lies between is lost, and the period says so. */
static void
test_replaced_without_a_note (TrendKit *kit, gconstpointer data)
{
  DwEnergyAnswer *answer;

  put_replaced (kit);
  open_with_meter (kit, AT (24));
  answer = ask_hours (kit, 3, NULL);
  g_assert_true (answer->periods[1].flags & DW_ENERGY_RESET);
  g_assert_false (answer->periods[1].flags & DW_ENERGY_REPLACED);
  g_assert_cmpfloat (answer->periods[1].energy_kwh, >=, 50 * STEP_KWH - 1e-9);
  g_assert_cmpfloat (answer->periods[1].energy_kwh, <=, 5.2 + 50 * STEP_KWH + 1e-9);
  assert_adds_up (answer);
  dw_energy_answer_free (answer);
}

static void
test_notes_that_are_refused (TrendKit *kit, gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    DwRole role;
    gint64 device_id;
    double after_h, old_final, new_start;
  } cases[] = {
    { "by somebody who may not set up", DW_ROLE_ELECTRICIAN, METER, 1, 10, 0 },
    { "at a device that is not there", DW_ROLE_SYSTEM_ADMIN, 77, 1, 10, 0 },
    { "in the future", DW_ROLE_SYSTEM_ADMIN, METER, 25, 10, 0 },
    { "a reading below zero", DW_ROLE_SYSTEM_ADMIN, METER, 1, -1, 0 },
    { "a reading without end", DW_ROLE_SYSTEM_ADMIN, METER, 1, 10, INFINITY },
  };

  begin (kit);
  open_with_meter (kit, AT (24));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = NULL;

      g_test_message ("%s", cases[i].sentence);
      trend_kit_sign_in (kit, cases[i].role, 0);
      g_assert_false (dw_trend_desk_note_replacement (kit->station, cases[i].device_id, AT (cases[i].after_h), cases[i].old_final, cases[i].new_start, &error));
      g_assert_nonnull (error);
      kept = dw_store_get_setting (kit->station->store, "meter-replacements");
      g_assert_null (kept);
    }
}

/* At 12:10 the clock goes back to 12:00; the meter goes on counting, half a minute beside the first run. In the 24 hours of the wall clock 24 h 10 min pass. */
static void
test_clock_was_set_back (TrendKit *kit, gconstpointer data)
{
  gint64 edges_ms[] = { AT (0), AT (24) };
  double kwh;
  DwEnergyAnswer *answer;

  begin (kit);
  kwh = fill_steady (kit, AT (0), AT (12) + 10 * KIT_MINUTE_MS, 50);
  fill_steady (kit, AT (12) + 30000, AT (24) + 30000, kwh);
  trend_kit_note_clock (kit, AT (12), -10 * KIT_MINUTE_MS);
  open_with_meter (kit, AT (48));
  answer = ask (kit, edges_ms, 1, NULL);
  g_assert_cmpfloat_with_epsilon (answer->total_kwh, (24 * 60 + 10) * STEP_KWH, 1e-9);
  g_assert_true (answer->periods[0].flags & DW_ENERGY_CLOCK);
  g_assert_false (answer->periods[0].flags & DW_ENERGY_RESET);
  dw_energy_answer_free (answer);
}

static void
test_no_counter (TrendKit *kit, gconstpointer data)
{
  DwEnergyAnswer *answer;

  trend_kit_columns (kit, METER, "voltage_a", 1, 60000);
  trend_kit_put_one (kit, METER, AT (0), 230);
  open_with_meter (kit, AT (24));
  answer = ask_hours (kit, 3, NULL);
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
  gint64 edges_ms[] = { AT (0), AT (7.5), AT (9), AT (24) };
  DwEnergyAnswer *answer;

  begin (kit);
  fill_steady (kit, AT (0), AT (24), 1);
  open_with_meter (kit, AT (48));
  answer = ask (kit, edges_ms, 3, tariff);
  g_assert_cmpfloat_with_epsilon (answer->periods[0].by_rate_kwh[DW_RATE_VALLEY], 4.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->periods[1].by_rate_kwh[DW_RATE_VALLEY], 0.3, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->periods[1].by_rate_kwh[DW_RATE_PEAK], 0.6, 1e-9);
  g_assert_cmpint (answer->periods[0].rate, ==, DW_RATE_VALLEY);
  g_assert_cmpint (answer->periods[1].rate, ==, DW_RATE_PEAK);
  g_assert_cmpfloat_with_epsilon (answer->by_rate_kwh[DW_RATE_PEAK], 7.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->by_rate_kwh[DW_RATE_VALLEY], 7.2, 1e-9);
  assert_adds_up (answer);
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
  gint64 edges_ms[] = { AT (24), AT (31), AT (48) };

  return ask (kit, edges_ms, 2, tariff);
}

/* 7.2 kWh of each rate a day, without steps: 7.20 and 2.88 yuan. No prices: nothing is said. */
static void
test_cost (TrendKit *kit, gconstpointer data)
{
  g_autoptr (DwTariff) tariff = make_tariff ();
  DwEnergyAnswer *answer;

  begin (kit);
  fill_steady (kit, AT (0), AT (48), 1);
  open_with_meter (kit, AT (72));
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
  begin (kit);
  fill_steady (kit, AT (-24), AT (48), 1);
  open_with_meter (kit, AT (72));
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
  begin (kit);
  fill_steady (kit, AT (12), AT (48), 1);
  open_with_meter (kit, AT (72));
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
  begin (kit);
  open_with_meter (kit, AT (72));
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

  trend_kit_columns (kit, METER, "active_power_total", 2, 60000);
  for (gint64 time_ms = AT (0); time_ms < AT (21); time_ms += KIT_MINUTE_MS)
    trend_kit_put_one (kit, METER, time_ms, time_ms >= AT (10) && time_ms < AT (10.25) ? 6 : 3);
  trend_kit_put_one (kit, METER, AT (22.1), 50);
  open_with_meter (kit, AT (48));
  answer = ask_hours (kit, 24, tariff);
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
  ADD ("a-gap-keeps-its-energy", test_gap);
  ADD ("a-gap-over-the-end-marks-the-last-period", test_gap_over_the_end);
  ADD ("a-counter-whose-digits-end", test_digits_end);
  ADD ("a-replaced-meter", test_replaced);
  ADD ("a-replaced-meter-that-nobody-noted", test_replaced_without_a_note);
  ADD ("notes-that-are-refused", test_notes_that_are_refused);
  ADD ("a-clock-set-back-loses-nothing", test_clock_was_set_back);
  ADD ("without-a-counter-there-are-no-data", test_no_counter);
  ADD ("rates-of-a-day", test_rates);
  ADD ("cost-by-rate", test_cost);
  ADD ("cost-of-steps", test_cost_of_steps);
  ADD ("cost-without-the-begin-of-the-cycle", test_cost_without_the_cycle);
  ADD ("no-energy-costs-nothing-known", test_cost_of_nothing);
  ADD ("the-largest-quarter-hour", test_largest_quarter_hour);
  return g_test_run ();
}
