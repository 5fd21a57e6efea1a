// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-base-map.h"
#include "dw-map-cluster.h"
#include "dw-map-room.h"

G_BEGIN_DECLS

/* Which names of the ground are written, and where. Pure. */

/* The middle of the name stands so many px beside its point. */
typedef struct
{
  guint index; /* of the name in the map */
  double x, y;
} DwMapLabel;

/* clusters: DwMapCluster as they are drawn, with their names set. Array of DwMapLabel: each name that belongs to this zoom stands where it belongs, or above, below or beside that, or is
 * left out, so that it covers no mark, no name of a school and no other name of the ground, from this zoom to half a level closer. The largest names come first. Free it. */
GArray *dw_map_labels_place (const DwBaseMap *map, const GPtrArray *clusters, double zoom);
/* Takes their room. */
void dw_map_labels_take_room (const DwBaseMap *map, const GArray *labels, DwMapRoom *room, double zoom);
/* The largest room that the name takes, whatever the font. */
void dw_map_labels_measure (const DwBaseName *name, double *half_width, double *half_height);

G_END_DECLS
