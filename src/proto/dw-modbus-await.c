// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-await.h"

#include "dw-modbus-shape.h"

/* The three frames that may come for a request: its reply, an exception, and its own echo. Of each the length and the first bytes are known beforehand:
 *
 *              RTU                                   TCP (T = transaction)
 *   read       unit · function · byte count          T T 0 0 length 2 · unit · function · byte count
 *   write      unit · function · address · value     T T 0 0 length 2 · unit · function · address · value
 *   exception  unit · function | 80H                 T T 0 0 0 3 · unit · function | 80H
 *   echo       the whole request                     the whole request
 *
 * Functions 5 and 6 answer with the very bytes of their request, so one such frame may be reply or echo. The line tells which: it is known to echo when
 * the last request came back before its reply. On such a line the first equal frame is the echo and the second the reply; on any other line the first is the reply.
 * A line that begins to echo is therefore mistaken only until its next read, and a command is believed after its read-back alone. */

static gboolean
echo_is_like_reply (const DwModbusAwait *self)
{
  return dw_modbus_shape (self->request.function) == DW_MODBUS_SHAPE_WRITE_ONE;
}

/* Switches reply and echo on or off where they cannot be told apart. */
static void
choose_patterns (DwModbusAwait *self)
{
  gboolean echo_first = self->line_echoes && !self->echo_seen;

  if (!echo_is_like_reply (self))
    return;
  self->patterns[DW_MODBUS_AWAIT_ECHO].frame_length = echo_first ? self->patterns[DW_MODBUS_AWAIT_ECHO].length : 0;
  self->patterns[DW_MODBUS_AWAIT_REPLY].frame_length = echo_first ? 0 : dw_modbus_frame_reply_length (self->framing, &self->request);
}

/* Transaction, protocol, length and unit, or the unit alone. Returns how many bytes. */
static gsize
put_head (const DwModbusAwait *self, guint8 *at, guint16 transaction, gsize frame_length)
{
  if (self->framing == DW_MODBUS_FRAMING_RTU)
    {
      at[0] = self->request.unit;
      return 1;
    }
  dw_modbus_put_u16 (at, transaction);
  dw_modbus_put_u16 (at + 2, 0);
  dw_modbus_put_u16 (at + 4, (guint16)(frame_length - DW_MODBUS_TCP_PREFIX));
  at[6] = self->request.unit;
  return DW_MODBUS_TCP_HEAD;
}

static void
expect_reply (DwModbusAwait *self, guint16 transaction)
{
  const DwModbusRequest *request = &self->request;
  DwModbusShape shape = dw_modbus_shape (request->function);
  gsize frame_length = dw_modbus_frame_reply_length (self->framing, request);
  gsize n = put_head (self, self->reply_start, transaction, frame_length);

  self->reply_start[n++] = request->function;
  if (dw_modbus_is_read (shape))
    self->reply_start[n++] = (guint8)dw_modbus_byte_count (shape, request->count);
  else
    {
      dw_modbus_put_u16 (self->reply_start + n, request->address);
      dw_modbus_put_u16 (self->reply_start + n + 2, shape == DW_MODBUS_SHAPE_WRITE_ONE ? request->words[0] : request->count);
      n += 4;
    }
  self->patterns[DW_MODBUS_AWAIT_REPLY] = (DwModbusPattern){ self->reply_start, n, frame_length };
}

static void
expect_exception (DwModbusAwait *self, guint16 transaction)
{
  gsize frame_length = 2 + (self->framing == DW_MODBUS_FRAMING_TCP ? DW_MODBUS_TCP_HEAD : DW_MODBUS_RTU_EXTRA);
  gsize n = put_head (self, self->exception_start, transaction, frame_length);

  self->exception_start[n++] = self->request.function | DW_MODBUS_EXCEPTION_FLAG;
  self->patterns[DW_MODBUS_AWAIT_EXCEPTION] = (DwModbusPattern){ self->exception_start, n, frame_length };
}

static void
expect_echo (DwModbusAwait *self, const guint8 *frame, gsize length)
{
  if (length > 0)
    memcpy (self->frame, frame, length);
  self->patterns[DW_MODBUS_AWAIT_ECHO] = (DwModbusPattern){ self->frame, length, length };
}

void
dw_modbus_await_set (DwModbusAwait *self, const DwModbusRequest *request, guint16 transaction, const guint8 *frame, gsize length)
{
  self->active = TRUE;
  self->echo_seen = FALSE;
  self->request = *request;
  expect_reply (self, transaction);
  expect_exception (self, transaction);
  expect_echo (self, frame, length);
  choose_patterns (self);
}

void
dw_modbus_await_done (DwModbusAwait *self)
{
  self->active = FALSE;
  self->line_echoes = self->echo_seen;
}

void
dw_modbus_await_note_echo (DwModbusAwait *self)
{
  self->echo_seen = self->line_echoes = TRUE;
  choose_patterns (self);
}

/* TCP has no checksum. A reply whose data show the beginning of the same reply once more was cut off and sent again: its values are not values. */
static gboolean
begins_twice (const DwModbusPattern *pattern, const guint8 *bytes)
{
  for (gsize i = 1; i + pattern->length <= pattern->frame_length; i++)
    if (bytes[i] == pattern->bytes[0] && memcmp (bytes + i, pattern->bytes, pattern->length) == 0)
      return TRUE;
  return FALSE;
}

gboolean
dw_modbus_pattern_fits (const DwModbusPattern *pattern, const guint8 *bytes, gsize available)
{
  return pattern->frame_length != 0 && memcmp (bytes, pattern->bytes, MIN (available, pattern->length)) == 0;
}

gboolean
dw_modbus_await_is_sound (const DwModbusAwait *self, DwModbusAwaitKind kind, const guint8 *bytes)
{
  const DwModbusPattern *pattern = &self->patterns[kind];

  if (kind == DW_MODBUS_AWAIT_EXCEPTION && bytes[pattern->length] == DW_MODBUS_OK)
    return FALSE;
  if (self->framing == DW_MODBUS_FRAMING_RTU)
    return kind == DW_MODBUS_AWAIT_ECHO || dw_modbus_rtu_crc_is_right (bytes, pattern->frame_length);
  return kind != DW_MODBUS_AWAIT_REPLY || !begins_twice (pattern, bytes);
}
