// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-calendar.h"
#include "dw-tariff-cost.h"

/* Price plans (S3-49): what energies cost below, above and across a step, by month and by year, and across the switch of the plans. The step prices 0.50, 0.55 and
 * 0.80 yuan with their costs are the example of domain facts 7; the other costs are multiplied by hand in the rows. */

#define KWH G_GINT64_CONSTANT (1000)
#define YUAN_E7 G_GINT64_CONSTANT (10000000)
#define DAY_MS G_GINT64_CONSTANT (86400000)
/* Midnights in Shanghai. */
#define NEW_YEAR_MS G_GINT64_CONSTANT (1798732800000)
#define FEBRUARY_MS (NEW_YEAR_MS + 31 * DAY_MS)
#define MARCH_MS (FEBRUARY_MS + 28 * DAY_MS)

static GTimeZone *
open_zone (void)
{
  GTimeZone *zone = g_time_zone_new_identifier ("Asia/Shanghai");

  g_assert_nonnull (zone);
  return zone;
}

static void
set_price (DwPricePlan *plan, DwRate rate, gint64 price_e4)
{
  plan->has_price[rate] = TRUE;
  plan->price_e4[rate] = price_e4;
}

static void
add_tier (DwPricePlan *plan, gint64 from_ckwh, gint64 surcharge_e4)
{
  plan->tiers[plan->n_tiers++] = (DwPriceTier){ from_ckwh, surcharge_e4 };
}

/* One price for all hours: 210 kWh @0.50, to 400 kWh @0.55, above @0.80. */
static void
fill_steps (DwPricePlan *plan, DwPriceCycle cycle)
{
  set_price (plan, DW_RATE_FLAT, 5000);
  add_tier (plan, 0, 0);
  add_tier (plan, 21000, 500);
  add_tier (plan, 40000, 3000);
  plan->cycle = cycle;
}

static void
add_flat (DwTariffSet *set)
{
  dw_tariff_season_add_period (dw_tariff_set_add_season (set, "All", 1, 1), 0, DW_RATE_FLAT);
}

static DwTariff *
make_stepped (DwPriceCycle cycle)
{
  DwTariff *tariff = dw_tariff_new ("T");

  add_flat (&tariff->current);
  fill_steps (&tariff->current.prices, cycle);
  return tariff;
}

/* Valley until 08:00, peak until 22:00. */
static DwTariff *
make_by_rate (void)
{
  DwTariff *tariff = dw_tariff_new ("T");
  DwTariffSeason *season = dw_tariff_set_add_season (&tariff->current, "All", 1, 1);

  dw_tariff_season_add_period (season, 8 * 60, DW_RATE_PEAK);
  dw_tariff_season_add_period (season, 22 * 60, DW_RATE_VALLEY);
  set_price (&tariff->current.prices, DW_RATE_PEAK, 10231);
  set_price (&tariff->current.prices, DW_RATE_VALLEY, 3345);
  return tariff;
}

static void
check_good (const DwTariff *tariff)
{
  g_autoptr (GPtrArray) problems = dw_tariff_check (tariff);

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *)problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* --- one stretch --- */

static const struct
{
  const char *sentence;
  gint64 used_wh, energy_wh, cost_e7;
} stretches[] = {
  { "210 kWh are 105.00 yuan", 0, 210 * KWH, 105 * YUAN_E7 },
  { "400 kWh are 209.50 yuan", 0, 400 * KWH, 2095 * YUAN_E7 / 10 },
  { "450 kWh are 249.50 yuan", 0, 450 * KWH, 2495 * YUAN_E7 / 10 },
  { "nothing costs nothing", 250 * KWH, 0, 0 },
  { "the last watt-hour below the step", 210 * KWH - 1, 1, 5000 },
  { "the first watt-hour of the step", 210 * KWH, 1, 5500 },
  { "one watt-hour on each side of the step", 210 * KWH - 1, 2, 10500 },
  { "the step in the middle: 10 @0.50 and 30 @0.55", 200 * KWH, 40 * KWH, 215 * YUAN_E7 / 10 },
  { "across two steps: 10 @0.50, 190 @0.55, 1 @0.80", 200 * KWH, 201 * KWH, 1103 * YUAN_E7 / 10 },
  { "far above", 1000000 * KWH, 100 * KWH, 80 * YUAN_E7 },
};

static void
a_stretch_is_divided_at_the_steps (void)
{
  DwPricePlan plan = { 0 };

  fill_steps (&plan, DW_PRICE_MONTH);
  for (guint i = 0; i < G_N_ELEMENTS (stretches); i++)
    {
      g_test_message ("%s", stretches[i].sentence);
      g_assert_cmpint (dw_price_plan_cost_e7 (&plan, DW_RATE_FLAT, stretches[i].used_wh, stretches[i].energy_wh), ==, stretches[i].cost_e7);
    }
}

/* However 450 kWh are cut, they cost 249.50 yuan: nothing is rounded on the way. */
static void
pieces_cost_what_the_whole_costs (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4949);
  DwPricePlan plan = { 0 };

  fill_steps (&plan, DW_PRICE_MONTH);
  for (guint round = 0; round < 50; round++)
    {
      gint64 used_wh = 0, cost_e7 = 0;

      while (used_wh < 450 * KWH)
        {
          gint64 drawn_wh = g_rand_int_range (rand, 0, 70000);
          gint64 piece_wh = MIN (450 * KWH - used_wh, drawn_wh);

          cost_e7 += dw_price_plan_cost_e7 (&plan, DW_RATE_FLAT, used_wh, piece_wh);
          used_wh += piece_wh;
        }
      g_assert_cmpint (cost_e7, ==, 2495 * YUAN_E7 / 10);
    }
}

static void
halves_are_rounded_up (void)
{
  g_assert_cmpint (dw_price_round_e4 (0), ==, 0);
  g_assert_cmpint (dw_price_round_e4 (499), ==, 0);
  g_assert_cmpint (dw_price_round_e4 (500), ==, 1);
  g_assert_cmpint (dw_price_round_e4 (1499), ==, 1);
  g_assert_cmpint (dw_price_round_e4 (2495 * YUAN_E7 / 10), ==, 2495000);
}

/* --- spans --- */

typedef void (*Fill) (DwTariff *tariff);

static void
leave (DwTariff *tariff)
{
}

static void
count_by_year (DwTariff *tariff)
{
  tariff->current.prices.cycle = DW_PRICE_YEAR;
}

static void
drop_steps (DwTariff *tariff)
{
  tariff->current.prices.n_tiers = 0;
}

static void
drop_prices (DwTariff *tariff)
{
  tariff->current.prices = (DwPricePlan){ 0 };
}

/* From 11 January on 0.60 yuan, above 300 kWh of the month 0.70. */
static void
switch_plan (DwTariff *tariff)
{
  add_flat (&tariff->next);
  set_price (&tariff->next.prices, DW_RATE_FLAT, 6000);
  add_tier (&tariff->next.prices, 0, 0);
  add_tier (&tariff->next.prices, 30000, 1000);
  tariff->switch_ms = NEW_YEAR_MS + 10 * DAY_MS;
}

/* From February on by year: 0.40 yuan, above 300 kWh of the year 0.90. */
static void
switch_to_year (DwTariff *tariff)
{
  add_flat (&tariff->next);
  set_price (&tariff->next.prices, DW_RATE_FLAT, 4000);
  add_tier (&tariff->next.prices, 0, 0);
  add_tier (&tariff->next.prices, 30000, 5000);
  tariff->next.prices.cycle = DW_PRICE_YEAR;
  tariff->switch_ms = FEBRUARY_MS;
}

static void
switch_to_none (DwTariff *tariff)
{
  add_flat (&tariff->next);
  tariff->switch_ms = NEW_YEAR_MS + 10 * DAY_MS;
}

#define MAX_STRETCHES 3
static const struct
{
  const char *sentence;
  Fill fill;
  gint64 from_ms; /* of the span that is paid */
  gint64 edges_ms[MAX_STRETCHES + 1];
  gint64 kwh[MAX_STRETCHES]; /* -1 = not known */
  DwCostState state;
  gint64 cost_e4;
} spans[] = {
  { "a month of 450 kWh: 249.50", leave, NEW_YEAR_MS, { NEW_YEAR_MS, FEBRUARY_MS }, { 450 }, DW_COST_KNOWN, 2495000 },
  { "each month begins at 0: 105.00 and 105.00", leave, NEW_YEAR_MS, { NEW_YEAR_MS, FEBRUARY_MS, MARCH_MS }, { 210, 210 }, DW_COST_KNOWN, 2100000 },
  { "by year the second month goes on: 190 @0.55 and 20 @0.80 after 105.00", count_by_year, NEW_YEAR_MS, { NEW_YEAR_MS, FEBRUARY_MS, MARCH_MS }, { 210, 210 }, DW_COST_KNOWN, 2255000 },
  { "a year begins at 0: 210 @0.50 on each side of New Year", count_by_year, NEW_YEAR_MS - 365 * DAY_MS, { NEW_YEAR_MS - 365 * DAY_MS, NEW_YEAR_MS, FEBRUARY_MS }, { 210, 210 }, DW_COST_KNOWN, 2100000 },
  { "what was taken before the span counts as taken: 50 @0.80", leave, NEW_YEAR_MS + 9 * DAY_MS, { NEW_YEAR_MS, NEW_YEAR_MS + 9 * DAY_MS, NEW_YEAR_MS + 10 * DAY_MS }, { 400, 50 }, DW_COST_KNOWN, 400000 },
  { "the plans switch within the month: 210 @0.50, 40 @0.55, then 50 @0.60 and 50 @0.70", switch_plan, NEW_YEAR_MS, { NEW_YEAR_MS, NEW_YEAR_MS + 10 * DAY_MS, FEBRUARY_MS }, { 250, 100 }, DW_COST_KNOWN, 1920000 },
  { "a plan by year takes over and counts January: 50 @0.40 and 50 @0.90", switch_to_year, FEBRUARY_MS, { NEW_YEAR_MS, FEBRUARY_MS, MARCH_MS }, { 250, 100 }, DW_COST_KNOWN, 650000 },
  { "no prices", drop_prices, NEW_YEAR_MS, { NEW_YEAR_MS, FEBRUARY_MS }, { 450 }, DW_COST_NO_PRICE, 0 },
  { "no prices, and no energy", drop_prices, NEW_YEAR_MS, { NEW_YEAR_MS, FEBRUARY_MS }, { 0 }, DW_COST_KNOWN, 0 },
  { "the plan that takes over has no prices", switch_to_none, NEW_YEAR_MS, { NEW_YEAR_MS, NEW_YEAR_MS + 10 * DAY_MS, FEBRUARY_MS }, { 250, 100 }, DW_COST_NO_PRICE, 0 },
  { "an energy of the span is missing", leave, NEW_YEAR_MS, { NEW_YEAR_MS, NEW_YEAR_MS + DAY_MS, FEBRUARY_MS }, { -1, 100 }, DW_COST_NO_ENERGY, 0 },
  { "an energy before the span is missing: the step cannot be known", leave, NEW_YEAR_MS + DAY_MS, { NEW_YEAR_MS, NEW_YEAR_MS + DAY_MS, FEBRUARY_MS }, { -1, 100 }, DW_COST_NO_HISTORY, 0 },
  { "the energies begin within the cycle", leave, NEW_YEAR_MS + DAY_MS, { NEW_YEAR_MS + DAY_MS, FEBRUARY_MS }, { 100 }, DW_COST_NO_HISTORY, 0 },
  { "the month after is known all the same", leave, FEBRUARY_MS, { NEW_YEAR_MS + DAY_MS, FEBRUARY_MS, MARCH_MS }, { 100, 210 }, DW_COST_KNOWN, 1050000 },
  { "by year it is not", count_by_year, FEBRUARY_MS, { NEW_YEAR_MS + DAY_MS, FEBRUARY_MS, MARCH_MS }, { 100, 210 }, DW_COST_NO_HISTORY, 0 },
  { "without steps nobody asks what was taken before", drop_steps, NEW_YEAR_MS + DAY_MS, { NEW_YEAR_MS, NEW_YEAR_MS + DAY_MS, FEBRUARY_MS }, { -1, 100 }, DW_COST_KNOWN, 500000 },
  { "an energy that no meter can have counted", drop_steps, NEW_YEAR_MS, { NEW_YEAR_MS, FEBRUARY_MS }, { G_GINT64_CONSTANT (1000000001) }, DW_COST_NO_ENERGY, 0 },
};

static void
check_span (guint i)
{
  g_autoptr (DwTariff) tariff = make_stepped (DW_PRICE_MONTH);
  g_autoptr (GTimeZone) zone = open_zone ();
  DwTariffStretch parts[MAX_STRETCHES];
  DwTariffCost cost;
  gint64 total_e7;
  guint n = 0;

  spans[i].fill (tariff);
  check_good (tariff);
  for (; n < MAX_STRETCHES && spans[i].edges_ms[n + 1] != 0; n++)
    parts[n] = (DwTariffStretch){ spans[i].edges_ms[n], spans[i].edges_ms[n + 1], spans[i].kwh[n] < 0 ? -1 : spans[i].kwh[n] * KWH };
  dw_tariff_cost (tariff, parts, n, spans[i].from_ms, zone, &cost);
  g_assert_cmpint (dw_tariff_cost_total (&cost, &total_e7), ==, spans[i].state);
  if (spans[i].state == DW_COST_KNOWN)
    g_assert_cmpint (dw_price_round_e4 (total_e7), ==, spans[i].cost_e4);
}

static void
a_span_costs_by_plan_and_step (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_test_message ("%s", spans[i].sentence);
      check_span (i);
    }
}

/* 8 h of valley, 14 h of peak and 2 h of valley; the step lies in the peak hours: 6 kWh @0.3345, 4 of 14 kWh @1.0231, then 10 @1.0331 and 2 @0.3445. */
static void
each_rate_has_its_price_and_its_part_of_the_step (void)
{
  g_autoptr (DwTariff) tariff = make_by_rate ();
  g_autoptr (GTimeZone) zone = open_zone ();
  const gint64 eight_ms = NEW_YEAR_MS + 8 * 3600000, ten_ms = NEW_YEAR_MS + 22 * 3600000;
  const DwTariffStretch parts[] = { { NEW_YEAR_MS, eight_ms, 6 * KWH }, { eight_ms, ten_ms, 14 * KWH }, { ten_ms, NEW_YEAR_MS + DAY_MS, 2 * KWH } };
  DwTariffCost cost;
  gint64 total_e7;

  add_tier (&tariff->current.prices, 0, 0);
  add_tier (&tariff->current.prices, 1000, 100);
  check_good (tariff);
  dw_tariff_cost (tariff, parts, G_N_ELEMENTS (parts), NEW_YEAR_MS, zone, &cost);
  g_assert_cmpint (dw_price_round_e4 (cost.by_rate_e7[DW_RATE_VALLEY]), ==, 6 * 3345 + 2 * 3445);
  g_assert_cmpint (dw_price_round_e4 (cost.by_rate_e7[DW_RATE_PEAK]), ==, 4 * 10231 + 10 * 10331);
  g_assert_cmpint (cost.by_rate_e7[DW_RATE_FLAT], ==, 0);
  g_assert_cmpint (dw_tariff_cost_total (&cost, &total_e7), ==, DW_COST_KNOWN);
  g_assert_cmpint (dw_price_round_e4 (total_e7), ==, 171194);
}

/* Period by period what the whole costs (S3-49): each month of its own, 105.00, 209.50, 249.50, and which steps it reached; a period with an unknown energy spoils no other month. */
static void
periods_cost_what_their_sum_costs (void)
{
  static const struct
  {
    gint64 kwh;
    DwCostState state;
    gint64 cost_e2;
    guint steps;
  } months[] = {
    { 210, DW_COST_KNOWN, 10500, 1 << 0 },
    { 400, DW_COST_KNOWN, 20950, 1 << 0 | 1 << 1 },
    { 450, DW_COST_KNOWN, 24950, 1 << 0 | 1 << 1 | 1 << 2 },
    { -1, DW_COST_NO_ENERGY, 0, 0 },
    { 100, DW_COST_KNOWN, 5000, 1 << 0 },
    { 0, DW_COST_KNOWN, 0, 0 },
  };
  g_autoptr (DwTariff) tariff = make_stepped (DW_PRICE_MONTH);
  g_autoptr (GTimeZone) zone = open_zone ();
  DwTariffStretch parts[G_N_ELEMENTS (months)];
  gint64 edges_ms[G_N_ELEMENTS (months) + 1] = { NEW_YEAR_MS };
  DwTariffCost costs[G_N_ELEMENTS (months)], whole, sum = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      edges_ms[i + 1] = dw_calendar_add (edges_ms[i], DW_CALENDAR_MONTH, 1, zone);
      parts[i] = (DwTariffStretch){ edges_ms[i], edges_ms[i + 1], months[i].kwh < 0 ? -1 : months[i].kwh * KWH };
    }
  dw_tariff_cost_periods (tariff, parts, G_N_ELEMENTS (parts), edges_ms, G_N_ELEMENTS (months), zone, costs);
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      gint64 total_e7;

      g_test_message ("month %u", i);
      g_assert_cmpint (dw_tariff_cost_total (&costs[i], &total_e7), ==, months[i].state);
      g_assert_cmpuint (costs[i].steps, ==, months[i].steps);
      g_assert_true (months[i].state != DW_COST_KNOWN || dw_price_round_e2 (total_e7) == months[i].cost_e2);
      dw_tariff_cost_add (&sum, &costs[i]);
    }
  dw_tariff_cost (tariff, parts, G_N_ELEMENTS (parts), NEW_YEAR_MS, zone, &whole);
  g_assert_cmpmem (&sum, sizeof sum, &whole, sizeof whole);
}

/* What lies outside the periods is consumption alone: 240 kWh before, then 50 @0.55 = 27.50. */
static void
what_lies_outside_the_periods_costs_nothing (void)
{
  g_autoptr (DwTariff) tariff = make_stepped (DW_PRICE_MONTH);
  g_autoptr (GTimeZone) zone = open_zone ();
  const gint64 edges_ms[] = { NEW_YEAR_MS + 5 * DAY_MS, NEW_YEAR_MS + 6 * DAY_MS };
  const DwTariffStretch parts[] = { { NEW_YEAR_MS, edges_ms[0], 240 * KWH }, { edges_ms[0], edges_ms[1], 50 * KWH }, { edges_ms[1], FEBRUARY_MS, 900 * KWH } };
  DwTariffCost cost;
  gint64 total_e7;

  dw_tariff_cost_periods (tariff, parts, G_N_ELEMENTS (parts), edges_ms, 1, zone, &cost);
  g_assert_cmpint (dw_tariff_cost_total (&cost, &total_e7), ==, DW_COST_KNOWN);
  g_assert_cmpint (dw_price_round_e2 (total_e7), ==, 2750);
  g_assert_cmpuint (cost.steps, ==, 1 << 1);
}

/* To the fen, halves up, whatever a double would make of it. */
static void
cents_are_rounded_half_up (void)
{
  g_assert_cmpint (dw_price_round_e2 (49999), ==, 0);
  g_assert_cmpint (dw_price_round_e2 (50000), ==, 1);
  g_assert_cmpint (dw_price_round_e2 (1050049999), ==, 10500);
  g_assert_cmpint (dw_price_round_e2 (1050050000), ==, 10501);
}

static void
the_energies_are_needed_from_the_begin_of_the_cycle (void)
{
  static const struct
  {
    const char *sentence;
    Fill fill;
    gint64 from_ms, to_ms, begin_ms;
  } rows[] = {
    { "of the month", leave, FEBRUARY_MS + DAY_MS, MARCH_MS, FEBRUARY_MS },
    { "of the year", count_by_year, FEBRUARY_MS + DAY_MS, MARCH_MS, NEW_YEAR_MS },
    { "no steps", drop_steps, FEBRUARY_MS + DAY_MS, MARCH_MS, FEBRUARY_MS + DAY_MS },
    { "no prices", drop_prices, FEBRUARY_MS + DAY_MS, MARCH_MS, FEBRUARY_MS + DAY_MS },
    { "of the year that the next plan counts by", switch_to_year, FEBRUARY_MS - DAY_MS, MARCH_MS, NEW_YEAR_MS },
    { "the next plan does not apply yet", switch_to_year, FEBRUARY_MS - DAY_MS, FEBRUARY_MS, NEW_YEAR_MS },
    { "the plan before does not apply any more", switch_plan, FEBRUARY_MS + DAY_MS, MARCH_MS, FEBRUARY_MS },
  };
  g_autoptr (GTimeZone) zone = open_zone ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwTariff) tariff = make_stepped (DW_PRICE_MONTH);

      g_test_message ("%s", rows[i].sentence);
      rows[i].fill (tariff);
      g_assert_cmpint (dw_tariff_cost_begin_ms (tariff, rows[i].from_ms, rows[i].to_ms, zone), ==, rows[i].begin_ms);
    }
}

/* --- decimals --- */

static void
decimals_are_read_exactly_or_not_at_all (void)
{
  static const struct
  {
    const char *text;
    gint64 value; /* -1 = refused */
    const char *written;
  } rows[] = {
    { "0", 0, "0" },
    { "0.5", 5000, "0.5" },
    { "0.5283", 5283, "0.5283" },
    { "0.0001", 1, "0.0001" },
    { "0.0500", 500, "0.05" },
    { "99.9999", 999999, "99.9999" },
    { "007", 70000, "7" },
    { "100", -1, NULL },
    { "0.52831", -1, NULL },
    { "", -1, NULL },
    { ".", -1, NULL },
    { ".5", -1, NULL },
    { "5.", -1, NULL },
    { "-1", -1, NULL },
    { "+1", -1, NULL },
    { "1e1", -1, NULL },
    { "0,5", -1, NULL },
    { "1.2.3", -1, NULL },
    { " 1", -1, NULL },
    { "0x1", -1, NULL },
    { "99999999999999999999999999", -1, NULL },
    { "一", -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 value = -1;
      gboolean good = dw_price_parse (rows[i].text, DW_PRICE_DECIMALS, DW_PRICE_MAX_E4, &value);
      g_autofree char *written = good ? dw_price_format (value, DW_PRICE_DECIMALS) : NULL;

      g_test_message ("“%s”", rows[i].text);
      g_assert_cmpint (value, ==, rows[i].value);
      g_assert_cmpint (good, ==, rows[i].value >= 0);
      g_assert_cmpstr (written, ==, rows[i].written);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price-plan/a-stretch-is-divided-at-the-steps", a_stretch_is_divided_at_the_steps);
  g_test_add_func ("/price-plan/pieces-cost-what-the-whole-costs", pieces_cost_what_the_whole_costs);
  g_test_add_func ("/price-plan/halves-are-rounded-up", halves_are_rounded_up);
  g_test_add_func ("/price-plan/a-span-costs-by-plan-and-step", a_span_costs_by_plan_and_step);
  g_test_add_func ("/price-plan/each-rate-has-its-price-and-its-part-of-the-step", each_rate_has_its_price_and_its_part_of_the_step);
  g_test_add_func ("/price-plan/the-energies-are-needed-from-the-begin-of-the-cycle", the_energies_are_needed_from_the_begin_of_the_cycle);
  g_test_add_func ("/price-plan/decimals-are-read-exactly-or-not-at-all", decimals_are_read_exactly_or_not_at_all);
  g_test_add_func ("/price-plan/periods", periods_cost_what_their_sum_costs);
  g_test_add_func ("/price-plan/outside-the-periods", what_lies_outside_the_periods_costs_nothing);
  g_test_add_func ("/price-plan/cents", cents_are_rounded_half_up);
  return g_test_run ();
}
