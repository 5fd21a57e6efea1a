// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-frame.h"

#include "dw-crc.h"

#include "test-golden.h"
#include "test-hex.h"

/* Lone frames and a server's input. What a client's receiver makes of a stream is in test-modbus-receiver.c.
 *
 * 1. Every published frame is built and taken apart, in both framings.
 * 2. Every damaged one is refused with the reason and the place.
 * 3. A server finds whole requests, waits for the rest of half ones, drops what cannot be. */

#define TCP DW_MODBUS_FRAMING_TCP
#define RTU DW_MODBUS_FRAMING_RTU

static DwModbusRequest
request_of (const char *hex)
{
  g_auto (TestBytes) frame = test_hex (hex);
  DwModbusRequest request = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_modbus_frame_decode_request (RTU, frame.bytes, frame.length, &request, NULL, &error));
  g_assert_no_error (error);
  return request;
}

static void
check_request_frame (const char *hex)
{
  g_auto (TestBytes) published = test_hex (hex);
  DwModbusRequest request = request_of (hex), back;
  guint8 frame[DW_MODBUS_FRAME_MAX];
  gsize length = dw_modbus_frame_request (RTU, &request, 0x1234, frame, NULL);
  guint16 transaction = 0;
  gsize used = 0;

  g_assert_cmpmem (frame, length, published.bytes, published.length);
  length = dw_modbus_frame_request (TCP, &request, 0x1234, frame, NULL);
  g_assert_cmpuint (length, ==, published.length - 3 + 7);
  g_assert_true (dw_modbus_frame_take_request (TCP, frame, length, &back, &transaction, &used, NULL));
  g_assert_cmpuint (used, ==, length);
  g_assert_cmpuint (transaction, ==, 0x1234);
  g_assert_cmpmem (&back, sizeof back, &request, sizeof request);
}

static void
test_published_requests_are_built_exactly (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (golden_exchanges); i++)
    check_request_frame (golden_exchanges[i].request);
  for (guint i = 0; i < G_N_ELEMENTS (golden_requests); i++)
    check_request_frame (golden_requests[i]);
}

static void
test_exchange (gconstpointer data)
{
  const GoldenExchange *row = data;
  g_auto (TestBytes) published = test_hex (row->reply);
  DwModbusRequest request = request_of (row->request);
  DwModbusReply reply, back;
  guint8 frame[DW_MODBUS_FRAME_MAX];
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (dw_modbus_frame_decode_reply (RTU, published.bytes, published.length, &request, &reply, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (reply.address, ==, request.address);
  g_assert_cmpuint (reply.count, ==, request.count);
  g_assert_cmpuint (dw_modbus_frame_reply_length (RTU, &request), ==, published.length);
  length = dw_modbus_frame_reply (RTU, &reply, 0, frame, NULL);
  g_assert_cmpmem (frame, length, published.bytes, published.length);

  length = dw_modbus_frame_reply (TCP, &reply, 7, frame, NULL);
  g_assert_cmpuint (dw_modbus_frame_reply_length (TCP, &request), ==, length);
  g_assert_true (dw_modbus_frame_decode_reply (TCP, frame, length, &request, &back, NULL, &error));
  g_assert_cmpmem (&back, sizeof back, &reply, sizeof reply);
}

/* The values that the reference names for the block A reply. */
static void
test_block_a_says_642_milliamperes (void)
{
  g_auto (TestBytes) frame = test_hex (golden_exchanges[0].reply);
  DwModbusReply reply;

  g_assert_true (dw_modbus_frame_decode_reply (RTU, frame.bytes, frame.length, NULL, &reply, NULL, NULL));
  g_assert_cmpuint (reply.unit, ==, 1);
  g_assert_cmpuint (reply.count, ==, 42);
  g_assert_cmphex (reply.words[0], ==, 0x001e);
  g_assert_cmpuint (reply.words[5], ==, 642);
  g_assert_cmpint ((gint16)reply.words[8], ==, -55);
  g_assert_cmpint ((gint16)reply.words[9], ==, -2000);
  g_assert_cmpuint (reply.words[0x15], ==, 631);
}

static const struct
{
  const char *says;
  DwModbusFraming framing;
  const char *hex;
  DwProtoError code;
  gsize offset;
} lone_faults[] = {
  { "nothing", RTU, "", DW_PROTO_ERROR_TRUNCATED, 0 },
  { "one byte", RTU, "01", DW_PROTO_ERROR_TRUNCATED, 1 },
  { "only a checksum more than an address", RTU, "01 7E 80", DW_PROTO_ERROR_TRUNCATED, 3 },
  { "half of a reply", RTU, "01 03 04 45 0F", DW_PROTO_ERROR_TRUNCATED, 5 },
  { "half of the checksum", RTU, "01 03 04 45 0F E0 00 96", DW_PROTO_ERROR_TRUNCATED, 8 },
  { "a wrong data byte", RTU, "01 03 04 45 0F E0 01 96 FC", DW_PROTO_ERROR_CHECKSUM, 7 },
  { "a swapped checksum", RTU, "01 03 04 45 0F E0 00 FC 96", DW_PROTO_ERROR_CHECKSUM, 7 },
  { "one byte too many", RTU, "01 03 04 45 0F E0 00 96 FC 55", DW_PROTO_ERROR_LENGTH, 9 },
  { "a zero too many, which leaves the checksum right", RTU, "01 03 04 45 0F E0 00 96 FC 00", DW_PROTO_ERROR_LENGTH, 7 },
  { "a right checksum around an odd count", RTU, "01 03 03 45 0F E0 50 23", DW_PROTO_ERROR_LENGTH, 2 },
  { "an unknown function", RTU, "01 2B 0E 01 B4 70", DW_PROTO_ERROR_VALUE, 1 },
  { "exception 0", RTU, "01 83 00 41 30", DW_PROTO_ERROR_VALUE, 2 },
  { "a request", RTU, "01 03 10 00 00 2A C0 D5", DW_PROTO_ERROR_TRUNCATED, 6 },
  { "nothing", TCP, "", DW_PROTO_ERROR_TRUNCATED, 0 },
  { "half a header", TCP, "00 01 00 00 00", DW_PROTO_ERROR_TRUNCATED, 5 },
  { "another protocol", TCP, "00 01 00 01 00 07 01 03 04 45 0F E0 00", DW_PROTO_ERROR_VALUE, 2 },
  { "length 1", TCP, "00 01 00 00 00 01 01", DW_PROTO_ERROR_LENGTH, 4 },
  { "length 255", TCP, "00 01 00 00 00 FF 01 03", DW_PROTO_ERROR_LENGTH, 4 },
  { "half of a reply", TCP, "00 01 00 00 00 07 01 03 04 45", DW_PROTO_ERROR_TRUNCATED, 10 },
  { "one byte too many", TCP, "00 01 00 00 00 07 01 03 04 45 0F E0 00 00", DW_PROTO_ERROR_LENGTH, 13 },
  { "a byte count beyond the length", TCP, "00 01 00 00 00 07 01 03 06 45 0F E0 00", DW_PROTO_ERROR_TRUNCATED, 13 },
  { "a byte count short of the length", TCP, "00 01 00 00 00 07 01 03 02 45 0F E0 00", DW_PROTO_ERROR_LENGTH, 11 },
  { "an unknown function", TCP, "00 01 00 00 00 03 01 2B 0E", DW_PROTO_ERROR_VALUE, 7 },
};

static void
test_damaged_frames_say_what_and_where (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lone_faults); i++)
    {
      g_auto (TestBytes) frame = test_hex (lone_faults[i].hex);
      g_autoptr (GError) error = NULL;
      DwModbusReply reply;
      gsize offset = 999;

      g_test_message ("%s", lone_faults[i].says);
      g_assert_false (dw_modbus_frame_decode_reply (lone_faults[i].framing, frame.bytes, frame.length, NULL, &reply, &offset, &error));
      g_assert_error (error, DW_PROTO_ERROR, (int)lone_faults[i].code);
      g_assert_cmpuint (offset, ==, lone_faults[i].offset);
    }
}

static void
test_every_flipped_bit_is_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (golden_exchanges); i++)
    {
      g_auto (TestBytes) frame = test_hex (golden_exchanges[i].reply);
      DwModbusReply reply;

      for (gsize bit = 0; bit < frame.length * 8; bit++)
        {
          frame.bytes[bit / 8] ^= (guint8)(1 << bit % 8);
          g_assert_false (dw_modbus_frame_decode_reply (RTU, frame.bytes, frame.length, NULL, &reply, NULL, NULL));
          frame.bytes[bit / 8] ^= (guint8)(1 << bit % 8);
        }
    }
}

static void
test_an_answer_to_something_else_is_a_mismatch (void)
{
  static const struct
  {
    const char *hex;
    gsize offset;
  } rows[] = {
    { "02 03 04 45 0F E0 00", 0 },
    { "01 04 04 45 0F E0 00", 1 },
    { "01 03 02 45 0F", 2 },
    { "01 84 02", 1 },
  };
  DwModbusRequest request = request_of ("01 03 20 06 00 02 2F CA");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) array = dw_text_parse_hex (rows[i].hex, NULL);
      guint16 crc = dw_crc16_modbus (array->data, array->len);
      guint8 tail[] = { (guint8)crc, (guint8)(crc >> 8) };
      g_autoptr (GError) error = NULL;
      DwModbusReply reply;
      gsize offset = 999;

      g_byte_array_append (array, tail, 2);
      g_assert_false (dw_modbus_frame_decode_reply (RTU, array->data, array->len, &request, &reply, &offset, &error));
      g_assert_error (error, DW_PROTO_ERROR, DW_PROTO_ERROR_MISMATCH);
      g_assert_cmpuint (offset, ==, rows[i].offset);
    }
}

static void
test_a_lone_exception_is_a_reply (void)
{
  g_auto (TestBytes) frame = test_hex ("01 83 02 C0 F1");
  DwModbusReply reply;

  g_assert_true (dw_modbus_frame_decode_reply (RTU, frame.bytes, frame.length, NULL, &reply, NULL, NULL));
  g_assert_cmpuint (reply.function, ==, 3);
  g_assert_cmpuint (reply.exception, ==, DW_MODBUS_ILLEGAL_ADDRESS);
}

static void
test_an_impossible_request_gives_no_frame (void)
{
  static const DwModbusRequest request = { .unit = 1, .function = 3, .count = 126 };
  guint8 frame[DW_MODBUS_FRAME_MAX];
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (dw_modbus_frame_request (RTU, &request, 0, frame, &error), ==, 0);
  g_assert_error (error, DW_PROTO_ERROR, DW_PROTO_ERROR_ARGUMENT);
  g_assert_cmpuint (dw_modbus_frame_request (TCP, &request, 0, frame, NULL), ==, 0);
}

static void
test_the_largest_frames_fit (void)
{
  static const DwModbusRequest largest[] = {
    { .unit = 1, .function = 16, .count = 123 },
    { .unit = 1, .function = 15, .count = 1968 },
  };
  static const DwModbusReply replies[] = {
    { .unit = 1, .function = 3, .count = 125 },
    { .unit = 1, .function = 1, .count = 2000 },
  };
  g_autofree guint8 *frame = g_malloc (DW_MODBUS_FRAME_MAX);

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (dw_modbus_frame_request (RTU, &largest[i], 0, frame, NULL), ==, 255);
      g_assert_cmpuint (dw_modbus_frame_request (TCP, &largest[i], 0, frame, NULL), ==, 259);
      g_assert_cmpuint (dw_modbus_frame_reply (RTU, &replies[i], 0, frame, NULL), ==, 255);
      g_assert_cmpuint (dw_modbus_frame_reply (TCP, &replies[i], 0, frame, NULL), ==, 259);
    }
}

static void
test_a_server_waits_for_the_rest (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (golden_exchanges); i++)
    {
      g_auto (TestBytes) frame = test_hex (golden_exchanges[i].request);

      for (gsize n = 0; n < frame.length; n++)
        {
          g_auto (TestBytes) part = test_copy (frame.bytes, n);
          g_autoptr (GError) error = NULL;
          DwModbusRequest request = { 0 };
          guint16 transaction;
          gsize used = 99;

          g_assert_false (dw_modbus_frame_take_request (RTU, part.bytes, part.length, &request, &transaction, &used, &error));
          g_assert_no_error (error);
          g_assert_cmpuint (used, ==, 0);
        }
    }
}

static const struct
{
  const char *says;
  DwModbusFraming framing;
  const char *hex;
  DwProtoError code;
  gsize used;
  guint8 function; /* that the server can refuse, 0 = none */
} server_faults[] = {
  { "a wrong checksum costs one byte", RTU, "01 03 10 00 00 2A C0 D6", DW_PROTO_ERROR_CHECKSUM, 1, 0 },
  { "an unknown function costs one byte", RTU, "01 2B 0E 01", DW_PROTO_ERROR_VALUE, 1, 0 },
  { "an endless byte count costs one byte", RTU, "01 10 00 00 00 02 F8", DW_PROTO_ERROR_VALUE, 1, 0 },
  { "no registers", RTU, "01 03 10 00 00 00 41 0A", DW_PROTO_ERROR_VALUE, 8, 3 },
  { "another protocol costs one byte", TCP, "00 01 00 02 00 06 01 03 00 00 00 01", DW_PROTO_ERROR_LENGTH, 1, 0 },
  { "length 0 costs one byte", TCP, "00 01 00 00 00 00 01", DW_PROTO_ERROR_LENGTH, 1, 0 },
  { "an unknown function is taken whole", TCP, "00 01 00 00 00 05 01 2B 0E 01 00", DW_PROTO_ERROR_VALUE, 11, 0x2b },
  { "126 registers are taken whole", TCP, "00 01 00 00 00 06 01 03 00 00 00 7E", DW_PROTO_ERROR_VALUE, 12, 3 },
  { "a cut request is taken whole", TCP, "00 01 00 00 00 04 01 03 00 00", DW_PROTO_ERROR_TRUNCATED, 10, 3 },
};

static void
test_a_server_drops_what_cannot_be (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (server_faults); i++)
    {
      g_auto (TestBytes) frame = test_hex (server_faults[i].hex);
      g_autoptr (GError) error = NULL;
      DwModbusRequest request = { 0 };
      guint16 transaction = 0;
      gsize used = 0;

      g_test_message ("%s", server_faults[i].says);
      g_assert_false (dw_modbus_frame_take_request (server_faults[i].framing, frame.bytes, frame.length, &request, &transaction, &used, &error));
      g_assert_error (error, DW_PROTO_ERROR, (int)server_faults[i].code);
      g_assert_cmpuint (used, ==, server_faults[i].used);
      if (server_faults[i].function)
        {
          g_assert_cmpuint (request.unit, ==, 1);
          g_assert_cmpuint (request.function, ==, server_faults[i].function);
        }
    }
}

static void
test_a_server_takes_two_requests_from_one_read (void)
{
  g_auto (TestBytes) both = test_hex ("01 03 10 00 00 2A C0 D5 01 06 00 0D FF 00 59 F9");
  DwModbusRequest request = { 0 };
  guint16 transaction;
  gsize used;

  g_assert_true (dw_modbus_frame_take_request (RTU, both.bytes, both.length, &request, &transaction, &used, NULL));
  g_assert_cmpuint (used, ==, 8);
  g_assert_cmpuint (request.count, ==, 42);
  g_assert_true (dw_modbus_frame_take_request (RTU, both.bytes + used, both.length - used, &request, &transaction, &used, NULL));
  g_assert_cmpuint (request.function, ==, 6);
  g_assert_cmphex (request.words[0], ==, 0xff00);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (golden_exchanges); i++)
    {
      g_autofree char *path = g_strdup_printf ("/modbus-frame/exchange-%s", golden_exchanges[i].says);

      g_test_add_data_func (path, &golden_exchanges[i], test_exchange);
    }
  g_test_add_func ("/modbus-frame/published-requests-are-built-exactly", test_published_requests_are_built_exactly);
  g_test_add_func ("/modbus-frame/block-a-says-642-milliamperes", test_block_a_says_642_milliamperes);
  g_test_add_func ("/modbus-frame/damaged-frames-say-what-and-where", test_damaged_frames_say_what_and_where);
  g_test_add_func ("/modbus-frame/every-flipped-bit-is-found", test_every_flipped_bit_is_found);
  g_test_add_func ("/modbus-frame/an-answer-to-something-else-is-a-mismatch", test_an_answer_to_something_else_is_a_mismatch);
  g_test_add_func ("/modbus-frame/a-lone-exception-is-a-reply", test_a_lone_exception_is_a_reply);
  g_test_add_func ("/modbus-frame/an-impossible-request-gives-no-frame", test_an_impossible_request_gives_no_frame);
  g_test_add_func ("/modbus-frame/the-largest-frames-fit", test_the_largest_frames_fit);
  g_test_add_func ("/modbus-frame/a-server-waits-for-the-rest", test_a_server_waits_for_the_rest);
  g_test_add_func ("/modbus-frame/a-server-drops-what-cannot-be", test_a_server_drops_what_cannot_be);
  g_test_add_func ("/modbus-frame/a-server-takes-two-requests-from-one-read", test_a_server_takes_two_requests_from_one_read);
  return g_test_run ();
}
