// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <string.h>

#include "dw-counter.h"

#include "dw-fuzz.h"

/* Readings of a counter of any kind and order. Whatever comes: a refused reading has a reason, no step has negative energy or more than the supply delivers, steps follow
 * each other without hole or overlap unless the clock was set, and periods add up to what lies in them. */

#define PERIOD_MS 15000
#define MAX_KW 50

static double
read_double (FuzzInput *input)
{
  guint64 bits = 0;
  double value;

  for (guint i = 0; i < 4; i++)
    bits = bits << 16 | fuzz_u16 (input);
  memcpy (&value, &bits, sizeof value);
  return value;
}

/* Mostly small steps from the value before; also anything at all, and numbers near 10^n. */
static double
make_value (FuzzInput *input, double last)
{
  static const double special[] = { 0, 9999.99, 10000, 99999.9, 999999.99, 1e7 - 0.01, 99999999.99, 1e9, 1e12, -1 };
  guint8 kind = fuzz_u8 (input);

  if (kind < 200)
    return last + kind / 500.0;
  if (kind < 240)
    return special[kind % G_N_ELEMENTS (special)];
  return read_double (input);
}

static void
check_steps (const GArray *steps, gint64 *last_ms)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const DwCounterStep *step = &g_array_index (steps, DwCounterStep, i);
      double limit_wh = MAX_KW * 1.2 * (double)(step->to_ms - step->from_ms) / 3600 + 1;

      g_assert_cmpint (step->energy_wh, >=, 0);
      g_assert_cmpint (step->from_ms, <=, step->to_ms);
      if ((step->flags & DW_COUNTER_CLOCK) == 0)
        {
          g_assert_cmpfloat ((double)step->energy_wh, <=, limit_wh);
          g_assert_true (*last_ms == G_MININT64 || step->from_ms == *last_ms);
        }
      *last_ms = step->to_ms;
    }
}

static void
check_periods (const GArray *steps)
{
  gint64 edges_ms[] = { -1, 100000, 1000000, 10000000, G_MAXINT64 / 2 };
  g_autoptr (DwCounterPeriods) periods = dw_counter_periods_new (edges_ms, 4);
  gint64 sum_wh = 0;

  dw_counter_split (periods, (const DwCounterStep *)(gpointer)steps->data, steps->len);
  for (guint i = 0; i < steps->len; i++)
    sum_wh += g_array_index (steps, DwCounterStep, i).energy_wh;
  g_assert_cmpint (periods->total_wh, ==, sum_wh);
  for (guint i = 0; i < 4; i++)
    {
      sum_wh -= periods->periods[i].energy_wh;
      g_assert_cmpint (periods->periods[i].unplaced_wh, <=, periods->periods[i].energy_wh);
      g_assert_cmpint (periods->periods[i].covered_ms, <=, edges_ms[i + 1] - edges_ms[i]);
    }
  g_assert_cmpint (sum_wh, ==, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = { data, size };
  DwCounterReplacement replacements[2] = { { .time_ms = fuzz_u16 (&input) }, { .time_ms = 65536 + fuzz_u16 (&input) } };
  DwCounterRules rules = { .period_ms = PERIOD_MS, .max_kw = MAX_KW, .replacements = replacements, .n_replacements = fuzz_u8 (&input) % 3 };
  g_autoptr (DwCounter) counter = NULL;
  g_autoptr (GArray) steps = NULL;
  gint64 at_ms = 0;
  gint64 last_ms = G_MININT64;
  double kwh = 5000;

  for (guint i = 0; i < 2; i++)
    {
      replacements[i].old_final_kwh = make_value (&input, kwh);
      replacements[i].new_start_kwh = make_value (&input, 0);
    }
  counter = dw_counter_new (&rules, NULL);
  while (input.left > 0)
    {
      guint16 step = fuzz_u16 (&input);
      gboolean clock_was_set = step % 61 == 0;
      g_autoptr (GError) error = NULL;

      at_ms = MAX (0, at_ms + (step % 7 == 0 ? step * G_GINT64_CONSTANT (1000) : PERIOD_MS) - (step % 59 == 0 ? 2 * PERIOD_MS : 0));
      kwh = make_value (&input, kwh);
      g_assert_true (dw_counter_add (counter, at_ms, kwh, clock_was_set, &error) == (error == NULL));
    }
  steps = dw_counter_finish (counter);
  check_steps (steps, &last_ms);
  check_periods (steps);
  return 0;
}
