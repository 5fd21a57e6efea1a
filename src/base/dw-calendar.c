// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-calendar.h"

/* Days and longer units begin at the first moment whose local time has reached their midnight. That one rule covers a midnight that
 * the clocks leave out (the day begins when they jump), one that comes twice (the first counts) and a date that a zone never had (a
 * unit without length). Units are counted by date, so that a clock set back across midnight does not begin a day twice.
 *
 * Minutes, quarters and hours are elapsed time cut at whole local ones. Where a shift changes the phase, as the half hour of Lord
 * Howe Island does for hours, the shift itself is an edge and the piece before the next whole hour is shorter. No piece is longer.
 *
 * GTimeZone knows the moments of its shifts but does not tell them: they are found by bisection on the number of its interval. Its
 * data of daylight saving end in 2037. */

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAY_MS G_GINT64_CONSTANT (86400000)
/* No zone was ever farther from UTC. */
#define OFFSET_MAX_MS (26 * 60 * MINUTE_MS)
/* Days since 0001-01-01, which is day 1 of GDate. */
#define EPOCH_JULIAN G_GINT64_CONSTANT (719163)
/* Years 2…9989, and the dates that are counted from there: farther ones are cut down to these. */
#define TIME_MIN_MS ((366 - EPOCH_JULIAN) * DAY_MS)
#define TIME_MAX_MS ((G_GINT64_CONSTANT (3648408) - EPOCH_JULIAN) * DAY_MS)
#define JULIAN_MAX G_GINT64_CONSTANT (3651694)

static const gint64 unit_lengths_ms[] = {
  [DW_CALENDAR_MINUTE] = MINUTE_MS,
  [DW_CALENDAR_QUARTER_HOUR] = 15 * MINUTE_MS,
  [DW_CALENDAR_HOUR] = 60 * MINUTE_MS,
};

static gboolean
is_elapsed (DwCalendarUnit unit)
{
  return (guint)unit < G_N_ELEMENTS (unit_lengths_ms);
}

static gint64
clamp_time (gint64 time_ms)
{
  return CLAMP (time_ms, TIME_MIN_MS, TIME_MAX_MS);
}

static gint64
floor_divide (gint64 a,
              gint64 b)
{
  return a / b - (a % b < 0);
}

static int
find_interval (gint64 time_ms,
               GTimeZone *zone)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, floor_divide (time_ms, 1000));
}

static gint64
find_offset (gint64 time_ms,
             GTimeZone *zone)
{
  return g_time_zone_get_offset (zone, find_interval (time_ms, zone)) * G_GINT64_CONSTANT (1000);
}

/* The first moment after from_ms that is in another interval, at most to_ms. */
static gint64
find_shift (gint64 from_ms,
            gint64 to_ms,
            GTimeZone *zone)
{
  int interval = find_interval (from_ms, zone);

  if (find_interval (to_ms, zone) == interval)
    return to_ms;
  while (to_ms - from_ms > 1)
    {
      gint64 middle_ms = from_ms + (to_ms - from_ms) / 2;

      if (find_interval (middle_ms, zone) == interval)
        from_ms = middle_ms;
      else
        to_ms = middle_ms;
    }
  return to_ms;
}

/* The first moment whose local time is local_ms or later. */
static gint64
find_first_moment (gint64 local_ms,
                   GTimeZone *zone)
{
  gint64 at_ms = local_ms - OFFSET_MAX_MS;
  const gint64 last_ms = local_ms + OFFSET_MAX_MS;

  while (at_ms < last_ms)
    {
      gint64 shift_ms = find_shift (at_ms, last_ms, zone);
      gint64 there_ms = local_ms - find_offset (at_ms, zone);

      if (there_ms < shift_ms)
        return MAX (there_ms, at_ms);
      at_ms = shift_ms;
    }
  return last_ms;
}

static gint64
floor_elapsed (gint64 time_ms,
               gint64 length_ms,
               GTimeZone *zone)
{
  gint64 offset_ms = find_offset (time_ms, zone);
  gint64 edge_ms = floor_divide (time_ms + offset_ms, length_ms) * length_ms - offset_ms;

  if ((find_offset (edge_ms, zone) - offset_ms) % length_ms == 0)
    return edge_ms;
  return find_shift (edge_ms, time_ms, zone);
}

/* The edge after an edge. */
static gint64
next_elapsed (gint64 edge_ms,
              gint64 length_ms,
              GTimeZone *zone)
{
  gint64 next_ms = floor_elapsed (edge_ms + length_ms, length_ms, zone);
  gint64 before_ms;

  while ((before_ms = floor_elapsed (next_ms - 1, length_ms, zone)) > edge_ms)
    next_ms = before_ms;
  return next_ms;
}

/* Whether whole units lead from one to the other: no shift lies between, and the first is not itself an edge that a shift has made. */
static gboolean
is_even (gint64 edge_ms,
         gint64 other_ms,
         gint64 length_ms,
         GTimeZone *zone)
{
  return find_interval (edge_ms, zone) == find_interval (other_ms, zone) && (edge_ms + find_offset (edge_ms, zone)) % length_ms == 0;
}

/* Whole days at a stride where no shift lies between, single steps where one does. */
static gint64
add_elapsed (gint64 time_ms,
             gint64 length_ms,
             int n,
             GTimeZone *zone)
{
  const int stride = (int)(DAY_MS / length_ms);
  gint64 edge_ms = floor_elapsed (time_ms, length_ms, zone);

  while (n != 0 && edge_ms > TIME_MIN_MS && edge_ms < TIME_MAX_MS)
    {
      int step = CLAMP (n, -stride, stride);

      if (is_even (edge_ms, edge_ms + step * length_ms, length_ms, zone))
        edge_ms += step * length_ms;
      else
        {
          step = n > 0 ? 1 : -1;
          edge_ms = n > 0 ? next_elapsed (edge_ms, length_ms, zone) : floor_elapsed (edge_ms - 1, length_ms, zone);
        }
      n -= step;
    }
  return edge_ms;
}

static void
set_local_date (GDate *date,
                gint64 local_ms)
{
  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32)(floor_divide (local_ms, DAY_MS) + EPOCH_JULIAN));
}

static gint64
find_date_local_ms (const GDate *date)
{
  return ((gint64)g_date_get_julian (date) - EPOCH_JULIAN) * DAY_MS;
}

static gint64
find_date_begin (const GDate *date,
                 GTimeZone *zone)
{
  return find_first_moment (find_date_local_ms (date), zone);
}

static void
floor_date (GDate *date,
            DwCalendarUnit unit)
{
  if (unit == DW_CALENDAR_WEEK)
    g_date_subtract_days (date, (guint)g_date_get_weekday (date) - G_DATE_MONDAY);
  if (unit == DW_CALENDAR_MONTH || unit == DW_CALENDAR_YEAR)
    g_date_set_day (date, 1);
  if (unit == DW_CALENDAR_YEAR)
    g_date_set_month (date, G_DATE_JANUARY);
}

static void
add_days (GDate *date,
          gint64 n)
{
  gint64 julian = (gint64)g_date_get_julian (date) + n;

  g_date_set_julian (date, (guint32)CLAMP (julian, 1, JULIAN_MAX));
}

/* The day is cut down to the length of the month. */
static void
add_months (GDate *date,
            gint64 n)
{
  gint64 months = g_date_get_year (date) * G_GINT64_CONSTANT (12) + g_date_get_month (date) - 1 + n;
  gint64 bounded = CLAMP (months, 12, G_GINT64_CONSTANT (9999) * 12 - 1);
  GDateYear year = (GDateYear)(bounded / 12);
  GDateMonth month = (GDateMonth)(bounded % 12 + 1);
  GDateDay day = MIN (g_date_get_day (date), g_date_get_days_in_month (month, year));

  g_date_set_dmy (date, day, month, year);
}

static void
add_to_date (GDate *date,
             DwCalendarUnit unit,
             gint64 n)
{
  if (unit == DW_CALENDAR_DAY || unit == DW_CALENDAR_WEEK)
    add_days (date, unit == DW_CALENDAR_WEEK ? n * 7 : n);
  else
    add_months (date, unit == DW_CALENDAR_YEAR ? n * 12 : n);
}

/* The date at which the unit that holds the time begins. A clock set back across midnight shows the old date again: the new unit has begun nevertheless. */
static void
find_unit_date (gint64 time_ms,
                DwCalendarUnit unit,
                GTimeZone *zone,
                GDate *date)
{
  GDate next;

  set_local_date (date, time_ms + find_offset (time_ms, zone));
  floor_date (date, unit);
  next = *date;
  add_to_date (&next, unit, 1);
  if (find_date_begin (&next, zone) <= time_ms)
    *date = next;
}

gint64
dw_calendar_floor (gint64 time_ms,
                   DwCalendarUnit unit,
                   GTimeZone *zone)
{
  return dw_calendar_add (time_ms, unit, 0, zone);
}

gint64
dw_calendar_add (gint64 time_ms,
                 DwCalendarUnit unit,
                 int n,
                 GTimeZone *zone)
{
  GDate date;
  gint64 begin_ms;

  g_return_val_if_fail (unit <= DW_CALENDAR_YEAR && zone != NULL, time_ms);

  if (is_elapsed (unit))
    return add_elapsed (clamp_time (time_ms), unit_lengths_ms[unit], n, zone);
  find_unit_date (clamp_time (time_ms), unit, zone, &date);
  begin_ms = find_date_begin (&date, zone);
  add_to_date (&date, unit, n);
  if (n >= 0)
    return find_date_begin (&date, zone);
  /* Somebody who goes back must not stand still at a date that the zone left out. */
  while (find_date_begin (&date, zone) == begin_ms && begin_ms > TIME_MIN_MS)
    add_to_date (&date, unit, -1);
  return find_date_begin (&date, zone);
}

gint64
dw_calendar_shift (gint64 time_ms,
                   DwCalendarUnit unit,
                   int n,
                   GTimeZone *zone)
{
  gint64 offset_ms;
  gint64 local_ms;
  gint64 of_day_ms;
  GDate date;

  g_return_val_if_fail (unit <= DW_CALENDAR_YEAR && zone != NULL, time_ms);

  time_ms = clamp_time (time_ms);
  if (is_elapsed (unit))
    return time_ms + n * unit_lengths_ms[unit];
  offset_ms = find_offset (time_ms, zone);
  local_ms = time_ms + offset_ms;
  set_local_date (&date, local_ms);
  of_day_ms = local_ms - find_date_local_ms (&date);
  add_to_date (&date, unit, n);
  local_ms = find_date_local_ms (&date) + of_day_ms;
  /* Of a clock time that comes twice the one with the same offset, so that a shift by nothing changes nothing. */
  if (find_offset (local_ms - offset_ms, zone) == offset_ms)
    return local_ms - offset_ms;
  return find_first_moment (local_ms, zone);
}

GArray *
dw_calendar_list_edges (gint64 from_ms,
                        gint64 to_ms,
                        DwCalendarUnit unit,
                        guint max_units,
                        GTimeZone *zone)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 edge_ms = dw_calendar_floor (from_ms, unit, zone);
  GDate date;

  g_return_val_if_fail (from_ms <= to_ms && to_ms <= TIME_MAX_MS, NULL);

  if (!is_elapsed (unit))
    find_unit_date (clamp_time (from_ms), unit, zone, &date);
  g_array_append_val (edges, edge_ms);
  while (edges->len < 2 || edge_ms < to_ms)
    {
      gint64 last_ms = edge_ms;

      if (edges->len > max_units)
        return NULL;
      if (is_elapsed (unit))
        edge_ms = next_elapsed (edge_ms, unit_lengths_ms[unit], zone);
      else
        {
          add_to_date (&date, unit, 1);
          edge_ms = find_date_begin (&date, zone);
        }
      if (edge_ms > last_ms)
        g_array_append_val (edges, edge_ms);
    }
  return g_steal_pointer (&edges);
}

gint64
dw_calendar_offset_ms (gint64 time_ms,
                       GTimeZone *zone)
{
  g_return_val_if_fail (zone != NULL, 0);
  return find_offset (clamp_time (time_ms), zone);
}

gint64
dw_calendar_next_shift (gint64 from_ms,
                        gint64 to_ms,
                        GTimeZone *zone)
{
  gint64 first_ms = clamp_time (from_ms);
  gint64 last_ms = clamp_time (to_ms);
  gint64 shift_ms;

  g_return_val_if_fail (from_ms <= to_ms && zone != NULL, to_ms);

  shift_ms = find_shift (first_ms, last_ms, zone);
  return shift_ms < last_ms ? shift_ms : to_ms;
}

gint64
dw_calendar_local_date (gint64 time_ms,
                        GTimeZone *zone,
                        GDate *date)
{
  gint64 local_ms;

  g_return_val_if_fail (zone != NULL && date != NULL, 0);

  time_ms = clamp_time (time_ms);
  local_ms = time_ms + find_offset (time_ms, zone);
  set_local_date (date, local_ms);
  return local_ms - find_date_local_ms (date);
}
