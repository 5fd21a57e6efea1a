// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-totals.h"

#include "dw-fuzz.h"
#include "fuzz-history.h"

/* Aggregates: minutes of an hour, hours of a day. What is refused has a reason; what was read is written and read again the same. */

#define COLUMNS_MAX 16

static void
check_again (const char magic[2], const DwHistoryTable *table, const DwHistoryTotals *slots, guint n_slots)
{
  g_autoptr (GByteArray) bytes = dw_history_table_encode (magic, table->layout_id, table->number, slots, table->n_columns, n_slots);
  g_autofree DwHistoryTotals *again = g_new0 (DwHistoryTotals, n_slots);
  g_autoptr (GError) error = NULL;
  DwHistoryTable copy;

  g_assert_true (dw_history_table_open (&copy, magic, bytes->data, bytes->len, &error));
  for (guint column = 0; column < table->n_columns; column++)
    {
      g_assert_true (dw_history_table_read (&copy, column, again, n_slots, &error));
      for (guint i = 0; i < n_slots; i++)
        g_assert_true (dw_history_totals_equal (&slots[column * n_slots + i], &again[i]));
    }
}

/* Counts and sums alone say what the whole says, also when columns are jumped over. */
static void
check_sums (const DwHistoryTable *table, const DwHistoryTotals *slots, guint n_slots)
{
  DwHistoryTableColumns walk = { .table = table };
  DwHistorySums sums;

  for (guint step = 0; step < 2 * table->n_columns; step++)
    {
      guint column = step < table->n_columns ? step : (step * 7) % table->n_columns;
      const DwHistoryTotals *expected = slots + (gsize)column * n_slots;

      g_assert_true (dw_history_table_read_sums (&walk, column, &sums, n_slots));
      for (guint i = 0; i < n_slots; i++)
        {
          g_assert_cmpint (sums.count[i], ==, expected[i].count);
          g_assert_true (expected[i].count == 0 || sums.sum[i] == expected[i].sum);
        }
    }
}

static void
read_table (const char magic[2], const guint8 *data, gsize size, guint n_slots)
{
  g_autofree DwHistoryTotals *slots = NULL;
  g_autoptr (GError) error = NULL;
  DwHistoryTable table;
  gboolean whole = TRUE;

  if (!dw_history_table_open (&table, magic, data, size, &error))
    {
      g_assert_nonnull (error);
      return;
    }
  if (table.n_columns > COLUMNS_MAX)
    return;
  slots = g_new0 (DwHistoryTotals, (gsize)table.n_columns * n_slots + 1);
  for (guint column = 0; column < table.n_columns; column++)
    {
      DwHistorySums sums;
      g_autoptr (GError) problem = NULL;
      gboolean ok = dw_history_table_read (&table, column, slots + column * n_slots, n_slots, &problem);

      g_assert_true (ok == (problem == NULL));
      dw_history_table_read_sums (&(DwHistoryTableColumns){ .table = &table }, column, &sums, n_slots);
      whole = whole && ok;
    }
  if (whole)
    {
      check_again (magic, &table, slots, n_slots);
      check_sums (&table, slots, n_slots);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  read_table ("DM", data, size, 60);
  read_table ("DH", data, size, 25);
  return 0;
}
