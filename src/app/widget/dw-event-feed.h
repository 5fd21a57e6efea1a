// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-desk.h"

G_BEGIN_DECLS

/* One line of history as an object for list models. */
#define DW_TYPE_EVENT_ITEM (dw_event_item_get_type ())
G_DECLARE_FINAL_TYPE (DwEventItem, dw_event_item, DW, EVENT_ITEM, GObject)

const DwEventRecord *dw_event_item_get_record (DwEventItem *self);

/* The newest events of a place or a device, followed live. Is a GListModel of DwEventItem, newest first. Signal "state-changed". Main thread. */
#define DW_TYPE_EVENT_FEED (dw_event_feed_get_type ())
G_DECLARE_FINAL_TYPE (DwEventFeed, dw_event_feed, DW, EVENT_FEED, GObject)

DwEventFeed *dw_event_feed_new (DwStation *station, guint limit);
/* place with everything below, NULL = all; device_id 0 = all; kinds: bits of DwEventKind, 0 = all. Empties the list and asks anew. */
void dw_event_feed_set (DwEventFeed *self, DwPlace *place, gint64 device_id, guint kinds);
void dw_event_feed_refresh (DwEventFeed *self);
gboolean dw_event_feed_is_loading (DwEventFeed *self);
/* Why the last question failed, NULL = it did not. */
const char *dw_event_feed_get_fault (DwEventFeed *self);
/* Lines in the store that fit, also those beyond the limit. */
guint dw_event_feed_get_total (DwEventFeed *self);

G_END_DECLS
