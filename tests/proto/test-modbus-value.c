// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-value.h"

#include <math.h>

/* Registers <-> numbers, in every type and order. */

typedef struct
{
  const char *says;
  DwRegisterType type;
  DwWordOrder order;
  guint16 words[4];
  double value;
} Row;

/* 123456.0f is 47F12000H: the four orders of its bytes are the published ones. */
static const Row rows[] = {
  { "abcd-is-big-endian", DW_REGISTER_F32, DW_WORD_ORDER_ABCD, { 0x47f1, 0x2000 }, 123456.0 },
  { "dcba-is-little-endian", DW_REGISTER_F32, DW_WORD_ORDER_DCBA, { 0x0020, 0xf147 }, 123456.0 },
  { "badc-swaps-bytes", DW_REGISTER_F32, DW_WORD_ORDER_BADC, { 0xf147, 0x0020 }, 123456.0 },
  { "cdab-swaps-words", DW_REGISTER_F32, DW_WORD_ORDER_CDAB, { 0x2000, 0x47f1 }, 123456.0 },
  { "f32-negative", DW_REGISTER_F32, DW_WORD_ORDER_ABCD, { 0xbf80, 0x0000 }, -1.0 },
  { "u16-largest", DW_REGISTER_U16, DW_WORD_ORDER_ABCD, { 0xffff }, 65535 },
  { "u16-zero", DW_REGISTER_U16, DW_WORD_ORDER_ABCD, { 0 }, 0 },
  { "u16-keeps-its-bytes-when-words-swap", DW_REGISTER_U16, DW_WORD_ORDER_CDAB, { 0x0282 }, 642 },
  { "u16-badc-swaps-its-bytes", DW_REGISTER_U16, DW_WORD_ORDER_BADC, { 0x8202 }, 642 },
  { "u16-dcba-swaps-its-bytes", DW_REGISTER_U16, DW_WORD_ORDER_DCBA, { 0x8202 }, 642 },
  { "s16-probe-absent-is-minus-2000", DW_REGISTER_S16, DW_WORD_ORDER_ABCD, { 0xf830 }, -2000 },
  { "s16-smallest", DW_REGISTER_S16, DW_WORD_ORDER_ABCD, { 0x8000 }, -32768 },
  { "s16-largest", DW_REGISTER_S16, DW_WORD_ORDER_ABCD, { 0x7fff }, 32767 },
  { "s16-badc", DW_REGISTER_S16, DW_WORD_ORDER_BADC, { 0xc9ff }, -55 },
  { "u32-largest", DW_REGISTER_U32, DW_WORD_ORDER_ABCD, { 0xffff, 0xffff }, 4294967295.0 },
  { "u32-first-register-is-high", DW_REGISTER_U32, DW_WORD_ORDER_ABCD, { 0x0001, 0x0002 }, 65538 },
  { "u32-cdab-first-register-is-low", DW_REGISTER_U32, DW_WORD_ORDER_CDAB, { 0x0002, 0x0001 }, 65538 },
  { "s32-smallest", DW_REGISTER_S32, DW_WORD_ORDER_ABCD, { 0x8000, 0x0000 }, -2147483648.0 },
  { "s32-minus-one-in-any-order", DW_REGISTER_S32, DW_WORD_ORDER_DCBA, { 0xffff, 0xffff }, -1 },
  { "u64-abcd", DW_REGISTER_U64, DW_WORD_ORDER_ABCD, { 0x0001, 0x0002, 0x0003, 0x0004 }, 281483566841860.0 },
  { "u64-cdab-last-register-is-high", DW_REGISTER_U64, DW_WORD_ORDER_CDAB, { 0x0004, 0x0003, 0x0002, 0x0001 }, 281483566841860.0 },
  { "u64-dcba", DW_REGISTER_U64, DW_WORD_ORDER_DCBA, { 0x0400, 0x0300, 0x0200, 0x0100 }, 281483566841860.0 },
  { "s64-minus-two", DW_REGISTER_S64, DW_WORD_ORDER_ABCD, { 0xffff, 0xffff, 0xffff, 0xfffe }, -2 },
  { "s64-smallest", DW_REGISTER_S64, DW_WORD_ORDER_ABCD, { 0x8000, 0, 0, 0 }, -0x1p63 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  guint width = dw_register_type_width (row->type);
  g_autofree guint16 *words = g_memdup2 (row->words, width * sizeof (guint16));
  g_autofree guint16 *back = g_new0 (guint16, width);

  g_assert_cmpfloat (dw_register_decode (words, row->type, row->order), ==, row->value);
  g_assert_true (dw_register_encode (row->value, row->type, row->order, back));
  g_assert_cmpmem (back, width * sizeof (guint16), row->words, width * sizeof (guint16));
}

static const struct
{
  const char *says;
  double value;
  DwRegisterType type;
  gboolean fits;
  double becomes;
} encodings[] = {
  { "rounds up", 641.5, DW_REGISTER_U16, TRUE, 642 },
  { "rounds down", 641.49, DW_REGISTER_U16, TRUE, 641 },
  { "negative rounds away from zero at the half", -5.5, DW_REGISTER_S16, TRUE, -6 },
  { "a small negative number is zero", -0.4, DW_REGISTER_U16, TRUE, 0 },
  { "just below the end", 65535.49, DW_REGISTER_U16, TRUE, 65535 },
  { "rounds over the end", 65535.5, DW_REGISTER_U16, FALSE, 0 },
  { "below u16", -0.5, DW_REGISTER_U16, FALSE, 0 },
  { "above s16", 32768, DW_REGISTER_S16, FALSE, 0 },
  { "below s16", -32769, DW_REGISTER_S16, FALSE, 0 },
  { "above u32", 4294967296.0, DW_REGISTER_U32, FALSE, 0 },
  { "below u32", -1, DW_REGISTER_U32, FALSE, 0 },
  { "above s32", 2147483648.0, DW_REGISTER_S32, FALSE, 0 },
  { "below s32", -2147483649.0, DW_REGISTER_S32, FALSE, 0 },
  { "above u64", 0x1p64, DW_REGISTER_U64, FALSE, 0 },
  { "above s64", 0x1p63, DW_REGISTER_S64, FALSE, 0 },
  { "below s64", -0x1.0000000000001p63, DW_REGISTER_S64, FALSE, 0 },
  { "above f32", 1e39, DW_REGISTER_F32, FALSE, 0 },
  { "no number", NAN, DW_REGISTER_U16, FALSE, 0 },
  { "no number as a float", NAN, DW_REGISTER_F32, FALSE, 0 },
  { "endless", INFINITY, DW_REGISTER_S32, FALSE, 0 },
  { "endless as a float", -INFINITY, DW_REGISTER_F32, FALSE, 0 },
};

static void
test_what_does_not_fit_is_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      guint16 words[4] = { 0 };

      g_test_message ("%s", encodings[i].says);
      g_assert_cmpint (dw_register_encode (encodings[i].value, encodings[i].type, DW_WORD_ORDER_ABCD, words), ==, encodings[i].fits);
      if (encodings[i].fits)
        g_assert_cmpfloat (dw_register_decode (words, encodings[i].type, DW_WORD_ORDER_ABCD), ==, encodings[i].becomes);
    }
}

static void
test_no_number_stays_no_number (void)
{
  static const guint16 nan_words[] = { 0x7fc0, 0x0000 };

  g_assert_true (isnan (dw_register_decode (nan_words, DW_REGISTER_F32, DW_WORD_ORDER_ABCD)));
}

static void
test_names_are_those_of_the_profiles (void)
{
  static const char *const type_names[] = { "u16", "s16", "u32", "s32", "f32", "u64", "s64" };
  static const guint widths[] = { 1, 1, 2, 2, 2, 4, 4 };
  static const char *const order_names[] = { "ABCD", "DCBA", "BADC", "CDAB" };
  static const char *const foreign[] = { "", "u8", "U16", "abcd", "f64", "u16 ", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    {
      DwRegisterType type;

      g_assert_true (dw_register_type_from_name (type_names[i], &type));
      g_assert_cmpuint (type, ==, i);
      g_assert_cmpuint (dw_register_type_width (type), ==, widths[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (order_names); i++)
    {
      DwWordOrder order;

      g_assert_true (dw_word_order_from_name (order_names[i], &order));
      g_assert_cmpstr (dw_word_order_name (order), ==, order_names[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      DwRegisterType type;
      DwWordOrder order;

      g_assert_false (dw_register_type_from_name (foreign[i], &type));
      g_assert_false (dw_word_order_from_name (foreign[i], &order));
    }
}

static void
test_every_word_survives_both_ways (void)
{
  static const DwRegisterType types[] = { DW_REGISTER_U16, DW_REGISTER_S16, DW_REGISTER_U32, DW_REGISTER_S32, DW_REGISTER_F32 };

  for (int round = 0; round < 20000; round++)
    {
      guint16 words[2] = { (guint16)g_test_rand_int (), (guint16)g_test_rand_int () }, back[2] = { 0 };
      DwRegisterType type = types[round % G_N_ELEMENTS (types)];
      DwWordOrder order = round / G_N_ELEMENTS (types) % 4;
      double value = dw_register_decode (words, type, order);

      if (!isfinite (value))
        continue;
      g_assert_true (dw_register_encode (value, type, order, back));
      g_assert_cmpmem (back, dw_register_type_width (type) * 2, words, dw_register_type_width (type) * 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/modbus-value/%s", rows[i].says);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/modbus-value/what-does-not-fit-is-refused", test_what_does_not_fit_is_refused);
  g_test_add_func ("/modbus-value/no-number-stays-no-number", test_no_number_stays_no_number);
  g_test_add_func ("/modbus-value/names-are-those-of-the-profiles", test_names_are_those_of_the_profiles);
  g_test_add_func ("/modbus-value/every-word-survives-both-ways", test_every_word_survives_both_ways);
  return g_test_run ();
}
