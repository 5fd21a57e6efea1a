// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trail.h"

/* Plan: back and forward over stops; going somewhere ends what lay ahead; the same stop twice is one; the number of stops is bounded. */

static void
assert_stop (const DwTrailStop *stop, const char *page_id, gint64 place_id)
{
  g_assert_nonnull (stop);
  g_assert_cmpstr (stop->page_id, ==, page_id);
  g_assert_cmpint (stop->place_id, ==, place_id);
}

static void
test_empty (void)
{
  g_autoptr (DwTrail) trail = dw_trail_new ();

  g_assert_null (dw_trail_back (trail));
  g_assert_null (dw_trail_forward (trail));
}

static void
test_back_and_forward (void)
{
  g_autoptr (DwTrail) trail = dw_trail_new ();

  dw_trail_push (trail, "live", 0);
  dw_trail_push (trail, "live", 7);
  dw_trail_push (trail, "live", 7);
  dw_trail_push (trail, "hazards", 7);
  assert_stop (dw_trail_back (trail), "live", 7);
  assert_stop (dw_trail_back (trail), "live", 0);
  g_assert_null (dw_trail_back (trail));
  assert_stop (dw_trail_forward (trail), "live", 7);
  assert_stop (dw_trail_forward (trail), "hazards", 7);
  g_assert_null (dw_trail_forward (trail));
}

static void
test_going_somewhere_ends_what_lay_ahead (void)
{
  g_autoptr (DwTrail) trail = dw_trail_new ();

  dw_trail_push (trail, "live", 1);
  dw_trail_push (trail, "live", 2);
  dw_trail_push (trail, "live", 3);
  dw_trail_back (trail);
  dw_trail_back (trail);
  dw_trail_push (trail, "setup", 1);
  g_assert_null (dw_trail_forward (trail));
  assert_stop (dw_trail_back (trail), "live", 1);
}

static void
test_number_of_stops_is_bounded (void)
{
  g_autoptr (DwTrail) trail = dw_trail_new ();
  guint n_back = 0;

  for (int i = 0; i < 1000; i++)
    dw_trail_push (trail, "live", i);
  while (dw_trail_back (trail) != NULL)
    n_back++;
  g_assert_cmpuint (n_back, ==, 49);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trail/empty-leads-nowhere", test_empty);
  g_test_add_func ("/trail/back-and-forward", test_back_and_forward);
  g_test_add_func ("/trail/going-somewhere-ends-what-lay-ahead", test_going_somewhere_ends_what_lay_ahead);
  g_test_add_func ("/trail/number-of-stops-is-bounded", test_number_of_stops_is_bounded);
  return g_test_run ();
}
