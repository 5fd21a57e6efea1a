// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-pyramid.h"

#include <math.h>

#include "dw-map-names.h"

#define MOST_STEPS (24 * DW_MAP_STEPS_PER_LEVEL)

/* What was placed last for a step of the zoom. */
typedef struct
{
  GArray *labels; /* DwMapLabel, owned; NULL: nothing was */
  int shown;      /* the step of the clusters that they stand beside */
} Labels;

struct _DwMapPyramid
{
  const DwMapItem *items; /* borrowed */
  guint n_items;
  DwMapLayer layer;
  const char **names;           /* owned array of borrowed strings, NULL */
  GPtrArray *steps[MOST_STEPS]; /* DwMapCluster, owned; NULL before it is looked at */
  DwBaseMap *map;               /* owned, NULL: whose labels these are */
  Labels labels[MOST_STEPS];
};

/* A zoom that is written in binary may fall just short of a step. */
static const double tolerance = 1e-6;

DwMapPyramid *
dw_map_pyramid_new (const DwMapItem *items, guint n_items, DwMapLayer layer, const char *const *names)
{
  DwMapPyramid *self = g_new0 (DwMapPyramid, 1);

  self->items = items;
  self->n_items = n_items;
  self->layer = layer;
  self->names = names != NULL ? g_memdup2 (names, n_items * sizeof *names) : NULL;
  return self;
}

static void
clear_labels (DwMapPyramid *self)
{
  for (guint i = 0; i < MOST_STEPS; i++)
    g_clear_pointer (&self->labels[i].labels, g_array_unref);
  g_clear_pointer (&self->map, dw_base_map_unref);
}

void
dw_map_pyramid_free (DwMapPyramid *self)
{
  clear_labels (self);
  for (guint i = 0; i < MOST_STEPS; i++)
    g_clear_pointer (&self->steps[i], g_ptr_array_unref);
  g_free (self->names);
  g_free (self);
}

int
dw_map_pyramid_get_step (double zoom)
{
  return CLAMP ((int)floor (zoom * DW_MAP_STEPS_PER_LEVEL + tolerance), 0, MOST_STEPS - 1);
}

static double
get_zoom (int step)
{
  return (double)step / DW_MAP_STEPS_PER_LEVEL;
}

static GPtrArray *
get_step (DwMapPyramid *self, int step)
{
  double zoom = get_zoom (step);

  if (self->steps[step] != NULL)
    return self->steps[step];
  self->steps[step] = dw_map_cluster_make (self->items, self->n_items, self->layer, zoom);
  if (self->names != NULL)
    dw_map_names_place (self->steps[step], self->names, zoom);
  return self->steps[step];
}

static gboolean
is_in_view (DwGeoPoint point, const DwGeoBox *view)
{
  return view == NULL || (point.longitude >= view->west && point.longitude <= view->east && point.latitude >= view->south && point.latitude <= view->north);
}

/* *n_plain: those that are not urgent. */
static GPtrArray *
list_step (DwMapPyramid *self, int step, const DwGeoBox *view, guint *n_plain)
{
  const GPtrArray *all = get_step (self, step);
  GPtrArray *seen = g_ptr_array_new ();

  *n_plain = 0;
  for (guint i = 0; i < all->len; i++)
    {
      const DwMapCluster *cluster = all->pdata[i];

      if (!is_in_view (cluster->point, view))
        continue;
      *n_plain += cluster->priority != 1;
      g_ptr_array_add (seen, all->pdata[i]);
    }
  return seen;
}

GPtrArray *
dw_map_pyramid_list (DwMapPyramid *self, double zoom, const DwGeoBox *view, guint max_markers, int *shown)
{
  int step = dw_map_pyramid_get_step (zoom);
  guint n_plain;
  GPtrArray *seen = list_step (self, step, view, &n_plain);

  while (n_plain > max_markers && step > 0)
    {
      g_ptr_array_unref (seen);
      seen = list_step (self, --step, view, &n_plain);
    }
  if (shown != NULL)
    *shown = step;
  return seen;
}

GArray *
dw_map_pyramid_get_labels (DwMapPyramid *self, DwBaseMap *map, double zoom, int shown)
{
  int step = dw_map_pyramid_get_step (zoom);
  Labels *at = &self->labels[step];

  if (self->map != map)
    {
      clear_labels (self);
      self->map = dw_base_map_ref (map);
    }
  if (at->labels != NULL && at->shown == shown)
    return at->labels;
  g_clear_pointer (&at->labels, g_array_unref);
  *at = (Labels){ dw_map_labels_place (map, get_step (self, shown), get_zoom (step)), shown };
  return at->labels;
}
