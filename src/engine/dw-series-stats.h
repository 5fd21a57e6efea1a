// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-series.h"

G_BEGIN_DECLS

/* Statistics of one channel over a half-open span, fed in chunks so that a year need not be in memory as a whole (its good values are, 8 bytes each). Only good samples count; what
 * a sample stands for is told in dw-series.h. One thread at a time. */
#define DW_SERIES_STATS_LIMITS 2
/* More good samples than this and median and p95 are NaN; everything else stays right. */
#define DW_SERIES_STATS_MAX_EXACT 20000000

typedef struct
{
  gint64 from_ms, to_ms;                 /* of the span; up to now, when now lies in it */
  int period_ms;                         /* nominal distance of the samples, 0 = unknown: taken for 60 s, and there are no gaps */
  double limits[DW_SERIES_STATS_LIMITS]; /* NaN = none */
} DwSeriesSpan;

typedef struct
{
  gint64 from_ms, to_ms;
} DwSeriesGap;

/* Values are NaN and times 0 when there is no good sample. */
typedef struct
{
  gint64 count;
  gint64 others; /* samples that are not good */
  double min, max, mean;
  gint64 min_ms, max_ms;                   /* the first of several */
  double weighted_mean;                    /* by the time that each sample stands for, as in DwBucket */
  double median;                           /* of an even number the mean of the middle two */
  double p95;                              /* the smallest value that at least 95 % of the samples do not exceed (nearest rank) */
  gint64 above_ms[DW_SERIES_STATS_LIMITS]; /* time in the span at or above the limit, -1 = no limit */
  double coverage;                         /* 0…1 of the span that good samples stand for */
  GArray *gaps;                            /* DwSeriesGap, ascending: without a good sample for more than two periods, the begin and the end of the span included */
} DwSeriesStats;

typedef struct _DwSeriesStatsRun DwSeriesStatsRun;

DwSeriesStatsRun *dw_series_stats_new (const DwSeriesSpan *span);
void dw_series_stats_run_free (DwSeriesStatsRun *self);
/* The samples that come next are so far apart, whatever the span said; 0 = unknown: as before. */
void dw_series_stats_set_period (DwSeriesStatsRun *self, int period_ms);
/* The next samples, times ascending. Those before the span only tell what the first one in it stands for, those behind it are left out. A chunk that is not in order is refused as
 * a whole (G_IO_ERROR_INVALID_DATA). */
gboolean dw_series_stats_add (DwSeriesStatsRun *self, const gint64 *times_ms, const double *values, const guint8 *qualities, guint n, GError **error);
/* Once, at the end. Free it. */
DwSeriesStats *dw_series_stats_finish (DwSeriesStatsRun *self);
void dw_series_stats_free (DwSeriesStats *self);

/* r² of the rows in which both are numbers; NaN when these are fewer than min_rows or when one of the two never changes. */
double dw_series_squared_correlation (const double *a, const double *b, guint n, guint min_rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwSeriesStatsRun, dw_series_stats_run_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwSeriesStats, dw_series_stats_free)

G_END_DECLS
