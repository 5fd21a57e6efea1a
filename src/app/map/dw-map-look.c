// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-look.h"

#include <math.h>

/* At whole levels tiles lie pixel on pixel: sharp, and cheap to draw. */
static const double fit_step = 1;
static const double fit_margin_px = 56;
/* Nearer to whole pixels is near enough. */
static const double snapped_px = 0.01;

double
dw_map_look_get_zoom (ShumateMap *map)
{
  return shumate_viewport_get_zoom_level (shumate_map_get_viewport (map));
}

DwGeoPoint
dw_map_look_get_middle (ShumateMap *map)
{
  ShumateLocation *at = SHUMATE_LOCATION (shumate_map_get_viewport (map));

  return (DwGeoPoint){ shumate_location_get_longitude (at), shumate_location_get_latitude (at) };
}

DwGeoBox
dw_map_look_get_view (ShumateMap *map, int width, int height, double margin_px)
{
  DwGeoPoint north_west = dw_map_look_get_point (map, width, height, -margin_px, -margin_px);
  DwGeoPoint south_east = dw_map_look_get_point (map, width, height, width + margin_px, height + margin_px);

  return (DwGeoBox){ north_west.longitude, south_east.latitude, south_east.longitude, north_west.latitude };
}

void
dw_map_look_at (ShumateMap *map, DwGeoPoint middle, double zoom)
{
  ShumateViewport *viewport = shumate_map_get_viewport (map);

  shumate_map_stop_go_to (map);
  shumate_viewport_set_zoom_level (viewport, zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), middle.latitude, middle.longitude);
}

void
dw_map_look_snap (ShumateMap *map, int width, int height)
{
  double zoom = dw_map_look_get_zoom (map), x, y, left, top;
  DwGeoPoint middle;

  dw_geo_to_px (dw_map_look_get_middle (map), zoom, &x, &y);
  left = round (x - width / 2.0);
  top = round (y - height / 2.0);
  if (zoom != floor (zoom) || (fabs (x - width / 2.0 - left) < snapped_px && fabs (y - height / 2.0 - top) < snapped_px))
    return;
  middle = dw_geo_from_px (left + width / 2.0, top + height / 2.0, zoom);
  shumate_location_set_location (SHUMATE_LOCATION (shumate_map_get_viewport (map)), middle.latitude, middle.longitude);
}

gboolean
dw_map_look_fit (ShumateMap *map, const DwGeoBox *box, int width, int height, double max_zoom, gboolean only_closer)
{
  double zoom;
  DwGeoPoint middle = dw_geo_box_fit (box, width - 2 * fit_margin_px, height - 2 * fit_margin_px, max_zoom, &zoom);

  zoom = floor (zoom / fit_step) * fit_step;
  if (only_closer && zoom <= dw_map_look_get_zoom (map))
    return FALSE;
  dw_map_look_at (map, middle, zoom);
  return TRUE;
}

DwGeoPoint
dw_map_look_get_point (ShumateMap *map, int width, int height, double x, double y)
{
  double zoom = dw_map_look_get_zoom (map), middle_x, middle_y;

  dw_geo_to_px (dw_map_look_get_middle (map), zoom, &middle_x, &middle_y);
  return dw_geo_from_px (middle_x + x - width / 2.0, middle_y + y - height / 2.0, zoom);
}

void
dw_map_look_move (ShumateMap *map, double dx, double dy)
{
  dw_map_look_at (map, dw_map_look_get_point (map, 0, 0, dx, dy), dw_map_look_get_zoom (map));
}
