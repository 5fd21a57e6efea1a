// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-desk.h"
#include "dw-files.h"
#include "dw-station-private.h"

/* Plan: whose alarms are counted. Two regions with an alarm each and one alarm of no place; nobody, people with one region each, with both, with a place that is gone, without a scope; a change of person
 * while alarms come, change and go; any order of all that against a count by hand; a flood in one region only; acknowledging on a station with its engine. */

#define NORTH 1
#define SOUTH 2
#define NORTH_BOX 11
#define SOUTH_BOX 21

typedef struct
{
  DwClock *clock;
  DwPlaceTree *tree;
  DwAlarmList *all;
  DwOwnAlarms *own;
} Fixture;

static void
add_place (DwPlaceTree *tree, gint64 id, DwPlaceKind kind, gint64 parent_id)
{
  g_autoptr (DwPlace) place = dw_place_new (id, kind, "place");

  g_assert_true (dw_place_tree_add (tree, place, parent_id != 0 ? dw_place_tree_find (tree, parent_id) : NULL));
}

static void
add_places (DwPlaceTree *tree)
{
  add_place (tree, NORTH, DW_PLACE_REGION, 0);
  add_place (tree, SOUTH, DW_PLACE_REGION, 0);
  add_place (tree, NORTH_BOX, DW_PLACE_BOX, NORTH);
  add_place (tree, SOUTH_BOX, DW_PLACE_BOX, SOUTH);
}

static DwAlarmRecord *
make_record (const char *id, gint64 place_id, guint priority, DwAlarmState state)
{
  DwAlarmRecord *record = dw_alarm_record_new ();

  g_free (record->id);
  record->id = g_strdup (id);
  record->device_id = record->place_id = place_id; /* one point of the engine each */
  record->kind = DW_ALARM_PHASE_LOSS;
  record->priority = priority;
  record->state = state;
  record->active = state != DW_ALARM_STATE_RTN_UNACK;
  record->begin_ms = 1000;
  return record;
}

static void
put (Fixture *self, const char *id, gint64 place_id, guint priority, DwAlarmState state)
{
  g_autoptr (DwAlarmRecord) record = make_record (id, place_id, priority, state);

  dw_alarm_list_put (self->all, record);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->clock = dw_clock_new_fake (1789000000000);
  self->tree = dw_place_tree_new ();
  add_places (self->tree);
  self->all = dw_alarm_list_new ();
  put (self, "north", NORTH_BOX, 2, DW_ALARM_STATE_UNACK);
  self->own = dw_own_alarms_new (self->all, self->tree, self->clock);
  put (self, "south", SOUTH_BOX, 1, DW_ALARM_STATE_UNACK);
  put (self, "nowhere", 0, 3, DW_ALARM_STATE_ACKED);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  dw_own_alarms_free (self->own);
  g_assert_finalize_object (self->all);
  g_assert_finalize_object (self->tree);
  dw_clock_unref (self->clock);
}

/* Up to two places, 0 = none; none at all: no limit. */
static DwPerson *
make_person (gint64 place_id, gint64 other_id)
{
  DwPerson *person = dw_person_new ("W03", "", DW_ROLE_DUTY_GUARD);

  if (place_id != 0)
    g_array_append_val (person->scope, place_id);
  if (other_id != 0)
    g_array_append_val (person->scope, other_id);
  return person;
}

static void
sit_down (Fixture *self, gint64 place_id)
{
  g_autoptr (DwPerson) person = make_person (place_id, 0);

  dw_own_alarms_set_person (self->own, person);
}

static char *
list_ids (Fixture *self)
{
  GListModel *own = G_LIST_MODEL (dw_own_alarms_get_list (self->own));
  GString *ids = g_string_new ("");

  for (guint i = 0; i < g_list_model_get_n_items (own); i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (own, i);

      g_string_append_printf (ids, "%s ", dw_alarm_get_record (alarm)->id);
    }
  return g_string_free (ids, FALSE);
}

static void
expect (Fixture *self, const char *ids)
{
  g_autofree char *found = list_ids (self);

  g_assert_cmpstr (found, ==, ids);
}

static void
each_person_has_their_own (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *who;
    gboolean somebody;
    gint64 places[2];
    const char *ids;
    guint count, unacked;
  } rows[] = {
    { "a desk where nobody is signed in shows all alarms", FALSE, { 0, 0 }, "south north nowhere ", 3, 2 },
    { "one region", TRUE, { NORTH, 0 }, "north ", 1, 1 },
    { "the other region", TRUE, { SOUTH, 0 }, "south ", 1, 1 },
    { "both", TRUE, { NORTH, SOUTH }, "south north ", 2, 2 },
    { "one box", TRUE, { NORTH_BOX, 0 }, "north ", 1, 1 },
    { "a place that is gone, or nobody's", TRUE, { 4711, 0 }, "", 0, 0 },
    { "who sees everything sees what belongs to no place too", TRUE, { 0, 0 }, "south north nowhere ", 3, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwPerson) person = rows[i].somebody ? make_person (rows[i].places[0], rows[i].places[1]) : NULL;
      DwAlarmList *own = dw_own_alarms_get_list (self->own);

      g_test_message ("%s", rows[i].who);
      dw_own_alarms_set_person (self->own, person);
      expect (self, rows[i].ids);
      g_assert_cmpuint (dw_alarm_list_count (own, 0), ==, rows[i].count);
      g_assert_cmpuint (dw_alarm_list_count_unacked (own, 0), ==, rows[i].unacked);
    }
}

static void
they_follow_what_happens (Fixture *self, gconstpointer data)
{
  DwAlarmList *own = dw_own_alarms_get_list (self->own);

  sit_down (self, NORTH);
  put (self, "second", NORTH_BOX, 1, DW_ALARM_STATE_UNACK);
  put (self, "third", SOUTH_BOX, 1, DW_ALARM_STATE_UNACK);
  expect (self, "second north ");
  put (self, "second", NORTH_BOX, 1, DW_ALARM_STATE_ACKED);
  expect (self, "north second ");
  g_assert_cmpuint (dw_alarm_list_count_unacked (own, 1), ==, 0);
  g_assert_cmpuint (dw_alarm_list_count (own, 1), ==, 1);
  /* The very object of the list of all, so that what does not move it shows too. */
  g_assert_true (dw_alarm_list_find (own, "second") == dw_alarm_list_find (self->all, "second"));
  put (self, "north", NORTH_BOX, 2, DW_ALARM_STATE_NORM);
  put (self, "south", SOUTH_BOX, 1, DW_ALARM_STATE_NORM);
  expect (self, "second ");
  sit_down (self, SOUTH);
  expect (self, "third ");
}

static void
a_place_that_goes_takes_its_alarms_along (Fixture *self, gconstpointer data)
{
  sit_down (self, NORTH);
  expect (self, "north ");
  dw_place_tree_remove (self->tree, dw_place_tree_find (self->tree, NORTH));
  dw_own_alarms_refresh (self->own);
  expect (self, "");
  dw_own_alarms_set_person (self->own, NULL);
  expect (self, "south north nowhere ");
}

/* --- any order --- */

static guint
count_by_hand (Fixture *self, gint64 box_id, gboolean unacked)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->all)); i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (G_LIST_MODEL (self->all), i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);

      count += (box_id == 0 || record->place_id == box_id) && (unacked ? dw_alarm_record_is_unacked (record) : record->state != DW_ALARM_STATE_SHELVED);
    }
  return count;
}

static void
any_order_gives_the_count_by_hand (Fixture *self, gconstpointer data)
{
  static const DwAlarmState states[] = { DW_ALARM_STATE_UNACK, DW_ALARM_STATE_ACKED, DW_ALARM_STATE_RTN_UNACK, DW_ALARM_STATE_SHELVED, DW_ALARM_STATE_NORM };
  static const gint64 scopes[] = { 0, NORTH, SOUTH }, boxes[] = { 0, NORTH_BOX, SOUTH_BOX };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint who = 0;

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 2000; round++)
    {
      guint which = (guint)g_rand_int_range (random, 0, 12);
      g_autofree char *id = g_strdup_printf ("alarm-%u", which);

      put (self, id, boxes[1 + which % 2], 1 + which % 4, states[g_rand_int_range (random, 0, G_N_ELEMENTS (states))]);
      if (g_rand_int_range (random, 0, 10) == 0)
        sit_down (self, scopes[who = (guint)g_rand_int_range (random, 0, 3)]);
      g_assert_cmpuint (dw_alarm_list_count (dw_own_alarms_get_list (self->own), 0), ==, count_by_hand (self, boxes[who], FALSE));
      g_assert_cmpuint (dw_alarm_list_count_unacked (dw_own_alarms_get_list (self->own), 0), ==, count_by_hand (self, boxes[who], TRUE));
    }
}

/* --- flood --- */

static void
a_flood_elsewhere_is_none_here (Fixture *self, gconstpointer data)
{
  guint count = 0;

  sit_down (self, NORTH);
  for (guint i = 0; i < 11; i++)
    dw_own_alarms_note_raised (self->own, SOUTH_BOX);
  dw_own_alarms_note_raised (self->own, NORTH_BOX);
  g_assert_false (dw_own_alarms_is_flooded (self->own, &count));
  g_assert_cmpuint (count, ==, 1);
  sit_down (self, SOUTH);
  g_assert_true (dw_own_alarms_is_flooded (self->own, &count));
  g_assert_cmpuint (count, ==, 11);
  dw_own_alarms_set_person (self->own, NULL);
  dw_own_alarms_is_flooded (self->own, &count);
  g_assert_cmpuint (count, ==, 12);
  /* Ten minutes later it is over for everybody, also for who sits down then. */
  dw_clock_advance_ms (self->clock, 600001);
  dw_own_alarms_note_raised (self->own, NORTH_BOX);
  sit_down (self, SOUTH);
  g_assert_false (dw_own_alarms_is_flooded (self->own, &count));
  g_assert_cmpuint (count, ==, 0);
}

/* --- a whole station --- */

static void
put_live (DwStation *station, const char *id, gint64 place_id)
{
  g_autoptr (DwAlarmRecord) record = make_record (id, place_id, 2, DW_ALARM_STATE_UNACK);

  record->begin_ms = dw_clock_wall_ms (station->clock);
  dw_alarm_engine_restore (station->engine, record);
  dw_intake_line_stored_cb (record, NULL, station);
}

static gboolean
is_unacked (DwStation *station, const char *id)
{
  return dw_alarm_record_is_unacked (dw_alarm_get_record (dw_alarm_list_find (dw_station_get_alarms (station), id)));
}

static void
acknowledging_touches_only_ones_own (Fixture *self, gconstpointer data)
{
  g_autofree char *dir = g_dir_make_tmp ("dianwei-own-XXXXXX", NULL);
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DwStation) station = dw_station_new (dir, data_dir, "test", self->clock, &error);
  g_autoptr (DwPerson) north = make_person (NORTH, 0);
  DwAlarm *foremost = NULL;

  g_assert_no_error (error);
  add_places (station->tree);
  dw_station_start_quietly (station);
  put_live (station, "south", SOUTH_BOX);
  put_live (station, "north", NORTH_BOX);
  g_assert_cmpuint (dw_alarm_list_count_unacked (dw_station_get_own_alarms (station), 0), ==, 2);
  dw_station_set_person (station, north);
  g_assert_cmpuint (dw_alarm_list_count_unacked (dw_station_get_own_alarms (station), 0), ==, 1);
  foremost = dw_alarm_list_get_foremost (dw_station_get_own_alarms (station));
  g_assert_cmpstr (dw_alarm_get_record (foremost)->id, ==, "north");
  /* Whatever asks for it, the desk refuses the other region's. */
  g_assert_false (dw_alarm_desk_acknowledge (station, dw_station_get_person (station), "south", "", &error));
  g_assert_error (error, DW_DESK_ERROR, DW_DESK_ERROR_DENIED);
  g_clear_error (&error);
  dw_alarm_desk_acknowledge (station, dw_station_get_person (station), "north", "", &error);
  g_assert_no_error (error);
  while (is_unacked (station, "north"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_unacked (station, "south"));
  g_assert_cmpuint (dw_alarm_list_count_unacked (dw_station_get_own_alarms (station), 0), ==, 0);
  dw_station_stop (station);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/own-alarms/each-person", each_person_has_their_own);
  ADD ("/own-alarms/follow", they_follow_what_happens);
  ADD ("/own-alarms/place-goes", a_place_that_goes_takes_its_alarms_along);
  ADD ("/own-alarms/any-order", any_order_gives_the_count_by_hand);
  ADD ("/own-alarms/flood", a_flood_elsewhere_is_none_here);
  ADD ("/own-alarms/acknowledge", acknowledging_touches_only_ones_own);
  return g_test_run ();
}
