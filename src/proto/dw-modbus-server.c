// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-frame.h"

#include "dw-modbus-shape.h"

/* The input of a server: requests from the start of a buffer that the caller keeps. */

/* The length of the frame at bytes, as in dw-modbus-shape.h. */
static gsize
request_length (DwModbusFraming framing, const guint8 *bytes, gsize length)
{
  return framing == DW_MODBUS_FRAMING_TCP ? dw_modbus_tcp_length (bytes, length) : dw_modbus_rtu_request_length (bytes, length);
}

/* No frame begins here: one byte goes. */
static gboolean
drop_byte (DwModbusFraming framing, gsize *used, GError **error)
{
  DwModbusFault fault = { framing == DW_MODBUS_FRAMING_TCP ? DW_PROTO_ERROR_LENGTH : DW_PROTO_ERROR_VALUE, 0 };

  *used = 1;
  dw_modbus_fault_to_error (&fault, error);
  return FALSE;
}

static gboolean
check_frame (DwModbusFraming framing, const guint8 *bytes, gsize frame_length, DwModbusRequest *request, guint16 *transaction, DwModbusFault *fault)
{
  gboolean tcp = framing == DW_MODBUS_FRAMING_TCP;
  gsize start = tcp ? DW_MODBUS_TCP_HEAD : 1;

  if (!tcp && !dw_modbus_rtu_crc_is_right (bytes, frame_length))
    return dw_modbus_fail (fault, DW_PROTO_ERROR_CHECKSUM, frame_length - 2);
  *transaction = tcp ? dw_modbus_get_u16 (bytes) : 0;
  request->unit = bytes[start - 1];
  if (dw_modbus_request_parse (bytes + start, frame_length - (tcp ? DW_MODBUS_TCP_HEAD : DW_MODBUS_RTU_EXTRA), request, fault))
    return TRUE;
  return dw_modbus_fail (fault, fault->code, start + fault->offset);
}

gboolean
dw_modbus_frame_take_request (DwModbusFraming framing, const guint8 *bytes, gsize length, DwModbusRequest *request, guint16 *transaction, gsize *used, GError **error)
{
  gsize frame_length = request_length (framing, bytes, length);
  DwModbusFault fault;

  *used = 0;
  if (frame_length == 0)
    return drop_byte (framing, used, error);
  if (frame_length > length)
    return FALSE;
  *used = frame_length;
  if (check_frame (framing, bytes, frame_length, request, transaction, &fault))
    return TRUE;
  if (fault.code == DW_PROTO_ERROR_CHECKSUM)
    *used = 1;
  dw_modbus_fault_to_error (&fault, error);
  return FALSE;
}
