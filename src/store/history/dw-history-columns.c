// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: what the numbers of a device mean from now on, and marks of the clock.

#include "dw-history.h"

#include <glib/gi18n-lib.h>

#include "dw-history-private.h"
#include "dw-store-error.h"

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
  g_clear_pointer (&entry->other, dw_history_layout_unref);
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
  dw_history_list_before (entry, G_MAXINT64, seals);
  return dw_table_history_put_device (self->write_db, &entry->row, error);
}

gboolean
dw_history_set_columns (DwHistory *self, gint64 device_id, const DwHistoryColumn *columns, guint n_columns, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (GArray) seals = g_array_new (FALSE, FALSE, sizeof (DwHistorySeal));
  g_autoptr (DwHistoryLayout) layout = NULL;
  DwHistoryEntry *entry;

  if (!dw_history_is_writing (self, error))
    return FALSE;
  entry = dw_history_find_entry (self, device_id);
  if (entry != NULL && dw_history_layout_equals (entry->layout, columns, n_columns))
    return TRUE;
  if (device_id <= 0 || device_id > G_MAXUINT32)
    return dw_history_refuse (error, _ ("Device %lld cannot have a history: its number is out of range"), device_id);
  if (!dw_history_columns_check (columns, n_columns, error) || !dw_db_begin (self->write_db, error))
    return FALSE;
  layout = dw_history_layout_new (0, device_id, columns, n_columns);
  if (change_columns (self, layout, seals, error) && dw_history_finish_change (self, seals, error))
    return TRUE;
  dw_history_go_back (self);
  return FALSE;
}

/* --- other periods --- */

static gboolean
has_period (const DwHistoryLayout *layout, int period_ms)
{
  for (guint i = 0; i < layout->n_columns; i++)
    if (layout->columns[i].period_ms != period_ms)
      return FALSE;
  return TRUE;
}

static DwHistoryLayout *
keep_with_period (DwHistory *self, const DwHistoryLayout *layout, int period_ms, GError **error)
{
  g_autoptr (DwHistoryLayout) other = dw_history_layout_new (0, layout->device_id, layout->columns, layout->n_columns);
  DwHistoryLayout *kept;

  for (guint i = 0; i < other->n_columns; i++)
    other->columns[i].period_ms = period_ms;
  if (!dw_db_begin (self->write_db, error))
    return NULL;
  kept = dw_history_keep_layout (self, other, error);
  if (kept != NULL && dw_db_commit (self->write_db, error))
    return kept;
  dw_history_go_back (self);
  return NULL;
}

DwHistoryLayout *
dw_history_ensure_layout (DwHistory *self, DwHistoryEntry *entry, int period_ms, GError **error)
{
  DwHistoryLayout *kept;

  if (period_ms <= 0 || has_period (entry->layout, period_ms))
    return entry->layout;
  if (entry->other != NULL && has_period (entry->other, period_ms))
    return entry->other;
  kept = keep_with_period (self, entry->layout, period_ms, error);
  if (kept == NULL)
    return NULL;
  g_clear_pointer (&entry->other, dw_history_layout_unref);
  entry->other = dw_history_layout_ref (kept);
  return kept;
}

gboolean
dw_history_note_clock_step (DwHistory *self, gint64 time_ms, gint64 delta_ms, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->write_lock);

  return dw_history_is_writing (self, error) && dw_table_history_add_clock_step (self->write_db, time_ms, delta_ms, error);
}
