// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "dw-decimate.h"

/* S3: a spike must never be lost and a gap never be filled. The reduction is compared with the plainest one that can be written: every sample is put into its column. */

#define N_COLUMNS 64
#define DOUBTFUL (1u << 3)

static GRand *
open_random (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  return g_rand_new_with_seed (seed);
}

typedef struct
{
  gint64 *times_ms;
  double *values;
  guint8 *qualities;
} Data;

static double
make_value (GRand *random)
{
  double chance = g_rand_double (random);

  if (chance < 0.03)
    return NAN;
  return chance < 0.035 ? INFINITY : g_rand_double_range (random, -50, 400);
}

/* Now and then a long hole, a burst at one time, a run without values. */
static Data
make_data (GRand *random, guint n)
{
  Data data = { g_new (gint64, n + 1), g_new (double, n + 1), g_new (guint8, n + 1) };
  gint64 time_ms = 0;
  guint empty = 0;

  for (guint i = 0; i < n; i++)
    {
      time_ms += g_rand_int_range (random, 0, 300) == 0 ? g_rand_int_range (random, 0, 500000) : g_rand_int_range (random, 0, 8000);
      empty = empty > 0 ? empty - 1 : (g_rand_int_range (random, 0, 2000) == 0 ? 700 : 0);
      data.times_ms[i] = time_ms;
      data.values[i] = empty > 0 ? NAN : make_value (random);
      data.qualities[i] = g_rand_int_range (random, 0, 40) == 0 ? 3 : 1;
    }
  return data;
}

static void
free_data (Data *data)
{
  g_free (data->times_ms);
  g_free (data->values);
  g_free (data->qualities);
}

typedef struct
{
  DwColumn columns[N_COLUMNS];
  guint n_values[N_COLUMNS];
} Plain;

static void
reduce_plainly (const DwPlotSamples *samples, gint64 from_ms, gint64 to_ms, Plain *plain)
{
  gint64 last_ms = 0;
  gboolean has_last = FALSE;

  *plain = (Plain){ 0 };
  for (gsize i = 0; i < samples->n; i++)
    {
      gint64 time_ms = dw_plot_samples_get_time (samples, i);
      double value = samples->values[i];
      DwColumn *column;
      guint c;

      if (time_ms < from_ms || time_ms > to_ms)
        continue;
      c = time_ms == to_ms ? N_COLUMNS - 1 : (guint)((time_ms - from_ms) * N_COLUMNS / (to_ms - from_ms));
      column = &plain->columns[c];
      if (!isfinite (value))
        {
          column->flags |= DW_COLUMN_BROKEN;
          has_last = FALSE;
          continue;
        }
      if (!(column->flags & DW_COLUMN_FILLED))
        {
          gboolean joined = has_last && (samples->gap_ms <= 0 || time_ms - last_ms <= samples->gap_ms);

          *column = (DwColumn){ value, value, value, value, 0, column->flags | DW_COLUMN_FILLED | (joined ? 0 : DW_COLUMN_GAP_BEFORE) };
        }
      column->min = MIN (column->min, value);
      column->max = MAX (column->max, value);
      column->last = value;
      column->mean += value;
      plain->n_values[c]++;
      column->flags |= dw_plot_samples_is_doubtful (samples, i) ? DW_COLUMN_DOUBTFUL : 0;
      has_last = TRUE;
      last_ms = time_ms;
    }
}

/* A quality counts as doubtful for the column even where the value is missing; the plain way sees values only, so the flag is compared for columns with all values. */
static void
compare (const Plain *plain, const DwColumn *columns)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      const DwColumn *wanted = &plain->columns[i], *got = &columns[i];
      guint32 mask = DW_COLUMN_FILLED | DW_COLUMN_GAP_BEFORE | DW_COLUMN_BROKEN | (wanted->flags & DW_COLUMN_BROKEN ? 0 : DW_COLUMN_DOUBTFUL);

      g_assert_cmphex (got->flags & mask, ==, wanted->flags & mask);
      if (!(wanted->flags & DW_COLUMN_FILLED))
        {
          g_assert_true (isnan (got->min) && isnan (got->max) && isnan (got->mean));
          continue;
        }
      g_assert_cmpfloat (got->min, ==, wanted->min);
      g_assert_cmpfloat (got->max, ==, wanted->max);
      g_assert_cmpfloat (got->first, ==, wanted->first);
      g_assert_cmpfloat (got->last, ==, wanted->last);
      g_assert_cmpfloat_with_epsilon (got->mean, wanted->mean / plain->n_values[i], 1e-9);
    }
}

static void
test_like_brute_force (void)
{
  GRand *random = open_random ();

  for (guint round = 0; round < 60; round++)
    {
      guint n = (guint)g_rand_int_range (random, 0, round % 3 == 0 ? 100 : 60000);
      Data data = make_data (random, n);
      DwPlotSamples samples = { .times_ms = data.times_ms, .values = data.values, .qualities = data.qualities, .doubtful_qualities = DOUBTFUL, .n = n, .gap_ms = g_rand_int_range (random, 0, 20000) };
      g_autoptr (DwDecimateIndex) index = dw_decimate_index_new (&samples);

      for (guint view = 0; view < 4; view++)
        {
          gint64 end_ms = n > 0 ? data.times_ms[n - 1] : 1000;
          gint64 from_ms = view == 0 ? 0 : (gint64)(g_rand_double_range (random, -0.1, 0.9) * (double)end_ms);
          gint64 to_ms = view == 0 ? end_ms + 1 : from_ms + 1 + (gint64)(g_rand_double (random) * (double)end_ms);
          DwColumn columns[N_COLUMNS];
          Plain plain;

          reduce_plainly (&samples, from_ms, to_ms, &plain);
          dw_decimate_samples (&samples, NULL, from_ms, to_ms, columns, N_COLUMNS);
          compare (&plain, columns);
          dw_decimate_samples (&samples, index, from_ms, to_ms, columns, N_COLUMNS);
          compare (&plain, columns);
        }
      free_data (&data);
    }
  g_rand_free (random);
}

/* One sample of 300 mA among a million, at every place that could be a border of a block. */
static void
test_no_spike_is_lost (void)
{
  static const gsize places[] = { 0, 127, 128, 129, 8191, 8192, 500000, 999999 };
  const gsize n = 1000000;
  g_autofree double *values = g_new (double, n);
  DwPlotSamples samples = { .period_ms = 5000, .values = values, .n = n };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (DwDecimateIndex) index = NULL;
      DwColumn columns[N_COLUMNS];
      guint n_found = 0;

      for (gsize k = 0; k < n; k++)
        values[k] = 50;
      values[places[i]] = 300;
      index = dw_decimate_index_new (&samples);
      dw_decimate_samples (&samples, index, 0, (gint64)n * 5000, columns, N_COLUMNS);
      for (guint k = 0; k < N_COLUMNS; k++)
        {
          g_assert_cmpfloat (columns[k].min, ==, 50);
          n_found += columns[k].max == 300;
        }
      g_assert_cmpuint (n_found, ==, 1);
      g_assert_cmpfloat (columns[places[i] * N_COLUMNS / n].max, ==, 300);
    }
}

typedef struct
{
  const char *sentence;
  guint n;
  gint64 times_ms[6];
  double values[6];
  guint32 flags[4]; /* of four columns over 0…400 ms, gap after 100 ms */
} GapCase;

#define F DW_COLUMN_FILLED
#define G DW_COLUMN_GAP_BEFORE
#define X DW_COLUMN_BROKEN
static const GapCase gap_cases[] = {
  { "nothing", 0, { 0 }, { 0 }, { 0, 0, 0, 0 } },
  { "one sample stands alone", 1, { 150 }, { 1 }, { 0, F | G, 0, 0 } },
  { "a sample each is one line", 4, { 50, 150, 250, 350 }, { 1, 1, 1, 1 }, { F | G, F, F, F } },
  { "a distance of just the gap is joined", 2, { 90, 190 }, { 1, 1 }, { F | G, F, 0, 0 } },
  { "one ms more is not", 2, { 90, 191 }, { 1, 1 }, { F | G, F | G, 0, 0 } },
  { "an empty column between is a gap", 2, { 50, 250 }, { 1, 1 }, { F | G, 0, F | G, 0 } },
  { "a sample without value breaks the line", 3, { 90, 100, 150 }, { 1, NAN, 1 }, { F | G, F | G | X, 0, 0 } },
  { "only samples without value", 3, { 50, 150, 250 }, { NAN, NAN, INFINITY }, { X, X, X, 0 } },
  { "the end of the span belongs to the last column", 2, { 0, 400 }, { 1, 1 }, { F | G, 0, 0, F | G } },
  { "what lies outside does not count", 3, { -1, 200, 401 }, { 1, 1, 1 }, { 0, 0, F | G, 0 } },
};

static void
test_gaps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (gap_cases); i++)
    {
      const GapCase *c = &gap_cases[i];
      DwPlotSamples samples = { .times_ms = c->times_ms, .values = c->values, .n = c->n, .gap_ms = 100 };
      DwColumn columns[4];

      g_test_message ("%s", c->sentence);
      dw_decimate_samples (&samples, NULL, 0, 400, columns, 4);
      for (guint k = 0; k < 4; k++)
        g_assert_cmphex (columns[k].flags, ==, c->flags[k]);
    }
}

static void
test_extremes (void)
{
  static const double values[] = { -G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE, 0 };
  DwPlotSamples samples = { .period_ms = 1, .values = values, .n = 4 };
  DwColumn column;

  dw_decimate_samples (&samples, NULL, 0, 3, &column, 1);
  g_assert_cmpfloat (column.min, ==, -G_MAXDOUBLE);
  g_assert_cmpfloat (column.max, ==, G_MAXDOUBLE);
  g_assert_true (isfinite (column.mean));
}

typedef struct
{
  double min, max, mean;
} Bucket;

/* Buckets of 100 ms over 0…600; the third is empty. Columns of 50, 100 and 200 ms. */
static void
test_buckets (void)
{
  static const gint64 edges[] = { 0, 100, 200, 300, 400, 500, 600 };
  static const Bucket values[] = { { 1, 9, 5 }, { 2, 4, 3 }, { NAN, NAN, NAN }, { 5, 5, 5 }, { 6, 80, 7 }, { 0, 1, 0.5 } };
  static const guint8 doubtful[] = { 0, 1, 0, 0, 0, 0 };
  DwPlotBuckets buckets = { .edges_ms = edges, .mins = &values[0].min, .maxs = &values[0].max, .means = &values[0].mean, .stride = sizeof (Bucket), .doubtful = doubtful, .n = 6 };
  DwColumn columns[12];

  dw_decimate_buckets (&buckets, 0, 600, columns, 12);
  g_assert_cmpfloat (columns[0].max, ==, 9);
  g_assert_cmpfloat (columns[1].max, ==, 9);
  g_assert_cmphex (columns[1].flags, ==, F);
  g_assert_cmphex (columns[2].flags, ==, F | DW_COLUMN_DOUBTFUL);
  g_assert_cmphex (columns[4].flags, ==, X);
  g_assert_cmphex (columns[6].flags, ==, F | G);
  dw_decimate_buckets (&buckets, 0, 600, columns, 3);
  g_assert_cmpfloat (columns[0].min, ==, 1);
  g_assert_cmpfloat (columns[0].max, ==, 9);
  g_assert_cmpfloat (columns[0].mean, ==, 4);
  g_assert_cmphex (columns[1].flags, ==, F | G | X);
  g_assert_cmpfloat (columns[2].max, ==, 80);
  /* A third of the first bucket and all of the second: the mean goes by time. */
  dw_decimate_buckets (&buckets, 50, 200, columns, 1);
  g_assert_cmpfloat_with_epsilon (columns[0].mean, (5 * 50 + 3 * 100) / 150.0, 1e-12);
  dw_decimate_buckets (&buckets, 700, 900, columns, 2);
  g_assert_cmphex (columns[0].flags | columns[1].flags, ==, 0);
}

static const gint64 falling[] = { 0, 100, 99, 200 }, rising[] = { 0, 100, 200, 300 }, equal[] = { 0, 100, 100, 200 };
static const double numbers[] = { 1, 2, 3, 4 };

static const struct
{
  const char *sentence;
  DwPlotSamples samples;
  const char *error; /* a part of it; NULL = good */
} sample_checks[] = {
  { "rising times", { .times_ms = rising, .values = numbers, .n = 4 }, NULL },
  { "two samples at one time", { .times_ms = equal, .values = numbers, .n = 4 }, NULL },
  { "no samples", { .n = 0 }, NULL },
  { "a period instead of times", { .period_ms = 5, .values = numbers, .n = 4 }, NULL },
  { "a time before the one in front", { .times_ms = falling, .values = numbers, .n = 4 }, "time 2" },
  { "neither times nor period", { .values = numbers, .n = 4 }, "period" },
  { "a period that runs backwards", { .period_ms = -5, .values = numbers, .n = 4 }, "period" },
  { "no values", { .times_ms = rising, .n = 4 }, "no values" },
};

static const struct
{
  const char *sentence;
  DwPlotBuckets buckets;
  const char *error;
} bucket_checks[] = {
  { "rising edges", { .edges_ms = rising, .mins = numbers, .maxs = numbers, .means = numbers, .n = 3 }, NULL },
  { "no buckets", { .n = 0 }, NULL },
  { "edges that fall", { .edges_ms = falling, .mins = numbers, .maxs = numbers, .means = numbers, .n = 3 }, "edge 2" },
  { "an empty bucket", { .edges_ms = equal, .mins = numbers, .maxs = numbers, .means = numbers, .n = 3 }, "edge 2" },
  { "no means", { .edges_ms = rising, .mins = numbers, .maxs = numbers, .n = 3 }, "missing" },
  { "a stride that is no whole number of values", { .edges_ms = rising, .mins = numbers, .maxs = numbers, .means = numbers, .stride = 12, .n = 3 }, "stride" },
};

static void
assert_checked (gboolean good, const GError *error, const char *wanted)
{
  g_assert_cmpint (good, ==, wanted == NULL);
  if (!wanted)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, wanted));
    }
}

static void
test_checks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sample_checks); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean good = dw_plot_samples_check (&sample_checks[i].samples, &error);

      g_test_message ("samples: %s", sample_checks[i].sentence);
      assert_checked (good, error, sample_checks[i].error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bucket_checks); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean good = dw_plot_buckets_check (&bucket_checks[i].buckets, &error);

      g_test_message ("buckets: %s", bucket_checks[i].sentence);
      assert_checked (good, error, bucket_checks[i].error);
    }
}

static void
test_find (void)
{
  DwPlotSamples listed = { .times_ms = equal, .values = numbers, .n = 4 }, regular = { .start_ms = 10, .period_ms = 5, .values = numbers, .n = 4 };

  g_assert_cmpuint (dw_plot_samples_find (&listed, 100), ==, 1);
  g_assert_cmpuint (dw_plot_samples_find (&listed, 101), ==, 3);
  g_assert_cmpuint (dw_plot_samples_find (&listed, 201), ==, 4);
  g_assert_cmpuint (dw_plot_samples_find (&regular, 9), ==, 0);
  g_assert_cmpuint (dw_plot_samples_find (&regular, 11), ==, 1);
  g_assert_cmpuint (dw_plot_samples_find (&regular, 15), ==, 1);
  g_assert_cmpuint (dw_plot_samples_find (&regular, 26), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimate/it-says-what-brute-force-says", test_like_brute_force);
  g_test_add_func ("/decimate/no-spike-is-lost", test_no_spike_is_lost);
  g_test_add_func ("/decimate/gaps-stay-gaps", test_gaps);
  g_test_add_func ("/decimate/the-largest-numbers-do-not-overflow", test_extremes);
  g_test_add_func ("/decimate/buckets-are-merged-and-spread", test_buckets);
  g_test_add_func ("/decimate/what-is-out-of-order-is-refused", test_checks);
  g_test_add_func ("/decimate/times-are-found", test_find);
  return g_test_run ();
}
