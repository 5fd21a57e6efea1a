// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: one consistent look at the history: a read transaction of the file and copies of the open hours, taken at one moment.

#include <glib/gi18n-lib.h>

#include "dw-history-private.h"
#include "dw-store-error.h"

/* Each look needs a few ms, a seal comes some times a minute. */
#define MOST_LOOKS 100

static DwHistoryTail *
copy_tail (const DwHistoryTail *tail)
{
  DwHistoryTail *copy = dw_history_tail_new (tail->layout, tail->hour);

  copy->n_rows = tail->n_rows;
  copy->last_ms = tail->last_ms;
  g_byte_array_append (copy->records, tail->records->data, tail->records->len);
  memcpy (copy->numbers, tail->numbers, tail->layout->n_columns * sizeof *copy->numbers);
  return copy;
}

static void
copy_tails_of (DwHistoryView *self, const DwHistoryEntry *entry)
{
  for (guint i = 0; i < entry->tails->len; i++)
    g_ptr_array_add (self->tails, copy_tail (entry->tails->pdata[i]));
}

static void
copy_tails (DwHistoryView *self, const gint64 *device_ids, guint n)
{
  GHashTableIter iter;
  gpointer entry;

  for (guint i = 0; i < n; i++)
    {
      entry = dw_history_find_entry (self->history, device_ids[i]);
      if (entry != NULL && (i == 0 || device_ids[i] != device_ids[i - 1]))
        copy_tails_of (self, entry);
    }
  if (n > 0)
    return;
  g_hash_table_iter_init (&iter, self->history->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    copy_tails_of (self, entry);
}

/* From the first read on the transaction sees this moment. */
static gboolean
begin_snapshot (DwDb *db, GError **error)
{
  gint64 ignored;

  return dw_db_begin_read (db, error) && dw_db_read_number (db, "SELECT count (*) FROM history_layout WHERE id = 0", &ignored, error);
}

/* The database first, then the journal: every batch of which something is sealed stands there whole. What left the journal since is in no chunk that this look can see:
 * then the journal is ahead, and both are looked at again. */
static gboolean
read_both (DwHistory *self, DwDb *db, GError **error)
{
  self->seen_version = -1;
  for (guint i = 0; i < MOST_LOOKS; i++)
    {
      gint64 version;

      if (!dw_history_journal_load (self->journal, error) || !dw_history_load_model (self, db, error) || !dw_db_read_number (db, "PRAGMA data_version", &version, error))
        return FALSE;
      self->seen_version = version;
      if (!self->journal_is_ahead)
        return TRUE;
      dw_db_rollback (db);
      if (!begin_snapshot (db, error))
        return FALSE;
    }
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The history changes faster than it can be read"));
  return FALSE;
}

/* A program that only reads makes the model from the files; it is made again when another program has written. */
static gboolean
begin_reading (DwHistory *self, DwDb *db, GError **error)
{
  gint64 version;

  if (!begin_snapshot (db, error) || !dw_db_read_number (db, "PRAGMA data_version", &version, error))
    return FALSE;
  if (version == self->seen_version && !dw_history_journal_has_changed (self->journal))
    return TRUE;
  return read_both (self, db, error);
}

/* With the model lock. */
static gboolean
fix_moment (DwHistoryView *self, const gint64 *device_ids, guint n, GError **error)
{
  if (!(self->history->mode == DW_HISTORY_READ ? begin_reading (self->history, self->db, error) : begin_snapshot (self->db, error)))
    return FALSE;
  copy_tails (self, device_ids, n);
  return TRUE;
}

static void
prepare (DwHistoryView *self, DwHistory *history, GCancellable *cancellable, DwHistoryReader *reader)
{
  *self = (DwHistoryView){ .history = history, .cancellable = cancellable, .reader = reader, .db = reader->db };
  self->tails = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_history_tail_free);
  self->mine = g_ptr_array_new ();
}

/* With the model lock, which keeps this program from sealing. Another program may have sealed since the first look: then this one would be of another moment. */
static gboolean
fix_beside (DwHistoryView *self, const gint64 *device_ids, guint n)
{
  gint64 n_seals;

  if (!begin_snapshot (self->db, NULL) || !dw_table_history_get_count (self->db, DW_HISTORY_SEALS, &n_seals, NULL) || n_seals != self->history->n_seals)
    return FALSE;
  copy_tails (self, device_ids, n);
  return TRUE;
}

static guint
add_views (DwHistoryView *views, guint n_views, const gint64 *device_ids, guint n)
{
  guint n_begun = 1;

  for (; n_begun < n_views; n_begun++)
    {
      DwHistoryReader *reader = dw_history_try_take_reader (views->history);

      if (reader == NULL)
        break;
      prepare (&views[n_begun], views->history, views->cancellable, reader);
      if (fix_beside (&views[n_begun], device_ids, n))
        continue;
      dw_history_view_end (&views[n_begun]);
      break;
    }
  return n_begun;
}

gboolean
dw_history_views_begin (DwHistoryView *views, guint *n_views, DwHistory *history, const gint64 *device_ids, guint n, GCancellable *cancellable, GError **error)
{
  DwHistoryReader *reader;
  gboolean ok;

  views[0] = (DwHistoryView){ .history = history };
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  reader = dw_history_take_reader (history, error);
  if (reader == NULL)
    return FALSE;
  prepare (&views[0], history, cancellable, reader);
  g_mutex_lock (&history->model_lock);
  ok = fix_moment (&views[0], device_ids, n, error);
  if (ok)
    *n_views = add_views (views, *n_views, device_ids, n);
  g_mutex_unlock (&history->model_lock);
  if (!ok)
    dw_history_view_end (&views[0]);
  return ok;
}

gboolean
dw_history_view_begin (DwHistoryView *self, DwHistory *history, const gint64 *device_ids, guint n, GCancellable *cancellable, GError **error)
{
  return dw_history_views_begin (self, &(guint){ 1 }, history, device_ids, n, cancellable, error);
}

void
dw_history_view_end (DwHistoryView *self)
{
  if (self->db == NULL)
    return;
  dw_table_history_release (self->db);
  dw_db_rollback (self->db);
  self->db = NULL;
  dw_history_give_reader (self->history, g_steal_pointer (&self->reader));
  g_clear_pointer (&self->mine, g_ptr_array_unref);
  g_clear_pointer (&self->tails, g_ptr_array_unref);
  g_clear_pointer (&self->layout, dw_history_layout_unref);
  g_clear_pointer (&self->totals, g_free);
  dw_history_run_clear (&self->run);
}

gboolean
dw_history_view_cancelled (DwHistoryView *self, GError **error)
{
  return g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* Whoever asks for something else does not pay for this. */
DwHistoryKept *
dw_history_view_get_kept (DwHistoryView *self, GError **error)
{
  gint64 version;

  if (self->kept_is_current)
    return self->reader->kept;
  if (!dw_db_read_number (self->db, "PRAGMA data_version", &version, error))
    return NULL;
  dw_history_kept_set_version (self->reader->kept, version);
  self->kept_is_current = TRUE;
  return self->reader->kept;
}

DwHistoryLayout *
dw_history_view_layout (DwHistoryView *self, gint64 layout_id, GError **error)
{
  DwHistoryLayout *layout;

  if (self->layout != NULL && self->layout->id == layout_id)
    return self->layout;
  g_mutex_lock (&self->history->model_lock);
  layout = dw_history_find_layout (self->history, layout_id, error);
  if (layout != NULL)
    dw_history_layout_ref (layout);
  g_mutex_unlock (&self->history->model_lock);
  if (layout == NULL)
    return NULL;
  g_clear_pointer (&self->layout, dw_history_layout_unref);
  self->layout = layout;
  return layout;
}
