// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-geo.h"
#include "dw-shumate.h"

G_BEGIN_DECLS

/* Where a map looks: its middle, its zoom, and the points under its pixels. Width and height are those of the map widget in px. Main thread. */
double dw_map_look_get_zoom (ShumateMap *map);
DwGeoPoint dw_map_look_get_middle (ShumateMap *map);
/* What is in sight and so many px around it. */
DwGeoBox dw_map_look_get_view (ShumateMap *map, int width, int height, double margin_px);
/* At once, without a journey. */
void dw_map_look_at (ShumateMap *map, DwGeoPoint middle, double zoom);
/* By less than a pixel: at a whole zoom level tiles then lie pixel on pixel. */
void dw_map_look_snap (ShumateMap *map, int width, int height);
/* All of the box, at a whole zoom level. FALSE: only_closer, and it would not be closer than now. */
gboolean dw_map_look_fit (ShumateMap *map, const DwGeoBox *box, int width, int height, double max_zoom, gboolean only_closer);
/* By so many px. */
void dw_map_look_move (ShumateMap *map, double dx, double dy);
/* Under the pixel (x, y) of the widget, as the map is drawn: shifted when its ground is. */
DwGeoPoint dw_map_look_get_point (ShumateMap *map, int width, int height, double x, double y);

G_END_DECLS
