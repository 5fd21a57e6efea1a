// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the sums of one day of one device while its hours are being sealed. An import seals many hours of a day in one change: its rows are read once and
// written once, when another day's turn comes or the change ends. Until then they are here and nowhere else, so that nothing may be committed before.
//
//   row of hours: each table unpacked ─▶ slots are set ─▶ the day summed up, tables packed
//   minutes:      tables of the hours that were sealed ─▶ a row of the day when it is over, or when they are many; else a row of each hour

#include "dw-history-private.h"

/* So many hours of one day at once are worth the day's row, though it is not over yet: what comes later goes into it, too. */
#define MANY_HOURS 4

/* The hours of one layout. */
typedef struct
{
  gint64 layout_id;
  guint n_columns;
  DwHistoryTotals *slots; /* owned: DW_HISTORY_DAY_SLOTS of each column */
} DayTable;

struct _DwHistoryDay
{
  gint64 device_id; /* 0 = none */
  gint64 day;
  gboolean has_rows;                         /* there may be rows of open minutes in the file */
  GArray *tables;                            /* DayTable */
  gsize hours_bytes;                         /* of the row of hours in the file */
  GByteArray *minutes[DW_HISTORY_DAY_HOURS]; /* owned: the tables of the hours that were sealed; NULL = as the file has it */
};

static void
day_table_clear (gpointer data)
{
  g_free (((DayTable *)data)->slots);
}

static DwHistoryDay *
day_new (void)
{
  DwHistoryDay *self = g_new0 (DwHistoryDay, 1);

  self->tables = g_array_new (FALSE, FALSE, sizeof (DayTable));
  g_array_set_clear_func (self->tables, day_table_clear);
  return self;
}

static void
day_clear (DwHistoryDay *self)
{
  self->device_id = 0;
  g_array_set_size (self->tables, 0);
  for (guint i = 0; i < DW_HISTORY_DAY_HOURS; i++)
    g_clear_pointer (&self->minutes[i], g_byte_array_unref);
}

void
dw_history_forget_day (DwHistory *self)
{
  if (self->day != NULL)
    day_clear (self->day);
}

void
dw_history_day_free (DwHistoryDay *self)
{
  if (self == NULL)
    return;
  day_clear (self);
  g_array_unref (self->tables);
  g_free (self);
}

/* --- the row of hours --- */

static DayTable *
add_table (DwHistoryDay *self, gint64 layout_id, guint n_columns)
{
  DayTable table = { layout_id, n_columns, g_new0 (DwHistoryTotals, (gsize)n_columns * DW_HISTORY_DAY_SLOTS) };

  g_array_append_val (self->tables, table);
  return &g_array_index (self->tables, DayTable, self->tables->len - 1);
}

static gboolean
unpack_table (const DwHistoryTable *table, DwHistoryTotals *slots)
{
  for (guint column = 0; column < table->n_columns; column++)
    if (!dw_history_table_read (table, column, slots + (gsize)column * DW_HISTORY_DAY_SLOTS, DW_HISTORY_DAY_SLOTS, NULL))
      return FALSE;
  return TRUE;
}

/* A table that cannot be read is left out; verifying tells of it. */
static void
unpack_hours (DwHistoryDay *self, DwByteReader row)
{
  while (row.position < row.length)
    {
      DwByteReader part = dw_bytes_take (&row, dw_varint_get (&row));
      DwHistoryTable table;

      if (part.bad || !dw_history_table_open (&table, DW_HISTORY_HOURS_MAGIC, part.data, part.length, NULL))
        continue;
      if (!unpack_table (&table, add_table (self, table.layout_id, table.n_columns)->slots))
        g_array_set_size (self->tables, self->tables->len - 1);
    }
}

static gboolean
load_day (DwHistory *self, DwHistoryDay *day, gint64 device_id, gint64 number, GError **error)
{
  const DwHistoryEntry *entry = dw_history_find_entry (self, device_id);
  DwByteReader row = { 0 };
  gboolean found;

  if (!dw_table_history_get (self->write_db, DW_BLOBS_HOURS, dw_history_key (number, device_id), &row.data, &row.length, &found, error))
    return FALSE;
  day->hours_bytes = found ? row.length : 0;
  if (found)
    unpack_hours (day, row);
  day->has_rows = entry == NULL || number <= entry->row.last_hour / DW_HISTORY_DAY_HOURS;
  day->day = number;
  day->device_id = device_id;
  return TRUE;
}

static DayTable *
find_table (DwHistoryDay *self, const DwHistoryLayout *layout)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      DayTable *table = &g_array_index (self->tables, DayTable, i);

      if (table->layout_id == layout->id && table->n_columns == layout->n_columns)
        return table;
    }
  return add_table (self, layout->id, layout->n_columns);
}

static void
clear_slot (const DayTable *table, guint slot)
{
  for (guint column = 0; column < table->n_columns; column++)
    table->slots[(gsize)column * DW_HISTORY_DAY_SLOTS + slot] = (DwHistoryTotals){ 0 };
}

static void
sum_slots (const DwHistoryTotals *slots, guint n, DwHistoryTotals *sum)
{
  *sum = (DwHistoryTotals){ 0 };
  for (guint i = 0; i < n; i++)
    dw_history_totals_add (sum, &slots[i]);
}

/* The hour stands in the table of its layout and in no other. */
static void
set_slots (DwHistoryDay *self, const DwHistoryLayout *layout, guint slot, const DwHistoryTotals *minutes)
{
  const DayTable *mine = find_table (self, layout);

  for (guint i = 0; i < self->tables->len; i++)
    clear_slot (&g_array_index (self->tables, DayTable, i), slot);
  for (guint column = 0; column < layout->n_columns; column++)
    sum_slots (minutes + (gsize)column * DW_HISTORY_MINUTES, DW_HISTORY_MINUTES, &mine->slots[(gsize)column * DW_HISTORY_DAY_SLOTS + slot]);
}

static void
pack_table (const DayTable *table, gint64 day, GByteArray *row)
{
  g_autoptr (GByteArray) packed = NULL;

  for (guint column = 0; column < table->n_columns; column++)
    {
      DwHistoryTotals *slots = table->slots + (gsize)column * DW_HISTORY_DAY_SLOTS;

      sum_slots (slots, DW_HISTORY_DAY_HOURS, &slots[DW_HISTORY_DAY_HOURS]);
    }
  packed = dw_history_table_encode (DW_HISTORY_HOURS_MAGIC, table->layout_id, day, table->slots, table->n_columns, DW_HISTORY_DAY_SLOTS);
  dw_varint_put (row, packed->len);
  g_byte_array_append (row, packed->data, packed->len);
}

static gboolean
write_hours (DwHistory *self, const DwHistoryDay *day, GError **error)
{
  g_autoptr (GByteArray) row = g_byte_array_sized_new (2048);

  for (guint i = 0; i < day->tables->len; i++)
    pack_table (&g_array_index (day->tables, DayTable, i), day->day, row);
  self->more.aggregate_bytes += (gint64)row->len - (gint64)day->hours_bytes;
  return dw_table_history_put (self->write_db, DW_BLOBS_HOURS, dw_history_key (day->day, day->device_id), row, error);
}

/* --- minutes --- */

static void
put_segment (GByteArray *row, guint hour_of_day, const guint8 *table, gsize length)
{
  guint8 byte = (guint8)hour_of_day;

  g_byte_array_append (row, &byte, 1);
  dw_varint_put (row, length);
  g_byte_array_append (row, table, (guint)length);
}

/* The row of a day that has one already, with these hours in it instead of what it had. */
static void
replace_segments (const guint8 *bytes, gsize length, GByteArray *const *minutes, GByteArray *row)
{
  DwByteReader old = { bytes, length, 0, FALSE }, parts[DW_HISTORY_DAY_HOURS] = { 0 }, part;
  guint8 hour_of_day;

  while (dw_history_next_minutes (&old, &hour_of_day, &part))
    if (hour_of_day < DW_HISTORY_DAY_HOURS)
      parts[hour_of_day] = part;
  for (guint i = 0; i < DW_HISTORY_DAY_HOURS; i++)
    if (minutes[i] != NULL)
      put_segment (row, i, minutes[i]->data, minutes[i]->len);
    else if (parts[i].data != NULL)
      put_segment (row, i, parts[i].data, parts[i].length);
}

/* Takes the row of an open hour out of its table. table NULL: what it held goes into the row. */
static gboolean
take_open (DwHistory *self, gint64 key, const GByteArray *table, GByteArray *row, GError **error)
{
  const guint8 *bytes;
  gsize length;
  gboolean found;

  if (!dw_table_history_get (self->write_db, DW_BLOBS_MINUTES_OPEN, key, &bytes, &length, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  self->more.aggregate_bytes -= (gint64)length;
  if (table == NULL)
    g_byte_array_append (row, bytes, (guint)length);
  return dw_table_history_delete (self->write_db, DW_BLOBS_MINUTES_OPEN, key, error);
}

/* The hours of these tables and of the rows of open hours, in their order. */
static gboolean
gather_open (DwHistory *self, const DwHistoryDay *day, GByteArray *row, GError **error)
{
  for (guint i = 0; i < DW_HISTORY_DAY_HOURS; i++)
    {
      const GByteArray *table = day->minutes[i];

      if (day->has_rows && !take_open (self, dw_history_key (day->day * DW_HISTORY_DAY_HOURS + i, day->device_id), table, row, error))
        return FALSE;
      if (table != NULL)
        put_segment (row, i, table->data, table->len);
    }
  return TRUE;
}

static gboolean
put_open (DwHistory *self, const DwHistoryDay *day, guint hour_of_day, GError **error)
{
  gint64 key = dw_history_key (day->day * DW_HISTORY_DAY_HOURS + hour_of_day, day->device_id);
  const GByteArray *table = day->minutes[hour_of_day];
  g_autoptr (GByteArray) row = g_byte_array_sized_new (table->len + 16);
  const guint8 *old;
  gsize old_length;
  gboolean found = FALSE;

  if (day->has_rows && !dw_table_history_get (self->write_db, DW_BLOBS_MINUTES_OPEN, key, &old, &old_length, &found, error))
    return FALSE;
  put_segment (row, hour_of_day, table->data, table->len);
  self->more.aggregate_bytes += (gint64)row->len - (found ? (gint64)old_length : 0);
  return dw_table_history_put (self->write_db, DW_BLOBS_MINUTES_OPEN, key, row, error);
}

static gboolean
put_all_open (DwHistory *self, const DwHistoryDay *day, GError **error)
{
  for (guint i = 0; i < DW_HISTORY_DAY_HOURS; i++)
    if (day->minutes[i] != NULL && !put_open (self, day, i, error))
      return FALSE;
  return TRUE;
}

static guint
count_hours (const DwHistoryDay *self)
{
  guint n = 0;

  for (guint i = 0; i < DW_HISTORY_DAY_HOURS; i++)
    n += self->minutes[i] != NULL;
  return n;
}

/* Where the day has a row already, nothing of it stands in rows of open hours. */
static gboolean
write_minutes (DwHistory *self, const DwHistoryDay *day, gboolean is_over, GError **error)
{
  gint64 key = dw_history_key (day->day, day->device_id);
  g_autoptr (GByteArray) row = g_byte_array_sized_new (4096);
  const guint8 *bytes;
  gsize length;
  gboolean has_row;

  if (!dw_table_history_get (self->write_db, DW_BLOBS_MINUTES, key, &bytes, &length, &has_row, error))
    return FALSE;
  if (!has_row && !is_over && count_hours (day) < MANY_HOURS)
    return put_all_open (self, day, error);
  if (has_row)
    {
      replace_segments (bytes, length, day->minutes, row);
      self->more.aggregate_bytes -= (gint64)length;
    }
  else if (!gather_open (self, day, row, error))
    return FALSE;
  self->more.aggregate_bytes += row->len;
  return row->len == 0 || dw_table_history_put (self->write_db, DW_BLOBS_MINUTES, key, row, error);
}

gboolean
dw_history_fold_minutes (DwHistory *self, gint64 device_id, gint64 number, GError **error)
{
  const DwHistoryDay day = { .device_id = device_id, .day = number, .has_rows = TRUE };
  const guint8 *bytes;
  gsize length;
  gboolean has_row;

  if (!dw_table_history_get (self->write_db, DW_BLOBS_MINUTES, dw_history_key (number, device_id), &bytes, &length, &has_row, error))
    return FALSE;
  return has_row || write_minutes (self, &day, TRUE, error);
}

/* --- the whole --- */

/* later_day: of the same device, that is being sealed now. */
static gboolean
write_day (DwHistory *self, DwHistoryDay *day, gint64 later_day, GError **error)
{
  const DwHistoryEntry *entry = dw_history_find_entry (self, day->device_id);
  gint64 last_day = entry != NULL ? MAX (later_day, entry->row.last_hour / DW_HISTORY_DAY_HOURS) : later_day;

  if (!write_hours (self, day, error) || !write_minutes (self, day, day->day < last_day, error))
    return FALSE;
  day_clear (day);
  return TRUE;
}

gboolean
dw_history_write_day (DwHistory *self, GError **error)
{
  return self->day == NULL || self->day->device_id == 0 || write_day (self, self->day, 0, error);
}

static gboolean
turn_to_day (DwHistory *self, gint64 device_id, gint64 number, GError **error)
{
  if (self->day == NULL)
    self->day = day_new ();
  if (self->day->device_id == device_id && self->day->day == number)
    return TRUE;
  if (self->day->device_id != 0 && !write_day (self, self->day, self->day->device_id == device_id ? number : 0, error))
    return FALSE;
  return load_day (self, self->day, device_id, number, error);
}

gboolean
dw_history_set_hour (DwHistory *self, const DwHistoryLayout *layout, gint64 hour, const DwHistoryTotals *minutes, GError **error)
{
  guint slot = (guint)(hour % DW_HISTORY_DAY_HOURS);

  if (!turn_to_day (self, layout->device_id, hour / DW_HISTORY_DAY_HOURS, error))
    return FALSE;
  set_slots (self->day, layout, slot, minutes);
  g_clear_pointer (&self->day->minutes[slot], g_byte_array_unref);
  self->day->minutes[slot] = dw_history_table_encode (DW_HISTORY_MINUTES_MAGIC, layout->id, hour, minutes, layout->n_columns, DW_HISTORY_MINUTES);
  return TRUE;
}
