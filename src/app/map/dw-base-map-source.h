// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-base-map.h"
#include "dw-shumate.h"

G_BEGIN_DECLS

/* The built-in map as tiles of the map widget: drawn in threads, no network, no files. The colours are those of one appearance: another palette needs another source.
 * What was drawn is kept by the layer that shows it. */
#define DW_TYPE_BASE_MAP_SOURCE (dw_base_map_source_get_type ())
G_DECLARE_FINAL_TYPE (DwBaseMapSource, dw_base_map_source, DW, BASE_MAP_SOURCE, ShumateMapSource)

/* Takes references of its own. fineness: pixels of the screen for each pixel of the widget. */
ShumateMapSource *dw_base_map_source_new (DwBaseMap *map, const DwPalette *palette, int fineness);

G_END_DECLS
