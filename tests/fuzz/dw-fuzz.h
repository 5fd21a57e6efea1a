// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

/* The entry point of libFuzzer. The same function is driven by dw-fuzz-driver.c where libFuzzer is not to be had. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Takes the input apart, byte by byte; 0 for ever when it is used up. */
typedef struct
{
  const guint8 *data;
  gsize left;
} FuzzInput;

static inline guint8
fuzz_u8 (FuzzInput *input)
{
  if (input->left == 0)
    return 0;
  input->left--;
  return *input->data++;
}

static inline guint16
fuzz_u16 (FuzzInput *input)
{
  guint8 high = fuzz_u8 (input);

  return (guint16)(high << 8 | fuzz_u8 (input));
}
