// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: a byte changed in each kind of row and anywhere in the file · then no answer has a sample that never was, what cannot be told is refused as damage, and whenever
// something is missing the check says so and names device and hour; everything else stays readable · a cut file · a file that is no database is put aside · a file of a
// newer version is refused and stays as it is (S2-24).

#include <math.h>

#include <sqlite3.h>

#include "history-ticks.h"

#define N_TICKS 1600
#define N_FLIPS 12
#define N_FILE_FLIPS 60

typedef struct
{
  char *dir;    /* the folder of the history's file */
  char *parent; /* what is opened */
  KitModel *model;
} Fixture;

/* Whole days and an open tail. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  DwHistory *history;

  fixture->parent = fixture_folder_new ();
  fixture->dir = g_build_filename (fixture->parent, "history", NULL);
  history = kit_open (fixture->parent, DW_HISTORY_WRITE);
  ticks_set_columns (history);
  for (guint k = 0; k < N_TICKS; k += TICKS_STRETCH)
    {
      g_autoptr (GPtrArray) all = kit_reports_new ();

      for (guint i = k; i < k + TICKS_STRETCH; i++)
        g_ptr_array_extend_and_steal (all, ticks_make (i));
      g_assert_true (dw_history_append_every (history, all, ticks_get_period (k), 0, NULL));
    }
  dw_history_close (history);
  fixture->model = ticks_model_new (N_TICKS);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  kit_model_free (fixture->model);
  g_free (fixture->dir);
  fixture_folder_remove (fixture->parent);
}

/* --- what must hold whatever was damaged --- */

typedef struct
{
  guint n_missing; /* samples that should be there and are not */
  guint n_refused; /* questions that were refused */
} Judgement;

static const KitSample *
find_sample (const GArray *samples, gint64 time_ms)
{
  for (guint i = 0; i < samples->len; i++)
    if (g_array_index (samples, KitSample, i).time_ms == time_ms)
      return &g_array_index (samples, KitSample, i);
  return NULL;
}

static guint
count_between (const GArray *samples, gint64 from_ms, gint64 to_ms)
{
  guint n = 0;

  for (guint i = 0; i < samples->len; i++)
    n += g_array_index (samples, KitSample, i).time_ms >= from_ms && g_array_index (samples, KitSample, i).time_ms < to_ms;
  return n;
}

/* Never a sample that was not appended. */
static void
judge_hour (DwHistory *history, KitModel *model, gint64 device_id, const char *name, gint64 hour_ms, Judgement *judgement)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwSamples) samples = dw_history_read_samples (history, device_id, name, hour_ms, hour_ms + KIT_HOUR_MS, NULL, &error);
  const GArray *expected = kit_model_get (model, device_id, name);

  if (samples == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == DW_STORE_ERROR);
      judgement->n_refused++;
      return;
    }
  for (guint i = 0; i < samples->n; i++)
    {
      const KitSample *sample = find_sample (expected, samples->times_ms[i]);

      g_assert_nonnull (sample);
      g_assert_cmpuint (samples->qualities[i], ==, sample->quality);
      g_assert_cmpint (llround (samples->values[i] * 10), ==, sample->number);
    }
  judgement->n_missing += count_between (expected, hour_ms, hour_ms + KIT_HOUR_MS) - samples->n;
}

/* Buckets are right or refused; where samples are missing they may miss the same. */
static void
judge_buckets (DwHistory *history, KitModel *model, gint64 device_id, const char *name, Judgement *judgement)
{
  const gint64 edges[] = { TICKS_START_MS, TICKS_START_MS + KIT_HOUR_MS, TICKS_START_MS + 20 * KIT_HOUR_MS + 90000, TICKS_START_MS + N_TICKS * TICKS_PERIOD_MS };
  g_autoptr (GError) error = NULL;
  g_autoptr (DwBuckets) buckets = dw_history_read_buckets (history, device_id, name, edges, 3, NULL, &error);

  if (buckets == NULL)
    {
      g_assert_true (error->domain == DW_STORE_ERROR);
      judgement->n_refused++;
    }
  else if (judgement->n_missing == 0 && judgement->n_refused == 0)
    kit_check_buckets (history, model, device_id, name, edges, 3);
}

static Judgement
judge (DwHistory *history, KitModel *model)
{
  static const char *const names[] = { "c0", "c1", "c2" };
  Judgement judgement = { 0 };

  for (gint64 device_id = 1; device_id <= TICKS_N_DEVICES; device_id++)
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      {
        for (gint64 hour = -3; hour <= N_TICKS / 60; hour++)
          judge_hour (history, model, device_id, names[i], TICKS_START_MS + hour * KIT_HOUR_MS, &judgement);
        judge_buckets (history, model, device_id, names[i], &judgement);
      }
  return judgement;
}

/* What is missing or refused is found. */
static guint
check_found (DwHistory *history, const Judgement *judgement)
{
  g_autoptr (GError) error = NULL;
  gint64 checked = 0;
  g_autoptr (GArray) findings = dw_history_verify (history, &checked, NULL, &error);

  if (findings == NULL)
    {
      g_assert_nonnull (error);
      return 1;
    }
  for (guint i = 0; i < findings->len && i < 3; i++)
    g_test_message ("%s", g_array_index (findings, DwHistoryFinding, i).problem);
  if (judgement->n_missing > 0 || judgement->n_refused > 0)
    g_assert_cmpuint (findings->len, >, 0);
  return findings->len;
}

/* --- a byte of a row --- */

typedef struct
{
  sqlite3 *handle;
  gint64 id;
  guint8 *bytes;
  int length;
} Row;

static sqlite3_stmt *
prepare (Row *row, const char *format, const char *table)
{
  g_autofree char *sql = g_strdup_printf (format, table);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (row->handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  return stmt;
}

/* FALSE when the table has no row. */
static gboolean
pick_row (const Fixture *fixture, const char *table, Row *row)
{
  g_autofree char *path = g_build_filename (fixture->dir, "samples.db", NULL);
  sqlite3_stmt *stmt;
  gboolean found;

  g_assert_cmpint (sqlite3_open (path, &row->handle), ==, SQLITE_OK);
  stmt = prepare (row, "SELECT rowid, data FROM %s ORDER BY random () LIMIT 1", table);
  found = sqlite3_step (stmt) == SQLITE_ROW;
  if (found)
    {
      row->id = sqlite3_column_int64 (stmt, 0);
      row->length = sqlite3_column_bytes (stmt, 1);
      row->bytes = g_memdup2 (sqlite3_column_blob (stmt, 1), (gsize)row->length);
    }
  sqlite3_finalize (stmt);
  return found;
}

static void
write_row (Row *row, const char *table, int flipped)
{
  g_autofree guint8 *bytes = g_memdup2 (row->bytes, (gsize)row->length);
  sqlite3_stmt *stmt = prepare (row, "UPDATE %s SET data = ?2 WHERE rowid = ?1", table);

  if (flipped >= 0)
    bytes[flipped / 8] ^= (guint8)(1 << flipped % 8);
  sqlite3_bind_int64 (stmt, 1, row->id);
  sqlite3_bind_blob (stmt, 2, bytes, row->length, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  sqlite3_finalize (stmt);
}

static void
row_clear (Row *row)
{
  sqlite3_close (row->handle);
  g_free (row->bytes);
}

typedef struct
{
  const char *table;
  gint64 unit_ms; /* what the number in the key counts; the device is in its lower half */
} Table;

static const Table TABLES[] = {
  { "history_chunk", KIT_HOUR_MS },
  { "history_minute_open", KIT_HOUR_MS },
  { "history_minute", KIT_DAY_MS },
  { "history_hour", KIT_DAY_MS },
};

static void
assert_named (const GArray *findings, gint64 device_id, gint64 from_ms, gint64 to_ms)
{
  gboolean named = FALSE;

  for (guint i = 0; i < findings->len; i++)
    {
      const DwHistoryFinding *finding = &g_array_index (findings, DwHistoryFinding, i);

      g_test_message ("device %" G_GINT64_FORMAT ": %s", finding->device_id, finding->problem);
      named = named || (finding->device_id == device_id && finding->from_ms < to_ms && finding->to_ms > from_ms);
      g_assert_cmpstr (finding->problem, !=, "");
    }
  g_assert_true (named);
}

/* Everything of the other devices is readable and right. */
static void
assert_others (DwHistory *history, KitModel *model, gint64 device_id)
{
  for (gint64 other = 1; other <= TICKS_N_DEVICES; other++)
    if (other != device_id)
      kit_check_samples (history, model, other, "c0", 0, G_MAXINT64);
}

static void
test_row (Fixture *fixture, gconstpointer data)
{
  const Table *table = data;

  for (guint round = 0; round < N_FLIPS; round++)
    {
      Row row = { 0 };
      DwHistory *history;
      Judgement judgement;
      g_autoptr (GArray) findings = NULL;
      gint64 device_id;

      g_assert_true (pick_row (fixture, table->table, &row));
      device_id = row.id & G_MAXUINT32;
      write_row (&row, table->table, g_test_rand_int_range (0, row.length * 8));
      history = kit_open (fixture->parent, DW_HISTORY_READ);
      judgement = judge (history, fixture->model);
      /* Only a damaged chunk costs samples, and it is told. */
      if (judgement.n_missing > 0)
        {
          g_autofree char *told = dw_history_dup_damage (history);

          g_assert_cmpstr (table->table, ==, "history_chunk");
          g_assert_nonnull (told);
        }
      findings = dw_history_verify (history, NULL, NULL, NULL);
      g_assert_nonnull (findings);
      assert_named (findings, device_id, (row.id >> 32) * table->unit_ms, ((row.id >> 32) + 1) * table->unit_ms);
      assert_others (history, fixture->model, device_id);
      kit_check_minute_means (history, (DwHistoryChannel[]){ { device_id, "c0" }, { device_id, "c1" } }, 2, (row.id >> 32) * table->unit_ms, (guint)(table->unit_ms / KIT_MINUTE_MS));
      dw_history_close (history);
      write_row (&row, table->table, -1);
      row_clear (&row);
    }
}

/* The journal: what was open may be lost from the damaged frame on, and that is told. */
static void
test_journal (Fixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = fixture_read_file (fixture->dir, "samples.journal", &length);

  for (guint round = 0; round < 4 * N_FLIPS; round++)
    {
      g_autoptr (GError) error = NULL;
      int flipped = g_test_rand_int_range (0, (int)length * 8);
      DwHistory *history;
      Judgement judgement;

      bytes[flipped / 8] ^= (char)(1 << flipped % 8);
      fixture_write_file (fixture->dir, "samples.journal", bytes, length);
      bytes[flipped / 8] ^= (char)(1 << flipped % 8);
      g_test_message ("bit %d of byte %d", flipped % 8, flipped / 8);
      history = dw_history_open (fixture->parent, DW_HISTORY_READ, NULL, &error);
      g_assert_no_error (error);
      judgement = judge (history, fixture->model);
      check_found (history, &judgement);
      dw_history_close (history);
    }
  fixture_write_file (fixture->dir, "samples.journal", bytes, length);
}

/* --- a byte of the file --- */

static void
open_and_judge (const Fixture *fixture, guint *n_told)
{
  g_autofree char *put_aside = NULL;
  g_autoptr (GError) error = NULL;
  DwHistory *history = dw_history_open (fixture->parent, DW_HISTORY_READ, &put_aside, &error);
  Judgement judgement;

  if (history == NULL)
    {
      g_assert_nonnull (error);
      ++*n_told;
      return;
    }
  judgement = judge (history, fixture->model);
  *n_told += check_found (history, &judgement) > 0;
  dw_history_close (history);
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = fixture_read_file (fixture->dir, "samples.db", &length);
  guint n_told = 0;

  for (guint round = 0; round < N_FILE_FLIPS; round++)
    {
      gsize at = (gsize)(g_test_rand_double () * (double)length);
      char bit = (char)(1 << g_test_rand_int_range (0, 8));

      bytes[at] ^= bit;
      fixture_write_file (fixture->dir, "samples.db", bytes, length);
      open_and_judge (fixture, &n_told);
      bytes[at] ^= bit;
    }
  g_test_message ("%u of %d flipped bits were told; the others meant nothing", n_told, N_FILE_FLIPS);
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = fixture_read_file (fixture->dir, "samples.db", &length);

  for (guint part = 1; part < 8; part++)
    {
      gsize cut = length * part / 8;
      guint n_told = 0;

      fixture_write_file (fixture->dir, "samples.db", bytes, part % 2 == 0 ? cut / 4096 * 4096 : cut);
      open_and_judge (fixture, &n_told);
      g_assert_cmpuint (n_told, ==, 1);
    }
}

/* --- what is no history --- */

static const struct
{
  const char *sentence;
  const char *content;
  gsize length;
} NO_HISTORY[] = {
  { "a letter", "Dear Sir or Madam, this is a letter and it is long enough to be read.", 69 },
  { "a few bytes", "abc", 3 },
  { "another header", "SQLite format 2\0and then some more of it that makes no sense whatsoever", 72 },
};

static void
test_put_aside (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (NO_HISTORY); i++)
    {
      g_autofree char *put_aside = NULL;
      g_autofree char *content = NULL;
      g_autofree char *aside = g_build_filename (fixture->dir, "samples.db.damaged", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) reports = ticks_make (0);
      DwHistory *history;
      gsize length;

      g_test_message ("%s", NO_HISTORY[i].sentence);
      fixture_write_file (fixture->dir, "samples.db", NO_HISTORY[i].content, NO_HISTORY[i].length);
      history = dw_history_open (fixture->parent, DW_HISTORY_WRITE, &put_aside, &error);
      g_assert_no_error (error);
      g_assert_nonnull (history);
      g_assert_nonnull (put_aside);
      g_assert_true (g_file_get_contents (aside, &content, &length, NULL));
      g_assert_cmpmem (content, length, NO_HISTORY[i].content, NO_HISTORY[i].length);
      ticks_set_columns (history);
      g_assert_true (dw_history_append (history, reports, 0, &error));
      g_assert_cmpuint (ticks_count (history), ==, 1);
      kit_check_verified (history);
      dw_history_close (history);
    }
}

/* Who only reads does not touch it. */
static void
test_read_no_history (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  fixture_write_file (fixture->dir, "samples.db", NO_HISTORY[0].content, NO_HISTORY[0].length);
  g_assert_null (dw_history_open (fixture->parent, DW_HISTORY_READ, NULL, &error));
  g_assert_nonnull (error);
  content = fixture_read_file (fixture->dir, "samples.db", &length);
  g_assert_cmpmem (content, length, NO_HISTORY[0].content, NO_HISTORY[0].length);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  for (guint mode = 0; mode < 2; mode++)
    {
      g_autofree char *put_aside = NULL;
      g_autoptr (GError) error = NULL;

      fixture_run_sql_on (fixture->dir, "samples.db", "PRAGMA user_version = 9999");
      g_assert_null (dw_history_open (fixture->parent, mode == 0 ? DW_HISTORY_WRITE : DW_HISTORY_READ, &put_aside, &error));
      g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_TOO_NEW);
      g_assert_null (put_aside);
      g_assert_cmpint (fixture_read_number_of (fixture->dir, "samples.db", "PRAGMA user_version"), ==, 9999);
      g_assert_cmpint (fixture_read_number_of (fixture->dir, "samples.db", "SELECT count (*) > 0 FROM history_chunk"), ==, 1);
    }
}

#define ADD(path, data, func) g_test_add ("/history-damage/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (TABLES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/history-damage/a-bit-of-a-row/%s", TABLES[i].table);

      g_test_add (path, Fixture, &TABLES[i], set_up, test_row, tear_down);
    }
  ADD ("a-bit-of-the-journal", NULL, test_journal);
  ADD ("a-bit-of-the-file", NULL, test_file);
  ADD ("a-cut-file", NULL, test_cut);
  ADD ("no-database-is-put-aside", NULL, test_put_aside);
  ADD ("a-reader-leaves-alone-what-is-no-history", NULL, test_read_no_history);
  ADD ("a-newer-version-is-refused", NULL, test_newer);
  return g_test_run ();
}
