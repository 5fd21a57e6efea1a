// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-series-select.h"

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
