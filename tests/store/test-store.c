// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: a batch is all or nothing · the same batch again doubles nothing · settings ·
// many batches at once keep their order, one bad one fails alone · cancelling · reading beside a writer and after it · confirmed operations.

#include <glib/gstdio.h>

#include "dw-store-fixture.h"

typedef struct
{
  char *dir;
  DwStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = fixture_folder_new ();
  fixture->store = fixture_open (fixture->dir);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  dw_store_close (fixture->store);
  fixture_folder_remove (fixture->dir);
}

static void
reopen (Fixture *fixture)
{
  dw_store_close (fixture->store);
  fixture->store = fixture_open (fixture->dir);
}

/* --- batches --- */

static void
test_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  DwStoreBatch *batch = fixture_alarm_batch (1, TRUE);
  DwDeviceRow bad = { .gateway_id = 999, .name = (char *)"x", .profile_id = (char *)"x" };
  g_autoptr (GError) error = NULL;
  DwAuditVerdict verdict;

  fixture_commit (fixture->store, fixture_alarm_batch (0, TRUE));
  dw_store_batch_put_device (batch, &bad);
  g_assert_false (dw_store_commit (fixture->store, batch, NULL, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "device-put"));
  g_assert_cmpint (fixture_read_number (fixture->dir, "SELECT count(*) FROM alarm"), ==, 1);
  g_assert_cmpint (fixture_read_number (fixture->dir, "SELECT count(*) FROM event"), ==, 1);
  g_assert_cmpint (fixture_read_number (fixture->dir, "SELECT count(*) FROM audit"), ==, 1);
  /* The chain goes on where it was, not where the failed batch had moved it. */
  fixture_commit (fixture->store, fixture_alarm_batch (2, TRUE));
  g_assert_true (dw_store_verify_audit (fixture->store, &verdict, NULL));
  g_assert_true (verdict.ok);
  g_assert_cmpuint (verdict.lines, ==, 2);
}

static void
test_same_batch_again (Fixture *fixture, gconstpointer data)
{
  DwStoreBatch *batch = fixture_alarm_batch (1, FALSE);

  fixture_commit (fixture->store, dw_store_batch_ref (batch));
  fixture_commit (fixture->store, dw_store_batch_ref (batch));
  dw_store_batch_free (batch);
  g_assert_cmpint (fixture_read_number (fixture->dir, "SELECT count(*) FROM alarm"), ==, 1);
  g_assert_cmpint (fixture_read_number (fixture->dir, "SELECT count(*) FROM event"), ==, 1);
}

static void
test_two_equal_events (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwEventRecord) event = fixture_event (1, "");
  DwStoreBatch *batch = dw_store_batch_new ();

  dw_store_batch_add_event (batch, event);
  dw_store_batch_add_event (batch, event);
  fixture_commit (fixture->store, batch);
  g_assert_cmpint (fixture_read_number (fixture->dir, "SELECT count(*) FROM event"), ==, 2);
}

#define N_QUEUED 300

typedef struct
{
  guint answered;
  guint failed;
  DwStore *store;
} Answers;

static void
queued_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answers *answers = data;
  g_autoptr (GError) error = NULL;

  answers->answered++;
  if (!dw_store_commit_finish (answers->store, result, NULL, &error))
    {
      g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
      /* The bad one is the hundredth: answers come in the order of asking. */
      g_assert_cmpuint (answers->answered, ==, 100);
      answers->failed++;
    }
}

static void
test_many_at_once (Fixture *fixture, gconstpointer data)
{
  Answers answers = { .store = fixture->store };
  DwDeviceRow bad = { .gateway_id = 999, .name = (char *)"x", .profile_id = (char *)"x" };
  DwAuditVerdict verdict;

  for (guint n = 1; n <= N_QUEUED; n++)
    {
      DwStoreBatch *batch = fixture_alarm_batch (n, TRUE);

      if (n == 100)
        dw_store_batch_put_device (batch, &bad);
      dw_store_commit_async (fixture->store, batch, NULL, queued_cb, &answers);
    }
  g_assert_cmpuint (dw_store_get_queue_length (fixture->store), >, 0);
  while (answers.answered < N_QUEUED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (answers.failed, ==, 1);
  g_assert_cmpuint (dw_store_get_queue_length (fixture->store), ==, 0);
  g_assert_cmpint (fixture_read_number (fixture->dir, "SELECT count(*) FROM event"), ==, N_QUEUED - 1);
  g_assert_cmpint (fixture_read_number (fixture->dir, "SELECT count(*) FROM event WHERE time_ms - id NOT IN (1790000000000, 1790000000001)"), ==, 0);
  g_assert_true (dw_store_verify_audit (fixture->store, &verdict, NULL));
  g_assert_true (verdict.ok);
  g_assert_cmpuint (verdict.lines, ==, N_QUEUED - 1);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  dw_store_commit_async (fixture->store, fixture_alarm_batch (1, FALSE), cancellable, fixture_result_cb, &result);
  fixture_await (&result);
  g_assert_false (dw_store_commit_finish (fixture->store, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (fixture_read_number (fixture->dir, "SELECT count(*) FROM alarm"), ==, 0);
}

static void
test_close_writes_what_waits (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *results[50] = { NULL };

  for (guint n = 0; n < G_N_ELEMENTS (results); n++)
    dw_store_commit_async (fixture->store, fixture_alarm_batch (n, FALSE), NULL, fixture_result_cb, &results[n]);
  reopen (fixture);
  g_assert_cmpint (fixture_read_number (fixture->dir, "SELECT count(*) FROM event"), ==, G_N_ELEMENTS (results));
  for (guint n = 0; n < G_N_ELEMENTS (results); n++)
    {
      fixture_await (&results[n]);
      g_assert_true (dw_store_commit_finish (fixture->store, results[n], NULL, NULL));
      g_object_unref (results[n]);
    }
}

static void
test_empty_batch (Fixture *fixture, gconstpointer data)
{
  DwStoreBatch *batch = dw_store_batch_new ();

  g_assert_true (dw_store_batch_is_empty (batch));
  fixture_commit (fixture->store, batch);
  batch = fixture_alarm_batch (1, FALSE);
  g_assert_false (dw_store_batch_is_empty (batch));
  dw_store_batch_free (batch);
}

/* --- settings, reading only, operations --- */

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  const char *const values[] = { "", "一", "two" };

  g_assert_null (dw_store_get_setting (fixture->store, "people"));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *back = NULL;

      g_assert_true (dw_store_set_setting (fixture->store, "people", values[i], NULL));
      back = dw_store_get_setting (fixture->store, "people");
      g_assert_cmpstr (back, ==, values[i]);
    }
  g_assert_true (dw_store_set_setting (fixture->store, "people", NULL, NULL));
  g_assert_null (dw_store_get_setting (fixture->store, "people"));
}

static DwStore *
open_read_only (const char *dir)
{
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  g_autoptr (GError) error = NULL;
  DwStore *store = dw_store_open_read_only (dir, clock, &error);

  g_assert_no_error (error);
  return store;
}

static guint
count_events (DwStore *store)
{
  DwEventQuery query;
  g_autoptr (GPtrArray) events = NULL;
  guint total = 0;

  dw_event_query_init (&query);
  events = dw_store_query_events (store, &query, &total, NULL);
  g_assert_cmpuint (events->len, ==, total);
  return total;
}

static void
test_read_only_beside_a_writer (Fixture *fixture, gconstpointer data)
{
  DwStore *reader = open_read_only (fixture->dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  for (guint n = 1; n <= 3; n++)
    {
      fixture_commit (fixture->store, fixture_alarm_batch (n, FALSE));
      g_assert_cmpuint (count_events (reader), ==, n);
    }
  g_assert_false (dw_store_commit (reader, fixture_alarm_batch (9, FALSE), NULL, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_clear_error (&error);
  dw_store_commit_async (reader, fixture_alarm_batch (9, FALSE), NULL, fixture_result_cb, &result);
  fixture_await (&result);
  g_assert_false (dw_store_commit_finish (reader, result, NULL, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_assert_cmpuint (dw_store_get_queue_length (reader), ==, 0);
  dw_store_close (reader);
  fixture_commit (fixture->store, fixture_alarm_batch (4, FALSE));
  g_assert_cmpuint (count_events (fixture->store), ==, 4);
}

static void
test_read_only_after_the_writer (Fixture *fixture, gconstpointer data)
{
  DwStore *reader;

  fixture_commit (fixture->store, fixture_alarm_batch (1, FALSE));
  g_clear_pointer (&fixture->store, dw_store_close);
  reader = open_read_only (fixture->dir);
  g_assert_cmpuint (count_events (reader), ==, 1);
  /* It takes no lock: a station may start meanwhile, and the reader sees what it writes. */
  fixture->store = fixture_open (fixture->dir);
  fixture_commit (fixture->store, fixture_alarm_batch (2, FALSE));
  g_assert_cmpuint (count_events (reader), ==, 2);
  dw_store_close (reader);
}

static void
test_read_only_of_nothing (void)
{
  char *dir = fixture_folder_new ();
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  g_autoptr (GError) error = NULL;

  g_assert_null (dw_store_open_read_only (dir, clock, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_NOT_FOUND);
  fixture_folder_remove (dir);
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "station.db", "station.db-wal", "station.lock", "audit.head", "history/samples.db" };

  fixture_commit (fixture->store, fixture_alarm_batch (1, TRUE));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->dir, names[i], NULL);
      GStatBuf info;

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
    }
}

static void
test_operations (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    DwEventKind kind;
    const char *type;
    gint64 device_id;
    const char *note;
    gboolean counted;
  } rows[] = {
    { DW_EVENT_CONTROL, "trip", 1, "confirmed", TRUE },
    { DW_EVENT_CONTROL, "close", 1, "confirmed 现场确认 · 恢复送电", TRUE },
    { DW_EVENT_CONTROL, "trip", 1, "unconfirmed no read-back · test", FALSE },
    { DW_EVENT_CONTROL, "trip", 1, "refused local lock · was confirmed by phone", FALSE },
    { DW_EVENT_CONTROL, "trip", 1, "confirmedly", FALSE },
    { DW_EVENT_CONTROL, "trip", 1, "", FALSE },
    { DW_EVENT_CONTROL, "reset", 1, "confirmed", FALSE },
    { DW_EVENT_TRIP, "trip", 1, "confirmed", FALSE },
    { DW_EVENT_CONTROL, "trip", 2, "confirmed", FALSE },
  };
  DwStoreBatch *batch = dw_store_batch_new ();
  gint64 last_ms;
  guint operations;
  gint64 expected_ms = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwEventRecord) event = fixture_event (i, "");

      event->kind = rows[i].kind;
      event->device_id = rows[i].device_id;
      fixture_set_text (&event->type, rows[i].type);
      fixture_set_text (&event->note, rows[i].note);
      dw_store_batch_add_event (batch, event);
      if (rows[i].counted)
        expected_ms = event->time_ms;
    }
  fixture_commit (fixture->store, batch);
  dw_store_load_operations (fixture->store, 1, &last_ms, &operations);
  g_assert_cmpuint (operations, ==, 2);
  g_assert_cmpint (last_ms, ==, expected_ms);
  dw_store_load_operations (fixture->store, 77, &last_ms, &operations);
  g_assert_cmpuint (operations, ==, 0);
  g_assert_cmpint (last_ms, ==, 0);
}

#define ADD(path, func) g_test_add ("/store/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-batch-is-all-or-nothing", test_all_or_nothing);
  ADD ("the-same-batch-again-doubles-nothing", test_same_batch_again);
  ADD ("two-equal-events-are-two", test_two_equal_events);
  ADD ("many-at-once-keep-their-order-and-a-bad-one-fails-alone", test_many_at_once);
  ADD ("cancelled-before-its-turn-is-not-written", test_cancelled);
  ADD ("close-writes-what-waits", test_close_writes_what_waits);
  ADD ("an-empty-batch-is-no-error", test_empty_batch);
  ADD ("settings-are-kept-and-removed", test_settings);
  ADD ("read-only-sees-what-a-station-writes", test_read_only_beside_a_writer);
  ADD ("read-only-works-when-nobody-holds-the-folder", test_read_only_after_the_writer);
  g_test_add_func ("/store/read-only-of-an-empty-folder-is-refused", test_read_only_of_nothing);
  ADD ("files-are-for-their-owner-only", test_private);
  ADD ("only-confirmed-trips-and-closings-count", test_operations);
  return g_test_run ();
}
