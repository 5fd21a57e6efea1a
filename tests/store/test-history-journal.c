// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: a journal added to, mentioned to, taken back, begun anew, seen by a second reader · a disk that is full refuses the append and keeps what was there · a journal that
// cannot be begun anew goes on, and that is told · another history's journal is left alone, a damaged one is kept under another name (S2-24).

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

#include "dw-history-journal.h"
#include "history-kit.h"

#define OWNER G_GUINT64_CONSTANT (0x1122334455667788)

static GByteArray *
make_bytes (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *)text, (guint)strlen (text));
  return bytes;
}

/* --- the file --- */

typedef struct
{
  char *dir, *path;
  DwHistoryJournal *writer, *reader;
  GString *rows; /* "a|b|" */
  char *lost;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = fixture_folder_new ();
  fixture->path = g_build_filename (fixture->dir, "samples.journal", NULL);
  fixture->writer = dw_history_journal_new (fixture->path);
  fixture->reader = dw_history_journal_new (fixture->path);
  fixture->rows = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  dw_history_journal_free (fixture->reader);
  dw_history_journal_free (fixture->writer);
  g_string_free (fixture->rows, TRUE);
  g_free (fixture->lost);
  g_free (fixture->path);
  fixture_folder_remove (fixture->dir);
}

static void
renew (Fixture *fixture, const char *first, ...)
{
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify)g_byte_array_unref);
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, first);
  for (const char *text = first; text != NULL; text = va_arg (args, const char *))
    g_ptr_array_add (frames, make_bytes (text));
  va_end (args);
  dw_history_journal_renew (fixture->writer, &(DwHistoryJournalHead){ OWNER, 5 }, frames, &error);
  g_assert_no_error (error);
}

static gboolean
add (Fixture *fixture, const char *text, GError **error)
{
  g_autoptr (GByteArray) bytes = make_bytes (text);

  return dw_history_journal_add (fixture->writer, bytes, error);
}

static void
begin_cb (const DwHistoryJournalHead *head, gpointer data)
{
  g_assert_true (head->owner == OWNER && head->seals == 5);
}

static void
row_cb (const guint8 *records, gsize length, gpointer data)
{
  Fixture *fixture = data;

  g_string_append_len (fixture->rows, (const char *)records, (gssize)length);
  g_string_append_c (fixture->rows, '|');
}

static void
lost_cb (const char *problem, gpointer data)
{
  Fixture *fixture = data;

  g_free (fixture->lost);
  fixture->lost = g_strdup (problem);
}

static void
assert_rows (Fixture *fixture, guint64 owner, const char *rows, const char *lost)
{
  const DwHistoryJournalReader reader = { begin_cb, row_cb, lost_cb };
  g_autoptr (GError) error = NULL;

  g_string_truncate (fixture->rows, 0);
  g_clear_pointer (&fixture->lost, g_free);
  dw_history_journal_load (fixture->reader, &error);
  g_assert_no_error (error);
  dw_history_journal_walk (fixture->reader, owner, &reader, fixture);
  g_assert_cmpstr (fixture->rows->str, ==, rows);
  g_assert_cmpstr (fixture->lost, ==, lost);
}

static void
test_life (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) mentioned = make_bytes ("said by the way");

  g_assert_false (dw_history_journal_has_changed (fixture->reader));
  assert_rows (fixture, OWNER, "", NULL);
  renew (fixture, "open", "hours", NULL);
  g_assert_true (dw_history_journal_has_changed (fixture->reader));
  assert_rows (fixture, OWNER, "open|hours|", NULL);
  g_assert_false (dw_history_journal_has_changed (fixture->reader));
  g_assert_true (add (fixture, "tick 1", NULL));
  g_assert_true (dw_history_journal_has_changed (fixture->reader));
  g_assert_true (add (fixture, "tick 2, a longer one", NULL));
  dw_history_journal_undo (fixture->writer);
  assert_rows (fixture, OWNER, "open|hours|tick 1|", NULL);
  g_assert_true (add (fixture, "t", NULL));
  dw_history_journal_mention (fixture->writer, mentioned);
  assert_rows (fixture, OWNER, "open|hours|tick 1|t|said by the way|", NULL);
  renew (fixture, NULL);
  g_assert_true (dw_history_journal_has_changed (fixture->reader));
  g_assert_true (add (fixture, "new", NULL));
  assert_rows (fixture, OWNER, "new|", NULL);
  g_clear_pointer (&fixture->writer, dw_history_journal_free);
  assert_rows (fixture, OWNER, "new|", NULL);
}

/* More than the room that is made at once, in frames of all sizes. */
static void
test_room (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) expected = g_string_new (NULL);

  renew (fixture, NULL);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = g_strnfill (1 + i * i * 20, (char)('a' + i % 26));

      g_assert_true (add (fixture, text, NULL));
      g_string_append_printf (expected, "%s|", text);
    }
  assert_rows (fixture, OWNER, expected->str, NULL);
}

/* A second writer that was killed leaves no end: this one is only forgotten. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = g_strconcat (fixture->path, ".damaged", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  renew (fixture, "one", "two", "three", NULL);
  g_clear_pointer (&fixture->writer, dw_history_journal_free);
  assert_rows (fixture, OWNER + 1, "", "the journal belongs to another history");
  bytes = fixture_read_file (fixture->dir, "samples.journal", &length);
  bytes[DW_HISTORY_JOURNAL_HEAD_BYTES + 24 + 16] ^= 1;
  fixture_write_file (fixture->dir, "samples.journal", bytes, length);
  assert_rows (fixture, OWNER, "one|three|", "a row of the journal is damaged; what was open then ends before it");
  fixture->writer = dw_history_journal_new (fixture->path);
  for (guint i = 0; i < 2; i++)
    {
      dw_history_journal_keep_damaged (fixture->writer);
      g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
    }
  renew (fixture, "one", NULL);
  assert_rows (fixture, OWNER, "one|", NULL);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  bytes[0] ^= 1;
  fixture_write_file (fixture->dir, "samples.journal", bytes, length);
  assert_rows (fixture, OWNER, "one|three|", "a row of the journal is damaged; what was open then ends before it");
}

/* --- a full disk: no file may grow beyond so much --- */

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (300000, 'x');
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify)g_byte_array_unref);
  g_autoptr (GError) error = NULL;

  renew (fixture, "open", NULL);
  limit_files (280000);
  g_assert_false (add (fixture, large, &error));
  g_assert_nonnull (strstr (error->message, "samples.journal"));
  g_assert_true (add (fixture, "small", NULL));
  g_ptr_array_add (frames, make_bytes (large));
  g_assert_false (dw_history_journal_renew (fixture->writer, &(DwHistoryJournalHead){ OWNER, 5 }, frames, NULL));
  g_assert_true (add (fixture, "still here", NULL));
  limit_files (RLIM_INFINITY);
  g_assert_true (add (fixture, "and on", NULL));
  assert_rows (fixture, OWNER, "open|small|still here|and on|", NULL);
}

/* --- a whole history on it --- */

static gboolean
append_hours (DwHistory *history, gint64 from_ms, guint n, GError **error)
{
  g_autoptr (GPtrArray) reports = kit_reports_new ();

  for (guint i = 0; i < n; i++)
    {
      DwReport *report = kit_report_new (1, from_ms + i * 60000, 1);

      kit_report_set (report, 0, i, 1, DW_QUALITY_GOOD);
      g_ptr_array_add (reports, report);
    }
  return dw_history_append (history, reports, 0, error);
}

static guint
count_samples (DwHistory *history)
{
  g_autoptr (DwSamples) samples = dw_history_read_samples (history, 1, "c0", 0, G_MAXINT64, NULL, NULL);

  return samples->n;
}

static DwHistory *
open_one_column (const char *dir)
{
  const DwHistoryColumn column = { "c0", 1, 60000 };
  DwHistory *history = kit_open (dir, DW_HISTORY_WRITE);

  g_assert_true (dw_history_set_columns (history, 1, &column, 1, NULL));
  return history;
}

/* Room for the journal's frame, none for the chunks of the hours that end with it: the batch is taken back as a whole, and comes again when there is room. */
static void
test_seal_fails (Fixture *fixture, gconstpointer data)
{
  DwHistory *history = open_one_column (fixture->dir), *beside;
  g_autoptr (GError) error = NULL;

  g_assert_true (append_hours (history, KIT_HOUR_MS, 10, NULL));
  limit_files (16000);
  g_assert_false (append_hours (history, KIT_HOUR_MS + 600000, 120, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "samples.db"));
  g_assert_cmpuint (count_samples (history), ==, 10);
  limit_files (RLIM_INFINITY);
  beside = kit_open (fixture->dir, DW_HISTORY_READ);
  g_assert_cmpuint (count_samples (beside), ==, 10);
  g_assert_true (append_hours (history, KIT_HOUR_MS + 600000, 120, NULL));
  g_assert_cmpuint (count_samples (history), ==, 130);
  g_assert_cmpuint (count_samples (beside), ==, 130);
  kit_check_verified (history);
  dw_history_close (beside);
  dw_history_close (history);
}

/* The journal is begun anew when most of it is sealed: it stays small however long the station works. */
static void
test_stays_small (Fixture *fixture, gconstpointer data)
{
  DwHistory *history = open_one_column (fixture->dir), *beside = kit_open (fixture->dir, DW_HISTORY_READ);
  g_autofree char *path = g_build_filename (fixture->dir, "history", "samples.journal", NULL);
  GStatBuf info;

  for (guint hour = 0; hour < 1500; hour++)
    {
      g_assert_true (append_hours (history, hour * KIT_HOUR_MS, 60, NULL));
      if (hour % 100 == 0)
        g_assert_cmpuint (count_samples (beside), ==, (hour + 1) * 60);
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_size, <=, 1024 * 1024);
    }
  kit_check_verified (beside);
  dw_history_close (history);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_size, <=, 300 * 1024);
  g_assert_cmpuint (count_samples (beside), ==, 1500 * 60);
  dw_history_close (beside);
}

static char *
block_new_journal (const Fixture *fixture)
{
  char *path = g_build_filename (fixture->dir, "history", "samples.journal.new", NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  return path;
}

/* A folder stands where the next journal would be written: the old one goes on, everything is kept, and it is told as damage, which a station shows as a fault. When the way is
 * free again the journal is begun anew. */
static void
test_not_begun_anew (Fixture *fixture, gconstpointer data)
{
  DwHistory *history = open_one_column (fixture->dir), *beside = kit_open (fixture->dir, DW_HISTORY_READ);
  g_autofree char *path = g_build_filename (fixture->dir, "history", "samples.journal", NULL), *block = block_new_journal (fixture), *damage = NULL;
  guint n = 0;
  GStatBuf info;

  for (; damage == NULL; n += 6000)
    {
      g_assert_cmpuint (n, <, 50 * 6000);
      g_assert_true (append_hours (history, n * KIT_MINUTE_MS, 6000, NULL));
      damage = dw_history_dup_damage (history);
    }
  g_assert_nonnull (strstr (damage, "samples.journal"));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 300 * 1024);
  g_assert_true (append_hours (history, n * KIT_MINUTE_MS, 60, NULL));
  g_assert_cmpuint (count_samples (history), ==, n + 60);
  g_assert_cmpuint (count_samples (beside), ==, n + 60);
  g_assert_cmpint (g_rmdir (block), ==, 0);
  g_assert_true (append_hours (history, n * KIT_MINUTE_MS + KIT_HOUR_MS, 61, NULL));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_size, <=, 300 * 1024);
  g_assert_cmpuint (count_samples (beside), ==, n + 121);
  kit_check_verified (beside);
  dw_history_close (beside);
  dw_history_close (history);
}

/* Opening for writing begins the journal anew, too: where that cannot be it says so and changes nothing. */
static void
test_not_opened (Fixture *fixture, gconstpointer data)
{
  DwHistory *history = open_one_column (fixture->dir);
  g_autoptr (GError) error = NULL;
  g_autofree char *block = NULL;

  g_assert_true (append_hours (history, KIT_HOUR_MS, 70, NULL));
  dw_history_close (history);
  block = block_new_journal (fixture);
  g_assert_null (dw_history_open (fixture->dir, DW_HISTORY_WRITE, NULL, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "samples.journal"));
  history = kit_open (fixture->dir, DW_HISTORY_READ);
  g_assert_cmpuint (count_samples (history), ==, 70);
  dw_history_close (history);
  g_assert_cmpint (g_rmdir (block), ==, 0);
  history = open_one_column (fixture->dir);
  g_assert_cmpuint (count_samples (history), ==, 70);
  dw_history_close (history);
}

/* Copied without its database, or beside another one: nothing of it is taken, and it is kept. */
static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  char *other = fixture_folder_new ();
  g_autofree char *mine = g_build_filename (fixture->dir, "history", NULL), *theirs = g_build_filename (other, "history", NULL), *bytes = NULL, *damage = NULL, *kept = NULL;
  DwHistory *history = open_one_column (fixture->dir);
  gsize length;

  g_assert_true (append_hours (history, KIT_HOUR_MS, 10, NULL));
  dw_history_close (history);
  dw_history_close (open_one_column (other));
  bytes = fixture_read_file (mine, "samples.journal", &length);
  fixture_write_file (theirs, "samples.journal", bytes, length);
  history = open_one_column (other);
  g_assert_cmpuint (count_samples (history), ==, 0);
  damage = dw_history_dup_damage (history);
  g_assert_cmpstr (damage, ==, "the journal belongs to another history");
  kept = g_build_filename (theirs, "samples.journal.damaged", NULL);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_true (append_hours (history, KIT_HOUR_MS, 10, NULL));
  dw_history_close (history);
  fixture_folder_remove (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/history-journal/added-undone-begun-anew", Fixture, NULL, set_up, test_life, tear_down);
  g_test_add ("/history-journal/grows", Fixture, NULL, set_up, test_room, tear_down);
  g_test_add ("/history-journal/damaged-is-kept", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/history-journal/full-disk-refuses-and-loses-nothing", Fixture, NULL, set_up, test_full, tear_down);
  g_test_add ("/history-journal/hour-that-cannot-be-sealed-takes-the-batch-back", Fixture, NULL, set_up, test_seal_fails, tear_down);
  g_test_add ("/history-journal/stays-small", Fixture, NULL, set_up, test_stays_small, tear_down);
  g_test_add ("/history-journal/that-cannot-be-begun-anew-is-told", Fixture, NULL, set_up, test_not_begun_anew, tear_down);
  g_test_add ("/history-journal/that-cannot-be-begun-anew-is-not-opened", Fixture, NULL, set_up, test_not_opened, tear_down);
  g_test_add ("/history-journal/of-another-history-is-left-alone", Fixture, NULL, set_up, test_foreign, tear_down);
  return g_test_run ();
}
