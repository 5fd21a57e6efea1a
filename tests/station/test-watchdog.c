// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-watchdog.h"

/* Known arrivals of the timer and the block they mean. */
static void
worst_block_of_a_minute (void)
{
  g_autoptr (DwClock) clock = dw_clock_new_fake (1789000000000);
  DwWatchdog *watchdog = dw_watchdog_new (clock);
  gint64 base_ms = dw_clock_mono_ms (clock);

  g_assert_cmpint (dw_watchdog_get_worst_ms (watchdog), ==, 0);
  dw_watchdog_note (watchdog, base_ms);
  dw_watchdog_note (watchdog, base_ms + 50);
  g_assert_cmpint (dw_watchdog_get_worst_ms (watchdog), ==, 0);
  dw_watchdog_note (watchdog, base_ms + 50 + 50 + 73);
  g_assert_cmpint (dw_watchdog_get_worst_ms (watchdog), ==, 73);
  dw_clock_advance_ms (clock, 59000);
  g_assert_cmpint (dw_watchdog_get_worst_ms (watchdog), ==, 73);
  dw_clock_advance_ms (clock, 2000);
  g_assert_cmpint (dw_watchdog_get_worst_ms (watchdog), ==, 0);
  dw_watchdog_free (watchdog);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watchdog/worst-block-of-a-minute", worst_block_of_a_minute);
  return g_test_run ();
}
