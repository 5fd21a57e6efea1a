// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-frame.h"
#include "dw-history-record.h"

#include "dw-fuzz.h"
#include "fuzz-history.h"

/* A frame of the journal, put back as at a start: the first byte is the number of columns, the rest are records. What is refused leaves the tail as it was; what was put back
 * can be unpacked, and its rows are in order. The same bytes as a whole file: its frames are within it, each behind the last, each with a larger number. */

#define COLUMNS_MAX 8

static void
check_unpacked (const DwHistoryTail *tail)
{
  g_autoptr (DwHistoryBlock) block = dw_history_tail_unpack (tail, NULL);

  g_assert_nonnull (block);
  g_assert_cmpuint (block->n_rows, <=, tail->n_rows);
  g_assert_true (tail->n_rows == 0 || block->n_rows > 0);
  for (guint row = 1; row < block->n_rows; row++)
    g_assert_cmpint (block->times_ms[row - 1], <, block->times_ms[row]);
}

/* One column read alone is that column of the rows, as long as they came in order. */
static void
check_column (const DwHistoryTail *tail, guint column)
{
  g_autoptr (DwHistoryBlock) block = dw_history_tail_unpack (tail, NULL);
  g_auto (DwHistoryRun) alone = { 0 }, whole = { 0 };

  if (!dw_history_tail_take_column (tail, column, &alone))
    return;
  dw_history_run_take (&whole, block, column);
  g_assert_cmpuint (alone.n, ==, whole.n);
  for (guint i = 0; i < alone.n; i++)
    {
      g_assert_cmpint (alone.times_ms[i], ==, whole.times_ms[i]);
      g_assert_cmpint (alone.numbers[i], ==, whole.numbers[i]);
      g_assert_cmpuint (alone.qualities[i], ==, whole.qualities[i]);
    }
}

static void
restore (DwHistoryTail *tail, const DwHistoryRecord *record)
{
  guint n_rows = tail->n_rows;
  guint n_bytes = tail->records->len;

  if (dw_history_tail_restore (tail, record))
    g_assert_cmpuint (tail->n_rows, ==, n_rows + 1);
  else
    {
      g_assert_cmpuint (tail->n_rows, ==, n_rows);
      g_assert_cmpuint (tail->records->len, ==, n_bytes);
    }
}

static void
walk_file (const guint8 *data, gsize size)
{
  DwHistoryFrames frames = { .bytes = data, .length = size, .position = MIN (size, DW_HISTORY_JOURNAL_HEAD_BYTES) };
  DwHistoryJournalHead head = { 0 };
  DwHistoryFrame frame;
  gsize position = frames.position;
  gint64 seq = 0;

  dw_history_journal_head_get (data, size, &head);
  while (dw_history_frames_next (&frames, &frame))
    {
      if (frame.length == 0)
        continue;
      g_assert_true (frame.records >= data + position && frame.records + frame.length <= data + size);
      g_assert_cmpint (frames.seq, >, seq);
      g_assert_cmpuint (frames.position, >, position);
      position = frames.position;
      seq = frames.seq;
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  DwByteReader reader = { data, size, 1, FALSE };
  g_autoptr (DwHistoryLayout) layout = NULL;
  g_autoptr (DwHistoryTail) tail = NULL;
  DwHistoryRecord record;

  walk_file (data, size);
  if (size == 0)
    return 0;
  layout = fuzz_history_layout_new (1 + data[0] % COLUMNS_MAX);
  while (dw_history_record_next (&reader, &record))
    {
      g_assert_cmpuint (reader.position, <=, size);
      if (record.kind == DW_RECORD_SEALED || record.first)
        g_clear_pointer (&tail, dw_history_tail_free);
      if (record.kind == DW_RECORD_SEALED)
        continue;
      if (tail == NULL)
        tail = dw_history_tail_new (layout, record.hour);
      restore (tail, &record);
    }
  if (tail == NULL)
    return 0;
  check_unpacked (tail);
  for (guint column = 0; column < layout->n_columns; column++)
    check_column (tail, column);
  return 0;
}
