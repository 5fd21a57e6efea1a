// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-map-facts.h"

G_BEGIN_DECLS

/* A file of map tiles (MBTiles 1.3: an SQLite file with "metadata" and "tiles", tables or views). It is only ever read: opened as a file that nobody writes, so nothing
 * appears beside it. What is in it is not trusted: every question has a limit of work and of size. */
typedef struct _DwMbtiles DwMbtiles;

/* More than the largest tile anybody makes, little enough to be read whole. */
#define DW_MBTILES_MAX_TILE_BYTES (4 * 1024 * 1024)
#define DW_MBTILES_MAX_ZOOM 24

/* Blocking, any thread. Errors, all of which name the file: G_IO_ERROR_NOT_SUPPORTED (vector tiles, another format), G_IO_ERROR_INVALID_DATA (not such a file, or its metadata make no
 * sense), G_IO_ERROR_BUSY (somebody is writing it), those of reading a file, those of the database. */
DwMbtiles *dw_mbtiles_open (const char *path, GError **error);
DwMbtiles *dw_mbtiles_ref (DwMbtiles *self);
void dw_mbtiles_unref (DwMbtiles *self);

const DwMapFacts *dw_mbtiles_get_facts (const DwMbtiles *self);
/* The image of one tile as it lies in the file; x to the east, y to the south as on the web. NULL without an error: there is no such tile. Blocking; any thread, one waits for the other.
 * Errors are of this tile alone: damaged pages, not an image, too large. */
GBytes *dw_mbtiles_read_tile (DwMbtiles *self, int zoom, int x, int y, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMbtiles, dw_mbtiles_unref)

G_END_DECLS
