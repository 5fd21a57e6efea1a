// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff.h"

/* Time-of-use periods: what is refused (S3-47, S3-48), which rate applies when, and at which moments it may change. The minutes of a year by
 * rate come from a Python program over zoneinfo that walks every minute. */

#define MINUTE_MS G_GINT64_CONSTANT (60000)

typedef struct
{
  guint hour, minute;
  DwRate rate;
} At;

static const At winter[] = { { 0, 0, DW_RATE_VALLEY }, { 7, 0, DW_RATE_FLAT }, { 9, 0, DW_RATE_PEAK }, { 12, 0, DW_RATE_FLAT }, { 16, 0, DW_RATE_PEAK }, { 21, 0, DW_RATE_FLAT }, { 23, 0, DW_RATE_VALLEY } };
/* S3-48: eight periods a day. */
static const At summer[] = { { 0, 0, DW_RATE_VALLEY }, { 7, 0, DW_RATE_FLAT }, { 9, 0, DW_RATE_PEAK }, { 12, 0, DW_RATE_FLAT }, { 16, 0, DW_RATE_PEAK }, { 19, 0, DW_RATE_SHARP }, { 21, 0, DW_RATE_FLAT }, { 23, 0, DW_RATE_VALLEY } };
/* S3-48: across midnight. */
static const At across[] = { { 1, 30, DW_RATE_FLAT }, { 2, 30, DW_RATE_PEAK }, { 3, 30, DW_RATE_FLAT }, { 22, 0, DW_RATE_DEEP_VALLEY } };

static void
add_season (DwTariffSet *set, const char *name, guint8 month, guint8 day, const At *periods, guint n)
{
  DwTariffSeason *season = dw_tariff_set_add_season (set, name, month, day);

  for (guint i = 0; i < n; i++)
    g_assert_true (dw_tariff_season_add_period (season, periods[i].hour * 60 + periods[i].minute, periods[i].rate));
}

/* Sharp in July and August. */
static void
fill_a (DwTariffSet *set)
{
  add_season (set, "Summer", 7, 1, summer, G_N_ELEMENTS (summer));
  add_season (set, "Rest of the year", 9, 1, winter, G_N_ELEMENTS (winter));
}

/* Changes in the hours that clocks leave out and repeat; the seasons are not in the order of the year. */
static void
fill_b (DwTariffSet *set)
{
  add_season (set, "", 11, 1, winter, G_N_ELEMENTS (winter));
  add_season (set, "Across", 3, 1, across, G_N_ELEMENTS (across));
}

static DwTariff *
make_a (void)
{
  DwTariff *tariff = dw_tariff_new ("A");

  fill_a (&tariff->current);
  return tariff;
}

static void
words_go_both_ways (void)
{
  static const char *const words[DW_N_RATES] = { "sharp", "peak", "flat", "valley", "deep-valley" };
  DwRate rate;

  for (guint i = 0; i < DW_N_RATES; i++)
    {
      g_assert_cmpstr (dw_rate_word (i), ==, words[i]);
      g_assert_true (dw_rate_from_word (words[i], &rate));
      g_assert_cmpint (rate, ==, i);
      g_assert_cmpstr (dw_rate_title (i), !=, "");
    }
  g_assert_false (dw_rate_from_word ("deep_valley", &rate));
  g_assert_false (dw_rate_from_word ("", &rate));
  g_assert_false (dw_rate_from_word (NULL, &rate));
}

static const struct
{
  const char *sentence;
  gint64 at_ms;
  DwRate rate;
} moments[] = {
  { "30 June 20:00 is before the summer", 1782820800000, DW_RATE_PEAK },
  { "the summer begins at midnight", 1782835200000, DW_RATE_VALLEY },
  { "one minute before the sharp hours", 1782903540000, DW_RATE_PEAK },
  { "one millisecond before the sharp hours", 1782903599999, DW_RATE_PEAK },
  { "the sharp hours begin", 1782903600000, DW_RATE_SHARP },
  { "the last minute of them on 31 August", 1788181140000, DW_RATE_SHARP },
  { "1 September 20:00", 1788264000000, DW_RATE_PEAK },
  { "1 January is in the season that began last year", 1767229140000, DW_RATE_FLAT },
  { "the last minute of the year", 1798732740000, DW_RATE_VALLEY },
};

static void
the_rate_is_that_of_the_local_clock (void)
{
  g_autoptr (DwTariff) tariff = make_a ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_test_message ("%s", moments[i].sentence);
      g_assert_cmpint (dw_tariff_rate_at (tariff, moments[i].at_ms, zone), ==, moments[i].rate);
    }
}

typedef void (*Fill) (DwTariffSet *set);

static const struct
{
  const char *sentence, *zone;
  gint64 from_ms, to_ms;
  Fill current, next;
  gint64 switch_ms;
  gint64 minutes[DW_N_RATES];
} years[] = {
  { "no daylight saving", "Asia/Shanghai", 1767196800000, 1798732800000, fill_a, NULL, 0, { 7440, 167760, 175200, 175200, 0 } },
  { "a year of 8760 hours all the same", "Europe/Berlin", 1767222000000, 1798758000000, fill_a, NULL, 0, { 7440, 167760, 175200, 175200, 0 } },
  { "changes in the hour left out and in the hour repeated", "Europe/Berlin", 1767222000000, 1798758000000, fill_b, NULL, 0, { 0, 72300, 344250, 57600, 51450 } },
  { "the next set takes over in the middle of a minute table", "Australia/Lord_Howe", 1767186000000, 1798722000000, fill_a, fill_b, 1781480820000, { 0, 116837, 270733, 108930, 29100 } },
  { "the next set takes over in an hour that comes twice", "America/Sao_Paulo", 1514772000000, 1546308000000, fill_a, fill_b, 1518917400000, { 0, 72300, 344250, 57600, 51450 } },
};

static DwTariff *
make_of_year (guint i)
{
  DwTariff *tariff = dw_tariff_new ("T");
  g_autoptr (GPtrArray) problems = NULL;

  years[i].current (&tariff->current);
  if (years[i].next != NULL)
    years[i].next (&tariff->next);
  tariff->switch_ms = years[i].switch_ms;
  problems = dw_tariff_check (tariff);
  g_assert_cmpuint (problems->len, ==, 0);
  return tariff;
}

/* The pieces between the changes have one rate each, that of their begin, and together they are the year. */
static void
pieces_between_changes_have_one_rate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    {
      g_autoptr (DwTariff) tariff = make_of_year (i);
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (years[i].zone);
      g_autoptr (GArray) changes = dw_tariff_list_changes (tariff, years[i].from_ms, years[i].to_ms, zone);
      gint64 minutes[DW_N_RATES] = { 0 };
      gint64 at_ms = years[i].from_ms;

      g_test_message ("%s", years[i].sentence);
      g_array_append_val (changes, years[i].to_ms);
      for (guint k = 0; k < changes->len; k++)
        {
          gint64 end_ms = g_array_index (changes, gint64, k);
          DwRate rate = dw_tariff_rate_at (tariff, at_ms, zone);

          g_assert_cmpint (end_ms, >, at_ms);
          g_assert_cmpint (dw_tariff_rate_at (tariff, end_ms - 1, zone), ==, rate);
          g_assert_cmpint (dw_tariff_rate_at (tariff, at_ms + (end_ms - at_ms) / 2, zone), ==, rate);
          minutes[rate] += (end_ms - at_ms) / MINUTE_MS;
          at_ms = end_ms;
        }
      for (guint rate = 0; rate < DW_N_RATES; rate++)
        g_assert_cmpint (minutes[rate], ==, years[i].minutes[rate]);
    }
}

/* No change between two moments of the list: every minute of the two weeks round each jump of the clock. */
static void
no_change_is_left_out (void)
{
  static const gint64 jumps_ms[] = { 1774746000000, 1792890000000 };
  g_autoptr (DwTariff) tariff = make_of_year (2);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (jumps_ms); i++)
    {
      gint64 from_ms = jumps_ms[i] - 7 * 1440 * MINUTE_MS;
      gint64 to_ms = jumps_ms[i] + 7 * 1440 * MINUTE_MS;
      g_autoptr (GArray) changes = dw_tariff_list_changes (tariff, from_ms, to_ms, zone);
      guint next = 0;

      for (gint64 at_ms = from_ms + MINUTE_MS; at_ms < to_ms; at_ms += MINUTE_MS)
        {
          gboolean listed = next < changes->len && g_array_index (changes, gint64, next) == at_ms;

          if (dw_tariff_rate_at (tariff, at_ms, zone) != dw_tariff_rate_at (tariff, at_ms - 1, zone))
            g_assert_true (listed);
          next += listed;
        }
      g_assert_cmpuint (next, ==, changes->len);
    }
}

static void
the_ends_of_the_span_are_no_changes (void)
{
  g_autoptr (DwTariff) tariff = make_a ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GArray) day = dw_tariff_list_changes (tariff, 1782835200000, 1782835200000 + 1440 * MINUTE_MS, zone);
  g_autoptr (GArray) empty = dw_tariff_list_changes (tariff, 1782835200000, 1782835200000, zone);
  g_autoptr (GArray) backwards = dw_tariff_list_changes (tariff, 1782835200000, 0, zone);

  g_assert_cmpuint (day->len, ==, 7);
  g_assert_cmpint (g_array_index (day, gint64, 0), ==, 1782835200000 + 7 * 60 * MINUTE_MS);
  g_assert_cmpint (g_array_index (day, gint64, 6), ==, 1782835200000 + 23 * 60 * MINUTE_MS);
  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpuint (backwards->len, ==, 0);
}

/* 15 June 2026 on Lord Howe Island: begins of the first set until 10:17, the switch, begins of the second from then on. */
static void
only_the_set_in_force_has_changes (void)
{
  static const guint minutes[] = { 7 * 60, 9 * 60, 10 * 60 + 17, 22 * 60 };
  g_autoptr (DwTariff) tariff = make_of_year (3);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (years[3].zone);
  gint64 midnight_ms = years[3].switch_ms - (10 * 60 + 17) * MINUTE_MS;
  g_autoptr (GArray) changes = dw_tariff_list_changes (tariff, midnight_ms, midnight_ms + 1440 * MINUTE_MS, zone);

  g_assert_cmpuint (changes->len, ==, G_N_ELEMENTS (minutes));
  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    g_assert_cmpint (g_array_index (changes, gint64, i), ==, midnight_ms + minutes[i] * MINUTE_MS);
}

static void
a_copy_is_deep (void)
{
  g_autoptr (DwTariff) tariff = make_of_year (3);
  g_autoptr (DwTariff) copy = dw_tariff_copy (tariff);

  tariff->current.seasons[0].periods[0].rate = DW_RATE_SHARP;
  g_free (tariff->current.seasons[0].name);
  tariff->current.seasons[0].name = g_strdup ("changed");
  dw_tariff_set_clear (&tariff->next);
  g_assert_cmpint (copy->current.seasons[0].periods[0].rate, ==, DW_RATE_VALLEY);
  g_assert_cmpstr (copy->current.seasons[0].name, ==, "Summer");
  g_assert_cmpuint (copy->next.n_seasons, ==, 2);
  g_assert_cmpint (copy->switch_ms, ==, tariff->switch_ms);
}

static void
spoil_name (DwTariff *tariff)
{
  g_clear_pointer (&tariff->name, g_free);
}

static void
spoil_all_seasons (DwTariff *tariff)
{
  dw_tariff_set_clear (&tariff->current);
}

static void
spoil_leap_day (DwTariff *tariff)
{
  tariff->current.seasons[0].from_month = 2;
  tariff->current.seasons[0].from_day = 29;
}

static void
spoil_date (DwTariff *tariff)
{
  tariff->current.seasons[1].from_day = 31;
}

static void
spoil_month (DwTariff *tariff)
{
  tariff->current.seasons[1].from_month = 13;
}

static void
spoil_day_zero (DwTariff *tariff)
{
  tariff->current.seasons[1].from_day = 0;
}

static void
spoil_second_date (DwTariff *tariff)
{
  tariff->current.seasons[1].from_month = 7;
}

static void
spoil_periods (DwTariff *tariff)
{
  tariff->current.seasons[0].n_periods = 0;
}

static void
spoil_count (DwTariff *tariff)
{
  tariff->current.seasons[0].n_periods = DW_TARIFF_MAX_PERIODS + 1;
}

static void
spoil_length (DwTariff *tariff)
{
  tariff->current.seasons[0].periods[1].from_minute = 8 * 60 + 46;
}

static void
spoil_length_at_midnight (DwTariff *tariff)
{
  tariff->current.seasons[0].periods[7].from_minute = 23 * 60 + 46;
}

static void
spoil_length_across_midnight (DwTariff *tariff)
{
  tariff->current.seasons[0].periods[0].from_minute = 5;
  tariff->current.seasons[0].periods[7].from_minute = 23 * 60 + 51;
}

static void
spoil_order (DwTariff *tariff)
{
  tariff->current.seasons[0].periods[3].from_minute = 9 * 60;
}

static void
spoil_time (DwTariff *tariff)
{
  tariff->current.seasons[0].periods[7].from_minute = 1440;
}

static void
spoil_rate (DwTariff *tariff)
{
  tariff->current.seasons[1].periods[2].rate = DW_N_RATES;
}

static void
spoil_switch (DwTariff *tariff)
{
  tariff->switch_ms = 1782835200000;
}

static void
spoil_next (DwTariff *tariff)
{
  fill_b (&tariff->next);
}

static void
spoil_switch_time (DwTariff *tariff)
{
  fill_b (&tariff->next);
  tariff->switch_ms = -1;
}

static void
spoil_next_season (DwTariff *tariff)
{
  fill_b (&tariff->next);
  tariff->next.seasons[0].from_month = 0;
  tariff->switch_ms = 1782835200000;
}

static void
spoil_number_of_seasons (DwTariff *tariff)
{
  for (guint8 i = 0; i < 13; i++)
    add_season (&tariff->current, "More", 1, i + 1, winter, G_N_ELEMENTS (winter));
}

static const struct
{
  const char *sentence;
  void (*spoil) (DwTariff *tariff);
  const char *problem;
} wrongs[] = {
  { "no name", spoil_name, "The tariff has no name." },
  { "no season", spoil_all_seasons, "The set in force has no season." },
  { "29 February", spoil_leap_day, "The set in force, season “Summer”: 02-29 is not a date of every year." },
  { "31 September", spoil_date, "The set in force, season “Rest of the year”: 09-31 is not a date of every year." },
  { "month 13", spoil_month, "The set in force, season “Rest of the year”: 13-01 is not a date of every year." },
  { "day 0", spoil_day_zero, "The set in force, season “Rest of the year”: 09-00 is not a date of every year." },
  { "two seasons begin on one day", spoil_second_date, "The set in force, season “Rest of the year”: another season begins on 07-01, too." },
  { "no period", spoil_periods, "The set in force, season “Summer”: there is no period." },
  { "15 periods", spoil_count, "The set in force, season “Summer”: there are 15 periods; at most 14 are possible." },
  { "14 minutes", spoil_length, "The set in force, season “Summer”: the period from 08:46 on lasts only 14 min; it must last at least 15 min." },
  { "14 minutes before midnight", spoil_length_at_midnight, "The set in force, season “Summer”: the period from 23:46 on lasts only 14 min; it must last at least 15 min." },
  { "14 minutes across midnight", spoil_length_across_midnight, "The set in force, season “Summer”: the period from 23:51 on lasts only 14 min; it must last at least 15 min." },
  { "two periods begin at once", spoil_order, "The set in force, season “Summer”: the period from 09:00 on does not begin after the one before it." },
  { "24:00 is no time", spoil_time, "The set in force, season “Summer”: 24:00 is not a time of day." },
  { "an unknown rate", spoil_rate, "The set in force, season “Rest of the year”: the period from 09:00 on has no rate." },
  { "a switch without a set (S3-47)", spoil_switch, "There is a time at which the next set takes over, but no next set." },
  { "a set without a switch (S3-47)", spoil_next, "There is a next set, but no time at which it takes over." },
  { "a switch before 1970", spoil_switch_time, "The time at which the next set takes over is before 1970." },
  { "a season of the next set, called by its date", spoil_next_season, "The next set, season “00-01”: 00-01 is not a date of every year." },
  { "15 seasons", spoil_number_of_seasons, "The set in force: there are 15 seasons; at most 14 are possible." },
};

static void
a_wrong_tariff_is_refused_in_a_sentence (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      g_autoptr (DwTariff) tariff = make_a ();
      g_autoptr (GPtrArray) problems = NULL;

      g_test_message ("%s", wrongs[i].sentence);
      wrongs[i].spoil (tariff);
      problems = dw_tariff_check (tariff);
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (problems, 0), ==, wrongs[i].problem);
    }
}

static void
everything_wrong_is_said_at_once (void)
{
  g_autoptr (DwTariff) tariff = make_a ();
  g_autoptr (GPtrArray) problems = NULL;

  spoil_name (tariff);
  spoil_leap_day (tariff);
  spoil_rate (tariff);
  spoil_length (tariff);
  spoil_switch (tariff);
  problems = dw_tariff_check (tariff);
  g_assert_cmpuint (problems->len, ==, 5);
}

/* S3-48: at least 15 minutes, at least eight periods. We take fourteen, as the meters do. */
static void
the_shortest_and_the_most_are_taken (void)
{
  g_autoptr (DwTariff) tariff = dw_tariff_new ("T");
  DwTariffSeason *season = dw_tariff_set_add_season (&tariff->current, "", 1, 1);
  g_autoptr (GPtrArray) problems = NULL;

  for (guint i = 0; i < DW_TARIFF_MAX_PERIODS; i++)
    g_assert_true (dw_tariff_season_add_period (season, 7 + i * 15, i % DW_N_RATES));
  problems = dw_tariff_check (tariff);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_false (dw_tariff_season_add_period (season, 1439, DW_RATE_FLAT));
  g_assert_cmpuint (season->n_periods, ==, DW_TARIFF_MAX_PERIODS);
}

static void
one_period_is_the_whole_day (void)
{
  g_autoptr (DwTariff) tariff = dw_tariff_new ("T");
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GPtrArray) problems = NULL;

  dw_tariff_season_add_period (dw_tariff_set_add_season (&tariff->current, "", 5, 1), 720, DW_RATE_FLAT);
  problems = dw_tariff_check (tariff);
  g_assert_cmpuint (problems->len, ==, 0);
  for (gint64 at_ms = 1782835200000; at_ms < 1782835200000 + 1440 * MINUTE_MS; at_ms += 15 * MINUTE_MS)
    g_assert_cmpint (dw_tariff_rate_at (tariff, at_ms, zone), ==, DW_RATE_FLAT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tariff/words-go-both-ways", words_go_both_ways);
  g_test_add_func ("/tariff/the-rate-is-that-of-the-local-clock", the_rate_is_that_of_the_local_clock);
  g_test_add_func ("/tariff/pieces-between-changes-have-one-rate", pieces_between_changes_have_one_rate);
  g_test_add_func ("/tariff/no-change-is-left-out", no_change_is_left_out);
  g_test_add_func ("/tariff/the-ends-of-the-span-are-no-changes", the_ends_of_the_span_are_no_changes);
  g_test_add_func ("/tariff/only-the-set-in-force-has-changes", only_the_set_in_force_has_changes);
  g_test_add_func ("/tariff/a-copy-is-deep", a_copy_is_deep);
  g_test_add_func ("/tariff/a-wrong-tariff-is-refused-in-a-sentence", a_wrong_tariff_is_refused_in_a_sentence);
  g_test_add_func ("/tariff/everything-wrong-is-said-at-once", everything_wrong_is_said_at_once);
  g_test_add_func ("/tariff/the-shortest-and-the-most-are-taken", the_shortest_and_the_most_are_taken);
  g_test_add_func ("/tariff/one-period-is-the-whole-day", one_period_is_the_whole_day);
  return g_test_run ();
}
