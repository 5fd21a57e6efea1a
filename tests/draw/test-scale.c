// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-scale.h"

/* Scales are pure numbers; each row says what a person expects to read on an axis. */

typedef struct
{
  const char *sentence;
  double span;
  guint max_ticks;
  double step;
} StepCase;

static const StepCase step_cases[] = {
  { "five steps of 100 for 500", 500, 5, 100 },
  { "453 in six steps needs steps of 100", 453, 6, 100 },
  { "a span of 1 in four steps needs 0.5", 1, 4, 0.5 },
  { "a span of 10 in ten steps is steps of one", 10, 10, 1 },
  { "a span of 10.1 in ten steps is steps of two", 10.1, 10, 2 },
  { "tiny spans work", 0.003, 3, 0.001 },
  { "large spans work", 2.4e6, 5, 500000 },
  { "no span, no step", 0, 5, 0 },
  { "a negative span has no step", -3, 5, 0 },
  { "a span that is not a number has no step", NAN, 5, 0 },
  { "an endless span has no step", INFINITY, 5, 0 },
  { "no tick allowed, no step", 100, 0, 0 },
};

static void
test_steps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (step_cases); i++)
    {
      g_test_message ("%s", step_cases[i].sentence);
      g_assert_cmpfloat_with_epsilon (dw_scale_step (step_cases[i].span, step_cases[i].max_ticks), step_cases[i].step, 1e-12);
    }
}

typedef struct
{
  const char *sentence;
  double low, high;
  guint max_ticks;
  double new_low, new_high;
} RoundCase;

static const RoundCase round_cases[] = {
  { "a top of 453 becomes 500", 0, 453, 6, 0, 500 },
  { "whole steps stay", 0, 500, 5, 0, 500 },
  { "both ends move outwards", 187.3, 262.1, 5, 180, 280 },
  { "negative ends too", -7.2, 3.1, 5, -10, 5 },
  { "zero alone gets room to one", 0, 0, 4, 0, 1 },
  { "a flat line gets room on both sides", 230, 230, 4, 200, 260 },
  { "a range turned round counts as empty", 5, 1, 4, 0, 1 },
  { "a range that is not a number counts as empty", NAN, 1, 4, 0, 1 },
};

static void
test_rounding (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (round_cases); i++)
    {
      double low = round_cases[i].low, high = round_cases[i].high;

      g_test_message ("%s", round_cases[i].sentence);
      dw_scale_round_outwards (&low, &high, round_cases[i].max_ticks);
      g_assert_cmpfloat_with_epsilon (low, round_cases[i].new_low, 1e-9);
      g_assert_cmpfloat_with_epsilon (high, round_cases[i].new_high, 1e-9);
    }
}

static void
test_ticks_stay_within (void)
{
  double ticks[8];
  guint n = dw_scale_ticks (-0.3, 0.3, 6, ticks, G_N_ELEMENTS (ticks));

  g_assert_cmpuint (n, ==, 7);
  g_assert_cmpfloat_with_epsilon (ticks[0], -0.3, 1e-12);
  g_assert_cmpfloat_with_epsilon (ticks[6], 0.3, 1e-12);
  g_assert_false (signbit (ticks[3]));
  g_assert_cmpuint (dw_scale_ticks (0, 100, 100, ticks, 3), ==, 3);
  g_assert_cmpuint (dw_scale_ticks (1, 1, 5, ticks, 8), ==, 0);
}

static void
test_mapping (void)
{
  DwScale up = { .low = 0, .high = 500, .from = 172, .to = 0 };
  DwScale flat = { .low = 5, .high = 5, .from = 10, .to = 90 };

  g_assert_cmpfloat (dw_scale_map (&up, 0), ==, 172);
  g_assert_cmpfloat (dw_scale_map (&up, 500), ==, 0);
  g_assert_cmpfloat (dw_scale_map (&up, 600), <, 0);
  g_assert_cmpfloat (dw_scale_map_clamped (&up, 600), ==, 0);
  g_assert_cmpfloat (dw_scale_map_clamped (&up, -1), ==, 172);
  g_assert_true (isnan (dw_scale_map (&up, NAN)));
  g_assert_true (isnan (dw_scale_map_clamped (&up, NAN)));
  g_assert_cmpfloat (dw_scale_map (&flat, 7), ==, 10);
  g_assert_cmpfloat_with_epsilon (dw_scale_unmap (&up, dw_scale_map (&up, 123.4)), 123.4, 1e-9);
}

static void
test_decimals (void)
{
  g_assert_cmpint (dw_scale_decimals (100), ==, 0);
  g_assert_cmpint (dw_scale_decimals (1), ==, 0);
  g_assert_cmpint (dw_scale_decimals (0.5), ==, 1);
  g_assert_cmpint (dw_scale_decimals (0.02), ==, 2);
  g_assert_cmpint (dw_scale_decimals (0), ==, 0);
}

#define MINUTE G_GINT64_CONSTANT (60000)

typedef struct
{
  const char *sentence;
  gint64 from, to, offset;
  guint max_ticks;
  gint64 first, step;
  guint n;
} TimeCase;

static const TimeCase time_cases[] = {
  { "15 minutes in six ticks go by five minutes", 2 * MINUTE, 17 * MINUTE, 0, 6, 5 * MINUTE, 5 * MINUTE, 3 },
  { "both ends count when they are whole", 0, 15 * MINUTE, 0, 3, 0, 5 * MINUTE, 4 },
  { "a day goes by three hours", 0, 24 * 60 * MINUTE, 0, 8, 0, 180 * MINUTE, 9 },
  { "whole hours are whole in local time", 0, 6 * 60 * MINUTE, 30 * MINUTE, 6, 30 * MINUTE, 60 * MINUTE, 6 },
  { "weeks go by days", 0, 7 * 24 * 60 * MINUTE, 0, 7, 0, 24 * 60 * MINUTE, 8 },
  { "no span, no tick", MINUTE, MINUTE, 0, 6, 0, 0, 0 },
  { "a span backwards has no tick", MINUTE, 0, 0, 6, 0, 0, 0 },
};

static void
test_time_ticks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (time_cases); i++)
    {
      const TimeCase *c = &time_cases[i];
      gint64 ticks[16];
      guint n = dw_scale_time_ticks (c->from, c->to, c->offset, c->max_ticks, ticks, G_N_ELEMENTS (ticks));

      g_test_message ("%s", c->sentence);
      g_assert_cmpuint (n, ==, c->n);
      if (n > 0)
        g_assert_cmpint (ticks[0], ==, c->first);
      for (guint k = 1; k < n; k++)
        g_assert_cmpint (ticks[k] - ticks[k - 1], ==, c->step);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scale/steps-are-one-two-five", test_steps);
  g_test_add_func ("/scale/ends-move-outwards-to-whole-steps", test_rounding);
  g_test_add_func ("/scale/ticks-stay-within-the-range", test_ticks_stay_within);
  g_test_add_func ("/scale/mapping-keeps-nan-and-clamps-on-demand", test_mapping);
  g_test_add_func ("/scale/labels-have-the-decimals-of-their-step", test_decimals);
  g_test_add_func ("/scale/time-ticks-are-whole-local-steps", test_time_ticks);
  return g_test_run ();
}
