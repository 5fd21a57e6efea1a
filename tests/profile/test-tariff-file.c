// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib.h>

#include "dw-files.h"
#include "dw-profile.h"
#include "dw-tariff-file.h"

/* The tariffs that come with the program are readable and say that they are examples; a wrong file is refused with place and reason; what is written is read back. */

#define PERIODS "[{\"from\": \"07:00\", \"rate\": \"peak\"}, {\"from\": \"23:00\", \"rate\": \"valley\"}]"
#define SEASON "{\"from\": \"07-01\", \"periods\": " PERIODS "}"
#define PRICES "\"prices\": {\"by-rate\": {\"peak\": \"1.0231\", \"valley\": \"0.3300\"}, \"cycle\": \"year\", \"tiers\": [{\"from\": \"0\", \"surcharge\": \"0\"}, {\"from\": \"2520.5\", \"surcharge\": \"0.05\"}]}"
#define PRICED "{\"format\": 1, \"name\": \"T\", \"seasons\": [" SEASON "], " PRICES ", \"next\": {\"from\": \"2027-01-01T00:00:00+08:00\", \"seasons\": [" SEASON "], \"prices\": {\"by-rate\": {\"peak\": \"2\", \"valley\": \"0\"}}}}"
#define NEXT "\"next\": {\"from\": \"2027-01-01T00:00:00+08:00\", \"seasons\": [" SEASON "]}"
#define GOOD "{\"format\": 1, \"name\": \"T\", \"source\": \"Contract of 2026-05-01\", \"seasons\": [" SEASON "], " NEXT "}"

static DwTariff *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  DwTariff *tariff = dw_tariff_file_from_text (text, -1, "x.json", &error);

  g_assert_no_error (error);
  return tariff;
}

static void
check_same_prices (const DwPricePlan *a, const DwPricePlan *b)
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
check_same_set (const DwTariffSet *a, const DwTariffSet *b)
{
  check_same_prices (&a->prices, &b->prices);
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
check_round_trip (const DwTariff *tariff)
{
  g_autofree char *text = dw_tariff_file_to_text (tariff);
  g_autoptr (DwTariff) again = read_good (text);
  g_autofree char *second = dw_tariff_file_to_text (again);

  g_assert_cmpstr (again->name, ==, tariff->name);
  g_assert_cmpstr (again->source, ==, tariff->source);
  g_assert_cmpint (again->switch_ms, ==, tariff->switch_ms);
  check_same_set (&again->current, &tariff->current);
  check_same_set (&again->next, &tariff->next);
  g_assert_cmpstr (second, ==, text);
}

/* A preset whose times nobody has sourced must say so, in the file's name and in its source. */
static void
each_tariff_of_the_program_is_good (void)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autofree char *folder = g_build_filename (data_dir, "tariffs", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (DwTariff) tariff = dw_tariff_file_load (path, &error);

      g_test_message ("%s", name);
      g_assert_no_error (error);
      g_assert_true (g_str_has_suffix (name, ".json"));
      g_assert_cmpstr (tariff->source, !=, "");
      if (strstr (name, "example") != NULL)
        g_assert_nonnull (strstr (tariff->source, "check every period against your supply contract"));
      check_round_trip (tariff);
      n++;
    }
  g_assert_cmpuint (n, >=, 1);
}

static DwTariff *
load_example (void)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autofree char *path = g_build_filename (data_dir, "tariffs", "cn-example-four-rates.json", NULL);
  g_autoptr (GError) error = NULL;
  DwTariff *tariff = dw_tariff_file_load (path, &error);

  g_assert_no_error (error);
  return tariff;
}

/* Hours of a day by rate, as docs/tariffs.md tells them. */
static void
the_example_is_as_documented (void)
{
  static const char *const rest = "vvvvvvvffpppffffpppppffv";
  static const char *const july = "vvvvvvvffpppffffpppssffv";
  static const char letters[] = { [DW_RATE_SHARP] = 's', [DW_RATE_PEAK] = 'p', [DW_RATE_FLAT] = 'f', [DW_RATE_VALLEY] = 'v', [DW_RATE_DEEP_VALLEY] = 'd' };
  g_autoptr (DwTariff) tariff = load_example ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");

  for (guint hour = 0; hour < 24; hour++)
    {
      g_assert_cmpint (letters[dw_tariff_rate_at (tariff, 1774713600000 + hour * G_GINT64_CONSTANT (3600000), zone)], ==, rest[hour]);
      g_assert_cmpint (letters[dw_tariff_rate_at (tariff, 1782835200000 + hour * G_GINT64_CONSTANT (3600000), zone)], ==, july[hour]);
    }
}

static void
the_switch_is_read_with_its_zone (void)
{
  g_autoptr (DwTariff) tariff = read_good (GOOD);

  g_assert_cmpint (tariff->switch_ms, ==, 1798732800000);
  g_assert_cmpuint (tariff->next.n_seasons, ==, 1);
  g_assert_cmpstr (tariff->source, ==, "Contract of 2026-05-01");
  check_round_trip (tariff);
  tariff->switch_ms += 789;
  check_round_trip (tariff);
}

/* S3-49: two plans, one with steps. */
static void
prices_are_read_and_written (void)
{
  g_autoptr (DwTariff) tariff = read_good (PRICED);
  const DwPricePlan *plan = &tariff->current.prices, *next = &tariff->next.prices;

  g_assert_false (plan->has_price[DW_RATE_SHARP]);
  g_assert_cmpint (plan->price_e4[DW_RATE_PEAK], ==, 10231);
  g_assert_cmpint (plan->price_e4[DW_RATE_VALLEY], ==, 3300);
  g_assert_cmpint (plan->cycle, ==, DW_PRICE_YEAR);
  g_assert_cmpuint (plan->n_tiers, ==, 2);
  g_assert_cmpint (plan->tiers[1].from_ckwh, ==, 252050);
  g_assert_cmpint (plan->tiers[1].surcharge_e4, ==, 500);
  g_assert_cmpint (next->price_e4[DW_RATE_PEAK], ==, 20000);
  g_assert_true (next->has_price[DW_RATE_VALLEY]);
  g_assert_cmpint (next->price_e4[DW_RATE_VALLEY], ==, 0);
  g_assert_cmpint (next->cycle, ==, DW_PRICE_MONTH);
  check_round_trip (tariff);
}

static void
what_was_left_out_is_empty (void)
{
  g_autoptr (DwTariff) tariff = read_good ("{\"format\": 1, \"name\": \"手工“录入”\\n\", \"seasons\": [" SEASON "]}");

  g_assert_cmpstr (tariff->source, ==, "");
  g_assert_cmpstr (tariff->current.seasons[0].name, ==, "");
  g_assert_cmpuint (tariff->next.n_seasons, ==, 0);
  g_assert_cmpint (tariff->switch_ms, ==, 0);
  g_assert_false (dw_price_plan_has_prices (&tariff->current.prices));
  check_round_trip (tariff);
}

typedef struct
{
  const char *sentence;
  const char *old, *new; /* in the good text, the first place */
  const char *message;
} Wrong;

static const Wrong wrongs[] = {
  { "another format", "\"format\": 1", "\"format\": 2", "$.format: must be 1…1, not 2" },
  { "no name", "\"name\": \"T\", ", "", "$.name: is missing" },
  { "an empty name", "\"T\"", "\"\"", "$.name: must not be empty" },
  { "an unknown key", "\"source\"", "\"price\"", "$.price: is not a key of this place" },
  { "an unknown key of a season", "\"periods\": ", "\"days\": [], \"periods\": ", "$.seasons[0].days: is not a key of this place" },
  { "an unknown key of a period", "\"rate\": \"peak\"", "\"rate\": \"peak\", \"to\": \"9\"", "$.seasons[0].periods[0].to: is not a key of this place" },
  { "no season", "[" SEASON "]", "[]", "$.seasons: must have at least one season" },
  { "seasons that are no list", "[" SEASON "]", "{}", "$.seasons: must be an array, not an object" },
  { "a rate nobody knows", "\"peak\"", "\"shoulder\"", "$.seasons[0].periods[0].rate: must be one of sharp, peak, flat, valley, deep-valley, not \"shoulder\"" },
  { "a rate left out", ", \"rate\": \"peak\"", "", "$.seasons[0].periods[0].rate: is missing" },
  { "24:00", "23:00", "24:00", "$.seasons[0].periods[1].from: must be a time of day like 07:00, not \"24:00\"" },
  { "07:60", "07:00", "07:60", "$.seasons[0].periods[0].from: must be a time of day like 07:00, not \"07:60\"" },
  { "7:00", "07:00", "7:00", "$.seasons[0].periods[0].from: must be a time of day like 07:00, not \"7:00\"" },
  { "seconds", "07:00", "07:00:00", "$.seasons[0].periods[0].from: must be a time of day like 07:00, not \"07:00:00\"" },
  { "a time as a number", "\"07:00\"", "420", "$.seasons[0].periods[0].from: must be a string, not a number" },
  { "a date with a slash", "07-01", "07/01", "$.seasons[0].from: must be a date like 07-01, not \"07/01\"" },
  { "29 February", "07-01", "02-29", "$: The set in force, season “02-29”: 02-29 is not a date of every year." },
  { "periods in the wrong order", "07:00", "23:30", "$: The set in force, season “07-01”: the period from 23:00 on does not begin after the one before it." },
  { "14 minutes", "07:00", "22:46", "$: The set in force, season “07-01”: the period from 22:46 on lasts only 14 min; it must last at least 15 min." },
  { "no periods", PERIODS, "[]", "$: The set in force, season “07-01”: there is no period." },
  { "a switch without a zone", "00:00:00+08:00", "00:00:00", "$.next.from: must be a time with its zone like 2026-12-31T16:00:00Z, not \"2027-01-01T00:00:00\"" },
  { "a switch without a time", "\"from\": \"2027-01-01T00:00:00+08:00\", ", "", "$.next.from: is missing" },
  { "a switch before 1970", "2027-01-01T00", "1927-01-01T00", "$.next.from: must be after 1970" },
  { "a next set without a season", "+08:00\", \"seasons\": [" SEASON "]", "+08:00\", \"seasons\": []", "$.next.seasons: must have at least one season" },
  { "a next set that is a text", NEXT, "\"next\": \"soon\"", "$.next: must be an object, not a string" },
};

static const Wrong wrong_prices[] = {
  { "a price as a number", "\"1.0231\"", "1.0231", "$.prices.by-rate.peak: must be a string, not a number" },
  { "five decimals", "1.0231", "1.02311", "$.prices.by-rate.peak: must be a number from 0 to 99.9999 with at most 4 decimals, not \"1.02311\"" },
  { "100 yuan", "1.0231", "100", "$.prices.by-rate.peak: must be a number from 0 to 99.9999 with at most 4 decimals, not \"100\"" },
  { "a price below 0", "1.0231", "-1", "$.prices.by-rate.peak: must be a number from 0 to 99.9999 with at most 4 decimals, not \"-1\"" },
  { "a price in the next set", "\"2\"", "\"2 yuan\"", "$.next.prices.by-rate.peak: must be a number from 0 to 99.9999 with at most 4 decimals, not \"2 yuan\"" },
  { "a rate nobody knows", "\"peak\": \"1.0231\"", "\"shoulder\": \"1.0231\"", "$.prices.by-rate.shoulder: is not a key of this place" },
  { "a rate of the periods without a price", "\"peak\": \"1.0231\", ", "", "$: The set in force: the rate “Peak” has no price; when one has a price, each rate of the periods needs one." },
  { "no prices in the prices", "\"by-rate\": {\"peak\": \"1.0231\", \"valley\": \"0.3300\"}, ", "", "$.prices.by-rate: is missing" },
  { "an unknown key", "\"cycle\"", "\"period\"", "$.prices.period: is not a key of this place" },
  { "an unknown key of a tier", "\"surcharge\": \"0\"", "\"surcharge\": \"0\", \"to\": \"9\"", "$.prices.tiers[0].to: is not a key of this place" },
  { "a tier without a surcharge", ", \"surcharge\": \"0\"", "", "$.prices.tiers[0].surcharge: is missing" },
  { "three decimals of a kWh", "2520.5", "2520.505", "$.prices.tiers[1].from: must be a number from 0 to 99999999.99 with at most 2 decimals, not \"2520.505\"" },
  { "a first tier above 0", "\"from\": \"0\"", "\"from\": \"1\"", "$: The set in force: the first price step must begin at 0 kWh." },
  { "two tiers from 0", "2520.5", "0", "$: The set in force: price step 2 does not begin above the one before it." },
  { "five tiers", "{\"from\": \"0\", \"surcharge\": \"0\"}, ", "{\"from\": \"0\", \"surcharge\": \"0\"}, {\"from\": \"1\", \"surcharge\": \"0\"}, {\"from\": \"2\", \"surcharge\": \"0\"}, {\"from\": \"3\", \"surcharge\": \"0\"}, ",
    "$.prices.tiers[4]: there are more than 4 tiers" },
  { "tiers that are no list", "[{\"from\": \"0\", \"surcharge\": \"0\"}, {\"from\": \"2520.5\", \"surcharge\": \"0.05\"}]", "4", "$.prices.tiers: must be an array, not a number" },
  { "prices that are no object", PRICES, "\"prices\": \"cheap\"", "$.prices: must be an object, not a string" },
};

static void
check_wrong (const char *good, const Wrong *wrong)
{
  g_auto (GStrv) parts = g_strsplit (good, wrong->old, 2);
  g_autofree char *text = g_strjoinv (wrong->new, parts);
  g_autofree char *expected = g_strdup_printf ("x.json: %s", wrong->message);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", wrong->sentence);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_assert_null (dw_tariff_file_from_text (text, -1, "x.json", &error));
  g_assert_error (error, DW_PROFILE_ERROR, DW_PROFILE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
a_wrong_file_is_refused_with_its_place (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    check_wrong (GOOD, &wrongs[i]);
}

static void
a_wrong_price_is_refused_with_its_place (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong_prices); i++)
    check_wrong (PRICED, &wrong_prices[i]);
}

static void
too_many_are_refused (void)
{
  g_autoptr (GString) periods = g_string_new ("{\"from\": \"00:00\", \"rate\": \"flat\"}");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i < 15; i++)
    g_string_append_printf (periods, ", {\"from\": \"%02u:00\", \"rate\": \"flat\"}", i);
  text = g_strdup_printf ("{\"format\": 1, \"name\": \"T\", \"seasons\": [{\"from\": \"01-01\", \"periods\": [%s]}]}", periods->str);
  g_assert_null (dw_tariff_file_from_text (text, -1, "x.json", &error));
  g_assert_cmpstr (error->message, ==, "x.json: $.seasons[0].periods[14]: there are more than 14 periods");
}

static void
what_cannot_be_read_is_named (void)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) syntax = NULL;

  g_assert_null (dw_tariff_file_load ("/nowhere/x.json", &missing));
  g_assert_error (missing, DW_PROFILE_ERROR, DW_PROFILE_ERROR_MISSING);
  g_assert_true (g_str_has_prefix (missing->message, "/nowhere/x.json: "));
  g_assert_null (dw_tariff_file_from_text ("{\"format\": 1,", -1, "x.json", &syntax));
  g_assert_error (syntax, DW_PROFILE_ERROR, DW_PROFILE_ERROR_SYNTAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tariff-file/each-tariff-of-the-program-is-good", each_tariff_of_the_program_is_good);
  g_test_add_func ("/tariff-file/the-example-is-as-documented", the_example_is_as_documented);
  g_test_add_func ("/tariff-file/the-switch-is-read-with-its-zone", the_switch_is_read_with_its_zone);
  g_test_add_func ("/tariff-file/prices-are-read-and-written", prices_are_read_and_written);
  g_test_add_func ("/tariff-file/a-wrong-price-is-refused-with-its-place", a_wrong_price_is_refused_with_its_place);
  g_test_add_func ("/tariff-file/what-was-left-out-is-empty", what_was_left_out_is_empty);
  g_test_add_func ("/tariff-file/a-wrong-file-is-refused-with-its-place", a_wrong_file_is_refused_with_its_place);
  g_test_add_func ("/tariff-file/too-many-are-refused", too_many_are_refused);
  g_test_add_func ("/tariff-file/what-cannot-be-read-is-named", what_cannot_be_read_is_named);
  return g_test_run ();
}
