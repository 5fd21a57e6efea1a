// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: opening, closing and appending. The way of one batch of reports:
//
//   checked as a whole ─▶ each into the tail of its hour and into one row of the journal ─▶ hours that are over are sealed ─▶ one synced commit
//
// When the commit fails nothing of the batch is kept: the model is made again from the file.

#include "dw-history.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "dw-files.h"
#include "dw-history-private.h"
#include "dw-migrate.h"
#include "dw-store-error.h"
#include "dw-text.h"

#define FOLDER "history"
#define FILE_NAME "samples.db"

/* --- opening --- */

static DwDb *
open_writing (const char *path, GError **error)
{
  g_autoptr (DwDb) db = dw_db_open (path, DW_DB_WRITE_BLOBS, error);
  guint n_steps;
  const DwMigration *steps = dw_migrate_get_sample_steps (&n_steps);

  if (db == NULL || !dw_migrate_run (db, steps, n_steps, error))
    return NULL;
  return g_steal_pointer (&db);
}

/* The file and its journals, under names that say what they are. */
static void
put_aside (const char *path)
{
  const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (path, ".damaged", endings[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        g_message ("%s cannot be put aside: %s", from, g_strerror (errno));
    }
}

/* After a damaged row of the journal nothing may be added to the hours that it ended. */
static gboolean
end_broken_hours (DwHistory *self, GError **error)
{
  return !self->journal_broken || dw_history_seal (self, 0, error);
}

static gboolean
open_writer (DwHistory *self, const char *folder, char **aside, GError **error)
{
  g_autoptr (GError) problem = NULL;

  self->lock = dw_store_lock_take (folder, g_get_prgname (), error);
  if (self->lock == NULL)
    return FALSE;
  self->write_db = open_writing (self->path, &problem);
  if (self->write_db != NULL && dw_history_load_model (self, self->write_db, &problem) && end_broken_hours (self, &problem))
    return TRUE;
  g_clear_pointer (&self->write_db, dw_db_close);
  if (!g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  g_message ("%s", problem->message);
  put_aside (self->path);
  if (aside != NULL)
    *aside = g_strconcat (self->path, ".damaged", NULL);
  self->write_db = open_writing (self->path, error);
  return self->write_db != NULL && dw_history_load_model (self, self->write_db, error);
}

static DwHistory *
new_history (const char *dir, DwHistoryMode mode)
{
  DwHistory *self = g_new0 (DwHistory, 1);
  g_autofree char *whole = g_canonicalize_filename (dir, NULL);

  self->mode = mode;
  self->path = g_build_filename (whole, FOLDER, FILE_NAME, NULL);
  self->journal = g_byte_array_new ();
  self->free_readers = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_db_close);
  self->seen_seq = -1;
  g_mutex_init (&self->write_lock);
  g_mutex_init (&self->model_lock);
  g_mutex_init (&self->pool_lock);
  g_cond_init (&self->pool_freed);
  return self;
}

/* A first look, so that a file that cannot be read is told at once. */
static gboolean
try_reading (DwHistory *self, GError **error)
{
  DwHistoryView view;

  if (!dw_history_view_begin (&view, self, &(gint64){ 0 }, 1, NULL, error))
    return FALSE;
  dw_history_view_end (&view);
  return TRUE;
}

DwHistory *
dw_history_open (const char *dir, DwHistoryMode mode, char **put_aside_path, GError **error)
{
  g_autoptr (DwHistory) self = new_history (dir, mode);
  g_autofree char *folder = g_path_get_dirname (self->path);

  if (put_aside_path != NULL)
    *put_aside_path = NULL;
  if (mode == DW_HISTORY_WRITE && (!dw_files_ensure_dir (folder, error) || !open_writer (self, folder, put_aside_path, error)))
    return NULL;
  return try_reading (self, error) ? g_steal_pointer (&self) : NULL;
}

void
dw_history_close (DwHistory *self)
{
  if (self == NULL)
    return;
  /* The readers first: the last one to close folds the WAL in, and only the writer may. */
  g_ptr_array_unref (self->free_readers);
  g_clear_pointer (&self->write_db, dw_db_close);
  g_clear_pointer (&self->lock, dw_store_lock_free);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->layouts, g_hash_table_unref);
  g_byte_array_unref (self->journal);
  dw_history_block_free (self->spare);
  g_free (self->minutes);
  g_mutex_clear (&self->write_lock);
  g_mutex_clear (&self->model_lock);
  g_mutex_clear (&self->pool_lock);
  g_cond_clear (&self->pool_freed);
  g_free (self->damage);
  g_free (self->path);
  g_free (self);
}

/* --- damage --- */

void
dw_history_note_damage (DwHistory *self, gint64 device_id, gint64 hour, const char *problem)
{
  g_autofree char *time = dw_text_time_full (hour * DW_HISTORY_HOUR_MS);
  char *damage = device_id != 0 ? g_strdup_printf (_ ("History of device %1$lld, hour of %2$s: %3$s"), (long long)device_id, time, problem) : g_strdup (problem);

  g_mutex_lock (&self->pool_lock);
  g_free (self->damage);
  self->damage = damage;
  g_mutex_unlock (&self->pool_lock);
}

char *
dw_history_dup_damage (DwHistory *self)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->pool_lock);

  return g_strdup (self->damage);
}

/* --- a change of the file --- */

static gboolean
is_writing (DwHistory *self, GError **error)
{
  if (self->mode == DW_HISTORY_WRITE)
    return TRUE;
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The history is open for reading only"));
  return FALSE;
}

/* Whatever was changed in memory is forgotten: the file says what is true. */
static void
go_back (DwHistory *self)
{
  g_autoptr (GError) problem = NULL;

  dw_table_history_release (self->write_db);
  dw_db_rollback (self->write_db);
  g_mutex_lock (&self->model_lock);
  if (!dw_history_load_model (self, self->write_db, &problem))
    g_warning ("The history cannot be read again: %s", problem->message);
  g_mutex_unlock (&self->model_lock);
}

static gint64
find_oldest_seq (DwHistory *self)
{
  gint64 oldest = self->next_seq;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DwHistoryEntry *entry = value;

      for (guint i = 0; i < entry->tails->len; i++)
        if (!((DwHistoryTail *)entry->tails->pdata[i])->is_sealed)
          oldest = MIN (oldest, ((DwHistoryTail *)entry->tails->pdata[i])->journal_seq);
    }
  return oldest;
}

typedef struct
{
  DwHistoryEntry *entry;
  gint64 hour;
} Seal;

static gboolean
seal_tails (DwHistory *self, GArray *seals, GError **error)
{
  for (guint i = 0; i < seals->len; i++)
    {
      Seal *seal = &g_array_index (seals, Seal, i);
      DwHistoryTail *tail = dw_history_entry_find_tail (seal->entry, seal->hour);

      if (tail != NULL && !dw_history_seal_tail (self, seal->entry, tail, error))
        return FALSE;
    }
  return TRUE;
}

static void
drop_tails (GArray *seals)
{
  for (guint i = 0; i < seals->len; i++)
    dw_history_entry_drop_tail (g_array_index (seals, Seal, i).entry, g_array_index (seals, Seal, i).hour);
}

/* The tails to be sealed go with the commit: a reader sees them before or the chunks after. */
static gboolean
commit (DwHistory *self, GArray *seals, GError **error)
{
  gboolean ok;

  dw_table_history_release (self->write_db);
  if (seals->len == 0)
    return dw_db_commit (self->write_db, error);
  g_mutex_lock (&self->model_lock);
  ok = dw_db_commit (self->write_db, error);
  if (ok)
    drop_tails (seals);
  g_mutex_unlock (&self->model_lock);
  return ok;
}

static gboolean
write_journal (DwHistory *self, GArray *seals, GError **error)
{
  g_autoptr (GByteArray) row = NULL;
  gint64 seq = self->next_seq;

  if (self->journal->len == 0)
    return TRUE;
  row = g_byte_array_sized_new (self->journal->len + sizeof (guint32));
  dw_history_put_checked (row, self->journal);
  self->next_seq++;
  if (!dw_table_history_journal_add (self->write_db, seq, row, error))
    return FALSE;
  return seals->len == 0 || dw_table_history_journal_trim (self->write_db, MIN (find_oldest_seq (self), seq), error);
}

/* Seals, writes the journal's row and commits; begun by the caller. On failure nothing has happened. */
static gboolean
finish_change (DwHistory *self, GArray *seals, GError **error)
{
  if (seal_tails (self, seals, error) && write_journal (self, seals, error) && commit (self, seals, error))
    return TRUE;
  go_back (self);
  return FALSE;
}

/* --- appending --- */

static gboolean
refuse (GError **error, const char *format, long long device_id)
{
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, format, device_id);
  return FALSE;
}

#define FUTURE_MS DW_HISTORY_DAY_MS
#define LATEST_MS (G_GINT64_CONSTANT (1) << 42) /* the year 2109: hours fit the keys */

static gboolean
check_report (DwHistory *self, const DwReport *report, gint64 now_ms, GError **error)
{
  DwHistoryEntry *entry = dw_history_find_entry (self, report->device_id);

  if (entry == NULL)
    return refuse (error, _ ("Device %lld has no columns in the history"), report->device_id);
  if (report->n_values > entry->layout->n_columns)
    return refuse (error, _ ("A report of device %lld has more values than the history has columns"), report->device_id);
  if (report->time_ms < 0 || report->time_ms >= LATEST_MS)
    return refuse (error, _ ("A report of device %lld has an impossible time"), report->device_id);
  if (now_ms != 0 && report->time_ms > now_ms + FUTURE_MS)
    return refuse (error, _ ("A report of device %lld lies more than a day in the future"), report->device_id);
  return TRUE;
}

static void
add_report (DwHistory *self, const DwReport *report)
{
  DwHistoryEntry *entry = dw_history_find_entry (self, report->device_id);
  gint64 hour = dw_history_hour_of (report->time_ms);
  DwHistoryTail *tail = dw_history_entry_find_tail (entry, hour);

  if (tail == NULL)
    tail = dw_history_entry_add_tail (entry, entry->layout, hour, self->next_seq);
  dw_history_tail_add (tail, report, entry->last_row_hour == hour, self->journal);
  entry->last_row_hour = hour;
}

/* All but the device's newest hour: what is late is sealed at once, so that only the end is ever open. */
static void
list_ended (DwHistoryEntry *entry, GArray *seals)
{
  gint64 newest = entry->row.last_hour;

  if (entry->tails->len > 0)
    newest = MAX (newest, ((DwHistoryTail *)entry->tails->pdata[entry->tails->len - 1])->hour);
  for (guint i = 0; i < entry->tails->len; i++)
    {
      Seal seal = { entry, ((DwHistoryTail *)entry->tails->pdata[i])->hour };

      if (seal.hour < newest)
        g_array_append_val (seals, seal);
    }
}

static void
list_ended_of_reports (DwHistory *self, GPtrArray *reports, GArray *seals)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < reports->len; i++)
    {
      DwHistoryEntry *entry = dw_history_find_entry (self, ((const DwReport *)reports->pdata[i])->device_id);
      gboolean several = entry->tails->len > 1 || (entry->tails->len == 1 && ((DwHistoryTail *)entry->tails->pdata[0])->hour < entry->row.last_hour);

      if (several && g_hash_table_add (seen, entry))
        list_ended (entry, seals);
    }
}

/* Samples of the hour were deleted and its sums are all that is left: what comes late would replace them. */
static gboolean
hour_is_deleted (DwHistory *self, const DwHistoryEntry *entry, gint64 hour, gboolean *deleted, GError **error)
{
  const guint8 *bytes;
  gsize length;
  gboolean found;

  *deleted = FALSE;
  if (hour > entry->row.last_hour || !dw_table_history_get (self->write_db, DW_BLOBS_CHUNK, dw_history_key (hour, entry->row.device_id), &bytes, &length, &found, error))
    return hour > entry->row.last_hour;
  return found || dw_history_hour_has_sums (self, entry->row.device_id, hour, deleted, error);
}

typedef struct
{
  const DwHistoryEntry *entry;
  gint64 hour;
  gboolean deleted;
} LastHour;

/* Reports come in runs of the same device and hour: the answer for the last one serves the next. */
static gboolean
is_too_late (DwHistory *self, const DwReport *report, LastHour *last, gboolean *too_late, GError **error)
{
  DwHistoryEntry *entry = dw_history_find_entry (self, report->device_id);
  gint64 hour = dw_history_hour_of (report->time_ms);

  if (entry != last->entry || hour != last->hour)
    {
      if (!hour_is_deleted (self, entry, hour, &last->deleted, error))
        return FALSE;
      last->entry = entry;
      last->hour = hour;
    }
  *too_late = last->deleted;
  return TRUE;
}

/* An import (now_ms 0) is told and refused as a whole; while a station works what is too late is left out, with a word in the log. Borrowed reports. */
static GPtrArray *
leave_out_late (DwHistory *self, GPtrArray *reports, gint64 now_ms, GError **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_sized_new (reports->len);
  LastHour last = { 0 };

  for (guint i = 0; i < reports->len; i++)
    {
      const DwReport *report = reports->pdata[i];
      gboolean too_late = FALSE;

      if (!is_too_late (self, report, &last, &too_late, error))
        return NULL;
      if (too_late && now_ms == 0)
        {
          refuse (error, _ ("A report of device %lld lies in an hour whose samples were deleted"), report->device_id);
          return NULL;
        }
      if (!too_late)
        g_ptr_array_add (kept, reports->pdata[i]);
    }
  if (kept->len < reports->len)
    g_message ("%u reports lie in hours whose samples were deleted: they are left out", reports->len - kept->len);
  return g_steal_pointer (&kept);
}

static void
add_reports (DwHistory *self, GPtrArray *reports)
{
  g_mutex_lock (&self->model_lock);
  for (guint i = 0; i < reports->len; i++)
    add_report (self, reports->pdata[i]);
  g_mutex_unlock (&self->model_lock);
}

static gboolean
check_reports (DwHistory *self, GPtrArray *reports, gint64 now_ms, GError **error)
{
  if (!is_writing (self, error))
    return FALSE;
  for (guint i = 0; i < reports->len; i++)
    if (!check_report (self, reports->pdata[i], now_ms, error))
      return FALSE;
  return TRUE;
}

gboolean
dw_history_append (DwHistory *self, GPtrArray *reports, gint64 now_ms, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (GArray) seals = g_array_new (FALSE, FALSE, sizeof (Seal));
  g_autoptr (GPtrArray) kept = NULL;

  if (!check_reports (self, reports, now_ms, error))
    return FALSE;
  kept = leave_out_late (self, reports, now_ms, error);
  if (kept == NULL)
    return FALSE;
  if (kept->len == 0)
    return TRUE;
  if (!dw_db_begin (self->write_db, error))
    return FALSE;
  g_byte_array_set_size (self->journal, 0);
  add_reports (self, kept);
  list_ended_of_reports (self, kept, seals);
  return finish_change (self, seals, error);
}

/* --- sealing by time --- */

static void
list_before (DwHistoryEntry *entry, gint64 before_hour, GArray *seals)
{
  for (guint i = 0; i < entry->tails->len; i++)
    {
      Seal seal = { entry, ((DwHistoryTail *)entry->tails->pdata[i])->hour };

      if (seal.hour < before_hour)
        g_array_append_val (seals, seal);
    }
}

gboolean
dw_history_seal (DwHistory *self, gint64 before_ms, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (GArray) seals = g_array_new (FALSE, FALSE, sizeof (Seal));
  GHashTableIter iter;
  gpointer entry;

  if (!is_writing (self, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    list_before (entry, before_ms != 0 ? dw_history_hour_of (before_ms) : G_MAXINT64, seals);
  if (seals->len == 0)
    return TRUE;
  if (!dw_db_begin (self->write_db, error))
    return FALSE;
  g_byte_array_set_size (self->journal, 0);
  return finish_change (self, seals, error);
}

/* --- columns --- */

static void
put_entry (DwHistory *self, gint64 device_id, DwHistoryLayout *layout)
{
  DwHistoryEntry *entry = dw_history_find_entry (self, device_id);

  if (entry == NULL)
    {
      entry = g_new0 (DwHistoryEntry, 1);
      entry->row = (DwHistoryDevice){ device_id, 0, -1, -1 };
      entry->last_row_hour = -1;
      entry->tails = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_history_tail_free);
      g_hash_table_insert (self->entries, g_memdup2 (&device_id, sizeof device_id), entry);
    }
  g_clear_pointer (&entry->last_sealed_ms, g_free);
  g_clear_pointer (&entry->layout, dw_history_layout_unref);
  entry->layout = dw_history_layout_ref (layout);
  entry->row.layout_id = layout->id;
}

static gboolean
change_columns (DwHistory *self, DwHistoryLayout *layout, GArray *seals, GError **error)
{
  DwHistoryLayout *kept = dw_history_keep_layout (self, layout, error);
  DwHistoryEntry *entry;

  if (kept == NULL)
    return FALSE;
  g_mutex_lock (&self->model_lock);
  put_entry (self, layout->device_id, kept);
  entry = dw_history_find_entry (self, layout->device_id);
  g_mutex_unlock (&self->model_lock);
  list_before (entry, G_MAXINT64, seals);
  return dw_table_history_put_device (self->write_db, &entry->row, error);
}

gboolean
dw_history_set_columns (DwHistory *self, gint64 device_id, const DwHistoryColumn *columns, guint n_columns, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (GArray) seals = g_array_new (FALSE, FALSE, sizeof (Seal));
  g_autoptr (DwHistoryLayout) layout = NULL;
  DwHistoryEntry *entry;

  if (!is_writing (self, error))
    return FALSE;
  entry = dw_history_find_entry (self, device_id);
  if (entry != NULL && dw_history_layout_equals (entry->layout, columns, n_columns))
    return TRUE;
  if (device_id <= 0 || device_id > G_MAXUINT32)
    return refuse (error, _ ("Device %lld cannot have a history: its number is out of range"), device_id);
  if (!dw_history_columns_check (columns, n_columns, error) || !dw_db_begin (self->write_db, error))
    return FALSE;
  g_byte_array_set_size (self->journal, 0);
  layout = dw_history_layout_new (0, device_id, columns, n_columns);
  if (change_columns (self, layout, seals, error))
    return finish_change (self, seals, error);
  go_back (self);
  return FALSE;
}

gboolean
dw_history_note_clock_step (DwHistory *self, gint64 time_ms, gint64 delta_ms, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->write_lock);

  return is_writing (self, error) && dw_table_history_add_clock_step (self->write_db, time_ms, delta_ms, error);
}
