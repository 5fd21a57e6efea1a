// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-schools.h"

/* What the overview counts: schools of a scope and a person as points (S0-03, S1-19). */

typedef struct
{
  DwPlaceTree *tree;
  DwAlarmList *alarms;
  DwPlace *district, *tanggu, *hangu;
  DwPlace *first, *second, *third; /* schools: two in tanggu, one in hangu; the second without a position */
} District;

static DwPlace *
add_place (DwPlaceTree *tree, gint64 id, DwPlaceKind kind, const char *name, DwPlace *parent)
{
  g_autoptr (DwPlace) place = dw_place_new (id, kind, name);

  g_assert_true (dw_place_tree_add (tree, place, parent));
  return dw_place_tree_find (tree, id);
}

static void
put_on_map (DwPlace *place, const char *longitude, const char *latitude)
{
  dw_place_set_fact (place, "longitude", longitude);
  dw_place_set_fact (place, "latitude", latitude);
}

static District *
open_district (void)
{
  District *self = g_new0 (District, 1);

  self->tree = dw_place_tree_new ();
  self->alarms = dw_alarm_list_new ();
  self->district = add_place (self->tree, 1, DW_PLACE_DISTRICT, "Binhai", NULL);
  self->tanggu = add_place (self->tree, 10, DW_PLACE_REGION, "Tanggu", self->district);
  self->hangu = add_place (self->tree, 20, DW_PLACE_REGION, "Hangu", self->district);
  self->first = add_place (self->tree, 11, DW_PLACE_SCHOOL, "First", self->tanggu);
  self->second = add_place (self->tree, 12, DW_PLACE_SCHOOL, "Second", self->tanggu);
  self->third = add_place (self->tree, 21, DW_PLACE_SCHOOL, "Third", self->hangu);
  put_on_map (self->first, "117.65", "39.02");
  put_on_map (self->third, "117.80", "39.25");
  return self;
}

static void
close_district (District *self)
{
  g_object_unref (self->alarms);
  g_object_unref (self->tree);
  g_free (self);
}

static DwDevice *
add_device (District *self, gint64 id, DwPlace *place)
{
  g_autoptr (DwDevice) device = dw_device_new (id, "1AL1");

  dw_device_set_place_id (device, dw_place_get_id (place));
  dw_place_tree_add_device (self->tree, device);
  dw_place_tree_refresh (self->tree, 1000);
  return dw_place_tree_find_device (self->tree, id);
}

static void
schools_of_everything_are_counted (void)
{
  District *self = open_district ();
  g_autoptr (DwMapSchools) schools = NULL;

  add_device (self, 100, self->first);
  schools = dw_map_schools_new (self->tree, self->alarms, NULL, NULL, FALSE, 1000);
  g_assert_cmpuint (schools->places->len, ==, 3);
  g_assert_cmpuint (schools->items->len, ==, 2);
  g_assert_cmpuint (schools->n_installed, ==, 1);
  g_assert_cmpuint (schools->n_online, ==, 0);
  g_assert_true (schools->placed->pdata[0] == self->first);
  g_assert_false (g_array_index (schools->items, DwMapItem, 0).empty);
  g_assert_true (g_array_index (schools->items, DwMapItem, 1).empty);
  close_district (self);
}

static void
the_scope_limits_schools (void)
{
  District *self = open_district ();
  g_autoptr (DwMapSchools) region = dw_map_schools_new (self->tree, self->alarms, self->tanggu, NULL, FALSE, 1000);
  g_autoptr (DwMapSchools) school = dw_map_schools_new (self->tree, self->alarms, self->third, NULL, FALSE, 1000);

  g_assert_cmpuint (region->places->len, ==, 2);
  g_assert_cmpuint (school->places->len, ==, 1);
  g_assert_true (school->places->pdata[0] == self->third);
  close_district (self);
}

static void
rights_limit_schools (void)
{
  District *self = open_district ();
  g_autoptr (DwPerson) person = dw_person_new ("A12", "", DW_ROLE_SCHOOL_ADMIN);
  g_autoptr (DwMapSchools) schools = NULL;
  gint64 id = dw_place_get_id (self->third);

  g_array_append_val (person->scope, id);
  schools = dw_map_schools_new (self->tree, self->alarms, NULL, person, FALSE, 1000);
  g_assert_cmpuint (schools->places->len, ==, 1);
  g_assert_true (schools->places->pdata[0] == self->third);
  close_district (self);
}

/* A map of a Chinese provider has its points shifted; the stored ones stay (200 points of the shift itself: test-geo). */
static void
only_the_shown_point_is_shifted (void)
{
  District *self = open_district ();
  g_autoptr (DwMapSchools) schools = dw_map_schools_new (self->tree, self->alarms, self->first, NULL, TRUE, 1000);
  DwGeoPoint stored, shown = g_array_index (schools->items, DwMapItem, 0).point;

  g_assert_true (dw_map_school_get_point (self->first, &stored));
  g_assert_cmpfloat (stored.longitude, ==, 117.65);
  g_assert_cmpfloat (dw_geo_distance_m (stored, shown), >, 300);
  g_assert_cmpfloat (dw_geo_distance_m (stored, shown), <, 800);
  close_district (self);
}

static void
put_alarm (District *self, const char *id, DwPlace *place, gint64 begin_ms, gint64 end_ms)
{
  g_autoptr (DwAlarmRecord) record = dw_alarm_record_new ();

  g_free (record->id);
  record->id = g_strdup (id);
  record->place_id = dw_place_get_id (place);
  record->priority = 2;
  record->state = end_ms != 0 ? DW_ALARM_STATE_RTN_UNACK : DW_ALARM_STATE_UNACK;
  record->begin_ms = begin_ms;
  record->end_ms = end_ms;
  dw_alarm_list_put (self->alarms, record);
}

static void
the_last_hour_is_a_trend (void)
{
  District *self = open_district ();
  gint64 now_ms = 10 * 3600000;
  g_autoptr (DwMapSchools) schools = NULL;

  put_alarm (self, "a", self->first, now_ms - 60000, 0);
  put_alarm (self, "b", self->first, now_ms - 2 * 3600000, 0);
  put_alarm (self, "c", self->third, now_ms - 2 * 3600000, now_ms - 1000);
  schools = dw_map_schools_new (self->tree, self->alarms, NULL, NULL, FALSE, now_ms);
  g_assert_cmpint (g_array_index (schools->items, DwMapItem, 0).rise, ==, 1);
  g_assert_cmpint (g_array_index (schools->items, DwMapItem, 1).rise, ==, -1);
  close_district (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/district/everything", schools_of_everything_are_counted);
  g_test_add_func ("/district/scope", the_scope_limits_schools);
  g_test_add_func ("/district/rights", rights_limit_schools);
  g_test_add_func ("/district/shift", only_the_shown_point_is_shifted);
  g_test_add_func ("/district/trend", the_last_hour_is_a_trend);
  return g_test_run ();
}
