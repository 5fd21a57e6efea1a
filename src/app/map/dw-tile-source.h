// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-shumate.h"

G_BEGIN_DECLS

/* Map tiles that somebody else has made: gets their bytes in its own way, makes pictures of them in threads. No tile for a place is no fault: what lies below shows.
 * Main thread. Signal "answered" (GError* or NULL): a tile came, or did not come for that reason; not for tiles that nobody waits for any more. */
#define DW_TYPE_TILE_SOURCE (dw_tile_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (DwTileSource, dw_tile_source, DW, TILE_SOURCE, ShumateMapSource)

struct _DwTileSourceClass
{
  ShumateMapSourceClass parent_class;

  /* finish: NULL without an error = no such tile; found_zoom: the level the picture is of, if it is not that of the tile. */
  void (*read_async) (DwTileSource *self, int zoom, int x, int y, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  GBytes *(*read_finish) (DwTileSource *self, GAsyncResult *result, int *found_zoom, GError **error);
  /* May be NULL: ends what is under way. */
  void (*stop) (DwTileSource *self);
};

/* No tile is asked for or given any more. A layer that was taken off the map lives on while tiles are on their way, and would go on asking as the map moves. */
void dw_tile_source_close (DwTileSource *self);

G_END_DECLS
