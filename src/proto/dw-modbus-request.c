// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-pdu.h"

#include "dw-modbus-shape.h"

/* Requests <-> PDU.
 *
 *   functions 1-4      function · address 2 · count 2
 *   functions 5, 6     function · address 2 · value 2
 *   functions 15, 16   function · address 2 · count 2 · byte count 1 · data
 */

#define HEAD_LENGTH 5 /* what every request has */
#define DATA_OFFSET 6 /* functions 15, 16 */

static gboolean
is_coil_value (guint16 value)
{
  return value == DW_MODBUS_COIL_ON || value == DW_MODBUS_COIL_OFF;
}

static gboolean
check_argument (const DwModbusRequest *request, DwModbusShape shape, DwModbusFault *fault)
{
  if (shape == DW_MODBUS_SHAPE_UNKNOWN)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_ARGUMENT, 0);
  if (request->count < 1 || request->count > dw_modbus_count_max (shape) || request->address + request->count > 0x10000)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_ARGUMENT, 3);
  if (request->function == DW_MODBUS_WRITE_COIL && !is_coil_value (request->words[0]))
    return dw_modbus_fail (fault, DW_PROTO_ERROR_ARGUMENT, 3);
  return TRUE;
}

/* Data behind the byte count. Returns the PDU's length. */
static gsize
put_data (guint8 *pdu, const DwModbusRequest *request, DwModbusShape shape)
{
  gsize bytes = dw_modbus_byte_count (shape, request->count);

  pdu[DATA_OFFSET - 1] = (guint8)bytes;
  if (shape == DW_MODBUS_SHAPE_WRITE_BITS)
    dw_modbus_copy_bits (pdu + DATA_OFFSET, request->bits, request->count);
  else
    for (guint i = 0; i < request->count; i++)
      dw_modbus_put_u16 (pdu + DATA_OFFSET + 2 * i, request->words[i]);
  return DATA_OFFSET + bytes;
}

gsize
dw_modbus_request_encode (const DwModbusRequest *request, guint8 pdu[DW_MODBUS_PDU_MAX], GError **error)
{
  DwModbusShape shape = dw_modbus_shape (request->function);
  DwModbusFault fault;

  if (!check_argument (request, shape, &fault))
    {
      dw_modbus_fault_to_error (&fault, error);
      return 0;
    }
  pdu[0] = request->function;
  dw_modbus_put_u16 (pdu + 1, request->address);
  dw_modbus_put_u16 (pdu + 3, shape == DW_MODBUS_SHAPE_WRITE_ONE ? request->words[0] : request->count);
  if (shape == DW_MODBUS_SHAPE_WRITE_BITS || shape == DW_MODBUS_SHAPE_WRITE_WORDS)
    return put_data (pdu, request, shape);
  return HEAD_LENGTH;
}

static gboolean
take_value (const guint8 *pdu, gsize length, DwModbusRequest *request, DwModbusFault *fault)
{
  request->count = 1;
  request->words[0] = dw_modbus_get_u16 (pdu + 3);
  if (request->function == DW_MODBUS_WRITE_COIL && !is_coil_value (request->words[0]))
    return dw_modbus_fail (fault, DW_PROTO_ERROR_VALUE, 3);
  return dw_modbus_check_end (length, HEAD_LENGTH, fault);
}

static gboolean
take_data (const guint8 *pdu, gsize length, DwModbusRequest *request, DwModbusShape shape, DwModbusFault *fault)
{
  gsize bytes = dw_modbus_byte_count (shape, request->count);

  if (length < DATA_OFFSET)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_TRUNCATED, length);
  if (pdu[DATA_OFFSET - 1] != bytes)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_LENGTH, DATA_OFFSET - 1);
  if (!dw_modbus_check_end (length, DATA_OFFSET + bytes, fault))
    return FALSE;
  if (shape == DW_MODBUS_SHAPE_WRITE_BITS)
    dw_modbus_copy_bits (request->bits, pdu + DATA_OFFSET, request->count);
  else
    for (guint i = 0; i < request->count; i++)
      request->words[i] = dw_modbus_get_u16 (pdu + DATA_OFFSET + 2 * i);
  return TRUE;
}

static gboolean
take_count (const guint8 *pdu, DwModbusRequest *request, DwModbusShape shape, DwModbusFault *fault)
{
  request->count = dw_modbus_get_u16 (pdu + 3);
  if (request->count < 1 || request->count > dw_modbus_count_max (shape))
    return dw_modbus_fail (fault, DW_PROTO_ERROR_VALUE, 3);
  return TRUE;
}

static void
clear_request (DwModbusRequest *request)
{
  guint8 unit = request->unit;

  memset (request, 0, sizeof *request);
  request->unit = unit;
}

gboolean
dw_modbus_request_parse (const guint8 *pdu, gsize length, DwModbusRequest *request, DwModbusFault *fault)
{
  DwModbusShape shape;

  clear_request (request);
  if (length == 0)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_TRUNCATED, 0);
  request->function = pdu[0];
  shape = dw_modbus_shape (pdu[0]);
  if (shape == DW_MODBUS_SHAPE_UNKNOWN)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_VALUE, 0);
  if (length < HEAD_LENGTH)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_TRUNCATED, length);
  request->address = dw_modbus_get_u16 (pdu + 1);
  if (shape == DW_MODBUS_SHAPE_WRITE_ONE)
    return take_value (pdu, length, request, fault);
  if (!take_count (pdu, request, shape, fault))
    return FALSE;
  return dw_modbus_is_read (shape) ? dw_modbus_check_end (length, HEAD_LENGTH, fault) : take_data (pdu, length, request, shape, fault);
}

gboolean
dw_modbus_request_decode (const guint8 *pdu, gsize length, DwModbusRequest *request, GError **error)
{
  DwModbusFault fault;

  if (dw_modbus_request_parse (pdu, length, request, &fault))
    return TRUE;
  dw_modbus_fault_to_error (&fault, error);
  return FALSE;
}
