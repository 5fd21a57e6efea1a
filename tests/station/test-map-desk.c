// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <string.h>

#include "dw-alarm-desk.h"
#include "dw-files.h"
#include "dw-map-desk.h"
#include "dw-map-file.h"
#include "dw-station-private.h"

/* Plan: what the map is made of (S1-19): who may choose it, what is refused and changes nothing, what stays after a restart, what the audit log says and what it does not say;
 * a spoilt setting; names of one's own, row by row; the tile above where a file ends. */

#define START_MS 1789000000000
#define KEY "0123456789abcdef0123456789abCDEF"

typedef struct
{
  char *dir, *data_dir, *file, *vector;
  DwClock *clock;
  DwStation *station;
  DwPerson *admin, *guard;
  guint changes; /* how often the map was said to have changed */
} Fixture;

static void
count_cb (DwStation *station, Fixture *self)
{
  self->changes++;
}

static void
open_station (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->station = dw_station_new (self->dir, self->data_dir, "test", self->clock, &error);
  g_assert_no_error (error);
  g_signal_connect (self->station, "map-changed", G_CALLBACK (count_cb), self);
  dw_station_start_quietly (self->station);
  dw_station_set_person (self->station, self->admin);
}

static void
close_station (Fixture *self)
{
  dw_station_stop (self->station);
  g_assert_finalize_object (self->station);
}

static void
reopen (Fixture *self)
{
  close_station (self);
  open_station (self);
}

static void
make_files (Fixture *self)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "tools", "make-mbtiles.py", NULL);
  g_autoptr (GSubprocess) child = NULL;

  self->file = g_build_filename (self->dir, "good.mbtiles", NULL);
  self->vector = g_build_filename (self->dir, "vector.mbtiles", NULL);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "python3", script, "good", self->file, "vector", self->vector, NULL);
  g_assert_true (g_subprocess_wait_check (child, NULL, NULL));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dir = g_dir_make_tmp ("dianwei-map-XXXXXX", NULL);
  self->data_dir = dw_files_find_data_dir ();
  self->clock = dw_clock_new_fake (START_MS);
  self->admin = dw_person_new ("S01", "", DW_ROLE_SYSTEM_ADMIN);
  self->guard = dw_person_new ("W03", "", DW_ROLE_DUTY_GUARD);
  make_files (self);
  open_station (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->dir, NULL };

  close_station (self);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  dw_person_free (self->admin);
  dw_person_free (self->guard);
  dw_clock_unref (self->clock);
  g_free (self->dir);
  g_free (self->data_dir);
  g_free (self->file);
  g_free (self->vector);
}

static void
assert_source (Fixture *self, DwMapSource source)
{
  g_autoptr (DwMapSetup) setup = dw_map_desk_get_setup (self->station);

  g_assert_cmpint (setup->source, ==, source);
}

/* What was done, in one text; the lines come in the order in which they were written. */
static char *
read_audit (Fixture *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = NULL;

  reopen (self);
  rows = dw_store_load_audit (self->station->store, 0, 0, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const DwAuditRow *row = rows->pdata[i];

      g_string_append_printf (text, "%s %s: %s -> %s\n", row->act, row->result, row->old_value, row->new_value);
    }
  return g_string_free (text, FALSE);
}

static void
test_default (Fixture *self, gconstpointer data)
{
  g_autofree char *names = dw_map_desk_dup_names (self->station);

  assert_source (self, DW_MAP_BUILT_IN);
  g_assert_null (names);
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  DwMapSetup setup = { DW_MAP_ADDRESS, self->file, "https://{s}.example.org/{z}/{x}/{y}.png", "© \"A\" \\ 测绘", "GS(2024)0650号", KEY, TRUE };
  g_autoptr (DwMapSetup) read = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_map_desk_set_setup (self->station, &setup, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->changes, ==, 1);
  reopen (self);
  read = dw_map_desk_get_setup (self->station);
  g_assert_cmpint (read->source, ==, DW_MAP_ADDRESS);
  g_assert_cmpstr (read->path, ==, self->file);
  g_assert_cmpstr (read->address, ==, setup.address);
  g_assert_cmpstr (read->attribution, ==, setup.attribution);
  g_assert_cmpstr (read->review_number, ==, setup.review_number);
  g_assert_cmpstr (read->key, ==, KEY);
  g_assert_true (read->gcj02);
}

static void
test_file (Fixture *self, gconstpointer data)
{
  DwMapSetup setup = { DW_MAP_FILE, self->file, "", "", "", "", FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_map_desk_set_setup (self->station, &setup, &error));
  g_assert_no_error (error);
  reopen (self);
  assert_source (self, DW_MAP_FILE);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  const struct
  {
    const char *sentence;
    DwMapSetup setup;
    const char *problem;
  } cases[] = {
    { "a file of vector tiles", { DW_MAP_FILE, self->vector, "", "", "", "", FALSE }, "vector tiles (pbf)" },
    { "a file that is not there", { DW_MAP_FILE, (char *)"/nowhere/a.mbtiles", "", "", "", "", FALSE }, "a.mbtiles" },
    { "a folder", { DW_MAP_FILE, self->dir, "", "", "", "", FALSE }, "directory" },
    { "no file", { DW_MAP_FILE, (char *)"", "", "", "", "", FALSE }, "no file is chosen" },
    { "an address without gaps", { DW_MAP_ADDRESS, (char *)"", "https://example.org/map.png", "", "", "", FALSE }, "{z}" },
    { "an address on this disk", { DW_MAP_ADDRESS, (char *)"", "file:///{z}/{x}/{y}", "", "", "", FALSE }, "must begin with" },
    { "Tianditu without a key", { DW_MAP_TIANDITU_VECTOR, (char *)"", "", "", "", "", FALSE }, "key of your own" },
    { "an attribution of two lines", { DW_MAP_OPENSTREETMAP, (char *)"", "", "a\nb", "", "", FALSE }, "one line" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].sentence);
      g_assert_false (dw_map_desk_set_setup (self->station, &cases[i].setup, &error));
      g_assert_error (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].problem));
      assert_source (self, DW_MAP_BUILT_IN);
    }
  g_assert_cmpuint (self->changes, ==, 0);
}

static void
test_rights (Fixture *self, gconstpointer data)
{
  DwMapSetup setup = { DW_MAP_OPENSTREETMAP, "", "", "", "", "", FALSE };
  g_autoptr (GError) source = NULL, names = NULL;
  g_autofree char *audit = NULL;

  dw_station_set_person (self->station, self->guard);
  g_assert_false (dw_map_desk_set_setup (self->station, &setup, &source));
  g_assert_error (source, DW_DESK_ERROR, DW_DESK_ERROR_DENIED);
  g_assert_false (dw_map_desk_set_names (self->station, "town 117 39 A\n", NULL, &names));
  g_assert_error (names, DW_DESK_ERROR, DW_DESK_ERROR_DENIED);
  g_assert_cmpuint (self->changes, ==, 0);
  assert_source (self, DW_MAP_BUILT_IN);
  audit = read_audit (self);
  g_assert_nonnull (strstr (audit, "set-base-map denied"));
  g_assert_nonnull (strstr (audit, "set-map-names denied"));
}

static void
test_audit (Fixture *self, gconstpointer data)
{
  DwMapSetup setup = { DW_MAP_TIANDITU_IMAGERY, "", "", "", "", KEY, FALSE };
  g_autofree char *audit = NULL;

  g_assert_true (dw_map_desk_set_setup (self->station, &setup, NULL));
  audit = read_audit (self);
  g_assert_nonnull (strstr (audit, "set-base-map done: {\"source\":\"built-in\""));
  g_assert_nonnull (strstr (audit, "-> {\"source\":\"tianditu-imagery\""));
  g_assert_null (strstr (audit, KEY));
  g_assert_nonnull (strstr (audit, "****CDEF\""));
}

/* A setting that somebody spoilt counts as not set. */
static void
test_spoilt (Fixture *self, gconstpointer data)
{
  static const char *const settings[] = {
    "",
    "{",
    "[]",
    "{}",
    "{\"source\":\"baidu\",\"path\":\"\",\"address\":\"\",\"attribution\":\"\",\"review_number\":\"\",\"key\":\"\",\"gcj02\":false}",
    "{\"source\":\"openstreetmap\",\"path\":\"\",\"address\":\"\",\"attribution\":\"\",\"review_number\":\"\",\"key\":\"\",\"gcj02\":\"no\"}",
    "{\"source\":\"openstreetmap\",\"path\":5,\"address\":\"\",\"attribution\":\"\",\"review_number\":\"\",\"key\":\"\",\"gcj02\":false}",
    "{\"source\":\"openstreetmap\",\"path\":\"\",\"address\":\"\",\"attribution\":\"\",\"review_number\":\"\",\"gcj02\":false}",
    "{\"source\":\"address\",\"path\":\"\",\"address\":\"file:///{z}/{x}/{y}\",\"attribution\":\"\",\"review_number\":\"\",\"key\":\"\",\"gcj02\":false}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_assert_true (dw_store_set_setting (self->station->store, "base-map", settings[i], NULL));
      g_test_expect_message ("dw-station", G_LOG_LEVEL_WARNING, "*base-map*");
      assert_source (self, DW_MAP_BUILT_IN);
      g_test_assert_expected_messages ();
    }
}

/* --- names --- */

static void
test_names (Fixture *self, gconstpointer data)
{
  g_autofree char *built_in = dw_map_desk_load_built_in_names (self->station, NULL), *kept = NULL, *gone = NULL, *audit = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (built_in, "塘沽"));
  g_assert_true (dw_map_desk_set_names (self->station, built_in, NULL, &error));
  g_assert_true (dw_map_desk_set_names (self->station, "town 117.7 39.0 新村\n", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->changes, ==, 2);
  reopen (self);
  kept = dw_map_desk_dup_names (self->station);
  g_assert_cmpstr (kept, ==, "town 117.7 39.0 新村\n");
  g_assert_true (dw_map_desk_set_names (self->station, NULL, NULL, &error));
  gone = dw_map_desk_dup_names (self->station);
  g_assert_null (gone);
  audit = read_audit (self);
  g_assert_nonnull (strstr (audit, "set-map-names done: built-in -> 19 names"));
  g_assert_nonnull (strstr (audit, "-> 1 names"));
  g_assert_nonnull (strstr (audit, "-> built-in"));
}

/* Nothing of a list with bad rows is taken; every one of them is named. */
static void
test_bad_names (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free), empty = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL, nothing = NULL;
  g_autofree char *names = NULL;

  g_assert_false (dw_map_desk_set_names (self->station, "town 117 39 A\nhill 117 39 B\ntown 500 39 C\n", problems, &error));
  g_assert_error (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID);
  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_true (g_str_has_prefix (problems->pdata[0], "line 2:"));
  g_assert_true (g_str_has_prefix (problems->pdata[1], "line 3:"));
  g_assert_false (dw_map_desk_set_names (self->station, "# only a remark\n", empty, &nothing));
  g_assert_cmpuint (empty->len, ==, 1);
  names = dw_map_desk_dup_names (self->station);
  g_assert_null (names);
  g_assert_cmpuint (self->changes, ==, 0);
}

/* --- tiles above where the file ends --- */

static void
test_overzoom (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    int zoom, x, y, found; /* -1 = none */
  } cases[] = {
    { "where the file has it", 10, 846, 391, 10 },
    { "one closer", 11, 1693, 783, 10 },
    { "four closer", 14, 13536 + 15, 6256 + 15, 10 },
    { "five closer is too coarse", 15, 27072, 12512, -1 },
    { "beside what it has closely, within what it has farther away", 10, 844, 391, 9 },
    { "far from all", 10, 0, 0, -1 },
    { "farther away than it begins", 5, 26, 12, -1 },
  };
  g_autoptr (DwMapFile) file = dw_map_file_open (self->file, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      int found = -1;
      g_autoptr (GBytes) bytes = dw_map_file_read_tile (file, cases[i].zoom, cases[i].x, cases[i].y, &found, &error);

      g_test_message ("%s", cases[i].sentence);
      g_assert_no_error (error);
      g_assert_cmpint (bytes != NULL ? found : -1, ==, cases[i].found);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/map-desk/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("default", test_default);
  ADD ("kept", test_kept);
  ADD ("file", test_file);
  ADD ("refused", test_refused);
  ADD ("rights", test_rights);
  ADD ("audit", test_audit);
  ADD ("spoilt", test_spoilt);
  ADD ("names", test_names);
  ADD ("bad-names", test_bad_names);
  ADD ("overzoom", test_overzoom);
#undef ADD
  return g_test_run ();
}
