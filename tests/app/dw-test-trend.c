// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-test-trend.h"

#include "dw-history.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

/* --- what is in the folder --- */

static DwReport *
report_new (gint64 device_id, gint64 time_ms, const double *values, guint n)
{
  DwReport *report = dw_report_new (device_id, n);

  report->time_ms = time_ms;
  for (guint i = 0; i < n; i++)
    report->values[i] = (struct DwReportValue){ values[i], DW_QUALITY_GOOD, 0 };
  return report;
}

/* 6 kWh an hour. Two hours ago another meter was put in, whose counter stood at 3. */
static double
find_counter (gint64 time_ms)
{
  double hours = (double)(time_ms - DW_TEST_TREND_METER_MS) / (double)HOUR_MS;

  return hours < 0 ? 9000 + 6 * hours : 3 + 6 * hours;
}

static void
write_minutes (DwHistory *history, gint64 from_ms, gint64 to_ms)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);
  g_autoptr (GError) error = NULL;

  for (gint64 time_ms = from_ms; time_ms < to_ms; time_ms += MINUTE_MS)
    {
      g_ptr_array_add (reports, report_new (2001, time_ms, (const double[]){ 100 }, 1));
      g_ptr_array_add (reports, report_new (2002, time_ms, (const double[]){ 200, 40, find_counter (time_ms) }, 3));
    }
  dw_history_append (history, reports, 0, &error);
  g_assert_no_error (error);
}

/* Ten minutes more than the clock shows: the present goes on without a device. */
static void
write_history (const char *dir)
{
  const DwHistoryColumn columns[] = { { "residual_current", 1, MINUTE_MS }, { "temperature_1", 1, MINUTE_MS }, { "energy_active_import", 2, MINUTE_MS } };
  g_autoptr (GError) error = NULL;
  DwHistory *history = dw_history_open (dir, DW_HISTORY_WRITE, NULL, &error);

  g_assert_no_error (error);
  dw_history_set_columns (history, 2001, columns, 1, &error);
  g_assert_no_error (error);
  dw_history_set_columns (history, 2002, columns, 3, &error);
  g_assert_no_error (error);
  write_minutes (history, DW_TEST_TREND_NOW_MS - 7 * DAY_MS - 4 * HOUR_MS, DW_TEST_TREND_NOW_MS - 7 * DAY_MS + 4 * HOUR_MS);
  write_minutes (history, DW_TEST_TREND_NOW_MS - 4 * HOUR_MS, DW_TEST_TREND_NOW_MS + 10 * MINUTE_MS);
  dw_history_close (history);
}

/* --- the page --- */

static void
add_detector (DwTestFrame *frame, gint64 id, const char *name)
{
  DwChannel channels[] = { { .name = "residual_current", .period_ms = MINUTE_MS }, { .name = "temperature_1", .period_ms = MINUTE_MS }, { .name = "energy_active_import", .period_ms = MINUTE_MS } };
  g_autoptr (DwDevice) device = dw_device_new (id, name);

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      g_assert_true (dw_point_from_name (channels[i].name, &channels[i].point));
      dw_limit_init (&channels[i].limit);
    }
  dw_device_set_place_id (device, 1002);
  dw_device_set_class (device, "detector");
  dw_device_set_channels (device, channels, G_N_ELEMENTS (channels));
  dw_place_tree_add_device (dw_station_get_tree (frame->station), device);
}

gboolean
dw_test_trend_is_settled (gpointer data)
{
  DwTestTrend *kit = data;

  return kit->page->ask_id == 0 && kit->page->asked && !dw_trend_loader_is_busy (kit->page->loader);
}

void
dw_test_trend_settle (DwTestTrend *kit)
{
  dw_test_frame_wait (dw_test_trend_is_settled, kit, "the answers");
}

void
dw_test_trend_act (DwTestTrend *kit, const char *action, const char *parameter)
{
  if (parameter != NULL)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (kit->page), action, "s", parameter));
  else
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (kit->page), action, NULL));
}

/* The circuit without data comes first: the plot knows one curve less than the page. */
void
dw_test_trend_set_up (DwTestTrend *kit, gconstpointer data)
{
  kit->frame = dw_test_frame_open_at (DW_TEST_TREND_NOW_MS, write_history);
  add_detector (kit->frame, 2002, "Detector 3AL1");
  add_detector (kit->frame, 2003, "Detector 4AL1");
  kit->page = DW_TREND_PAGE (dw_window_find_page (kit->frame->window, "trend"));
  for (gint64 id = 2003; id >= 2001; id--)
    dw_trend_choice_add (kit->page->choice, id, NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (kit->frame->window), "win.show-page", "s", "trend"));
  dw_test_trend_settle (kit);
}

void
dw_test_trend_tear_down (DwTestTrend *kit, gconstpointer data)
{
  dw_test_frame_close (kit->frame);
}

gboolean
dw_test_trend_init (int *argc, char ***argv)
{
  g_setenv ("TZ", "Asia/Shanghai", TRUE);
  return dw_test_frame_init (argc, argv);
}
