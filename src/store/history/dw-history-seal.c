// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: how an open hour becomes a chunk with its aggregates, and how late samples get into an hour that was sealed.
//
//   tail ─▶ block (sorted, joined with the chunk that is there) ─▶ first weights from the hour before ─▶ chunk, minutes, hours
//                                                                   └▶ the hour behind gets new first weights when its first samples now follow nearer ones

#include <glib/gi18n-lib.h>

#include "dw-history-private.h"
#include "dw-stmt.h"
#include "dw-store-error.h"

void
dw_history_set_first_weights (DwHistoryBlock *block, const gint64 *previous_ms)
{
  for (guint column = 0; column < block->layout->n_columns; column++)
    {
      const guint8 *qualities = dw_history_block_qualities (block, column);
      gint64 weight_ms;
      guint row = 0;

      while (row < block->n_rows && qualities[row] == DW_QUALITY_NONE)
        row++;
      weight_ms = row < block->n_rows && previous_ms[column] > 0 ? block->times_ms[row] - previous_ms[column] : 0;
      block->first_weights_ms[column] = weight_ms > 0 && weight_ms < dw_history_period_cap_ms (dw_history_block_get_period (block, column, row)) ? weight_ms : 0;
    }
}

/* --- the hour before --- */

static gint64
get_reach_hours (const DwHistoryLayout *layout)
{
  gint64 cap_ms = 0;

  for (guint column = 0; column < layout->n_columns; column++)
    cap_ms = MAX (cap_ms, dw_history_column_cap_ms (&layout->columns[column]));
  return MIN ((cap_ms + DW_HISTORY_HOUR_MS - 1) / DW_HISTORY_HOUR_MS, DW_HISTORY_MAX_REACH_HOURS);
}

/* Fills what is still 0 with the last time of that column in the block. */
static gboolean
take_last_times (const DwHistoryBlock *block, const DwHistoryLayout *layout, gint64 *last_ms)
{
  gboolean complete = TRUE;

  for (guint column = 0; column < layout->n_columns; column++)
    {
      int from = last_ms[column] == 0 ? dw_history_layout_find (block->layout, layout->columns[column].name) : -1;

      for (guint row = from >= 0 ? block->n_rows : 0; row-- > 0 && last_ms[column] == 0;)
        if (dw_history_block_qualities (block, (guint)from)[row] != DW_QUALITY_NONE)
          last_ms[column] = block->times_ms[row];
      complete &= last_ms[column] != 0;
    }
  return complete;
}

static gboolean
find_previous (DwHistory *self, const DwHistoryLayout *layout, gint64 hour, gint64 *previous_ms, GError **error)
{
  memset (previous_ms, 0, layout->n_columns * sizeof *previous_ms);
  for (gint64 back = 1; back <= get_reach_hours (layout) && back <= hour; back++)
    {
      g_autoptr (GError) problem = NULL;
      g_autoptr (DwHistoryBlock) block = dw_history_load_hour (self, layout->device_id, hour - back, FALSE, &problem);

      if (problem != NULL && !g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if (block != NULL && take_last_times (block, layout, previous_ms))
        break;
    }
  return TRUE;
}

/* --- chunks --- */

static gboolean
put_damaged_aside (DwHistory *self, gint64 key, GError **error)
{
  DwStmt *stmt = dw_db_statement (self->write_db, "history-damaged", "INSERT OR REPLACE INTO history_damaged (id, data) SELECT id, data FROM history_chunk WHERE id = ?", error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, key);
  return dw_stmt_run (stmt, error) && dw_table_history_delete (self->write_db, DW_BLOBS_CHUNK, key, error);
}

static DwHistoryBlock *
decode_chunk (DwHistory *self, const guint8 *bytes, gsize length, GError **error)
{
  DwHistoryChunkHead head;
  DwHistoryLayout *layout;

  if (!dw_history_chunk_peek (bytes, length, &head, error))
    return NULL;
  layout = dw_history_find_layout (self, head.layout_id, error);
  return layout != NULL ? dw_history_chunk_decode (bytes, length, layout, error) : NULL;
}

/* Behind the last hour that was ever sealed there is no chunk. */
static gboolean
may_be_sealed (DwHistory *self, gint64 device_id, gint64 hour)
{
  const DwHistoryEntry *entry = dw_history_find_entry (self, device_id);

  return entry == NULL || hour <= entry->row.last_hour;
}

DwHistoryBlock *
dw_history_load_hour (DwHistory *self, gint64 device_id, gint64 hour, gboolean put_aside, GError **error)
{
  gint64 key = dw_history_key (hour, device_id);
  g_autoptr (GError) problem = NULL;
  DwHistoryBlock *block;
  const guint8 *bytes;
  gsize length;
  gboolean found;

  if (!may_be_sealed (self, device_id, hour) || !dw_table_history_get (self->write_db, DW_BLOBS_CHUNK, key, &bytes, &length, &found, error) || !found)
    return NULL;
  block = decode_chunk (self, bytes, length, &problem);
  if (block != NULL)
    return block;
  if (put_aside && g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED))
    put_damaged_aside (self, key, error);
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

/* Takes what stands there out of the counts before it is replaced. */
static gboolean
uncount (DwHistory *self, gint64 key, GError **error)
{
  DwHistoryChunkHead head = { 0 };
  const guint8 *bytes;
  gsize length = 0;
  gboolean found;

  if (!dw_table_history_get (self->write_db, DW_BLOBS_CHUNK, key, &bytes, &length, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  if (!dw_history_chunk_peek (bytes, length, &head, error))
    return FALSE;
  self->more.chunks--;
  self->more.chunk_bytes -= (gint64)length;
  self->more.samples -= head.n_samples;
  return TRUE;
}

static gboolean
write_chunk (DwHistory *self, const DwHistoryBlock *block, gint64 hour, GError **error)
{
  gint64 device_id = block->layout->device_id, key = dw_history_key (hour, device_id);
  g_autoptr (GByteArray) chunk = dw_history_chunk_encode (block, hour);
  DwHistoryChunkHead head;

  if (may_be_sealed (self, device_id, hour) && !uncount (self, key, error))
    return FALSE;
  if (!dw_table_history_put (self->write_db, DW_BLOBS_CHUNK, key, chunk, error) || !dw_history_chunk_peek (chunk->data, chunk->len, &head, error))
    return FALSE;
  self->more.chunks++;
  self->more.chunk_bytes += chunk->len;
  self->more.samples += head.n_samples;
  return TRUE;
}

/* The layout must have a number before a chunk can name it. */
static gboolean
settle_layout (DwHistory *self, DwHistoryBlock *block, GError **error)
{
  DwHistoryLayout *kept = dw_history_keep_layout (self, block->layout, error);

  if (kept == NULL)
    return FALSE;
  if (kept != block->layout)
    {
      dw_history_layout_unref (block->layout);
      block->layout = dw_history_layout_ref (kept);
    }
  return TRUE;
}

static gboolean
write_hour (DwHistory *self, DwHistoryBlock *block, gint64 hour, GError **error)
{
  return write_chunk (self, block, hour, error) && dw_history_write_aggregates (self, block, hour, error);
}

/* --- the hour behind --- */

static gboolean
refresh_hour (DwHistory *self, gint64 device_id, gint64 hour, gboolean *found, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (DwHistoryBlock) block = dw_history_load_hour (self, device_id, hour, FALSE, &problem);
  g_autofree gint64 *previous_ms = NULL, *before = NULL;
  gsize size;

  *found = block != NULL;
  if (block == NULL)
    return problem == NULL || g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED) || (g_propagate_error (error, g_steal_pointer (&problem)), FALSE);
  size = block->layout->n_columns * sizeof (gint64);
  previous_ms = g_malloc (size);
  before = g_memdup2 (block->first_weights_ms, size);
  if (!find_previous (self, block->layout, hour, previous_ms, error))
    return FALSE;
  dw_history_set_first_weights (block, previous_ms);
  return memcmp (before, block->first_weights_ms, size) == 0 || write_hour (self, block, hour, error);
}

/* How far a sample reaches is a matter of the hours behind it, whatever their layout is. */
static gint64
find_longest_reach (DwHistory *self, gint64 device_id)
{
  gint64 hours = 1;
  GHashTableIter iter;
  gpointer layout;

  g_hash_table_iter_init (&iter, self->layouts);
  while (g_hash_table_iter_next (&iter, NULL, &layout))
    if (((DwHistoryLayout *)layout)->device_id == device_id)
      hours = MAX (hours, get_reach_hours (layout));
  return hours;
}

/* Only as far as a sample of this hour can reach. */
static gboolean
refresh_behind (DwHistory *self, const DwHistoryEntry *entry, const DwHistoryLayout *layout, gint64 hour, GError **error)
{
  gint64 last_hour = MIN (hour + find_longest_reach (self, layout->device_id), entry->row.last_hour);
  gboolean found;

  for (gint64 behind = hour + 1; behind <= last_hour; behind++)
    if (!refresh_hour (self, layout->device_id, behind, &found, error))
      return FALSE;
  return TRUE;
}

/* --- sealing --- */

/* Hours of a device mostly come one after the other, and the writer remembers where the last one ended. */
static gboolean
knows_previous (const DwHistoryEntry *entry, const DwHistoryBlock *block, gint64 hour)
{
  if (entry->last_sealed_ms == NULL || entry->last_sealed_id != block->layout->id || hour <= entry->last_sealed_hour)
    return FALSE;
  return hour == entry->last_sealed_hour + 1 || entry->last_sealed_hour == entry->row.last_hour;
}

/* previous_ms becomes the last sample before the hour, of each column. */
static gboolean
find_first_weights (DwHistory *self, DwHistoryEntry *entry, DwHistoryBlock *block, gint64 hour, gint64 *previous_ms, GError **error)
{
  if (knows_previous (entry, block, hour))
    memcpy (previous_ms, entry->last_sealed_ms, block->layout->n_columns * sizeof *previous_ms);
  else if (!find_previous (self, block->layout, hour, previous_ms, error))
    return FALSE;
  dw_history_set_first_weights (block, previous_ms);
  return TRUE;
}

static void
remember_end (DwHistoryEntry *entry, const DwHistoryBlock *block, gint64 hour, const gint64 *previous_ms)
{
  gint64 *last_ms = g_new0 (gint64, block->layout->n_columns);

  take_last_times (block, block->layout, last_ms);
  for (guint column = 0; column < block->layout->n_columns; column++)
    if (last_ms[column] == 0)
      last_ms[column] = previous_ms[column];
  g_free (entry->last_sealed_ms);
  entry->last_sealed_ms = last_ms;
  entry->last_sealed_hour = hour;
  entry->last_sealed_id = block->layout->id;
}

static gboolean
update_device (DwHistory *self, DwHistoryEntry *entry, gint64 hour, GError **error)
{
  gint64 last_day = entry->row.last_hour / DW_HISTORY_DAY_HOURS, day = hour / DW_HISTORY_DAY_HOURS;

  if (entry->row.last_hour >= 0 && day > last_day && !dw_history_fold_minutes (self, entry->row.device_id, last_day, error))
    return FALSE;
  if (entry->row.last_hour >= 0 && hour > entry->row.first_hour && hour <= entry->row.last_hour)
    return TRUE;
  entry->row.first_hour = entry->row.first_hour < 0 ? hour : MIN (entry->row.first_hour, hour);
  entry->row.last_hour = MAX (entry->row.last_hour, hour);
  return dw_table_history_put_device (self->write_db, &entry->row, error);
}

gboolean
dw_history_seal_tail (DwHistory *self, DwHistoryEntry *entry, DwHistoryTail *tail, GError **error)
{
  g_autoptr (DwHistoryBlock) block = dw_history_tail_unpack (tail, g_steal_pointer (&self->spare));
  g_autoptr (GError) problem = NULL;
  g_autoptr (DwHistoryBlock) before = dw_history_load_hour (self, tail->device_id, tail->hour, TRUE, &problem);
  gboolean is_late = tail->hour < entry->row.last_hour;
  g_autofree gint64 *previous_ms = NULL;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (before != NULL)
    {
      DwHistoryBlock *both = dw_history_block_join (before, block);

      dw_history_block_free (block);
      block = both;
    }
  if (!settle_layout (self, block, error))
    return FALSE;
  previous_ms = g_new (gint64, block->layout->n_columns);
  if (!find_first_weights (self, entry, block, tail->hour, previous_ms, error) || !write_hour (self, block, tail->hour, error))
    return FALSE;
  remember_end (entry, block, tail->hour, previous_ms);
  tail->is_sealed = TRUE;
  dw_history_record_put_sealed (self->records, tail->device_id, tail->hour, self->n_seals + 1);
  if (!update_device (self, entry, tail->hour, error))
    return FALSE;
  if (is_late && !refresh_behind (self, entry, block->layout, tail->hour, error))
    return FALSE;
  self->spare = g_steal_pointer (&block);
  return TRUE;
}
