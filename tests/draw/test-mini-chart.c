// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-mini-chart.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define MAX_SAMPLES 6
#define MAX_GAPS 4

typedef struct
{
  const char *sentence;
  guint n;
  gint64 minutes[MAX_SAMPLES];
  double values[MAX_SAMPLES];
  guint n_gaps;
  gint64 gaps[MAX_GAPS][2]; /* minutes */
} GapCase;

/* The span is minute 0 to 15; neighbours more than 2 minutes apart are a gap. */
static const GapCase cases[] = {
  { "nothing at all is one gap", 0, { 0 }, { 0 }, 1, { { 0, 15 } } },
  { "a late start and an early end are gaps", 2, { 5, 7 }, { 1, 1 }, 2, { { 0, 5 }, { 7, 15 } } },
  { "a hole in the middle is a gap", 4, { 1, 2, 12, 14 }, { 1, 1, 1, 1 }, 1, { { 2, 12 } } },
  { "a bad sample does not fill a hole", 4, { 1, 3, 5, 7 }, { 1, NAN, 1, 1 }, 2, { { 1, 5 }, { 7, 15 } } },
  { "samples before the span do not count", 3, { -5, -1, 14 }, { 1, 1, 1 }, 1, { { 0, 14 } } },
};

static DwMiniChart
make_chart (const GapCase *c, gint64 *times)
{
  DwMiniChart chart;

  dw_mini_chart_init (&chart);
  for (guint i = 0; i < c->n; i++)
    times[i] = c->minutes[i] * MINUTE;
  chart.times_ms = times;
  chart.values = c->values;
  chart.n = c->n;
  chart.to_ms = 15 * MINUTE;
  chart.gap_ms = 2 * MINUTE;
  return chart;
}

static void
test_gaps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 times[MAX_SAMPLES];
      DwMiniChart chart = make_chart (&cases[i], times);
      DwChartGap gaps[8];
      guint n = dw_mini_chart_find_gaps (&chart, gaps, G_N_ELEMENTS (gaps));

      g_test_message ("%s", cases[i].sentence);
      g_assert_cmpuint (n, ==, cases[i].n_gaps);
      for (guint k = 0; k < n; k++)
        {
          g_assert_cmpint (gaps[k].from_ms, ==, cases[i].gaps[k][0] * MINUTE);
          g_assert_cmpint (gaps[k].to_ms, ==, cases[i].gaps[k][1] * MINUTE);
        }
      g_assert_cmpuint (dw_mini_chart_find_gaps (&chart, gaps, 1), <=, 1);
    }
}

static void
test_scale_starts_at_zero_and_holds_the_limits (void)
{
  static const gint64 times[] = { 0, MINUTE };
  static const double values[] = { 92, 412 };
  DwMiniChart chart;
  DwMiniChartLayout layout;

  dw_mini_chart_init (&chart);
  chart.times_ms = times;
  chart.values = values;
  chart.n = 2;
  chart.to_ms = 15 * MINUTE;
  chart.limits[0] = (DwChartLimit){ 300, NULL, FALSE };
  chart.n_limits = 1;
  dw_mini_chart_lay_out (&chart, 446, 172, &layout);
  g_assert_cmpfloat (layout.low, ==, 0);
  g_assert_cmpfloat (layout.high, ==, 600);
  g_assert_cmpfloat (layout.left, ==, 34);
  g_assert_cmpfloat (layout.left + layout.width, ==, 446 - 16);
  g_assert_cmpfloat (dw_mini_chart_get_y (&layout, 0), ==, layout.top + layout.height);
  g_assert_cmpfloat (dw_mini_chart_get_y (&layout, 600), ==, layout.top);
  g_assert_cmpfloat (dw_mini_chart_get_y (&layout, 9000), ==, layout.top);
  g_assert_cmpfloat (dw_mini_chart_get_x (&chart, &layout, 0), ==, layout.left);
  g_assert_cmpfloat (dw_mini_chart_get_x (&chart, &layout, 15 * MINUTE), ==, layout.left + layout.width);
  g_assert_cmpuint (layout.n_time_ticks, ==, 4);
}

static void
test_limit_alone_is_visible (void)
{
  DwMiniChart chart;
  DwMiniChartLayout layout;

  dw_mini_chart_init (&chart);
  chart.to_ms = 15 * MINUTE;
  chart.limits[0] = (DwChartLimit){ 300, NULL, FALSE };
  chart.limits[1] = (DwChartLimit){ NAN, NULL, TRUE };
  chart.n_limits = 2;
  dw_mini_chart_lay_out (&chart, 446, 172, &layout);
  g_assert_cmpfloat (layout.high, >=, 300);
}

static void
test_given_range_is_kept (void)
{
  DwMiniChart chart;
  DwMiniChartLayout layout;

  dw_mini_chart_init (&chart);
  chart.low = 187;
  chart.high = 253;
  chart.to_ms = MINUTE;
  dw_mini_chart_lay_out (&chart, 446, 172, &layout);
  g_assert_cmpfloat (layout.low, ==, 180);
  g_assert_cmpfloat (layout.high, ==, 260);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mini-chart/holes-in-the-data-are-gaps", test_gaps);
  g_test_add_func ("/mini-chart/scale-starts-at-zero-and-holds-the-data", test_scale_starts_at_zero_and_holds_the_limits);
  g_test_add_func ("/mini-chart/a-limit-alone-is-visible", test_limit_alone_is_visible);
  g_test_add_func ("/mini-chart/a-given-range-is-kept", test_given_range_is_kept);
  return g_test_run ();
}
