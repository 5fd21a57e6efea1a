// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-label-layer.h"

#include <math.h>

#include "dw-label.h"
#include "dw-style.h"

struct _DwMapLabelLayer
{
  ShumateLayer parent_instance;

  DwBaseMap *map;     /* owned, NULL before the first labels */
  GArray *labels;     /* DwMapLabel, owned, NULL likewise */
  GPtrArray *layouts; /* PangoLayout by the number of the name; NULL before it was in sight */
};

G_DEFINE_FINAL_TYPE (DwMapLabelLayer, dw_map_label_layer, SHUMATE_TYPE_LAYER)

static void
free_layout (gpointer layout)
{
  g_clear_object (&layout);
}

/* Laid out once: a pan only moves it. */
static PangoLayout *
get_layout (DwMapLabelLayer *self, guint index)
{
  const DwBaseName *name = dw_base_map_get_name (self->map, index);
  DwLabelStyle style = { .size = name->size, .weight = name->weight };

  if (self->layouts->pdata[index] == NULL)
    {
      self->layouts->pdata[index] = dw_label_layout_new (gtk_widget_get_pango_context (GTK_WIDGET (self)));
      dw_label_layout_set (self->layouts->pdata[index], &style, name->text);
    }
  return self->layouts->pdata[index];
}

/* FALSE: it lies out of sight. Middle of the label in px of the widget. */
static gboolean
locate (DwMapLabelLayer *self, const DwMapLabel *label, double *x, double *y)
{
  const DwBaseName *name = dw_base_map_get_name (self->map, label->index);
  GtkWidget *widget = GTK_WIDGET (self);
  double half_width, half_height;

  dw_map_labels_measure (name, &half_width, &half_height);
  shumate_viewport_location_to_widget_coords (shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget, name->point.latitude, name->point.longitude, x, y);
  *x += label->x;
  *y += label->y;
  return *x > -half_width && *y > -half_height && *x < gtk_widget_get_width (widget) + half_width && *y < gtk_widget_get_height (widget) + half_height;
}

/* On whole pixels: its letters look the same wherever the map stands. */
static void
draw_label (DwMapLabelLayer *self, GtkSnapshot *snapshot, const DwMapLabel *label, const GdkRGBA *color)
{
  double x, y;
  int width, height;

  if (!locate (self, label, &x, &y))
    return;
  pango_layout_get_pixel_size (get_layout (self, label->index), &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)round (x - width / 2.0), (float)round (y - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, get_layout (self, label->index), color);
  gtk_snapshot_restore (snapshot);
}

static void
dw_map_label_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwMapLabelLayer *self = DW_MAP_LABEL_LAYER (widget);
  const DwRgb *rgb = dw_palette_get (dw_palette_of (widget), DW_COLOR_MAP_LABEL);
  GdkRGBA color = { (float)rgb->red, (float)rgb->green, (float)rgb->blue, 1 };

  for (guint i = 0; self->labels != NULL && i < self->labels->len; i++)
    draw_label (self, snapshot, &g_array_index (self->labels, DwMapLabel, i), &color);
}

/* A viewport is known from the first moment and stays. */
static void
dw_map_label_layer_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (dw_map_label_layer_parent_class)->constructed (object);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
dw_map_label_layer_finalize (GObject *object)
{
  DwMapLabelLayer *self = DW_MAP_LABEL_LAYER (object);

  g_clear_pointer (&self->map, dw_base_map_unref);
  g_clear_pointer (&self->labels, g_array_unref);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);
  G_OBJECT_CLASS (dw_map_label_layer_parent_class)->finalize (object);
}

static void
dw_map_label_layer_class_init (DwMapLabelLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = dw_map_label_layer_constructed;
  G_OBJECT_CLASS (klass)->finalize = dw_map_label_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = dw_map_label_layer_snapshot;
}

static void
dw_map_label_layer_init (DwMapLabelLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

ShumateLayer *
dw_map_label_layer_new (ShumateViewport *viewport)
{
  return g_object_new (DW_TYPE_MAP_LABEL_LAYER, "viewport", viewport, NULL);
}

static void
set_map (DwMapLabelLayer *self, DwBaseMap *map)
{
  if (self->map == map)
    return;
  g_clear_pointer (&self->map, dw_base_map_unref);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);
  self->map = dw_base_map_ref (map);
  self->layouts = g_ptr_array_new_with_free_func (free_layout);
  g_ptr_array_set_size (self->layouts, (int)dw_base_map_get_n_names (map));
}

void
dw_map_label_layer_show (DwMapLabelLayer *self, DwBaseMap *map, GArray *labels)
{
  GArray *before = self->labels;

  set_map (self, map);
  self->labels = g_array_ref (labels);
  if (before != labels)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  g_clear_pointer (&before, g_array_unref);
}
