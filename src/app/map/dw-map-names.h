// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-cluster.h"
#include "dw-map-room.h"

G_BEGIN_DECLS

/* Which schools have room for their name below their mark. Pure. */

/* Height of a name on the map, the zoom from which on schools without anything to say are named, too, and how many are shown at once. */
#define DW_MAP_NAME_HEIGHT_PX 16
#define DW_MAP_NAME_QUIET_ZOOM 11
#define DW_MAP_NAMES 60

/* clusters: DwMapCluster, worst first, which is who gets the room. names: by the number of the item. Sets the name of every school alone where it covers no mark and no other name, from
 * this zoom to half a level closer. */
void dw_map_names_place (GPtrArray *clusters, const char *const *names, double zoom);
/* Where mark and name are drawn at that zoom. */
DwMapBox dw_map_names_get_mark_box (const DwMapCluster *cluster, double zoom);
DwMapBox dw_map_names_get_name_box (const DwMapCluster *cluster, const char *name, double zoom);
/* Takes the room of all marks and of those names. */
void dw_map_names_take_room (const GPtrArray *clusters, DwMapRoom *room, double zoom);

G_END_DECLS
