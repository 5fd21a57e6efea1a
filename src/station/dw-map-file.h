// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-map-facts.h"

G_BEGIN_DECLS

/* A file of map tiles (MBTiles) for those above the station, who know no store. */
typedef struct _DwMbtiles DwMapFile;

/* How many zoom levels a picture is enlarged at most where the file has nothing finer. */
#define DW_MAP_FILE_OVERZOOM 4

/* Blocking, any thread. Errors name the file and say what it is not. */
DwMapFile *dw_map_file_open (const char *path, GError **error);
/* The same in a thread; the answer comes to the caller's main context. */
void dw_map_file_open_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DwMapFile *dw_map_file_open_finish (GAsyncResult *result, GError **error);
DwMapFile *dw_map_file_ref (DwMapFile *self);
void dw_map_file_unref (DwMapFile *self);

const DwMapFacts *dw_map_file_get_facts (const DwMapFile *self);
/* The picture of that tile, or of the next one above it that is there: found_zoom says which. NULL without an error: none. Blocking, any thread. */
GBytes *dw_map_file_read_tile (DwMapFile *self, int zoom, int x, int y, int *found_zoom, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMapFile, dw_map_file_unref)

G_END_DECLS
