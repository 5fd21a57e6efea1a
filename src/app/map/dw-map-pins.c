// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-pins.h"

#include "dw-map-dodge.h"
#include "dw-map-layers.h"
#include "dw-map-leader-layer.h"
#include "dw-map-look.h"
#include "dw-map-marks.h"
#include "dw-map-pyramid.h"
#include "dw-school-list.h"

struct _DwMapPins
{
  GtkWidget parent_instance;

  ShumateMap *map;
  DwMapLayers *layers;       /* owned */
  ShumateMarkerLayer *layer; /* borrowed, NULL before the first ground */
  DwMapSchools *schools;     /* owned, NULL */
  DwMapPyramid *pyramid;     /* owned, NULL: of these schools */
  GPtrArray *clusters;       /* owned array, worst first, of clusters of the pyramid; NULL */
  int step;                  /* of the pyramid, that the clusters are of */
  int shown;                 /* a farther one where those would be too many */
  GPtrArray *covers;         /* GtkWidget, borrowed */
  DwMapMarks *marks;         /* owned */
  gboolean fitted;
  gboolean fitting, touched; /* the view is being set by us; it was changed by somebody since it showed all schools */
  gboolean resized;
  int width, height;
  guint rebuild_id;
};

G_DEFINE_FINAL_TYPE (DwMapPins, dw_map_pins, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CHOSEN,
  SIGNAL_POINTED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* One school alone is not shown closer than a part of a town. */
static const double closest_fit = 12;
/* Schools that stand on one spot are listed instead. */
static const double closest_zoom = 15;
static const double view_margin_px = 80;

/* --- where we look --- */

static gboolean
fit_box (DwMapPins *self, const DwGeoBox *box, double max_zoom, gboolean only_closer)
{
  return dw_map_look_fit (self->map, box, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)), max_zoom, only_closer);
}

/* Nobody has moved the map because of that. */
static void
snap (DwMapPins *self)
{
  self->fitting = TRUE;
  dw_map_look_snap (self->map, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)));
  self->fitting = FALSE;
}

void
dw_map_pins_fit (DwMapPins *self)
{
  DwGeoBox box;

  dw_geo_box_init (&box);
  for (guint i = 0; self->schools != NULL && i < self->schools->items->len; i++)
    dw_geo_box_add (&box, g_array_index (self->schools->items, DwMapItem, i).point);
  if (dw_geo_box_is_empty (&box) || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return;
  self->fitted = TRUE;
  self->fitting = TRUE;
  fit_box (self, &box, closest_fit, FALSE);
  self->fitting = FALSE;
  snap (self);
  self->touched = FALSE;
}

void
dw_map_pins_zoom (DwMapPins *self, double steps)
{
  dw_map_look_at (self->map, dw_map_look_get_middle (self->map), dw_map_look_get_zoom (self->map) + steps);
}

void
dw_map_pins_move (DwMapPins *self, double dx, double dy)
{
  dw_map_look_move (self->map, dx, dy);
}

DwGeoPoint
dw_map_pins_get_point (DwMapPins *self, double x, double y)
{
  return dw_map_look_get_point (self->map, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)), x, y);
}

/* --- pressing --- */

static DwPlace *
get_member (DwMapPins *self, const DwMapCluster *cluster, guint index)
{
  return g_ptr_array_index (self->schools->placed, g_array_index (cluster->members, guint, index));
}

/* The list hangs on the map, not on the button, which may go away meanwhile. */
static void
list_members (DwMapPins *self, const DwMapCluster *cluster, GtkWidget *button)
{
  g_autoptr (GPtrArray) schools = g_ptr_array_new ();
  graphene_rect_t bounds;

  for (guint i = 0; i < cluster->members->len; i++)
    g_ptr_array_add (schools, get_member (self, cluster, i));
  if (gtk_widget_compute_bounds (button, GTK_WIDGET (self), &bounds))
    dw_school_list_popup (GTK_WIDGET (self), &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width, (int)bounds.size.height }, schools);
}

static void
open_cluster (DwMapPins *self, const DwMapCluster *cluster, GtkWidget *button)
{
  DwGeoBox box;

  dw_geo_box_init (&box);
  for (guint i = 0; i < cluster->members->len; i++)
    dw_geo_box_add (&box, g_array_index (self->schools->items, DwMapItem, g_array_index (cluster->members, guint, i)).point);
  if (!fit_box (self, &box, closest_zoom, TRUE))
    list_members (self, cluster, button);
}

static void
pressed_cb (DwMapPins *self, const DwMapCluster *cluster, GtkWidget *button)
{
  if (cluster->members->len == 1)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, get_member (self, cluster, 0));
  else
    open_cluster (self, cluster, button);
}

static void
pointed_cb (DwMapPins *self, const DwMapCluster *cluster, GtkWidget *button)
{
  gboolean single = cluster != NULL && cluster->members->len == 1;

  g_signal_emit (self, signals[SIGNAL_POINTED], 0, single ? get_member (self, cluster, 0) : NULL, single ? button : NULL);
}

/* --- what is shown --- */

static GArray *
get_labels (DwMapPins *self)
{
  return dw_map_pyramid_get_labels (self->pyramid, dw_map_layers_get_base_map (self->layers), dw_map_look_get_zoom (self->map), self->shown);
}

static GPtrArray *
list_clusters (DwMapPins *self)
{
  DwGeoBox view = dw_map_look_get_view (self->map, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)), view_margin_px);

  return dw_map_pyramid_list (self->pyramid, dw_map_look_get_zoom (self->map), &view, DW_MAP_MARKERS, &self->shown);
}

/* DwMapArea of all covers that are shown. */
static GArray *
list_taken (DwMapPins *self)
{
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (DwMapArea));

  for (guint i = 0; i < self->covers->len; i++)
    {
      graphene_rect_t bounds;
      DwMapArea area;

      if (!gtk_widget_get_mapped (self->covers->pdata[i]) || !gtk_widget_compute_bounds (self->covers->pdata[i], GTK_WIDGET (self), &bounds))
        continue;
      area = (DwMapArea){ bounds.origin.x, bounds.origin.y, bounds.origin.x + bounds.size.width, bounds.origin.y + bounds.size.height };
      g_array_append_val (taken, area);
    }
  return taken;
}

/* DwGeoPoint of each mark. */
static GArray *
list_points (DwMapPins *self)
{
  g_autoptr (GArray) taken = list_taken (self);
  DwMapScene scene = { .zoom = dw_map_look_get_zoom (self->map), .width = gtk_widget_get_width (GTK_WIDGET (self)), .height = gtk_widget_get_height (GTK_WIDGET (self)) };

  dw_geo_to_px (dw_map_look_get_middle (self->map), scene.zoom, &scene.left, &scene.top);
  scene.left -= scene.width / 2;
  scene.top -= scene.height / 2;
  scene.taken = (const DwMapArea *)(void *)taken->data;
  scene.n_taken = taken->len;
  scene.base_map = dw_map_layers_get_base_map (self->layers);
  scene.labels = get_labels (self);
  return dw_map_dodge (self->clusters, &scene);
}

static void
show_leaders (DwMapPins *self, const GArray *points)
{
  g_autoptr (GArray) leaders = g_array_new (FALSE, FALSE, sizeof (DwMapLeader));

  for (guint i = 0; i < self->clusters->len; i++)
    {
      DwMapLeader leader = { g_array_index (points, DwGeoPoint, i), ((const DwMapCluster *)self->clusters->pdata[i])->place };

      if (leader.mark.longitude != leader.place.longitude || leader.mark.latitude != leader.place.latitude)
        g_array_append_val (leaders, leader);
    }
  dw_map_layers_show_leaders (self->layers, leaders);
}

/* fresh: the schools are others than at the last time. */
static void
rebuild (DwMapPins *self, gboolean fresh)
{
  GPtrArray *before = self->clusters;
  g_autoptr (GArray) points = NULL;

  self->clusters = list_clusters (self);
  self->step = dw_map_pyramid_get_step (dw_map_look_get_zoom (self->map));
  /* Names of the ground make room for the marks. */
  dw_map_layers_show_labels (self->layers, get_labels (self));
  points = list_points (self);
  show_leaders (self, points);
  dw_map_marks_show (self->marks, self->clusters, points, self->schools, fresh);
  g_clear_pointer (&before, g_ptr_array_unref);
}

static gboolean
is_ready (DwMapPins *self)
{
  return self->schools != NULL && self->layer != NULL && gtk_widget_get_width (GTK_WIDGET (self)) > 0;
}

static gboolean
rebuild_cb (gpointer data)
{
  DwMapPins *self = data;

  self->rebuild_id = 0;
  if (!is_ready (self))
    return G_SOURCE_REMOVE;
  if (!self->fitted || (!self->touched && self->resized))
    dw_map_pins_fit (self);
  snap (self);
  self->resized = FALSE;
  rebuild (self, self->clusters == NULL);
  return G_SOURCE_REMOVE;
}

/* Before the next frame. */
static void
queue_rebuild (DwMapPins *self)
{
  if (self->rebuild_id == 0)
    self->rebuild_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, rebuild_cb, self, NULL);
}

static void
view_changed_cb (DwMapPins *self)
{
  self->touched = self->touched || !self->fitting;
  queue_rebuild (self);
}

/* An animation moves on in the middle of a frame: marks of a closer step would cover each other in it. */
static void
zoom_changed_cb (DwMapPins *self)
{
  view_changed_cb (self);
  if (self->clusters != NULL && is_ready (self) && dw_map_pyramid_get_step (dw_map_look_get_zoom (self->map)) != self->step)
    rebuild (self, FALSE);
}

/* --- the widget --- */

static void
dw_map_pins_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DwMapPins *self = DW_MAP_PINS (widget);

  gtk_widget_allocate (GTK_WIDGET (self->map), width, height, baseline, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
  self->resized = self->resized || width != self->width || height != self->height;
  self->width = width;
  self->height = height;
  queue_rebuild (self);
}

static void
dw_map_pins_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = 200;
  *natural = 600;
}

/* Tab: from one button to the next in the order of how bad they are; past the last one, on to what comes after the map. */
static gboolean
dw_map_pins_focus (GtkWidget *widget, GtkDirectionType direction)
{
  DwMapPins *self = DW_MAP_PINS (widget);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  return dw_map_marks_step_focus (self->marks, gtk_root_get_focus (gtk_widget_get_root (widget)), direction == GTK_DIR_TAB_FORWARD ? 1 : -1);
}

static void
dw_map_pins_dispose (GObject *object)
{
  DwMapPins *self = DW_MAP_PINS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->rebuild_id, g_source_remove);
  /* Before their buttons: a focus that goes away with one is told to nobody. */
  g_clear_object (&self->marks);
  g_clear_pointer (&self->covers, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->clusters, g_ptr_array_unref);
  g_clear_pointer (&self->pyramid, dw_map_pyramid_free);
  g_clear_pointer (&self->schools, dw_map_schools_free);
  g_clear_pointer (&self->layers, dw_map_layers_free);
  G_OBJECT_CLASS (dw_map_pins_parent_class)->dispose (object);
}

static void
dw_map_pins_class_init (DwMapPinsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_map_pins_dispose;
  widget_class->measure = dw_map_pins_measure;
  widget_class->size_allocate = dw_map_pins_size_allocate;
  widget_class->focus = dw_map_pins_focus;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", DW_TYPE_MAP_PINS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DW_TYPE_PLACE);
  signals[SIGNAL_POINTED] = g_signal_new ("pointed", DW_TYPE_MAP_PINS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, DW_TYPE_PLACE, GTK_TYPE_WIDGET);
  gtk_widget_class_set_css_name (widget_class, "dwmappins");
}

static void
dw_map_pins_init (DwMapPins *self)
{
  ShumateViewport *viewport;

  self->map = shumate_map_new ();
  self->layers = dw_map_layers_new (self->map);
  viewport = shumate_map_get_viewport (self->map);
  self->marks = dw_map_marks_new ();
  self->covers = g_ptr_array_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->map), GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (self->marks, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->marks, "pointed", G_CALLBACK (pointed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::zoom-level", G_CALLBACK (zoom_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::latitude", G_CALLBACK (view_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::longitude", G_CALLBACK (view_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
dw_map_pins_new (void)
{
  return g_object_new (DW_TYPE_MAP_PINS, NULL);
}

void
dw_map_pins_set_ground (DwMapPins *self, ShumateMapSource *source, DwBaseMap *map)
{
  dw_map_layers_set_ground (self->layers, source, map);
  self->layer = dw_map_layers_get_marks (self->layers);
  dw_map_marks_set_layer (self->marks, self->layer);
  queue_rebuild (self);
}

void
dw_map_pins_set_pictures (DwMapPins *self, const GPtrArray *sources)
{
  dw_map_layers_set_pictures (self->layers, sources);
}

static DwMapPyramid *
make_pyramid (const DwMapSchools *schools)
{
  guint n = schools->items->len;
  g_autofree const char **names = g_new (const char *, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    names[i] = dw_place_get_name (schools->placed->pdata[i]);
  return dw_map_pyramid_new ((const DwMapItem *)(void *)schools->items->data, n, schools->layer, names);
}

void
dw_map_pins_set_schools (DwMapPins *self, DwMapSchools *schools)
{
  DwMapSchools *before = self->schools;

  /* Clusters are those of the pyramid, which reads the items of its schools: they go together. */
  dw_map_marks_let_go (self->marks);
  g_clear_pointer (&self->clusters, g_ptr_array_unref);
  g_clear_pointer (&self->pyramid, dw_map_pyramid_free);
  self->schools = schools;
  self->pyramid = make_pyramid (schools);
  if (self->layer != NULL && self->fitted && gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    rebuild (self, TRUE);
  else
    queue_rebuild (self);
  g_clear_pointer (&before, dw_map_schools_free);
}

ShumateViewport *
dw_map_pins_get_viewport (DwMapPins *self)
{
  return shumate_map_get_viewport (self->map);
}

ShumateMap *
dw_map_pins_get_map (DwMapPins *self)
{
  return self->map;
}

gboolean
dw_map_pins_focus_worst (DwMapPins *self)
{
  return dw_map_marks_focus_worst (self->marks);
}

void
dw_map_pins_add_cover (DwMapPins *self, GtkWidget *widget)
{
  g_ptr_array_add (self->covers, widget);
}

void
dw_map_pins_covers_moved (DwMapPins *self)
{
  queue_rebuild (self);
}

void
dw_map_pins_set_open (DwMapPins *self, gboolean open)
{
  if (self->layer != NULL)
    gtk_widget_set_can_target (GTK_WIDGET (self->layer), open);
}

GPtrArray *
dw_map_pins_get_buttons (DwMapPins *self)
{
  return dw_map_marks_get_buttons (self->marks);
}
