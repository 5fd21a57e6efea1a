// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-geo.h"

#include <math.h>

/* GCJ-02 shifts a point by some hundred metres that depend on the place alone. Source of constants and terms: the transformation that the open libraries eviltransform,
 * coordtransform and gcoord share (a and ee of the Krasovsky 1940 ellipsoid); tests/base/gcj02-points.h compares with two of them. */
static const double semi_major_m = 6378245.0;
static const double eccentricity_2 = 0.00669342162296594323;
static const double earth_radius_m = 6371008.8;
static const double equator_m = 40075016.685578488; /* of web Mercator: 2 pi times 6378137 m */
static const double zoom_step = 0.25;

enum {
  /* Each step of the inverse is some thousand times closer. */
  INVERSE_STEPS = 6,
};

gboolean
dw_geo_is_valid (DwGeoPoint point)
{
  return isfinite (point.longitude) && isfinite (point.latitude) && fabs (point.longitude) <= 180 && fabs (point.latitude) <= 90;
}

static gboolean
parse_degrees (const char *text, double *value)
{
  char *end = NULL;

  if (text == NULL)
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

gboolean
dw_geo_parse (const char *longitude, const char *latitude, DwGeoPoint *point)
{
  DwGeoPoint read;

  if (!parse_degrees (longitude, &read.longitude) || !parse_degrees (latitude, &read.latitude) || !dw_geo_is_valid (read))
    return FALSE;
  *point = read;
  return TRUE;
}

/* --- GCJ-02 --- */

static gboolean
is_shifted (DwGeoPoint point)
{
  return point.longitude >= 72.004 && point.longitude <= 137.8347 && point.latitude >= 0.8293 && point.latitude <= 55.8271;
}

/* The terms that both coordinates have. */
static double
shared_waves (double x)
{
  return (20.0 * sin (6.0 * x * G_PI) + 20.0 * sin (2.0 * x * G_PI)) * 2.0 / 3.0;
}

static double
north_shift_m (double x, double y)
{
  double shift = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt (fabs (x)) + shared_waves (x);

  shift += (20.0 * sin (y * G_PI) + 40.0 * sin (y / 3.0 * G_PI)) * 2.0 / 3.0;
  return shift + (160.0 * sin (y / 12.0 * G_PI) + 320.0 * sin (y * G_PI / 30.0)) * 2.0 / 3.0;
}

static double
east_shift_m (double x, double y)
{
  double shift = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt (fabs (x)) + shared_waves (x);

  shift += (20.0 * sin (x * G_PI) + 40.0 * sin (x / 3.0 * G_PI)) * 2.0 / 3.0;
  return shift + (150.0 * sin (x / 12.0 * G_PI) + 300.0 * sin (x / 30.0 * G_PI)) * 2.0 / 3.0;
}

DwGeoPoint
dw_geo_to_gcj02 (DwGeoPoint wgs84)
{
  double x = wgs84.longitude - 105, y = wgs84.latitude - 35, latitude = wgs84.latitude / 180 * G_PI;
  double magic = 1 - eccentricity_2 * sin (latitude) * sin (latitude);

  if (!is_shifted (wgs84))
    return wgs84;
  return (DwGeoPoint){
    .longitude = wgs84.longitude + east_shift_m (x, y) * 180 / (semi_major_m / sqrt (magic) * cos (latitude) * G_PI),
    .latitude = wgs84.latitude + north_shift_m (x, y) * 180 / (semi_major_m * (1 - eccentricity_2) / (magic * sqrt (magic)) * G_PI),
  };
}

DwGeoPoint
dw_geo_from_gcj02 (DwGeoPoint gcj02)
{
  DwGeoPoint guess = gcj02;

  for (int i = 0; i < INVERSE_STEPS; i++)
    {
      DwGeoPoint shown = dw_geo_to_gcj02 (guess);

      guess.longitude -= shown.longitude - gcj02.longitude;
      guess.latitude -= shown.latitude - gcj02.latitude;
    }
  return guess;
}

/* --- distances and tiles --- */

/* Haversine: exact for small distances too. */
double
dw_geo_distance_m (DwGeoPoint a, DwGeoPoint b)
{
  double latitude_a = a.latitude / 180 * G_PI, latitude_b = b.latitude / 180 * G_PI;
  double half_north = sin ((latitude_b - latitude_a) / 2), half_east = sin ((b.longitude - a.longitude) / 360 * G_PI);
  double h = half_north * half_north + cos (latitude_a) * cos (latitude_b) * half_east * half_east;

  return 2 * earth_radius_m * asin (MIN (1, sqrt (h)));
}

static double
world_px (double zoom)
{
  return DW_GEO_TILE_PX * exp2 (zoom);
}

void
dw_geo_to_px (DwGeoPoint point, double zoom, double *x, double *y)
{
  double latitude = CLAMP (point.latitude, -DW_GEO_MERCATOR_LATITUDE, DW_GEO_MERCATOR_LATITUDE) / 180 * G_PI;

  *x = (point.longitude + 180) / 360 * world_px (zoom);
  *y = (1 - asinh (tan (latitude)) / G_PI) / 2 * world_px (zoom);
}

DwGeoPoint
dw_geo_from_px (double x, double y, double zoom)
{
  return (DwGeoPoint){
    .longitude = x / world_px (zoom) * 360 - 180,
    .latitude = atan (sinh (G_PI * (1 - 2 * y / world_px (zoom)))) / G_PI * 180,
  };
}

double
dw_geo_metres_per_px (double latitude, double zoom)
{
  return equator_m * cos (latitude / 180 * G_PI) / world_px (zoom);
}

/* --- boxes --- */

void
dw_geo_box_init (DwGeoBox *self)
{
  *self = (DwGeoBox){ .west = INFINITY, .south = INFINITY, .east = -INFINITY, .north = -INFINITY };
}

void
dw_geo_box_add (DwGeoBox *self, DwGeoPoint point)
{
  self->west = MIN (self->west, point.longitude);
  self->east = MAX (self->east, point.longitude);
  self->south = MIN (self->south, point.latitude);
  self->north = MAX (self->north, point.latitude);
}

gboolean
dw_geo_box_is_empty (const DwGeoBox *self)
{
  return self->west > self->east;
}

DwGeoPoint
dw_geo_box_fit (const DwGeoBox *self, double width, double height, double max_zoom, double *zoom)
{
  double left, top, right, bottom, scale;

  dw_geo_to_px ((DwGeoPoint){ self->west, self->north }, 0, &left, &top);
  dw_geo_to_px ((DwGeoPoint){ self->east, self->south }, 0, &right, &bottom);
  /* One point has no size and fits at any zoom. */
  scale = MIN (MAX (width, 1) / MAX (right - left, 1e-12), MAX (height, 1) / MAX (bottom - top, 1e-12));
  *zoom = CLAMP (floor (log2 (scale) / zoom_step) * zoom_step, 0, max_zoom);
  return dw_geo_from_px ((left + right) / 2, (top + bottom) / 2, 0);
}
