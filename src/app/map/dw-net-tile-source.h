// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-clock.h"
#include "dw-tile-source.h"

G_BEGIN_DECLS

/* Tiles of a server, by a template (dw-map-template.h). Only what is looked at is asked for. What came is kept on disk for a week and then asked for again by its tag,
 * as the rules of tile servers want; an old tile is better than none. The program says who it is (User-Agent). Nothing waits longer than DW_NET_TILE_TIMEOUT_S. */
#define DW_TYPE_NET_TILE_SOURCE (dw_net_tile_source_get_type ())
G_DECLARE_FINAL_TYPE (DwNetTileSource, dw_net_tile_source, DW, NET_TILE_SOURCE, DwTileSource)

#define DW_NET_TILE_TIMEOUT_S 15
#define DW_NET_TILE_MAX_BYTES (2 * 1024 * 1024)

DwTileSource *dw_net_tile_source_new (const char *template, int max_zoom, DwClock *clock);

G_END_DECLS
