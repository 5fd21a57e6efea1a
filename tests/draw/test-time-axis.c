// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-time-axis.h"

/* The numbers come from Python's zoneinfo: every minute (or second) of the span was asked for its local time, and those that are whole steps were noted. */

#define MAX_TICKS 16
#define DAY_MS G_GINT64_CONSTANT (86400000)

typedef struct
{
  int seconds; /* from the left end */
  const char *label, *context;
} Tick;

typedef struct
{
  const char *sentence;
  const char *zone;
  gint64 from_ms, to_ms;
  guint max_ticks, n_ticks;
  Tick ticks[MAX_TICKS];
} AxisCase;

static const AxisCase cases[] = {
  { "a day takes a tick every 3 h and ends with 24:00", "Asia/Shanghai", G_GINT64_CONSTANT (1795017600000), G_GINT64_CONSTANT (1795104000000), 10, 9, { { 0, "00:00", "" }, { 10800, "03:00", "" }, { 21600, "06:00", "" }, { 32400, "09:00", "" }, { 43200, "12:00", "" }, { 54000, "15:00", "" }, { 64800, "18:00", "" }, { 75600, "21:00", "" }, { 86400, "24:00", "" } } },
  { "a quarter of an hour takes HH:MM", "Asia/Shanghai", G_GINT64_CONSTANT (1795069200000), G_GINT64_CONSTANT (1795070100000), 10, 8, { { 0, "14:20", "" }, { 120, "14:22", "" }, { 240, "14:24", "" }, { 360, "14:26", "" }, { 480, "14:28", "" }, { 600, "14:30", "" }, { 720, "14:32", "" }, { 840, "14:34", "" } } },
  { "ten seconds over midnight show seconds and the new date", "Asia/Shanghai", G_GINT64_CONSTANT (1795103995000), G_GINT64_CONSTANT (1795104005000), 10, 11, { { 0, "23:59:55", "" }, { 1, "23:59:56", "" }, { 2, "23:59:57", "" }, { 3, "23:59:58", "" }, { 4, "23:59:59", "" }, { 5, "00:00:00", "11-20" }, { 6, "00:00:01", "" }, { 7, "00:00:02", "" }, { 8, "00:00:03", "" }, { 9, "00:00:04", "" }, { 10, "00:00:05", "" } } },
  { "midnight of the new year says the whole date", "Asia/Shanghai", G_GINT64_CONSTANT (1798711200000), G_GINT64_CONSTANT (1798754400000), 6, 7, { { 0, "18:00", "" }, { 7200, "20:00", "" }, { 14400, "22:00", "" }, { 21600, "00:00", "2027-01-01" }, { 28800, "02:00", "" }, { 36000, "04:00", "" }, { 43200, "06:00", "" } } },
  { "spring in Berlin: the day has 23 h, 03:00 stands 2 h after 00:00", "Europe/Berlin", G_GINT64_CONSTANT (1774738800000), G_GINT64_CONSTANT (1774821600000), 10, 9, { { 0, "00:00", "" }, { 7200, "03:00", "" }, { 18000, "06:00", "" }, { 28800, "09:00", "" }, { 39600, "12:00", "" }, { 50400, "15:00", "" }, { 61200, "18:00", "" }, { 72000, "21:00", "" }, { 82800, "24:00", "" } } },
  { "spring in Berlin: there is no 02:00", "Europe/Berlin", G_GINT64_CONSTANT (1774740600000), G_GINT64_CONSTANT (1774751400000), 5, 3, { { 1800, "01:00", "" }, { 5400, "03:00", "" }, { 9000, "04:00", "" } } },
  { "autumn in Berlin: the day has 25 h, 03:00 stands 4 h after 00:00", "Europe/Berlin", G_GINT64_CONSTANT (1792879200000), G_GINT64_CONSTANT (1792969200000), 10, 9, { { 0, "00:00", "" }, { 14400, "03:00", "" }, { 25200, "06:00", "" }, { 36000, "09:00", "" }, { 46800, "12:00", "" }, { 57600, "15:00", "" }, { 68400, "18:00", "" }, { 79200, "21:00", "" }, { 90000, "24:00", "" } } },
  { "autumn in Berlin: 02:00 comes twice", "Europe/Berlin", G_GINT64_CONSTANT (1792882800000), G_GINT64_CONSTANT (1792897200000), 4, 5, { { 0, "01:00", "" }, { 3600, "02:00", "" }, { 7200, "02:00", "" }, { 10800, "03:00", "" }, { 14400, "04:00", "" } } },
  { "spring in New York: 03:00 follows 01:30 by half an hour", "America/New_York", G_GINT64_CONSTANT (1772949600000), G_GINT64_CONSTANT (1772956800000), 5, 5, { { 0, "01:00", "" }, { 1800, "01:30", "" }, { 3600, "03:00", "" }, { 5400, "03:30", "" }, { 7200, "04:00", "" } } },
  { "autumn in New York: 01:00 and 01:30 come twice", "America/New_York", G_GINT64_CONSTANT (1793507400000), G_GINT64_CONSTANT (1793518200000), 6, 7, { { 0, "00:30", "" }, { 1800, "01:00", "" }, { 3600, "01:30", "" }, { 5400, "01:00", "" }, { 7200, "01:30", "" }, { 9000, "02:00", "" }, { 10800, "02:30", "" } } },
  { "spring on Lord Howe: half an hour is missing", "Australia/Lord_Howe", G_GINT64_CONSTANT (1791037800000), G_GINT64_CONSTANT (1791046800000), 4, 3, { { 0, "01:00", "" }, { 5400, "03:00", "" }, { 9000, "04:00", "" } } },
  { "autumn on Lord Howe: 01:30 comes twice", "Australia/Lord_Howe", G_GINT64_CONSTANT (1775309400000), G_GINT64_CONSTANT (1775322000000), 7, 8, { { 0, "00:30", "" }, { 1800, "01:00", "" }, { 3600, "01:30", "" }, { 5400, "01:30", "" }, { 7200, "02:00", "" }, { 9000, "02:30", "" }, { 10800, "03:00", "" }, { 12600, "03:30", "" } } },
  { "where midnight is skipped the day begins at 01:00, which is no whole 2 h", "Africa/Cairo", G_GINT64_CONSTANT (1776970800000), G_GINT64_CONSTANT (1776996000000), 4, 3, { { 3600, "22:00", "" }, { 14400, "02:00", "" }, { 21600, "04:00", "" } } },
  { "a week takes days", "Asia/Shanghai", G_GINT64_CONSTANT (1794758400000), G_GINT64_CONSTANT (1795363200000), 10, 8, { { 0, "16", "" }, { 86400, "17", "" }, { 172800, "18", "" }, { 259200, "19", "" }, { 345600, "20", "" }, { 432000, "21", "" }, { 518400, "22", "" }, { 604800, "23", "" } } },
  { "a month takes the 1st, 5th, 10th …, and the 1st of the next", "Asia/Shanghai", G_GINT64_CONSTANT (1790784000000), G_GINT64_CONSTANT (1793462400000), 10, 7, { { 0, "1", "" }, { 345600, "5", "" }, { 777600, "10", "" }, { 1209600, "15", "" }, { 1641600, "20", "" }, { 2073600, "25", "" }, { 2678400, "1", "" } } },
  { "days over spring time stay at local midnight", "Europe/Berlin", G_GINT64_CONSTANT (1774479600000), G_GINT64_CONSTANT (1775080800000), 10, 8, { { 0, "26", "" }, { 86400, "27", "" }, { 172800, "28", "" }, { 259200, "29", "" }, { 342000, "30", "" }, { 428400, "31", "" }, { 514800, "1", "Apr" }, { 601200, "2", "" } } },
  { "two weeks over New Year take odd days and name the year", "America/New_York", G_GINT64_CONSTANT (1798261200000), G_GINT64_CONSTANT (1799470800000), 10, 7, { { 86400, "27", "" }, { 259200, "29", "" }, { 518400, "1", "2027-01" }, { 691200, "3", "" }, { 864000, "5", "" }, { 1036800, "7", "" }, { 1209600, "9", "" } } },
  { "a year takes months", "Asia/Shanghai", G_GINT64_CONSTANT (1767196800000), G_GINT64_CONSTANT (1798732800000), 10, 13, { { 0, "Jan", "" }, { 2678400, "Feb", "" }, { 5097600, "Mar", "" }, { 7776000, "Apr", "" }, { 10368000, "May", "" }, { 13046400, "Jun", "" }, { 15638400, "Jul", "" }, { 18316800, "Aug", "" }, { 20995200, "Sep", "" }, { 23587200, "Oct", "" }, { 26265600, "Nov", "" }, { 28857600, "Dec", "" }, { 31536000, "Jan", "" } } },
  { "twelve months over New Year name the year", "America/New_York", G_GINT64_CONSTANT (1782878400000), G_GINT64_CONSTANT (1814414400000), 10, 13, { { 0, "Jul", "" }, { 2678400, "Aug", "" }, { 5356800, "Sep", "" }, { 7948800, "Oct", "" }, { 10627200, "Nov", "" }, { 13222800, "Dec", "" }, { 15901200, "Jan", "2027" }, { 18579600, "Feb", "" }, { 20998800, "Mar", "" }, { 23673600, "Apr", "" }, { 26265600, "May", "" }, { 28944000, "Jun", "" }, { 31536000, "Jul", "" } } },
  { "ten years take years", "Europe/Berlin", G_GINT64_CONSTANT (1462053600000), G_GINT64_CONSTANT (1777586400000), 10, 10, { { 21171600, "2017", "" }, { 52707600, "2018", "" }, { 84243600, "2019", "" }, { 115779600, "2020", "" }, { 147402000, "2021", "" }, { 178938000, "2022", "" }, { 210474000, "2023", "" }, { 242010000, "2024", "" }, { 273632400, "2025", "" }, { 305168400, "2026", "" } } },
  { "a day whose midnight is skipped begins an hour later", "Africa/Cairo", G_GINT64_CONSTANT (1776636000000), G_GINT64_CONSTANT (1777323600000), 10, 9, { { 0, "20", "" }, { 86400, "21", "" }, { 172800, "22", "" }, { 259200, "23", "" }, { 345600, "24", "" }, { 428400, "25", "" }, { 514800, "26", "" }, { 601200, "27", "" }, { 687600, "28", "" } } },
  { "the day that Samoa skipped has no tick", "Pacific/Apia", G_GINT64_CONSTANT (1324980000000), G_GINT64_CONSTANT (1325498400000), 10, 7, { { 0, "27", "" }, { 86400, "28", "" }, { 172800, "29", "" }, { 259200, "31", "" }, { 345600, "1", "2012-01" }, { 432000, "2", "" }, { 518400, "3", "" } } },
};

static void
test_ticks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      DwTimeTick ticks[DW_TIME_AXIS_MAX_TICKS];
      guint n;

      g_test_message ("%s", cases[i].sentence);
      g_assert_nonnull (zone);
      n = dw_time_axis_ticks (zone, cases[i].from_ms, cases[i].to_ms, cases[i].max_ticks, ticks, G_N_ELEMENTS (ticks));
      for (guint k = 0; k < MIN (n, cases[i].n_ticks); k++)
        {
          g_assert_cmpint ((ticks[k].time_ms - cases[i].from_ms) / 1000, ==, cases[i].ticks[k].seconds);
          g_assert_cmpstr (ticks[k].label, ==, cases[i].ticks[k].label);
          g_assert_cmpstr (ticks[k].context, ==, cases[i].ticks[k].context);
        }
      g_assert_cmpuint (n, ==, cases[i].n_ticks);
    }
}

static const struct
{
  const char *zone;
  gint64 from_ms, to_ms; /* the year 2026, local */
  guint n;
  DwZoneChange changes[2];
} zone_cases[] = {
  { "Europe/Berlin", G_GINT64_CONSTANT (1767222000000), G_GINT64_CONSTANT (1798758000000), 2, { { G_GINT64_CONSTANT (1774746000000), 3600, 7200 }, { G_GINT64_CONSTANT (1792890000000), 7200, 3600 } } },
  { "America/New_York", G_GINT64_CONSTANT (1767243600000), G_GINT64_CONSTANT (1798779600000), 2, { { G_GINT64_CONSTANT (1772953200000), -18000, -14400 }, { G_GINT64_CONSTANT (1793512800000), -14400, -18000 } } },
  { "Australia/Lord_Howe", G_GINT64_CONSTANT (1767186000000), G_GINT64_CONSTANT (1798722000000), 2, { { G_GINT64_CONSTANT (1775314800000), 39600, 37800 }, { G_GINT64_CONSTANT (1791041400000), 37800, 39600 } } },
  { "Asia/Shanghai", G_GINT64_CONSTANT (1767196800000), G_GINT64_CONSTANT (1798732800000), 0, { { 0 } } },
};

static void
test_zone_changes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (zone_cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_cases[i].zone);
      DwZoneChange changes[4];
      guint n = dw_time_axis_zone_changes (zone, zone_cases[i].from_ms, zone_cases[i].to_ms, changes, G_N_ELEMENTS (changes));

      g_test_message ("%s", zone_cases[i].zone);
      g_assert_cmpuint (n, ==, zone_cases[i].n);
      for (guint k = 0; k < n; k++)
        {
          g_assert_cmpint (changes[k].time_ms, ==, zone_cases[i].changes[k].time_ms);
          g_assert_cmpint (changes[k].before_seconds, ==, zone_cases[i].changes[k].before_seconds);
          g_assert_cmpint (changes[k].after_seconds, ==, zone_cases[i].changes[k].after_seconds);
        }
      g_assert_cmpuint (dw_time_axis_zone_changes (zone, zone_cases[i].from_ms, zone_cases[i].to_ms, changes, 1), ==, MIN (1, n));
    }
}

/* The moment of the change belongs to the span that ends with it, not to the one that begins with it. */
static void
test_zone_change_at_an_end_of_the_span (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 change_ms = zone_cases[0].changes[0].time_ms;
  DwZoneChange changes[2];

  g_assert_cmpuint (dw_time_axis_zone_changes (zone, change_ms - DAY_MS, change_ms, changes, 2), ==, 1);
  g_assert_cmpuint (dw_time_axis_zone_changes (zone, change_ms, change_ms + DAY_MS, changes, 2), ==, 0);
  g_assert_cmpuint (dw_time_axis_zone_changes (zone, change_ms - DAY_MS, change_ms - 1000, changes, 2), ==, 0);
}

static const struct
{
  const char *sentence;
  gint64 span_ms;
  guint max_ticks;
  gboolean works;
  DwTimeStep step;
} step_cases[] = {
  { "ten seconds in ten ticks", 10000, 10, TRUE, { DW_TIME_UNIT_MS, 1000 } },
  { "a day in four ticks", DAY_MS, 4, TRUE, { DW_TIME_UNIT_MS, 6 * 3600000 } },
  { "a week in days", 7 * DAY_MS, 10, TRUE, { DW_TIME_UNIT_DAY, 1 } },
  { "31 days in steps of five", 31 * DAY_MS, 10, TRUE, { DW_TIME_UNIT_DAY, 5 } },
  { "a leap year in months", 366 * DAY_MS, 10, TRUE, { DW_TIME_UNIT_MONTH, 1 } },
  { "a leap year in four ticks", 366 * DAY_MS, 4, TRUE, { DW_TIME_UNIT_MONTH, 3 } },
  { "ten years in years", 3653 * DAY_MS, 10, TRUE, { DW_TIME_UNIT_YEAR, 2 } },
  { "no span", 0, 10, FALSE, { 0 } },
  { "a span that runs backwards", -DAY_MS, 10, FALSE, { 0 } },
  { "no ticks wanted", DAY_MS, 0, FALSE, { 0 } },
};

static void
test_steps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (step_cases); i++)
    {
      DwTimeStep step = { DW_TIME_UNIT_MS, -1 };

      g_test_message ("%s", step_cases[i].sentence);
      g_assert_cmpint (dw_time_axis_choose_step (step_cases[i].span_ms, step_cases[i].max_ticks, &step), ==, step_cases[i].works);
      if (!step_cases[i].works)
        continue;
      g_assert_cmpint (step.unit, ==, step_cases[i].step.unit);
      g_assert_cmpint (step.count, ==, step_cases[i].step.count);
    }
}

static const struct
{
  const char *sentence;
  gint64 from_ms, to_ms;
  guint max_ticks, size;
} refused[] = {
  { "an empty span", 1000, 1000, 10, 32 },
  { "a span that runs backwards", 1000, 0, 10, 32 },
  { "no ticks wanted", 0, DAY_MS, 0, 32 },
  { "no room", 0, DAY_MS, 10, 0 },
  { "before the calendar", G_MININT64, 0, 10, 32 },
  { "after the calendar", 0, G_MAXINT64, 10, 32 },
};

static void
test_refused (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      DwTimeTick ticks[DW_TIME_AXIS_MAX_TICKS];

      g_test_message ("%s", refused[i].sentence);
      g_assert_cmpuint (dw_time_axis_ticks (zone, refused[i].from_ms, refused[i].to_ms, refused[i].max_ticks, ticks, refused[i].size), ==, 0);
    }
}

/* From 10 s to 20 years, at any place of the year: a usable number of ticks, rising, within the span. */
static void
test_any_span_has_ticks (void)
{
  static const char *const zones[] = { "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe" };

  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[z]);

      for (gint64 span_ms = 10000; span_ms < 20 * 366 * DAY_MS; span_ms = span_ms * 17 / 10)
        for (gint64 from_ms = G_GINT64_CONSTANT (1767222000000); from_ms < G_GINT64_CONSTANT (1767222000000) + 366 * DAY_MS; from_ms += 13 * DAY_MS + 4711777)
          {
            DwTimeTick ticks[DW_TIME_AXIS_MAX_TICKS];
            guint n = dw_time_axis_ticks (zone, from_ms, from_ms + span_ms, 10, ticks, G_N_ELEMENTS (ticks));

            g_assert_cmpuint (n, >=, 2);
            g_assert_cmpuint (n, <=, 16);
            for (guint i = 0; i < n; i++)
              {
                g_assert_cmpint (ticks[i].time_ms, >=, i > 0 ? ticks[i - 1].time_ms + 1 : from_ms);
                g_assert_cmpint (ticks[i].time_ms, <=, from_ms + span_ms);
              }
          }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-axis/ticks-stand-at-whole-local-times", test_ticks);
  g_test_add_func ("/time-axis/changes-of-the-zone-are-found", test_zone_changes);
  g_test_add_func ("/time-axis/a-change-at-an-end-counts-once", test_zone_change_at_an_end_of_the_span);
  g_test_add_func ("/time-axis/the-step-fits-the-span", test_steps);
  g_test_add_func ("/time-axis/what-cannot-be-has-no-ticks", test_refused);
  g_test_add_func ("/time-axis/any-span-has-a-usable-number-of-ticks", test_any_span_has_ticks);
  return g_test_run ();
}
