// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-marks.h"

#include "dw-map-mark.h"
#include "dw-map-words.h"

struct _DwMapMarks
{
  GObject parent_instance;

  ShumateMarkerLayer *layer; /* borrowed, NULL before it is set */
  GPtrArray *clusters;       /* owned reference, NULL: none is shown */
  DwMapSchools *schools;     /* borrowed, NULL likewise */
  GHashTable *markers;       /* guint64* key -> ShumateMarker, owned by the layer */
  GPtrArray *spare;          /* ShumateMarker, hidden, owned by the layer */
  GPtrArray *buttons;        /* borrowed, in the order of clusters */
  GtkWidget *pointed;        /* borrowed: the button that the pointer or the focus is at */
};

G_DEFINE_FINAL_TYPE (DwMapMarks, dw_map_marks, G_TYPE_OBJECT)

enum {
  SIGNAL_PRESSED,
  SIGNAL_POINTED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static const DwMapCluster *
find_cluster (DwMapMarks *self, GtkWidget *button)
{
  guint index;

  return self->clusters != NULL && g_ptr_array_find (self->buttons, button, &index) ? g_ptr_array_index (self->clusters, index) : NULL;
}

/* --- pointing --- */

static void
point_at (DwMapMarks *self, GtkWidget *button)
{
  const DwMapCluster *cluster = button != NULL ? find_cluster (self, button) : NULL;

  if (self->pointed == button)
    return;
  self->pointed = button;
  g_signal_emit (self, signals[SIGNAL_POINTED], 0, cluster, cluster != NULL ? button : NULL);
}

static void
enter_cb (GtkEventControllerMotion *motion, double x, double y, DwMapMarks *self)
{
  point_at (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (motion)));
}

static void
leave_cb (GtkEventControllerMotion *motion, DwMapMarks *self)
{
  if (self->pointed == gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (motion)))
    point_at (self, NULL);
}

static void
focus_changed_cb (GtkWidget *button, GParamSpec *pspec, DwMapMarks *self)
{
  if (gtk_widget_has_focus (button))
    point_at (self, button);
  else if (self->pointed == button)
    point_at (self, NULL);
}

static void
clicked_cb (GtkButton *button, DwMapMarks *self)
{
  const DwMapCluster *cluster = find_cluster (self, GTK_WIDGET (button));

  if (cluster != NULL)
    g_signal_emit (self, signals[SIGNAL_PRESSED], 0, cluster, button);
}

/* --- buttons --- */

static GtkWidget *
make_button (DwMapMarks *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_add_css_class (button, "dw-pin");
  gtk_button_set_child (GTK_BUTTON (button), dw_map_mark_new ());
  g_signal_connect_object (motion, "enter", G_CALLBACK (enter_cb), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, 0);
  gtk_widget_add_controller (button, motion);
  g_signal_connect_object (button, "notify::has-focus", G_CALLBACK (focus_changed_cb), self, 0);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  return button;
}

static ShumateMarker *
add_marker (DwMapMarks *self, DwGeoPoint point)
{
  ShumateMarker *marker = shumate_marker_new ();

  shumate_marker_set_selectable (marker, FALSE);
  shumate_marker_set_child (marker, make_button (self));
  shumate_location_set_location (SHUMATE_LOCATION (marker), point.latitude, point.longitude);
  shumate_marker_layer_add_marker (self->layer, marker);
  return marker;
}

static void
say_words (DwMapMarks *self, GtkWidget *button, const DwMapCluster *cluster)
{
  g_autofree char *words = dw_map_words_describe (cluster, self->schools);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* A pan asks for every mark at each step: what looks the same and stands for the same schools says the same, unless the schools themselves were read anew. */
static void
update_marker (DwMapMarks *self, ShumateMarker *marker, const DwMapCluster *cluster, const char *name, DwGeoPoint point, gboolean fresh)
{
  GtkWidget *button = shumate_marker_get_child (marker);

  if (dw_map_mark_set (DW_MAP_MARK (gtk_button_get_child (GTK_BUTTON (button))), cluster, self->schools->layer, name) || fresh)
    say_words (self, button, cluster);
  if (shumate_location_get_latitude (SHUMATE_LOCATION (marker)) != point.latitude || shumate_location_get_longitude (SHUMATE_LOCATION (marker)) != point.longitude)
    shumate_location_set_location (SHUMATE_LOCATION (marker), point.latitude, point.longitude);
  g_ptr_array_add (self->buttons, button);
}

/* Nobody sees it, presses it or walks to it until it is used again; somebody's place is not given to others while the focus is there. */
static void
put_away (DwMapMarks *self, ShumateMarker *marker)
{
  GtkWidget *button = shumate_marker_get_child (marker);

  if (self->pointed == button)
    point_at (self, NULL);
  if (gtk_widget_has_focus (button))
    {
      shumate_marker_layer_remove_marker (self->layer, marker);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (marker), FALSE);
  g_ptr_array_add (self->spare, marker);
}

static void
put_away_others (DwMapMarks *self, GHashTable *before, const GPtrArray *clusters)
{
  GHashTableIter iter;
  ShumateMarker *marker;

  for (guint i = 0; i < clusters->len; i++)
    {
      const DwMapCluster *cluster = clusters->pdata[i];
      gpointer key;

      if (g_hash_table_steal_extended (before, &cluster->key, &key, (gpointer *)&marker))
        g_hash_table_insert (self->markers, key, marker);
    }
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&marker))
    put_away (self, marker);
}

/* *fresh: it stands for somebody else than before. */
static ShumateMarker *
find_marker (DwMapMarks *self, const DwMapCluster *cluster, DwGeoPoint point, gboolean *fresh)
{
  ShumateMarker *marker = g_hash_table_lookup (self->markers, &cluster->key);

  if (marker != NULL)
    return marker;
  *fresh = TRUE;
  if (self->spare->len > 0)
    marker = g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);
  else
    marker = add_marker (self, point);
  gtk_widget_set_visible (GTK_WIDGET (marker), TRUE);
  g_hash_table_insert (self->markers, g_memdup2 (&cluster->key, sizeof cluster->key), marker);
  return marker;
}

static void
show_all (DwMapMarks *self, const GArray *points, gboolean fresh)
{
  guint n_names = 0;

  for (guint i = 0; i < self->clusters->len; i++)
    {
      const DwMapCluster *cluster = self->clusters->pdata[i];
      DwGeoPoint point = g_array_index (points, DwGeoPoint, i);
      gboolean fresh_marker = fresh;
      ShumateMarker *marker = find_marker (self, cluster, point, &fresh_marker);

      update_marker (self, marker, cluster, cluster->name != NULL && n_names++ < DW_MAP_NAMES ? cluster->name : NULL, point, fresh_marker);
    }
}

void
dw_map_marks_show (DwMapMarks *self, GPtrArray *clusters, const GArray *points, DwMapSchools *schools, gboolean fresh)
{
  GHashTable *before = self->markers;

  dw_map_marks_let_go (self);
  self->clusters = g_ptr_array_ref (clusters);
  self->schools = schools;
  self->markers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  put_away_others (self, before, clusters);
  g_hash_table_unref (before);
  show_all (self, points, fresh);
}

void
dw_map_marks_let_go (DwMapMarks *self)
{
  g_clear_pointer (&self->clusters, g_ptr_array_unref);
  self->schools = NULL;
  g_ptr_array_set_size (self->buttons, 0);
}

/* --- walking --- */

gboolean
dw_map_marks_step_focus (DwMapMarks *self, GtkWidget *focus, int step)
{
  int next = step > 0 ? 0 : (int)self->buttons->len - 1;
  guint index;

  if (focus != NULL && g_ptr_array_find (self->buttons, focus, &index))
    next = (int)index + step;
  return next >= 0 && next < (int)self->buttons->len && gtk_widget_grab_focus (g_ptr_array_index (self->buttons, next));
}

gboolean
dw_map_marks_focus_worst (DwMapMarks *self)
{
  if (self->buttons->len == 0)
    return FALSE;
  self->pointed = NULL;
  gtk_widget_grab_focus (self->buttons->pdata[0]);
  point_at (self, self->buttons->pdata[0]);
  return TRUE;
}

GPtrArray *
dw_map_marks_get_buttons (DwMapMarks *self)
{
  return self->buttons;
}

/* --- the class --- */

static void
dw_map_marks_finalize (GObject *object)
{
  DwMapMarks *self = DW_MAP_MARKS (object);

  g_clear_pointer (&self->clusters, g_ptr_array_unref);
  g_hash_table_unref (self->markers);
  g_ptr_array_unref (self->spare);
  g_ptr_array_unref (self->buttons);
  G_OBJECT_CLASS (dw_map_marks_parent_class)->finalize (object);
}

static void
dw_map_marks_class_init (DwMapMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_map_marks_finalize;
  signals[SIGNAL_PRESSED] = g_signal_new ("pressed", DW_TYPE_MAP_MARKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, GTK_TYPE_WIDGET);
  signals[SIGNAL_POINTED] = g_signal_new ("pointed", DW_TYPE_MAP_MARKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, GTK_TYPE_WIDGET);
}

static void
dw_map_marks_init (DwMapMarks *self)
{
  self->buttons = g_ptr_array_new ();
  self->spare = g_ptr_array_new ();
  self->markers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

DwMapMarks *
dw_map_marks_new (void)
{
  return g_object_new (DW_TYPE_MAP_MARKS, NULL);
}

void
dw_map_marks_set_layer (DwMapMarks *self, ShumateMarkerLayer *layer)
{
  self->layer = layer;
}
