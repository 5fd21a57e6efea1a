// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-calendar.h"

/* Local days, weeks, months and years over UTC. The numbers come from Python's zoneinfo, minute by minute: the first minute whose local
 * time has reached the midnight. */

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HOUR_MS (60 * MINUTE_MS)

static GTimeZone *
open_zone (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name);

  g_assert_nonnull (zone);
  return zone;
}

static const struct
{
  const char *sentence, *zone;
  gint64 begin_ms, end_ms;
  guint n_hours;
} days[] = {
  { "a plain day has 24 hours", "Asia/Shanghai", 1774713600000, 1774800000000, 24 },
  { "China had daylight saving in 1986", "Asia/Shanghai", 515520000000, 515602800000, 23 },
  { "clocks forward at 02:00: 23 hours", "Europe/Berlin", 1774738800000, 1774821600000, 23 },
  { "clocks back at 03:00: 25 hours", "Europe/Berlin", 1792879200000, 1792969200000, 25 },
  { "midnight is left out: the day begins at 01:00", "America/Sao_Paulo", 1541300400000, 1541383200000, 23 },
  { "clocks back at midnight: the old day gets the hour", "America/Sao_Paulo", 1518832800000, 1518922800000, 25 },
  { "midnight is left out in Beirut", "Asia/Beirut", 1648332000000, 1648414800000, 23 },
  { "clocks back at midnight in Beirut", "Asia/Beirut", 1666990800000, 1667080800000, 25 },
  { "midnight comes twice: the first begins the day", "America/Havana", 1541304000000, 1541394000000, 25 },
  { "clocks back across midnight: the old day is over all the same", "America/St_Johns", 1289010600000, 1289097000000, 24 },
  { "clocks back across midnight: the new day does not begin twice", "America/St_Johns", 1289097000000, 1289187000000, 25 },
  { "half an hour back: 24.5 hours, 25 pieces", "Australia/Lord_Howe", 1775307600000, 1775395800000, 25 },
  { "half an hour forward: 23.5 hours, 24 pieces", "Australia/Lord_Howe", 1791034200000, 1791118800000, 24 },
  { "an offset of 5:45", "Asia/Kathmandu", 1767204900000, 1767291300000, 24 },
  { "the day before one that was left out", "Pacific/Apia", 1325152800000, 1325239200000, 24 },
};

static void
a_day_is_as_long_as_its_clock_says (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GTimeZone) zone = open_zone (days[i].zone);
      g_autoptr (GArray) hours = NULL;

      g_test_message ("%s", days[i].sentence);
      for (gint64 at_ms = days[i].begin_ms; at_ms < days[i].end_ms; at_ms += 7 * MINUTE_MS)
        g_assert_cmpint (dw_calendar_floor (at_ms, DW_CALENDAR_DAY, zone), ==, days[i].begin_ms);
      g_assert_cmpint (dw_calendar_floor (days[i].end_ms - 1, DW_CALENDAR_DAY, zone), ==, days[i].begin_ms);
      g_assert_cmpint (dw_calendar_floor (days[i].end_ms, DW_CALENDAR_DAY, zone), ==, days[i].end_ms);
      g_assert_cmpint (dw_calendar_floor (days[i].begin_ms - 1, DW_CALENDAR_DAY, zone), <, days[i].begin_ms);
      g_assert_cmpint (dw_calendar_add (days[i].begin_ms, DW_CALENDAR_DAY, 1, zone), ==, days[i].end_ms);
      g_assert_cmpint (dw_calendar_add (days[i].end_ms, DW_CALENDAR_DAY, -1, zone), ==, days[i].begin_ms);
      hours = dw_calendar_list_edges (days[i].begin_ms, days[i].end_ms, DW_CALENDAR_HOUR, 25, zone);
      g_assert_cmpuint (hours->len - 1, ==, days[i].n_hours);
      g_assert_cmpint (g_array_index (hours, gint64, hours->len - 1), ==, days[i].end_ms);
    }
}

static const struct
{
  const char *sentence, *zone;
  gint64 at_ms;
  DwCalendarUnit unit;
  int n;
  gint64 edge_ms;
} units[] = {
  { "a Sunday belongs to the week before", "Asia/Shanghai", 1772337600000, DW_CALENDAR_WEEK, 0, 1771776000000 },
  { "the next week begins on Monday", "Asia/Shanghai", 1772337600000, DW_CALENDAR_WEEK, 1, 1772380800000 },
  { "February of a leap year", "Asia/Shanghai", 1709179200000, DW_CALENDAR_MONTH, 0, 1706716800000 },
  { "29 February is followed by March", "Asia/Shanghai", 1709179200000, DW_CALENDAR_MONTH, 1, 1709222400000 },
  { "28 February is followed by March", "Asia/Shanghai", 1677556800000, DW_CALENDAR_MONTH, 1, 1677600000000 },
  { "a leap year begins", "Asia/Shanghai", 1709179200000, DW_CALENDAR_YEAR, 0, 1704038400000 },
  { "a leap year ends", "Asia/Shanghai", 1709179200000, DW_CALENDAR_YEAR, 1, 1735660800000 },
  { "a week of 167 hours ends", "Europe/Berlin", 1774778400000, DW_CALENDAR_WEEK, 1, 1774821600000 },
  { "a month of 745 hours ends", "Europe/Berlin", 1792926000000, DW_CALENDAR_MONTH, 1, 1793487600000 },
  { "the month before January is December", "Europe/Berlin", 1767610800000, DW_CALENDAR_MONTH, -1, 1764543600000 },
  { "the week before New Year", "Asia/Shanghai", 1767240000000, DW_CALENDAR_WEEK, -1, 1766332800000 },
  { "a week after the day that came twice", "America/St_Johns", 1289143800000, DW_CALENDAR_WEEK, 1, 1289187000000 },
  { "the clocks go back on the last night of the month", "Asia/Amman", 1414749600000, DW_CALENDAR_MONTH, 1, 1414792800000 },
  { "a month that lost a day", "Pacific/Apia", 1325196000000, DW_CALENDAR_MONTH, 1, 1325325600000 },
  { "the month begins with a midnight that is left out", "America/Asuncion", 1506870000000, DW_CALENDAR_MONTH, 0, 1506830400000 },
  { "and the next one does not", "America/Asuncion", 1506870000000, DW_CALENDAR_MONTH, 1, 1509505200000 },
};

static void
units_begin_where_the_calendar_says (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GTimeZone) zone = open_zone (units[i].zone);

      g_test_message ("%s", units[i].sentence);
      g_assert_cmpint (dw_calendar_add (units[i].at_ms, units[i].unit, units[i].n, zone), ==, units[i].edge_ms);
    }
}

static const struct
{
  const char *sentence, *zone;
  gint64 at_ms;
  DwCalendarUnit unit;
  int n;
  gint64 there_ms;
} shifts[] = {
  { "14:30 across clocks forward", "Europe/Berlin", 1774704600000, DW_CALENDAR_DAY, 1, 1774787400000 },
  { "14:30 across clocks back", "Europe/Berlin", 1792845000000, DW_CALENDAR_DAY, 1, 1792935000000 },
  { "02:30 that is left out becomes the moment of the jump", "Europe/Berlin", 1774661400000, DW_CALENDAR_DAY, 1, 1774746000000 },
  { "31 January gives 28 February", "Asia/Shanghai", 1769817600000, DW_CALENDAR_MONTH, 1, 1772236800000 },
  { "29 February gives 28 February", "Asia/Shanghai", 1709164800000, DW_CALENDAR_YEAR, 1, 1740700800000 },
  { "31 May gives 30 April", "Asia/Shanghai", 1780185600000, DW_CALENDAR_MONTH, -1, 1777507200000 },
  { "the same time last week, in another year", "Asia/Shanghai", 1767196800000, DW_CALENDAR_WEEK, -1, 1766592000000 },
  { "hours are elapsed time", "Europe/Berlin", 1774704600000, DW_CALENDAR_HOUR, 24, 1774704600000 + 24 * 3600000 },
  { "by nothing: the second 02:30 stays the second", "Europe/Berlin", 1792891800000, DW_CALENDAR_DAY, 0, 1792891800000 },
  { "by nothing: the first 02:30 stays the first", "Europe/Berlin", 1792888200000, DW_CALENDAR_DAY, 0, 1792888200000 },
};

static void
a_shift_keeps_the_clock_time (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      g_autoptr (GTimeZone) zone = open_zone (shifts[i].zone);

      g_test_message ("%s", shifts[i].sentence);
      g_assert_cmpint (dw_calendar_shift (shifts[i].at_ms, shifts[i].unit, shifts[i].n, zone), ==, shifts[i].there_ms);
    }
}

/* Minutes after the midnight of 5 April and 4 October 2026. */
static void
half_an_hour_of_shift_is_a_piece_of_its_own (void)
{
  static const int back[] = { 0, 60, 120, 150, 210 };
  static const int forward[] = { 0, 60, 120, 150, 210 };
  g_autoptr (GTimeZone) zone = open_zone ("Australia/Lord_Howe");
  g_autoptr (GArray) autumn = dw_calendar_list_edges (1775307600000, 1775307600000 + 210 * MINUTE_MS, DW_CALENDAR_HOUR, 10, zone);
  g_autoptr (GArray) spring = dw_calendar_list_edges (1791034200000, 1791034200000 + 210 * MINUTE_MS, DW_CALENDAR_HOUR, 10, zone);

  g_assert_cmpuint (autumn->len, ==, G_N_ELEMENTS (back));
  g_assert_cmpuint (spring->len, ==, G_N_ELEMENTS (forward));
  for (guint i = 0; i < G_N_ELEMENTS (back); i++)
    {
      g_assert_cmpint (g_array_index (autumn, gint64, i), ==, 1775307600000 + back[i] * MINUTE_MS);
      g_assert_cmpint (g_array_index (spring, gint64, i), ==, 1791034200000 + forward[i] * MINUTE_MS);
    }
}

static const char *const zones[] = { "Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "America/Havana", "America/St_Johns",
                                     "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC" };

static void
check_unit (gint64 at_ms, DwCalendarUnit unit, GTimeZone *zone)
{
  gint64 begin_ms = dw_calendar_floor (at_ms, unit, zone);
  gint64 end_ms = dw_calendar_add (at_ms, unit, 1, zone);

  g_assert_cmpint (begin_ms, <=, at_ms);
  g_assert_cmpint (dw_calendar_floor (begin_ms, unit, zone), ==, begin_ms);
  /* The day that Apia left out is a unit without length, where the one before it ends. */
  g_assert_cmpint (end_ms, >, at_ms);
  g_assert_cmpint (dw_calendar_floor (end_ms, unit, zone), ==, end_ms);
  g_assert_cmpint (dw_calendar_floor (end_ms - 1, unit, zone), ==, begin_ms);
  g_assert_cmpint (dw_calendar_add (end_ms, unit, -1, zone), ==, begin_ms);
  if (unit < DW_CALENDAR_DAY)
    g_assert_cmpint (dw_calendar_floor (begin_ms, unit, zone) + HOUR_MS, >=, end_ms);
}

static void
units_never_overlap_nor_leave_a_hole (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = open_zone (zones[i]);

      for (guint k = 0; k < 300; k++)
        {
          gint64 at_ms = (gint64)(g_test_rand_double_range (0, 2114380800.0) * 1000);

          for (DwCalendarUnit unit = DW_CALENDAR_MINUTE; unit <= DW_CALENDAR_YEAR; unit++)
            check_unit (at_ms, unit, zone);
        }
    }
}

/* Counting from the begin, in one leap and step by step, gives the edges of the list. */
static void
a_leap_lands_where_steps_do (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = open_zone (zones[i]);
      gint64 from_ms = 1774000000000 + g_test_rand_int_range (0, 1000000) * MINUTE_MS / 60;
      g_autoptr (GArray) edges = dw_calendar_list_edges (from_ms, from_ms + 400 * 24 * HOUR_MS, DW_CALENDAR_HOUR, 10000, zone);

      g_assert_nonnull (edges);
      for (guint k = 0; k < edges->len; k += 97)
        {
          gint64 edge_ms = g_array_index (edges, gint64, k);

          g_assert_cmpint (dw_calendar_add (from_ms, DW_CALENDAR_HOUR, (int)k, zone), ==, edge_ms);
          g_assert_cmpint (dw_calendar_add (edge_ms, DW_CALENDAR_HOUR, -(int)k, zone), ==, g_array_index (edges, gint64, 0));
        }
    }
}

static void
a_list_covers_its_span (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("Asia/Shanghai");
  g_autoptr (GArray) one = dw_calendar_list_edges (1772337600000, 1772337600000, DW_CALENDAR_DAY, 1, zone);
  g_autoptr (GArray) exact = dw_calendar_list_edges (1704038400000, 1735660800000, DW_CALENDAR_MONTH, 12, zone);
  g_autoptr (GArray) over = dw_calendar_list_edges (1704038400000, 1735660800001, DW_CALENDAR_MONTH, 13, zone);

  g_assert_cmpuint (one->len, ==, 2);
  g_assert_cmpint (g_array_index (one, gint64, 1) - g_array_index (one, gint64, 0), ==, 24 * HOUR_MS);
  g_assert_cmpuint (exact->len, ==, 13);
  g_assert_cmpint (g_array_index (exact, gint64, 12), ==, 1735660800000);
  g_assert_cmpuint (over->len, ==, 14);
}

static void
a_list_that_is_too_long_is_refused (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("Asia/Shanghai");

  g_assert_null (dw_calendar_list_edges (1704038400000, 1735660800000, DW_CALENDAR_MONTH, 11, zone));
  g_assert_null (dw_calendar_list_edges (1704038400000, 1735660800000, DW_CALENDAR_MINUTE, 500000, zone));
  g_assert_null (dw_calendar_list_edges (0, 0, DW_CALENDAR_DAY, 0, zone));
}

static void
the_day_that_apia_left_out_has_no_length (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("Pacific/Apia");
  g_autoptr (GArray) edges = dw_calendar_list_edges (1325152800000, 1325152800000 + 3 * 24 * HOUR_MS, DW_CALENDAR_DAY, 10, zone);

  g_assert_cmpuint (edges->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (g_array_index (edges, gint64, i), ==, 1325152800000 + i * 24 * HOUR_MS);
}

static void
the_offset_is_that_of_the_moment (void)
{
  g_autoptr (GTimeZone) berlin = open_zone ("Europe/Berlin");
  g_autoptr (GTimeZone) shanghai = open_zone ("Asia/Shanghai");

  g_assert_cmpint (dw_calendar_offset_ms (1774746000000 - 1, berlin), ==, HOUR_MS);
  g_assert_cmpint (dw_calendar_offset_ms (1774746000000, berlin), ==, 2 * HOUR_MS);
  g_assert_cmpint (dw_calendar_offset_ms (-1, shanghai), ==, 8 * HOUR_MS);
}

static void
jumps_of_the_clock_are_found (void)
{
  g_autoptr (GTimeZone) berlin = open_zone ("Europe/Berlin");
  g_autoptr (GTimeZone) shanghai = open_zone ("Asia/Shanghai");
  gint64 year_ms = 1767222000000;

  g_assert_cmpint (dw_calendar_next_shift (year_ms, 1798758000000, berlin), ==, 1774746000000);
  g_assert_cmpint (dw_calendar_next_shift (1774746000000, 1798758000000, berlin), ==, 1792890000000);
  g_assert_cmpint (dw_calendar_next_shift (1792890000000, 1798758000000, berlin), ==, 1798758000000);
  g_assert_cmpint (dw_calendar_next_shift (year_ms, 1774746000000, berlin), ==, 1774746000000);
  g_assert_cmpint (dw_calendar_next_shift (year_ms, year_ms, berlin), ==, year_ms);
  g_assert_cmpint (dw_calendar_next_shift (year_ms, 1798758000000, shanghai), ==, 1798758000000);
  g_assert_cmpint (dw_calendar_next_shift (G_MAXINT64 - 1, G_MAXINT64, shanghai), ==, G_MAXINT64);
}

static void
the_local_clock_shows_date_and_time (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("America/Sao_Paulo");
  GDate date;

  g_assert_cmpint (dw_calendar_local_date (1541300400000 - 1, zone, &date), ==, 24 * HOUR_MS - 1);
  g_assert_cmpint (g_date_get_day (&date), ==, 3);
  g_assert_cmpint (dw_calendar_local_date (1541300400000, zone, &date), ==, HOUR_MS);
  g_assert_cmpint (g_date_get_day (&date), ==, 4);
  g_assert_cmpint (g_date_get_month (&date), ==, G_DATE_NOVEMBER);
  g_assert_cmpint (g_date_get_year (&date), ==, 2018);
}

/* A time that no clock of a station shows must not lead to an endless loop or to undefined arithmetic. */
static void
the_ends_of_time_are_survived (void)
{
  static const gint64 times_ms[] = { G_MININT64, G_MAXINT64, -1, 0 };
  static const int steps[] = { G_MININT, -1, 0, 1, G_MAXINT };
  g_autoptr (GTimeZone) zone = open_zone ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (times_ms); i++)
    for (DwCalendarUnit unit = DW_CALENDAR_DAY; unit <= DW_CALENDAR_YEAR; unit++)
      for (guint k = 0; k < G_N_ELEMENTS (steps); k++)
        {
          g_assert_cmpint (dw_calendar_add (times_ms[i], unit, steps[k], zone), <, G_GINT64_CONSTANT (260000000000000));
          g_assert_cmpint (dw_calendar_shift (times_ms[i], unit, steps[k], zone), <, G_GINT64_CONSTANT (260000000000000));
        }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/a-day-is-as-long-as-its-clock-says", a_day_is_as_long_as_its_clock_says);
  g_test_add_func ("/calendar/units-begin-where-the-calendar-says", units_begin_where_the_calendar_says);
  g_test_add_func ("/calendar/a-shift-keeps-the-clock-time", a_shift_keeps_the_clock_time);
  g_test_add_func ("/calendar/half-an-hour-of-shift-is-a-piece-of-its-own", half_an_hour_of_shift_is_a_piece_of_its_own);
  g_test_add_func ("/calendar/units-never-overlap-nor-leave-a-hole", units_never_overlap_nor_leave_a_hole);
  g_test_add_func ("/calendar/a-leap-lands-where-steps-do", a_leap_lands_where_steps_do);
  g_test_add_func ("/calendar/a-list-covers-its-span", a_list_covers_its_span);
  g_test_add_func ("/calendar/a-list-that-is-too-long-is-refused", a_list_that_is_too_long_is_refused);
  g_test_add_func ("/calendar/the-day-that-apia-left-out-has-no-length", the_day_that_apia_left_out_has_no_length);
  g_test_add_func ("/calendar/the-offset-is-that-of-the-moment", the_offset_is_that_of_the_moment);
  g_test_add_func ("/calendar/jumps-of-the-clock-are-found", jumps_of_the_clock_are_found);
  g_test_add_func ("/calendar/the-local-clock-shows-date-and-time", the_local_clock_shows_date_and_time);
  g_test_add_func ("/calendar/the-ends-of-time-are-survived", the_ends_of_time_are_survived);
  return g_test_run ();
}
