// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-base-map.h"
#include "dw-shumate.h"

G_BEGIN_DECLS

/* What lies over what on a map: the ground, its names, pictures of others, lines of marks that were moved aside, marks. Main thread. */
typedef struct _DwMapLayers DwMapLayers;

/* map: borrowed, must live as long as the layers are used. */
DwMapLayers *dw_map_layers_new (ShumateMap *map);
void dw_map_layers_free (DwMapLayers *self);

/* The lowest one, and the map whose names stand on it. */
void dw_map_layers_set_ground (DwMapLayers *self, ShumateMapSource *source, DwBaseMap *base_map);
/* ShumateMapSource, the lowest first. Needs a ground. */
void dw_map_layers_set_pictures (DwMapLayers *self, const GPtrArray *sources);
/* NULL before the first ground. */
DwBaseMap *dw_map_layers_get_base_map (DwMapLayers *self);
/* DwMapLabel of the base map. Needs a ground. */
void dw_map_layers_show_labels (DwMapLayers *self, GArray *labels);
/* DwMapLeader, below the marks. Needs a ground. */
void dw_map_layers_show_leaders (DwMapLayers *self, GArray *leaders);
/* Where marks are put; NULL before the first ground. Borrowed. */
ShumateMarkerLayer *dw_map_layers_get_marks (DwMapLayers *self);

G_END_DECLS
