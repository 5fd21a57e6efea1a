// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-frame.h"

#include "dw-crc.h"

#include "test-hex.h"

/* What tests of the receiver share.
 *
 * A stream is written in hexadecimal, its pieces parted by "|"; a piece that ends in "!" gets the checksum of the piece appended.
 * What comes out is a word with one letter for each result:
 *
 *   R reply · X exception · u unsolicited · e echo · c wrong checksum · l impossible length · t cut off and begun again */

#define TCP DW_MODBUS_FRAMING_TCP
#define RTU DW_MODBUS_FRAMING_RTU
#define TRANSACTION 0x0102

/* Unit 1, holding registers 2006H and 2007H. */
#define READ "01 03 20 06 00 02 2F CA"
#define READ_REPLY "01 03 04 45 0F E0 00 96 FC"
#define CLOSE "01 06 00 0D FF 00 59 F9"
#define WRITE "01 10 00 57 00 02 04 00 01 00 01 27 75"
#define WRITE_REPLY "01 10 00 57 00 02 F0 18"
#define TCP_READ "01 02 00 00 00 06 01 03 20 06 00 02"
#define TCP_REPLY "01 02 00 00 00 07 01 03 04 45 0F E0 00"

static inline DwModbusRequest
request_of (const char *hex)
{
  g_auto (TestBytes) frame = test_hex (hex);
  DwModbusRequest request = { 0 };

  g_assert_true (dw_modbus_frame_decode_request (RTU, frame.bytes, frame.length, &request, NULL, NULL));
  return request;
}

static inline void
expect (DwModbusReceiver *receiver, DwModbusFraming framing, const char *hex)
{
  DwModbusRequest request = request_of (hex);
  guint8 frame[DW_MODBUS_FRAME_MAX];
  gsize length = dw_modbus_frame_request (framing, &request, TRANSACTION, frame, NULL);

  dw_modbus_receiver_expect (receiver, &request, TRANSACTION, frame, length);
}

static inline void
append_piece (GByteArray *stream, const char *piece)
{
  gboolean mend = g_str_has_suffix (piece, "!");
  g_autofree char *hex = g_strndup (piece, strlen (piece) - mend);
  g_auto (TestBytes) bytes = test_hex (hex);
  guint16 crc = dw_crc16_modbus (bytes.bytes, bytes.length);
  guint8 tail[] = { (guint8)crc, (guint8)(crc >> 8) };

  g_byte_array_append (stream, bytes.bytes, bytes.length);
  if (mend)
    g_byte_array_append (stream, tail, 2);
}

static inline TestBytes
stream_of (const char *text)
{
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  g_auto (GStrv) pieces = g_strsplit (text, "|", -1);

  for (guint i = 0; pieces[i]; i++)
    append_piece (stream, pieces[i]);
  return test_copy (stream->data, stream->len);
}

static inline char
letter_of (DwModbusResult result, const DwModbusReply *reply, DwProtoError why, guint64 echoes)
{
  if (result == DW_MODBUS_REPLY)
    return reply->exception ? 'X' : 'R';
  switch (why)
    {
    case DW_PROTO_ERROR_MISMATCH:
      return echoes ? 'e' : 'u';
    case DW_PROTO_ERROR_CHECKSUM:
      return 'c';
    case DW_PROTO_ERROR_LENGTH:
      return 'l';
    case DW_PROTO_ERROR_TRUNCATED:
      return 't';
    case DW_PROTO_ERROR_ARGUMENT:
    case DW_PROTO_ERROR_EXCEPTION:
    case DW_PROTO_ERROR_VALUE:
    default:
      return '?';
    }
}

/* Feeds one piece and appends what comes out. */
static inline void
feed (DwModbusReceiver *receiver, const guint8 *bytes, gsize length, DwModbusReply *last, GString *word)
{
  g_auto (TestBytes) exact = test_copy (bytes, length);
  DwModbusReply reply;
  DwProtoError why;

  dw_modbus_receiver_feed (receiver, exact.bytes, exact.length);
  for (;;)
    {
      guint64 echoes = dw_modbus_receiver_get_counters (receiver)->echoes;
      DwModbusResult result = dw_modbus_receiver_next (receiver, &reply, &why);

      if (result == DW_MODBUS_NEED_MORE)
        return;
      if (result == DW_MODBUS_REPLY && last)
        *last = reply;
      g_string_append_c (word, letter_of (result, &reply, why, dw_modbus_receiver_get_counters (receiver)->echoes - echoes));
    }
}
