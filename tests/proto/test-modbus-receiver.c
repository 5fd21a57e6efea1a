// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "test-golden.h"
#include "test-stream.h"

/* What the client's receiver makes of a stream that follows one request; test-stream.h says how streams and results are written.
 * Each row is fed in one piece, byte by byte, and cut in two at every place: the word must be the same.
 * What the receiver remembers from one request to the next is in test-modbus-line.c. */

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
  { "tcp-the-place-is-lost-twice", TCP, READ, "FF FF FF FF FF FF FF|" TCP_REPLY "|FF FF FF FF FF FF FF FF", "lRl" },
  { "tcp-nothing-was-asked", TCP, NULL, TCP_REPLY, "u" },
};

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
#undef ADD
  return g_test_run ();
}
