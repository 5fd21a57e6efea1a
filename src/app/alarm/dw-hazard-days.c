// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-hazard-days.h"

#include <glib/gi18n-lib.h>

#include "dw-calendar.h"

#define DEFAULT_DAYS 30
/* More would be columns narrower than a pixel. */
#define MAX_DAYS 400
#define HAZARDS (1u << DW_EVENT_ALARM | 1u << DW_EVENT_FAULT | 1u << DW_EVENT_TRIP | 1u << DW_EVENT_COMMS)

/* The day of an exact span that was asked for before these: where a number of a month that is over leads. */
static gint64
reach_back (const DwAlarmFilter *filter, gint64 start_ms, GTimeZone *zone)
{
  return filter->view == DW_ALARM_VIEW_HISTORY && filter->span_ms == 0 && filter->from_ms != 0 ? MIN (start_ms, dw_calendar_floor (filter->from_ms, DW_CALENDAR_DAY, zone)) : start_ms;
}

static gint64
find_start (const DwAlarmFilter *filter, gint64 now_ms, GTimeZone *zone)
{
  gint64 month_ms = dw_calendar_floor (now_ms, DW_CALENDAR_MONTH, zone);
  gint64 span_ms = filter->span_ms != 0 ? dw_calendar_floor (now_ms - filter->span_ms, DW_CALENDAR_DAY, zone) : G_MININT64;

  if (filter->view == DW_ALARM_VIEW_MONTH)
    return MAX (month_ms, span_ms);
  return filter->span_ms != 0 ? span_ms : dw_calendar_add (now_ms, DW_CALENDAR_DAY, 1 - DEFAULT_DAYS, zone);
}

DwHazardDays *
dw_hazard_days_new (const DwAlarmFilter *filter, gint64 now_ms, GTimeZone *zone)
{
  DwHazardDays *self = g_new0 (DwHazardDays, 1);
  gint64 end_ms = dw_calendar_add (now_ms, DW_CALENDAR_DAY, 1, zone);
  g_autoptr (GArray) edges = dw_calendar_list_edges (reach_back (filter, find_start (filter, now_ms, zone), zone), end_ms, DW_CALENDAR_DAY, MAX_DAYS, zone);

  if (edges == NULL)
    edges = dw_calendar_list_edges (dw_calendar_add (now_ms, DW_CALENDAR_DAY, 1 - DEFAULT_DAYS, zone), end_ms, DW_CALENDAR_DAY, MAX_DAYS, zone);
  self->n_days = edges->len - 1;
  self->edges_ms = g_memdup2 (edges->data, edges->len * sizeof (gint64));
  self->counts = g_new0 (guint, self->n_days * DW_N_EVENT_KINDS);
  self->zone = g_time_zone_ref (zone);
  return self;
}

void
dw_hazard_days_free (DwHazardDays *self)
{
  g_time_zone_unref (self->zone);
  g_free (self->edges_ms);
  g_free (self->counts);
  g_free (self);
}

int
dw_hazard_days_find (const DwHazardDays *self, gint64 time_ms)
{
  for (guint i = 0; i < self->n_days; i++)
    if (time_ms >= self->edges_ms[i] && time_ms < self->edges_ms[i + 1])
      return (int)i;
  return -1;
}

void
dw_hazard_days_add (DwHazardDays *self, gint64 time_ms, DwEventKind kind)
{
  int day = dw_hazard_days_find (self, time_ms);

  if (day >= 0)
    self->counts[(guint)day * DW_N_EVENT_KINDS + kind]++;
}

gboolean
dw_hazard_days_take (DwHazardDays *self, const GArray *counts)
{
  if (counts->len != self->n_days * DW_N_EVENT_KINDS)
    return FALSE;
  for (guint i = 0; i < counts->len; i++)
    self->counts[i] = g_array_index (counts, guint, i);
  return TRUE;
}

guint
dw_hazard_days_count (const DwHazardDays *self, guint day, guint kinds)
{
  guint count = 0;

  for (guint kind = 0; kind < DW_N_EVENT_KINDS; kind++)
    if (kinds & (1u << kind))
      count += self->counts[day * DW_N_EVENT_KINDS + kind];
  return count;
}

guint
dw_hazard_kinds (const DwAlarmFilter *filter)
{
  return filter->kinds != 0 ? filter->kinds : HAZARDS;
}

char *
dw_hazard_days_format (const DwHazardDays *self, guint day)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->edges_ms[day] / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->zone);

  return g_date_time_format (local, "%m-%d");
}

static void
add_kinds (GString *words, const DwHazardDays *self, guint kinds)
{
  for (guint kind = 0; kind < DW_N_EVENT_KINDS; kind++)
    {
      guint count = 0;

      for (guint day = 0; day < self->n_days; day++)
        count += dw_hazard_days_count (self, day, kinds & (1u << kind));
      if (count > 0)
        /* TRANSLATORS: one kind of a list: ", Alarm 12". */
        g_string_append_printf (words, _ (", %1$s %2$u"), dw_event_kind_title ((DwEventKind)kind), count);
    }
}

char *
dw_hazard_days_describe (const DwHazardDays *self, guint kinds)
{
  GString *words = g_string_new (NULL);
  guint total = 0, most = 0, worst = 0;

  for (guint day = 0; day < self->n_days; day++)
    {
      guint count = dw_hazard_days_count (self, day, kinds);

      total += count;
      if (count > most)
        {
          most = count;
          worst = day;
        }
    }
  /* TRANSLATORS: "Hazards per day: 126 in 30 days". */
  g_string_append_printf (words, _ ("Hazards per day: %1$u in %2$u days"), total, self->n_days);
  add_kinds (words, self, kinds);
  if (most > 0)
    {
      g_autofree char *date = dw_hazard_days_format (self, worst);

      g_string_append_printf (words, _ (", most on %1$s: %2$u"), date, most);
    }
  return g_string_free (words, FALSE);
}

/* --- brush --- */

gboolean
dw_day_brush_get (const DwDayBrush *self, guint *first, guint *last)
{
  if (self->anchor < 0 || self->head < 0)
    return FALSE;
  *first = (guint)MIN (self->anchor, self->head);
  *last = (guint)MAX (self->anchor, self->head);
  return TRUE;
}

gboolean
dw_day_brush_set (DwDayBrush *self, guint n_days, int from, int to)
{
  DwDayBrush before = *self;

  if (n_days == 0)
    return dw_day_brush_clear (self);
  self->anchor = CLAMP (from, 0, (int)n_days - 1);
  self->head = CLAMP (to, 0, (int)n_days - 1);
  self->cursor = self->head;
  return before.anchor != self->anchor || before.head != self->head;
}

gboolean
dw_day_brush_step (DwDayBrush *self, guint n_days, int step, gboolean extend)
{
  int from = self->cursor;

  if (n_days == 0)
    return FALSE;
  self->cursor = CLAMP (from < 0 ? (int)n_days - 1 : from + step, 0, (int)n_days - 1);
  if (!extend)
    return FALSE;
  if (from < 0)
    from = self->cursor;
  /* Shift goes on with what is brushed up to here; else it begins where the cursor was. */
  return dw_day_brush_set (self, n_days, self->head == from ? self->anchor : from, self->cursor);
}

gboolean
dw_day_brush_clear (DwDayBrush *self)
{
  gboolean was = self->anchor >= 0;

  self->anchor = self->head = -1;
  return was;
}

void
dw_day_brush_to_filter (const DwDayBrush *self, const DwHazardDays *days, DwAlarmFilter *filter)
{
  guint first, last;
  gboolean some = dw_day_brush_get (self, &first, &last);

  filter->from_ms = some ? days->edges_ms[first] : 0;
  filter->to_ms = some ? days->edges_ms[last + 1] : 0;
}

void
dw_day_brush_from_filter (DwDayBrush *self, const DwHazardDays *days, const DwAlarmFilter *filter)
{
  gint64 from_ms = MAX (filter->from_ms, days->edges_ms[0]);
  gint64 to_ms = MIN (filter->to_ms, days->edges_ms[days->n_days]);

  if (self->cursor >= (int)days->n_days)
    self->cursor = -1;
  if (filter->to_ms == 0 || from_ms >= to_ms)
    {
      dw_day_brush_clear (self);
      return;
    }
  if (self->anchor > self->head && dw_hazard_days_find (days, from_ms) == self->head && dw_hazard_days_find (days, to_ms - 1) == self->anchor)
    return;
  self->anchor = dw_hazard_days_find (days, from_ms);
  self->head = dw_hazard_days_find (days, to_ms - 1);
}
