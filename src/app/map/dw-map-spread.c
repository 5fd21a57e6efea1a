// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-spread.h"

#include <math.h>

/* Places are tried on circles around where the mark belongs, the nearest first, from the top on both sides. Farther away a mark would tell lies. */
static const double step_px = 9;
static const double farthest_px = 360;

static gboolean
take_if_free (DwMapRoom *room, DwMapBox *box, const DwMapPlaceFilter *filter, double x, double y)
{
  box->x = x;
  box->y = y;
  if ((filter->func != NULL && !filter->func (box, filter->data)) || !dw_map_room_is_free (room, box))
    return FALSE;
  dw_map_room_take (room, box);
  return TRUE;
}

gboolean
dw_map_spread_find_place (DwMapRoom *room, DwMapBox *box, const DwMapPlaceFilter *filter)
{
  double x = box->x, y = box->y;

  if (take_if_free (room, box, filter, x, y))
    return TRUE;
  for (double radius = step_px; radius <= farthest_px; radius += step_px)
    {
      int n_steps = MAX ((int)(2 * G_PI * radius / (2 * step_px)), 8);

      for (int i = 0; i < n_steps; i++)
        {
          double angle = (i % 2 ? -1 : 1) * (i + 1) / 2 * 2 * G_PI / n_steps;

          if (take_if_free (room, box, filter, x + radius * sin (angle), y - radius * cos (angle)))
            return TRUE;
        }
    }
  return FALSE;
}

void
dw_map_spread (GPtrArray *clusters, double zoom)
{
  const DwMapPlaceFilter no_filter = { NULL, NULL };
  g_autoptr (DwMapRoom) room = dw_map_room_new ();

  for (guint i = 0; i < clusters->len; i++)
    {
      DwMapCluster *cluster = clusters->pdata[i];
      DwMapBox box = { 0, 0, -cluster->half_width, -cluster->half_height, cluster->half_width, cluster->half_height };
      double x, y;

      cluster->place = cluster->point;
      dw_geo_to_px (cluster->place, zoom, &x, &y);
      box.x = x;
      box.y = y;
      if (dw_map_spread_find_place (room, &box, &no_filter) && (box.x != x || box.y != y))
        cluster->point = dw_geo_from_px (box.x, box.y, zoom);
    }
}
