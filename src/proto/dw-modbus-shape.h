// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

#include "dw-modbus-pdu.h"

G_BEGIN_DECLS

/* Private to the Modbus codecs: how the bytes behind each function code are laid out. */
typedef enum {
  DW_MODBUS_SHAPE_UNKNOWN,
  DW_MODBUS_SHAPE_READ_BITS,
  DW_MODBUS_SHAPE_READ_WORDS,
  DW_MODBUS_SHAPE_WRITE_ONE,
  DW_MODBUS_SHAPE_WRITE_BITS,
  DW_MODBUS_SHAPE_WRITE_WORDS,
} DwModbusShape;

#define DW_MODBUS_EXCEPTION_FLAG 0x80
#define DW_MODBUS_COIL_ON 0xff00
#define DW_MODBUS_COIL_OFF 0x0000

DwModbusShape dw_modbus_shape (guint8 function);
/* The byte count that count values of a function take. */
gsize dw_modbus_byte_count (DwModbusShape shape, guint count);
/* Copies count bits; those behind the last one become 0 whatever the sender left there. */
void dw_modbus_copy_bits (guint8 *to, const guint8 *from, guint count);
/* The most values one PDU may read or write; 1 for functions 5 and 6, 0 for unknown ones. */
guint dw_modbus_count_max (DwModbusShape shape);

static inline gboolean
dw_modbus_is_read (DwModbusShape shape)
{
  return shape == DW_MODBUS_SHAPE_READ_BITS || shape == DW_MODBUS_SHAPE_READ_WORDS;
}

static inline guint16
dw_modbus_get_u16 (const guint8 *at)
{
  return (guint16)(at[0] << 8 | at[1]);
}

static inline void
dw_modbus_put_u16 (guint8 *at, guint16 value)
{
  at[0] = (guint8)(value >> 8);
  at[1] = (guint8)value;
}

/* Sets *fault and returns FALSE, so that a check can end with it. */
static inline gboolean
dw_modbus_fail (DwModbusFault *fault, DwProtoError code, gsize offset)
{
  *fault = (DwModbusFault){ code, offset };
  return FALSE;
}

/* TRUNCATED or LENGTH when length is not what it must be. */
static inline gboolean
dw_modbus_check_end (gsize length, gsize expected, DwModbusFault *fault)
{
  if (length < expected)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_TRUNCATED, length);
  if (length > expected)
    return dw_modbus_fail (fault, DW_PROTO_ERROR_LENGTH, expected);
  return TRUE;
}

/* Frame layout. */
#define DW_MODBUS_TCP_HEAD 7   /* transaction 2 · protocol 2 · length 2 · unit 1 */
#define DW_MODBUS_TCP_PREFIX 6 /* what the length field does not count */
#define DW_MODBUS_RTU_EXTRA 3  /* address 1 · CRC 2 */
#define DW_MODBUS_RTU_MAX 256
#define DW_MODBUS_READ_BYTES_MAX 250

/* How long the frame at bytes is, as far as its first available bytes tell: 0 when no such frame can begin so,
 * and a number above available when it is not whole (then more bytes may change the answer). */
gsize dw_modbus_tcp_length (const guint8 *bytes, gsize available);
gsize dw_modbus_rtu_reply_length (const guint8 *bytes, gsize available);
gsize dw_modbus_rtu_request_length (const guint8 *bytes, gsize available);
gboolean dw_modbus_rtu_crc_is_right (const guint8 *frame, gsize length);
gboolean dw_modbus_is_possible_byte_count (DwModbusShape shape, guint bytes);

G_END_DECLS
