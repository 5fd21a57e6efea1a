// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station.h"

G_BEGIN_DECLS

/* Recent samples of one device for the panel: rows of all channels over the last span_ms. */
typedef struct
{
  guint n_rows, n_channels;
  gint64 *times_ms;
  double *values;
  guint8 *qualities;
} DwRecent;
void dw_recent_free (DwRecent *self);
void dw_station_query_recent_async (DwStation *station, DwDevice *device, gint64 span_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DwRecent *dw_station_query_recent_finish (DwStation *station, GAsyncResult *result, GError **error);

G_END_DECLS
