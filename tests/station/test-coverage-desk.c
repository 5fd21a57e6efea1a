// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan (domain facts 13): coverage of devices that told everything, half, nothing, only faults, or are new; numbers worked out by hand from the weights of dw-series.h (a sample stands for the
// time since the one before, at most two periods) · only devices that the person may see, only those of the place · the mean · spans that are none, and cancelling, are refused.

#include <math.h>

#include "dw-coverage-desk.h"
#include "trend-kit.h"

#define PERIOD_MS 60000
#define FROM_MS (KIT_NOVEMBER_MS + KIT_DAY_MS)
#define TO_MS (FROM_MS + KIT_DAY_MS)

enum {
  WHOLE = 100,
  HALF,
  NEVER,
  FAULTY,
  YOUNG,
  HOLES,
  ELSEWHERE,
};

static void
put_minutes (TrendKit *kit, gint64 device_id, gint64 from_ms, gint64 to_ms, gint64 step_ms)
{
  for (gint64 at_ms = from_ms; at_ms < to_ms; at_ms += step_ms)
    trend_kit_put_one (kit, device_id, at_ms, 42);
}

static void
put_faults (TrendKit *kit, gint64 device_id)
{
  static const double value = NAN;

  for (gint64 at_ms = FROM_MS; at_ms < TO_MS; at_ms += PERIOD_MS)
    trend_kit_put_bad (kit, device_id, at_ms, &value, 1, DW_QUALITY_SENSOR_FAULT);
}

static void
fill (TrendKit *kit)
{
  for (gint64 id = WHOLE; id <= ELSEWHERE; id++)
    if (id != NEVER)
      trend_kit_columns (kit, id, "residual_current", 0, PERIOD_MS);
  put_minutes (kit, WHOLE, FROM_MS - KIT_HOUR_MS, TO_MS, PERIOD_MS);
  put_minutes (kit, HALF, FROM_MS - KIT_HOUR_MS, FROM_MS + 12 * KIT_HOUR_MS, PERIOD_MS);
  put_faults (kit, FAULTY);
  put_minutes (kit, YOUNG, TO_MS - KIT_HOUR_MS, TO_MS, PERIOD_MS);
  /* Each sample comes after three periods and stands for two. */
  put_minutes (kit, HOLES, FROM_MS - 3 * PERIOD_MS, TO_MS, 3 * PERIOD_MS);
  put_minutes (kit, ELSEWHERE, FROM_MS - KIT_HOUR_MS, TO_MS, PERIOD_MS);
  trend_kit_open (kit, TO_MS);
  for (gint64 id = WHOLE; id <= ELSEWHERE; id++)
    trend_kit_add_device (kit, id, id == ELSEWHERE ? KIT_OTHER_BOX : KIT_BOX, "acrel-arcm300t", PERIOD_MS, NAN);
}

static GArray *
ask (TrendKit *kit, gint64 place_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *coverages;

  dw_coverage_desk_query_async (kit->station, dw_place_tree_find (kit->station->tree, place_id), FROM_MS, TO_MS, NULL, trend_kit_ready_cb, &result);
  coverages = dw_coverage_desk_query_finish (kit->station, trend_kit_wait (&result), &error);
  g_assert_no_error (error);
  return coverages;
}

/* -1 = not in the answer. */
static double
find (const GArray *coverages, gint64 device_id)
{
  for (guint i = 0; i < coverages->len; i++)
    if (g_array_index (coverages, DwCoverage, i).device_id == device_id)
      return g_array_index (coverages, DwCoverage, i).coverage;
  return -1;
}

static void
test_coverage (TrendKit *kit, gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    gint64 device_id;
    double coverage;
  } rows[] = {
    { "a sample each minute is everything", WHOLE, 1 },
    { "silent since noon is half", HALF, 0.5 },
    { "never a sample is nothing", NEVER, 0 },
    { "a broken probe is no data", FAULTY, 0 },
    { "a device that is an hour old has all of its hour", YOUNG, 1 },
    { "every third minute stands for two of three", HOLES, 2.0 / 3 },
    { "another school", ELSEWHERE, 1 },
  };
  g_autoptr (GArray) coverages = NULL;
  double sum = 0;

  fill (kit);
  coverages = ask (kit, 0);
  g_assert_cmpuint (coverages->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].sentence);
      g_assert_cmpfloat_with_epsilon (find (coverages, rows[i].device_id), rows[i].coverage, 1e-9);
      sum += rows[i].coverage;
    }
  g_assert_cmpfloat_with_epsilon (dw_coverage_mean (coverages), sum / G_N_ELEMENTS (rows), 1e-9);
}

static void
test_scope (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GArray) of_place = NULL, of_person = NULL, of_both = NULL;

  fill (kit);
  of_place = ask (kit, KIT_OTHER_SCHOOL);
  g_assert_cmpuint (of_place->len, ==, 1);
  g_assert_cmpfloat (find (of_place, ELSEWHERE), ==, 1);
  trend_kit_sign_in (kit, DW_ROLE_SCHOOL_ADMIN, KIT_SCHOOL);
  of_person = ask (kit, 0);
  g_assert_cmpuint (of_person->len, ==, 6);
  g_assert_cmpfloat (find (of_person, ELSEWHERE), ==, -1);
  of_both = ask (kit, KIT_OTHER_SCHOOL);
  g_assert_cmpuint (of_both->len, ==, 0);
  g_assert_true (isnan (dw_coverage_mean (of_both)));
}

static void
test_refusals (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GAsyncResult) empty = NULL, cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fill (kit);
  dw_coverage_desk_query_async (kit->station, NULL, TO_MS, TO_MS, NULL, trend_kit_ready_cb, &empty);
  g_assert_null (dw_coverage_desk_query_finish (kit->station, trend_kit_wait (&empty), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  dw_coverage_desk_query_async (kit->station, NULL, FROM_MS, TO_MS, cancellable, trend_kit_ready_cb, &cancelled);
  g_assert_null (dw_coverage_desk_query_finish (kit->station, trend_kit_wait (&cancelled), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, func) g_test_add ("/coverage-desk/" name, TrendKit, NULL, trend_kit_set_up, func, trend_kit_tear_down)

int
main (int argc, char *argv[])
{
  trend_kit_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("coverage", test_coverage);
  ADD ("scope", test_scope);
  ADD ("refusals", test_refusals);
  return g_test_run ();
}
