// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: from nothing and from every earlier version to the newest · a newer one is refused, by writers and readers · an older one is not read without migration ·
// a step that fails leaves the version as it was.

#include "dw-migrate.h"
#include "dw-stmt.h"
#include "dw-store-fixture.h"

/* A file as the first n steps left it, with a setting in it when there is the table for it. */
static void
make_version (const char *dir, guint version)
{
  g_autofree char *path = g_build_filename (dir, "station.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DwDb) db = dw_db_open (path, DW_DB_WRITE_SYNCED, &error);
  guint n_steps;
  const DwMigration *steps = dw_migrate_get_station_steps (&n_steps);

  g_assert_no_error (error);
  g_assert_cmpuint (version, <=, n_steps);
  g_assert_true (dw_migrate_run (db, steps, version, &error));
  if (version >= 1)
    g_assert_true (dw_db_execute (db, "fixture", "INSERT INTO setting VALUES ('kept', 'yes'); INSERT INTO place VALUES (7, NULL, 'school', '甲校', 0, '')", &error));
  if (version >= 2)
    g_assert_true (dw_db_execute (db, "fixture", "INSERT INTO event VALUES (1, x'00', 5, 'comms', 'x', 0, NULL, NULL, NULL, '', NULL, NULL, NULL, '', 'old line')", &error));
  g_assert_no_error (error);
}

static void
assert_kept (DwStore *store, guint version)
{
  g_autofree char *kept = dw_store_get_setting (store, "kept");
  g_autoptr (GPtrArray) places = dw_store_load_places (store, NULL);
  DwEventQuery query;
  g_autoptr (GPtrArray) events = NULL;

  dw_event_query_init (&query);
  events = dw_store_query_events (store, &query, NULL, NULL);
  g_assert_cmpstr (kept, ==, version >= 1 ? "yes" : NULL);
  g_assert_cmpuint (places->len, ==, version >= 1 ? 1 : 0);
  g_assert_cmpuint (events->len, ==, version >= 2 ? 1 : 0);
}

static void
test_every_version (void)
{
  guint n_steps;

  dw_migrate_get_station_steps (&n_steps);
  for (guint version = 0; version <= n_steps; version++)
    {
      char *dir = fixture_folder_new ();
      DwStore *store;

      make_version (dir, version);
      store = fixture_open (dir);
      g_assert_cmpint (fixture_read_number (dir, "PRAGMA user_version"), ==, n_steps);
      assert_kept (store, version);
      fixture_commit (store, fixture_alarm_batch (1, TRUE));
      dw_store_close (store);
      fixture_folder_remove (dir);
    }
}

static void
test_newer (void)
{
  char *dir = fixture_folder_new ();
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  g_autoptr (GError) error = NULL;

  dw_store_close (fixture_open (dir));
  fixture_run_sql (dir, "PRAGMA user_version = 99");
  g_assert_null (dw_store_open (dir, "test", clock, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_TOO_NEW);
  g_assert_nonnull (strstr (error->message, "99"));
  g_clear_error (&error);
  g_assert_null (dw_store_open_read_only (dir, clock, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_TOO_NEW);
  /* Refused means untouched, and free for the newer program. */
  g_assert_cmpint (fixture_read_number (dir, "PRAGMA user_version"), ==, 99);
  g_assert_null (dw_store_who_holds (dir, NULL));
  fixture_folder_remove (dir);
}

static void
test_older_is_not_read (void)
{
  char *dir = fixture_folder_new ();
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  g_autoptr (GError) error = NULL;

  make_version (dir, 1);
  g_assert_null (dw_store_open_read_only (dir, clock, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_assert_cmpint (fixture_read_number (dir, "PRAGMA user_version"), ==, 1);
  fixture_folder_remove (dir);
}

static void
test_failing_step (void)
{
  static const DwMigration steps[] = {
    { "good", "CREATE TABLE a (x INTEGER) STRICT" },
    { "bad", "CREATE TABLE b (x INTEGER) STRICT; CREATE TABLE a (x INTEGER) STRICT" },
    { "never", "CREATE TABLE c (x INTEGER) STRICT" },
  };
  char *dir = fixture_folder_new ();
  g_autofree char *path = g_build_filename (dir, "station.db", NULL);
  g_autoptr (GError) error = NULL;
  DwDb *db = dw_db_open (path, DW_DB_WRITE_SYNCED, &error);

  g_assert_false (dw_migrate_run (db, steps, G_N_ELEMENTS (steps), &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "bad"));
  dw_db_close (db);
  g_assert_cmpint (fixture_read_number (dir, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (fixture_read_number (dir, "SELECT count(*) FROM sqlite_schema"), ==, 1);
  fixture_folder_remove (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migrate/every-earlier-version-opens-and-keeps-its-rows", test_every_version);
  g_test_add_func ("/migrate/a-newer-version-is-refused-and-untouched", test_newer);
  g_test_add_func ("/migrate/an-older-version-is-not-read-before-migration", test_older_is_not_read);
  g_test_add_func ("/migrate/a-failing-step-leaves-no-half", test_failing_step);
  return g_test_run ();
}
