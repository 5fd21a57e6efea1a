// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the bytes of history/samples.journal, version 1. All numbers little endian.
//
//   ┌────────────────────────────────┬─────────┬─────────┬───┬─────┬─────────
//   │ head                           │ frame 1 │ frame 2 │ … │ end │ zeros …
//   └────────────────────────────────┴─────────┴─────────┴───┴─────┴─────────
//   head   = "DWHJ", version (4 bytes), owner (8), seals (8), CRC-32 of the 24 bytes before (4), 4 zeros
//   frame  = length of the records (4), CRC-32 (4), number (8): 1, 2, 3 …; records (dw-history-record.c); zeros up to a multiple of 8
//   end    = a frame without records, left by a writer that closed in order
//
// The CRC is of the length, the number and the records. Room is written with zeros before it is used, so a length of 0 with the number 0 is where the journal stops.
// A frame that cannot be read is either one that never was finished (nothing behind it), or damage (a later number stands behind it, or the end): then the frames behind
// are found again, because each begins at a multiple of 8 and proves itself.

#include "dw-history-frame.h"

#include <string.h>
#include <zlib.h>

#define MAGIC "DWHJ"
#define VERSION 1
#define ALIGNMENT 8
/* However much is lost, a number further ahead than this is chance. */
#define MOST_LOST (G_GINT64_CONSTANT (1) << 32)

static void
put_32 (guint8 *at, guint32 value)
{
  guint32 word = GUINT32_TO_LE (value);

  memcpy (at, &word, sizeof word);
}

static void
put_64 (guint8 *at, guint64 value)
{
  guint64 word = GUINT64_TO_LE (value);

  memcpy (at, &word, sizeof word);
}

static guint32
get_32 (const guint8 *at)
{
  guint32 word;

  memcpy (&word, at, sizeof word);
  return GUINT32_FROM_LE (word);
}

static guint64
get_64 (const guint8 *at)
{
  guint64 word;

  memcpy (&word, at, sizeof word);
  return GUINT64_FROM_LE (word);
}

void
dw_history_journal_head_put (GByteArray *out, const DwHistoryJournalHead *head)
{
  guint8 bytes[DW_HISTORY_JOURNAL_HEAD_BYTES] = MAGIC;

  put_32 (bytes + 4, VERSION);
  put_64 (bytes + 8, head->owner);
  put_64 (bytes + 16, head->seals);
  put_32 (bytes + 24, (guint32)crc32 (0, bytes, 24));
  g_byte_array_append (out, bytes, sizeof bytes);
}

gboolean
dw_history_journal_head_get (const guint8 *bytes, gsize length, DwHistoryJournalHead *head)
{
  if (length < DW_HISTORY_JOURNAL_HEAD_BYTES || memcmp (bytes, MAGIC, 4) != 0 || get_32 (bytes + 4) != VERSION || get_32 (bytes + 24) != (guint32)crc32 (0, bytes, 24))
    return FALSE;
  head->owner = get_64 (bytes + 8);
  head->seals = get_64 (bytes + 16);
  return TRUE;
}

/* head: of the frame, its CRC not yet there. */
static guint32
compute_crc (const guint8 *head, const guint8 *records, gsize length)
{
  uLong crc = crc32 (0, head, 4);

  crc = crc32 (crc, head + 8, 8);
  return (guint32)(length > 0 ? crc32 (crc, records, (uInt)length) : crc);
}

static gsize
round_up (gsize length)
{
  return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void
dw_history_frame_put (GByteArray *out, gint64 seq, const guint8 *records, gsize length)
{
  static const guint8 zeros[ALIGNMENT] = { 0 };
  guint8 head[DW_HISTORY_FRAME_HEAD_BYTES];

  put_32 (head, (guint32)length);
  put_64 (head + 8, (guint64)seq);
  put_32 (head + 4, compute_crc (head, records, length));
  g_byte_array_append (out, head, sizeof head);
  if (length > 0)
    g_byte_array_append (out, records, (guint)length);
  g_byte_array_append (out, zeros, (guint)(round_up (length) - length));
}

/* --- reading --- */

static gboolean
is_frame (const DwHistoryFrames *self, gsize position, gsize *length, gint64 *seq)
{
  const guint8 *head = self->bytes + position;
  guint64 number;

  if (self->length - position < DW_HISTORY_FRAME_HEAD_BYTES)
    return FALSE;
  *length = get_32 (head);
  number = get_64 (head + 8);
  if (number <= (guint64)self->seq || number > (guint64)self->seq + (guint64)MOST_LOST || *length > self->length - position - DW_HISTORY_FRAME_HEAD_BYTES)
    return FALSE;
  *seq = (gint64)number;
  return get_32 (head + 4) == compute_crc (head, head + DW_HISTORY_FRAME_HEAD_BYTES, *length);
}

/* Most of what lies behind the last frame is zeros: passed over eight at a time. */
static gboolean
find_frame (const DwHistoryFrames *self, gsize *position, gsize *length, gint64 *seq)
{
  for (*position = self->position; *position < self->length && self->length - *position >= DW_HISTORY_FRAME_HEAD_BYTES; *position += ALIGNMENT)
    if (get_64 (self->bytes + *position) != 0 && is_frame (self, *position, length, seq))
      return TRUE;
  return FALSE;
}

gboolean
dw_history_frames_next (DwHistoryFrames *self, DwHistoryFrame *frame)
{
  gsize position, length;
  gint64 seq;

  *frame = (DwHistoryFrame){ 0 };
  if (self->ended || !find_frame (self, &position, &length, &seq))
    return FALSE;
  frame->follows_loss = seq != self->seq + 1;
  frame->records = self->bytes + position + DW_HISTORY_FRAME_HEAD_BYTES;
  frame->length = length;
  if (length == 0)
    {
      self->ended = TRUE;
      return frame->follows_loss;
    }
  self->seq = seq;
  self->position = MIN (position + DW_HISTORY_FRAME_HEAD_BYTES + round_up (length), self->length);
  return TRUE;
}
