// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-modbus-frame.h"

#include "dw-modbus-await.h"
#include "dw-modbus-shape.h"

/* The receiver of a client.
 *
 * Bytes stand in one buffer, [head, tail). A frame is looked for in two ways:
 *
 *  - At head any frame may begin. While its length says that bytes are missing, head stays; a whole frame with a wrong checksum costs one byte.
 *    What is whole and right here but not awaited is unsolicited: a late reply, another master's request, another unit.
 *  - The frames that the outstanding request awaits are looked for at every offset, because noise at head may claim a long length and must not
 *    hide the reply that stands behind it. They are easy to know: their length and first bytes are given (dw-modbus-await.h).
 *
 * What ends first wins. As that depends on the bytes alone, the same bytes give the same results however they were cut into reads.
 * Bytes received before the request was sent (below floor) can be no answer to it.
 *
 * No allocation but when a read does not fit into the buffer; bytes move only then, too. */

#define BUFFER_FIRST 1024
/* Addresses of a serial line. 0 is all units, which never answer, and what is above is noise unless we asked for it. */
#define UNIT_FIRST 1
#define UNIT_LAST 247
#define FRAME_MIN 5 /* the shortest awaited frame: an exception on a serial line */

typedef enum {
  VERDICT_NO_FRAME, /* nothing can begin here */
  VERDICT_BAD,      /* something began here, but it is damaged */
  VERDICT_WAIT,     /* more bytes are needed to tell */
  VERDICT_UNSOLICITED,
  VERDICT_AWAITED,
} VerdictKind;

/* What begins at start and where it ends. */
typedef struct
{
  VerdictKind kind;
  DwModbusAwaitKind awaited;
  gsize start, end;
} Verdict;

struct _DwModbusReceiver
{
  DwModbusAwait await;
  DwModbusCounters counters;
  gboolean hunting;    /* the place in a TCP stream is lost: said once, until the next frame */
  gsize damaged_until; /* what else is damaged below this belongs to a frame that was counted */
  guint8 *buffer;
  gsize size, head, tail, floor;
  gsize last_start, last_end;
};

static gboolean
is_tcp (const DwModbusReceiver *self)
{
  return self->await.framing == DW_MODBUS_FRAMING_TCP;
}

/* Takes one more thing that may begin at verdict->start into account. What is whole and right beats what waits, that beats what is damaged;
 * of two right ones the one that ends first, of two damaged ones the one that ends last (only then is it certain that nothing begins here). */
static void
merge_claim (Verdict *verdict, VerdictKind kind, DwModbusAwaitKind awaited, gsize end)
{
  gboolean better;

  if (verdict->kind >= VERDICT_UNSOLICITED)
    better = kind >= VERDICT_UNSOLICITED && end < verdict->end;
  else
    better = kind > verdict->kind || (kind == VERDICT_BAD && verdict->kind == VERDICT_BAD && end > verdict->end);
  if (better)
    *verdict = (Verdict){ kind, awaited, verdict->start, end };
}

/* TRUE when the beginning of the reply itself was recognised. Then nothing else is looked for at this place: every 65,536th reply would otherwise hold,
 * in its first eight bytes, something with a right checksum. */
static gboolean
claim_awaited (const DwModbusReceiver *self, Verdict *verdict)
{
  const guint8 *bytes = self->buffer + verdict->start;
  gsize available = self->tail - verdict->start;
  gboolean is_reply = FALSE;

  for (guint kind = 0; kind < DW_MODBUS_AWAIT_KINDS; kind++)
    {
      const DwModbusPattern *pattern = &self->await.patterns[kind];

      if (!dw_modbus_pattern_fits (pattern, bytes, available))
        continue;
      is_reply |= kind == DW_MODBUS_AWAIT_REPLY && available >= pattern->length;
      if (available < pattern->frame_length)
        merge_claim (verdict, VERDICT_WAIT, kind, 0);
      else
        merge_claim (verdict, dw_modbus_await_is_sound (&self->await, kind, bytes) ? VERDICT_AWAITED : VERDICT_BAD, kind, verdict->start + pattern->frame_length);
    }
  return is_reply;
}

/* A frame nobody waits for. length as dw-modbus-shape.h tells lengths. */
static void
claim_other (const DwModbusReceiver *self, Verdict *verdict, gsize length)
{
  if (length == 0)
    return;
  if (verdict->start + length > self->tail)
    merge_claim (verdict, VERDICT_WAIT, 0, 0);
  else if (is_tcp (self) || dw_modbus_rtu_crc_is_right (self->buffer + verdict->start, length))
    merge_claim (verdict, VERDICT_UNSOLICITED, 0, verdict->start + length);
  else
    merge_claim (verdict, VERDICT_BAD, 0, verdict->start + length);
}

/* What begins at head. */
static Verdict
judge_head (const DwModbusReceiver *self)
{
  const guint8 *bytes = self->buffer + self->head;
  gsize available = self->tail - self->head;
  Verdict verdict = { VERDICT_NO_FRAME, 0, self->head, self->head };

  if (self->await.active && self->head >= self->floor && claim_awaited (self, &verdict))
    return verdict;
  if (is_tcp (self))
    claim_other (self, &verdict, dw_modbus_tcp_length (bytes, available));
  else if (bytes[0] >= UNIT_FIRST && bytes[0] <= UNIT_LAST)
    {
      claim_other (self, &verdict, dw_modbus_rtu_reply_length (bytes, available));
      claim_other (self, &verdict, dw_modbus_rtu_request_length (bytes, available));
    }
  return verdict;
}

/* An awaited frame at start that ends before limit or there. Puts it into *best and lowers *limit. */
static void
look_at (const DwModbusReceiver *self, gsize start, Verdict *best, gsize *limit)
{
  for (guint kind = 0; kind < DW_MODBUS_AWAIT_KINDS; kind++)
    {
      const DwModbusPattern *pattern = &self->await.patterns[kind];
      gsize end = start + pattern->frame_length;

      if (end > *limit || !dw_modbus_pattern_fits (pattern, self->buffer + start, self->tail - start) || !dw_modbus_await_is_sound (&self->await, kind, self->buffer + start))
        continue;
      *best = (Verdict){ VERDICT_AWAITED, kind, start, end };
      *limit = end - 1;
    }
}

/* The awaited frame behind head that ends before what is at head is decided; or else that decision. */
static Verdict
look_behind (const DwModbusReceiver *self, Verdict at_head)
{
  const guint8 *begin = self->await.patterns[DW_MODBUS_AWAIT_EXCEPTION].bytes;
  gsize limit = at_head.kind == VERDICT_WAIT ? self->tail : at_head.end - (at_head.kind == VERDICT_AWAITED);
  Verdict best = at_head;

  if (!self->await.active || at_head.kind == VERDICT_NO_FRAME)
    return best;
  /* The first two bytes are the same in all patterns but for the mark of the exception. */
  for (gsize start = MAX (self->head + 1, self->floor); start + FRAME_MIN <= limit; start++)
    if (self->buffer[start] == begin[0] && ((self->buffer[start + 1] ^ begin[1]) & ~DW_MODBUS_EXCEPTION_FLAG) == 0)
      look_at (self, start, &best, &limit);
  return best;
}

static void
skip_byte (DwModbusReceiver *self)
{
  self->head++;
  self->counters.skipped_bytes++;
}

/* One byte goes, but the log shows [head, end). */
static void
drop_byte (DwModbusReceiver *self, gsize end)
{
  self->last_start = self->head;
  self->last_end = end;
  skip_byte (self);
}

/* TRUE when that has to be said: a damaged frame is counted once, not again for each piece of it that looks like another. */
static gboolean
drop_damaged (DwModbusReceiver *self, gsize end, DwProtoError *why)
{
  if (self->head < self->damaged_until)
    {
      skip_byte (self);
      return FALSE;
    }
  self->damaged_until = end;
  self->hunting = TRUE;
  drop_byte (self, end);
  *why = is_tcp (self) ? DW_PROTO_ERROR_TRUNCATED : DW_PROTO_ERROR_CHECKSUM;
  if (is_tcp (self))
    self->counters.bad_length++;
  else
    self->counters.bad_checksum++;
  return TRUE;
}

/* Bytes at head where nothing can begin. TRUE when that has to be said: once for each place where a TCP stream is lost. */
static gboolean
drop_noise (DwModbusReceiver *self, DwProtoError *why)
{
  if (!is_tcp (self) || self->hunting)
    {
      skip_byte (self);
      return FALSE;
    }
  self->hunting = TRUE;
  drop_byte (self, self->head + DW_MODBUS_TCP_PREFIX);
  *why = DW_PROTO_ERROR_LENGTH;
  self->counters.bad_length++;
  return TRUE;
}

/* A whole frame, and the noise before it. */
static void
take_frame (DwModbusReceiver *self, const Verdict *verdict)
{
  self->counters.skipped_bytes += verdict->start - self->head;
  self->counters.frames++;
  self->last_start = verdict->start;
  self->head = self->last_end = verdict->end;
  self->hunting = FALSE;
}

static DwModbusResult
drop_unsolicited (DwModbusReceiver *self, const Verdict *verdict, DwProtoError *why)
{
  take_frame (self, verdict);
  self->counters.unsolicited++;
  *why = DW_PROTO_ERROR_MISMATCH;
  return DW_MODBUS_DROPPED;
}

static DwModbusResult
drop_echo (DwModbusReceiver *self, const Verdict *verdict, DwProtoError *why)
{
  take_frame (self, verdict);
  dw_modbus_await_note_echo (&self->await);
  self->counters.echoes++;
  *why = DW_PROTO_ERROR_MISMATCH;
  return DW_MODBUS_DROPPED;
}

static DwModbusResult
take_reply (DwModbusReceiver *self, const Verdict *verdict, DwModbusReply *reply, DwProtoError *why)
{
  gsize before = is_tcp (self) ? DW_MODBUS_TCP_HEAD : 1;
  gsize after = is_tcp (self) ? 0 : 2;
  const guint8 *pdu = self->buffer + verdict->start + before;
  DwModbusFault fault;

  /* The pattern held, so this fails only for a request that no device can answer. */
  if (!dw_modbus_reply_parse (pdu, verdict->end - verdict->start - before - after, &self->await.request, reply, &fault))
    return drop_unsolicited (self, verdict, why);
  take_frame (self, verdict);
  dw_modbus_await_done (&self->await);
  self->counters.replies++;
  self->counters.exceptions += reply->exception != DW_MODBUS_OK;
  return DW_MODBUS_REPLY;
}

DwModbusReceiver *
dw_modbus_receiver_new (DwModbusFraming framing)
{
  DwModbusReceiver *self = g_new0 (DwModbusReceiver, 1);

  self->await.framing = framing;
  self->size = BUFFER_FIRST;
  self->buffer = g_malloc (self->size);
  return self;
}

void
dw_modbus_receiver_free (DwModbusReceiver *self)
{
  if (self == NULL)
    return;
  g_free (self->buffer);
  g_free (self);
}

void
dw_modbus_receiver_reset (DwModbusReceiver *self)
{
  self->counters.skipped_bytes += self->tail - self->head;
  self->head = self->tail = self->floor = 0;
  self->last_start = self->last_end = 0;
  self->damaged_until = 0;
  self->hunting = FALSE;
  self->await.active = FALSE;
}

void
dw_modbus_receiver_expect (DwModbusReceiver *self, const DwModbusRequest *request, guint16 transaction, const guint8 *frame, gsize length)
{
  g_return_if_fail (dw_modbus_shape (request->function) != DW_MODBUS_SHAPE_UNKNOWN);
  g_return_if_fail (length <= DW_MODBUS_FRAME_MAX);

  dw_modbus_await_set (&self->await, request, transaction, frame, length);
  self->floor = self->tail;
}

/* Moves what is left to the buffer's beginning and makes room for length more. */
static void
make_room (DwModbusReceiver *self, gsize length)
{
  gsize left = self->tail - self->head;

  memmove (self->buffer, self->buffer + self->head, left);
  self->floor -= MIN (self->floor, self->head);
  self->damaged_until -= MIN (self->damaged_until, self->head);
  self->head = self->last_start = self->last_end = 0;
  self->tail = left;
  if (left + length <= self->size)
    return;
  while (self->size < left + length)
    self->size *= 2;
  self->buffer = g_realloc (self->buffer, self->size);
}

void
dw_modbus_receiver_feed (DwModbusReceiver *self, const guint8 *bytes, gsize length)
{
  if (length == 0)
    return;
  if (self->head == self->tail || self->tail + length > self->size)
    make_room (self, length);
  memcpy (self->buffer + self->tail, bytes, length);
  self->tail += length;
}

DwModbusResult
dw_modbus_receiver_next (DwModbusReceiver *self, DwModbusReply *reply, DwProtoError *why)
{
  DwProtoError ignored;

  if (why == NULL)
    why = &ignored;
  while (self->head < self->tail)
    {
      Verdict verdict = look_behind (self, judge_head (self));

      switch (verdict.kind)
        {
        case VERDICT_AWAITED:
          return verdict.awaited == DW_MODBUS_AWAIT_ECHO ? drop_echo (self, &verdict, why) : take_reply (self, &verdict, reply, why);
        case VERDICT_UNSOLICITED:
          return drop_unsolicited (self, &verdict, why);
        case VERDICT_BAD:
          if (drop_damaged (self, verdict.end, why))
            return DW_MODBUS_DROPPED;
          break;
        case VERDICT_NO_FRAME:
          if (drop_noise (self, why))
            return DW_MODBUS_DROPPED;
          break;
        case VERDICT_WAIT:
        default:
          return DW_MODBUS_NEED_MORE;
        }
    }
  return DW_MODBUS_NEED_MORE;
}

const DwModbusCounters *
dw_modbus_receiver_get_counters (const DwModbusReceiver *self)
{
  return &self->counters;
}

const guint8 *
dw_modbus_receiver_get_last_frame (const DwModbusReceiver *self, gsize *length)
{
  *length = self->last_end - self->last_start;
  return self->buffer + self->last_start;
}
