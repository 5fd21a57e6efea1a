// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>
#include <string.h>

#include "dw-series-select.h"
#include "dw-series-stats.h"

/* Statistics of samples: numbers of Python's statistics module, a millisecond-by-millisecond count on short random series, and series made to make quickselect slow. */

#define GOOD DW_QUALITY_GOOD
#define FAULT DW_QUALITY_SENSOR_FAULT

/* The generator of the Python program that made the expected numbers. */
static guint32
next_of_lcg (guint32 state)
{
  return (state * 1103515245u + 12345u) & 0x7fffffffu;
}

static DwSeriesStats *
compute (const DwSeriesSpan *span, const gint64 *times_ms, const double *values, const guint8 *qualities, guint n)
{
  g_autoptr (DwSeriesStatsRun) run = dw_series_stats_new (span);
  g_autoptr (GError) error = NULL;

  dw_series_stats_add (run, times_ms, values, qualities, n, &error);
  g_assert_no_error (error);
  return dw_series_stats_finish (run);
}

static const struct
{
  guint n;
  double mean, median, p95;
} goldens[] = {
  { 10001, 219.86717828217178, 219.8, 229.0 },
  { 10000, 219.86747999999997, 219.805, 229.0 },
};

static void
numbers_are_those_of_python (void)
{
  static gint64 times_ms[10001];
  static double values[10001];
  static guint8 qualities[10001];
  guint32 state = 12345;

  for (guint i = 0; i < 10001; i++)
    {
      state = next_of_lcg (state);
      times_ms[i] = 1000 + i * G_GINT64_CONSTANT (15000);
      values[i] = round ((220 + ((int)(state % 2001) - 1000) / 100.0) * 100) / 100;
      qualities[i] = GOOD;
    }
  for (guint i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      DwSeriesSpan span = { 0, 10001 * G_GINT64_CONSTANT (15000), 15000, { 225, NAN } };
      g_autoptr (DwSeriesStats) stats = compute (&span, times_ms, values, qualities, goldens[i].n);

      g_assert_cmpint (stats->count, ==, goldens[i].n);
      g_assert_cmpfloat_with_epsilon (stats->mean, goldens[i].mean, 1e-12);
      g_assert_cmpfloat_with_epsilon (stats->median, goldens[i].median, 1e-12);
      g_assert_cmpfloat (stats->p95, ==, goldens[i].p95);
      g_assert_cmpfloat (stats->min, ==, 210);
      g_assert_cmpfloat (stats->max, ==, 230);
      g_assert_cmpint (stats->min_ms, ==, times_ms[504]);
      g_assert_cmpint (stats->max_ms, ==, times_ms[1626]);
      g_assert_cmpint (stats->above_ms[1], ==, -1);
    }
}

static const struct
{
  const char *sentence;
  guint n;
  double values[6];
  double median, p95;
} small[] = {
  { "one", 1, { 5 }, 5, 5 },
  { "two", 2, { 7, 4 }, 5.5, 7 },
  { "three", 3, { 9, 1, 5 }, 5, 9 },
  { "all equal", 6, { 2, 2, 2, 2, 2, 2 }, 2, 2 },
  { "negative ones", 4, { -1, -4, 3, 0 }, -0.5, 3 },
};

static void
few_samples_have_their_median (void)
{
  static const gint64 times_ms[] = { 1, 2, 3, 4, 5, 6 };
  static const guint8 qualities[] = { GOOD, GOOD, GOOD, GOOD, GOOD, GOOD };
  DwSeriesSpan span = { 0, 10, 1, { NAN, NAN } };

  for (guint i = 0; i < G_N_ELEMENTS (small); i++)
    {
      g_autoptr (DwSeriesStats) stats = compute (&span, times_ms, small[i].values, qualities, small[i].n);

      g_test_message ("%s", small[i].sentence);
      g_assert_cmpfloat (stats->median, ==, small[i].median);
      g_assert_cmpfloat (stats->p95, ==, small[i].p95);
    }
}

/* Domain facts 2.1: by time, a sample counts for at most twice the interval. 10 stands for one period, 20 for two of the three that it is late. */
static void
means_are_by_time (void)
{
  static const gint64 times_ms[] = { 100, 200, 500 };
  static const double values[] = { 10, 10, 20 };
  static const guint8 qualities[] = { GOOD, GOOD, GOOD };
  DwSeriesSpan span = { 100, 600, 100, { 15, 10 } };
  g_autoptr (DwSeriesStats) stats = compute (&span, times_ms, values, qualities, 3);

  g_assert_cmpfloat (stats->mean, ==, 40.0 / 3);
  /* The first has nobody before it and stands for two periods, which lie before the span. */
  g_assert_cmpfloat (stats->weighted_mean, ==, (10 * 200 + 10 * 100 + 20 * 200) / 500.0);
  g_assert_cmpint (stats->above_ms[0], ==, 200);
  g_assert_cmpint (stats->above_ms[1], ==, 300);
  g_assert_cmpfloat (stats->coverage, ==, 300 / 500.0);
  g_assert_cmpuint (stats->gaps->len, ==, 1);
  g_assert_cmpint (g_array_index (stats->gaps, DwSeriesGap, 0).from_ms, ==, 200);
  g_assert_cmpint (g_array_index (stats->gaps, DwSeriesGap, 0).to_ms, ==, 500);
}

static void
a_sample_before_the_span_only_ends_the_gap (void)
{
  static const gint64 times_ms[] = { 90, 130, 700 };
  static const double values[] = { 1e9, 10, 1e9 };
  static const guint8 qualities[] = { GOOD, GOOD, GOOD };
  DwSeriesSpan span = { 100, 200, 100, { NAN, 10 } };
  g_autoptr (DwSeriesStats) stats = compute (&span, times_ms, values, qualities, 3);

  g_assert_cmpint (stats->count, ==, 1);
  g_assert_cmpfloat (stats->max, ==, 10);
  g_assert_cmpfloat (stats->weighted_mean, ==, 10);
  g_assert_cmpint (stats->above_ms[1], ==, 30);
  g_assert_cmpfloat (stats->coverage, ==, 0.3);
}

static const struct
{
  const char *sentence;
  guint n;
  double values[3];
  guint8 qualities[3];
  gint64 others;
} empties[] = {
  { "no sample", 0, { 0 }, { 0 }, 0 },
  { "a sensor fault", 1, { NAN }, { FAULT }, 1 },
  { "doubtful, estimated and manual ones", 3, { 1, 2, 3 }, { DW_QUALITY_DOUBTFUL, DW_QUALITY_ESTIMATED, DW_QUALITY_MANUAL }, 3 },
  { "a good one that is no number", 2, { NAN, INFINITY }, { GOOD, GOOD }, 2 },
};

static void
without_good_samples_nothing_is_claimed (void)
{
  static const gint64 times_ms[] = { 150, 250, 350 };
  DwSeriesSpan span = { 100, 600, 100, { 1, NAN } };

  for (guint i = 0; i < G_N_ELEMENTS (empties); i++)
    {
      g_autoptr (DwSeriesStats) stats = compute (&span, times_ms, empties[i].values, empties[i].qualities, empties[i].n);

      g_test_message ("%s", empties[i].sentence);
      g_assert_cmpint (stats->count, ==, 0);
      g_assert_cmpint (stats->others, ==, empties[i].others);
      g_assert_true (isnan (stats->min) && isnan (stats->max) && isnan (stats->mean) && isnan (stats->weighted_mean) && isnan (stats->median) && isnan (stats->p95));
      g_assert_cmpint (stats->min_ms, ==, 0);
      g_assert_cmpint (stats->above_ms[0], ==, 0);
      g_assert_cmpint (stats->above_ms[1], ==, -1);
      g_assert_cmpfloat (stats->coverage, ==, 0);
      g_assert_cmpuint (stats->gaps->len, ==, 1);
      g_assert_cmpint (g_array_index (stats->gaps, DwSeriesGap, 0).from_ms, ==, 100);
      g_assert_cmpint (g_array_index (stats->gaps, DwSeriesGap, 0).to_ms, ==, 600);
    }
}

static void
an_empty_span_has_no_coverage (void)
{
  DwSeriesSpan span = { 100, 100, 100, { NAN, NAN } };
  g_autoptr (DwSeriesStats) stats = compute (&span, NULL, NULL, NULL, 0);

  g_assert_cmpfloat (stats->coverage, ==, 0);
  g_assert_cmpuint (stats->gaps->len, ==, 0);
}

static void
an_unknown_period_has_no_gaps (void)
{
  static const gint64 times_ms[] = { 1000, 1000000 };
  static const double values[] = { 10, 20 };
  static const guint8 qualities[] = { GOOD, GOOD };
  DwSeriesSpan span = { 0, 2000000, 0, { 20, NAN } };
  g_autoptr (DwSeriesStats) stats = compute (&span, times_ms, values, qualities, 2);

  g_assert_cmpuint (stats->gaps->len, ==, 0);
  g_assert_cmpint (stats->above_ms[0], ==, 120000);
}

static void
a_chunk_out_of_order_is_refused_as_a_whole (void)
{
  static const gint64 first_ms[] = { 100, 200 };
  static const gint64 wrong_ms[3][2] = { { 200, 300 }, { 300, 300 }, { 400, 300 } };
  static const double values[] = { 1, 2 };
  static const guint8 qualities[] = { GOOD, GOOD };
  DwSeriesSpan span = { 0, 1000, 100, { NAN, NAN } };
  g_autoptr (DwSeriesStatsRun) run = dw_series_stats_new (&span);
  g_autoptr (DwSeriesStats) stats = NULL;

  g_assert_true (dw_series_stats_add (run, first_ms, values, qualities, 2, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong_ms); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (dw_series_stats_add (run, wrong_ms[i], values, qualities, 2, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, i == 0 ? "Sample 1, 1970-01-01T00:00:00.200Z" : "Sample 2, 1970-01-01T00:00:00.300Z"));
    }
  stats = dw_series_stats_finish (run);
  g_assert_cmpint (stats->count, ==, 2);
}

#define TICKS 3000

typedef struct
{
  guint n;
  gint64 times_ms[TICKS];
  double values[TICKS];
  guint8 qualities[TICKS];
} Series;

/* Times of 1 … TICKS ms, with outages; one sample in ten is not good. */
static void
make_series (GRand *random, int period_ms, Series *series)
{
  gint64 at_ms = g_rand_int_range (random, 1, 200);

  for (series->n = 0; at_ms < TICKS; series->n++)
    {
      gboolean good = g_rand_double (random) < 0.9;

      series->times_ms[series->n] = at_ms;
      series->values[series->n] = g_rand_int_range (random, 0, 100);
      series->qualities[series->n] = good ? GOOD : FAULT;
      at_ms += g_rand_double (random) < 0.05 ? g_rand_int_range (random, 1, 300) : g_rand_int_range (random, 1, 2 * period_ms);
    }
}

/* Each millisecond is painted with the sample that stands for it. */
static void
paint (const Series *series, const DwSeriesSpan *span, gint64 *covered_ms, gint64 *above_ms)
{
  double painted[TICKS + 1];

  for (guint i = 0; i <= TICKS; i++)
    painted[i] = NAN;
  for (guint i = 0; i < series->n; i++)
    if (series->qualities[i] == GOOD && series->times_ms[i] >= span->from_ms && series->times_ms[i] < span->to_ms)
      for (gint64 back = 0; back < 2 * span->period_ms; back++)
        {
          gint64 at_ms = series->times_ms[i] - back;

          if (at_ms <= span->from_ms || (i > 0 && at_ms <= series->times_ms[i - 1]))
            break;
          painted[at_ms] = series->values[i];
        }
  *covered_ms = *above_ms = 0;
  for (guint i = 0; i <= TICKS; i++)
    {
      *covered_ms += !isnan (painted[i]);
      *above_ms += painted[i] >= span->limits[0];
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a;
  double right = *(const double *)b;

  return (left > right) - (left < right);
}

static void
check_ranks (const Series *series, const DwSeriesSpan *span, const DwSeriesStats *stats)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < series->n; i++)
    if (series->qualities[i] == GOOD && series->times_ms[i] >= span->from_ms && series->times_ms[i] < span->to_ms)
      g_array_append_val (sorted, series->values[i]);
  g_array_sort (sorted, compare_doubles);
  g_assert_cmpint (stats->count, ==, sorted->len);
  if (sorted->len == 0)
    return;
  g_assert_cmpfloat (stats->min, ==, g_array_index (sorted, double, 0));
  g_assert_cmpfloat (stats->max, ==, g_array_index (sorted, double, sorted->len - 1));
  g_assert_cmpfloat (stats->p95, ==, g_array_index (sorted, double, (guint)ceil (0.95 * sorted->len - 1e-9) - 1));
  g_assert_cmpfloat (stats->median, ==, (g_array_index (sorted, double, sorted->len / 2) + g_array_index (sorted, double, (sorted->len - 1) / 2)) / 2);
}

/* No sample lies in a gap, each is longer than two periods, and between gaps no two good samples are farther apart. */
static void
check_gaps (const Series *series, const DwSeriesSpan *span, const DwSeriesStats *stats)
{
  gint64 last_ms = span->from_ms;
  guint next = 0;

  for (guint i = 0; i <= series->n; i++)
    {
      gint64 time_ms = i < series->n ? series->times_ms[i] : span->to_ms;

      if (i < series->n && (series->qualities[i] != GOOD || time_ms < span->from_ms || time_ms >= span->to_ms))
        continue;
      if (time_ms - last_ms > 2 * span->period_ms)
        {
          g_assert_cmpuint (next, <, stats->gaps->len);
          g_assert_cmpint (g_array_index (stats->gaps, DwSeriesGap, next).from_ms, ==, last_ms);
          g_assert_cmpint (g_array_index (stats->gaps, DwSeriesGap, next).to_ms, ==, time_ms);
          next++;
        }
      last_ms = time_ms;
    }
  g_assert_cmpuint (next, ==, stats->gaps->len);
}

static DwSeriesStats *
compute_in_chunks (GRand *random, const DwSeriesSpan *span, const Series *series)
{
  g_autoptr (DwSeriesStatsRun) run = dw_series_stats_new (span);

  for (guint i = 0; i < series->n;)
    {
      guint length = (guint)g_rand_int_range (random, 0, 50);

      length = MIN (length, series->n - i);
      g_assert_true (dw_series_stats_add (run, series->times_ms + i, series->values + i, series->qualities + i, length, NULL));
      i += length;
    }
  return dw_series_stats_finish (run);
}

static void
random_series_agree_with_counting (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree Series *series = g_new (Series, 1);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 300; i++)
    {
      DwSeriesSpan span = { .from_ms = g_rand_int_range (random, 0, 1000), .period_ms = g_rand_int_range (random, 1, 30), .limits = { g_rand_int_range (random, 0, 100), NAN } };
      g_autoptr (DwSeriesStats) stats = NULL;
      gint64 covered_ms;
      gint64 above_ms;

      span.to_ms = span.from_ms + g_rand_int_range (random, 1, 2000);
      make_series (random, span.period_ms, series);
      stats = compute_in_chunks (random, &span, series);
      paint (series, &span, &covered_ms, &above_ms);
      g_assert_cmpfloat_with_epsilon (stats->coverage, (double)covered_ms / (double)(span.to_ms - span.from_ms), 1e-12);
      g_assert_cmpint (stats->above_ms[0], ==, above_ms);
      check_ranks (series, &span, stats);
      check_gaps (series, &span, stats);
    }
}

/* Rising, falling, equal, two values, organ pipes, and a saw: none may be slow (the test's own time limit) nor wrong. */
static double
make_value (guint kind, guint i, guint n)
{
  switch (kind)
    {
    case 0:
      return i;
    case 1:
      return n - i;
    case 2:
      return 220.1;
    case 3:
      return i % 2;
    case 4:
      return MIN (i, n - i);
    default:
      return i % 100;
    }
}

static void
no_order_makes_selection_wrong (void)
{
  const guint n = 50000;
  g_autofree double *values = g_new (double, n);
  g_autofree double *sorted = g_new (double, n);

  for (guint kind = 0; kind < 6; kind++)
    {
      for (guint i = 0; i < n; i++)
        values[i] = sorted[i] = make_value (kind, i, n);
      qsort (sorted, n, sizeof *sorted, compare_doubles);
      for (guint index = 0; index < n; index += 9973)
        g_assert_cmpfloat (dw_series_select (values, n, index), ==, sorted[index]);
      g_assert_cmpfloat (dw_series_select (values, n, n - 1), ==, sorted[n - 1]);
      qsort (values, n, sizeof *values, compare_doubles);
      g_assert_cmpmem (values, n * sizeof *values, sorted, n * sizeof *sorted);
    }
}

/* 0.1 added two million times is not 200,000 in plain doubles. */
typedef double (*MakeValue) (GRand *random, guint i);

static double
make_reading (GRand *random, guint i)
{
  return rint (g_rand_double_range (random, 500, 1500)) / 10;
}

static double
make_wild (GRand *random, guint i)
{
  return ldexp (g_rand_double_range (random, -1, 1), g_rand_int_range (random, -1070, 1023));
}

static double
make_outlier (GRand *random, guint i)
{
  return i == 7 ? 1e12 : make_reading (random, i);
}

static double
make_equal (GRand *random, guint i)
{
  return 229.9;
}

static double
make_two (GRand *random, guint i)
{
  return g_rand_boolean (random) ? 0 : 5e-324;
}

static double
make_ends (GRand *random, guint i)
{
  return i % 2 == 0 ? -G_MAXDOUBLE : G_MAXDOUBLE;
}

/* Many at once are what sorting says, to the last bit, and the values stay where they are. */
static void
many_selections_are_those_of_sorting (void)
{
  static const struct
  {
    const char *sentence;
    MakeValue make;
  } rows[] = {
    { "readings of one decimal", make_reading },
    { "any size and sign", make_wild },
    { "one far away from all others", make_outlier },
    { "all alike", make_equal },
    { "nought and the least number there is", make_two },
    { "a width that is no number", make_ends },
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint n = 1; n < 3000; n = 3 * n + 1)
      {
        g_autofree double *values = g_new (double, n), *sorted = NULL, *copy = NULL;
        const gsize indices[] = { 0, (n - 1) / 2, n / 2, (n * 95 + 99) / 100 - 1, n - 1, 0 };
        double found[G_N_ELEMENTS (indices)];

        g_test_message ("%s: %u", rows[i].sentence, n);
        for (guint k = 0; k < n; k++)
          values[k] = rows[i].make (random, k);
        copy = g_memdup2 (values, n * sizeof *values);
        sorted = g_memdup2 (values, n * sizeof *values);
        qsort (sorted, n, sizeof *sorted, compare_doubles);
        dw_series_select_many (values, n, sorted[0], sorted[n - 1], indices, G_N_ELEMENTS (indices), found);
        for (guint k = 0; k < G_N_ELEMENTS (indices); k++)
          g_assert_cmpfloat (found[k], ==, sorted[indices[k]]);
        g_assert_cmpmem (values, n * sizeof *values, copy, n * sizeof *values);
      }
}

static void
long_sums_keep_their_digits (void)
{
  enum {
    CHUNK = 100000,
    CHUNKS = 20
  };
  DwSeriesSpan span = { 0, G_MAXINT64 / 4, 1, { NAN, NAN } };
  g_autoptr (DwSeriesStatsRun) run = dw_series_stats_new (&span);
  g_autofree gint64 *times_ms = g_new (gint64, CHUNK);
  g_autofree double *values = g_new (double, CHUNK);
  g_autofree guint8 *qualities = g_malloc (CHUNK);
  g_autoptr (DwSeriesStats) stats = NULL;

  memset (qualities, GOOD, CHUNK);
  for (guint chunk = 0; chunk < CHUNKS; chunk++)
    {
      for (guint i = 0; i < CHUNK; i++)
        {
          times_ms[i] = (gint64)chunk * CHUNK + i;
          values[i] = 0.1;
        }
      g_assert_true (dw_series_stats_add (run, times_ms, values, qualities, CHUNK, NULL));
    }
  stats = dw_series_stats_finish (run);
  g_assert_cmpfloat_with_epsilon (stats->mean, 0.1, 2e-17);
  g_assert_cmpfloat_with_epsilon (stats->weighted_mean, 0.1, 2e-17);
  g_assert_cmpfloat (stats->median, ==, 0.1);
}

/* Python: statistics.correlation (a, b) ** 2. */
static void
correlation_is_that_of_python (void)
{
  double a[500], b[500], shifted[500];
  guint32 state_a = 1;
  guint32 state_b = 99;

  for (guint i = 0; i < 500; i++)
    {
      state_a = next_of_lcg (state_a);
      state_b = next_of_lcg (state_b);
      a[i] = state_a / 2147483648.0;
      b[i] = 0.5 * a[i] + state_b / 2147483648.0;
      shifted[i] = b[i] + 1e9;
    }
  g_assert_cmpfloat_with_epsilon (dw_series_squared_correlation (a, b, 500, 30), 0.17652099774171, 1e-13);
  g_assert_cmpfloat_with_epsilon (dw_series_squared_correlation (a, shifted, 500, 30), 0.17652099774171, 1e-5);
  g_assert_cmpfloat_with_epsilon (dw_series_squared_correlation (a, a, 500, 30), 1, 1e-13);
}

static void
correlation_needs_enough_common_rows (void)
{
  double a[40], b[40], constant[40];

  for (guint i = 0; i < 40; i++)
    {
      a[i] = i;
      b[i] = i < 10 ? NAN : -2.0 * i;
      constant[i] = 0.1;
    }
  g_assert_cmpfloat (dw_series_squared_correlation (a, b, 40, 30), ==, 1);
  g_assert_true (isnan (dw_series_squared_correlation (a, b, 40, 31)));
  g_assert_true (isnan (dw_series_squared_correlation (a, b, 39, 30)));
  g_assert_true (isnan (dw_series_squared_correlation (a, constant, 40, 30)));
  g_assert_true (isnan (dw_series_squared_correlation (a, a, 1, 0)));
  g_assert_true (isnan (dw_series_squared_correlation (a, a, 0, 0)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series-stats/numbers-are-those-of-python", numbers_are_those_of_python);
  g_test_add_func ("/series-stats/few-samples-have-their-median", few_samples_have_their_median);
  g_test_add_func ("/series-stats/means-are-by-time", means_are_by_time);
  g_test_add_func ("/series-stats/a-sample-before-the-span-only-ends-the-gap", a_sample_before_the_span_only_ends_the_gap);
  g_test_add_func ("/series-stats/without-good-samples-nothing-is-claimed", without_good_samples_nothing_is_claimed);
  g_test_add_func ("/series-stats/an-empty-span-has-no-coverage", an_empty_span_has_no_coverage);
  g_test_add_func ("/series-stats/an-unknown-period-has-no-gaps", an_unknown_period_has_no_gaps);
  g_test_add_func ("/series-stats/a-chunk-out-of-order-is-refused-as-a-whole", a_chunk_out_of_order_is_refused_as_a_whole);
  g_test_add_func ("/series-stats/random-series-agree-with-counting", random_series_agree_with_counting);
  g_test_add_func ("/series-stats/no-order-makes-selection-wrong", no_order_makes_selection_wrong);
  g_test_add_func ("/series-stats/many-selections-are-those-of-sorting", many_selections_are_those_of_sorting);
  g_test_add_func ("/series-stats/long-sums-keep-their-digits", long_sums_keep_their_digits);
  g_test_add_func ("/series-stats/correlation-is-that-of-python", correlation_is_that_of_python);
  g_test_add_func ("/series-stats/correlation-needs-enough-common-rows", correlation_needs_enough_common_rows);
  return g_test_run ();
}
