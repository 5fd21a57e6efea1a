// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-clock.h"

/* The fake clock moves only when told; the system clock moves by itself and forward. */

#define START_MS G_GINT64_CONSTANT (1780000000000)

static void
test_fake_time_stands_still (void)
{
  g_autoptr (DwClock) clock = dw_clock_new_fake (START_MS);
  gint64 mono_us = dw_clock_mono_us (clock);

  for (int i = 0; i < 1000; i++)
    {
      g_assert_cmpint (dw_clock_wall_ms (clock), ==, START_MS);
      g_assert_cmpint (dw_clock_mono_us (clock), ==, mono_us);
    }
}

static void
test_advance_moves_both_times (void)
{
  g_autoptr (DwClock) clock = dw_clock_new_fake (START_MS);
  gint64 mono_ms = dw_clock_mono_ms (clock);

  dw_clock_advance_ms (clock, 1500);
  g_assert_cmpint (dw_clock_wall_ms (clock), ==, START_MS + 1500);
  g_assert_cmpint (dw_clock_mono_ms (clock), ==, mono_ms + 1500);
  g_assert_cmpint (dw_clock_mono_us (clock), ==, (mono_ms + 1500) * 1000);
}

static void
test_step_moves_the_wall_alone (void)
{
  g_autoptr (DwClock) clock = dw_clock_new_fake (START_MS);
  gint64 mono_ms = dw_clock_mono_ms (clock);

  dw_clock_step_wall_ms (clock, -3600 * 1000);
  g_assert_cmpint (dw_clock_wall_ms (clock), ==, START_MS - 3600 * 1000);
  g_assert_cmpint (dw_clock_mono_ms (clock), ==, mono_ms);
}

static void
test_fake_monotonic_time_is_never_zero (void)
{
  g_autoptr (DwClock) clock = dw_clock_new_fake (0);

  g_assert_cmpint (dw_clock_wall_ms (clock), ==, 0);
  g_assert_cmpint (dw_clock_mono_ms (clock), >, 0);
}

static void
test_system_time_goes_forward (void)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  gint64 first_us = dw_clock_mono_us (clock), last_us = first_us;

  while (last_us == first_us)
    {
      gint64 now_us = dw_clock_mono_us (clock);

      g_assert_cmpint (now_us, >=, last_us);
      last_us = now_us;
    }
  /* 2020: the machine's wall clock is set. */
  g_assert_cmpint (dw_clock_wall_ms (clock), >, G_GINT64_CONSTANT (1577836800000));
}

static gpointer
advance_thread (gpointer data)
{
  for (int i = 0; i < 1000; i++)
    dw_clock_advance_ms (data, 1);
  dw_clock_unref (data);
  return NULL;
}

static void
test_threads_share_a_fake_clock (void)
{
  g_autoptr (DwClock) clock = dw_clock_new_fake (START_MS);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("advance", advance_thread, dw_clock_ref (clock));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (dw_clock_wall_ms (clock), ==, START_MS + 4000);
}

static void
test_a_system_clock_cannot_be_moved (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (DwClock) clock = dw_clock_new_system ();

      dw_clock_advance_ms (clock, 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*fake*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/fake-time-stands-still", test_fake_time_stands_still);
  g_test_add_func ("/clock/advance-moves-both-times", test_advance_moves_both_times);
  g_test_add_func ("/clock/step-moves-the-wall-alone", test_step_moves_the_wall_alone);
  g_test_add_func ("/clock/fake-monotonic-time-is-never-zero", test_fake_monotonic_time_is_never_zero);
  g_test_add_func ("/clock/system-time-goes-forward", test_system_time_goes_forward);
  g_test_add_func ("/clock/threads-share-a-fake-clock", test_threads_share_a_fake_clock);
  g_test_add_func ("/clock/a-system-clock-cannot-be-moved", test_a_system_clock_cannot_be_moved);
  return g_test_run ();
}
