// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: what is kept how long, how much there is, and when the disk will be full. Deleting goes in steps, oldest first, so that the writer is never away for long.

#include <glib/gstdio.h>

#include "dw-history-private.h"

#define STEP_ROWS 512

/* --- deleting --- */

/* The counts say what is there, so what goes is counted out before. */
static gboolean
count_out_chunks (DwHistory *self, gint64 below_key, GError **error)
{
  g_autoptr (GArray) keys = dw_table_history_list (self->write_db, DW_BLOBS_CHUNK, 0, STEP_ROWS, error);
  DwHistoryMore more = { 0 };

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len && g_array_index (keys, gint64, i) < below_key; i++)
    {
      DwHistoryChunkHead head = { 0 };
      const guint8 *data;
      gsize length;
      gboolean found;

      if (!dw_table_history_get (self->write_db, DW_BLOBS_CHUNK, g_array_index (keys, gint64, i), &data, &length, &found, error))
        return FALSE;
      if (!found)
        continue;
      dw_history_chunk_peek (data, length, &head, NULL); /* a damaged one goes all the same */
      more.chunks--;
      more.chunk_bytes -= (gint64)length;
      more.samples -= head.n_samples;
    }
  return more.chunks == 0 || dw_history_count (self->write_db, &more, error);
}

static gboolean
prune_table (DwHistory *self, DwBlobs table, gint64 below_key, guint *n_deleted, GError **error)
{
  gint64 bytes = 0;

  if (table == DW_BLOBS_CHUNK && !count_out_chunks (self, below_key, error))
    return FALSE;
  if (!dw_table_history_delete_below (self->write_db, table, below_key, STEP_ROWS, n_deleted, &bytes, error))
    return FALSE;
  return table == DW_BLOBS_CHUNK || bytes == 0 || dw_table_history_count (self->write_db, "aggregate-bytes", -bytes, error);
}

typedef struct
{
  DwBlobs table;
  gint64 days;
  gint64 unit_ms; /* of the key's number */
} Kept;

static gboolean
prune_tables (DwHistory *self, const Kept *kept, guint n, gint64 now_ms, gboolean *more, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      gint64 before_ms = now_ms - kept[i].days * DW_HISTORY_DAY_MS;
      guint n_deleted = 0;

      if (kept[i].days <= 0 || before_ms <= 0)
        continue;
      /* Whole days go: a day's minutes and hours stand in one row. */
      before_ms -= before_ms % DW_HISTORY_DAY_MS;
      if (!prune_table (self, kept[i].table, dw_history_key (before_ms / kept[i].unit_ms, 0), &n_deleted, error))
        return FALSE;
      *more |= n_deleted == STEP_ROWS;
    }
  return TRUE;
}

gboolean
dw_history_prune (DwHistory *self, const DwHistoryRetention *retention, gint64 now_ms, gboolean *more, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->write_lock);
  const Kept kept[] = {
    { DW_BLOBS_CHUNK, retention->raw_days, DW_HISTORY_HOUR_MS },
    { DW_BLOBS_MINUTES_OPEN, retention->minute_days, DW_HISTORY_HOUR_MS },
    { DW_BLOBS_MINUTES, retention->minute_days, DW_HISTORY_DAY_MS },
    { DW_BLOBS_HOURS, retention->hour_days, DW_HISTORY_DAY_MS },
  };

  g_return_val_if_fail (self->mode == DW_HISTORY_WRITE, FALSE);

  *more = FALSE;
  if (!dw_db_begin (self->write_db, error))
    return FALSE;
  if (prune_tables (self, kept, G_N_ELEMENTS (kept), now_ms, more, error) && (dw_table_history_release (self->write_db), TRUE) && dw_db_commit (self->write_db, error))
    return TRUE;
  dw_table_history_release (self->write_db);
  dw_db_rollback (self->write_db);
  return FALSE;
}

/* --- figures --- */

static gint64
get_file_bytes (const char *path)
{
  g_autofree char *stem = g_strndup (path, strlen (path) - strlen (".db"));
  const char *const endings[] = { ".db", ".db-wal", ".journal" };
  gint64 bytes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (stem, endings[i], NULL);
      GStatBuf info;

      if (g_stat (name, &info) == 0)
        bytes += info.st_size;
    }
  return bytes;
}

static void
add_open (const DwHistoryView *view, DwHistoryStats *stats)
{
  for (guint i = 0; i < view->tails->len; i++)
    {
      const DwHistoryTail *tail = view->tails->pdata[i];
      g_autoptr (DwHistoryBlock) block = dw_history_tail_unpack (tail, NULL);
      gint64 n = 0;

      for (guint column = 0; column < block->layout->n_columns; column++)
        for (guint row = 0; row < block->n_rows; row++)
          n += dw_history_block_qualities (block, column)[row] != DW_QUALITY_NONE;
      stats->open_samples += n;
      if (block->n_rows == 0)
        continue;
      stats->first_ms = stats->first_ms == 0 ? block->times_ms[0] : MIN (stats->first_ms, block->times_ms[0]);
      stats->last_ms = MAX (stats->last_ms, block->times_ms[block->n_rows - 1]);
    }
}

/* First and last sample of the chunks of one hour, the times alone being of interest. */
static gboolean
add_ends_of_hour (DwHistoryView *view, gint64 hour, DwHistoryStats *stats, GError **error)
{
  g_autoptr (GArray) keys = dw_table_history_list (view->db, DW_BLOBS_CHUNK, dw_history_key (hour, 0), G_MAXINT16, error);

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len && g_array_index (keys, gint64, i) >> 32 == hour; i++)
    {
      g_autoptr (GError) problem = NULL;
      g_autoptr (DwHistoryBlock) block = dw_history_view_read_block (view, g_array_index (keys, gint64, i) & G_MAXUINT32, hour, &problem);

      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if (block == NULL || block->n_rows == 0)
        continue;
      stats->first_ms = stats->first_ms == 0 ? block->times_ms[0] : MIN (stats->first_ms, block->times_ms[0]);
      stats->last_ms = MAX (stats->last_ms, block->times_ms[block->n_rows - 1]);
    }
  return TRUE;
}

static gboolean
add_ends (DwHistoryView *view, DwHistoryStats *stats, GError **error)
{
  gint64 first_key, last_key;

  if (!dw_db_read_number (view->db, "SELECT coalesce (min (id), -1) FROM history_chunk", &first_key, error) ||
      !dw_db_read_number (view->db, "SELECT coalesce (max (id), -1) FROM history_chunk", &last_key, error))
    return FALSE;
  if (first_key < 0)
    return TRUE;
  return add_ends_of_hour (view, first_key >> 32, stats, error) && (first_key >> 32 == last_key >> 32 || add_ends_of_hour (view, last_key >> 32, stats, error));
}

/* The newest day that is over: what came to the disk for it. Whole days are counted, so a file younger than a day has none. */
static gboolean
read_last_day (DwDb *db, gint64 *bytes, GError **error)
{
  g_autofree char *chunks = NULL, *minutes = NULL, *hours = NULL;
  gint64 last_key, day, of_chunks, of_minutes, of_hours;

  *bytes = 0;
  if (!dw_db_read_number (db, "SELECT coalesce (max (id), -1) FROM history_minute", &last_key, error))
    return FALSE;
  if (last_key < 0)
    return TRUE;
  day = last_key >> 32;
  chunks = g_strdup_printf ("SELECT coalesce (sum (length (data)), 0) FROM history_chunk WHERE id >= %lld AND id < %lld", (long long)dw_history_key (day * DW_HISTORY_DAY_HOURS, 0),
                            (long long)dw_history_key ((day + 1) * DW_HISTORY_DAY_HOURS, 0));
  minutes = g_strdup_printf ("SELECT coalesce (sum (length (data)), 0) FROM history_minute WHERE id >= %lld AND id < %lld", (long long)dw_history_key (day, 0), (long long)dw_history_key (day + 1, 0));
  hours = g_strdup_printf ("SELECT coalesce (sum (length (data)), 0) FROM history_hour WHERE id >= %lld AND id < %lld", (long long)dw_history_key (day, 0), (long long)dw_history_key (day + 1, 0));
  if (!dw_db_read_number (db, chunks, &of_chunks, error) || !dw_db_read_number (db, minutes, &of_minutes, error) || !dw_db_read_number (db, hours, &of_hours, error))
    return FALSE;
  *bytes = of_chunks + of_minutes + of_hours;
  return TRUE;
}

static gboolean
read_counts (DwDb *db, DwHistoryStats *stats, GError **error)
{
  return dw_table_history_get_count (db, "chunk-bytes", &stats->sealed_bytes, error) && dw_table_history_get_count (db, "aggregate-bytes", &stats->aggregate_bytes, error) &&
         dw_table_history_get_count (db, "samples", &stats->samples, error) && dw_table_history_get_count (db, "chunks", &stats->chunks, error) &&
         read_last_day (db, &stats->bytes_last_day, error);
}

gboolean
dw_history_read_stats (DwHistory *self, DwHistoryStats *stats, GError **error)
{
  DwHistoryView view;
  gboolean ok;

  *stats = (DwHistoryStats){ .file_bytes = get_file_bytes (self->path) };
  if (!dw_history_view_begin (&view, self, NULL, 0, NULL, error))
    return FALSE;
  ok = read_counts (view.db, stats, error) && add_ends (&view, stats, error);
  if (ok)
    add_open (&view, stats);
  stats->samples += stats->open_samples;
  dw_history_view_end (&view);
  return ok;
}

/* Chunks grow until the first of them is old enough to go; aggregates are so much smaller that their end is left out: the answer errs to the early side. */
gint64
dw_history_forecast_days (const DwHistoryStats *stats, const DwHistoryRetention *retention, gint64 free_bytes)
{
  gint64 known = stats->sealed_bytes + stats->aggregate_bytes, age_days = (stats->last_ms - stats->first_ms) / DW_HISTORY_DAY_MS;
  double chunks_a_day, aggregates_a_day, until_steady_days, free_then;

  if (stats->bytes_last_day <= 0 || free_bytes < 0)
    return -1;
  chunks_a_day = known > 0 ? (double)stats->bytes_last_day * (double)stats->sealed_bytes / (double)known : (double)stats->bytes_last_day;
  aggregates_a_day = (double)stats->bytes_last_day - chunks_a_day;
  if (retention->raw_days <= 0)
    return (gint64)((double)free_bytes / (double)stats->bytes_last_day);
  until_steady_days = (double)MAX (retention->raw_days - age_days, 0);
  free_then = (double)free_bytes - until_steady_days * (double)stats->bytes_last_day;
  if (free_then < 0)
    return (gint64)((double)free_bytes / (double)stats->bytes_last_day);
  if (retention->minute_days > 0 || aggregates_a_day < 1)
    return -1;
  return (gint64)(until_steady_days + free_then / aggregates_a_day);
}
