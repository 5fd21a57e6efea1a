// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-pdu.h"

#include <glib/gi18n-lib.h>

#include "dw-modbus-shape.h"

/* What all functions of the Modbus application protocol share: the layout of each, its limits, and words for what went wrong. */

static const guint8 shapes[] = {
  [DW_MODBUS_READ_COILS] = DW_MODBUS_SHAPE_READ_BITS,
  [DW_MODBUS_READ_DISCRETE] = DW_MODBUS_SHAPE_READ_BITS,
  [DW_MODBUS_READ_HOLDING] = DW_MODBUS_SHAPE_READ_WORDS,
  [DW_MODBUS_READ_INPUT] = DW_MODBUS_SHAPE_READ_WORDS,
  [DW_MODBUS_WRITE_COIL] = DW_MODBUS_SHAPE_WRITE_ONE,
  [DW_MODBUS_WRITE_REGISTER] = DW_MODBUS_SHAPE_WRITE_ONE,
  [DW_MODBUS_WRITE_COILS] = DW_MODBUS_SHAPE_WRITE_BITS,
  [DW_MODBUS_WRITE_REGISTERS] = DW_MODBUS_SHAPE_WRITE_WORDS,
};

static const guint16 count_limits[] = {
  [DW_MODBUS_SHAPE_UNKNOWN] = 0,
  [DW_MODBUS_SHAPE_READ_BITS] = DW_MODBUS_BITS_MAX,
  [DW_MODBUS_SHAPE_READ_WORDS] = DW_MODBUS_READ_MAX,
  [DW_MODBUS_SHAPE_WRITE_ONE] = 1,
  [DW_MODBUS_SHAPE_WRITE_BITS] = DW_MODBUS_BITS_WRITE_MAX,
  [DW_MODBUS_SHAPE_WRITE_WORDS] = DW_MODBUS_WRITE_MAX,
};

static const char *const fault_texts[] = {
  [DW_PROTO_ERROR_ARGUMENT] = N_ ("Such a request is not possible (byte %d)"),
  [DW_PROTO_ERROR_TRUNCATED] = N_ ("The frame ends too early, after %d bytes"),
  [DW_PROTO_ERROR_CHECKSUM] = N_ ("Wrong checksum at byte %d"),
  [DW_PROTO_ERROR_LENGTH] = N_ ("Wrong length at byte %d"),
  [DW_PROTO_ERROR_MISMATCH] = N_ ("Not the answer to the request: byte %d differs"),
  [DW_PROTO_ERROR_EXCEPTION] = N_ ("The device refuses (byte %d)"),
  [DW_PROTO_ERROR_VALUE] = N_ ("A value without a meaning at byte %d"),
};

static const char *const exception_texts[] = {
  [DW_MODBUS_OK] = N_ ("no exception"),
  [DW_MODBUS_ILLEGAL_FUNCTION] = N_ ("illegal function"),
  [DW_MODBUS_ILLEGAL_ADDRESS] = N_ ("illegal address"),
  [DW_MODBUS_ILLEGAL_VALUE] = N_ ("illegal value"),
  [DW_MODBUS_DEVICE_FAILURE] = N_ ("device failure"),
  [DW_MODBUS_ACKNOWLEDGE] = N_ ("accepted, still working"),
  [DW_MODBUS_BUSY] = N_ ("device busy"),
  [DW_MODBUS_GATEWAY_PATH] = N_ ("gateway path unavailable"),
  [DW_MODBUS_GATEWAY_SILENT] = N_ ("device behind the gateway is silent"),
};

DwModbusShape
dw_modbus_shape (guint8 function)
{
  return function < G_N_ELEMENTS (shapes) ? shapes[function] : DW_MODBUS_SHAPE_UNKNOWN;
}

gsize
dw_modbus_byte_count (DwModbusShape shape, guint count)
{
  gboolean bits = shape == DW_MODBUS_SHAPE_READ_BITS || shape == DW_MODBUS_SHAPE_WRITE_BITS;

  return bits ? (count + 7) / 8 : (gsize)count * 2;
}

guint
dw_modbus_count_max (DwModbusShape shape)
{
  return count_limits[shape];
}

void
dw_modbus_copy_bits (guint8 *to, const guint8 *from, guint count)
{
  memcpy (to, from, (count + 7) / 8);
  if (count % 8 != 0)
    to[count / 8] &= (guint8)((1u << count % 8) - 1);
}

gboolean
dw_modbus_is_possible_byte_count (DwModbusShape shape, guint bytes)
{
  return bytes > 0 && bytes <= DW_MODBUS_READ_BYTES_MAX && (shape == DW_MODBUS_SHAPE_READ_BITS || bytes % 2 == 0);
}

const char *
dw_modbus_exception_text (guint8 exception)
{
  const char *text = exception < G_N_ELEMENTS (exception_texts) ? exception_texts[exception] : NULL;

  return text ? _ (text) : _ ("unknown exception");
}

void
dw_modbus_fault_to_error (const DwModbusFault *fault, GError **error)
{
  g_set_error (error, DW_PROTO_ERROR, (int)fault->code, _ (fault_texts[fault->code]), (int)fault->offset);
}
