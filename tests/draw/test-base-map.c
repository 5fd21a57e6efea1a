// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "dw-base-map.h"
#include "dw-files.h"

/* The map that is always there (S1-19): what is land, what is sea, at known places, and that tiles meet. Colours are those of paper. */

#define NO_NAMES ""
static const char square[] = "4\n117.0 38.5\n118.0 38.5\n118.0 39.5\n117.0 39.5\n4\n117.4 38.9\n117.6 38.9\n117.6 39.1\n117.4 39.1\n";

/* Of any atlas. */
static const struct
{
  const char *sentence;
  DwGeoPoint point;
  DwColor color;
} places[] = {
  { "Tanggu, the old town", { 117.6447, 39.0185 }, DW_COLOR_MAP_LAND },
  { "Hangu", { 117.8067, 39.2483 }, DW_COLOR_MAP_LAND },
  { "Dagang", { 117.4500, 38.8433 }, DW_COLOR_MAP_LAND },
  { "Tianjin", { 117.2030, 39.1317 }, DW_COLOR_MAP_LAND },
  { "Bohai bay", { 118.1300, 38.8600 }, DW_COLOR_MAP_SEA },
  { "off the mouth of the Yellow River", { 118.8300, 38.4300 }, DW_COLOR_MAP_SEA },
  { "west of the data", { 116.3000, 39.2000 }, DW_COLOR_BG },
};

static cairo_surface_t *
draw_tile (const DwBaseMap *map, const DwPalette *palette, int zoom, int x, int y)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, DW_GEO_TILE_PX, DW_GEO_TILE_PX);
  cairo_t *cr = cairo_create (surface);

  dw_base_map_draw_tile (map, cr, palette, zoom, x, y);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  return *(guint32 *)(void *)(cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x) & 0xffffff;
}

static guint32
get_color (const DwPalette *palette, DwColor color)
{
  const DwRgb *rgb = dw_palette_get (palette, color);

  return (guint32)lround (rgb->red * 255) << 16 | (guint32)lround (rgb->green * 255) << 8 | (guint32)lround (rgb->blue * 255);
}

static guint
count_pixels (cairo_surface_t *surface, guint32 color)
{
  guint n = 0;

  for (int y = 0; y < DW_GEO_TILE_PX; y++)
    for (int x = 0; x < DW_GEO_TILE_PX; x++)
      n += get_pixel (surface, x, y) == color;
  return n;
}

static DwBaseMap *
load_map (void)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (GError) error = NULL;
  DwBaseMap *map = dw_base_map_load (data_dir, NULL, FALSE, &error);

  g_assert_no_error (error);
  return map;
}

/* A line or a name may lie on the very pixel: most of the little square around it must have the colour. */
static void
check_place (const DwBaseMap *map, const DwPalette *palette, int zoom, DwGeoPoint point, DwColor color)
{
  double x, y;
  int tile_x, tile_y, n = 0, good = 0;
  cairo_surface_t *surface;

  dw_geo_to_px (point, zoom, &x, &y);
  tile_x = (int)floor (x / DW_GEO_TILE_PX);
  tile_y = (int)floor (y / DW_GEO_TILE_PX);
  surface = draw_tile (map, palette, zoom, tile_x, tile_y);
  for (int dy = -3; dy <= 3; dy++)
    for (int dx = -3; dx <= 3; dx++)
      {
        int px = (int)x - tile_x * DW_GEO_TILE_PX + dx, py = (int)y - tile_y * DW_GEO_TILE_PX + dy;

        if (px < 0 || py < 0 || px >= DW_GEO_TILE_PX || py >= DW_GEO_TILE_PX)
          continue;
        n++;
        good += get_pixel (surface, px, py) == get_color (palette, color);
      }
  g_assert_cmpint (good * 2, >, n);
  cairo_surface_destroy (surface);
}

static void
land_and_sea_are_where_the_atlas_has_them (void)
{
  static const int zooms[] = { 8, 10, 12 };
  g_autoptr (DwBaseMap) map = load_map ();
  g_autoptr (DwPalette) palette = dw_palette_new_print ();

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (guint z = 0; z < G_N_ELEMENTS (zooms); z++)
      {
        g_test_message ("%s at zoom %d", places[i].sentence, zooms[z]);
        g_assert_true (dw_base_map_is_land (map, places[i].point) == (places[i].color == DW_COLOR_MAP_LAND));
        check_place (map, palette, zooms[z], places[i].point, places[i].color);
      }
}

/* A tile is a quarter of the one above it: as much land in the four below as above, but for lines, names and edges. */
static void
zooming_in_shows_the_same_land (void)
{
  g_autoptr (DwBaseMap) map = load_map ();
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  guint32 sea = get_color (palette, DW_COLOR_MAP_SEA);
  cairo_surface_t *above = draw_tile (map, palette, 9, 423, 195);
  guint below = 0, n_above = count_pixels (above, sea);

  for (int i = 0; i < 4; i++)
    {
      cairo_surface_t *tile = draw_tile (map, palette, 10, 846 + i % 2, 390 + i / 2);

      below += count_pixels (tile, sea);
      cairo_surface_destroy (tile);
    }
  g_assert_cmpuint (n_above, >, 2000);
  g_assert_cmpfloat (fabs (below / 4.0 - n_above), <, n_above * 0.1);
  cairo_surface_destroy (above);
}

static void
a_ring_within_a_ring_is_water (void)
{
  g_autoptr (DwBaseMap) map = dw_base_map_new (square, NO_NAMES, NULL);
  g_autoptr (DwPalette) palette = dw_palette_new_print ();

  g_assert_true (dw_base_map_is_land (map, (DwGeoPoint){ 117.2, 39.0 }));
  g_assert_false (dw_base_map_is_land (map, (DwGeoPoint){ 117.5, 39.0 }));
  g_assert_false (dw_base_map_is_land (map, (DwGeoPoint){ 116.9, 39.0 }));
  check_place (map, palette, 10, (DwGeoPoint){ 117.2, 39.02 }, DW_COLOR_MAP_LAND);
  check_place (map, palette, 10, (DwGeoPoint){ 117.53, 39.03 }, DW_COLOR_MAP_SEA);
  check_place (map, palette, 18, (DwGeoPoint){ 117.2012, 39.0221 }, DW_COLOR_MAP_LAND);
}

/* Who writes the names gets the large ones first, spaced as on printed maps, each with the levels that it belongs to; tiles carry no letters, which marks would half cover. */
static void
names_are_told_and_not_drawn (void)
{
  static const char names[] = "town 117.2 39.0 Harbour\nsea 117.1 38.9 Bay\nregion 117.20 39.01 塘沽\ntown 117.3 39.0 Mill\n";
  static const struct
  {
    const char *text;
    double size;
    int min_zoom, max_zoom;
  } wanted[] = { { "塘 沽", 18, 7, 13 }, { "B a y", 14, 7, 12 }, { "Harbour", 12, 11, 18 }, { "Mill", 12, 11, 18 } };
  g_autoptr (DwBaseMap) with = dw_base_map_new (square, names, NULL), without = dw_base_map_new (square, NO_NAMES, NULL);
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  double x, y;
  cairo_surface_t *tile, *plain;

  g_assert_cmpuint (dw_base_map_get_n_names (without), ==, 0);
  g_assert_cmpuint (dw_base_map_get_n_names (with), ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const DwBaseName *name = dw_base_map_get_name (with, i);

      g_assert_cmpstr (name->text, ==, wanted[i].text);
      g_assert_cmpfloat (name->size, ==, wanted[i].size);
      g_assert_cmpint (name->min_zoom, ==, wanted[i].min_zoom);
      g_assert_cmpint (name->max_zoom, ==, wanted[i].max_zoom);
    }
  dw_geo_to_px (dw_base_map_get_name (with, 0)->point, 11, &x, &y);
  tile = draw_tile (with, palette, 11, (int)x / DW_GEO_TILE_PX, (int)y / DW_GEO_TILE_PX);
  plain = draw_tile (without, palette, 11, (int)x / DW_GEO_TILE_PX, (int)y / DW_GEO_TILE_PX);
  g_assert_cmpuint (count_pixels (tile, get_color (palette, DW_COLOR_MAP_LAND)), ==, count_pixels (plain, get_color (palette, DW_COLOR_MAP_LAND)));
  cairo_surface_destroy (tile);
  cairo_surface_destroy (plain);
}

static const struct
{
  const char *sentence, *land, *names, *said;
} broken[] = {
  { "nothing at all", "", NO_NAMES, "there is no ring" },
  { "two points are no ring", "2\n117 38\n118 38\n", NO_NAMES, "line 1" },
  { "a count that is none", "many\n", NO_NAMES, "line 1" },
  { "the file ends within a ring", "4\n117 38\n118 38\n", NO_NAMES, "longitude latitude" },
  { "a point beyond the pole", "3\n117 38\n118 98\n117 39\n", NO_NAMES, "line 3" },
  { "a class that nobody knows", square, "region 117 39 A\nvillage 117 39 B\n", "places, line 2" },
  { "a name without a place", square, "region 117 A\n", "places, line 1" },
  { "a place without a name", square, "region 117 39\n", "places, line 1" },
  { "letters that are no letters", square, "region 117 39 \xff\n", "places, line 1" },
};

static void
a_broken_file_is_refused_by_line (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", broken[i].sentence);
      g_assert_null (dw_base_map_new (broken[i].land, broken[i].names, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, broken[i].said));
    }
}

static void
a_missing_file_is_named (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dw_base_map_load ("/nowhere", NULL, FALSE, &error));
  g_assert_nonnull (strstr (error->message, "bohai-land.txt"));
}

/* At 117 E, 39 N the shifted grid lies some 530 m east and 100 m north of the true one (the published formula, evaluated in Python): 300 m inside the west edge of the land is then sea. */
static void
the_shifted_map_lies_where_shifted_pictures_do (void)
{
  static const DwGeoPoint inside = { 117.0035, 39.0 }, east = { 118.003, 39.0 };
  g_autofree char *dir = g_dir_make_tmp ("dianwei-map-XXXXXX", NULL), *folder = g_build_filename (dir, "map", NULL), *path = g_build_filename (folder, "bohai-land.txt", NULL);
  g_autoptr (DwBaseMap) plain = NULL, shifted = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_files_ensure_dir (folder, &error) && g_file_set_contents (path, square, -1, &error));
  plain = dw_base_map_load (dir, NO_NAMES, FALSE, &error);
  g_assert_no_error (error);
  shifted = dw_base_map_load (dir, NO_NAMES, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (dw_base_map_is_land (plain, inside));
  g_assert_false (dw_base_map_is_land (shifted, inside));
  g_assert_false (dw_base_map_is_land (plain, east));
  g_assert_true (dw_base_map_is_land (shifted, east));
  g_assert_true (g_remove (path) == 0 && g_rmdir (folder) == 0 && g_rmdir (dir) == 0);
}

/* Names of one's own replace those that are built in; a list that is not in order is refused by line. */
static void
own_names_are_read (void)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DwBaseMap) map = dw_base_map_load (data_dir, "town 117.7 39.0 A\n", FALSE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (map);
  g_assert_null (dw_base_map_load (data_dir, "town 117.7 39.0 A\nhill 1 2 B\n", FALSE, &error));
  g_assert_nonnull (strstr (error->message, "places, line 2"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base-map/atlas", land_and_sea_are_where_the_atlas_has_them);
  g_test_add_func ("/base-map/zooming", zooming_in_shows_the_same_land);
  g_test_add_func ("/base-map/lake", a_ring_within_a_ring_is_water);
  g_test_add_func ("/base-map/names", names_are_told_and_not_drawn);
  g_test_add_func ("/base-map/broken", a_broken_file_is_refused_by_line);
  g_test_add_func ("/base-map/missing", a_missing_file_is_named);
  g_test_add_func ("/base-map/shifted", the_shifted_map_lies_where_shifted_pictures_do);
  g_test_add_func ("/base-map/own-names", own_names_are_read);
  return g_test_run ();
}
