// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "fuzz-modbus-stream.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  fuzz_modbus_stream (DW_MODBUS_FRAMING_RTU, data, size);
  return 0;
}
