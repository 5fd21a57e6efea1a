// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: files that are no database, that are cut, overwritten or empty are told as damage (or as what they are), never a crash and never silently a new start ·
// the folder is free again afterwards.

#include "dw-store-fixture.h"

typedef struct
{
  const char *what;
  void (*damage) (GByteArray *bytes);
  DwStoreError code;
} Case;

static void
overwrite_header (GByteArray *bytes)
{
  memset (bytes->data, 'x', 100);
}

static void
overwrite_all (GByteArray *bytes)
{
  for (guint i = 0; i < bytes->len; i++)
    bytes->data[i] = (guint8)g_test_rand_int ();
}

static void
cut_in_half (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, bytes->len / 2 / 4096 * 4096);
}

static void
cut_behind_header (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, 100);
}

static void
wipe_page_two (GByteArray *bytes)
{
  memset (bytes->data + 4096, 0, 4096);
}

static void
scribble_everywhere (GByteArray *bytes)
{
  for (guint at = 4096; at + 16 < bytes->len; at += 4096)
    memset (bytes->data + at, 0xff, 16);
}

static void
become_a_letter (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *)"Dear Sir or Madam", 17);
}

static const Case CASES[] = {
  { "header overwritten", overwrite_header, DW_STORE_ERROR_DAMAGED },
  { "random bytes", overwrite_all, DW_STORE_ERROR_DAMAGED },
  { "second half missing", cut_in_half, DW_STORE_ERROR_DAMAGED },
  { "only the header left", cut_behind_header, DW_STORE_ERROR_DAMAGED },
  { "a page of zeros", wipe_page_two, DW_STORE_ERROR_DAMAGED },
  { "each page scribbled on", scribble_everywhere, DW_STORE_ERROR_DAMAGED },
  { "a text file", become_a_letter, DW_STORE_ERROR_DAMAGED },
};

static char *
make_folder (void)
{
  char *dir = fixture_folder_new ();
  DwStore *store = fixture_open (dir);

  for (guint n = 0; n < 20; n++)
    fixture_commit (store, fixture_alarm_batch (n, TRUE));
  dw_store_close (store);
  return dir;
}

static void
test_damage (gconstpointer data)
{
  const Case *c = data;
  char *dir = make_folder ();
  gsize length;
  char *content = fixture_read_file (dir, "station.db", &length);
  g_autoptr (GByteArray) bytes = g_byte_array_new_take ((guint8 *)content, length);
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  g_autoptr (GError) error = NULL;

  c->damage (bytes);
  fixture_write_file (dir, "station.db", (const char *)bytes->data, bytes->len);
  g_assert_null (dw_store_open (dir, "test", clock, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, DW_STORE_ERROR, (int)c->code);
  g_assert_nonnull (strstr (error->message, "station.db"));
  g_assert_null (dw_store_who_holds (dir, NULL));
  fixture_folder_remove (dir);
}

static void
test_emptied (void)
{
  char *dir = make_folder ();
  DwStore *store;
  g_autofree char *fault = NULL;

  fixture_write_file (dir, "station.db", "", 0);
  store = fixture_open (dir);
  /* An empty file is a new database to SQLite; the witness of the audit log knows better. */
  fault = dw_store_dup_fault (store);
  g_assert_nonnull (fault);
  dw_store_close (store);
  fixture_folder_remove (dir);
}

static void
test_folder_in_its_place (void)
{
  char *dir = fixture_folder_new ();
  g_autofree char *path = g_build_filename (dir, "station.db", NULL);
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (path, 0700);
  g_assert_null (dw_store_open (dir, "test", clock, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (dw_store_open_read_only (dir, clock, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  fixture_folder_remove (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (CASES[i].what), " ", '-');
      g_autofree char *path = g_strconcat ("/store-damage/is-told/", name, NULL);

      g_test_add_data_func (path, &CASES[i], test_damage);
    }
  g_test_add_func ("/store-damage/an-emptied-file-does-not-pass-for-a-new-one", test_emptied);
  g_test_add_func ("/store-damage/a-folder-in-its-place-is-an-error", test_folder_in_its_place);
  return g_test_run ();
}
