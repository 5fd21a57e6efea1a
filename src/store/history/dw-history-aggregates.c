// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: minutes, hours and days of what is sealed. They are computed from the samples of an hour and from nothing else, so that they can be
// computed again and compared.
//
//   row of minutes = { hour of the day (1 byte), length (varint), table "DM" of 60 slots } …       an hour while the day is open, its hours when it is over
//   row of hours   = { length (varint), table "DH" of 25 slots } …                                one table for each layout that the day has seen;
//                                                                                                slot 24 is the day as far as this layout goes

#include "dw-history-private.h"
#include "dw-store-error.h"

/* --- minutes --- */

static void
compute_column (const DwHistoryRun *run, gint64 begin_ms, DwHistoryTotals *slots)
{
  guint from = 0;

  while (from < run->n)
    {
      gint64 minute = (run->times_ms[from] - begin_ms) / DW_HISTORY_MINUTE_MS, end_ms = begin_ms + (minute + 1) * DW_HISTORY_MINUTE_MS;
      guint to = from + 1;

      while (to < run->n && run->times_ms[to] < end_ms)
        to++;
      dw_history_totals_add_samples (&slots[minute], run, from, to);
      from = to;
    }
}

void
dw_history_compute_minutes (const DwHistoryBlock *block, gint64 hour, DwHistoryTotals *slots)
{
  g_auto (DwHistoryRun) scratch = { 0 };
  DwHistoryRun look;

  memset (slots, 0, sizeof *slots * DW_HISTORY_MINUTES * block->layout->n_columns);
  for (guint column = 0; column < block->layout->n_columns; column++)
    compute_column (dw_history_run_look (&look, &scratch, block, column), hour * DW_HISTORY_HOUR_MS, slots + (gsize)column * DW_HISTORY_MINUTES);
}

gboolean
dw_history_next_minutes (DwByteReader *row, guint8 *hour_of_day, DwByteReader *table)
{
  if (row->position >= row->length)
    return FALSE;
  *hour_of_day = dw_byte_get (row);
  *table = dw_bytes_take (row, dw_varint_get (row));
  return !row->bad && !table->bad;
}

gboolean
dw_history_find_minutes (const guint8 *bytes, gsize length, gint64 hour, const guint8 **table, gsize *table_length)
{
  DwByteReader row = { bytes, length, 0, FALSE }, part;
  guint8 hour_of_day;

  while (dw_history_next_minutes (&row, &hour_of_day, &part))
    if (hour_of_day == hour % DW_HISTORY_DAY_HOURS)
      {
        *table = part.data;
        *table_length = part.length;
        return TRUE;
      }
  return FALSE;
}

/* --- hours --- */

static gboolean
table_has_hour (const DwHistoryTable *table, gint64 hour)
{
  DwHistoryTotals slots[DW_HISTORY_DAY_SLOTS];
  const DwHistoryTotals *slot = &slots[hour % DW_HISTORY_DAY_HOURS];

  for (guint column = 0; column < table->n_columns; column++)
    if (dw_history_table_read (table, column, slots, DW_HISTORY_DAY_SLOTS, NULL) && (slot->count > 0 || slot->others > 0))
      return TRUE;
  return FALSE;
}

gboolean
dw_history_hour_has_sums (DwHistory *self, gint64 device_id, gint64 hour, gboolean *has, GError **error)
{
  DwByteReader row = { 0 };
  gboolean found;

  *has = FALSE;
  if (!dw_table_history_get (self->write_db, DW_BLOBS_HOURS, dw_history_key (hour / DW_HISTORY_DAY_HOURS, device_id), &row.data, &row.length, &found, error))
    return FALSE;
  while (found && row.position < row.length && !*has)
    {
      DwByteReader part = dw_bytes_take (&row, dw_varint_get (&row));
      DwHistoryTable table;

      *has = !part.bad && dw_history_table_open (&table, DW_HISTORY_HOURS_MAGIC, part.data, part.length, NULL) && table_has_hour (&table, hour);
    }
  return TRUE;
}

static DwHistoryTotals *
prepare_minutes (DwHistory *self, guint n_columns)
{
  gsize n = (gsize)DW_HISTORY_MINUTES * n_columns;

  if (n > self->n_minutes)
    {
      g_free (self->minutes);
      self->minutes = g_new (DwHistoryTotals, n);
      self->n_minutes = n;
    }
  return self->minutes;
}

gboolean
dw_history_write_aggregates (DwHistory *self, const DwHistoryBlock *block, gint64 hour, GError **error)
{
  DwHistoryTotals *minutes = prepare_minutes (self, block->layout->n_columns);

  dw_history_compute_minutes (block, hour, minutes);
  return dw_history_set_hour (self, block->layout, hour, minutes, error);
}
