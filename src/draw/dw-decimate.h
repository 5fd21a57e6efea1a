// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Samples or buckets reduced to one column per pixel: lowest, highest, first and last value of each, so that no spike is lost and nothing is invented.
 * Pure functions and immutable data, any thread. */

/* Samples as they were measured. All pointers borrowed. Times never fall. A value that is not finite is "nothing at that time" and breaks the line. */
typedef struct
{
  const gint64 *times_ms;     /* n; NULL: sample i is at start_ms + i * period_ms */
  gint64 start_ms, period_ms; /* only when times_ms is NULL; period_ms > 0 */
  const double *values;       /* n */
  const guint8 *qualities;    /* n; NULL = all good */
  guint32 doubtful_qualities; /* set of bits: quality q < 32 is doubtful when bit q is set */
  gsize n;
  gint64 gap_ms; /* neighbours further apart are not joined; 0 = always joined */
} DwPlotSamples;

/* Stretches with lowest, highest, mean. All pointers borrowed. Edges rise. Values that are not finite: the bucket is empty, and the line is broken there. */
typedef struct
{
  const gint64 *edges_ms; /* n + 1; bucket i is edges_ms[i] … edges_ms[i + 1] (half-open) */
  const double *mins, *maxs, *means;
  gsize stride;           /* bytes from one value to the next in the three arrays (the arrays may be fields of one array of structs); 0 = sizeof (double) */
  const guint8 *doubtful; /* n, not 0 = doubtful; NULL = none */
  gsize n;
} DwPlotBuckets;

typedef enum {
  DW_COLUMN_FILLED = 1 << 0,     /* there is a value: the numbers hold */
  DW_COLUMN_GAP_BEFORE = 1 << 1, /* not joined to the filled column before it (also: there is none) */
  DW_COLUMN_DOUBTFUL = 1 << 2,   /* at least one of its values is doubtful */
  DW_COLUMN_BROKEN = 1 << 3,     /* it holds samples without a value */
} DwColumnFlags;

typedef struct
{
  double min, max, first, last, mean; /* NaN unless filled */
  guint32 flags;
} DwColumn;

/* Columns i of n over from_ms…to_ms: a time t belongs to column (t - from_ms) * n / (to_ms - from_ms), to_ms itself to the last. */

/* Checks what the functions below rely on. Errors: G_IO_ERROR_INVALID_ARGUMENT naming the first index that is wrong. O(n) over the times. */
gboolean dw_plot_samples_check (const DwPlotSamples *samples, GError **error);
gboolean dw_plot_buckets_check (const DwPlotBuckets *buckets, GError **error);

/* A summary of the values in blocks, built by reading them once: with it any span is reduced in far less than n steps. It borrows nothing, but belongs to these values. */
typedef struct _DwDecimateIndex DwDecimateIndex;
DwDecimateIndex *dw_decimate_index_new (const DwPlotSamples *samples);
void dw_decimate_index_free (DwDecimateIndex *self);

/* index may be NULL. A gap is looked for where two columns meet; one that lies inside a column is narrower than a pixel. from_ms < to_ms, n_columns <= 16384. */
void dw_decimate_samples (const DwPlotSamples *samples, const DwDecimateIndex *index, gint64 from_ms, gint64 to_ms, DwColumn *columns, guint n_columns);
/* A bucket wider than a column fills every column that it touches; several buckets in a column are merged, mean weighted by overlap. */
void dw_decimate_buckets (const DwPlotBuckets *buckets, gint64 from_ms, gint64 to_ms, DwColumn *columns, guint n_columns);

/* First index whose time is not before time_ms; n when there is none. O(log n). */
gsize dw_plot_samples_find (const DwPlotSamples *samples, gint64 time_ms);
gint64 dw_plot_samples_get_time (const DwPlotSamples *samples, gsize index);
gboolean dw_plot_samples_is_doubtful (const DwPlotSamples *samples, gsize index);

/* First bucket that ends after time_ms; n when there is none. */
gsize dw_plot_buckets_find (const DwPlotBuckets *buckets, gint64 time_ms);
/* array: mins, maxs or means. */
double dw_plot_buckets_get (const DwPlotBuckets *buckets, const double *array, gsize index);
gboolean dw_plot_buckets_is_filled (const DwPlotBuckets *buckets, gsize index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwDecimateIndex, dw_decimate_index_free)

G_END_DECLS
