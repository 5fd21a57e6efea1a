// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-span.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The arithmetic of "day, ‹ ›, now". Everything that depends on the calendar asks dw-calendar.h, so that a day of 23 or 25 hours is one day here too. */

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
#define MIN_LENGTH_MS (10 * SECOND_MS)
#define MAX_LENGTH_MS (11 * 366 * DAY_MS)

/* length_ms: of a short unit the length, of a calendar unit the longest it can be. */
static const struct
{
  const char *word, *title;
  gboolean calendar;
  DwCalendarUnit unit;
  gint64 length_ms;
  DwCalendarUnit previous; /* so much earlier is the period to compare with */
} units[DW_N_SPAN_UNITS] = {
  [DW_SPAN_QUARTER_HOUR] = { "quarter-hour", NC_ ("span", "15 min"), FALSE, DW_CALENDAR_QUARTER_HOUR, 15 * MINUTE_MS, DW_CALENDAR_WEEK },
  [DW_SPAN_HOUR] = { "hour", NC_ ("span", "1 h"), FALSE, DW_CALENDAR_HOUR, HOUR_MS, DW_CALENDAR_WEEK },
  [DW_SPAN_DAY] = { "day", NC_ ("span", "Day"), TRUE, DW_CALENDAR_DAY, 25 * HOUR_MS, DW_CALENDAR_WEEK },
  [DW_SPAN_WEEK] = { "week", NC_ ("span", "Week"), TRUE, DW_CALENDAR_WEEK, 7 * DAY_MS + HOUR_MS, DW_CALENDAR_WEEK },
  [DW_SPAN_MONTH] = { "month", NC_ ("span", "Month"), TRUE, DW_CALENDAR_MONTH, 31 * DAY_MS + HOUR_MS, DW_CALENDAR_MONTH },
  [DW_SPAN_YEAR] = { "year", NC_ ("span", "Year"), TRUE, DW_CALENDAR_YEAR, 366 * DAY_MS, DW_CALENDAR_YEAR },
};

struct _DwSpan
{
  GObject parent_instance;

  GTimeZone *zone; /* owned */
  gint64 from_ms, to_ms;
  DwSpanUnit unit;
  gboolean live;
};

G_DEFINE_FINAL_TYPE (DwSpan, dw_span, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_FROM,
  PROP_TO,
  PROP_UNIT,
  PROP_LIVE,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

const char *
dw_span_unit_word (DwSpanUnit unit)
{
  return units[unit].word;
}

gboolean
dw_span_unit_from_word (const char *word, DwSpanUnit *unit)
{
  for (guint i = 0; i < DW_N_SPAN_UNITS; i++)
    if (strcmp (units[i].word, word) == 0)
      {
        *unit = (DwSpanUnit)i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_span_unit_title (DwSpanUnit unit)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "span", units[unit].title);
}

static void
dw_span_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DwSpan *self = DW_SPAN (object);

  if (id == PROP_FROM || id == PROP_TO)
    g_value_set_int64 (value, id == PROP_FROM ? self->from_ms : self->to_ms);
  else if (id == PROP_UNIT)
    g_value_set_int (value, (int)self->unit);
  else if (id == PROP_LIVE)
    g_value_set_boolean (value, self->live);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_span_finalize (GObject *object)
{
  g_time_zone_unref (DW_SPAN (object)->zone);
  G_OBJECT_CLASS (dw_span_parent_class)->finalize (object);
}

static void
dw_span_class_init (DwSpanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = dw_span_get_property;
  object_class->finalize = dw_span_finalize;
  properties[PROP_FROM] = g_param_spec_int64 ("from", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_TO] = g_param_spec_int64 ("to", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_UNIT] = g_param_spec_int ("unit", NULL, NULL, 0, DW_N_SPAN_UNITS - 1, DW_SPAN_DAY, flags);
  properties[PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dw_span_init (DwSpan *self)
{
}

/* All four change together: whoever hears of the first sees the others right. */
static void
take (DwSpan *self, gint64 from_ms, gint64 to_ms, DwSpanUnit unit, gboolean live)
{
  gboolean same[] = { self->from_ms == from_ms, self->to_ms == to_ms, self->unit == unit, self->live == live };

  self->from_ms = from_ms;
  self->to_ms = to_ms;
  self->unit = unit;
  self->live = live;
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (!same[i])
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROM + i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* The unit that holds the time; a short one that is live ends there, else it has the time in the middle. */
static void
take_unit (DwSpan *self, DwSpanUnit unit, gint64 time_ms, gboolean live)
{
  gint64 length_ms = units[unit].length_ms;
  gint64 from_ms = live ? time_ms - length_ms : time_ms - length_ms / 2;

  if (units[unit].calendar)
    take (self, dw_calendar_floor (time_ms, units[unit].unit, self->zone), dw_calendar_add (time_ms, units[unit].unit, 1, self->zone), unit, live);
  else
    take (self, from_ms, from_ms + length_ms, unit, live);
}

DwSpan *
dw_span_new (gint64 now_ms, GTimeZone *zone)
{
  DwSpan *self = g_object_new (DW_TYPE_SPAN, NULL);

  self->zone = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  take_unit (self, DW_SPAN_DAY, now_ms, TRUE);
  return self;
}

gint64
dw_span_get_from_ms (DwSpan *self)
{
  return self->from_ms;
}

gint64
dw_span_get_to_ms (DwSpan *self)
{
  return self->to_ms;
}

gint64
dw_span_get_length_ms (DwSpan *self)
{
  return self->to_ms - self->from_ms;
}

DwSpanUnit
dw_span_get_unit (DwSpan *self)
{
  return self->unit;
}

gboolean
dw_span_is_live (DwSpan *self)
{
  return self->live;
}

GTimeZone *
dw_span_get_zone (DwSpan *self)
{
  return self->zone;
}

gboolean
dw_span_is_whole (DwSpan *self)
{
  if (!units[self->unit].calendar)
    return dw_span_get_length_ms (self) == units[self->unit].length_ms;
  return self->from_ms == dw_calendar_floor (self->from_ms, units[self->unit].unit, self->zone) && self->to_ms == dw_calendar_add (self->from_ms, units[self->unit].unit, 1, self->zone);
}

static gboolean
holds (DwSpan *self, gint64 time_ms)
{
  return self->live || (time_ms >= self->from_ms && time_ms < self->to_ms);
}

static gint64
get_middle_ms (DwSpan *self)
{
  return self->from_ms + dw_span_get_length_ms (self) / 2;
}

void
dw_span_set_unit (DwSpan *self, DwSpanUnit unit, gint64 now_ms)
{
  gboolean present = holds (self, now_ms);

  take_unit (self, unit, present ? now_ms : get_middle_ms (self), present);
}

static DwSpanUnit
find_unit (gint64 length_ms)
{
  for (guint i = 0; i < DW_N_SPAN_UNITS; i++)
    if (length_ms <= units[i].length_ms)
      return (DwSpanUnit)i;
  return DW_SPAN_YEAR;
}

void
dw_span_set (DwSpan *self, gint64 from_ms, gint64 to_ms)
{
  gint64 length_ms = CLAMP (to_ms - from_ms, MIN_LENGTH_MS, MAX_LENGTH_MS);

  take (self, from_ms, from_ms + length_ms, find_unit (length_ms), FALSE);
}

void
dw_span_go_now (DwSpan *self, gint64 now_ms)
{
  take_unit (self, self->unit, now_ms, TRUE);
}

void
dw_span_step (DwSpan *self, int n, gint64 now_ms)
{
  gint64 length_ms = dw_span_get_length_ms (self);
  gboolean calendar = units[self->unit].calendar && dw_span_is_whole (self);
  gint64 from_ms = calendar ? dw_calendar_add (self->from_ms, units[self->unit].unit, n, self->zone) : self->from_ms + n * length_ms;
  gint64 to_ms = calendar ? dw_calendar_add (from_ms, units[self->unit].unit, 1, self->zone) : from_ms + length_ms;

  if (n > 0 && to_ms > now_ms)
    dw_span_go_now (self, now_ms);
  else
    take (self, from_ms, to_ms, self->unit, FALSE);
}

void
dw_span_go_to (DwSpan *self, gint64 time_ms)
{
  gint64 length_ms = dw_span_get_length_ms (self);

  if (dw_span_is_whole (self))
    take_unit (self, self->unit, time_ms, FALSE);
  else
    take (self, time_ms - length_ms / 2, time_ms - length_ms / 2 + length_ms, self->unit, FALSE);
}

void
dw_span_zoom (DwSpan *self, double factor, gint64 at_ms)
{
  gint64 old_ms = dw_span_get_length_ms (self);
  gint64 length_ms = CLAMP ((gint64)((double)old_ms * factor), MIN_LENGTH_MS, MAX_LENGTH_MS);
  double share = old_ms > 0 ? (double)(at_ms - self->from_ms) / (double)old_ms : 0.5;
  gint64 from_ms = at_ms - (gint64)(share * (double)length_ms);

  dw_span_set (self, from_ms, from_ms + length_ms);
}

void
dw_span_pan (DwSpan *self, gint64 delta_ms)
{
  if (delta_ms != 0)
    take (self, self->from_ms + delta_ms, self->to_ms + delta_ms, self->unit, FALSE);
}

void
dw_span_follow (DwSpan *self, gint64 now_ms)
{
  if (self->live)
    take_unit (self, self->unit, now_ms, TRUE);
}

void
dw_span_get_previous (DwSpan *self, gint64 *from_ms, gint64 *to_ms)
{
  *from_ms = dw_calendar_shift (self->from_ms, units[self->unit].previous, -1, self->zone);
  *to_ms = units[self->unit].calendar && dw_span_is_whole (self) ? dw_calendar_add (*from_ms, units[self->unit].unit, 1, self->zone) : *from_ms + dw_span_get_length_ms (self);
}

/* --- in words --- */

static char *
format_time (DwSpan *self, gint64 time_ms, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;

  return local != NULL ? g_date_time_format (local, format) : g_strdup ("—");
}

static char *
format_free (DwSpan *self)
{
  gboolean seconds = dw_span_get_length_ms (self) < 15 * MINUTE_MS;
  gboolean days = dw_span_get_length_ms (self) > 8 * DAY_MS;
  g_autofree char *from_day = format_time (self, self->from_ms, "%Y-%m-%d");
  g_autofree char *to_day = format_time (self, self->to_ms, "%Y-%m-%d");
  g_autofree char *from = format_time (self, self->from_ms, seconds ? "%H:%M:%S" : "%H:%M");
  g_autofree char *to = format_time (self, self->to_ms, seconds ? "%H:%M:%S" : "%H:%M");

  if (days)
    return g_strdup_printf ("%s — %s", from_day, to_day);
  if (strcmp (from_day, to_day) == 0)
    return g_strdup_printf ("%s %s — %s", from_day, from, to);
  return g_strdup_printf ("%s %s — %s %s", from_day, from, to_day + strlen ("YYYY-"), to);
}

char *
dw_span_format (DwSpan *self)
{
  g_autofree char *last = NULL;
  g_autofree char *first = NULL;

  if (!dw_span_is_whole (self) || !units[self->unit].calendar)
    return format_free (self);
  if (self->unit == DW_SPAN_MONTH || self->unit == DW_SPAN_YEAR)
    return format_time (self, self->from_ms, self->unit == DW_SPAN_MONTH ? "%Y-%m" : "%Y");
  first = format_time (self, self->from_ms, "%Y-%m-%d");
  if (self->unit == DW_SPAN_DAY)
    return g_strdup_printf ("%s 00:00 — 24:00", first);
  last = format_time (self, self->to_ms - 1, "%m-%d");
  return g_strdup_printf ("%s — %s", first, last);
}
