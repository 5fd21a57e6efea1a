// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: rows come back as they went in · new ids · a batch is all or nothing · the same batch again doubles nothing · settings ·
// many batches at once keep their order, one bad one fails alone · cancelling · reading beside a writer and after it · confirmed operations.

#include <math.h>

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

/* --- places, gateways, devices --- */

static gint64
put_place (DwStore *store, gint64 id, gint64 parent_id, DwPlaceKind kind, const char *name, int sort)
{
  DwPlaceRow row = { .id = id, .parent_id = parent_id, .kind = kind, .name = (char *)name, .sort = sort, .facts_json = (char *)"{\"phone\":\"110\"}" };
  DwStoreBatch *batch = dw_store_batch_new ();
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  dw_store_batch_put_place (batch, &row);
  g_assert_true (dw_store_commit (store, batch, &ids, &error));
  g_assert_no_error (error);
  if (id != 0)
    {
      g_assert_cmpuint (ids->len, ==, 0);
      return id;
    }
  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places = NULL;
  gint64 district = put_place (fixture->store, 0, 0, DW_PLACE_DISTRICT, "滨海新区", 0);
  gint64 second = put_place (fixture->store, 0, district, DW_PLACE_SCHOOL, "乙校", 2);
  gint64 first = put_place (fixture->store, 0, district, DW_PLACE_SCHOOL, "甲校", 1);
  gint64 box = put_place (fixture->store, 0, second, DW_PLACE_BOX, "2AL1", 0);
  gint64 other = put_place (fixture->store, 0, 0, DW_PLACE_DISTRICT, "别区", 9);
  const gint64 order[] = { district, other, first, second, box };

  /* A place that moved below one with a larger id still comes after it. */
  put_place (fixture->store, first, box, DW_PLACE_ROOM, "甲室", 1);
  put_place (fixture->store, first, district, DW_PLACE_SCHOOL, "甲校", 1);
  reopen (fixture);
  places = dw_store_load_places (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (places->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < places->len; i++)
    g_assert_cmpint (((DwPlaceRow *)places->pdata[i])->id, ==, order[i]);
  g_assert_cmpstr (((DwPlaceRow *)places->pdata[2])->name, ==, "甲校");
  g_assert_cmpint (((DwPlaceRow *)places->pdata[2])->kind, ==, DW_PLACE_SCHOOL);
  g_assert_cmpstr (((DwPlaceRow *)places->pdata[2])->facts_json, ==, "{\"phone\":\"110\"}");
  g_assert_cmpint (((DwPlaceRow *)places->pdata[0])->parent_id, ==, 0);
}

static void
test_circle (Fixture *fixture, gconstpointer data)
{
  gint64 top = put_place (fixture->store, 0, 0, DW_PLACE_SCHOOL, "a", 0);
  gint64 middle = put_place (fixture->store, 0, top, DW_PLACE_BUILDING, "b", 0);
  gint64 bottom = put_place (fixture->store, 0, middle, DW_PLACE_ROOM, "c", 0);
  const gint64 parents[] = { top, middle, bottom };
  g_autoptr (GPtrArray) places = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parents); i++)
    {
      DwPlaceRow row = { .id = top, .parent_id = parents[i], .kind = DW_PLACE_SCHOOL, .name = (char *)"a" };
      DwStoreBatch *batch = dw_store_batch_new ();
      g_autoptr (GError) error = NULL;

      dw_store_batch_put_place (batch, &row);
      g_assert_false (dw_store_commit (fixture->store, batch, NULL, &error));
      g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
    }
  places = dw_store_load_places (fixture->store, NULL);
  g_assert_cmpuint (places->len, ==, 3);
}

static void
test_gateway_and_device (Fixture *fixture, gconstpointer data)
{
  gint64 place = put_place (fixture->store, 0, 0, DW_PLACE_SCHOOL, "a", 0);
  DwGatewayRow gateway = { .name = (char *)"GW-03", .kind = (char *)"modbus-tcp", .host = (char *)"10.0.0.3", .port = 65535, .timeout_ms = 500, .period_ms = 5000, .pause_ms = 20, .place_id = place, .enabled = TRUE, .settings_json = (char *)"{\"a\":1}" };
  DwDeviceRow device = { .place_id = place, .unit = 247, .name = (char *)"一号探测器", .profile_id = (char *)"acrel-arcm300t", .rated_current_a = NAN, .switch_name = (char *)"QF3", .labels_json = (char *)"{\"di_1\":\"断路器位置\"}" };
  DwStoreBatch *batch = dw_store_batch_new ();
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) device_ids = NULL;
  g_autoptr (GPtrArray) gateways = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  const DwGatewayRow *gateway_back;
  const DwDeviceRow *device_back;

  dw_store_batch_put_gateway (batch, &gateway);
  g_assert_true (dw_store_commit (fixture->store, batch, &ids, NULL));
  device.gateway_id = g_array_index (ids, gint64, 0);
  batch = dw_store_batch_new ();
  dw_store_batch_put_device (batch, &device);
  device.rated_current_a = 63;
  dw_store_batch_put_device (batch, &device);
  g_assert_true (dw_store_commit (fixture->store, batch, &device_ids, NULL));
  g_assert_cmpuint (device_ids->len, ==, 2);
  reopen (fixture);
  gateways = dw_store_load_gateways (fixture->store, NULL);
  devices = dw_store_load_devices (fixture->store, NULL);
  g_assert_cmpuint (gateways->len, ==, 1);
  g_assert_cmpuint (devices->len, ==, 2);
  gateway_back = gateways->pdata[0];
  g_assert_cmpstr (gateway_back->name, ==, "GW-03");
  g_assert_cmpstr (gateway_back->host, ==, "10.0.0.3");
  g_assert_cmpuint (gateway_back->port, ==, 65535);
  g_assert_cmpint (gateway_back->pause_ms, ==, 20);
  g_assert_true (gateway_back->enabled);
  g_assert_cmpstr (gateway_back->settings_json, ==, "{\"a\":1}");
  device_back = devices->pdata[0];
  g_assert_cmpint (device_back->id, ==, g_array_index (device_ids, gint64, 0));
  g_assert_cmpint (device_back->gateway_id, ==, gateway_back->id);
  g_assert_cmpuint (device_back->unit, ==, 247);
  g_assert_true (isnan (device_back->rated_current_a));
  g_assert_cmpstr (device_back->labels_json, ==, "{\"di_1\":\"断路器位置\"}");
  g_assert_cmpstr (device_back->limits_json, ==, "");
  g_assert_cmpfloat (((DwDeviceRow *)devices->pdata[1])->rated_current_a, ==, 63);
}

static void
test_nothing_below_is_orphaned (Fixture *fixture, gconstpointer data)
{
  gint64 school = put_place (fixture->store, 0, 0, DW_PLACE_SCHOOL, "a", 0);
  gint64 box = put_place (fixture->store, 0, school, DW_PLACE_BOX, "b", 0);
  DwStoreBatch *batch = dw_store_batch_new ();
  g_autoptr (GError) error = NULL;
  gint64 next;

  dw_store_batch_delete_place (batch, school);
  g_assert_false (dw_store_commit (fixture->store, batch, NULL, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "place-delete"));
  batch = dw_store_batch_new ();
  dw_store_batch_delete_place (batch, box);
  dw_store_batch_delete_place (batch, school);
  dw_store_batch_delete_place (batch, school);
  fixture_commit (fixture->store, batch);
  /* An id is never given twice: old events still name the first owner. */
  next = put_place (fixture->store, 0, 0, DW_PLACE_SCHOOL, "c", 0);
  g_assert_cmpint (next, >, box);
}

/* --- alarms --- */

static void
assert_same_alarm (const DwAlarmRecord *a, const DwAlarmRecord *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpint (a->device_id, ==, b->device_id);
  g_assert_cmpint (a->gateway_id, ==, b->gateway_id);
  g_assert_cmpint (a->place_id, ==, b->place_id);
  g_assert_cmpstr (a->channel, ==, b->channel);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpuint (a->priority, ==, b->priority);
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpint (a->active, ==, b->active);
  g_assert_cmpint (a->begin_ms, ==, b->begin_ms);
  g_assert_cmpint (a->end_ms, ==, b->end_ms);
  g_assert_cmpint (a->ack_ms, ==, b->ack_ms);
  g_assert_cmpstr (a->ack_by, ==, b->ack_by);
  g_assert_cmpstr (a->owner, ==, b->owner);
  g_assert_cmpfloat (a->value, ==, b->value);
  g_assert_cmpfloat (a->peak, ==, b->peak);
  g_assert_true (isnan (a->limit) ? isnan (b->limit) : a->limit == b->limit);
  g_assert_cmpuint (a->occurrences, ==, b->occurrences);
  g_assert_cmpint (a->reset, ==, b->reset);
  g_assert_cmpstr (a->comment, ==, b->comment);
}

static void
test_alarm (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwAlarmRecord) record = fixture_alarm (1);
  g_autoptr (DwAlarmRecord) back = NULL;
  g_autoptr (GError) error = NULL;

  for (int state = 0; state < DW_N_ALARM_STATES; state++)
    {
      DwStoreBatch *batch = dw_store_batch_new ();
      g_autoptr (GPtrArray) live = NULL;

      record->state = (DwAlarmState)state;
      record->ack_ms = FIXTURE_NOW_MS + state;
      record->limit = state % 2 ? NAN : 300;
      record->reset = DW_RESET_REMOTE;
      fixture_set_text (&record->ack_by, "W03");
      dw_store_batch_put_alarm (batch, record);
      fixture_commit (fixture->store, batch);
      live = dw_store_load_live_alarms (fixture->store, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (live->len, ==, state == DW_ALARM_STATE_NORM ? 0 : 1);
      g_clear_pointer (&back, dw_alarm_record_free);
      back = dw_store_load_alarm (fixture->store, record->id, &error);
      g_assert_no_error (error);
      assert_same_alarm (record, back);
    }
  g_assert_null (dw_store_load_alarm (fixture->store, "no such", &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_NOT_FOUND);
}

static void
test_alarm_span (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    gint64 from_ms, to_ms;
    guint count;
  } rows[] = {
    { 0, 0, 4 },
    { FIXTURE_NOW_MS + 2, 0, 3 },
    { 0, FIXTURE_NOW_MS + 2, 1 },
    { FIXTURE_NOW_MS + 2, FIXTURE_NOW_MS + 4, 2 },
    { FIXTURE_NOW_MS + 5, 0, 0 },
  };

  for (guint n = 1; n <= 4; n++)
    fixture_commit (fixture->store, fixture_alarm_batch (n, FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) alarms = dw_store_load_alarms (fixture->store, rows[i].from_ms, rows[i].to_ms, NULL);

      g_assert_cmpuint (alarms->len, ==, rows[i].count);
    }
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
  ADD ("places-come-back-parents-first", test_places);
  ADD ("a-place-cannot-lie-within-itself", test_circle);
  ADD ("gateway-and-device-come-back-as-they-went-in", test_gateway_and_device);
  ADD ("nothing-below-is-orphaned", test_nothing_below_is_orphaned);
  ADD ("alarm-comes-back-in-every-state", test_alarm);
  ADD ("alarm-span-is-half-open", test_alarm_span);
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
