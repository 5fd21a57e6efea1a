// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-station-private.h"
#include "dw-trend-desk-private.h"

/* How much the history takes, and when it will have taken the disk. */

typedef struct
{
  DwHistoryRetention retention;
  gint64 free_bytes;
} RoomJob;

static gpointer
room_work (DwHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  const RoomJob *job = data;
  DwHistoryStats stats;
  DwTrendRoom room;

  if (!dw_history_read_stats (history, &stats, error))
    return NULL;
  room = (DwTrendRoom){ .file_bytes = stats.file_bytes, .samples = stats.samples, .free_bytes = job->free_bytes };
  room.full_days = dw_history_forecast_days (&stats, &job->retention, job->free_bytes);
  return g_memdup2 (&room, sizeof room);
}

static const DwTrendErrand room_errand = { dw_trend_desk_query_room_async, room_work, g_free, g_free };

void
dw_trend_desk_query_room_async (DwStation *station, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  RoomJob *job = g_new0 (RoomJob, 1);
  DwTrendRetention kept;
  DwHealth health;

  dw_trend_desk_get_retention (station, &kept);
  dw_station_get_health (station, &health);
  job->retention = (DwHistoryRetention){ kept.raw_days, kept.minute_days, kept.hour_days };
  job->free_bytes = health.disk_free_bytes;
  dw_trend_run (station, &room_errand, job, cancellable, callback, user_data);
}

gboolean
dw_trend_desk_query_room_finish (DwStation *station, GAsyncResult *result, DwTrendRoom *room, GError **error)
{
  g_autofree DwTrendRoom *answer = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, dw_trend_desk_query_room_async), FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return FALSE;
  *room = *answer;
  return TRUE;
}
