// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "test-stream.h"

/* What the client's receiver remembers: bytes from before a request, the habits of a line, what it counted. test-stream.h says how streams and results are written. */

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
test_a_reply_behind_noise_from_before_the_request_answers_nothing (void)
{
  g_autoptr (DwModbusReceiver) receiver = dw_modbus_receiver_new (RTU);
  g_autoptr (GString) word = g_string_new (NULL);
  g_auto (TestBytes) stale = test_hex ("05 03 FA " READ_REPLY);
  g_auto (TestBytes) reply = test_hex (READ_REPLY);

  feed (receiver, stale.bytes, stale.length, NULL, word);
  expect (receiver, RTU, READ);
  feed (receiver, reply.bytes, reply.length - 1, NULL, word);
  g_assert_cmpstr (word->str, ==, "");
  feed (receiver, reply.bytes + reply.length - 1, 1, NULL, word);
  g_assert_cmpstr (word->str, ==, "R");
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
  exchange (receiver, READ, READ "|" READ_REPLY, "eR");
  exchange (receiver, CLOSE, "01 86 04!", "X"); /* an exception without an echo tells the same */
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
#define ADD(name, func) g_test_add_func ("/modbus-line/" name, func)
  ADD ("bytes-from-before-the-request-answer-nothing", test_bytes_from_before_the_request_answer_nothing);
  ADD ("a-whole-reply-from-before-the-request-answers-nothing", test_a_whole_reply_from_before_the_request_answers_nothing);
  ADD ("a-reply-behind-noise-from-before-the-request-answers-nothing", test_a_reply_behind_noise_from_before_the_request_answers_nothing);
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
