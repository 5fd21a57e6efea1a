// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-gateway-source.h"
#include "fake-gateway.h"

/* Two profiles ask different registers. Unit 2 is of the first kind, unit 3 of the second, unit 4 refuses both, unit 5 garbles, the rest is silent. */

static const char first_json[] =
  "{\"format\": 1, \"vendor\": \"Test\", \"model\": \"F\", \"title\": {\"en\": \"First\"}, \"class\": \"detector\","
  " \"blocks\": [{\"name\": \"a\", \"function\": 3, \"address\": 100, \"count\": 2}],"
  " \"points\": [{\"name\": \"residual_current\", \"block\": \"a\", \"address\": 100}]}";
static const char second_json[] =
  "{\"format\": 1, \"vendor\": \"Test\", \"model\": \"S\", \"title\": {\"en\": \"Second\"}, \"class\": \"meter\","
  " \"blocks\": [{\"name\": \"a\", \"function\": 4, \"address\": 200, \"count\": 2}],"
  " \"points\": [{\"name\": \"frequency\", \"block\": \"a\", \"address\": 200, \"scale\": 0.01, \"decimals\": 2}]}";
/* Asks the same register as the first, but finds its value impossible. */
static const char third_json[] =
  "{\"format\": 1, \"vendor\": \"Test\", \"model\": \"T\", \"title\": {\"en\": \"Third\"}, \"class\": \"meter\","
  " \"blocks\": [{\"name\": \"a\", \"function\": 3, \"address\": 100, \"count\": 2}],"
  " \"points\": [{\"name\": \"temperature_1\", \"block\": \"a\", \"address\": 100, \"rules\": [{\"above\": 200, \"quality\": \"sensor fault\"}]}]}";

typedef struct
{
  DwClock *clock;
  GPtrArray *profiles;
  FakeGateway *gateway;
  GCancellable *cancellable;
  GPtrArray *hits;
  GError *error;
  gboolean ended;
  guint cancel_at;
  guint n_steps, last_done, total;
} Fixture;

static FakeFault
decide_cb (FakeGateway *gateway, const DwModbusRequest *request, guint number, gpointer data)
{
  switch (request->unit)
    {
    case 2:
      return request->function == 3 ? FAKE_GOOD : FAKE_EXCEPTION_2;
    case 3:
      return request->function == 4 ? FAKE_GOOD : FAKE_SILENT;
    case 4:
      return FAKE_EXCEPTION_2;
    case 5:
      return FAKE_GARBAGE;
    case 6:
      return FAKE_EXCEPTION_11;
    default:
      return FAKE_SILENT;
    }
}

static void
add_profile (Fixture *self, const char *json, const char *id)
{
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (self->profiles, dw_profile_parse (json, -1, id, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, DwModbusFraming framing)
{
  self->clock = dw_clock_new_system ();
  self->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_profile_unref);
  add_profile (self, third_json, "third");
  add_profile (self, first_json, "first");
  add_profile (self, second_json, "second");
  self->gateway = fake_gateway_new (framing, decide_cb, self);
  self->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *self)
{
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_clear_pointer (&self->gateway, fake_gateway_free);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->profiles);
  dw_clock_unref (self->clock);
}

static void
progress_cb (guint8 unit, guint done, guint total, gpointer data)
{
  Fixture *self = data;

  g_assert_false (self->ended);
  g_assert_cmpuint (done, >, self->last_done);
  self->n_steps++;
  self->last_done = done;
  self->total = total;
  if (done == self->cancel_at)
    g_cancellable_cancel (self->cancellable);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *self = data;

  self->ended = TRUE;
  self->hits = dw_gateway_scan_finish (result, &self->error);
}

static void
scan (Fixture *self, guint8 first, guint8 last, int timeout_ms)
{
  DwGatewayConfig config = fake_gateway_make_config (self->gateway, 1, timeout_ms, 0);

  dw_gateway_scan_async (&config, self->clock, self->profiles, first, last, progress_cb, self, self->cancellable, ended_cb, self);
  fake_wait_for (self->ended);
}

static void
assert_hit (Fixture *self, guint index, guint unit, const char *profile, gboolean exception, const char *text)
{
  const DwScanHit *hit = self->hits->pdata[index];

  g_assert_cmpuint (hit->unit, ==, unit);
  g_assert_cmpstr (hit->profile_id, ==, profile);
  g_assert_cmpint (hit->exception, ==, exception);
  g_assert_nonnull (strstr (hit->text, text));
}

static void
test_finds_units (gconstpointer data)
{
  Fixture self = { 0 };

  set_up (&self, GPOINTER_TO_UINT (data));
  scan (&self, 1, 7, 30);
  g_assert_no_error (self.error);
  g_assert_cmpuint (self.hits->len, ==, 3);
  assert_hit (&self, 0, 2, "first", FALSE, "713 mA");
  assert_hit (&self, 1, 3, "second", FALSE, "14.13 Hz");
  assert_hit (&self, 2, 4, "", TRUE, "exception 2");
  g_assert_cmpuint (self.n_steps, ==, 7);
  g_assert_cmpuint (self.total, ==, 7);
  tear_down (&self);
}

static void
test_cancel_is_quick (void)
{
  Fixture self = { .cancel_at = 1 };
  gint64 start_ms;

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  start_ms = dw_clock_mono_ms (self.clock);
  scan (&self, 100, 247, 300);
  g_assert_error (self.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (self.hits);
  g_assert_cmpint (dw_clock_mono_ms (self.clock) - start_ms, <, 5000);
  g_assert_cmpuint (self.n_steps, ==, 1);
  tear_down (&self);
}

static void
test_nobody_there_is_an_error (void)
{
  Fixture self = { 0 };
  DwGatewayConfig config;

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  config = fake_gateway_make_config (self.gateway, 1, 30, 0);
  g_clear_pointer (&self.gateway, fake_gateway_free);
  dw_gateway_scan_async (&config, self.clock, self.profiles, 1, 3, NULL, NULL, NULL, ended_cb, &self);
  fake_wait_for (self.ended);
  g_assert_error (self.error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  tear_down (&self);
}

static void
test_the_last_address_ends_it (void)
{
  Fixture self = { 0 };

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  scan (&self, 255, 255, 30);
  g_assert_no_error (self.error);
  g_assert_cmpuint (self.hits->len, ==, 0);
  g_assert_cmpuint (self.n_steps, ==, 1);
  tear_down (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/scan/tcp/units-and-their-kind-are-found", GUINT_TO_POINTER (DW_MODBUS_FRAMING_TCP), test_finds_units);
  g_test_add_data_func ("/scan/rtu/units-and-their-kind-are-found", GUINT_TO_POINTER (DW_MODBUS_FRAMING_RTU), test_finds_units);
  g_test_add_func ("/scan/cancel-is-quick", test_cancel_is_quick);
  g_test_add_func ("/scan/nobody-there-is-an-error", test_nobody_there_is_an_error);
  g_test_add_func ("/scan/the-last-address-ends-it", test_the_last_address_ends_it);
  return g_test_run ();
}
