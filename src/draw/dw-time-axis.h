// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Ticks of a time axis at the round local times of a zone, from 10 s to decades, right across daylight saving time in both directions:
 * an hour that does not exist gets no tick, an hour that comes twice gets two. Pure numbers, any thread. */

typedef enum {
  DW_TIME_UNIT_MS, /* count milliseconds, at most half a day */
  DW_TIME_UNIT_DAY,
  DW_TIME_UNIT_MONTH,
  DW_TIME_UNIT_YEAR,
} DwTimeUnit;

/* Every so many units. Days count within the month: 5 means the 1st, 5th, 10th … 25th. */
typedef struct
{
  DwTimeUnit unit;
  int count;
} DwTimeStep;

typedef struct
{
  gint64 time_ms;
  char label[16];   /* "09:00", "24:00" for midnight at the right end, day of the month, month, year */
  char context[16]; /* where day, month or year changes inside the span: the date, shown instead of the label; "" = nothing changes */
} DwTimeTick;

typedef struct
{
  gint64 time_ms;                       /* first moment of the new offset */
  gint32 before_seconds, after_seconds; /* east of UTC */
} DwZoneChange;

#define DW_TIME_AXIS_MAX_TICKS 32

/* The smallest step that needs about max_ticks; days and months, whose labels are short, may need a third more. FALSE: the span is not positive or max_ticks is 0. */
gboolean dw_time_axis_choose_step (gint64 span_ms, guint max_ticks, DwTimeStep *step);
/* Ticks within from_ms…to_ms, both ends included. Returns how many, at most size. 0 also for times outside the years 1…9998. */
guint dw_time_axis_ticks (GTimeZone *zone, gint64 from_ms, gint64 to_ms, guint max_ticks, DwTimeTick *ticks, guint size);
/* Where the zone's offset changes within from_ms < t <= to_ms. Returns how many, at most size. */
guint dw_time_axis_zone_changes (GTimeZone *zone, gint64 from_ms, gint64 to_ms, DwZoneChange *changes, guint size);

G_END_DECLS
