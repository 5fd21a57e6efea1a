// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-gateway-source.h"
#include "fake-gateway.h"

/* The plan: commands to a breaker that moves or does not, on a line that works or does not. In every row: how it ends, under which code, and how often
 * the device got a write. "Sent" is never "done", and nothing is ever sent twice (domain facts 6.5, 6.9; S1-28).
 *
 * The breaker: input register 0 = F0H closed, 0FH open in the low byte, bit 8 = locked on site; holding register 13 moves it. */

#define UNIT 7
#define DEVICE 70
#define STATE_REGISTER 0
#define CONTROL_REGISTER 13
#define ALARM_REGISTER 20
#define RESET_REGISTER 30
#define LIMIT_REGISTER 40
#define CLOSED 0x00f0
#define OPEN 0x000f
#define LOCKED 0x0100

static const char profile_json[] =
  "{\"format\": 1, \"vendor\": \"Test\", \"model\": \"B1\", \"title\": {\"en\": \"B1\"}, \"class\": \"breaker\","
  " \"blocks\": ["
  "  {\"name\": \"state\", \"function\": 4, \"address\": 0, \"count\": 2},"
  "  {\"name\": \"values\", \"function\": 4, \"address\": 20, \"count\": 3}],"
  " \"points\": ["
  "  {\"name\": \"breaker\", \"block\": \"state\", \"address\": 0, \"mask\": 255, \"map\": {\"240\": 1, \"15\": 0}, \"other\": 2},"
  "  {\"name\": \"local_lock\", \"block\": \"state\", \"address\": 0, \"mask\": 256},"
  "  {\"name\": \"residual_current\", \"block\": \"values\", \"address\": 21},"
  "  {\"name\": \"temperature_1\", \"block\": \"values\", \"address\": 22}],"
  " \"flags\": [{\"flag\": \"alarm\", \"points\": [\"residual_current\"], \"block\": \"values\", \"address\": 20, \"bit\": 0}],"
  " \"thresholds\": ["
  "  {\"name\": \"residual_current\", \"read\": 3, \"write\": 16, \"address\": 40, \"min\": 20, \"max\": 1000},"
  "  {\"name\": \"temperature_1\", \"read\": 3, \"write\": 16, \"address\": 41, \"min\": 40, \"max\": 140}],"
  " \"commands\": ["
  "  {\"name\": \"trip\", \"verb\": \"trip\", \"function\": 6, \"address\": 13, \"words\": [0], \"readback\": {\"point\": \"breaker\", \"value\": 0}, \"poll_ms\": 100, \"timeout_ms\": 600},"
  "  {\"name\": \"close\", \"verb\": \"close\", \"function\": 6, \"address\": 13, \"words\": [65280], \"readback\": {\"point\": \"breaker\", \"value\": 1}, \"poll_ms\": 100, \"timeout_ms\": 600,"
  "   \"refuse\": {\"point\": \"local_lock\", \"value\": 1, \"code\": \"local-lock\"}},"
  "  {\"name\": \"reset\", \"verb\": \"reset\", \"function\": 16, \"address\": 30, \"words\": [1, 2], \"readback\": {\"flag\": \"alarm\"}, \"poll_ms\": 100, \"timeout_ms\": 600},"
  "  {\"name\": \"patient-reset\", \"verb\": \"reset\", \"function\": 16, \"address\": 30, \"words\": [1, 2], \"readback\": {\"flag\": \"alarm\"}, \"poll_ms\": 100, \"timeout_ms\": 8000},"
  "  {\"name\": \"silence\", \"verb\": \"silence\", \"enabled\": false, \"function\": 6, \"address\": 31, \"words\": [1]},"
  "  {\"name\": \"thresholds\", \"verb\": \"set-limit\", \"poll_ms\": 100, \"timeout_ms\": 600}]}";

typedef struct
{
  /* The row. */
  FakeFault on_write;     /* how the write is answered */
  FakeFault on_read;      /* how reads of this unit are answered before any write */
  guint16 state;          /* of the breaker at the beginning */
  gboolean is_stuck;      /* does not move, does not reset, does not take limits */
  gboolean refuses_after; /* no connection after the first one */

  DwClock *clock;
  DwProfile *profile;
  FakeGateway *gateway;
  DwGatewaySource *source;
  GCancellable *cancellable;
  DwCommandResult *result;
  GError *error;
  gboolean ended;
  GArray *progress; /* of DwCommandState */
  guint n_thresholds;
  double limit;
  guint reads_until_moved; /* the gateway's thread */
  gint is_armed;           /* atomic: the row's faults are on */
} Fixture;

/* A moved breaker shows it only at the second read, as a real one needs a second or two. */
static void
live (Fixture *self, FakeGateway *gateway, const DwModbusRequest *request)
{
  if (self->is_stuck)
    return;
  if (request->function == DW_MODBUS_WRITE_REGISTER && request->address == CONTROL_REGISTER)
    self->reads_until_moved = 2;
  if (request->function == DW_MODBUS_WRITE_REGISTERS && request->address == RESET_REGISTER)
    fake_gateway_set (gateway, ALARM_REGISTER, 0);
  if (request->function == DW_MODBUS_READ_INPUT && request->address == STATE_REGISTER && self->reads_until_moved > 0 && --self->reads_until_moved == 0)
    fake_gateway_set (gateway, STATE_REGISTER, fake_gateway_get (gateway, CONTROL_REGISTER) == 0 ? OPEN : CLOSED);
}

static FakeFault
decide_cb (FakeGateway *gateway, const DwModbusRequest *request, guint number, gpointer data)
{
  Fixture *self = data;

  if (request->unit != UNIT)
    return FAKE_GOOD;
  live (self, gateway, request);
  if (!g_atomic_int_get (&self->is_armed))
    return FAKE_GOOD;
  if (request->function <= DW_MODBUS_READ_INPUT)
    return self->on_read;
  if (self->refuses_after)
    fake_gateway_cut (gateway, TRUE);
  return self->on_write;
}

static void
thresholds_cb (DwSource *source, gint64 device_id, GHashTable *limits, gpointer data)
{
  Fixture *self = data;
  double *limit = g_hash_table_lookup (limits, "residual_current");

  self->n_thresholds++;
  g_assert_nonnull (limit);
  self->limit = *limit;
}

static void
link_changed_cb (DwSource *source, gint64 device_id, guint link, gint64 wall_ms, gpointer data)
{
  if (device_id == DEVICE && link == DW_LINK_ONLINE)
    *(gboolean *)data = TRUE;
}

static void
set_up_line (Fixture *self, DwModbusFraming framing, guint n_others)
{
  g_autoptr (GError) error = NULL;
  g_autofree DwUnitConfig *units = g_new0 (DwUnitConfig, n_others + 1);
  gboolean is_online = FALSE;
  DwGatewayConfig config;

  self->clock = dw_clock_new_system ();
  self->profile = dw_profile_parse (profile_json, -1, "b1", &error);
  g_assert_no_error (error);
  self->progress = g_array_new (FALSE, FALSE, sizeof (DwCommandState));
  self->gateway = fake_gateway_new (framing, decide_cb, self);
  fake_gateway_set (self->gateway, STATE_REGISTER, self->state);
  fake_gateway_set (self->gateway, ALARM_REGISTER, 1);
  fake_gateway_set (self->gateway, LIMIT_REGISTER, 300);
  fake_gateway_set (self->gateway, LIMIT_REGISTER + 1, 60);

  self->source = dw_gateway_source_new (self->clock);
  g_signal_connect (self->source, "thresholds", G_CALLBACK (thresholds_cb), self);
  g_signal_connect (self->source, "link-changed", G_CALLBACK (link_changed_cb), &is_online);
  for (guint i = 0; i <= n_others; i++)
    units[i] = (DwUnitConfig){ .device_id = i == 0 ? DEVICE : 1000 + i, .unit = (guint8)(i == 0 ? UNIT : 100 + i), .profile = self->profile };
  config = fake_gateway_make_config (self->gateway, 1, 100, 50);
  dw_gateway_source_set_gateway (self->source, &config, units, n_others + 1);
  dw_source_start (DW_SOURCE (self->source));
  fake_wait_for (is_online && self->n_thresholds > 0);
  g_signal_handlers_disconnect_by_data (self->source, &is_online);
  g_atomic_int_set (&self->is_armed, TRUE);
}

static void
set_up (Fixture *self)
{
  if (self->state == 0)
    self->state = CLOSED;
  set_up_line (self, DW_MODBUS_FRAMING_TCP, 0);
}

static void
tear_down (Fixture *self)
{
  dw_source_stop (DW_SOURCE (self->source));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->source);
  fake_gateway_free (self->gateway);
  g_clear_object (&self->cancellable);
  dw_command_result_free (self->result);
  g_clear_error (&self->error);
  g_array_unref (self->progress);
  dw_profile_unref (self->profile);
  dw_clock_unref (self->clock);
}

static void
progress_cb (const DwCommandResult *result, gpointer data)
{
  Fixture *self = data;

  g_assert_false (self->ended);
  g_array_append_val (self->progress, result->state);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *self = data;

  g_assert_false (self->ended);
  self->ended = TRUE;
  self->result = dw_source_command_finish (DW_SOURCE (source), result, &self->error);
}

static void
begin (Fixture *self, DwCommand *command)
{
  dw_source_command_async (DW_SOURCE (self->source), command, progress_cb, self, self->cancellable, ended_cb, self);
}

static void
run (Fixture *self, DwVerb verb, const char *name)
{
  g_autoptr (DwCommand) command = dw_command_new (DEVICE, verb, name);

  command->expires_mono_ms = dw_clock_mono_ms (self->clock) + 5000;
  begin (self, command);
  fake_wait_for (self->ended);
  g_assert_no_error (self->error);
}

static guint
count_writes (Fixture *self)
{
  return fake_gateway_count_function (self->gateway, DW_MODBUS_WRITE_REGISTER) + fake_gateway_count_function (self->gateway, DW_MODBUS_WRITE_REGISTERS) +
         fake_gateway_count_function (self->gateway, DW_MODBUS_WRITE_COIL);
}

static const struct
{
  const char *sentence;
  DwVerb verb;
  const char *command;
  FakeFault on_write, on_read;
  guint16 state;
  gboolean is_stuck, refuses_after;
  DwCommandState end;
  const char *code;
  guint writes;
} rows[] = {
  { "trip-is-confirmed-by-the-position", DW_VERB_TRIP, "trip", FAKE_GOOD, FAKE_GOOD, CLOSED, FALSE, FALSE, DW_COMMAND_CONFIRMED, "", 1 },
  { "close-is-confirmed-by-the-position", DW_VERB_CLOSE, "close", FAKE_GOOD, FAKE_GOOD, OPEN, FALSE, FALSE, DW_COMMAND_CONFIRMED, "", 1 },
  { "reset-is-confirmed-by-a-clear-flag", DW_VERB_RESET, "reset", FAKE_GOOD, FAKE_GOOD, CLOSED, FALSE, FALSE, DW_COMMAND_CONFIRMED, "", 1 },
  { "trip-of-a-locked-breaker-is-not-refused", DW_VERB_TRIP, "trip", FAKE_GOOD, FAKE_GOOD, CLOSED | LOCKED, FALSE, FALSE, DW_COMMAND_CONFIRMED, "", 1 },
  { "exception-is-a-refusal", DW_VERB_TRIP, "trip", FAKE_EXCEPTION_2, FAKE_GOOD, CLOSED, TRUE, FALSE, DW_COMMAND_REFUSED, "exception-2", 1 },
  { "breaker-that-does-not-move-is-unconfirmed", DW_VERB_TRIP, "trip", FAKE_GOOD, FAKE_GOOD, CLOSED, TRUE, FALSE, DW_COMMAND_UNCONFIRMED, "read-back-timeout", 1 },
  { "reset-with-the-alarm-still-there-is-unconfirmed", DW_VERB_RESET, "reset", FAKE_GOOD, FAKE_GOOD, CLOSED, TRUE, FALSE, DW_COMMAND_UNCONFIRMED, "read-back-timeout", 1 },
  { "locked-on-site-is-refused-before-sending", DW_VERB_CLOSE, "close", FAKE_GOOD, FAKE_GOOD, OPEN | LOCKED, FALSE, FALSE, DW_COMMAND_REFUSED, "local-lock", 0 },
  { "lock-that-cannot-be-read-is-not-passed", DW_VERB_CLOSE, "close", FAKE_GOOD, FAKE_SILENT, OPEN, FALSE, FALSE, DW_COMMAND_UNREACHABLE, "no-answer", 0 },
  { "lost-acknowledgement-is-decided-by-the-read-back", DW_VERB_TRIP, "trip", FAKE_SILENT, FAKE_GOOD, CLOSED, FALSE, FALSE, DW_COMMAND_CONFIRMED, "", 1 },
  { "lost-acknowledgement-of-a-stuck-breaker-is-unconfirmed", DW_VERB_TRIP, "trip", FAKE_SILENT, FAKE_GOOD, CLOSED, TRUE, FALSE, DW_COMMAND_UNCONFIRMED, "no-acknowledgement", 1 },
  { "late-acknowledgement-is-decided-by-the-read-back", DW_VERB_TRIP, "trip", FAKE_SLOW, FAKE_GOOD, CLOSED, FALSE, FALSE, DW_COMMAND_CONFIRMED, "", 1 },
  { "gateway-exception-0b-is-no-refusal", DW_VERB_TRIP, "trip", FAKE_EXCEPTION_11, FAKE_GOOD, CLOSED, TRUE, FALSE, DW_COMMAND_UNCONFIRMED, "no-acknowledgement", 1 },
  { "garbled-acknowledgement-is-decided-by-the-read-back", DW_VERB_TRIP, "trip", FAKE_GARBAGE, FAKE_GOOD, CLOSED, FALSE, FALSE, DW_COMMAND_CONFIRMED, "", 1 },
  { "trip-goes-out-to-a-device-that-was-silent", DW_VERB_TRIP, "trip", FAKE_GOOD, FAKE_SILENT, CLOSED, FALSE, FALSE, DW_COMMAND_UNCONFIRMED, "read-back-timeout", 1 },
  { "link-lost-after-the-write-and-gone-is-unconfirmed", DW_VERB_TRIP, "trip", FAKE_CLOSE, FAKE_GOOD, CLOSED, FALSE, TRUE, DW_COMMAND_UNCONFIRMED, "link-down", 1 },
  { "disabled-command-is-refused", DW_VERB_SILENCE, "silence", FAKE_GOOD, FAKE_GOOD, CLOSED, FALSE, FALSE, DW_COMMAND_REFUSED, "disabled", 0 },
  { "unknown-command-is-refused", DW_VERB_TRIP, "explode", FAKE_GOOD, FAKE_GOOD, CLOSED, FALSE, FALSE, DW_COMMAND_REFUSED, "not-supported", 0 },
  { "verb-and-command-must-agree", DW_VERB_RESET, "close", FAKE_GOOD, FAKE_GOOD, OPEN, FALSE, FALSE, DW_COMMAND_REFUSED, "not-supported", 0 },
  { "set-limit-without-a-limit-is-refused", DW_VERB_SET_LIMIT, "thresholds", FAKE_GOOD, FAKE_GOOD, CLOSED, FALSE, FALSE, DW_COMMAND_REFUSED, "no-limit", 0 },
};

static void
test_row (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data) / 2;
  Fixture self = {
    .on_write = rows[row].on_write,
    .on_read = rows[row].on_read,
    .state = rows[row].state,
    .is_stuck = rows[row].is_stuck,
    .refuses_after = rows[row].refuses_after,
  };

  set_up_line (&self, GPOINTER_TO_UINT (data) % 2, 1);
  fake_gateway_set_delay_ms (self.gateway, 150, 0);
  run (&self, rows[row].verb, rows[row].command);
  g_assert_cmpstr (self.result->code, ==, rows[row].code);
  g_assert_cmpint (self.result->state, ==, rows[row].end);
  g_assert_cmpuint (count_writes (&self), ==, rows[row].writes);
  g_assert_cmpint (*self.result->reason == '\0', ==, rows[row].end == DW_COMMAND_CONFIRMED);
  tear_down (&self);
}

static void
test_result_tells_old_and_new (void)
{
  Fixture self = { 0 };
  guint n_sent = 0;

  set_up (&self);
  run (&self, DW_VERB_TRIP, "trip");
  g_assert_cmpstr (self.result->old_value, ==, "closed");
  g_assert_cmpstr (self.result->new_value, ==, "open");
  g_assert_cmpuint (self.progress->len, >=, 2);
  g_assert_cmpint (g_array_index (self.progress, DwCommandState, 0), ==, DW_COMMAND_ACCEPTED);
  g_assert_cmpint (g_array_index (self.progress, DwCommandState, self.progress->len - 1), ==, DW_COMMAND_CONFIRMED);
  for (guint i = 0; i < self.result->log->len; i++)
    n_sent += strstr (self.result->log->pdata[i], "07 06 00 0D 00 00") != NULL && strstr (self.result->log->pdata[i], "TX") != NULL;
  g_assert_cmpuint (n_sent, ==, 1);
  tear_down (&self);
}

static void
test_link_back_in_time_decides (void)
{
  Fixture self = { .on_write = FAKE_CLOSE };

  /* The line is opened again after half a second; the command has eight for its read-back. */
  set_up (&self);
  run (&self, DW_VERB_RESET, "patient-reset");
  g_assert_cmpint (self.result->state, ==, DW_COMMAND_CONFIRMED);
  g_assert_cmpuint (count_writes (&self), ==, 1);
  tear_down (&self);
}

static void
test_expired_is_not_sent (void)
{
  Fixture self = { 0 };
  g_autoptr (DwCommand) command = dw_command_new (DEVICE, DW_VERB_TRIP, "trip");

  set_up (&self);
  command->expires_mono_ms = dw_clock_mono_ms (self.clock) - 1;
  begin (&self, command);
  fake_wait_for (self.ended);
  g_assert_cmpint (self.result->state, ==, DW_COMMAND_EXPIRED);
  g_assert_cmpstr (self.result->code, ==, "expired");
  g_assert_cmpuint (count_writes (&self), ==, 0);
  tear_down (&self);
}

static void
test_expires_while_it_waits_for_the_line (void)
{
  Fixture self = { .on_read = FAKE_SILENT };
  g_autoptr (DwCommand) command = dw_command_new (DEVICE, DW_VERB_TRIP, "trip");

  /* Its age passes while the state before is asked for, in vain for 100 ms. */
  set_up (&self);
  command->expires_mono_ms = dw_clock_mono_ms (self.clock) + 50;
  begin (&self, command);
  fake_wait_for (self.ended);
  g_assert_cmpint (self.result->state, ==, DW_COMMAND_EXPIRED);
  g_assert_cmpuint (count_writes (&self), ==, 0);
  tear_down (&self);
}

static void
test_cancelled_before_sending (void)
{
  Fixture self = { 0 };
  g_autoptr (DwCommand) command = dw_command_new (DEVICE, DW_VERB_TRIP, "trip");

  set_up (&self);
  self.cancellable = g_cancellable_new ();
  g_cancellable_cancel (self.cancellable);
  command->expires_mono_ms = dw_clock_mono_ms (self.clock) + 5000;
  begin (&self, command);
  fake_wait_for (self.ended);
  g_assert_error (self.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (self.result);
  g_assert_cmpuint (count_writes (&self), ==, 0);
  tear_down (&self);
}

static void
test_unknown_device (void)
{
  Fixture self = { 0 };
  g_autoptr (DwCommand) command = dw_command_new (99, DW_VERB_TRIP, "trip");

  set_up (&self);
  begin (&self, command);
  fake_wait_for (self.ended);
  g_assert_cmpint (self.result->state, ==, DW_COMMAND_REFUSED);
  g_assert_cmpstr (self.result->code, ==, "unknown-device");
  tear_down (&self);
}

static void
test_no_connection_is_unreachable_and_never_replayed (void)
{
  Fixture self = { 0 };
  DwGatewayStatus status = { 0 };
  guint n;

  set_up (&self);
  fake_gateway_cut (self.gateway, TRUE);
  fake_wait_for (dw_gateway_source_get_status (self.source, 1, &status) && status.state == DW_GATEWAY_DOWN);
  run (&self, DW_VERB_TRIP, "trip");
  g_assert_cmpint (self.result->state, ==, DW_COMMAND_UNREACHABLE);
  g_assert_cmpstr (self.result->code, ==, "link-down");

  fake_gateway_cut (self.gateway, FALSE);
  n = fake_gateway_count (self.gateway);
  fake_wait_for (fake_gateway_count (self.gateway) > n + 6);
  g_assert_cmpuint (count_writes (&self), ==, 0);
  tear_down (&self);
}

static void
test_stop_ends_a_running_command_truly (void)
{
  Fixture self = { .is_stuck = TRUE };
  g_autoptr (DwCommand) command = dw_command_new (DEVICE, DW_VERB_TRIP, "trip");

  set_up (&self);
  command->expires_mono_ms = dw_clock_mono_ms (self.clock) + 5000;
  begin (&self, command);
  fake_wait_for (count_writes (&self) == 1 && self.progress->len > 0);
  dw_source_stop (DW_SOURCE (self.source));
  fake_wait_for (self.ended);
  g_assert_cmpint (self.result->state, ==, DW_COMMAND_UNCONFIRMED);
  tear_down (&self);
}

static void
test_command_overtakes_polling (void)
{
  Fixture self = { 0 };
  g_autoptr (DwCommand) command = dw_command_new (DEVICE, DW_VERB_TRIP, "trip");
  guint first = 0, before, others_between = 0;

  self.state = CLOSED;
  set_up_line (&self, DW_MODBUS_FRAMING_RTU, 30);
  command->expires_mono_ms = dw_clock_mono_ms (self.clock) + 5000;
  before = fake_gateway_count (self.gateway);
  begin (&self, command);
  fake_wait_for (self.ended);
  g_assert_cmpint (self.result->state, ==, DW_COMMAND_CONFIRMED);
  for (first = before; fake_gateway_get_request (self.gateway, first).function != DW_MODBUS_WRITE_REGISTER; first++)
    ;
  /* The request on its way, perhaps the one begun meanwhile, and the command's own read before. */
  g_assert_cmpuint (first - before, <=, 4);
  /* And the others are polled while the command waits for its read-back. */
  for (guint i = first; i < fake_gateway_count (self.gateway); i++)
    others_between += fake_gateway_get_request (self.gateway, i).unit != UNIT;
  g_assert_cmpuint (others_between, >, 10);
  tear_down (&self);
}

static const struct
{
  const char *sentence;
  const char *name;
  double value;
  gboolean clamps;
  DwCommandState end;
  const char *code;
  guint writes;
} limit_rows[] = {
  { "limit-is-confirmed-when-read-back-equal", "residual_current", 500, FALSE, DW_COMMAND_CONFIRMED, "", 1 },
  { "limit-the-device-changes-is-unconfirmed", "residual_current", 500, TRUE, DW_COMMAND_UNCONFIRMED, "read-back-timeout", 1 },
  { "limit-above-the-range-is-refused", "residual_current", 1001, FALSE, DW_COMMAND_REFUSED, "out-of-range", 0 },
  { "limit-below-the-range-is-refused", "temperature_1", 39, FALSE, DW_COMMAND_REFUSED, "out-of-range", 0 },
  { "limit-that-is-no-number-is-refused", "temperature_1", (double)NAN, FALSE, DW_COMMAND_REFUSED, "out-of-range", 0 },
  { "unknown-limit-is-refused", "voltage_a", 250, FALSE, DW_COMMAND_REFUSED, "unknown-limit", 0 },
};

static void
test_limit (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  Fixture self = { 0 };
  g_autoptr (DwCommand) command = dw_command_new (DEVICE, DW_VERB_SET_LIMIT, "thresholds");

  set_up (&self);
  if (limit_rows[row].clamps)
    fake_gateway_set_ceiling (self.gateway, 400);
  command->expires_mono_ms = dw_clock_mono_ms (self.clock) + 5000;
  dw_command_set_argument (command, limit_rows[row].name, limit_rows[row].value);
  begin (&self, command);
  fake_wait_for (self.ended);
  g_assert_cmpstr (self.result->code, ==, limit_rows[row].code);
  g_assert_cmpint (self.result->state, ==, limit_rows[row].end);
  g_assert_cmpuint (count_writes (&self), ==, limit_rows[row].writes);
  if (limit_rows[row].end == DW_COMMAND_CONFIRMED)
    {
      g_assert_cmpstr (self.result->old_value, ==, "residual_current 300 mA");
      g_assert_cmpstr (self.result->new_value, ==, "residual_current 500 mA");
      /* What stands in the device now is told to everyone. */
      fake_wait_for (self.limit == 500);
    }
  tear_down (&self);
}

static void
add_rows (void)
{
  static const char *const framings[] = { "tcp", "rtu" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint framing = 0; framing < 2; framing++)
      {
        g_autofree char *path = g_strdup_printf ("/command/%s/%s", framings[framing], rows[i].sentence);

        g_test_add_data_func (path, GUINT_TO_POINTER (2 * i + framing), test_row);
      }
  for (guint i = 0; i < G_N_ELEMENTS (limit_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/command/limit/%s", limit_rows[i].sentence);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_limit);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_rows ();
  g_test_add_func ("/command/result-tells-old-and-new", test_result_tells_old_and_new);
  g_test_add_func ("/command/link-back-in-time-decides", test_link_back_in_time_decides);
  g_test_add_func ("/command/expired-is-not-sent", test_expired_is_not_sent);
  g_test_add_func ("/command/expires-while-it-waits-for-the-line", test_expires_while_it_waits_for_the_line);
  g_test_add_func ("/command/cancelled-before-sending-is-not-sent", test_cancelled_before_sending);
  g_test_add_func ("/command/unknown-device-is-refused", test_unknown_device);
  g_test_add_func ("/command/no-connection-is-unreachable-and-never-replayed", test_no_connection_is_unreachable_and_never_replayed);
  g_test_add_func ("/command/stop-ends-a-running-command-truly", test_stop_ends_a_running_command_truly);
  g_test_add_func ("/command/overtakes-polling", test_command_overtakes_polling);
  return g_test_run ();
}
