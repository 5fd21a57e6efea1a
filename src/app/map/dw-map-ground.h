// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-pins.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* What lies under the marks, as the organisation has chosen: always the built-in map, drawn by this program, and over it the pictures of a file or of servers. So the map is never
 * blank, whatever becomes of file or network; what is wrong is said by a sentence. Follows the settings, the look of the screen and the network.
 * Signal "changed": credit, notice or shift is another one. */
#define DW_TYPE_MAP_GROUND (dw_map_ground_get_type ())
G_DECLARE_FINAL_TYPE (DwMapGround, dw_map_ground, DW, MAP_GROUND, GObject)

/* pins: borrowed, must live longer. */
DwMapGround *dw_map_ground_new (DwMapPins *pins);
/* Once. */
void dw_map_ground_set_station (DwMapGround *self, DwStation *station);

/* Who must be named on the map. */
const char *dw_map_ground_get_credit (DwMapGround *self);
/* Why the map is not what was chosen; NULL = it is. */
const char *dw_map_ground_get_notice (DwMapGround *self);
/* TRUE: points must be given in GCJ-02 to lie true. */
gboolean dw_map_ground_is_shifted (DwMapGround *self);
/* Asks servers again for what they did not give. Done by itself now and then, and when the network comes back. */
void dw_map_ground_retry (DwMapGround *self);

G_END_DECLS
