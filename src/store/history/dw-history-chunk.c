// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the chunk, versions 1 and 2. All that one device said in one hour, column after column, so that one column can be read without the others.
//
//   ┌────┬─┬───────────┬──────────┬─────┬──────────┬─────┬──────────┬─────┬ …
//   │"DC"│v│head length│   head   │CRC32│ column 1 │CRC32│ column 2 │CRC32│
//   └────┴─┴───────────┴──────────┴─────┴──────────┴─────┴──────────┴─────┴ …
//
//   head     = layout, hour, rows, columns, samples, classes (varints), class …, times (run), length of column 1, length of column 2, …
//   class    = kind (1 byte) · first weight in ms (unless kind 0) · when kind is 2: number of runs, length of each (absent, present, absent, …)
//              kind 0 nothing · 1 every row · 2 the rows of the runs that say present
//              version 2, unless kind 0: number of stretches, { length, period in ms } …   of the present samples; no stretch: the period of the layout
//   column   = class (varint), number of quality runs (varint), { quality (1 byte), length (varint) } …, values (bits to the end)
//              no quality run: all present samples are good
//   run      = length in bytes (varint), then as in dw-history-codec.c
//   times    = ms since the begin of the hour
//   values   = scaled whole numbers of the present samples that have one (not of sensor faults), as in dw-history-codec.c
//   CRC32    = of the bytes since the CRC before (little endian, as in zlib)
//
// Columns that are asked for together are present in the same rows: they share a class. A column's first sample stands for the time since the sample before it, which lies in
// an earlier hour: the first weight keeps it, so that a chunk can be judged alone. Version 2 is written when the samples of a column have different periods (polled, and filled in
// from elsewhere; asked more often from then on) and never else. A reader of a later version must still read these; another meaning needs another number.

#include "dw-history-chunk-private.h"

#include <glib/gi18n-lib.h>

#include "dw-history-codec.h"
#include "dw-store-error.h"

#define MAX_ROWS (1024 * 1024)

/* The head, taken apart: classes, times and lengths are read from it as they are needed. */
typedef struct
{
  DwHistoryChunkHead facts;
  DwByteReader head; /* behind the facts: classes … */
  DwByteReader body; /* the columns */
  guint n_classes;
  guint8 version;
} Opened;

static gboolean
complain (const char *what, GError **error)
{
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("A chunk of the history is damaged: %s"), what);
  return FALSE;
}

static gboolean
open_chunk (const guint8 *bytes, gsize length, Opened *opened, GError **error)
{
  DwByteReader reader = { bytes, length, 3, FALSE };
  guint64 layout, hour, n_rows, n_columns, n_samples, n_classes;

  if (length < 3 || memcmp (bytes, DW_CHUNK_MAGIC, 2) != 0)
    return complain (_ ("it does not begin as one"), error);
  if (bytes[2] < DW_CHUNK_VERSION || bytes[2] > DW_CHUNK_VERSION_PERIODS)
    return complain (_ ("its version is unknown"), error);
  opened->head = dw_history_take_checked (&reader, dw_varint_get (&reader));
  layout = dw_varint_get (&opened->head);
  hour = dw_varint_get (&opened->head);
  n_rows = dw_varint_get (&opened->head);
  n_columns = dw_varint_get (&opened->head);
  n_samples = dw_varint_get (&opened->head);
  n_classes = dw_varint_get (&opened->head);
  if (reader.bad || opened->head.bad)
    return complain (_ ("its head does not agree with the checksum"), error);
  if (layout > G_MAXINT64 || hour > G_MAXINT32 || n_rows == 0 || n_rows > MAX_ROWS || n_columns == 0 || n_columns > DW_HISTORY_MAX_COLUMNS || n_rows * n_columns > DW_HISTORY_MAX_CELLS ||
      n_samples > n_rows * n_columns || n_classes == 0 || n_classes > n_columns)
    return complain (_ ("its head makes no sense"), error);
  opened->facts = (DwHistoryChunkHead){ (gint64)layout, (gint64)hour, (guint)n_rows, (guint)n_columns, (gint64)n_samples };
  opened->n_classes = (guint)n_classes;
  opened->version = bytes[2];
  opened->body = dw_bytes_take (&reader, length - reader.position);
  return TRUE;
}

gboolean
dw_history_chunk_peek (const guint8 *bytes, gsize length, DwHistoryChunkHead *head, GError **error)
{
  Opened opened;

  if (!open_chunk (bytes, length, &opened, error))
    return FALSE;
  *head = opened.facts;
  return TRUE;
}

/* Which rows a class has, and their periods; the readers stand at the runs. */
typedef struct
{
  DwChunkClassKind kind;
  gint64 first_weight_ms;
  DwByteReader runs, periods;
  guint n_runs, n_periods;
} PresenceClass;

static guint
skip_varints (DwByteReader *head, guint64 n)
{
  for (guint64 i = 0; i < n && !head->bad; i++)
    dw_varint_get (head);
  return (guint)MIN (n, G_MAXUINT);
}

static void
read_class (DwByteReader *head, guint8 version, PresenceClass *class)
{
  guint64 weight_ms, n_runs = 0, n_periods = 0;

  class->kind = dw_byte_get (head);
  weight_ms = class->kind != DW_CHUNK_CLASS_NONE ? dw_varint_get (head) : 0;
  class->first_weight_ms = (gint64)MIN (weight_ms, G_MAXINT64);
  head->bad |= class->kind > DW_CHUNK_CLASS_RUNS;
  if (class->kind == DW_CHUNK_CLASS_RUNS)
    n_runs = dw_varint_get (head);
  class->runs = *head;
  class->n_runs = skip_varints (head, n_runs);
  if (version >= DW_CHUNK_VERSION_PERIODS && class->kind != DW_CHUNK_CLASS_NONE)
    n_periods = dw_varint_get (head);
  class->periods = *head;
  class->n_periods = skip_varints (head, MIN (n_periods, G_MAXUINT) * 2) / 2;
}

/* Puts the rows into places; returns how many, G_MAXUINT when they do not add up to n_rows. */
static guint
list_rows (const PresenceClass *class, guint n_rows, guint *rows)
{
  DwByteReader runs = class->runs;
  guint row = 0, n = 0;

  if (class->kind == DW_CHUNK_CLASS_NONE)
    return 0;
  if (class->kind == DW_CHUNK_CLASS_ALL)
    {
      for (; row < n_rows; row++)
        rows[row] = row;
      return n_rows;
    }
  for (guint i = 0; i < class->n_runs; i++)
    {
      guint64 length = dw_varint_get (&runs);

      if (length > n_rows - row)
        return G_MAXUINT;
      for (guint end = row + (guint)length; row < end; row++)
        if (i % 2 == 1)
          rows[n++] = row;
    }
  return row == n_rows ? n : G_MAXUINT;
}

/* One for each of the n samples. FALSE when the stretches are not made for so many, one is empty, or a period is none. */
static gboolean
list_periods (const PresenceClass *class, guint n, int *periods_ms)
{
  DwByteReader periods = class->periods;
  guint at = 0;

  for (guint i = 0; i < class->n_periods; i++)
    {
      guint64 length = dw_varint_get (&periods), period_ms = dw_varint_get (&periods);

      if (length == 0 || length > n - at || period_ms > G_MAXINT)
        return FALSE;
      for (guint end = at + (guint)length; at < end; at++)
        periods_ms[at] = (int)period_ms;
    }
  return at == n;
}

static gboolean
times_make_sense (const gint64 *times_ms, guint n)
{
  for (guint i = 0; i < n; i++)
    if (times_ms[i] < 0 || times_ms[i] >= DW_HISTORY_HOUR_MS || (i > 0 && times_ms[i] <= times_ms[i - 1]))
      return FALSE;
  return TRUE;
}

static gboolean
read_times (Opened *opened, gint64 *times_ms, GError **error)
{
  guint n_rows = opened->facts.n_rows;

  if (!dw_history_take_run (&opened->head, times_ms, n_rows) || !times_make_sense (times_ms, n_rows))
    return complain (_ ("its times make no sense"), error);
  for (guint row = 0; row < n_rows; row++)
    times_ms[row] += opened->facts.hour * DW_HISTORY_HOUR_MS;
  return TRUE;
}

static gboolean
read_qualities (DwByteReader *part, guint8 *qualities, guint n)
{
  guint64 n_runs = dw_varint_get (part);
  guint at = 0;

  if (n_runs == 0)
    {
      memset (qualities, DW_QUALITY_GOOD, n);
      return !part->bad;
    }
  for (guint64 i = 0; i < n_runs && !part->bad; i++)
    {
      guint8 quality = dw_byte_get (part);
      guint64 length = dw_varint_get (part);

      if (quality == DW_QUALITY_NONE || quality > DW_QUALITY_ESTIMATED || length > n - at)
        return FALSE;
      memset (qualities + at, quality, length);
      at += (guint)length;
    }
  return !part->bad && at == n;
}

/* Numbers stand densely at the begin: each moves to its sample, from the end. */
static void
spread_numbers (DwHistoryRun *run, guint n_numbers)
{
  for (guint i = run->n; n_numbers < i; i--)
    run->numbers[i - 1] = dw_history_quality_has_number (run->qualities[i - 1]) ? run->numbers[--n_numbers] : 0;
}

static gboolean
numbers_make_sense (const gint64 *numbers, guint n)
{
  gboolean fine = TRUE;

  for (guint i = 0; i < n; i++)
    fine &= numbers[i] <= DW_HISTORY_MAX_NUMBER && numbers[i] >= -DW_HISTORY_MAX_NUMBER;
  return fine;
}

static gboolean
read_column (DwByteReader *part, DwHistoryRun *run)
{
  guint n_numbers = 0;

  if (!read_qualities (part, run->qualities, run->n))
    return FALSE;
  for (guint i = 0; i < run->n; i++)
    n_numbers += dw_history_quality_has_number (run->qualities[i]);
  if (!dw_history_codec_decode (part, run->numbers, n_numbers) || !numbers_make_sense (run->numbers, n_numbers))
    return FALSE;
  spread_numbers (run, n_numbers);
  return TRUE;
}

/* The samples of the run are those of the class. */
static gboolean
describe_run (DwHistoryRun *run, const DwHistoryLayout *layout, guint column, const PresenceClass *class)
{
  g_autofree int *periods_ms = NULL;

  dw_history_run_describe (run, &layout->columns[column], class->first_weight_ms);
  if (class->n_periods == 0)
    return TRUE;
  periods_ms = g_new (int, MAX (run->n, 1));
  if (!list_periods (class, run->n, periods_ms))
    return FALSE;
  dw_history_run_set_periods (run, g_steal_pointer (&periods_ms));
  return TRUE;
}

/* Everything in front of the columns: classes and times. classes has room for n_columns. */
static gboolean
read_front (Opened *opened, const DwHistoryLayout *layout, PresenceClass *classes, gint64 *times_ms, GError **error)
{
  if (layout->n_columns != opened->facts.n_columns)
    return complain (_ ("its layout has other columns"), error);
  for (guint i = 0; i < opened->n_classes; i++)
    read_class (&opened->head, opened->version, &classes[i]);
  if (opened->head.bad)
    return complain (_ ("its head makes no sense"), error);
  return read_times (opened, times_ms, error);
}

/* The class of the column's part, or NULL; the part stands behind it. */
static const PresenceClass *
find_class (DwByteReader *part, const PresenceClass *classes, guint n_classes)
{
  guint64 class = dw_varint_get (part);

  return part->bad || class >= n_classes ? NULL : &classes[class];
}

static gboolean
complain_periods (const DwHistoryLayout *layout, guint column, GError **error)
{
  g_autofree char *what = g_strdup_printf (_ ("the periods of column “%s” make no sense"), layout->columns[column].name);

  return complain (what, error);
}

static gboolean
complain_column (const DwHistoryLayout *layout, guint column, GError **error)
{
  g_autofree char *what = g_strdup_printf (_ ("column “%s” cannot be read"), layout->columns[column].name);

  return complain (what, error);
}

gboolean
dw_history_chunk_decode_column (const guint8 *bytes, gsize length, const DwHistoryLayout *layout, guint column, DwHistoryRun *run, GError **error)
{
  PresenceClass classes[DW_HISTORY_MAX_COLUMNS];
  g_autofree guint *rows = NULL;
  const PresenceClass *class;
  DwByteReader part = { 0 };
  Opened opened;

  if (!open_chunk (bytes, length, &opened, error))
    return FALSE;
  dw_history_run_reserve (run, opened.facts.n_rows);
  if (!read_front (&opened, layout, classes, run->times_ms, error))
    return FALSE;
  for (guint i = 0; i < column; i++)
    dw_bytes_take (&opened.body, dw_varint_get (&opened.head) + DW_HISTORY_CRC_BYTES);
  part = dw_history_take_checked (&opened.body, dw_varint_get (&opened.head));
  class = find_class (&part, classes, opened.n_classes);
  if (class == NULL)
    return complain_column (layout, column, error);
  run->n = opened.facts.n_rows;
  if (class->kind != DW_CHUNK_CLASS_ALL)
    {
      rows = g_new (guint, opened.facts.n_rows);
      run->n = list_rows (class, opened.facts.n_rows, rows);
      if (run->n == G_MAXUINT)
        return complain_column (layout, column, error);
      for (guint i = 0; i < run->n; i++)
        run->times_ms[i] = run->times_ms[rows[i]];
    }
  if (!describe_run (run, layout, column, class))
    return complain_periods (layout, column, error);
  return read_column (&part, run) || complain_column (layout, column, error);
}

/* rows: of the run's samples. */
static void
fill_periods (DwHistoryBlock *block, guint column, const DwHistoryRun *run, const guint *rows)
{
  int *periods_ms;

  if (block->periods_ms == NULL)
    return;
  periods_ms = block->periods_ms + (gsize)column * block->capacity;
  for (guint i = 0; i < run->n; i++)
    periods_ms[rows[i]] = run->periods_ms != NULL ? run->periods_ms[i] : run->period_ms;
}

static gboolean
fill_column (DwHistoryBlock *block, guint column, const PresenceClass *class, DwByteReader *part, DwHistoryRun *run, guint *rows, GError **error)
{
  run->n = list_rows (class, block->n_rows, rows);
  if (run->n == G_MAXUINT || !read_column (part, run))
    return complain_column (block->layout, column, error);
  if (!describe_run (run, block->layout, column, class))
    return complain_periods (block->layout, column, error);
  for (guint i = 0; i < run->n; i++)
    {
      dw_history_block_numbers (block, column)[rows[i]] = run->numbers[i];
      dw_history_block_qualities (block, column)[rows[i]] = run->qualities[i];
    }
  fill_periods (block, column, run, rows);
  block->first_weights_ms[column] = class->first_weight_ms;
  return TRUE;
}

static DwHistoryBlock *
new_empty_block (DwHistoryLayout *layout, guint n_rows, guint8 version)
{
  DwHistoryBlock *block = dw_history_block_new (layout, n_rows);

  block->n_rows = n_rows;
  memset (block->numbers, 0, (gsize)block->capacity * layout->n_columns * sizeof *block->numbers);
  memset (block->qualities, DW_QUALITY_NONE, (gsize)block->capacity * layout->n_columns);
  if (version >= DW_CHUNK_VERSION_PERIODS)
    block->periods_ms = g_new0 (int, block->n_cells);
  return block;
}

DwHistoryBlock *
dw_history_chunk_decode (const guint8 *bytes, gsize length, DwHistoryLayout *layout, GError **error)
{
  PresenceClass classes[DW_HISTORY_MAX_COLUMNS];
  g_autoptr (DwHistoryBlock) block = NULL;
  g_autofree guint *rows = NULL;
  g_auto (DwHistoryRun) run = { 0 };
  Opened opened;

  if (!open_chunk (bytes, length, &opened, error))
    return NULL;
  if (layout->n_columns != opened.facts.n_columns)
    {
      complain (_ ("its layout has other columns"), error);
      return NULL;
    }
  block = new_empty_block (layout, opened.facts.n_rows, opened.version);
  if (!read_front (&opened, layout, classes, block->times_ms, error))
    return NULL;
  rows = g_new (guint, opened.facts.n_rows);
  dw_history_run_reserve (&run, opened.facts.n_rows);
  for (guint column = 0; column < layout->n_columns; column++)
    {
      DwByteReader part = dw_history_take_checked (&opened.body, dw_varint_get (&opened.head));
      const PresenceClass *class = find_class (&part, classes, opened.n_classes);

      if (!(class != NULL ? fill_column (block, column, class, &part, &run, rows, error) : complain_column (layout, column, error)))
        return NULL;
    }
  return g_steal_pointer (&block);
}
