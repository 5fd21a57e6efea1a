// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "dw-plot-private.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static const gint64 times[] = { 0, 6 * HOUR, 12 * HOUR, 18 * HOUR, DAY };
static const double currents[] = { 50, 90, 283, 80, 52 }, voltages[] = { 220, 231, 228, 226, 224 }, temperatures[] = { -8, 3, 21, 17, 2 }, nothing[] = { NAN, NAN, NAN, NAN, NAN }, equals[] = { 7, 7, 7, 7, 7 },
                    huge[] = { -1e300, 1e300, 0, INFINITY, 1 };

static DwPlot *
make_plot (void)
{
  DwPlot *plot = dw_plot_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  dw_plot_set_zone (plot, zone);
  g_assert_true (dw_plot_set_span (plot, 0, DAY, NULL));
  return plot;
}

static int
add (DwPlot *plot, const double *values, guint n, const char *label)
{
  DwPlotSamples samples = { .times_ms = times, .values = values, .n = n };

  return dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_S1, .label = label }, &samples, NULL);
}

/* The area of ui.md section 9: left 40 (30 small), right 12 or 74 with labels, top 14, bottom 24. */
static void
test_areas (void)
{
  static const struct
  {
    double width, height;
    gboolean label, small;
    DwPlotRect wanted;
  } cases[] = {
    { 446, 172, FALSE, FALSE, { 40, 14, 394, 134 } },
    { 446, 172, TRUE, FALSE, { 40, 14, 332, 134 } },
    { 1000, 446, TRUE, FALSE, { 40, 14, 886, 408 } },
    { 1600, 600, TRUE, FALSE, { 40, 14, 1486, 562 } },
    { 446, 172, FALSE, TRUE, { 30, 14, 404, 134 } },
    { 300, 172, TRUE, FALSE, { 40, 32, 248, 116 } }, /* too narrow for labels: a legend above */
    { 10, 10, TRUE, FALSE, { 40, 32, 1, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DwPlot) plot = make_plot ();
      DwPlotRect area;

      add (plot, currents, 5, cases[i].label ? "2AL1" : NULL);
      dw_plot_set_small (plot, cases[i].small);
      dw_plot_lay_out (plot, cases[i].width, cases[i].height);
      g_test_message ("%g x %g", cases[i].width, cases[i].height);
      g_assert_cmpuint (dw_plot_get_n_areas (plot), ==, 1);
      area = dw_plot_get_area (plot, 0);
      g_assert_cmpfloat (area.x, ==, cases[i].wanted.x);
      g_assert_cmpfloat (area.y, ==, cases[i].wanted.y);
      g_assert_cmpfloat (area.width, ==, cases[i].wanted.width);
      g_assert_cmpfloat (area.height, ==, cases[i].wanted.height);
    }
}

static const struct
{
  const char *sentence;
  const double *values;
  guint n;
  DwPlotAxis axis;
  double limit; /* NaN = none */
  double low, high;
} range_cases[] = {
  { "currents begin at 0", currents, 5, { .scale = DW_PLOT_SCALE_ZERO }, NAN, 0, 300 },
  { "a limit is seen and not on the edge", currents, 5, { .scale = DW_PLOT_SCALE_ZERO }, 300, 0, 400 },
  { "negative values reach below 0", temperatures, 5, { .scale = DW_PLOT_SCALE_ZERO }, NAN, -10, 30 },
  { "voltages show 0.85 to 1.15 of nominal", voltages, 5, { .scale = DW_PLOT_SCALE_NOMINAL, .nominal = 220 }, NAN, 180, 260 },
  { "data is hugged", voltages, 5, { .scale = DW_PLOT_SCALE_DATA }, NAN, 215, 235 },
  { "a fixed range is kept as it is", currents, 5, { .scale = DW_PLOT_SCALE_FIXED, .low = 3, .high = 77 }, NAN, 3, 77 },
  { "no samples", currents, 0, { .scale = DW_PLOT_SCALE_ZERO }, NAN, 0, 1 },
  { "one sample", currents, 1, { .scale = DW_PLOT_SCALE_ZERO }, NAN, 0, 50 },
  { "only samples without a value", nothing, 5, { .scale = DW_PLOT_SCALE_ZERO }, NAN, 0, 1 },
  { "only samples without a value, hugged", nothing, 5, { .scale = DW_PLOT_SCALE_DATA }, NAN, 0, 1 },
  { "no samples but a limit", currents, 0, { .scale = DW_PLOT_SCALE_ZERO }, 300, 0, 400 },
  { "equal values get room on both sides", equals, 5, { .scale = DW_PLOT_SCALE_DATA }, NAN, 6, 8 },
  { "huge values are cut at 1e18", huge, 5, { .scale = DW_PLOT_SCALE_ZERO }, NAN, -1e18, 1e18 },
};

static void
test_ranges (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (range_cases); i++)
    {
      g_autoptr (DwPlot) plot = make_plot ();
      const DwPlotRange *range;

      g_test_message ("%s", range_cases[i].sentence);
      add (plot, range_cases[i].values, range_cases[i].n, NULL);
      g_assert_true (dw_plot_set_axis (plot, DW_PLOT_LEFT, &range_cases[i].axis, NULL));
      if (!isnan (range_cases[i].limit))
        g_assert_cmpint (dw_plot_add_limit (plot, &(DwPlotLimit){ .value = range_cases[i].limit, .series = -1 }, NULL), ==, 0);
      dw_plot_lay_out (plot, 1000, 446);
      range = &plot->areas[0].ranges[DW_PLOT_LEFT];
      g_assert_cmpfloat_with_epsilon (range->low, range_cases[i].low, fabs (range_cases[i].low) * 1e-9 + 1e-9);
      g_assert_cmpfloat_with_epsilon (range->high, range_cases[i].high, fabs (range_cases[i].high) * 1e-9 + 1e-9);
      g_assert_cmpuint (range->n_ticks, >=, 2);
      g_assert_cmpuint (range->n_ticks, <=, 8);
    }
}

static void
test_hidden_and_solo (void)
{
  g_autoptr (DwPlot) plot = make_plot ();

  add (plot, currents, 5, "a");
  add (plot, equals, 5, "b");
  dw_plot_set_hidden (plot, 0, TRUE);
  dw_plot_lay_out (plot, 1000, 446);
  g_assert_cmpfloat (plot->areas[0].ranges[DW_PLOT_LEFT].high, ==, 8);
  dw_plot_set_solo (plot, 0);
  dw_plot_lay_out (plot, 1000, 446);
  g_assert_cmpfloat (plot->areas[0].ranges[DW_PLOT_LEFT].high, ==, 300);
  g_assert_false (dw_plot_is_visible (plot, 1));
  dw_plot_set_solo (plot, -1);
  g_assert_true (dw_plot_is_visible (plot, 1));
  g_assert_false (dw_plot_is_visible (plot, 0));
  /* What does not exist changes nothing. */
  dw_plot_set_hidden (plot, 7, TRUE);
  dw_plot_set_solo (plot, 7);
  g_assert_true (dw_plot_is_visible (plot, 1));
}

static void
test_modes (void)
{
  g_autoptr (DwPlot) plot = make_plot ();
  DwPlotRect first, second;

  add (plot, currents, 5, "a");
  add (plot, equals, 5, "b");
  add (plot, nothing, 5, "c");
  dw_plot_set_mode (plot, DW_PLOT_MULTIPLES);
  dw_plot_lay_out (plot, 1000, 446);
  g_assert_cmpuint (dw_plot_get_n_areas (plot), ==, 3);
  first = dw_plot_get_area (plot, 0);
  second = dw_plot_get_area (plot, 1);
  g_assert_cmpfloat (first.y + first.height, <, second.y);
  g_assert_cmpfloat (first.x, ==, second.x);
  g_assert_cmpfloat (first.width, ==, second.width);
  g_assert_cmpfloat (plot->areas[0].ranges[DW_PLOT_LEFT].high, ==, 300);
  g_assert_cmpfloat (plot->areas[1].ranges[DW_PLOT_LEFT].high, ==, 8);
  dw_plot_set_mode (plot, DW_PLOT_NORMALIZED);
  dw_plot_lay_out (plot, 1000, 446);
  g_assert_cmpuint (dw_plot_get_n_areas (plot), ==, 1);
  g_assert_cmpfloat (plot->areas[0].ranges[DW_PLOT_LEFT].high, ==, 100);
  first = dw_plot_get_area (plot, 0);
  g_assert_cmpfloat (dw_plot_y_of (plot, &plot->areas[0], 0, DW_PLOT_LEFT, 283), ==, first.y);
  g_assert_cmpfloat (dw_plot_y_of (plot, &plot->areas[0], 0, DW_PLOT_LEFT, 50), ==, first.y + first.height);
  /* Equal values lie in the middle; no values lie nowhere. */
  g_assert_cmpfloat (dw_plot_y_of (plot, &plot->areas[0], 1, DW_PLOT_LEFT, 7), ==, first.y + first.height / 2);
  g_assert_true (isnan (dw_plot_y_of (plot, &plot->areas[0], 2, DW_PLOT_LEFT, 7)));
  g_assert_true (isnan (dw_plot_y_of (plot, &plot->areas[0], -1, DW_PLOT_LEFT, 7)));
}

static void
test_right_axis (void)
{
  g_autoptr (DwPlot) plot = make_plot ();
  DwPlotSamples samples = { .times_ms = times, .values = temperatures, .n = 5 };

  add (plot, currents, 5, "a");
  dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_S2, .side = DW_PLOT_RIGHT, .label = "t" }, &samples, NULL);
  dw_plot_lay_out (plot, 1000, 446);
  g_assert_cmpfloat (plot->areas[0].ranges[DW_PLOT_LEFT].high, ==, 300);
  g_assert_cmpfloat (plot->areas[0].ranges[DW_PLOT_RIGHT].low, ==, -10);
  g_assert_cmpfloat (dw_plot_get_area (plot, 0).width, ==, 1000 - 40 - 74 - 36);
  dw_plot_set_hidden (plot, 1, TRUE);
  dw_plot_lay_out (plot, 1000, 446);
  g_assert_cmpfloat (dw_plot_get_area (plot, 0).width, ==, 1000 - 40 - 74);
}

static const struct
{
  const char *sentence;
  guint n;
  double ys[5];
  gboolean fits;
  double wanted[5];
} stack_cases[] = {
  { "far apart stays", 3, { 10, 50, 90 }, TRUE, { 10, 50, 90 } },
  { "too close is pushed down", 3, { 10, 12, 14 }, TRUE, { 10, 23, 36 } },
  { "any order", 3, { 14, 10, 12 }, TRUE, { 36, 10, 23 } },
  { "beyond the bottom the stack moves up", 3, { 95, 96, 97 }, TRUE, { 74, 87, 100 } },
  { "it is closed up at the top", 3, { 0, 90, 99 }, TRUE, { 0, 87, 100 } },
  { "above the top comes in", 2, { -30, -20 }, TRUE, { 0, 13 } },
  { "equal places", 2, { 50, 50 }, TRUE, { 50, 63 } },
  { "none has no place", 3, { 10, NAN, 12 }, TRUE, { 10, NAN, 23 } },
  { "nothing at all", 0, { 0 }, TRUE, { 0 } },
  { "one alone outside", 1, { 500 }, TRUE, { 100 } },
};

static void
test_label_stack (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stack_cases); i++)
    {
      double ys[5];

      memcpy (ys, stack_cases[i].ys, sizeof ys);
      g_test_message ("%s", stack_cases[i].sentence);
      g_assert_true (dw_plot_stack_labels (ys, stack_cases[i].n, 13, 0, 100));
      for (guint k = 0; k < stack_cases[i].n; k++)
        if (isnan (stack_cases[i].wanted[k]))
          g_assert_true (isnan (ys[k]));
        else
          g_assert_cmpfloat (ys[k], ==, stack_cases[i].wanted[k]);
    }
}

static void
test_label_stack_without_room (void)
{
  double ys[] = { 1, 2, 3 };

  g_assert_false (dw_plot_stack_labels (ys, 3, 13, 0, 25));
  g_assert_cmpfloat (ys[1], ==, 2);
}

/* Bad input says what and where, and nothing has changed. */
static void
test_refused (void)
{
  static const gint64 falling[] = { 0, 20, 10 };
  static const double values[] = { 1, 2, 3 };
  static const guint8 wrong_tones[] = { DW_PLOT_TONE_PEAK, DW_PLOT_N_TONES };
  g_autoptr (DwPlot) plot = make_plot ();
  DwPlotSeries series = { .style = DW_PLOT_STYLE_S1 };
  DwPlotSamples samples = { .times_ms = falling, .values = values, .n = 3 };
  DwPlotBuckets buckets = { .edges_ms = falling, .mins = values, .maxs = values, .means = values, .n = 2 };
  GError *error = NULL;

#define REFUSED(call, words)                                         \
  G_STMT_START                                                       \
  {                                                                  \
    g_assert_cmpint (call, <=, 0);                                   \
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT); \
    g_assert_nonnull (strstr (error->message, words));               \
    g_clear_error (&error);                                          \
  }                                                                  \
  G_STMT_END

  REFUSED (dw_plot_add_samples (plot, &series, &samples, &error), "time 2");
  REFUSED (dw_plot_add_buckets (plot, &series, &buckets, &error), "edge 2");
  REFUSED (dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_N_STYLES }, &(DwPlotSamples){ 0 }, &error), "style");
  REFUSED (dw_plot_add_samples (plot, &(DwPlotSeries){ .scale = &(DwPlotAxis){ .scale = DW_PLOT_SCALE_NOMINAL } }, &(DwPlotSamples){ 0 }, &error), "nominal");
  REFUSED (dw_plot_set_span (plot, 5, 5, &error), "span");
  REFUSED (dw_plot_set_span (plot, 6, 5, &error), "span");
  REFUSED (dw_plot_set_span (plot, G_MININT64, G_MAXINT64, &error), "span");
  REFUSED (dw_plot_set_axis (plot, DW_PLOT_LEFT, &(DwPlotAxis){ .scale = DW_PLOT_SCALE_NOMINAL, .nominal = NAN }, &error), "nominal");
  REFUSED (dw_plot_set_axis (plot, DW_PLOT_LEFT, &(DwPlotAxis){ .scale = DW_PLOT_SCALE_FIXED, .low = 1, .high = 1 }, &error), "fixed");
  REFUSED (dw_plot_set_bars (plot, &(DwPlotBars){ .edges_ms = falling, .n = 2, .n_parts = 1, .values = { values } }, &error), "edge 2");
  REFUSED (dw_plot_set_bars (plot, &(DwPlotBars){ .edges_ms = times, .n = 2, .n_parts = 1 }, &error), "part 0");
  REFUSED (dw_plot_set_bars (plot, &(DwPlotBars){ .edges_ms = times, .n = 2, .n_parts = DW_PLOT_MAX_PARTS + 1 }, &error), "parts");
  REFUSED (dw_plot_set_bars (plot, &(DwPlotBars){ .edges_ms = times, .n = 2, .n_parts = 1, .values = { values }, .bar_tones = wrong_tones }, &error), "bar 1");
  REFUSED (dw_plot_set_heat (plot, &(DwPlotHeat){ .n_days = 0, .values = values }, &error), "0 days");
  REFUSED (dw_plot_set_heat (plot, &(DwPlotHeat){ .n_days = DW_PLOT_MAX_DAYS + 1, .values = values }, &error), "days");
  REFUSED (dw_plot_add_band (plot, &(DwPlotBand){ .low = 2, .high = 1, .series = -1 }, &error), "band");
  REFUSED (dw_plot_add_band (plot, &(DwPlotBand){ .low = 1, .high = 2, .series = 0 }, &error), "no series 0");
  REFUSED (dw_plot_add_limit (plot, &(DwPlotLimit){ .value = NAN, .series = -1 }, &error), "limit");
  REFUSED (dw_plot_add_gap (plot, &(DwPlotGap){ 5, 5, -1, NULL }, &error), "gap");
  REFUSED (dw_plot_add_mark (plot, &(DwPlotMark){ .kind = DW_PLOT_MARK_ALARM, .priority = 5, .series = -1 }, &error), "priority 5");
  REFUSED (dw_plot_add_mark (plot, &(DwPlotMark){ .kind = DW_PLOT_MARK_LETTER, .letter = "ab", .series = -1 }, &error), "one letter");
  REFUSED (dw_plot_add_mark (plot, &(DwPlotMark){ .kind = DW_PLOT_MARK_LETTER, .series = -1 }, &error), "one letter");
#undef REFUSED
  g_assert_cmpuint (dw_plot_get_n_series (plot), ==, 0);
  g_assert_cmpuint (dw_plot_get_n_marks (plot), ==, 0);
  g_assert_cmpuint (plot->bands->len + plot->limits->len + plot->gaps->len, ==, 0);
  g_assert_false (plot->has_bars || plot->has_heat);
  g_assert_cmpint (plot->to_ms, ==, DAY);
}

static void
test_too_many_series (void)
{
  g_autoptr (DwPlot) plot = make_plot ();

  for (int i = 0; i < DW_PLOT_MAX_SERIES; i++)
    g_assert_cmpint (add (plot, currents, 5, NULL), ==, i);
  g_assert_cmpint (add (plot, currents, 5, NULL), ==, -1);
  dw_plot_clear (plot);
  g_assert_cmpint (add (plot, currents, 5, NULL), ==, 0);
}

/* Columns are made anew when span or size change, and only then. */
static void
test_columns_are_kept (void)
{
  double values[] = { 1, 2, 3, 4, 5 };
  g_autoptr (DwPlot) plot = make_plot ();

  add (plot, values, 5, NULL);
  dw_plot_lay_out (plot, 1000, 446);
  values[4] = 500;
  dw_plot_set_cursor (plot, HOUR, NULL, NULL);
  dw_plot_set_mode (plot, DW_PLOT_MULTIPLES);
  dw_plot_lay_out (plot, 1000, 446);
  g_assert_cmpfloat (dw_plot_get_trace (plot, 0)->max, ==, 5);
  dw_plot_lay_out (plot, 1001, 446);
  g_assert_cmpfloat (dw_plot_get_trace (plot, 0)->max, ==, 500);
  values[4] = 600;
  dw_plot_set_span (plot, 0, DAY + 1, NULL);
  dw_plot_lay_out (plot, 1001, 446);
  g_assert_cmpfloat (dw_plot_get_trace (plot, 0)->max, ==, 600);
}

static const struct
{
  double value;
  int step;
} heat_cases[] = { { NAN, -1 }, { INFINITY, -1 }, { 0, 0 }, { 9.9, 0 }, { 10, 1 }, { 69.9, 6 }, { 70, 6 }, { -5, 0 }, { 1e300, 6 } };

static void
test_heat_steps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (heat_cases); i++)
    g_assert_cmpint (dw_plot_heat_step (0, 70, heat_cases[i].value), ==, heat_cases[i].step);
  g_assert_cmpint (dw_plot_heat_step (5, 5, 5), ==, 0);
  g_assert_cmpint (dw_plot_heat_step (INFINITY, -INFINITY, 5), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/areas-keep-the-margins", test_areas);
  g_test_add_func ("/plot/scales-follow-the-kind-of-quantity", test_ranges);
  g_test_add_func ("/plot/hidden-and-solo-are-flags", test_hidden_and_solo);
  g_test_add_func ("/plot/modes-share-or-split-the-scale", test_modes);
  g_test_add_func ("/plot/a-second-quantity-has-its-own-axis", test_right_axis);
  g_test_add_func ("/plot/labels-keep-their-distance", test_label_stack);
  g_test_add_func ("/plot/labels-without-room-stay", test_label_stack_without_room);
  g_test_add_func ("/plot/bad-input-is-refused-and-changes-nothing", test_refused);
  g_test_add_func ("/plot/there-is-room-for-so-many-series", test_too_many_series);
  g_test_add_func ("/plot/columns-are-kept-until-span-or-size-change", test_columns_are_kept);
  g_test_add_func ("/plot/heat-has-steps", test_heat_steps);
  return g_test_run ();
}
