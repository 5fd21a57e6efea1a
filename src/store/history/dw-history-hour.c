// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: one hour of one device as a look at the history sees it: its chunk, its open tail, or both joined.

#include <glib/gi18n-lib.h>

#include "dw-history-private.h"
#include "dw-store-error.h"

GPtrArray *
dw_history_view_tails (DwHistoryView *self, gint64 device_id)
{
  if (self->mine_id == device_id)
    return self->mine;
  g_ptr_array_set_size (self->mine, 0);
  self->mine_id = device_id;
  for (guint i = 0; i < self->tails->len; i++)
    if (((DwHistoryTail *)self->tails->pdata[i])->device_id == device_id)
      g_ptr_array_add (self->mine, self->tails->pdata[i]);
  return self->mine;
}

static DwHistoryTail *
find_tail (DwHistoryView *self, gint64 device_id, gint64 hour)
{
  GPtrArray *tails = dw_history_view_tails (self, device_id);

  for (guint i = 0; i < tails->len; i++)
    if (((DwHistoryTail *)tails->pdata[i])->hour == hour)
      return tails->pdata[i];
  return NULL;
}

gboolean
dw_history_view_is_unsettled (DwHistoryView *self, gint64 device_id, gint64 first_hour, gint64 last_hour)
{
  GPtrArray *tails = dw_history_view_tails (self, device_id);

  for (guint i = 0; i < tails->len; i++)
    {
      gint64 hour = ((const DwHistoryTail *)tails->pdata[i])->hour;

      if (hour <= last_hour && hour >= first_hour - DW_HISTORY_MAX_REACH_HOURS)
        return TRUE;
    }
  return FALSE;
}

gboolean
dw_history_view_extent (DwHistoryView *self, gint64 device_id, gint64 *first_hour, gint64 *last_hour)
{
  DwHistoryEntry *entry;
  GPtrArray *tails;

  *first_hour = *last_hour = -1;
  g_mutex_lock (&self->history->model_lock);
  entry = dw_history_find_entry (self->history, device_id);
  if (entry != NULL)
    {
      *first_hour = entry->row.first_hour;
      *last_hour = entry->row.last_hour;
    }
  g_mutex_unlock (&self->history->model_lock);
  tails = dw_history_view_tails (self, device_id);
  for (guint i = 0; i < tails->len; i++)
    {
      const DwHistoryTail *tail = tails->pdata[i];

      *first_hour = *first_hour < 0 ? tail->hour : MIN (*first_hour, tail->hour);
      *last_hour = MAX (*last_hour, tail->hour);
    }
  return *first_hour >= 0;
}

/* length 0: there is none. */
static gboolean
get_chunk (DwHistoryView *self, gint64 device_id, gint64 hour, const guint8 **bytes, gsize *length, GError **error)
{
  gboolean found;

  if (!dw_table_history_get (self->db, DW_BLOBS_CHUNK, dw_history_key (hour, device_id), bytes, length, &found, error))
    return FALSE;
  if (!found)
    *length = 0;
  return TRUE;
}

/* A chunk that lies under another key than its own is as good as none. */
static DwHistoryLayout *
find_chunk_layout (DwHistoryView *self, const guint8 *bytes, gsize length, gint64 device_id, gint64 hour, GError **error)
{
  DwHistoryChunkHead head;
  DwHistoryLayout *layout;

  if (!dw_history_chunk_peek (bytes, length, &head, error))
    return NULL;
  layout = dw_history_view_layout (self, head.layout_id, error);
  if (layout == NULL || (layout->device_id == device_id && head.hour == hour))
    return layout;
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("A chunk of the history is damaged: %s"), _ ("it belongs elsewhere"));
  return NULL;
}

/* Damage costs the hour, not the answer. */
static gboolean
pass_over (DwHistoryView *self, gint64 device_id, gint64 hour, GError *problem, GError **error)
{
  if (!g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  dw_history_note_damage (self->history, device_id, hour, problem->message);
  g_error_free (problem);
  self->run.n = 0;
  return TRUE;
}

static gboolean
decode_column (DwHistoryView *self, const guint8 *bytes, gsize length, gint64 device_id, gint64 hour, const char *name, GError **error)
{
  DwHistoryLayout *layout = find_chunk_layout (self, bytes, length, device_id, hour, error);
  int column = layout != NULL ? dw_history_layout_find (layout, name) : -1;

  if (column < 0)
    return layout != NULL;
  return dw_history_chunk_decode_column (bytes, length, layout, (guint)column, &self->run, error);
}

static gboolean
read_sealed (DwHistoryView *self, gint64 device_id, const char *name, gint64 hour, gboolean *missing, GError **error)
{
  GError *problem = NULL;
  const guint8 *bytes;
  gsize length;

  self->run.n = 0;
  if (!get_chunk (self, device_id, hour, &bytes, &length, error))
    return FALSE;
  if (missing != NULL)
    *missing = length == 0;
  if (length == 0 || decode_column (self, bytes, length, device_id, hour, name, &problem))
    return TRUE;
  return pass_over (self, device_id, hour, problem, error);
}

static gboolean
read_joined_column (DwHistoryView *self, gint64 device_id, const char *name, gint64 hour, GError **error)
{
  g_autoptr (DwHistoryBlock) block = dw_history_view_read_block (self, device_id, hour, error);
  int column;

  self->run.n = 0;
  if (block == NULL)
    return FALSE;
  column = dw_history_layout_find (block->layout, name);
  if (column >= 0)
    dw_history_run_take (&self->run, block, (guint)column);
  return TRUE;
}

/* The last sample of the column before the hour, as far back as it matters; 0 = none. */
static gboolean
find_previous (DwHistoryView *self, gint64 device_id, const char *name, gint64 hour, gint64 cap_ms, gint64 *previous_ms, GError **error)
{
  gint64 reach = MIN ((cap_ms + DW_HISTORY_HOUR_MS - 1) / DW_HISTORY_HOUR_MS, DW_HISTORY_MAX_REACH_HOURS);

  *previous_ms = 0;
  for (gint64 back = 1; back <= reach && back <= hour && *previous_ms == 0; back++)
    {
      gboolean open = find_tail (self, device_id, hour - back) != NULL;

      if (!(open ? read_joined_column (self, device_id, name, hour - back, error) : read_sealed (self, device_id, name, hour - back, NULL, error)))
        return FALSE;
      if (self->run.n > 0)
        *previous_ms = self->run.times_ms[self->run.n - 1];
    }
  return TRUE;
}

static DwHistoryBlock *
read_sealed_block (DwHistoryView *self, gint64 device_id, gint64 hour, GError **error)
{
  GError *problem = NULL;
  DwHistoryBlock *block;
  DwHistoryLayout *layout;
  const guint8 *bytes;
  gsize length;

  if (!get_chunk (self, device_id, hour, &bytes, &length, error) || length == 0)
    return NULL;
  layout = find_chunk_layout (self, bytes, length, device_id, hour, &problem);
  block = layout != NULL ? dw_history_chunk_decode (bytes, length, layout, &problem) : NULL;
  if (block == NULL)
    pass_over (self, device_id, hour, problem, error);
  return block;
}

DwHistoryBlock *
dw_history_view_read_block (DwHistoryView *self, gint64 device_id, gint64 hour, GError **error)
{
  const DwHistoryTail *tail = find_tail (self, device_id, hour);
  g_autoptr (DwHistoryBlock) open = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (DwHistoryBlock) sealed = read_sealed_block (self, device_id, hour, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (tail == NULL)
    return g_steal_pointer (&sealed);
  open = dw_history_tail_unpack (tail, NULL);
  return sealed != NULL ? dw_history_block_join (sealed, open) : g_steal_pointer (&open);
}

static void
set_first_weight (DwHistoryRun *run, gint64 previous_ms)
{
  gint64 weight_ms = run->n > 0 && previous_ms > 0 ? run->times_ms[0] - previous_ms : 0;

  run->first_weight_ms = weight_ms > 0 && weight_ms < dw_history_run_cap_ms (run, 0) ? weight_ms : 0;
}

/* The hour has no chunk yet: the column is read straight from the records when its rows came in order. */
static gboolean
read_tail (DwHistoryView *self, const DwHistoryTail *tail, const char *name, GError **error)
{
  int column = dw_history_layout_find (tail->layout, name);
  gint64 previous_ms = 0;

  self->run.n = 0;
  if (column < 0)
    return TRUE;
  if (!find_previous (self, tail->device_id, name, tail->hour, dw_history_column_cap_ms (&tail->layout->columns[column]), &previous_ms, error))
    return FALSE;
  if (!dw_history_tail_take_column (tail, (guint)column, &self->run) && !read_joined_column (self, tail->device_id, name, tail->hour, error))
    return FALSE;
  set_first_weight (&self->run, previous_ms);
  return TRUE;
}

/* The first sample may be of the chunk and have another period than those of the tail: the sample before is looked for as far as it can ever matter. */
static gboolean
read_open (DwHistoryView *self, const DwHistoryTail *tail, const char *name, GError **error)
{
  const gint64 farthest_ms = DW_HISTORY_MAX_REACH_HOURS * DW_HISTORY_HOUR_MS;
  const guint8 *bytes;
  gint64 previous_ms;
  gsize length;

  if (!get_chunk (self, tail->device_id, tail->hour, &bytes, &length, error))
    return FALSE;
  if (length == 0)
    return read_tail (self, tail, name, error);
  if (!find_previous (self, tail->device_id, name, tail->hour, farthest_ms, &previous_ms, error) || !read_joined_column (self, tail->device_id, name, tail->hour, error))
    return FALSE;
  set_first_weight (&self->run, previous_ms);
  return TRUE;
}

/* The chunk knows the sample before it as it was when it was sealed. Its hour is read twice: the search for that sample takes the same room. */
static gboolean
read_unsettled (DwHistoryView *self, gint64 device_id, const char *name, gint64 hour, gboolean *missing, GError **error)
{
  const gint64 farthest_ms = DW_HISTORY_MAX_REACH_HOURS * DW_HISTORY_HOUR_MS;
  gint64 previous_ms;

  if (!find_previous (self, device_id, name, hour, farthest_ms, &previous_ms, error) || !read_sealed (self, device_id, name, hour, missing, error))
    return FALSE;
  if (previous_ms > 0)
    set_first_weight (&self->run, previous_ms);
  return TRUE;
}

gboolean
dw_history_view_read_hour (DwHistoryView *self, gint64 device_id, const char *name, gint64 hour, gboolean *missing, GError **error)
{
  const DwHistoryTail *tail = find_tail (self, device_id, hour);

  if (missing != NULL)
    *missing = FALSE;
  if (tail != NULL)
    return read_open (self, tail, name, error);
  if (dw_history_view_is_unsettled (self, device_id, hour, hour))
    return read_unsettled (self, device_id, name, hour, missing, error);
  return read_sealed (self, device_id, name, hour, missing, error);
}
