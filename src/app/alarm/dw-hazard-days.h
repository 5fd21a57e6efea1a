// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-filter.h"

G_BEGIN_DECLS

/* How many hazards each local day had, by kind (S1-29), and which days a person has brushed. Pure, main thread. */
typedef struct
{
  gint64 *edges_ms; /* n_days + 1 local midnights; not all 24 h apart */
  guint n_days;
  guint *counts; /* n_days times DW_N_EVENT_KINDS */
  GTimeZone *zone;
} DwHazardDays;

/* The days that the filter spans up to and with the day of now: its month, its span, else the last 30. Counts are 0. */
DwHazardDays *dw_hazard_days_new (const DwAlarmFilter *filter, gint64 now_ms, GTimeZone *zone);
void dw_hazard_days_free (DwHazardDays *self);
/* A time outside of the days is left out. */
void dw_hazard_days_add (DwHazardDays *self, gint64 time_ms, DwEventKind kind);
/* An answer of dw_alarm_desk_count_days for the same days; FALSE (and nothing changes) when it has another length. */
gboolean dw_hazard_days_take (DwHazardDays *self, const GArray *counts);
/* Index of the day that holds a time, -1 = none. */
int dw_hazard_days_find (const DwHazardDays *self, gint64 time_ms);
/* kinds: bit per DwEventKind. */
guint dw_hazard_days_count (const DwHazardDays *self, guint day, guint kinds);
/* The kinds that the curves show: those of the filter, else what is a hazard: alarm, trip, fault, communication. */
guint dw_hazard_kinds (const DwAlarmFilter *filter);
/* "11-20"; new string. */
char *dw_hazard_days_format (const DwHazardDays *self, guint day);
/* The chart in words: how many in how many days, by kind, and the worst day; new string. */
char *dw_hazard_days_describe (const DwHazardDays *self, guint kinds);

/* Which days are brushed. All -1: none. */
typedef struct
{
  int cursor;       /* day that the keyboard is on */
  int anchor, head; /* ends of the brushed days in any order */
} DwDayBrush;

#define DW_DAY_BRUSH_NONE ((DwDayBrush){ -1, -1, -1 })

/* One day to the left or right, from the last day when there is no cursor yet. extend: brushes from where the cursor was. TRUE when the brushed days changed. */
gboolean dw_day_brush_step (DwDayBrush *self, guint n_days, int step, gboolean extend);
/* From one day to another, as by dragging. */
gboolean dw_day_brush_set (DwDayBrush *self, guint n_days, int from, int to);
gboolean dw_day_brush_clear (DwDayBrush *self);
/* FALSE: none. first ≤ last. */
gboolean dw_day_brush_get (const DwDayBrush *self, guint *first, guint *last);
/* Writes the brushed days into the filter: from the first midnight to the midnight after the last day; none: 0, 0. */
void dw_day_brush_to_filter (const DwDayBrush *self, const DwHazardDays *days, DwAlarmFilter *filter);
/* The days of a filter again, when the days under them have moved on: what no longer lies in them is forgotten. */
void dw_day_brush_from_filter (DwDayBrush *self, const DwHazardDays *days, const DwAlarmFilter *filter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHazardDays, dw_hazard_days_free)

G_END_DECLS
