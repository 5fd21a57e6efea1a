// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-bar.h"
#include "dw-map-view.h"
#include "dw-place-filter.h"
#include "dw-test-frame.h"

/* The place that one looks at filters map, tree, tables and counts together (S0-07, S1-19, S2-15), and rights limit what there is at all. A second school in a region of its own stands beside the
 * first, both have one alarm. */

typedef struct
{
  DwTestFrame *frame;
  DwPlace *region, *school, *box;
} Case;

static void
put_on_map (DwPlace *school, const char *longitude, const char *latitude)
{
  dw_place_set_fact (school, "longitude", longitude);
  dw_place_set_fact (school, "latitude", latitude);
}

static void
put_alarm (Case *self)
{
  g_autoptr (DwAlarmRecord) record = dw_alarm_record_new ();

  g_free (record->id);
  record->id = g_strdup ("other");
  record->place_id = dw_place_get_id (self->box);
  record->kind = DW_ALARM_PHASE_LOSS;
  record->priority = 2;
  record->state = DW_ALARM_STATE_UNACK;
  record->active = TRUE;
  record->begin_ms = dw_clock_wall_ms (self->frame->clock) - 1000;
  dw_alarm_list_put (dw_station_get_alarms (self->frame->station), record);
}

static void
set_place (Case *self, DwPlace *place)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, place != NULL ? dw_place_get_id (place) : 0);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->frame->window), "win.set-place", "s", id));
}

/* A window begins with the one school that there is; here it begins with everything. */
static Case *
open_case (void)
{
  Case *self = g_new0 (Case, 1);

  self->frame = dw_test_frame_open ();
  self->region = dw_test_frame_add_place (self->frame, 3001, DW_PLACE_REGION, "Hangu", NULL);
  self->school = dw_test_frame_add_place (self->frame, 3002, DW_PLACE_SCHOOL, "Other school", self->region);
  self->box = dw_test_frame_add_place (self->frame, 3003, DW_PLACE_BOX, "Box 1AL1", self->school);
  put_on_map (self->frame->school, "117.65", "39.02");
  put_on_map (self->school, "117.90", "39.30");
  dw_test_frame_put_alarm (self->frame, "own", 3, DW_ALARM_STATE_UNACK, 1000);
  put_alarm (self);
  set_place (self, NULL);
  return self;
}

static void
close_case (Case *self)
{
  dw_test_frame_close (self->frame);
  g_free (self);
}

static DwScope *
get_scope (Case *self)
{
  return dw_page_get_scope (dw_window_find_page (self->frame->window, "overview"));
}

static DwMapPins *
get_pins (Case *self)
{
  return DW_MAP_PINS (dw_test_find (GTK_WIDGET (self->frame->window), DW_TYPE_MAP_PINS));
}

static void
sit_down (Case *self, DwRole role, DwPlace *place)
{
  g_autoptr (DwPerson) person = dw_person_new ("A12", "", role);
  gint64 id = place != NULL ? dw_place_get_id (place) : 0;

  if (place != NULL)
    g_array_append_val (person->scope, id);
  dw_station_set_person (self->frame->station, person);
}

static gboolean
has_two_pins (gpointer data)
{
  return dw_map_pins_get_buttons (get_pins (data))->len == 2;
}

static gboolean
has_one_pin (gpointer data)
{
  return dw_map_pins_get_buttons (get_pins (data))->len == 1;
}

static double
get_distance_km (Case *self, double longitude, double latitude)
{
  ShumateLocation *at = SHUMATE_LOCATION (dw_map_pins_get_viewport (get_pins (self)));

  return dw_geo_distance_m ((DwGeoPoint){ shumate_location_get_longitude (at), shumate_location_get_latitude (at) }, (DwGeoPoint){ longitude, latitude }) / 1000;
}

static void
show_page (Case *self, const char *page)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->frame->window), "win.show-page", "s", page));
}

/* Rows of the table of hazards: its list is the model of the selection of its column view. */
static guint
count_hazards (Case *self)
{
  GtkWidget *table;

  table = dw_test_find (GTK_WIDGET (dw_window_find_page (self->frame->window, "hazards")), GTK_TYPE_COLUMN_VIEW);
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table))));
}

typedef struct
{
  Case *self;
  guint n;
} ExpectedHazards;

static gboolean
has_hazards (gpointer data)
{
  const ExpectedHazards *expected = data;

  return count_hazards (expected->self) == expected->n;
}

/* The list may pass the right length while it is being filled: it must stay there. */
static void
expect_hazards (Case *self, guint n)
{
  ExpectedHazards expected = { self, n };

  show_page (self, "hazards");
  dw_test_frame_wait (has_hazards, &expected, "the hazards");
  dw_test_frame_run_ms (150);
  g_assert_cmpuint (count_hazards (self), ==, n);
}

/* The first label below that has such a text. */
static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

static void
map_table_and_counts_follow_the_place (void)
{
  Case *self = open_case ();

  dw_test_frame_wait (has_two_pins, self, "both schools");
  expect_hazards (self, 2);
  g_assert_true (has_text (GTK_WIDGET (self->frame->window), "Ongoing 2"));
  show_page (self, "overview");
  set_place (self, self->region);
  dw_test_frame_wait (has_one_pin, self, "the school of the region");
  g_assert_cmpfloat (get_distance_km (self, 117.90, 39.30), <, 0.1);
  expect_hazards (self, 1);
  g_assert_true (has_text (GTK_WIDGET (self->frame->window), "Ongoing 1"));
  close_case (self);
}

/* The map is not on the screen while the place changes: it looks there when it comes back. */
static void
the_map_looks_there_when_it_comes_back (void)
{
  Case *self = open_case ();

  dw_test_frame_wait (has_two_pins, self, "both schools");
  show_page (self, "hazards");
  dw_test_frame_run_ms (50);
  set_place (self, self->school);
  show_page (self, "overview");
  dw_test_frame_wait (has_one_pin, self, "the school");
  g_assert_cmpfloat (get_distance_km (self, 117.90, 39.30), <, 0.1);
  close_case (self);
}

static void
whole_district_goes_up (void)
{
  Case *self = open_case ();

  set_place (self, self->school);
  dw_test_frame_wait (has_one_pin, self, "one school");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_pins (self)), "map.whole", NULL));
  g_assert_null (dw_scope_get_place (get_scope (self)));
  dw_test_frame_wait (has_two_pins, self, "both schools");
  close_case (self);
}

static void
rights_limit_what_there_is (void)
{
  Case *self = open_case ();

  dw_test_frame_wait (has_two_pins, self, "both schools");
  sit_down (self, DW_ROLE_SCHOOL_ADMIN, self->school);
  dw_test_frame_wait (has_one_pin, self, "one's own school");
  expect_hazards (self, 1);
  /* Another's school is no place to look at, from wherever the wish comes; the region above one's own is. */
  set_place (self, self->frame->school);
  g_assert_null (dw_scope_get_place (get_scope (self)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->frame->window), "win.show-place", "s", "1001"));
  g_assert_null (dw_scope_get_place (get_scope (self)));
  set_place (self, self->region);
  g_assert_true (dw_scope_get_place (get_scope (self)) == self->region);
  close_case (self);
}

static void
who_comes_next_does_not_stay_there (void)
{
  Case *self = open_case ();

  set_place (self, self->frame->school);
  g_assert_true (dw_scope_get_place (get_scope (self)) == self->frame->school);
  sit_down (self, DW_ROLE_SCHOOL_ADMIN, self->school);
  g_assert_null (dw_scope_get_place (get_scope (self)));
  close_case (self);
}

static void
entering_needs_something_to_see (void)
{
  Case *self = open_case ();
  DwPlaceTree *tree = dw_station_get_tree (self->frame->station);
  g_autoptr (DwPerson) person = dw_person_new ("A12", "", DW_ROLE_SCHOOL_ADMIN);
  gint64 id = dw_place_get_id (self->school), gone = 4711;

  g_assert_true (dw_person_may_enter (NULL, tree, self->region));
  g_assert_true (dw_person_may_enter (person, tree, self->region));
  g_array_append_val (person->scope, gone);
  g_assert_false (dw_person_may_enter (person, tree, self->region));
  g_assert_true (dw_person_may_enter (person, tree, NULL));
  g_array_append_val (person->scope, id);
  g_assert_true (dw_person_may_enter (person, tree, self->region));
  g_assert_true (dw_person_may_enter (person, tree, self->box));
  g_assert_false (dw_person_may_enter (person, tree, self->frame->school));
  close_case (self);
}

/* --- the alarm bar and the rail count only what the person may see --- */

static DwAlarmBar *
get_bar (Case *self)
{
  return DW_ALARM_BAR (dw_test_find (GTK_WIDGET (self->frame->window), DW_TYPE_ALARM_BAR));
}

/* What the bar shows, and by its four counters how many there are, not acknowledged. */
static void
expect_bar (Case *self, const char *shown, const char *total_2, const char *total_3)
{
  static const char *const names[] = { NULL, NULL, "counter_2", "counter_3" };
  const char *const totals[] = { NULL, NULL, total_2, total_3 };
  DwAlarm *alarm = dw_alarm_bar_get_shown (get_bar (self));

  g_assert_cmpstr (alarm != NULL ? dw_alarm_get_record (alarm)->id : NULL, ==, shown);
  for (guint priority = 2; priority <= 3; priority++)
    {
      GObject *counter = gtk_widget_get_template_child (GTK_WIDGET (get_bar (self)), DW_TYPE_ALARM_BAR, names[priority]);

      g_test_message ("%s", names[priority]);
      g_assert_true (has_text (GTK_WIDGET (counter), totals[priority]));
    }
}

static void
the_bar_counts_what_the_person_may_see (void)
{
  Case *self = open_case ();

  /* At first nobody's scope narrows it. */
  expect_bar (self, "other", "1", "1");
  sit_down (self, DW_ROLE_DUTY_GUARD, self->frame->school);
  expect_bar (self, "own", "0", "1");
  sit_down (self, DW_ROLE_SCHOOL_ADMIN, self->region);
  expect_bar (self, "other", "1", "0");
  sit_down (self, DW_ROLE_DISTRICT_SUPERVISOR, NULL);
  expect_bar (self, "other", "1", "1");
  close_case (self);
}

/* A place in the breadcrumb is where one looks at the moment: an alarm elsewhere must not be hidden by it. */
static void
the_place_hides_no_alarm_in_the_bar (void)
{
  Case *self = open_case ();

  set_place (self, self->frame->school);
  g_assert_true (dw_scope_get_place (get_scope (self)) == self->frame->school);
  expect_bar (self, "other", "1", "1");
  sit_down (self, DW_ROLE_SCHOOL_ADMIN, self->region);
  set_place (self, self->region);
  expect_bar (self, "other", "1", "0");
  set_place (self, NULL);
  expect_bar (self, "other", "1", "0");
  close_case (self);
}

static void
walking_stays_within_ones_own (void)
{
  Case *self = open_case ();

  sit_down (self, DW_ROLE_DUTY_GUARD, self->frame->school);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->frame->window), "win.next-alarm", NULL));
  expect_bar (self, "own", "0", "1");
  /* Who sees both walks to the other; the next person does not find it there. */
  sit_down (self, DW_ROLE_DISTRICT_SUPERVISOR, NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->frame->window), "win.next-alarm", NULL));
  expect_bar (self, "own", "1", "1");
  sit_down (self, DW_ROLE_SCHOOL_ADMIN, self->region);
  expect_bar (self, "other", "1", "0");
  close_case (self);
}

static void
note_id_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_free (*(char **)data);
  *(char **)data = g_variant_dup_string (parameter, NULL);
}

/* F3 acknowledges what the bar shows, thus never another's. With nothing to see it can do nothing, although others have an alarm. */
static void
acknowledging_from_the_bar_takes_ones_own (void)
{
  static const GActionEntry entry = { .name = "acknowledge", .activate = note_id_cb, .parameter_type = "s" };
  Case *self = open_case ();
  GtkWidget *window = GTK_WIDGET (self->frame->window);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autofree char *id = NULL;

  g_action_map_add_action_entries (G_ACTION_MAP (group), &entry, 1, &id);
  gtk_widget_insert_action_group (window, "alarm", G_ACTION_GROUP (group));
  sit_down (self, DW_ROLE_DUTY_GUARD, self->frame->school);
  g_assert_true (gtk_widget_activate_action (window, "win.acknowledge-foremost", NULL));
  g_assert_cmpstr (id, ==, "own");
  g_clear_pointer (&id, g_free);
  dw_test_frame_put_alarm (self->frame, "own", 3, DW_ALARM_STATE_NORM, 1000);
  expect_bar (self, NULL, "0", "0");
  g_assert_false (g_action_get_enabled (g_action_map_lookup_action (G_ACTION_MAP (window), "acknowledge-foremost")));
  gtk_widget_activate_action (window, "win.acknowledge-foremost", NULL);
  g_assert_null (id);
  close_case (self);
}

typedef struct
{
  Case *self;
  guint priority;
} ExpectedBadge;

static gboolean
has_badge (gpointer data)
{
  const ExpectedBadge *expected = data;
  DwRailBadge badge;

  dw_page_get_rail_badge (dw_window_find_page (expected->self->frame->window, "hazards"), &badge);
  return badge.priority == expected->priority;
}

static void
the_badge_of_the_rail_is_ones_own (void)
{
  Case *self = open_case ();
  ExpectedBadge first = { self, 2 }, second = { self, 3 }, none = { self, 0 };

  g_assert_true (has_badge (&first));
  sit_down (self, DW_ROLE_DUTY_GUARD, self->frame->school);
  g_assert_true (has_badge (&second));
  dw_test_frame_put_alarm (self->frame, "own", 3, DW_ALARM_STATE_ACKED, 1000);
  g_assert_true (has_badge (&none));
  sit_down (self, DW_ROLE_SCHOOL_ADMIN, self->region);
  g_assert_true (has_badge (&first));
  close_case (self);
}

int
main (int argc, char *argv[])
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  g_test_add_func ("/scope/follow", map_table_and_counts_follow_the_place);
  g_test_add_func ("/scope/back", the_map_looks_there_when_it_comes_back);
  g_test_add_func ("/scope/whole", whole_district_goes_up);
  g_test_add_func ("/scope/rights", rights_limit_what_there_is);
  g_test_add_func ("/scope/next", who_comes_next_does_not_stay_there);
  g_test_add_func ("/scope/enter", entering_needs_something_to_see);
  g_test_add_func ("/scope/bar", the_bar_counts_what_the_person_may_see);
  g_test_add_func ("/scope/bar-place", the_place_hides_no_alarm_in_the_bar);
  g_test_add_func ("/scope/bar-walk", walking_stays_within_ones_own);
  g_test_add_func ("/scope/bar-acknowledge", acknowledging_from_the_bar_takes_ones_own);
  g_test_add_func ("/scope/badge", the_badge_of_the_rail_is_ones_own);
  return g_test_run ();
}
