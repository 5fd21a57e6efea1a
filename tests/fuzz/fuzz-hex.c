// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-text.h"

#include "dw-fuzz.h"

/* Hexadecimal text. What is read, written and read again is the same; what is refused has a reason. */

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autofree char *exact = g_strdup (text);
  g_autofree char *hex = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = dw_text_parse_hex (exact, &error);
  g_autoptr (GByteArray) again = NULL;

  g_assert_true ((bytes == NULL) == (error != NULL));
  if (bytes == NULL)
    return 0;
  hex = dw_text_hex (bytes->data, bytes->len);
  again = dw_text_parse_hex (hex, NULL);
  g_assert_cmpmem (again->data, again->len, bytes->data, bytes->len);
  return 0;
}
