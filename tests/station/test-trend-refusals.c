// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "trend-kit.h"

/* What the trend desk must refuse or cut short (S2-14: nobody sees other schools): every question, asked by whom it may not be, badly, cancelled, and of a station that goes. */

#define METER 2
#define OTHER 3
#define BEGIN_MS KIT_NOVEMBER_MS

typedef void (*Ask) (TrendKit *kit, gint64 device_id, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncResult **result);

static void
ask_query (TrendKit *kit, gint64 device_id, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncResult **result)
{
  DwTrendChannel channel = trend_kit_channel (device_id, "residual_current");
  DwTrendQuery query = { &channel, 1, from_ms, to_ms, 1000, TRUE };

  dw_trend_desk_query_async (kit->station, &query, cancellable, trend_kit_ready_cb, result);
}

static void
ask_edges (TrendKit *kit, gint64 device_id, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncResult **result)
{
  DwTrendChannel channel = trend_kit_channel (device_id, "residual_current");

  dw_trend_desk_query_edges_async (kit->station, &channel, (gint64[]){ from_ms, to_ms }, 1, cancellable, trend_kit_ready_cb, result);
}

static void
ask_energy (TrendKit *kit, gint64 device_id, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncResult **result)
{
  dw_trend_desk_query_energy_async (kit->station, device_id, (gint64[]){ from_ms, to_ms }, 1, NULL, cancellable, trend_kit_ready_cb, result);
}

static void
ask_marks (TrendKit *kit, gint64 device_id, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncResult **result)
{
  dw_trend_desk_query_marks_async (kit->station, &device_id, 1, from_ms, to_ms, cancellable, trend_kit_ready_cb, result);
}

static void
ask_correlation (TrendKit *kit, gint64 device_id, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncResult **result)
{
  DwTrendChannel inside = trend_kit_channel (KIT_DETECTOR, "residual_current"), channel = trend_kit_channel (device_id, "residual_current");

  dw_trend_desk_query_correlation_async (kit->station, &inside, &channel, from_ms, to_ms, cancellable, trend_kit_ready_cb, result);
}

static const Ask asks[] = { ask_query, ask_edges, ask_energy, ask_marks, ask_correlation };

/* Which finish it is does not matter for an error: the task holds it. */
static void
assert_fails (GAsyncResult *result, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (g_task_propagate_pointer (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, code);
}

static void
test_refusals (TrendKit *kit, gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    gint64 scope, device_id;
    gint64 from_ms, to_ms;
    int code;
  } cases[] = {
    { "a device of another school", KIT_SCHOOL, OTHER, BEGIN_MS, BEGIN_MS + 1000, G_IO_ERROR_PERMISSION_DENIED },
    { "a device that nobody knows, to somebody of one school", KIT_SCHOOL, 99, BEGIN_MS, BEGIN_MS + 1000, G_IO_ERROR_PERMISSION_DENIED },
    { "a device that nobody knows", 0, 99, BEGIN_MS, BEGIN_MS + 1000, G_IO_ERROR_NOT_FOUND },
    { "a span that ends before it begins", KIT_SCHOOL, KIT_DETECTOR, BEGIN_MS + 1000, BEGIN_MS, G_IO_ERROR_INVALID_ARGUMENT },
    { "a span of no length", KIT_SCHOOL, KIT_DETECTOR, BEGIN_MS, BEGIN_MS, G_IO_ERROR_INVALID_ARGUMENT },
  };

  trend_kit_open_with_detector (kit, BEGIN_MS);
  trend_kit_add_device (kit, OTHER, KIT_OTHER_BOX, "acrel-arcm300t", KIT_PERIOD_MS, NAN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint ask = 0; ask < G_N_ELEMENTS (asks); ask++)
      {
        g_autoptr (GAsyncResult) result = NULL;

        g_test_message ("%s, question %u", cases[i].sentence, ask);
        trend_kit_sign_in (kit, DW_ROLE_SCHOOL_ADMIN, cases[i].scope);
        asks[ask](kit, cases[i].device_id, cases[i].from_ms, cases[i].to_ms, NULL, &result);
        g_assert_null (result);
        assert_fails (trend_kit_wait (&result), cases[i].code);
      }
}

/* The same device is shown to whom it belongs. */
static void
test_own_school_is_shown (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) traces = NULL;

  trend_kit_open_with_detector (kit, BEGIN_MS);
  trend_kit_add_device (kit, OTHER, KIT_OTHER_BOX, "acrel-arcm300t", KIT_PERIOD_MS, NAN);
  trend_kit_sign_in (kit, DW_ROLE_DUTY_GUARD, KIT_OTHER_SCHOOL);
  ask_query (kit, OTHER, BEGIN_MS - 1000, BEGIN_MS, NULL, &result);
  traces = dw_trend_desk_query_finish (kit->station, trend_kit_wait (&result), NULL);
  g_assert_nonnull (traces);
}

static void
test_too_many_points (TrendKit *kit, gconstpointer data)
{
  static const guint points[] = { 0, 1, 200001 };
  DwTrendChannel channel = trend_kit_channel (KIT_DETECTOR, "residual_current");

  trend_kit_open_with_detector (kit, BEGIN_MS);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      DwTrendQuery query = { &channel, 1, BEGIN_MS, BEGIN_MS + 1000, points[i], FALSE };
      g_autoptr (GAsyncResult) result = NULL;

      dw_trend_desk_query_async (kit->station, &query, NULL, trend_kit_ready_cb, &result);
      assert_fails (trend_kit_wait (&result), G_IO_ERROR_INVALID_ARGUMENT);
    }
}

/* Before it is asked, while it waits or runs: the answer is always that it was cancelled, exactly once. */
static void
test_cancelled (TrendKit *kit, gconstpointer data)
{
  trend_kit_columns (kit, KIT_DETECTOR, "residual_current", 0, KIT_PERIOD_MS);
  trend_kit_fill_residual (kit, BEGIN_MS, BEGIN_MS + KIT_DAY_MS);
  trend_kit_open_with_detector (kit, BEGIN_MS + KIT_DAY_MS);
  for (guint ask = 0; ask < G_N_ELEMENTS (asks); ask++)
    for (guint late = 0; late < 3; late++)
      {
        g_autoptr (GCancellable) cancellable = g_cancellable_new ();
        g_autoptr (GAsyncResult) result = NULL;

        if (late == 0)
          g_cancellable_cancel (cancellable);
        asks[ask](kit, KIT_DETECTOR, BEGIN_MS, BEGIN_MS + 300 * KIT_DAY_MS, cancellable, &result);
        if (late == 2)
          g_thread_yield ();
        g_cancellable_cancel (cancellable);
        assert_fails (trend_kit_wait (&result), G_IO_ERROR_CANCELLED);
      }
}

static void
wait_for_end (gpointer data)
{
  GPollFD fd;

  g_assert_true (g_cancellable_make_pollfd (data, &fd));
  g_poll (&fd, 1, -1);
  g_cancellable_release_fd (data);
}

/* From now on the worker of the desk is busy until the station goes. */
static void
keep_worker_busy (TrendKit *kit)
{
  g_autoptr (GPtrArray) owner = NULL;

  trend_kit_query (kit, KIT_DETECTOR, "residual_current", BEGIN_MS, BEGIN_MS + 1000, 10, FALSE, &owner);
  dw_worker_push (kit->station->trend_worker, wait_for_end, g_object_ref (kit->station->trend_stop), g_object_unref);
}

/* The window is closed while somebody waits for an answer: the station goes at once, the question says so. */
static void
test_station_goes (TrendKit *kit, gconstpointer data)
{
  for (guint ask = 0; ask < G_N_ELEMENTS (asks); ask++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      TrendKit own = { 0 };

      trend_kit_set_up (&own, NULL);
      trend_kit_columns (&own, KIT_DETECTOR, "residual_current", 0, KIT_PERIOD_MS);
      trend_kit_fill_residual (&own, BEGIN_MS, BEGIN_MS + 3 * KIT_HOUR_MS);
      trend_kit_open_with_detector (&own, BEGIN_MS + KIT_DAY_MS);
      keep_worker_busy (&own);
      asks[ask](&own, KIT_DETECTOR, BEGIN_MS, BEGIN_MS + KIT_DAY_MS, NULL, &result);
      g_assert_finalize_object (g_steal_pointer (&own.station));
      assert_fails (trend_kit_wait (&result), G_IO_ERROR_CANCELLED);
      trend_kit_tear_down (&own, NULL);
    }
  trend_kit_open_with_detector (kit, BEGIN_MS);
}

int
main (int argc, char *argv[])
{
  trend_kit_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/trend-refusals/" path, TrendKit, NULL, trend_kit_set_up, func, trend_kit_tear_down)
  ADD ("what-may-not-be-seen-is-refused", test_refusals);
  ADD ("the-own-school-is-shown", test_own_school_is_shown);
  ADD ("a-trace-has-a-sensible-number-of-points", test_too_many_points);
  ADD ("cancelled-says-so", test_cancelled);
  ADD ("a-station-that-goes-ends-what-was-asked", test_station_goes);
  return g_test_run ();
}
