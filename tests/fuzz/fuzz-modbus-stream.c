// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "fuzz-modbus-stream.h"

#include "dw-crc.h"

/* Random bytes hardly ever carry a right checksum, so the input is read as a script that writes the stream: right replies, echoes, exceptions, replies of others,
 * cut and damaged ones, and raw bytes, with new requests in between. What must hold:
 *
 *  1. The same stream gives the same results and counters whole, byte by byte and in pieces of any size.
 *  2. A reply answers the outstanding request: there is one, the frame came after it, and that frame decodes to the same values for that request.
 *  3. One request gets one reply.
 *  4. Every byte is counted once: in a frame or as skipped.
 *  5. On a serial line a right reply at the end of whatever came is found, unless bytes before it had a right checksum by chance. */

#define STREAM_MAX 8192
#define SEGMENTS_MAX 8

/* What follows one request. */
typedef struct
{
  gboolean reset; /* no request: the receiver is reset */
  DwModbusRequest request;
  guint16 transaction;
  guint8 frame[DW_MODBUS_FRAME_MAX];
  gsize frame_length;
  gsize end; /* of its bytes in the stream */
} Segment;

typedef struct
{
  DwModbusFraming framing;
  GByteArray *stream;
  Segment segments[SEGMENTS_MAX];
  guint n_segments;
} Script;

static DwModbusRequest
read_request (FuzzInput *input)
{
  static const guint8 functions[] = { 3, 3, 4, 1, 2, 5, 6, 15, 16 };
  static const guint16 limits[] = { 125, 125, 125, 2000, 2000, 1, 1, 1968, 123 };
  guint kind = fuzz_u8 (input) % G_N_ELEMENTS (functions);
  guint16 size = fuzz_u8 (input);
  DwModbusRequest request = { .unit = fuzz_u8 (input), .function = functions[kind], .address = fuzz_u8 (input) };

  /* Mostly few values, sometimes the most. */
  request.count = size > 250 ? limits[kind] : (guint16)(1 + size % MIN (limits[kind], 20));
  request.words[0] = request.function == 5 ? (size & 1 ? 0xff00 : 0) : fuzz_u16 (input);
  request.bits[0] = fuzz_u8 (input);
  return request;
}

static void
begin_segment (Script *script, FuzzInput *input, gboolean again)
{
  Segment *before = script->n_segments ? &script->segments[script->n_segments - 1] : NULL;
  Segment *segment;

  if (script->n_segments == SEGMENTS_MAX)
    return;
  segment = &script->segments[script->n_segments++];
  segment->reset = before && fuzz_u8 (input) % 8 == 0;
  segment->request = again && before ? before->request : read_request (input);
  segment->transaction = before ? before->transaction + 1 : fuzz_u16 (input);
  segment->frame_length = dw_modbus_frame_request (script->framing, &segment->request, segment->transaction, segment->frame, NULL);
  g_assert_cmpuint (segment->frame_length, >, 0);
}

/* A right reply to a request, with values made of the input. Returns its length. */
static gsize
make_reply (const Script *script, FuzzInput *input, const DwModbusRequest *request, guint16 transaction, guint8 exception, guint8 *frame)
{
  guint8 salt = fuzz_u8 (input);
  DwModbusReply reply = { .unit = request->unit, .function = request->function, .exception = exception, .address = request->address, .count = request->count };

  for (guint i = 0; i < G_N_ELEMENTS (reply.words); i++)
    reply.words[i] = salt & 1 ? 0 : (guint16)(i * salt);
  for (guint i = 0; i < G_N_ELEMENTS (reply.bits); i++)
    reply.bits[i] = (guint8)(i ^ salt);
  if (request->function == 5 || request->function == 6)
    reply.words[0] = request->words[0];
  return dw_modbus_frame_reply (script->framing, &reply, transaction, frame, NULL);
}

static void
append_raw (Script *script, FuzzInput *input)
{
  guint length = fuzz_u8 (input) % 24;

  for (guint i = 0; i < length; i++)
    {
      guint8 byte = fuzz_u8 (input);

      g_byte_array_append (script->stream, &byte, 1);
    }
}

/* The beginning of a frame of our unit or another one that claims to be long. */
static void
append_claim (Script *script, FuzzInput *input, const Segment *segment)
{
  guint8 rtu[] = { segment->request.unit, fuzz_u8 (input) & 1 ? segment->request.function : 4, 0xfa };
  guint8 tcp[] = { fuzz_u8 (input), 0, 0, 0, 0, 0xfe };

  if (script->framing == DW_MODBUS_FRAMING_RTU)
    g_byte_array_append (script->stream, rtu, sizeof rtu);
  else
    g_byte_array_append (script->stream, tcp, sizeof tcp);
}

/* A reply of somebody else, or to something else. */
static gsize
make_foreign (const Script *script, FuzzInput *input, const Segment *segment, guint8 *frame)
{
  DwModbusRequest other = segment->request;
  guint8 how = fuzz_u8 (input);

  if (how & 1)
    other.unit += how | 1;
  if (how & 2 && other.function <= 4)
    other.count = (guint16)(other.count > 1 ? other.count - 1 : 2);
  if (how & 4 && other.function <= 4)
    other.function = (guint8)(1 + other.function % 4);
  if (other.function == 3 || other.function == 4)
    other.count = MIN (other.count, 125);
  return make_reply (script, input, &other, (guint16)(segment->transaction - (how >> 6)), 0, frame);
}

static void
append_frame (Script *script, FuzzInput *input, const Segment *segment, guint op)
{
  guint8 frame[DW_MODBUS_FRAME_MAX];
  gsize length;

  switch (op)
    {
    case 0:
      length = segment->frame_length;
      memcpy (frame, segment->frame, length);
      break;
    case 1:
      length = make_reply (script, input, &segment->request, segment->transaction, fuzz_u8 (input), frame);
      break;
    case 2:
      length = make_foreign (script, input, segment, frame);
      break;
    default:
      length = make_reply (script, input, &segment->request, segment->transaction, 0, frame);
    }
  if (op == 3) /* cut */
    length = fuzz_u8 (input) % (length + 1);
  if (op == 4) /* damaged */
    frame[fuzz_u8 (input) % length] ^= (guint8)(1 << fuzz_u8 (input) % 8);
  g_byte_array_append (script->stream, frame, (guint)length);
}

static void
write_script (Script *script, FuzzInput *input)
{
  begin_segment (script, input, FALSE);
  while (input->left > 0 && script->stream->len < STREAM_MAX)
    {
      Segment *segment = &script->segments[script->n_segments - 1];
      guint op = fuzz_u8 (input) % 12;

      if (op < 6)
        append_frame (script, input, segment, op);
      else if (op < 9)
        append_raw (script, input);
      else if (op == 9)
        append_claim (script, input, segment);
      else
        {
          segment->end = script->stream->len;
          begin_segment (script, input, op == 10);
        }
    }
  script->segments[script->n_segments - 1].end = script->stream->len;
}

/* One way through the script. */
typedef struct
{
  DwModbusReceiver *receiver;
  const Segment *segment;
  gboolean answered;
  gsize fed, in_frames;
  gsize fed_before;       /* the request was sent */
  GByteArray *transcript; /* every result with all it said */
} Run;

static void
check_reply (const Script *script, Run *run, const DwModbusReply *reply, const guint8 *frame, gsize length)
{
  DwModbusReply again;

  g_assert_false (run->segment->reset);
  g_assert_false (run->answered);
  g_assert_cmpuint (run->in_frames + dw_modbus_receiver_get_counters (run->receiver)->skipped_bytes - length, >=, run->fed_before);
  g_assert_true (dw_modbus_frame_decode_reply (script->framing, frame, length, &run->segment->request, &again, NULL, NULL));
  g_assert_cmpmem (&again, sizeof again, reply, sizeof *reply);
  if (script->framing == DW_MODBUS_FRAMING_TCP)
    g_assert_cmpuint ((guint)(frame[0] << 8 | frame[1]), ==, run->segment->transaction);
  run->answered = TRUE;
}

static void
note_result (const Script *script, Run *run, DwModbusResult result, const DwModbusReply *reply, DwProtoError why)
{
  gsize length;
  const guint8 *frame = dw_modbus_receiver_get_last_frame (run->receiver, &length);
  guint32 head[] = { result, result == DW_MODBUS_DROPPED ? why : 0, (guint32)length };

  g_byte_array_append (run->transcript, (const guint8 *)head, sizeof head);
  g_byte_array_append (run->transcript, frame, (guint)length);
  if (result == DW_MODBUS_REPLY || why == DW_PROTO_ERROR_MISMATCH)
    run->in_frames += length;
  if (result == DW_MODBUS_REPLY)
    check_reply (script, run, reply, frame, length);
}

/* Feeds one piece, in an array of exactly its size. */
static void
feed (const Script *script, Run *run, const guint8 *bytes, gsize length)
{
  g_autofree guint8 *exact = g_memdup2 (bytes, length);
  DwModbusResult result;
  DwModbusReply reply;
  DwProtoError why = DW_PROTO_ERROR_VALUE;

  dw_modbus_receiver_feed (run->receiver, exact, length);
  run->fed += length;
  while ((result = dw_modbus_receiver_next (run->receiver, &reply, &why)) != DW_MODBUS_NEED_MORE)
    note_result (script, run, result, &reply, why);
}

static void
enter_segment (Run *run, const Segment *segment)
{
  run->segment = segment;
  run->answered = FALSE;
  run->fed_before = run->fed;
  if (segment->reset)
    dw_modbus_receiver_reset (run->receiver);
  else
    dw_modbus_receiver_expect (run->receiver, &segment->request, segment->transaction, segment->frame, segment->frame_length);
}

/* Pieces of 1 to step bytes; step 0: all that a segment has. */
static void
feed_segment (const Script *script, Run *run, gsize start, gsize step, guint32 *dice)
{
  while (start < run->segment->end)
    {
      gsize length = run->segment->end - start;

      if (step > 0)
        {
          *dice = *dice * 1664525u + 1013904223u;
          length = MIN (length, 1 + (*dice >> 16) % step);
        }
      feed (script, run, script->stream->data + start, length);
      start += length;
    }
}

static void
check_late_reply (const Script *script, Run *run)
{
  const DwModbusCounters *counters = dw_modbus_receiver_get_counters (run->receiver);
  guint64 unsolicited = counters->unsolicited;
  guint8 frame[DW_MODBUS_FRAME_MAX];
  FuzzInput nothing = { 0 };
  gsize length;

  if (run->answered || run->segment->reset || script->framing == DW_MODBUS_FRAMING_TCP || run->segment->request.function == 5 || run->segment->request.function == 6)
    return;
  length = make_reply (script, &nothing, &run->segment->request, run->segment->transaction, 0, frame);
  feed (script, run, frame, length);
  g_assert_true (run->answered || counters->unsolicited > unsolicited);
}

static void
check_counters (Run *run)
{
  const DwModbusCounters *counters = dw_modbus_receiver_get_counters (run->receiver);

  g_assert_cmpuint (counters->frames, ==, counters->replies + counters->unsolicited + counters->echoes);
  g_assert_cmpuint (counters->exceptions, <=, counters->replies);
  dw_modbus_receiver_reset (run->receiver);
  g_assert_cmpuint (run->fed, ==, run->in_frames + counters->skipped_bytes);
}

/* Returns the transcript with the counters at its end. */
static GByteArray *
run_script (const Script *script, gsize step)
{
  Run run = { .receiver = dw_modbus_receiver_new (script->framing), .transcript = g_byte_array_new () };
  guint32 dice = (guint32)step;
  gsize start = 0;

  for (guint i = 0; i < script->n_segments; i++)
    {
      enter_segment (&run, &script->segments[i]);
      feed_segment (script, &run, start, step, &dice);
      start = MAX (start, script->segments[i].end);
    }
  check_late_reply (script, &run);
  check_counters (&run);
  g_byte_array_append (run.transcript, (const guint8 *)dw_modbus_receiver_get_counters (run.receiver), sizeof (DwModbusCounters));
  dw_modbus_receiver_free (run.receiver);
  return run.transcript;
}

void
fuzz_modbus_stream (DwModbusFraming framing, const guint8 *data, gsize size)
{
  static const gsize steps[] = { 1, 7, 100 };
  g_autofree Script *script = g_new0 (Script, 1);
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  g_autoptr (GByteArray) whole = NULL;
  FuzzInput input = { data, size };

  script->framing = framing;
  script->stream = stream;
  write_script (script, &input);
  whole = run_script (script, 0);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GByteArray) pieces = run_script (script, steps[i]);

      g_assert_cmpmem (pieces->data, pieces->len, whole->data, whole->len);
    }
}
