// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-span.h"

/* Plan: units, ‹ and ›, now, panning and zooming of the time that a page shows; days of 23 and 25 hours are one day; what it is compared with; what it says of itself. */

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

static gint64
at (GTimeZone *zone, const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * 1000;
}

static void
check_ends (DwSpan *span, GTimeZone *zone, const char *from, const char *to)
{
  g_assert_cmpint (dw_span_get_from_ms (span), ==, at (zone, from));
  g_assert_cmpint (dw_span_get_to_ms (span), ==, at (zone, to));
}

/* --- one unit --- */

typedef struct
{
  const char *sentence, *zone, *now;
  DwSpanUnit unit;
  const char *from, *to, *words;
} UnitCase;

static const UnitCase unit_cases[] = {
  { "a day is a day of the calendar", "Asia/Shanghai", "2026-11-19T14:32:12", DW_SPAN_DAY, "2026-11-19T00:00:00", "2026-11-20T00:00:00", "2026-11-19 00:00 — 24:00" },
  { "midnight belongs to the day it begins", "Asia/Shanghai", "2026-11-19T00:00:00", DW_SPAN_DAY, "2026-11-19T00:00:00", "2026-11-20T00:00:00", "2026-11-19 00:00 — 24:00" },
  { "a week begins on Monday", "Asia/Shanghai", "2026-11-22T23:59:59", DW_SPAN_WEEK, "2026-11-16T00:00:00", "2026-11-23T00:00:00", "2026-11-16 — 11-22" },
  { "a month", "Asia/Shanghai", "2026-02-10T12:00:00", DW_SPAN_MONTH, "2026-02-01T00:00:00", "2026-03-01T00:00:00", "2026-02" },
  { "a year", "Asia/Shanghai", "2026-11-19T14:32:12", DW_SPAN_YEAR, "2026-01-01T00:00:00", "2027-01-01T00:00:00", "2026" },
  { "an hour ends now", "Asia/Shanghai", "2026-11-19T14:32:00", DW_SPAN_HOUR, "2026-11-19T13:32:00", "2026-11-19T14:32:00", "2026-11-19 13:32 — 14:32" },
  { "a quarter of an hour ends now", "Asia/Shanghai", "2026-11-19T00:05:00", DW_SPAN_QUARTER_HOUR, "2026-11-18T23:50:00", "2026-11-19T00:05:00", "2026-11-18 23:50 — 11-19 00:05" },
  { "the day in spring has 23 hours", "Europe/Berlin", "2026-03-29T12:00:00", DW_SPAN_DAY, "2026-03-29T00:00:00", "2026-03-30T00:00:00", "2026-03-29 00:00 — 24:00" },
  { "the day in autumn has 25 hours", "Europe/Berlin", "2026-10-25T12:00:00", DW_SPAN_DAY, "2026-10-25T00:00:00", "2026-10-26T00:00:00", "2026-10-25 00:00 — 24:00" },
};

static void
test_units (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unit_cases); i++)
    {
      const UnitCase *row = &unit_cases[i];
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (row->zone);
      g_autoptr (DwSpan) span = dw_span_new (at (zone, row->now), zone);
      g_autofree char *words = NULL;

      g_test_message ("%s", row->sentence);
      dw_span_set_unit (span, row->unit, at (zone, row->now));
      check_ends (span, zone, row->from, row->to);
      g_assert_true (dw_span_is_whole (span));
      g_assert_true (dw_span_is_live (span));
      words = dw_span_format (span);
      g_assert_cmpstr (words, ==, row->words);
    }
}

static void
test_unit_words (void)
{
  DwSpanUnit unit = DW_SPAN_YEAR;

  for (guint i = 0; i < DW_N_SPAN_UNITS; i++)
    {
      g_assert_true (dw_span_unit_from_word (dw_span_unit_word ((DwSpanUnit)i), &unit));
      g_assert_cmpint (unit, ==, i);
    }
  unit = DW_SPAN_MONTH;
  g_assert_false (dw_span_unit_from_word ("fortnight", &unit));
  g_assert_false (dw_span_unit_from_word ("", &unit));
  g_assert_false (dw_span_unit_from_word ("Day", &unit));
  g_assert_cmpint (unit, ==, DW_SPAN_MONTH);
}

/* --- earlier and later --- */

typedef struct
{
  const char *sentence, *zone, *now, *looked_at;
  DwSpanUnit unit;
  int step;
  const char *from, *to;
  gboolean live;
} StepCase;

static const StepCase step_cases[] = {
  { "the day before", "Asia/Shanghai", "2026-11-19T14:00:00", "2026-11-19T14:00:00", DW_SPAN_DAY, -1, "2026-11-18T00:00:00", "2026-11-19T00:00:00", FALSE },
  { "into the present it is live", "Asia/Shanghai", "2026-11-19T14:00:00", "2026-11-18T10:00:00", DW_SPAN_DAY, 1, "2026-11-19T00:00:00", "2026-11-20T00:00:00", TRUE },
  { "never beyond the present", "Asia/Shanghai", "2026-11-19T14:00:00", "2026-11-18T10:00:00", DW_SPAN_DAY, 5, "2026-11-19T00:00:00", "2026-11-20T00:00:00", TRUE },
  { "the month before March is February", "Asia/Shanghai", "2026-03-31T14:00:00", "2026-03-31T14:00:00", DW_SPAN_MONTH, -1, "2026-02-01T00:00:00", "2026-03-01T00:00:00", FALSE },
  { "the year before", "Asia/Shanghai", "2026-03-31T14:00:00", "2026-03-31T14:00:00", DW_SPAN_YEAR, -1, "2025-01-01T00:00:00", "2026-01-01T00:00:00", FALSE },
  { "the week before", "Asia/Shanghai", "2026-11-19T14:00:00", "2026-11-19T14:00:00", DW_SPAN_WEEK, -1, "2026-11-09T00:00:00", "2026-11-16T00:00:00", FALSE },
  { "an hour earlier", "Asia/Shanghai", "2026-11-19T14:00:00", "2026-11-19T14:00:00", DW_SPAN_HOUR, -1, "2026-11-19T12:00:00", "2026-11-19T13:00:00", FALSE },
  { "back over the day of 23 hours", "Europe/Berlin", "2026-03-30T14:00:00", "2026-03-30T14:00:00", DW_SPAN_DAY, -1, "2026-03-29T00:00:00", "2026-03-30T00:00:00", FALSE },
  { "and to the day before it", "Europe/Berlin", "2026-03-30T14:00:00", "2026-03-30T14:00:00", DW_SPAN_DAY, -2, "2026-03-28T00:00:00", "2026-03-29T00:00:00", FALSE },
};

static void
test_steps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (step_cases); i++)
    {
      const StepCase *row = &step_cases[i];
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (row->zone);
      g_autoptr (DwSpan) span = dw_span_new (at (zone, row->looked_at), zone);

      g_test_message ("%s", row->sentence);
      dw_span_set_unit (span, row->unit, at (zone, row->looked_at));
      dw_span_step (span, row->step, at (zone, row->now));
      check_ends (span, zone, row->from, row->to);
      g_assert_cmpint (dw_span_is_live (span), ==, row->live);
      g_assert_cmpint (dw_span_get_unit (span), ==, row->unit);
    }
}

static void
test_free_span_steps_by_its_length (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  gint64 now_ms = at (zone, "2026-11-19T14:00:00");
  g_autoptr (DwSpan) span = dw_span_new (now_ms, zone);

  dw_span_set (span, now_ms - 5 * HOUR_MS, now_ms - 2 * HOUR_MS);
  g_assert_false (dw_span_is_whole (span));
  g_assert_cmpint (dw_span_get_unit (span), ==, DW_SPAN_DAY);
  dw_span_step (span, -1, now_ms);
  check_ends (span, zone, "2026-11-19T06:00:00", "2026-11-19T09:00:00");
}

/* Without this the page would ask for a span of which nothing can come (S2-19). */
static void
test_unit_keeps_what_is_looked_at (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  gint64 now_ms = at (zone, "2026-11-19T14:00:00");
  g_autoptr (DwSpan) span = dw_span_new (now_ms, zone);

  dw_span_go_to (span, at (zone, "2025-07-03T08:10:00"));
  g_assert_false (dw_span_is_live (span));
  check_ends (span, zone, "2025-07-03T00:00:00", "2025-07-04T00:00:00");
  dw_span_set_unit (span, DW_SPAN_MONTH, now_ms);
  check_ends (span, zone, "2025-07-01T00:00:00", "2025-08-01T00:00:00");
  dw_span_set_unit (span, DW_SPAN_HOUR, now_ms);
  g_assert_false (dw_span_is_live (span));
  dw_span_go_to (span, at (zone, "2025-07-03T08:10:00"));
  check_ends (span, zone, "2025-07-03T07:40:00", "2025-07-03T08:40:00");
  dw_span_go_now (span, now_ms);
  check_ends (span, zone, "2026-11-19T13:00:00", "2026-11-19T14:00:00");
  g_assert_true (dw_span_is_live (span));
}

/* --- following, panning, zooming --- */

static void
test_live_follows (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  gint64 now_ms = at (zone, "2026-11-19T23:59:59");
  g_autoptr (DwSpan) span = dw_span_new (now_ms, zone);

  dw_span_follow (span, now_ms + SECOND_MS);
  check_ends (span, zone, "2026-11-20T00:00:00", "2026-11-21T00:00:00");
  dw_span_pan (span, -HOUR_MS);
  g_assert_false (dw_span_is_live (span));
  dw_span_follow (span, now_ms + 5 * DAY_MS);
  check_ends (span, zone, "2026-11-19T23:00:00", "2026-11-20T23:00:00");
}

static void
test_zoom_keeps_the_anchor (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (DwSpan) span = dw_span_new (at (zone, "2026-11-19T14:00:00"), zone);
  gint64 anchor_ms = at (zone, "2026-11-19T06:00:00");

  dw_span_zoom (span, 0.5, anchor_ms);
  check_ends (span, zone, "2026-11-19T03:00:00", "2026-11-19T15:00:00");
  dw_span_zoom (span, 2, anchor_ms);
  check_ends (span, zone, "2026-11-19T00:00:00", "2026-11-20T00:00:00");
  for (guint i = 0; i < 60; i++)
    dw_span_zoom (span, 0.5, anchor_ms);
  g_assert_cmpint (dw_span_get_length_ms (span), ==, 10 * SECOND_MS);
  g_assert_cmpint (dw_span_get_unit (span), ==, DW_SPAN_QUARTER_HOUR);
  for (guint i = 0; i < 60; i++)
    dw_span_zoom (span, 2, anchor_ms);
  g_assert_cmpint (dw_span_get_length_ms (span), ==, 11 * 366 * DAY_MS);
  g_assert_cmpint (dw_span_get_unit (span), ==, DW_SPAN_YEAR);
}

static void
test_free_lengths_are_kept_in_bounds (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (DwSpan) span = dw_span_new (at (zone, "2026-11-19T14:00:00"), zone);

  dw_span_set (span, 1000, 1000);
  g_assert_cmpint (dw_span_get_length_ms (span), ==, 10 * SECOND_MS);
  dw_span_set (span, 50000, 1000);
  g_assert_cmpint (dw_span_get_length_ms (span), ==, 10 * SECOND_MS);
  dw_span_set (span, 0, 100 * 366 * DAY_MS);
  g_assert_cmpint (dw_span_get_length_ms (span), ==, 11 * 366 * DAY_MS);
}

/* --- the period before --- */

static const StepCase previous_cases[] = {
  { "a day: the same day a week earlier", "Asia/Shanghai", "2026-11-19T14:00:00", NULL, DW_SPAN_DAY, 0, "2026-11-12T00:00:00", "2026-11-13T00:00:00", FALSE },
  { "a week: the week before", "Asia/Shanghai", "2026-11-19T14:00:00", NULL, DW_SPAN_WEEK, 0, "2026-11-09T00:00:00", "2026-11-16T00:00:00", FALSE },
  { "a month: the month before, which is shorter", "Asia/Shanghai", "2026-03-19T14:00:00", NULL, DW_SPAN_MONTH, 0, "2026-02-01T00:00:00", "2026-03-01T00:00:00", FALSE },
  { "a year: the year before", "Asia/Shanghai", "2025-03-19T14:00:00", NULL, DW_SPAN_YEAR, 0, "2024-01-01T00:00:00", "2025-01-01T00:00:00", FALSE },
  { "an hour: the same hour a week earlier", "Asia/Shanghai", "2026-11-19T14:00:00", NULL, DW_SPAN_HOUR, 0, "2026-11-12T13:00:00", "2026-11-12T14:00:00", FALSE },
  { "a week earlier in another offset: the same clock times", "Europe/Berlin", "2026-03-30T14:00:00", NULL, DW_SPAN_DAY, 0, "2026-03-23T00:00:00", "2026-03-24T00:00:00", FALSE },
};

static void
test_previous (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (previous_cases); i++)
    {
      const StepCase *row = &previous_cases[i];
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (row->zone);
      g_autoptr (DwSpan) span = dw_span_new (at (zone, row->now), zone);
      gint64 from_ms, to_ms;

      g_test_message ("%s", row->sentence);
      dw_span_set_unit (span, row->unit, at (zone, row->now));
      dw_span_get_previous (span, &from_ms, &to_ms);
      g_assert_cmpint (from_ms, ==, at (zone, row->from));
      g_assert_cmpint (to_ms, ==, at (zone, row->to));
    }
}

/* --- telling --- */

typedef struct
{
  guint from, unit, live;
  gboolean agreed;
} Heard;

static void
notify_cb (DwSpan *span, GParamSpec *pspec, Heard *heard)
{
  heard->from += g_str_equal (pspec->name, "from");
  heard->unit += g_str_equal (pspec->name, "unit");
  heard->live += g_str_equal (pspec->name, "live");
  heard->agreed = heard->agreed && dw_span_get_to_ms (span) > dw_span_get_from_ms (span);
}

static void
test_tells_what_changed_and_no_more (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  gint64 now_ms = at (zone, "2026-11-19T14:00:00");
  g_autoptr (DwSpan) span = dw_span_new (now_ms, zone);
  Heard heard = { .agreed = TRUE };

  g_signal_connect (span, "notify", G_CALLBACK (notify_cb), &heard);
  dw_span_follow (span, now_ms + HOUR_MS);
  dw_span_pan (span, 0);
  g_assert_cmpuint (heard.from + heard.unit + heard.live, ==, 0);
  dw_span_step (span, -1, now_ms);
  g_assert_cmpuint (heard.from, ==, 1);
  g_assert_cmpuint (heard.live, ==, 1);
  g_assert_cmpuint (heard.unit, ==, 0);
  g_assert_true (heard.agreed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span/units", test_units);
  g_test_add_func ("/span/unit-words", test_unit_words);
  g_test_add_func ("/span/steps", test_steps);
  g_test_add_func ("/span/free-span-steps-by-its-length", test_free_span_steps_by_its_length);
  g_test_add_func ("/span/unit-keeps-what-is-looked-at", test_unit_keeps_what_is_looked_at);
  g_test_add_func ("/span/live-follows", test_live_follows);
  g_test_add_func ("/span/zoom-keeps-the-anchor", test_zoom_keeps_the_anchor);
  g_test_add_func ("/span/free-lengths-are-kept-in-bounds", test_free_lengths_are_kept_in_bounds);
  g_test_add_func ("/span/previous", test_previous);
  g_test_add_func ("/span/tells-what-changed-and-no-more", test_tells_what_changed_and_no_more);
  return g_test_run ();
}
