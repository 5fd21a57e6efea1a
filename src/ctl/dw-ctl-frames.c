// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ctl-frames.h"

/* A row of bytes, as somebody copied it from a log, cut into frames. A frame says its own length in two ways, as a reply and as a
 * request; the one that checks out is it. A reply behind its request is read with what the request says about address and count. */

#define TCP_PREFIX 6
#define TCP_BODY_MIN 2
#define TCP_BODY_MAX 254
#define FRAME_MIN 4
/* So far ahead is looked for a right frame behind a wrong start: a megabyte of noise must not take hours. */
#define HUNT_MAX 1024

static gboolean
is_many (guint8 function)
{
  return function == DW_MODBUS_WRITE_COILS || function == DW_MODBUS_WRITE_REGISTERS;
}

/* How long the frame would be; 0 when the bytes do not reach to where it says so, or cannot be a frame. */
static gsize
tcp_length (const guint8 *bytes, gsize length)
{
  gsize body = length < TCP_PREFIX ? 0 : (gsize)(bytes[4] << 8 | bytes[5]);

  return body < TCP_BODY_MIN || body > TCP_BODY_MAX || bytes[2] != 0 || bytes[3] != 0 ? 0 : TCP_PREFIX + body;
}

static gsize
rtu_reply_length (const guint8 *bytes, gsize length)
{
  if (length < 3)
    return 0;
  if ((bytes[1] & 0x80) != 0)
    return 5;
  return bytes[1] >= DW_MODBUS_READ_COILS && bytes[1] <= DW_MODBUS_READ_INPUT ? 5u + bytes[2] : 8;
}

static gsize
rtu_request_length (const guint8 *bytes, gsize length)
{
  if (length >= 2 && is_many (bytes[1]))
    return length < 7 ? 0 : 9u + bytes[6];
  return 8;
}

/* The request before, when this can be its reply: for TCP the transaction must be the same too. */
static const DwModbusRequest *
find_request (DwModbusFraming framing, const guint8 *bytes, gsize length, const DwCtlFrame *before)
{
  if (before == NULL || before->kind != DW_CTL_FRAME_REQUEST)
    return NULL;
  if (framing == DW_MODBUS_FRAMING_TCP && (length < 2 || memcmp (bytes, before->bytes, 2) != 0))
    return NULL;
  return &before->request;
}

static gboolean
take_reply (DwModbusFraming framing, gsize wanted, gsize length, const DwModbusRequest *request, DwCtlFrame *frame)
{
  if (wanted == 0 || wanted > length)
    return FALSE;
  frame->request = (DwModbusRequest){ 0 };
  if (request != NULL && dw_modbus_frame_decode_reply (framing, frame->bytes, wanted, request, &frame->reply, NULL, NULL))
    frame->request = *request;
  else if (!dw_modbus_frame_decode_reply (framing, frame->bytes, wanted, NULL, &frame->reply, NULL, NULL))
    return FALSE;
  frame->kind = DW_CTL_FRAME_REPLY;
  frame->length = wanted;
  return TRUE;
}

static gboolean
take_request (DwModbusFraming framing, gsize wanted, gsize length, DwCtlFrame *frame)
{
  if (wanted == 0 || wanted > length || !dw_modbus_frame_decode_request (framing, frame->bytes, wanted, &frame->request, NULL, NULL))
    return FALSE;
  frame->kind = DW_CTL_FRAME_REQUEST;
  frame->length = wanted;
  return TRUE;
}

/* Functions 5 and 6 answer with the bytes of their request: without a request before, such a frame is the request. */
static gboolean
is_own_echo (const DwCtlFrame *frame, const DwModbusRequest *request)
{
  guint8 function = frame->reply.function;

  return frame->kind == DW_CTL_FRAME_REPLY && frame->reply.exception == 0 && request == NULL &&
         (function == DW_MODBUS_WRITE_COIL || function == DW_MODBUS_WRITE_REGISTER);
}

typedef struct
{
  gsize as_reply, as_request; /* 0 = cannot be */
} Lengths;

static Lengths
find_lengths (DwModbusFraming framing, const guint8 *bytes, gsize length)
{
  if (framing == DW_MODBUS_FRAMING_TCP)
    return (Lengths){ tcp_length (bytes, length), tcp_length (bytes, length) };
  return (Lengths){ rtu_reply_length (bytes, length), rtu_request_length (bytes, length) };
}

static gboolean
take_right (DwModbusFraming framing, Lengths lengths, gsize length, const DwModbusRequest *request, DwCtlFrame *frame)
{
  if (take_reply (framing, lengths.as_reply, length, request, frame) && !is_own_echo (frame, request))
    return TRUE;
  return take_request (framing, lengths.as_request, length, frame);
}

/* Where the next right frame begins behind a wrong start; the end of the look when there is none. */
static gsize
find_next (DwModbusFraming framing, const guint8 *bytes, gsize length)
{
  for (gsize at = 1; at + FRAME_MIN <= length && at < HUNT_MAX; at++)
    {
      DwCtlFrame frame = { .bytes = bytes + at };

      if (take_right (framing, find_lengths (framing, bytes + at, length - at), length - at, NULL, &frame))
        return at;
    }
  return MIN (length, HUNT_MAX);
}

/* What fits neither is judged as a reply, but for what only a request can be: the length of one, or the data behind functions 15 and 16. */
static gboolean
looks_like_request (DwModbusFraming framing, Lengths lengths, const guint8 *bytes, gsize length)
{
  if (framing == DW_MODBUS_FRAMING_TCP)
    return lengths.as_request == TCP_PREFIX + 6;
  return length != lengths.as_reply && (length == lengths.as_request || (length > MAX (lengths.as_reply, 1) && is_many (bytes[1])));
}

/* How many bytes the wrong frame costs: those up to the next right one, else as many as it claims to have. A frame of TCP that is
 * whole by its own header is believed to end where it says. */
static gsize
find_extent (DwModbusFraming framing, gsize claimed, const guint8 *bytes, gsize length)
{
  gsize limit = MIN (length, HUNT_MAX);
  gsize end = claimed >= FRAME_MIN && claimed < limit ? claimed : limit;
  gsize next;

  if (framing == DW_MODBUS_FRAMING_TCP && end < limit)
    return end;
  next = find_next (framing, bytes, length);
  return next < limit ? next : end;
}

static void
take_wrong (DwModbusFraming framing, Lengths lengths, gsize length, DwCtlFrame *frame)
{
  gboolean as_request = looks_like_request (framing, lengths, frame->bytes, length);
  g_autoptr (GError) error = NULL;

  frame->kind = DW_CTL_FRAME_WRONG;
  frame->length = find_extent (framing, as_request ? lengths.as_request : lengths.as_reply, frame->bytes, length);
  if (as_request || (frame->length == lengths.as_request && frame->length != lengths.as_reply))
    dw_modbus_frame_decode_request (framing, frame->bytes, frame->length, &frame->request, &frame->offset, &error);
  else
    dw_modbus_frame_decode_reply (framing, frame->bytes, frame->length, NULL, &frame->reply, &frame->offset, &error);
  frame->reason = error != NULL ? (DwProtoError)error->code : DW_PROTO_ERROR_VALUE;
}

void
dw_ctl_frame_take (DwModbusFraming framing, const guint8 *bytes, gsize length, const DwCtlFrame *before, DwCtlFrame *frame)
{
  Lengths lengths = find_lengths (framing, bytes, length);

  *frame = (DwCtlFrame){ .bytes = bytes };
  if (!take_right (framing, lengths, length, find_request (framing, bytes, length, before), frame))
    take_wrong (framing, lengths, length, frame);
}
