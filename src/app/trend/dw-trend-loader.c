// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-loader-private.h"

#include <string.h>

/* Each question has a cancellable of its own, and each answer brings along the question it belongs to: an answer to an older question is dropped.
 *
 *   ask -> curves, marks, period before   -> (curves are there) -> curves with statistics, correlations, energy, heat map */

G_DEFINE_FINAL_TYPE (DwTrendLoader, dw_trend_loader, G_TYPE_OBJECT)

/* What an answer brings along. */
typedef struct
{
  DwTrendLoader *loader; /* owned */
  GCancellable *cancellable;
  DwTrendAskKind kind;
  DwTrendChannel channel; /* what is asked about, where one is */
  gboolean goes_on;       /* the rest is asked when this came */
} Request;

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static Request *
request_new (DwTrendLoader *self, DwTrendAskKind kind)
{
  Request *request = g_new0 (Request, 1);

  request->loader = g_object_ref (self);
  request->cancellable = g_object_ref (self->cancellable);
  request->kind = kind;
  self->n_pending++;
  return request;
}

static void
request_free (Request *request)
{
  if (request->cancellable == request->loader->cancellable)
    request->loader->n_pending--;
  g_object_unref (request->cancellable);
  g_object_unref (request->loader);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
emit_changed (DwTrendLoader *self, guint news)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, news);
}

/* TRUE: the answer belongs to the last question and is there. An error is kept and told. */
static gboolean
is_welcome (const Request *request, gboolean there, const GError *error)
{
  DwTrendLoader *self = request->loader;

  if (request->cancellable != self->cancellable || g_cancellable_is_cancelled (request->cancellable))
    return FALSE;
  if (there)
    return TRUE;
  self->loading = FALSE;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_free (self->error);
      self->error = g_strdup (error->message);
      emit_changed (self, DW_TREND_NEWS_CURVES);
    }
  return FALSE;
}

/* --- answers --- */

static void ask_rest (DwTrendLoader *self);

static void
answer_ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  DwTrendLoader *self = request->loader;
  g_autoptr (GError) error = NULL;
  gpointer answer = dw_trend_loader_finish (self, request->kind, result, &error);

  if (is_welcome (request, answer != NULL, error))
    {
      answer = dw_trend_loader_keep (self, request->kind, &request->channel, answer);
      if (dw_trend_loader_is_awaited (request->kind))
        self->loading = FALSE;
      if (request->goes_on)
        ask_rest (self);
      emit_changed (self, dw_trend_loader_get_news (request->kind));
    }
  dw_trend_loader_free_answer (request->kind, answer);
}

/* --- questions --- */

static void
ask_traces (DwTrendLoader *self, gboolean with_stats, gboolean goes_on)
{
  const DwTrendAsk *ask = &self->ask;
  DwTrendChannel channels[DW_TREND_MAX_LINES + 1];
  DwTrendQuery query = { .channels = channels, .n_channels = ask->n_lines, .from_ms = ask->from_ms, .to_ms = ask->to_ms, .max_points = MAX (ask->max_points, 2), .with_stats = with_stats };
  Request *request;

  memcpy (channels, ask->lines, sizeof ask->lines);
  if (ask->right.device_id != 0)
    channels[query.n_channels++] = ask->right;
  if (query.n_channels == 0)
    return;
  request = request_new (self, with_stats ? DW_TREND_ASK_CURVES_WITH_STATS : DW_TREND_ASK_CURVES);
  request->goes_on = goes_on;
  dw_trend_desk_query_async (self->station, &query, self->cancellable, answer_ready_cb, request);
}

static void
ask_previous (DwTrendLoader *self)
{
  const DwTrendAsk *ask = &self->ask;
  DwTrendQuery query = { .channels = ask->lines, .n_channels = ask->n_lines, .from_ms = ask->previous_from_ms, .to_ms = ask->previous_to_ms, .max_points = MAX (ask->max_points, 2) };

  if (ask->previous_to_ms > ask->previous_from_ms && ask->n_lines > 0)
    dw_trend_desk_query_async (self->station, &query, self->cancellable, answer_ready_cb, request_new (self, DW_TREND_ASK_PREVIOUS));
}

static void
ask_correlations (DwTrendLoader *self)
{
  const DwTrendAsk *ask = &self->ask;

  for (guint i = 0; i < ask->n_lines; i++)
    {
      DwTrendChannel load = { .device_id = ask->lines[i].device_id };
      Request *request;

      if (ask->loads[i][0] == '\0')
        continue;
      g_strlcpy (load.name, ask->loads[i], sizeof load.name);
      request = request_new (self, DW_TREND_ASK_CORRELATION);
      request->channel = ask->lines[i];
      dw_trend_desk_query_correlation_async (self->station, &ask->lines[i], &load, ask->from_ms, ask->to_ms, self->cancellable, answer_ready_cb, request);
    }
}

static void
ask_energies (DwTrendLoader *self)
{
  const DwTrendAsk *ask = &self->ask;

  for (guint i = 0; ask->energy_edges != NULL && i < ask->n_energies; i++)
    {
      Request *request = request_new (self, DW_TREND_ASK_ENERGY);

      request->channel.device_id = ask->energies[i];
      dw_trend_desk_query_energy_async (self->station, ask->energies[i], (const gint64 *)(void *)ask->energy_edges->data, ask->energy_edges->len - 1, dw_trend_desk_get_tariff (self->station),
                                        self->cancellable, answer_ready_cb, request);
    }
}

static void
ask_heat (DwTrendLoader *self)
{
  const DwTrendAsk *ask = &self->ask;

  if (ask->heat_edges != NULL && ask->heat.device_id != 0)
    dw_trend_desk_query_edges_async (self->station, &ask->heat, (const gint64 *)(void *)ask->heat_edges->data, ask->heat_edges->len - 1, self->cancellable, answer_ready_cb, request_new (self, DW_TREND_ASK_HEAT));
}

static void
ask_marks (DwTrendLoader *self)
{
  const DwTrendAsk *ask = &self->ask;

  if (ask->n_devices > 0)
    dw_trend_desk_query_marks_async (self->station, ask->devices, ask->n_devices, ask->from_ms, ask->to_ms, self->cancellable, answer_ready_cb, request_new (self, DW_TREND_ASK_MARKS));
}

static void
ask_rest (DwTrendLoader *self)
{
  ask_traces (self, TRUE, FALSE);
  ask_correlations (self);
  ask_energies (self);
  ask_heat (self);
}

static void
clear_ask (DwTrendAsk *ask)
{
  g_clear_pointer (&ask->energy_edges, g_array_unref);
  g_clear_pointer (&ask->heat_edges, g_array_unref);
  *ask = (DwTrendAsk){ 0 };
}

static void
begin (DwTrendLoader *self, const DwTrendAsk *ask)
{
  DwTrendAsk copy = *ask;

  if (copy.energy_edges != NULL)
    g_array_ref (copy.energy_edges);
  if (copy.heat_edges != NULL)
    g_array_ref (copy.heat_edges);
  clear_ask (&self->ask);
  self->ask = copy;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->n_pending = 0;
  g_clear_pointer (&self->error, g_free);
}

void
dw_trend_loader_ask (DwTrendLoader *self, const DwTrendAsk *ask)
{
  begin (self, ask);
  dw_trend_loader_forget_rest (self);
  self->loading = ask->n_lines > 0 || ask->n_energies > 0;
  ask_traces (self, FALSE, TRUE);
  ask_marks (self);
  ask_previous (self);
  if (ask->n_lines == 0)
    ask_rest (self);
  emit_changed (self, DW_TREND_NEWS_ALL);
}

void
dw_trend_loader_follow (DwTrendLoader *self, const DwTrendAsk *ask, gboolean with_stats)
{
  gint64 previous_to_ms = self->ask.previous_to_ms;

  begin (self, ask);
  ask_traces (self, FALSE, with_stats);
  ask_marks (self);
  if (ask->previous_to_ms != previous_to_ms)
    ask_previous (self);
}

void
dw_trend_loader_clear (DwTrendLoader *self)
{
  /* What is drawn lives until everybody has heard that it is gone. */
  g_autoptr (GPtrArray) traces = g_steal_pointer (&self->traces);
  g_autoptr (GPtrArray) marks = g_steal_pointer (&self->marks);
  g_autoptr (GPtrArray) previous = g_steal_pointer (&self->previous);
  g_autoptr (DwBuckets) heat = g_steal_pointer (&self->heat);

  begin (self, &(DwTrendAsk){ 0 });
  dw_trend_loader_forget_rest (self);
  self->loading = FALSE;
  emit_changed (self, DW_TREND_NEWS_ALL);
}

gboolean
dw_trend_loader_is_loading (DwTrendLoader *self)
{
  return self->loading;
}

gboolean
dw_trend_loader_is_busy (DwTrendLoader *self)
{
  return self->n_pending > 0;
}

const char *
dw_trend_loader_get_error (DwTrendLoader *self)
{
  return self->error;
}

/* --- the class --- */

static void
dw_trend_loader_dispose (GObject *object)
{
  DwTrendLoader *self = DW_TREND_LOADER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear_ask (&self->ask);
  dw_trend_loader_clear_answers (self);
  g_clear_pointer (&self->error, g_free);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_trend_loader_parent_class)->dispose (object);
}

static void
dw_trend_loader_class_init (DwTrendLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_trend_loader_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DW_TYPE_TREND_LOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
dw_trend_loader_init (DwTrendLoader *self)
{
  dw_trend_loader_init_answers (self);
}

DwTrendLoader *
dw_trend_loader_new (DwStation *station)
{
  DwTrendLoader *self = g_object_new (DW_TYPE_TREND_LOADER, NULL);

  self->station = g_object_ref (station);
  return self;
}
