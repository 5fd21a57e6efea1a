// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib-object.h>

#include "dw-calendar.h"

G_BEGIN_DECLS

/* Stretches of time that a person chooses. Days, weeks, months and years are those of the local calendar; the two short ones are lengths. */
typedef enum {
  DW_SPAN_QUARTER_HOUR,
  DW_SPAN_HOUR,
  DW_SPAN_DAY,
  DW_SPAN_WEEK,
  DW_SPAN_MONTH,
  DW_SPAN_YEAR,
  DW_N_SPAN_UNITS,
} DwSpanUnit;

const char *dw_span_unit_word (DwSpanUnit unit); /* "quarter-hour", "hour", "day", "week", "month", "year" */
gboolean dw_span_unit_from_word (const char *word, DwSpanUnit *unit);
const char *dw_span_unit_title (DwSpanUnit unit); /* translated, for a button */

/* When the person looks: the time that every page of one window shows. Owned by the window, handed to the pages as DwScope is.
 * Properties "from", "to" (UTC ms, half-open; notified together), "unit" (int, DwSpanUnit) and "live" (the span follows the time). Main thread.
 *
 * A span that was panned or zoomed is free: its unit is the smallest one that is at least as long, and it is not whole. */
#define DW_TYPE_SPAN (dw_span_get_type ())
G_DECLARE_FINAL_TYPE (DwSpan, dw_span, DW, SPAN, GObject)

/* The day of now, live. zone is referenced; NULL = the local one. */
DwSpan *dw_span_new (gint64 now_ms, GTimeZone *zone);
gint64 dw_span_get_from_ms (DwSpan *self);
gint64 dw_span_get_to_ms (DwSpan *self);
gint64 dw_span_get_length_ms (DwSpan *self);
DwSpanUnit dw_span_get_unit (DwSpan *self);
gboolean dw_span_is_live (DwSpan *self);
/* Exactly one unit. */
gboolean dw_span_is_whole (DwSpan *self);
GTimeZone *dw_span_get_zone (DwSpan *self);

/* One unit around what is looked at now: the present when the span holds it, else its middle. */
void dw_span_set_unit (DwSpan *self, DwSpanUnit unit, gint64 now_ms);
/* A free stretch; its length is kept between 10 s and 11 years. */
void dw_span_set (DwSpan *self, gint64 from_ms, gint64 to_ms);
/* So many units later (earlier: negative). Never beyond the present: there it goes live. */
void dw_span_step (DwSpan *self, int n, gint64 now_ms);
/* The unit that holds the present, and from then on with it. */
void dw_span_go_now (DwSpan *self, gint64 now_ms);
/* The same unit around another time: a calendar unit that holds it, a short one with it in the middle. */
void dw_span_go_to (DwSpan *self, gint64 time_ms);
/* factor < 1 shows less. at_ms stays where it is on the screen. */
void dw_span_zoom (DwSpan *self, double factor, gint64 at_ms);
void dw_span_pan (DwSpan *self, gint64 delta_ms);
/* A live span moves with the time; others stay. */
void dw_span_follow (DwSpan *self, gint64 now_ms);

/* What the span is compared with: the same clock times a week earlier (15 min … week), a month earlier (month), a year earlier (year). */
void dw_span_get_previous (DwSpan *self, gint64 *from_ms, gint64 *to_ms);
/* "2026-11-19 00:00 — 24:00", "2026-11-16 — 11-22", "2026-11", "2026", "2026-11-19 07:30 — 08:30"; new string. */
char *dw_span_format (DwSpan *self);

G_END_DECLS
