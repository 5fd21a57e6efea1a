// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-modbus.h"

#include "dw-sim-socket.h"
#include "dw-sim-wire.h"

/* See the header. Answers of one gateway follow each other as on a serial line: an answer starts when the one before it is through. */

#define BUFFER_SIZE 1024
/* A frame that stops half-way is given up after this silence. */
#define STALE_MS 500
#define CONNECTIONS_MAX 32

typedef struct
{
  DwSimServer *server; /* borrowed */
  GSocket *socket;
  GSource *source;
  guint8 buffer[BUFFER_SIZE];
  gsize length;
  gint64 heard_ms;
  GPtrArray *pending; /* GSource* of pieces still to send */
} Connection;

struct _DwSimServer
{
  DwSimWorld *world;     /* borrowed */
  DwSimGateway *gateway; /* borrowed */
  DwClock *clock;
  GSocket *listener;
  GSource *source;
  GPtrArray *connections; /* Connection* */
  gint64 bus_free_ms;
  DwSimWriteFunc write_func;
  gpointer data;
};

typedef struct
{
  Connection *connection; /* borrowed: the connection destroys its sources first */
  GBytes *bytes;
} Piece;

static void
source_free (gpointer data)
{
  GSource *source = data;

  g_source_destroy (source);
  g_source_unref (source);
}

static void
connection_free (gpointer data)
{
  Connection *self = data;

  source_free (self->source);
  g_ptr_array_unref (self->pending);
  g_socket_close (self->socket, NULL);
  g_object_unref (self->socket);
  g_free (self);
}

static void
piece_free (gpointer data)
{
  Piece *self = data;

  g_bytes_unref (self->bytes);
  g_free (self);
}

/* Answers are small. A client that does not even take those has stopped reading: it loses the answer, as it would on a real line. */
static void
send_bytes (Connection *self, const guint8 *bytes, gsize length)
{
  g_socket_send (self->socket, (const char *)bytes, length, NULL, NULL);
}

static gboolean
send_piece_cb (gpointer data)
{
  Piece *piece = data;
  Connection *connection = piece->connection;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (piece->bytes, &length);

  send_bytes (connection, bytes, length);
  g_ptr_array_remove (connection->pending, g_main_current_source ());
  return G_SOURCE_REMOVE;
}

static void
send_later (Connection *self, const guint8 *bytes, gsize length, gint64 delay_ms)
{
  Piece *piece = g_new0 (Piece, 1);
  GSource *source = g_timeout_source_new ((guint)CLAMP (delay_ms, 0, G_MAXINT));

  piece->connection = self;
  piece->bytes = g_bytes_new (bytes, length);
  g_source_set_callback (source, send_piece_cb, piece, piece_free);
  g_source_attach (source, NULL);
  g_ptr_array_add (self->pending, source);
}

/* Puts an answer on the bus: its pieces leave when the line is free and the device has thought. */
static void
send_answer (Connection *self, const DwSimAnswer *answer)
{
  DwSimServer *server = self->server;
  gint64 now_ms = dw_clock_mono_ms (server->clock);
  gint64 due_ms = MAX (now_ms, answer->aside ? now_ms : server->bus_free_ms) + answer->delay_ms;
  gsize offset = 0;

  for (guint i = 0; i < answer->n_pieces; i++)
    {
      gint64 wait_ms = due_ms + (gint64)i * answer->piece_gap_ms - now_ms;

      if (wait_ms <= 0)
        send_bytes (self, answer->bytes + offset, answer->piece_length[i]);
      else
        send_later (self, answer->bytes + offset, answer->piece_length[i], wait_ms);
      offset += answer->piece_length[i];
    }
  if (!answer->aside && answer->length > 0)
    server->bus_free_ms = due_ms + (gint64)(answer->n_pieces - 1) * answer->piece_gap_ms;
}

static void
tell_write (DwSimServer *self, const DwModbusRequest *request, const DwSimAnswer *answer)
{
  gboolean write = request->function == DW_MODBUS_WRITE_COIL || request->function >= DW_MODBUS_WRITE_REGISTER;

  if (write && answer->node != NULL && answer->length > 0 && self->write_func != NULL)
    self->write_func (self->gateway, answer->node, request, answer->exception, self->data);
}

static void
drop_bytes (Connection *self, gsize count)
{
  self->length -= count;
  memmove (self->buffer, self->buffer + count, self->length);
}

/* A broken RTU frame can look like the head of a longer one, and there is no silence to wait for on TCP: a whole frame with a right checksum
 * further on proves that. TRUE when what stands before it was dropped. */
static gboolean
skip_to_whole_frame (Connection *self)
{
  for (gsize skip = 1; self->server->gateway->rtu && skip < self->length; skip++)
    {
      DwModbusRequest request = { 0 };
      guint16 transaction;
      gsize used;

      if (dw_modbus_frame_take_request (DW_MODBUS_FRAMING_RTU, self->buffer + skip, self->length - skip, &request, &transaction, &used, NULL))
        {
          drop_bytes (self, skip);
          return TRUE;
        }
    }
  return FALSE;
}

/* Takes one frame, or a byte that begins none, from the head of the buffer. FALSE when more bytes are needed. */
static gboolean
take_frame (Connection *self)
{
  DwSimServer *server = self->server;
  DwModbusFraming framing = server->gateway->rtu ? DW_MODBUS_FRAMING_RTU : DW_MODBUS_FRAMING_TCP;
  DwModbusRequest request = { 0 };
  guint16 transaction = 0;
  gsize used = 0;
  DwSimAnswer answer;
  g_autoptr (GError) error = NULL;
  gboolean whole = dw_modbus_frame_take_request (framing, self->buffer, self->length, &request, &transaction, &used, &error);

  if (!whole && error == NULL && self->length < BUFFER_SIZE)
    return skip_to_whole_frame (self);
  used = CLAMP (used, 1, self->length);
  if (whole)
    {
      dw_sim_wire_answer (server->world, server->gateway, &request, transaction, self->buffer, used, &answer);
      tell_write (server, &request, &answer);
      send_answer (self, &answer);
    }
  else if (used > 1 && g_error_matches (error, DW_PROTO_ERROR, DW_PROTO_ERROR_VALUE))
    {
      dw_sim_wire_refuse (server->world, server->gateway, &request, transaction, self->buffer, used, &answer);
      send_answer (self, &answer);
    }
  drop_bytes (self, used);
  return self->length > 0;
}

static gboolean
connection_in_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  Connection *self = data;
  gint64 now_ms = dw_clock_mono_ms (self->server->clock);
  g_autoptr (GError) error = NULL;

  if (self->length > 0 && now_ms - self->heard_ms > STALE_MS)
    self->length = 0;
  self->heard_ms = now_ms;
  gssize got = g_socket_receive (socket, (char *)self->buffer + self->length, BUFFER_SIZE - self->length, NULL, &error);
  if (got < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (got <= 0)
    {
      g_ptr_array_remove (self->server->connections, self);
      return G_SOURCE_REMOVE;
    }

  self->length += (gsize)got;
  while (take_frame (self))
    continue;
  return G_SOURCE_CONTINUE;
}

static gboolean
is_cut (const DwSimServer *self)
{
  const DwSimFaultState *silent = &self->gateway->faults[DW_SIM_GATEWAY_SILENT];

  return silent->on && silent->value >= 1.0;
}

static gboolean
listener_in_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  DwSimServer *self = data;
  g_autoptr (GSocket) client = dw_sim_socket_accept (socket);

  if (client == NULL || is_cut (self) || self->connections->len >= CONNECTIONS_MAX)
    return G_SOURCE_CONTINUE;

  Connection *connection = g_new0 (Connection, 1);
  connection->server = self;
  connection->socket = g_steal_pointer (&client);
  connection->pending = g_ptr_array_new_with_free_func (source_free);
  connection->source = dw_sim_socket_watch (connection->socket, connection_in_cb, connection);
  g_ptr_array_add (self->connections, connection);
  return G_SOURCE_CONTINUE;
}

DwSimServer *
dw_sim_server_new (DwSimWorld *world, DwSimGateway *gateway, DwClock *clock, DwSimWriteFunc write_func, gpointer data, GError **error)
{
  guint16 port;
  GSocket *listener = dw_sim_socket_listen (gateway->port, &port, error);

  if (listener == NULL)
    {
      g_prefix_error (error, "%s: ", gateway->name);
      return NULL;
    }
  DwSimServer *self = g_new0 (DwSimServer, 1);
  gateway->port = port;
  self->world = world;
  self->gateway = gateway;
  self->clock = dw_clock_ref (clock);
  self->listener = listener;
  self->connections = g_ptr_array_new_with_free_func (connection_free);
  self->source = dw_sim_socket_watch (listener, listener_in_cb, self);
  self->write_func = write_func;
  self->data = data;
  return self;
}

void
dw_sim_server_free (DwSimServer *self)
{
  g_ptr_array_unref (self->connections);
  source_free (self->source);
  g_socket_close (self->listener, NULL);
  g_object_unref (self->listener);
  dw_clock_unref (self->clock);
  g_free (self);
}

void
dw_sim_server_tick (DwSimServer *self)
{
  if (is_cut (self) && self->connections->len > 0)
    g_ptr_array_set_size (self->connections, 0);
}
