// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Local calendar over UTC milliseconds: where days, weeks, months and years begin, daylight saving included. Pure, any thread.
 * Years 2…9989; times beyond are taken for these. The data of zones end in 2037. */
typedef enum {
  DW_CALENDAR_MINUTE,
  DW_CALENDAR_QUARTER_HOUR,
  DW_CALENDAR_HOUR, /* an hour of elapsed time, begun at a whole local hour; a day of 23 or 25 hours has so many. A clock set by half an hour leaves one shorter piece */
  DW_CALENDAR_DAY,
  DW_CALENDAR_WEEK, /* begins on Monday */
  DW_CALENDAR_MONTH,
  DW_CALENDAR_YEAR,
} DwCalendarUnit;

/* The begin of the unit that holds the time. */
gint64 dw_calendar_floor (gint64 time_ms, DwCalendarUnit unit, GTimeZone *zone);
/* The begin of the n-th unit after (before: negative) the one that holds the time. A day that the zone left out counts, and has no length. */
gint64 dw_calendar_add (gint64 time_ms, DwCalendarUnit unit, int n, GTimeZone *zone);
/* The same local clock time so many days, weeks, months or years away: a last day of a month stays within the month. A clock time that is left out becomes the moment of the jump.
 * Shorter units are elapsed time. */
gint64 dw_calendar_shift (gint64 time_ms, DwCalendarUnit unit, int n, GTimeZone *zone);
/* Edges of the units that cover the half-open span, the first floored, the last at or after to_ms; array of gint64, at least two. At most max_units, else NULL. */
GArray *dw_calendar_list_edges (gint64 from_ms, gint64 to_ms, DwCalendarUnit unit, guint max_units, GTimeZone *zone);
/* Local time minus UTC at that moment. */
gint64 dw_calendar_offset_ms (gint64 time_ms, GTimeZone *zone);
/* The first moment after from_ms at which the local clock jumps, or might: to_ms when there is none before it. Until then the offset is that of from_ms. */
gint64 dw_calendar_next_shift (gint64 from_ms, gint64 to_ms, GTimeZone *zone);
/* What the local clock shows: the date, and so many ms since 00:00. */
gint64 dw_calendar_local_date (gint64 time_ms, GTimeZone *zone, GDate *date);

G_END_DECLS
