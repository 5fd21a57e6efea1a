// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: buckets say exactly what counting the samples says, for any edges: unaligned, below a second, on samples and beside them, minutes, hours, days of 23 and 25 hours,
// months · whether the hours are open, sealed, changed by late samples or read again from disk · with gaps, several periods and the largest numbers (S1-05, S2-19 … S2-21).
// Edges and data are random; g_test prints the seed (--seed=… repeats it).

#include <math.h>

#include "history-kit.h"

#define T KIT_START_MS
#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define N_EDGES_MAX 300

typedef struct
{
  Kit *kit;
  gint64 begin_ms, end_ms; /* of the data */
} Fixture;

/* --- data --- */

static DwQuality
pick_quality (void)
{
  static const DwQuality rare[] = { DW_QUALITY_DOUBTFUL, DW_QUALITY_SENSOR_FAULT, DW_QUALITY_OLD, DW_QUALITY_MANUAL, DW_QUALITY_ESTIMATED, DW_QUALITY_NONE };

  return g_test_rand_int_range (0, 20) > 0 ? DW_QUALITY_GOOD : rare[g_test_rand_int_range (0, G_N_ELEMENTS (rare))];
}

/* Column 0 each time, column 1 each twelfth, column 2 each 180th. */
static DwReport *
make_report (gint64 device_id, gint64 time_ms, guint i)
{
  DwReport *report = kit_report_new (device_id, time_ms, 3);

  kit_report_set (report, 0, g_test_rand_int_range (-300, 2600), 1, pick_quality ());
  if (i % 12 == 0)
    kit_report_set (report, 1, g_test_rand_int_range (0, 50), 1, pick_quality ());
  if (i % 180 == 0)
    kit_report_set (report, 2, 100000 + i, 1, pick_quality ());
  return report;
}

static void
set_columns (Kit *kit, gint64 device_id)
{
  DwHistoryColumn columns[3];

  kit_fill_columns (columns, 3, 1, 5000);
  columns[1].period_ms = 60000;
  columns[2].period_ms = 900000;
  kit_set_columns (kit, device_id, columns, 3);
}

/* Polls that come up to a second late. */
static void
append_span (Kit *kit, gint64 device_id, gint64 from_ms, gint64 to_ms, gint64 step_ms)
{
  GPtrArray *reports = kit_reports_new ();
  guint i = 0;

  for (gint64 time_ms = from_ms; time_ms < to_ms; time_ms += step_ms)
    g_ptr_array_add (reports, make_report (device_id, time_ms + g_test_rand_int_range (0, 1000), i++));
  kit_append (kit, reports);
}

/* 14 hours, without three of them, and the beginning of a next day. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->kit = kit_new ();
  fixture->begin_ms = T + 17 * MINUTE_MS;
  fixture->end_ms = T + 26 * KIT_HOUR_MS + 1234567;
  set_columns (fixture->kit, 7);
  append_span (fixture->kit, 7, fixture->begin_ms, T + 5 * KIT_HOUR_MS + 777777, 5000);
  append_span (fixture->kit, 7, T + 8 * KIT_HOUR_MS + 1111111, T + 14 * KIT_HOUR_MS, 5000);
  append_span (fixture->kit, 7, T + 25 * KIT_HOUR_MS, fixture->end_ms, 5000);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  kit_free (fixture->kit);
}

/* --- edges --- */

static gint64
rand_between (gint64 low, gint64 high)
{
  return low + (gint64)(g_test_rand_double () * (double)(high - low));
}

static guint
fill_unaligned (const Fixture *fixture, gint64 *edges)
{
  guint n = (guint)g_test_rand_int_range (1, N_EDGES_MAX);
  gint64 step_ms = rand_between (1, 2 * (fixture->end_ms - fixture->begin_ms) / n);

  edges[0] = rand_between (fixture->begin_ms - KIT_HOUR_MS, fixture->end_ms);
  for (guint i = 1; i <= n; i++)
    edges[i] = edges[i - 1] + 1 + rand_between (0, step_ms);
  return n;
}

static guint
fill_below_a_second (const Fixture *fixture, gint64 *edges)
{
  edges[0] = rand_between (fixture->begin_ms, fixture->end_ms);
  for (guint i = 1; i < N_EDGES_MAX; i++)
    edges[i] = edges[i - 1] + rand_between (1, 700);
  return N_EDGES_MAX - 1;
}

/* Edges at samples, a millisecond before them and behind them. */
static guint
fill_on_samples (const Fixture *fixture, gint64 *edges)
{
  const GArray *samples = kit_model_get (fixture->kit->model, 7, "c0");
  guint at = (guint)g_test_rand_int_range (0, (gint32)samples->len - N_EDGES_MAX);

  for (guint i = 0; i < N_EDGES_MAX; i++)
    {
      edges[i] = g_array_index (samples, KitSample, at + i).time_ms + g_test_rand_int_range (-1, 2);
      if (i > 0)
        edges[i] = MAX (edges[i], edges[i - 1] + 1);
    }
  return N_EDGES_MAX - 1;
}

static guint
fill_equal (const Fixture *fixture, gint64 *edges, gint64 unit_ms, gint64 shift_ms)
{
  gint64 first = rand_between (fixture->begin_ms - 2 * unit_ms, fixture->end_ms);

  edges[0] = first - first % unit_ms + shift_ms;
  for (guint i = 1; i < N_EDGES_MAX; i++)
    edges[i] = edges[i - 1] + unit_ms;
  return N_EDGES_MAX - 1;
}

static guint
fill_minutes (const Fixture *fixture, gint64 *edges)
{
  return fill_equal (fixture, edges, MINUTE_MS, 0);
}

static guint
fill_quarters (const Fixture *fixture, gint64 *edges)
{
  return fill_equal (fixture, edges, 15 * MINUTE_MS, 0);
}

static guint
fill_hours (const Fixture *fixture, gint64 *edges)
{
  return fill_equal (fixture, edges, KIT_HOUR_MS, 0);
}

/* Minutes of a clock that is 100 ms off: everything just misses the minutes that may have been kept. */
static guint
fill_off_minutes (const Fixture *fixture, gint64 *edges)
{
  return fill_equal (fixture, edges, MINUTE_MS, 100);
}

static guint
fill_days (const Fixture *fixture, gint64 *edges)
{
  return fill_equal (fixture, edges, KIT_DAY_MS, 0);
}

/* Days that begin at 16:00 UTC, as in Shanghai. */
static guint
fill_local_days (const Fixture *fixture, gint64 *edges)
{
  return fill_equal (fixture, edges, KIT_DAY_MS, 16 * KIT_HOUR_MS);
}

static guint
fill_whole (const Fixture *fixture, gint64 *edges)
{
  edges[0] = 0;
  edges[1] = 2 * T;
  return 1;
}

static const struct
{
  const char *sentence;
  guint (*fill) (const Fixture *fixture, gint64 *edges);
  guint rounds;
} EDGES[] = {
  { "any edges", fill_unaligned, 20 },
  { "edges below a second", fill_below_a_second, 5 },
  { "edges on samples and beside them", fill_on_samples, 8 },
  { "minutes", fill_minutes, 5 },
  { "quarters of an hour", fill_quarters, 3 },
  { "hours", fill_hours, 3 },
  { "minutes and a little", fill_off_minutes, 3 },
  { "days", fill_days, 2 },
  { "days that begin in the afternoon", fill_local_days, 2 },
  { "one bucket for everything", fill_whole, 1 },
};

static void
check_edges (const Fixture *fixture)
{
  static const char *const names[] = { "c0", "c1", "c2" };
  g_autofree gint64 *edges = g_new (gint64, N_EDGES_MAX + 1);

  for (guint i = 0; i < G_N_ELEMENTS (EDGES); i++)
    for (guint round = 0; round < EDGES[i].rounds; round++)
      {
        guint n = EDGES[i].fill (fixture, edges);

        if (round == 0)
          g_test_message ("%s", EDGES[i].sentence);
        for (guint j = 0; j < G_N_ELEMENTS (names); j++)
          kit_check_buckets (fixture->kit->history, fixture->kit->model, 7, names[j], edges, n);
      }
}

static void
test_open_and_sealed (Fixture *fixture, gconstpointer data)
{
  check_edges (fixture);
  kit_reopen (fixture->kit);
  check_edges (fixture);
}

static void
test_sealed (Fixture *fixture, gconstpointer data)
{
  kit_seal (fixture->kit, 0);
  check_edges (fixture);
  kit_check_verified (fixture->kit->history);
}

/* Samples that come when their hours were sealed: between others, in the gap, before everything, and again. */
static void
test_late (Fixture *fixture, gconstpointer data)
{
  kit_seal (fixture->kit, 0);
  append_span (fixture->kit, 7, T + 2 * KIT_HOUR_MS + 1000, T + 3 * KIT_HOUR_MS + 500000, 5000);
  check_edges (fixture);
  append_span (fixture->kit, 7, T + 6 * KIT_HOUR_MS, T + 7 * KIT_HOUR_MS, 20000);
  append_span (fixture->kit, 7, T - 30 * KIT_HOUR_MS, T - 29 * KIT_HOUR_MS, 5000);
  append_span (fixture->kit, 7, T + KIT_HOUR_MS, T + KIT_HOUR_MS + 600000, 5000);
  check_edges (fixture);
  kit_reopen (fixture->kit);
  check_edges (fixture);
  kit_seal (fixture->kit, 0);
  check_edges (fixture);
  kit_check_verified (fixture->kit->history);
}

/* A late sample shortens what the next one stands for, also when that one is in the next hour. */
static void
test_border (Fixture *fixture, gconstpointer data)
{
  Kit *kit = fixture->kit;
  DwHistoryColumn column = { "c0", 1, 600000 };
  static const gint64 times[] = { -600000, 0, 600000, -1, -300000, 1, 300000, -KIT_HOUR_MS, KIT_HOUR_MS };

  kit_set_columns (kit, 9, &column, 1);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      DwReport *report = kit_report_new (9, T + times[i], 1);

      kit_report_set (report, 0, 100 + i, 1, i % 4 == 3 ? DW_QUALITY_DOUBTFUL : DW_QUALITY_GOOD);
      kit_append_one (kit, report);
      if (i == 1 || i == 4)
        kit_seal (kit, 0);
      kit_check_all (kit->history, kit->model);
    }
  kit_reopen (kit);
  kit_check_all (kit->history, kit->model);
  kit_seal (kit, 0);
  kit_check_all (kit->history, kit->model);
  kit_check_verified (kit->history);
}

/* --- calendars --- */

static void
append_hourly (Kit *kit, gint64 device_id, gint64 begin_ms, guint n)
{
  DwHistoryColumn column = { "c0", 2, 900000 };
  GPtrArray *reports = kit_reports_new ();

  kit_set_columns (kit, device_id, &column, 1);
  for (guint i = 0; i < n; i++)
    {
      DwReport *report = kit_report_new (device_id, begin_ms + (gint64)i * 900000, 1);

      kit_report_set (report, 0, g_test_rand_int_range (0, 100000), 2, pick_quality ());
      g_ptr_array_add (reports, report);
    }
  kit_append (kit, reports);
}

static void
check_lengths (Kit *kit, gint64 device_id, gint64 begin_ms, const guint *hours, guint n)
{
  g_autofree gint64 *edges = g_new (gint64, n + 1);

  edges[0] = begin_ms;
  for (guint i = 0; i < n; i++)
    edges[i + 1] = edges[i] + hours[i] * KIT_HOUR_MS;
  kit_check_buckets (kit->history, kit->model, device_id, "c0", edges, n);
}

/* March and October of Berlin have a day of 23 and one of 25 hours; months have 28 to 31 days, and begin at 16:00 UTC in Shanghai. */
static void
test_calendars (Fixture *fixture, gconstpointer data)
{
  static const guint spring[] = { 24, 24, 23, 24, 24 };
  static const guint autumn[] = { 24, 25, 24, 24 };
  static const guint months[] = { 31 * 24, 28 * 24, 31 * 24, 30 * 24, 31 * 24, 30 * 24 };
  const gint64 new_year_ms = G_GINT64_CONSTANT (1767196800000); /* 2026-01-01 in Shanghai */

  append_hourly (fixture->kit, 9, new_year_ms - 5 * KIT_HOUR_MS, 182 * 96);
  for (guint i = 0; i < 2; i++)
    {
      check_lengths (fixture->kit, 9, new_year_ms + 60 * KIT_DAY_MS + 7 * KIT_HOUR_MS, spring, G_N_ELEMENTS (spring));
      check_lengths (fixture->kit, 9, new_year_ms + 30 * KIT_DAY_MS + 7 * KIT_HOUR_MS, autumn, G_N_ELEMENTS (autumn));
      check_lengths (fixture->kit, 9, new_year_ms, months, G_N_ELEMENTS (months));
      kit_seal (fixture->kit, 0);
    }
}

/* --- the rest --- */

/* 2^45 for an hour and more: sums of numbers times milliseconds need more than 64 bits. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  DwHistoryColumn column = { "c0", 0, 60000 };
  GPtrArray *reports = kit_reports_new ();

  kit_set_columns (fixture->kit, 9, &column, 1);
  for (guint i = 0; i < 2000; i++)
    {
      DwReport *report = kit_report_new (9, T + (gint64)i * 120000, 1);

      kit_report_set (report, 0, i < 1000 ? DW_HISTORY_MAX_NUMBER - i : -DW_HISTORY_MAX_NUMBER + i, 0, DW_QUALITY_GOOD);
      g_ptr_array_add (reports, report);
    }
  kit_append (fixture->kit, reports);
  kit_check_all (fixture->kit->history, fixture->kit->model);
  kit_seal (fixture->kit, 0);
  kit_check_all (fixture->kit->history, fixture->kit->model);
}

/* The largest number for half a year of minutes: the sum needs more than 64 bits, too. */
static void
test_large_sum (void)
{
  const guint n = 270000;
  const gint64 edges[] = { T, T + (gint64)n * 60000 };
  const DwHistoryColumn column = { "c0", 0, 60000 };
  Kit *kit = kit_new ();
  g_autoptr (DwBuckets) buckets = NULL;

  kit_set_columns (kit, 9, &column, 1);
  for (guint day = 0; day * 1440 < n; day++)
    {
      g_autoptr (GPtrArray) reports = kit_reports_new ();

      for (guint i = day * 1440; i < MIN ((day + 1) * 1440, n); i++)
        {
          DwReport *report = kit_report_new (9, T + (gint64)i * 60000, 1);

          kit_report_set (report, 0, DW_HISTORY_MAX_NUMBER, 0, DW_QUALITY_GOOD);
          g_ptr_array_add (reports, report);
        }
      g_assert_true (dw_history_append (kit->history, reports, 0, NULL));
    }
  buckets = dw_history_read_buckets (kit->history, 9, "c0", edges, 1, NULL, NULL);
  g_assert_cmpint (buckets->buckets[0].count, ==, n);
  g_assert_cmpfloat (buckets->buckets[0].sum, ==, (double)n * (double)DW_HISTORY_MAX_NUMBER);
  g_assert_cmpfloat (buckets->buckets[0].mean, ==, (double)DW_HISTORY_MAX_NUMBER);
  kit_free (kit);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  const gint64 edges[] = { T + 6 * KIT_HOUR_MS, T + 7 * KIT_HOUR_MS, T + 8 * KIT_HOUR_MS };
  g_autoptr (DwBuckets) gap = dw_history_read_buckets (fixture->kit->history, 7, "c0", edges, 2, NULL, NULL);
  g_autoptr (DwBuckets) unknown = dw_history_read_buckets (fixture->kit->history, 99, "c0", edges, 2, NULL, NULL);

  g_assert_cmpuint (gap->n, ==, 2);
  g_assert_cmpuint (unknown->n, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (gap->buckets[i].count, ==, 0);
      g_assert_cmpint (unknown->buckets[i].count, ==, 0);
      g_assert_true (isnan (gap->buckets[i].mean) && isnan (unknown->buckets[i].mean));
      g_assert_cmpfloat (dw_buckets_get_coverage (gap, i), ==, 0);
    }
}

static void
assert_same (const DwBuckets *a, const DwBuckets *b)
{
  g_assert_cmpuint (a->n, ==, b->n);
  for (guint i = 0; i < a->n; i++)
    {
      g_assert_cmpint (a->buckets[i].count, ==, b->buckets[i].count);
      g_assert_cmpint (a->buckets[i].weight_ms, ==, b->buckets[i].weight_ms);
      g_assert_true (a->buckets[i].count == 0 || a->buckets[i].sum == b->buckets[i].sum);
    }
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  const DwHistoryChannel channels[] = { { 7, "c2" }, { 99, "c0" }, { 8, "c0" }, { 7, "c0" }, { 7, "no such" }, { 7, "c0" } };
  g_autofree gint64 *edges = g_new (gint64, N_EDGES_MAX + 1);
  g_autoptr (GPtrArray) many = NULL;
  guint n = fill_quarters (fixture, edges);

  set_columns (fixture->kit, 8);
  append_span (fixture->kit, 8, T, T + 4 * KIT_HOUR_MS, 5000);
  many = dw_history_read_many (fixture->kit->history, channels, G_N_ELEMENTS (channels), edges, n, NULL, NULL);
  g_assert_nonnull (many);
  g_assert_cmpuint (many->len, ==, G_N_ELEMENTS (channels));
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      g_autoptr (DwBuckets) one = dw_history_read_buckets (fixture->kit->history, channels[i].device_id, channels[i].name, edges, n, NULL, NULL);

      assert_same (many->pdata[i], one);
    }
}

/* So many that threads share them: the means are those of the buckets, channel for channel. */
static void
test_many_means (Fixture *fixture, gconstpointer data)
{
  static const DwHistoryChannel kinds[] = { { 7, "c2" }, { 99, "c0" }, { 8, "c0" }, { 7, "c0" }, { 7, "no such" } };
  DwHistoryChannel channels[61];
  g_autofree gint64 *edges = g_new (gint64, N_EDGES_MAX + 1);
  g_autofree double *means = NULL;
  guint n = fill_quarters (fixture, edges);

  set_columns (fixture->kit, 8);
  append_span (fixture->kit, 8, T, T + 4 * KIT_HOUR_MS, 5000);
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    channels[i] = kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))];
  means = dw_history_read_means (fixture->kit->history, channels, G_N_ELEMENTS (channels), edges, n, NULL, NULL);
  g_assert_nonnull (means);
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      g_autoptr (DwBuckets) one = dw_history_read_buckets (fixture->kit->history, channels[i].device_id, channels[i].name, edges, n, NULL, NULL);

      for (guint k = 0; k < n; k++)
        g_assert_true (means[i * n + k] == one->buckets[k].mean || (isnan (means[i * n + k]) && isnan (one->buckets[k].mean)));
    }
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  const gint64 edges[] = { T, T + KIT_DAY_MS };
  const DwHistoryChannel channel = { 7, "c0" };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) one = NULL;
  g_autoptr (GError) many = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (dw_history_read_buckets (fixture->kit->history, 7, "c0", edges, 1, cancellable, &one));
  g_assert_error (one, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (dw_history_read_many (fixture->kit->history, &channel, 1, edges, 1, cancellable, &many));
  g_assert_error (many, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (dw_history_read_means (fixture->kit->history, &channel, 1, edges, 1, cancellable, NULL));
}

/* Whatever happens in whatever order. */
static void
test_random_life (void)
{
  for (guint round = 0; round < 12; round++)
    {
      Fixture fixture = { kit_new (), T, T + 30 * KIT_HOUR_MS };

      set_columns (fixture.kit, 7);
      append_span (fixture.kit, 7, T, T + KIT_HOUR_MS, 5000);
      for (guint step = 0; step < 25; step++)
        {
          gint64 from_ms = rand_between (fixture.begin_ms, fixture.end_ms);
          int what = g_test_rand_int_range (0, 10);

          if (what == 0)
            kit_seal (fixture.kit, g_test_rand_int_range (0, 2) ? from_ms : 0);
          else if (what == 1)
            kit_reopen (fixture.kit);
          else
            append_span (fixture.kit, 7, from_ms, from_ms + rand_between (1, 2 * KIT_HOUR_MS), rand_between (3000, 60000));
        }
      check_edges (&fixture);
      kit_check_all (fixture.kit->history, fixture.kit->model);
      kit_check_verified (fixture.kit->history);
      kit_free (fixture.kit);
    }
}

#define ADD(path, func) g_test_add ("/history-buckets/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("open-and-sealed-hours", test_open_and_sealed);
  ADD ("sealed-hours", test_sealed);
  ADD ("late-samples-change-what-was-sealed", test_late);
  ADD ("a-late-sample-at-the-border-of-hours", test_border);
  ADD ("days-of-23-and-25-hours-and-months", test_calendars);
  ADD ("the-largest-numbers", test_large);
  g_test_add_func ("/history-buckets/a-sum-beyond-64-bits", test_large_sum);
  ADD ("where-nothing-is-buckets-are-empty", test_empty);
  ADD ("many-channels-as-one-by-one", test_many);
  ADD ("means-of-very-many-channels", test_many_means);
  ADD ("a-cancelled-question-has-no-answer", test_cancelled);
  g_test_add_func ("/history-buckets/whatever-happened", test_random_life);
  return g_test_run ();
}
