// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff-draft.h"

#include <string.h>

/* Plan: what was opened is what would be saved, whatever it holds (S3-47, S3-48, S3-49) · every mistake is refused with a sentence at its own field and nowhere else · times and dates as people
 * type them · adding and removing seasons and periods keeps a good tariff good. */

static GTimeZone *
open_zone (void)
{
  GTimeZone *zone = g_time_zone_new_identifier ("Asia/Shanghai");

  g_assert_nonnull (zone);
  return zone;
}

typedef struct
{
  guint minute;
  DwRate rate;
} Row;

static void
add_season (DwTariffSet *set, const char *name, guint8 month, guint8 day, const Row *rows, guint n)
{
  DwTariffSeason *season = dw_tariff_set_add_season (set, name, month, day);

  for (guint i = 0; i < n; i++)
    g_assert_true (dw_tariff_season_add_period (season, rows[i].minute, rows[i].rate));
}

static const Row summer[] = { { 420, DW_RATE_FLAT }, { 540, DW_RATE_PEAK }, { 720, DW_RATE_FLAT }, { 960, DW_RATE_PEAK }, { 1140, DW_RATE_SHARP }, { 1260, DW_RATE_FLAT }, { 1320, DW_RATE_DEEP_VALLEY }, { 1380, DW_RATE_VALLEY } };
static const Row winter[] = { { 0, DW_RATE_VALLEY }, { 480, DW_RATE_PEAK } };

/* Two seasons; the eight periods of summer cross midnight. */
static DwTariff *
make_tariff (gint64 switch_ms)
{
  DwTariff *tariff = dw_tariff_new ("Tianjin 2026");

  g_free (tariff->source);
  tariff->source = g_strdup ("Notice 12, 2025-11-30");
  add_season (&tariff->current, "Summer", 7, 1, summer, G_N_ELEMENTS (summer));
  add_season (&tariff->current, "Winter", 11, 15, winter, G_N_ELEMENTS (winter));
  if (switch_ms != 0)
    add_season (&tariff->next, "All year", 1, 1, winter, G_N_ELEMENTS (winter));
  tariff->switch_ms = switch_ms;
  return tariff;
}

static void
assert_same_set (const DwTariffSet *a, const DwTariffSet *b)
{
  g_assert_cmpuint (a->n_seasons, ==, b->n_seasons);
  for (guint i = 0; i < a->n_seasons; i++)
    {
      g_assert_cmpstr (a->seasons[i].name, ==, b->seasons[i].name);
      g_assert_cmpuint (a->seasons[i].from_month, ==, b->seasons[i].from_month);
      g_assert_cmpuint (a->seasons[i].from_day, ==, b->seasons[i].from_day);
      g_assert_cmpuint (a->seasons[i].n_periods, ==, b->seasons[i].n_periods);
      for (guint k = 0; k < a->seasons[i].n_periods; k++)
        {
          g_assert_cmpuint (a->seasons[i].periods[k].from_minute, ==, b->seasons[i].periods[k].from_minute);
          g_assert_cmpint (a->seasons[i].periods[k].rate, ==, b->seasons[i].periods[k].rate);
        }
    }
}

static void
assert_same_prices (const DwPricePlan *a, const DwPricePlan *b)
{
  g_assert_cmpuint (a->n_tiers, ==, b->n_tiers);
  g_assert_cmpint (a->cycle, ==, b->cycle);
  for (guint i = 0; i < DW_N_RATES; i++)
    {
      g_assert_cmpint (a->has_price[i], ==, b->has_price[i]);
      g_assert_cmpint (a->price_e4[i], ==, b->price_e4[i]);
    }
  for (guint i = 0; i < a->n_tiers; i++)
    {
      g_assert_cmpint (a->tiers[i].from_ckwh, ==, b->tiers[i].from_ckwh);
      g_assert_cmpint (a->tiers[i].surcharge_e4, ==, b->tiers[i].surcharge_e4);
    }
}

static void
assert_same (const DwTariff *a, const DwTariff *b)
{
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->source, ==, b->source);
  g_assert_cmpint (a->switch_ms, ==, b->switch_ms);
  assert_same_set (&a->current, &b->current);
  assert_same_set (&a->next, &b->next);
  assert_same_prices (&a->current.prices, &b->current.prices);
  assert_same_prices (&a->next.prices, &b->next.prices);
}

static DwTariff *
make (const DwTariffDraft *draft, GPtrArray **problems)
{
  g_autoptr (GTimeZone) zone = open_zone ();

  return dw_tariff_draft_make (draft, zone, problems);
}

static DwTariffDraft *
open_draft (gint64 switch_ms)
{
  g_autoptr (DwTariff) tariff = make_tariff (switch_ms);
  g_autoptr (GTimeZone) zone = open_zone ();

  return dw_tariff_draft_new (tariff, zone);
}

/* 2027-01-01 00:00 in Shanghai, and the same with hours, minutes and a second that the field cannot say. */
#define NEW_YEAR_MS G_GINT64_CONSTANT (1798732800000)

static void
test_round_trip (void)
{
  static const struct
  {
    gint64 switch_ms;
    const char *text;
  } rows[] = { { 0, "" }, { NEW_YEAR_MS, "2027-01-01" }, { NEW_YEAR_MS + 8 * 3600000, "2027-01-01 08:00" }, { NEW_YEAR_MS + 8 * 3600000 + 1234, "2027-01-01 08:00" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwTariff) tariff = make_tariff (rows[i].switch_ms);
      g_autoptr (DwTariffDraft) draft = open_draft (rows[i].switch_ms);
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (DwTariff) made = make (draft, &problems);

      g_assert_cmpstr (draft->switch_time, ==, rows[i].text);
      g_assert_cmpuint (problems->len, ==, 0);
      assert_same (tariff, made);
    }
}

static void
test_nothing_yet (void)
{
  g_autoptr (GTimeZone) zone = open_zone ();
  g_autoptr (DwTariffDraft) draft = dw_tariff_draft_new (NULL, zone);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DwTariff) made = make (draft, &problems);

  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_cmpint (((DwDraftProblem *)problems->pdata[0])->place, ==, DW_DRAFT_AT_NAME);
  g_assert_cmpint (((DwDraftProblem *)problems->pdata[1])->place, ==, DW_DRAFT_AT_TARIFF);
}

/* --- refusals --- */

typedef enum { NAME,
               SWITCH,
               DATE,
               TIME } Field;

typedef struct
{
  const char *what;
  gint64 switch_ms;
  Field field;
  DwDraftSet set;
  guint season, period;
  const char *text;
  /* where the sentence is to be, and a part of it */
  DwDraftPlace place;
  guint at_season, at_period;
  const char *sentence;
} Refusal;

static const Refusal refusals[] = {
  { "no name", 0, NAME, .text = " ", .place = DW_DRAFT_AT_NAME, .sentence = "no name" },
  { "not a time", 0, TIME, .period = 2, .text = "noon", .place = DW_DRAFT_AT_PERIOD, .at_period = 2, .sentence = "“noon” is not a time of day" },
  { "hour 24", 0, TIME, .period = 7, .text = "24:00", .place = DW_DRAFT_AT_PERIOD, .at_period = 7, .sentence = "24:00" },
  { "minute 60", 0, TIME, .period = 7, .text = "23:60", .place = DW_DRAFT_AT_PERIOD, .at_period = 7, .sentence = "23:60" },
  { "an empty time", 0, TIME, .period = 1, .text = "", .place = DW_DRAFT_AT_PERIOD, .at_period = 1, .sentence = "is not a time of day" },
  { "a time twice", 0, TIME, .period = 1, .text = "07:00", .place = DW_DRAFT_AT_PERIOD, .at_period = 1, .sentence = "does not begin after" },
  { "14 minutes", 0, TIME, .period = 3, .text = "12:14", .place = DW_DRAFT_AT_PERIOD, .at_period = 2, .sentence = "lasts only 14 min" },
  { "14 minutes over midnight", 0, TIME, .season = 1, .period = 1, .text = "23:46", .place = DW_DRAFT_AT_PERIOD, .at_season = 1, .at_period = 1, .sentence = "lasts only 14 min" },
  { "not a date", 0, DATE, .season = 1, .text = "autumn", .place = DW_DRAFT_AT_SEASON, .at_season = 1, .sentence = "“autumn” is not a day of the year" },
  { "29 February", 0, DATE, .season = 1, .text = "02-29", .place = DW_DRAFT_AT_SEASON, .at_season = 1, .sentence = "02-29 is not a date of every year" },
  { "31 April", 0, DATE, .season = 0, .text = "4-31", .place = DW_DRAFT_AT_SEASON, .at_season = 0, .sentence = "04-31 is not a date of every year" },
  { "month 13", 0, DATE, .season = 0, .text = "13-01", .place = DW_DRAFT_AT_SEASON, .at_season = 0, .sentence = "13-01 is not a date of every year" },
  { "a date twice", 0, DATE, .season = 1, .text = "7-1", .place = DW_DRAFT_AT_SEASON, .at_season = 1, .sentence = "another season begins on 07-01" },
  { "a next set without a time", NEW_YEAR_MS, SWITCH, .text = "", .place = DW_DRAFT_AT_SWITCH, .sentence = "no time at which it takes over" },
  { "a time without a next set", 0, SWITCH, .text = "2027-01-01", .place = DW_DRAFT_AT_SWITCH, .sentence = "no next set" },
  { "not a moment", NEW_YEAR_MS, SWITCH, .text = "next year", .place = DW_DRAFT_AT_SWITCH, .sentence = "“next year” is not a date" },
  { "a day that no month has", NEW_YEAR_MS, SWITCH, .text = "2027-02-30", .place = DW_DRAFT_AT_SWITCH, .sentence = "“2027-02-30” is not a date" },
  { "a mistake in the next set", NEW_YEAR_MS, TIME, .set = DW_DRAFT_NEXT, .period = 1, .text = "8h", .place = DW_DRAFT_AT_PERIOD, .at_period = 1, .sentence = "“8h”" },
  { "too short in the next set", NEW_YEAR_MS, TIME, .set = DW_DRAFT_NEXT, .period = 1, .text = "00:05", .place = DW_DRAFT_AT_PERIOD, .at_period = 0, .sentence = "lasts only 5 min" },
};

static void
make_mistake (DwTariffDraft *draft, const Refusal *row)
{
  DwDraftSeason *season = draft->seasons[row->set]->pdata[row->season < draft->seasons[row->set]->len ? row->season : 0];
  DwDraftPeriod *period = season->periods->pdata[row->period < season->periods->len ? row->period : 0];
  char **fields[] = { [NAME] = &draft->name, [SWITCH] = &draft->switch_time, [DATE] = &season->from, [TIME] = &period->from };

  dw_draft_set_text (fields[row->field], row->text);
}

static void
test_refusal (gconstpointer data)
{
  const Refusal *row = data;
  g_autoptr (DwTariffDraft) draft = open_draft (row->switch_ms);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DwTariff) made = NULL;
  const DwDraftProblem *problem;

  make_mistake (draft, row);
  made = make (draft, &problems);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", ((DwDraftProblem *)problems->pdata[i])->sentence);
  g_assert_cmpuint (problems->len, ==, 1);
  problem = problems->pdata[0];
  g_assert_cmpint (problem->place, ==, row->place);
  g_assert_cmpint (problem->set, ==, row->set);
  g_assert_cmpuint (problem->season, ==, row->at_season);
  if (row->place == DW_DRAFT_AT_PERIOD)
    g_assert_cmpuint (problem->period, ==, row->at_period);
  g_assert_nonnull (strstr (problem->sentence, row->sentence));
}

static void
test_many_mistakes (void)
{
  g_autoptr (DwTariffDraft) draft = open_draft (NEW_YEAR_MS);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DwTariff) made = NULL;
  DwDraftSeason *first = draft->seasons[DW_DRAFT_CURRENT]->pdata[0], *second = draft->seasons[DW_DRAFT_CURRENT]->pdata[1];

  /* Two seasons of one name that lack the same: each is told. */
  g_ptr_array_set_size (first->periods, 0);
  g_ptr_array_set_size (second->periods, 0);
  dw_draft_set_text (&second->name, first->name);
  dw_draft_set_text (&draft->name, "");
  made = make (draft, &problems);
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_cmpint (((DwDraftProblem *)problems->pdata[0])->place, ==, DW_DRAFT_AT_NAME);
  for (guint i = 1; i < 3; i++)
    {
      g_assert_cmpint (((DwDraftProblem *)problems->pdata[i])->place, ==, DW_DRAFT_AT_SEASON);
      g_assert_cmpuint (((DwDraftProblem *)problems->pdata[i])->season, ==, i - 1);
    }
}

/* --- what people type --- */

static void
test_typed_times (void)
{
  static const struct
  {
    const char *text;
    int minute; /* -1 = refused */
  } rows[] = { { "7:00", 420 }, { "07:30", 450 }, { "0:00", 0 }, { "23:59", 1439 }, { "07：30", 450 }, { "730", -1 }, { "7", -1 }, { "", -1 }, { ":", -1 }, { "7:0:0", -1 }, { "-1:00", -1 }, { "+7:00", -1 }, { "007:00", -1 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint minute = 9999;
      gboolean ok = dw_draft_parse_minute (rows[i].text, &minute);

      g_test_message ("“%s”", rows[i].text);
      g_assert_cmpint (ok, ==, rows[i].minute >= 0);
      g_assert_cmpint (ok ? (int)minute : -1, ==, rows[i].minute);
    }
}

static void
test_order (void)
{
  g_autoptr (DwTariffDraft) draft = open_draft (0);
  DwDraftSeason *season = draft->seasons[DW_DRAFT_CURRENT]->pdata[1];
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DwTariff) made = NULL;

  /* The later one is typed first. */
  dw_draft_set_text (&((DwDraftPeriod *)season->periods->pdata[0])->from, "20:00");
  made = make (draft, &problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (made->current.seasons[1].periods[0].from_minute, ==, 480);
  g_assert_cmpint (made->current.seasons[1].periods[0].rate, ==, DW_RATE_PEAK);
  g_assert_cmpuint (made->current.seasons[1].periods[1].from_minute, ==, 1200);
  g_assert_cmpint (made->current.seasons[1].periods[1].rate, ==, DW_RATE_VALLEY);
}

static void
test_growing (void)
{
  g_autoptr (DwTariffDraft) draft = open_draft (NEW_YEAR_MS);
  guint n_seasons = draft->seasons[DW_DRAFT_NEXT]->len;

  for (guint i = 0; i < 5; i++)
    {
      DwDraftSeason *season = dw_tariff_draft_add_season (draft, DW_DRAFT_NEXT);
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (DwTariff) made = NULL;

      while (dw_draft_season_add_period (season) != NULL)
        continue;
      g_assert_cmpuint (season->periods->len, ==, DW_TARIFF_MAX_PERIODS);
      made = make (draft, &problems);
      g_assert_cmpuint (problems->len, ==, 0);
    }
  for (guint i = 0; i < 5; i++)
    dw_tariff_draft_remove_season (draft, DW_DRAFT_NEXT, 1);
  g_assert_cmpuint (draft->seasons[DW_DRAFT_NEXT]->len, ==, n_seasons);
}

static void
test_preset (void)
{
  g_autoptr (DwTariffDraft) draft = open_draft (NEW_YEAR_MS);
  g_autoptr (DwTariff) preset = dw_tariff_new ("Preset");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DwTariff) made = NULL;

  add_season (&preset->current, "Year", 3, 1, winter, G_N_ELEMENTS (winter));
  dw_tariff_draft_fill (draft, preset);
  made = make (draft, &problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (made->name, ==, "Preset");
  assert_same_set (&made->current, &preset->current);
  /* What was agreed for later is not lost. */
  g_assert_cmpuint (made->next.n_seasons, ==, 1);
  g_assert_cmpint (made->switch_ms, ==, NEW_YEAR_MS);
}

/* --- prices (S3-49) --- */

static void
set_price (DwPricePlan *plan, DwRate rate, gint64 price_e4)
{
  plan->has_price[rate] = TRUE;
  plan->price_e4[rate] = price_e4;
}

/* The next set has the prices of its two rates and three steps a year. */
static DwTariff *
make_priced (void)
{
  DwTariff *tariff = make_tariff (NEW_YEAR_MS);
  DwPricePlan *plan = &tariff->next.prices;

  set_price (plan, DW_RATE_PEAK, 10231);
  set_price (plan, DW_RATE_VALLEY, 3300);
  plan->tiers[0] = (DwPriceTier){ 0, 0 };
  plan->tiers[1] = (DwPriceTier){ 252050, 500 };
  plan->tiers[2] = (DwPriceTier){ 480000, 3000 };
  plan->n_tiers = 3;
  plan->cycle = DW_PRICE_YEAR;
  return tariff;
}

static DwTariffDraft *
open_priced (void)
{
  g_autoptr (DwTariff) tariff = make_priced ();
  g_autoptr (GTimeZone) zone = open_zone ();

  return dw_tariff_draft_new (tariff, zone);
}

static void
test_prices_round_trip (void)
{
  g_autoptr (DwTariff) tariff = make_priced ();
  g_autoptr (DwTariffDraft) draft = open_priced ();
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DwTariff) made = make (draft, &problems);

  g_assert_cmpstr (draft->prices[DW_DRAFT_NEXT]->prices[DW_RATE_PEAK], ==, "1.0231");
  g_assert_cmpstr (draft->prices[DW_DRAFT_NEXT]->prices[DW_RATE_VALLEY], ==, "0.33");
  g_assert_cmpstr (draft->prices[DW_DRAFT_NEXT]->prices[DW_RATE_FLAT], ==, "");
  g_assert_cmpstr (((DwDraftTier *)draft->prices[DW_DRAFT_NEXT]->tiers->pdata[1])->from, ==, "2520.5");
  g_assert_cmpuint (problems->len, ==, 0);
  assert_same (tariff, made);
}

typedef struct
{
  const char *what;
  int rate; /* -1: of a step */
  guint tier;
  gboolean surcharge;
  const char *text;
  DwDraftPlace place;
  guint at;
  const char *sentence;
} PriceRefusal;

static const PriceRefusal price_refusals[] = {
  { "a word", DW_RATE_PEAK, .text = "cheap", .place = DW_DRAFT_AT_PRICE, .at = DW_RATE_PEAK, .sentence = "“cheap” is not a price" },
  { "five decimals", DW_RATE_VALLEY, .text = "0.33001", .place = DW_DRAFT_AT_PRICE, .at = DW_RATE_VALLEY, .sentence = "“0.33001” is not a price" },
  { "100 yuan", DW_RATE_PEAK, .text = "100", .place = DW_DRAFT_AT_PRICE, .at = DW_RATE_PEAK, .sentence = "at most 99.9999" },
  { "below 0", DW_RATE_PEAK, .text = "-0.1", .place = DW_DRAFT_AT_PRICE, .at = DW_RATE_PEAK, .sentence = "“-0.1” is not a price" },
  { "a rate of the periods without a price", DW_RATE_PEAK, .text = "", .place = DW_DRAFT_AT_PRICE, .at = DW_RATE_PEAK, .sentence = "The next set: the rate “Peak” has no price" },
  { "no price for a rate that is not used, either", DW_RATE_SHARP, .text = "x", .place = DW_DRAFT_AT_PRICE, .at = DW_RATE_SHARP, .sentence = "“x” is not a price" },
  { "a first step above 0", -1, .tier = 0, .text = "1", .place = DW_DRAFT_AT_TIER, .at = 0, .sentence = "The next set: the first price step must begin at 0 kWh" },
  { "a first step of no number", -1, .tier = 0, .text = "none", .place = DW_DRAFT_AT_TIER, .at = 0, .sentence = "“none” is not a consumption" },
  { "a step of no number", -1, .tier = 1, .text = "2520.505", .place = DW_DRAFT_AT_TIER, .at = 1, .sentence = "“2520.505” is not a consumption" },
  { "a step below the one before", -1, .tier = 2, .text = "2520.5", .place = DW_DRAFT_AT_TIER, .at = 2, .sentence = "price step 3 does not begin above the one before it" },
  { "an empty surcharge", -1, .tier = 2, .surcharge = TRUE, .text = "", .place = DW_DRAFT_AT_TIER, .at = 2, .sentence = "“” is not a price" },
};

static void
test_price_refusal (gconstpointer data)
{
  const PriceRefusal *row = data;
  g_autoptr (DwTariffDraft) draft = open_priced ();
  DwDraftPrices *prices = draft->prices[DW_DRAFT_NEXT];
  DwDraftTier *tier = prices->tiers->pdata[row->tier];
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DwTariff) made = NULL;
  const DwDraftProblem *problem;

  dw_draft_set_text (row->rate >= 0 ? &prices->prices[row->rate] : row->surcharge ? &tier->surcharge
                                                                                  : &tier->from,
                     row->text);
  made = make (draft, &problems);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", ((DwDraftProblem *)problems->pdata[i])->sentence);
  g_assert_cmpuint (problems->len, ==, 1);
  problem = problems->pdata[0];
  g_assert_cmpint (problem->place, ==, row->place);
  g_assert_cmpint (problem->set, ==, DW_DRAFT_NEXT);
  g_assert_cmpuint (problem->price, ==, row->at);
  g_assert_nonnull (strstr (problem->sentence, row->sentence));
}

static void
check_only_plan_problem (const DwTariffDraft *draft, const char *sentence)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DwTariff) made = make (draft, &problems);
  const DwDraftProblem *problem = problems->len > 0 ? problems->pdata[problems->len - 1] : NULL;

  g_assert_nonnull (problem);
  g_assert_cmpint (problem->place, ==, DW_DRAFT_AT_PRICES);
  g_assert_cmpint (problem->set, ==, DW_DRAFT_NEXT);
  g_assert_cmpstr (problem->sentence, ==, sentence);
}

static void
test_prices_need_what_they_are_for (void)
{
  g_autoptr (DwTariffDraft) draft = open_priced ();
  DwDraftPrices *prices = draft->prices[DW_DRAFT_NEXT];

  dw_draft_set_text (&prices->prices[DW_RATE_PEAK], "");
  dw_draft_set_text (&prices->prices[DW_RATE_VALLEY], "");
  check_only_plan_problem (draft, "The next set: there are price steps, but no rate has a price.");
  g_ptr_array_set_size (prices->tiers, 0);
  dw_draft_set_text (&prices->prices[DW_RATE_PEAK], "1");
  dw_draft_set_text (&prices->prices[DW_RATE_VALLEY], "1");
  g_ptr_array_set_size (draft->seasons[DW_DRAFT_NEXT], 0);
  check_only_plan_problem (draft, "The next set: there are prices, but no period that they are for.");
}

static void
test_tiers_come_and_go (void)
{
  g_autoptr (DwTariffDraft) draft = open_priced ();
  DwDraftPrices *prices = draft->prices[DW_DRAFT_NEXT];
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DwTariff) made = NULL;

  while (prices->tiers->len > 0)
    dw_draft_prices_remove_tier (prices, 0);
  for (guint i = 0; i < DW_PRICE_MAX_TIERS; i++)
    g_assert_nonnull (dw_draft_prices_add_tier (prices));
  g_assert_null (dw_draft_prices_add_tier (prices));
  made = make (draft, &problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (made->next.prices.n_tiers, ==, DW_PRICE_MAX_TIERS);
  g_assert_cmpint (made->next.prices.tiers[0].from_ckwh, ==, 0);
}

static void
test_preset_prices (void)
{
  g_autoptr (DwTariffDraft) draft = open_draft (0);
  g_autoptr (DwTariff) preset = dw_tariff_new ("Preset");

  dw_draft_set_text (&draft->prices[DW_DRAFT_CURRENT]->prices[DW_RATE_PEAK], "0.9");
  add_season (&preset->current, "Year", 3, 1, winter, G_N_ELEMENTS (winter));
  dw_tariff_draft_fill (draft, preset);
  g_assert_cmpstr (draft->prices[DW_DRAFT_CURRENT]->prices[DW_RATE_PEAK], ==, "0.9");
  set_price (&preset->current.prices, DW_RATE_PEAK, 12000);
  dw_tariff_draft_fill (draft, preset);
  g_assert_cmpstr (draft->prices[DW_DRAFT_CURRENT]->prices[DW_RATE_PEAK], ==, "1.2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tariff-draft/what-was-opened-is-what-is-saved", test_round_trip);
  g_test_add_func ("/tariff-draft/nothing-yet-says-what-is-missing", test_nothing_yet);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (refusals[i].what), " ", '-');
      g_autofree char *path = g_strconcat ("/tariff-draft/refused/", name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  g_test_add_func ("/tariff-draft/each-of-many-mistakes-is-told-once", test_many_mistakes);
  g_test_add_func ("/tariff-draft/times-as-people-type-them", test_typed_times);
  g_test_add_func ("/tariff-draft/the-order-of-typing-does-not-matter", test_order);
  g_test_add_func ("/tariff-draft/seasons-and-periods-come-and-go", test_growing);
  g_test_add_func ("/tariff-draft/a-preset-leaves-the-next-set", test_preset);
  g_test_add_func ("/tariff-draft/prices-are-saved-as-they-were-opened", test_prices_round_trip);
  for (guint i = 0; i < G_N_ELEMENTS (price_refusals); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (price_refusals[i].what), " ", '-');
      g_autofree char *path = g_strconcat ("/tariff-draft/price-refused/", name, NULL);

      g_test_add_data_func (path, &price_refusals[i], test_price_refusal);
    }
  g_test_add_func ("/tariff-draft/prices-need-what-they-are-for", test_prices_need_what_they_are_for);
  g_test_add_func ("/tariff-draft/price-steps-come-and-go", test_tiers_come_and_go);
  g_test_add_func ("/tariff-draft/a-preset-without-prices-leaves-them", test_preset_prices);
  return g_test_run ();
}
