// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-base-map.h"
#include "dw-map-schools.h"
#include "dw-shumate.h"

G_BEGIN_DECLS

/* The map itself with a button for each cluster of schools. Tab walks through them, worst first, Enter presses; arrows move the map. Pressing a cluster goes closer, or lists
 * its schools when closer does not part them.
 * Signals: "chosen" (DwPlace: a school was pressed), "pointed" (DwPlace or NULL, GtkWidget or NULL: the pointer or the focus is at a school now, and its button). */
#define DW_TYPE_MAP_PINS (dw_map_pins_get_type ())
G_DECLARE_FINAL_TYPE (DwMapPins, dw_map_pins, DW, MAP_PINS, GtkWidget)

GtkWidget *dw_map_pins_new (void);
/* What the ground is, and the map whose names stand on it. Must be set before the first schools. */
void dw_map_pins_set_ground (DwMapPins *self, ShumateMapSource *source, DwBaseMap *map);
/* Pictures over the ground, ShumateMapSource, the lowest first; where they have nothing the ground is seen. Needs a ground. */
void dw_map_pins_set_pictures (DwMapPins *self, const GPtrArray *sources);
/* Takes them. The first ones with a position decide the first view. */
void dw_map_pins_set_schools (DwMapPins *self, DwMapSchools *schools);
ShumateViewport *dw_map_pins_get_viewport (DwMapPins *self);
ShumateMap *dw_map_pins_get_map (DwMapPins *self);
/* The focus to the worst school or cluster; FALSE when there is none. */
gboolean dw_map_pins_focus_worst (DwMapPins *self);
/* Marks take the pointer (as they do at first), or leave it to the map below them. */
void dw_map_pins_set_open (DwMapPins *self, gboolean open);
/* All schools in sight. */
void dw_map_pins_fit (DwMapPins *self);
void dw_map_pins_zoom (DwMapPins *self, double steps);
/* By so many px. */
void dw_map_pins_move (DwMapPins *self, double dx, double dy);
/* A widget that lies on the map, fixed to an edge: no mark that is moved aside goes under it. Must live as long as the map; while it is not shown it takes no room. */
void dw_map_pins_add_cover (DwMapPins *self, GtkWidget *widget);
/* Covers have moved: marks look for their places anew before the next frame. */
void dw_map_pins_covers_moved (DwMapPins *self);
/* What is drawn at (x, y) px of the widget. */
DwGeoPoint dw_map_pins_get_point (DwMapPins *self, double x, double y);
/* Buttons on the map now, worst first; borrowed. For tests and for whoever describes the map. */
GPtrArray *dw_map_pins_get_buttons (DwMapPins *self);

G_END_DECLS
