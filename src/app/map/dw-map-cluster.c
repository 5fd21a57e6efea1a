// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-cluster.h"

#include <math.h>

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
get_cell (const DwMapItem *item, guint index, double zoom, double cell_px)
{
  double x, y;

  if (item->priority == 1)
    return -1 - (gint64)index;
  dw_geo_to_px (item->point, zoom, &x, &y);
  return (gint64)MAX (floor (x / cell_px), 0) << 31 | (gint64)MAX (floor (y / cell_px), 0);
}

static gboolean
is_in_view (DwGeoPoint point, const DwGeoBox *view)
{
  return view == NULL || (point.longitude >= view->west && point.longitude <= view->east && point.latitude >= view->south && point.latitude <= view->north);
}

/* Members of a cell in sight all belong to it, those out of sight too: a cluster does not change while it is moved. */
static GPtrArray *
gather (const DwMapItem *items, guint n_items, double zoom, double cell_px, const DwGeoBox *view)
{
  g_autoptr (GHashTable) cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (cluster_free);
  GPtrArray *seen = g_ptr_array_new_with_free_func (cluster_free);

  for (guint i = 0; i < n_items; i++)
    {
      gint64 cell = get_cell (&items[i], i, zoom, cell_px);
      DwMapCluster *cluster = g_hash_table_lookup (cells, &cell);

      if (cluster == NULL)
        {
          cluster = cluster_new ();
          g_hash_table_insert (cells, g_memdup2 (&cell, sizeof cell), cluster);
          g_ptr_array_add (all, cluster);
        }
      cluster_add (cluster, &items[i], i);
    }
  while (all->len > 0)
    {
      DwMapCluster *cluster = g_ptr_array_steal_index_fast (all, all->len - 1);

      if (is_in_view (cluster->point, view))
        g_ptr_array_add (seen, cluster);
      else
        cluster_free (cluster);
    }
  return seen;
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

/* Small rings may stand close: only where a pill takes part is there something to cover. */
static gboolean
cover_each_other (const DwMapCluster *a, const DwMapCluster *b, double zoom)
{
  double ax, ay, bx, by;

  if (a->priority == 1 || b->priority == 1 || (a->members->len == 1 && b->members->len == 1))
    return FALSE;
  dw_geo_to_px (a->point, zoom, &ax, &ay);
  dw_geo_to_px (b->point, zoom, &bx, &by);
  return fabs (ax - bx) < DW_MAP_NEAR_X_PX && fabs (ay - by) < DW_MAP_NEAR_Y_PX;
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

/* One walk over all pairs. TRUE: something was joined, and may now reach others. */
static gboolean
join_pairs (GPtrArray *clusters, const DwMapItem *items, double zoom)
{
  gboolean joined = FALSE;

  for (guint i = 0; i < clusters->len; i++)
    for (guint j = i + 1; j < clusters->len;)
      if (cover_each_other (clusters->pdata[i], clusters->pdata[j], zoom))
        {
          take_members (clusters->pdata[i], clusters->pdata[j], items);
          g_ptr_array_remove_index (clusters, j);
          joined = TRUE;
        }
      else
        j++;
  return joined;
}

static void
join_neighbours (GPtrArray *clusters, const DwMapItem *items, double zoom)
{
  while (join_pairs (clusters, items, zoom))
    continue;
}

/* An urgent school lies on top: a pill that it would hide moves aside, away from it. */
static void
step_aside (DwMapCluster *pill, const DwMapCluster *urgent, double zoom)
{
  double x, y, urgent_x, urgent_y;

  dw_geo_to_px (pill->point, zoom, &x, &y);
  dw_geo_to_px (urgent->point, zoom, &urgent_x, &urgent_y);
  if (fabs (x - urgent_x) >= DW_MAP_NEAR_X_PX / 2.0 + DW_MAP_NEAR_Y_PX / 2.0 || fabs (y - urgent_y) >= DW_MAP_NEAR_Y_PX)
    return;
  pill->point = dw_geo_from_px (x, urgent_y + (y < urgent_y ? -DW_MAP_NEAR_Y_PX : DW_MAP_NEAR_Y_PX), zoom);
}

static void
make_room (GPtrArray *clusters, double zoom)
{
  for (guint i = 0; i < clusters->len; i++)
    for (guint j = 0; ((const DwMapCluster *)clusters->pdata[i])->members->len > 1 && j < clusters->len; j++)
      if (((const DwMapCluster *)clusters->pdata[j])->priority == 1)
        step_aside (clusters->pdata[i], clusters->pdata[j], zoom);
}

static guint
count_plain (const GPtrArray *clusters)
{
  guint n = 0;

  for (guint i = 0; i < clusters->len; i++)
    n += ((const DwMapCluster *)clusters->pdata[i])->priority != 1;
  return n;
}

GPtrArray *
dw_map_cluster_make (const DwMapItem *items, guint n_items, double zoom, const DwGeoBox *view, guint max_markers)
{
  double cell_px = DW_MAP_CELL_PX;
  GPtrArray *clusters = gather (items, n_items, zoom, cell_px, view);

  while (count_plain (clusters) > MAX (max_markers, 1) && cell_px < DW_GEO_TILE_PX * exp2 (zoom))
    {
      g_ptr_array_unref (clusters);
      cell_px *= 2;
      clusters = gather (items, n_items, zoom, cell_px, view);
    }
  join_neighbours (clusters, items, zoom);
  make_room (clusters, zoom);
  for (guint i = 0; i < clusters->len; i++)
    set_trend (clusters->pdata[i], items);
  g_ptr_array_sort (clusters, compare);
  return clusters;
}
