// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-frame.h"

#include "dw-crc.h"

#include "test-golden.h"
#include "test-hex.h"

/* What the client's receiver makes of a stream.
 *
 * A stream is written in hexadecimal, its pieces parted by "|"; a piece that ends in "!" gets the checksum of the piece appended.
 * What comes out is a word with one letter for each result:
 *
 *   R reply · X exception · u unsolicited · e echo · c wrong checksum · l impossible length · t cut off and begun again
 *
 * Each row is fed in one piece, byte by byte, and cut in two at every place: the word must be the same. */

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

typedef struct
{
  const char *says;
  DwModbusFraming framing;
  const char *request; /* RTU frame, also when framing is TCP; NULL: none is outstanding */
  const char *stream;
  const char *word;
} Row;

static const Row rows[] = {
  { "a-whole-reply", RTU, READ, READ_REPLY, "R" },
  { "half-a-reply-is-waited-for", RTU, READ, "01 03 04 45 0F", "" },
  { "an-exception", RTU, READ, "01 83 02 C0 F1", "X" },
  { "a-silent-device-behind-a-gateway", RTU, READ, "01 83 0B!", "X" },
  { "a-write-is-acknowledged", RTU, WRITE, WRITE_REPLY, "R" },
  { "an-echo-alone-is-no-reply", RTU, READ, READ, "e" },
  { "an-echo-before-the-reply", RTU, READ, READ "|" READ_REPLY, "eR" },
  { "an-echo-of-a-long-write", RTU, WRITE, WRITE "|" WRITE_REPLY, "eR" },
  { "an-echo-before-an-exception", RTU, READ, READ "|01 83 02!", "eX" },
  { "half-an-echo-and-the-reply", RTU, READ, "01 03 20 06|" READ_REPLY, "R" },
  { "two-frames-in-one-read", RTU, READ, READ_REPLY "|" READ_REPLY, "Ru" },
  { "a-reply-and-noise", RTU, READ, READ_REPLY "|FF 00 FF", "R" },
  { "noise-before-the-frame", RTU, READ, "FF 00 7E FF|" READ_REPLY, "R" },
  { "noise-that-looks-like-a-frame-is-a-counted-error", RTU, READ, "7E 01 03|" READ_REPLY, "cR" },
  { "noise-like-the-beginning-of-the-reply", RTU, READ, "01|01 03|" READ_REPLY, "cR" },
  { "noise-that-claims-a-long-frame-hides-nothing", RTU, READ, "05 03 FA|" READ_REPLY, "R" },
  { "our-own-unit-claims-a-long-frame", RTU, READ, "01 03 FA|" READ_REPLY, "R" },
  { "noise-that-claims-a-long-write-hides-nothing", RTU, READ, "05 10 00 00 00 70 E0|" READ_REPLY, "R" },
  { "a-long-claim-hides-no-exception", RTU, READ, "05 03 FA|01 83 02!", "X" },
  { "half-a-reply-then-the-whole-one", RTU, READ, "01 03 04 45 0F|" READ_REPLY, "cR" },
  { "half-a-reply-hides-no-exception", RTU, READ, "01 03 04 45|01 83 02!", "X" },
  { "a-quarter-of-a-reply-hides-no-exception", RTU, READ, "01 03 04|01 83 02!", "X" },
  { "wrong-checksum-is-refused", RTU, READ, "01 03 04 45 0F E0 00 96 FD", "c" },
  { "wrong-checksum-then-a-right-reply", RTU, READ, "01 03 04 45 0F E0 01 96 FC|" READ_REPLY, "cR" },
  { "a-damaged-exception", RTU, READ, "01 83 02 C0 F2", "c" },
  { "a-damaged-frame-is-counted-once", RTU, READ, "01 03 04 02 81 02 03 00 00", "c" },
  { "a-late-reply-of-another-unit", RTU, READ, "02 03 04 00 00 00 00!|" READ_REPLY, "uR" },
  { "a-late-reply-of-another-count", RTU, READ, "01 03 02 03 B2 38 C1|" READ_REPLY, "uR" },
  { "a-late-reply-of-another-function", RTU, READ, "01 04 04 43 66 33 33 5A FA|" READ_REPLY, "uR" },
  { "a-late-acknowledgement", RTU, READ, WRITE_REPLY "|" READ_REPLY, "uR" },
  { "a-longer-reply-than-asked-for", RTU, READ, "01 03 06 45 0F E0 00 00 00!", "u" },
  { "an-exception-of-another-function", RTU, READ, "01 84 02!|" READ_REPLY, "uR" },
  { "an-exception-of-another-unit", RTU, READ, "02 83 02!|" READ_REPLY, "uR" },
  { "exception-0-is-none", RTU, READ, "01 83 00!|" READ_REPLY, "cR" },
  { "another-master-asks", RTU, READ, "07 03 00 00 00 01!|" READ_REPLY, "uR" },
  { "another-master-writes", RTU, READ, "07 10 00 00 00 01 02 12 34!|" READ_REPLY, "uR" },
  { "an-acknowledgement-of-another-address", RTU, WRITE, "01 10 00 58 00 02!|" WRITE_REPLY, "uR" },
  { "an-acknowledgement-of-another-count", RTU, WRITE, "01 10 00 57 00 01!|" WRITE_REPLY, "uR" },
  { "an-acknowledgement-of-another-value", RTU, CLOSE, "01 06 00 0D 00 00 18 09|" CLOSE, "uR" },
  { "the-first-equal-frame-is-the-reply-where-nothing-echoes", RTU, CLOSE, CLOSE, "R" },
  { "nothing-was-asked", RTU, NULL, READ_REPLY "|01 83 02!|" READ, "uuu" },
  { "nothing-was-asked-and-the-line-is-noisy", RTU, NULL, "FF FF 00 00 FF 55", "" },
  { "unit-0-never-answers", RTU, READ, "00 83 02!|" READ_REPLY, "R" },
  { "unit-248-is-no-unit", RTU, READ, "F8 83 02!|" READ_REPLY, "R" },

  { "tcp-a-whole-reply", TCP, READ, TCP_REPLY, "R" },
  { "tcp-half-a-reply-is-waited-for", TCP, READ, "01 02 00 00 00 07 01 03 04 45", "" },
  { "tcp-an-exception", TCP, READ, "01 02 00 00 00 03 01 83 0B", "X" },
  { "tcp-exception-0-is-none", TCP, READ, "01 02 00 00 00 03 01 83 00|" TCP_REPLY, "uR" },
  { "tcp-a-write-is-acknowledged", TCP, WRITE, "01 02 00 00 00 06 01 10 00 57 00 02", "R" },
  { "tcp-a-coil-is-acknowledged", TCP, CLOSE, "01 02 00 00 00 06 01 06 00 0D FF 00", "R" },
  { "tcp-wrong-transaction-id", TCP, READ, "01 01 00 00 00 07 01 03 04 45 0F E0 00", "u" },
  { "tcp-a-late-reply-then-ours", TCP, READ, "01 01 00 00 00 07 01 03 04 00 00 00 00|" TCP_REPLY, "uR" },
  { "tcp-an-exception-of-another-transaction", TCP, READ, "01 01 00 00 00 03 01 83 02|" TCP_REPLY, "uR" },
  { "tcp-wrong-unit", TCP, READ, "01 02 00 00 00 07 02 03 04 45 0F E0 00|" TCP_REPLY, "uR" },
  { "tcp-wrong-function", TCP, READ, "01 02 00 00 00 07 01 04 04 45 0F E0 00|" TCP_REPLY, "uR" },
  { "tcp-wrong-count", TCP, READ, "01 02 00 00 00 05 01 03 02 45 0F|" TCP_REPLY, "uR" },
  { "tcp-byte-count-against-length", TCP, READ, "01 02 00 00 00 07 01 03 06 45 0F E0 00|" TCP_REPLY, "uR" },
  { "tcp-two-frames-in-one-read", TCP, READ, TCP_REPLY "|" TCP_REPLY, "Ru" },
  { "tcp-an-echo-before-the-reply", TCP, READ, TCP_READ "|" TCP_REPLY, "eR" },
  { "tcp-another-protocol", TCP, READ, "01 02 00 01 00 07 01 03 04 45 0F E0 00", "l" },
  { "tcp-length-0", TCP, READ, "01 02 00 00 00 00|" TCP_REPLY, "lR" },
  { "tcp-length-1", TCP, READ, "01 02 00 00 00 01 01|" TCP_REPLY, "lR" },
  { "tcp-length-2-is-the-shortest", TCP, READ, "01 02 00 00 00 02 01 83|" TCP_REPLY, "uR" },
  { "tcp-length-255", TCP, READ, "01 02 00 00 00 FF 01 03|" TCP_REPLY, "lR" },
  { "tcp-noise-before-the-frame", TCP, READ, "FF FF 00 7E 55|" TCP_REPLY, "lR" },
  { "tcp-one-byte-of-noise", TCP, READ, "00|" TCP_REPLY, "lR" },
  { "tcp-noise-that-claims-a-long-frame-hides-nothing", TCP, READ, "00 09 00 00 00 FE 01 03|" TCP_REPLY, "R" },
  { "tcp-nothing-was-asked", TCP, NULL, TCP_REPLY, "u" },
};

static DwModbusRequest
request_of (const char *hex)
{
  g_auto (TestBytes) frame = test_hex (hex);
  DwModbusRequest request = { 0 };

  g_assert_true (dw_modbus_frame_decode_request (RTU, frame.bytes, frame.length, &request, NULL, NULL));
  return request;
}

static void
expect (DwModbusReceiver *receiver, DwModbusFraming framing, const char *hex)
{
  DwModbusRequest request = request_of (hex);
  guint8 frame[DW_MODBUS_FRAME_MAX];
  gsize length = dw_modbus_frame_request (framing, &request, TRANSACTION, frame, NULL);

  dw_modbus_receiver_expect (receiver, &request, TRANSACTION, frame, length);
}

static void
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

static TestBytes
stream_of (const char *text)
{
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  g_auto (GStrv) pieces = g_strsplit (text, "|", -1);

  for (guint i = 0; pieces[i]; i++)
    append_piece (stream, pieces[i]);
  return test_copy (stream->data, stream->len);
}

static char
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
static void
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

static void
check_counters (const DwModbusCounters *a, const DwModbusCounters *b)
{
  g_assert_cmpmem (a, sizeof *a, b, sizeof *b);
}

/* Runs a row cut at cut (0: byte by byte). */
static DwModbusCounters
run_row (const Row *row, const TestBytes *stream, gsize cut)
{
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (row->framing);
  g_autoptr (GString) word = g_string_new (NULL);

  if (row->request)
    expect (receiver, row->framing, row->request);
  if (cut == 0)
    for (gsize i = 0; i < stream->length; i++)
      feed (receiver, stream->bytes + i, 1, NULL, word);
  else
    {
      feed (receiver, stream->bytes, cut, NULL, word);
      feed (receiver, stream->bytes + cut, stream->length - cut, NULL, word);
    }
  g_assert_cmpstr (word->str, ==, row->word);
  return *dw_modbus_receiver_get_counters (receiver);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_auto (TestBytes) stream = stream_of (row->stream);
  DwModbusCounters whole = run_row (row, &stream, stream.length);

  for (gsize cut = 0; cut < stream.length; cut++)
    {
      DwModbusCounters parts = run_row (row, &stream, cut);

      check_counters (&parts, &whole);
    }
}

/* Every published exchange, framed for RTU or TCP. */
static TestBytes
framed_reply (DwModbusFraming framing, const GoldenExchange *exchange)
{
  g_auto (TestBytes) published = test_hex (exchange->reply);
  DwModbusReply reply;
  guint8 frame[DW_MODBUS_FRAME_MAX];

  g_assert_true (dw_modbus_frame_decode_reply (RTU, published.bytes, published.length, NULL, &reply, NULL, NULL));
  return test_copy (frame, dw_modbus_frame_reply (framing, &reply, TRANSACTION, frame, NULL));
}

static void
check_exchange (DwModbusFraming framing, const GoldenExchange *exchange)
{
  g_auto (TestBytes) frame = framed_reply (framing, exchange);
  DwModbusRequest request = request_of (exchange->request);
  DwModbusReply expected, reply;
  gsize shown;

  dw_modbus_frame_decode_reply (framing, frame.bytes, frame.length, &request, &expected, NULL, NULL);
  for (gsize piece = 1; piece <= frame.length; piece++)
    {
      g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (framing);
      g_autoptr (GString) word = g_string_new (NULL);

      expect (receiver, framing, exchange->request);
      for (gsize i = 0; i < frame.length; i += piece)
        feed (receiver, frame.bytes + i, MIN (piece, frame.length - i), &reply, word);
      g_assert_cmpstr (word->str, ==, "R");
      g_assert_cmpmem (&reply, sizeof reply, &expected, sizeof expected);
      g_assert_cmpmem (dw_modbus_receiver_get_last_frame (receiver, &shown), frame.length, frame.bytes, frame.length);
      g_assert_cmpuint (shown, ==, frame.length);
    }
}

static void
test_published_replies_in_pieces_of_any_size (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (golden_exchanges); i++)
    {
      check_exchange (RTU, &golden_exchanges[i]);
      check_exchange (TCP, &golden_exchanges[i]);
    }
}

/* Nothing that comes of a damaged frame may be a reply. On TCP that can only hold for the header. */
static void
check_damaged (DwModbusFraming framing, const GoldenExchange *exchange)
{
  g_auto (TestBytes) frame = framed_reply (framing, exchange);
  gsize guarded = framing == TCP ? 8 : frame.length;

  for (gsize bit = 0; bit < guarded * 8; bit++)
    {
      g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (framing);
      g_autoptr (GString) word = g_string_new (NULL);

      expect (receiver, framing, exchange->request);
      frame.bytes[bit / 8] ^= (guint8)(1 << bit % 8);
      feed (receiver, frame.bytes, frame.length, NULL, word);
      frame.bytes[bit / 8] ^= (guint8)(1 << bit % 8);
      g_assert_null (strpbrk (word->str, "RX"));
      feed (receiver, frame.bytes, frame.length, NULL, word);
      if (framing == RTU)
        g_assert_nonnull (strchr (word->str, 'R'));
    }
}

static void
test_no_flipped_bit_makes_a_reply_and_the_next_one_is_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (golden_exchanges); i++)
    {
      check_damaged (RTU, &golden_exchanges[i]);
      check_damaged (TCP, &golden_exchanges[i]);
    }
}

static void
test_a_beginning_is_no_reply (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (golden_exchanges); i++)
    for (int framing = TCP; framing <= RTU; framing++)
      {
        g_auto (TestBytes) frame = framed_reply (framing, &golden_exchanges[i]);

        for (gsize n = 0; n < frame.length; n++)
          {
            g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (framing);
            g_autoptr (GString) word = g_string_new (NULL);

            expect (receiver, framing, golden_exchanges[i].request);
            feed (receiver, frame.bytes, n, NULL, word);
            g_assert_cmpstr (word->str, ==, "");
          }
      }
}

static void
test_bytes_from_before_the_request_answer_nothing (void)
{
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (RTU);
  g_autoptr (GString) word = g_string_new (NULL);
  g_auto (TestBytes) reply = test_hex (READ_REPLY);

  /* The beginning of a late reply to the same question: its end comes after the next request was sent. */
  feed (receiver, reply.bytes, 5, NULL, word);
  expect (receiver, RTU, READ);
  feed (receiver, reply.bytes + 5, reply.length - 5, NULL, word);
  g_assert_cmpstr (word->str, ==, "u");
  feed (receiver, reply.bytes, reply.length, NULL, word);
  g_assert_cmpstr (word->str, ==, "uR");
}

static void
test_a_whole_reply_from_before_the_request_answers_nothing (void)
{
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (TCP);
  g_autoptr (GString) word = g_string_new (NULL);
  g_auto (TestBytes) reply = test_hex (TCP_REPLY);

  dw_modbus_receiver_feed (receiver, reply.bytes, reply.length);
  expect (receiver, TCP, READ);
  feed (receiver, NULL, 0, NULL, word);
  g_assert_cmpstr (word->str, ==, "u");
}

static void
test_reset_forgets_bytes_and_request (void)
{
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (RTU);
  g_autoptr (GString) word = g_string_new (NULL);
  g_auto (TestBytes) reply = test_hex (READ_REPLY);

  expect (receiver, RTU, READ);
  feed (receiver, reply.bytes, 4, NULL, word);
  dw_modbus_receiver_reset (receiver);
  feed (receiver, reply.bytes + 4, reply.length - 4, NULL, word);
  g_assert_cmpstr (word->str, ==, "");
  dw_modbus_receiver_reset (receiver);
  feed (receiver, reply.bytes, reply.length, NULL, word);
  g_assert_cmpstr (word->str, ==, "u");
  g_assert_cmpuint (dw_modbus_receiver_get_counters (receiver)->skipped_bytes, ==, 9);
}

static void
test_two_halves_cut_late_are_told_on_tcp (void)
{
  /* Twenty registers; the reply breaks off after two of them and comes again. Without a checksum only the second header shows it. */
  static const DwModbusRequest request = { .unit = 1, .function = 3, .count = 20 };
  static const DwModbusReply reply = { .unit = 1, .function = 3, .count = 20, .words = { 11, 22, 33 } };
  guint8 frame[DW_MODBUS_FRAME_MAX], answer[DW_MODBUS_FRAME_MAX];
  gsize length = dw_modbus_frame_request (TCP, &request, TRANSACTION, frame, NULL);
  gsize answer_length = dw_modbus_frame_reply (TCP, &reply, TRANSACTION, answer, NULL);
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (TCP);
  g_autoptr (GString) word = g_string_new (NULL);
  DwModbusReply got;

  dw_modbus_receiver_expect (receiver, &request, TRANSACTION, frame, length);
  feed (receiver, answer, 13, &got, word);
  feed (receiver, answer, answer_length, &got, word);
  g_assert_cmpstr (word->str, ==, "tR");
  g_assert_cmpuint (got.words[2], ==, 33);
}

/* One exchange on a line: request, what comes, what is made of it. */
static void
exchange (DwModbusReceiver *receiver, const char *request, const char *stream, const char *expected)
{
  g_autoptr (GString) word = g_string_new (NULL);
  g_auto (TestBytes) bytes = stream_of (stream);

  expect (receiver, RTU, request);
  feed (receiver, bytes.bytes, bytes.length, NULL, word);
  g_assert_cmpstr (word->str, ==, expected);
}

static void
test_a_line_that_echoes_is_learned (void)
{
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (RTU);

  exchange (receiver, READ, READ "|" READ_REPLY, "eR");
  exchange (receiver, CLOSE, CLOSE "|" CLOSE, "eR");
  exchange (receiver, CLOSE, CLOSE "|01 86 04!", "eX");
  dw_modbus_receiver_reset (receiver);
  exchange (receiver, CLOSE, CLOSE, "e");     /* the echo alone: the command is not acknowledged */
  exchange (receiver, READ, READ_REPLY, "R"); /* no echo any more */
  exchange (receiver, CLOSE, CLOSE, "R");
}

static void
test_a_line_that_echoes_is_learned_from_a_long_write (void)
{
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (RTU);

  exchange (receiver, WRITE, WRITE "|" WRITE_REPLY, "eR");
  exchange (receiver, CLOSE, CLOSE "|" CLOSE, "eR");
}

static void
test_an_unknown_echo_of_a_write_leaves_its_reply_unsolicited (void)
{
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (RTU);

  exchange (receiver, CLOSE, CLOSE "|" CLOSE, "Ru");
}

static void
test_a_single_write_echoed_does_not_teach (void)
{
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (RTU);

  exchange (receiver, CLOSE, CLOSE, "R");
  exchange (receiver, CLOSE, CLOSE, "R");
}

static void
test_the_largest_replies (void)
{
  static const DwModbusReply largest[] = {
    { .unit = 1, .function = 3, .count = 125, .words = { 1 } },
    { .unit = 1, .function = 4, .count = 125, .words = { 2 } },
    { .unit = 1, .function = 1, .count = 2000, .bits = { 3 } },
    { .unit = 1, .function = 2, .count = 1993, .bits = { 4 } },
  };

  for (int framing = TCP; framing <= RTU; framing++)
    for (guint i = 0; i < G_N_ELEMENTS (largest); i++)
      {
        g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (framing);
        g_autoptr (GString) word = g_string_new (NULL);
        DwModbusRequest request = { .unit = 1, .function = largest[i].function, .count = largest[i].count };
        guint8 frame[DW_MODBUS_FRAME_MAX];
        DwModbusReply reply;

        dw_modbus_receiver_expect (receiver, &request, 5, NULL, 0);
        feed (receiver, frame, dw_modbus_frame_reply (framing, &largest[i], 5, frame, NULL), &reply, word);
        g_assert_cmpstr (word->str, ==, "R");
        g_assert_cmpmem (&reply, sizeof reply, &largest[i], sizeof reply);
      }
}

static void
test_much_noise_in_one_read (void)
{
  const gsize length = 100000;
  g_autofree guint8 *noise = g_malloc (length);
  g_auto (TestBytes) reply = test_hex (READ_REPLY);

  for (int round = 0; round < 4; round++)
    {
      g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (RTU);
      g_autoptr (GString) word = g_string_new (NULL);

      for (gsize i = 0; i < length; i++)
        noise[i] = round == 0 ? 0 : round == 1 ? 1
                                               : (guint8)g_test_rand_int ();
      memcpy (noise + length - reply.length, reply.bytes, reply.length);
      expect (receiver, RTU, READ);
      feed (receiver, noise, length, NULL, word);
      g_assert_true (g_str_has_suffix (word->str, "R"));
    }
}

static void
test_thousands_of_exchanges_on_one_receiver (void)
{
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (RTU);

  for (int i = 0; i < 3000; i++)
    exchange (receiver, READ, i % 3 ? READ_REPLY : "FF|" READ_REPLY "|FF", "R");
  g_assert_cmpuint (dw_modbus_receiver_get_counters (receiver)->replies, ==, 3000);
  g_assert_cmpuint (dw_modbus_receiver_get_counters (receiver)->frames, ==, 3000);
}

static void
test_counters_name_what_came (void)
{
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (RTU);
  const DwModbusCounters *counters = dw_modbus_receiver_get_counters (receiver);

  exchange (receiver, READ, READ "|FF FF|02 03 02 00 00!|01 03 04 00 00 00 00 00 00|01 83 02!", "eucX");
  g_assert_cmpuint (counters->frames, ==, 3);
  g_assert_cmpuint (counters->replies, ==, 1);
  g_assert_cmpuint (counters->exceptions, ==, 1);
  g_assert_cmpuint (counters->echoes, ==, 1);
  g_assert_cmpuint (counters->unsolicited, ==, 1);
  g_assert_cmpuint (counters->bad_checksum, ==, 1);
  g_assert_cmpuint (counters->bad_length, ==, 0);
  g_assert_cmpuint (counters->skipped_bytes, ==, 2 + 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/modbus-receiver/%s", rows[i].says);

      g_test_add_data_func (path, &rows[i], test_row);
    }
#define ADD(name, func) g_test_add_func ("/modbus-receiver/" name, func)
  ADD ("published-replies-in-pieces-of-any-size", test_published_replies_in_pieces_of_any_size);
  ADD ("no-flipped-bit-makes-a-reply-and-the-next-one-is-found", test_no_flipped_bit_makes_a_reply_and_the_next_one_is_found);
  ADD ("a-beginning-is-no-reply", test_a_beginning_is_no_reply);
  ADD ("bytes-from-before-the-request-answer-nothing", test_bytes_from_before_the_request_answer_nothing);
  ADD ("a-whole-reply-from-before-the-request-answers-nothing", test_a_whole_reply_from_before_the_request_answers_nothing);
  ADD ("reset-forgets-bytes-and-request", test_reset_forgets_bytes_and_request);
  ADD ("two-halves-cut-late-are-told-on-tcp", test_two_halves_cut_late_are_told_on_tcp);
  ADD ("a-line-that-echoes-is-learned", test_a_line_that_echoes_is_learned);
  ADD ("a-line-that-echoes-is-learned-from-a-long-write", test_a_line_that_echoes_is_learned_from_a_long_write);
  ADD ("an-unknown-echo-of-a-write-leaves-its-reply-unsolicited", test_an_unknown_echo_of_a_write_leaves_its_reply_unsolicited);
  ADD ("a-single-write-echoed-does-not-teach", test_a_single_write_echoed_does_not_teach);
  ADD ("the-largest-replies", test_the_largest_replies);
  ADD ("much-noise-in-one-read", test_much_noise_in_one_read);
  ADD ("thousands-of-exchanges-on-one-receiver", test_thousands_of_exchanges_on_one_receiver);
  ADD ("counters-name-what-came", test_counters_name_what_came);
#undef ADD
  return g_test_run ();
}
