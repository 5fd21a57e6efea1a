// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-map-pins.h"
#include "dw-scope.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* The map with everything on it: pins, card of the school that is pointed at, legend, scale, licence line, zoom. Follows station, scope, person and the look of the screen.
 * Actions map.fit, map.zoom-in, map.zoom-out; keys Home, +, -, arrows while the focus is inside. A press on a school does win.show-place. */
#define DW_TYPE_MAP_VIEW (dw_map_view_get_type ())
G_DECLARE_FINAL_TYPE (DwMapView, dw_map_view, DW, MAP_VIEW, GtkWidget)

GtkWidget *dw_map_view_new (void);
void dw_map_view_set_station (DwMapView *self, DwStation *station, DwScope *scope);
/* Reads the schools again. */
void dw_map_view_refresh (DwMapView *self);
DwMapPins *dw_map_view_get_pins (DwMapView *self);

G_END_DECLS
