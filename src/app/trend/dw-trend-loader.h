// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-trend-choice.h"

G_BEGIN_DECLS

/* Asks the trend desk for what the page shows and keeps the answers. A new question cancels the one that runs; the old answers stay until new ones come, so that
 * something is there while one pans. First the curves as coarse as the pixels, then statistics and the rest, which need every sample. Main thread.
 *
 * Signal "changed" (guint: bits of DwTrendNews): an answer or an error came. What was handed out before is gone when the signal is over: draw from the new within it. */
#define DW_TYPE_TREND_LOADER (dw_trend_loader_get_type ())
G_DECLARE_FINAL_TYPE (DwTrendLoader, dw_trend_loader, DW, TREND_LOADER, GObject)

typedef enum {
  DW_TREND_NEWS_CURVES = 1 << 0, /* curves, marks, heat map, an error, or all of it gone: the chart is another */
  DW_TREND_NEWS_STATS = 1 << 1,  /* statistics and correlations */
  DW_TREND_NEWS_ENERGY = 1 << 2,
} DwTrendNews;
#define DW_TREND_NEWS_ALL 7

/* A question. Copied. */
typedef struct
{
  gint64 from_ms, to_ms;
  guint max_points; /* per curve */
  DwTrendChannel lines[DW_TREND_MAX_LINES];
  char loads[DW_TREND_MAX_LINES][40]; /* the load current of the line's device, for the correlation; "" = none is asked */
  guint n_lines;
  DwTrendChannel right;                    /* device 0 = none */
  gint64 previous_from_ms, previous_to_ms; /* 0 = none */
  gint64 devices[DW_TREND_MAX_ITEMS];      /* marks of these */
  guint n_devices;
  gint64 energies[DW_TREND_MAX_ITEMS]; /* energy of these */
  guint n_energies;
  GArray *energy_edges; /* gint64; NULL = none. A reference is taken */
  DwTrendChannel heat;  /* device 0 = none */
  GArray *heat_edges;   /* gint64 */
} DwTrendAsk;

DwTrendLoader *dw_trend_loader_new (DwStation *station);
void dw_trend_loader_ask (DwTrendLoader *self, const DwTrendAsk *ask);
/* The same question a little later: the curves anew, the rest only with with_stats; nothing is forgotten meanwhile. */
void dw_trend_loader_follow (DwTrendLoader *self, const DwTrendAsk *ask, gboolean with_stats);
/* Forgets everything and cancels what runs. */
void dw_trend_loader_clear (DwTrendLoader *self);

/* All borrowed until the next "changed"; NULL = not there (yet). */
const DwTrendTrace *dw_trend_loader_find_trace (DwTrendLoader *self, const DwTrendChannel *channel);
const DwTrendTrace *dw_trend_loader_find_previous (DwTrendLoader *self, const DwTrendChannel *channel);
const DwTrendStats *dw_trend_loader_find_stats (DwTrendLoader *self, const DwTrendChannel *channel);
/* r² of a line with its load current, NaN = unknown. */
double dw_trend_loader_get_correlation (DwTrendLoader *self, const DwTrendChannel *channel);
/* Array of DwTrendMark. */
const GPtrArray *dw_trend_loader_get_marks (DwTrendLoader *self);
const DwEnergyAnswer *dw_trend_loader_find_energy (DwTrendLoader *self, gint64 device_id);
const DwBuckets *dw_trend_loader_get_heat (DwTrendLoader *self);
/* The first answer to the last question is still out. */
gboolean dw_trend_loader_is_loading (DwTrendLoader *self);
/* Any answer is still out. */
gboolean dw_trend_loader_is_busy (DwTrendLoader *self);
/* What went wrong with the last question, NULL = nothing. */
const char *dw_trend_loader_get_error (DwTrendLoader *self);

G_END_DECLS
