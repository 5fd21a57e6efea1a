// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: samples that stand for longer than the device is asked now (a meter's own freezes of a quarter of an hour, 数据补传) weigh what they stand for, at every resolution and
// after sealing; a quarter fills an hour wholly, where a gap is there is a gap · live samples beside them keep their own weights, in one hour with them, too ·
// before, after and in between, in any order: the same answers · the same again changes nothing · a year of hours is sealed without looking back (S2-24, data quality).

#include <math.h>

#include "history-kit.h"

#define QUARTER_MS G_GINT64_CONSTANT (900000)
#define LIVE_MS 5000
#define START_MS (G_GINT64_CONSTANT (494000) * KIT_HOUR_MS) /* an hour's begin */

typedef struct
{
  char *dir;
  DwHistory *history;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const DwHistoryColumn columns[] = { { "a", 1, LIVE_MS }, { "b", 0, LIVE_MS } };

  fixture->dir = fixture_folder_new ();
  fixture->history = kit_open (fixture->dir, DW_HISTORY_WRITE);
  g_assert_true (dw_history_set_columns (fixture->history, 1, columns, 2, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  kit_check_verified (fixture->history);
  dw_history_close (fixture->history);
  fixture_folder_remove (fixture->dir);
}

/* n samples with value in column a, step apart, from the time on; period 0 = as the columns say. */
static void
append (Fixture *fixture, gint64 from_ms, gint64 step_ms, guint n, int period_ms)
{
  g_autoptr (GPtrArray) reports = kit_reports_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      DwReport *report = kit_report_new (1, from_ms + i * step_ms, 2);

      kit_report_set (report, 0, (gint64)i % 10, 1, DW_QUALITY_GOOD);
      kit_report_set (report, 1, (gint64)i, 0, DW_QUALITY_GOOD);
      g_ptr_array_add (reports, report);
    }
  if (period_ms == 0)
    dw_history_append (fixture->history, reports, 0, &error);
  else
    dw_history_append_every (fixture->history, reports, period_ms, 0, &error);
  g_assert_no_error (error);
}

/* Good time of the span, asked in one bucket and in pieces that cut hours and minutes. */
static void
assert_weight (Fixture *fixture, gint64 from_ms, gint64 to_ms, gint64 count, gint64 weight_ms, int period_ms)
{
  const guint pieces[] = { 1, 7, 60 };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree gint64 *edges_ms = g_new (gint64, pieces[i] + 1);
      g_autoptr (DwBuckets) buckets = NULL;
      gint64 found = 0, weight = 0;

      for (guint k = 0; k <= pieces[i]; k++)
        edges_ms[k] = from_ms + (to_ms - from_ms) * k / pieces[i];
      buckets = dw_history_read_buckets (fixture->history, 1, "a", edges_ms, pieces[i], NULL, NULL);
      for (guint k = 0; k < pieces[i]; k++)
        {
          found += buckets->buckets[k].count;
          weight += buckets->buckets[k].weight_ms;
        }
      g_assert_cmpint (found, ==, count);
      g_assert_cmpint (weight, ==, weight_ms);
      g_assert_cmpint (buckets->period_ms, ==, period_ms);
    }
}

static void
check_again_sealed (Fixture *fixture, gint64 from_ms, gint64 to_ms, gint64 count, gint64 weight_ms, int period_ms)
{
  assert_weight (fixture, from_ms, to_ms, count, weight_ms, period_ms);
  g_assert_true (dw_history_seal (fixture->history, 0, NULL));
  assert_weight (fixture, from_ms, to_ms, count, weight_ms, period_ms);
  dw_history_close (fixture->history);
  fixture->history = kit_open (fixture->dir, DW_HISTORY_WRITE);
  assert_weight (fixture, from_ms, to_ms, count, weight_ms, period_ms);
}

static void
test_whole_day (Fixture *fixture, gconstpointer data)
{
  append (fixture, START_MS, QUARTER_MS, 96, QUARTER_MS);
  /* The first one stands for two periods: what lies before it is not known. */
  check_again_sealed (fixture, START_MS, START_MS + 96 * QUARTER_MS, 96, 97 * QUARTER_MS, QUARTER_MS);
}

/* 12 h, nothing for 3 h, 9 h. */
static void
test_gap (Fixture *fixture, gconstpointer data)
{
  append (fixture, START_MS, QUARTER_MS, 48, QUARTER_MS);
  append (fixture, START_MS + 15 * KIT_HOUR_MS, QUARTER_MS, 36, QUARTER_MS);
  check_again_sealed (fixture, START_MS, START_MS + 24 * KIT_HOUR_MS, 84, 86 * QUARTER_MS, QUARTER_MS);
}

/* Live, then the gap of 3 h filled from the meter, then live again; whole hours of each. */
static void
test_filled (Fixture *fixture, gconstpointer data)
{
  const gint64 filled_ms = START_MS + 2 * KIT_HOUR_MS, again_ms = START_MS + 5 * KIT_HOUR_MS;

  append (fixture, START_MS, LIVE_MS, 1440, 0);
  append (fixture, again_ms, LIVE_MS, 1440, 0);
  assert_weight (fixture, START_MS, filled_ms, 1440, 1441 * LIVE_MS, LIVE_MS);
  assert_weight (fixture, again_ms, START_MS + 7 * KIT_HOUR_MS, 1440, 1441 * LIVE_MS, LIVE_MS);
  append (fixture, filled_ms, QUARTER_MS, 12, QUARTER_MS);
  assert_weight (fixture, START_MS, filled_ms, 1440, 1441 * LIVE_MS, LIVE_MS);
  /* The first freeze stands for the 5 s since the last live sample. */
  assert_weight (fixture, filled_ms, again_ms, 12, 11 * QUARTER_MS + LIVE_MS, QUARTER_MS);
  check_again_sealed (fixture, again_ms, START_MS + 7 * KIT_HOUR_MS, 1440, 1441 * LIVE_MS, LIVE_MS);
}

/* Half an hour live, then frozen: the first freeze stands for the 5 s since the last live sample, the second for the quarter. Whichever came first. */
static void
test_both (Fixture *fixture, gconstpointer data)
{
  for (guint frozen_first = 0; frozen_first <= 1; frozen_first++)
    {
      gint64 hour_ms = START_MS + frozen_first * 10 * KIT_HOUR_MS;

      if (frozen_first)
        append (fixture, hour_ms + 2 * QUARTER_MS, QUARTER_MS, 2, QUARTER_MS);
      append (fixture, hour_ms, LIVE_MS, 360, 0);
      if (!frozen_first)
        append (fixture, hour_ms + 2 * QUARTER_MS, QUARTER_MS, 2, QUARTER_MS);
      check_again_sealed (fixture, hour_ms, hour_ms + KIT_HOUR_MS, 362, 361 * LIVE_MS + LIVE_MS + QUARTER_MS, QUARTER_MS);
    }
}

static void
test_samples_tell (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwSamples) samples = NULL, live = NULL, none = NULL;

  append (fixture, START_MS, QUARTER_MS, 8, QUARTER_MS);
  append (fixture, START_MS + 2 * KIT_HOUR_MS, LIVE_MS, 10, 0);
  samples = dw_history_read_samples (fixture->history, 1, "b", START_MS, START_MS + 3 * KIT_HOUR_MS, NULL, NULL);
  g_assert_cmpuint (samples->n, ==, 18);
  g_assert_cmpint (samples->period_ms, ==, QUARTER_MS);
  for (guint i = 0; i < samples->n; i++)
    g_assert_cmpint (dw_samples_get_period (samples, i), ==, i < 8 ? QUARTER_MS : LIVE_MS);
  g_assert_cmpuint (dw_samples_count_period (samples, 0), ==, 8);
  g_assert_cmpuint (dw_samples_count_period (samples, 3), ==, 5);
  g_assert_cmpuint (dw_samples_count_period (samples, 8), ==, 10);
  live = dw_history_read_samples (fixture->history, 1, "b", START_MS + 2 * KIT_HOUR_MS, G_MAXINT64, NULL, NULL);
  g_assert_null (live->periods_ms);
  g_assert_cmpint (dw_samples_get_period (live, 9), ==, LIVE_MS);
  none = dw_history_read_samples (fixture->history, 1, "b", 0, START_MS, NULL, NULL);
  g_assert_cmpint (none->period_ms, ==, LIVE_MS);
}

/* The hours of four days in a random order, some of them again: as if they had come one after the other. */
static void
test_any_order (Fixture *fixture, gconstpointer data)
{
  guint order[96];

  for (guint i = 0; i < 96; i++)
    order[i] = i;
  for (guint i = 95; i > 0; i--)
    {
      guint k = (guint)g_test_rand_int_range (0, (int)i + 1), swapped = order[i];

      order[i] = order[k];
      order[k] = swapped;
    }
  for (guint i = 0; i < 96; i++)
    for (guint twice = 0; twice <= i % 5 / 4; twice++)
      {
        if (order[i] % 3 == 2)
          append (fixture, START_MS + order[i] * KIT_HOUR_MS, LIVE_MS, 720, 0);
        else
          append (fixture, START_MS + order[i] * KIT_HOUR_MS, QUARTER_MS, 4, QUARTER_MS);
      }
  for (guint i = 0; i < 96; i += 3)
    {
      gint64 hour_ms = START_MS + i * KIT_HOUR_MS;

      /* Two hours of freezes: the first one stands for the time since the live sample 5 s before it, at the very begin for two periods. */
      assert_weight (fixture, hour_ms, hour_ms + 2 * KIT_HOUR_MS, 8, 7 * QUARTER_MS + (i == 0 ? 2 * QUARTER_MS : LIVE_MS), QUARTER_MS);
      /* Ten seconds for the first live one: the freeze before it is a quarter away. */
      assert_weight (fixture, hour_ms + 2 * KIT_HOUR_MS, hour_ms + 3 * KIT_HOUR_MS, 720, 721 * LIVE_MS, LIVE_MS);
    }
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) reports = kit_reports_new ();
  g_autoptr (GError) error = NULL;
  DwHistory *reader;

  g_ptr_array_add (reports, kit_report_new (2, START_MS, 1));
  g_assert_false (dw_history_append_every (fixture->history, reports, QUARTER_MS, 0, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_clear_error (&error);
  reader = kit_open (fixture->dir, DW_HISTORY_READ);
  g_assert_false (dw_history_append_every (reader, reports, QUARTER_MS, 0, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  dw_history_close (reader);
}

/* Other columns from now on: what is filled in later has them, too, and its own period. */
static void
test_columns_change (Fixture *fixture, gconstpointer data)
{
  const DwHistoryColumn columns[] = { { "a", 2, 1000 } };

  append (fixture, START_MS, QUARTER_MS, 4, QUARTER_MS);
  g_assert_true (dw_history_set_columns (fixture->history, 1, columns, 1, NULL));
  for (guint hour = 1; hour < 4; hour++)
    {
      g_autoptr (GPtrArray) reports = kit_reports_new ();

      for (guint i = 0; i < 4; i++)
        {
          DwReport *report = kit_report_new (1, START_MS + hour * KIT_HOUR_MS + i * QUARTER_MS, 1);

          kit_report_set (report, 0, i, 2, DW_QUALITY_GOOD);
          g_ptr_array_add (reports, report);
        }
      g_assert_true (dw_history_append_every (fixture->history, reports, QUARTER_MS, 0, NULL));
    }
  check_again_sealed (fixture, START_MS, START_MS + 4 * KIT_HOUR_MS, 16, 17 * QUARTER_MS, QUARTER_MS);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *sentence;
    void (*run) (Fixture *, gconstpointer);
  } rows[] = {
    { "freezes-of-a-day-fill-it", test_whole_day },
    { "gap-in-freezes-is-a-gap", test_gap },
    { "filled-gap-leaves-live-samples-alone", test_filled },
    { "each-sample-of-an-hour-with-both-keeps-its-period", test_both },
    { "samples-tell-their-period", test_samples_tell },
    { "any-order-is-the-same", test_any_order },
    { "what-cannot-be-taken-is-refused", test_refused },
    { "columns-that-change-keep-the-period", test_columns_change },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/history-periods/", rows[i].sentence, NULL);

      g_test_add (path, Fixture, NULL, set_up, rows[i].run, tear_down);
    }
  return g_test_run ();
}
