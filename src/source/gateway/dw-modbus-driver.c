// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-driver.h"

/* After a time-out the reply may still be on its way.
 *   TCP: the transaction id tells a late reply from the one awaited; it is counted and dropped when it comes.
 *   RTU: there is no id. First everything that arrives is thrown away until the line was silent for 50 ms and one frame; then, because a slow device may need
 *   longer than that, the unit counts as out of step until the fence (see the header) was answered. A serial line keeps the order,
 *   so whatever was late has passed by then. */

#define TIMEOUT_PRESET_MS 500
#define QUIET_MS 50
#define QUIET_LIMIT_MS 5000 /* a line that babbles longer is closed */
#define GAP_MS 2            /* of silence between two frames of a serial line: 3.5 characters, from 19200 baud on 1.75 ms */
#define STRAY_READS_MAX 50
#define BITS_PER_BYTE 11
#define BAUD_PRESET 9600 /* the speed behind a serial server is not known; this is the slow end of what is used */

typedef struct
{
  guint8 function;
  guint16 address;
  guint16 count;
} Fence;

typedef struct
{
  Fence fence;
  gboolean stale; /* a reply may be on its way */
  int timeout_ms; /* 0 = preset */
} Unit;

struct _DwModbusDriver
{
  DwModbusFraming framing;
  DwLink *link;
  DwClock *clock;
  DwFrameLog *log;
  DwModbusReceiver *receiver;
  int timeout_ms; /* 0 = what the unit says */
  int pause_ms;
  gint64 free_us; /* when the last exchange ended */
  guint16 transaction;
  gboolean distrusted;
  gboolean garbled; /* bytes that were no frames since the request */
  Unit units[256];
  DwDriverCounters counters;
  guint64 n_late;
  gint64 delay_us;
  guint8 sent[DW_MODBUS_FRAME_MAX];
  gsize n_sent;
  guint8 reply[DW_MODBUS_FRAME_MAX];
  gsize n_reply;
};

DwModbusDriver *
dw_modbus_driver_new (DwModbusFraming framing, DwLink *link, DwClock *clock, DwFrameLog *log, int timeout_ms, int pause_ms)
{
  DwModbusDriver *self = g_new0 (DwModbusDriver, 1);

  self->framing = framing;
  self->link = link;
  self->clock = dw_clock_ref (clock);
  self->log = log;
  self->receiver = dw_modbus_receiver_new (framing);
  self->timeout_ms = timeout_ms;
  self->pause_ms = pause_ms;
  self->free_us = G_MININT32;
  return self;
}

DwModbusDriver *
dw_modbus_driver_new_for_config (const DwGatewayConfig *config, DwLink *link, DwClock *clock, DwFrameLog *log)
{
  return dw_modbus_driver_new (config->framing, link, clock, log, MAX (0, config->timeout_ms), MAX (0, config->pause_ms));
}

void
dw_modbus_driver_free (DwModbusDriver *self)
{
  if (self == NULL)
    return;
  dw_modbus_receiver_free (self->receiver);
  dw_clock_unref (self->clock);
  g_free (self);
}

void
dw_modbus_driver_set_fence (DwModbusDriver *self, guint8 unit, guint8 function, guint16 address, guint16 count)
{
  self->units[unit].fence = (Fence){ function, address, count };
}

void
dw_modbus_driver_set_timeout (DwModbusDriver *self, guint8 unit, int timeout_ms)
{
  self->units[unit].timeout_ms = timeout_ms;
}

void
dw_modbus_driver_reset (DwModbusDriver *self)
{
  dw_modbus_receiver_reset (self->receiver);
  self->distrusted = FALSE;
}

void
dw_modbus_driver_distrust (DwModbusDriver *self)
{
  self->distrusted = TRUE;
  dw_link_close (self->link);
}

gboolean
dw_modbus_driver_is_distrusted (const DwModbusDriver *self)
{
  return self->distrusted;
}

gboolean
dw_modbus_driver_is_open (const DwModbusDriver *self)
{
  return dw_link_is_open (self->link);
}

DwDriverCounters
dw_modbus_driver_get_counters (const DwModbusDriver *self)
{
  return self->counters;
}

const guint8 *
dw_modbus_driver_get_last_sent (const DwModbusDriver *self, gsize *length)
{
  *length = self->n_sent;
  return self->sent;
}

const guint8 *
dw_modbus_driver_get_last_reply (const DwModbusDriver *self, gsize *length)
{
  *length = self->n_reply;
  return self->reply;
}

static void
log_frame (DwModbusDriver *self, DwFrameKind kind, DwProtoError why, const guint8 *bytes, gsize length)
{
  if (self->log != NULL)
    dw_frame_log_add (self->log, dw_clock_wall_ms (self->clock), kind, why, bytes, length);
}

static int
find_line_time_ms (gsize bytes)
{
  return (int)(bytes * BITS_PER_BYTE * 1000 / BAUD_PRESET) + 1;
}

static void
count_dropped (DwModbusDriver *self, DwProtoError why)
{
  gsize length = 0;
  const guint8 *bytes = dw_modbus_receiver_get_last_frame (self->receiver, &length);

  if (why != DW_PROTO_ERROR_MISMATCH)
    self->garbled = TRUE;
  log_frame (self, DW_FRAME_DROPPED, why, bytes, length);
}

/* Takes what the receiver has whole; TRUE with the reply. */
static gboolean
take_reply (DwModbusDriver *self, DwModbusReply *reply)
{
  DwModbusResult result;
  DwProtoError why = DW_PROTO_ERROR_MISMATCH;
  const guint8 *bytes;

  while ((result = dw_modbus_receiver_next (self->receiver, reply, &why)) == DW_MODBUS_DROPPED)
    count_dropped (self, why);
  if (result != DW_MODBUS_REPLY)
    return FALSE;
  bytes = dw_modbus_receiver_get_last_frame (self->receiver, &self->n_reply);
  self->n_reply = MIN (self->n_reply, sizeof self->reply);
  memcpy (self->reply, bytes, self->n_reply);
  log_frame (self, DW_FRAME_REPLY, 0, bytes, self->n_reply);
  return TRUE;
}

/* Throws away what comes until the line is silent; FALSE when it never is (then the link is closed), or was closed. */
static gboolean
wait_for_silence (DwModbusDriver *self, gsize frame_bytes)
{
  int quiet_ms = QUIET_MS + find_line_time_ms (frame_bytes);
  gint64 limit_us = dw_clock_mono_us (self->clock) + QUIET_LIMIT_MS * 1000;
  guint8 buffer[DW_MODBUS_FRAME_MAX];

  dw_modbus_receiver_reset (self->receiver);
  while (dw_clock_mono_us (self->clock) < limit_us)
    {
      g_autoptr (GError) error = NULL;
      gssize n = dw_link_read (self->link, buffer, sizeof buffer, quiet_ms, &error);

      if (n < 0)
        return dw_link_is_open (self->link);
      self->counters.bytes_received += n;
      self->n_late++;
      log_frame (self, DW_FRAME_LATE, 0, buffer, n);
    }
  dw_modbus_driver_distrust (self);
  return FALSE;
}

static DwExchange
end_timed_out (DwModbusDriver *self, const DwModbusRequest *request, DwModbusReply *reply)
{
  gboolean garbled = self->garbled;

  reply->exception = 0;
  self->counters.timeouts++;
  /* A stream does not lose bytes: garbage means that sender and receiver disagree where frames begin. Only a new connection cures that. */
  if (self->framing == DW_MODBUS_FRAMING_TCP && garbled)
    dw_modbus_driver_distrust (self);
  if (self->framing == DW_MODBUS_FRAMING_TCP)
    return garbled ? DW_EXCHANGE_GARBLED : DW_EXCHANGE_SILENT;
  self->units[request->unit].stale = TRUE;
  if (!wait_for_silence (self, dw_modbus_frame_reply_length (self->framing, request)))
    return self->distrusted ? DW_EXCHANGE_GARBLED : DW_EXCHANGE_LOST;
  return garbled ? DW_EXCHANGE_GARBLED : DW_EXCHANGE_SILENT;
}

static int
find_timeout_ms (DwModbusDriver *self, const DwModbusRequest *request)
{
  int unit_ms = self->units[request->unit].timeout_ms;
  int preset_ms = unit_ms > 0 ? unit_ms : TIMEOUT_PRESET_MS;

  if (self->timeout_ms > 0)
    return self->timeout_ms;
  if (self->framing == DW_MODBUS_FRAMING_TCP)
    return preset_ms;
  return preset_ms + find_line_time_ms (dw_modbus_frame_reply_length (self->framing, request));
}

static void
keep_pause (DwModbusDriver *self)
{
  gint64 wait_us;

  if (self->pause_ms <= 0)
    return;
  wait_us = self->free_us + self->pause_ms * 1000 - dw_clock_mono_us (self->clock);
  if (wait_us > 0)
    g_usleep (MIN (wait_us, self->pause_ms * 1000));
}

static void
count_strays (DwModbusDriver *self)
{
  DwModbusReply reply;
  DwProtoError why = DW_PROTO_ERROR_MISMATCH;

  while (dw_modbus_receiver_next (self->receiver, &reply, &why) == DW_MODBUS_DROPPED)
    count_dropped (self, why);
}

/* A serial line has no transaction ids: what came unasked since the last reply, for example the same reply once more, would be taken for the
 * reply to the request that goes out now if their lengths are equal. */
static void
drop_strays (DwModbusDriver *self)
{
  gint64 left_us = self->free_us + GAP_MS * 1000 - dw_clock_mono_us (self->clock);
  int wait_ms = (int)CLAMP ((left_us + 999) / 1000, 0, GAP_MS);
  guint8 buffer[DW_MODBUS_FRAME_MAX];

  count_strays (self);
  for (guint i = 0; i < STRAY_READS_MAX; i++)
    {
      gssize n = dw_link_read (self->link, buffer, sizeof buffer, wait_ms, NULL);

      if (n <= 0)
        break;
      self->counters.bytes_received += n;
      dw_modbus_receiver_feed (self->receiver, buffer, n);
      count_strays (self);
      wait_ms = GAP_MS;
    }
  dw_modbus_receiver_reset (self->receiver);
}

static DwExchange
send_request (DwModbusDriver *self, const DwModbusRequest *request)
{
  g_autoptr (GError) error = NULL;

  self->n_reply = 0;
  self->transaction++;
  self->n_sent = dw_modbus_frame_request (self->framing, request, self->transaction, self->sent, &error);
  if (self->n_sent == 0)
    return DW_EXCHANGE_IMPOSSIBLE;
  keep_pause (self);
  if (self->framing == DW_MODBUS_FRAMING_RTU)
    drop_strays (self);
  self->garbled = FALSE;
  dw_modbus_receiver_expect (self->receiver, request, self->transaction, self->sent, self->n_sent);
  if (!dw_link_write (self->link, self->sent, self->n_sent, find_timeout_ms (self, request), &error))
    {
      self->n_sent = 0;
      return DW_EXCHANGE_LOST;
    }
  self->counters.requests++;
  self->counters.bytes_sent += self->n_sent;
  log_frame (self, DW_FRAME_SENT, 0, self->sent, self->n_sent);
  return DW_EXCHANGE_OK;
}

static DwExchange
end_answered (DwModbusDriver *self, DwModbusReply *reply, gint64 start_us)
{
  gint64 delay_us = self->free_us - start_us;

  self->delay_us += self->delay_us == 0 ? delay_us : (delay_us - self->delay_us) / 8;
  self->counters.delay_ms = (int)((self->delay_us + 500) / 1000);
  if (reply->exception == 0)
    return DW_EXCHANGE_OK;
  if (reply->exception != DW_MODBUS_GATEWAY_PATH && reply->exception != DW_MODBUS_GATEWAY_SILENT)
    return DW_EXCHANGE_EXCEPTION;
  self->counters.timeouts++;
  return DW_EXCHANGE_SILENT;
}

static DwExchange
wait_for_reply (DwModbusDriver *self, const DwModbusRequest *request, DwModbusReply *reply)
{
  gint64 start_us = dw_clock_mono_us (self->clock);
  gint64 deadline_us = start_us + (gint64)find_timeout_ms (self, request) * 1000;
  guint8 buffer[2 * DW_MODBUS_FRAME_MAX];

  self->free_us = start_us;
  while (!take_reply (self, reply))
    {
      g_autoptr (GError) error = NULL;
      gint64 left_us = deadline_us - self->free_us;
      gssize n = left_us > 0 ? dw_link_read (self->link, buffer, sizeof buffer, (int)((left_us + 999) / 1000), &error) : 0;

      self->free_us = dw_clock_mono_us (self->clock);
      if (!dw_link_is_open (self->link))
        return DW_EXCHANGE_LOST;
      if (n <= 0)
        return end_timed_out (self, request, reply);
      self->counters.bytes_received += n;
      dw_modbus_receiver_feed (self->receiver, buffer, n);
    }
  return end_answered (self, reply, start_us);
}

static void
copy_counters (DwModbusDriver *self)
{
  const DwModbusCounters *counters = dw_modbus_receiver_get_counters (self->receiver);

  self->counters.replies = counters->replies;
  self->counters.exceptions = counters->exceptions;
  self->counters.bad_frames = counters->bad_checksum + counters->bad_length;
  self->counters.unsolicited = counters->unsolicited + self->n_late;
  self->counters.echoes = counters->echoes;
}

static DwExchange
exchange_once (DwModbusDriver *self, const DwModbusRequest *request, DwModbusReply *reply)
{
  DwExchange outcome;

  reply->exception = 0;
  outcome = send_request (self, request);
  if (outcome == DW_EXCHANGE_OK)
    outcome = wait_for_reply (self, request, reply);
  copy_counters (self);
  return outcome;
}

static gboolean
is_read (const DwModbusRequest *request)
{
  return request->function <= DW_MODBUS_READ_INPUT;
}

/* A device may refuse so short a read; an exception has no length of its own, so that after one only silence can tell. */
static DwExchange
pass_fence (DwModbusDriver *self, guint8 unit, DwModbusReply *reply)
{
  const Fence *fence = &self->units[unit].fence;
  DwModbusRequest request = { .unit = unit, .function = fence->function, .address = fence->address, .count = fence->count };
  DwExchange outcome = fence->count > 0 ? exchange_once (self, &request, reply) : DW_EXCHANGE_OK;

  if (outcome == DW_EXCHANGE_EXCEPTION)
    outcome = wait_for_silence (self, DW_MODBUS_FRAME_MAX) ? DW_EXCHANGE_OK : DW_EXCHANGE_LOST;
  if (outcome == DW_EXCHANGE_OK)
    self->units[unit].stale = FALSE;
  return outcome;
}

DwExchange
dw_modbus_driver_exchange (DwModbusDriver *self, const DwModbusRequest *request, DwModbusReply *reply)
{
  /* Writes need no fence: their replies repeat address and value. And a trip must not wait for one. */
  if (self->units[request->unit].stale && is_read (request))
    {
      DwExchange outcome = pass_fence (self, request->unit, reply);

      if (outcome != DW_EXCHANGE_OK)
        return outcome;
    }
  return exchange_once (self, request, reply);
}

DwExchange
dw_modbus_driver_read (DwModbusDriver *self, guint8 unit, guint8 function, guint16 address, guint16 count, guint16 *words, guint8 *exception)
{
  DwModbusRequest request;
  DwModbusReply reply;
  DwExchange outcome;

  /* Only the head: the rest is for writes, and clearing half a kilobyte at each poll would be felt. */
  request.unit = unit;
  request.function = function;
  request.address = address;
  request.count = count;
  outcome = dw_modbus_driver_exchange (self, &request, &reply);
  if (exception != NULL)
    *exception = outcome == DW_EXCHANGE_EXCEPTION || outcome == DW_EXCHANGE_SILENT ? reply.exception : 0;
  if (outcome != DW_EXCHANGE_OK)
    return outcome;
  if (function == DW_MODBUS_READ_COILS || function == DW_MODBUS_READ_DISCRETE)
    for (guint i = 0; i < count; i++)
      words[i] = reply.bits[i / 8] >> (i % 8) & 1;
  else
    memcpy (words, reply.words, count * sizeof *words);
  return outcome;
}
