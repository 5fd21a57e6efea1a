// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the writing of runs: the guess that fits best, and its residuals as bits. The format stands in dw-history-codec.c.

#include "dw-history-codec-private.h"

#define WEIGHED 64
/* So many residuals have room where the function works: most runs are shorter. */
#define FEW 64

/* --- guessing --- */

static inline guint64
residual_of (gint64 number, guint64 guess)
{
  return dw_zigzag ((gint64)((guint64)number - guess));
}

/* A number in the middle: half-way between the extremes of a sample of the run is near enough. */
static gint64
find_middle (const gint64 *numbers, guint n)
{
  gint64 low = numbers[0], high = numbers[0];
  guint stride = MAX (n / 64, 1);

  for (guint i = 0; i < n; i += stride)
    {
      low = MIN (low, numbers[i]);
      high = MAX (high, numbers[i]);
    }
  return (gint64)((guint64)low + ((guint64)high - (guint64)low) / 2);
}

static gint64
find_step (const gint64 *numbers, guint n)
{
  return (gint64)((guint64)numbers[n - 1] - (guint64)numbers[0]) / (gint64)(n - 1);
}

static gboolean
is_constant (const gint64 *numbers, guint n)
{
  for (guint i = 1; i < n; i++)
    if (numbers[i] != numbers[0])
      return FALSE;
  return TRUE;
}

/* Adds up the bits that the residuals of a part of the run would need. */
static void
weigh_part (const gint64 *numbers, guint from, guint to, gint64 middle, gint64 step, guint64 *cost)
{
  guint64 first = (guint64)numbers[from], last = first, sum = first * 4, grid = (guint64)numbers[0] + from * (guint64)step;
  guint64 before[4] = { first, first, first, first };

  for (guint i = from; i < to; i++)
    {
      guint64 number = (guint64)numbers[i];

      cost[DW_RUN_GUESS_MID] += dw_bits_width (residual_of (numbers[i], (guint64)middle));
      cost[DW_RUN_GUESS_LAST] += dw_bits_width (residual_of (numbers[i], last));
      cost[DW_RUN_GUESS_MEAN4] += dw_bits_width (residual_of (numbers[i], (guint64)dw_run_quarter (sum)));
      cost[DW_RUN_GUESS_DRIFT] += dw_bits_width (residual_of (numbers[i], last + (guint64)step));
      cost[DW_RUN_GUESS_GRID] += dw_bits_width (residual_of (numbers[i], grid));
      sum += number - before[i & 3];
      before[i & 3] = number;
      grid += (guint64)step;
      last = number;
    }
}

/* The bits that the residuals need tell which guess is best; what Rice adds is about the same for all. Of a long run three parts speak for the whole. */
static DwRunGuess
weigh_guesses (const gint64 *numbers, guint n, gint64 middle, gint64 step, gboolean try_grid)
{
  guint64 cost[DW_RUN_N_GUESSES] = { [DW_RUN_GUESS_CONST] = G_MAXUINT64 };
  DwRunGuess best = DW_RUN_GUESS_LAST;

  if (n <= 4 * WEIGHED)
    weigh_part (numbers, 0, n, middle, step, cost);
  else
    for (guint part = 0; part < 3; part++)
      weigh_part (numbers, part * (n - WEIGHED) / 2, part * (n - WEIGHED) / 2 + WEIGHED, middle, step, cost);
  cost[DW_RUN_GUESS_DRIFT] += 16;
  if (!try_grid)
    cost[DW_RUN_GUESS_GRID] = G_MAXUINT64;
  for (DwRunGuess guess = DW_RUN_GUESS_MID; guess < DW_RUN_N_GUESSES; guess++)
    if (cost[guess] < cost[best])
      best = guess;
  return best;
}

static DwRunPlan
make_plan (const gint64 *numbers, guint n, gint64 step)
{
  DwRunPlan plan = { DW_RUN_GUESS_CONST, numbers[0], 0 };
  gint64 middle;

  if (is_constant (numbers, n))
    return plan;
  middle = find_middle (numbers, n);
  plan.step = step != 0 ? step : find_step (numbers, n);
  plan.guess = weigh_guesses (numbers, n, middle, plan.step, step != 0);
  if (plan.guess == DW_RUN_GUESS_MID)
    plan.first = middle;
  return plan;
}

static void
compute_residuals (const DwRunPlan *plan, const gint64 *numbers, guint n, guint64 *residuals)
{
  guint64 first = (guint64)plan->first, step = (guint64)plan->step, last = first, sum = first * 4, grid = first;
  guint64 before[4] = { first, first, first, first };

  switch (plan->guess)
    {
    case DW_RUN_GUESS_MID:
      for (guint i = 0; i < n; i++)
        residuals[i] = residual_of (numbers[i], first);
      break;
    case DW_RUN_GUESS_MEAN4:
      for (guint i = 0; i < n; i++)
        {
          residuals[i] = residual_of (numbers[i], (guint64)dw_run_quarter (sum));
          sum += (guint64)numbers[i] - before[i & 3];
          before[i & 3] = (guint64)numbers[i];
        }
      break;
    case DW_RUN_GUESS_GRID:
      for (guint i = 0; i < n; i++, grid += step)
        residuals[i] = residual_of (numbers[i], grid);
      break;
    case DW_RUN_GUESS_LAST:
      step = 0;
      G_GNUC_FALLTHROUGH;
    default:
      for (guint i = 0; i < n; i++)
        {
          residuals[i] = residual_of (numbers[i], last + step);
          last = (guint64)numbers[i];
        }
    }
}

/* --- writing --- */

static inline void
put_rice (DwBitWriter *writer, guint64 value, guint k)
{
  guint64 quotient = value >> k;

  if (quotient >= DW_RUN_ESCAPE)
    {
      dw_bits_put (writer, 0, DW_RUN_ESCAPE);
      dw_bits_put_wide (writer, value, 64);
      return;
    }
  dw_bits_put (writer, 1u << quotient, (guint)quotient + 1);
  if (k > 0)
    dw_bits_put_wide (writer, value & (((guint64)1 << k) - 1), k);
}

static guint64
price_rice (const guint64 *residuals, guint n, guint k)
{
  guint64 bits = (guint64)n * (k + 1);

  for (guint i = 0; i < n; i++)
    {
      guint64 quotient = residuals[i] >> k;

      bits += quotient < DW_RUN_ESCAPE ? quotient : DW_RUN_ESCAPE + 63 - k;
    }
  return bits;
}

typedef struct
{
  guint tag;
  guint width;
} BlockPlan;

static BlockPlan
plan_block (const guint64 *residuals, guint n)
{
  guint64 all = 0, sum = 0, best;
  guint k, width;
  BlockPlan plan;

  for (guint i = 0; i < n; i++)
    {
      all |= residuals[i];
      sum += MIN (residuals[i], G_MAXUINT32);
    }
  if (all == 0)
    return (BlockPlan){ 0, 0 };
  width = dw_bits_width (all);
  k = dw_bits_width (sum / n);
  k = k > 0 ? k - 1 : 0;
  plan = (BlockPlan){ DW_RUN_TAG_PACKED, width };
  best = (guint64)n * width + DW_RUN_TAG_BITS;
  for (guint tried = k > 1 ? k - 2 : 0; tried <= MIN (k + 1, DW_RUN_MOST_K); tried++)
    {
      guint64 price = price_rice (residuals, n, tried);

      if (price < best)
        {
          best = price;
          plan = (BlockPlan){ tried + 1, 0 };
        }
    }
  return plan;
}

static void
put_block (DwBitWriter *writer, const guint64 *residuals, guint n)
{
  BlockPlan plan = plan_block (residuals, n);

  dw_bits_put (writer, plan.tag, DW_RUN_TAG_BITS);
  if (plan.tag == DW_RUN_TAG_PACKED)
    {
      dw_bits_put (writer, plan.width - 1, DW_RUN_TAG_BITS);
      for (guint i = 0; i < n; i++)
        dw_bits_put_wide (writer, residuals[i], plan.width);
    }
  else if (plan.tag > 0)
    for (guint i = 0; i < n; i++)
      put_rice (writer, residuals[i], plan.tag - 1);
}

/* k for numbers of that mean. */
static guint
find_k (guint64 sum, guint n)
{
  guint width = dw_bits_width (sum / MAX (n, 1));

  return width > 0 ? MIN (width - 1, DW_RUN_MOST_K) : 0;
}

static void
put_runs (DwBitWriter *writer, const guint64 *residuals, guint n, guint n_changes)
{
  guint64 sum = 0;
  guint k_run, k_value, zeros = 0;

  for (guint i = 0; i < n; i++)
    sum += residuals[i] > 0 ? MIN (residuals[i] - 1, G_MAXUINT32) : 0;
  k_run = find_k (n - n_changes, n_changes + 1);
  k_value = find_k (sum, n_changes);
  dw_bits_put (writer, k_run, DW_RUN_TAG_BITS);
  dw_bits_put (writer, k_value, DW_RUN_TAG_BITS);
  for (guint i = 0; i < n; i++)
    if (residuals[i] == 0)
      zeros++;
    else
      {
        put_rice (writer, zeros, k_run);
        put_rice (writer, residuals[i] - 1, k_value);
        zeros = 0;
      }
  if (zeros > 0)
    put_rice (writer, zeros, k_run);
}

static guint
count_changes (const guint64 *residuals, guint n)
{
  guint n_changes = 0;

  for (guint i = 0; i < n; i++)
    n_changes += residuals[i] != 0;
  return n_changes;
}

static void
put_head (GByteArray *out, const DwRunPlan *plan, guint coding)
{
  guint8 head = (guint8)(plan->guess | coding << DW_RUN_CODING_SHIFT);

  g_byte_array_append (out, &head, 1);
  dw_varint_put_signed (out, plan->first);
  if (plan->guess == DW_RUN_GUESS_DRIFT || plan->guess == DW_RUN_GUESS_GRID)
    dw_varint_put_signed (out, plan->step);
}

void
dw_history_codec_encode (GByteArray *out, const gint64 *numbers, guint n, gint64 step)
{
  guint64 few[FEW], *residuals = few;
  g_autofree guint64 *many = NULL;
  DwBitWriter writer = { .out = out };
  guint n_changes, coding;
  DwRunPlan plan;

  if (n == 0)
    return;
  plan = make_plan (numbers, n, step);
  if (plan.guess == DW_RUN_GUESS_CONST)
    {
      put_head (out, &plan, DW_RUN_CODING_BLOCKS);
      return;
    }
  if (n > FEW)
    residuals = many = g_new (guint64, n);
  compute_residuals (&plan, numbers, n, residuals);
  n_changes = count_changes (residuals, n);
  coding = n_changes < n / 4 ? DW_RUN_CODING_RUNS : DW_RUN_CODING_BLOCKS;
  put_head (out, &plan, coding);
  if (coding == DW_RUN_CODING_RUNS)
    put_runs (&writer, residuals, n, n_changes);
  else
    for (guint i = 0; i < n; i += DW_RUN_BLOCK)
      put_block (&writer, residuals + i, MIN (n - i, DW_RUN_BLOCK));
  dw_bits_flush (&writer);
}
