// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-labels.h"
#include "dw-shumate.h"

G_BEGIN_DECLS

/* The names of the ground, written over its tiles and below all else. They keep their size while the map is zoomed. */
#define DW_TYPE_MAP_LABEL_LAYER (dw_map_label_layer_get_type ())
G_DECLARE_FINAL_TYPE (DwMapLabelLayer, dw_map_label_layer, DW, MAP_LABEL_LAYER, ShumateLayer)

ShumateLayer *dw_map_label_layer_new (ShumateViewport *viewport);
/* labels: DwMapLabel, names of that map; both are kept and not changed. */
void dw_map_label_layer_show (DwMapLabelLayer *self, DwBaseMap *map, GArray *labels);

G_END_DECLS
