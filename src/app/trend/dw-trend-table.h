// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-data-sheet.h"
#include "dw-energy-bars.h"
#include "dw-trend-desk.h"

G_BEGIN_DECLS

/* What the trend page shows as rows and columns, copied, so that a worker can write them while the page goes on (S4-05). */
typedef struct
{
  GArray *columns;  /* DwDataSheetColumn */
  GArray *cells;    /* DwDataSheetCell, row by row */
  GPtrArray *texts; /* owns the texts of both */
  guint n_rows;
} DwTrendTable;

/* One curve. All borrowed for the call; a curve without a trace has empty columns. */
typedef struct
{
  const char *name, *unit;
  int decimals;
  const DwTrendTrace *trace;
} DwTrendTableCurve;

/* A row for each time that any of the curves has. Samples have value and quality, buckets mean, least and largest. */
DwTrendTable *dw_trend_table_new_curves (const DwTrendTableCurve *curves, guint n_curves);
/* A row for each period: energy, and what each rate took. */
DwTrendTable *dw_trend_table_new_load (const DwEnergyBars *bars);
/* A row for each hour of the buckets: mean, least, largest. */
DwTrendTable *dw_trend_table_new_hours (const DwBuckets *buckets, const char *name, const char *unit, int decimals);
void dw_trend_table_free (DwTrendTable *self);

/* Blocking, for a worker. The format follows from the path. */
gboolean dw_trend_table_write (const DwTrendTable *self, const char *path, const char *title, GTimeZone *zone, gint64 made_ms, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwTrendTable, dw_trend_table_free)

G_END_DECLS
