// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: what is there at all: the newest of everything, devices and columns, and where the nearest data is.

#include "dw-history-private.h"

/* --- the newest of all --- */

/* How far back a column is looked for that is not said any more. */
#define LATEST_DAYS 400

typedef struct
{
  DwHistoryView *view;
  gint64 device_id;
  DwHistoryLayout *layout; /* the newest; owned */
  gboolean *found;         /* per column of it */
  guint n_missing;
  GArray *latest;
} Newest;

static gboolean
find_last_row (const DwHistoryBlock *block, const char *name, guint *column, guint *row)
{
  int at = dw_history_layout_find (block->layout, name);

  for (*row = at >= 0 ? block->n_rows : 0; *row > 0; (*row)--)
    if (dw_history_block_qualities (block, (guint)at)[*row - 1] != DW_QUALITY_NONE)
      {
        *column = (guint)at;
        (*row)--;
        return TRUE;
      }
  return FALSE;
}

static void
take_newest (Newest *self, const DwHistoryBlock *block)
{
  for (guint i = 0; i < self->layout->n_columns; i++)
    {
      DwHistoryLatest item = { .device_id = self->device_id };
      guint column, row;

      if (self->found[i] || !find_last_row (block, self->layout->columns[i].name, &column, &row))
        continue;
      g_strlcpy (item.name, self->layout->columns[i].name, sizeof item.name);
      item.reading = (DwReading){ dw_history_block_get_value (block, column, row), block->times_ms[row], dw_history_block_qualities (block, column)[row] };
      g_array_append_val (self->latest, item);
      self->found[i] = TRUE;
      self->n_missing--;
    }
}

static gboolean
take_hour (Newest *self, gint64 hour, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (DwHistoryBlock) block = dw_history_view_read_block (self->view, self->device_id, hour, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (block != NULL)
    take_newest (self, block);
  return TRUE;
}

/* The rows of hours tell in which hour a column was said last, without reading the samples of every hour. */
static gboolean
look_back (Newest *self, guint column, gint64 last_hour, gint64 first_hour, GError **error)
{
  gint64 last_day = last_hour / DW_HISTORY_DAY_HOURS, first_day = MAX (first_hour / DW_HISTORY_DAY_HOURS, last_day - LATEST_DAYS);
  const char *name = self->layout->columns[column].name;

  for (gint64 day = last_day; day >= first_day; day--)
    {
      gint64 edges_ms[DW_HISTORY_DAY_HOURS + 1];
      g_autoptr (DwBuckets) hours = NULL;

      for (guint i = 0; i <= DW_HISTORY_DAY_HOURS; i++)
        edges_ms[i] = day * DW_HISTORY_DAY_MS + i * DW_HISTORY_HOUR_MS;
      hours = dw_history_view_gather (self->view, self->device_id, name, edges_ms, DW_HISTORY_DAY_HOURS, error);
      if (hours == NULL)
        return FALSE;
      for (guint i = DW_HISTORY_DAY_HOURS; i-- > 0;)
        if (hours->buckets[i].count + hours->buckets[i].others > 0)
          return take_hour (self, day * DW_HISTORY_DAY_HOURS + i, error);
    }
  return TRUE;
}

static gboolean
find_newest (Newest *self, gint64 first_hour, gint64 last_hour, GError **error)
{
  if (!take_hour (self, last_hour, error))
    return FALSE;
  for (guint column = 0; column < self->layout->n_columns && self->n_missing > 0; column++)
    if (!self->found[column] && !look_back (self, column, last_hour, first_hour, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_latest_of (DwHistoryView *view, gint64 device_id, GArray *latest, GError **error)
{
  g_autoptr (DwHistoryLayout) layout = dw_history_ref_newest_layout (view->history, device_id);
  g_autofree gboolean *found = NULL;
  gint64 first_hour, last_hour;
  Newest newest;

  if (layout == NULL || !dw_history_view_extent (view, device_id, &first_hour, &last_hour))
    return TRUE;
  found = g_new0 (gboolean, layout->n_columns);
  newest = (Newest){ view, device_id, layout, found, layout->n_columns, latest };
  return find_newest (&newest, first_hour, last_hour, error);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return x < y ? -1 : x > y;
}

static GArray *
list_devices (DwHistory *self)
{
  GArray *devices = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_mutex_lock (&self->model_lock);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (devices, key, 1);
  g_mutex_unlock (&self->model_lock);
  g_array_sort (devices, compare_ids);
  return devices;
}

GArray *
dw_history_read_latest (DwHistory *self, GError **error)
{
  g_autoptr (GArray) latest = g_array_new (FALSE, TRUE, sizeof (DwHistoryLatest)), devices = NULL;
  gboolean ok = TRUE;
  DwHistoryView view;

  if (!dw_history_view_begin (&view, self, NULL, 0, NULL, error))
    return NULL;
  devices = list_devices (self);
  for (guint i = 0; i < devices->len && ok; i++)
    ok = read_latest_of (&view, g_array_index (devices, gint64, i), latest, error);
  dw_history_view_end (&view);
  return ok ? g_steal_pointer (&latest) : NULL;
}

GArray *
dw_history_list_devices (DwHistory *self, GError **error)
{
  DwHistoryView view;
  GArray *devices;

  if (!dw_history_view_begin (&view, self, &(gint64){ 0 }, 1, NULL, error))
    return NULL;
  devices = list_devices (self);
  dw_history_view_end (&view);
  return devices;
}

GArray *
dw_history_get_columns (DwHistory *self, gint64 device_id, GError **error)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (DwHistoryColumn));
  g_autoptr (DwHistoryLayout) layout = NULL;
  DwHistoryView view;

  if (!dw_history_view_begin (&view, self, &device_id, 1, NULL, error))
    {
      g_array_unref (columns);
      return NULL;
    }
  layout = dw_history_ref_newest_layout (self, device_id);
  if (layout != NULL)
    g_array_append_vals (columns, layout->columns, layout->n_columns);
  dw_history_view_end (&view);
  return columns;
}

GArray *
dw_history_read_clock_steps (DwHistory *self, gint64 from_ms, gint64 to_ms, GError **error)
{
  DwHistoryView view;
  GArray *steps;

  if (!dw_history_view_begin (&view, self, &(gint64){ 0 }, 1, NULL, error))
    return NULL;
  steps = dw_table_history_load_clock_steps (view.db, from_ms, to_ms, error);
  dw_history_view_end (&view);
  return steps;
}

/* --- where data is --- */

/* The times of an hour that lie on the wanted side of the moment; 0 = none. */
static gboolean
look_into_hour (DwHistoryView *view, gint64 device_id, gint64 hour, gint64 time_ms, gint64 *before_ms, gint64 *after_ms, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (DwHistoryBlock) block = dw_history_view_read_block (view, device_id, hour, &problem);

  *before_ms = *after_ms = 0;
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  for (guint row = 0; block != NULL && row < block->n_rows; row++)
    if (block->times_ms[row] < time_ms)
      *before_ms = block->times_ms[row];
    else if (*after_ms == 0)
      *after_ms = block->times_ms[row];
  return TRUE;
}

/* The next hour in that direction that may have anything: whole days without a row are skipped. */
static gboolean
skip_empty_day (DwHistoryView *view, gint64 device_id, gint64 step, gint64 *hour, GError **error)
{
  const guint8 *bytes;
  gsize length;
  gboolean found;

  if (*hour % DW_HISTORY_DAY_HOURS != (step > 0 ? 0 : DW_HISTORY_DAY_HOURS - 1))
    return TRUE;
  if (!dw_table_history_get (view->db, DW_BLOBS_HOURS, dw_history_key (*hour / DW_HISTORY_DAY_HOURS, device_id), &bytes, &length, &found, error))
    return FALSE;
  for (guint i = 0; i < view->tails->len && !found; i++)
    found = ((DwHistoryTail *)view->tails->pdata[i])->hour / DW_HISTORY_DAY_HOURS == *hour / DW_HISTORY_DAY_HOURS;
  if (!found)
    *hour += step * (DW_HISTORY_DAY_HOURS - 1);
  return TRUE;
}

static gboolean
search (DwHistoryView *view, gint64 device_id, gint64 time_ms, gint64 from_hour, gint64 to_hour, gint64 step, gint64 *found_ms, GError **error)
{
  *found_ms = 0;
  for (gint64 hour = from_hour; step > 0 ? hour <= to_hour : hour >= to_hour; hour += step)
    {
      gint64 before_ms, after_ms;

      if (!skip_empty_day (view, device_id, step, &hour, error) || !look_into_hour (view, device_id, hour, time_ms, &before_ms, &after_ms, error))
        return FALSE;
      *found_ms = step > 0 ? after_ms : before_ms;
      if (*found_ms != 0)
        return TRUE;
    }
  return TRUE;
}

gboolean
dw_history_find_near (DwHistory *self, gint64 device_id, gint64 time_ms, gint64 *before_ms, gint64 *after_ms, GError **error)
{
  gint64 first_hour, last_hour, hour = dw_history_hour_of (MAX (time_ms, 0));
  gboolean ok = TRUE;
  DwHistoryView view;

  *before_ms = *after_ms = 0;
  if (!dw_history_view_begin (&view, self, &device_id, 1, NULL, error))
    return FALSE;
  if (dw_history_view_extent (&view, device_id, &first_hour, &last_hour))
    ok = search (&view, device_id, time_ms, MIN (hour, last_hour), first_hour, -1, before_ms, error) &&
         search (&view, device_id, time_ms, MAX (hour, first_hour), last_hour, 1, after_ms, error);
  dw_history_view_end (&view);
  return ok;
}
