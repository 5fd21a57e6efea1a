// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-pins.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* Puts one school on the map: a press on the map or typed degrees (WGS-84 or GCJ-02) show a target, the buttons save it or leave everything as it was. Saving is audited and keeps
 * a history (dw_place_desk_change). A point far from all other schools is asked about once more.
 * Hidden until it is begun. Signal "ended": it is over, saved or not. */
#define DW_TYPE_MAP_PLACING (dw_map_placing_get_type ())
G_DECLARE_FINAL_TYPE (DwMapPlacing, dw_map_placing, DW, MAP_PLACING, GtkWidget)

/* pins: the map it works on; must live as long. */
GtkWidget *dw_map_placing_new (DwMapPins *pins);
/* shifted: the map is drawn in GCJ-02. Says why in a toast when this person may not. */
void dw_map_placing_begin (DwMapPlacing *self, DwStation *station, DwPlace *school, gboolean shifted);
/* FALSE: nothing was going on. */
gboolean dw_map_placing_cancel (DwMapPlacing *self);
/* What a press at these pixels of the map does. For tests. */
void dw_map_placing_pick (DwMapPlacing *self, double x, double y);

/* Is this where a school of this station would stand: within 100 km of the nearest other one, or in China when it is the first? *nearest_m (may be NULL): distance to that one, NaN = it is the first. Pure. */
gboolean dw_map_position_is_sensible (DwPlaceTree *tree, DwPlace *school, DwGeoPoint point, double *nearest_m);

G_END_DECLS
