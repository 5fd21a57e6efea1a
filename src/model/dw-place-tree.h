// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-device.h"
#include "dw-place.h"

G_BEGIN_DECLS

/* All places and devices of the station, with roll-ups. Is a GListModel of the roots (DwPlace). Main thread.
 * Signals: "device-added" (DwDevice), "device-removed" (DwDevice), "rollup-changed" (at most once per refresh). */
#define DW_TYPE_PLACE_TREE (dw_place_tree_get_type ())
G_DECLARE_FINAL_TYPE (DwPlaceTree, dw_place_tree, DW, PLACE_TREE, GObject)

DwPlaceTree *dw_place_tree_new (void);

/* Takes no reference from the caller. parent NULL makes a root. FALSE when the id exists already. */
gboolean dw_place_tree_add (DwPlaceTree *self, DwPlace *place, DwPlace *parent);
void dw_place_tree_remove (DwPlaceTree *self, DwPlace *place); /* with everything below, devices too */
DwPlace *dw_place_tree_find (DwPlaceTree *self, gint64 place_id);

void dw_place_tree_add_device (DwPlaceTree *self, DwDevice *device);
void dw_place_tree_remove_device (DwPlaceTree *self, DwDevice *device);
DwDevice *dw_place_tree_find_device (DwPlaceTree *self, gint64 device_id);
/* All devices, item type DwDevice. Borrowed. */
GListModel *dw_place_tree_get_devices (DwPlaceTree *self);
/* Devices at or below the place (NULL = everywhere), in tree order. Free the array (it holds references). */
GPtrArray *dw_place_tree_list_devices (DwPlaceTree *self, DwPlace *place);
DwPlace *dw_place_tree_get_device_place (DwPlaceTree *self, DwDevice *device); /* borrowed, NULL */

/* Recomputes roll-ups from devices (link, age) and from the counts given by dw_place_tree_set_alarms; "changed" on each place that differs. */
void dw_place_tree_refresh (DwPlaceTree *self, gint64 now_ms);
/* Active and unacknowledged alarms that stand at exactly this place. */
void dw_place_tree_set_alarms (DwPlaceTree *self, DwPlace *place, const guint active[5], const guint unacked[5]);

G_END_DECLS
