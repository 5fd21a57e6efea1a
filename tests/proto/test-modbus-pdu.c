// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-pdu.h"

#include "test-hex.h"

/* Requests and replies without their frames. Rows: bytes, what they mean or why they are refused. */

typedef struct
{
  const char *says;
  const char *hex;
  DwModbusRequest request; /* unit left alone */
} RequestRow;

static const RequestRow requests[] = {
  { "reads-coils", "01 00 13 00 25", { .function = 1, .address = 0x13, .count = 0x25 } },
  { "reads-discrete-inputs", "02 00 C4 00 16", { .function = 2, .address = 0xc4, .count = 0x16 } },
  { "reads-holding-registers", "03 10 00 00 2A", { .function = 3, .address = 0x1000, .count = 42 } },
  { "reads-input-registers", "04 00 00 00 28", { .function = 4, .count = 40 } },
  { "writes-a-coil", "05 00 00 FF 00", { .function = 5, .count = 1, .words = { 0xff00 } } },
  { "writes-a-register", "06 00 0D FF 00", { .function = 6, .address = 13, .count = 1, .words = { 0xff00 } } },
  { "writes-coils", "0F 00 13 00 0A 02 CD 01", { .function = 15, .address = 0x13, .count = 10, .bits = { 0xcd, 0x01 } } },
  { "writes-registers", "10 00 57 00 02 04 00 01 00 01", { .function = 16, .address = 0x57, .count = 2, .words = { 1, 1 } } },
  { "reads-125-registers", "03 00 00 00 7D", { .function = 3, .count = 125 } },
  { "reads-2000-bits", "01 00 00 07 D0", { .function = 1, .count = 2000 } },
  { "reads-the-last-register", "03 FF FF 00 01", { .function = 3, .address = 0xffff, .count = 1 } },
};

static void
test_request_row (gconstpointer data)
{
  const RequestRow *row = data;
  g_auto (TestBytes) expected = test_hex (row->hex);
  g_autofree guint8 *pdu = g_malloc (DW_MODBUS_PDU_MAX);
  g_autoptr (GError) error = NULL;
  DwModbusRequest back = { .unit = 77 };
  gsize length = dw_modbus_request_encode (&row->request, pdu, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (pdu, length, expected.bytes, expected.length);
  g_assert_true (dw_modbus_request_decode (expected.bytes, expected.length, &back, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (back.unit, ==, 77);
  back.unit = 0;
  g_assert_cmpmem (&back, sizeof back, &row->request, sizeof row->request);
}

static const struct
{
  const char *says;
  DwModbusRequest request;
} impossible[] = {
  { "function 0", { .function = 0, .count = 1 } },
  { "function 7", { .function = 7, .count = 1 } },
  { "function 17", { .function = 17, .count = 1 } },
  { "function 83H", { .function = 0x83, .count = 1 } },
  { "no registers", { .function = 3, .count = 0 } },
  { "126 registers", { .function = 3, .count = 126 } },
  { "126 input registers", { .function = 4, .count = 126 } },
  { "2001 bits", { .function = 1, .count = 2001 } },
  { "2001 discrete inputs", { .function = 2, .count = 2001 } },
  { "124 registers to write", { .function = 16, .count = 124 } },
  { "1969 coils to write", { .function = 15, .count = 1969 } },
  { "no coils to write", { .function = 15, .count = 0 } },
  { "two values in one write", { .function = 6, .count = 2 } },
  { "no value in a write", { .function = 6, .count = 0 } },
  { "a coil that is half on", { .function = 5, .count = 1, .words = { 0x00ff } } },
  { "past the last register", { .function = 3, .address = 0xffff, .count = 2 } },
  { "past the last coil", { .function = 1, .address = 0xfff0, .count = 17 } },
};

static void
test_impossible_requests_are_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (impossible); i++)
    {
      g_autofree guint8 *pdu = g_malloc (DW_MODBUS_PDU_MAX);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", impossible[i].says);
      g_assert_cmpuint (dw_modbus_request_encode (&impossible[i].request, pdu, &error), ==, 0);
      g_assert_error (error, DW_PROTO_ERROR, DW_PROTO_ERROR_ARGUMENT);
      g_assert_cmpuint (dw_modbus_request_encode (&impossible[i].request, pdu, NULL), ==, 0);
    }
}

static void
test_largest_writes_fit (void)
{
  static const struct
  {
    DwModbusRequest request;
    gsize length;
  } largest[] = {
    { { .function = 16, .count = 123 }, 252 },
    { { .function = 15, .count = 1968 }, 252 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (largest); i++)
    {
      g_autofree guint8 *pdu = g_malloc (DW_MODBUS_PDU_MAX);
      gsize length = dw_modbus_request_encode (&largest[i].request, pdu, NULL);
      g_auto (TestBytes) exact = test_copy (pdu, length);
      DwModbusRequest back = { 0 };

      g_assert_cmpuint (length, ==, largest[i].length);
      g_assert_true (dw_modbus_request_decode (exact.bytes, exact.length, &back, NULL));
      g_assert_cmpuint (back.count, ==, largest[i].request.count);
    }
}

static void
test_unused_bits_are_sent_as_zero (void)
{
  DwModbusRequest request = { .function = 15, .count = 3, .bits = { 0xff } };
  guint8 pdu[DW_MODBUS_PDU_MAX];
  gsize length = dw_modbus_request_encode (&request, pdu, NULL);

  g_assert_cmpuint (length, ==, 7);
  g_assert_cmphex (pdu[6], ==, 0x07);
}

typedef struct
{
  const char *says;
  const char *hex;
  DwProtoError code;
  gsize offset;
} FaultRow;

static const FaultRow request_faults[] = {
  { "nothing", "", DW_PROTO_ERROR_TRUNCATED, 0 },
  { "only a function", "03", DW_PROTO_ERROR_TRUNCATED, 1 },
  { "half a count", "03 10 00 00", DW_PROTO_ERROR_TRUNCATED, 4 },
  { "one byte too many", "03 10 00 00 2A 00", DW_PROTO_ERROR_LENGTH, 5 },
  { "unknown function", "2B 0E 01 00", DW_PROTO_ERROR_VALUE, 0 },
  { "exception as a request", "83 02", DW_PROTO_ERROR_VALUE, 0 },
  { "no registers", "03 10 00 00 00", DW_PROTO_ERROR_VALUE, 3 },
  { "126 registers", "03 10 00 00 7E", DW_PROTO_ERROR_VALUE, 3 },
  { "65535 registers", "03 10 00 FF FF", DW_PROTO_ERROR_VALUE, 3 },
  { "2001 bits", "01 00 00 07 D1", DW_PROTO_ERROR_VALUE, 3 },
  { "124 registers to write", "10 00 00 00 7C F8", DW_PROTO_ERROR_VALUE, 3 },
  { "1969 coils to write", "0F 00 00 07 B1 F7", DW_PROTO_ERROR_VALUE, 3 },
  { "a coil half on", "05 00 00 00 FF", DW_PROTO_ERROR_VALUE, 3 },
  { "byte count too small", "10 00 57 00 02 02 00 01", DW_PROTO_ERROR_LENGTH, 5 },
  { "byte count too large", "10 00 57 00 02 06 00 01 00 01 00 01", DW_PROTO_ERROR_LENGTH, 5 },
  { "no byte count", "10 00 57 00 02", DW_PROTO_ERROR_TRUNCATED, 5 },
  { "half of the data", "10 00 57 00 02 04 00 01", DW_PROTO_ERROR_TRUNCATED, 8 },
  { "more than the data", "10 00 57 00 02 04 00 01 00 01 00", DW_PROTO_ERROR_LENGTH, 10 },
  { "a long single write", "06 00 0D FF 00 00", DW_PROTO_ERROR_LENGTH, 5 },
};

static void
test_wrong_requests_are_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (request_faults); i++)
    {
      const FaultRow *row = &request_faults[i];
      g_auto (TestBytes) pdu = test_hex (row->hex);
      g_autoptr (GError) error = NULL;
      DwModbusRequest request = { 0 };
      DwModbusFault fault = { 0 };

      g_test_message ("%s", row->says);
      g_assert_false (dw_modbus_request_decode (pdu.bytes, pdu.length, &request, &error));
      g_assert_error (error, DW_PROTO_ERROR, (int)row->code);
      g_assert_false (dw_modbus_request_parse (pdu.bytes, pdu.length, &request, &fault));
      g_assert_cmpuint (fault.offset, ==, row->offset);
    }
}

typedef struct
{
  const char *says;
  const char *hex;
  DwModbusRequest request;
  DwModbusReply reply;
} ReplyRow;

static const ReplyRow replies[] = {
  { "coils", "01 05 CD 6B B2 0E 1B", { .unit = 1, .function = 1, .address = 0x13, .count = 37 }, { .unit = 1, .function = 1, .address = 0x13, .count = 37, .bits = { 0xcd, 0x6b, 0xb2, 0x0e, 0x1b } } },
  { "unused-bits-are-not-taken", "02 01 FF", { .unit = 1, .function = 2, .count = 3 }, { .unit = 1, .function = 2, .count = 3, .bits = { 0x07 } } },
  { "holding-registers", "03 04 45 0F E0 00", { .unit = 1, .function = 3, .address = 0x2006, .count = 2 }, { .unit = 1, .function = 3, .address = 0x2006, .count = 2, .words = { 0x450f, 0xe000 } } },
  { "input-registers", "04 04 43 66 33 33", { .unit = 9, .function = 4, .count = 2 }, { .unit = 9, .function = 4, .count = 2, .words = { 0x4366, 0x3333 } } },
  { "coil-written", "05 00 00 FF 00", { .function = 5, .count = 1, .words = { 0xff00 } }, { .function = 5, .count = 1, .words = { 0xff00 } } },
  { "register-written", "06 00 0D 00 00", { .function = 6, .address = 13, .count = 1 }, { .function = 6, .address = 13, .count = 1 } },
  { "coils-written", "0F 00 13 00 0A", { .function = 15, .address = 0x13, .count = 10 }, { .function = 15, .address = 0x13, .count = 10 } },
  { "registers-written", "10 10 33 00 05", { .function = 16, .address = 0x1033, .count = 5 }, { .function = 16, .address = 0x1033, .count = 5 } },
  { "exception", "83 02", { .unit = 1, .function = 3, .address = 4, .count = 2 }, { .unit = 1, .function = 3, .exception = 2, .address = 4, .count = 2 } },
  { "exception-of-a-silent-device", "90 0B", { .function = 16, .count = 1 }, { .function = 16, .exception = 11, .count = 1 } },
};

static void
test_reply_row (gconstpointer data)
{
  const ReplyRow *row = data;
  g_auto (TestBytes) pdu = test_hex (row->hex);
  g_autofree guint8 *back = g_malloc0 (DW_MODBUS_PDU_MAX);
  g_autoptr (GError) error = NULL;
  DwModbusReply reply;
  gsize length;

  g_assert_true (dw_modbus_reply_decode (pdu.bytes, pdu.length, &row->request, &reply, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (&reply, sizeof reply, &row->reply, sizeof row->reply);
  length = dw_modbus_reply_encode (&reply, back, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, pdu.length);
  g_assert_cmpmem (back, length - 1, pdu.bytes, length - 1); /* the last byte may have had unused bits */
}

static const struct
{
  const char *says;
  const char *hex;
  DwModbusRequest request; /* function 0: no request is given */
  DwProtoError code;
  gsize offset;
} reply_faults[] = {
  { "nothing", "", { 0 }, DW_PROTO_ERROR_TRUNCATED, 0 },
  { "only a function", "03", { 0 }, DW_PROTO_ERROR_TRUNCATED, 1 },
  { "half of the data", "03 04 45 0F", { 0 }, DW_PROTO_ERROR_TRUNCATED, 4 },
  { "more than the data", "03 04 45 0F E0 00 00", { 0 }, DW_PROTO_ERROR_LENGTH, 6 },
  { "odd byte count", "03 03 45 0F E0", { 0 }, DW_PROTO_ERROR_LENGTH, 1 },
  { "byte count 0", "03 00", { 0 }, DW_PROTO_ERROR_LENGTH, 1 },
  { "byte count 252", "04 FC", { 0 }, DW_PROTO_ERROR_LENGTH, 1 },
  { "251 bytes of bits", "01 FB", { 0 }, DW_PROTO_ERROR_LENGTH, 1 },
  { "half a write", "06 00 0D 00", { 0 }, DW_PROTO_ERROR_TRUNCATED, 4 },
  { "a long write", "06 00 0D 00 00 00", { 0 }, DW_PROTO_ERROR_LENGTH, 5 },
  { "a coil half on", "05 00 00 12 34", { 0 }, DW_PROTO_ERROR_VALUE, 3 },
  { "wrote no registers", "10 00 00 00 00", { 0 }, DW_PROTO_ERROR_VALUE, 3 },
  { "wrote 124 registers", "10 00 00 00 7C", { 0 }, DW_PROTO_ERROR_VALUE, 3 },
  { "unknown function", "2B 0E", { 0 }, DW_PROTO_ERROR_VALUE, 0 },
  { "exception without a code", "83", { 0 }, DW_PROTO_ERROR_TRUNCATED, 1 },
  { "exception 0", "83 00", { 0 }, DW_PROTO_ERROR_VALUE, 1 },
  { "a long exception", "83 02 00", { 0 }, DW_PROTO_ERROR_LENGTH, 2 },
  { "another function", "04 04 45 0F E0 00", { .function = 3, .count = 2 }, DW_PROTO_ERROR_MISMATCH, 0 },
  { "exception of another function", "84 02", { .function = 3, .count = 2 }, DW_PROTO_ERROR_MISMATCH, 0 },
  { "fewer registers than asked", "03 02 45 0F", { .function = 3, .count = 2 }, DW_PROTO_ERROR_MISMATCH, 1 },
  { "more registers than asked", "03 06 45 0F E0 00 00 00", { .function = 3, .count = 2 }, DW_PROTO_ERROR_MISMATCH, 1 },
  { "more bits than asked", "01 02 00 00", { .function = 1, .count = 8 }, DW_PROTO_ERROR_MISMATCH, 1 },
  { "another register written", "06 00 0E FF 00", { .function = 6, .address = 13, .count = 1, .words = { 0xff00 } }, DW_PROTO_ERROR_MISMATCH, 1 },
  { "another value written", "06 00 0D 00 00", { .function = 6, .address = 13, .count = 1, .words = { 0xff00 } }, DW_PROTO_ERROR_MISMATCH, 3 },
  { "other registers written", "10 10 34 00 05", { .function = 16, .address = 0x1033, .count = 5 }, DW_PROTO_ERROR_MISMATCH, 1 },
  { "fewer registers written", "10 10 33 00 04", { .function = 16, .address = 0x1033, .count = 5 }, DW_PROTO_ERROR_MISMATCH, 3 },
};

static void
test_wrong_replies_are_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (reply_faults); i++)
    {
      const DwModbusRequest *request = reply_faults[i].request.function ? &reply_faults[i].request : NULL;
      g_auto (TestBytes) pdu = test_hex (reply_faults[i].hex);
      g_autoptr (GError) error = NULL;
      DwModbusReply reply;
      DwModbusFault fault = { 0 };

      g_test_message ("%s", reply_faults[i].says);
      g_assert_false (dw_modbus_reply_decode (pdu.bytes, pdu.length, request, &reply, &error));
      g_assert_error (error, DW_PROTO_ERROR, (int)reply_faults[i].code);
      g_assert_false (dw_modbus_reply_parse (pdu.bytes, pdu.length, request, &reply, &fault));
      g_assert_cmpuint (fault.offset, ==, reply_faults[i].offset);
    }
}

static void
test_lone_replies_tell_their_count (void)
{
  g_auto (TestBytes) words = test_hex ("03 04 45 0F E0 00");
  g_auto (TestBytes) bits = test_hex ("01 02 FF 01");
  DwModbusReply reply;

  g_assert_true (dw_modbus_reply_decode (words.bytes, words.length, NULL, &reply, NULL));
  g_assert_cmpuint (reply.count, ==, 2);
  g_assert_true (dw_modbus_reply_decode (bits.bytes, bits.length, NULL, &reply, NULL));
  g_assert_cmpuint (reply.count, ==, 16);
}

static void
test_impossible_replies_are_not_encoded (void)
{
  static const DwModbusReply wrong[] = {
    { .function = 3, .count = 0 },
    { .function = 3, .count = 126 },
    { .function = 1, .count = 2001 },
    { .function = 7, .count = 1 },
    { .function = 0x83, .exception = 2 },
    { .function = 16, .count = 124 },
  };
  static const DwModbusReply refusal = { .function = 0x2b, .exception = DW_MODBUS_ILLEGAL_FUNCTION };
  guint8 pdu[DW_MODBUS_PDU_MAX];

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (dw_modbus_reply_encode (&wrong[i], pdu, &error), ==, 0);
      g_assert_error (error, DW_PROTO_ERROR, DW_PROTO_ERROR_ARGUMENT);
    }
  g_assert_cmpuint (dw_modbus_reply_encode (&refusal, pdu, NULL), ==, 2);
  g_assert_cmphex (pdu[0], ==, 0xab);
}

static void
test_every_exception_has_words (void)
{
  static const guint8 known[] = { 1, 2, 3, 4, 5, 6, 10, 11 };

  g_assert_cmpstr (dw_modbus_exception_text (DW_MODBUS_ILLEGAL_ADDRESS), ==, "illegal address");
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpstr (dw_modbus_exception_text (known[i]), !=, "unknown exception");
  for (guint i = 0; i < 256; i++)
    g_assert_nonnull (dw_modbus_exception_text ((guint8)i));
  g_assert_cmpstr (dw_modbus_exception_text (200), ==, "unknown exception");
}

static void
test_error_words_never_change (void)
{
  static const char *const words[] = { "argument", "truncated", "checksum", "length", "mismatch", "exception", "value" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpstr (dw_proto_error_word (i), ==, words[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/modbus-pdu/request-%s", requests[i].says);

      g_test_add_data_func (path, &requests[i], test_request_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autofree char *path = g_strdup_printf ("/modbus-pdu/reply-%s", replies[i].says);

      g_test_add_data_func (path, &replies[i], test_reply_row);
    }
  g_test_add_func ("/modbus-pdu/impossible-requests-are-refused", test_impossible_requests_are_refused);
  g_test_add_func ("/modbus-pdu/largest-writes-fit", test_largest_writes_fit);
  g_test_add_func ("/modbus-pdu/unused-bits-are-sent-as-zero", test_unused_bits_are_sent_as_zero);
  g_test_add_func ("/modbus-pdu/wrong-requests-are-refused", test_wrong_requests_are_refused);
  g_test_add_func ("/modbus-pdu/wrong-replies-are-refused", test_wrong_replies_are_refused);
  g_test_add_func ("/modbus-pdu/lone-replies-tell-their-count", test_lone_replies_tell_their_count);
  g_test_add_func ("/modbus-pdu/impossible-replies-are-not-encoded", test_impossible_replies_are_not_encoded);
  g_test_add_func ("/modbus-pdu/every-exception-has-words", test_every_exception_has_words);
  g_test_add_func ("/modbus-pdu/error-words-never-change", test_error_words_never_change);
  return g_test_run ();
}
