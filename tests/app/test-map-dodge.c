// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-map-dodge.h"
#include "dw-map-face.h"

/* Marks that were moved aside go under nothing that lies on the map (S1-19): legend, scale, names of who made it. Those that stand at their place stay there. */

#define ZOOM 10
#define WIDTH 620
#define HEIGHT 450

static const DwGeoPoint middle = { 117.65, 39.02 };
static const DwMapArea legend = { 10, 404, 330, 440 };

/* A map of 620 × 450 px around the middle. */
static DwMapScene
make_scene (void)
{
  DwMapScene scene = { .zoom = ZOOM, .width = WIDTH, .height = HEIGHT, .taken = &legend, .n_taken = 1 };

  dw_geo_to_px (middle, ZOOM, &scene.left, &scene.top);
  scene.left -= WIDTH / 2.0;
  scene.top -= HEIGHT / 2.0;
  return scene;
}

/* At px of the map. */
static DwMapItem
make_item (gint64 id, double x, double y)
{
  DwMapScene scene = make_scene ();
  DwMapItem item = { .id = id, .priority = 1, .state = DW_SYMBOL_UNACK, .active = { 0, 1 }, .load_percent = NAN };

  item.point = dw_geo_from_px (scene.left + x, scene.top + y, ZOOM);
  return item;
}

static DwMapArea
get_mark (const GPtrArray *clusters, const GArray *points, guint index)
{
  const DwMapCluster *cluster = clusters->pdata[index];
  DwMapScene scene = make_scene ();
  double x, y;

  dw_geo_to_px (g_array_index (points, DwGeoPoint, index), ZOOM, &x, &y);
  x -= scene.left;
  y -= scene.top;
  return (DwMapArea){ x - cluster->half_width, y - cluster->half_height, x + cluster->half_width, y + cluster->half_height };
}

static gboolean
meet (DwMapArea a, DwMapArea b)
{
  const double lost = 0.01; /* on the way to degrees and back */

  return a.right > b.left + lost && b.right > a.left + lost && a.bottom > b.top + lost && b.bottom > a.top + lost;
}

static gboolean
is_same (DwGeoPoint a, DwGeoPoint b)
{
  return a.longitude == b.longitude && a.latitude == b.latitude;
}

static void
check_apart (const GPtrArray *clusters, const GArray *points)
{
  for (guint i = 0; i < clusters->len; i++)
    for (guint j = 0; j < i; j++)
      g_assert_false (meet (get_mark (clusters, points, i), get_mark (clusters, points, j)));
}

#define N_ITEMS 8

static const struct
{
  const char *sentence;
  double x, y;         /* where all eight schools stand */
  guint n_moved_least; /* marks that have to go */
} rows[] = {
  { "far from the legend nobody moves", 300, 200, 0 },
  { "just above the legend", 200, 370, 1 },
  { "just beside the legend", 345, 420, 1 },
  { "in the corner below and beside it", 20, 380, 1 },
};

/* Eight urgent schools on one spot: the first stays, seven go aside, and none of these under the legend or over the edge. */
static void
marks_go_aside_and_not_under_the_legend (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      DwMapItem items[N_ITEMS];
      DwMapScene scene = make_scene ();
      g_autoptr (GPtrArray) clusters = NULL;
      g_autoptr (GArray) points = NULL;
      guint n_moved = 0;

      g_test_message ("%s", rows[row].sentence);
      for (guint i = 0; i < N_ITEMS; i++)
        items[i] = make_item (i + 1, rows[row].x, rows[row].y);
      clusters = dw_map_cluster_make (items, N_ITEMS, DW_MAP_LAYER_ALARMS, ZOOM);
      points = dw_map_dodge (clusters, &scene);
      g_assert_cmpuint (points->len, ==, N_ITEMS);
      g_assert_true (is_same (g_array_index (points, DwGeoPoint, 0), items[0].point));
      for (guint i = 0; i < N_ITEMS; i++)
        {
          const DwMapCluster *cluster = clusters->pdata[i];

          g_assert_true (i == 0 || !meet (get_mark (clusters, points, i), legend));
          n_moved += !is_same (g_array_index (points, DwGeoPoint, i), cluster->point);
        }
      g_assert_cmpuint (n_moved, >=, rows[row].n_moved_least);
      g_assert_true (rows[row].n_moved_least > 0 || n_moved == 0);
      check_apart (clusters, points);
    }
}

/* A mark at its place under the legend: the map tells the truth, and a person moves it. */
static void
who_stands_at_the_place_stays (void)
{
  DwMapItem items[] = { make_item (1, 100, 420), make_item (2, 300, 200) };
  DwMapScene scene = make_scene ();
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, 2, DW_MAP_LAYER_ALARMS, ZOOM);
  g_autoptr (GArray) points = dw_map_dodge (clusters, &scene);

  for (guint i = 0; i < 2; i++)
    g_assert_true (is_same (g_array_index (points, DwGeoPoint, i), ((DwMapCluster *)clusters->pdata[i])->place));
}

/* Where everything is covered a mark stays where it was. */
static void
without_a_free_place_nobody_moves (void)
{
  static const DwMapArea all = { 0, 0, WIDTH, HEIGHT };
  DwMapItem items[] = { make_item (1, 300, 200), make_item (2, 300, 200) };
  DwMapScene scene = make_scene ();
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, 2, DW_MAP_LAYER_ALARMS, ZOOM);
  g_autoptr (GArray) points = NULL;

  scene.taken = &all;
  points = dw_map_dodge (clusters, &scene);
  for (guint i = 0; i < 2; i++)
    g_assert_true (is_same (g_array_index (points, DwGeoPoint, i), ((DwMapCluster *)clusters->pdata[i])->point));
}

/* The place that it goes to is not under a name of the ground either. */
static void
names_of_the_ground_are_left_alone (void)
{
  DwMapItem items[N_ITEMS];
  DwMapScene scene = make_scene ();
  DwGeoPoint town = dw_geo_from_px (scene.left + 200, scene.top + 300, ZOOM);
  char longitude[G_ASCII_DTOSTR_BUF_SIZE], latitude[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *names = g_strdup_printf ("region %s %s 塘沽\n", g_ascii_dtostr (longitude, sizeof longitude, town.longitude), g_ascii_dtostr (latitude, sizeof latitude, town.latitude));
  g_autoptr (DwBaseMap) map = dw_base_map_new ("3\n117 38\n118 38\n118 39.5\n", names, NULL);
  g_autoptr (GPtrArray) clusters = NULL;
  g_autoptr (GArray) labels = NULL, points = NULL;
  const DwMapLabel *label;
  double half_width, half_height;
  DwMapArea name;

  for (guint i = 0; i < N_ITEMS; i++)
    items[i] = make_item (i + 1, 200, 370);
  clusters = dw_map_cluster_make (items, N_ITEMS, DW_MAP_LAYER_ALARMS, ZOOM);
  labels = dw_map_labels_place (map, clusters, ZOOM);
  g_assert_cmpuint (labels->len, ==, 1);
  label = &g_array_index (labels, DwMapLabel, 0);
  dw_map_labels_measure (dw_base_map_get_name (map, 0), &half_width, &half_height);
  name = (DwMapArea){ 200 + label->x - half_width, 300 + label->y - half_height, 200 + label->x + half_width, 300 + label->y + half_height };
  scene.base_map = map;
  scene.labels = labels;
  points = dw_map_dodge (clusters, &scene);
  for (guint i = 0; i < N_ITEMS; i++)
    g_assert_false (meet (get_mark (clusters, points, i), name));
  for (guint i = 1; i < N_ITEMS; i++)
    g_assert_false (meet (get_mark (clusters, points, i), legend));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-dodge/legend", marks_go_aside_and_not_under_the_legend);
  g_test_add_func ("/map-dodge/place", who_stands_at_the_place_stays);
  g_test_add_func ("/map-dodge/none", without_a_free_place_nobody_moves);
  g_test_add_func ("/map-dodge/names", names_of_the_ground_are_left_alone);
  return g_test_run ();
}
