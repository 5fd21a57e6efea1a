// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: samples, rows, the newest of all, and where data is.

#include <math.h>

#include "dw-history-private.h"
#include "dw-store-error.h"

/* --- samples --- */

typedef struct
{
  GArray *times_ms, *values, *qualities;
  GArray *periods_ms; /* of int; NULL while all have period_ms */
  int period_ms;      /* the longest */
} Growing;

static void
grow_init (Growing *self, guint n)
{
  self->times_ms = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  self->values = g_array_sized_new (FALSE, FALSE, sizeof (double), n);
  self->qualities = g_array_sized_new (FALSE, FALSE, sizeof (guint8), n);
  self->periods_ms = NULL;
  self->period_ms = 0;
}

static void
grow_clear (Growing *self)
{
  g_array_unref (self->times_ms);
  g_array_unref (self->values);
  g_array_unref (self->qualities);
  g_clear_pointer (&self->periods_ms, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Growing, grow_clear)

static void
find_range (const DwHistoryRun *run, gint64 from_ms, gint64 to_ms, guint *from, guint *to)
{
  *from = 0;
  *to = run->n;
  while (*from < *to && run->times_ms[*from] < from_ms)
    (*from)++;
  while (*to > *from && run->times_ms[*to - 1] >= to_ms)
    (*to)--;
}

/* Periods of every sample are written down only when they differ. */
static void
grow_periods (Growing *self, int period_ms, guint n)
{
  guint n_before = self->values->len;

  if (n_before == 0)
    self->period_ms = period_ms;
  if (self->periods_ms == NULL && period_ms != self->period_ms)
    {
      self->periods_ms = g_array_sized_new (FALSE, FALSE, sizeof (int), n_before + n);
      for (guint i = 0; i < n_before; i++)
        g_array_append_val (self->periods_ms, self->period_ms);
    }
  for (guint i = 0; i < n && self->periods_ms != NULL; i++)
    g_array_append_val (self->periods_ms, period_ms);
  self->period_ms = MAX (self->period_ms, period_ms);
}

static void
grow_by_run (Growing *self, const DwHistoryRun *run, gint64 from_ms, gint64 to_ms)
{
  double divisor = dw_history_digits_divisor (run->digits), *values;
  guint from, to, n, at = self->values->len;

  find_range (run, from_ms, to_ms, &from, &to);
  n = to - from;
  if (n == 0)
    return;
  grow_periods (self, run->period_ms, n);
  g_array_append_vals (self->times_ms, run->times_ms + from, n);
  g_array_append_vals (self->qualities, run->qualities + from, n);
  g_array_set_size (self->values, at + n);
  values = &g_array_index (self->values, double, at);
  for (guint i = 0; i < n; i++)
    values[i] = dw_history_quality_has_number (run->qualities[from + i]) ? (double)run->numbers[from + i] / divisor : NAN;
}

static DwSamples *
grow_finish (Growing *self)
{
  DwSamples *samples = g_new0 (DwSamples, 1);

  samples->n = self->times_ms->len;
  samples->times_ms = (gint64 *)(void *)g_array_steal (self->times_ms, NULL);
  samples->values = (double *)(void *)g_array_steal (self->values, NULL);
  samples->qualities = (guint8 *)g_array_steal (self->qualities, NULL);
  samples->period_ms = self->period_ms;
  if (self->periods_ms != NULL)
    samples->periods_ms = (int *)(void *)g_array_steal (self->periods_ms, NULL);
  return samples;
}

/* Room for what a span of a day or two may hold; more grows as it comes. */
static guint
guess_samples (int period_ms, gint64 from_ms, gint64 to_ms)
{
  const guint most = 65536;

  if (period_ms <= 0 || from_ms < 0 || to_ms <= from_ms || (to_ms - from_ms) / period_ms >= most)
    return 1024;
  return (guint)((to_ms - from_ms) / period_ms) + 16;
}

static gboolean
read_hours (DwHistoryView *view, gint64 device_id, const char *name, gint64 from_ms, gint64 to_ms, Growing *growing, GError **error)
{
  gint64 first_hour, last_hour;

  if (to_ms <= from_ms || !dw_history_view_extent (view, device_id, &first_hour, &last_hour))
    return TRUE;
  first_hour = MAX (first_hour, dw_history_hour_of (MAX (from_ms, 0)));
  last_hour = MIN (last_hour, dw_history_hour_of (to_ms - 1));
  for (gint64 hour = first_hour; hour <= last_hour; hour++)
    {
      if (dw_history_view_cancelled (view, error) || !dw_history_view_read_hour (view, device_id, name, hour, NULL, error))
        return FALSE;
      grow_by_run (growing, &view->run, from_ms, to_ms);
    }
  return TRUE;
}

DwSamples *
dw_history_read_samples (DwHistory *self, gint64 device_id, const char *name, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error)
{
  g_auto (Growing) growing;
  DwSamples *samples = NULL;
  DwHistoryView view;

  grow_init (&growing, guess_samples (dw_history_find_period (self, device_id, name), from_ms, to_ms));
  if (!dw_history_view_begin (&view, self, &device_id, 1, cancellable, error))
    return NULL;
  if (read_hours (&view, device_id, name, from_ms, to_ms, &growing, error))
    {
      samples = grow_finish (&growing);
      if (samples->n == 0)
        samples->period_ms = dw_history_find_period (self, device_id, name);
    }
  dw_history_view_end (&view);
  return samples;
}

/* --- rows --- */

void
dw_history_rows_free (DwHistoryRows *self)
{
  if (self == NULL)
    return;
  g_free (self->times_ms);
  g_free (self->values);
  g_free (self->qualities);
  g_free (self);
}

static DwHistoryLayout *
ref_newest_layout (DwHistory *self, gint64 device_id)
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

typedef struct
{
  GArray *times_ms, *values, *qualities;
  const DwHistoryLayout *layout;
} RowSet;

static void
add_row (RowSet *set, const DwHistoryBlock *block, const int *columns, guint row)
{
  g_array_append_val (set->times_ms, block->times_ms[row]);
  for (guint i = 0; i < set->layout->n_columns; i++)
    {
      double value = columns[i] >= 0 ? dw_history_block_get_value (block, (guint)columns[i], row) : NAN;
      guint8 quality = columns[i] >= 0 ? dw_history_block_qualities (block, (guint)columns[i])[row] : DW_QUALITY_NONE;

      g_array_append_val (set->values, value);
      g_array_append_val (set->qualities, quality);
    }
}

static void
add_rows (RowSet *set, const DwHistoryBlock *block, gint64 from_ms, gint64 to_ms)
{
  int columns[DW_HISTORY_MAX_COLUMNS];

  for (guint i = 0; i < set->layout->n_columns; i++)
    columns[i] = dw_history_layout_find (block->layout, set->layout->columns[i].name);
  for (guint row = 0; row < block->n_rows; row++)
    if (block->times_ms[row] >= from_ms && block->times_ms[row] < to_ms)
      add_row (set, block, columns, row);
}

static gboolean
read_blocks (DwHistoryView *view, gint64 device_id, gint64 from_ms, gint64 to_ms, RowSet *set, GError **error)
{
  gint64 first_hour, last_hour;

  if (to_ms <= from_ms || !dw_history_view_extent (view, device_id, &first_hour, &last_hour))
    return TRUE;
  first_hour = MAX (first_hour, dw_history_hour_of (MAX (from_ms, 0)));
  last_hour = MIN (last_hour, dw_history_hour_of (to_ms - 1));
  for (gint64 hour = first_hour; hour <= last_hour; hour++)
    {
      g_autoptr (GError) problem = NULL;
      g_autoptr (DwHistoryBlock) block = NULL;

      if (dw_history_view_cancelled (view, error))
        return FALSE;
      block = dw_history_view_read_block (view, device_id, hour, &problem);
      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if (block != NULL)
        add_rows (set, block, from_ms, to_ms);
    }
  return TRUE;
}

static DwHistoryRows *
make_rows (RowSet *set)
{
  DwHistoryRows *rows = g_new0 (DwHistoryRows, 1);

  rows->n_rows = set->times_ms->len;
  rows->n_columns = set->layout->n_columns;
  rows->times_ms = (gint64 *)(void *)g_array_steal (set->times_ms, NULL);
  rows->values = (double *)(void *)g_array_steal (set->values, NULL);
  rows->qualities = (guint8 *)g_array_steal (set->qualities, NULL);
  return rows;
}

DwHistoryRows *
dw_history_read_rows (DwHistory *self, gint64 device_id, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error)
{
  g_autoptr (DwHistoryLayout) layout = NULL;
  DwHistoryRows *rows = NULL;
  DwHistoryView view;
  RowSet set;

  if (!dw_history_view_begin (&view, self, &device_id, 1, cancellable, error))
    return NULL;
  layout = ref_newest_layout (self, device_id);
  if (layout == NULL)
    {
      dw_history_view_end (&view);
      return g_new0 (DwHistoryRows, 1);
    }
  set = (RowSet){ g_array_new (FALSE, FALSE, sizeof (gint64)), g_array_new (FALSE, FALSE, sizeof (double)), g_array_new (FALSE, FALSE, sizeof (guint8)), layout };
  if (read_blocks (&view, device_id, from_ms, to_ms, &set, error))
    rows = make_rows (&set);
  dw_history_view_end (&view);
  g_array_unref (set.times_ms);
  g_array_unref (set.values);
  g_array_unref (set.qualities);
  return rows;
}

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
  g_autoptr (DwHistoryLayout) layout = ref_newest_layout (view->history, device_id);
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
  layout = ref_newest_layout (self, device_id);
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
