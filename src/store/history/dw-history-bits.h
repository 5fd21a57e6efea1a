// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Bits into and out of bytes, the lowest bit first, and numbers of seven bits a byte. Inline: this is the innermost loop of the history.
 * Bytes that are read are hostile: a reader that runs out of them gives zeros and says so by "bad". */

/* --- writing --- */

typedef struct
{
  GByteArray *out; /* borrowed */
  guint64 pending;
  guint n_pending; /* always below 32 between calls */
} DwBitWriter;

static inline void
dw_bits_put (DwBitWriter *self, guint32 value, guint n_bits)
{
  self->pending |= (guint64)value << self->n_pending;
  self->n_pending += n_bits;
  if (self->n_pending >= 32)
    {
      guint32 word = GUINT32_TO_LE ((guint32)self->pending);

      g_byte_array_append (self->out, (const guint8 *)&word, 4);
      self->pending >>= 32;
      self->n_pending -= 32;
    }
}

static inline void
dw_bits_put_wide (DwBitWriter *self, guint64 value, guint n_bits)
{
  if (n_bits > 32)
    {
      dw_bits_put (self, (guint32)value, 32);
      dw_bits_put (self, (guint32)(value >> 32), n_bits - 32);
    }
  else
    dw_bits_put (self, (guint32)value, n_bits);
}

/* Fills up to a whole byte. */
static inline void
dw_bits_flush (DwBitWriter *self)
{
  while (self->n_pending > 0)
    {
      guint8 byte = (guint8)self->pending;

      g_byte_array_append (self->out, &byte, 1);
      self->pending >>= 8;
      self->n_pending = self->n_pending > 8 ? self->n_pending - 8 : 0;
    }
}

static inline void
dw_varint_put (GByteArray *out, guint64 value)
{
  guint8 bytes[10];
  guint n = 0;

  while (value >= 0x80)
    {
      bytes[n++] = (guint8)(value | 0x80);
      value >>= 7;
    }
  bytes[n++] = (guint8)value;
  g_byte_array_append (out, bytes, n);
}

static inline guint64
dw_zigzag (gint64 value)
{
  return ((guint64)value << 1) ^ (guint64)(value >> 63);
}

static inline gint64
dw_unzigzag (guint64 value)
{
  return (gint64)(value >> 1) ^ -(gint64)(value & 1);
}

static inline void
dw_varint_put_signed (GByteArray *out, gint64 value)
{
  dw_varint_put (out, dw_zigzag (value));
}

/* --- reading --- */

/* Whole bytes, one after the other. */
typedef struct
{
  const guint8 *data; /* borrowed */
  gsize length;
  gsize position;
  gboolean bad;
} DwByteReader;

static inline guint64
dw_varint_get (DwByteReader *self)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 64; shift += 7)
    {
      guint8 byte;

      if (self->position >= self->length)
        break;
      byte = self->data[self->position++];
      value |= (guint64)(byte & 0x7f) << shift;
      if (byte < 0x80)
        return value;
    }
  self->bad = TRUE;
  return 0;
}

static inline gint64
dw_varint_get_signed (DwByteReader *self)
{
  return dw_unzigzag (dw_varint_get (self));
}

static inline guint8
dw_byte_get (DwByteReader *self)
{
  if (self->position < self->length)
    return self->data[self->position++];
  self->bad = TRUE;
  return 0;
}

/* The next n bytes as a reader of their own; an empty bad one when there are not so many. */
static inline DwByteReader
dw_bytes_take (DwByteReader *self, guint64 n)
{
  DwByteReader part = { self->data + self->position, (gsize)n, 0, FALSE };

  if (n > self->length - self->position)
    {
      self->bad = TRUE;
      part = (DwByteReader){ self->data, 0, 0, TRUE };
      return part;
    }
  self->position += (gsize)n;
  return part;
}

typedef struct
{
  const guint8 *data; /* borrowed */
  gsize length;
  gsize position;
  guint64 ready;
  guint n_ready;
  gboolean bad;
} DwBitReader;

/* At least 33 bits are ready afterwards, made-up zeros behind the end. */
static inline void
dw_bits_refill (DwBitReader *self)
{
  while (self->n_ready <= 32 && self->position + 4 <= self->length)
    {
      guint32 word;

      memcpy (&word, self->data + self->position, 4);
      self->ready |= (guint64)GUINT32_FROM_LE (word) << self->n_ready;
      self->position += 4;
      self->n_ready += 32;
    }
  while (self->n_ready <= 56 && self->position < self->length)
    {
      self->ready |= (guint64)self->data[self->position++] << self->n_ready;
      self->n_ready += 8;
    }
}

static inline void
dw_bits_drop (DwBitReader *self, guint n_bits)
{
  if (n_bits > self->n_ready)
    {
      self->bad = TRUE;
      self->ready = 0;
      self->n_ready = 0;
      return;
    }
  self->ready >>= n_bits;
  self->n_ready -= n_bits;
}

static inline guint32
dw_bits_get (DwBitReader *self, guint n_bits)
{
  guint32 value;

  dw_bits_refill (self);
  value = (guint32)(self->ready & (((guint64)1 << n_bits) - 1));
  dw_bits_drop (self, n_bits);
  return value;
}

static inline guint64
dw_bits_get_wide (DwBitReader *self, guint n_bits)
{
  guint64 low;

  if (n_bits <= 32)
    return dw_bits_get (self, n_bits);
  low = dw_bits_get (self, 32);
  return low | (guint64)dw_bits_get (self, n_bits - 32) << 32;
}

/* How many bits a number needs; 0 for 0. */
static inline guint
dw_bits_width (guint64 value)
{
  return value == 0 ? 0 : 64 - (guint)__builtin_clzll (value);
}

G_END_DECLS
