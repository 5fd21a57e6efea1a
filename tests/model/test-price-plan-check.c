// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff.h"

/* Price plans that are refused, each in a sentence, and the bounds that are not (S3-49). */

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

/* Valley until 08:00, peak until 22:00, three steps. */
static DwTariff *
make_full (void)
{
  DwTariff *tariff = dw_tariff_new ("T");
  DwTariffSeason *season = dw_tariff_set_add_season (&tariff->current, "All", 1, 1);

  dw_tariff_season_add_period (season, 8 * 60, DW_RATE_PEAK);
  dw_tariff_season_add_period (season, 22 * 60, DW_RATE_VALLEY);
  set_price (&tariff->current.prices, DW_RATE_PEAK, 10231);
  set_price (&tariff->current.prices, DW_RATE_VALLEY, 3345);
  add_tier (&tariff->current.prices, 0, 0);
  add_tier (&tariff->current.prices, 21000, 500);
  add_tier (&tariff->current.prices, 40000, 3000);
  return tariff;
}

/* --- what is wrong --- */

static void
spoil_price (DwPricePlan *plan)
{
  plan->price_e4[DW_RATE_PEAK] = 1000000;
}

static void
spoil_sign (DwPricePlan *plan)
{
  plan->price_e4[DW_RATE_VALLEY] = -1;
}

static void
spoil_rate (DwPricePlan *plan)
{
  plan->has_price[DW_RATE_VALLEY] = FALSE;
}

static void
spoil_all_prices (DwPricePlan *plan)
{
  plan->has_price[DW_RATE_VALLEY] = plan->has_price[DW_RATE_PEAK] = FALSE;
}

static void
spoil_first (DwPricePlan *plan)
{
  plan->tiers[0].from_ckwh = 1;
}

static void
spoil_order (DwPricePlan *plan)
{
  plan->tiers[2].from_ckwh = plan->tiers[1].from_ckwh;
}

static void
spoil_height (DwPricePlan *plan)
{
  plan->tiers[2].from_ckwh = DW_PRICE_MAX_FROM_CKWH + 1;
}

static void
spoil_surcharge (DwPricePlan *plan)
{
  plan->tiers[1].surcharge_e4 = 1000000;
}

static void
spoil_discount (DwPricePlan *plan)
{
  plan->tiers[1].surcharge_e4 = -1;
}

static void
spoil_count (DwPricePlan *plan)
{
  plan->n_tiers = DW_PRICE_MAX_TIERS + 1;
}

static void
spoil_cycle (DwPricePlan *plan)
{
  plan->cycle = DW_N_PRICE_CYCLES;
}

static const struct
{
  const char *sentence;
  void (*spoil) (DwPricePlan *plan);
  const char *problem;
} wrongs[] = {
  { "100 yuan", spoil_price, "The set in force: the price of the rate “Peak” is not within 0 and 99.9999 yuan." },
  { "below 0", spoil_sign, "The set in force: the price of the rate “Valley” is not within 0 and 99.9999 yuan." },
  { "a rate of the periods has no price", spoil_rate, "The set in force: the rate “Valley” has no price; when one has a price, each rate of the periods needs one." },
  { "steps without a price", spoil_all_prices, "The set in force: there are price steps, but no rate has a price." },
  { "the first step does not begin at 0", spoil_first, "The set in force: the first price step must begin at 0 kWh." },
  { "two steps begin at once", spoil_order, "The set in force: price step 3 does not begin above the one before it." },
  { "a step nobody reaches", spoil_height, "The set in force: price step 3 begins above 99999999.99 kWh." },
  { "a surcharge of 100 yuan", spoil_surcharge, "The set in force: the surcharge of price step 2 is not within 0 and 99.9999 yuan." },
  { "a surcharge below 0", spoil_discount, "The set in force: the surcharge of price step 2 is not within 0 and 99.9999 yuan." },
  { "five steps", spoil_count, "The set in force: there are 5 price steps; at most 4 are possible." },
  { "no cycle", spoil_cycle, "The set in force: the price steps count neither by month nor by year." },
};

static void
a_wrong_plan_is_refused_in_a_sentence (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      g_autoptr (DwTariff) tariff = make_full ();
      g_autoptr (GPtrArray) problems = NULL;

      g_test_message ("%s", wrongs[i].sentence);
      wrongs[i].spoil (&tariff->current.prices);
      problems = dw_tariff_check (tariff);
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (problems, 0), ==, wrongs[i].problem);
    }
}

static void
the_next_set_is_checked_too (void)
{
  g_autoptr (DwTariff) tariff = make_full ();
  g_autoptr (GPtrArray) problems = NULL;

  set_price (&tariff->next.prices, DW_RATE_FLAT, 5000);
  problems = dw_tariff_check (tariff);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (problems, 0), ==, "The next set: there are prices, but no period that they are for.");
}

/* --- what is right --- */

static void
check_good (const DwTariff *tariff)
{
  g_autoptr (GPtrArray) problems = dw_tariff_check (tariff);

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *)problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
the_bounds_themselves_are_taken (void)
{
  g_autoptr (DwTariff) tariff = make_full ();
  DwPricePlan *plan = &tariff->current.prices;

  add_tier (plan, DW_PRICE_MAX_FROM_CKWH, DW_PRICE_MAX_E4);
  set_price (plan, DW_RATE_PEAK, DW_PRICE_MAX_E4);
  set_price (plan, DW_RATE_VALLEY, 0);
  set_price (plan, DW_RATE_SHARP, 1); /* no period uses it */
  check_good (tariff);
}

static void
a_copy_has_the_prices (void)
{
  g_autoptr (DwTariff) tariff = make_full ();
  g_autoptr (DwTariff) copy = dw_tariff_copy (tariff);

  tariff->current.prices.price_e4[DW_RATE_PEAK] = 1;
  g_assert_cmpint (copy->current.prices.price_e4[DW_RATE_PEAK], ==, 10231);
  g_assert_cmpuint (copy->current.prices.n_tiers, ==, 3);
  dw_tariff_set_clear (&tariff->current);
  g_assert_false (dw_price_plan_has_prices (&tariff->current.prices));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price-plan-check/a-wrong-plan-is-refused-in-a-sentence", a_wrong_plan_is_refused_in_a_sentence);
  g_test_add_func ("/price-plan-check/the-next-set-is-checked-too", the_next_set_is_checked_too);
  g_test_add_func ("/price-plan-check/the-bounds-themselves-are-taken", the_bounds_themselves_are_taken);
  g_test_add_func ("/price-plan-check/a-copy-has-the-prices", a_copy_has_the_prices);
  return g_test_run ();
}
