// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-geo.h"
#include "dw-shumate.h"

G_BEGIN_DECLS

/* A mark that was moved aside, and where it belongs. */
typedef struct
{
  DwGeoPoint mark, place;
} DwMapLeader;

/* Thin lines from marks to the places that they stand for, with a dot there; below all marks. Those that stand where they belong have none. */
#define DW_TYPE_MAP_LEADER_LAYER (dw_map_leader_layer_get_type ())
G_DECLARE_FINAL_TYPE (DwMapLeaderLayer, dw_map_leader_layer, DW, MAP_LEADER_LAYER, ShumateLayer)

/* Nearer to its place a mark stands as well as on it. */
#define DW_MAP_LEADER_LEAST_PX 6

ShumateLayer *dw_map_leader_layer_new (ShumateViewport *viewport);
/* leaders: DwMapLeader, kept and not changed. */
void dw_map_leader_layer_show (DwMapLeaderLayer *self, GArray *leaders);

G_END_DECLS
