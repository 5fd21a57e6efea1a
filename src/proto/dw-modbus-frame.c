// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-frame.h"

#include "dw-crc.h"
#include "dw-modbus-shape.h"

/* PDU <-> lone frame.
 *
 *   TCP   transaction 2 · protocol 0000 · length 2 (of unit and PDU) · unit 1 · PDU
 *   RTU   unit 1 · PDU · CRC 2 (low byte first)
 *
 * The receiver of a client is in dw-modbus-receiver.c, the input of a server in dw-modbus-server.c. */

#define TCP_BODY_MIN 2 /* unit and function */
#define TCP_BODY_MAX (1 + DW_MODBUS_PDU_MAX)
#define RTU_MIN 4

gsize
dw_modbus_tcp_length (const guint8 *bytes, gsize available)
{
  guint16 body;

  if (available < DW_MODBUS_TCP_PREFIX)
    return DW_MODBUS_TCP_PREFIX;
  body = dw_modbus_get_u16 (bytes + 4);
  if (dw_modbus_get_u16 (bytes + 2) != 0 || body < TCP_BODY_MIN || body > TCP_BODY_MAX)
    return 0;
  return DW_MODBUS_TCP_PREFIX + body;
}

static gsize
rtu_exception_length (const guint8 *bytes, gsize available)
{
  if (dw_modbus_shape (bytes[1] & ~DW_MODBUS_EXCEPTION_FLAG) == DW_MODBUS_SHAPE_UNKNOWN)
    return 0;
  if (available > 2 && bytes[2] == DW_MODBUS_OK)
    return 0;
  return DW_MODBUS_RTU_EXTRA + 2;
}

gsize
dw_modbus_rtu_reply_length (const guint8 *bytes, gsize available)
{
  DwModbusShape shape;

  if (available < 2)
    return 2;
  if (bytes[1] & DW_MODBUS_EXCEPTION_FLAG)
    return rtu_exception_length (bytes, available);
  shape = dw_modbus_shape (bytes[1]);
  if (shape == DW_MODBUS_SHAPE_UNKNOWN)
    return 0;
  if (!dw_modbus_is_read (shape))
    return DW_MODBUS_RTU_EXTRA + 5;
  if (available < 3)
    return 3;
  return dw_modbus_is_possible_byte_count (shape, bytes[2]) ? (gsize)DW_MODBUS_RTU_EXTRA + 2 + bytes[2] : 0;
}

gsize
dw_modbus_rtu_request_length (const guint8 *bytes, gsize available)
{
  DwModbusShape shape;
  gsize length;

  if (available < 2)
    return 2;
  shape = dw_modbus_shape (bytes[1]);
  if (shape == DW_MODBUS_SHAPE_UNKNOWN)
    return 0;
  if (shape != DW_MODBUS_SHAPE_WRITE_BITS && shape != DW_MODBUS_SHAPE_WRITE_WORDS)
    return DW_MODBUS_RTU_EXTRA + 5;
  if (available < 7)
    return 7;
  length = (gsize)DW_MODBUS_RTU_EXTRA + 6 + bytes[6];
  return length <= DW_MODBUS_RTU_MAX ? length : 0;
}

gboolean
dw_modbus_rtu_crc_is_right (const guint8 *frame, gsize length)
{
  guint16 crc = dw_crc16_modbus (frame, length - 2);

  return frame[length - 2] == (crc & 0xff) && frame[length - 1] == crc >> 8;
}

/* Where the PDU stands in a frame. */
static gsize
pdu_offset (DwModbusFraming framing)
{
  return framing == DW_MODBUS_FRAMING_TCP ? DW_MODBUS_TCP_HEAD : 1;
}

/* Puts what belongs around a PDU that is in its place already. Returns the frame's length. */
static gsize
wrap_pdu (DwModbusFraming framing, guint8 *frame, gsize pdu_length, guint8 unit, guint16 transaction)
{
  guint16 crc;

  frame[pdu_offset (framing) - 1] = unit;
  if (framing == DW_MODBUS_FRAMING_TCP)
    {
      dw_modbus_put_u16 (frame, transaction);
      dw_modbus_put_u16 (frame + 2, 0);
      dw_modbus_put_u16 (frame + 4, (guint16)(1 + pdu_length));
      return DW_MODBUS_TCP_HEAD + pdu_length;
    }
  crc = dw_crc16_modbus (frame, 1 + pdu_length);
  frame[1 + pdu_length] = (guint8)crc;
  frame[2 + pdu_length] = (guint8)(crc >> 8);
  return DW_MODBUS_RTU_EXTRA + pdu_length;
}

gsize
dw_modbus_frame_request (DwModbusFraming framing, const DwModbusRequest *request, guint16 transaction, guint8 frame[DW_MODBUS_FRAME_MAX], GError **error)
{
  gsize pdu_length = dw_modbus_request_encode (request, frame + pdu_offset (framing), error);

  return pdu_length ? wrap_pdu (framing, frame, pdu_length, request->unit, transaction) : 0;
}

gsize
dw_modbus_frame_reply (DwModbusFraming framing, const DwModbusReply *reply, guint16 transaction, guint8 frame[DW_MODBUS_FRAME_MAX], GError **error)
{
  gsize pdu_length = dw_modbus_reply_encode (reply, frame + pdu_offset (framing), error);

  return pdu_length ? wrap_pdu (framing, frame, pdu_length, reply->unit, transaction) : 0;
}

gsize
dw_modbus_frame_reply_length (DwModbusFraming framing, const DwModbusRequest *request)
{
  DwModbusShape shape = dw_modbus_shape (request->function);
  gsize pdu_length = dw_modbus_is_read (shape) ? 2 + dw_modbus_byte_count (shape, request->count) : 5;

  return pdu_length + (framing == DW_MODBUS_FRAMING_TCP ? DW_MODBUS_TCP_HEAD : DW_MODBUS_RTU_EXTRA);
}

static gboolean
check_tcp_frame (const guint8 *bytes, gsize length, DwModbusFault *fault)
{
  guint16 body;

  if (length >= 4 && dw_modbus_get_u16 (bytes + 2) != 0)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_VALUE, 2);
  if (length < DW_MODBUS_TCP_PREFIX)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_TRUNCATED, length);
  body = dw_modbus_get_u16 (bytes + 4);
  if (body < TCP_BODY_MIN || body > TCP_BODY_MAX)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_LENGTH, 4);
  return dw_modbus_check_end (length, DW_MODBUS_TCP_PREFIX + body, fault);
}

/* expected: the length that the first bytes speak of, 0 when they say nothing.
 * A right checksum over everything outweighs it: then the PDU's own check names the field that is wrong. */
static gboolean
check_rtu_frame (const guint8 *bytes, gsize length, gsize expected, DwModbusFault *fault)
{
  if (length < RTU_MIN)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_TRUNCATED, length);
  if (length > DW_MODBUS_RTU_MAX)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_LENGTH, DW_MODBUS_RTU_MAX);
  if (dw_modbus_rtu_crc_is_right (bytes, length))
    return TRUE;
  if (expected > length)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_TRUNCATED, length);
  if (expected && expected < length && dw_modbus_rtu_crc_is_right (bytes, expected))
    return dw_modbus_fail (fault, DW_PROTO_ERROR_LENGTH, expected);
  return dw_modbus_fail (fault, DW_PROTO_ERROR_CHECKSUM, (expected ? expected : length) - 2);
}

/* FALSE: sets error and *offset. */
static gboolean
refuse (const DwModbusFault *fault, gsize *offset, GError **error)
{
  if (offset)
    *offset = fault->offset;
  dw_modbus_fault_to_error (fault, error);
  return FALSE;
}

static gsize
pdu_length_of (DwModbusFraming framing, gsize length)
{
  return length - (framing == DW_MODBUS_FRAMING_TCP ? DW_MODBUS_TCP_HEAD : DW_MODBUS_RTU_EXTRA);
}

static gboolean
check_reply (DwModbusFraming framing, const guint8 *bytes, gsize length, const DwModbusRequest *request, DwModbusReply *reply, DwModbusFault *fault)
{
  gsize start = pdu_offset (framing);

  if (framing == DW_MODBUS_FRAMING_TCP ? !check_tcp_frame (bytes, length, fault)
                                       : !check_rtu_frame (bytes, length, dw_modbus_rtu_reply_length (bytes, length), fault))
    return FALSE;
  if (request && request->unit != bytes[start - 1])
    return dw_modbus_fail (fault, DW_PROTO_ERROR_MISMATCH, start - 1);
  if (!dw_modbus_reply_parse (bytes + start, pdu_length_of (framing, length), request, reply, fault))
    return dw_modbus_fail (fault, fault->code, start + fault->offset);
  reply->unit = bytes[start - 1];
  return TRUE;
}

gboolean
dw_modbus_frame_decode_reply (DwModbusFraming framing, const guint8 *bytes, gsize length, const DwModbusRequest *request, DwModbusReply *reply, gsize *offset, GError **error)
{
  DwModbusFault fault;

  if (check_reply (framing, bytes, length, request, reply, &fault))
    return TRUE;
  return refuse (&fault, offset, error);
}

static gboolean
check_request (DwModbusFraming framing, const guint8 *bytes, gsize length, DwModbusRequest *request, DwModbusFault *fault)
{
  gsize start = pdu_offset (framing);

  if (framing == DW_MODBUS_FRAMING_TCP ? !check_tcp_frame (bytes, length, fault)
                                       : !check_rtu_frame (bytes, length, dw_modbus_rtu_request_length (bytes, length), fault))
    return FALSE;
  request->unit = bytes[start - 1];
  if (!dw_modbus_request_parse (bytes + start, pdu_length_of (framing, length), request, fault))
    return dw_modbus_fail (fault, fault->code, start + fault->offset);
  return TRUE;
}

gboolean
dw_modbus_frame_decode_request (DwModbusFraming framing, const guint8 *bytes, gsize length, DwModbusRequest *request, gsize *offset, GError **error)
{
  DwModbusFault fault;

  if (check_request (framing, bytes, length, request, &fault))
    return TRUE;
  return refuse (&fault, offset, error);
}
