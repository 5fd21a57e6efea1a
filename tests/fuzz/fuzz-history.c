// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "fuzz-history.h"

#include <zlib.h>

/* In the place of zlib's: what is linked into the program itself comes first. */
uLong
crc32 (uLong crc, const Bytef *bytes, uInt length)
{
  return 0;
}

DwHistoryLayout *
fuzz_history_layout_new (guint n_columns)
{
  g_autofree DwHistoryColumn *columns = g_new0 (DwHistoryColumn, MAX (n_columns, 1));

  for (guint i = 0; i < n_columns; i++)
    {
      g_snprintf (columns[i].name, sizeof columns[i].name, "c%u", i);
      columns[i].digits = (guint8)(i % (DW_HISTORY_MAX_DIGITS + 1));
      columns[i].period_ms = 5000;
    }
  return dw_history_layout_new (1, 7, columns, n_columns);
}

void
fuzz_history_assert_equal (const DwHistoryBlock *a, const DwHistoryBlock *b)
{
  g_assert_cmpuint (a->n_rows, ==, b->n_rows);
  g_assert_cmpmem (a->times_ms, a->n_rows * sizeof (gint64), b->times_ms, b->n_rows * sizeof (gint64));
  for (guint column = 0; column < a->layout->n_columns; column++)
    for (guint row = 0; row < a->n_rows; row++)
      {
        guint8 quality = dw_history_block_qualities (a, column)[row];

        g_assert_cmpuint (quality, ==, dw_history_block_qualities (b, column)[row]);
        if (quality != DW_QUALITY_NONE)
          g_assert_cmpint (dw_history_block_get_period (a, column, row), ==, dw_history_block_get_period (b, column, row));
        if (dw_history_quality_has_number (quality))
          g_assert_cmpint (dw_history_block_numbers (a, column)[row], ==, dw_history_block_numbers (b, column)[row]);
      }
}
