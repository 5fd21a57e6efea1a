// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: one run of whole numbers as bytes. What is written is how far each number is from a guess; the guess that fits the run best is chosen.
//
//   run      = head (1 byte), first (varint, signed), step (varint, signed; only for DRIFT and GRID), bits to the end
//   head     = guess | coding << 4
//   guess    = 0 CONST   all are "first"; no bits follow
//              1 MID     first
//              2 LAST    the number before
//              3 MEAN4   mean of the four numbers before (those before the begin are "first")
//              4 DRIFT   the number before + step
//              5 GRID    first + position × step
//   residual = number − guess, modulo 2^64, zigzag (0, −1, 1, −2, …)
//   coding   = 0 BLOCKS  64 residuals each: tag (6 bits)
//                        tag 0      all are 0
//                        tag 1…40   Rice with k = tag − 1
//                        tag 41     width − 1 (6 bits), then that many bits for each
//              1 RUNS    k of runs (6 bits), k of values (6 bits), then: Rice (zeros before it), Rice (residual − 1) …; a last run ends with the last number
//   Rice k   = quotient in unary (zeros, then a one), k low bits; 20 zeros: 64 bits as they are follow
//
// MID, LAST and MEAN4 are for what measures: noise about a level, a level that moves, both. DRIFT is for counters, GRID for times that keep a beat.
// RUNS is for what rarely changes.

#include "dw-history-codec.h"

#define BLOCK 64
#define TAG_BITS 6
#define TAG_PACKED 41
#define MOST_K 39
#define ESCAPE 20
#define WEIGHED 64
/* So many residuals have room where the function works: most runs are shorter. */
#define FEW 64

typedef enum {
  GUESS_CONST,
  GUESS_MID,
  GUESS_LAST,
  GUESS_MEAN4,
  GUESS_DRIFT,
  GUESS_GRID,
  N_GUESSES,
} Guess;

#define CODING_SHIFT 4
#define CODING_BLOCKS 0
#define CODING_RUNS 1

/* --- guessing --- */

static inline guint64
residual_of (gint64 number, guint64 guess)
{
  return dw_zigzag ((gint64)((guint64)number - guess));
}

static inline gint64
number_of (guint64 residual, guint64 guess)
{
  return (gint64)((guint64)dw_unzigzag (residual) + guess);
}

static inline gint64
quarter (guint64 sum)
{
  return (gint64)sum >> 2;
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

typedef struct
{
  Guess guess;
  gint64 first;
  gint64 step;
} Plan;

/* Adds up the bits that the residuals of a part of the run would need. */
static void
weigh_part (const gint64 *numbers, guint from, guint to, gint64 middle, gint64 step, guint64 *cost)
{
  guint64 first = (guint64)numbers[from], last = first, sum = first * 4, grid = (guint64)numbers[0] + from * (guint64)step;
  guint64 before[4] = { first, first, first, first };

  for (guint i = from; i < to; i++)
    {
      guint64 number = (guint64)numbers[i];

      cost[GUESS_MID] += dw_bits_width (residual_of (numbers[i], (guint64)middle));
      cost[GUESS_LAST] += dw_bits_width (residual_of (numbers[i], last));
      cost[GUESS_MEAN4] += dw_bits_width (residual_of (numbers[i], (guint64)quarter (sum)));
      cost[GUESS_DRIFT] += dw_bits_width (residual_of (numbers[i], last + (guint64)step));
      cost[GUESS_GRID] += dw_bits_width (residual_of (numbers[i], grid));
      sum += number - before[i & 3];
      before[i & 3] = number;
      grid += (guint64)step;
      last = number;
    }
}

/* The bits that the residuals need tell which guess is best; what Rice adds is about the same for all. Of a long run three parts speak for the whole. */
static Guess
weigh_guesses (const gint64 *numbers, guint n, gint64 middle, gint64 step, gboolean try_grid)
{
  guint64 cost[N_GUESSES] = { [GUESS_CONST] = G_MAXUINT64 };
  Guess best = GUESS_LAST;

  if (n <= 4 * WEIGHED)
    weigh_part (numbers, 0, n, middle, step, cost);
  else
    for (guint part = 0; part < 3; part++)
      weigh_part (numbers, part * (n - WEIGHED) / 2, part * (n - WEIGHED) / 2 + WEIGHED, middle, step, cost);
  cost[GUESS_DRIFT] += 16;
  if (!try_grid)
    cost[GUESS_GRID] = G_MAXUINT64;
  for (Guess guess = GUESS_MID; guess < N_GUESSES; guess++)
    if (cost[guess] < cost[best])
      best = guess;
  return best;
}

static Plan
make_plan (const gint64 *numbers, guint n, gint64 step)
{
  Plan plan = { GUESS_CONST, numbers[0], 0 };
  gint64 middle;

  if (is_constant (numbers, n))
    return plan;
  middle = find_middle (numbers, n);
  plan.step = step != 0 ? step : find_step (numbers, n);
  plan.guess = weigh_guesses (numbers, n, middle, plan.step, step != 0);
  if (plan.guess == GUESS_MID)
    plan.first = middle;
  return plan;
}

static void
compute_residuals (const Plan *plan, const gint64 *numbers, guint n, guint64 *residuals)
{
  guint64 first = (guint64)plan->first, step = (guint64)plan->step, last = first, sum = first * 4, grid = first;
  guint64 before[4] = { first, first, first, first };

  switch (plan->guess)
    {
    case GUESS_MID:
      for (guint i = 0; i < n; i++)
        residuals[i] = residual_of (numbers[i], first);
      break;
    case GUESS_MEAN4:
      for (guint i = 0; i < n; i++)
        {
          residuals[i] = residual_of (numbers[i], (guint64)quarter (sum));
          sum += (guint64)numbers[i] - before[i & 3];
          before[i & 3] = (guint64)numbers[i];
        }
      break;
    case GUESS_GRID:
      for (guint i = 0; i < n; i++, grid += step)
        residuals[i] = residual_of (numbers[i], grid);
      break;
    case GUESS_LAST:
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

  if (quotient >= ESCAPE)
    {
      dw_bits_put (writer, 0, ESCAPE);
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

      bits += quotient < ESCAPE ? quotient : ESCAPE + 63 - k;
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
  plan = (BlockPlan){ TAG_PACKED, width };
  best = (guint64)n * width + TAG_BITS;
  for (guint tried = k > 1 ? k - 2 : 0; tried <= MIN (k + 1, MOST_K); tried++)
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

  dw_bits_put (writer, plan.tag, TAG_BITS);
  if (plan.tag == TAG_PACKED)
    {
      dw_bits_put (writer, plan.width - 1, TAG_BITS);
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

  return width > 0 ? MIN (width - 1, MOST_K) : 0;
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
  dw_bits_put (writer, k_run, TAG_BITS);
  dw_bits_put (writer, k_value, TAG_BITS);
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
put_head (GByteArray *out, const Plan *plan, guint coding)
{
  guint8 head = (guint8)(plan->guess | coding << CODING_SHIFT);

  g_byte_array_append (out, &head, 1);
  dw_varint_put_signed (out, plan->first);
  if (plan->guess == GUESS_DRIFT || plan->guess == GUESS_GRID)
    dw_varint_put_signed (out, plan->step);
}

void
dw_history_codec_encode (GByteArray *out, const gint64 *numbers, guint n, gint64 step)
{
  guint64 few[FEW], *residuals = few;
  g_autofree guint64 *many = NULL;
  DwBitWriter writer = { .out = out };
  guint n_changes, coding;
  Plan plan;

  if (n == 0)
    return;
  plan = make_plan (numbers, n, step);
  if (plan.guess == GUESS_CONST)
    {
      put_head (out, &plan, CODING_BLOCKS);
      return;
    }
  if (n > FEW)
    residuals = many = g_new (guint64, n);
  compute_residuals (&plan, numbers, n, residuals);
  n_changes = count_changes (residuals, n);
  coding = n_changes < n / 4 ? CODING_RUNS : CODING_BLOCKS;
  put_head (out, &plan, coding);
  if (coding == CODING_RUNS)
    put_runs (&writer, residuals, n, n_changes);
  else
    for (guint i = 0; i < n; i += BLOCK)
      put_block (&writer, residuals + i, MIN (n - i, BLOCK));
  dw_bits_flush (&writer);
}

/* --- reading --- */

static inline guint64
get_rice (DwBitReader *reader, guint k)
{
  guint quotient;

  dw_bits_refill (reader);
  quotient = reader->ready != 0 ? (guint)__builtin_ctzll (reader->ready) : ESCAPE;
  if (quotient >= ESCAPE)
    {
      dw_bits_drop (reader, ESCAPE);
      return dw_bits_get_wide (reader, 64);
    }
  if (quotient + 1 + k <= 33)
    {
      guint64 low = reader->ready >> (quotient + 1) & (((guint64)1 << k) - 1);

      dw_bits_drop (reader, quotient + 1 + k);
      return (guint64)quotient << k | low;
    }
  dw_bits_drop (reader, quotient + 1);
  return (guint64)quotient << k | dw_bits_get_wide (reader, k);
}

/* As many bits as there is room for; those above n_ready are not counted yet, and come again. */
static inline void
fill_up (DwBitReader *reader)
{
  guint64 word;

  if (reader->position + sizeof word > reader->length)
    {
      dw_bits_refill (reader);
      return;
    }
  memcpy (&word, reader->data + reader->position, sizeof word);
  reader->ready |= GUINT64_FROM_LE (word) << reader->n_ready;
  reader->position += (63 - reader->n_ready) >> 3;
  reader->n_ready |= 56;
}

static inline void
forget_uncounted (DwBitReader *reader)
{
  if (reader->n_ready < 64)
    reader->ready &= ((guint64)1 << reader->n_ready) - 1;
}

/* The same as get_rice for each, where all of a number is ready at once. */
static void
get_rices (DwBitReader *from, guint64 *residuals, guint n, guint k)
{
  guint64 mask = ((guint64)1 << k) - 1;
  DwBitReader reader = *from; /* so that it stays in registers */

  for (guint i = 0; i < n; i++)
    {
      guint quotient;

      fill_up (&reader);
      quotient = (guint)__builtin_ctzll (reader.ready | (guint64)1 << ESCAPE);
      if (quotient >= ESCAPE || quotient + 1 + k > reader.n_ready)
        {
          forget_uncounted (&reader);
          residuals[i] = get_rice (&reader, k);
          continue;
        }
      residuals[i] = (guint64)quotient << k | (reader.ready >> (quotient + 1) & mask);
      reader.ready >>= quotient + 1 + k;
      reader.n_ready -= quotient + 1 + k;
    }
  forget_uncounted (&reader);
  *from = reader;
}

static void
get_block (DwBitReader *reader, guint64 *residuals, guint n)
{
  guint tag = dw_bits_get (reader, TAG_BITS);

  if (tag == 0)
    memset (residuals, 0, n * sizeof *residuals);
  else if (tag < TAG_PACKED)
    get_rices (reader, residuals, n, tag - 1);
  else
    {
      guint width = dw_bits_get (reader, TAG_BITS) + 1;

      reader->bad |= tag > TAG_PACKED;
      for (guint i = 0; i < n; i++)
        residuals[i] = dw_bits_get_wide (reader, width);
    }
}

static void
get_runs (DwBitReader *reader, guint64 *residuals, guint n)
{
  guint k_run = dw_bits_get (reader, TAG_BITS), k_value = dw_bits_get (reader, TAG_BITS);

  memset (residuals, 0, n * sizeof *residuals);
  if (k_run > MOST_K || k_value > MOST_K)
    {
      reader->bad = TRUE;
      return;
    }
  for (guint i = 0; i < n && !reader->bad; i++)
    {
      guint64 zeros = get_rice (reader, k_run);

      if (zeros > n - i)
        reader->bad = TRUE;
      if (zeros >= n - i)
        return;
      i += (guint)zeros;
      residuals[i] = get_rice (reader, k_value) + 1;
    }
}

/* In place: the residuals lie where the numbers will. */
static void
restore_numbers (const Plan *plan, gint64 *numbers, guint n)
{
  const guint64 *residuals = (const guint64 *)numbers;
  guint64 first = (guint64)plan->first, step = (guint64)plan->step, last = first, sum = first * 4, grid = first;
  guint64 before[4] = { first, first, first, first };

  switch (plan->guess)
    {
    case GUESS_MID:
      for (guint i = 0; i < n; i++)
        numbers[i] = number_of (residuals[i], first);
      break;
    case GUESS_MEAN4:
      for (guint i = 0; i < n; i++)
        {
          numbers[i] = number_of (residuals[i], (guint64)quarter (sum));
          sum += (guint64)numbers[i] - before[i & 3];
          before[i & 3] = (guint64)numbers[i];
        }
      break;
    case GUESS_GRID:
      for (guint i = 0; i < n; i++, grid += step)
        numbers[i] = number_of (residuals[i], grid);
      break;
    case GUESS_LAST:
      step = 0;
      G_GNUC_FALLTHROUGH;
    default:
      for (guint i = 0; i < n; i++)
        {
          numbers[i] = number_of (residuals[i], last + step);
          last = (guint64)numbers[i];
        }
    }
}

static void
fill_constant (gint64 *numbers, guint n, gint64 number)
{
  for (guint i = 0; i < n; i++)
    numbers[i] = number;
}

static gboolean
get_head (DwByteReader *bytes, Plan *plan, guint *coding)
{
  guint8 head = dw_byte_get (bytes);

  plan->guess = head & 0x0f;
  *coding = head >> CODING_SHIFT;
  plan->first = dw_varint_get_signed (bytes);
  plan->step = plan->guess == GUESS_DRIFT || plan->guess == GUESS_GRID ? dw_varint_get_signed (bytes) : 0;
  return !bytes->bad && plan->guess < N_GUESSES && *coding <= CODING_RUNS;
}

gboolean
dw_history_codec_decode (DwByteReader *bytes, gint64 *numbers, guint n)
{
  DwBitReader reader = { 0 };
  guint coding;
  Plan plan;

  if (n == 0)
    return !bytes->bad;
  if (!get_head (bytes, &plan, &coding))
    return FALSE;
  if (plan.guess == GUESS_CONST)
    {
      fill_constant (numbers, n, plan.first);
      return TRUE;
    }
  reader.data = bytes->data + bytes->position;
  reader.length = bytes->length - bytes->position;
  bytes->position = bytes->length;
  if (coding == CODING_RUNS)
    get_runs (&reader, (guint64 *)numbers, n);
  else
    for (guint i = 0; i < n; i += BLOCK)
      get_block (&reader, (guint64 *)numbers + i, MIN (n - i, BLOCK));
  if (reader.bad)
    return FALSE;
  restore_numbers (&plan, numbers, n);
  return TRUE;
}
