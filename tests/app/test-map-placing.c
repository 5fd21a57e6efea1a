// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-placing.h"
#include "dw-map-view.h"
#include "dw-place-desk.h"
#include "dw-sheet.h"
#include "dw-test-frame.h"

#include <math.h>

/* A school is put on the map by who may edit places, by a press or by typed degrees; the facts are written with their history, and the map shows it at once (S1-19, S1-22). */

static GtkWidget *
find (DwTestFrame *frame, GType type)
{
  return dw_test_find (GTK_WIDGET (dw_window_find_page (frame->window, "overview")), type);
}

static DwMapPins *
get_pins (DwTestFrame *frame)
{
  return DW_MAP_PINS (find (frame, DW_TYPE_MAP_PINS));
}

static DwMapPlacing *
get_placing (DwTestFrame *frame)
{
  return DW_MAP_PLACING (find (frame, DW_TYPE_MAP_PLACING));
}

static gboolean
is_placing (DwTestFrame *frame)
{
  return gtk_widget_get_visible (GTK_WIDGET (get_placing (frame)));
}

static void
sit_down (DwTestFrame *frame, DwRole role)
{
  g_autoptr (DwPerson) person = dw_person_new ("S01", "", role);

  dw_station_set_person (frame->station, person);
}

static void
begin (DwTestFrame *frame)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.place-school", "s", "1001"));
}

static gboolean
has_size (gpointer data)
{
  return gtk_widget_get_width (GTK_WIDGET (get_pins (data))) > 0 && gtk_widget_get_mapped (GTK_WIDGET (get_pins (data)));
}

static DwTestFrame *
open_frame (DwRole role)
{
  DwTestFrame *frame = dw_test_frame_open ();

  sit_down (frame, role);
  dw_test_frame_wait (has_size, frame, "the map");
  return frame;
}

static void
press_button (DwTestFrame *frame, const char *label)
{
  GtkWidget *button = dw_test_find_button (GTK_WIDGET (get_placing (frame)), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
has_sheet (gpointer data)
{
  DwTestFrame *frame = data;

  return dw_sheet_host_get_top (DW_SHEET_HOST (dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_SHEET_HOST))) != NULL;
}

/* Fields in their order: latitude, longitude. */
static void
list_entries (GtkWidget *widget, GPtrArray *entries)
{
  if (GTK_IS_ENTRY (widget))
    g_ptr_array_add (entries, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    list_entries (child, entries);
}

static void
type (DwTestFrame *frame, const char *latitude, const char *longitude, DwPlaceGrid grid)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  list_entries (GTK_WIDGET (get_placing (frame)), entries);
  g_assert_cmpuint (entries->len, ==, 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (dw_test_find (GTK_WIDGET (get_placing (frame)), GTK_TYPE_DROP_DOWN)), grid);
  gtk_editable_set_text (GTK_EDITABLE (entries->pdata[0]), latitude);
  gtk_editable_set_text (GTK_EDITABLE (entries->pdata[1]), longitude);
}

static gboolean
has_pin (gpointer data)
{
  return dw_map_pins_get_buttons (get_pins (data))->len == 1;
}

static void
a_press_says_where_and_saving_writes_it (void)
{
  DwTestFrame *frame = open_frame (DW_ROLE_SYSTEM_ADMIN);
  g_autoptr (GPtrArray) changes = NULL;
  DwGeoPoint point, stored;

  g_assert_cmpuint (dw_map_pins_get_buttons (get_pins (frame))->len, ==, 0);
  shumate_location_set_location (SHUMATE_LOCATION (dw_map_pins_get_viewport (get_pins (frame))), 39.02, 117.65);
  shumate_viewport_set_zoom_level (dw_map_pins_get_viewport (get_pins (frame)), 12);
  begin (frame);
  g_assert_true (is_placing (frame));
  point = dw_map_pins_get_point (get_pins (frame), 100, 150);
  dw_map_placing_pick (get_placing (frame), 100, 150);
  g_assert_null (dw_place_get_fact (frame->school, "latitude"));
  press_button (frame, "Save");
  g_assert_false (is_placing (frame));
  g_assert_true (dw_map_school_get_point (frame->school, &stored));
  /* Six decimals are a decimetre; at zoom 12 the pixel is 30 m. */
  g_assert_cmpfloat (dw_geo_distance_m (point, stored), <, 0.2);
  dw_test_frame_wait (has_pin, frame, "the mark, without any roll-up");
  changes = dw_place_desk_list_changes (frame->station, dw_station_get_person (frame->station), 1001, 10, NULL);
  g_assert_nonnull (changes);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpstr (((DwPlaceChange *)changes->pdata[0])->actor, ==, "S01");
  dw_test_frame_close (frame);
}

static void
the_middle_of_the_map_is_its_middle (void)
{
  DwTestFrame *frame = open_frame (DW_ROLE_SYSTEM_ADMIN);
  GtkWidget *pins = GTK_WIDGET (get_pins (frame));
  DwGeoPoint middle;

  shumate_location_set_location (SHUMATE_LOCATION (dw_map_pins_get_viewport (get_pins (frame))), 39.02, 117.65);
  middle = dw_map_pins_get_point (get_pins (frame), gtk_widget_get_width (pins) / 2.0, gtk_widget_get_height (pins) / 2.0);
  g_assert_cmpfloat (dw_geo_distance_m (middle, (DwGeoPoint){ 117.65, 39.02 }), <, 0.5);
  dw_test_frame_close (frame);
}

/* (39.0215, 117.6521) in GCJ-02 is some 500 m off in WGS-84; how far exactly is told by dw_geo_from_gcj02, which test-geo checks against published points. */
static void
typed_degrees_are_converted (void)
{
  DwTestFrame *frame = open_frame (DW_ROLE_SYSTEM_ADMIN);
  DwGeoPoint stored, typed = { 117.6521, 39.0215 };

  begin (frame);
  type (frame, "39.0215", "117.6521", DW_PLACE_GRID_GCJ02);
  press_button (frame, "Save");
  g_assert_true (dw_map_school_get_point (frame->school, &stored));
  g_assert_cmpfloat (dw_geo_distance_m (stored, dw_geo_from_gcj02 (typed)), <, 0.2);
  g_assert_cmpfloat (dw_geo_distance_m (stored, typed), >, 300);
  dw_test_frame_close (frame);
}

static void
what_cannot_be_a_position_cannot_be_saved (void)
{
  static const struct
  {
    const char *latitude, *longitude;
  } rows[] = { { "", "" }, { "39.02", "" }, { "", "117.65" }, { "abc", "117.65" }, { "117.65", "39.02" }, { "91", "117.65" } };
  DwTestFrame *frame = open_frame (DW_ROLE_SYSTEM_ADMIN);

  begin (frame);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s, %s", rows[i].latitude, rows[i].longitude);
      type (frame, rows[i].latitude, rows[i].longitude, DW_PLACE_GRID_WGS84);
      g_assert_false (gtk_widget_get_sensitive (dw_test_find_button (GTK_WIDGET (get_placing (frame)), "Save")));
      press_button (frame, "Save");
      g_assert_null (dw_place_get_fact (frame->school, "latitude"));
      g_assert_true (is_placing (frame));
    }
  dw_test_frame_close (frame);
}

static void
far_away_is_asked_about (void)
{
  DwTestFrame *frame = open_frame (DW_ROLE_SYSTEM_ADMIN);

  begin (frame);
  type (frame, "48.8566", "2.3522", DW_PLACE_GRID_WGS84);
  press_button (frame, "Save");
  g_assert_null (dw_place_get_fact (frame->school, "latitude"));
  dw_test_frame_wait (has_sheet, frame, "the question");
  g_assert_true (is_placing (frame));
  dw_test_frame_close (frame);
}

static void
who_may_not_edit_places_cannot_begin (void)
{
  DwTestFrame *frame = open_frame (DW_ROLE_DUTY_GUARD);

  begin (frame);
  g_assert_false (is_placing (frame));
  dw_test_frame_close (frame);
}

static void
leaving_changes_nothing (void)
{
  DwTestFrame *frame = open_frame (DW_ROLE_SYSTEM_ADMIN);

  begin (frame);
  dw_map_placing_pick (get_placing (frame), 50, 50);
  press_button (frame, "Cancel");
  g_assert_false (is_placing (frame));
  g_assert_false (dw_map_placing_cancel (get_placing (frame)));
  begin (frame);
  dw_map_placing_pick (get_placing (frame), 50, 50);
  g_assert_true (dw_map_placing_cancel (get_placing (frame)));
  begin (frame);
  /* Another person sits down: nothing of the first one's is saved. */
  sit_down (frame, DW_ROLE_DUTY_GUARD);
  g_assert_false (is_placing (frame));
  g_assert_null (dw_place_get_fact (frame->school, "latitude"));
  dw_test_frame_close (frame);
}

/* A press outside placing is no position. */
static void
a_press_alone_places_nothing (void)
{
  DwTestFrame *frame = open_frame (DW_ROLE_SYSTEM_ADMIN);

  dw_map_placing_pick (get_placing (frame), 50, 50);
  g_assert_false (is_placing (frame));
  g_assert_null (dw_place_get_fact (frame->school, "latitude"));
  dw_test_frame_close (frame);
}

static void
sensible_is_near_the_others (void)
{
  static const struct
  {
    const char *sentence, *other_latitude, *other_longitude; /* NULL: there is no other */
    DwGeoPoint point;
    gboolean sensible;
  } rows[] = {
    { "the first one in China", NULL, NULL, { 117.65, 39.02 }, TRUE },
    { "the first one in Paris", NULL, NULL, { 2.35, 48.86 }, FALSE },
    { "down the street", "39.02", "117.65", { 117.66, 39.02 }, TRUE },
    { "0.85 degrees of latitude are 95 km", "39.02", "117.65", { 117.65, 39.87 }, TRUE },
    { "0.95 degrees of latitude are 106 km", "39.02", "117.65", { 117.65, 39.97 }, FALSE },
    { "in Paris beside others in Paris", "48.86", "2.40", { 2.35, 48.86 }, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwPlaceTree) tree = dw_place_tree_new ();
      g_autoptr (DwPlace) school = dw_place_new (1, DW_PLACE_SCHOOL, "One");
      g_autoptr (DwPlace) other = dw_place_new (2, DW_PLACE_SCHOOL, "Other");
      double nearest_m;

      g_test_message ("%s", rows[i].sentence);
      dw_place_tree_add (tree, school, NULL);
      dw_place_tree_add (tree, other, NULL);
      /* Its own position says nothing about where it should be. */
      dw_place_set_fact (school, "latitude", "0");
      dw_place_set_fact (school, "longitude", "0");
      dw_place_set_fact (other, "latitude", rows[i].other_latitude);
      dw_place_set_fact (other, "longitude", rows[i].other_longitude);
      g_assert_cmpint (dw_map_position_is_sensible (tree, school, rows[i].point, &nearest_m), ==, rows[i].sensible);
      g_assert_cmpint (isnan (nearest_m), ==, rows[i].other_latitude == NULL);
    }
}

int
main (int argc, char *argv[])
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  g_test_add_func ("/map-placing/save", a_press_says_where_and_saving_writes_it);
  g_test_add_func ("/map-placing/middle", the_middle_of_the_map_is_its_middle);
  g_test_add_func ("/map-placing/typed", typed_degrees_are_converted);
  g_test_add_func ("/map-placing/bad", what_cannot_be_a_position_cannot_be_saved);
  g_test_add_func ("/map-placing/far", far_away_is_asked_about);
  g_test_add_func ("/map-placing/rights", who_may_not_edit_places_cannot_begin);
  g_test_add_func ("/map-placing/leave", leaving_changes_nothing);
  g_test_add_func ("/map-placing/alone", a_press_alone_places_nothing);
  g_test_add_func ("/map-placing/sensible", sensible_is_near_the_others);
  return g_test_run ();
}
