// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: samples of one channel, and whole rows of one device.

#include <math.h>

#include "dw-history-private.h"

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
grow_period (Growing *self, guint n_before, int period_ms, guint n)
{
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
grow_periods (Growing *self, const DwHistoryRun *run, guint from, guint to)
{
  guint n_before = self->values->len;

  if (run->periods_ms == NULL)
    grow_period (self, n_before, run->period_ms, to - from);
  for (guint i = from; run->periods_ms != NULL && i < to; i++)
    grow_period (self, n_before + (i - from), run->periods_ms[i], 1);
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
  grow_periods (self, run, from, to);
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
  layout = dw_history_ref_newest_layout (self, device_id);
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
