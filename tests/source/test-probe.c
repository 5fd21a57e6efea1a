// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-gateway-source.h"
#include "fake-gateway.h"

static const char profile_json[] =
  "{\"format\": 1, \"vendor\": \"Test\", \"model\": \"P\", \"title\": {\"en\": \"P\"}, \"class\": \"detector\","
  " \"blocks\": [{\"name\": \"a\", \"function\": 3, \"address\": 100, \"count\": 2}, {\"name\": \"b\", \"function\": 3, \"address\": 300, \"count\": 2, \"every\": 6}],"
  " \"points\": [{\"name\": \"residual_current\", \"block\": \"a\", \"address\": 100}, {\"name\": \"temperature_1\", \"block\": \"b\", \"address\": 301}],"
  " \"thresholds\": [{\"name\": \"residual_current\", \"read\": 3, \"write\": 16, \"address\": 500, \"min\": 0, \"max\": 60000}]}";

typedef struct
{
  FakeFault fault;
  guint16 fault_address; /* 0 = all */
  DwProbe *probe;
  GError *error;
  gboolean ended;
} Fixture;

static FakeFault
decide_cb (FakeGateway *gateway, const DwModbusRequest *request, guint number, gpointer data)
{
  Fixture *self = data;

  return self->fault_address == 0 || self->fault_address == request->address ? self->fault : FAKE_GOOD;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *self = data;

  self->ended = TRUE;
  self->probe = dw_gateway_probe_finish (result, &self->error);
}

static void
probe (Fixture *self, DwModbusFraming framing, gboolean there, GCancellable *cancellable)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) profile = dw_profile_parse (profile_json, -1, "p", &error);
  g_autoptr (FakeGateway) gateway = fake_gateway_new (framing, decide_cb, self);
  DwGatewayConfig config = fake_gateway_make_config (gateway, 1, 60, 0);

  g_assert_no_error (error);
  if (!there)
    g_clear_pointer (&gateway, fake_gateway_free);
  dw_gateway_probe_async (&config, clock, 9, profile, cancellable, ended_cb, self);
  fake_wait_for (self->ended);
}

static void
clear (Fixture *self)
{
  dw_probe_free (self->probe);
  g_clear_error (&self->error);
}

static void
test_reads_all (gconstpointer data)
{
  Fixture self = { .fault = FAKE_HALVES };
  double *limit;

  probe (&self, GPOINTER_TO_UINT (data), TRUE, NULL);
  g_assert_no_error (self.error);
  g_assert_null (self.probe->error);
  g_assert_cmpfloat (self.probe->report->values[0].value, ==, fake_value (100));
  g_assert_cmpfloat (self.probe->report->values[1].value, ==, fake_value (301));
  limit = g_hash_table_lookup (self.probe->thresholds, "residual_current");
  g_assert_cmpfloat (*limit, ==, fake_value (500));
  g_assert_cmpuint (self.probe->frames->len, ==, 6);
  clear (&self);
}

static const struct
{
  const char *sentence;
  FakeFault fault;
  gboolean there;
  DwSourceError code;
  guint min_frames;
} rows[] = {
  { "silence-is-a-time-out", FAKE_SILENT, TRUE, DW_SOURCE_ERROR_TIMEOUT, 1 },
  { "garbage-is-a-bad-frame-with-the-bytes", FAKE_GARBAGE, TRUE, DW_SOURCE_ERROR_BAD_FRAME, 1 },
  { "exceptions-are-a-refusal-with-the-frames", FAKE_EXCEPTION_2, TRUE, DW_SOURCE_ERROR_REFUSED, 4 },
  { "gateway-exception-0b-is-a-time-out", FAKE_EXCEPTION_11, TRUE, DW_SOURCE_ERROR_TIMEOUT, 2 },
  { "closing-is-closed", FAKE_CLOSE, TRUE, DW_SOURCE_ERROR_CLOSED, 1 },
  { "nobody-there-is-closed", FAKE_GOOD, FALSE, DW_SOURCE_ERROR_CLOSED, 0 },
};

static void
test_failure (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  Fixture self = { .fault = rows[row].fault };

  probe (&self, DW_MODBUS_FRAMING_TCP, rows[row].there, NULL);
  g_assert_no_error (self.error);
  g_assert_null (self.probe->report);
  g_assert_null (self.probe->thresholds);
  g_assert_cmpstr (self.probe->error, !=, NULL);
  g_assert_cmpint (self.probe->error_code, ==, rows[row].code);
  g_assert_cmpuint (self.probe->frames->len, >=, rows[row].min_frames);
  clear (&self);
}

static void
test_one_block_of_two (void)
{
  Fixture self = { .fault = FAKE_EXCEPTION_2, .fault_address = 300 };

  probe (&self, DW_MODBUS_FRAMING_TCP, TRUE, NULL);
  g_assert_null (self.probe->error);
  g_assert_cmpuint (self.probe->report->values[0].quality, ==, DW_QUALITY_GOOD);
  g_assert_cmpuint (self.probe->report->values[1].quality, ==, DW_QUALITY_NONE);
  clear (&self);
}

static void
test_cancelled (void)
{
  Fixture self = { .fault = FAKE_SILENT };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  probe (&self, DW_MODBUS_FRAMING_TCP, TRUE, cancellable);
  g_assert_error (self.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (self.probe);
  clear (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/probe/tcp/all-blocks-and-limits-are-read", GUINT_TO_POINTER (DW_MODBUS_FRAMING_TCP), test_reads_all);
  g_test_add_data_func ("/probe/rtu/all-blocks-and-limits-are-read", GUINT_TO_POINTER (DW_MODBUS_FRAMING_RTU), test_reads_all);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/probe/%s", rows[i].sentence);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_failure);
    }
  g_test_add_func ("/probe/what-could-be-read-is-shown", test_one_block_of_two);
  g_test_add_func ("/probe/cancelled-is-cancelled", test_cancelled);
  return g_test_run ();
}
