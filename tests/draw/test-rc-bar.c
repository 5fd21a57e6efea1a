// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-rc-bar.h"

/* S0-22, S1-11: the bar as numbers. */

#define NONE NAN

typedef struct
{
  const char *sentence;
  double value, warning, alarm;
  gboolean old;
  DwRcLevel level;
  double max;
} BarCase;

static const BarCase cases[] = {
  { "far below the limits is normal", 64, 240, 300, FALSE, DW_RC_NORMAL, 375 },
  { "at the warning is a warning", 240, 240, 300, FALSE, DW_RC_WARNING, 375 },
  { "just below the warning is normal", 239.9, 240, 300, FALSE, DW_RC_NORMAL, 375 },
  { "at the set value is an alarm", 300, 240, 300, FALSE, DW_RC_ALARM, 375 },
  { "above the scale the scale follows the value", 412, 240, 300, FALSE, DW_RC_ALARM, 453.2 },
  { "an old alarm value is old, not an alarm", 412, 240, 300, TRUE, DW_RC_OLD, 453.2 },
  { "no value draws no bar", NONE, 240, 300, FALSE, DW_RC_NONE, 375 },
  { "no value that is old draws no bar", NONE, 240, 300, TRUE, DW_RC_NONE, 375 },
  { "without limits everything is normal", 118, NONE, NONE, FALSE, DW_RC_NORMAL, 129.8 },
  { "only a warning is enough for a scale", 50, 240, NONE, FALSE, DW_RC_NORMAL, 300 },
  { "only a set value never warns", 290, NONE, 300, FALSE, DW_RC_NORMAL, 375 },
  { "nothing known at all still has a scale", NONE, NONE, NONE, FALSE, DW_RC_NONE, 100 },
  { "zero without limits still has a scale", 0, NONE, NONE, FALSE, DW_RC_NORMAL, 100 },
};

static DwRcBar
make_bar (const BarCase *c)
{
  DwRcBar bar;

  dw_rc_bar_init (&bar);
  bar.value = c->value;
  bar.warning = c->warning;
  bar.alarm = c->alarm;
  bar.old = c->old;
  return bar;
}

static void
test_level_and_scale (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DwRcBar bar = make_bar (&cases[i]);

      g_test_message ("%s", cases[i].sentence);
      g_assert_cmpint (dw_rc_bar_get_level (&bar), ==, cases[i].level);
      g_assert_cmpfloat_with_epsilon (dw_rc_bar_get_max (&bar), cases[i].max, 1e-9);
    }
}

static void
test_small_layout (void)
{
  DwRcBar bar = make_bar (&cases[0]);
  DwRcBarLayout layout;

  bar.baseline_low = 50;
  bar.baseline_high = 72;
  dw_rc_bar_lay_out (&bar, 75, FALSE, &layout);
  g_assert_cmpfloat_with_epsilon (layout.fill_width, 64 / 375.0 * 75, 1e-9);
  g_assert_cmpfloat_with_epsilon (layout.warning_x, 48, 1e-9);
  g_assert_cmpfloat_with_epsilon (layout.alarm_x, 60, 1e-9);
  g_assert_cmpfloat_with_epsilon (layout.baseline_x, 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (layout.baseline_width, 4.4, 1e-9);
  g_assert_cmpfloat (layout.pointer_x, ==, layout.fill_width);
  g_assert_cmpuint (layout.n_ticks, ==, 0);
  g_assert_cmpfloat (layout.ground_y + layout.ground_height, <=, DW_RC_BAR_SMALL_HEIGHT);
}

static void
test_large_layout_rounds_the_scale (void)
{
  DwRcBar bar = make_bar (&cases[4]);
  DwRcBarLayout layout;

  dw_rc_bar_lay_out (&bar, 420, TRUE, &layout);
  g_assert_cmpfloat (layout.max, ==, 500);
  g_assert_cmpuint (layout.n_ticks, ==, 6);
  g_assert_cmpfloat (layout.tick_x[5], ==, 420);
  g_assert_cmpfloat_with_epsilon (layout.alarm_x, 252, 1e-9);
  g_assert_true (isnan (layout.baseline_x));
}

static void
test_nothing_leaves_the_bar (void)
{
  DwRcBar bar = make_bar (&cases[0]);
  DwRcBarLayout layout;

  bar.warning = 9000;
  bar.value = -5;
  dw_rc_bar_lay_out (&bar, 100, FALSE, &layout);
  g_assert_cmpfloat (layout.warning_x, ==, 100);
  g_assert_cmpfloat (layout.fill_width, ==, 0);
}

static void
test_old_and_absent_have_no_pointer (void)
{
  DwRcBar old = make_bar (&cases[5]), none = make_bar (&cases[6]);
  DwRcBarLayout layout;

  dw_rc_bar_lay_out (&old, 100, FALSE, &layout);
  g_assert_true (isnan (layout.pointer_x));
  g_assert_cmpfloat (layout.fill_width, >, 0);
  dw_rc_bar_lay_out (&none, 100, FALSE, &layout);
  g_assert_true (isnan (layout.pointer_x));
  g_assert_cmpfloat (layout.fill_width, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rc-bar/level-and-scale-follow-the-limits", test_level_and_scale);
  g_test_add_func ("/rc-bar/small-positions-are-proportional", test_small_layout);
  g_test_add_func ("/rc-bar/large-scale-ends-on-a-whole-step", test_large_layout_rounds_the_scale);
  g_test_add_func ("/rc-bar/nothing-leaves-the-bar", test_nothing_leaves_the_bar);
  g_test_add_func ("/rc-bar/old-and-absent-values-have-no-pointer", test_old_and_absent_have_no_pointer);
  return g_test_run ();
}
