// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-plot.h"
#include "dw-trend-desk.h"

G_BEGIN_DECLS

/* The table below the curves: what the good samples of the span say, a line for each curve, and a sentence. */
#define DW_TYPE_TREND_STATS_CARD (dw_trend_stats_card_get_type ())
G_DECLARE_FINAL_TYPE (DwTrendStatsCard, dw_trend_stats_card, DW, TREND_STATS_CARD, GtkWidget)

/* One line. All borrowed for the call. stats NULL = not there yet. */
typedef struct
{
  DwPlotStyle style;
  const char *name;
  const DwTrendStats *stats;
  int decimals;
} DwTrendStatsRow;

/* Less than this share of the time: the figures of the line carry a mark. */
#define DW_TREND_FULL_COVERAGE 0.95

void dw_trend_stats_card_fill (DwTrendStatsCard *self, const DwTrendStatsRow *rows, guint n_rows, const char *unit, gint64 span_ms, GTimeZone *zone);
/* NULL = none. */
void dw_trend_stats_card_set_sentence (DwTrendStatsCard *self, const char *sentence);

/* The same as text for exports: titles of the columns with the unit, and the cells of one row; n texts, free each. */
#define DW_TREND_STATS_COLUMNS 9
void dw_trend_stats_titles (const char *unit, char *titles[DW_TREND_STATS_COLUMNS]);
void dw_trend_stats_cells (const DwTrendStatsRow *row, gint64 span_ms, GTimeZone *zone, char *cells[DW_TREND_STATS_COLUMNS]);

G_END_DECLS
