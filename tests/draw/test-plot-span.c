// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-span.h"

#define SECOND G_GINT64_CONSTANT (1000)
#define HOUR (3600 * SECOND)
#define YEARS_20 DW_PLOT_SPAN_MAX_MS

static void
assert_span (DwPlotSpan span, gint64 from_ms, gint64 to_ms)
{
  g_assert_cmpint (span.from_ms, ==, from_ms);
  g_assert_cmpint (span.to_ms, ==, to_ms);
}

static const struct
{
  const char *sentence;
  DwPlotSpan span;
  gint64 earliest_ms, latest_ms;
  DwPlotSpan wanted;
} clamp_cases[] = {
  { "a good span stays", { HOUR, 2 * HOUR }, 0, 0, { HOUR, 2 * HOUR } },
  { "one second grows to ten around its middle", { 0, SECOND }, 0, 0, { -4500, 5500 } },
  { "an empty span grows to ten seconds", { HOUR, HOUR }, 0, 0, { HOUR - 5 * SECOND, HOUR + 5 * SECOND } },
  { "a span that runs backwards becomes ten seconds", { 2 * HOUR, 0 }, 0, 0, { HOUR - 5 * SECOND, HOUR + 5 * SECOND } },
  { "40 years shrink to 20 around the middle", { 0, 2 * YEARS_20 }, 0, 0, { YEARS_20 / 2, YEARS_20 / 2 + YEARS_20 } },
  { "too early moves back in", { -HOUR, HOUR }, 0, 10 * HOUR, { 0, 2 * HOUR } },
  { "too late moves back in", { 9 * HOUR, 11 * HOUR }, 0, 10 * HOUR, { 8 * HOUR, 10 * HOUR } },
  { "longer than the range becomes the range", { -HOUR, 20 * HOUR }, 0, 10 * HOUR, { 0, 10 * HOUR } },
  { "a range under ten seconds gives ten seconds", { 0, HOUR }, 0, SECOND, { 0, 10 * SECOND } },
  { "bounds that run backwards are none", { -HOUR, HOUR }, 10 * HOUR, 0, { -HOUR, HOUR } },
};

static void
test_clamp (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (clamp_cases); i++)
    {
      DwPlotSpan span = dw_plot_span_clamp (clamp_cases[i].span, clamp_cases[i].earliest_ms, clamp_cases[i].latest_ms);

      g_test_message ("%s", clamp_cases[i].sentence);
      assert_span (span, clamp_cases[i].wanted.from_ms, clamp_cases[i].wanted.to_ms);
    }
}

static const struct
{
  const char *sentence;
  double share;
  gint64 wanted_from_ms;
} pan_cases[] = {
  { "half a span later", 0.5, 5 * HOUR },
  { "a whole span earlier", -1, 2 * HOUR },
  { "stops at the end with its length kept", 9, 8 * HOUR },
  { "stops at the beginning with its length kept", -1e300, 0 },
  { "not a number moves nothing", NAN, 4 * HOUR },
  { "without end moves nothing", INFINITY, 4 * HOUR },
};

static void
test_pan (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pan_cases); i++)
    {
      g_test_message ("%s", pan_cases[i].sentence);
      assert_span (dw_plot_span_pan ((DwPlotSpan){ 4 * HOUR, 6 * HOUR }, pan_cases[i].share, 0, 10 * HOUR), pan_cases[i].wanted_from_ms, pan_cases[i].wanted_from_ms + 2 * HOUR);
    }
}

static const struct
{
  const char *sentence;
  gint64 anchor_ms;
  double factor;
  DwPlotSpan wanted;
} zoom_cases[] = {
  { "in around the middle", 5 * HOUR, 0.5, { 4 * HOUR + HOUR / 2, 5 * HOUR + HOUR / 2 } },
  { "in around the left end", 4 * HOUR, 0.5, { 4 * HOUR, 5 * HOUR } },
  { "out around the right end", 6 * HOUR, 2, { 2 * HOUR, 6 * HOUR } },
  { "out over both bounds shows all", 5 * HOUR, 100, { 0, 10 * HOUR } },
  { "in without end stops at ten seconds", 5 * HOUR, 1e-300, { 5 * HOUR - 5 * SECOND, 5 * HOUR + 5 * SECOND } },
  { "an anchor outside is the nearer end", 99 * HOUR, 0.5, { 5 * HOUR, 6 * HOUR } },
  { "zero changes nothing", 5 * HOUR, 0, { 4 * HOUR, 6 * HOUR } },
  { "a negative factor changes nothing", 5 * HOUR, -1, { 4 * HOUR, 6 * HOUR } },
  { "not a number changes nothing", 5 * HOUR, NAN, { 4 * HOUR, 6 * HOUR } },
  { "without end changes nothing", 5 * HOUR, INFINITY, { 4 * HOUR, 6 * HOUR } },
};

static void
test_zoom (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (zoom_cases); i++)
    {
      g_test_message ("%s", zoom_cases[i].sentence);
      assert_span (dw_plot_span_zoom ((DwPlotSpan){ 4 * HOUR, 6 * HOUR }, zoom_cases[i].anchor_ms, zoom_cases[i].factor, 0, 10 * HOUR), zoom_cases[i].wanted.from_ms, zoom_cases[i].wanted.to_ms);
    }
}

static void
test_ends_of_time (void)
{
  DwPlotSpan span = dw_plot_span_clamp ((DwPlotSpan){ G_MININT64, G_MAXINT64 }, G_MININT64, G_MAXINT64);

  g_assert_cmpint (span.to_ms - span.from_ms, ==, YEARS_20);
  span = dw_plot_span_pan ((DwPlotSpan){ G_MAXINT64 - 1, G_MAXINT64 }, 1, 0, 0);
  g_assert_cmpint (span.to_ms - span.from_ms, ==, 10 * SECOND);
  span = dw_plot_span_zoom ((DwPlotSpan){ 0, HOUR }, G_MININT64, 1e300, 0, 0);
  assert_span (span, 0, YEARS_20);
}

static void
test_next_time (void)
{
  static const gint64 times[] = { 300, 100, 200, 200 };

  g_assert_cmpint (dw_plot_find_next_time (times, 4, 0, 100, TRUE), ==, 2);
  g_assert_cmpint (dw_plot_find_next_time (times, 4, 0, 200, TRUE), ==, 0);
  g_assert_cmpint (dw_plot_find_next_time (times, 4, 0, 300, TRUE), ==, -1);
  g_assert_cmpint (dw_plot_find_next_time (times, 4, 0, 250, FALSE), ==, 2);
  g_assert_cmpint (dw_plot_find_next_time (times, 4, 0, 100, FALSE), ==, -1);
  g_assert_cmpint (dw_plot_find_next_time (NULL, 0, 0, 100, TRUE), ==, -1);
  /* Every second one. */
  g_assert_cmpint (dw_plot_find_next_time (times, 2, 2 * sizeof (gint64), 0, TRUE), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-span/length-and-bounds-hold", test_clamp);
  g_test_add_func ("/plot-span/panning-keeps-the-length", test_pan);
  g_test_add_func ("/plot-span/zooming-keeps-the-anchor", test_zoom);
  g_test_add_func ("/plot-span/ends-of-time-do-not-overflow", test_ends_of_time);
  g_test_add_func ("/plot-span/next-and-previous-are-strict", test_next_time);
  return g_test_run ();
}
