// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-backoff.h"

/* Delays double up to the limit, each within 25 % of its middle, and a seed always gives the same ones. */

static void
check_near (int delay_ms, int middle_ms)
{
  g_assert_cmpint (delay_ms, >=, middle_ms - middle_ms / 4);
  g_assert_cmpint (delay_ms, <=, middle_ms + middle_ms / 4);
}

static void
test_doubles_to_the_limit (void)
{
  static const int middles_ms[] = { 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000 };

  for (guint32 seed = 0; seed < 200; seed++)
    {
      DwBackoff backoff;

      dw_backoff_init (&backoff, 1000, 30000, seed);
      for (guint i = 0; i < G_N_ELEMENTS (middles_ms); i++)
        {
          check_near (dw_backoff_next_ms (&backoff), middles_ms[i]);
          g_assert_cmpuint (backoff.failures, ==, i + 1);
        }
    }
}

static void
test_lines_do_not_come_back_together (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint32 seed = 1; seed <= 129; seed++)
    {
      DwBackoff backoff;

      dw_backoff_init (&backoff, 60000, 60000, seed);
      g_hash_table_add (seen, GINT_TO_POINTER (dw_backoff_next_ms (&backoff) / 100));
    }
  /* 129 lines over 30 s: with an even spread some 100 different tenths of a second. */
  g_assert_cmpuint (g_hash_table_size (seen), >, 80);
}

static void
test_the_spread_reaches_both_ends (void)
{
  DwBackoff backoff;
  int least_ms = G_MAXINT, most_ms = 0;

  dw_backoff_init (&backoff, 1000, 1000, 7);
  for (int i = 0; i < 10000; i++)
    {
      int delay_ms = dw_backoff_next_ms (&backoff);

      least_ms = MIN (least_ms, delay_ms);
      most_ms = MAX (most_ms, delay_ms);
    }
  g_assert_cmpint (least_ms, ==, 750);
  g_assert_cmpint (most_ms, ==, 1250);
}

static void
test_reset_begins_anew (void)
{
  DwBackoff backoff;

  dw_backoff_init (&backoff, 500, 60000, 3);
  for (int i = 0; i < 10; i++)
    dw_backoff_next_ms (&backoff);
  dw_backoff_reset (&backoff);
  g_assert_cmpuint (backoff.failures, ==, 0);
  check_near (dw_backoff_next_ms (&backoff), 500);
}

static void
test_a_seed_gives_the_same_delays (void)
{
  DwBackoff a, b;

  dw_backoff_init (&a, 1000, 60000, 42);
  dw_backoff_init (&b, 1000, 60000, 42);
  for (int i = 0; i < 100; i++)
    g_assert_cmpint (dw_backoff_next_ms (&a), ==, dw_backoff_next_ms (&b));
}

static void
test_endless_failures_overflow_nothing (void)
{
  DwBackoff backoff;

  dw_backoff_init (&backoff, 1, G_MAXINT, 1);
  backoff.failures = G_MAXUINT;
  for (int i = 0; i < 100; i++)
    g_assert_cmpint (dw_backoff_next_ms (&backoff), >, G_MAXINT / 2);
  g_assert_cmpuint (backoff.failures, ==, G_MAXUINT);
}

static void
test_one_millisecond_stays_one (void)
{
  DwBackoff backoff;

  dw_backoff_init (&backoff, 1, 1, 9);
  for (int i = 0; i < 10; i++)
    g_assert_cmpint (dw_backoff_next_ms (&backoff), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backoff/doubles-to-the-limit", test_doubles_to_the_limit);
  g_test_add_func ("/backoff/lines-do-not-come-back-together", test_lines_do_not_come_back_together);
  g_test_add_func ("/backoff/the-spread-reaches-both-ends", test_the_spread_reaches_both_ends);
  g_test_add_func ("/backoff/reset-begins-anew", test_reset_begins_anew);
  g_test_add_func ("/backoff/a-seed-gives-the-same-delays", test_a_seed_gives_the_same_delays);
  g_test_add_func ("/backoff/endless-failures-overflow-nothing", test_endless_failures_overflow_nothing);
  g_test_add_func ("/backoff/one-millisecond-stays-one", test_one_millisecond_stays_one);
  return g_test_run ();
}
