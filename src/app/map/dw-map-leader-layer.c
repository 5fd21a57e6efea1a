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
/* Around the dot the ground shows, so that it is seen on whatever is drawn there. */
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

static gboolean
is_in_sight (DwMapLeaderLayer *self, Spot mark, Spot place)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double around = dot_radius + halo_px;

  return MAX (mark.x, place.x) > -around && MAX (mark.y, place.y) > -around && MIN (mark.x, place.x) < gtk_widget_get_width (widget) + around && MIN (mark.y, place.y) < gtk_widget_get_height (widget) + around;
}

static GdkRGBA
get_color (DwMapLeaderLayer *self, DwColor color)
{
  const DwRgb *rgb = dw_palette_get (dw_palette_of (GTK_WIDGET (self)), color);

  return (GdkRGBA){ (float)rgb->red, (float)rgb->green, (float)rgb->blue, 1 };
}

/* A bar from the origin to the east, or a dot when it is as long as wide: a border as thick as there is room for, which every renderer draws at once and with smooth edges. A picture of each line cost
 * 2 ms a frame. */
static void
append_bar (GtkSnapshot *snapshot, double length, double width, GdkRGBA color)
{
  float half = (float)width / 2;
  float widths[] = { half, half, half, half };
  GdkRGBA colors[] = { color, color, color, color };
  GskRoundedRect bar;

  gsk_rounded_rect_init_from_rect (&bar, &GRAPHENE_RECT_INIT (-half, -half, (float)length + 2 * half, 2 * half), half);
  gtk_snapshot_append_border (snapshot, &bar, widths, colors);
}

static void
draw_line (DwMapLeaderLayer *self, GtkSnapshot *snapshot, Spot mark, Spot place)
{
  double length = hypot (place.x - mark.x, place.y - mark.y);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)mark.x, (float)mark.y));
  gtk_snapshot_rotate (snapshot, (float)(atan2 (place.y - mark.y, place.x - mark.x) * 180 / G_PI));
  append_bar (snapshot, length, line_px, get_color (self, DW_COLOR_TEXT_3));
  gtk_snapshot_restore (snapshot);
}

static void
draw_dot (DwMapLeaderLayer *self, GtkSnapshot *snapshot, Spot place)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)place.x, (float)place.y));
  append_bar (snapshot, 0, 2 * (dot_radius + halo_px), get_color (self, DW_COLOR_MAP_LAND));
  append_bar (snapshot, 0, 2 * dot_radius, get_color (self, DW_COLOR_TEXT_3));
  gtk_snapshot_restore (snapshot);
}

static void
draw_leader (DwMapLeaderLayer *self, GtkSnapshot *snapshot, const DwMapLeader *leader)
{
  Spot mark = locate (self, leader->mark), place = locate (self, leader->place);

  if (hypot (mark.x - place.x, mark.y - place.y) < DW_MAP_LEADER_LEAST_PX || !is_in_sight (self, mark, place))
    return;
  draw_line (self, snapshot, mark, place);
  draw_dot (self, snapshot, place);
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
