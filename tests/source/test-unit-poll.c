// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-unit-poll.h"
#include "fake-gateway.h"

/* One unit polled round after round on this thread: what is asked how often, and what a report holds when a part of it fails. */

#define UNIT 3
#define FAST 100
#define SLOW 300
#define LIMIT 500

static const char profile_json[] =
  "{\"format\": 1, \"vendor\": \"Test\", \"model\": \"U\", \"title\": {\"en\": \"U\"}, \"class\": \"detector\","
  " \"blocks\": [{\"name\": \"a\", \"function\": 3, \"address\": 100, \"count\": 2}, {\"name\": \"b\", \"function\": 3, \"address\": 300, \"count\": 2, \"every\": 5}],"
  " \"points\": [{\"name\": \"residual_current\", \"block\": \"a\", \"address\": 100}, {\"name\": \"temperature_1\", \"block\": \"b\", \"address\": 301}],"
  " \"thresholds\": [{\"name\": \"residual_current\", \"read\": 3, \"write\": 16, \"address\": 500, \"min\": 0, \"max\": 60000}]}";

typedef struct
{
  FakeFault fault;
  guint16 fault_address; /* 0 = all */
  DwClock *clock;
  DwProfile *profile;
  FakeGateway *gateway;
  DwLink *link;
  DwModbusDriver *driver;
  DwUnitPoll *poll;
  guint n_between;
} Fixture;

static FakeFault
decide_cb (FakeGateway *gateway, const DwModbusRequest *request, guint number, gpointer data)
{
  Fixture *self = data;

  return self->fault_address == 0 || self->fault_address == request->address ? self->fault : FAKE_GOOD;
}

static void
set_up (Fixture *self, guint index)
{
  g_autoptr (GError) error = NULL;
  DwUnitConfig unit = { .device_id = 33, .unit = UNIT };

  self->clock = dw_clock_new_system ();
  self->profile = dw_profile_parse (profile_json, -1, "u", &error);
  g_assert_no_error (error);
  self->gateway = fake_gateway_new (DW_MODBUS_FRAMING_TCP, decide_cb, self);
  self->link = dw_link_new_tcp ("127.0.0.1", fake_gateway_get_port (self->gateway));
  dw_link_open (self->link, 2000, &error);
  g_assert_no_error (error);
  self->driver = dw_modbus_driver_new (DW_MODBUS_FRAMING_TCP, self->link, self->clock, NULL, 20, 0);
  unit.profile = self->profile;
  self->poll = dw_unit_poll_new (&unit, index);
  dw_unit_poll_prepare_driver (self->poll, self->driver);
}

static void
tear_down (Fixture *self)
{
  dw_unit_poll_free (self->poll);
  dw_modbus_driver_free (self->driver);
  dw_link_free (self->link);
  fake_gateway_free (self->gateway);
  dw_profile_unref (self->profile);
  dw_clock_unref (self->clock);
}

static void
between_cb (gpointer data)
{
  ((Fixture *)data)->n_between++;
}

static DwExchange
poll_once (Fixture *self, guint attempts, DwReport **report)
{
  *report = NULL;
  return dw_unit_poll_read (self->poll, self->driver, self->clock, attempts, between_cb, self, report);
}

static void
poll_rounds (Fixture *self, guint rounds)
{
  for (guint i = 0; i < rounds; i++)
    {
      DwReport *report = NULL;
      g_autoptr (GHashTable) limits = NULL;

      poll_once (self, 1, &report);
      limits = dw_unit_poll_read_limits (self->poll, self->driver, NULL, NULL);
      dw_report_free (report);
    }
}

static guint
count_reads (Fixture *self, guint16 address)
{
  guint n = 0;

  for (guint i = 0; i < fake_gateway_count (self->gateway); i++)
    n += fake_gateway_get_request (self->gateway, i).address == address;
  return n;
}

static void
test_cadence (gconstpointer data)
{
  Fixture self = { 0 };

  set_up (&self, GPOINTER_TO_UINT (data));
  poll_rounds (&self, 1);
  g_assert_cmpuint (count_reads (&self, SLOW), ==, 1);
  g_assert_cmpuint (count_reads (&self, LIMIT), ==, 1);
  poll_rounds (&self, 120);
  g_assert_cmpuint (count_reads (&self, FAST), ==, 121);
  g_assert_cmpuint (count_reads (&self, SLOW), >=, 25);
  g_assert_cmpuint (count_reads (&self, SLOW), <=, 26);
  g_assert_cmpuint (count_reads (&self, LIMIT), >=, 2);
  g_assert_cmpuint (count_reads (&self, LIMIT), <=, 4);
  tear_down (&self);
}

static void
test_values_not_asked_are_none (void)
{
  Fixture self = { 0 };
  DwReport *report = NULL;

  set_up (&self, 0);
  g_assert_cmpint (poll_once (&self, 1, &report), ==, DW_EXCHANGE_OK);
  g_assert_cmpint (report->device_id, ==, 33);
  g_assert_cmpuint (report->values[1].quality, ==, DW_QUALITY_GOOD);
  dw_report_free (report);
  g_assert_cmpint (poll_once (&self, 1, &report), ==, DW_EXCHANGE_OK);
  g_assert_cmpuint (report->values[0].quality, ==, DW_QUALITY_GOOD);
  g_assert_cmpuint (report->values[1].quality, ==, DW_QUALITY_NONE);
  dw_report_free (report);
  tear_down (&self);
}

static void
test_failed_slow_block_is_due_again (void)
{
  Fixture self = { .fault = FAKE_SILENT, .fault_address = SLOW };
  DwReport *report = NULL;

  set_up (&self, 0);
  g_assert_cmpint (poll_once (&self, 1, &report), ==, DW_EXCHANGE_OK);
  g_assert_cmpuint (report->values[0].quality, ==, DW_QUALITY_GOOD);
  g_assert_cmpuint (report->values[1].quality, ==, DW_QUALITY_NONE);
  dw_report_free (report);
  self.fault = FAKE_GOOD;
  g_assert_cmpint (poll_once (&self, 1, &report), ==, DW_EXCHANGE_OK);
  g_assert_cmpuint (report->values[1].quality, ==, DW_QUALITY_GOOD);
  dw_report_free (report);
  tear_down (&self);
}

static void
test_refused_block_is_asked_seldom (void)
{
  Fixture self = { .fault = FAKE_EXCEPTION_2, .fault_address = FAST };

  set_up (&self, 0);
  poll_rounds (&self, 30);
  g_assert_cmpuint (count_reads (&self, FAST), ==, 3);
  g_assert_cmpuint (count_reads (&self, SLOW), ==, 6);
  g_assert_true (dw_unit_poll_is_due (self.poll, 1));
  tear_down (&self);
}

static void
test_silent_unit_costs_one_time_out (void)
{
  Fixture self = { .fault = FAKE_SILENT };
  DwReport *report = NULL;

  set_up (&self, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (dw_unit_poll_is_due (self.poll, 1));
      g_assert_cmpint (poll_once (&self, 1, &report), ==, DW_EXCHANGE_SILENT);
      g_assert_null (report);
      g_assert_cmpuint (fake_gateway_count (self.gateway), ==, i + 1);
    }
  g_assert_false (dw_unit_poll_is_due (self.poll, 1));
  g_assert_true (dw_unit_poll_is_due (self.poll, 10));

  /* One answer, and it is polled as before; so it is after the link was opened anew. */
  self.fault = FAKE_GOOD;
  g_assert_cmpint (poll_once (&self, 1, &report), ==, DW_EXCHANGE_OK);
  dw_report_free (report);
  g_assert_true (dw_unit_poll_is_due (self.poll, 1));
  tear_down (&self);
}

static void
test_attempts (void)
{
  Fixture self = { .fault = FAKE_SILENT };
  DwReport *report = NULL;

  set_up (&self, 0);
  g_assert_cmpint (poll_once (&self, 2, &report), ==, DW_EXCHANGE_SILENT);
  g_assert_cmpuint (fake_gateway_count (self.gateway), ==, 2);
  g_assert_cmpuint (self.n_between, ==, 2);

  /* The gateway's own "no answer" is not asked for twice. */
  self.fault = FAKE_EXCEPTION_11;
  g_assert_cmpint (poll_once (&self, 2, &report), ==, DW_EXCHANGE_SILENT);
  g_assert_cmpuint (fake_gateway_count (self.gateway), ==, 3);
  tear_down (&self);
}

static void
test_limits (void)
{
  Fixture self = { .fault = FAKE_SILENT, .fault_address = LIMIT };
  DwReport *report = NULL;
  g_autoptr (GHashTable) limits = NULL;
  double *limit;

  set_up (&self, 0);
  poll_once (&self, 1, &report);
  dw_report_free (report);
  g_assert_null (dw_unit_poll_read_limits (self.poll, self.driver, NULL, NULL));
  /* Not read is not given up. */
  self.fault = FAKE_GOOD;
  limits = dw_unit_poll_read_limits (self.poll, self.driver, NULL, NULL);
  limit = g_hash_table_lookup (limits, "residual_current");
  g_assert_cmpfloat (*limit, ==, fake_value (LIMIT));
  g_assert_null (dw_unit_poll_read_limits (self.poll, self.driver, NULL, NULL));
  dw_unit_poll_expect_limits (self.poll);
  g_clear_pointer (&limits, g_hash_table_unref);
  limits = dw_unit_poll_read_limits (self.poll, self.driver, NULL, NULL);
  g_assert_nonnull (limits);
  tear_down (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/unit-poll/slow-blocks-and-limits-come-seldom", GUINT_TO_POINTER (0), test_cadence);
  g_test_add_data_func ("/unit-poll/the-tenth-device-has-the-same-cadence", GUINT_TO_POINTER (9), test_cadence);
  g_test_add_func ("/unit-poll/values-not-asked-are-none", test_values_not_asked_are_none);
  g_test_add_func ("/unit-poll/failed-slow-block-is-due-again", test_failed_slow_block_is_due_again);
  g_test_add_func ("/unit-poll/refused-block-is-asked-seldom", test_refused_block_is_asked_seldom);
  g_test_add_func ("/unit-poll/silent-unit-costs-one-time-out", test_silent_unit_costs_one_time_out);
  g_test_add_func ("/unit-poll/a-lost-frame-is-asked-again", test_attempts);
  g_test_add_func ("/unit-poll/limits-are-read-and-read-again", test_limits);
  return g_test_run ();
}
