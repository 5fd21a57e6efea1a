// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the check of a whole history. Every page and row by SQLite, every chunk by its checksums, and every aggregate by computing it again from the samples.

#include <glib/gi18n-lib.h>

#include "dw-history-private.h"
#include "dw-store-error.h"

#define LIST_ROWS 1024

typedef struct
{
  DwHistoryView view;
  GArray *findings;
  gint64 n_chunks;
} Check;

static void
find (Check *self, gint64 device_id, gint64 from_ms, gint64 to_ms, const char *problem)
{
  DwHistoryFinding finding = { .device_id = device_id, .from_ms = from_ms, .to_ms = to_ms };

  g_strlcpy (finding.problem, problem, sizeof finding.problem);
  g_array_append_val (self->findings, finding);
}

static void
find_in_hour (Check *self, gint64 device_id, gint64 hour, const char *problem)
{
  find (self, device_id, hour * DW_HISTORY_HOUR_MS, (hour + 1) * DW_HISTORY_HOUR_MS, problem);
}

static gboolean
slots_equal (const DwHistoryTable *table, guint column, const DwHistoryTotals *expected, guint n_slots)
{
  DwHistoryTotals slots[DW_HISTORY_MAX_SLOTS];

  if (!dw_history_table_read (table, column, slots, n_slots, NULL))
    return FALSE;
  for (guint i = 0; i < n_slots; i++)
    if (!dw_history_totals_equal (&slots[i], &expected[i]))
      return FALSE;
  return TRUE;
}

/* --- minutes --- */

static gboolean
get_minutes (Check *self, gint64 device_id, gint64 hour, const guint8 **table, gsize *length, gboolean *found, GError **error)
{
  const guint8 *bytes;
  gsize n;

  if (!dw_table_history_get (self->view.db, DW_BLOBS_MINUTES_OPEN, dw_history_key (hour, device_id), &bytes, &n, found, error))
    return FALSE;
  if (*found && dw_history_find_minutes (bytes, n, hour, table, length))
    return TRUE;
  if (!dw_table_history_get (self->view.db, DW_BLOBS_MINUTES, dw_history_key (hour / DW_HISTORY_DAY_HOURS, device_id), &bytes, &n, found, error))
    return FALSE;
  *found = *found && dw_history_find_minutes (bytes, n, hour, table, length);
  return TRUE;
}

static gboolean
check_minutes (Check *self, const DwHistoryBlock *block, gint64 hour, const DwHistoryTotals *minutes, GError **error)
{
  gint64 device_id = block->layout->device_id;
  DwHistoryTable table;
  const guint8 *bytes;
  gsize length;
  gboolean found, equal = FALSE;

  if (!get_minutes (self, device_id, hour, &bytes, &length, &found, error))
    return FALSE;
  if (found && dw_history_table_open (&table, DW_HISTORY_MINUTES_MAGIC, bytes, length, NULL) && table.layout_id == block->layout->id && table.number == hour &&
      table.n_columns == block->layout->n_columns)
    {
      equal = TRUE;
      for (guint column = 0; column < table.n_columns && equal; column++)
        equal = slots_equal (&table, column, minutes + (gsize)column * DW_HISTORY_MINUTES, DW_HISTORY_MINUTES);
    }
  if (!equal)
    find_in_hour (self, device_id, hour, found ? _ ("The minutes are not those of the samples") : _ ("The minutes are missing"));
  return TRUE;
}

/* --- hours --- */

static gboolean
hour_equals (const DwHistoryTable *table, gint64 hour, const DwHistoryTotals *minutes)
{
  for (guint column = 0; column < table->n_columns; column++)
    {
      DwHistoryTotals slots[DW_HISTORY_DAY_SLOTS], sum = { 0 };

      if (!dw_history_table_read (table, column, slots, DW_HISTORY_DAY_SLOTS, NULL))
        return FALSE;
      for (guint i = 0; i < DW_HISTORY_MINUTES; i++)
        dw_history_totals_add (&sum, &minutes[(gsize)column * DW_HISTORY_MINUTES + i]);
      if (!dw_history_totals_equal (&sum, &slots[hour % DW_HISTORY_DAY_HOURS]))
        return FALSE;
      sum = (DwHistoryTotals){ 0 };
      for (guint i = 0; i < DW_HISTORY_DAY_HOURS; i++)
        dw_history_totals_add (&sum, &slots[i]);
      if (!dw_history_totals_equal (&sum, &slots[DW_HISTORY_DAY_HOURS]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_hours (Check *self, const DwHistoryBlock *block, gint64 hour, const DwHistoryTotals *minutes, GError **error)
{
  gint64 device_id = block->layout->device_id;
  DwByteReader row = { 0 };
  gboolean found, equal = FALSE;

  if (!dw_table_history_get (self->view.db, DW_BLOBS_HOURS, dw_history_key (hour / DW_HISTORY_DAY_HOURS, device_id), &row.data, &row.length, &found, error))
    return FALSE;
  while (found && row.position < row.length && !equal)
    {
      DwByteReader part = dw_bytes_take (&row, dw_varint_get (&row));
      DwHistoryTable table;

      if (part.bad || !dw_history_table_open (&table, DW_HISTORY_HOURS_MAGIC, part.data, part.length, NULL))
        break;
      equal = table.layout_id == block->layout->id && table.n_columns == block->layout->n_columns && hour_equals (&table, hour, minutes);
    }
  if (!equal)
    find_in_hour (self, device_id, hour, found ? _ ("The hours are not those of the samples") : _ ("The hours are missing"));
  return TRUE;
}

/* --- chunks --- */

static DwHistoryBlock *
decode (Check *self, const guint8 *bytes, gsize length, gint64 device_id, gint64 hour, GError **error)
{
  DwHistoryChunkHead head;
  DwHistoryLayout *layout;

  if (!dw_history_chunk_peek (bytes, length, &head, error))
    return NULL;
  layout = dw_history_view_layout (&self->view, head.layout_id, error);
  if (layout == NULL)
    return NULL;
  if (layout->device_id == device_id && head.hour == hour)
    return dw_history_chunk_decode (bytes, length, layout, error);
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("A chunk of the history is damaged: %s"), _ ("it belongs elsewhere"));
  return NULL;
}

static gboolean
check_chunk (Check *self, gint64 key, GError **error)
{
  gint64 device_id = key & G_MAXUINT32, hour = key >> 32;
  g_autofree DwHistoryTotals *minutes = NULL;
  g_autoptr (DwHistoryBlock) block = NULL;
  g_autoptr (GError) problem = NULL;
  const guint8 *bytes;
  gsize length;
  gboolean found;

  if (!dw_table_history_get (self->view.db, DW_BLOBS_CHUNK, key, &bytes, &length, &found, error))
    return FALSE;
  self->n_chunks++;
  if (!found)
    {
      find_in_hour (self, device_id, hour, _ ("The chunk is listed but cannot be found"));
      return TRUE;
    }
  block = decode (self, bytes, length, device_id, hour, &problem);
  if (block == NULL)
    {
      find_in_hour (self, device_id, hour, problem->message);
      return TRUE;
    }
  minutes = g_new (DwHistoryTotals, (gsize)DW_HISTORY_MINUTES * block->layout->n_columns);
  dw_history_compute_minutes (block, hour, minutes);
  return check_minutes (self, block, hour, minutes, error) && check_hours (self, block, hour, minutes, error);
}

static gboolean
check_chunks (Check *self, GError **error)
{
  gint64 key = 0;

  for (;;)
    {
      g_autoptr (GArray) keys = dw_table_history_list (self->view.db, DW_BLOBS_CHUNK, key, LIST_ROWS, error);

      if (keys == NULL)
        return FALSE;
      for (guint i = 0; i < keys->len; i++)
        if (dw_history_view_cancelled (&self->view, error) || !check_chunk (self, g_array_index (keys, gint64, i), error))
          return FALSE;
      if (keys->len < LIST_ROWS)
        return TRUE;
      key = g_array_index (keys, gint64, keys->len - 1) + 1;
    }
}

/* --- rows of sums, also of hours whose samples were deleted --- */

static gboolean
table_is_whole (const char magic[2], DwByteReader part, guint n_slots)
{
  DwHistoryTotals slots[DW_HISTORY_MAX_SLOTS];
  DwHistoryTable table;

  if (part.bad || !dw_history_table_open (&table, magic, part.data, part.length, NULL))
    return FALSE;
  for (guint column = 0; column < table.n_columns; column++)
    if (!dw_history_table_read (&table, column, slots, n_slots, NULL))
      return FALSE;
  return TRUE;
}

static gboolean
row_is_whole (DwBlobs table, DwByteReader row)
{
  while (row.position < row.length)
    {
      DwByteReader part;

      if (table != DW_BLOBS_HOURS)
        dw_byte_get (&row); /* hour of the day */
      part = dw_bytes_take (&row, dw_varint_get (&row));
      if (!(table == DW_BLOBS_HOURS ? table_is_whole (DW_HISTORY_HOURS_MAGIC, part, DW_HISTORY_DAY_SLOTS) : table_is_whole (DW_HISTORY_MINUTES_MAGIC, part, DW_HISTORY_MINUTES)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_sums_row (Check *self, DwBlobs table, gint64 key, GError **error)
{
  gint64 unit_ms = table == DW_BLOBS_MINUTES_OPEN ? DW_HISTORY_HOUR_MS : DW_HISTORY_DAY_MS;
  DwByteReader row = { 0 };
  gboolean found;

  if (!dw_table_history_get (self->view.db, table, key, &row.data, &row.length, &found, error))
    return FALSE;
  if (!found || !row_is_whole (table, row))
    find (self, key & G_MAXUINT32, (key >> 32) * unit_ms, ((key >> 32) + 1) * unit_ms, _ ("A row of sums is damaged"));
  return TRUE;
}

static gboolean
check_sums (Check *self, DwBlobs table, GError **error)
{
  gint64 key = 0;

  for (;;)
    {
      g_autoptr (GArray) keys = dw_table_history_list (self->view.db, table, key, LIST_ROWS, error);

      if (keys == NULL)
        return FALSE;
      for (guint i = 0; i < keys->len; i++)
        if (dw_history_view_cancelled (&self->view, error) || !check_sums_row (self, table, g_array_index (keys, gint64, i), error))
          return FALSE;
      if (keys->len < LIST_ROWS)
        return TRUE;
      key = g_array_index (keys, gint64, keys->len - 1) + 1;
    }
}

/* Chunks that were found damaged before and lie beside the others. */
static gboolean
list_put_aside (Check *self, GError **error)
{
  gint64 n;

  if (!dw_db_read_number (self->view.db, "SELECT count (*) FROM history_damaged", &n, error))
    return FALSE;
  if (n > 0)
    {
      g_autofree char *problem = g_strdup_printf (_ ("%lld damaged chunks were put aside earlier"), (long long)n);

      find (self, 0, 0, 0, problem);
    }
  return TRUE;
}

static void
check_journal (Check *self)
{
  if (self->view.history->journal_broken)
    find (self, 0, 0, 0, _ ("A row of the journal is damaged"));
}

static void
check_pages (Check *self)
{
  g_autoptr (GError) problem = NULL;

  if (!dw_db_check (self->view.db, &problem))
    find (self, 0, 0, 0, problem->message);
}

GArray *
dw_history_verify (DwHistory *self, gint64 *checked_chunks, GCancellable *cancellable, GError **error)
{
  Check check = { .findings = g_array_new (FALSE, TRUE, sizeof (DwHistoryFinding)) };
  g_autoptr (GArray) findings = check.findings;
  gboolean ok;

  if (!dw_history_view_begin (&check.view, self, NULL, 0, cancellable, error))
    return NULL;
  check_pages (&check);
  check_journal (&check);
  ok = check_chunks (&check, error) && check_sums (&check, DW_BLOBS_MINUTES_OPEN, error) && check_sums (&check, DW_BLOBS_MINUTES, error) && check_sums (&check, DW_BLOBS_HOURS, error) &&
       list_put_aside (&check, error);
  dw_history_view_end (&check.view);
  if (checked_chunks != NULL)
    *checked_chunks = check.n_chunks;
  return ok ? g_steal_pointer (&findings) : NULL;
}
