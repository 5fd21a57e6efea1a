// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-recent.h"

#include "dw-station-private.h"

/* The last minutes of one device, read by the store's worker. */

void
dw_recent_free (DwRecent *self)
{
  if (!self)
    return;
  g_free (self->times_ms);
  g_free (self->values);
  g_free (self->qualities);
  g_free (self);
}

void
dw_station_query_recent_async (DwStation *station, DwDevice *device, gint64 span_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  gint64 now_ms = dw_clock_wall_ms (station->clock);

  dw_store_query_history_async (station->store, dw_device_get_id (device), now_ms - span_ms, now_ms + 1, cancellable, callback, user_data);
}

DwRecent *
dw_station_query_recent_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  DwHistoryRows *history = dw_store_query_history_finish (station->store, result, error);
  DwRecent *recent;

  if (!history)
    return NULL;
  recent = g_new0 (DwRecent, 1);
  recent->n_rows = history->n_rows;
  recent->n_channels = history->n_columns;
  recent->times_ms = g_steal_pointer (&history->times_ms);
  recent->values = g_steal_pointer (&history->values);
  recent->qualities = g_steal_pointer (&history->qualities);
  dw_history_rows_free (history);
  return recent;
}
