// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-leader-layer.h"

#include <math.h>

#include "dw-style.h"

struct _DwMapLeaderLayer
{
  ShumateLayer parent_instance;

  GArray *leaders; /* DwMapLeader, owned, NULL before the first */
};

G_DEFINE_FINAL_TYPE (DwMapLeaderLayer, dw_map_leader_layer, SHUMATE_TYPE_LAYER)

static const double line_px = 1;
static const double dot_radius = 2.5;
/* Around line and dot the ground shows, so that they are seen on whatever is drawn there. */
static const double halo_px = 1;

typedef struct
{
  double x, y;
} Spot;

static Spot
locate (DwMapLeaderLayer *self, DwGeoPoint point)
{
  Spot spot;

  shumate_viewport_location_to_widget_coords (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self), point.latitude, point.longitude, &spot.x, &spot.y);
  return spot;
}

static graphene_rect_t
get_extent (Spot mark, Spot place)
{
  double around = dot_radius + halo_px + 1;
  graphene_rect_t extent = GRAPHENE_RECT_INIT ((float)floor (MIN (mark.x, place.x) - around), (float)floor (MIN (mark.y, place.y) - around), (float)ceil (fabs (mark.x - place.x) + 2 * around + 1), (float)ceil (fabs (mark.y - place.y) + 2 * around + 1));

  return extent;
}

static void
draw_line (cairo_t *cr, const DwPalette *palette, Spot mark, Spot place)
{
  cairo_move_to (cr, mark.x, mark.y);
  cairo_line_to (cr, place.x, place.y);
  dw_palette_set_alpha (palette, cr, DW_COLOR_MAP_LAND, 0.8);
  cairo_set_line_width (cr, line_px + 2 * halo_px);
  cairo_stroke_preserve (cr);
  dw_palette_set (palette, cr, DW_COLOR_TEXT_3);
  cairo_set_line_width (cr, line_px);
  cairo_stroke (cr);
}

static void
draw_dot (cairo_t *cr, const DwPalette *palette, Spot place)
{
  cairo_arc (cr, place.x, place.y, dot_radius, 0, 2 * G_PI);
  dw_palette_set (palette, cr, DW_COLOR_MAP_LAND);
  cairo_set_line_width (cr, 2 * halo_px);
  cairo_stroke_preserve (cr);
  dw_palette_set (palette, cr, DW_COLOR_TEXT_3);
  cairo_fill (cr);
}

/* Each is a drawing of its own: one of all of them would be as large as the map. */
static void
draw_leader (DwMapLeaderLayer *self, GtkSnapshot *snapshot, const DwMapLeader *leader)
{
  const DwPalette *palette = dw_palette_of (GTK_WIDGET (self));
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (GTK_WIDGET (self)), (float)gtk_widget_get_height (GTK_WIDGET (self)));
  Spot mark = locate (self, leader->mark), place = locate (self, leader->place);
  graphene_rect_t extent = get_extent (mark, place);
  cairo_t *cr;

  if (hypot (mark.x - place.x, mark.y - place.y) < DW_MAP_LEADER_LEAST_PX || !graphene_rect_intersection (&all, &extent, NULL))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &extent);
  draw_line (cr, palette, mark, place);
  draw_dot (cr, palette, place);
  cairo_destroy (cr);
}

static void
dw_map_leader_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwMapLeaderLayer *self = DW_MAP_LEADER_LAYER (widget);

  for (guint i = 0; self->leaders != NULL && i < self->leaders->len; i++)
    draw_leader (self, snapshot, &g_array_index (self->leaders, DwMapLeader, i));
}

static void
dw_map_leader_layer_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (dw_map_leader_layer_parent_class)->constructed (object);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
dw_map_leader_layer_finalize (GObject *object)
{
  g_clear_pointer (&DW_MAP_LEADER_LAYER (object)->leaders, g_array_unref);
  G_OBJECT_CLASS (dw_map_leader_layer_parent_class)->finalize (object);
}

static void
dw_map_leader_layer_class_init (DwMapLeaderLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = dw_map_leader_layer_constructed;
  G_OBJECT_CLASS (klass)->finalize = dw_map_leader_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = dw_map_leader_layer_snapshot;
}

static void
dw_map_leader_layer_init (DwMapLeaderLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

ShumateLayer *
dw_map_leader_layer_new (ShumateViewport *viewport)
{
  return g_object_new (DW_TYPE_MAP_LEADER_LAYER, "viewport", viewport, NULL);
}

void
dw_map_leader_layer_show (DwMapLeaderLayer *self, GArray *leaders)
{
  g_array_ref (leaders);
  g_clear_pointer (&self->leaders, g_array_unref);
  self->leaders = leaders;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
