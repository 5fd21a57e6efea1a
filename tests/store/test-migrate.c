// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: from nothing and from every earlier version to the newest · a newer one is refused, by writers and readers · an older one is not read without migration ·
// a step that fails leaves the version as it was · docs/station-db.md tells every column.

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

/* --- the page about the schema --- */

static char *
read_page (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "station-db.md", NULL);
  g_autoptr (GError) error = NULL;
  char *page = NULL;

  g_file_get_contents (path, &page, NULL, &error);
  g_assert_no_error (error);
  return page;
}

/* The names in the first column of the table below the heading, as "a b c ". */
static char *
read_documented_columns (const char *page, const char *table)
{
  g_autofree char *heading = g_strdup_printf ("\n### %s\n", table);
  const char *begin = strstr (page, heading);
  GString *columns = g_string_new ("");
  g_auto (GStrv) lines = NULL;

  if (begin == NULL)
    g_error ("the page has no heading %s", table);
  lines = g_strsplit (begin + strlen (heading), "\n", -1);
  for (guint i = 0; lines[i] && lines[i][0] != '#'; i++)
    if (g_str_has_prefix (lines[i], "| `"))
      {
        g_auto (GStrv) parts = g_strsplit (lines[i], "`", 3);

        g_string_append_printf (columns, "%s ", parts[1]);
      }
  return g_string_free (columns, FALSE);
}

static gpointer
read_text (DwStmt *stmt, GError **error)
{
  return dw_stmt_dup_text (stmt);
}

static GPtrArray *
read_texts (DwDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwStmt) stmt = dw_stmt_new (db, "fixture", sql, &error);

  g_assert_no_error (error);
  return dw_stmt_collect (stmt, read_text, g_free, NULL);
}

static void
assert_documented (DwDb *db, const char *page, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s') ORDER BY cid", table);
  g_autoptr (GPtrArray) columns = read_texts (db, sql);
  g_autofree char *documented = read_documented_columns (page, table);
  g_autoptr (GString) actual = g_string_new ("");

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (actual, "%s ", (char *)columns->pdata[i]);
  g_assert_cmpstr (actual->str, ==, documented);
}

static void
test_page (void)
{
  char *dir = fixture_folder_new ();
  g_autofree char *path = g_build_filename (dir, "station.db", NULL);
  g_autofree char *page = read_page ();
  guint n_steps;
  const DwMigration *steps = dw_migrate_get_station_steps (&n_steps);
  g_autofree char *version = g_strdup_printf ("**version %u**", n_steps);
  DwDb *db = dw_db_open (path, DW_DB_WRITE_SYNCED, NULL);
  g_autoptr (GPtrArray) tables = NULL;

  g_assert_true (dw_migrate_run (db, steps, n_steps, NULL));
  tables = read_texts (db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  g_assert_cmpuint (tables->len, >, 5);
  for (guint i = 0; i < tables->len; i++)
    assert_documented (db, page, tables->pdata[i]);
  g_assert_nonnull (strstr (page, version));
  dw_db_close (db);
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
  g_test_add_func ("/migrate/the-page-about-the-schema-tells-every-column", test_page);
  return g_test_run ();
}
