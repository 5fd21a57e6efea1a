// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-decimate-fold.h"

#include <math.h>

/* Blocks of 128 values, and groups of 64 blocks. A range is folded from single values at its ragged ends, then blocks, then whole groups. */

#define BLOCK ((gsize)128)
#define GROUP ((gsize)64)
#define LANES 8

struct _DwDecimateIndex
{
  gsize n_blocks; /* whole ones; the rest of the values has none */
  DwFold *blocks;
  gsize n_groups;
  DwFold *groups;
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

DwDecimateIndex *
dw_decimate_index_new (const DwPlotSamples *samples)
{
  DwDecimateIndex *self = g_new0 (DwDecimateIndex, 1);

  self->n_blocks = samples->n / BLOCK;
  self->n_groups = self->n_blocks / GROUP;
  self->blocks = g_new (DwFold, self->n_blocks);
  self->groups = g_new (DwFold, self->n_groups);
  for (gsize i = 0; i < self->n_blocks; i++)
    {
      dw_fold_init (&self->blocks[i]);
      fold_values (&self->blocks[i], samples->values + i * BLOCK, BLOCK);
    }
  for (gsize i = 0; i < self->n_groups; i++)
    {
      dw_fold_init (&self->groups[i]);
      for (gsize k = 0; k < GROUP; k++)
        join (&self->groups[i], &self->blocks[i * GROUP + k]);
    }
  return self;
}

void
dw_decimate_index_free (DwDecimateIndex *self)
{
  if (!self)
    return;
  g_free (self->blocks);
  g_free (self->groups);
  g_free (self);
}

static void
join_all (DwFold *self, const DwFold *folds, gsize from, gsize to)
{
  for (gsize i = from; i < to; i++)
    join (self, &folds[i]);
}

static void
fold_blocks (DwFold *self, const DwDecimateIndex *index, gsize from, gsize to)
{
  gsize first = (from + GROUP - 1) / GROUP, last = MIN (index->n_groups, to / GROUP);

  if (first >= last)
    {
      join_all (self, index->blocks, from, to);
      return;
    }
  join_all (self, index->blocks, from, first * GROUP);
  join_all (self, index->groups, first, last);
  join_all (self, index->blocks, last * GROUP, to);
}

void
dw_fold_range (DwFold *self, const double *values, const DwDecimateIndex *index, gsize from, gsize to)
{
  gsize first = (from + BLOCK - 1) / BLOCK, last = index ? MIN (index->n_blocks, to / BLOCK) : 0;

  if (first >= last)
    {
      if (from < to)
        fold_values (self, values + from, to - from);
      return;
    }
  fold_values (self, values + from, first * BLOCK - from);
  fold_blocks (self, index, first, last);
  fold_values (self, values + last * BLOCK, to - last * BLOCK);
}

static gboolean
is_empty_block (const DwDecimateIndex *index, gsize block)
{
  return index && block < index->n_blocks && index->blocks[block].count == 0;
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
