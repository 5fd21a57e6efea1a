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

#include "dw-history-codec-private.h"

static inline gint64
number_of (guint64 residual, guint64 guess)
{
  return (gint64)((guint64)dw_unzigzag (residual) + guess);
}

static inline guint64
get_rice (DwBitReader *reader, guint k)
{
  guint quotient;

  dw_bits_refill (reader);
  quotient = reader->ready != 0 ? (guint)__builtin_ctzll (reader->ready) : DW_RUN_ESCAPE;
  if (quotient >= DW_RUN_ESCAPE)
    {
      dw_bits_drop (reader, DW_RUN_ESCAPE);
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
      quotient = (guint)__builtin_ctzll (reader.ready | (guint64)1 << DW_RUN_ESCAPE);
      if (quotient >= DW_RUN_ESCAPE || quotient + 1 + k > reader.n_ready)
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
  guint tag = dw_bits_get (reader, DW_RUN_TAG_BITS);

  if (tag == 0)
    memset (residuals, 0, n * sizeof *residuals);
  else if (tag < DW_RUN_TAG_PACKED)
    get_rices (reader, residuals, n, tag - 1);
  else
    {
      guint width = dw_bits_get (reader, DW_RUN_TAG_BITS) + 1;

      reader->bad |= tag > DW_RUN_TAG_PACKED;
      for (guint i = 0; i < n; i++)
        residuals[i] = dw_bits_get_wide (reader, width);
    }
}

static void
get_runs (DwBitReader *reader, guint64 *residuals, guint n)
{
  guint k_run = dw_bits_get (reader, DW_RUN_TAG_BITS), k_value = dw_bits_get (reader, DW_RUN_TAG_BITS);

  memset (residuals, 0, n * sizeof *residuals);
  if (k_run > DW_RUN_MOST_K || k_value > DW_RUN_MOST_K)
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
restore_numbers (const DwRunPlan *plan, gint64 *numbers, guint n)
{
  const guint64 *residuals = (const guint64 *)numbers;
  guint64 first = (guint64)plan->first, step = (guint64)plan->step, last = first, sum = first * 4, grid = first;
  guint64 before[4] = { first, first, first, first };

  switch (plan->guess)
    {
    case DW_RUN_GUESS_MID:
      for (guint i = 0; i < n; i++)
        numbers[i] = number_of (residuals[i], first);
      break;
    case DW_RUN_GUESS_MEAN4:
      for (guint i = 0; i < n; i++)
        {
          numbers[i] = number_of (residuals[i], (guint64)dw_run_quarter (sum));
          sum += (guint64)numbers[i] - before[i & 3];
          before[i & 3] = (guint64)numbers[i];
        }
      break;
    case DW_RUN_GUESS_GRID:
      for (guint i = 0; i < n; i++, grid += step)
        numbers[i] = number_of (residuals[i], grid);
      break;
    case DW_RUN_GUESS_LAST:
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
get_head (DwByteReader *bytes, DwRunPlan *plan, guint *coding)
{
  guint8 head = dw_byte_get (bytes);

  plan->guess = head & 0x0f;
  *coding = head >> DW_RUN_CODING_SHIFT;
  plan->first = dw_varint_get_signed (bytes);
  plan->step = plan->guess == DW_RUN_GUESS_DRIFT || plan->guess == DW_RUN_GUESS_GRID ? dw_varint_get_signed (bytes) : 0;
  return !bytes->bad && plan->guess < DW_RUN_N_GUESSES && *coding <= DW_RUN_CODING_RUNS;
}

gboolean
dw_history_codec_decode (DwByteReader *bytes, gint64 *numbers, guint n)
{
  DwBitReader reader = { 0 };
  guint coding;
  DwRunPlan plan;

  if (n == 0)
    return !bytes->bad;
  if (!get_head (bytes, &plan, &coding))
    return FALSE;
  if (plan.guess == DW_RUN_GUESS_CONST)
    {
      fill_constant (numbers, n, plan.first);
      return TRUE;
    }
  reader.data = bytes->data + bytes->position;
  reader.length = bytes->length - bytes->position;
  bytes->position = bytes->length;
  if (coding == DW_RUN_CODING_RUNS)
    get_runs (&reader, (guint64 *)numbers, n);
  else
    for (guint i = 0; i < n; i += DW_RUN_BLOCK)
      get_block (&reader, (guint64 *)numbers + i, MIN (n - i, DW_RUN_BLOCK));
  if (reader.bad)
    return FALSE;
  restore_numbers (&plan, numbers, n);
  return TRUE;
}
