// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-checked.h"

#include <zlib.h>

#include "dw-history-codec.h"

static guint32
compute_crc (const guint8 *bytes, gsize length)
{
  return (guint32)crc32 (0, bytes, (uInt)length);
}

void
dw_history_put_checked (GByteArray *out, const GByteArray *part)
{
  guint32 crc = GUINT32_TO_LE (compute_crc (part->data, part->len));

  if (part->len > 0)
    g_byte_array_append (out, part->data, part->len);
  g_byte_array_append (out, (const guint8 *)&crc, DW_HISTORY_CRC_BYTES);
}

DwByteReader
dw_history_take_checked (DwByteReader *reader, guint64 length)
{
  DwByteReader part = dw_bytes_take (reader, length), check = dw_bytes_take (reader, DW_HISTORY_CRC_BYTES);
  guint32 crc;

  if (part.bad || check.bad)
    return (DwByteReader){ .bad = TRUE };
  memcpy (&crc, check.data, DW_HISTORY_CRC_BYTES);
  part.bad = GUINT32_FROM_LE (crc) != compute_crc (part.data, part.length);
  return part;
}

/* Most runs are shorter than 128 bytes: one byte is left for the length, and only a longer run is moved to make room for more. */
void
dw_history_put_run (GByteArray *out, const gint64 *numbers, guint n, gint64 step)
{
  g_autoptr (GByteArray) length = NULL;
  guint at = out->len, n_bytes;

  g_byte_array_set_size (out, at + 1);
  dw_history_codec_encode (out, numbers, n, step);
  n_bytes = out->len - at - 1;
  if (n_bytes < 0x80)
    {
      out->data[at] = (guint8)n_bytes;
      return;
    }
  length = g_byte_array_new ();
  dw_varint_put (length, n_bytes);
  g_byte_array_set_size (out, out->len + length->len - 1);
  memmove (out->data + at + length->len, out->data + at + 1, n_bytes);
  memcpy (out->data + at, length->data, length->len);
}

gboolean
dw_history_take_run (DwByteReader *reader, gint64 *numbers, guint n)
{
  guint64 length = dw_varint_get (reader);
  DwByteReader run = dw_bytes_take (reader, length);

  return !run.bad && dw_history_codec_decode (&run, numbers, n);
}
