// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Registers -> numbers. The word order names say where the bytes of 0xAABBCCDD stand on the wire: ABCD big-endian, CDAB words swapped, BADC bytes swapped, DCBA little-endian. */
typedef enum {
  DW_WORD_ORDER_ABCD,
  DW_WORD_ORDER_DCBA,
  DW_WORD_ORDER_BADC,
  DW_WORD_ORDER_CDAB,
} DwWordOrder;

typedef enum {
  DW_REGISTER_U16,
  DW_REGISTER_S16,
  DW_REGISTER_U32,
  DW_REGISTER_S32,
  DW_REGISTER_F32,
  DW_REGISTER_U64,
  DW_REGISTER_S64,
} DwRegisterType;

/* Registers the type takes: 1, 2 or 4. */
guint dw_register_type_width (DwRegisterType type);
gboolean dw_register_type_from_name (const char *name, DwRegisterType *type); /* "u16" ... */
gboolean dw_word_order_from_name (const char *name, DwWordOrder *order);      /* "ABCD" ... */
const char *dw_word_order_name (DwWordOrder order);
/* words holds at least the type's width. 16-bit types ignore the order but for BADC/DCBA, which swap the bytes. NaN stays NaN. */
double dw_register_decode (const guint16 *words, DwRegisterType type, DwWordOrder order);
/* Rounds to the nearest integer for integer types; FALSE when out of range or not a number. */
gboolean dw_register_encode (double value, DwRegisterType type, DwWordOrder order, guint16 *words);

G_END_DECLS
