// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-frame.h"

#include "dw-fuzz.h"

/* A server's input, and the decoders of lone frames. The first byte chooses the framing, the rest are the bytes that come. What must hold:
 *
 *  1. Every call makes progress or asks for more, and never takes more than is there.
 *  2. More bytes behind it change nothing of a frame that was taken.
 *  3. A request that is taken, encoded again, is the bytes it came from.
 *  4. A lone frame that is refused is refused at a place inside it. */

static gboolean
can_be_encoded (const DwModbusRequest *request)
{
  return request->address + request->count <= 0x10000;
}

/* Unused bits of a write of coils may come as anything and go out as 0. */
static gboolean
has_unused_bits (const DwModbusRequest *request)
{
  return request->function == DW_MODBUS_WRITE_COILS && request->count % 8 != 0;
}

static void
check_round_trip (DwModbusFraming framing, const DwModbusRequest *request, guint16 transaction, const guint8 *bytes, gsize length)
{
  guint8 frame[DW_MODBUS_FRAME_MAX];
  gsize again;

  if (!can_be_encoded (request))
    return;
  again = dw_modbus_frame_request (framing, request, transaction, frame, NULL);
  g_assert_cmpuint (again, ==, length);
  if (!has_unused_bits (request))
    g_assert_cmpmem (frame, again, bytes, length);
}

/* The frame alone, in an array of its size, must be taken the same way. */
static void
check_alone (DwModbusFraming framing, const DwModbusRequest *request, const guint8 *bytes, gsize length)
{
  g_autofree guint8 *exact = g_memdup2 (bytes, length);
  DwModbusRequest alone = { 0 }, lone = { 0 };
  guint16 transaction;
  gsize used;

  g_assert_true (dw_modbus_frame_take_request (framing, exact, length, &alone, &transaction, &used, NULL));
  g_assert_cmpuint (used, ==, length);
  g_assert_cmpmem (&alone, sizeof alone, request, sizeof *request);
  g_assert_true (dw_modbus_frame_decode_request (framing, exact, length, &lone, NULL, NULL));
  g_assert_cmpmem (&lone, sizeof lone, request, sizeof *request);
  g_assert_false (length > 1 && dw_modbus_frame_take_request (framing, exact, length - 1, &alone, &transaction, &used, NULL));
}

static void
serve (DwModbusFraming framing, const guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      g_autoptr (GError) error = NULL;
      DwModbusRequest request = { 0 };
      guint16 transaction = 0;
      gsize used = 0;
      gboolean taken = dw_modbus_frame_take_request (framing, bytes, length, &request, &transaction, &used, &error);

      g_assert_cmpuint (used, <=, length);
      g_assert_true (taken == (error == NULL && used > 0));
      if (used == 0)
        return;
      if (taken)
        {
          check_round_trip (framing, &request, transaction, bytes, used);
          check_alone (framing, &request, bytes, used);
        }
      bytes += used;
      length -= used;
    }
}

static void
decode_alone (DwModbusFraming framing, const guint8 *bytes, gsize length)
{
  g_autoptr (GError) reply_error = NULL, request_error = NULL;
  DwModbusReply reply;
  DwModbusRequest request;
  gsize offset = 0;

  if (!dw_modbus_frame_decode_reply (framing, bytes, length, NULL, &reply, &offset, &reply_error))
    g_assert_true (reply_error != NULL && offset <= length);
  if (!dw_modbus_frame_decode_request (framing, bytes, length, &request, &offset, &request_error))
    g_assert_true (request_error != NULL && offset <= length);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = { data, size };
  DwModbusFraming framing = fuzz_u8 (&input) & 1 ? DW_MODBUS_FRAMING_RTU : DW_MODBUS_FRAMING_TCP;

  serve (framing, input.data, input.left);
  decode_alone (framing, input.data, input.left);
  return 0;
}
