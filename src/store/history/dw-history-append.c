// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: appending, and sealing what is over. The way of one batch of reports:
//
//   checked as a whole ─▶ each into the tail of its hour ─▶ all as one synced frame of the journal ─▶ hours that are over: one synced commit of their chunks
//
// When something fails nothing of the batch is kept: its frame is taken back and the model is made again from the files. When the program dies between the last two steps
// the next one finds the batch in the journal; what is in a chunk as well is joined with it and changes nothing.

#include "dw-history.h"

#include <glib/gi18n-lib.h>

#include "dw-history-private.h"
#include "dw-store-error.h"

#define FUTURE_MS DW_HISTORY_DAY_MS
#define LATEST_MS (G_GINT64_CONSTANT (1) << 42) /* the year 2109: hours fit the keys */

static gboolean
check_report (DwHistory *self, const DwReport *report, gint64 now_ms, GError **error)
{
  DwHistoryEntry *entry = dw_history_find_entry (self, report->device_id);

  if (entry == NULL)
    return dw_history_refuse (error, _ ("Device %lld has no columns in the history"), report->device_id);
  if (report->n_values > entry->layout->n_columns)
    return dw_history_refuse (error, _ ("A report of device %lld has more values than the history has columns"), report->device_id);
  if (report->time_ms < 0 || report->time_ms >= LATEST_MS)
    return dw_history_refuse (error, _ ("A report of device %lld has an impossible time"), report->device_id);
  if (now_ms != 0 && report->time_ms > now_ms + FUTURE_MS)
    return dw_history_refuse (error, _ ("A report of device %lld lies more than a day in the future"), report->device_id);
  return TRUE;
}

/* dw_history_ensure_layout was asked before. */
static DwHistoryLayout *
choose_layout (const DwHistoryEntry *entry, int period_ms)
{
  return period_ms > 0 && entry->other != NULL && entry->other->columns[0].period_ms == period_ms ? entry->other : entry->layout;
}

static void
add_report (DwHistory *self, const DwReport *report, int period_ms)
{
  DwHistoryEntry *entry = dw_history_find_entry (self, report->device_id);
  gint64 hour = dw_history_hour_of (report->time_ms);
  DwHistoryTail *tail = dw_history_entry_find_tail (entry, hour);

  if (tail == NULL)
    tail = dw_history_entry_add_tail (entry, choose_layout (entry, period_ms), hour);
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
      DwHistorySeal seal = { entry, ((DwHistoryTail *)entry->tails->pdata[i])->hour };

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

/* An import (now_ms 0) is told and refused as a whole; while a station works what is too late is left out and counted. Borrowed reports. */
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
          dw_history_refuse (error, _ ("A report of device %lld lies in an hour whose samples were deleted"), report->device_id);
          return NULL;
        }
      if (!too_late)
        g_ptr_array_add (kept, reports->pdata[i]);
      else
        self->left_out_id = report->device_id;
    }
  self->n_left_out = reports->len - kept->len;
  return g_steal_pointer (&kept);
}

guint
dw_history_count_left_out (DwHistory *self, gint64 *device_id)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->write_lock);

  *device_id = self->left_out_id;
  return self->n_left_out;
}

static void
add_reports (DwHistory *self, GPtrArray *reports, int period_ms)
{
  g_mutex_lock (&self->model_lock);
  for (guint i = 0; i < reports->len; i++)
    add_report (self, reports->pdata[i], period_ms);
  g_mutex_unlock (&self->model_lock);
}

static gboolean
check_reports (DwHistory *self, GPtrArray *reports, gint64 now_ms, GError **error)
{
  if (!dw_history_is_writing (self, error))
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
  if (seals->len == 0 || (dw_db_begin (self->write_db, error) && dw_history_finish_change (self, seals, error)))
    return TRUE;
  dw_history_journal_undo (self->journal);
  dw_history_go_back (self);
  return FALSE;
}

static gboolean
is_listed (const GArray *seals, const DwHistoryEntry *entry, gint64 hour)
{
  for (guint i = seals->len; i-- > 0;)
    if (g_array_index (seals, DwHistorySeal, i).entry == entry && g_array_index (seals, DwHistorySeal, i).hour == hour)
      return TRUE;
  return FALSE;
}

/* A tail has one layout: open hours that have another one than these reports are sealed first, and both are joined when the hour is over. */
static gboolean
prepare_tails (DwHistory *self, GPtrArray *reports, int period_ms, GError **error)
{
  g_autoptr (GArray) seals = g_array_new (FALSE, FALSE, sizeof (DwHistorySeal));

  for (guint i = 0; i < reports->len; i++)
    {
      const DwReport *report = reports->pdata[i];
      DwHistorySeal seal = { dw_history_find_entry (self, report->device_id), dw_history_hour_of (report->time_ms) };
      DwHistoryLayout *layout = dw_history_ensure_layout (self, seal.entry, period_ms, error);
      DwHistoryTail *tail = dw_history_entry_find_tail (seal.entry, seal.hour);

      if (layout == NULL)
        return FALSE;
      if (tail != NULL && tail->layout != layout && !is_listed (seals, seal.entry, seal.hour))
        g_array_append_val (seals, seal);
    }
  return seals->len == 0 || dw_history_change (self, seals, error);
}

gboolean
dw_history_append (DwHistory *self, GPtrArray *reports, gint64 now_ms, GError **error)
{
  return dw_history_append_every (self, reports, 0, now_ms, error);
}

gboolean
dw_history_append_every (DwHistory *self, GPtrArray *reports, int period_ms, gint64 now_ms, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (GArray) seals = g_array_new (FALSE, FALSE, sizeof (DwHistorySeal));
  g_autoptr (GPtrArray) kept = NULL;

  if (!check_reports (self, reports, now_ms, error))
    return FALSE;
  kept = leave_out_late (self, reports, now_ms, error);
  if (kept == NULL)
    return FALSE;
  if (kept->len == 0)
    return TRUE;
  if (!prepare_tails (self, kept, period_ms, error))
    return FALSE;
  g_byte_array_set_size (self->records, 0);
  add_reports (self, kept, period_ms);
  if (!dw_history_journal_add (self->journal, self->records, error))
    {
      dw_history_go_back (self);
      return FALSE;
    }
  list_ended_of_reports (self, kept, seals);
  return seal_ended (self, seals, error);
}

/* --- sealing by time --- */

void
dw_history_list_before (DwHistoryEntry *entry, gint64 before_hour, GArray *seals)
{
  for (guint i = 0; i < entry->tails->len; i++)
    {
      DwHistorySeal seal = { entry, ((DwHistoryTail *)entry->tails->pdata[i])->hour };

      if (seal.hour < before_hour)
        g_array_append_val (seals, seal);
    }
}

gboolean
dw_history_seal (DwHistory *self, gint64 before_ms, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (GArray) seals = g_array_new (FALSE, FALSE, sizeof (DwHistorySeal));
  GHashTableIter iter;
  gpointer entry;

  if (!dw_history_is_writing (self, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    dw_history_list_before (entry, before_ms != 0 ? dw_history_hour_of (before_ms) : G_MAXINT64, seals);
  return seals->len == 0 || dw_history_change (self, seals, error);
}
