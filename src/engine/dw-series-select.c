// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-series-select.h"

#include <math.h>

/* Quickselect. Readings repeat a few values and rise and fall slowly, which is the worst for a fixed pivot and for two-way partition: so the
 * pivot comes from a scrambled place and equal values are set apart at once. */

static gsize
scramble (guint64 *state, gsize n)
{
  /* Knuth's MMIX generator; only its upper bits are good. */
  *state = *state * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
  return (gsize)((*state >> 32) % n);
}

static double
find_middle (double a, double b, double c)
{
  return MAX (MIN (a, b), MIN (MAX (a, b), c));
}

static void
swap (double *a, double *b)
{
  double kept = *a;

  *a = *b;
  *b = kept;
}

/* Below *below less than the pivot, from *above on more, equal ones between. */
static void
part (double *values, gsize n, double pivot, gsize *below, gsize *above)
{
  gsize i = 0;

  *below = 0;
  *above = n;
  while (i < *above)
    if (values[i] < pivot)
      swap (&values[i++], &values[(*below)++]);
    else if (values[i] > pivot)
      swap (&values[i], &values[--(*above)]);
    else
      i++;
}

double
dw_series_select (double *values, gsize n, gsize index)
{
  guint64 state = 1;

  g_return_val_if_fail (index < n, 0);

  while (TRUE)
    {
      double pivot = find_middle (values[scramble (&state, n)], values[scramble (&state, n)], values[scramble (&state, n)]);
      gsize below;
      gsize above;

      part (values, n, pivot, &below, &above);
      if (index >= below && index < above)
        return pivot;
      if (index < below)
        n = below;
      else
        {
          values += above;
          n -= above;
          index -= above;
        }
    }
}

/* --- several at once --- */

#define N_STEPS 65536

typedef struct
{
  const double *values;
  gsize n;
  double min;
  double scale; /* 0: all in one step */
  guint32 *counts;
  double *kept; /* values of the step that was looked into last */
  gsize kept_step;
} Count;

/* Subtracting, multiplying and cutting off never turn two values round: a larger one is in the same step or in a later one. */
static gsize
find_step (const Count *count, double value)
{
  return count->scale > 0 ? MIN ((gsize)((value - count->min) * count->scale), N_STEPS - 1) : 0;
}

static void
count_steps (Count *count)
{
  for (gsize i = 0; i < count->n; i++)
    count->counts[find_step (count, count->values[i])]++;
}

static void
keep_step (Count *count, gsize step)
{
  gsize n = 0;

  if (count->kept != NULL && count->kept_step == step)
    return;
  g_free (count->kept);
  count->kept = g_new (double, count->counts[step]);
  count->kept_step = step;
  for (gsize i = 0; i < count->n; i++)
    if (find_step (count, count->values[i]) == step)
      count->kept[n++] = count->values[i];
}

static double
select_in_step (Count *count, gsize index)
{
  gsize step = 0;

  while (index >= count->counts[step])
    index -= count->counts[step++];
  keep_step (count, step);
  return dw_series_select (count->kept, count->counts[step], index);
}

void
dw_series_select_many (const double *values, gsize n, double min, double max, const gsize *indices, guint n_indices, double *found)
{
  double scale = (N_STEPS - 1) / (max - min);
  Count count = { values, n, min, isfinite (scale) && isfinite (max - min) ? scale : 0, g_new0 (guint32, N_STEPS), NULL, 0 };

  count_steps (&count);
  for (guint i = 0; i < n_indices; i++)
    found[i] = select_in_step (&count, indices[i]);
  g_free (count.counts);
  g_free (count.kept);
}
