// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-desk.h"

#include <string.h>

#include "dw-alarm-desk.h"
#include "dw-files.h"
#include "dw-school-import.h"
#include "dw-setup-desk.h"
#include "dw-station-private.h"

/* Facts of places (S1-22, S0-02, S0-06): who may change them, what is refused and changes nothing, what stays after a restart, what the history says; and lists of schools. */

#define START_MS 1789000000000

typedef struct
{
  char *dir, *data_dir;
  DwClock *clock;
  DwStation *station;
  DwPerson *admin, *guard, *supervisor;
  gint64 region, school, other;
} Fixture;

static void
open_station (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->station = dw_station_new (self->dir, self->data_dir, "test", self->clock, &error);
  g_assert_no_error (error);
  dw_station_start_quietly (self->station);
}

static void
close_station (Fixture *self)
{
  dw_station_stop (self->station);
  g_assert_finalize_object (self->station);
}

static gint64
add (Fixture *self, gint64 parent_id, DwPlaceKind kind, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = dw_setup_desk_save_place (self->station, self->admin, 0, parent_id, kind, name, NULL, &error);

  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dir = g_dir_make_tmp ("dianwei-places-XXXXXX", NULL);
  self->data_dir = dw_files_find_data_dir ();
  self->clock = dw_clock_new_fake (START_MS);
  self->admin = dw_person_new ("S01", "", DW_ROLE_SYSTEM_ADMIN);
  self->guard = dw_person_new ("W03", "", DW_ROLE_DUTY_GUARD);
  self->supervisor = dw_person_new ("D02", "", DW_ROLE_DISTRICT_SUPERVISOR);
  open_station (self);
  self->region = add (self, 0, DW_PLACE_REGION, "塘沽");
  self->school = add (self, self->region, DW_PLACE_SCHOOL, "第一小学");
  self->other = add (self, self->region, DW_PLACE_SCHOOL, "第二小学");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->dir, NULL };

  close_station (self);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  dw_person_free (self->admin);
  dw_person_free (self->guard);
  dw_person_free (self->supervisor);
  dw_clock_unref (self->clock);
  g_free (self->dir);
  g_free (self->data_dir);
}

static DwPlace *
get (Fixture *self, gint64 id)
{
  return dw_place_tree_find (dw_station_get_tree (self->station), id);
}

/* pairs: key, value, …, NULL. */
static gboolean
change (Fixture *self, const DwPerson *person, const char *name, const char *const *pairs, GError **error)
{
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; pairs[i] != NULL; i += 2)
    g_hash_table_insert (facts, (char *)pairs[i], (char *)pairs[i + 1]);
  return dw_place_desk_change (self->station, person, self->school, name, facts, error);
}

#define PAIRS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* "title: old -> new" of each change in a line of its own, newest first. */
static char *
describe_history (Fixture *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = dw_place_desk_list_changes (self->station, self->supervisor, id, 0, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < changes->len; i++)
    {
      const DwPlaceChange *one = g_ptr_array_index (changes, i);

      g_string_append_printf (text, "%s %s: %s -> %s\n", one->actor, one->title, one->old_value, one->new_value);
    }
  return g_string_free (text, FALSE);
}

static void
test_changed_facts_stay (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *history = NULL, *of_other = NULL;

  g_assert_true (change (self, self->admin, NULL, PAIRS ("phone", "０２２-65200001", "contact", "钱秀英"), &error));
  g_assert_true (change (self, self->admin, "塘沽第一小学", PAIRS ("phone", "022-65200002", "latitude", "39.02", "longitude", "117.65"), &error));
  g_assert_true (change (self, self->admin, NULL, PAIRS ("contact", ""), &error));
  g_assert_no_error (error);
  close_station (self);
  open_station (self);
  g_assert_cmpstr (dw_place_get_name (get (self, self->school)), ==, "塘沽第一小学");
  g_assert_cmpstr (dw_place_get_fact (get (self, self->school), "phone"), ==, "022-65200002");
  g_assert_cmpstr (dw_place_get_fact (get (self, self->school), "latitude"), ==, "39.020000");
  g_assert_null (dw_place_get_fact (get (self, self->school), "contact"));
  history = describe_history (self, self->school);
  of_other = describe_history (self, self->other);
  g_assert_cmpstr (history, ==,
                   "S01 Contact: 钱秀英 -> \n"
                   "S01 Latitude:  -> 39.020000\nS01 Longitude:  -> 117.650000\nS01 Name: 第一小学 -> 塘沽第一小学\nS01 Phone: 022-65200001 -> 022-65200002\n"
                   "S01 Contact:  -> 钱秀英\nS01 Phone:  -> 022-65200001\n");
  g_assert_cmpstr (of_other, ==, "");
}

/* An edit leaves the order of the schools, the parent and the facts that it does not speak of. */
static void
test_the_rest_stays (Fixture *self, gconstpointer data)
{
  DwPlace *region;
  g_autoptr (DwPlace) first = NULL, second = NULL, third = NULL;
  gint64 last = add (self, self->region, DW_PLACE_SCHOOL, "第三小学");

  g_assert_true (dw_place_desk_change (self->station, self->admin, last, "改名小学", NULL, NULL));
  g_assert_true (change (self, self->admin, NULL, PAIRS ("note", "a"), NULL));
  g_assert_true (change (self, self->admin, NULL, PAIRS ("phone", "12345"), NULL));
  close_station (self);
  open_station (self);
  region = get (self, self->region);
  first = g_list_model_get_item (G_LIST_MODEL (region), 0);
  second = g_list_model_get_item (G_LIST_MODEL (region), 1);
  third = g_list_model_get_item (G_LIST_MODEL (region), 2);
  g_assert_cmpint (dw_place_get_id (first), ==, self->school);
  g_assert_cmpint (dw_place_get_id (second), ==, self->other);
  g_assert_cmpint (dw_place_get_id (third), ==, last);
  g_assert_cmpstr (dw_place_get_fact (first, "note"), ==, "a");
  g_assert_cmpstr (dw_place_get_fact (first, "phone"), ==, "12345");
}

static guint
count_audit (Fixture *self)
{
  g_autoptr (GPtrArray) rows = dw_store_load_audit (self->station->store, 0, 0, NULL);

  return rows->len;
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *sentence, *name, *key, *value, *says;
  } rows[] = {
    { "no name", "", "note", "x", "Name: " },
    { "blanks for a name", "  ", "note", "x", "Name: " },
    { "a phone in words", NULL, "phone", "ask", "Phone: " },
    { "an area below nothing", NULL, "area_m2", "-1", "Building area: " },
    { "a day that does not exist", NULL, "commissioned", "2025-02-30", "In service since: " },
    { "half a position", NULL, "latitude", "39", "Position: " },
    { "a fact that does not exist", NULL, "colour", "red", "colour: " },
    { "a good name beside a bad fact", "好小学", "phone", "ask", "Phone: " },
  };
  guint before = count_audit (self);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].sentence);
      g_assert_false (change (self, self->admin, rows[i].name, PAIRS (rows[i].key, rows[i].value), &error));
      g_assert_error (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, rows[i].says));
      g_assert_cmpstr (dw_place_get_name (get (self, self->school)), ==, "第一小学");
      g_assert_cmpuint (g_hash_table_size (dw_place_get_facts (get (self, self->school))), ==, 0);
    }
  g_assert_cmpuint (count_audit (self), ==, before);
  g_assert_false (dw_place_desk_change (self->station, self->admin, 4711, "x", NULL, NULL));
}

static void
test_same_writes_nothing (Fixture *self, gconstpointer data)
{
  guint before;

  g_assert_true (change (self, self->admin, NULL, PAIRS ("phone", "022-65200001"), NULL));
  before = count_audit (self);
  g_assert_true (change (self, self->admin, "第一小学", PAIRS ("phone", "022-65200001", "contact", ""), NULL));
  g_assert_cmpuint (count_audit (self), ==, before);
}

static void
test_rights (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL, unread = NULL;
  g_autofree char *reason = NULL;

  g_assert_true (dw_place_desk_may_change (self->station, self->admin, get (self, self->school), NULL));
  g_assert_false (dw_place_desk_may_change (self->station, self->guard, get (self, self->school), &reason));
  g_assert_nonnull (reason);
  g_assert_false (change (self, self->guard, NULL, PAIRS ("phone", "12345"), &error));
  g_assert_error (error, DW_DESK_ERROR, DW_DESK_ERROR_DENIED);
  g_assert_null (dw_place_get_fact (get (self, self->school), "phone"));
  g_assert_null (dw_place_desk_list_changes (self->station, self->guard, self->school, 0, &unread));
  g_assert_error (unread, DW_DESK_ERROR, DW_DESK_ERROR_DENIED);
}

/* --- lists of schools: what the program's own test (test-ctl-import.py) does not reach --- */

static DwSchoolImport *
look (Fixture *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  DwSchoolImport *import = dw_school_import_new (self->station, text, strlen (text), &error);

  g_assert_no_error (error);
  return import;
}

static void
test_import_rows (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *sentence, *text;
    DwSchoolOutcome outcome; /* of the last row */
    const char *says;        /* in its first problem or change */
  } rows[] = {
    { "a school that is there", "学校,区域\n第一小学,塘沽\n", DW_SCHOOL_SAME, NULL },
    { "the same, its region left out", "学校\n第一小学\n", DW_SCHOOL_SAME, NULL },
    { "a fact that is new", "School,Region,Phone\n第一小学,塘沽,022-65200001\n", DW_SCHOOL_CHANGED, "Phone: not entered → 022-65200001" },
    { "the same name in another region is another school", "学校,区域\n第一小学,汉沽\n", DW_SCHOOL_ADDED, NULL },
    { "a new one", "学校,区域\n第三小学,塘沽\n", DW_SCHOOL_ADDED, NULL },
    { "a new one without a region", "学校\n第三小学\n", DW_SCHOOL_REFUSED, "new school needs its region" },
    { "twice in the list", "学校,区域\n第三小学,塘沽\n第三小学,塘沽\n", DW_SCHOOL_REFUSED, "stands in line 2" },
    { "more cells than headings", "学校,区域\n第三小学,塘沽,x\n", DW_SCHOOL_REFUSED, "without a heading" },
    { "a position without a grid", "学校,区域,纬度,经度\n第三小学,塘沽,39,117\n", DW_SCHOOL_REFUSED, "坐标系" },
    { "exchanged degrees", "学校,区域,纬度,经度,坐标系\n第三小学,塘沽,117.6,39.0,WGS-84\n", DW_SCHOOL_REFUSED, "exchanged" },
    { "an unknown grid", "学校,区域,纬度,经度,坐标系\n第三小学,塘沽,39,117,BD-09\n", DW_SCHOOL_REFUSED, "GCJ-02" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwSchoolImport) import = look (self, rows[i].text);
      const DwSchoolRow *last = g_ptr_array_index (import->rows, import->rows->len - 1);
      GPtrArray *texts = last->outcome == DW_SCHOOL_REFUSED ? last->problems : last->changes;

      g_test_message ("%s", rows[i].sentence);
      g_assert_cmpint (last->outcome, ==, rows[i].outcome);
      if (rows[i].says != NULL)
        g_assert_nonnull (strstr (g_ptr_array_index (texts, 0), rows[i].says));
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get (self, self->region))), ==, 2);
}

/* GCJ-02 is converted once: what is kept is some hundred metres to the south-west, and the same list again changes nothing. */
static void
test_import_converts (Fixture *self, gconstpointer data)
{
  const char *text = "学校,区域,纬度,经度,坐标系\n第一小学,塘沽,39.0215,117.6521,GCJ-02\n";
  g_autoptr (DwSchoolImport) import = look (self, text), again = NULL;
  g_autofree char *history = NULL;

  g_assert_true (dw_school_import_apply (self->station, self->admin, import, FALSE, "list.csv", NULL));
  g_assert_cmpfloat (g_ascii_strtod (dw_place_get_fact (get (self, self->school), "latitude"), NULL), <, 39.0215);
  again = look (self, text);
  g_assert_cmpuint (again->counts[DW_SCHOOL_SAME], ==, 1);
  history = describe_history (self, self->school);
  g_assert_nonnull (strstr (history, "S01 Latitude:  -> 39.02"));
}

static void
test_import_rights_and_changes_meanwhile (Fixture *self, gconstpointer data)
{
  g_autoptr (DwSchoolImport) import = look (self, "学校,区域\n第三小学,塘沽\n");
  g_autoptr (GError) denied = NULL, late = NULL;

  g_assert_false (dw_school_import_apply (self->station, self->guard, import, FALSE, "list.csv", &denied));
  g_assert_error (denied, DW_DESK_ERROR, DW_DESK_ERROR_DENIED);
  add (self, self->region, DW_PLACE_SCHOOL, "第三小学");
  g_assert_false (dw_school_import_apply (self->station, self->admin, import, FALSE, "list.csv", &late));
  g_assert_error (late, DW_DESK_ERROR, DW_DESK_ERROR_INVALID);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get (self, self->region))), ==, 3);
}

#define ADD(path, test) g_test_add ("/place-desk/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("changed-facts-stay", test_changed_facts_stay);
  ADD ("the-rest-stays", test_the_rest_stays);
  ADD ("refused", test_refused);
  ADD ("same-writes-nothing", test_same_writes_nothing);
  ADD ("rights", test_rights);
  ADD ("import-rows", test_import_rows);
  ADD ("import-converts", test_import_converts);
  ADD ("import-rights-and-changes-meanwhile", test_import_rights_and_changes_meanwhile);
  return g_test_run ();
}
