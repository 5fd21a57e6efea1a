// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-periods.h"

#include <math.h>

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define MAX_EDGES (24 * 400)

/* outer: the stretch that is shown whole; inner: what a bar is. */
static const struct
{
  DwCalendarUnit outer, inner;
} cuts[DW_N_SPAN_UNITS] = {
  [DW_SPAN_QUARTER_HOUR] = { DW_CALENDAR_DAY, DW_CALENDAR_HOUR },
  [DW_SPAN_HOUR] = { DW_CALENDAR_DAY, DW_CALENDAR_HOUR },
  [DW_SPAN_DAY] = { DW_CALENDAR_DAY, DW_CALENDAR_HOUR },
  [DW_SPAN_WEEK] = { DW_CALENDAR_DAY, DW_CALENDAR_DAY },
  [DW_SPAN_MONTH] = { DW_CALENDAR_DAY, DW_CALENDAR_DAY },
  [DW_SPAN_YEAR] = { DW_CALENDAR_MONTH, DW_CALENDAR_MONTH },
};

static gint64
get_middle_ms (DwSpan *span)
{
  return dw_span_get_from_ms (span) + dw_span_get_length_ms (span) / 2;
}

/* The whole units that the span touches; a span within one day is that day. */
static void
get_bounds (DwSpan *span, gint64 *from_ms, gint64 *to_ms)
{
  DwCalendarUnit outer = cuts[dw_span_get_unit (span)].outer;
  GTimeZone *zone = dw_span_get_zone (span);
  gboolean hours = dw_trend_periods_are_hours (span);

  *from_ms = dw_calendar_floor (hours ? get_middle_ms (span) : dw_span_get_from_ms (span), outer, zone);
  *to_ms = dw_calendar_add (hours ? *from_ms : dw_span_get_to_ms (span) - 1, outer, 1, zone);
}

gboolean
dw_trend_periods_are_hours (DwSpan *span)
{
  return cuts[dw_span_get_unit (span)].inner == DW_CALENDAR_HOUR;
}

GArray *
dw_trend_periods_list_edges (DwSpan *span)
{
  gint64 from_ms, to_ms;

  get_bounds (span, &from_ms, &to_ms);
  return dw_calendar_list_edges (from_ms, to_ms, cuts[dw_span_get_unit (span)].inner, MAX_EDGES, dw_span_get_zone (span));
}

static char *
format_day (GTimeZone *zone, gint64 time_ms, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, format) : g_strdup ("—");
}

char *
dw_trend_periods_format (DwSpan *span)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  gint64 from_ms, to_ms;

  get_bounds (span, &from_ms, &to_ms);
  first = format_day (dw_span_get_zone (span), from_ms, "%Y-%m-%d");
  if (dw_trend_periods_are_hours (span))
    return g_steal_pointer (&first);
  if (dw_span_is_whole (span) && dw_span_get_unit (span) >= DW_SPAN_MONTH)
    return dw_span_format (span);
  last = format_day (dw_span_get_zone (span), to_ms - 1, dw_span_get_unit (span) == DW_SPAN_YEAR ? "%Y-%m-%d" : "%m-%d");
  return g_strdup_printf ("%s — %s", first, last);
}

/* --- heat map --- */

GArray *
dw_trend_periods_list_hours (DwSpan *span)
{
  GTimeZone *zone = dw_span_get_zone (span);
  gboolean is_short = dw_span_get_unit (span) < DW_SPAN_WEEK;
  gint64 from_ms = dw_calendar_floor (is_short ? get_middle_ms (span) : dw_span_get_from_ms (span), is_short ? DW_CALENDAR_WEEK : DW_CALENDAR_DAY, zone);
  gint64 to_ms = is_short ? dw_calendar_add (from_ms, DW_CALENDAR_WEEK, 1, zone) : dw_calendar_add (dw_span_get_to_ms (span) - 1, DW_CALENDAR_DAY, 1, zone);
  gint64 latest_ms = dw_calendar_add (from_ms, DW_CALENDAR_DAY, 366, zone);

  return dw_calendar_list_edges (from_ms, MIN (to_ms, latest_ms), DW_CALENDAR_HOUR, MAX_EDGES, zone);
}

typedef struct
{
  double sum;
  gint64 weight_ms;
} Cell;

static void
add_bucket (GArray *cells, GArray *days, const DwBucket *bucket, gint64 from_ms, GTimeZone *zone)
{
  gint64 day_ms = dw_calendar_floor (from_ms, DW_CALENDAR_DAY, zone);
  GDate date;
  guint hour = (guint)(dw_calendar_local_date (from_ms, zone, &date) / HOUR_MS);
  Cell *cell;

  if (days->len == 0 || g_array_index (days, gint64, days->len - 1) != day_ms)
    {
      g_array_append_val (days, day_ms);
      g_array_set_size (cells, days->len * DW_TREND_HOURS);
    }
  cell = &g_array_index (cells, Cell, (days->len - 1) * DW_TREND_HOURS + MIN (hour, DW_TREND_HOURS - 1));
  if (bucket->count > 0 && isfinite (bucket->weighted_mean))
    {
      cell->sum += bucket->weighted_mean * (double)MAX (bucket->weight_ms, 1);
      cell->weight_ms += MAX (bucket->weight_ms, 1);
    }
}

GArray *
dw_trend_periods_fold (const DwBuckets *buckets, GTimeZone *zone, GArray **days)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  GArray *means = g_array_new (FALSE, FALSE, sizeof (double));

  *days = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < buckets->n; i++)
    add_bucket (cells, *days, &buckets->buckets[i], buckets->edges_ms[i], zone);
  for (guint i = 0; i < cells->len; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);
      double mean = cell->weight_ms > 0 ? cell->sum / (double)cell->weight_ms : NAN;

      g_array_append_val (means, mean);
    }
  return means;
}
