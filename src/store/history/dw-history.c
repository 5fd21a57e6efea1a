// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: opening and closing, and the last damage that was come upon.

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
#define JOURNAL_NAME "samples.journal"
/* What a journal that nobody writes may hold for nothing. */
#define CLOSED_SPARE_BYTES 1024

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

/* The files, under names that say what they are. */
static void
put_aside (const char *folder)
{
  static const struct
  {
    const char *from, *to;
  } names[] = {
    { FILE_NAME, FILE_NAME ".damaged" },
    { FILE_NAME "-wal", FILE_NAME ".damaged-wal" },
    { FILE_NAME "-shm", FILE_NAME ".damaged-shm" },
    { JOURNAL_NAME, JOURNAL_NAME ".damaged" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (folder, names[i].from, NULL);
      g_autofree char *to = g_build_filename (folder, names[i].to, NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        g_message ("%s cannot be put aside: %s", from, g_strerror (errno));
    }
}

/* The number that says which journal belongs to this file. */
static gboolean
ensure_owner (DwDb *db, GError **error)
{
  gint64 owner;

  if (!dw_table_history_get_count (db, DW_HISTORY_OWNER, &owner, error))
    return FALSE;
  return owner != 0 || dw_table_history_count (db, DW_HISTORY_OWNER, (gint64)g_random_int () << 31 | g_random_int () >> 1 | 1, error);
}

/* After a damaged row of the journal nothing may be added to the hours that it ended. */
static gboolean
begin_journal (DwHistory *self, GError **error)
{
  gboolean broken = self->journal_broken;

  if (broken)
    dw_history_journal_keep_damaged (self->journal);
  return dw_history_renew_journal (self, error) && (!broken || dw_history_seal (self, 0, error));
}

static gboolean
open_files (DwHistory *self, GError **error)
{
  self->write_db = open_writing (self->path, error);
  return self->write_db != NULL && ensure_owner (self->write_db, error) && dw_history_journal_load (self->journal, error) && dw_history_load_model (self, self->write_db, error) &&
         begin_journal (self, error);
}

static gboolean
open_writer (DwHistory *self, const char *folder, char **aside, GError **error)
{
  g_autoptr (GError) problem = NULL;

  self->lock = dw_store_lock_take (folder, g_get_prgname (), error);
  if (self->lock == NULL)
    return FALSE;
  if (open_files (self, &problem))
    return TRUE;
  g_clear_pointer (&self->write_db, dw_db_close);
  if (!g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  g_message ("%s", problem->message);
  put_aside (folder);
  if (aside != NULL)
    *aside = g_strconcat (self->path, ".damaged", NULL);
  return open_files (self, error);
}

static DwHistory *
new_history (const char *dir, DwHistoryMode mode)
{
  DwHistory *self = g_new0 (DwHistory, 1);
  g_autofree char *whole = g_canonicalize_filename (dir, NULL);
  g_autofree char *journal = g_build_filename (whole, FOLDER, JOURNAL_NAME, NULL);

  self->mode = mode;
  self->path = g_build_filename (whole, FOLDER, FILE_NAME, NULL);
  self->journal = dw_history_journal_new (journal);
  self->records = g_byte_array_new ();
  self->free_readers = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_history_reader_free);
  self->seen_version = -1;
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
  if (self->write_db != NULL && dw_history_journal_get_size (self->journal) > 0)
    dw_history_tidy_journal (self, CLOSED_SPARE_BYTES);
  /* The readers first: the last one to close folds the WAL in, and only the writer may. */
  g_ptr_array_unref (self->free_readers);
  g_clear_pointer (&self->write_db, dw_db_close);
  g_clear_pointer (&self->journal, dw_history_journal_free);
  g_clear_pointer (&self->lock, dw_store_lock_free);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->layouts, g_hash_table_unref);
  g_byte_array_unref (self->records);
  dw_history_block_free (self->spare);
  dw_history_day_free (self->day);
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
