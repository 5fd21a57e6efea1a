// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the record of one report, in the journal and in the tail of its hour. Version 1 (the schema of the file carries the number).
//
//   record = kind (1 byte), device (varint), then
//            kind 0 row                 hour, layout, length (varints), body
//            kind 1 row, begins a tail  hour, layout, length, body
//            kind 2 sealed              hour, number of the seal
//            kind 3 row of the hour and layout of the device's row before   length, body
//   body   = time − time of the row before (signed varint; the first: since the begin of the hour),
//            form (1 byte): 0 every column is there and good · 1 qualities follow, two a byte, the lower half first
//            number − the column's number before (signed varint) of each column that has one
//
// A frame of the journal is the records of one append. A tail keeps the bodies alone, each behind its length. Numbers begin at 0 with the tail, so a tail can be read from its first record on and from nowhere else:
// a row whose tail did not begin in the journal belongs to an hour that was sealed, and is passed over.

#include "dw-history-record.h"

#include <math.h>

#include "dw-history-chunk.h"

#define FORM_ALL_GOOD 0
#define FORM_QUALITIES 1

#define KIND_ROW 0
#define KIND_FIRST_ROW 1
#define KIND_SEALED 2
#define KIND_SAME_ROW 3

DwHistoryTail *
dw_history_tail_new (DwHistoryLayout *layout, gint64 hour)
{
  DwHistoryTail *self = g_new0 (DwHistoryTail, 1);

  self->layout = dw_history_layout_ref (layout);
  self->device_id = layout->device_id;
  self->hour = hour;
  self->records = g_byte_array_new ();
  self->last_ms = hour * DW_HISTORY_HOUR_MS;
  self->numbers = g_new0 (gint64, layout->n_columns);
  return self;
}

void
dw_history_tail_free (DwHistoryTail *self)
{
  if (self == NULL)
    return;
  dw_history_layout_unref (self->layout);
  g_byte_array_unref (self->records);
  g_free (self->numbers);
  g_free (self);
}

/* --- adding --- */

/* Scaled and rounded to the column's digits; a value beyond every counter is a sensor that fails. */
static inline guint8
scale_value (const struct DwReportValue *value, double factor, gint64 *number)
{
  double scaled;

  if (!dw_history_quality_has_number (value->quality))
    return value->quality;
  scaled = value->value * factor;
  if (!(fabs (scaled) <= (double)DW_HISTORY_MAX_NUMBER))
    return DW_QUALITY_SENSOR_FAULT;
  *number = (gint64)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  return value->quality;
}

/* Into plain memory: at most 10 bytes a number. */
static inline guint8 *
write_signed (guint8 *at, gint64 value)
{
  guint64 rest = dw_zigzag (value);

  while (rest >= 0x80)
    {
      *at++ = (guint8)(rest | 0x80);
      rest >>= 7;
    }
  *at++ = (guint8)rest;
  return at;
}

static guint8 *
write_qualities (guint8 *at, const guint8 *qualities, guint n)
{
  for (guint i = 0; i < n; i += 2)
    *at++ = (guint8)(qualities[i] | (i + 1 < n ? qualities[i + 1] << 4 : 0));
  return at;
}

static guint8 *
write_body (DwHistoryTail *self, const DwReport *report, guint8 *at)
{
  guint n = self->layout->n_columns;
  guint8 qualities[DW_HISTORY_MAX_COLUMNS];
  gint64 numbers[DW_HISTORY_MAX_COLUMNS];
  gboolean all_good = TRUE;

  for (guint i = 0; i < n; i++)
    {
      qualities[i] = i < report->n_values ? scale_value (&report->values[i], self->layout->factors[i], &numbers[i]) : DW_QUALITY_NONE;
      all_good &= qualities[i] == DW_QUALITY_GOOD;
    }
  at = write_signed (at, report->time_ms - self->last_ms);
  *at++ = all_good ? FORM_ALL_GOOD : FORM_QUALITIES;
  if (!all_good)
    at = write_qualities (at, qualities, n);
  for (guint i = 0; i < n; i++)
    if (dw_history_quality_has_number (qualities[i]))
      {
        at = write_signed (at, numbers[i] - self->numbers[i]);
        self->numbers[i] = numbers[i];
      }
  self->last_ms = report->time_ms;
  return at;
}

static void
put_record (const DwHistoryTail *self, guint8 kind, GByteArray *journal, const guint8 *body, gsize length)
{
  g_byte_array_append (journal, &kind, 1);
  dw_varint_put (journal, (guint64)self->device_id);
  if (kind != KIND_SAME_ROW)
    {
      dw_varint_put (journal, (guint64)self->hour);
      dw_varint_put (journal, (guint64)self->layout->id);
    }
  dw_varint_put (journal, length);
  g_byte_array_append (journal, body, (guint)length);
}

void
dw_history_tail_add (DwHistoryTail *self, const DwReport *report, gboolean same, GByteArray *journal)
{
  guint8 body[11 + DW_HISTORY_MAX_COLUMNS / 2 + 1 + 10 * DW_HISTORY_MAX_COLUMNS];
  gsize length = (gsize)(write_body (self, report, body) - body);
  guint8 kind = same ? KIND_SAME_ROW : KIND_ROW;

  put_record (self, self->n_rows == 0 ? KIND_FIRST_ROW : kind, journal, body, length);
  dw_varint_put (self->records, length);
  g_byte_array_append (self->records, body, (guint)length);
  self->n_rows++;
}

void
dw_history_tail_put_records (const DwHistoryTail *self, GByteArray *journal)
{
  DwByteReader reader = { self->records->data, self->records->len, 0, FALSE };
  guint8 kind = KIND_FIRST_ROW;

  while (reader.position < reader.length)
    {
      DwByteReader body = dw_bytes_take (&reader, dw_varint_get (&reader));

      put_record (self, kind, journal, body.data, body.length);
      kind = KIND_SAME_ROW;
    }
}

/* --- reading --- */

typedef struct
{
  gint64 time_ms;
  gboolean all_good;
  guint8 qualities[DW_HISTORY_MAX_COLUMNS]; /* unless all are good */
} Row;

static void
read_qualities (DwByteReader *body, guint8 *qualities, guint n)
{
  for (guint i = 0; i < n; i += 2)
    {
      guint8 pair = dw_byte_get (body);

      qualities[i] = pair & 0x0f;
      if (i + 1 < n)
        qualities[i + 1] = pair >> 4;
    }
  for (guint i = 0; i < n; i++)
    body->bad |= qualities[i] > DW_QUALITY_ESTIMATED;
}

static inline gint64
add_difference (gint64 number, DwByteReader *body)
{
  return (gint64)((guint64)number + (guint64)dw_varint_get_signed (body));
}

/* numbers: what was before, becomes what is now. */
static gboolean
read_body (DwByteReader *body, guint n_columns, gint64 last_ms, Row *row, gint64 *numbers)
{
  guint8 form;

  row->time_ms = add_difference (last_ms, body);
  form = dw_byte_get (body);
  row->all_good = form == FORM_ALL_GOOD;
  if (form == FORM_QUALITIES)
    read_qualities (body, row->qualities, n_columns);
  body->bad |= form > FORM_QUALITIES;
  for (guint i = 0; i < n_columns && !body->bad; i++)
    if (row->all_good || dw_history_quality_has_number (row->qualities[i]))
      numbers[i] = add_difference (numbers[i], body);
  return !body->bad;
}

/* Straight into the columns. The qualities of rows that are all good stand there already. */
static void
put_row (DwHistoryBlock *block, guint at, const Row *row, const gint64 *numbers)
{
  guint n_columns = block->layout->n_columns;
  gint64 *into = block->numbers + at;

  block->times_ms[at] = row->time_ms;
  for (guint i = 0; i < n_columns; i++, into += block->capacity)
    *into = numbers[i];
  if (row->all_good)
    return;
  for (guint i = 0; i < n_columns; i++)
    dw_history_block_qualities (block, i)[at] = row->qualities[i];
}

DwHistoryBlock *
dw_history_tail_unpack (const DwHistoryTail *self, DwHistoryBlock *spare)
{
  DwHistoryBlock *block = dw_history_block_renew (spare, self->layout, self->n_rows);
  DwByteReader reader = { self->records->data, self->records->len, 0, FALSE };
  gint64 last_ms = self->hour * DW_HISTORY_HOUR_MS;
  gint64 numbers[DW_HISTORY_MAX_COLUMNS] = { 0 };
  Row row;

  memset (block->qualities, DW_QUALITY_GOOD, (gsize)block->capacity * self->layout->n_columns);
  while (reader.position < reader.length && block->n_rows < block->capacity)
    {
      DwByteReader body = dw_bytes_take (&reader, dw_varint_get (&reader));

      if (!read_body (&body, self->layout->n_columns, last_ms, &row, numbers))
        break;
      put_row (block, block->n_rows++, &row, numbers);
      last_ms = row.time_ms;
    }
  dw_history_block_settle (block);
  return block;
}

/* Each varint ends with a byte below 0x80: eight bytes are looked at in one step. */
static inline void
skip_varints (DwByteReader *reader, guint n)
{
  const guint64 tops = G_GUINT64_CONSTANT (0x8080808080808080);
  guint64 word;

  while (n > 0 && reader->position + 8 <= reader->length)
    {
      guint ends;

      memcpy (&word, reader->data + reader->position, 8);
      ends = (guint)__builtin_popcountll (~word & tops);
      if (ends > n)
        break;
      if (ends == n)
        {
          /* Up to behind the last end, which need not be the last byte. */
          reader->position += 8 - (guint)__builtin_clzll (~word & tops) / 8;
          return;
        }
      reader->position += 8;
      n -= ends;
    }
  while (n > 0 && !reader->bad)
    {
      n -= reader->position < reader->length && reader->data[reader->position] < 0x80;
      dw_byte_get (reader);
    }
}

/* How many numbers stand before the column's, and whether it has one. */
static guint
count_numbers_before (const Row *row, guint column, gboolean *has_number)
{
  guint n = 0;

  if (row->all_good)
    {
      *has_number = TRUE;
      return column;
    }
  for (guint i = 0; i < column; i++)
    n += dw_history_quality_has_number (row->qualities[i]);
  *has_number = dw_history_quality_has_number (row->qualities[column]);
  return n;
}

static gboolean
read_column_of_body (DwByteReader *body, guint n_columns, guint column, gint64 last_ms, Row *row, gint64 *number)
{
  gboolean has_number;
  guint8 form;
  guint n;

  row->time_ms = add_difference (last_ms, body);
  form = dw_byte_get (body);
  row->all_good = form == FORM_ALL_GOOD;
  if (!row->all_good)
    read_qualities (body, row->qualities, n_columns);
  n = count_numbers_before (row, column, &has_number);
  if (!has_number)
    return !body->bad;
  skip_varints (body, n);
  *number = add_difference (*number, body);
  return !body->bad;
}

gboolean
dw_history_tail_take_column (const DwHistoryTail *self, guint column, DwHistoryRun *run)
{
  DwByteReader reader = { self->records->data, self->records->len, 0, FALSE };
  gint64 last_ms = self->hour * DW_HISTORY_HOUR_MS, number = 0;
  gboolean first = TRUE;
  Row row;

  dw_history_run_reserve (run, self->n_rows);
  for (run->n = 0; reader.position < reader.length;)
    {
      DwByteReader body = dw_bytes_take (&reader, dw_varint_get (&reader));
      guint8 quality;

      if (!read_column_of_body (&body, self->layout->n_columns, column, last_ms, &row, &number) || (row.time_ms <= last_ms && !first))
        return FALSE;
      first = FALSE;
      last_ms = row.time_ms;
      quality = row.all_good ? DW_QUALITY_GOOD : row.qualities[column];
      if (quality == DW_QUALITY_NONE)
        continue;
      run->times_ms[run->n] = row.time_ms;
      run->numbers[run->n] = dw_history_quality_has_number (quality) ? number : 0;
      run->qualities[run->n++] = quality;
    }
  dw_history_run_describe (run, &self->layout->columns[column], 0);
  return TRUE;
}

gboolean
dw_history_record_next (DwByteReader *reader, DwHistoryRecord *record)
{
  guint8 kind;

  if (reader->bad || reader->position >= reader->length)
    return FALSE;
  kind = dw_byte_get (reader);
  *record = (DwHistoryRecord){ .kind = kind == KIND_SEALED ? DW_RECORD_SEALED : DW_RECORD_ROW, .first = kind == KIND_FIRST_ROW, .same = kind == KIND_SAME_ROW };
  record->device_id = (gint64)(dw_varint_get (reader) & G_MAXINT64);
  reader->bad |= kind > KIND_SAME_ROW;
  if (kind != KIND_SAME_ROW)
    record->hour = (gint64)(dw_varint_get (reader) & G_MAXINT32);
  if (kind == KIND_SEALED)
    record->seals = (gint64)(dw_varint_get (reader) & G_MAXINT64);
  if (kind == KIND_SEALED || reader->bad)
    return !reader->bad;
  if (kind != KIND_SAME_ROW)
    record->layout_id = (gint64)(dw_varint_get (reader) & G_MAXINT64);
  record->body = dw_bytes_take (reader, dw_varint_get (reader));
  return !reader->bad;
}

gboolean
dw_history_tail_restore (DwHistoryTail *self, const DwHistoryRecord *record)
{
  DwByteReader body = record->body;
  gint64 numbers[DW_HISTORY_MAX_COLUMNS];
  Row row;

  memcpy (numbers, self->numbers, self->layout->n_columns * sizeof *numbers);
  if (!read_body (&body, self->layout->n_columns, self->last_ms, &row, numbers) || body.position != body.length || row.time_ms < self->hour * DW_HISTORY_HOUR_MS ||
      row.time_ms >= (self->hour + 1) * DW_HISTORY_HOUR_MS)
    return FALSE;
  for (guint i = 0; i < self->layout->n_columns; i++)
    if (numbers[i] > DW_HISTORY_MAX_NUMBER || numbers[i] < -DW_HISTORY_MAX_NUMBER)
      return FALSE;
  memcpy (self->numbers, numbers, self->layout->n_columns * sizeof *numbers);
  self->last_ms = row.time_ms;
  dw_varint_put (self->records, record->body.length);
  g_byte_array_append (self->records, record->body.data, (guint)record->body.length);
  self->n_rows++;
  return TRUE;
}

void
dw_history_record_put_sealed (GByteArray *journal, gint64 device_id, gint64 hour, gint64 seals)
{
  guint8 kind = KIND_SEALED;

  g_byte_array_append (journal, &kind, 1);
  dw_varint_put (journal, (guint64)device_id);
  dw_varint_put (journal, (guint64)hour);
  dw_varint_put (journal, (guint64)seals);
}
