// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"
#include "dw-event-query.h"
#include "dw-event.h"

G_BEGIN_DECLS

#define DW_EVENT_KEY_BYTES 16

/* A new key: big-endian time, then random bytes. The time in front keeps the index of the keys growing at one end. */
void dw_table_event_make_key (gint64 time_ms, guint8 key[DW_EVENT_KEY_BYTES]);
/* A line whose key is there already is left alone: a repeated batch doubles nothing. */
gboolean dw_table_event_add (DwDb *db, const DwEventRecord *event, const guint8 key[DW_EVENT_KEY_BYTES], GError **error);
/* total (may be NULL): lines without offset and limit. Newest first unless the query says otherwise. */
GPtrArray *dw_table_event_query (DwDb *db, const DwEventQuery *query, guint *total, GError **error);
/* How many lines of each kind lie between each edge and the next (half-open; n_days + 1 ascending edges: local midnights, not all 24 h apart). offset and limit of the query
 * are left out of account. Array of guint: n_days times DW_N_EVENT_KINDS. */
GArray *dw_table_event_count_days (DwDb *db, const DwEventQuery *query, const gint64 *edges_ms, guint n_days, GError **error);
/* Confirmed trips and closings of a device: lines of kind control, type trip or close, whose note begins with the word "confirmed". */
gboolean dw_table_event_load_operations (DwDb *db, gint64 device_id, gint64 *last_ms, guint *operations, GError **error);

G_END_DECLS
