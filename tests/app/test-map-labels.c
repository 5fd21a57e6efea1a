// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-files.h"
#include "dw-map-face.h"
#include "dw-map-names.h"
#include "dw-map-pyramid.h"
#include "dw-test-schools.h"

/* Names of the ground stand beside the marks or nowhere (S1-19): no mark, no name of a school and no other name lies on one, whatever the zoom. */

static const char square[] = "4\n117.0 38.5\n118.0 38.5\n118.0 39.5\n117.0 39.5\n";
static const DwGeoPoint home = { 117.65, 39.02 };

static DwMapItem
make_item (gint64 id, double east_px, double south_px, double zoom)
{
  DwMapItem item = { .id = id, .priority = 1, .state = DW_SYMBOL_UNACK, .active = { 0, 1 }, .load_percent = NAN };
  double x, y;

  dw_geo_to_px (home, zoom, &x, &y);
  item.point = dw_geo_from_px (x + east_px, y + south_px, zoom);
  return item;
}

/* --- one name, urgent marks around it --- */

/* A disc reaches 19 px from its middle; 塘 沽 in letters of 18 px takes some 50 × 26 px. */
static const struct
{
  const char *sentence;
  const char *name_class;
  double zoom;
  guint n_marks;
  double marks[5][2]; /* px east and south of the name */
  int side_x, side_y; /* where it goes; both 0: it stays */
  gboolean shown;
} rows[] = {
  { "nothing is near", "region", 10, 1, { { 300, 0 } }, 0, 0, TRUE },
  { "a mark stands on it", "region", 10, 1, { { 0, 0 } }, 0, -1, TRUE },
  { "a mark on its right half", "region", 10, 1, { { 15, 4 } }, -1, 0, TRUE },
  { "above is another mark", "region", 10, 2, { { 0, 0 }, { 0, -50 } }, 0, 1, TRUE },
  { "above and below are others", "region", 10, 3, { { 0, 0 }, { 0, -50 }, { 0, 50 } }, -1, 0, TRUE },
  { "only the right side is free", "region", 10, 4, { { 0, 0 }, { 0, -50 }, { 0, 50 }, { -60, 0 } }, 1, 0, TRUE },
  { "no side is free", "region", 10, 5, { { 0, 0 }, { 0, -50 }, { 0, 50 }, { -60, 0 }, { 60, 0 } }, 0, 0, FALSE },
  { "too far out for a region", "region", 6.5, 1, { { 300, 0 } }, 0, 0, FALSE },
  { "a region to the end of its levels", "region", 13.5, 1, { { 300, 0 } }, 0, 0, TRUE },
  { "too close for a region", "region", 14, 1, { { 300, 0 } }, 0, 0, FALSE },
  { "too far out for a town", "town", 10.5, 1, { { 300, 0 } }, 0, 0, FALSE },
  { "a town", "town", 11, 1, { { 0, 0 } }, 0, -1, TRUE },
};

static DwBaseMap *
make_map (const char *name_class, const char *more)
{
  g_autofree char *names = g_strdup_printf ("%s 117.65 39.02 塘沽\n%s", name_class, more);
  g_autoptr (GError) error = NULL;
  DwBaseMap *map = dw_base_map_new (square, names, &error);

  g_assert_no_error (error);
  return map;
}

static int
get_sign (double number)
{
  return (number > 0) - (number < 0);
}

static void
a_name_goes_to_a_free_side (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwBaseMap) map = make_map (rows[i].name_class, "");
      DwMapItem items[5];
      g_autoptr (GPtrArray) clusters = NULL;
      g_autoptr (GArray) labels = NULL;

      g_test_message ("%s", rows[i].sentence);
      for (guint m = 0; m < rows[i].n_marks; m++)
        items[m] = make_item (m + 1, rows[i].marks[m][0], rows[i].marks[m][1], rows[i].zoom);
      clusters = dw_map_cluster_make (items, rows[i].n_marks, DW_MAP_LAYER_ALARMS, rows[i].zoom);
      labels = dw_map_labels_place (map, clusters, rows[i].zoom);
      g_assert_cmpuint (labels->len, ==, rows[i].shown);
      if (!rows[i].shown)
        continue;
      g_assert_cmpint (get_sign (g_array_index (labels, DwMapLabel, 0).x), ==, rows[i].side_x);
      g_assert_cmpint (get_sign (g_array_index (labels, DwMapLabel, 0).y), ==, rows[i].side_y);
    }
}

/* The large name stays, the town beside it moves, and one of the same place that finds no room is left out. */
static void
names_of_the_ground_cover_one_another_no_more (void)
{
  g_autoptr (DwBaseMap) map = make_map ("region", "town 117.65 39.02 老城\n");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GArray) labels = dw_map_labels_place (map, none, 11);

  g_assert_cmpuint (labels->len, ==, 2);
  g_assert_cmpfloat (g_array_index (labels, DwMapLabel, 0).y, ==, 0);
  g_assert_cmpfloat (g_array_index (labels, DwMapLabel, 1).y, <, -20);
}

/* --- the whole district --- */

#define N_SCHOOLS 2000
#define SEED 20261129

typedef struct
{
  double left, top, right, bottom;
} Area;

static Area
make_area (DwGeoPoint point, double zoom, double dx, double dy, double half_width, double half_height)
{
  double x, y;

  dw_geo_to_px (point, zoom, &x, &y);
  return (Area){ x + dx - half_width, y + dy - half_height, x + dx + half_width, y + dy + half_height };
}

/* Marks, and the names of schools below them. */
static GArray *
list_taken (const GPtrArray *clusters, double zoom)
{
  GArray *areas = g_array_new (FALSE, FALSE, sizeof (Area));

  for (guint i = 0; i < clusters->len; i++)
    {
      const DwMapCluster *cluster = clusters->pdata[i];
      Area area = make_area (cluster->point, zoom, 0, 0, cluster->half_width, cluster->half_height);

      g_array_append_val (areas, area);
      if (cluster->name == NULL)
        continue;
      area = make_area (cluster->point, zoom, 0, MAX (cluster->half_height, 12) + DW_MAP_NAME_HEIGHT_PX / 2.0, dw_map_face_text_width (cluster->name) / 2, DW_MAP_NAME_HEIGHT_PX / 2.0);
      g_array_append_val (areas, area);
    }
  return areas;
}

static gboolean
meet (const Area *a, const Area *b)
{
  const double lost = 0.01; /* on the way to degrees and back */

  return a->right > b->left + lost && b->right > a->left + lost && a->bottom > b->top + lost && b->bottom > a->top + lost;
}

static void
check_labels (const DwBaseMap *map, const GArray *labels, GArray *areas, double zoom)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const DwMapLabel *label = &g_array_index (labels, DwMapLabel, i);
      const DwBaseName *name = dw_base_map_get_name (map, label->index);
      Area area = make_area (name->point, zoom, label->x, label->y, dw_map_face_text_width (name->text) * name->size / 24, name->size / 2);

      for (guint j = 0; j < areas->len; j++)
        g_assert_false (meet (&area, &g_array_index (areas, Area, j)));
      g_array_append_val (areas, area);
    }
}

/* max_markers: also where the marks of a farther step are shown because there would be too many. */
static void
walk_zooms (guint max_markers)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (DwBaseMap) map = dw_base_map_load (data_dir, NULL, FALSE, NULL);
  g_autofree DwMapItem *items = dw_test_schools_make (N_SCHOOLS, SEED, 200);
  g_autofree const char **names = g_new (const char *, N_SCHOOLS);
  g_autoptr (DwMapPyramid) pyramid = NULL;
  guint n_labels = 0;

  for (guint i = 0; i < N_SCHOOLS; i++)
    names[i] = "塘沽示范一小";
  pyramid = dw_map_pyramid_new (items, N_SCHOOLS, DW_MAP_LAYER_ALARMS, names);
  for (double zoom = 7; zoom <= 15; zoom += 0.13)
    {
      int shown;
      g_autoptr (GPtrArray) clusters = dw_map_pyramid_list (pyramid, zoom, NULL, max_markers, &shown);
      const GArray *labels = dw_map_pyramid_get_labels (pyramid, map, zoom, shown);
      g_autoptr (GArray) areas = list_taken (clusters, zoom);

      check_labels (map, labels, areas, zoom);
      n_labels += labels->len;
    }
  g_assert_cmpuint (n_labels, >, 300);
}

static void
nothing_covers_a_name_at_any_zoom (void)
{
  walk_zooms (G_MAXUINT);
}

static void
nor_beside_the_marks_of_a_farther_step (void)
{
  walk_zooms (100);
}

/* A pan asks at each step: the same places are the same array; another map has others. */
static void
places_are_kept (void)
{
  DwMapItem items[] = { make_item (1, 0, 0, 10) };
  g_autoptr (DwMapPyramid) pyramid = dw_map_pyramid_new (items, 1, DW_MAP_LAYER_ALARMS, NULL);
  g_autoptr (DwBaseMap) one = make_map ("region", ""), other = make_map ("region", "region 117.9 39.3 汉沽\n");
  int step = dw_map_pyramid_get_step (10);
  const GArray *labels = dw_map_pyramid_get_labels (pyramid, one, 10, step);

  g_assert_true (dw_map_pyramid_get_labels (pyramid, one, 10.3, step) == labels);
  g_assert_true (dw_map_pyramid_get_labels (pyramid, one, 10.6, step) != labels);
  g_assert_true (dw_map_pyramid_get_labels (pyramid, one, 10, step) == labels);
  g_assert_cmpuint (labels->len, ==, 1);
  g_assert_cmpuint (dw_map_pyramid_get_labels (pyramid, other, 10, step)->len, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-labels/side", a_name_goes_to_a_free_side);
  g_test_add_func ("/map-labels/others", names_of_the_ground_cover_one_another_no_more);
  g_test_add_func ("/map-labels/apart", nothing_covers_a_name_at_any_zoom);
  g_test_add_func ("/map-labels/farther", nor_beside_the_marks_of_a_farther_step);
  g_test_add_func ("/map-labels/kept", places_are_kept);
  return g_test_run ();
}
