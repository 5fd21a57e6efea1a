// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-trend-loader.h"

G_BEGIN_DECLS

/* For dw-trend-loader.c, which asks, and dw-trend-loader-answers.c, which keeps what came, alone. */
struct _DwTrendLoader
{
  GObject parent_instance;

  DwStation *station;        /* owned */
  GCancellable *cancellable; /* of the question that runs */
  DwTrendAsk ask;            /* owns its arrays */
  gboolean loading;
  guint n_pending; /* answers to it that are still out */
  char *error;

  GPtrArray *traces, *previous, *marks;
  GArray *stats;        /* DwTrendLoaderStats */
  GArray *correlations; /* DwTrendLoaderCorrelation */
  GHashTable *energies; /* device id -> DwEnergyAnswer */
  DwBuckets *heat;
};

typedef struct
{
  DwTrendChannel channel;
  DwTrendStats stats;
} DwTrendLoaderStats;

typedef struct
{
  DwTrendChannel channel;
  double r2;
} DwTrendLoaderCorrelation;

/* What is asked. */
typedef enum {
  DW_TREND_ASK_CURVES,
  DW_TREND_ASK_CURVES_WITH_STATS,
  DW_TREND_ASK_PREVIOUS,
  DW_TREND_ASK_MARKS,
  DW_TREND_ASK_HEAT,
  DW_TREND_ASK_ENERGY,
  DW_TREND_ASK_CORRELATION,
} DwTrendAskKind;

/* The answer itself, NULL with error. */
gpointer dw_trend_loader_finish (DwTrendLoader *self, DwTrendAskKind kind, GAsyncResult *result, GError **error);
/* Takes the answer; channel: what it is about (energy: the device alone). Returns what it replaces, to be freed when everybody has heard of the new; may be NULL. */
gpointer dw_trend_loader_keep (DwTrendLoader *self, DwTrendAskKind kind, const DwTrendChannel *channel, gpointer answer);
void dw_trend_loader_free_answer (DwTrendAskKind kind, gpointer answer); /* NULL is fine */
/* Bits of DwTrendNews. */
guint dw_trend_loader_get_news (DwTrendAskKind kind);
/* With it the page has something to show. */
gboolean dw_trend_loader_is_awaited (DwTrendAskKind kind);

void dw_trend_loader_init_answers (DwTrendLoader *self);
/* All but curves and marks, which stay on the screen until new ones come. */
void dw_trend_loader_forget_rest (DwTrendLoader *self);
void dw_trend_loader_clear_answers (DwTrendLoader *self);

G_END_DECLS
