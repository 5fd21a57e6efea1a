// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-trend-loader-private.h"

/* One table says of each question how its answer is taken, where it is kept and what is news by it. */

/* --- taking --- */

static gpointer
finish_traces (DwStation *station, GAsyncResult *result, GError **error)
{
  return dw_trend_desk_query_finish (station, result, error);
}

static gpointer
finish_marks (DwStation *station, GAsyncResult *result, GError **error)
{
  return dw_trend_desk_query_marks_finish (station, result, error);
}

static gpointer
finish_heat (DwStation *station, GAsyncResult *result, GError **error)
{
  return dw_trend_desk_query_edges_finish (station, result, error);
}

static gpointer
finish_energy (DwStation *station, GAsyncResult *result, GError **error)
{
  return dw_trend_desk_query_energy_finish (station, result, error);
}

static gpointer
finish_correlation (DwStation *station, GAsyncResult *result, GError **error)
{
  GError *problem = NULL;
  double r2 = dw_trend_desk_query_correlation_finish (station, result, &problem);

  if (problem == NULL)
    return g_memdup2 (&r2, sizeof r2);
  g_propagate_error (error, problem);
  return NULL;
}

/* --- keeping --- */

/* Puts the answer into the place; returns what stood there. */
static gpointer
swap (gpointer *place, gpointer answer)
{
  gpointer old = *place;

  *place = answer;
  return old;
}

static gpointer
keep_traces (DwTrendLoader *self, const DwTrendChannel *channel, gpointer answer)
{
  return swap ((gpointer *)&self->traces, answer);
}

static gpointer
keep_traces_with_stats (DwTrendLoader *self, const DwTrendChannel *channel, gpointer answer)
{
  const GPtrArray *traces = answer;

  g_array_set_size (self->stats, 0);
  for (guint i = 0; i < traces->len; i++)
    {
      const DwTrendTrace *trace = g_ptr_array_index (traces, i);

      g_array_append_val (self->stats, ((DwTrendLoaderStats){ trace->channel, trace->stats }));
    }
  return keep_traces (self, channel, answer);
}

static gpointer
keep_previous (DwTrendLoader *self, const DwTrendChannel *channel, gpointer answer)
{
  return swap ((gpointer *)&self->previous, answer);
}

static gpointer
keep_marks (DwTrendLoader *self, const DwTrendChannel *channel, gpointer answer)
{
  return swap ((gpointer *)&self->marks, answer);
}

static gpointer
keep_heat (DwTrendLoader *self, const DwTrendChannel *channel, gpointer answer)
{
  return swap ((gpointer *)&self->heat, answer);
}

static gpointer
keep_energy (DwTrendLoader *self, const DwTrendChannel *channel, gpointer answer)
{
  gpointer key = NULL, old = NULL;

  if (g_hash_table_steal_extended (self->energies, &channel->device_id, &key, &old))
    g_free (key);
  g_hash_table_insert (self->energies, g_memdup2 (&channel->device_id, sizeof channel->device_id), answer);
  return old;
}

static DwTrendLoaderCorrelation *
find_correlation (DwTrendLoader *self, const DwTrendChannel *channel)
{
  for (guint i = 0; i < self->correlations->len; i++)
    if (dw_trend_channel_equal (&g_array_index (self->correlations, DwTrendLoaderCorrelation, i).channel, channel))
      return &g_array_index (self->correlations, DwTrendLoaderCorrelation, i);
  return NULL;
}

static gpointer
keep_correlation (DwTrendLoader *self, const DwTrendChannel *channel, gpointer answer)
{
  DwTrendLoaderCorrelation correlation = { *channel, *(double *)answer };
  DwTrendLoaderCorrelation *known = find_correlation (self, channel);

  if (known != NULL)
    *known = correlation;
  else
    g_array_append_val (self->correlations, correlation);
  return answer; /* its number is copied */
}

/* --- the table --- */

static void
free_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static void
free_buckets (gpointer buckets)
{
  dw_buckets_free (buckets);
}

static void
free_energy (gpointer answer)
{
  dw_energy_answer_free (answer);
}

static const struct
{
  gpointer (*finish) (DwStation *station, GAsyncResult *result, GError **error);
  gpointer (*keep) (DwTrendLoader *self, const DwTrendChannel *channel, gpointer answer);
  GDestroyNotify free;
  guint news;
  gboolean is_awaited; /* until one of these came, the page says that it is loading */
} kinds[] = {
  [DW_TREND_ASK_CURVES] = { finish_traces, keep_traces, free_array, DW_TREND_NEWS_CURVES, TRUE },
  [DW_TREND_ASK_CURVES_WITH_STATS] = { finish_traces, keep_traces_with_stats, free_array, DW_TREND_NEWS_CURVES | DW_TREND_NEWS_STATS, TRUE },
  [DW_TREND_ASK_PREVIOUS] = { finish_traces, keep_previous, free_array, DW_TREND_NEWS_CURVES },
  [DW_TREND_ASK_MARKS] = { finish_marks, keep_marks, free_array, DW_TREND_NEWS_CURVES },
  [DW_TREND_ASK_HEAT] = { finish_heat, keep_heat, free_buckets, DW_TREND_NEWS_CURVES, TRUE },
  [DW_TREND_ASK_ENERGY] = { finish_energy, keep_energy, free_energy, DW_TREND_NEWS_ENERGY, TRUE },
  [DW_TREND_ASK_CORRELATION] = { finish_correlation, keep_correlation, g_free, DW_TREND_NEWS_STATS },
};

gpointer
dw_trend_loader_finish (DwTrendLoader *self, DwTrendAskKind kind, GAsyncResult *result, GError **error)
{
  return kinds[kind].finish (self->station, result, error);
}

gpointer
dw_trend_loader_keep (DwTrendLoader *self, DwTrendAskKind kind, const DwTrendChannel *channel, gpointer answer)
{
  return kinds[kind].keep (self, channel, answer);
}

void
dw_trend_loader_free_answer (DwTrendAskKind kind, gpointer answer)
{
  if (answer != NULL)
    kinds[kind].free (answer);
}

guint
dw_trend_loader_get_news (DwTrendAskKind kind)
{
  return kinds[kind].news;
}

gboolean
dw_trend_loader_is_awaited (DwTrendAskKind kind)
{
  return kinds[kind].is_awaited;
}

void
dw_trend_loader_init_answers (DwTrendLoader *self)
{
  self->stats = g_array_new (FALSE, FALSE, sizeof (DwTrendLoaderStats));
  self->correlations = g_array_new (FALSE, FALSE, sizeof (DwTrendLoaderCorrelation));
  self->energies = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_energy);
}

void
dw_trend_loader_forget_rest (DwTrendLoader *self)
{
  g_array_set_size (self->stats, 0);
  g_array_set_size (self->correlations, 0);
  g_hash_table_remove_all (self->energies);
  g_clear_pointer (&self->previous, g_ptr_array_unref);
  g_clear_pointer (&self->heat, dw_buckets_free);
}

void
dw_trend_loader_clear_answers (DwTrendLoader *self)
{
  g_clear_pointer (&self->traces, g_ptr_array_unref);
  g_clear_pointer (&self->previous, g_ptr_array_unref);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_clear_pointer (&self->heat, dw_buckets_free);
  g_clear_pointer (&self->stats, g_array_unref);
  g_clear_pointer (&self->correlations, g_array_unref);
  g_clear_pointer (&self->energies, g_hash_table_unref);
}

/* --- what is there --- */

static const DwTrendTrace *
find_trace (const GPtrArray *traces, const DwTrendChannel *channel)
{
  for (guint i = 0; traces != NULL && i < traces->len; i++)
    if (dw_trend_channel_equal (&((DwTrendTrace *)g_ptr_array_index (traces, i))->channel, channel))
      return g_ptr_array_index (traces, i);
  return NULL;
}

const DwTrendTrace *
dw_trend_loader_find_trace (DwTrendLoader *self, const DwTrendChannel *channel)
{
  return find_trace (self->traces, channel);
}

const DwTrendTrace *
dw_trend_loader_find_previous (DwTrendLoader *self, const DwTrendChannel *channel)
{
  return find_trace (self->previous, channel);
}

const DwTrendStats *
dw_trend_loader_find_stats (DwTrendLoader *self, const DwTrendChannel *channel)
{
  for (guint i = 0; i < self->stats->len; i++)
    if (dw_trend_channel_equal (&g_array_index (self->stats, DwTrendLoaderStats, i).channel, channel))
      return &g_array_index (self->stats, DwTrendLoaderStats, i).stats;
  return NULL;
}

double
dw_trend_loader_get_correlation (DwTrendLoader *self, const DwTrendChannel *channel)
{
  const DwTrendLoaderCorrelation *known = find_correlation (self, channel);

  return known != NULL ? known->r2 : NAN;
}

const GPtrArray *
dw_trend_loader_get_marks (DwTrendLoader *self)
{
  return self->marks;
}

const DwEnergyAnswer *
dw_trend_loader_find_energy (DwTrendLoader *self, gint64 device_id)
{
  return g_hash_table_lookup (self->energies, &device_id);
}

const DwBuckets *
dw_trend_loader_get_heat (DwTrendLoader *self)
{
  return self->heat;
}
