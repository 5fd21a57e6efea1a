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

static void
put_segment (GByteArray *row, gint64 hour, const guint8 *table, gsize length)
{
  guint8 hour_of_day = (guint8)(hour % DW_HISTORY_DAY_HOURS);

  g_byte_array_append (row, &hour_of_day, 1);
  dw_varint_put (row, length);
  g_byte_array_append (row, table, (guint)length);
}

/* The next segment of a row of minutes. */
static gboolean
next_segment (DwByteReader *row, guint8 *hour_of_day, DwByteReader *table)
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

  while (next_segment (&row, &hour_of_day, &part))
    if (hour_of_day == hour % DW_HISTORY_DAY_HOURS)
      {
        *table = part.data;
        *table_length = part.length;
        return TRUE;
      }
  return FALSE;
}

/* Puts the row and keeps count of its bytes. */
static gboolean
put_counted (DwHistory *self, DwBlobs table, gint64 key, const GByteArray *row, GError **error)
{
  const guint8 *old;
  gsize old_length = 0;
  gboolean found;

  if (!dw_table_history_get (self->write_db, table, key, &old, &old_length, &found, error))
    return FALSE;
  return dw_table_history_put (self->write_db, table, key, row, error) &&
         dw_table_history_count (self->write_db, "aggregate-bytes", (gint64)row->len - (found ? (gint64)old_length : 0), error);
}

/* The row of a day that is over, with this hour in it instead of what it had. */
static GByteArray *
replace_segment (const guint8 *bytes, gsize length, gint64 hour, const GByteArray *table)
{
  DwByteReader row = { bytes, length, 0, FALSE }, part;
  GByteArray *replaced = g_byte_array_sized_new ((guint)length + table->len + 16);
  gboolean placed = FALSE;
  guint8 hour_of_day;

  while (next_segment (&row, &hour_of_day, &part))
    {
      if (!placed && hour_of_day >= hour % DW_HISTORY_DAY_HOURS)
        {
          put_segment (replaced, hour, table->data, table->len);
          placed = TRUE;
        }
      if (hour_of_day != hour % DW_HISTORY_DAY_HOURS)
        put_segment (replaced, hour_of_day, part.data, part.length);
    }
  if (!placed)
    put_segment (replaced, hour, table->data, table->len);
  return replaced;
}

static gboolean
write_minutes (DwHistory *self, const DwHistoryLayout *layout, gint64 hour, const DwHistoryTotals *slots, GError **error)
{
  g_autoptr (GByteArray) table = dw_history_table_encode (DW_HISTORY_MINUTES_MAGIC, layout->id, hour, slots, layout->n_columns, DW_HISTORY_MINUTES);
  g_autoptr (GByteArray) row = NULL;
  gint64 day_key = dw_history_key (hour / DW_HISTORY_DAY_HOURS, layout->device_id);
  const guint8 *bytes;
  gsize length;
  gboolean folded;

  if (!dw_table_history_get (self->write_db, DW_BLOBS_MINUTES, day_key, &bytes, &length, &folded, error))
    return FALSE;
  if (folded)
    {
      row = replace_segment (bytes, length, hour, table);
      return put_counted (self, DW_BLOBS_MINUTES, day_key, row, error);
    }
  row = g_byte_array_new ();
  put_segment (row, hour, table->data, table->len);
  return put_counted (self, DW_BLOBS_MINUTES_OPEN, dw_history_key (hour, layout->device_id), row, error);
}

/* --- folding --- */

static gboolean
take_open (DwHistory *self, gint64 key, GByteArray *row, GError **error)
{
  const guint8 *bytes;
  gsize length;
  gboolean found;

  if (!dw_table_history_get (self->write_db, DW_BLOBS_MINUTES_OPEN, key, &bytes, &length, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  g_byte_array_append (row, bytes, (guint)length);
  return dw_table_history_delete (self->write_db, DW_BLOBS_MINUTES_OPEN, key, error);
}

static gboolean
fold_day (DwHistory *self, gint64 device_id, gint64 day, GError **error)
{
  g_autoptr (GByteArray) row = g_byte_array_new ();
  gint64 hour = day * DW_HISTORY_DAY_HOURS;

  for (guint i = 0; i < DW_HISTORY_DAY_HOURS; i++)
    if (!take_open (self, dw_history_key (hour + i, device_id), row, error))
      return FALSE;
  return row->len == 0 || dw_table_history_put (self->write_db, DW_BLOBS_MINUTES, dw_history_key (day, device_id), row, error);
}

gboolean
dw_history_fold_minutes (DwHistory *self, gint64 device_id, gint64 from_day, gint64 to_day, GError **error)
{
  for (gint64 day = from_day; day < to_day; day++)
    if (!fold_day (self, device_id, day, error))
      return FALSE;
  return TRUE;
}

/* --- hours and days --- */

static void
put_table (GByteArray *row, const guint8 *table, gsize length)
{
  dw_varint_put (row, length);
  g_byte_array_append (row, table, (guint)length);
}

static void
sum_hour (const DwHistoryTotals *minutes, DwHistoryTotals *hour)
{
  *hour = (DwHistoryTotals){ 0 };
  for (guint i = 0; i < DW_HISTORY_MINUTES; i++)
    dw_history_totals_add (hour, &minutes[i]);
}

static void
sum_day (DwHistoryTotals *slots)
{
  slots[DW_HISTORY_DAY_HOURS] = (DwHistoryTotals){ 0 };
  for (guint i = 0; i < DW_HISTORY_DAY_HOURS; i++)
    dw_history_totals_add (&slots[DW_HISTORY_DAY_HOURS], &slots[i]);
}

/* Sets the slot of this hour (all zero: takes it away) and sums the day up again; table NULL = a new one. minutes may be NULL for "nothing". */
static GByteArray *
change_day (const DwHistoryTable *table, gint64 layout_id, guint n_columns, gint64 hour, const DwHistoryTotals *minutes, GError **error)
{
  g_autofree DwHistoryTotals *slots = g_new0 (DwHistoryTotals, (gsize)n_columns * DW_HISTORY_DAY_SLOTS);

  for (guint column = 0; column < n_columns; column++)
    {
      DwHistoryTotals *mine = slots + (gsize)column * DW_HISTORY_DAY_SLOTS, *slot = mine + hour % DW_HISTORY_DAY_HOURS;

      if (table != NULL && !dw_history_table_read (table, column, mine, DW_HISTORY_DAY_SLOTS, error))
        return NULL;
      if (minutes != NULL)
        sum_hour (minutes + (gsize)column * DW_HISTORY_MINUTES, slot);
      else
        *slot = (DwHistoryTotals){ 0 };
      sum_day (mine);
    }
  return dw_history_table_encode (DW_HISTORY_HOURS_MAGIC, layout_id, hour / DW_HISTORY_DAY_HOURS, slots, n_columns, DW_HISTORY_DAY_SLOTS);
}

/* The tables of the day again: the one of this layout with the hour, the others without it. A table that cannot be read is left out; verifying tells of it. */
static GByteArray *
change_row (DwByteReader old, const DwHistoryLayout *layout, gint64 hour, const DwHistoryTotals *minutes, GError **error)
{
  GByteArray *row = g_byte_array_sized_new ((guint)old.length + 512);
  gboolean placed = FALSE;

  while (old.position < old.length)
    {
      DwByteReader part = dw_bytes_take (&old, dw_varint_get (&old));
      g_autoptr (GByteArray) changed = NULL;
      DwHistoryTable table;
      gboolean mine;

      if (part.bad || !dw_history_table_open (&table, DW_HISTORY_HOURS_MAGIC, part.data, part.length, NULL))
        continue;
      mine = table.layout_id == layout->id && table.n_columns == layout->n_columns;
      changed = change_day (&table, table.layout_id, table.n_columns, hour, mine ? minutes : NULL, NULL);
      if (changed == NULL)
        continue;
      placed |= mine;
      put_table (row, changed->data, changed->len);
    }
  if (!placed)
    {
      g_autoptr (GByteArray) made = change_day (NULL, layout->id, layout->n_columns, hour, minutes, error);

      put_table (row, made->data, made->len);
    }
  return row;
}

static gboolean
write_hours (DwHistory *self, const DwHistoryLayout *layout, gint64 hour, const DwHistoryTotals *minutes, GError **error)
{
  gint64 key = dw_history_key (hour / DW_HISTORY_DAY_HOURS, layout->device_id);
  g_autoptr (GByteArray) row = NULL;
  DwByteReader old = { 0 };
  gboolean found;

  if (!dw_table_history_get (self->write_db, DW_BLOBS_HOURS, key, &old.data, &old.length, &found, error))
    return FALSE;
  if (!found)
    old = (DwByteReader){ 0 };
  row = change_row (old, layout, hour, minutes, error);
  return put_counted (self, DW_BLOBS_HOURS, key, row, error);
}

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
  return write_minutes (self, block->layout, hour, minutes, error) && write_hours (self, block->layout, hour, minutes, error);
}
