// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: appending and sealing. The way of one batch of reports:
//
//   checked as a whole ─▶ each into the tail of its hour ─▶ all as one synced frame of the journal ─▶ hours that are over: one synced commit of their chunks
//
// When something fails nothing of the batch is kept: its frame is taken back and the model is made again from the files. When the program dies between the last two steps
// the next one finds the batch in the journal; what is in a chunk as well is joined with it and changes nothing.

#include "dw-history.h"

#include <glib/gi18n-lib.h>

#include "dw-history-private.h"
#include "dw-store-error.h"

/* A journal below this is not worth beginning anew. */
#define JOURNAL_SPARE_BYTES (256 * 1024)

/* --- a change of the file --- */

static gboolean
is_writing (DwHistory *self, GError **error)
{
  if (self->mode == DW_HISTORY_WRITE)
    return TRUE;
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The history is open for reading only"));
  return FALSE;
}

/* Whatever was changed in memory is forgotten: the files say what is true. */
static void
go_back (DwHistory *self)
{
  g_autoptr (GError) problem = NULL;

  dw_table_history_release (self->write_db);
  dw_db_rollback (self->write_db);
  g_mutex_lock (&self->model_lock);
  if (!dw_history_journal_load (self->journal, &problem) || !dw_history_load_model (self, self->write_db, &problem))
    g_warning ("The history cannot be read again: %s", problem->message);
  g_mutex_unlock (&self->model_lock);
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

/* What was sealed stands in the journal for nothing. Begun anew when that is most of it, so that on the whole each open byte is written twice at most. */
static void
tidy_journal (DwHistory *self)
{
  g_autoptr (GError) problem = NULL;

  if (dw_history_journal_get_size (self->journal) > JOURNAL_SPARE_BYTES + 2 * count_open_bytes (self) && !dw_history_renew_journal (self, &problem))
    g_message ("%s", problem->message);
}

/* --- a change of the database --- */

/* Seals and commits; begun by the caller. On failure the database is as it was and the model is not: go_back. */
static gboolean
finish_change (DwHistory *self, GArray *seals, GError **error)
{
  g_byte_array_set_size (self->records, 0);
  if (!seal_tails (self, seals, error) || (seals->len > 0 && !dw_table_history_count (self->write_db, DW_HISTORY_SEALS, 1, error)) || !commit (self, seals, error))
    return FALSE;
  dw_history_journal_mention (self->journal, self->records);
  if (seals->len > 0)
    tidy_journal (self);
  return TRUE;
}

static gboolean
change (DwHistory *self, GArray *seals, GError **error)
{
  if (dw_db_begin (self->write_db, error) && finish_change (self, seals, error))
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
    tail = dw_history_entry_add_tail (entry, entry->layout, hour);
  dw_history_tail_add (tail, report, entry->last_row_hour == hour, self->records);
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

/* The samples are on the disk already: when their hours cannot be sealed they are taken back, so that the answer is the same for all of them. */
static gboolean
seal_ended (DwHistory *self, GArray *seals, GError **error)
{
  if (seals->len == 0 || (dw_db_begin (self->write_db, error) && finish_change (self, seals, error)))
    return TRUE;
  dw_history_journal_undo (self->journal);
  go_back (self);
  return FALSE;
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
  g_byte_array_set_size (self->records, 0);
  add_reports (self, kept);
  if (!dw_history_journal_add (self->journal, self->records, error))
    {
      go_back (self);
      return FALSE;
    }
  list_ended_of_reports (self, kept, seals);
  return seal_ended (self, seals, error);
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
  return seals->len == 0 || change (self, seals, error);
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
  layout = dw_history_layout_new (0, device_id, columns, n_columns);
  if (change_columns (self, layout, seals, error) && finish_change (self, seals, error))
    return TRUE;
  go_back (self);
  return FALSE;
}

gboolean
dw_history_note_clock_step (DwHistory *self, gint64 time_ms, gint64 delta_ms, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->write_lock);

  return is_writing (self, error) && dw_table_history_add_clock_step (self->write_db, time_ms, delta_ms, error);
}
