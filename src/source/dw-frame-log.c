// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-frame-log.h"

#include <glib/gi18n-lib.h>

#include "dw-text.h"

/* Two rings: one of 500 heads and one of bytes. The ring of bytes starts small and grows until 500 frames of the usual size fit (some 32 KiB for
 * short frames, never more than 500 of the longest), so that a hundred gateways do not reserve the worst case each. */

#define BYTES_FIRST (8 * 1024)

typedef struct
{
  gint64 time_ms;
  guint16 length;
  guint8 kind; /* DwFrameKind */
  guint8 why;  /* DwProtoError */
} Head;

struct _DwFrameLog
{
  GMutex mutex;
  DwModbusFraming framing;
  Head heads[DW_FRAME_LOG_LENGTH];
  guint first, count;
  guint8 *bytes;
  gsize size;
  gsize start, used; /* the kept frames stand one behind the other from start on, round the end */
};

DwFrameLog *
dw_frame_log_new (DwModbusFraming framing)
{
  DwFrameLog *self = g_new0 (DwFrameLog, 1);

  g_mutex_init (&self->mutex);
  self->framing = framing;
  return self;
}

void
dw_frame_log_free (DwFrameLog *self)
{
  if (self == NULL)
    return;
  g_mutex_clear (&self->mutex);
  g_free (self->bytes);
  g_free (self);
}

static Head *
get_head (DwFrameLog *self, guint index)
{
  return &self->heads[(self->first + index) % DW_FRAME_LOG_LENGTH];
}

static void
drop_first (DwFrameLog *self)
{
  gsize length = get_head (self, 0)->length;

  self->first = (self->first + 1) % DW_FRAME_LOG_LENGTH;
  self->count--;
  self->start = (self->start + length) % self->size;
  self->used -= length;
}

/* Bytes at a distance from the oldest one, round the end of the ring. */
static void
copy_out (DwFrameLog *self, gsize distance, guint8 *to, gsize length)
{
  gsize from = self->size > 0 ? (self->start + distance) % self->size : 0;
  gsize head = MIN (length, self->size - from);

  if (head > 0)
    memcpy (to, self->bytes + from, head);
  if (length > head)
    memcpy (to + head, self->bytes, length - head);
}

static void
copy_in (DwFrameLog *self, const guint8 *bytes, gsize length)
{
  gsize to = (self->start + self->used) % self->size;
  gsize head = MIN (length, self->size - to);

  memcpy (self->bytes + to, bytes, head);
  if (length > head)
    memcpy (self->bytes, bytes + head, length - head);
  self->used += length;
}

static void
grow (DwFrameLog *self)
{
  gsize size = self->size == 0 ? BYTES_FIRST : self->size * 2;
  guint8 *bytes = g_malloc (size);

  copy_out (self, 0, bytes, self->used);
  g_free (self->bytes);
  self->bytes = bytes;
  self->size = size;
  self->start = 0;
}

void
dw_frame_log_add (DwFrameLog *self, gint64 time_ms, DwFrameKind kind, DwProtoError why, const guint8 *bytes, gsize length)
{
  length = MIN (length, DW_MODBUS_FRAME_MAX);
  g_mutex_lock (&self->mutex);
  if (self->count == DW_FRAME_LOG_LENGTH)
    drop_first (self);
  while (self->size == 0 || self->used + length > self->size)
    grow (self);
  if (length > 0)
    copy_in (self, bytes, length);
  *get_head (self, self->count++) = (Head){ time_ms, (guint16)length, (guint8)kind, (guint8)why };
  g_mutex_unlock (&self->mutex);
}

static const char *
get_function_text (guint8 function)
{
  static const char *const texts[] = {
    [DW_MODBUS_READ_COILS] = N_ ("read coils"),
    [DW_MODBUS_READ_DISCRETE] = N_ ("read discrete inputs"),
    [DW_MODBUS_READ_HOLDING] = N_ ("read holding"),
    [DW_MODBUS_READ_INPUT] = N_ ("read input"),
    [DW_MODBUS_WRITE_COIL] = N_ ("write coil"),
    [DW_MODBUS_WRITE_REGISTER] = N_ ("write register"),
    [DW_MODBUS_WRITE_COILS] = N_ ("write coils"),
    [DW_MODBUS_WRITE_REGISTERS] = N_ ("write registers"),
  };

  return function < G_N_ELEMENTS (texts) && texts[function] != NULL ? _ (texts[function]) : _ ("other function");
}

static char *
describe_request (DwFrameLog *self, const guint8 *bytes, gsize length)
{
  DwModbusRequest request = { 0 };
  guint16 transaction = 0;
  gsize used = 0;

  if (!dw_modbus_frame_take_request (self->framing, bytes, length, &request, &transaction, &used, NULL))
    return g_strdup (_ ("request"));
  /* TRANSLATORS: a Modbus request: what, first register (hexadecimal) + how many, address of the device. */
  return g_strdup_printf (_ ("%s %04XH+%u, unit %u"), get_function_text (request.function), request.address, request.count, request.unit);
}

static char *
describe_reply (DwFrameLog *self, const guint8 *bytes, gsize length)
{
  DwModbusReply reply = { 0 };
  gsize offset = 0;

  if (!dw_modbus_frame_decode_reply (self->framing, bytes, length, NULL, &reply, &offset, NULL))
    return g_strdup (_ ("reply"));
  if (reply.exception != 0)
    return g_strdup_printf (_ ("exception %u (%s), unit %u"), reply.exception, dw_modbus_exception_text (reply.exception), reply.unit);
  return g_strdup_printf (_ ("reply to %s, %u values, unit %u"), get_function_text (reply.function), reply.count, reply.unit);
}

static char *
describe_dropped (DwProtoError why)
{
  switch (why)
    {
    case DW_PROTO_ERROR_CHECKSUM:
      return g_strdup (_ ("dropped: wrong checksum"));
    case DW_PROTO_ERROR_LENGTH:
    case DW_PROTO_ERROR_TRUNCATED:
      return g_strdup (_ ("dropped: impossible length"));
    case DW_PROTO_ERROR_MISMATCH:
      return g_strdup (_ ("dropped: not the answer to the request"));
    case DW_PROTO_ERROR_ARGUMENT:
    case DW_PROTO_ERROR_EXCEPTION:
    case DW_PROTO_ERROR_VALUE:
    default:
      return g_strdup (_ ("dropped: not understood"));
    }
}

static DwFrameLine *
make_line (DwFrameLog *self, const Head *head, const guint8 *bytes)
{
  DwFrameLine *line = g_new0 (DwFrameLine, 1);

  line->time_ms = head->time_ms;
  line->sent = head->kind == DW_FRAME_SENT;
  line->hex = dw_text_hex (bytes, head->length);
  if (head->kind == DW_FRAME_SENT)
    line->text = describe_request (self, bytes, head->length);
  else if (head->kind == DW_FRAME_REPLY)
    line->text = describe_reply (self, bytes, head->length);
  else if (head->kind == DW_FRAME_LATE)
    line->text = g_strdup (_ ("dropped: came after the time-out"));
  else
    line->text = describe_dropped (head->why);
  return line;
}

GPtrArray *
dw_frame_log_list (DwFrameLog *self)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_frame_line_free);
  gsize distance = 0;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->count; i++)
    {
      const Head *head = get_head (self, i);
      /* Of exactly the frame's size, so that a decoder that reads too far is found by the sanitizer. */
      g_autofree guint8 *bytes = g_malloc (MAX (1, head->length));

      copy_out (self, distance, bytes, head->length);
      distance += head->length;
      g_ptr_array_add (lines, make_line (self, head, bytes));
    }
  g_mutex_unlock (&self->mutex);
  return lines;
}

void
dw_frame_line_free (DwFrameLine *self)
{
  if (self == NULL)
    return;
  g_free (self->hex);
  g_free (self->text);
  g_free (self);
}
