// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-file.h"
#include "dw-tile-source.h"

G_BEGIN_DECLS

/* The tiles of a file, read in threads. Closer than the file goes, its finest tiles are made larger. */
#define DW_TYPE_FILE_TILE_SOURCE (dw_file_tile_source_get_type ())
G_DECLARE_FINAL_TYPE (DwFileTileSource, dw_file_tile_source, DW, FILE_TILE_SOURCE, DwTileSource)

/* Takes a reference of its own. */
DwTileSource *dw_file_tile_source_new (DwMapFile *file);

G_END_DECLS
