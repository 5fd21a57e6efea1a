// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-names.h"

#include <math.h>

#include "dw-map-face.h"

/* The ground of a name reaches beyond its letters; the name of a ring stands below what can be pressed, which is larger than the ring. */
static const double around_px = 3;
static const double ring_target_half_px = 12;

static gboolean
is_loud (const DwMapCluster *cluster)
{
  return cluster->priority > 0 || cluster->n_old > 0;
}

DwMapBox
dw_map_names_get_mark_box (const DwMapCluster *cluster, double zoom)
{
  DwMapBox box = { 0, 0, -cluster->half_width, -cluster->half_height, cluster->half_width, cluster->half_height };

  dw_geo_to_px (cluster->point, zoom, &box.x, &box.y);
  return box;
}

DwMapBox
dw_map_names_get_name_box (const DwMapCluster *cluster, const char *name, double zoom)
{
  double half = dw_map_face_text_width (name) / 2 + around_px, top = MAX (cluster->half_height, ring_target_half_px);
  DwMapBox box = { 0, 0, -half, top, half, top + 1 + DW_MAP_NAME_HEIGHT_PX };

  dw_geo_to_px (cluster->point, zoom, &box.x, &box.y);
  return box;
}

static void
place_name (DwMapCluster *cluster, const char *name, DwMapRoom *room, double zoom)
{
  DwMapBox box = dw_map_names_get_name_box (cluster, name, zoom);

  if (!dw_map_room_is_free (room, &box))
    return;
  dw_map_room_take (room, &box);
  cluster->name = name;
}

void
dw_map_names_take_room (const GPtrArray *clusters, DwMapRoom *room, double zoom)
{
  for (guint i = 0; i < clusters->len; i++)
    {
      const DwMapCluster *cluster = clusters->pdata[i];
      DwMapBox box = dw_map_names_get_mark_box (cluster, zoom);

      dw_map_room_take (room, &box);
      if (cluster->name == NULL)
        continue;
      box = dw_map_names_get_name_box (cluster, cluster->name, zoom);
      dw_map_room_take (room, &box);
    }
}

/* Marks come first: no name is worth covering one. */
void
dw_map_names_place (GPtrArray *clusters, const char *const *names, double zoom)
{
  g_autoptr (DwMapRoom) room = dw_map_room_new ();

  dw_map_names_take_room (clusters, room, zoom);
  for (guint i = 0; i < clusters->len; i++)
    {
      DwMapCluster *cluster = clusters->pdata[i];

      if (cluster->members->len == 1 && (zoom >= DW_MAP_NAME_QUIET_ZOOM || is_loud (cluster)))
        place_name (cluster, names[g_array_index (cluster->members, guint, 0)], room, zoom);
    }
}
