// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-series.h"
#include "dw-span.h"

G_BEGIN_DECLS

/* Which bars and cells a span is cut into: hours of a day, days of a week or month, months of a year (S2-21), hours × days of the heat map (S4-04). Pure. */

/* Edges of the bars, array of gint64. Spans shorter than a day give the hours of the day that holds their middle. */
GArray *dw_trend_periods_list_edges (DwSpan *span);
/* The bars are hours: each has one rate. */
gboolean dw_trend_periods_are_hours (DwSpan *span);
/* "2026-11-19", "2026-11-16 — 11-22", "2026-11", "2026": what the bars cover. New string. */
char *dw_trend_periods_format (DwSpan *span);

#define DW_TREND_HOURS 24
/* Edges of the hours of a heat map: whole local days; spans shorter than a week give the week that holds their middle. */
GArray *dw_trend_periods_list_hours (DwSpan *span);
/* The means as 24 cells a local day, day by day (array of double, NaN = nothing there). An hour that comes twice is the mean of both by their time, one that the clock leaves out
 * stays empty. days: where each row begins, array of gint64. */
GArray *dw_trend_periods_fold (const DwBuckets *buckets, GTimeZone *zone, GArray **days);

G_END_DECLS
