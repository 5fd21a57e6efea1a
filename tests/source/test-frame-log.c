// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-frame-log.h"

static void
add (DwFrameLog *log, gint64 time_ms, DwFrameKind kind, DwProtoError why, const char *hex)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *at = hex;

  for (; at[0] != '\0'; at += at[2] == ' ' ? 3 : 2)
    {
      guint8 byte = (guint8)(g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));

      g_byte_array_append (bytes, &byte, 1);
    }
  dw_frame_log_add (log, time_ms, kind, why, bytes->data, bytes->len);
}

static const struct
{
  const char *sentence;
  DwModbusFraming framing;
  DwFrameKind kind;
  DwProtoError why;
  const char *hex;
  const char *text;
} rows[] = {
  { "read-of-the-residual-block", DW_MODBUS_FRAMING_RTU, DW_FRAME_SENT, 0, "01 03 10 00 00 2A C0 D5", "read holding 1000H+42, unit 1" },
  { "the-same-over-tcp", DW_MODBUS_FRAMING_TCP, DW_FRAME_SENT, 0, "00 07 00 00 00 06 01 03 10 00 00 2A", "read holding 1000H+42, unit 1" },
  { "write-of-a-breaker", DW_MODBUS_FRAMING_RTU, DW_FRAME_SENT, 0, "01 06 00 0D FF 00 59 F9", "write register 000DH+1, unit 1" },
  { "exception-of-a-device", DW_MODBUS_FRAMING_RTU, DW_FRAME_REPLY, 0, "01 83 02 C0 F1", "exception 2 (illegal address), unit 1" },
  { "reply-with-limits", DW_MODBUS_FRAMING_RTU, DW_FRAME_REPLY, 0, "01 03 0A 02 58 00 50 00 5A 00 64 00 78 57 4A", "reply to read holding, 5 values, unit 1" },
  { "wrong-checksum-says-so", DW_MODBUS_FRAMING_RTU, DW_FRAME_DROPPED, DW_PROTO_ERROR_CHECKSUM, "01 83 02 C0 F2", "dropped: wrong checksum" },
  { "not-ours-says-so", DW_MODBUS_FRAMING_RTU, DW_FRAME_DROPPED, DW_PROTO_ERROR_MISMATCH, "02 83 02 C0 F2", "dropped: not the answer to the request" },
  { "impossible-length-says-so", DW_MODBUS_FRAMING_TCP, DW_FRAME_DROPPED, DW_PROTO_ERROR_LENGTH, "00 07 00 00 FF FF", "dropped: impossible length" },
  { "late-says-so", DW_MODBUS_FRAMING_RTU, DW_FRAME_LATE, 0, "01 83", "dropped: came after the time-out" },
  { "half-a-request-is-no-crash", DW_MODBUS_FRAMING_RTU, DW_FRAME_SENT, 0, "01", "request" },
  { "half-a-reply-is-no-crash", DW_MODBUS_FRAMING_TCP, DW_FRAME_REPLY, 0, "00 07 00", "reply" },
  { "nothing-is-no-crash", DW_MODBUS_FRAMING_TCP, DW_FRAME_REPLY, 0, "", "reply" },
};

static void
test_row (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (DwFrameLog) log = dw_frame_log_new (rows[row].framing);
  g_autoptr (GPtrArray) lines = NULL;
  const DwFrameLine *line;

  add (log, 1234, rows[row].kind, rows[row].why, rows[row].hex);
  lines = dw_frame_log_list (log);
  g_assert_cmpuint (lines->len, ==, 1);
  line = lines->pdata[0];
  g_assert_cmpstr (line->hex, ==, rows[row].hex);
  g_assert_cmpstr (line->text, ==, rows[row].text);
  g_assert_cmpint (line->time_ms, ==, 1234);
  g_assert_cmpint (line->sent, ==, rows[row].kind == DW_FRAME_SENT);
}

/* Frames of random length round the ring of bytes many times; each must come out as it went in. The seed is printed by the test program. */
static void
test_last_500_of_many (void)
{
  g_autoptr (DwFrameLog) log = dw_frame_log_new (DW_MODBUS_FRAMING_RTU);
  guint n = (guint)g_test_rand_int_range (2000, 4000);
  guint16 lengths[4000];

  for (guint i = 0; i < n; i++)
    {
      guint length = (guint)g_test_rand_int_range (0, i % 7 == 0 ? DW_MODBUS_FRAME_MAX + 40 : 40);
      g_autofree guint8 *bytes = g_malloc (MAX (1, length));

      memset (bytes, (int)(i & 0xff), length);
      lengths[i] = (guint16)MIN (length, DW_MODBUS_FRAME_MAX);
      dw_frame_log_add (log, i, DW_FRAME_LATE, 0, bytes, length);
      if (i % 501 == 0 || i == n - 1)
        {
          g_autoptr (GPtrArray) lines = dw_frame_log_list (log);
          guint first = i + 1 > DW_FRAME_LOG_LENGTH ? i + 1 - DW_FRAME_LOG_LENGTH : 0;

          g_assert_cmpuint (lines->len, ==, MIN (i + 1, DW_FRAME_LOG_LENGTH));
          for (guint j = 0; j < lines->len; j++)
            {
              const DwFrameLine *line = lines->pdata[j];
              g_autofree char *byte = g_strdup_printf ("%02X", (first + j) & 0xff);

              g_assert_cmpint (line->time_ms, ==, first + j);
              g_assert_cmpuint (strlen (line->hex), ==, lengths[first + j] == 0 ? 0 : lengths[first + j] * 3 - 1);
              if (lengths[first + j] > 0)
                {
                  g_assert_true (g_str_has_prefix (line->hex, byte));
                  g_assert_true (g_str_has_suffix (line->hex, byte));
                }
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/frame-log/%s", rows[i].sentence);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/frame-log/the-last-500-are-kept-whole", test_last_500_of_many);
  return g_test_run ();
}
