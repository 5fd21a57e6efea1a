// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-files.h"

#include <sys/stat.h>

#include <glib/gstdio.h>

/* Where files are, and making folders. Each case has a folder of its own. */

typedef struct
{
  char *dir;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("dianwei-files-XXXXXX", &error);
  g_assert_no_error (error);
}

/* The cases leave at most a/b/c and a/profiles behind, and files named f. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const left[] = { "a/b/c", "a/b", "a/profiles", "a", "f", "" };

  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    {
      g_autofree char *path = g_build_filename (fixture->dir, left[i], NULL);

      g_remove (path);
    }
  g_assert_false (g_file_test (fixture->dir, G_FILE_TEST_EXISTS));
  g_free (fixture->dir);
}

static void
test_ensure_makes_parents_for_the_owner_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "a", "b", "c", NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (dw_files_ensure_dir (path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (parent, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_true (dw_files_ensure_dir (path, &error));
}

static void
test_ensure_refuses_a_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->dir, "f", NULL);
  g_autofree char *below = g_build_filename (file, "b", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_false (dw_files_ensure_dir (below, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_nonnull (strstr (error->message, below));
  g_clear_error (&error);
  g_assert_false (dw_files_ensure_dir (file, &error));
  g_assert_nonnull (error);
}

static void
test_the_environment_names_the_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_build_filename (fixture->dir, "a", NULL);
  g_autofree char *profiles = g_build_filename (dir, "profiles", NULL);
  g_autofree char *found = NULL;

  g_assert_true (dw_files_ensure_dir (profiles, NULL));
  g_setenv ("DIANWEI_DATA", dir, TRUE);
  found = dw_files_find_data_dir ();
  g_assert_cmpstr (found, ==, dir);
}

static void
test_a_folder_without_profiles_is_passed_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *found = NULL;

  g_setenv ("DIANWEI_DATA", fixture->dir, TRUE);
  found = dw_files_find_data_dir ();
  g_assert_cmpstr (found, !=, fixture->dir);
}

static void
test_without_the_environment_data_are_found (Fixture *fixture, gconstpointer data)
{
  g_autofree char *unset = NULL, *empty = NULL, *profiles = NULL;

  g_unsetenv ("DIANWEI_DATA");
  unset = dw_files_find_data_dir ();
  profiles = g_build_filename (unset, "profiles", NULL);
  g_assert_true (g_file_test (profiles, G_FILE_TEST_IS_DIR));
  g_setenv ("DIANWEI_DATA", "", TRUE);
  empty = dw_files_find_data_dir ();
  g_assert_cmpstr (empty, ==, unset);
}

static void
test_the_station_lives_in_the_user_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = dw_files_default_station_dir ();
  g_autofree char *expected = g_build_filename (g_get_user_data_dir (), "dianwei", NULL);

  g_assert_cmpstr (dir, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/files/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("ensure-makes-parents-for-the-owner-only", test_ensure_makes_parents_for_the_owner_only);
  ADD ("ensure-refuses-a-file", test_ensure_refuses_a_file);
  ADD ("the-environment-names-the-data", test_the_environment_names_the_data);
  ADD ("a-folder-without-profiles-is-passed-over", test_a_folder_without_profiles_is_passed_over);
  ADD ("without-the-environment-data-are-found", test_without_the_environment_data_are_found);
  ADD ("the-station-lives-in-the-user-data", test_the_station_lives_in_the_user_data);
#undef ADD
  return g_test_run ();
}
