// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the writing of chunks; their format stands in dw-history-chunk.c.

#include "dw-history-chunk-private.h"
#include "dw-history-codec.h"

static gboolean
same_presence (const guint8 *a, const guint8 *b, guint n)
{
  if (memcmp (a, b, n) == 0)
    return TRUE;
  for (guint row = 0; row < n; row++)
    if ((a[row] == DW_QUALITY_NONE) != (b[row] == DW_QUALITY_NONE))
      return FALSE;
  return TRUE;
}

/* The first column of each class; class_of[column] is its number. */
static guint
find_classes (const DwHistoryBlock *block, guint *class_of, guint *first_of)
{
  guint n_classes = 0;

  for (guint column = 0; column < block->layout->n_columns; column++)
    {
      guint class = 0;

      while (class < n_classes && (block->first_weights_ms[first_of[class]] != block->first_weights_ms[column] ||
                                   !same_presence (dw_history_block_qualities (block, column), dw_history_block_qualities (block, first_of[class]), block->n_rows)))
        class ++;
      if (class == n_classes)
        first_of[n_classes++] = column;
      class_of[column] = class;
    }
  return n_classes;
}

static void
put_presence_runs (GByteArray *out, const guint8 *qualities, guint n_rows)
{
  g_autoptr (GByteArray) runs = g_byte_array_new ();
  gboolean present = FALSE;
  guint length = 0, n_runs = 0;

  for (guint row = 0; row < n_rows; row++)
    {
      if ((qualities[row] != DW_QUALITY_NONE) == present)
        {
          length++;
          continue;
        }
      dw_varint_put (runs, length);
      n_runs++;
      present = !present;
      length = 1;
    }
  dw_varint_put (runs, length);
  dw_varint_put (out, n_runs + 1);
  g_byte_array_append (out, runs->data, runs->len);
}

static void
put_class (GByteArray *out, const guint8 *qualities, guint n_rows, gint64 first_weight_ms)
{
  guint n_present = 0;
  guint8 kind;

  for (guint row = 0; row < n_rows; row++)
    n_present += qualities[row] != DW_QUALITY_NONE;
  kind = n_present == 0 ? DW_CHUNK_CLASS_NONE : n_present == n_rows ? DW_CHUNK_CLASS_ALL
                                                                    : DW_CHUNK_CLASS_RUNS;
  g_byte_array_append (out, &kind, 1);
  if (kind != DW_CHUNK_CLASS_NONE)
    dw_varint_put (out, (guint64)first_weight_ms);
  if (kind == DW_CHUNK_CLASS_RUNS)
    put_presence_runs (out, qualities, n_rows);
}

static void
put_qualities (GByteArray *out, const DwHistoryRun *run)
{
  g_autoptr (GByteArray) runs = g_byte_array_new ();
  guint n_runs = 0;
  gboolean all_good = TRUE;

  for (guint i = 0; i < run->n;)
    {
      guint8 quality = run->qualities[i];
      guint length = 0;

      while (i < run->n && run->qualities[i] == quality)
        {
          i++;
          length++;
        }
      all_good &= quality == DW_QUALITY_GOOD;
      g_byte_array_append (runs, &quality, 1);
      dw_varint_put (runs, length);
      n_runs++;
    }
  dw_varint_put (out, all_good ? 0 : n_runs);
  if (!all_good)
    g_byte_array_append (out, runs->data, runs->len);
}

/* Leaves the numbers alone, in place. */
static guint
keep_numbers (DwHistoryRun *run)
{
  guint n = 0;

  for (guint i = 0; i < run->n; i++)
    if (dw_history_quality_has_number (run->qualities[i]))
      run->numbers[n++] = run->numbers[i];
  return n;
}

/* A column without holes and doubts is written as it lies. */
static void
encode_good_column (const DwHistoryBlock *block, guint column, guint class, GByteArray *part)
{
  dw_varint_put (part, class);
  dw_varint_put (part, 0);
  dw_history_codec_encode (part, dw_history_block_numbers (block, column), block->n_rows, 0);
}

static void
encode_column (const DwHistoryBlock *block, guint column, guint class, DwHistoryRun *run, GByteArray *part)
{
  g_byte_array_set_size (part, 0);
  if (dw_history_block_is_good (block, column))
    {
      encode_good_column (block, column, class, part);
      return;
    }
  dw_history_run_take (run, block, column);
  dw_varint_put (part, class);
  put_qualities (part, run);
  dw_history_codec_encode (part, run->numbers, keep_numbers (run), 0);
}

static void
put_times (GByteArray *out, const DwHistoryBlock *block, gint64 hour)
{
  g_autofree gint64 *times_ms = g_new (gint64, block->n_rows);
  gint64 step_ms = 1;

  for (guint row = 0; row < block->n_rows; row++)
    times_ms[row] = block->times_ms[row] - hour * DW_HISTORY_HOUR_MS;
  if (block->layout->n_columns > 0 && block->layout->columns[0].period_ms > 0)
    step_ms = block->layout->columns[0].period_ms;
  dw_history_put_run (out, times_ms, block->n_rows, step_ms);
}

static guint64
count_samples (const DwHistoryBlock *block)
{
  guint64 n = 0;

  for (guint column = 0; column < block->layout->n_columns; column++)
    if (dw_history_block_is_good (block, column))
      n += block->n_rows;
    else
      for (guint row = 0; row < block->n_rows; row++)
        n += dw_history_block_qualities (block, column)[row] != DW_QUALITY_NONE;
  return n;
}

GByteArray *
dw_history_chunk_encode (const DwHistoryBlock *block, gint64 hour)
{
  guint n_columns = block->layout->n_columns;
  guint class_of[DW_HISTORY_MAX_COLUMNS], first_of[DW_HISTORY_MAX_COLUMNS];
  guint n_classes = find_classes (block, class_of, first_of);
  g_autoptr (GByteArray) head = g_byte_array_sized_new (256), body = g_byte_array_sized_new (4096), part = g_byte_array_sized_new (512);
  g_auto (DwHistoryRun) run = { 0 };
  GByteArray *chunk = g_byte_array_sized_new (4096);
  guint8 version = DW_CHUNK_VERSION;

  dw_varint_put (head, (guint64)block->layout->id);
  dw_varint_put (head, (guint64)hour);
  dw_varint_put (head, block->n_rows);
  dw_varint_put (head, n_columns);
  dw_varint_put (head, count_samples (block));
  dw_varint_put (head, n_classes);
  for (guint class = 0; class < n_classes; class ++)
    put_class (head, dw_history_block_qualities (block, first_of[class]), block->n_rows, block->first_weights_ms[first_of[class]]);
  put_times (head, block, hour);
  for (guint column = 0; column < n_columns; column++)
    {
      encode_column (block, column, class_of[column], &run, part);
      dw_varint_put (head, part->len);
      dw_history_put_checked (body, part);
    }
  g_byte_array_append (chunk, (const guint8 *)DW_CHUNK_MAGIC, 2);
  g_byte_array_append (chunk, &version, 1);
  dw_varint_put (chunk, head->len);
  dw_history_put_checked (chunk, head);
  g_byte_array_append (chunk, body->data, body->len);
  return chunk;
}
