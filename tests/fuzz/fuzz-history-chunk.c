// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-chunk.h"

#include "dw-fuzz.h"
#include "fuzz-history.h"

/* An hour of a device. What is refused has a reason; what is read whole and what is read by columns say the same; what was read is written and read again the same. */

/* Large answers to small inputs are allowed, but not interesting. */
#define CELLS_MAX (256 * 1024)

static void
check_columns (const guint8 *data, gsize size, const DwHistoryBlock *block)
{
  g_auto (DwHistoryRun) run = { 0 };

  for (guint column = 0; column < block->layout->n_columns; column++)
    {
      guint row = 0;

      g_assert_true (dw_history_chunk_decode_column (data, size, block->layout, column, &run, NULL));
      for (guint i = 0; i < run.n; i++, row++)
        {
          while (dw_history_block_qualities (block, column)[row] == DW_QUALITY_NONE)
            row++;
          g_assert_cmpint (run.times_ms[i], ==, block->times_ms[row]);
          g_assert_cmpuint (run.qualities[i], ==, dw_history_block_qualities (block, column)[row]);
          g_assert_cmpint (run.periods_ms != NULL ? run.periods_ms[i] : run.period_ms, ==, dw_history_block_get_period (block, column, row));
          g_assert_cmpint (dw_history_run_weight_ms (&run, i), >, 0);
        }
    }
}

static void
check_again (const DwHistoryBlock *block, gint64 hour)
{
  g_autoptr (GByteArray) bytes = dw_history_chunk_encode (block, hour);
  g_autoptr (GError) error = NULL;
  g_autoptr (DwHistoryBlock) again = dw_history_chunk_decode (bytes->data, bytes->len, block->layout, &error);

  g_assert_no_error (error);
  fuzz_history_assert_equal (block, again);
}

static void
read_by_columns (const guint8 *data, gsize size, DwHistoryLayout *layout)
{
  g_auto (DwHistoryRun) run = { 0 };

  for (guint column = 0; column < layout->n_columns; column++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (dw_history_chunk_decode_column (data, size, layout, column, &run, &error) == (error == NULL));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwHistoryLayout) layout = NULL;
  g_autoptr (DwHistoryBlock) block = NULL;
  DwHistoryChunkHead head;

  if (!dw_history_chunk_peek (data, size, &head, &error))
    {
      g_assert_nonnull (error);
      return 0;
    }
  if ((guint64)head.n_rows * head.n_columns > CELLS_MAX)
    return 0;
  layout = fuzz_history_layout_new (head.n_columns);
  block = dw_history_chunk_decode (data, size, layout, &error);
  g_assert_true ((block == NULL) == (error != NULL));
  if (block == NULL)
    {
      read_by_columns (data, size, layout);
      return 0;
    }
  check_columns (data, size, block);
  check_again (block, head.hour);
  return 0;
}
