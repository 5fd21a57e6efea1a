// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-geo.h"

#include <math.h>

#include "gcj02-points.h"

/* Geometry of the map (S1-19): the shift of Chinese map providers against two other programs, tiles against the numbers of the tile scheme's own documents. */

static const double tolerance_degrees = 2e-9; /* the tables have nine decimals */

static void
the_shift_is_that_of_two_other_programs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (gcj02_points); i++)
    {
      DwGeoPoint shifted = dw_geo_to_gcj02 ((DwGeoPoint){ gcj02_points[i].longitude, gcj02_points[i].latitude });

      g_assert_cmpfloat_with_epsilon (shifted.longitude, gcj02_points[i].gcoord_longitude, tolerance_degrees);
      g_assert_cmpfloat_with_epsilon (shifted.latitude, gcj02_points[i].gcoord_latitude, tolerance_degrees);
      g_assert_cmpfloat_with_epsilon (shifted.longitude, gcj02_points[i].coordtransform_longitude, tolerance_degrees);
      g_assert_cmpfloat_with_epsilon (shifted.latitude, gcj02_points[i].coordtransform_latitude, tolerance_degrees);
    }
}

static void
the_shift_can_be_taken_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (gcj02_points); i++)
    {
      DwGeoPoint stored = { gcj02_points[i].longitude, gcj02_points[i].latitude };
      DwGeoPoint back = dw_geo_from_gcj02 ((DwGeoPoint){ gcj02_points[i].gcoord_longitude, gcj02_points[i].gcoord_latitude });

      /* Wanted: half a metre. */
      g_assert_cmpfloat (dw_geo_distance_m (stored, back), <, 0.01);
      g_assert_cmpfloat (dw_geo_distance_m (stored, dw_geo_to_gcj02 (stored)), >, 10);
    }
}

static const struct
{
  const char *sentence;
  DwGeoPoint point;
} abroad[] = {
  { "Paris", { 2.3522, 48.8566 } },
  { "New York", { -74.006, 40.7128 } },
  { "Tokyo", { 139.69, 35.69 } },
  { "Sydney", { 151.2, -33.87 } },
  { "just west", { 72.0039, 39 } },
  { "just east", { 137.8348, 39 } },
  { "just north", { 117, 55.8272 } },
  { "just south", { 117, 0.8292 } },
  { "the corner of the map", { 0, 0 } },
  { "the date line", { -180, 40 } },
  { "the south pole", { 0, -90 } },
};

static void
abroad_nothing_is_shifted (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (abroad); i++)
    {
      DwGeoPoint there = dw_geo_to_gcj02 (abroad[i].point), back = dw_geo_from_gcj02 (abroad[i].point);

      g_test_message ("%s", abroad[i].sentence);
      g_assert_true (there.longitude == abroad[i].point.longitude && there.latitude == abroad[i].point.latitude);
      g_assert_true (back.longitude == abroad[i].point.longitude && back.latitude == abroad[i].point.latitude);
    }
}

/* Numbers of the tile scheme: wiki.openstreetmap.org/wiki/Slippy_map_tilenames and learn.microsoft.com "Bing Maps Tile System" (metres per pixel at the equator). */
static const struct
{
  const char *sentence;
  DwGeoPoint point;
  int zoom;
  int tile_x, tile_y;
} tiles[] = {
  { "the wiki's example, in Dresden", { 13.37771496361961, 51.02852266405453 }, 14, 8800, 5482 },
  { "north-west corner", { -180, DW_GEO_MERCATOR_LATITUDE }, 3, 0, 0 },
  { "beyond the square", { -180, 90 }, 3, 0, 0 },
  { "south-east of the middle", { 0.0001, -0.0001 }, 1, 1, 1 },
};

static void
points_fall_into_their_tiles (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++)
    {
      double x, y;

      g_test_message ("%s", tiles[i].sentence);
      dw_geo_to_px (tiles[i].point, tiles[i].zoom, &x, &y);
      g_assert_cmpint ((int)floor (x / DW_GEO_TILE_PX + 1e-9), ==, tiles[i].tile_x);
      g_assert_cmpint ((int)floor (y / DW_GEO_TILE_PX + 1e-9), ==, tiles[i].tile_y);
    }
}

static void
a_pixel_has_its_size_on_the_ground (void)
{
  g_assert_cmpfloat_with_epsilon (dw_geo_metres_per_px (0, 1), 78271.5170, 0.001);
  g_assert_cmpfloat_with_epsilon (dw_geo_metres_per_px (0, 10), 152.8741, 0.0001);
  g_assert_cmpfloat_with_epsilon (dw_geo_metres_per_px (60, 10), 152.8741 / 2, 0.0001);
}

static void
pixels_come_back_as_points (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (gcj02_points); i++)
    {
      DwGeoPoint point = { gcj02_points[i].longitude, gcj02_points[i].latitude }, back;
      double x, y;

      dw_geo_to_px (point, 11.5, &x, &y);
      back = dw_geo_from_px (x, y, 11.5);
      g_assert_cmpfloat_with_epsilon (back.longitude, point.longitude, 1e-9);
      g_assert_cmpfloat_with_epsilon (back.latitude, point.latitude, 1e-9);
    }
}

/* A degree of a great circle of that radius is 111 195 m; Paris to London is 344 km in any gazetteer. */
static void
distances_are_those_of_the_sphere (void)
{
  g_assert_cmpfloat_with_epsilon (dw_geo_distance_m ((DwGeoPoint){ 117, 39 }, (DwGeoPoint){ 117, 40 }), 111195.1, 0.5);
  g_assert_cmpfloat_with_epsilon (dw_geo_distance_m ((DwGeoPoint){ 2.3522, 48.8566 }, (DwGeoPoint){ -0.1278, 51.5074 }), 343500, 1000);
  g_assert_cmpfloat_with_epsilon (dw_geo_distance_m ((DwGeoPoint){ 0, 0 }, (DwGeoPoint){ 180, 0 }), G_PI * 6371008.8, 0.5);
  g_assert_cmpfloat (dw_geo_distance_m ((DwGeoPoint){ 117, 39 }, (DwGeoPoint){ 117, 39 }), ==, 0);
}

static const struct
{
  const char *sentence, *longitude, *latitude;
  gboolean good;
} typed[] = {
  { "plain degrees", "117.6521", "39.0301", TRUE },
  { "negative", "-0.5", "-33.9", TRUE },
  { "not entered", NULL, "39", FALSE },
  { "empty", "", "39", FALSE },
  { "a comma", "117,6521", "39.03", FALSE },
  { "something behind", "117.6521 E", "39.03", FALSE },
  { "beyond the pole", "117", "90.1", FALSE },
  { "beyond the date line", "180.5", "39", FALSE },
  { "not a number", "nan", "39", FALSE },
  { "without end", "inf", "39", FALSE },
};

static void
only_degrees_are_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      DwGeoPoint point = { 1, 2 };

      g_test_message ("%s", typed[i].sentence);
      g_assert_true (dw_geo_parse (typed[i].longitude, typed[i].latitude, &point) == typed[i].good);
      if (!typed[i].good)
        g_assert_true (point.longitude == 1 && point.latitude == 2);
    }
}

static void
a_box_fits_and_no_closer_one_does (void)
{
  DwGeoBox box;
  DwGeoPoint middle;
  double zoom, left, top, right, bottom;

  dw_geo_box_init (&box);
  g_assert_true (dw_geo_box_is_empty (&box));
  dw_geo_box_add (&box, (DwGeoPoint){ 117.4, 38.7 });
  dw_geo_box_add (&box, (DwGeoPoint){ 117.9, 39.3 });
  g_assert_false (dw_geo_box_is_empty (&box));
  middle = dw_geo_box_fit (&box, 700, 600, 18, &zoom);
  dw_geo_to_px ((DwGeoPoint){ 117.4, 39.3 }, zoom, &left, &top);
  dw_geo_to_px ((DwGeoPoint){ 117.9, 38.7 }, zoom, &right, &bottom);
  g_assert_true (right - left <= 700 && bottom - top <= 600);
  g_assert_true ((right - left) * exp2 (0.25) > 700 || (bottom - top) * exp2 (0.25) > 600);
  g_assert_cmpfloat_with_epsilon (middle.longitude, 117.65, 1e-9);
  g_assert_cmpfloat_with_epsilon (middle.latitude, 39.0, 0.01);
}

static void
one_point_is_shown_at_the_highest_zoom (void)
{
  DwGeoBox box;
  double zoom;

  dw_geo_box_init (&box);
  dw_geo_box_add (&box, (DwGeoPoint){ 117.4, 38.7 });
  dw_geo_box_fit (&box, 700, 600, 13, &zoom);
  g_assert_cmpfloat (zoom, ==, 13);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/gcj02/two-programs", the_shift_is_that_of_two_other_programs);
  g_test_add_func ("/geo/gcj02/back", the_shift_can_be_taken_back);
  g_test_add_func ("/geo/gcj02/abroad", abroad_nothing_is_shifted);
  g_test_add_func ("/geo/tiles", points_fall_into_their_tiles);
  g_test_add_func ("/geo/ground", a_pixel_has_its_size_on_the_ground);
  g_test_add_func ("/geo/pixels", pixels_come_back_as_points);
  g_test_add_func ("/geo/distance", distances_are_those_of_the_sphere);
  g_test_add_func ("/geo/typed", only_degrees_are_read);
  g_test_add_func ("/geo/fit", a_box_fits_and_no_closer_one_does);
  g_test_add_func ("/geo/fit-one", one_point_is_shown_at_the_highest_zoom);
  return g_test_run ();
}
