// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-cluster.h"

#include <math.h>

#include "dw-map-face.h"
#include "dw-map-spread.h"

static void
cluster_free (gpointer data)
{
  DwMapCluster *self = data;

  g_array_unref (self->members);
  g_free (self);
}

/* Lower is worse: priorities, unacknowledged before acknowledged; then old data, then all is well, then nothing there. */
static guint
get_rank (guint priority, DwSymbolState state, gboolean empty)
{
  if (priority > 0)
    return 2 * priority + !dw_symbol_state_has_ring (state);
  if (empty)
    return 12;
  return state == DW_SYMBOL_STALE ? 10 : 11;
}

/* FNV-1a over the ids of the members. */
static guint64
mix_key (guint64 key, gint64 id)
{
  for (int shift = 0; shift < 64; shift += 8)
    key = (key ^ (((guint64)id >> shift) & 0xff)) * G_GUINT64_CONSTANT (1099511628211);
  return key;
}

static DwMapCluster *
cluster_new (void)
{
  DwMapCluster *self = g_new0 (DwMapCluster, 1);

  self->members = g_array_new (FALSE, FALSE, sizeof (guint));
  self->key = G_GUINT64_CONSTANT (14695981039346656037);
  self->empty = TRUE;
  self->load_percent = NAN;
  return self;
}

/* A fresh load wins over an old one, then the larger. */
static void
take_load (DwMapCluster *self, const DwMapItem *item)
{
  gboolean fresher = self->load_old && !item->load_old, older = !self->load_old && item->load_old;

  if (isnan (item->load_percent) || (!isnan (self->load_percent) && (older || (!fresher && item->load_percent <= self->load_percent))))
    return;
  self->load_percent = item->load_percent;
  self->load_old = item->load_old;
}

static void
cluster_add (DwMapCluster *self, const DwMapItem *item, guint index)
{
  guint n = self->members->len;

  if (n == 0 || get_rank (item->priority, item->state, item->empty) < get_rank (self->priority, self->state, self->empty))
    {
      self->priority = item->priority;
      self->state = item->state;
    }
  g_array_append_val (self->members, index);
  self->point.longitude += (item->point.longitude - self->point.longitude) / (n + 1);
  self->point.latitude += (item->point.latitude - self->point.latitude) / (n + 1);
  self->key = mix_key (self->key, item->id);
  self->n_old += item->state == DW_SYMBOL_STALE;
  self->empty = self->empty && item->empty;
  self->devices += item->devices;
  self->off_line += item->off_line;
  take_load (self, item);
  for (guint priority = 1; priority <= 4; priority++)
    self->active[priority] += item->active[priority];
}

static void
set_trend (DwMapCluster *self, const DwMapItem *items)
{
  int rise = 0;

  for (guint i = 0; i < self->members->len; i++)
    rise += items[g_array_index (self->members, guint, i)].rise;
  self->trend = rise > 0 ? DW_MAP_TREND_RISING : rise < 0 ? DW_MAP_TREND_FALLING
                                                          : DW_MAP_TREND_STEADY;
}

/* A name for the cell of a point; urgent points get one that nobody else has. */
static gint64
get_cell (const DwMapItem *item, guint index, double zoom)
{
  double x, y;

  if (item->priority == 1)
    return -1 - (gint64)index;
  dw_geo_to_px (item->point, zoom, &x, &y);
  return (gint64)MAX (floor (x / DW_MAP_CELL_PX), 0) << 31 | (gint64)MAX (floor (y / DW_MAP_CELL_PX), 0);
}

static GPtrArray *
gather (const DwMapItem *items, guint n_items, double zoom)
{
  g_autoptr (GHashTable) cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GPtrArray *all = g_ptr_array_new_with_free_func (cluster_free);

  for (guint i = 0; i < n_items; i++)
    {
      gint64 cell = get_cell (&items[i], i, zoom);
      DwMapCluster *cluster = g_hash_table_lookup (cells, &cell);

      if (cluster == NULL)
        {
          cluster = cluster_new ();
          g_hash_table_insert (cells, g_memdup2 (&cell, sizeof cell), cluster);
          g_ptr_array_add (all, cluster);
        }
      cluster_add (cluster, &items[i], i);
    }
  return all;
}

/* Worst first, then from the north, so that a walk by Tab is the same each time. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const DwMapCluster *left = *(DwMapCluster *const *)a, *right = *(DwMapCluster *const *)b;
  guint rank_left = get_rank (left->priority, left->state, left->empty), rank_right = get_rank (right->priority, right->state, right->empty);

  if (rank_left != rank_right)
    return rank_left < rank_right ? -1 : 1;
  if (left->point.latitude != right->point.latitude)
    return left->point.latitude > right->point.latitude ? -1 : 1;
  return (left->key > right->key) - (left->key < right->key);
}

/* --- neighbours --- */

typedef struct
{
  DwMapCluster *cluster; /* NULL: it has been joined to another one */
  double x, y;
} Spot;

/* Pills are as large as a word and are kept well apart; schools that stand alone become one where their marks would touch. */
static gboolean
are_near (const Spot *a, const Spot *b)
{
  gboolean singles = a->cluster->members->len == 1 && b->cluster->members->len == 1;
  double near_x = singles ? a->cluster->half_width + b->cluster->half_width : DW_MAP_NEAR_X_PX;
  double near_y = singles ? a->cluster->half_height + b->cluster->half_height : DW_MAP_NEAR_Y_PX;

  return a->cluster->priority != 1 && b->cluster->priority != 1 && fabs (a->x - b->x) < near_x && fabs (a->y - b->y) < near_y;
}

static void
take_members (DwMapCluster *self, const DwMapCluster *other, const DwMapItem *items)
{
  for (guint i = 0; i < other->members->len; i++)
    {
      guint index = g_array_index (other->members, guint, i);

      cluster_add (self, &items[index], index);
    }
}

static int
compare_x (gconstpointer a, gconstpointer b)
{
  const Spot *left = a, *right = b;

  if (left->x != right->x)
    return left->x < right->x ? -1 : 1;
  return (left->cluster->key > right->cluster->key) - (left->cluster->key < right->cluster->key);
}

/* From west to east. */
static GArray *
list_spots (GPtrArray *clusters, DwMapLayer layer, double zoom)
{
  GArray *spots = g_array_sized_new (FALSE, FALSE, sizeof (Spot), clusters->len);

  for (guint i = 0; i < clusters->len; i++)
    {
      Spot spot = { .cluster = clusters->pdata[i] };

      dw_map_face_measure (spot.cluster, layer);
      dw_geo_to_px (spot.cluster->point, zoom, &spot.x, &spot.y);
      g_array_append_val (spots, spot);
    }
  g_array_sort (spots, compare_x);
  return spots;
}

/* Nobody is wider alone than the nearest distance of pills or two singles, so farther east there is no neighbour any more. */
static void
join_to (GArray *spots, guint index, GPtrArray *clusters, const DwMapItem *items)
{
  const double farthest_px = 4 * DW_MAP_NEAR_X_PX;
  Spot *spot = &g_array_index (spots, Spot, index);

  for (guint i = index + 1; i < spots->len && g_array_index (spots, Spot, i).x - spot->x < farthest_px; i++)
    {
      Spot *other = &g_array_index (spots, Spot, i);

      if (other->cluster == NULL || !are_near (spot, other))
        continue;
      take_members (spot->cluster, other->cluster, items);
      g_ptr_array_remove_fast (clusters, other->cluster);
      other->cluster = NULL;
    }
}

/* One walk over all pairs. TRUE: something was joined, and may now reach others. */
static gboolean
join_pairs (GPtrArray *clusters, const DwMapItem *items, DwMapLayer layer, double zoom)
{
  g_autoptr (GArray) spots = list_spots (clusters, layer, zoom);
  guint before = clusters->len;

  for (guint i = 0; i < spots->len; i++)
    if (g_array_index (spots, Spot, i).cluster != NULL)
      join_to (spots, i, clusters, items);
  return clusters->len < before;
}

GPtrArray *
dw_map_cluster_make (const DwMapItem *items, guint n_items, DwMapLayer layer, double zoom)
{
  GPtrArray *clusters = gather (items, n_items, zoom);

  while (join_pairs (clusters, items, layer, zoom))
    continue;
  for (guint i = 0; i < clusters->len; i++)
    set_trend (clusters->pdata[i], items);
  g_ptr_array_sort (clusters, compare);
  dw_map_spread (clusters, zoom);
  return clusters;
}
