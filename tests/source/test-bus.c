// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-gateway-source.h"
#include "fake-gateway.h"

/* The plan: a real source polls a gateway that misbehaves in one way, now and then or always.
 *   - every value that comes is the right one (registers show their address; forged ones hold DEADH)
 *   - what was wrong is counted under its name
 *   - a device that never answers properly gets no report and is not online
 *   - the connection: refused, closed, come back; stop and dispose in the middle of everything
 * The profile has two blocks of equal length at different addresses: a late reply to one looks like the reply to the other. */

#define TIMEOUT_MS 60
#define LATE_MS 140 /* later than the time-out and the silence that is waited for after it */
#define USUAL_MS 5  /* so that the replies behind a late one come one after the other */
#define N_REPORTS 8

static const char profile_json[] =
  "{\"format\": 1, \"vendor\": \"Test\", \"model\": \"T1\", \"title\": {\"en\": \"T1\"}, \"class\": \"detector\","
  " \"blocks\": ["
  "  {\"name\": \"a\", \"function\": 3, \"address\": 4096, \"count\": 4},"
  "  {\"name\": \"b\", \"function\": 3, \"address\": 4608, \"count\": 4}],"
  " \"points\": ["
  "  {\"name\": \"temperature_1\", \"block\": \"a\", \"address\": 4096},"
  "  {\"name\": \"temperature_2\", \"block\": \"a\", \"address\": 4099},"
  "  {\"name\": \"temperature_3\", \"block\": \"b\", \"address\": 4608},"
  "  {\"name\": \"temperature_4\", \"block\": \"b\", \"address\": 4611}]}";

static const guint16 addresses[] = { 4096, 4099, 4608, 4611 };

typedef struct
{
  DwClock *clock;
  DwProfile *profile;
  FakeGateway *gateway;
  DwGatewaySource *source;
  FakeFault fault;
  guint every; /* the fault comes at each nth request, 1 = always */
  guint n_reports;
  guint n_values;
  guint n_batches;
  DwLinkState links[256]; /* by device id */
  guint n_link_changes;
  gboolean link_seen_before_report;
} Fixture;

static FakeFault
decide_cb (FakeGateway *gateway, const DwModbusRequest *request, guint number, gpointer data)
{
  Fixture *self = data;

  return number % self->every == self->every - 1 ? self->fault : FAKE_GOOD;
}

static void
check_report (Fixture *self, const DwReport *report)
{
  g_assert_cmpuint (report->n_values, ==, G_N_ELEMENTS (addresses));
  g_assert_cmpint (report->time_ms, >, 0);
  self->n_reports++;
  for (guint i = 0; i < report->n_values; i++)
    if (report->values[i].quality != DW_QUALITY_NONE)
      {
        g_assert_cmpfloat (report->values[i].value, ==, fake_value (addresses[i]));
        g_assert_cmpuint (report->values[i].quality, ==, DW_QUALITY_GOOD);
        self->n_values++;
      }
}

static void
reports_cb (DwSource *source, GPtrArray *reports, gpointer data)
{
  Fixture *self = data;

  self->n_batches++;
  g_assert_cmpuint (reports->len, >, 0);
  for (guint i = 0; i < reports->len; i++)
    {
      const DwReport *report = reports->pdata[i];

      g_assert_cmpint (self->links[report->device_id], ==, DW_LINK_ONLINE);
      check_report (self, report);
    }
}

static void
link_changed_cb (DwSource *source, gint64 device_id, guint link, gint64 wall_ms, gpointer data)
{
  Fixture *self = data;

  g_assert_cmpint (wall_ms, >, 0);
  g_assert_cmpint (self->links[device_id], !=, (DwLinkState)link);
  self->links[device_id] = link;
  self->n_link_changes++;
}

static void
set_up_with (Fixture *self, DwModbusFraming framing, const char *json)
{
  g_autoptr (GError) error = NULL;

  self->clock = dw_clock_new_system ();
  self->every = 1;
  self->profile = dw_profile_parse (json, -1, "t1", &error);
  g_assert_no_error (error);
  self->gateway = fake_gateway_new (framing, decide_cb, self);
  self->source = dw_gateway_source_new (self->clock);
  g_signal_connect (self->source, "reports", G_CALLBACK (reports_cb), self);
  g_signal_connect (self->source, "link-changed", G_CALLBACK (link_changed_cb), self);
}

static void
set_up (Fixture *self, DwModbusFraming framing)
{
  set_up_with (self, framing, profile_json);
}

static void
start (Fixture *self, guint n_units, int timeout_ms)
{
  DwGatewayConfig config = fake_gateway_make_config (self->gateway, 1, timeout_ms, 1);
  g_autofree DwUnitConfig *units = g_new0 (DwUnitConfig, n_units);

  for (guint i = 0; i < n_units; i++)
    units[i] = (DwUnitConfig){ .device_id = i + 1, .unit = (guint8)(i + 1), .profile = self->profile };
  dw_gateway_source_set_gateway (self->source, &config, units, n_units);
  dw_source_start (DW_SOURCE (self->source));
}

static void
tear_down (Fixture *self)
{
  dw_source_stop (DW_SOURCE (self->source));
  g_assert_finalize_object (self->source);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fake_gateway_free (self->gateway);
  dw_profile_unref (self->profile);
  dw_clock_unref (self->clock);
}

static DwGatewayStatus
get_status (Fixture *self)
{
  DwGatewayStatus status = { 0 };

  g_assert_true (dw_gateway_source_get_status (self->source, 1, &status));
  return status;
}

/* Which figure must grow by the fault; none: only the values are judged. */
typedef enum {
  COUNT_NONE,
  COUNT_TIMEOUTS,
  COUNT_EXCEPTIONS,
  COUNT_BAD_FRAMES,
  COUNT_UNSOLICITED,
  COUNT_ECHOES,
  COUNT_RECONNECTS,
} Count;

static guint64
get_count (const DwGatewayStatus *status, Count count)
{
  const guint64 counts[] = { 1, status->timeouts, status->exceptions, status->bad_frames, status->unsolicited, status->echoes, status->reconnects };

  return counts[count];
}

enum {
  TCP = 1 << DW_MODBUS_FRAMING_TCP,
  RTU = 1 << DW_MODBUS_FRAMING_RTU,
};

static const struct
{
  const char *name;
  FakeFault fault;
  guint framings;
  guint every;
  Count count;
} sometimes_rows[] = {
  { "good", FAKE_GOOD, TCP | RTU, 1, COUNT_NONE },
  { "byte-by-byte-is-read", FAKE_BYTE_BY_BYTE, TCP | RTU, 1, COUNT_NONE },
  { "halves-are-read", FAKE_HALVES, TCP | RTU, 1, COUNT_NONE },
  { "echo-is-dropped", FAKE_ECHO, TCP | RTU, 1, COUNT_ECHOES },
  { "second-reply-in-one-read-is-dropped", FAKE_TWICE, TCP | RTU, 1, COUNT_UNSOLICITED },
  { "reply-of-another-unit-first-is-dropped", FAKE_OTHER_FIRST, TCP | RTU, 1, COUNT_UNSOLICITED },
  { "old-transaction-first-is-dropped", FAKE_OLD_TRANSACTION_FIRST, TCP, 1, COUNT_UNSOLICITED },
  { "noise-before-the-reply-is-skipped", FAKE_NOISE_FIRST, RTU, 1, COUNT_NONE },
  { "silence-is-a-time-out", FAKE_SILENT, TCP | RTU, 3, COUNT_TIMEOUTS },
  { "late-reply-is-never-the-next-one", FAKE_SLOW, TCP | RTU, 11, COUNT_UNSOLICITED },
  { "truncated-reply-is-a-time-out", FAKE_TRUNCATED, TCP | RTU, 3, COUNT_TIMEOUTS },
  { "wrong-unit-is-unsolicited", FAKE_WRONG_UNIT, TCP | RTU, 3, COUNT_UNSOLICITED },
  { "wrong-count-is-unsolicited", FAKE_WRONG_COUNT, TCP | RTU, 3, COUNT_UNSOLICITED },
  { "wrong-transaction-is-unsolicited", FAKE_WRONG_TRANSACTION, TCP, 3, COUNT_UNSOLICITED },
  { "bad-checksum-is-a-bad-frame", FAKE_BAD_CHECKSUM, TCP | RTU, 3, COUNT_BAD_FRAMES },
  { "garbage-is-no-value", FAKE_GARBAGE, TCP | RTU, 3, COUNT_TIMEOUTS },
  { "exception-is-counted", FAKE_EXCEPTION_2, TCP | RTU, 3, COUNT_EXCEPTIONS },
  { "gateway-exception-0b-is-a-time-out", FAKE_EXCEPTION_11, TCP | RTU, 3, COUNT_TIMEOUTS },
  { "closed-connection-is-opened-again", FAKE_CLOSE, TCP | RTU, 9, COUNT_RECONNECTS },
  { "close-in-the-middle-of-a-reply", FAKE_CLOSE_IN_MIDDLE, TCP | RTU, 9, COUNT_RECONNECTS },
};

static void
test_sometimes (gconstpointer data)
{
  guint code = GPOINTER_TO_UINT (data);
  guint row = code / 2;
  Fixture self = { 0 };
  DwGatewayStatus status;

  set_up (&self, code % 2);
  self.fault = sometimes_rows[row].fault;
  self.every = sometimes_rows[row].every;
  fake_gateway_set_delay_ms (self.gateway, LATE_MS, self.fault == FAKE_SLOW ? USUAL_MS : 0);
  /* With one unit alone a late reply meets a request to the same unit. */
  start (&self, self.fault == FAKE_SLOW ? 1 : 2, TIMEOUT_MS);
  fake_wait_for (self.n_reports >= N_REPORTS && get_count (&(DwGatewayStatus[]){ get_status (&self) }[0], sometimes_rows[row].count) > 0);
  status = get_status (&self);
  g_assert_cmpuint (self.n_values, >, N_REPORTS);
  g_assert_cmpuint (status.replies, >, 0);
  tear_down (&self);
}

static const struct
{
  const char *name;
  FakeFault fault;
  guint framings;
  DwLinkState link;
} always_rows[] = {
  { "silent-device-is-silent", FAKE_SILENT, TCP | RTU, DW_LINK_SILENT },
  { "truncated-replies-are-no-values", FAKE_TRUNCATED, TCP | RTU, DW_LINK_SILENT },
  { "garbage-is-no-device", FAKE_GARBAGE, TCP | RTU, DW_LINK_SILENT },
  { "wrong-checksums-are-no-device", FAKE_BAD_CHECKSUM, TCP | RTU, DW_LINK_SILENT },
  { "replies-of-others-are-no-device", FAKE_WRONG_UNIT, TCP | RTU, DW_LINK_SILENT },
  { "wrong-transactions-are-no-device", FAKE_WRONG_TRANSACTION, TCP, DW_LINK_SILENT },
  { "gateway-exception-0b-means-silent", FAKE_EXCEPTION_11, TCP | RTU, DW_LINK_SILENT },
  { "device-that-refuses-all-is-there", FAKE_EXCEPTION_2, TCP | RTU, DW_LINK_ONLINE },
  { "gateway-that-closes-is-down", FAKE_CLOSE, TCP | RTU, DW_LINK_DOWN },
};

static void
test_always (gconstpointer data)
{
  guint code = GPOINTER_TO_UINT (data);
  guint row = code / 2;
  Fixture self = { 0 };

  set_up (&self, code % 2);
  self.fault = always_rows[row].fault;
  start (&self, 1, 30);
  fake_wait_for (self.links[1] == always_rows[row].link && fake_gateway_count (self.gateway) >= 2);
  g_assert_cmpuint (self.n_reports, ==, 0);
  tear_down (&self);
}

static void
test_one_silent_unit (void)
{
  Fixture self = { 0 };
  DwGatewayStatus status;

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  fake_gateway_set_units (self.gateway, 1, 2);
  start (&self, 3, 30);
  fake_wait_for (self.n_reports >= 60);
  status = get_status (&self);
  g_assert_cmpint (self.links[1], ==, DW_LINK_ONLINE);
  g_assert_cmpint (self.links[2], ==, DW_LINK_ONLINE);
  g_assert_cmpint (self.links[3], ==, DW_LINK_SILENT);
  g_assert_cmpuint (status.silent_units, ==, 1);
  g_assert_cmpint (status.state, ==, DW_GATEWAY_ONLINE);
  g_assert_cmpstr (status.last_error, !=, "");
  /* Thirty rounds: three full ones and at most one in ten of the rest. */
  g_assert_cmpuint (status.timeouts, <=, 3 + status.requests / 40 + 1);
  tear_down (&self);
}

/* A device that needs longer than the preset says so in its profile; a configured time-out goes before. */
static void
test_profile_says_how_long_to_wait (void)
{
  g_autofree char *json = g_strdup_printf ("{\"timeout_ms\": 3000, %s", profile_json + 1);
  Fixture self = { 0 };

  set_up_with (&self, DW_MODBUS_FRAMING_TCP, json);
  self.fault = FAKE_SLOW;
  fake_gateway_set_delay_ms (self.gateway, 600, 0);
  start (&self, 1, 0);
  fake_wait_for (self.n_reports >= 1);
  g_assert_cmpuint (get_status (&self).timeouts, ==, 0);
  g_assert_cmpint (get_status (&self).delay_ms, >=, 550);
  tear_down (&self);
}

/* The devices are silent, not down: the gateway takes the new connection. */
static void
test_mute_connection_is_opened_anew (void)
{
  Fixture self = { 0 };

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  self.fault = FAKE_SILENT;
  start (&self, 2, 20);
  fake_wait_for (fake_gateway_count_connections (self.gateway) >= 3);
  g_assert_cmpint (self.links[1], ==, DW_LINK_SILENT);
  g_assert_cmpint (self.links[2], ==, DW_LINK_SILENT);
  g_assert_cmpuint (self.n_link_changes, ==, 2);
  self.every = G_MAXUINT;
  fake_wait_for (self.n_reports >= 4);
  tear_down (&self);
}

static void
test_refused_then_there (void)
{
  Fixture self = { 0 };
  guint n;

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  start (&self, 2, TIMEOUT_MS);
  fake_wait_for (self.n_reports >= 4);
  fake_gateway_cut (self.gateway, TRUE);
  fake_wait_for (self.links[1] == DW_LINK_DOWN && self.links[2] == DW_LINK_DOWN);
  g_assert_cmpint (get_status (&self).state, ==, DW_GATEWAY_DOWN);
  g_assert_cmpstr (get_status (&self).last_error, !=, "");
  n = self.n_reports;
  fake_gateway_cut (self.gateway, FALSE);
  fake_wait_for (self.n_reports >= n + 4);
  g_assert_cmpint (self.links[2], ==, DW_LINK_ONLINE);
  g_assert_cmpstr (get_status (&self).last_error, ==, "");
  g_assert_cmpuint (get_status (&self).reconnects, >=, 1);
  tear_down (&self);
}

static void
test_nobody_listens (void)
{
  Fixture self = { 0 };
  DwGatewayConfig config;
  DwUnitConfig unit = { .device_id = 1, .unit = 1 };

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  config = fake_gateway_make_config (self.gateway, 1, TIMEOUT_MS, 1);
  fake_gateway_free (self.gateway);
  unit.profile = self.profile;
  dw_gateway_source_set_gateway (self.source, &config, &unit, 1);
  dw_source_start (DW_SOURCE (self.source));
  fake_wait_for (self.links[1] == DW_LINK_DOWN);
  g_assert_cmpint (get_status (&self).state, ==, DW_GATEWAY_DOWN);
  g_assert_cmpuint (self.n_reports, ==, 0);
  self.gateway = NULL;
  tear_down (&self);
}

static void
test_dispose_while_running (void)
{
  Fixture self = { 0 };

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  self.fault = FAKE_SLOW;
  start (&self, 3, 1000);
  fake_wait_for (fake_gateway_count (self.gateway) >= 2);
  /* No stop, mail on its way: nothing may reach the dead object. */
  g_assert_finalize_object (self.source);
  g_main_context_iteration (NULL, FALSE);
  fake_gateway_free (self.gateway);
  dw_profile_unref (self.profile);
  dw_clock_unref (self.clock);
}

static void
test_stop_is_quick_and_final (void)
{
  Fixture self = { 0 };
  gint64 before_ms;
  guint n;

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  self.fault = FAKE_SILENT;
  start (&self, 3, 5000);
  fake_wait_for (fake_gateway_count (self.gateway) >= 1);
  before_ms = dw_clock_mono_ms (self.clock);
  dw_source_stop (DW_SOURCE (self.source));
  g_assert_cmpint (dw_clock_mono_ms (self.clock) - before_ms, <, 1000);
  g_assert_cmpint (get_status (&self).state, ==, DW_GATEWAY_STOPPED);
  n = fake_gateway_count (self.gateway);

  /* And it starts again. */
  self.fault = FAKE_GOOD;
  dw_source_start (DW_SOURCE (self.source));
  fake_wait_for (self.n_reports >= 3);
  g_assert_cmpuint (fake_gateway_count (self.gateway), >, n);
  tear_down (&self);
}

static void
test_set_gateway_replaces_one_worker (void)
{
  Fixture self = { 0 };
  g_autoptr (FakeGateway) other = NULL;
  DwGatewayConfig config;
  DwUnitConfig unit = { .device_id = 9, .unit = 9 };
  DwGatewayStatus status = { 0 };

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  other = fake_gateway_new (DW_MODBUS_FRAMING_TCP, NULL, NULL);
  start (&self, 2, TIMEOUT_MS);
  config = fake_gateway_make_config (other, 2, TIMEOUT_MS, 1);
  unit.profile = self.profile;
  dw_gateway_source_set_gateway (self.source, &config, &unit, 1);
  fake_wait_for (self.links[9] == DW_LINK_ONLINE && self.links[1] == DW_LINK_ONLINE);

  unit.device_id = 10;
  dw_gateway_source_set_gateway (self.source, &config, &unit, 1);
  fake_wait_for (self.links[10] == DW_LINK_ONLINE);
  g_assert_cmpuint (fake_gateway_count_connections (other), ==, 2);
  g_assert_cmpuint (fake_gateway_count_connections (self.gateway), ==, 1);

  dw_gateway_source_remove_gateway (self.source, 2);
  g_assert_false (dw_gateway_source_get_status (self.source, 2, &status));
  tear_down (&self);
}

static void
test_frames_are_kept_with_words (void)
{
  Fixture self = { 0 };
  g_autoptr (GPtrArray) frames = NULL;
  const DwFrameLine *line;

  set_up (&self, DW_MODBUS_FRAMING_RTU);
  start (&self, 1, TIMEOUT_MS);
  fake_wait_for (self.n_reports >= 300);
  frames = dw_gateway_source_get_frames (self.source, 1);
  g_assert_cmpuint (frames->len, ==, 500);
  line = frames->pdata[499];
  g_assert_nonnull (strstr (line->hex, "01 03 "));
  for (guint i = 0; i < frames->len; i++)
    {
      line = frames->pdata[i];
      g_assert_nonnull (strstr (line->text, line->sent ? "read holding 1" : "reply to read holding, 4 values, unit 1"));
    }
  tear_down (&self);
}

static void
test_batches_are_few (void)
{
  Fixture self = { 0 };
  gint64 start_ms;

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  start (&self, 8, TIMEOUT_MS);
  fake_wait_for (self.n_reports >= 16);
  self.n_batches = 0;
  start_ms = dw_clock_mono_ms (self.clock);
  fake_wait_for (self.n_reports >= 2000);
  g_assert_cmpint (self.n_batches, <=, 2 + (dw_clock_mono_ms (self.clock) - start_ms) / 45);
  tear_down (&self);
}

/* Replies without ids: what lies there already when the next request goes out is not its reply. The pause is far longer than the gateway needs. */
static void
test_repeated_reply_is_not_the_next_one (void)
{
  Fixture self = { .fault = FAKE_TWICE_APART };
  DwGatewayConfig config;
  DwUnitConfig unit;

  set_up (&self, DW_MODBUS_FRAMING_RTU);
  config = fake_gateway_make_config (self.gateway, 1, 1000, 1);
  config.pause_ms = 200;
  unit = (DwUnitConfig){ .device_id = 1, .unit = 1, .profile = self.profile };
  dw_gateway_source_set_gateway (self.source, &config, &unit, 1);
  dw_source_start (DW_SOURCE (self.source));
  fake_wait_for (self.n_reports >= 3);
  g_assert_cmpuint (get_status (&self).unsolicited, >=, 2);
  g_assert_cmpuint (get_status (&self).timeouts, ==, 0);
  tear_down (&self);
}

/* A request from outside wants a fresh state, whatever the period is. */
static void
test_round_is_hurried (void)
{
  Fixture self = { 0 };
  DwGatewayConfig config;
  DwUnitConfig unit;

  set_up (&self, DW_MODBUS_FRAMING_TCP);
  config = fake_gateway_make_config (self.gateway, 1, TIMEOUT_MS, 3600 * 1000);
  unit = (DwUnitConfig){ .device_id = 1, .unit = 1, .profile = self.profile };
  dw_gateway_source_set_gateway (self.source, &config, &unit, 1);
  dw_source_start (DW_SOURCE (self.source));
  fake_wait_for (self.n_reports >= 1);
  /* Asked again and again: a round that is on its way does not count. */
  while (self.n_reports < 3)
    {
      dw_gateway_source_poll_now (self.source, 1);
      g_main_context_iteration (NULL, TRUE);
    }
  dw_gateway_source_poll_now (self.source, 2);
  tear_down (&self);
}

static const char joined_json[] =
  "{\"format\": 1, \"vendor\": \"Test\", \"model\": \"T2\", \"title\": {\"en\": \"T2\"}, \"class\": \"detector\","
  " \"blocks\": ["
  "  {\"name\": \"a\", \"function\": 3, \"address\": 4096, \"count\": 4},"
  "  {\"name\": \"b\", \"function\": 3, \"address\": 4104, \"count\": 4}],"
  " \"points\": ["
  "  {\"name\": \"temperature_1\", \"block\": \"a\", \"address\": 4096},"
  "  {\"name\": \"temperature_2\", \"block\": \"a\", \"address\": 4099},"
  "  {\"name\": \"temperature_3\", \"block\": \"b\", \"address\": 4104},"
  "  {\"name\": \"temperature_4\", \"block\": \"b\", \"address\": 4107}]}";

static guint n_sound;

static void
joined_reports_cb (DwSource *source, GPtrArray *reports, gpointer data)
{
  static const guint16 joined_addresses[] = { 4096, 4099, 4104, 4107 };

  for (guint i = 0; i < reports->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (joined_addresses); j++)
      {
        const DwReport *report = reports->pdata[i];

        g_assert_cmpfloat (report->values[j].value, ==, fake_value (joined_addresses[j]));
        n_sound++;
      }
}

static void
test_joined_read_is_split_when_refused (void)
{
  Fixture self = { 0 };
  DwModbusRequest request;

  n_sound = 0;
  set_up_with (&self, DW_MODBUS_FRAMING_TCP, joined_json);
  g_signal_handlers_disconnect_by_func (self.source, reports_cb, &self);
  g_signal_connect (self.source, "reports", G_CALLBACK (joined_reports_cb), &self);
  fake_gateway_set_hole (self.gateway, 4101, 4102);
  start (&self, 1, TIMEOUT_MS);
  fake_wait_for (n_sound >= 16);
  request = fake_gateway_get_request (self.gateway, 0);
  g_assert_cmpuint (request.count, ==, 12);
  request = fake_gateway_get_request (self.gateway, 1);
  g_assert_cmpuint (request.count, ==, 4);
  g_assert_cmpuint (get_status (&self).exceptions, ==, 1);
  tear_down (&self);
}

static void
add_rows (void)
{
  static const char *const framings[] = { "tcp", "rtu" };

  for (guint i = 0; i < G_N_ELEMENTS (sometimes_rows); i++)
    for (guint framing = 0; framing < 2; framing++)
      if ((sometimes_rows[i].framings & 1u << framing) != 0)
        {
          g_autofree char *path = g_strdup_printf ("/bus/%s/%s", framings[framing], sometimes_rows[i].name);

          g_test_add_data_func (path, GUINT_TO_POINTER (i * 2 + framing), test_sometimes);
        }
  for (guint i = 0; i < G_N_ELEMENTS (always_rows); i++)
    for (guint framing = 0; framing < 2; framing++)
      if ((always_rows[i].framings & 1u << framing) != 0)
        {
          g_autofree char *path = g_strdup_printf ("/bus/%s/always/%s", framings[framing], always_rows[i].name);

          g_test_add_data_func (path, GUINT_TO_POINTER (i * 2 + framing), test_always);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_rows ();
  g_test_add_func ("/bus/one-silent-unit-is-not-the-gateway", test_one_silent_unit);
  g_test_add_func ("/bus/profile-says-how-long-to-wait", test_profile_says_how_long_to_wait);
  g_test_add_func ("/bus/mute-connection-is-opened-anew", test_mute_connection_is_opened_anew);
  g_test_add_func ("/bus/disconnect-is-down-for-all-and-comes-back", test_refused_then_there);
  g_test_add_func ("/bus/nobody-listens-is-down", test_nobody_listens);
  g_test_add_func ("/bus/dispose-while-running-is-safe", test_dispose_while_running);
  g_test_add_func ("/bus/stop-is-quick-and-final", test_stop_is_quick_and_final);
  g_test_add_func ("/bus/set-gateway-replaces-one-worker", test_set_gateway_replaces_one_worker);
  g_test_add_func ("/bus/frames-are-kept-with-words", test_frames_are_kept_with_words);
  g_test_add_func ("/bus/batches-are-few", test_batches_are_few);
  g_test_add_func ("/bus/repeated-reply-is-not-the-next-one", test_repeated_reply_is_not_the_next_one);
  g_test_add_func ("/bus/round-is-hurried", test_round_is_hurried);
  g_test_add_func ("/bus/joined-read-is-split-when-refused", test_joined_read_is_split_when_refused);
  return g_test_run ();
}
