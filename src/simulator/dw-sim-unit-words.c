// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-unit-words.h"

#include <math.h>

void
dw_sim_unit_read_words (const DwSimWorld *world, const DwSimNode *node, const DwModbusRequest *request, DwSimReadFunc read, DwModbusReply *reply)
{
  for (guint i = 0; i < request->count && i < DW_MODBUS_READ_MAX; i++)
    if (request->address + i > G_MAXUINT16 || !read (world, node, request->address + i, &reply->words[i]))
      {
        reply->exception = DW_MODBUS_ILLEGAL_ADDRESS;
        return;
      }
}

guint16
dw_sim_unit_word (double value)
{
  return isnan (value) ? 0 : (guint16)CLAMP (round (value), 0.0, 65535.0);
}

guint16
dw_sim_unit_signed_word (double value)
{
  return isnan (value) ? 0 : (guint16)(gint16)CLAMP (round (value), -32768.0, 32767.0);
}
