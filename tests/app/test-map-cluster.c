// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-cluster.h"

#include <math.h>

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
  clusters = dw_map_cluster_make (items, G_N_ELEMENTS (items), 10, NULL, DW_MAP_MARKERS);
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
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, G_N_ELEMENTS (items), 10, NULL, 1);

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
      g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, 2, distances[i].zoom, NULL, DW_MAP_MARKERS);

      g_test_message ("%s", distances[i].sentence);
      g_assert_cmpuint (clusters->len, ==, distances[i].n_clusters);
    }
}

/* A pill is wider than its cell: what it would cover joins it. Two rings side by side cover nothing, and urgent ones stay on top. */
static void
a_pill_takes_what_it_would_cover (void)
{
  DwMapItem items[] = { make_item (1, 0, 0, DW_SYMBOL_NORMAL), make_item (2, 5, 0, DW_SYMBOL_NORMAL), make_item (3, 66, 0, DW_SYMBOL_NORMAL), make_item (4, 130, 0, DW_SYMBOL_NORMAL), make_item (5, 40, 1, DW_SYMBOL_UNACK) };
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, G_N_ELEMENTS (items), 10, NULL, DW_MAP_MARKERS);

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
  clusters = dw_map_cluster_make (items, G_N_ELEMENTS (items), 10, NULL, DW_MAP_MARKERS);
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
      clusters = dw_map_cluster_make (items, 2, 10, NULL, DW_MAP_MARKERS);
      g_assert_cmpint (((DwMapCluster *)clusters->pdata[0])->trend, ==, rows[i].trend);
    }
}

static void
what_is_out_of_sight_is_left_out (void)
{
  DwMapItem items[] = { make_item (1, 0, 0, DW_SYMBOL_NORMAL), make_item (2, 2000, 1, DW_SYMBOL_UNACK) };
  DwGeoBox view = { 117, 38, 118, 40 };
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, 2, 10, &view, DW_MAP_MARKERS);

  g_assert_cmpuint (clusters->len, ==, 1);
  g_assert_cmpuint (((DwMapCluster *)clusters->pdata[0])->priority, ==, 0);
}

static void
no_schools_no_clusters (void)
{
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make (NULL, 0, 10, NULL, DW_MAP_MARKERS);

  g_assert_cmpuint (clusters->len, ==, 0);
}

/* 2,000 schools at random, at every zoom: each school is in exactly one cluster, counts add up to the whole, urgent ones are alone, there are never too many. */
static void
nobody_is_lost (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261129);
  g_autofree DwMapItem *items = g_new0 (DwMapItem, 2000);
  guint n_urgent = 0, wanted[5] = { 0 };

  g_test_message ("seed 20261129");
  for (guint i = 0; i < 2000; i++)
    {
      items[i] = (DwMapItem){ .id = i + 1, .point = { g_rand_double_range (random, 117, 118), g_rand_double_range (random, 38.5, 39.5) }, .priority = (guint)g_rand_int_range (random, 0, 60) };
      items[i].priority = items[i].priority > 4 ? 0 : items[i].priority;
      items[i].state = items[i].priority > 0 ? DW_SYMBOL_UNACK : DW_SYMBOL_NORMAL;
      items[i].active[items[i].priority] = items[i].priority > 0;
      n_urgent += items[i].priority == 1;
      wanted[items[i].priority] += items[i].priority > 0;
    }
  for (double zoom = 0; zoom <= 18; zoom += 0.75)
    {
      g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, 2000, zoom, NULL, DW_MAP_MARKERS);
      g_autofree gboolean *seen = g_new0 (gboolean, 2000);
      guint n_alone = 0, counts[5] = { 0 }, n_seen = 0;

      g_assert_cmpuint (clusters->len, <=, DW_MAP_MARKERS + n_urgent);
      for (guint i = 0; i < clusters->len; i++)
        {
          DwMapCluster *cluster = clusters->pdata[i];

          n_alone += cluster->priority == 1 && cluster->members->len == 1;
          for (guint priority = 1; priority <= 4; priority++)
            counts[priority] += cluster->active[priority];
          for (guint m = 0; m < cluster->members->len; m++)
            {
              g_assert_false (seen[g_array_index (cluster->members, guint, m)]);
              seen[g_array_index (cluster->members, guint, m)] = TRUE;
              n_seen++;
            }
        }
      g_assert_cmpuint (n_seen, ==, 2000);
      g_assert_cmpuint (n_alone, ==, n_urgent);
      g_assert_cmpmem (counts, sizeof counts, wanted, sizeof wanted);
    }
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
  return g_test_run ();
}
