// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-crc.h"

#include "test-hex.h"

/* The table against the definition bit by bit, and against frames whose checksums others computed. */

static guint16
crc_by_definition (const guint8 *bytes, gsize length)
{
  guint16 crc = 0xffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= bytes[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xa001 : crc >> 1;
    }
  return crc;
}

static void
test_table_follows_the_definition (void)
{
  guint8 bytes[64];

  for (guint i = 0; i < 256; i++)
    {
      bytes[0] = (guint8)i;
      g_assert_cmphex (dw_crc16_modbus (bytes, 1), ==, crc_by_definition (bytes, 1));
    }
  for (int round = 0; round < 1000; round++)
    {
      gsize length = (gsize)g_test_rand_int_range (0, sizeof bytes + 1);

      for (gsize i = 0; i < length; i++)
        bytes[i] = (guint8)g_test_rand_int ();
      g_assert_cmphex (dw_crc16_modbus (bytes, length), ==, crc_by_definition (bytes, length));
    }
}

static void
test_check_value_of_the_standard (void)
{
  g_assert_cmphex (dw_crc16_modbus ((const guint8 *)"123456789", 9), ==, 0x4b37);
}

static void
test_nothing_gives_the_start_value (void)
{
  g_assert_cmphex (dw_crc16_modbus (NULL, 0), ==, 0xffff);
}

static void
test_published_frames_have_right_checksums (void)
{
  static const char *const frames[] = {
    "01 03 10 00 00 2A C0 D5", "01 03 12 04 00 1A 80 B8", "01 03 13 00 00 02 C0 8F", "01 03 10 33 00 05 71 06",
    "01 10 10 33 00 05 0A 02 58 00 50 00 5A 00 64 00 78 51 3B", "01 03 00 64 00 01 C5 D5", "01 03 02 03 B2 38 C1", "01 83 02 C0 F1",
    "01 10 00 57 00 02 04 00 01 00 01 27 75"
  };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_auto (TestBytes) frame = test_hex (frames[i]);
      guint16 crc = dw_crc16_modbus (frame.bytes, frame.length - 2);

      g_assert_cmphex (frame.bytes[frame.length - 2], ==, crc & 0xff);
      g_assert_cmphex (frame.bytes[frame.length - 1], ==, crc >> 8);
      g_assert_cmphex (dw_crc16_modbus (frame.bytes, frame.length), ==, 0);
    }
}

static void
test_every_flipped_bit_changes_it (void)
{
  g_auto (TestBytes) frame = test_hex ("01 03 04 45 0F E0 00");
  guint16 right = dw_crc16_modbus (frame.bytes, frame.length);

  for (gsize bit = 0; bit < frame.length * 8; bit++)
    {
      frame.bytes[bit / 8] ^= (guint8)(1 << bit % 8);
      g_assert_cmphex (dw_crc16_modbus (frame.bytes, frame.length), !=, right);
      frame.bytes[bit / 8] ^= (guint8)(1 << bit % 8);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crc/table-follows-the-definition", test_table_follows_the_definition);
  g_test_add_func ("/crc/check-value-of-the-standard", test_check_value_of_the_standard);
  g_test_add_func ("/crc/nothing-gives-the-start-value", test_nothing_gives_the_start_value);
  g_test_add_func ("/crc/published-frames-have-right-checksums", test_published_frames_have_right_checksums);
  g_test_add_func ("/crc/every-flipped-bit-changes-it", test_every_flipped_bit_changes_it);
  return g_test_run ();
}
