// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: a change of the database, all or nothing, and the journal that must fit it afterwards.

#include <glib/gi18n-lib.h>

#include "dw-history-private.h"
#include "dw-store-error.h"

/* A journal below this is not worth beginning anew. */
#define JOURNAL_SPARE_BYTES (256 * 1024)

gboolean
dw_history_is_writing (DwHistory *self, GError **error)
{
  if (self->mode == DW_HISTORY_WRITE)
    return TRUE;
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The history is open for reading only"));
  return FALSE;
}

gboolean
dw_history_refuse (GError **error, const char *format, long long device_id)
{
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, format, device_id);
  return FALSE;
}

/* Whatever was changed in memory is forgotten: the files say what is true. */
void
dw_history_go_back (DwHistory *self)
{
  g_autoptr (GError) problem = NULL;

  dw_history_forget_day (self);
  self->more = (DwHistoryMore){ 0 };
  dw_table_history_release (self->write_db);
  dw_db_rollback (self->write_db);
  g_mutex_lock (&self->model_lock);
  if (!dw_history_journal_load (self->journal, &problem) || !dw_history_load_model (self, self->write_db, &problem))
    g_warning ("The history cannot be read again: %s", problem->message);
  g_mutex_unlock (&self->model_lock);
}

static gboolean
seal_tails (DwHistory *self, GArray *seals, GError **error)
{
  for (guint i = 0; i < seals->len; i++)
    {
      DwHistorySeal *seal = &g_array_index (seals, DwHistorySeal, i);
      DwHistoryTail *tail = dw_history_entry_find_tail (seal->entry, seal->hour);

      if (tail != NULL && !dw_history_seal_tail (self, seal->entry, tail, error))
        return FALSE;
    }
  return TRUE;
}

/* --- running totals --- */

gboolean
dw_history_count (DwDb *db, const DwHistoryMore *more, GError **error)
{
  const struct
  {
    const char *name;
    gint64 more;
  } counts[] = { { "chunks", more->chunks }, { "chunk-bytes", more->chunk_bytes }, { "samples", more->samples }, { "aggregate-bytes", more->aggregate_bytes } };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i].more != 0 && !dw_table_history_count (db, counts[i].name, counts[i].more, error))
      return FALSE;
  return TRUE;
}

/* What the seals left in memory. */
static gboolean
finish_seals (DwHistory *self, GError **error)
{
  if (!dw_history_write_day (self, error) || !dw_history_count (self->write_db, &self->more, error) || !dw_table_history_count (self->write_db, DW_HISTORY_SEALS, 1, error))
    return FALSE;
  self->more = (DwHistoryMore){ 0 };
  return TRUE;
}

static void
drop_tails (GArray *seals)
{
  for (guint i = 0; i < seals->len; i++)
    dw_history_entry_drop_tail (g_array_index (seals, DwHistorySeal, i).entry, g_array_index (seals, DwHistorySeal, i).hour);
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
    {
      drop_tails (seals);
      self->n_seals++;
    }
  g_mutex_unlock (&self->model_lock);
  return ok;
}

/* --- the journal --- */

static GPtrArray *
list_open_records (DwHistory *self)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify)g_byte_array_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DwHistoryEntry *entry = value;

      for (guint i = 0; i < entry->tails->len; i++)
        {
          GByteArray *records = g_byte_array_new ();

          dw_history_tail_put_records (entry->tails->pdata[i], records);
          g_ptr_array_add (frames, records);
        }
    }
  return frames;
}

/* A row of the same hour means the hour of the device's row before, and there is none now. */
static void
forget_last_rows (DwHistory *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((DwHistoryEntry *)value)->last_row_hour = -1;
}

gboolean
dw_history_renew_journal (DwHistory *self, GError **error)
{
  g_autoptr (GPtrArray) frames = list_open_records (self);
  DwHistoryJournalHead head = { .seals = (guint64)self->n_seals };
  gint64 owner;

  if (!dw_table_history_get_count (self->write_db, DW_HISTORY_OWNER, &owner, error))
    return FALSE;
  head.owner = (guint64)owner;
  if (!dw_history_journal_renew (self->journal, &head, frames, error))
    return FALSE;
  forget_last_rows (self);
  return TRUE;
}

static gsize
count_open_bytes (DwHistory *self)
{
  GHashTableIter iter;
  gpointer value;
  gsize n = 0;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DwHistoryEntry *entry = value;

      for (guint i = 0; i < entry->tails->len; i++)
        n += ((DwHistoryTail *)entry->tails->pdata[i])->records->len;
    }
  return n;
}

/* What was sealed stands in the journal for nothing. Begun anew when that is most of it, so that on the whole each open byte is written twice at most.
 * A journal that cannot be begun anew goes on growing: that is told. */
void
dw_history_tidy_journal (DwHistory *self, gsize spare_bytes)
{
  g_autoptr (GError) problem = NULL;

  if (dw_history_journal_get_size (self->journal) > spare_bytes + 2 * count_open_bytes (self) && !dw_history_renew_journal (self, &problem))
    dw_history_note_damage (self, 0, 0, problem->message);
}

/* --- a change of the database --- */

gboolean
dw_history_finish_change (DwHistory *self, GArray *seals, GError **error)
{
  g_byte_array_set_size (self->records, 0);
  if (!seal_tails (self, seals, error) || (seals->len > 0 && !finish_seals (self, error)) || !commit (self, seals, error))
    return FALSE;
  dw_history_journal_mention (self->journal, self->records);
  if (seals->len > 0)
    dw_history_tidy_journal (self, JOURNAL_SPARE_BYTES);
  return TRUE;
}

gboolean
dw_history_change (DwHistory *self, GArray *seals, GError **error)
{
  if (dw_db_begin (self->write_db, error) && dw_history_finish_change (self, seals, error))
    return TRUE;
  dw_history_go_back (self);
  return FALSE;
}
