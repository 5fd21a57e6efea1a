// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-trend-desk.h"

G_BEGIN_DECLS

/* One curve as a small chart draws it: what the trend desk answered, samples or min-max buckets, as plain points. Main thread. */
typedef struct
{
  gint64 *times_ms;
  double *values;   /* NaN = nothing good at that time */
  guint8 *doubtful; /* the sample was not good */
  guint n;
  gint64 gap_ms; /* neighbours further apart are a gap */
} DwTrace;

/* A bucket gives two points, its smallest and its largest value: a peak of one second stays visible. A bucket without good values gives none. */
DwTrace *dw_trace_new (const DwTrendTrace *answer);
void dw_trace_free (DwTrace *self);
/* Largest value since a time with its moment; NaN when there is none. */
double dw_trace_find_peak (const DwTrace *self, gint64 since_ms, gint64 *time_ms);
/* Newest value; NaN when there is none. */
double dw_trace_find_last (const DwTrace *self);
double dw_trace_find_lowest (const DwTrace *self);

/* trace: yours, NULL on failure; error says why then. Not called when cancelled. */
typedef void (*DwTraceFunc) (DwTrace *trace, const GError *error, gpointer data);
/* Asks the desk for one channel over a half-open span. */
void dw_trace_ask (DwStation *station, gint64 device_id, const char *name, gint64 from_ms, gint64 to_ms, guint max_points, GCancellable *cancellable, DwTraceFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwTrace, dw_trace_free)

G_END_DECLS
