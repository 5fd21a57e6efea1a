// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: devices, layouts and open hours in memory, made from the file: the journal is read once at opening (a few ms for an hour of a district).

#include <glib/gi18n-lib.h>

#include "dw-history-private.h"
#include "dw-store-error.h"

static gint64 *
new_id (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

static void
entry_free (gpointer data)
{
  DwHistoryEntry *entry = data;

  g_clear_pointer (&entry->layout, dw_history_layout_unref);
  g_clear_pointer (&entry->other, dw_history_layout_unref);
  g_ptr_array_unref (entry->tails);
  g_free (entry->last_sealed_ms);
  g_free (entry);
}

DwHistoryEntry *
dw_history_find_entry (DwHistory *self, gint64 device_id)
{
  return g_hash_table_lookup (self->entries, &device_id);
}

DwHistoryLayout *
dw_history_find_layout (DwHistory *self, gint64 layout_id, GError **error)
{
  DwHistoryLayout *layout = g_hash_table_lookup (self->layouts, &layout_id);

  if (layout == NULL)
    g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("The history names layout %lld, which does not exist"), (long long)layout_id);
  return layout;
}

static DwHistoryLayout *
find_equal_layout (DwHistory *self, const DwHistoryLayout *layout)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->layouts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DwHistoryLayout *other = value;

      if (other->device_id == layout->device_id && dw_history_layout_equals (other, layout->columns, layout->n_columns))
        return other;
    }
  return NULL;
}

static void
put_layout (DwHistory *self, DwHistoryLayout *layout)
{
  g_hash_table_insert (self->layouts, new_id (layout->id), dw_history_layout_ref (layout));
}

DwHistoryLayout *
dw_history_keep_layout (DwHistory *self, DwHistoryLayout *layout, GError **error)
{
  DwHistoryLayout *known = layout->id > 0 ? layout : find_equal_layout (self, layout);

  if (known != NULL)
    return known;
  if (!dw_table_history_add_layout (self->write_db, layout, error))
    return NULL;
  g_mutex_lock (&self->model_lock);
  put_layout (self, layout);
  g_mutex_unlock (&self->model_lock);
  return layout;
}

/* --- tails --- */

DwHistoryTail *
dw_history_entry_find_tail (DwHistoryEntry *entry, gint64 hour)
{
  for (guint i = entry->tails->len; i-- > 0;)
    if (((DwHistoryTail *)entry->tails->pdata[i])->hour == hour)
      return entry->tails->pdata[i];
  return NULL;
}

DwHistoryTail *
dw_history_entry_add_tail (DwHistoryEntry *entry, DwHistoryLayout *layout, gint64 hour)
{
  DwHistoryTail *tail = dw_history_tail_new (layout, hour);
  guint at = entry->tails->len;

  while (at > 0 && ((DwHistoryTail *)entry->tails->pdata[at - 1])->hour > hour)
    at--;
  g_ptr_array_insert (entry->tails, (int)at, tail);
  return tail;
}

void
dw_history_entry_drop_tail (DwHistoryEntry *entry, gint64 hour)
{
  DwHistoryTail *tail = dw_history_entry_find_tail (entry, hour);

  if (tail != NULL)
    g_ptr_array_remove (entry->tails, tail);
}

/* --- loading --- */

static DwHistoryEntry *
add_entry (DwHistory *self, const DwHistoryDevice *device, GError **error)
{
  DwHistoryLayout *layout = dw_history_find_layout (self, device->layout_id, error);
  DwHistoryEntry *entry;

  if (layout == NULL)
    return NULL;
  entry = g_new0 (DwHistoryEntry, 1);
  entry->row = *device;
  entry->layout = dw_history_layout_ref (layout);
  entry->last_row_hour = -1;
  entry->tails = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_history_tail_free);
  g_hash_table_insert (self->entries, new_id (device->device_id), entry);
  return entry;
}

static gboolean
load_devices (DwHistory *self, DwDb *db, GError **error)
{
  g_autoptr (GPtrArray) layouts = dw_table_history_load_layouts (db, error);
  g_autoptr (GArray) devices = layouts != NULL ? dw_table_history_load_devices (db, error) : NULL;

  if (devices == NULL)
    return FALSE;
  for (guint i = 0; i < layouts->len; i++)
    put_layout (self, layouts->pdata[i]);
  for (guint i = 0; i < devices->len; i++)
    if (add_entry (self, &g_array_index (devices, DwHistoryDevice, i), error) == NULL)
      return FALSE;
  return TRUE;
}

/* A row of the same hour whose hour is not known belongs to what was sealed or lost. */
static gboolean
restore_same_row (DwHistoryEntry *entry, const DwHistoryRecord *record)
{
  DwHistoryTail *tail = entry->last_row_hour >= 0 ? dw_history_entry_find_tail (entry, entry->last_row_hour) : NULL;

  return tail == NULL || tail->is_frozen || dw_history_tail_restore (tail, record);
}

static gboolean
restore_row (DwHistory *self, DwHistoryEntry *entry, const DwHistoryRecord *record)
{
  DwHistoryLayout *layout = dw_history_find_layout (self, record->layout_id, NULL);
  DwHistoryTail *tail = dw_history_entry_find_tail (entry, record->hour);

  if (layout == NULL || layout->device_id != record->device_id)
    return FALSE;
  entry->last_row_hour = record->hour;
  if (record->first)
    {
      dw_history_entry_drop_tail (entry, record->hour);
      tail = dw_history_entry_add_tail (entry, layout, record->hour);
    }
  return tail == NULL || tail->is_frozen || (tail->layout == layout && dw_history_tail_restore (tail, record));
}

/* Rows say what differs from the rows before: behind a lost one no open hour can go on. Hours that begin later can. */
static void
lost_cb (const char *problem, gpointer data)
{
  DwHistory *self = data;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DwHistoryEntry *entry = value;

      entry->last_row_hour = -1;
      for (guint i = 0; i < entry->tails->len; i++)
        ((DwHistoryTail *)entry->tails->pdata[i])->is_frozen = TRUE;
    }
  self->journal_broken = TRUE;
  dw_history_note_damage (self, 0, 0, problem);
}

static void
begin_cb (const DwHistoryJournalHead *head, gpointer data)
{
  DwHistory *self = data;

  self->journal_is_ahead |= head->seals > (guint64)self->n_seals;
}

static void
drop_sealed (DwHistory *self, DwHistoryEntry *entry, const DwHistoryRecord *record)
{
  self->journal_is_ahead |= record->seals > self->n_seals;
  dw_history_entry_drop_tail (entry, record->hour);
}

static gboolean
replay (DwHistory *self, DwByteReader *reader)
{
  DwHistoryRecord record;

  while (dw_history_record_next (reader, &record))
    {
      DwHistoryEntry *entry = dw_history_find_entry (self, record.device_id);

      if (entry == NULL)
        return FALSE;
      if (record.kind == DW_RECORD_SEALED)
        drop_sealed (self, entry, &record);
      else if (record.same ? !restore_same_row (entry, &record) : !restore_row (self, entry, &record))
        return FALSE;
    }
  return !reader->bad;
}

static void
row_cb (const guint8 *records, gsize length, gpointer data)
{
  DwByteReader reader = { records, length, 0, FALSE };

  if (!replay (data, &reader))
    lost_cb (_ ("a row of the journal makes no sense; what was open then ends before it"), data);
}

void
dw_history_clear_model (DwHistory *self)
{
  g_hash_table_remove_all (self->entries);
  g_hash_table_remove_all (self->layouts);
}

gboolean
dw_history_load_model (DwHistory *self, DwDb *db, GError **error)
{
  const DwHistoryJournalReader reader = { begin_cb, row_cb, lost_cb };
  gint64 owner;

  if (self->entries == NULL)
    {
      self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, entry_free);
      self->layouts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)dw_history_layout_unref);
    }
  dw_history_clear_model (self);
  self->journal_broken = self->journal_is_ahead = FALSE;
  if (!load_devices (self, db, error) || !dw_table_history_get_count (db, DW_HISTORY_OWNER, &owner, error) || !dw_table_history_get_count (db, DW_HISTORY_SEALS, &self->n_seals, error))
    return FALSE;
  dw_history_journal_walk (self->journal, (guint64)owner, &reader, self);
  dw_history_journal_unload (self->journal);
  return TRUE;
}

int
dw_history_find_period (DwHistory *self, gint64 device_id, const char *name)
{
  DwHistoryEntry *entry;
  int column, period_ms = 0;

  g_mutex_lock (&self->model_lock);
  entry = dw_history_find_entry (self, device_id);
  column = entry != NULL ? dw_history_layout_find (entry->layout, name) : -1;
  if (column >= 0)
    period_ms = entry->layout->columns[column].period_ms;
  g_mutex_unlock (&self->model_lock);
  return period_ms;
}

DwHistoryLayout *
dw_history_ref_newest_layout (DwHistory *self, gint64 device_id)
{
  DwHistoryEntry *entry;
  DwHistoryLayout *layout = NULL;

  g_mutex_lock (&self->model_lock);
  entry = dw_history_find_entry (self, device_id);
  if (entry != NULL)
    layout = dw_history_layout_ref (entry->layout);
  g_mutex_unlock (&self->model_lock);
  return layout;
}
