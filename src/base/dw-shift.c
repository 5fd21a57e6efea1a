// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-shift.h"

#include "dw-calendar.h"

enum {
  DAY_HOUR = 8,
  NIGHT_HOUR = 20,
};

/* That clock time so many days after the day of the time. */
static gint64
find_clock (gint64 time_ms, int days, int hour, GTimeZone *zone)
{
  GDate date;
  g_autoptr (GDateTime) clock = NULL;

  dw_calendar_local_date (dw_calendar_add (time_ms, DW_CALENDAR_DAY, days, zone), zone, &date);
  clock = g_date_time_new (zone, g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date), hour, 0, 0);
  return g_date_time_to_unix (clock) * 1000;
}

void
dw_shift_find (DwShift *self, gint64 now_ms, GTimeZone *zone)
{
  gint64 morning_ms = find_clock (now_ms, 0, DAY_HOUR, zone), evening_ms = find_clock (now_ms, 0, NIGHT_HOUR, zone);

  if (now_ms < morning_ms)
    *self = (DwShift){ find_clock (now_ms, -1, NIGHT_HOUR, zone), morning_ms, TRUE };
  else if (now_ms < evening_ms)
    *self = (DwShift){ morning_ms, evening_ms, FALSE };
  else
    *self = (DwShift){ evening_ms, find_clock (now_ms, 1, DAY_HOUR, zone), TRUE };
}

GArray *
dw_shift_list_edges (const DwShift *self, gint64 step_ms)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 at_ms = self->from_ms; at_ms < self->to_ms; at_ms += step_ms)
    g_array_append_val (edges, at_ms);
  g_array_append_val (edges, self->to_ms);
  return edges;
}
