// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: what was appended is answered exactly, with its quality, of the asked channel and span only · gaps stay gaps (S1-05) · late, shuffled and doubled samples find
// their place · numbers at and beyond the limits · reports that are refused change nothing and say why · closing, sealing and opening again change nothing (S2-19, S2-24).

#include <math.h>

#include "history-kit.h"

#define T KIT_START_MS
#define GOOD DW_QUALITY_GOOD

typedef struct
{
  Kit *kit;
  DwHistoryColumn columns[3]; /* c0 … c2 of one digit and 5 s, as device 7 has them */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->kit = kit_new ();
  kit_fill_columns (fixture->columns, 3, 1, 5000);
  kit_set_columns (fixture->kit, 7, fixture->columns, 3);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  kit_free (fixture->kit);
}

/* All columns good: first, first + 1, … */
static DwReport *
make_report (gint64 device_id, gint64 time_ms, guint n_values, gint64 first)
{
  DwReport *report = kit_report_new (device_id, time_ms, n_values);

  for (guint i = 0; i < n_values; i++)
    kit_report_set (report, i, first + i, 1, GOOD);
  return report;
}

static void
append_run (Kit *kit, gint64 device_id, gint64 begin_ms, guint n)
{
  GPtrArray *reports = kit_reports_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (reports, make_report (device_id, begin_ms + (gint64)i * 5000, 3, 2300 + (i * 7919) % 41));
  kit_append (kit, reports);
}

static DwSamples *
read_samples (Kit *kit, gint64 device_id, const char *name, gint64 from_ms, gint64 to_ms)
{
  g_autoptr (GError) error = NULL;
  DwSamples *samples = dw_history_read_samples (kit->history, device_id, name, from_ms, to_ms, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (samples);
  return samples;
}

/* Nothing of the reports is kept, and the message has the word. */
static void
assert_refused (Kit *kit, GPtrArray *reports, gint64 now_ms, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dw_history_append (kit->history, reports, now_ms, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, word));
  g_ptr_array_unref (reports);
  kit_check_all (kit->history, kit->model);
}

/* --- values --- */

static const struct
{
  const char *sentence;
  guint8 digits;
  gint64 number;
} NUMBERS[] = {
  { "nothing", 0, 0 },
  { "a whole number", 0, 642 },
  { "below zero", 1, -5 },
  { "a voltage", 1, 2301 },
  { "one digit that no float has", 1, 1 },
  { "a frequency", 2, 4998 },
  { "a power factor", 3, -997 },
  { "an energy of years", 2, G_GINT64_CONSTANT (99999999999) },
  { "six digits", 6, 123456789 },
  { "six digits below zero", 6, -1 },
  { "the largest number", 0, DW_HISTORY_MAX_NUMBER },
  { "the smallest number", 0, -DW_HISTORY_MAX_NUMBER },
};

static void
test_values (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (NUMBERS); i++)
    {
      DwHistoryColumn column;
      DwReport *report = kit_report_new (100 + i, T, 1);

      g_test_message ("%s", NUMBERS[i].sentence);
      kit_fill_columns (&column, 1, NUMBERS[i].digits, 5000);
      kit_set_columns (fixture->kit, 100 + i, &column, 1);
      kit_report_set (report, 0, NUMBERS[i].number, NUMBERS[i].digits, GOOD);
      kit_append_one (fixture->kit, report);
      kit_check_samples (fixture->kit->history, fixture->kit->model, 100 + i, "c0", T, T + 1);
    }
  kit_seal (fixture->kit, 0);
  kit_check_all (fixture->kit->history, fixture->kit->model);
}

/* Between two numbers the nearer one is kept. */
static void
test_rounding (Fixture *fixture, gconstpointer data)
{
  static const double values[][2] = { { 230.14, 230.1 }, { 230.16, 230.2 }, { -0.04, 0 }, { -5.06, -5.1 } };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      DwReport *report = make_report (7, T + 5000 * (gint64)i, 3, 0);

      report->values[0].value = values[i][0];
      kit_append_one (fixture->kit, report);
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (DwSamples) samples = read_samples (fixture->kit, 7, "c0", T, T + 100000);

      g_assert_cmpuint (samples->n, ==, G_N_ELEMENTS (values));
      g_assert_cmpfloat_with_epsilon (samples->values[i], values[i][1], 1e-12);
    }
}

static void
test_beyond_limits (Fixture *fixture, gconstpointer data)
{
  static const double values[] = { 1e300, -1e300, INFINITY, -INFINITY, (double)DW_HISTORY_MAX_NUMBER };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      DwReport *report = make_report (7, T + 5000 * (gint64)i, 3, 10);

      report->values[1].value = values[i];
      kit_append_one (fixture->kit, report);
    }
  kit_check_all (fixture->kit->history, fixture->kit->model);
  for (guint sealed = 0; sealed <= 1; sealed++)
    {
      g_autoptr (DwSamples) samples = read_samples (fixture->kit, 7, "c1", T, T + 100000);

      g_assert_cmpuint (samples->n, ==, G_N_ELEMENTS (values));
      for (guint i = 0; i < samples->n; i++)
        {
          g_assert_cmpuint (samples->qualities[i], ==, DW_QUALITY_SENSOR_FAULT);
          g_assert_true (isnan (samples->values[i]));
        }
      kit_seal (fixture->kit, 0);
    }
}

static void
test_qualities (Fixture *fixture, gconstpointer data)
{
  for (guint quality = DW_QUALITY_NONE; quality <= DW_QUALITY_ESTIMATED; quality++)
    {
      DwReport *report = make_report (7, T + 5000 * quality, 3, 100 + quality);

      kit_report_set (report, 1, 200 + quality, 1, (DwQuality)quality);
      kit_append_one (fixture->kit, report);
    }
  for (guint sealed = 0; sealed <= 1; sealed++)
    {
      g_autoptr (DwSamples) samples = read_samples (fixture->kit, 7, "c1", T, T + 100000);

      g_assert_cmpuint (samples->n, ==, DW_QUALITY_ESTIMATED);
      for (guint i = 0; i < samples->n; i++)
        {
          g_assert_cmpuint (samples->qualities[i], ==, i + 1);
          g_assert_cmpint (samples->times_ms[i], ==, T + 5000 * (gint64)(i + 1));
          g_assert_cmpint (isnan (samples->values[i]), ==, i + 1 == DW_QUALITY_SENSOR_FAULT);
        }
      kit_check_all (fixture->kit->history, fixture->kit->model);
      kit_seal (fixture->kit, 0);
    }
}

/* --- spans and gaps --- */

static void
test_span (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    gint64 from, to;
    guint n;
  } rows[] = {
    { "everything", 0, G_MAXINT64, 1500 },
    { "the first only: the end does not belong to it", T, T + 5000, 1 },
    { "the begin belongs to it", T + 5000, T + 10001, 2 },
    { "nothing between two samples", T + 1, T + 5000, 0 },
    { "an empty span", T, T, 0 },
    { "over the border of the hour", T + KIT_HOUR_MS - 5000, T + KIT_HOUR_MS + 1, 2 },
    { "before everything", 0, T, 0 },
    { "after everything", T + 1500 * 5000, G_MAXINT64, 0 },
  };

  append_run (fixture->kit, 7, T, 1500);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwSamples) samples = read_samples (fixture->kit, 7, "c0", rows[i].from, rows[i].to);

      g_test_message ("%s", rows[i].sentence);
      g_assert_cmpuint (samples->n, ==, rows[i].n);
      g_assert_cmpint (samples->period_ms, ==, samples->n > 0 ? 5000 : samples->period_ms);
    }
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwSamples) no_device = NULL;
  g_autoptr (DwSamples) no_channel = NULL;

  append_run (fixture->kit, 7, T, 10);
  no_device = read_samples (fixture->kit, 8, "c0", 0, G_MAXINT64);
  no_channel = read_samples (fixture->kit, 7, "c9", 0, G_MAXINT64);
  g_assert_cmpuint (no_device->n, ==, 0);
  g_assert_cmpuint (no_channel->n, ==, 0);
}

/* A poll that did not ask a channel leaves no sample of it. */
static void
test_gaps (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 300; i++)
    {
      DwReport *report = make_report (7, T + 5000 * (gint64)i, 3, i);

      if (i % 12 != 0)
        kit_report_set (report, 2, 0, 1, DW_QUALITY_NONE);
      if (i >= 100 && i < 200)
        kit_report_set (report, 1, 0, 1, DW_QUALITY_NONE);
      kit_append_one (fixture->kit, report);
    }
  for (guint sealed = 0; sealed <= 1; sealed++)
    {
      g_autoptr (DwSamples) rare = read_samples (fixture->kit, 7, "c2", 0, G_MAXINT64);
      g_autoptr (DwSamples) broken = read_samples (fixture->kit, 7, "c1", 0, G_MAXINT64);

      g_assert_cmpuint (rare->n, ==, 25);
      g_assert_cmpuint (broken->n, ==, 200);
      g_assert_cmpint (broken->times_ms[100] - broken->times_ms[99], ==, 101 * 5000);
      kit_check_all (fixture->kit->history, fixture->kit->model);
      kit_seal (fixture->kit, 0);
    }
}

/* --- order --- */

static void
test_late (Fixture *fixture, gconstpointer data)
{
  append_run (fixture->kit, 7, T + 6 * KIT_HOUR_MS, 100);
  append_run (fixture->kit, 7, T, 720);
  append_run (fixture->kit, 7, T + 6 * KIT_HOUR_MS + 1000, 100);
  append_run (fixture->kit, 7, T + 3 * KIT_HOUR_MS, 10);
  append_run (fixture->kit, 7, T + 2500, 720);
  kit_check_all (fixture->kit->history, fixture->kit->model);
  kit_check_verified (fixture->kit->history);
}

static void
test_shuffled (Fixture *fixture, gconstpointer data)
{
  GPtrArray *reports = kit_reports_new ();

  for (guint i = 0; i < 3000; i++)
    g_ptr_array_add (reports, make_report (7, T + 5000 * (gint64)i, 3, i));
  for (guint i = reports->len - 1; i > 0; i--)
    {
      guint other = (guint)g_test_rand_int_range (0, (gint32)i + 1);
      gpointer report = reports->pdata[i];

      reports->pdata[i] = reports->pdata[other];
      reports->pdata[other] = report;
    }
  kit_append (fixture->kit, reports);
  kit_check_all (fixture->kit->history, fixture->kit->model);
}

/* What comes twice: each row is a first and a second report of the same time. */
static const struct
{
  const char *sentence;
  DwQuality first, second;
  gint64 expected; /* the first has 1, the second 2; 0 = no sample at all, -1 = a sample without value */
} TWICE[] = {
  { "the first of two alike stays", GOOD, GOOD, 1 },
  { "what was missing is filled", DW_QUALITY_NONE, GOOD, 2 },
  { "nothing does not cover something", GOOD, DW_QUALITY_NONE, 1 },
  { "good replaces doubtful", DW_QUALITY_DOUBTFUL, GOOD, 2 },
  { "doubtful does not replace good", GOOD, DW_QUALITY_DOUBTFUL, 1 },
  { "a value replaces a sensor fault", DW_QUALITY_SENSOR_FAULT, DW_QUALITY_DOUBTFUL, 2 },
  { "a sensor fault does not replace a value", DW_QUALITY_OLD, DW_QUALITY_SENSOR_FAULT, 1 },
  { "a sensor fault fills what was missing", DW_QUALITY_NONE, DW_QUALITY_SENSOR_FAULT, -1 },
  { "the first of two doubtful stays", DW_QUALITY_DOUBTFUL, DW_QUALITY_DOUBTFUL, 1 },
  { "twice nothing is nothing", DW_QUALITY_NONE, DW_QUALITY_NONE, 0 },
};

typedef enum {
  ONE_CALL,
  TWO_CALLS,
  SEALED_BETWEEN,
  CLOSED_BETWEEN,
} TwiceWay;

static void
append_twice (Fixture *fixture, TwiceWay way)
{
  GPtrArray *reports[2] = { kit_reports_new (), kit_reports_new () };

  for (guint i = 0; i < G_N_ELEMENTS (TWICE); i++)
    for (guint j = 0; j < 2; j++)
      {
        DwReport *report = make_report (7, T + 5000 * (gint64)i, 3, 50);

        kit_report_set (report, 1, j + 1, 1, j == 0 ? TWICE[i].first : TWICE[i].second);
        g_ptr_array_add (reports[way == ONE_CALL ? 0 : j], report);
      }
  kit_append (fixture->kit, reports[0]);
  if (way == SEALED_BETWEEN)
    kit_seal (fixture->kit, 0);
  if (way == CLOSED_BETWEEN)
    kit_reopen (fixture->kit);
  kit_append (fixture->kit, reports[1]);
}

static void
assert_twice (Kit *kit)
{
  for (guint i = 0; i < G_N_ELEMENTS (TWICE); i++)
    {
      g_autoptr (DwSamples) samples = read_samples (kit, 7, "c1", T + 5000 * (gint64)i, T + 5000 * (gint64)i + 1);

      g_test_message ("%s", TWICE[i].sentence);
      g_assert_cmpuint (samples->n, ==, TWICE[i].expected != 0);
      if (TWICE[i].expected < 0)
        g_assert_true (isnan (samples->values[0]));
      if (TWICE[i].expected > 0)
        g_assert_cmpfloat_with_epsilon (samples->values[0], (double)TWICE[i].expected * 0.1, 1e-12);
    }
}

static void
test_twice (Fixture *fixture, gconstpointer data)
{
  append_twice (fixture, (TwiceWay)GPOINTER_TO_INT (data));
  assert_twice (fixture->kit);
  kit_check_all (fixture->kit->history, fixture->kit->model);
  kit_seal (fixture->kit, 0);
  assert_twice (fixture->kit);
  kit_check_verified (fixture->kit->history);
}

/* --- refusals --- */

static void
test_no_columns (Fixture *fixture, gconstpointer data)
{
  GPtrArray *reports = kit_reports_new ();

  append_run (fixture->kit, 7, T, 5);
  g_ptr_array_add (reports, make_report (7, T + 100000, 3, 1));
  g_ptr_array_add (reports, make_report (4711, T + 100000, 3, 1));
  g_ptr_array_add (reports, make_report (7, T + 105000, 3, 1));
  assert_refused (fixture->kit, reports, 0, "4711");
  kit_reopen (fixture->kit);
  kit_check_all (fixture->kit->history, fixture->kit->model);
}

static void
test_too_many_values (Fixture *fixture, gconstpointer data)
{
  GPtrArray *reports = kit_reports_new ();

  append_run (fixture->kit, 7, T, 5);
  g_ptr_array_add (reports, make_report (7, T + 100000, 4, 1));
  assert_refused (fixture->kit, reports, 0, "7");
}

static void
test_far_future (Fixture *fixture, gconstpointer data)
{
  GPtrArray *reports = kit_reports_new ();
  GPtrArray *last = kit_reports_new ();
  g_autoptr (GError) error = NULL;

  append_run (fixture->kit, 7, T, 5);
  g_ptr_array_add (reports, make_report (7, T + 50000, 3, 1));
  g_ptr_array_add (reports, make_report (7, T + KIT_DAY_MS + 60000, 3, 1));
  assert_refused (fixture->kit, reports, T, "");
  g_ptr_array_add (last, make_report (7, T + KIT_DAY_MS - 1000, 3, 1));
  g_assert_true (dw_history_append (fixture->kit->history, last, T, &error));
  g_assert_no_error (error);
  kit_model_put (fixture->kit->model, last->pdata[0]);
  g_ptr_array_unref (last);
  /* An import knows no now. */
  append_run (fixture->kit, 7, T + 1000 * KIT_DAY_MS, 5);
  kit_check_all (fixture->kit->history, fixture->kit->model);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reports = kit_reports_new ();

  g_assert_true (dw_history_append (fixture->kit->history, reports, T, &error));
  g_assert_no_error (error);
  kit_seal (fixture->kit, 0);
  kit_check_verified (fixture->kit->history);
}

static void
test_reading_only (Fixture *fixture, gconstpointer data)
{
  DwHistory *reader;
  g_autoptr (GError) locked = NULL;

  append_run (fixture->kit, 7, T, 1000);
  reader = kit_open (fixture->kit->dir, DW_HISTORY_READ);
  kit_check_all (reader, fixture->kit->model);
  append_run (fixture->kit, 7, T + 1000 * 5000, 500);
  kit_check_all (reader, fixture->kit->model);
  dw_history_close (reader);
  kit_check_all (fixture->kit->history, fixture->kit->model);
  /* One writer at a time. */
  g_assert_null (dw_history_open (fixture->kit->dir, DW_HISTORY_WRITE, NULL, &locked));
  g_assert_nonnull (locked);
  append_run (fixture->kit, 7, T + KIT_DAY_MS, 10);
  kit_check_all (fixture->kit->history, fixture->kit->model);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  append_run (fixture->kit, 7, T, 1000);
  g_cancellable_cancel (cancellable);
  g_assert_null (dw_history_read_samples (fixture->kit->history, 7, "c0", 0, G_MAXINT64, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- sealing and opening again --- */

static void
test_reopened (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 6; i++)
    {
      append_run (fixture->kit, 7, T + (gint64)i * 500 * 5000, 500);
      kit_reopen (fixture->kit);
      kit_check_all (fixture->kit->history, fixture->kit->model);
    }
  kit_seal (fixture->kit, T + KIT_HOUR_MS);
  kit_check_all (fixture->kit->history, fixture->kit->model);
  kit_seal (fixture->kit, 0);
  kit_check_all (fixture->kit->history, fixture->kit->model);
  append_run (fixture->kit, 7, T + 6 * 500 * 5000 + 1000, 50);
  kit_reopen (fixture->kit);
  kit_check_all (fixture->kit->history, fixture->kit->model);
  kit_check_verified (fixture->kit->history);
}

#define ADD(path, func) g_test_add ("/history/" path, Fixture, NULL, set_up, func, tear_down)
#define ADD_TWICE(path, way) g_test_add ("/history/twice/" path, Fixture, GINT_TO_POINTER (way), set_up, test_twice, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("numbers-come-back-exactly", test_values);
  ADD ("the-nearer-number-is-kept", test_rounding);
  ADD ("beyond-the-limits-is-a-sensor-fault", test_beyond_limits);
  ADD ("each-sample-has-its-quality", test_qualities);
  ADD ("spans-are-half-open", test_span);
  ADD ("what-is-unknown-has-no-samples", test_unknown);
  ADD ("gaps-stay-gaps", test_gaps);
  ADD ("late-samples-find-their-place", test_late);
  ADD ("shuffled-samples-find-their-place", test_shuffled);
  ADD_TWICE ("in-one-call", ONE_CALL);
  ADD_TWICE ("in-two-calls", TWO_CALLS);
  ADD_TWICE ("with-a-seal-between", SEALED_BETWEEN);
  ADD_TWICE ("with-a-restart-between", CLOSED_BETWEEN);
  ADD ("a-report-without-columns-refuses-the-call", test_no_columns);
  ADD ("a-report-with-too-many-values-is-refused", test_too_many_values);
  ADD ("the-far-future-is-refused", test_far_future);
  ADD ("nothing-is-nothing", test_nothing);
  ADD ("a-reader-follows-and-a-second-writer-is-refused", test_reading_only);
  ADD ("a-cancelled-question-has-no-answer", test_cancelled);
  ADD ("sealing-and-opening-again-change-nothing", test_reopened);
  return g_test_run ();
}
