// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-decimate-fold.h"

#include <math.h>

/* Blocks of 64 values, groups of 16 blocks, groups of 16 of those. A range is folded from single values at its ragged ends, then from the smallest blocks, then from larger ones:
 * a column of any length touches a few lines of the memory. */

#define BLOCK ((gsize)64)
#define GROUP ((gsize)16)
#define N_LEVELS 3
#define LANES 8

typedef struct
{
  gsize n; /* whole ones; what is left over has none */
  DwFold *folds;
} Level;

struct _DwDecimateIndex
{
  Level levels[N_LEVELS]; /* the finest first */
};

void
dw_fold_init (DwFold *self)
{
  *self = (DwFold){ INFINITY, -INFINITY, 0, 0 };
}

static void
join (DwFold *self, const DwFold *other)
{
  self->min = other->min < self->min ? other->min : self->min;
  self->max = other->max > self->max ? other->max : self->max;
  self->sum += other->sum;
  self->count += other->count;
}

static void
fold_one (DwFold *self, double value)
{
  if (!isfinite (value))
    return;
  join (self, &(DwFold){ value, value, value, 1 });
}

/* Several values side by side, without branches: value - value is 0 for finite numbers only. */
static void
fold_values (DwFold *self, const double *values, gsize n)
{
  double min[LANES], max[LANES], sum[LANES] = { 0 }, count[LANES] = { 0 };
  gsize i = 0;

  for (guint k = 0; k < LANES; k++)
    {
      min[k] = INFINITY;
      max[k] = -INFINITY;
    }
  for (; i + LANES <= n; i += LANES)
    for (guint k = 0; k < LANES; k++)
      {
        double value = values[i + k];
        double zero = value - value;

        min[k] = zero + value < min[k] ? value : min[k];
        max[k] = zero + value > max[k] ? value : max[k];
        sum[k] += zero == 0 ? value : 0;
        count[k] += zero == 0 ? 1 : 0;
      }
  for (guint k = 0; k < LANES; k++)
    join (self, &(DwFold){ min[k], max[k], sum[k], count[k] });
  for (; i < n; i++)
    fold_one (self, values[i]);
}

static void
join_all (DwFold *self, const DwFold *folds, gsize from, gsize to)
{
  for (gsize i = from; i < to; i++)
    join (self, &folds[i]);
}

static void
level_init (Level *self, gsize n)
{
  self->n = n;
  self->folds = g_new (DwFold, n);
  for (gsize i = 0; i < n; i++)
    dw_fold_init (&self->folds[i]);
}

DwDecimateIndex *
dw_decimate_index_new (const DwPlotSamples *samples)
{
  DwDecimateIndex *self = g_new0 (DwDecimateIndex, 1);
  Level *levels = self->levels;

  level_init (&levels[0], samples->n / BLOCK);
  for (gsize i = 0; i < levels[0].n; i++)
    fold_values (&levels[0].folds[i], samples->values + i * BLOCK, BLOCK);
  for (guint k = 1; k < N_LEVELS; k++)
    {
      level_init (&levels[k], levels[k - 1].n / GROUP);
      for (gsize i = 0; i < levels[k].n; i++)
        join_all (&levels[k].folds[i], levels[k - 1].folds, i * GROUP, (i + 1) * GROUP);
    }
  return self;
}

void
dw_decimate_index_free (DwDecimateIndex *self)
{
  if (!self)
    return;
  for (guint k = 0; k < N_LEVELS; k++)
    g_free (self->levels[k].folds);
  g_free (self);
}

/* Blocks from…to of one level, whole groups of them from the levels above. */
static void
fold_blocks (DwFold *self, const DwDecimateIndex *index, guint level, gsize from, gsize to)
{
  while (level + 1 < N_LEVELS)
    {
      const Level *above = &index->levels[level + 1];
      gsize first = (from + GROUP - 1) / GROUP, last = MIN (above->n, to / GROUP);

      if (first >= last)
        break;
      join_all (self, index->levels[level].folds, from, first * GROUP);
      join_all (self, index->levels[level].folds, last * GROUP, to);
      from = first;
      to = last;
      level++;
    }
  join_all (self, index->levels[level].folds, from, to);
}

void
dw_fold_range (DwFold *self, const double *values, const DwDecimateIndex *index, gsize from, gsize to)
{
  gsize first = (from + BLOCK - 1) / BLOCK, last = index ? MIN (index->levels[0].n, to / BLOCK) : 0;

  if (first >= last)
    {
      if (from < to)
        fold_values (self, values + from, to - from);
      return;
    }
  fold_values (self, values + from, first * BLOCK - from);
  fold_blocks (self, index, 0, first, last);
  fold_values (self, values + last * BLOCK, to - last * BLOCK);
}

static gboolean
is_empty_block (const DwDecimateIndex *index, gsize block)
{
  return index && block < index->levels[0].n && index->levels[0].folds[block].count == 0;
}

gsize
dw_fold_first (const double *values, const DwDecimateIndex *index, gsize from, gsize to)
{
  gsize i = from;

  while (i < to && !isfinite (values[i]))
    i += i % BLOCK == 0 && is_empty_block (index, i / BLOCK) ? BLOCK : 1;
  return i;
}

gsize
dw_fold_last (const double *values, const DwDecimateIndex *index, gsize from, gsize to)
{
  gsize i = to;

  while (i > from && !isfinite (values[i - 1]))
    i -= i % BLOCK == 0 && i >= from + BLOCK && is_empty_block (index, i / BLOCK - 1) ? BLOCK : 1;
  return i - 1;
}
