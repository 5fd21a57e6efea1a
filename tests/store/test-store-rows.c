// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: rows come back as they went in, after closing and opening again · new ids · parents before children, no circles, no orphans · every state of an alarm.

#include <math.h>

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

#define ADD(path, func) g_test_add ("/store-rows/" path, Fixture, NULL, set_up, func, tear_down)

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
  return g_test_run ();
}
