// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-pdu.h"

#include "dw-modbus-shape.h"

/* Replies <-> PDU.
 *
 *   functions 1-4      function · byte count 1 · data
 *   functions 5, 6     function · address 2 · value 2
 *   functions 15, 16   function · address 2 · count 2
 *   exceptions         function | 80H · code 1
 */

#define EXCEPTION_LENGTH 2
#define DATA_OFFSET 2
#define WRITE_LENGTH 5

static gboolean
check_argument (const DwModbusReply *reply, DwModbusShape shape, DwModbusFault *fault)
{
  if (reply->function & DW_MODBUS_EXCEPTION_FLAG)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_ARGUMENT, 0);
  if (reply->exception != DW_MODBUS_OK)
    return TRUE;
  if (shape == DW_MODBUS_SHAPE_UNKNOWN)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_ARGUMENT, 0);
  if (shape != DW_MODBUS_SHAPE_WRITE_ONE && (reply->count < 1 || reply->count > dw_modbus_count_max (shape)))
    return dw_modbus_fail (fault, DW_PROTO_ERROR_ARGUMENT, 1);
  return TRUE;
}

static gsize
put_data (guint8 *pdu, const DwModbusReply *reply, DwModbusShape shape)
{
  gsize bytes = dw_modbus_byte_count (shape, reply->count);

  pdu[1] = (guint8)bytes;
  if (shape == DW_MODBUS_SHAPE_READ_BITS)
    dw_modbus_copy_bits (pdu + DATA_OFFSET, reply->bits, reply->count);
  else
    for (guint i = 0; i < reply->count; i++)
      dw_modbus_put_u16 (pdu + DATA_OFFSET + 2 * i, reply->words[i]);
  return DATA_OFFSET + bytes;
}

gsize
dw_modbus_reply_encode (const DwModbusReply *reply, guint8 pdu[DW_MODBUS_PDU_MAX], GError **error)
{
  DwModbusShape shape = dw_modbus_shape (reply->function);
  DwModbusFault fault;

  if (!check_argument (reply, shape, &fault))
    {
      dw_modbus_fault_to_error (&fault, error);
      return 0;
    }
  pdu[0] = reply->function;
  if (reply->exception != DW_MODBUS_OK)
    {
      pdu[0] |= DW_MODBUS_EXCEPTION_FLAG;
      pdu[1] = reply->exception;
      return EXCEPTION_LENGTH;
    }
  if (dw_modbus_is_read (shape))
    return put_data (pdu, reply, shape);
  dw_modbus_put_u16 (pdu + 1, reply->address);
  dw_modbus_put_u16 (pdu + 3, shape == DW_MODBUS_SHAPE_WRITE_ONE ? reply->words[0] : reply->count);
  return WRITE_LENGTH;
}

static gboolean
take_exception (const guint8 *pdu, gsize length, const DwModbusRequest *request, DwModbusReply *reply, DwModbusFault *fault)
{
  if (!dw_modbus_check_end (length, EXCEPTION_LENGTH, fault))
    return FALSE;
  if (pdu[1] == DW_MODBUS_OK)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_VALUE, 1);
  reply->exception = pdu[1];
  if (request)
    {
      reply->address = request->address;
      reply->count = request->count;
    }
  return TRUE;
}

static gboolean
take_read (const guint8 *pdu, gsize length, const DwModbusRequest *request, DwModbusReply *reply, DwModbusShape shape, DwModbusFault *fault)
{
  guint bytes;

  if (length < DATA_OFFSET)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_TRUNCATED, length);
  bytes = pdu[1];
  if (!dw_modbus_is_possible_byte_count (shape, bytes))
    return dw_modbus_fail (fault, DW_PROTO_ERROR_LENGTH, 1);
  if (!dw_modbus_check_end (length, DATA_OFFSET + bytes, fault))
    return FALSE;
  if (request && dw_modbus_byte_count (shape, request->count) != bytes)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_MISMATCH, 1);
  reply->address = request ? request->address : 0;
  reply->count = request ? request->count : (guint16)(shape == DW_MODBUS_SHAPE_READ_BITS ? bytes * 8 : bytes / 2);
  if (shape == DW_MODBUS_SHAPE_READ_BITS)
    dw_modbus_copy_bits (reply->bits, pdu + DATA_OFFSET, reply->count);
  else
    for (guint i = 0; i < reply->count; i++)
      reply->words[i] = dw_modbus_get_u16 (pdu + DATA_OFFSET + 2 * i);
  return TRUE;
}

static gboolean
take_write_value (DwModbusReply *reply, guint16 value, const DwModbusRequest *request, DwModbusFault *fault)
{
  reply->count = 1;
  reply->words[0] = value;
  if (reply->function == DW_MODBUS_WRITE_COIL && value != DW_MODBUS_COIL_ON && value != DW_MODBUS_COIL_OFF)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_VALUE, 3);
  if (request && request->words[0] != value)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_MISMATCH, 3);
  return TRUE;
}

static gboolean
take_write_count (DwModbusReply *reply, guint16 count, const DwModbusRequest *request, DwModbusShape shape, DwModbusFault *fault)
{
  reply->count = count;
  if (count < 1 || count > dw_modbus_count_max (shape))
    return dw_modbus_fail (fault, DW_PROTO_ERROR_VALUE, 3);
  if (request && request->count != count)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_MISMATCH, 3);
  return TRUE;
}

static gboolean
take_write (const guint8 *pdu, gsize length, const DwModbusRequest *request, DwModbusReply *reply, DwModbusShape shape, DwModbusFault *fault)
{
  guint16 value;

  if (!dw_modbus_check_end (length, WRITE_LENGTH, fault))
    return FALSE;
  reply->address = dw_modbus_get_u16 (pdu + 1);
  value = dw_modbus_get_u16 (pdu + 3);
  if (request && request->address != reply->address)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_MISMATCH, 1);
  if (shape == DW_MODBUS_SHAPE_WRITE_ONE)
    return take_write_value (reply, value, request, fault);
  return take_write_count (reply, value, request, shape, fault);
}

gboolean
dw_modbus_reply_parse (const guint8 *pdu, gsize length, const DwModbusRequest *request, DwModbusReply *reply, DwModbusFault *fault)
{
  DwModbusShape shape;

  memset (reply, 0, sizeof *reply);
  reply->unit = request ? request->unit : 0;
  if (length == 0)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_TRUNCATED, 0);
  reply->function = pdu[0] & ~DW_MODBUS_EXCEPTION_FLAG;
  if (request && request->function != reply->function)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_MISMATCH, 0);
  if (pdu[0] & DW_MODBUS_EXCEPTION_FLAG)
    return take_exception (pdu, length, request, reply, fault);
  shape = dw_modbus_shape (pdu[0]);
  if (shape == DW_MODBUS_SHAPE_UNKNOWN)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_VALUE, 0);
  if (dw_modbus_is_read (shape))
    return take_read (pdu, length, request, reply, shape, fault);
  return take_write (pdu, length, request, reply, shape, fault);
}

gboolean
dw_modbus_reply_decode (const guint8 *pdu, gsize length, const DwModbusRequest *request, DwModbusReply *reply, GError **error)
{
  DwModbusFault fault;

  if (dw_modbus_reply_parse (pdu, length, request, reply, &fault))
    return TRUE;
  dw_modbus_fault_to_error (&fault, error);
  return FALSE;
}
