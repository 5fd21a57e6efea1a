// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-lines.h"

#include <string.h>

#define CHUNK_BYTES (1 << 17)

struct _DwHistoryLines
{
  GInputStream *stream;
  char *buffer; /* one byte longer than size, for the end of a last line without a line end */
  gsize size;
  gsize begin, end; /* what is not returned yet */
  guint64 n_bytes;
  gboolean is_over;
};

DwHistoryLines *
dw_history_lines_new (GInputStream *stream)
{
  DwHistoryLines *self = g_new0 (DwHistoryLines, 1);

  self->stream = g_object_ref (stream);
  self->size = CHUNK_BYTES;
  self->buffer = g_malloc (self->size + 1);
  return self;
}

void
dw_history_lines_free (DwHistoryLines *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->stream);
  g_free (self->buffer);
  g_free (self);
}

/* A line longer than the buffer makes it grow. */
static void
make_room (DwHistoryLines *self)
{
  memmove (self->buffer, self->buffer + self->begin, self->end - self->begin);
  self->end -= self->begin;
  self->begin = 0;
  if (self->size - self->end >= CHUNK_BYTES / 2)
    return;
  self->size *= 2;
  self->buffer = g_realloc (self->buffer, self->size + 1);
}

static gboolean
fill (DwHistoryLines *self, GCancellable *cancellable, GError **error)
{
  gssize n;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  make_room (self);
  n = g_input_stream_read (self->stream, self->buffer + self->end, self->size - self->end, cancellable, error);
  if (n < 0)
    return FALSE;
  self->end += (gsize)n;
  self->is_over = n == 0;
  return TRUE;
}

static char *
take (DwHistoryLines *self, char *end, gsize length)
{
  char *line = self->buffer + self->begin;

  *end = '\0';
  self->begin += length;
  self->n_bytes += length;
  return line;
}

char *
dw_history_lines_next (DwHistoryLines *self, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      gsize n = self->end - self->begin;
      char *newline = memchr (self->buffer + self->begin, '\n', n);

      if (newline != NULL)
        return take (self, newline, (gsize)(newline + 1 - (self->buffer + self->begin)));
      if (self->is_over)
        return n > 0 ? take (self, self->buffer + self->end, n) : NULL;
      if (!fill (self, cancellable, error))
        return NULL;
    }
}

guint64
dw_history_lines_get_bytes (DwHistoryLines *self)
{
  return self->n_bytes;
}
