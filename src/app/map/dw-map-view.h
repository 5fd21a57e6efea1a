// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-map-pins.h"
#include "dw-scope.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* The map with everything on it: pins, card of the school that is pointed at, legend, scale, licence line, zoom. Follows station, scope, person and the look of the screen.
 * Properties "layer" (word of DwMapLayer) and "org-type" ("" = all), also as actions map.layer and map.org-type; the priorities that are shown are those of the scope.
 * Actions map.fit, map.whole, map.zoom-in, map.zoom-out, map.toggle-priority; keys Home, +, -, arrows while the focus is inside. A press on a school does win.show-place. */
#define DW_TYPE_MAP_VIEW (dw_map_view_get_type ())
G_DECLARE_FINAL_TYPE (DwMapView, dw_map_view, DW, MAP_VIEW, GtkWidget)

GtkWidget *dw_map_view_new (void);
void dw_map_view_set_station (DwMapView *self, DwStation *station, DwScope *scope);
/* Reads the schools again. */
void dw_map_view_refresh (DwMapView *self);
/* Hides alarms of that priority, or shows them again: in the scope, so that lists follow. */
void dw_map_view_toggle_priority (DwMapView *self, guint priority);
/* Begins to place a school (dw-map-placing.h); also as action map.place. */
void dw_map_view_place (DwMapView *self, DwPlace *school);
/* The focus to the worst school on the map, to a tool of the map when there is none. */
gboolean dw_map_view_focus_worst (DwMapView *self);
DwMapPins *dw_map_view_get_pins (DwMapView *self);

G_END_DECLS
