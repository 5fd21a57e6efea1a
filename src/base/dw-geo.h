// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Points on the earth: WGS-84 (what is stored, equal to CGCS2000 for our purposes), GCJ-02 (the shifted grid of some Chinese map providers, only ever for showing or
 * typing), and the square of web map tiles. Pure, any thread. */

/* Degrees, east and north positive. */
typedef struct
{
  double longitude, latitude;
} DwGeoPoint;

/* Finite and within -180…180, -90…90. */
gboolean dw_geo_is_valid (DwGeoPoint point);
/* Both numbers in plain decimal degrees ("117.6521", with a point); FALSE leaves *point alone. NULL is not a number. */
gboolean dw_geo_parse (const char *longitude, const char *latitude, DwGeoPoint *point);

/* GCJ-02 as the open implementations know it: Krasovsky 1940 ellipsoid, polynomials and sines about (105, 35). Points outside 72.004…137.8347 E, 0.8293…55.8271 N stay as they are. */
DwGeoPoint dw_geo_to_gcj02 (DwGeoPoint wgs84);
/* Its inverse by iteration, good to a millimetre. */
DwGeoPoint dw_geo_from_gcj02 (DwGeoPoint gcj02);

/* Along the great circle of a sphere of 6 371 008.8 m (IUGG mean radius). */
double dw_geo_distance_m (DwGeoPoint a, DwGeoPoint b);

/* Latitude beyond which the square of web Mercator ends. */
#define DW_GEO_MERCATOR_LATITUDE 85.0511287798066
/* Size of a tile. */
#define DW_GEO_TILE_PX 256

/* Pixels from the north-west corner of the world at a zoom level, whole or not. Latitudes beyond the square are taken for its edge. */
void dw_geo_to_px (DwGeoPoint point, double zoom, double *x, double *y);
DwGeoPoint dw_geo_from_px (double x, double y, double zoom);
/* On the ground, at that latitude. */
double dw_geo_metres_per_px (double latitude, double zoom);

/* The smallest box of longitudes and latitudes around points. Begin with dw_geo_box_init. */
typedef struct
{
  double west, south, east, north;
} DwGeoBox;

void dw_geo_box_init (DwGeoBox *self);
void dw_geo_box_add (DwGeoBox *self, DwGeoPoint point);
gboolean dw_geo_box_is_empty (const DwGeoBox *self);
/* The middle of the box as a map shows it, and the highest zoom, in steps of a quarter up to max_zoom, at which it fits into width × height px. The box must not be empty. */
DwGeoPoint dw_geo_box_fit (const DwGeoBox *self, double width, double height, double max_zoom, double *zoom);

G_END_DECLS
