// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-placing.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-ask.h"
#include "dw-icon-view.h"
#include "dw-map-look.h"
#include "dw-place-desk.h"
#include "dw-toast.h"

#define FARTHEST_M 100000.0
#define TARGET_PX 28
#define SLACK_PX 4

struct _DwMapPlacing
{
  GtkWidget parent_instance;

  DwMapPins *pins; /* borrowed */
  ShumateMarkerLayer *layer;
  ShumateMarker *target;
  GtkGesture *click; /* on the pins, borrowed */
  double press_x, press_y;

  GtkWidget *box;
  GtkLabel *title;
  GtkWidget *latitude, *longitude, *grid;
  GtkWidget *save;
  GtkLabel *message;
  gboolean filling; /* the fields are being set by us */

  DwStation *station; /* owned, NULL while nothing goes on */
  gint64 school_id;
  gboolean shifted;
};

G_DEFINE_FINAL_TYPE (DwMapPlacing, dw_map_placing, GTK_TYPE_WIDGET)

enum {
  SIGNAL_ENDED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* --- what is sensible --- */

/* Within these degrees lies all of China. */
static const DwGeoBox china = { 73, 3, 136, 54 };

static void
find_nearest (GListModel *places, DwPlace *school, DwGeoPoint point, double *nearest_m)
{
  guint n_places = g_list_model_get_n_items (places);

  for (guint i = 0; i < n_places; i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);
      DwGeoPoint other;

      if (dw_place_get_kind (place) != DW_PLACE_SCHOOL)
        find_nearest (G_LIST_MODEL (place), school, point, nearest_m);
      else if (place != school && dw_map_school_get_point (place, &other))
        *nearest_m = fmin (*nearest_m, dw_geo_distance_m (point, other));
    }
}

gboolean
dw_map_position_is_sensible (DwPlaceTree *tree, DwPlace *school, DwGeoPoint point, double *nearest_m)
{
  double nearest = NAN;

  find_nearest (G_LIST_MODEL (tree), school, point, &nearest);
  if (nearest_m != NULL)
    *nearest_m = nearest;
  if (!isnan (nearest))
    return nearest <= FARTHEST_M;
  return point.longitude >= china.west && point.longitude <= china.east && point.latitude >= china.south && point.latitude <= china.north;
}

/* --- the target --- */

/* point NULL: there is none. WGS-84. */
static void
show_target (DwMapPlacing *self, const DwGeoPoint *point)
{
  DwGeoPoint shown;

  gtk_widget_set_visible (GTK_WIDGET (self->target), point != NULL);
  if (point == NULL)
    return;
  shown = self->shifted ? dw_geo_to_gcj02 (*point) : *point;
  shumate_location_set_location (SHUMATE_LOCATION (self->target), shown.latitude, shown.longitude);
}

static GHashTable *
read_facts (DwMapPlacing *self, GError **error)
{
  GHashTable *facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autofree char *latitude = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->latitude)))), *longitude = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->longitude))));
  char *north, *east;

  if (!dw_place_position_normalise (latitude, longitude, (DwPlaceGrid)gtk_drop_down_get_selected (GTK_DROP_DOWN (self->grid)), &north, &east, error))
    {
      g_hash_table_unref (facts);
      return NULL;
    }
  g_hash_table_replace (facts, (char *)"latitude", north);
  g_hash_table_replace (facts, (char *)"longitude", east);
  return facts;
}

static gboolean
read_point (DwMapPlacing *self, DwGeoPoint *point, GError **error)
{
  g_autoptr (GHashTable) facts = read_facts (self, error);

  return facts != NULL && dw_geo_parse (g_hash_table_lookup (facts, "longitude"), g_hash_table_lookup (facts, "latitude"), point);
}

static void
typed_cb (DwMapPlacing *self)
{
  DwGeoPoint point;
  g_autoptr (GError) error = NULL;
  gboolean known;

  if (self->filling)
    return;
  known = read_point (self, &point, &error);
  gtk_label_set_label (self->message, error != NULL ? error->message : "");
  gtk_widget_set_sensitive (self->save, known);
  show_target (self, known ? &point : NULL);
}

static void
fill_degrees (GtkWidget *entry, double degrees)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  gtk_editable_set_text (GTK_EDITABLE (entry), g_ascii_formatd (text, sizeof text, "%.6f", degrees));
}

static void
fill (DwMapPlacing *self, DwGeoPoint point)
{
  self->filling = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->grid), DW_PLACE_GRID_WGS84);
  fill_degrees (self->latitude, point.latitude);
  fill_degrees (self->longitude, point.longitude);
  self->filling = FALSE;
  typed_cb (self);
}

void
dw_map_placing_pick (DwMapPlacing *self, double x, double y)
{
  DwGeoPoint point = dw_map_pins_get_point (self->pins, x, y);

  if (self->station != NULL)
    fill (self, self->shifted ? dw_geo_from_gcj02 (point) : point);
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, DwMapPlacing *self)
{
  self->press_x = x;
  self->press_y = y;
}

/* A press that moved was a pan. */
static void
released_cb (GtkGestureClick *click, int n_press, double x, double y, DwMapPlacing *self)
{
  if (fabs (x - self->press_x) <= SLACK_PX && fabs (y - self->press_y) <= SLACK_PX)
    dw_map_placing_pick (self, x, y);
}

/* --- beginning and ending --- */

static void
end (DwMapPlacing *self)
{
  g_clear_object (&self->station);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  show_target (self, NULL);
  dw_map_pins_set_open (self->pins, TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->click), GTK_PHASE_NONE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->pins), NULL);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

gboolean
dw_map_placing_cancel (DwMapPlacing *self)
{
  if (self->station == NULL)
    return FALSE;
  end (self);
  return TRUE;
}

static void
save (DwMapPlacing *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) facts = read_facts (self, &error);

  if (facts != NULL && dw_place_desk_change (self->station, dw_station_get_person (self->station), self->school_id, NULL, facts, &error))
    end (self);
  else
    gtk_label_set_label (self->message, error->message);
}

static void
confirmed_cb (const char *text, gpointer data)
{
  DwMapPlacing *self = data;

  if (self->station != NULL)
    save (self);
}

static void
ask_about_far (DwMapPlacing *self, double nearest_m)
{
  g_autofree char *body = isnan (nearest_m) ? g_strdup (_ ("This point is outside China.")) : g_strdup_printf (_ ("The nearest other school is %.0f km away. Perhaps degrees are exchanged, or of another grid."), nearest_m / 1000);
  DwQuestion question = { _ ("So far away?"), body, _ ("Save anyway"), NULL, FALSE };

  dw_ask (GTK_WIDGET (self), &question, confirmed_cb, g_object_ref (self), g_object_unref);
}

static void
save_cb (DwMapPlacing *self)
{
  DwPlaceTree *tree = dw_station_get_tree (self->station);
  DwPlace *school = dw_place_tree_find (tree, self->school_id);
  double nearest_m;
  DwGeoPoint point;

  if (!read_point (self, &point, NULL) || school == NULL)
    return;
  if (dw_map_position_is_sensible (tree, school, point, &nearest_m))
    save (self);
  else
    ask_about_far (self, nearest_m);
}

static void
cancel_cb (DwMapPlacing *self)
{
  dw_map_placing_cancel (self);
}

static void
clear_fields (DwMapPlacing *self)
{
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->latitude), "");
  gtk_editable_set_text (GTK_EDITABLE (self->longitude), "");
  self->filling = FALSE;
  gtk_label_set_label (self->message, "");
  gtk_widget_set_sensitive (self->save, FALSE);
  show_target (self, NULL);
}

static void
ensure_layer (DwMapPlacing *self)
{
  ShumateMap *map = dw_map_pins_get_map (self->pins);

  if (self->layer != NULL)
    return;
  self->layer = shumate_marker_layer_new (shumate_map_get_viewport (map));
  shumate_map_add_layer (map, SHUMATE_LAYER (self->layer));
  shumate_marker_layer_add_marker (self->layer, self->target);
  gtk_widget_set_can_target (GTK_WIDGET (self->layer), FALSE);
}

/* The school as it stands now, so that a small move begins from there. */
static void
show_school (DwMapPlacing *self, DwPlace *school)
{
  g_autofree char *title = g_strdup_printf (_ ("Where is %s?"), dw_place_get_name (school));
  DwGeoPoint point;

  gtk_label_set_label (self->title, title);
  clear_fields (self);
  if (!dw_map_school_get_point (school, &point))
    return;
  fill (self, point);
  if (self->shifted)
    point = dw_geo_to_gcj02 (point);
  dw_map_look_at (dw_map_pins_get_map (self->pins), point, dw_map_look_get_zoom (dw_map_pins_get_map (self->pins)));
}

void
dw_map_placing_begin (DwMapPlacing *self, DwStation *station, DwPlace *school, gboolean shifted)
{
  g_autofree char *reason = NULL;

  if (!dw_place_desk_may_change (station, dw_station_get_person (station), school, &reason))
    {
      dw_toast_show (GTK_WIDGET (self->pins), reason);
      return;
    }
  g_set_object (&self->station, station);
  self->school_id = dw_place_get_id (school);
  self->shifted = shifted;
  ensure_layer (self);
  show_school (self, school);
  dw_map_pins_set_open (self->pins, FALSE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->click), GTK_PHASE_CAPTURE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->pins), "crosshair");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (self->latitude);
}

/* --- building --- */

static GtkWidget *
add_entry (DwMapPlacing *self, GtkWidget *box, const char *title)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), title);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 11);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 11);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), entry);
  return entry;
}

static GtkWidget *
make_grid (DwMapPlacing *self)
{
  const char *titles[DW_N_PLACE_GRIDS + 1] = { NULL };
  GtkWidget *grid;

  for (DwPlaceGrid each = 0; each < DW_N_PLACE_GRIDS; each++)
    titles[each] = dw_place_grid_title (each);
  grid = gtk_drop_down_new_from_strings (titles);
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Latitude and longitude are typed in"), -1);
  g_signal_connect_object (grid, "notify::selected", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  return grid;
}

static GtkWidget *
add_button (DwMapPlacing *self, GtkWidget *box, const char *label, const char *name, GCallback func)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", func, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_row (DwMapPlacing *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->latitude = add_entry (self, row, _ ("Latitude"));
  self->longitude = add_entry (self, row, _ ("Longitude"));
  self->grid = make_grid (self);
  gtk_box_append (GTK_BOX (row), self->grid);
  return row;
}

static GtkWidget *
make_foot (DwMapPlacing *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->message = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->message), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "dw-p3-text");
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (self->message));
  add_button (self, foot, _ ("Cancel"), _ ("Do not place the school"), G_CALLBACK (cancel_cb));
  self->save = add_button (self, foot, _ ("Save"), _ ("Save position"), G_CALLBACK (save_cb));
  gtk_widget_add_css_class (self->save, "dw-primary");
  return foot;
}

static void
dw_map_placing_dispose (GObject *object)
{
  DwMapPlacing *self = DW_MAP_PLACING (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->target);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_map_placing_parent_class)->dispose (object);
}

static void
dw_map_placing_class_init (DwMapPlacingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_map_placing_dispose;
  signals[SIGNAL_ENDED] = g_signal_new ("ended", DW_TYPE_MAP_PLACING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwmapplacing");
}

static void
dw_map_placing_init (DwMapPlacing *self)
{
  GtkWidget *hint = gtk_label_new (_ ("Press on the map, or type degrees. Escape leaves."));

  self->target = g_object_ref_sink (shumate_marker_new ());
  shumate_marker_set_child (self->target, dw_icon_view_new ("locate", TARGET_PX));
  gtk_widget_add_css_class (GTK_WIDGET (self->target), "dw-map-target");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->title = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "dw-bold");
  gtk_widget_add_css_class (hint, "dw-note");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->box), hint);
  gtk_box_append (GTK_BOX (self->box), make_row (self));
  gtk_box_append (GTK_BOX (self->box), make_foot (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-map-card");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
dw_map_placing_new (DwMapPins *pins)
{
  DwMapPlacing *self = g_object_new (DW_TYPE_MAP_PLACING, NULL);

  self->pins = pins;
  self->click = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->click), GTK_PHASE_NONE);
  g_signal_connect_object (self->click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (self->click, "released", G_CALLBACK (released_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (pins), GTK_EVENT_CONTROLLER (self->click));
  return GTK_WIDGET (self);
}
