// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-layers.h"

#include "dw-map-label-layer.h"
#include "dw-map-leader-layer.h"

struct _DwMapLayers
{
  ShumateMap *map;      /* borrowed, as all layers are from it */
  DwBaseMap *base_map;  /* owned */
  ShumateLayer *ground; /* NULL before the first ground, as are those above it */
  ShumateLayer *labels;
  GPtrArray *pictures; /* ShumateLayer, the lowest first */
  guint pictures_zoom; /* how close they go */
  ShumateLayer *leaders;
  ShumateMarkerLayer *marks;
};

DwMapLayers *
dw_map_layers_new (ShumateMap *map)
{
  DwMapLayers *self = g_new0 (DwMapLayers, 1);

  self->map = map;
  self->pictures = g_ptr_array_new ();
  return self;
}

void
dw_map_layers_free (DwMapLayers *self)
{
  g_clear_pointer (&self->base_map, dw_base_map_unref);
  g_ptr_array_unref (self->pictures);
  g_free (self);
}

/* What is above the ground stays when that is another one. */
static void
add_upper (DwMapLayers *self, ShumateViewport *viewport)
{
  self->labels = dw_map_label_layer_new (viewport);
  self->leaders = dw_map_leader_layer_new (viewport);
  self->marks = shumate_marker_layer_new (viewport);
  shumate_map_add_layer (self->map, self->labels);
  shumate_map_add_layer (self->map, self->leaders);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->marks));
}

/* The source must be known to the viewport before any marker: without it markers have no place. */
void
dw_map_layers_set_ground (DwMapLayers *self, ShumateMapSource *source, DwBaseMap *base_map)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  ShumateLayer *ground = SHUMATE_LAYER (shumate_map_layer_new (source, viewport));

  shumate_viewport_set_reference_map_source (viewport, source);
  shumate_viewport_set_min_zoom_level (viewport, shumate_map_source_get_min_zoom_level (source));
  shumate_viewport_set_max_zoom_level (viewport, MAX (shumate_map_source_get_max_zoom_level (source), self->pictures_zoom));
  shumate_map_set_map_source (self->map, source);
  if (self->marks == NULL)
    add_upper (self, viewport);
  shumate_map_insert_layer_behind (self->map, ground, self->labels);
  if (self->ground != NULL)
    shumate_map_remove_layer (self->map, self->ground);
  self->ground = ground;
  g_clear_pointer (&self->base_map, dw_base_map_unref);
  self->base_map = dw_base_map_ref (base_map);
}

void
dw_map_layers_set_pictures (DwMapLayers *self, const GPtrArray *sources)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  ShumateMapSource *ground = shumate_viewport_get_reference_map_source (viewport);

  for (guint i = 0; i < self->pictures->len; i++)
    shumate_map_remove_layer (self->map, self->pictures->pdata[i]);
  g_ptr_array_set_size (self->pictures, 0);
  self->pictures_zoom = 0;
  for (guint i = 0; i < sources->len; i++)
    {
      ShumateLayer *layer = SHUMATE_LAYER (shumate_map_layer_new (sources->pdata[i], viewport));

      shumate_map_insert_layer_behind (self->map, layer, self->leaders);
      g_ptr_array_add (self->pictures, layer);
      self->pictures_zoom = MAX (self->pictures_zoom, shumate_map_source_get_max_zoom_level (sources->pdata[i]));
    }
  shumate_viewport_set_max_zoom_level (viewport, MAX (shumate_map_source_get_max_zoom_level (ground), self->pictures_zoom));
  /* A layer that is put on a map whose size stays is not laid out by itself, and then asks for no tiles. */
  gtk_widget_queue_allocate (GTK_WIDGET (self->map));
}

DwBaseMap *
dw_map_layers_get_base_map (DwMapLayers *self)
{
  return self->base_map;
}

void
dw_map_layers_show_labels (DwMapLayers *self, GArray *labels)
{
  dw_map_label_layer_show (DW_MAP_LABEL_LAYER (self->labels), self->base_map, labels);
}

void
dw_map_layers_show_leaders (DwMapLayers *self, GArray *leaders)
{
  dw_map_leader_layer_show (DW_MAP_LEADER_LAYER (self->leaders), leaders);
}

ShumateMarkerLayer *
dw_map_layers_get_marks (DwMapLayers *self)
{
  return self->marks;
}
