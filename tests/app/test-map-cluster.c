// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-map-face.h"
#include "dw-map-names.h"
#include "dw-map-pyramid.h"
#include "dw-test-schools.h"

/* Which schools are drawn together (S1-19): the rules, and that nobody is lost whatever the zoom. */

static const DwGeoPoint home = { 117.65, 39.02 };

static DwMapItem
make_item (gint64 id, double east_px, guint priority, DwSymbolState state)
{
  double x, y;
  DwMapItem item = { .id = id, .priority = priority, .state = state };

  /* In the middle of a cell, at zoom 10. */
  dw_geo_to_px (home, 10, &x, &y);
  x = (floor (x / DW_MAP_CELL_PX) + 0.5) * DW_MAP_CELL_PX;
  item.point = dw_geo_from_px (x + east_px, y, 10);
  if (priority > 0)
    item.active[priority] = 1;
  return item;
}

static void
the_worst_wins_and_counts_add (void)
{
  DwMapItem items[] = {
    make_item (1, 0, 0, DW_SYMBOL_NORMAL),
    make_item (2, 5, 3, DW_SYMBOL_ACKED),
    make_item (3, 10, 3, DW_SYMBOL_UNACK),
    make_item (4, -10, 4, DW_SYMBOL_UNACK),
    make_item (5, -5, 0, DW_SYMBOL_STALE),
  };
  g_autoptr (GPtrArray) clusters = NULL;
  DwMapCluster *cluster;

  items[1].active[4] = 2;
  clusters = dw_map_cluster_make (items, G_N_ELEMENTS (items), DW_MAP_LAYER_ALARMS, 10);
  g_assert_cmpuint (clusters->len, ==, 1);
  cluster = clusters->pdata[0];
  g_assert_cmpuint (cluster->members->len, ==, 5);
  g_assert_cmpuint (cluster->priority, ==, 3);
  g_assert_cmpint (cluster->state, ==, DW_SYMBOL_UNACK);
  g_assert_cmpuint (cluster->active[3], ==, 2);
  g_assert_cmpuint (cluster->active[4], ==, 3);
  g_assert_cmpuint (cluster->n_old, ==, 1);
  g_assert_false (cluster->empty);
}

static void
an_urgent_school_stands_alone (void)
{
  DwMapItem items[] = { make_item (1, 0, 1, DW_SYMBOL_UNACK), make_item (2, 1, 0, DW_SYMBOL_NORMAL), make_item (3, 2, 1, DW_SYMBOL_ACKED), make_item (4, 3, 2, DW_SYMBOL_UNACK) };
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, G_N_ELEMENTS (items), DW_MAP_LAYER_ALARMS, 10);

  g_assert_cmpuint (clusters->len, ==, 3);
  for (guint i = 0; i < clusters->len; i++)
    {
      DwMapCluster *cluster = clusters->pdata[i];

      g_assert_cmpuint (cluster->members->len, ==, i < 2 ? 1 : 2);
      g_assert_cmpuint (cluster->priority, ==, i < 2 ? 1 : 2);
    }
}

static const struct
{
  const char *sentence;
  double east_px, zoom;
  guint n_clusters;
} distances[] = {
  { "within a cell", 20, 10, 1 },
  { "in the next cell", 60, 10, 2 },
  { "a level closer they part", 20, 12, 2 },
  { "a level away they meet", 60, 7, 1 },
};

static void
cells_are_of_pixels (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (distances); i++)
    {
      DwMapItem items[] = { make_item (1, 0, 0, DW_SYMBOL_NORMAL), make_item (2, distances[i].east_px, 0, DW_SYMBOL_NORMAL) };
      g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, 2, DW_MAP_LAYER_ALARMS, distances[i].zoom);

      g_test_message ("%s", distances[i].sentence);
      g_assert_cmpuint (clusters->len, ==, distances[i].n_clusters);
    }
}

/* A pill is wider than its cell: what it would cover joins it. Two rings side by side cover nothing, and urgent ones stay on top. */
static void
a_pill_takes_what_it_would_cover (void)
{
  DwMapItem items[] = { make_item (1, 0, 0, DW_SYMBOL_NORMAL), make_item (2, 5, 0, DW_SYMBOL_NORMAL), make_item (3, 66, 0, DW_SYMBOL_NORMAL), make_item (4, 130, 0, DW_SYMBOL_NORMAL), make_item (5, 40, 1, DW_SYMBOL_UNACK) };
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, G_N_ELEMENTS (items), DW_MAP_LAYER_ALARMS, 10);

  g_assert_cmpuint (clusters->len, ==, 3);
  g_assert_cmpuint (((DwMapCluster *)clusters->pdata[0])->priority, ==, 1);
  g_assert_cmpuint (((DwMapCluster *)clusters->pdata[1])->members->len + ((DwMapCluster *)clusters->pdata[2])->members->len, ==, 4);
  g_assert_cmpuint (ABS ((int)((DwMapCluster *)clusters->pdata[1])->members->len - (int)((DwMapCluster *)clusters->pdata[2])->members->len), ==, 2);
}

static void
the_worst_come_first (void)
{
  DwMapItem items[] = {
    make_item (1, 0, 0, DW_SYMBOL_NORMAL),
    make_item (2, 200, 2, DW_SYMBOL_ACKED),
    make_item (3, 400, 0, DW_SYMBOL_STALE),
    make_item (4, 600, 2, DW_SYMBOL_UNACK),
    make_item (5, 800, 4, DW_SYMBOL_UNACK),
    make_item (6, 1000, 1, DW_SYMBOL_RTN_UNACK),
    make_item (7, 1200, 0, DW_SYMBOL_NORMAL),
  };
  static const guint order[] = { 5, 3, 1, 4, 2, 0, 6 };
  g_autoptr (GPtrArray) clusters = NULL;

  items[6].empty = TRUE;
  clusters = dw_map_cluster_make (items, G_N_ELEMENTS (items), DW_MAP_LAYER_ALARMS, 10);
  g_assert_cmpuint (clusters->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < clusters->len; i++)
    g_assert_cmpuint (g_array_index (((DwMapCluster *)clusters->pdata[i])->members, guint, 0), ==, order[i]);
}

static void
the_last_hour_shows_as_a_trend (void)
{
  static const struct
  {
    int first, second;
    DwMapTrend trend;
  } rows[] = { { 0, 0, DW_MAP_TREND_STEADY }, { 2, -1, DW_MAP_TREND_RISING }, { 1, -1, DW_MAP_TREND_STEADY }, { 0, -3, DW_MAP_TREND_FALLING } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwMapItem items[] = { make_item (1, 0, 0, DW_SYMBOL_NORMAL), make_item (2, 5, 0, DW_SYMBOL_NORMAL) };
      g_autoptr (GPtrArray) clusters = NULL;

      items[0].rise = rows[i].first;
      items[1].rise = rows[i].second;
      clusters = dw_map_cluster_make (items, 2, DW_MAP_LAYER_ALARMS, 10);
      g_assert_cmpint (((DwMapCluster *)clusters->pdata[0])->trend, ==, rows[i].trend);
    }
}

static void
what_is_out_of_sight_is_left_out (void)
{
  DwMapItem items[] = { make_item (1, 0, 0, DW_SYMBOL_NORMAL), make_item (2, 2000, 1, DW_SYMBOL_UNACK) };
  DwGeoBox view = { 117, 38, 118, 40 };
  g_autoptr (DwMapPyramid) pyramid = dw_map_pyramid_new (items, 2, DW_MAP_LAYER_ALARMS, NULL);
  g_autoptr (GPtrArray) seen = dw_map_pyramid_list (pyramid, 10, &view, DW_MAP_MARKERS, NULL);
  g_autoptr (GPtrArray) all = dw_map_pyramid_list (pyramid, 10, NULL, DW_MAP_MARKERS, NULL);

  g_assert_cmpuint (seen->len, ==, 1);
  g_assert_cmpuint (((DwMapCluster *)seen->pdata[0])->priority, ==, 0);
  g_assert_cmpuint (all->len, ==, 2);
}

static void
no_schools_no_clusters (void)
{
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make (NULL, 0, DW_MAP_LAYER_ALARMS, 10);

  g_assert_cmpuint (clusters->len, ==, 0);
}

/* --- the whole district --- */

#define N_SCHOOLS 2000
#define SEED 20261129

/* The lowest number that is not 0 is the worst. */
static guint
find_worst (const DwMapCluster *cluster, const DwMapItem *items)
{
  guint worst = 0;

  for (guint i = 0; i < cluster->members->len; i++)
    {
      guint priority = items[g_array_index (cluster->members, guint, i)].priority;

      if (priority > 0 && (worst == 0 || priority < worst))
        worst = priority;
    }
  return worst;
}

static void
check_whole (const GPtrArray *clusters, const DwMapItem *items)
{
  g_autofree gboolean *seen = g_new0 (gboolean, N_SCHOOLS);
  guint counts[5] = { 0 }, wanted[5] = { 0 }, n_seen = 0;

  for (guint i = 0; i < N_SCHOOLS; i++)
    wanted[items[i].priority] += items[i].priority > 0;
  for (guint i = 0; i < clusters->len; i++)
    {
      const DwMapCluster *cluster = clusters->pdata[i];

      g_assert_cmpuint (cluster->priority, ==, find_worst (cluster, items));
      g_assert_true (cluster->priority != 1 || cluster->members->len == 1);
      for (guint priority = 1; priority <= 4; priority++)
        counts[priority] += cluster->active[priority];
      for (guint m = 0; m < cluster->members->len; m++, n_seen++)
        {
          g_assert_false (seen[g_array_index (cluster->members, guint, m)]);
          seen[g_array_index (cluster->members, guint, m)] = TRUE;
        }
    }
  g_assert_cmpuint (n_seen, ==, N_SCHOOLS);
  g_assert_cmpmem (counts, sizeof counts, wanted, sizeof wanted);
}

/* At every zoom a mouse or an animation stops at: each school is in exactly one cluster, counts add up to the whole, the worst wins, urgent ones are alone. */
static void
nobody_is_lost (void)
{
  g_autofree DwMapItem *items = dw_test_schools_make (N_SCHOOLS, SEED, 60);
  g_autoptr (DwMapPyramid) pyramid = dw_map_pyramid_new (items, N_SCHOOLS, DW_MAP_LAYER_ALARMS, NULL);

  for (double zoom = 0; zoom <= 18; zoom += 0.2)
    {
      g_autoptr (GPtrArray) clusters = dw_map_pyramid_list (pyramid, zoom, NULL, G_MAXUINT, NULL);

      check_whole (clusters, items);
    }
}

static void
there_are_never_too_many (void)
{
  g_autofree DwMapItem *items = dw_test_schools_make (N_SCHOOLS, SEED, 60);
  g_autoptr (DwMapPyramid) pyramid = dw_map_pyramid_new (items, N_SCHOOLS, DW_MAP_LAYER_ALARMS, NULL);

  for (double zoom = 0; zoom <= 18; zoom += 0.75)
    {
      g_autoptr (GPtrArray) clusters = dw_map_pyramid_list (pyramid, zoom, NULL, DW_MAP_MARKERS, NULL);
      guint n_plain = 0;

      check_whole (clusters, items);
      for (guint i = 0; i < clusters->len; i++)
        n_plain += ((DwMapCluster *)clusters->pdata[i])->priority != 1;
      g_assert_cmpuint (n_plain, <=, DW_MAP_MARKERS);
    }
}

/* A mark or a name, as it is drawn at a zoom. */
typedef struct
{
  double left, top, right, bottom;
} Area;

static void
add_areas (const DwMapCluster *cluster, double zoom, GArray *areas)
{
  double x, y, half;
  Area area;

  dw_geo_to_px (cluster->point, zoom, &x, &y);
  area = (Area){ x - cluster->half_width, y - cluster->half_height, x + cluster->half_width, y + cluster->half_height };
  g_array_append_val (areas, area);
  if (cluster->name == NULL)
    return;
  half = dw_map_face_text_width (cluster->name) / 2;
  y += MAX (cluster->half_height, 12);
  area = (Area){ x - half, y, x + half, y + DW_MAP_NAME_HEIGHT_PX };
  g_array_append_val (areas, area);
}

/* A hundredth of a pixel is lost on the way to degrees and back. */
static void
check_apart (const GArray *areas)
{
  const double lost = 0.01;

  for (guint i = 0; i < areas->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const Area *a = &g_array_index (areas, Area, i), *b = &g_array_index (areas, Area, j);

        g_assert_true (a->right <= b->left + lost || b->right <= a->left + lost || a->bottom <= b->top + lost || b->bottom <= a->top + lost);
      }
}

/* No mark and no name covers another one, also in the middle of a zoom. */
static void
nothing_covers_anything_at_any_zoom (void)
{
  g_autofree DwMapItem *items = dw_test_schools_make (N_SCHOOLS, SEED, 60);
  g_autofree const char **names = g_new (const char *, N_SCHOOLS);
  g_autoptr (DwMapPyramid) pyramid = NULL;
  guint n_names = 0;

  for (guint i = 0; i < N_SCHOOLS; i++)
    names[i] = i % 2 ? "塘沽示范一小" : "No. 7 kindergarten of the harbour";
  pyramid = dw_map_pyramid_new (items, N_SCHOOLS, DW_MAP_LAYER_ALARMS, names);
  for (double zoom = 7; zoom <= 15; zoom += 0.13)
    {
      g_autoptr (GPtrArray) clusters = dw_map_pyramid_list (pyramid, zoom, NULL, G_MAXUINT, NULL);
      g_autoptr (GArray) areas = g_array_new (FALSE, FALSE, sizeof (Area));

      for (guint i = 0; i < clusters->len; i++)
        add_areas (clusters->pdata[i], zoom, areas);
      check_apart (areas);
      n_names += areas->len - clusters->len;
    }
  g_assert_cmpuint (n_names, >, 1000);
}

/* From one step to the next the same clusters are shown, and where the map comes to rest they stay. */
static void
within_a_step_nothing_changes (void)
{
  static const struct
  {
    double a, b;
    gboolean same;
  } rows[] = { { 10, 10.4, TRUE }, { 10, 10.4999, TRUE }, { 10.5, 10.8, TRUE }, { 10.4999, 10.5, FALSE }, { 9.99, 10, FALSE }, { 10.8f, 10.8, TRUE }, { 9.99999999, 10, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (dw_map_pyramid_get_step (rows[i].a) == dw_map_pyramid_get_step (rows[i].b), ==, rows[i].same);
}

/* Many urgent schools on one spot: all are seen, none far from where it is. */
static void
urgent_ones_stand_side_by_side (void)
{
  DwMapItem items[12];
  g_autoptr (GPtrArray) clusters = NULL;
  g_autoptr (GArray) areas = g_array_new (FALSE, FALSE, sizeof (Area));
  double x, y;

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    items[i] = make_item (i + 1, 0, 1, DW_SYMBOL_UNACK);
  clusters = dw_map_cluster_make (items, G_N_ELEMENTS (items), DW_MAP_LAYER_ALARMS, 10);
  g_assert_cmpuint (clusters->len, ==, G_N_ELEMENTS (items));
  dw_geo_to_px (items[0].point, 10, &x, &y);
  for (guint i = 0; i < clusters->len; i++)
    {
      double at_x, at_y;

      add_areas (clusters->pdata[i], 10, areas);
      dw_geo_to_px (((DwMapCluster *)clusters->pdata[i])->point, 10, &at_x, &at_y);
      g_assert_cmpfloat (hypot (at_x - x, at_y - y), <, 120);
    }
  check_apart (areas);
}

/* However far a mark was moved, it is known where it belongs: the middle of its schools. The worst stands there. */
static void
each_mark_knows_its_place (void)
{
  g_autofree DwMapItem *items = dw_test_schools_make (N_SCHOOLS, SEED, 60);
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, N_SCHOOLS, DW_MAP_LAYER_ALARMS, 9.5);
  guint n_aside = 0;

  for (guint i = 0; i < clusters->len; i++)
    {
      const DwMapCluster *cluster = clusters->pdata[i];
      double longitude = 0, latitude = 0;

      for (guint m = 0; m < cluster->members->len; m++)
        {
          longitude += items[g_array_index (cluster->members, guint, m)].point.longitude / cluster->members->len;
          latitude += items[g_array_index (cluster->members, guint, m)].point.latitude / cluster->members->len;
        }
      g_assert_cmpfloat_with_epsilon (cluster->place.longitude, longitude, 1e-9);
      g_assert_cmpfloat_with_epsilon (cluster->place.latitude, latitude, 1e-9);
      n_aside += dw_geo_distance_m (cluster->place, cluster->point) > 0.01;
    }
  g_assert_cmpfloat (dw_geo_distance_m (((DwMapCluster *)clusters->pdata[0])->place, ((DwMapCluster *)clusters->pdata[0])->point), ==, 0);
  g_assert_cmpuint (n_aside, >, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-cluster/worst", the_worst_wins_and_counts_add);
  g_test_add_func ("/map-cluster/urgent", an_urgent_school_stands_alone);
  g_test_add_func ("/map-cluster/cells", cells_are_of_pixels);
  g_test_add_func ("/map-cluster/neighbours", a_pill_takes_what_it_would_cover);
  g_test_add_func ("/map-cluster/order", the_worst_come_first);
  g_test_add_func ("/map-cluster/trend", the_last_hour_shows_as_a_trend);
  g_test_add_func ("/map-cluster/view", what_is_out_of_sight_is_left_out);
  g_test_add_func ("/map-cluster/none", no_schools_no_clusters);
  g_test_add_func ("/map-cluster/all", nobody_is_lost);
  g_test_add_func ("/map-cluster/too-many", there_are_never_too_many);
  g_test_add_func ("/map-cluster/apart", nothing_covers_anything_at_any_zoom);
  g_test_add_func ("/map-cluster/steps", within_a_step_nothing_changes);
  g_test_add_func ("/map-cluster/side-by-side", urgent_ones_stand_side_by_side);
  g_test_add_func ("/map-cluster/place", each_mark_knows_its_place);
  return g_test_run ();
}
