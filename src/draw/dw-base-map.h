// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-geo.h"
#include "dw-palette.h"

G_BEGIN_DECLS

/* The built-in map: land and sea of one box and a graticule, drawn tile by tile, and the names that stand on it: where each is written is left to who knows what else
 * lies there. Immutable once made, so that any thread may draw. Holds no boundary of any country. */
typedef struct _DwBaseMap DwBaseMap;

/* A name: its middle belongs at the point. */
typedef struct
{
  DwGeoPoint point;
  char *text;             /* as it is written: large names stand wide */
  double size;            /* px of the em */
  int weight;             /* 400 */
  int min_zoom, max_zoom; /* whole levels at which it is shown, both included */
} DwBaseName;

/* Must be shown wherever the map is. */
#define DW_BASE_MAP_LICENCE "© OpenStreetMap contributors (ODbL)"

/* land: rings of points, names: places; texts as data/map/README.md says. Errors: G_IO_ERROR_INVALID_DATA naming the line. */
DwBaseMap *dw_base_map_new (const char *land, const char *names, GError **error);
/* Reads bohai-land.txt and, unless names is given, places.txt below data_dir/map. shifted: everything is drawn in GCJ-02, to lie under pictures that are. Blocking.
 * Errors: also those of reading a file. */
DwBaseMap *dw_base_map_load (const char *data_dir, const char *names, gboolean shifted, GError **error);
DwBaseMap *dw_base_map_ref (DwBaseMap *self);
void dw_base_map_unref (DwBaseMap *self);

/* Within the box of the data, and within an odd number of rings. */
gboolean dw_base_map_is_land (const DwBaseMap *self, DwGeoPoint point);
guint dw_base_map_get_n_names (const DwBaseMap *self);
/* Borrowed. Class by class, the largest first, then in the order of the list. */
const DwBaseName *dw_base_map_get_name (const DwBaseMap *self, guint index);
/* Draws the web map tile into the square of 256 px at (0, 0). What lies beyond the box of the data is left in the colour of the page. Any thread. */
void dw_base_map_draw_tile (const DwBaseMap *self, cairo_t *cr, const DwPalette *palette, int zoom, int tile_x, int tile_y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwBaseMap, dw_base_map_unref)

G_END_DECLS
