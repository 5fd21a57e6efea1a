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

/* Where there are samples; columns of the same presence. */
static gboolean
same_periods (const DwHistoryBlock *block, guint a, guint b)
{
  const guint8 *qualities = dw_history_block_qualities (block, a);
  gboolean differ = dw_history_block_has_periods (block, a);

  if (differ != dw_history_block_has_periods (block, b))
    return FALSE;
  for (guint row = 0; differ && row < block->n_rows; row++)
    if (qualities[row] != DW_QUALITY_NONE && dw_history_block_get_period (block, a, row) != dw_history_block_get_period (block, b, row))
      return FALSE;
  return TRUE;
}

static gboolean
same_class (const DwHistoryBlock *block, guint a, guint b)
{
  return block->first_weights_ms[a] == block->first_weights_ms[b] && same_presence (dw_history_block_qualities (block, a), dw_history_block_qualities (block, b), block->n_rows) &&
         same_periods (block, a, b);
}

/* The first column of each class; class_of[column] is its number. */
static guint
find_classes (const DwHistoryBlock *block, guint *class_of, guint *first_of)
{
  guint n_classes = 0;

  for (guint column = 0; column < block->layout->n_columns; column++)
    {
      guint class = 0;

      while (class < n_classes && !same_class (block, column, first_of[class]))
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

/* The next sample of the column at or behind the row; n_rows = none. */
static guint
find_present (const DwHistoryBlock *block, guint column, guint row)
{
  while (row < block->n_rows && dw_history_block_qualities (block, column)[row] == DW_QUALITY_NONE)
    row++;
  return row;
}

static void
put_periods (GByteArray *out, const DwHistoryBlock *block, guint column)
{
  g_autoptr (GByteArray) runs = g_byte_array_new ();
  guint n_runs = 0, row = dw_history_block_has_periods (block, column) ? find_present (block, column, 0) : block->n_rows;

  while (row < block->n_rows)
    {
      int period_ms = dw_history_block_get_period (block, column, row);
      guint length = 0;

      for (; row < block->n_rows && dw_history_block_get_period (block, column, row) == period_ms; row = find_present (block, column, row + 1))
        length++;
      dw_varint_put (runs, length);
      dw_varint_put (runs, (guint64)period_ms);
      n_runs++;
    }
  dw_varint_put (out, n_runs);
  g_byte_array_append (out, runs->data, runs->len);
}

static void
put_class (GByteArray *out, const DwHistoryBlock *block, guint column, guint8 version)
{
  const guint8 *qualities = dw_history_block_qualities (block, column);
  guint n_rows = block->n_rows, n_present = 0;
  guint8 kind;

  for (guint row = 0; row < n_rows; row++)
    n_present += qualities[row] != DW_QUALITY_NONE;
  kind = n_present == 0 ? DW_CHUNK_CLASS_NONE : n_present == n_rows ? DW_CHUNK_CLASS_ALL
                                                                    : DW_CHUNK_CLASS_RUNS;
  g_byte_array_append (out, &kind, 1);
  if (kind != DW_CHUNK_CLASS_NONE)
    dw_varint_put (out, (guint64)block->first_weights_ms[column]);
  if (kind == DW_CHUNK_CLASS_RUNS)
    put_presence_runs (out, qualities, n_rows);
  if (kind != DW_CHUNK_CLASS_NONE && version >= DW_CHUNK_VERSION_PERIODS)
    put_periods (out, block, column);
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

/* What rows usually are apart. Where periods differ the shortest has most of them. */
static gint64
find_step_ms (const DwHistoryBlock *block)
{
  int step_ms = block->layout->columns[0].period_ms;

  for (guint row = 0; block->periods_ms != NULL && row < block->n_rows; row++)
    if (dw_history_block_qualities (block, 0)[row] != DW_QUALITY_NONE)
      step_ms = MIN (step_ms, dw_history_block_get_period (block, 0, row));
  return MAX (step_ms, 1);
}

static void
put_times (GByteArray *out, const DwHistoryBlock *block, gint64 hour)
{
  g_autofree gint64 *times_ms = g_new (gint64, block->n_rows);

  for (guint row = 0; row < block->n_rows; row++)
    times_ms[row] = block->times_ms[row] - hour * DW_HISTORY_HOUR_MS;
  dw_history_put_run (out, times_ms, block->n_rows, find_step_ms (block));
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

/* Hours of one period are written as they always were. */
static guint8
choose_version (const DwHistoryBlock *block)
{
  for (guint column = 0; column < block->layout->n_columns; column++)
    if (dw_history_block_has_periods (block, column))
      return DW_CHUNK_VERSION_PERIODS;
  return DW_CHUNK_VERSION;
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
  guint8 version = choose_version (block);

  dw_varint_put (head, (guint64)block->layout->id);
  dw_varint_put (head, (guint64)hour);
  dw_varint_put (head, block->n_rows);
  dw_varint_put (head, n_columns);
  dw_varint_put (head, count_samples (block));
  dw_varint_put (head, n_classes);
  for (guint class = 0; class < n_classes; class ++)
    put_class (head, block, first_of[class], version);
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
