// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-dodge.h"

#include "dw-map-names.h"
#include "dw-map-spread.h"

/* Between a mark and what lies on the map. */
static const double around_px = 2;

static gboolean
meet (const DwMapArea *a, const DwMapArea *b)
{
  return a->right > b->left && b->right > a->left && a->bottom > b->top && b->bottom > a->top;
}

static DwMapArea
get_area (const DwMapScene *scene, const DwMapBox *box)
{
  double x = box->x - scene->left, y = box->y - scene->top;

  return (DwMapArea){ x + box->left - around_px, y + box->top - around_px, x + box->right + around_px, y + box->bottom + around_px };
}

static gboolean
is_covered (const DwMapScene *scene, const DwMapBox *box)
{
  DwMapArea area = get_area (scene, box);

  for (guint i = 0; i < scene->n_taken; i++)
    if (meet (&area, &scene->taken[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_sight (const DwMapScene *scene, const DwMapBox *box)
{
  DwMapArea area = get_area (scene, box);

  return area.left >= 0 && area.top >= 0 && area.right <= scene->width && area.bottom <= scene->height;
}

/* A mark and its name go together. */
static DwMapBox
get_box (const DwMapCluster *cluster, double zoom)
{
  DwMapBox box = dw_map_names_get_mark_box (cluster, zoom), name;

  if (cluster->name == NULL)
    return box;
  name = dw_map_names_get_name_box (cluster, cluster->name, zoom);
  box.left = MIN (box.left, name.left);
  box.right = MAX (box.right, name.right);
  box.bottom = MAX (box.bottom, name.bottom);
  return box;
}

/* One that stands where it belongs stays: the map is moved to see it. */
static gboolean
must_go (const DwMapCluster *cluster, const DwMapScene *scene)
{
  DwMapBox box;

  if (cluster->point.longitude == cluster->place.longitude && cluster->point.latitude == cluster->place.latitude)
    return FALSE;
  box = get_box (cluster, scene->zoom);
  return is_covered (scene, &box);
}

static gboolean
is_good (const DwMapBox *box, gpointer data)
{
  return is_in_sight (data, box) && !is_covered (data, box);
}

static void
move (const DwMapCluster *cluster, const DwMapScene *scene, DwMapRoom *room, DwGeoPoint *point)
{
  DwMapBox box = get_box (cluster, scene->zoom);
  DwMapPlaceFilter filter = { is_good, (gpointer)scene };

  dw_geo_to_px (cluster->place, scene->zoom, &box.x, &box.y);
  if (dw_map_spread_find_place (room, &box, &filter))
    *point = dw_geo_from_px (box.x, box.y, scene->zoom);
}

static GPtrArray *
list_staying (const GPtrArray *clusters, const DwMapScene *scene)
{
  GPtrArray *staying = g_ptr_array_new ();

  for (guint i = 0; i < clusters->len; i++)
    if (!must_go (clusters->pdata[i], scene))
      g_ptr_array_add (staying, clusters->pdata[i]);
  return staying;
}

static void
move_covered (const GPtrArray *clusters, const GPtrArray *staying, const DwMapScene *scene, GArray *points)
{
  g_autoptr (DwMapRoom) room = dw_map_room_new ();

  dw_map_names_take_room (staying, room, scene->zoom);
  if (scene->base_map != NULL)
    dw_map_labels_take_room (scene->base_map, scene->labels, room, scene->zoom);
  for (guint i = 0; i < clusters->len; i++)
    if (must_go (clusters->pdata[i], scene))
      move (clusters->pdata[i], scene, room, &g_array_index (points, DwGeoPoint, i));
}

/* Mostly there is nothing to do, and a pan asks at each step. */
GArray *
dw_map_dodge (const GPtrArray *clusters, const DwMapScene *scene)
{
  GArray *points = g_array_sized_new (FALSE, FALSE, sizeof (DwGeoPoint), clusters->len);
  g_autoptr (GPtrArray) staying = list_staying (clusters, scene);

  for (guint i = 0; i < clusters->len; i++)
    g_array_append_val (points, ((const DwMapCluster *)clusters->pdata[i])->point);
  if (staying->len < clusters->len)
    move_covered (clusters, staying, scene, points);
  return points;
}
