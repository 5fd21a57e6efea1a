// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-labels.h"

#include <math.h>

#include "dw-map-face.h"
#include "dw-map-names.h"

/* A name is moved in such steps, and at most so many of its own heights: farther away it would name another place. To the side it goes farther, since it is wider than high. */
static const double step_px = 6;
static const double farthest_heights = 3;
static const double sideways = 1.25;
static const double around_px = 2;

void
dw_map_labels_measure (const DwBaseName *name, double *half_width, double *half_height)
{
  *half_width = dw_map_face_text_width (name->text) * name->size / DW_MAP_FACE_TEXT_PX / 2 + around_px;
  *half_height = name->size * 0.6 + around_px;
}

static gboolean
is_shown (const DwBaseName *name, double zoom)
{
  return zoom >= name->min_zoom && zoom < name->max_zoom + 1;
}

static void
set_sides (const DwBaseName *name, const DwMapLabel *label, DwMapBox *box)
{
  double half_width, half_height;

  dw_map_labels_measure (name, &half_width, &half_height);
  box->left = label->x - half_width;
  box->top = label->y - half_height;
  box->right = label->x + half_width;
  box->bottom = label->y + half_height;
}

void
dw_map_labels_take_room (const DwBaseMap *map, const GArray *labels, DwMapRoom *room, double zoom)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const DwMapLabel *label = &g_array_index (labels, DwMapLabel, i);
      const DwBaseName *name = dw_base_map_get_name (map, label->index);
      DwMapBox box;

      dw_geo_to_px (name->point, zoom, &box.x, &box.y);
      set_sides (name, label, &box);
      dw_map_room_take (room, &box);
    }
}

static gboolean
take_if_free (DwMapRoom *room, const DwBaseName *name, DwMapBox *box, const DwMapLabel *label)
{
  set_sides (name, label, box);
  if (!dw_map_room_is_free (room, box))
    return FALSE;
  dw_map_room_take (room, box);
  return TRUE;
}

/* Nearest first: above, below, left, right. */
static gboolean
find_place (DwMapRoom *room, const DwBaseName *name, double zoom, DwMapLabel *label)
{
  static const struct
  {
    double x, y;
  } sides[] = { { 0, -1 }, { 0, 1 }, { -1, 0 }, { 1, 0 } };
  DwMapBox box;

  dw_geo_to_px (name->point, zoom, &box.x, &box.y);
  if (take_if_free (room, name, &box, label))
    return TRUE;
  for (double away = step_px; away <= farthest_heights * name->size; away += step_px)
    for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
      {
        label->x = sides[i].x * sideways * away;
        label->y = sides[i].y * away;
        if (take_if_free (room, name, &box, label))
          return TRUE;
      }
  return FALSE;
}

GArray *
dw_map_labels_place (const DwBaseMap *map, const GPtrArray *clusters, double zoom)
{
  g_autoptr (DwMapRoom) room = dw_map_room_new ();
  GArray *labels = g_array_new (FALSE, FALSE, sizeof (DwMapLabel));

  dw_map_names_take_room (clusters, room, zoom);
  for (guint i = 0; i < dw_base_map_get_n_names (map); i++)
    {
      const DwBaseName *name = dw_base_map_get_name (map, i);
      DwMapLabel label = { .index = i };

      if (is_shown (name, zoom) && find_place (room, name, zoom, &label))
        g_array_append_val (labels, label);
    }
  return labels;
}
