// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month-desk.h"

#include "dw-calendar.h"
#include "dw-month-map.h"
#include "dw-station-private.h"

/* What travels with the question: how its answer is to be read. */
typedef struct
{
  DwMonthMap *map;
  DwMonthSpan span;
  gint64 *edges_ms;
} Trip;

static void
trip_free (gpointer data)
{
  Trip *trip = data;

  dw_month_map_free (trip->map);
  g_free (trip->edges_ms);
  g_free (trip);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Trip *trip = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DwEventTally) tally = dw_store_tally_events_finish (NULL, result, &error);

  if (tally == NULL)
    g_task_return_error (task, error);
  else if (trip->edges_ms != NULL)
    g_task_return_pointer (task, dw_month_table_new (trip->map, trip->edges_ms, tally), (GDestroyNotify)dw_month_table_free);
  else
    g_task_return_pointer (task, dw_month_figures_new (trip->map, &trip->span, tally), (GDestroyNotify)dw_month_figures_free);
}

static void
ask (DwStation *station, DwPlace *place, const DwTallySpan *spans, guint n_spans, GTask *task)
{
  const Trip *trip = g_task_get_task_data (task);
  DwTallyQuestion question = { spans, n_spans, (const DwTallyPlace *)(gpointer)trip->map->places->data, trip->map->places->len, trip->map->owners->len };
  DwEventQuery query = { .classes = DW_EVENT_CLASSES_HAZARDS | DW_EVENT_CLASSES_FAULTS | DW_EVENT_CLASSES_RESTORED };

  query.place_ids = dw_visible_places_list (station->tree, station->person, place);
  dw_store_tally_events_async (station->store, &query, &question, g_task_get_cancellable (task), counted_cb, task);
  dw_event_query_clear (&query);
}

static GTask *
make_task (DwStation *station, DwPlace *place, gpointer tag, Trip *trip, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  trip->map = dw_month_map_new (station->tree, place, station->person);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, trip, trip_free);
  return task;
}

void
dw_month_desk_query_async (DwStation *station, DwPlace *place, gint64 now_ms, GTimeZone *zone, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Trip *trip = g_new0 (Trip, 1);
  DwTallySpan spans[2];

  dw_month_span_init (&trip->span, now_ms, now_ms, zone);
  spans[0] = (DwTallySpan){ trip->span.from_ms, trip->span.to_ms };
  spans[1] = (DwTallySpan){ trip->span.before_from_ms, trip->span.before_to_ms };
  ask (station, place, spans, 2, make_task (station, place, dw_month_desk_query_async, trip, cancellable, callback, user_data));
}

DwMonthFigures *
dw_month_desk_query_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_month_desk_query_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dw_month_desk_query_table_async (DwStation *station, DwPlace *place, gint64 now_ms, guint n_months, GTimeZone *zone, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Trip *trip = g_new0 (Trip, 1);
  g_autofree DwTallySpan *spans = g_new0 (DwTallySpan, n_months);

  trip->edges_ms = g_new (gint64, n_months + 1);
  for (guint i = 0; i <= n_months; i++)
    trip->edges_ms[i] = dw_calendar_add (now_ms, DW_CALENDAR_MONTH, (int)i + 1 - (int)n_months, zone);
  for (guint i = 0; i < n_months; i++)
    spans[i] = (DwTallySpan){ trip->edges_ms[i], i + 1 < n_months ? trip->edges_ms[i + 1] : 0 };
  ask (station, place, spans, n_months, make_task (station, place, dw_month_desk_query_table_async, trip, cancellable, callback, user_data));
}

DwMonthTable *
dw_month_desk_query_table_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_month_desk_query_table_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
