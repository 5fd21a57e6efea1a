// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-cluster.h"

G_BEGIN_DECLS

/* Which schools have room for their name below their mark. Pure. */

/* Height of a name on the map, and the zoom from which on schools without anything to say are named, too. */
#define DW_MAP_NAME_HEIGHT_PX 16
#define DW_MAP_NAME_QUIET_ZOOM 11
#define DW_MAP_NAMES 60

/* About how wide a name of 12 px letters is: wide characters are as wide as high. */
double dw_map_name_width (const char *name);
/* clusters: DwMapCluster, worst first, which is who gets the room. names: beside them, NULL = has none (a cluster). Returns beside them TRUE where the name covers no other mark and no
 * other name; at most DW_MAP_NAMES. Free with g_free. */
gboolean *dw_map_names_place (GPtrArray *clusters, const char *const *names, double zoom);

G_END_DECLS
