// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-block.h"

#include <math.h>
#include <string.h>

static void
allocate (DwHistoryBlock *self, guint capacity)
{
  self->capacity = MAX (capacity, 1);
  self->n_cells = (gsize)self->layout->n_columns * self->capacity;
  self->times_ms = g_new (gint64, self->capacity);
  self->numbers = g_new (gint64, self->n_cells);
  self->qualities = g_new (guint8, self->n_cells);
  self->periods_ms = NULL;
}

DwHistoryBlock *
dw_history_block_new (DwHistoryLayout *layout, guint capacity)
{
  DwHistoryBlock *self = g_new0 (DwHistoryBlock, 1);

  self->layout = dw_history_layout_ref (layout);
  self->first_weights_ms = g_new0 (gint64, MAX (layout->n_columns, 1));
  allocate (self, capacity);
  return self;
}

DwHistoryBlock *
dw_history_block_renew (DwHistoryBlock *spare, DwHistoryLayout *layout, guint capacity)
{
  if (spare == NULL || spare->layout != layout || capacity == 0 || capacity > spare->capacity || (gsize)layout->n_columns * capacity > spare->n_cells)
    {
      dw_history_block_free (spare);
      return dw_history_block_new (layout, capacity);
    }
  spare->capacity = capacity;
  spare->n_rows = 0;
  g_clear_pointer (&spare->periods_ms, g_free);
  memset (spare->first_weights_ms, 0, layout->n_columns * sizeof *spare->first_weights_ms);
  return spare;
}

static void
release (DwHistoryBlock *self)
{
  g_free (self->times_ms);
  g_free (self->numbers);
  g_free (self->qualities);
  g_free (self->periods_ms);
}

void
dw_history_block_free (DwHistoryBlock *self)
{
  if (self == NULL)
    return;
  release (self);
  g_free (self->first_weights_ms);
  dw_history_layout_unref (self->layout);
  g_free (self);
}

static void
rebuild_periods (DwHistoryBlock *self, const DwHistoryBlock *old, const guint *order)
{
  self->periods_ms = g_new0 (int, self->n_cells);
  for (guint column = 0; column < self->layout->n_columns; column++)
    for (guint row = 0; row < old->n_rows; row++)
      self->periods_ms[(gsize)column * self->capacity + row] = dw_history_block_get_period (old, column, order != NULL ? order[row] : row);
}

/* The same rows with other room, or in another order. */
static void
rebuild (DwHistoryBlock *self, guint capacity, const guint *order)
{
  DwHistoryBlock old = *self;

  allocate (self, capacity);
  for (guint row = 0; row < old.n_rows; row++)
    self->times_ms[row] = old.times_ms[order != NULL ? order[row] : row];
  for (guint column = 0; column < self->layout->n_columns; column++)
    {
      const gint64 *numbers = dw_history_block_numbers (&old, column);
      const guint8 *qualities = dw_history_block_qualities (&old, column);

      for (guint row = 0; row < old.n_rows; row++)
        {
          guint from = order != NULL ? order[row] : row;

          dw_history_block_numbers (self, column)[row] = numbers[from];
          dw_history_block_qualities (self, column)[row] = qualities[from];
        }
    }
  if (old.periods_ms != NULL)
    rebuild_periods (self, &old, order);
  release (&old);
}

guint
dw_history_block_add_row (DwHistoryBlock *self, gint64 time_ms)
{
  guint row = self->n_rows;

  if (row == self->capacity)
    rebuild (self, self->capacity * 2, NULL);
  self->times_ms[row] = time_ms;
  for (guint column = 0; column < self->layout->n_columns; column++)
    {
      dw_history_block_numbers (self, column)[row] = 0;
      dw_history_block_qualities (self, column)[row] = DW_QUALITY_NONE;
    }
  self->n_rows++;
  return row;
}

gboolean
dw_history_block_is_good (const DwHistoryBlock *self, guint column)
{
  const guint8 *qualities = dw_history_block_qualities (self, column);

  /* All are alike when each equals the next: one comparison of the column with itself. */
  return self->n_rows > 0 && qualities[0] == DW_QUALITY_GOOD && memcmp (qualities, qualities + 1, self->n_rows - 1) == 0;
}

gboolean
dw_history_block_has_periods (const DwHistoryBlock *self, guint column)
{
  const guint8 *qualities = dw_history_block_qualities (self, column);

  for (guint row = 0; self->periods_ms != NULL && row < self->n_rows; row++)
    if (qualities[row] != DW_QUALITY_NONE && dw_history_block_get_period (self, column, row) != self->layout->columns[column].period_ms)
      return TRUE;
  return FALSE;
}

/* --- order --- */

static gboolean
is_settled (const DwHistoryBlock *self)
{
  for (guint row = 1; row < self->n_rows; row++)
    if (self->times_ms[row] <= self->times_ms[row - 1])
      return FALSE;
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const gint64 *times_ms = data;
  guint row_a = *(const guint *)a, row_b = *(const guint *)b;

  if (times_ms[row_a] != times_ms[row_b])
    return times_ms[row_a] < times_ms[row_b] ? -1 : 1;
  return row_a < row_b ? -1 : 1;
}

static void
sort_rows (DwHistoryBlock *self)
{
  g_autofree guint *order = g_new (guint, MAX (self->n_rows, 1));

  for (guint row = 0; row < self->n_rows; row++)
    order[row] = row;
  g_qsort_with_data (order, (int)self->n_rows, sizeof *order, compare_rows, self->times_ms);
  rebuild (self, self->capacity, order);
}

/* The larger, the better. */
static int
rank_quality (guint8 quality)
{
  static const int ranks[] = {
    [DW_QUALITY_NONE] = 0,
    [DW_QUALITY_SENSOR_FAULT] = 1,
    [DW_QUALITY_OLD] = 2,
    [DW_QUALITY_ESTIMATED] = 3,
    [DW_QUALITY_DOUBTFUL] = 4,
    [DW_QUALITY_MANUAL] = 5,
    [DW_QUALITY_GOOD] = 6,
  };

  return quality < G_N_ELEMENTS (ranks) ? ranks[quality] : 0;
}

static void
move_period (DwHistoryBlock *self, guint column, guint into, guint from)
{
  if (self->periods_ms != NULL)
    self->periods_ms[(gsize)column * self->capacity + into] = self->periods_ms[(gsize)column * self->capacity + from];
}

static void
fold_row (DwHistoryBlock *self, guint into, guint from)
{
  for (guint column = 0; column < self->layout->n_columns; column++)
    {
      gint64 *numbers = dw_history_block_numbers (self, column);
      guint8 *qualities = dw_history_block_qualities (self, column);

      if (rank_quality (qualities[from]) <= rank_quality (qualities[into]))
        continue;
      numbers[into] = numbers[from];
      qualities[into] = qualities[from];
      move_period (self, column, into, from);
    }
}

static void
move_row (DwHistoryBlock *self, guint into, guint from)
{
  self->times_ms[into] = self->times_ms[from];
  for (guint column = 0; column < self->layout->n_columns; column++)
    {
      dw_history_block_numbers (self, column)[into] = dw_history_block_numbers (self, column)[from];
      dw_history_block_qualities (self, column)[into] = dw_history_block_qualities (self, column)[from];
      move_period (self, column, into, from);
    }
}

static void
join_equal_times (DwHistoryBlock *self)
{
  guint last = 0;

  for (guint row = 1; row < self->n_rows; row++)
    if (self->times_ms[row] == self->times_ms[last])
      fold_row (self, last, row);
    else if (++last != row)
      move_row (self, last, row);
  self->n_rows = MIN (self->n_rows, last + 1);
}

void
dw_history_block_settle (DwHistoryBlock *self)
{
  if (is_settled (self))
    return;
  sort_rows (self);
  join_equal_times (self);
}

/* --- joining --- */

static void
copy_column (const DwHistoryBlock *from, guint from_column, DwHistoryBlock *to, guint to_column, guint to_row)
{
  gint64 factor = 1;

  for (guint digits = from->layout->columns[from_column].digits; digits < to->layout->columns[to_column].digits; digits++)
    factor *= 10;
  for (guint row = 0; row < from->n_rows; row++)
    {
      gint64 number = dw_history_block_numbers (from, from_column)[row];
      guint8 quality = dw_history_block_qualities (from, from_column)[row];
      gboolean fits = number <= DW_HISTORY_MAX_NUMBER / factor && number >= -DW_HISTORY_MAX_NUMBER / factor;

      dw_history_block_numbers (to, to_column)[to_row + row] = fits ? number * factor : 0;
      dw_history_block_qualities (to, to_column)[to_row + row] = fits || quality == DW_QUALITY_NONE ? quality : DW_QUALITY_SENSOR_FAULT;
      if (to->periods_ms != NULL)
        to->periods_ms[(gsize)to_column * to->capacity + to_row + row] = dw_history_block_get_period (from, from_column, row);
    }
}

static void
append_block (const DwHistoryBlock *from, DwHistoryBlock *to)
{
  guint row = to->n_rows;

  for (guint i = 0; i < from->n_rows; i++)
    dw_history_block_add_row (to, from->times_ms[i]);
  for (guint column = 0; column < from->layout->n_columns; column++)
    copy_column (from, column, to, (guint)dw_history_layout_find (to->layout, from->layout->columns[column].name), row);
}

/* Its samples need not have the periods of the layout. */
static gboolean
differs_in_periods (const DwHistoryBlock *self, const DwHistoryLayout *layout)
{
  for (guint i = 0; i < self->layout->n_columns; i++)
    if (self->layout->columns[i].period_ms != layout->columns[dw_history_layout_find (layout, self->layout->columns[i].name)].period_ms)
      return TRUE;
  return self->periods_ms != NULL;
}

/* Where there is no sample the layout's stays. */
static int
find_longest_period (const DwHistoryBlock *self, guint column)
{
  const guint8 *qualities = dw_history_block_qualities (self, column);
  int period_ms = -1;

  for (guint row = 0; row < self->n_rows; row++)
    if (qualities[row] != DW_QUALITY_NONE)
      period_ms = MAX (period_ms, dw_history_block_get_period (self, column, row));
  return period_ms >= 0 ? period_ms : self->layout->columns[column].period_ms;
}

/* Of the samples that came twice only one stayed: a period may be gone with the others. Then the layout says all, and the hour is one like any other. */
static void
settle_periods (DwHistoryBlock *self)
{
  DwHistoryLayout *layout = dw_history_layout_new (0, self->layout->device_id, self->layout->columns, self->layout->n_columns);
  gboolean differ = FALSE;

  for (guint column = 0; column < layout->n_columns; column++)
    layout->columns[column].period_ms = find_longest_period (self, column);
  if (dw_history_layout_equals (self->layout, layout->columns, layout->n_columns))
    dw_history_layout_unref (layout);
  else
    {
      dw_history_layout_unref (self->layout);
      self->layout = layout;
    }
  for (guint column = 0; column < self->layout->n_columns && !differ; column++)
    differ = dw_history_block_has_periods (self, column);
  if (!differ)
    g_clear_pointer (&self->periods_ms, g_free);
}

DwHistoryBlock *
dw_history_block_join (const DwHistoryBlock *a, const DwHistoryBlock *b)
{
  g_autoptr (DwHistoryLayout) layout = NULL;
  DwHistoryBlock *both;

  if (dw_history_layout_equals (a->layout, b->layout->columns, b->layout->n_columns))
    layout = dw_history_layout_ref (a->layout);
  else
    layout = dw_history_layout_unite (a->layout, b->layout);
  both = dw_history_block_new (layout, a->n_rows + b->n_rows);
  if (differs_in_periods (a, layout) || differs_in_periods (b, layout))
    both->periods_ms = g_new0 (int, both->n_cells);
  append_block (a, both);
  append_block (b, both);
  dw_history_block_settle (both);
  if (both->periods_ms != NULL)
    settle_periods (both);
  return both;
}

double
dw_history_block_get_value (const DwHistoryBlock *self, guint column, guint row)
{
  if (!dw_history_quality_has_number (dw_history_block_qualities (self, column)[row]))
    return NAN;
  return (double)dw_history_block_numbers (self, column)[row] / dw_history_digits_divisor (self->layout->columns[column].digits);
}
