// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot.h"

/* The plot is 1074 x 438 px: its area lies at 40…1000 x 14…414, so that a day takes 40 px an hour and 0…400 mA a px each. */

#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY (24 * HOUR)
#define WIDTH 1074
#define HEIGHT 438

static const gint64 times[] = { 0, 6 * HOUR, 12 * HOUR, 18 * HOUR };
static const double low[] = { 100, 100, NAN, 100 }, high[] = { 300, 300, 300, 300 };

static int
add (DwPlot *plot, const double *values, guint n, gint64 gap_ms, const char *label)
{
  DwPlotSamples samples = { .times_ms = times, .values = values, .n = n, .gap_ms = gap_ms };

  return dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_S1, .label = label }, &samples, NULL);
}

static DwPlot *
make_plot (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  DwPlot *plot = dw_plot_new ();

  dw_plot_set_zone (plot, zone);
  dw_plot_set_span (plot, 0, DAY, NULL);
  dw_plot_set_axis (plot, DW_PLOT_LEFT, &(DwPlotAxis){ .scale = DW_PLOT_SCALE_FIXED, .low = 0, .high = 400, .decimals = -1 }, NULL);
  return plot;
}

static DwPlot *
make_lines (void)
{
  DwPlot *plot = make_plot ();

  add (plot, low, 4, 0, "low");
  add (plot, high, 4, 0, "high");
  dw_plot_add_mark (plot, &(DwPlotMark){ .kind = DW_PLOT_MARK_ALARM, .time_ms = 6 * HOUR, .priority = 1, .text = "412", .series = -1 }, NULL);
  dw_plot_add_mark (plot, &(DwPlotMark){ .kind = DW_PLOT_MARK_LETTER, .time_ms = 18 * HOUR, .letter = "操", .series = -1 }, NULL);
  dw_plot_add_mark (plot, &(DwPlotMark){ .kind = DW_PLOT_MARK_CLOCK, .time_ms = 30 * HOUR, .text = "clock", .series = -1 }, NULL);
  dw_plot_lay_out (plot, WIDTH, HEIGHT);
  return plot;
}

static const struct
{
  const char *sentence;
  double x, y;
  DwPlotHitKind kind;
  int series, mark;
  gint64 sample_ms;
} line_cases[] = {
  { "on a sample", 40 + 240, 314, DW_PLOT_HIT_SAMPLE, 0, -1, 6 * HOUR },
  { "five px beside a sample", 40 + 244, 317, DW_PLOT_HIT_SAMPLE, 0, -1, 6 * HOUR },
  { "on a sample of the other series", 40 + 240, 114, DW_PLOT_HIT_SAMPLE, 1, -1, 6 * HOUR },
  { "twenty px beside a sample", 40 + 260, 314, DW_PLOT_HIT_AREA, -1, -1, 0 },
  { "where a sample has no value", 40 + 480, 314, DW_PLOT_HIT_AREA, -1, -1, 0 },
  { "on the symbol of an alarm", 40 + 240, 21, DW_PLOT_HIT_MARK, -1, 0, 0 },
  { "on its text", 40 + 240 + 20, 21, DW_PLOT_HIT_MARK, -1, 0, 0 },
  { "on a box", 40 + 720, 21, DW_PLOT_HIT_MARK, -1, 1, 0 },
  { "on a direct label", 1010, 314, DW_PLOT_HIT_LABEL, 0, -1, 0 },
  { "on the other label", 1010, 114, DW_PLOT_HIT_LABEL, 1, -1, 0 },
  { "between the labels", 1010, 200, DW_PLOT_HIT_NONE, -1, -1, 0 },
  { "left of the area", 10, 200, DW_PLOT_HIT_NONE, -1, -1, 0 },
  { "far outside", -1e9, 1e9, DW_PLOT_HIT_NONE, -1, -1, 0 },
  { "not a number", NAN, 20, DW_PLOT_HIT_NONE, -1, -1, 0 },
};

static void
test_lines (void)
{
  g_autoptr (DwPlot) plot = make_lines ();

  for (guint i = 0; i < G_N_ELEMENTS (line_cases); i++)
    {
      DwPlotHit hit = dw_plot_hit (plot, line_cases[i].x, line_cases[i].y);

      g_test_message ("%s", line_cases[i].sentence);
      g_assert_cmpint (hit.kind, ==, line_cases[i].kind);
      g_assert_cmpint (hit.series, ==, line_cases[i].series);
      g_assert_cmpint (hit.mark, ==, line_cases[i].mark);
      if (hit.kind == DW_PLOT_HIT_SAMPLE)
        g_assert_cmpint (hit.value.time_ms, ==, line_cases[i].sample_ms);
    }
}

static void
test_time_under_x (void)
{
  g_autoptr (DwPlot) plot = make_lines ();

  g_assert_cmpint (dw_plot_time_at (plot, 40), ==, 0);
  g_assert_cmpint (dw_plot_time_at (plot, 1000), ==, DAY);
  g_assert_cmpint (dw_plot_time_at (plot, 40 + 41.25), ==, HOUR + 112500);
  g_assert_cmpint (dw_plot_time_at (plot, -500), ==, 0);
  g_assert_cmpint (dw_plot_time_at (plot, 1e300), ==, DAY);
  g_assert_cmpfloat (dw_plot_x_at (plot, 6 * HOUR), ==, 280);
  g_assert_cmpint (dw_plot_hit (plot, 280, 200).time_ms, ==, 6 * HOUR);
}

static void
test_hidden_series_is_not_hit (void)
{
  g_autoptr (DwPlot) plot = make_lines ();

  dw_plot_set_hidden (plot, 0, TRUE);
  g_assert_cmpint (dw_plot_hit (plot, 280, 314).kind, ==, DW_PLOT_HIT_AREA);
  g_assert_cmpint (dw_plot_hit (plot, 1010, 314).kind, ==, DW_PLOT_HIT_NONE);
}

static void
test_nothing_is_laid_out (void)
{
  g_autoptr (DwPlot) plot = make_plot ();

  g_assert_cmpint (dw_plot_hit (plot, 100, 100).kind, ==, DW_PLOT_HIT_NONE);
  g_assert_null (dw_plot_get_mark (plot, 0));
  g_assert_null (dw_plot_get_mark (plot, -1));
}

static void
test_bars (void)
{
  static const gint64 edges[] = { 0, 6 * HOUR, 12 * HOUR, 18 * HOUR };
  static const double base[] = { 100, 50, NAN }, top[] = { 100, NAN, NAN };
  g_autoptr (DwPlot) plot = make_plot ();
  DwPlotHit hit;

  g_assert_true (dw_plot_set_bars (plot, &(DwPlotBars){ .edges_ms = edges, .n = 3, .n_parts = 2, .values = { base, top }, .tones = { DW_PLOT_TONE_FLAT, DW_PLOT_TONE_PEAK } }, NULL));
  dw_plot_lay_out (plot, 1012, HEIGHT);
  hit = dw_plot_hit (plot, 160, 350);
  g_assert_cmpint (hit.kind, ==, DW_PLOT_HIT_BAR);
  g_assert_cmpint (hit.bar, ==, 0);
  g_assert_cmpint (hit.part, ==, 0);
  hit = dw_plot_hit (plot, 160, 250);
  g_assert_cmpint (hit.part, ==, 1);
  g_assert_cmpfloat (hit.value.value, ==, 100);
  hit = dw_plot_hit (plot, 400, 100);
  g_assert_cmpint (hit.bar, ==, 1);
  g_assert_cmpint (hit.part, ==, -1);
  hit = dw_plot_hit (plot, 640, 400);
  g_assert_cmpint (hit.bar, ==, 2);
  g_assert_true (isnan (hit.value.value));
  g_assert_cmpint (dw_plot_hit (plot, 900, 400).kind, ==, DW_PLOT_HIT_AREA);
}

static void
test_cells (void)
{
  double values[48];
  g_autoptr (DwPlot) plot = make_plot ();
  DwPlotHit hit;

  for (guint i = 0; i < 48; i++)
    values[i] = i == 30 ? NAN : i;
  g_assert_true (dw_plot_set_heat (plot, &(DwPlotHeat){ .n_days = 2, .values = values, .low = 1, .high = 0, .cursor_day = -1, .cursor_hour = -1 }, NULL));
  dw_plot_lay_out (plot, 44 + 24 * 20 + 12, 22 + 2 * 20 + 30);
  hit = dw_plot_hit (plot, 44 + 5 * 20 + 3, 22 + 3);
  g_assert_cmpint (hit.kind, ==, DW_PLOT_HIT_CELL);
  g_assert_cmpint (hit.day, ==, 0);
  g_assert_cmpint (hit.hour, ==, 5);
  g_assert_cmpfloat (hit.value.value, ==, 5);
  hit = dw_plot_hit (plot, 44 + 6 * 20 + 3, 22 + 23);
  g_assert_cmpint (hit.day, ==, 1);
  g_assert_true (isnan (hit.value.value));
  g_assert_cmpint (dw_plot_hit (plot, 3, 30).kind, ==, DW_PLOT_HIT_NONE);
  g_assert_cmpint (dw_plot_hit (plot, 60, 22 + 41).kind, ==, DW_PLOT_HIT_NONE);
}

static void
test_values (void)
{
  static const gint64 edges[] = { 0, HOUR, 2 * HOUR, 3 * HOUR };
  static const double mins[] = { 1, NAN, 3 }, maxs[] = { 9, NAN, 5 }, means[] = { 4, NAN, 4 };
  g_autoptr (DwPlot) plot = make_plot ();
  DwPlotBuckets buckets = { .edges_ms = edges, .mins = mins, .maxs = maxs, .means = means, .n = 3 };
  DwPlotValue value;

  add (plot, low, 4, HOUR, NULL);
  dw_plot_add_buckets (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_S2, .shift_ms = DAY }, &buckets, NULL);
  g_assert_true (dw_plot_get_value (plot, 0, 5 * HOUR + 1, &value));
  g_assert_cmpint (value.time_ms, ==, 6 * HOUR);
  g_assert_false (dw_plot_get_value (plot, 0, 3 * HOUR, &value)); /* in a gap */
  g_assert_true (isnan (value.value));
  g_assert_false (dw_plot_get_value (plot, 0, 12 * HOUR, &value)); /* no value there */
  g_assert_false (dw_plot_get_value (plot, 0, DAY, &value));       /* after the end */
  g_assert_true (dw_plot_get_value (plot, 1, DAY + 1, &value));
  g_assert_cmpfloat (value.value, ==, 4);
  g_assert_cmpfloat (value.max, ==, 9);
  g_assert_cmpint (value.time_ms, ==, DAY);
  g_assert_false (dw_plot_get_value (plot, 1, DAY + HOUR, &value)); /* empty bucket */
  g_assert_false (dw_plot_get_value (plot, 1, DAY + 3 * HOUR, &value));
  g_assert_false (dw_plot_get_value (plot, 1, 0, &value)); /* before the shifted ones */
  g_assert_false (dw_plot_get_value (plot, 9, 0, &value));
  g_assert_false (dw_plot_get_value (plot, -1, 0, &value));
}

static void
test_marks_by_key (void)
{
  g_autoptr (DwPlot) plot = make_lines ();

  g_assert_cmpint (dw_plot_find_mark (plot, 0, TRUE), ==, 0);
  g_assert_cmpint (dw_plot_find_mark (plot, 6 * HOUR, TRUE), ==, 1);
  g_assert_cmpint (dw_plot_find_mark (plot, 6 * HOUR, FALSE), ==, -1);
  g_assert_cmpint (dw_plot_find_mark (plot, 40 * HOUR, TRUE), ==, -1);
  g_assert_cmpstr (dw_plot_get_mark (plot, 0)->text, ==, "412");
}

/* 100,000 samples on 960 px: the spike is found in its column. */
static void
test_dense_spike_is_hit (void)
{
  enum {
    N = 100000
  };
  g_autofree double *values = g_new (double, N);
  DwPlotSamples samples = { .period_ms = DAY / N, .values = values, .n = N };
  g_autoptr (DwPlot) plot = make_plot ();
  DwPlotHit hit;

  for (guint i = 0; i < N; i++)
    values[i] = 50;
  values[N / 2] = 350;
  dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_S1, .label = "a" }, &samples, NULL);
  dw_plot_lay_out (plot, WIDTH, HEIGHT);
  hit = dw_plot_hit (plot, 520, 80);
  g_assert_cmpint (hit.kind, ==, DW_PLOT_HIT_SAMPLE);
  g_assert_cmpfloat (hit.value.max, ==, 350);
  g_assert_cmpint (dw_plot_hit (plot, 560, 80).kind, ==, DW_PLOT_HIT_AREA);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-hit/samples-marks-and-labels", test_lines);
  g_test_add_func ("/plot-hit/the-time-under-x", test_time_under_x);
  g_test_add_func ("/plot-hit/a-hidden-series-is-not-hit", test_hidden_series_is_not_hit);
  g_test_add_func ("/plot-hit/nothing-is-laid-out-yet", test_nothing_is_laid_out);
  g_test_add_func ("/plot-hit/bars-and-their-parts", test_bars);
  g_test_add_func ("/plot-hit/cells", test_cells);
  g_test_add_func ("/plot-hit/values-at-a-time", test_values);
  g_test_add_func ("/plot-hit/marks-by-key", test_marks_by_key);
  g_test_add_func ("/plot-hit/a-spike-among-many-is-hit", test_dense_spike_is_hit);
  return g_test_run ();
}
