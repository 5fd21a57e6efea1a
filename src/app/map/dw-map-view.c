// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-view.h"

#include <glib/gi18n-lib.h>

#include "dw-icon-view.h"
#include "dw-map-bar.h"
#include "dw-map-card.h"
#include "dw-map-ground.h"
#include "dw-map-legend.h"
#include "dw-map-placing.h"
#include "dw-map-show.h"
#include "dw-notice.h"
#include "dw-place-desk.h"
#include "dw-school-list.h"
#include "dw-style.h"
#include "dw-tick.h"

struct _DwMapView
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  DwMapPins *pins;
  DwMapBar *bar;
  DwMapLegend *legend;
  DwMapCard *card;
  DwMapPlacing *placing;
  DwNotice *notice;
  GtkLabel *licence;
  DwMapGround *ground; /* owned */

  DwStation *station; /* owned */
  DwScope *scope;     /* owned */
  DwMapLayer layer;
  char *org_type;       /* owned, "" = all */
  gboolean scope_moved; /* since the map was on the screen */
};

G_DEFINE_FINAL_TYPE (DwMapView, dw_map_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LAYER,
  PROP_ORG_TYPE,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static const double move_px = 80;

/* --- ground --- */

static void
ground_changed_cb (DwMapView *self)
{
  gtk_label_set_label (self->licence, dw_map_ground_get_credit (self->ground));
  dw_map_view_refresh (self);
}

/* --- schools --- */

/* The pictures of some sources are in GCJ-02: then the points are, too. */
static gboolean
is_shifted (DwMapView *self)
{
  return dw_map_ground_is_shifted (self->ground);
}

static gboolean
may_place (DwMapView *self)
{
  return dw_place_desk_may_change (self->station, dw_station_get_person (self->station), dw_scope_get_place (self->scope), NULL);
}

/* Hints of the map's own are why the ground is not what was chosen, or schools that nobody has placed yet. */
static void
show_missing (DwMapView *self, guint n_missing)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u school has no position yet", "%u schools have no position yet", n_missing), n_missing);

  if (dw_map_ground_get_notice (self->ground) != NULL)
    dw_notice_show (self->notice, DW_NOTICE_WARNING, dw_map_ground_get_notice (self->ground), NULL, NULL);
  else if (n_missing > 0)
    dw_notice_show (self->notice, DW_NOTICE_INFO, text, may_place (self) ? _ ("Place…") : NULL, "map.list-missing");
  else
    dw_notice_hide (self->notice);
}

static DwMapSchools *
read_schools (DwMapView *self, gint64 now_ms)
{
  return dw_map_schools_new (dw_station_get_tree (self->station), dw_station_get_alarms (self->station), dw_scope_get_place (self->scope), dw_station_get_person (self->station), is_shifted (self), now_ms);
}

static void
show_parts (DwMapView *self, const DwMapSchools *schools)
{
  dw_map_bar_show (self->bar, schools, self->org_type);
  dw_map_legend_show (self->legend, self->layer, dw_scope_get_priorities (self->scope));
}

void
dw_map_view_refresh (DwMapView *self)
{
  DwMapSchools *schools;
  DwMapShow show;
  gint64 now_ms;

  if (self->station == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  now_ms = dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self)));
  schools = read_schools (self, now_ms);
  show_parts (self, schools);
  show = (DwMapShow){ self->layer, dw_scope_get_priorities (self->scope), self->org_type };
  dw_map_schools_show (schools, dw_station_get_tree (self->station), &show, now_ms);
  show_missing (self, schools->n_missing);
  dw_map_pins_set_schools (self->pins, schools);
}

/* While another page is shown the map only remembers that it has to look elsewhere. */
static void
scope_changed_cb (DwMapView *self)
{
  self->scope_moved = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  dw_map_view_refresh (self);
  dw_map_pins_fit (self->pins);
  self->scope_moved = FALSE;
}

/* What the one before was about to save is not the other's. */
static void
person_changed_cb (DwMapView *self)
{
  dw_map_placing_cancel (self->placing);
  scope_changed_cb (self);
}

static void
chosen_cb (DwMapView *self, DwPlace *school)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, dw_place_get_id (school));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-place", "s", id);
}

static void
pointed_cb (DwMapView *self, DwPlace *school, GtkWidget *button)
{
  if (school != NULL)
    dw_map_card_show (self->card, self->station, school, button, GTK_WIDGET (self));
  else
    dw_map_card_let_go (self->card);
}

/* --- actions and keys --- */

static void
fit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dw_map_pins_fit (DW_MAP_VIEW (widget)->pins);
}

static void
zoom_in_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dw_map_pins_zoom (DW_MAP_VIEW (widget)->pins, 1);
}

static void
zoom_out_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dw_map_pins_zoom (DW_MAP_VIEW (widget)->pins, -1);
}

/* --- placing --- */

void
dw_map_view_place (DwMapView *self, DwPlace *school)
{
  dw_map_card_close (self->card);
  dw_map_placing_begin (self->placing, self->station, school, is_shifted (self));
}

static void
place_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DwMapView *self = DW_MAP_VIEW (widget);
  DwPlace *place = dw_place_tree_find (dw_station_get_tree (self->station), g_ascii_strtoll (g_variant_get_string (parameter, NULL), NULL, 10));

  if (place != NULL && dw_place_get_kind (place) == DW_PLACE_SCHOOL)
    dw_map_view_place (self, place);
}

/* The list hangs on the map below the notice. */
static void
list_missing_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DwMapView *self = DW_MAP_VIEW (widget);
  g_autoptr (DwMapSchools) schools = read_schools (self, dw_tick_now_ms (dw_tick_of (widget)));
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  graphene_rect_t bounds;
  DwGeoPoint point;

  for (guint i = 0; i < schools->places->len; i++)
    if (dw_map_school_is_of_type (schools->places->pdata[i], self->org_type) && !dw_map_school_get_point (schools->places->pdata[i], &point))
      g_ptr_array_add (missing, schools->places->pdata[i]);
  if (gtk_widget_compute_bounds (GTK_WIDGET (self->notice), GTK_WIDGET (self->pins), &bounds))
    dw_school_list_popup_for (GTK_WIDGET (self->pins), &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width, (int)bounds.size.height }, missing, "map.place");
}

/* Up to everything the person may see, and all of it in sight. */
static void
whole_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DwMapView *self = DW_MAP_VIEW (widget);

  dw_scope_set_place (self->scope, NULL);
  dw_map_pins_fit (self->pins);
}

static void
toggle_priority_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dw_map_view_toggle_priority (DW_MAP_VIEW (widget), (guint)CLAMP (g_variant_get_int32 (parameter), 1, 4));
}

void
dw_map_view_toggle_priority (DwMapView *self, guint priority)
{
  dw_scope_set_priorities (self->scope, dw_map_toggle_priority (dw_scope_get_priorities (self->scope), priority));
}

static gboolean
move_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  int dx, dy;

  g_variant_get (arguments, "(ii)", &dx, &dy);
  dw_map_pins_move (DW_MAP_VIEW (widget)->pins, dx * move_px, dy * move_px);
  return TRUE;
}

static gboolean
enter_card_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return dw_map_card_enter (DW_MAP_VIEW (widget)->card);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DwMapView *self = DW_MAP_VIEW (widget);

  return dw_map_placing_cancel (self->placing) || dw_map_card_close (self->card);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, enter_card_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, enter_card_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "map.fit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, 0, "map.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_SHIFT_MASK, "map.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, 0, "map.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, 0, "map.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, 0, "map.zoom-out", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_cb, "(ii)", -1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_cb, "(ii)", 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, move_cb, "(ii)", 0, -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, move_cb, "(ii)", 0, 1);
}

/* --- parts --- */

static void
add_tool (GtkWidget *box, const char *icon, const char *action, const char *name)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), dw_icon_view_new (icon, 16));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_add_css_class (button, "dw-map-tool");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_tools (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  add_tool (box, "plus", "map.zoom-in", _ ("Closer"));
  add_tool (box, "minus", "map.zoom-out", _ ("Farther"));
  add_tool (box, "home", "map.whole", _ ("Whole district"));
  gtk_widget_add_css_class (box, "dw-map-tools");
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  return box;
}

static GtkWidget *
make_foot (DwMapView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  ShumateScale *scale = shumate_scale_new (dw_map_pins_get_viewport (self->pins));

  shumate_scale_set_unit (scale, SHUMATE_UNIT_METRIC);
  shumate_scale_set_max_width (scale, 120);
  gtk_widget_set_halign (GTK_WIDGET (scale), GTK_ALIGN_END);
  self->licence = GTK_LABEL (gtk_label_new (""));
  /* Several names are in several lines, so that they do not reach into the legend. */
  gtk_label_set_wrap (self->licence, TRUE);
  gtk_label_set_max_width_chars (self->licence, 40);
  gtk_label_set_xalign (self->licence, 1);
  gtk_label_set_justify (self->licence, GTK_JUSTIFY_RIGHT);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (scale));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->licence));
  gtk_widget_add_css_class (box, "dw-map-foot");
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_valign (box, GTK_ALIGN_END);
  gtk_widget_set_can_target (box, FALSE);
  return box;
}

/* The notice stands below the choices, so that neither covers the other. */
static GtkWidget *
make_top (DwMapView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->bar = DW_MAP_BAR (dw_map_bar_new ());
  self->notice = DW_NOTICE (dw_notice_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notice));
  gtk_widget_set_halign (GTK_WIDGET (self->bar), GTK_ALIGN_START);
  gtk_widget_set_halign (GTK_WIDGET (self->notice), GTK_ALIGN_START);
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_widget_add_css_class (box, "dw-map-top");
  return box;
}

/* Where it goes is left to the overlay; the marks below have to know. */
static gboolean
cover_placed_cb (DwMapView *self)
{
  dw_map_pins_covers_moved (self->pins);
  return FALSE;
}

static void
add_cover (DwMapView *self, GtkWidget *widget)
{
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), widget);
  dw_map_pins_add_cover (self->pins, widget);
}

static void
add_parts (DwMapView *self)
{
  self->overlay = gtk_overlay_new ();
  self->pins = DW_MAP_PINS (dw_map_pins_new ());
  self->legend = DW_MAP_LEGEND (dw_map_legend_new ());
  self->card = DW_MAP_CARD (dw_map_card_new ());
  self->placing = DW_MAP_PLACING (dw_map_placing_new (self->pins));
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->pins));
  add_cover (self, GTK_WIDGET (self->legend));
  add_cover (self, make_foot (self));
  add_cover (self, make_tools ());
  add_cover (self, make_top (self));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->card));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->placing));
  gtk_widget_set_halign (GTK_WIDGET (self->placing), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->placing), GTK_ALIGN_END);
  gtk_widget_set_halign (GTK_WIDGET (self->legend), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self->legend), GTK_ALIGN_END);
  gtk_widget_set_halign (GTK_WIDGET (self->card), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self->card), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self->card), FALSE);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  g_signal_connect_object (self->overlay, "get-child-position", G_CALLBACK (cover_placed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pins, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pins, "pointed", G_CALLBACK (pointed_cb), self, G_CONNECT_SWAPPED);
}

/* --- the class --- */

static void
dw_map_view_map (GtkWidget *widget)
{
  DwMapView *self = DW_MAP_VIEW (widget);

  GTK_WIDGET_CLASS (dw_map_view_parent_class)->map (widget);
  dw_map_view_refresh (self);
  if (self->scope_moved)
    dw_map_pins_fit (self->pins);
  self->scope_moved = FALSE;
}

static void
dw_map_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DwMapView *self = DW_MAP_VIEW (object);

  if (id == PROP_LAYER)
    g_value_set_string (value, dw_map_layer_word (self->layer));
  else if (id == PROP_ORG_TYPE)
    g_value_set_string (value, self->org_type);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* An unknown word changes nothing: it can come from outside. */
static void
dw_map_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DwMapView *self = DW_MAP_VIEW (object);
  const char *text = g_value_get_string (value);

  if (id == PROP_ORG_TYPE)
    {
      g_free (self->org_type);
      self->org_type = g_strdup (text != NULL ? text : "");
    }
  else if (id != PROP_LAYER)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (!dw_map_layer_from_word (text, &self->layer))
    return;
  dw_map_view_refresh (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
dw_map_view_finalize (GObject *object)
{
  g_free (DW_MAP_VIEW (object)->org_type);
  G_OBJECT_CLASS (dw_map_view_parent_class)->finalize (object);
}

static void
dw_map_view_dispose (GObject *object)
{
  DwMapView *self = DW_MAP_VIEW (object);

  g_clear_object (&self->ground);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_object (&self->scope);
  G_OBJECT_CLASS (dw_map_view_parent_class)->dispose (object);
}

static void
dw_map_view_class_init (DwMapViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dw_map_view_dispose;
  object_class->finalize = dw_map_view_finalize;
  object_class->get_property = dw_map_view_get_property;
  object_class->set_property = dw_map_view_set_property;
  properties[PROP_LAYER] = g_param_spec_string ("layer", NULL, NULL, "alarms", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ORG_TYPE] = g_param_spec_string ("org-type", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  widget_class->map = dw_map_view_map;
  gtk_widget_class_install_action (widget_class, "map.fit", NULL, fit_cb);
  gtk_widget_class_install_action (widget_class, "map.place", "s", place_cb);
  gtk_widget_class_install_action (widget_class, "map.list-missing", NULL, list_missing_cb);
  gtk_widget_class_install_action (widget_class, "map.whole", NULL, whole_cb);
  gtk_widget_class_install_action (widget_class, "map.toggle-priority", "i", toggle_priority_cb);
  gtk_widget_class_install_property_action (widget_class, "map.layer", "layer");
  gtk_widget_class_install_property_action (widget_class, "map.org-type", "org-type");
  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_in_cb);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_out_cb);
  add_keys (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwmapview");
}

static void
dw_map_view_init (DwMapView *self)
{
  self->org_type = g_strdup ("");
  add_parts (self);
  self->ground = dw_map_ground_new (self->pins);
}

GtkWidget *
dw_map_view_new (void)
{
  return g_object_new (DW_TYPE_MAP_VIEW, NULL);
}

void
dw_map_view_set_station (DwMapView *self, DwStation *station, DwScope *scope)
{
  self->station = g_object_ref (station);
  self->scope = g_object_ref (scope);
  g_signal_connect_object (self->ground, "changed", G_CALLBACK (ground_changed_cb), self, G_CONNECT_SWAPPED);
  dw_map_ground_set_station (self->ground, station);
  g_signal_connect_object (dw_station_get_tree (station), "rollup-changed", G_CALLBACK (dw_map_view_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dw_station_get_alarms (station), "counts-changed", G_CALLBACK (dw_map_view_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
  /* A school that was placed, named or added just now is on the map at once. */
  g_signal_connect_object (station, "changed", G_CALLBACK (dw_map_view_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scope, "notify::place", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scope, "notify::priorities", G_CALLBACK (dw_map_view_refresh), self, G_CONNECT_SWAPPED);
}

gboolean
dw_map_view_focus_worst (DwMapView *self)
{
  return dw_map_pins_focus_worst (self->pins) || gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

DwMapPins *
dw_map_view_get_pins (DwMapView *self)
{
  return self->pins;
}
