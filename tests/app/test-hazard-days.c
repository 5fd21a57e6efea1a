// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <string.h>

#include "dw-calendar.h"
#include "dw-hazard-days.h"
#include "dw-life-view.h"

/* Plan (S1-29): the days are local ones, 23 and 25 hours long at a change of the clocks, and each hazard is counted on its own · which days a filter spans · an answer of another length is
 * refused · brushing by keys and by dragging gives from midnight to midnight, and the same days again when the chart has moved on · the stretch around the life of an alarm.
 * Times are from Python's zoneinfo. */

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define MASK(n) (1u << (n))

static GTimeZone *
open_zone (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name);

  g_assert_nonnull (zone);
  return zone;
}

/* 2026-03-30 12:00 in Berlin: the day before had 23 hours. 2026-10-26 12:00: the day before had 25. */
#define SPRING_MS G_GINT64_CONSTANT (1774864800000)
#define SPRING_BEGIN_MS G_GINT64_CONSTANT (1774738800000)
#define SPRING_END_MS G_GINT64_CONSTANT (1774821600000)
#define AUTUMN_MS G_GINT64_CONSTANT (1793012400000)
#define AUTUMN_BEGIN_MS G_GINT64_CONSTANT (1792879200000)
#define AUTUMN_END_MS G_GINT64_CONSTANT (1792969200000)

static const struct
{
  const char *what;
  gint64 now_ms, begin_ms, end_ms;
  guint hours;
} shifts[] = {
  { "clocks forward", SPRING_MS, SPRING_BEGIN_MS, SPRING_END_MS, 23 },
  { "clocks back", AUTUMN_MS, AUTUMN_BEGIN_MS, AUTUMN_END_MS, 25 },
};

static void
test_shifts (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("Europe/Berlin");
  DwAlarmFilter filter = { .view = DW_ALARM_VIEW_HISTORY };

  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      g_autoptr (DwHazardDays) days = dw_hazard_days_new (&filter, shifts[i].now_ms, zone);
      guint day = days->n_days - 2;

      g_test_message ("%s", shifts[i].what);
      g_assert_cmpint (days->edges_ms[day], ==, shifts[i].begin_ms);
      g_assert_cmpint (days->edges_ms[day + 1], ==, shifts[i].end_ms);
      /* One hazard each half hour, from an hour before to an hour after. */
      for (gint64 at_ms = shifts[i].begin_ms - HOUR_MS; at_ms < shifts[i].end_ms + HOUR_MS; at_ms += HOUR_MS / 2)
        dw_hazard_days_add (days, at_ms, DW_EVENT_ALARM);
      g_assert_cmpuint (dw_hazard_days_count (days, day - 1, MASK (DW_EVENT_ALARM)), ==, 2);
      g_assert_cmpuint (dw_hazard_days_count (days, day, MASK (DW_EVENT_ALARM)), ==, 2 * shifts[i].hours);
      g_assert_cmpuint (dw_hazard_days_count (days, day + 1, MASK (DW_EVENT_ALARM)), ==, 2);
      /* Both ends of each day: half-open. */
      g_assert_cmpint (dw_hazard_days_find (days, shifts[i].begin_ms), ==, (int)day);
      g_assert_cmpint (dw_hazard_days_find (days, shifts[i].begin_ms - 1), ==, (int)day - 1);
      g_assert_cmpint (dw_hazard_days_find (days, shifts[i].end_ms), ==, (int)day + 1);
    }
}

/* --- which days --- */

static const struct
{
  const char *what;
  DwAlarmFilter filter;
  guint n_days;
  const char *first;
} spans[] = {
  { "without a span the last 30 days", { .view = DW_ALARM_VIEW_HISTORY }, 30, "03-01" },
  { "live alarms, too", { .view = DW_ALARM_VIEW_CURRENT }, 30, "03-01" },
  { "an hour is the day of now", { .view = DW_ALARM_VIEW_HISTORY, .span_ms = HOUR_MS }, 1, "03-30" },
  { "24 hours touch two days", { .view = DW_ALARM_VIEW_HISTORY, .span_ms = 24 * HOUR_MS }, 2, "03-29" },
  { "seven days touch eight", { .view = DW_ALARM_VIEW_HISTORY, .span_ms = 7 * 24 * HOUR_MS }, 8, "03-23" },
  { "the month from its first day", { .view = DW_ALARM_VIEW_MONTH }, 30, "03-01" },
  { "a span within the month", { .view = DW_ALARM_VIEW_MONTH, .span_ms = 24 * HOUR_MS }, 2, "03-29" },
  { "a span longer than the month", { .view = DW_ALARM_VIEW_MONTH, .span_ms = 90 * 24 * HOUR_MS }, 30, "03-01" },
  { "a span of years is cut down", { .view = DW_ALARM_VIEW_HISTORY, .span_ms = 2000 * 24 * HOUR_MS }, 30, "03-01" },
};

static void
test_spans (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (DwHazardDays) days = dw_hazard_days_new (&spans[i].filter, SPRING_MS, zone);
      g_autofree char *first = dw_hazard_days_format (days, 0);
      g_autofree char *last = dw_hazard_days_format (days, days->n_days - 1);

      g_test_message ("%s", spans[i].what);
      g_assert_cmpuint (days->n_days, ==, spans[i].n_days);
      g_assert_cmpstr (first, ==, spans[i].first);
      g_assert_cmpstr (last, ==, "03-30");
      /* Before and after nothing is counted. */
      dw_hazard_days_add (days, days->edges_ms[0] - 1, DW_EVENT_ALARM);
      dw_hazard_days_add (days, days->edges_ms[days->n_days], DW_EVENT_ALARM);
      for (guint day = 0; day < days->n_days; day++)
        g_assert_cmpuint (dw_hazard_days_count (days, day, G_MAXUINT), ==, 0);
    }
}

static void
test_answers (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("Asia/Shanghai");
  DwAlarmFilter filter = { .view = DW_ALARM_VIEW_HISTORY, .span_ms = 24 * HOUR_MS };
  g_autoptr (DwHazardDays) days = dw_hazard_days_new (&filter, SPRING_MS, zone);
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autofree char *words = NULL;

  dw_hazard_days_add (days, SPRING_MS, DW_EVENT_TRIP);
  g_array_set_size (counts, days->n_days * DW_N_EVENT_KINDS + 1);
  g_assert_false (dw_hazard_days_take (days, counts));
  g_assert_cmpuint (dw_hazard_days_count (days, 1, MASK (DW_EVENT_TRIP)), ==, 1);
  g_array_set_size (counts, days->n_days * DW_N_EVENT_KINDS);
  g_array_index (counts, guint, DW_EVENT_ALARM) = 3;
  g_array_index (counts, guint, DW_N_EVENT_KINDS + DW_EVENT_COMMS) = 5;
  g_array_index (counts, guint, DW_N_EVENT_KINDS + DW_EVENT_OPERATION) = 7;
  g_assert_true (dw_hazard_days_take (days, counts));
  g_assert_cmpuint (dw_hazard_days_count (days, 0, G_MAXUINT), ==, 3);
  g_assert_cmpuint (dw_hazard_days_count (days, 1, G_MAXUINT), ==, 12);
  /* An operation of a person is no hazard, unless it is asked for. */
  g_assert_cmpuint (dw_hazard_days_count (days, 1, dw_hazard_kinds (&filter)), ==, 5);
  words = dw_hazard_days_describe (days, dw_hazard_kinds (&filter));
  g_assert_nonnull (strstr (words, "8 in 2 days"));
  g_assert_nonnull (strstr (words, "most on 03-30: 5"));
  filter.kinds = MASK (DW_EVENT_OPERATION);
  g_assert_cmpuint (dw_hazard_days_count (days, 1, dw_hazard_kinds (&filter)), ==, 7);
}

/* --- brushing --- */

typedef enum { END,
               LEFT,
               RIGHT,
               SHIFT_LEFT,
               SHIFT_RIGHT,
               DRAG, /* from, to */
               CLEAR } Act;

typedef struct
{
  Act act;
  int from, to;
} Step;

static const struct
{
  const char *what;
  Step steps[8];
  int first, last; /* -1 = none */
  int cursor;
} brushes[] = {
  { "nothing is brushed at first", { { END } }, -1, -1, -1 },
  { "the first arrow goes to today", { { LEFT } }, -1, -1, 7 },
  { "arrows alone brush nothing", { { LEFT }, { LEFT }, { LEFT } }, -1, -1, 5 },
  { "Shift brushes from where the cursor was", { { LEFT }, { SHIFT_LEFT } }, 6, 7, 6 },
  { "and goes on", { { LEFT }, { SHIFT_LEFT }, { SHIFT_LEFT } }, 5, 7, 5 },
  { "and back again over its beginning", { { LEFT }, { LEFT }, { SHIFT_LEFT }, { SHIFT_RIGHT }, { SHIFT_RIGHT } }, 6, 7, 7 },
  { "Shift first of all brushes today", { { SHIFT_LEFT } }, 7, 7, 7 },
  { "the cursor stops at the right end", { { LEFT }, { RIGHT }, { RIGHT } }, -1, -1, 7 },
  { "the brush stops at the left end", { { DRAG, 1, 1 }, { SHIFT_LEFT }, { SHIFT_LEFT }, { SHIFT_LEFT } }, 0, 1, 0 },
  { "dragging to the right", { { DRAG, 2, 4 } }, 2, 4, 4 },
  { "dragging to the left", { { DRAG, 4, 2 } }, 2, 4, 2 },
  { "dragging out of the chart", { { DRAG, 5, 99 } }, 5, 7, 7 },
  { "dragging out at the left", { { DRAG, 2, -3 } }, 0, 2, 0 },
  { "Shift goes on after dragging", { { DRAG, 2, 4 }, { SHIFT_RIGHT } }, 2, 5, 5 },
  { "a cursor that left begins anew", { { DRAG, 2, 3 }, { RIGHT }, { SHIFT_RIGHT } }, 4, 5, 5 },
  { "cleared", { { DRAG, 2, 4 }, { CLEAR } }, -1, -1, 4 },
};

static void
take_step (DwDayBrush *brush, const Step *step)
{
  static const int directions[] = { [LEFT] = -1, [RIGHT] = 1, [SHIFT_LEFT] = -1, [SHIFT_RIGHT] = 1 };

  if (step->act == DRAG)
    dw_day_brush_set (brush, 8, step->from, step->to);
  else if (step->act == CLEAR)
    dw_day_brush_clear (brush);
  else
    dw_day_brush_step (brush, 8, directions[step->act], step->act == SHIFT_LEFT || step->act == SHIFT_RIGHT);
}

static void
test_brush (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("Europe/Berlin");
  DwAlarmFilter filter = { .view = DW_ALARM_VIEW_HISTORY, .span_ms = 7 * 24 * HOUR_MS };
  g_autoptr (DwHazardDays) days = dw_hazard_days_new (&filter, SPRING_MS, zone);

  g_assert_cmpuint (days->n_days, ==, 8);
  for (guint i = 0; i < G_N_ELEMENTS (brushes); i++)
    {
      DwDayBrush brush = DW_DAY_BRUSH_NONE, again = DW_DAY_BRUSH_NONE;
      guint first = 99, last = 99;

      g_test_message ("%s", brushes[i].what);
      for (const Step *step = brushes[i].steps; step->act != END; step++)
        take_step (&brush, step);
      g_assert_cmpint (dw_day_brush_get (&brush, &first, &last), ==, brushes[i].first >= 0);
      g_assert_cmpint (brush.cursor, ==, brushes[i].cursor);
      dw_day_brush_to_filter (&brush, days, &filter);
      g_assert_cmpint (filter.from_ms, ==, brushes[i].first >= 0 ? days->edges_ms[brushes[i].first] : 0);
      g_assert_cmpint (filter.to_ms, ==, brushes[i].first >= 0 ? days->edges_ms[brushes[i].last + 1] : 0);
      if (brushes[i].first < 0)
        continue;
      g_assert_cmpuint (first, ==, (guint)brushes[i].first);
      g_assert_cmpuint (last, ==, (guint)brushes[i].last);
      dw_day_brush_from_filter (&again, days, &filter);
      g_assert_true (dw_day_brush_get (&again, &first, &last));
      g_assert_cmpuint (first, ==, (guint)brushes[i].first);
      g_assert_cmpuint (last, ==, (guint)brushes[i].last);
    }
}

/* The day of 23 hours brushed alone takes its 23 hours into the filter, for live alarms and for the desk. */
static void
test_brush_to_filter (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("Europe/Berlin");
  DwAlarmFilter filter = { .view = DW_ALARM_VIEW_HISTORY, .span_ms = 7 * 24 * HOUR_MS }, open;
  g_autoptr (DwHazardDays) days = dw_hazard_days_new (&filter, SPRING_MS, zone);
  DwDayBrush brush = DW_DAY_BRUSH_NONE;
  DwEventFilter query;

  dw_day_brush_set (&brush, days->n_days, 6, 6);
  dw_day_brush_to_filter (&brush, days, &filter);
  dw_alarm_filter_to_query (&filter, SPRING_MS, &query);
  g_assert_cmpint (query.from_ms, ==, SPRING_BEGIN_MS);
  g_assert_cmpint (query.to_ms, ==, SPRING_END_MS);
  g_assert_true (dw_alarm_filter_is_narrowed (&filter));
  open = dw_alarm_filter_without_days (&filter);
  dw_alarm_filter_to_query (&open, SPRING_MS, &query);
  g_assert_cmpint (query.from_ms, ==, SPRING_MS - 7 * 24 * HOUR_MS);
  g_assert_cmpint (query.to_ms, ==, 0);
  /* The first day of the chart is older than the span: the span still holds. */
  dw_day_brush_set (&brush, days->n_days, 0, 0);
  dw_day_brush_to_filter (&brush, days, &filter);
  dw_alarm_filter_to_query (&filter, SPRING_MS, &query);
  g_assert_cmpint (query.from_ms, ==, SPRING_MS - 7 * 24 * HOUR_MS);
}

/* Half of the brushed days have left the chart; then all of them. */
static void
test_brush_moves (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("Europe/Berlin");
  DwAlarmFilter filter = { .view = DW_ALARM_VIEW_HISTORY, .span_ms = 7 * 24 * HOUR_MS };
  DwDayBrush brush = DW_DAY_BRUSH_NONE;
  guint first, last;

  for (int later = 0; later < 3; later++)
    {
      g_autoptr (DwHazardDays) days = dw_hazard_days_new (&filter, dw_calendar_add (SPRING_MS, DW_CALENDAR_DAY, later, zone), zone);

      if (later == 0)
        {
          dw_day_brush_set (&brush, days->n_days, 1, 0);
          dw_day_brush_to_filter (&brush, days, &filter);
        }
      dw_day_brush_from_filter (&brush, days, &filter);
      g_assert_cmpint (dw_day_brush_get (&brush, &first, &last), ==, later < 2);
      if (later < 2)
        {
          g_assert_cmpuint (first, ==, 0);
          g_assert_cmpuint (last, ==, (guint)(1 - later));
        }
    }
}

/* --- a life --- */

static void
test_life (void)
{
  static const struct
  {
    const char *what;
    gint64 begin_min, end_min, now_min; /* end 0 = goes on */
    gint64 from_min, to_min;
  } rows[] = {
    { "an hour long ago", 1000, 1060, 9000, 994, 1066 },
    { "a second has five minutes around it", 1000, 1000, 9000, 995, 1005 },
    { "ten hours have an hour around them", 1000, 1600, 9000, 940, 1660 },
    { "one that goes on ends now", 1000, 0, 1100, 990, 1100 },
    { "one that just ended does not reach beyond now", 1000, 1060, 1061, 994, 1061 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 from_ms, to_ms;

      g_test_message ("%s", rows[i].what);
      dw_life_find_span (rows[i].begin_min * 60000, rows[i].end_min * 60000, rows[i].now_min * 60000, &from_ms, &to_ms);
      g_assert_cmpint (from_ms, ==, rows[i].from_min * 60000);
      g_assert_cmpint (to_ms, ==, rows[i].to_min * 60000);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hazard-days/days-of-23-and-25-hours", test_shifts);
  g_test_add_func ("/hazard-days/the-days-that-a-filter-spans", test_spans);
  g_test_add_func ("/hazard-days/answers-of-the-desk", test_answers);
  g_test_add_func ("/hazard-days/brushing", test_brush);
  g_test_add_func ("/hazard-days/brushed-days-filter", test_brush_to_filter);
  g_test_add_func ("/hazard-days/brushed-days-leave-the-chart", test_brush_moves);
  g_test_add_func ("/hazard-days/the-life-of-an-alarm", test_life);
  return g_test_run ();
}
