// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "fake-gateway.h"

#include "dw-clock.h"

#define TEST_LIMIT_MS 10000
#define CHECK_MS 10

struct _FakeGateway
{
  DwModbusFraming framing;
  FakeDecide decide;
  gpointer data;
  GSocket *listener;
  guint16 port;
  GThread *thread;
  GCancellable *end;

  GMutex mutex; /* guards all below */
  GSocket *connection;
  guint16 registers[65536];
  GArray *requests;
  guint n_connections;
  guint8 first, last;
  guint slow_ms, usual_ms;
  guint16 hole_first, hole_last;
  guint16 ceiling;
  gboolean has_hole;
  gboolean refuse;
};

guint16
fake_value (guint16 address)
{
  return (guint16)(address * 7 + 13);
}

gint64
fake_deadline_ms (void)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();

  return dw_clock_mono_ms (clock) + TEST_LIMIT_MS;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* Also arms a short timer, so that a waiting main context comes back to look. */
gboolean
fake_is_over (gint64 deadline_ms)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();

  g_timeout_add (CHECK_MS, tick_cb, NULL);
  return dw_clock_mono_ms (clock) > deadline_ms;
}

static void
send_bytes (GSocket *socket, const guint8 *bytes, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = g_socket_send (socket, (const char *)bytes + done, length - done, NULL, NULL);

      if (n <= 0)
        return;
      done += n;
    }
}

/* In one piece, so that the receiver sees both whatever the load of the machine is. */
static void
send_pair (GSocket *socket, const guint8 *first, gsize first_length, const guint8 *second, gsize second_length)
{
  guint8 bytes[2 * DW_MODBUS_FRAME_MAX];

  memcpy (bytes, first, first_length);
  memcpy (bytes + first_length, second, second_length);
  send_bytes (socket, bytes, first_length + second_length);
}

static gboolean
is_read (const DwModbusRequest *request)
{
  return request->function <= DW_MODBUS_READ_INPUT;
}

static void
fill_read (FakeGateway *self, const DwModbusRequest *request, DwModbusReply *reply)
{
  for (guint i = 0; i < request->count; i++)
    {
      guint16 word = self->registers[(guint16)(request->address + i)];

      if (request->function > DW_MODBUS_READ_DISCRETE)
        reply->words[i] = word;
      else if ((word & 1) != 0)
        reply->bits[i / 8] |= 1u << (i % 8);
    }
}

static void
obey_write (FakeGateway *self, const DwModbusRequest *request, DwModbusReply *reply)
{
  for (guint i = 0; i < request->count; i++)
    self->registers[(guint16)(request->address + i)] = MIN (request->words[i], self->ceiling);
  reply->words[0] = request->words[0];
}

static DwModbusReply
make_reply (FakeGateway *self, const DwModbusRequest *request)
{
  DwModbusReply reply = { .unit = request->unit, .function = request->function, .address = request->address, .count = request->count };

  g_mutex_lock (&self->mutex);
  if (self->has_hole && request->address <= self->hole_last && request->address + request->count > self->hole_first)
    reply.exception = DW_MODBUS_ILLEGAL_ADDRESS;
  else if (is_read (request))
    fill_read (self, request, &reply);
  else
    obey_write (self, request, &reply);
  g_mutex_unlock (&self->mutex);
  return reply;
}

static gsize
frame_reply (FakeGateway *self, const DwModbusReply *reply, guint16 transaction, guint8 *frame)
{
  gsize length = dw_modbus_frame_reply (self->framing, reply, transaction, frame, NULL);

  g_assert_cmpuint (length, >, 0);
  return length;
}

static void
send_exception (FakeGateway *self, GSocket *socket, const DwModbusRequest *request, guint16 transaction, guint8 exception)
{
  DwModbusReply reply = { .unit = request->unit, .function = request->function, .exception = exception };
  guint8 frame[DW_MODBUS_FRAME_MAX];

  send_bytes (socket, frame, frame_reply (self, &reply, transaction, frame));
}

static void
send_one_by_one (GSocket *socket, const guint8 *frame, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      send_bytes (socket, frame + i, 1);
      g_usleep (200);
    }
}

static void
send_two (FakeGateway *self, GSocket *socket, const DwModbusReply *first, guint16 first_transaction, const guint8 *frame, gsize length)
{
  guint8 both[2 * DW_MODBUS_FRAME_MAX];
  gsize n = frame_reply (self, first, first_transaction, both);

  memcpy (both + n, frame, length);
  send_bytes (socket, both, n + length);
}

static void
take_time (FakeGateway *self, FakeFault fault)
{
  guint delay_ms;

  g_mutex_lock (&self->mutex);
  delay_ms = fault == FAKE_SLOW ? self->slow_ms : self->usual_ms;
  g_mutex_unlock (&self->mutex);
  g_usleep (delay_ms * 1000);
}

static void
send_noise (GSocket *socket, guint n)
{
  static const guint8 noise[] = { 0xff, 0x00, 0x55, 0xfe, 0x13, 0x37, 0xaa, 0x01, 0x80, 0x7f };

  send_bytes (socket, noise, MIN (n, sizeof noise));
}

/* The faults that change the reply itself. TRUE when it was one of them. */
static gboolean
send_forged (FakeGateway *self, GSocket *socket, const DwModbusReply *reply, guint16 transaction, const guint8 *frame, gsize length, FakeFault fault)
{
  DwModbusReply forged = *reply;
  guint8 bytes[DW_MODBUS_FRAME_MAX];

  for (guint i = 0; i < forged.count && i < G_N_ELEMENTS (forged.words); i++)
    forged.words[i] = 0xdead;
  switch ((int)fault)
    {
    case FAKE_OTHER_FIRST:
      forged.unit++;
      send_two (self, socket, &forged, transaction, frame, length);
      return TRUE;
    case FAKE_OLD_TRANSACTION_FIRST:
      send_two (self, socket, &forged, transaction - 1, frame, length);
      return TRUE;
    case FAKE_WRONG_UNIT:
      forged.unit++;
      send_bytes (socket, bytes, frame_reply (self, &forged, transaction, bytes));
      return TRUE;
    case FAKE_WRONG_COUNT:
      forged.count += forged.count > 1 ? -1 : 1;
      send_bytes (socket, bytes, frame_reply (self, &forged, transaction, bytes));
      return TRUE;
    case FAKE_WRONG_TRANSACTION:
      send_bytes (socket, bytes, frame_reply (self, &forged, transaction + 100, bytes));
      return TRUE;
    case FAKE_BAD_CHECKSUM:
      memcpy (bytes, frame, length);
      bytes[self->framing == DW_MODBUS_FRAMING_RTU ? length - 1 : 4] ^= 0x5a;
      send_bytes (socket, bytes, length);
      return TRUE;
    default:
      return FALSE;
    }
}

/* The faults that change how the right reply comes. FALSE when the connection is to be closed. */
static gboolean
send_reply (FakeGateway *self, GSocket *socket, const guint8 *request_frame, gsize request_length, const guint8 *frame, gsize length, FakeFault fault)
{
  switch ((int)fault)
    {
    case FAKE_SILENT:
      return TRUE;
    case FAKE_TRUNCATED:
      send_bytes (socket, frame, length - 3);
      return TRUE;
    case FAKE_BYTE_BY_BYTE:
      send_one_by_one (socket, frame, length);
      return TRUE;
    case FAKE_HALVES:
      send_bytes (socket, frame, length / 2);
      g_usleep (20000);
      send_bytes (socket, frame + length / 2, length - length / 2);
      return TRUE;
    case FAKE_GARBAGE:
      send_noise (socket, 10);
      return TRUE;
    case FAKE_CLOSE:
      return FALSE;
    case FAKE_CLOSE_IN_MIDDLE:
      send_bytes (socket, frame, length / 2);
      return FALSE;
    case FAKE_ECHO:
      send_pair (socket, request_frame, request_length, frame, length);
      return TRUE;
    case FAKE_TWICE:
      send_pair (socket, frame, length, frame, length);
      return TRUE;
    case FAKE_TWICE_APART:
      send_bytes (socket, frame, length);
      g_usleep (5000);
      break;
    case FAKE_NOISE_FIRST:
      send_noise (socket, 3);
      break;
    default:
      break;
    }
  send_bytes (socket, frame, length);
  return TRUE;
}

static gboolean
answer (FakeGateway *self, GSocket *socket, const DwModbusRequest *request, guint16 transaction, const guint8 *request_frame, gsize request_length, FakeFault fault)
{
  DwModbusReply reply = { 0 };
  guint8 frame[DW_MODBUS_FRAME_MAX];
  gsize length;

  if (fault == FAKE_EXCEPTION_2 || fault == FAKE_EXCEPTION_11)
    {
      send_exception (self, socket, request, transaction, fault == FAKE_EXCEPTION_2 ? DW_MODBUS_ILLEGAL_ADDRESS : DW_MODBUS_GATEWAY_SILENT);
      return TRUE;
    }
  reply = make_reply (self, request);
  length = frame_reply (self, &reply, transaction, frame);
  take_time (self, fault);
  if (send_forged (self, socket, &reply, transaction, frame, length, fault))
    return TRUE;
  return send_reply (self, socket, request_frame, request_length, frame, length, fault);
}

/* TRUE with its number when the unit is there. */
static gboolean
note_request (FakeGateway *self, const DwModbusRequest *request, guint *number)
{
  gboolean is_there;

  g_mutex_lock (&self->mutex);
  *number = self->requests->len;
  g_array_append_vals (self->requests, request, 1);
  is_there = request->unit >= self->first && request->unit <= self->last;
  g_mutex_unlock (&self->mutex);
  return is_there;
}

static gboolean
serve_request (FakeGateway *self, GSocket *socket, const DwModbusRequest *request, guint16 transaction, const guint8 *frame, gsize length)
{
  guint number = 0;
  FakeFault fault = FAKE_GOOD;

  if (!note_request (self, request, &number))
    return TRUE;
  if (self->decide != NULL)
    fault = self->decide (self, request, number, self->data);
  return answer (self, socket, request, transaction, frame, length, fault);
}

/* Serves what is whole in the buffer. FALSE to close. */
static gboolean
serve_buffer (FakeGateway *self, GSocket *socket, GByteArray *buffer)
{
  for (;;)
    {
      DwModbusRequest request = { 0 };
      guint16 transaction = 0;
      gsize used = 0;
      gboolean go_on = TRUE;

      if (!dw_modbus_frame_take_request (self->framing, buffer->data, buffer->len, &request, &transaction, &used, NULL))
        return used == 0;
      go_on = serve_request (self, socket, &request, transaction, buffer->data, used);
      g_byte_array_remove_range (buffer, 0, (guint)used);
      if (!go_on)
        return FALSE;
    }
}

static void
serve_connection (FakeGateway *self, GSocket *socket)
{
  g_autoptr (GByteArray) buffer = g_byte_array_new ();
  guint8 bytes[512];
  gssize n;

  while ((n = g_socket_receive (socket, (char *)bytes, sizeof bytes, self->end, NULL)) > 0)
    {
      g_byte_array_append (buffer, bytes, (guint)n);
      if (!serve_buffer (self, socket, buffer))
        return;
    }
}

static gboolean
begin_connection (FakeGateway *self, GSocket *socket)
{
  gboolean refuse;

  g_mutex_lock (&self->mutex);
  refuse = self->refuse;
  if (!refuse)
    {
      self->n_connections++;
      self->connection = socket;
    }
  g_mutex_unlock (&self->mutex);
  return !refuse;
}

static void
end_connection (FakeGateway *self, GSocket *socket)
{
  g_mutex_lock (&self->mutex);
  self->connection = NULL;
  g_mutex_unlock (&self->mutex);
  g_socket_close (socket, NULL);
}

static gpointer
work (gpointer data)
{
  FakeGateway *self = data;

  while (!g_cancellable_is_cancelled (self->end))
    {
      g_autoptr (GSocket) socket = g_socket_accept (self->listener, self->end, NULL);

      if (socket == NULL)
        continue;
      if (begin_connection (self, socket))
        serve_connection (self, socket);
      end_connection (self, socket);
    }
  return NULL;
}

static void
listen_on_loopback (FakeGateway *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_bind (self->listener, address, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->listener, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (self->listener, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

FakeGateway *
fake_gateway_new (DwModbusFraming framing, FakeDecide decide, gpointer data)
{
  FakeGateway *self = g_new0 (FakeGateway, 1);

  self->framing = framing;
  self->decide = decide;
  self->data = data;
  self->end = g_cancellable_new ();
  self->requests = g_array_new (FALSE, FALSE, sizeof (DwModbusRequest));
  self->last = 255;
  self->slow_ms = 100;
  self->ceiling = G_MAXUINT16;
  g_mutex_init (&self->mutex);
  for (guint i = 0; i < G_N_ELEMENTS (self->registers); i++)
    self->registers[i] = fake_value ((guint16)i);
  listen_on_loopback (self);
  self->thread = g_thread_new ("fake-gateway", work, self);
  return self;
}

void
fake_gateway_free (FakeGateway *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->end);
  g_thread_join (self->thread);
  g_socket_close (self->listener, NULL);
  g_object_unref (self->listener);
  g_object_unref (self->end);
  g_array_unref (self->requests);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint16
fake_gateway_get_port (FakeGateway *self)
{
  return self->port;
}

void
fake_gateway_set (FakeGateway *self, guint16 address, guint16 value)
{
  g_mutex_lock (&self->mutex);
  self->registers[address] = value;
  g_mutex_unlock (&self->mutex);
}

guint16
fake_gateway_get (FakeGateway *self, guint16 address)
{
  guint16 value;

  g_mutex_lock (&self->mutex);
  value = self->registers[address];
  g_mutex_unlock (&self->mutex);
  return value;
}

void
fake_gateway_set_units (FakeGateway *self, guint8 first, guint8 last)
{
  g_mutex_lock (&self->mutex);
  self->first = first;
  self->last = last;
  g_mutex_unlock (&self->mutex);
}

void
fake_gateway_set_delay_ms (FakeGateway *self, guint slow_ms, guint usual_ms)
{
  g_mutex_lock (&self->mutex);
  self->slow_ms = slow_ms;
  self->usual_ms = usual_ms;
  g_mutex_unlock (&self->mutex);
}

void
fake_gateway_set_ceiling (FakeGateway *self, guint16 ceiling)
{
  g_mutex_lock (&self->mutex);
  self->ceiling = ceiling;
  g_mutex_unlock (&self->mutex);
}

void
fake_gateway_set_hole (FakeGateway *self, guint16 first, guint16 last)
{
  g_mutex_lock (&self->mutex);
  self->has_hole = TRUE;
  self->hole_first = first;
  self->hole_last = last;
  g_mutex_unlock (&self->mutex);
}

guint
fake_gateway_count (FakeGateway *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->requests->len;
  g_mutex_unlock (&self->mutex);
  return n;
}

DwModbusRequest
fake_gateway_get_request (FakeGateway *self, guint number)
{
  DwModbusRequest request;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (number, <, self->requests->len);
  request = g_array_index (self->requests, DwModbusRequest, number);
  g_mutex_unlock (&self->mutex);
  return request;
}

guint
fake_gateway_count_function (FakeGateway *self, guint8 function)
{
  guint n = 0;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->requests->len; i++)
    n += g_array_index (self->requests, DwModbusRequest, i).function == function;
  g_mutex_unlock (&self->mutex);
  return n;
}

guint
fake_gateway_count_connections (FakeGateway *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->n_connections;
  g_mutex_unlock (&self->mutex);
  return n;
}

void
fake_gateway_cut (FakeGateway *self, gboolean refuse)
{
  g_mutex_lock (&self->mutex);
  self->refuse = refuse;
  if (self->connection != NULL)
    g_socket_shutdown (self->connection, TRUE, TRUE, NULL);
  g_mutex_unlock (&self->mutex);
}

DwGatewayConfig
fake_gateway_make_config (FakeGateway *self, gint64 id, int timeout_ms, int period_ms)
{
  return (DwGatewayConfig){
    .gateway_id = id,
    .name = (char *)"GW-01",
    .framing = self->framing,
    .host = (char *)"127.0.0.1",
    .port = self->port,
    .timeout_ms = timeout_ms,
    .period_ms = period_ms,
  };
}
