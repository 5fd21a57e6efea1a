// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: files made by another program (tests/tools/make-mbtiles.py) · what a good file says and that every tile is the one asked for · what is refused, by which sentence ·
// a damaged or absurd tile fails alone · nothing is written, nothing appears beside the file · many threads at once (S1-19).

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "dw-mbtiles.h"
#include "dw-store-error.h"
#include "dw-store-fixture.h"

typedef struct
{
  char *dir, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = fixture_folder_new ();
  fixture->path = g_build_filename (fixture->dir, "map.mbtiles", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->path);
  fixture_folder_remove (fixture->dir);
}

static void
make (const char *kind, const char *path)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "tools", "make-mbtiles.py", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "python3", script, kind, path, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
  g_assert_no_error (error);
}

static DwMbtiles *
open_kind (Fixture *fixture, const char *kind)
{
  g_autoptr (GError) error = NULL;
  DwMbtiles *file;

  make (kind, fixture->path);
  file = dw_mbtiles_open (fixture->path, &error);
  g_assert_no_error (error);
  return file;
}

static gboolean
holds (GBytes *bytes, const char *words)
{
  gsize length, n = strlen (words);
  const char *data = g_bytes_get_data (bytes, &length);

  for (gsize at = 0; at + n <= length; at++)
    if (memcmp (data + at, words, n) == 0)
      return TRUE;
  return FALSE;
}

/* The picture says in its text chunk which tile it is. */
static void
assert_tile (DwMbtiles *file, int zoom, int x, int y)
{
  g_autofree char *words = g_strdup_printf ("%d/%d/%d", zoom, x, y);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dw_mbtiles_read_tile (file, zoom, x, y, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  g_assert_true (holds (bytes, words));
}

static void
assert_no_tile (DwMbtiles *file, int zoom, int x, int y)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dw_mbtiles_read_tile (file, zoom, x, y, &error));
  g_assert_no_error (error);
}

/* The tiles at 117.65 E, 39.02 N by any calculator of web map tiles: row 391 of zoom 10 lies between 39.10 N and 38.83 N. */
static const int middles[][3] = { { 6, 52, 24 }, { 7, 105, 48 }, { 8, 211, 97 }, { 9, 423, 195 }, { 10, 846, 391 } };

static void
test_good (Fixture *fixture, gconstpointer kind)
{
  g_autoptr (DwMbtiles) file = open_kind (fixture, kind);

  for (guint i = 0; i < G_N_ELEMENTS (middles); i++)
    for (int dx = -1; dx <= 1; dx++)
      for (int dy = -1; dy <= 1; dy++)
        assert_tile (file, middles[i][0], middles[i][1] + dx, middles[i][2] + dy);
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwMbtiles) file = open_kind (fixture, "good");
  const DwMapFacts *facts = dw_mbtiles_get_facts (file);

  g_assert_cmpstr (facts->name, ==, "Bohai coast");
  g_assert_cmpstr (facts->format, ==, "png");
  g_assert_cmpstr (facts->attribution, ==, "© Survey & Co");
  g_assert_cmpint (facts->min_zoom, ==, 6);
  g_assert_cmpint (facts->max_zoom, ==, 10);
  g_assert_true (facts->has_bounds);
  g_assert_cmpfloat (facts->bounds.west, ==, 116);
  g_assert_cmpfloat (facts->bounds.south, ==, 38);
  g_assert_cmpfloat (facts->bounds.east, ==, 119);
  g_assert_cmpfloat (facts->bounds.north, ==, 40);
}

/* What a file does not say is looked at. */
static void
test_bare_facts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwMbtiles) file = open_kind (fixture, "bare-facts");
  const DwMapFacts *facts = dw_mbtiles_get_facts (file);

  g_assert_cmpstr (facts->name, ==, "map.mbtiles");
  g_assert_cmpstr (facts->format, ==, "png");
  g_assert_cmpstr (facts->attribution, ==, "");
  g_assert_cmpint (facts->min_zoom, ==, 6);
  g_assert_cmpint (facts->max_zoom, ==, 10);
  g_assert_false (facts->has_bounds);
}

static void
test_long_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwMbtiles) file = open_kind (fixture, "long-words");
  const DwMapFacts *facts = dw_mbtiles_get_facts (file);

  g_assert_cmpint (g_utf8_strlen (facts->name, -1), ==, 200);
  g_assert_cmpint (g_utf8_strlen (facts->attribution, -1), ==, 500);
  g_assert_true (g_str_has_prefix (facts->attribution, "a b c长长"));
}

static void
test_formats (Fixture *fixture, gconstpointer data)
{
  static const char *const kinds[][2] = { { "jpg", "jpg" }, { "webp", "webp" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (DwMbtiles) file = open_kind (fixture, kinds[i][0]);

      g_assert_cmpstr (dw_mbtiles_get_facts (file)->format, ==, kinds[i][1]);
      g_remove (fixture->path);
    }
}

static void
test_outside (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    int zoom, x, y;
  } cases[] = {
    { "far from the file's tiles", 10, 0, 0 },
    { "the row counted from the wrong end", 10, 846, 632 },
    { "above its zoom levels", 11, 1692, 780 },
    { "below them", 5, 26, 12 },
    { "no zoom level", -1, 0, 0 },
    { "a zoom level of no map", 25, 0, 0 },
    { "a zoom level that no shift can make", 40, 0, 0 },
    { "west of the world", 6, -1, 24 },
    { "east of the world", 6, 64, 24 },
    { "north of the world", 6, 52, -1 },
    { "south of the world", 6, 52, 64 },
    { "the largest numbers", 24, G_MAXINT, G_MAXINT },
  };
  g_autoptr (DwMbtiles) file = open_kind (fixture, "good");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].sentence);
      assert_no_tile (file, cases[i].zoom, cases[i].x, cases[i].y);
    }
}

/* --- what is refused as a whole --- */

typedef enum {
  OF_IO,
  OF_STORE,
} Domain;

static const struct
{
  const char *kind;
  Domain domain;
  int code;
  const char *words;
} refused[] = {
  { "vector", OF_IO, G_IO_ERROR_NOT_SUPPORTED, "vector tiles (pbf); only pictures" },
  { "vector-unsaid", OF_IO, G_IO_ERROR_NOT_SUPPORTED, "vector tiles" },
  { "strange-format", OF_IO, G_IO_ERROR_NOT_SUPPORTED, "“tiff”" },
  { "no-tiles", OF_IO, G_IO_ERROR_INVALID_DATA, "no table “tiles”" },
  { "no-metadata", OF_IO, G_IO_ERROR_INVALID_DATA, "no table “metadata”" },
  { "no-rows", OF_IO, G_IO_ERROR_INVALID_DATA, "there is no tile" },
  { "zoom-text", OF_IO, G_IO_ERROR_INVALID_DATA, "minzoom is “low”" },
  { "zoom-far", OF_IO, G_IO_ERROR_INVALID_DATA, "maxzoom is “99”" },
  { "zoom-half", OF_IO, G_IO_ERROR_INVALID_DATA, "minzoom is “6.5”" },
  { "zoom-swapped", OF_IO, G_IO_ERROR_INVALID_DATA, "minzoom 10 is above its maxzoom 6" },
  { "zoom-negative", OF_IO, G_IO_ERROR_INVALID_DATA, "zoom level -3" },
  { "bounds-three", OF_IO, G_IO_ERROR_INVALID_DATA, "“116,38,119”" },
  { "bounds-text", OF_IO, G_IO_ERROR_INVALID_DATA, "“a,b,c,d”" },
  { "bounds-swapped", OF_IO, G_IO_ERROR_INVALID_DATA, "bounds" },
  { "bounds-beyond", OF_IO, G_IO_ERROR_INVALID_DATA, "bounds" },
  { "endless", OF_IO, G_IO_ERROR_TIMED_OUT, "takes too long" },
  { "wal", OF_IO, G_IO_ERROR_BUSY, "-wal lies beside it" },
  { "not-sqlite", OF_IO, G_IO_ERROR_INVALID_DATA, "not an MBTiles file" },
  { "empty", OF_IO, G_IO_ERROR_INVALID_DATA, "not an MBTiles file" },
  { "head-only", OF_STORE, DW_STORE_ERROR_DAMAGED, "damaged" },
  { "cut", OF_STORE, DW_STORE_ERROR_DAMAGED, "damaged" },
};

/* All in one run of the maker. */
static void
make_refused (const char *dir)
{
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "tools", "make-mbtiles.py", NULL);
  g_autoptr (GSubprocess) child = NULL;
  g_auto (GStrv) words = NULL;

  g_strv_builder_add_many (command, "python3", script, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *name = g_strconcat (refused[i].kind, ".mbtiles", NULL), *path = g_build_filename (dir, name, NULL);

      g_strv_builder_add_many (command, refused[i].kind, path, NULL);
    }
  words = g_strv_builder_end (command);
  child = g_subprocess_newv ((const char *const *)words, G_SUBPROCESS_FLAGS_NONE, NULL);
  g_assert_true (g_subprocess_wait_check (child, NULL, NULL));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  make_refused (fixture->dir);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *name = g_strconcat (refused[i].kind, ".mbtiles", NULL), *path = g_build_filename (fixture->dir, name, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i].kind);
      g_assert_null (dw_mbtiles_open (path, &error));
      g_assert_error (error, (refused[i].domain == OF_IO ? G_IO_ERROR : DW_STORE_ERROR), refused[i].code);
      g_assert_nonnull (strstr (error->message, refused[i].words));
      g_assert_nonnull (strstr (error->message, name));
    }
}

static void
test_not_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) missing = NULL, folder = NULL;

  g_assert_null (dw_mbtiles_open (fixture->path, &missing));
  g_assert_error (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (missing->message, "map.mbtiles"));
  g_assert_null (dw_mbtiles_open (fixture->dir, &folder));
  g_assert_error (folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* --- what fails alone --- */

static void
assert_tile_fails (DwMbtiles *file, int zoom, int x, int y, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dw_mbtiles_read_tile (file, zoom, x, y, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, "map.mbtiles"));
}

static void
test_damaged_tile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwMbtiles) file = open_kind (fixture, "damaged");

  for (int round = 0; round < 2; round++)
    {
      assert_tile_fails (file, 10, 846, 391, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED);
      assert_tile (file, 10, 845, 391);
      assert_tile (file, 9, 423, 195);
    }
}

static void
test_large_tile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwMbtiles) file = open_kind (fixture, "large");

  assert_tile (file, 0, 0, 0);
  assert_tile_fails (file, 1, 0, 0, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  assert_tile (file, 0, 0, 0);
}

/* Rows are turned by the maker: y 0 of the web is row 1 of the file at zoom 1. */
static void
test_other_kinds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwMbtiles) file = open_kind (fixture, "other-kinds");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) nothing = NULL;

  assert_tile (file, 0, 0, 0);
  assert_tile_fails (file, 1, 0, 0, G_IO_ERROR, G_IO_ERROR_INVALID_DATA); /* text */
  assert_tile_fails (file, 1, 1, 0, G_IO_ERROR, G_IO_ERROR_INVALID_DATA); /* a number */
  assert_tile_fails (file, 1, 0, 1, G_IO_ERROR, G_IO_ERROR_INVALID_DATA); /* NULL */
  nothing = dw_mbtiles_read_tile (file, 1, 1, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);
}

/* The last page of the picture lies beyond 4 GiB; the file itself is mostly a hole. */
static void
test_far (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwMbtiles) file = open_kind (fixture, "far");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dw_mbtiles_read_tile (file, 10, 846, 391, &error);
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, G_GINT64_CONSTANT (4294967296));
  g_assert_cmpmem ((const char *)g_bytes_get_data (bytes, NULL) + g_bytes_get_size (bytes) - 4, 4, "LAST", 4);
}

/* --- it stays as it is --- */

static guint
count_files (const char *dir)
{
  g_autoptr (GDir) files = g_dir_open (dir, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (files) != NULL)
    n++;
  return n;
}

static char *
get_hash (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)bytes, length);
}

/* A file in WAL mode is where SQLite, left alone, makes -wal and -shm. */
static void
test_untouched (Fixture *fixture, gconstpointer data)
{
  static const char *const kinds[] = { "good", "view", "wal-closed", "damaged" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      DwMbtiles *file = open_kind (fixture, kinds[i]);
      g_autofree char *before = get_hash (fixture->path), *after = NULL;

      assert_tile (file, 9, 423, 195);
      g_assert_cmpuint (count_files (fixture->dir), ==, 1);
      dw_mbtiles_unref (file);
      g_assert_cmpuint (count_files (fixture->dir), ==, 1);
      after = get_hash (fixture->path);
      g_assert_cmpstr (before, ==, after);
      g_remove (fixture->path);
    }
}

/* A folder that may not be written, as a DVD: run by root the mode says nothing, so the proof there is only that it opens. */
static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DwMbtiles *file;

  make ("wal-closed", fixture->path);
  g_assert_cmpint (g_chmod (fixture->path, 0400), ==, 0);
  g_assert_cmpint (g_chmod (fixture->dir, 0500), ==, 0);
  file = dw_mbtiles_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dw_mbtiles_get_facts (file)->name, ==, "Closed");
  dw_mbtiles_unref (file);
  g_assert_cmpint (g_chmod (fixture->dir, 0700), ==, 0);
}

/* The file is cut while it is open: that tile fails, the program does not. */
static void
test_cut_while_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwMbtiles) file = open_kind (fixture, "good");
  guint failed = 0;

  g_assert_cmpint (truncate (fixture->path, 8192), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (middles); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = dw_mbtiles_read_tile (file, middles[i][0], middles[i][1], middles[i][2], &error);

      failed += error != NULL;
      g_assert_true (bytes == NULL || error == NULL);
    }
  g_assert_cmpuint (failed, >, 0);
}

static gpointer
read_many_cb (gpointer data)
{
  for (guint round = 0; round < 50; round++)
    assert_tile (data, middles[round % 5][0], middles[round % 5][1], middles[round % 5][2]);
  return NULL;
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwMbtiles) file = open_kind (fixture, "good");
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_many_cb, file);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, function) g_test_add ("/mbtiles/" path, Fixture, data, set_up, function, tear_down)
  ADD ("tables", "good", test_good);
  ADD ("views", "view", test_good);
  ADD ("facts", NULL, test_facts);
  ADD ("facts-not-said", NULL, test_bare_facts);
  ADD ("long-words", NULL, test_long_words);
  ADD ("formats", NULL, test_formats);
  ADD ("outside", NULL, test_outside);
  ADD ("refused", NULL, test_refused);
  ADD ("not-there", NULL, test_not_there);
  ADD ("damaged-tile", NULL, test_damaged_tile);
  ADD ("large-tile", NULL, test_large_tile);
  ADD ("other-kinds", NULL, test_other_kinds);
  ADD ("beyond-4-gib", NULL, test_far);
  ADD ("untouched", NULL, test_untouched);
  ADD ("read-only-folder", NULL, test_read_only_folder);
  ADD ("cut-while-open", NULL, test_cut_while_open);
  ADD ("threads", NULL, test_threads);
#undef ADD
  return g_test_run ();
}
