// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: what was appended is answered, with gaps and qualities, of one device and span only · more channels later · 500 reports or a second · what is old goes, a step of the
// clock is noted, what lies a day ahead or has no columns is told · a damaged file is put aside · rows of version 1 are taken over · reading only · an alarm does not wait behind samples.

#include <math.h>

#include "dw-history-frame.h"
#include "dw-store-fixture.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

typedef struct
{
  char *dir;
  DwClock *clock;
  DwStore *store;
} Fixture;

static void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = dw_store_open (fixture->dir, "test", fixture->clock, &error);
  g_assert_no_error (error);
}

static void
set_columns (Fixture *fixture, gint64 device_id, guint n_columns)
{
  DwHistoryColumn columns[8] = { { { 0 }, 0, 0 } };

  for (guint i = 0; i < n_columns; i++)
    {
      columns[i] = (DwHistoryColumn){ .digits = 1, .period_ms = 1000 };
      g_snprintf (columns[i].name, sizeof columns[i].name, "c%u", i);
    }
  dw_store_set_history_columns (fixture->store, device_id, columns, n_columns);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = fixture_folder_new ();
  fixture->clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  open_store (fixture);
  for (gint64 id = 1; id <= 3; id++)
    set_columns (fixture, id, 3);
  set_columns (fixture, 7, 3);
  set_columns (fixture, 8, 5);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  dw_store_close (fixture->store);
  dw_clock_unref (fixture->clock);
  fixture_folder_remove (fixture->dir);
}

static DwReport *
make_report (gint64 device_id, gint64 time_ms, guint n_values, double first)
{
  DwReport *report = dw_report_new (device_id, n_values);

  report->time_ms = time_ms;
  for (guint i = 0; i < n_values; i++)
    {
      report->values[i].value = first + i;
      report->values[i].quality = DW_QUALITY_GOOD;
    }
  return report;
}

/* n reports of a device, one a second, ending now. */
static void
append (Fixture *fixture, gint64 device_id, guint n)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (reports, make_report (device_id, dw_clock_wall_ms (fixture->clock) - (n - 1 - i) * 1000, 3, i));
  dw_store_append_reports (fixture->store, reports);
}

static DwHistoryRows *
query (DwStore *store, gint64 device_id, gint64 from_ms, gint64 to_ms)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DwHistoryRows *history;

  dw_store_query_history_async (store, device_id, from_ms, to_ms, NULL, fixture_result_cb, &result);
  fixture_await (&result);
  history = dw_store_query_history_finish (store, result, &error);
  g_assert_no_error (error);
  return history;
}

static void
assert_rows (Fixture *fixture, gint64 device_id, gint64 from_ms, gint64 to_ms, guint n_rows)
{
  g_autoptr (DwHistoryRows) history = query (fixture->store, device_id, from_ms, to_ms);

  g_assert_cmpuint (history->n_rows, ==, n_rows);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);
  DwReport *late = make_report (7, FIXTURE_NOW_MS + 2000, 2, 230.1);
  DwReport *early = make_report (7, FIXTURE_NOW_MS + 1000, 3, -5);
  g_autoptr (DwHistoryRows) history = NULL;

  early->values[1].value = NAN;
  early->values[1].quality = DW_QUALITY_SENSOR_FAULT;
  early->values[2].value = NAN;
  early->values[2].quality = DW_QUALITY_NONE;
  g_ptr_array_add (reports, late);
  g_ptr_array_add (reports, make_report (8, FIXTURE_NOW_MS + 1500, 5, 1));
  g_ptr_array_add (reports, early);
  dw_store_append_reports (fixture->store, reports);
  history = query (fixture->store, 7, 0, 0);
  g_assert_cmpuint (history->n_rows, ==, 2);
  g_assert_cmpuint (history->n_columns, ==, 3);
  g_assert_cmpint (history->times_ms[0], ==, FIXTURE_NOW_MS + 1000);
  g_assert_cmpint (history->times_ms[1], ==, FIXTURE_NOW_MS + 2000);
  g_assert_cmpfloat (history->values[0], ==, -5);
  g_assert_true (isnan (history->values[1]) && isnan (history->values[2]));
  g_assert_cmpuint (history->qualities[0], ==, DW_QUALITY_GOOD);
  g_assert_cmpuint (history->qualities[1], ==, DW_QUALITY_SENSOR_FAULT);
  g_assert_cmpuint (history->qualities[2], ==, DW_QUALITY_NONE);
  g_assert_cmpfloat (history->values[3], ==, 230.1);
  g_assert_cmpfloat (history->values[4], ==, 231.1);
  /* The device had two channels then: the third is a gap. */
  g_assert_true (isnan (history->values[5]));
  g_assert_cmpuint (history->qualities[5], ==, DW_QUALITY_NONE);
}

static void
test_span (Fixture *fixture, gconstpointer data)
{
  append (fixture, 7, 10);
  assert_rows (fixture, 7, 0, 0, 10);
  assert_rows (fixture, 7, FIXTURE_NOW_MS - 2000, 0, 3);
  assert_rows (fixture, 7, FIXTURE_NOW_MS - 2000, FIXTURE_NOW_MS, 2);
  assert_rows (fixture, 7, FIXTURE_NOW_MS + 1, 0, 0);
  assert_rows (fixture, 9, 0, 0, 0);
}

static void
test_many_small_batches (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 600; i++)
    {
      append (fixture, 1 + i % 3, 2);
      dw_clock_advance_ms (fixture->clock, 2000);
    }
  assert_rows (fixture, 3, 0, 0, 400);
  dw_store_close (fixture->store);
  open_store (fixture);
  assert_rows (fixture, 1, 0, 0, 400);
}

static gint64
count_writes_in_file (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "history", NULL);
  gsize length;
  g_autofree char *bytes = fixture_read_file (folder, "samples.journal", &length);
  DwHistoryFrames frames = { .bytes = (const guint8 *)bytes, .length = length, .position = DW_HISTORY_JOURNAL_HEAD_BYTES };
  DwHistoryFrame frame;
  gint64 n = 0;

  while (dw_history_frames_next (&frames, &frame))
    n++;
  return n;
}

static gboolean
fail_cb (gpointer data)
{
  g_error ("nothing was written in time");
  return G_SOURCE_REMOVE;
}

static gboolean
look_again_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* The writer's thread does not wake the main loop: a pulse does. */
static void
test_written_without_being_asked (Fixture *fixture, gconstpointer data)
{
  guint deadline = g_timeout_add_seconds (10, fail_cb, NULL);
  guint pulse = g_timeout_add (10, look_again_cb, NULL);

  append (fixture, 7, 3);
  g_assert_cmpint (count_writes_in_file (fixture), ==, 0);
  while (count_writes_in_file (fixture) < 1)
    g_main_context_iteration (NULL, TRUE);
  /* Five hundred do not wait for the second. */
  append (fixture, 7, 499);
  append (fixture, 7, 1);
  while (count_writes_in_file (fixture) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (pulse);
  g_source_remove (deadline);
}

static void
test_shared_array (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);

  g_ptr_array_add (reports, make_report (7, FIXTURE_NOW_MS, 1, 42));
  dw_store_append_reports (fixture->store, g_ptr_array_ref (reports));
  assert_rows (fixture, 7, 0, 0, 1);
  g_assert_cmpfloat (((DwReport *)reports->pdata[0])->values[0].value, ==, 42);
  dw_store_append_reports (fixture->store, g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free));
}

/* What comes for an hour whose samples were deleted is told, and the sums of the hour stay (S3-58). */
static void
test_too_late (Fixture *fixture, gconstpointer data)
{
  const DwHistoryRetention retention = { .raw_days = 2 };
  g_autoptr (GPtrArray) late = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);
  g_autofree char *before = NULL, *fault = NULL;

  dw_store_set_history_retention (fixture->store, &retention);
  append (fixture, 7, 10);
  assert_rows (fixture, 7, 0, 0, 10);
  dw_clock_advance_ms (fixture->clock, 5 * 24 * HOUR_MS);
  append (fixture, 7, 1);
  assert_rows (fixture, 7, 0, 0, 1);
  before = dw_store_dup_fault (fixture->store);
  g_assert_null (before);
  g_ptr_array_add (late, make_report (7, FIXTURE_NOW_MS + 500, 1, 42));
  dw_store_append_reports (fixture->store, g_steal_pointer (&late));
  assert_rows (fixture, 7, 0, 0, 1);
  fault = dw_store_dup_fault (fixture->store);
  g_assert_nonnull (fault);
  g_assert_nonnull (strstr (fault, "device 7"));
}

/* S3-58: what is older than is kept goes; minutes and hours stay as long as they are kept. */
static void
test_retention (Fixture *fixture, gconstpointer data)
{
  const DwHistoryRetention retention = { .raw_days = 2 };
  const gint64 edges[] = { 0, FIXTURE_NOW_MS + 1 };
  g_autoptr (DwBuckets) buckets = NULL;

  dw_store_set_history_retention (fixture->store, &retention);
  append (fixture, 7, 3000);
  assert_rows (fixture, 7, 0, 0, 3000);
  dw_clock_advance_ms (fixture->clock, 25 * HOUR_MS);
  append (fixture, 7, 1);
  assert_rows (fixture, 7, 0, 0, 3001);
  dw_clock_advance_ms (fixture->clock, 4 * 24 * HOUR_MS);
  append (fixture, 7, 1);
  assert_rows (fixture, 7, 0, 0, 1);
  buckets = dw_history_read_buckets (dw_store_get_history (fixture->store), 7, "c0", edges, 1, NULL, NULL);
  g_assert_cmpint (buckets->buckets[0].count, ==, 3000);
}

static void
test_clock_steps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) steps = NULL;

  append (fixture, 7, 1);
  assert_rows (fixture, 7, 0, 0, 1);
  dw_clock_step_wall_ms (fixture->clock, 5 * HOUR_MS);
  append (fixture, 7, 5);
  assert_rows (fixture, 7, 0, 0, 6);
  dw_clock_step_wall_ms (fixture->clock, -5 * HOUR_MS + 10000);
  append (fixture, 7, 2);
  assert_rows (fixture, 7, 0, 0, 8);
  steps = dw_history_read_clock_steps (dw_store_get_history (fixture->store), 0, G_MAXINT64, NULL);
  g_assert_cmpuint (steps->len, ==, 4);
  g_assert_cmpint (g_array_index (steps, gint64, 1), ==, -5 * HOUR_MS + 10000);
  g_assert_cmpint (g_array_index (steps, gint64, 3), ==, 5 * HOUR_MS);
}

static void
assert_fault (Fixture *fixture, const char *words)
{
  g_autofree char *fault = dw_store_dup_fault (fixture->store);

  if (words == NULL)
    g_assert_null (fault);
  else
    {
      g_assert_nonnull (fault);
      g_assert_nonnull (strstr (fault, words));
    }
}

static void
test_left_out (Fixture *fixture, gconstpointer data)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);

  g_ptr_array_add (reports, make_report (7, FIXTURE_NOW_MS, 3, 1));
  g_ptr_array_add (reports, make_report (7, FIXTURE_NOW_MS + 25 * HOUR_MS, 3, 1));
  dw_store_append_reports (fixture->store, reports);
  assert_rows (fixture, 7, 0, 0, 1);
  assert_fault (fixture, "device 7 are not kept: they lie more than a day in the future");
  append (fixture, 9, 2);
  assert_rows (fixture, 9, 0, 0, 0);
  assert_fault (fixture, "device 9 are not kept: the history does not know its columns");
  append (fixture, 8, 1);
  assert_rows (fixture, 8, 0, 0, 1);
  assert_fault (fixture, NULL);
}

/* Two rows as version 1 of the file kept them: 1 V with a decimal and a sensor that fails, in the order of the channels. */
static void
test_old_rows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "history", NULL);
  g_autoptr (DwHistoryRows) rows = NULL;

  g_clear_pointer (&fixture->store, dw_store_close);
  fixture_run_sql_on (folder, "samples.db",
                      "INSERT INTO sample_row (device_id, time_ms, data) VALUES (9, 1790000000000, x'21FD08000004'), (9, 1790000001000, x'21FE08000004'), (10, 1790000000000, x'1100')");
  open_store (fixture);
  set_columns (fixture, 9, 3);
  rows = query (fixture->store, 9, 0, 0);
  g_assert_cmpuint (rows->n_rows, ==, 2);
  g_assert_cmpfloat (rows->values[0], ==, 230.1);
  g_assert_cmpuint (rows->qualities[1], ==, DW_QUALITY_SENSOR_FAULT);
  g_assert_cmpuint (rows->qualities[2], ==, DW_QUALITY_NONE);
  g_assert_cmpfloat (rows->values[3], ==, 230.2);
  g_assert_cmpint (fixture_read_number_of (folder, "samples.db", "SELECT count(*) FROM sample_row WHERE device_id = 9"), ==, 0);
  /* What makes no sense is given up with a word in the log; the device goes on. */
  g_test_expect_message ("dw-store", G_LOG_LEVEL_MESSAGE, "*samples of device 10 are damaged*");
  set_columns (fixture, 10, 3);
  assert_rows (fixture, 10, 0, 0, 0);
  g_test_assert_expected_messages ();
  append (fixture, 10, 2);
  assert_rows (fixture, 10, 0, 0, 2);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "history", NULL);
  g_autofree char *aside = g_build_filename (folder, "samples.db.damaged", NULL);

  append (fixture, 7, 5);
  g_clear_pointer (&fixture->store, dw_store_close);
  fixture_write_file (folder, "samples.db", "not a database, not at all, but long enough", 43);
  open_store (fixture);
  assert_rows (fixture, 7, 0, 0, 0);
  set_columns (fixture, 7, 3);
  append (fixture, 7, 2);
  assert_rows (fixture, 7, 0, 0, 2);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  DwStore *reader = dw_store_open_read_only (fixture->dir, fixture->clock, NULL);
  g_autoptr (DwHistoryRows) history = NULL;
  g_autoptr (DwHistoryRows) nothing = NULL;
  g_autofree char *folder = g_build_filename (fixture->dir, "history", "samples.db", NULL);

  append (fixture, 7, 4);
  assert_rows (fixture, 7, 0, 0, 4);
  history = query (reader, 7, 0, 0);
  g_assert_cmpuint (history->n_rows, ==, 4);
  /* It writes nothing, and says nothing. */
  dw_store_append_reports (reader, g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free));
  dw_store_close (reader);
  g_clear_pointer (&fixture->store, dw_store_close);
  remove (folder);
  reader = dw_store_open_read_only (fixture->dir, fixture->clock, NULL);
  nothing = query (reader, 7, 0, 0);
  g_assert_cmpuint (nothing->n_rows, ==, 0);
  dw_store_close (reader);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  append (fixture, 7, 1);
  dw_store_query_history_async (fixture->store, 7, 0, 0, cancellable, fixture_result_cb, &result);
  g_cancellable_cancel (cancellable);
  fixture_await (&result);
  g_assert_null (dw_store_query_history_finish (fixture->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_alarm_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < 100; i++)
    set_columns (fixture, 100 + i, 3);
  for (guint i = 0; i < 100; i++)
    append (fixture, 100 + i, 500);
  dw_store_commit_async (fixture->store, fixture_alarm_batch (1, FALSE), NULL, fixture_result_cb, &result);
  fixture_await (&result);
  g_assert_true (dw_store_commit_finish (fixture->store, result, NULL, NULL));
  /* The alarm is on disk while samples that were there before it still wait. */
  g_assert_cmpuint (dw_store_get_queue_length (fixture->store), >, 0);
}

#define ADD(path, func) g_test_add ("/sample-log/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-was-appended-is-answered-with-gaps-and-qualities", test_round_trip);
  ADD ("span-is-half-open-and-of-one-device", test_span);
  ADD ("small-batches-lose-nothing-at-the-end", test_many_small_batches);
  ADD ("a-second-or-500-reports-and-they-are-written", test_written_without_being_asked);
  ADD ("an-array-may-have-other-owners", test_shared_array);
  ADD ("samples-older-than-is-kept-go-and-leave-their-aggregates", test_retention);
  ADD ("steps-of-the-clock-are-noted", test_clock_steps);
  ADD ("what-is-left-out-is-told", test_left_out);
  ADD ("what-comes-too-late-is-told", test_too_late);
  ADD ("rows-of-version-1-are-taken-over", test_old_rows);
  ADD ("a-damaged-file-is-put-aside", test_damaged);
  ADD ("read-only-reads-or-has-nothing", test_read_only);
  ADD ("a-cancelled-question-has-no-answer", test_cancelled);
  ADD ("an-alarm-does-not-wait-behind-samples", test_alarm_first);
  return g_test_run ();
}
