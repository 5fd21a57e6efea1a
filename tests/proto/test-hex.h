// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-text.h"

/* Bytes of a hexadecimal text in a heap array of exactly their size, so that the address sanitizer sees the first byte read behind them. */
typedef struct
{
  guint8 *bytes;
  gsize length;
} TestBytes;

static inline TestBytes
test_copy (const guint8 *bytes, gsize length)
{
  return (TestBytes){ length ? g_memdup2 (bytes, length) : g_malloc (1), length };
}

static inline TestBytes
test_hex (const char *hex)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) array = dw_text_parse_hex (hex, &error);

  g_assert_no_error (error);
  return test_copy (array->data, array->len);
}

static inline void
test_bytes_clear (TestBytes *bytes)
{
  g_clear_pointer (&bytes->bytes, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestBytes, test_bytes_clear)
