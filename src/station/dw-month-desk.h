// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-month-figures.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* What the month card and its table show. Asked on the main thread, counted by the database on its reading thread, for the person who sits here. place NULL = everything.
 * finish does not look at the station. */
void dw_month_desk_query_async (DwStation *station, DwPlace *place, gint64 now_ms, GTimeZone *zone, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DwMonthFigures *dw_month_desk_query_finish (DwStation *station, GAsyncResult *result, GError **error);

/* The month of now_ms and the n_months − 1 before it. */
void dw_month_desk_query_table_async (DwStation *station, DwPlace *place, gint64 now_ms, guint n_months, GTimeZone *zone, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DwMonthTable *dw_month_desk_query_table_finish (DwStation *station, GAsyncResult *result, GError **error);

G_END_DECLS
