// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-time-axis.h"

#include <glib/gi18n-lib.h>

#include "dw-scale.h"

/* Local time runs evenly between two changes of the zone's offset. Everything here is built on that: a wanted local time is looked for in the stretch
 * that begins at a known moment; when the offset has changed before it is reached, the search goes on from the moment of the change.
 * So no local time is missed, none is invented, and one that comes twice is found twice. Seconds since 1970 inside, ms outside. */

#define DAY_SECONDS G_GINT64_CONSTANT (86400)
#define DAY_MS (DAY_SECONDS * 1000)
#define FIRST_MS G_GINT64_CONSTANT (-62135596800000) /* 0001-01-01 */
#define LAST_MS G_GINT64_CONSTANT (253370764800000)  /* 9999-01-01 */
#define JULIAN_OF_1970 719163                        /* day 1 is 0001-01-01 */

/* No zone is further than this from UTC. */
static const gint64 most_offset_seconds = 15 * 3600;
/* Two changes of one zone are never closer. */
static const gint64 search_stride_seconds = 7 * DAY_SECONDS;
/* Labels of days and months are short. */
static const double short_label_room = 4.0 / 3;

static const struct
{
  DwTimeStep step;
  double days;
} long_steps[] = {
  { { DW_TIME_UNIT_DAY, 1 }, 1 },
  { { DW_TIME_UNIT_DAY, 2 }, 2 },
  { { DW_TIME_UNIT_DAY, 5 }, 5 },
  { { DW_TIME_UNIT_DAY, 10 }, 10 },
  { { DW_TIME_UNIT_DAY, 15 }, 15 },
  { { DW_TIME_UNIT_MONTH, 1 }, 30.44 },
  { { DW_TIME_UNIT_MONTH, 2 }, 60.88 },
  { { DW_TIME_UNIT_MONTH, 3 }, 91.31 },
  { { DW_TIME_UNIT_MONTH, 6 }, 182.62 },
  { { DW_TIME_UNIT_YEAR, 1 }, 365.25 },
  { { DW_TIME_UNIT_YEAR, 2 }, 730.5 },
  { { DW_TIME_UNIT_YEAR, 5 }, 1826.25 },
  { { DW_TIME_UNIT_YEAR, 10 }, 3652.5 },
  { { DW_TIME_UNIT_YEAR, 20 }, 7305 },
  { { DW_TIME_UNIT_YEAR, 50 }, 18262.5 },
  { { DW_TIME_UNIT_YEAR, 100 }, 36525 },
  { { DW_TIME_UNIT_YEAR, 500 }, 182625 },
  { { DW_TIME_UNIT_YEAR, 1000 }, 365250 },
};

static const char *const month_names[] = {
  NC_ ("month on an axis", "Jan"),
  NC_ ("month on an axis", "Feb"),
  NC_ ("month on an axis", "Mar"),
  NC_ ("month on an axis", "Apr"),
  NC_ ("month on an axis", "May"),
  NC_ ("month on an axis", "Jun"),
  NC_ ("month on an axis", "Jul"),
  NC_ ("month on an axis", "Aug"),
  NC_ ("month on an axis", "Sep"),
  NC_ ("month on an axis", "Oct"),
  NC_ ("month on an axis", "Nov"),
  NC_ ("month on an axis", "Dec"),
};

/* A list that is being filled. */
typedef struct
{
  GTimeZone *zone;
  gint64 from_ms, to_ms;
  DwTimeStep step;
  DwTimeTick *ticks;
  guint n, size;
} Axis;

typedef struct
{
  gint64 day; /* local, since 1970 */
  int second; /* of the day */
  int year, month, day_of_month;
} LocalTime;

gboolean
dw_time_axis_choose_step (gint64 span_ms, guint max_ticks, DwTimeStep *step)
{
  gint64 step_ms = dw_scale_time_step_ms (span_ms, max_ticks);
  guint last = G_N_ELEMENTS (long_steps) - 1;

  if (step_ms <= 0)
    return FALSE;
  *step = step_ms < DAY_MS ? (DwTimeStep){ DW_TIME_UNIT_MS, (int)step_ms } : long_steps[last].step;
  if (step_ms < DAY_MS)
    return TRUE;
  for (guint i = 0; i <= last; i++)
    {
      double room = long_steps[i].step.unit == DW_TIME_UNIT_YEAR ? 1 : short_label_room;

      if ((double)span_ms / (double)DAY_MS / long_steps[i].days <= max_ticks * room)
        {
          *step = long_steps[i].step;
          return TRUE;
        }
    }
  return TRUE;
}

static gint64
floor_div (gint64 number, gint64 by)
{
  return number / by - (number % by < 0);
}

static gint64
get_offset (GTimeZone *zone, gint64 seconds)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval);
}

/* The first second after "from" up to "to" whose offset differs from that of "from", when that of "to" does; else "to" + 1. */
static gint64
find_change (GTimeZone *zone, gint64 from, gint64 to)
{
  gint64 before = get_offset (zone, from);

  if (to <= from || get_offset (zone, to) == before)
    return to + 1;
  while (to - from > 1)
    {
      gint64 middle = from + (to - from) / 2;

      if (get_offset (zone, middle) == before)
        from = middle;
      else
        to = middle;
    }
  return to;
}

/* The first moment at or after "from" whose local time is a whole multiple of step (at most half a day). */
static gint64
find_local_multiple (GTimeZone *zone, gint64 from, gint64 step)
{
  for (;;)
    {
      gint64 offset = get_offset (zone, from);
      gint64 found = -floor_div (-(from + offset), step) * step - offset;
      gint64 change = find_change (zone, from, found);

      if (change > found)
        return found;
      from = change;
    }
}

/* The first moment of a local day: midnight, or what comes instead where midnight is skipped. */
static gint64
find_day_start (GTimeZone *zone, gint64 day)
{
  gint64 wanted = day * DAY_SECONDS;
  gint64 from = wanted - most_offset_seconds;

  for (;;)
    {
      gint64 offset = get_offset (zone, from);
      gint64 found = MAX (from, wanted - offset);
      gint64 change = find_change (zone, from, found);

      if (change > found)
        return found;
      from = change;
    }
}

static LocalTime
get_local (GTimeZone *zone, gint64 time_ms)
{
  gint64 seconds = floor_div (time_ms, 1000);
  gint64 local = seconds + get_offset (zone, seconds);
  gint64 day = floor_div (local, DAY_SECONDS);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)MAX (1, day + JULIAN_OF_1970));
  return (LocalTime){ day, (int)(local - day * DAY_SECONDS), g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date) };
}

static gint64
get_day_of_month (int year, int month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, (GDateMonth)month, (GDateYear)year);
  return (gint64)g_date_get_julian (&date) - JULIAN_OF_1970;
}

static void
write_clock (const Axis *self, const LocalTime *local, gboolean at_end, char *label, gsize size)
{
  int second = local->second;

  if (at_end && second == 0)
    second = (int)DAY_SECONDS;
  if (self->step.count < 60000)
    g_snprintf (label, size, "%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
  else
    g_snprintf (label, size, "%02d:%02d", second / 3600, second / 60 % 60);
}

static void
write_label (const Axis *self, const LocalTime *local, gboolean at_end, char *label, gsize size)
{
  switch (self->step.unit)
    {
    case DW_TIME_UNIT_MS:
      write_clock (self, local, at_end, label, size);
      break;
    case DW_TIME_UNIT_DAY:
      /* TRANSLATORS: a day of the month on a time axis: 1, 5, 10 … */
      g_snprintf (label, size, C_ ("day on an axis", "%d"), local->day_of_month);
      break;
    case DW_TIME_UNIT_MONTH:
      g_strlcpy (label, g_dpgettext2 (GETTEXT_PACKAGE, "month on an axis", month_names[local->month - 1]), size);
      break;
    case DW_TIME_UNIT_YEAR:
    default:
      g_snprintf (label, size, "%d", local->year);
      break;
    }
}

/* What has changed since the moment before the tick, as far as the label does not say it already. */
static void
write_context (const Axis *self, const LocalTime *local, const LocalTime *before, char *context, gsize size)
{
  if (self->step.unit == DW_TIME_UNIT_MS && local->day != before->day)
    {
      if (local->year != before->year)
        g_snprintf (context, size, "%04d-%02d-%02d", local->year, local->month, local->day_of_month);
      else
        g_snprintf (context, size, "%02d-%02d", local->month, local->day_of_month);
    }
  else if (self->step.unit == DW_TIME_UNIT_DAY && local->year != before->year)
    g_snprintf (context, size, "%04d-%02d", local->year, local->month);
  else if (self->step.unit == DW_TIME_UNIT_DAY && local->month != before->month)
    g_strlcpy (context, g_dpgettext2 (GETTEXT_PACKAGE, "month on an axis", month_names[local->month - 1]), size);
  else if (self->step.unit == DW_TIME_UNIT_MONTH && local->year != before->year)
    g_snprintf (context, size, "%d", local->year);
}

/* At the ends of the span nothing has changed yet, or no more is seen of it. */
static void
add_tick (Axis *self, gint64 time_ms)
{
  DwTimeTick tick = { .time_ms = time_ms };
  LocalTime local;

  if (time_ms < self->from_ms || time_ms > self->to_ms || self->n >= self->size)
    return;
  if (self->n > 0 && self->ticks[self->n - 1].time_ms >= time_ms)
    return;
  local = get_local (self->zone, time_ms);
  write_label (self, &local, time_ms == self->to_ms, tick.label, sizeof tick.label);
  if (time_ms > self->from_ms && time_ms < self->to_ms)
    {
      LocalTime before = get_local (self->zone, time_ms - 1);

      write_context (self, &local, &before, tick.context, sizeof tick.context);
    }
  self->ticks[self->n++] = tick;
}

static void
add_clock_ticks (Axis *self)
{
  gint64 step = self->step.count / 1000;
  gint64 last = floor_div (self->to_ms, 1000);

  for (gint64 t = find_local_multiple (self->zone, -floor_div (-self->from_ms, 1000), step); t <= last && self->n < self->size; t = find_local_multiple (self->zone, t + 1, step))
    add_tick (self, t * 1000);
}

/* The last tick of a month must not crowd the first of the next. */
static gboolean
is_tick_day (const LocalTime *local, int count)
{
  int left = g_date_get_days_in_month ((GDateMonth)local->month, (GDateYear)local->year) - local->day_of_month + 1;
  int phase = count == 2 ? 1 : 0;

  return local->day_of_month == 1 || (local->day_of_month % count == phase && left >= (count + 2) / 2);
}

static void
add_day_ticks (Axis *self)
{
  gint64 last = get_local (self->zone, self->to_ms).day;

  for (gint64 day = get_local (self->zone, self->from_ms).day; day <= last && self->n < self->size; day++)
    {
      gint64 time_ms = find_day_start (self->zone, day) * 1000;
      LocalTime local = get_local (self->zone, time_ms);

      if (is_tick_day (&local, self->step.count))
        add_tick (self, time_ms);
    }
}

static void
add_month_ticks (Axis *self, int months)
{
  LocalTime first = get_local (self->zone, self->from_ms), last = get_local (self->zone, self->to_ms);
  int from = (int)(floor_div (first.year * 12 + first.month - 1, months) * months);

  for (int i = MAX (12, from); i <= last.year * 12 + last.month - 1 && self->n < self->size; i += months)
    add_tick (self, find_day_start (self->zone, get_day_of_month (i / 12, i % 12 + 1)) * 1000);
}

guint
dw_time_axis_ticks (GTimeZone *zone, gint64 from_ms, gint64 to_ms, guint max_ticks, DwTimeTick *ticks, guint size)
{
  Axis axis = { .zone = zone, .from_ms = from_ms, .to_ms = to_ms, .ticks = ticks, .size = size };

  if (from_ms < FIRST_MS + 2 * DAY_MS || to_ms > LAST_MS || from_ms >= to_ms || !dw_time_axis_choose_step (to_ms - from_ms, max_ticks, &axis.step))
    return 0;
  if (axis.step.unit == DW_TIME_UNIT_MS)
    add_clock_ticks (&axis);
  else if (axis.step.unit == DW_TIME_UNIT_DAY)
    add_day_ticks (&axis);
  else
    add_month_ticks (&axis, axis.step.unit == DW_TIME_UNIT_YEAR ? axis.step.count * 12 : axis.step.count);
  return axis.n;
}

guint
dw_time_axis_zone_changes (GTimeZone *zone, gint64 from_ms, gint64 to_ms, DwZoneChange *changes, guint size)
{
  gint64 at = floor_div (from_ms, 1000), last = floor_div (to_ms, 1000);
  guint n = 0;

  if (from_ms < FIRST_MS || to_ms > LAST_MS)
    return 0;
  while (at < last && n < size)
    {
      gint64 next = MIN (last, at + search_stride_seconds);
      gint64 change = find_change (zone, at, next);

      if (change <= next)
        changes[n++] = (DwZoneChange){ change * 1000, (gint32)get_offset (zone, at), (gint32)get_offset (zone, change) };
      at = MIN (change, next);
    }
  return n;
}
