// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: one program per folder · the second hears who is first · kill -9 frees the folder · looking takes nothing · the address is published and withdrawn ·
// what stands in the file is never trusted.

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dw-store-fixture.h"
#include "dw-store-lock.h"

static int
hold (const char *dir)
{
  DwStore *store = fixture_open (dir);

  dw_store_publish_address (store, "unix:path=/run/\"quoted\"");
  fixture_print_line ("ready");
  fixture_wait_for_parent ();
  dw_store_close (store);
  return 0;
}

static GSubprocess *
spawn_holder (const char *dir)
{
  GSubprocess *child = fixture_spawn ("--hold", dir, NULL);
  g_autoptr (GDataInputStream) lines = fixture_get_lines (child);
  g_autofree char *line = fixture_read_line (lines);

  g_assert_cmpstr (line, ==, "ready");
  return child;
}

static void
assert_refused (const char *dir, const char *who)
{
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  g_autoptr (GError) error = NULL;

  g_assert_null (dw_store_open (dir, "second", clock, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, who));
}

static void
test_same_process (void)
{
  char *dir = fixture_folder_new ();
  DwStore *store = fixture_open (dir);
  g_autofree char *pid = g_strdup_printf ("%d", getpid ());

  assert_refused (dir, pid);
  assert_refused (dir, "test");
  /* A refused attempt must not have wiped the name of the holder. */
  assert_refused (dir, pid);
  dw_store_close (store);
  store = fixture_open (dir);
  dw_store_close (store);
  fixture_folder_remove (dir);
}

static void
test_kill (void)
{
  char *dir = fixture_folder_new ();
  g_autoptr (GSubprocess) child = spawn_holder (dir);
  g_autofree char *address = NULL;
  g_autofree char *holder = dw_store_who_holds (dir, &address);
  g_autofree char *expected = g_strdup_printf ("test %s", g_subprocess_get_identifier (child));

  g_assert_cmpstr (holder, ==, expected);
  g_assert_cmpstr (address, ==, "unix:path=/run/\"quoted\"");
  assert_refused (dir, g_subprocess_get_identifier (child));
  fixture_kill (child);
  g_assert_null (dw_store_who_holds (dir, NULL));
  dw_store_close (fixture_open (dir));
  fixture_folder_remove (dir);
}

static void
test_address (void)
{
  char *dir = fixture_folder_new ();
  DwStore *store = fixture_open (dir);
  const char *const addresses[] = { "unix:path=/a/very/long/one", "x", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *address = NULL;
      g_autofree char *holder = NULL;

      dw_store_publish_address (store, addresses[i]);
      holder = dw_store_who_holds (dir, &address);
      g_assert_true (g_str_has_prefix (holder, "test "));
      g_assert_cmpstr (address, ==, addresses[i]);
    }
  dw_store_close (store);
  g_assert_null (dw_store_who_holds (dir, NULL));
  fixture_folder_remove (dir);
}

static void
test_looking_takes_nothing (void)
{
  char *dir = fixture_folder_new ();
  DwStore *store;

  g_assert_null (dw_store_who_holds (dir, NULL));
  g_assert_null (dw_store_who_holds ("/nonexistent/folder", NULL));
  store = fixture_open (dir);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *holder = dw_store_who_holds (dir, NULL);

      g_assert_nonnull (holder);
    }
  assert_refused (dir, "test");
  dw_store_close (store);
  fixture_folder_remove (dir);
}

static void
test_foreign_content (void)
{
  static const char *const contents[] = {
    "",
    "{",
    "[]",
    "null",
    "{\"program\":7,\"pid\":\"x\",\"address\":[1]}",
    "{\"pid\":{}}",
    "\xff\xfe",
    "{\"program\":null}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      char *dir = fixture_folder_new ();
      g_autofree char *path = g_build_filename (dir, "station.lock", NULL);
      DwStore *store = fixture_open (dir);
      g_autofree char *address = NULL;
      g_autofree char *holder = NULL;
      FILE *file = fopen (path, "r+");

      /* In place: a new file would be another file, without the lock. */
      g_assert_cmpint (ftruncate (fileno (file), 0), ==, 0);
      fputs (contents[i], file);
      fclose (file);
      holder = dw_store_who_holds (dir, &address);
      g_assert_cmpstr (holder, ==, "?");
      g_assert_null (address);
      assert_refused (dir, "another program");
      dw_store_close (store);
      fixture_folder_remove (dir);
    }
}

static void
test_stale_content (void)
{
  char *dir = fixture_folder_new ();

  fixture_write_file (dir, "station.lock", "{\"program\":\"dianwei\",\"pid\":1}", 29);
  g_assert_null (dw_store_who_holds (dir, NULL));
  dw_store_close (fixture_open (dir));
  fixture_folder_remove (dir);
}

static void
test_folder_cannot_be_made (void)
{
  char *dir = fixture_folder_new ();
  g_autofree char *below = g_build_filename (dir, "file", "folder", NULL);
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  g_autoptr (GError) error = NULL;

  fixture_write_file (dir, "file", "", 0);
  g_assert_null (dw_store_open (below, "test", clock, &error));
  g_assert_nonnull (error);
  fixture_folder_remove (dir);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--hold"))
    return hold (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-lock/a-second-opening-is-refused-with-the-name-of-the-first", test_same_process);
  g_test_add_func ("/store-lock/kill-9-frees-the-folder", test_kill);
  g_test_add_func ("/store-lock/address-is-published-and-withdrawn", test_address);
  g_test_add_func ("/store-lock/looking-takes-nothing", test_looking_takes_nothing);
  g_test_add_func ("/store-lock/foreign-content-is-nobody-we-know", test_foreign_content);
  g_test_add_func ("/store-lock/content-without-a-lock-holds-nothing", test_stale_content);
  g_test_add_func ("/store-lock/a-folder-that-cannot-be-made-is-an-error", test_folder_cannot_be_made);
  return g_test_run ();
}
