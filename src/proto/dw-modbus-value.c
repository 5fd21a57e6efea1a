// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-value.h"

#include <float.h>
#include <math.h>

/* Registers <-> numbers. Registers hold their two bytes in wire order already; what varies is which register of a number comes first
 * and whether a maker swapped the bytes in each. */

static const struct
{
  const char *name;
  gboolean words_swapped;
  gboolean bytes_swapped;
} orders[] = {
  [DW_WORD_ORDER_ABCD] = { "ABCD", FALSE, FALSE },
  [DW_WORD_ORDER_DCBA] = { "DCBA", TRUE, TRUE },
  [DW_WORD_ORDER_BADC] = { "BADC", FALSE, TRUE },
  [DW_WORD_ORDER_CDAB] = { "CDAB", TRUE, FALSE },
};

/* below and above are the first doubles outside the range. */
static const struct
{
  const char *name;
  guint width;
  double below, above;
} types[] = {
  [DW_REGISTER_U16] = { "u16", 1, -1.0, 0x1p16 },
  [DW_REGISTER_S16] = { "s16", 1, -0x1p15 - 1, 0x1p15 },
  [DW_REGISTER_U32] = { "u32", 2, -1.0, 0x1p32 },
  [DW_REGISTER_S32] = { "s32", 2, -0x1p31 - 1, 0x1p31 },
  [DW_REGISTER_F32] = { "f32", 2, -INFINITY, INFINITY },
  [DW_REGISTER_U64] = { "u64", 4, -1.0, 0x1p64 },
  [DW_REGISTER_S64] = { "s64", 4, -0x1p63 - 2048, 0x1p63 },
};

guint
dw_register_type_width (DwRegisterType type)
{
  return types[type].width;
}

gboolean
dw_register_type_from_name (const char *name, DwRegisterType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].name, name) == 0)
      {
        *type = (DwRegisterType)i;
        return TRUE;
      }
  return FALSE;
}

gboolean
dw_word_order_from_name (const char *name, DwWordOrder *order)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_strcmp0 (orders[i].name, name) == 0)
      {
        *order = (DwWordOrder)i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_word_order_name (DwWordOrder order)
{
  return orders[order].name;
}

/* Which register holds the i-th most significant word. */
static guint
word_index (guint i, guint width, DwWordOrder order)
{
  return orders[order].words_swapped ? width - 1 - i : i;
}

static guint16
swap_bytes (guint16 word, DwWordOrder order)
{
  return orders[order].bytes_swapped ? GUINT16_SWAP_LE_BE (word) : word;
}

static guint64
join_words (const guint16 *words, guint width, DwWordOrder order)
{
  guint64 bits = 0;

  for (guint i = 0; i < width; i++)
    bits = bits << 16 | swap_bytes (words[word_index (i, width, order)], order);
  return bits;
}

static void
split_words (guint64 bits, guint width, DwWordOrder order, guint16 *words)
{
  for (guint i = 0; i < width; i++)
    words[word_index (i, width, order)] = swap_bytes ((guint16)(bits >> 16 * (width - 1 - i)), order);
}

static double
float_from_bits (guint32 bits)
{
  float value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static guint32
bits_from_float (float value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

double
dw_register_decode (const guint16 *words, DwRegisterType type, DwWordOrder order)
{
  guint64 bits = join_words (words, types[type].width, order);

  switch (type)
    {
    case DW_REGISTER_S16:
      return (gint16)bits;
    case DW_REGISTER_S32:
      return (gint32)bits;
    case DW_REGISTER_S64:
      return (double)(gint64)bits;
    case DW_REGISTER_F32:
      return float_from_bits ((guint32)bits);
    case DW_REGISTER_U16:
    case DW_REGISTER_U32:
    case DW_REGISTER_U64:
    default:
      return (double)bits;
    }
}

static gboolean
encode_float (double value, DwWordOrder order, guint16 *words)
{
  if (fabs (value) > FLT_MAX)
    return FALSE;
  split_words (bits_from_float ((float)value), 2, order, words);
  return TRUE;
}

gboolean
dw_register_encode (double value, DwRegisterType type, DwWordOrder order, guint16 *words)
{
  double rounded = round (value);

  if (!isfinite (value))
    return FALSE;
  if (type == DW_REGISTER_F32)
    return encode_float (value, order, words);
  if (rounded <= types[type].below || rounded >= types[type].above)
    return FALSE;
  split_words (rounded < 0 ? (guint64)(gint64)rounded : (guint64)rounded, types[type].width, order, words);
  return TRUE;
}
