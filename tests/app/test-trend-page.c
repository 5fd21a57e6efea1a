// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-energy-table.h"
#include "dw-test-trend.h"

/* Plan: the trend page on a history that was written before (S2-19, S2-20): panning, zooming and the present; the same time a week earlier, also while the present goes on; a
 * second quantity on the right axis; curves hidden and alone, also beside a circuit without data; a jump to the time of an alarm. */

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

/* An hour is drawn from samples: a circuit without any has no curve in the plot. */
static void
show_hour (DwTestTrend *kit)
{
  dw_test_trend_act (kit, "trend.span", "hour");
  dw_test_trend_settle (kit);
}

static DwPlot *
get_plot (DwTestTrend *kit)
{
  return dw_plot_view_get_plot (kit->page->plot);
}

/* That of the window, whether or not the window has that of the display. */
static void
assert_plot_is_focus (DwTestTrend *kit)
{
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (kit->frame->window)) == GTK_WIDGET (kit->page->plot));
}

static void
assert_span (DwTestTrend *kit, gint64 from_ms, gint64 length_ms, gboolean live)
{
  g_assert_cmpint (dw_span_get_from_ms (kit->page->span), ==, from_ms);
  g_assert_cmpint (dw_span_get_length_ms (kit->page->span), ==, length_ms);
  g_assert_cmpint (dw_span_is_live (kit->page->span), ==, live);
}

static const DwTrendTrace *
find_trace (DwTestTrend *kit, gint64 device_id)
{
  DwTrendChannel channel = { .device_id = device_id, .name = "residual_current" };

  return dw_trend_loader_find_trace (kit->page->loader, &channel);
}

static const DwTrendTrace *
find_previous (DwTestTrend *kit, gint64 device_id)
{
  DwTrendChannel channel = { .device_id = device_id, .name = "residual_current" };

  return dw_trend_loader_find_previous (kit->page->loader, &channel);
}

/* --- time --- */

static void
test_pan (DwTestTrend *kit, gconstpointer data)
{
  show_hour (kit);
  assert_span (kit, DW_TEST_TREND_NOW_MS - HOUR_MS, HOUR_MS, TRUE);
  g_signal_emit_by_name (kit->page->plot, "panned", -HOUR_MS);
  assert_span (kit, DW_TEST_TREND_NOW_MS - 2 * HOUR_MS, HOUR_MS, FALSE);
  g_assert_cmpuint (kit->page->ask_id, !=, 0); /* the question waits for the hand */
  dw_test_trend_settle (kit);
  g_assert_cmpint (find_trace (kit, 2001)->samples->times_ms[0], ==, DW_TEST_TREND_NOW_MS - 2 * HOUR_MS);
  g_assert_cmpfloat (dw_trend_last_value (find_trace (kit, 2002)), ==, 200);
}

/* The present stands in the middle at the most: there is nothing beyond. */
static void
test_pan_ends_at_the_present (DwTestTrend *kit, gconstpointer data)
{
  dw_test_trend_act (kit, "trend.span", "hour");
  g_signal_emit_by_name (kit->page->plot, "panned", 50 * DAY_MS);
  assert_span (kit, DW_TEST_TREND_NOW_MS - HOUR_MS / 2, HOUR_MS, FALSE);
  g_signal_emit_by_name (kit->page->plot, "panned", MINUTE_MS);
  assert_span (kit, DW_TEST_TREND_NOW_MS - HOUR_MS / 2, HOUR_MS, FALSE);
  dw_test_trend_act (kit, "trend.now", NULL);
  assert_span (kit, DW_TEST_TREND_NOW_MS - HOUR_MS, HOUR_MS, TRUE);
}

static void
test_zoom_and_reset (DwTestTrend *kit, gconstpointer data)
{
  gint64 midnight_ms = dw_span_get_from_ms (kit->page->span);

  assert_span (kit, midnight_ms, DAY_MS, TRUE);
  g_signal_emit_by_name (kit->page->plot, "zoomed", 0.5, midnight_ms + 6 * HOUR_MS);
  assert_span (kit, midnight_ms + 3 * HOUR_MS, DAY_MS / 2, FALSE);
  dw_test_trend_settle (kit);
  g_assert_cmpstr (g_variant_get_string (g_action_group_get_action_state (G_ACTION_GROUP (kit->page->actions), "span"), NULL), ==, "");
  dw_test_trend_act (kit, "trend.reset", NULL);
  assert_span (kit, midnight_ms, DAY_MS, TRUE);
  dw_test_trend_settle (kit);
}

/* --- the same time a week earlier --- */

static void
test_previous (DwTestTrend *kit, gconstpointer data)
{
  guint n_before;

  show_hour (kit);
  n_before = dw_plot_get_n_series (get_plot (kit));
  g_assert_cmpuint (n_before, ==, 2);
  g_assert_null (find_previous (kit, 2001));
  dw_trend_choice_set_overlay (kit->page->choice, DW_TREND_OVERLAY_PREVIOUS, TRUE);
  dw_test_trend_settle (kit);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before + 2); /* the third has none */
  g_assert_cmpfloat (dw_trend_last_value (find_previous (kit, 2002)), ==, 200);
  dw_test_trend_act (kit, "trend.mode", "split");
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before);
  dw_test_trend_act (kit, "trend.mode", "same");
  dw_trend_choice_set_overlay (kit->page->choice, DW_TREND_OVERLAY_PREVIOUS, FALSE);
  dw_test_trend_settle (kit);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before);
}

/* The window follows the present each few seconds: told here instead of waited for. */
static void
go_on (DwTestTrend *kit, gint64 ms)
{
  guint before;

  dw_clock_step_wall_ms (kit->frame->clock, ms);
  do
    {
      before = kit->page->n_ticks;
      dw_test_trend_settle (kit);
      dw_trend_page_follow (kit->page);
    }
  while (before % 5 != 4);
  dw_test_trend_settle (kit);
}

static void
test_the_present_goes_on (DwTestTrend *kit, gconstpointer data)
{
  dw_test_trend_act (kit, "trend.span", "quarter-hour");
  dw_trend_choice_set_overlay (kit->page->choice, DW_TREND_OVERLAY_PREVIOUS, TRUE);
  dw_test_trend_settle (kit);
  g_assert_cmpint (find_trace (kit, 2001)->samples->times_ms[find_trace (kit, 2001)->samples->n - 1], ==, DW_TEST_TREND_NOW_MS - MINUTE_MS);
  go_on (kit, 5 * MINUTE_MS);
  assert_span (kit, DW_TEST_TREND_NOW_MS - 10 * MINUTE_MS, 15 * MINUTE_MS, TRUE);
  g_assert_cmpint (find_trace (kit, 2001)->samples->times_ms[find_trace (kit, 2001)->samples->n - 1], ==, DW_TEST_TREND_NOW_MS + 4 * MINUTE_MS);
  /* And the week before goes along. */
  g_assert_cmpint (find_previous (kit, 2001)->samples->times_ms[find_previous (kit, 2001)->samples->n - 1], ==, DW_TEST_TREND_NOW_MS - 7 * DAY_MS + 4 * MINUTE_MS);
}

static void
test_a_past_span_stays (DwTestTrend *kit, gconstpointer data)
{
  dw_test_trend_act (kit, "trend.span", "hour");
  dw_test_trend_act (kit, "trend.earlier", NULL);
  go_on (kit, 5 * MINUTE_MS);
  assert_span (kit, DW_TEST_TREND_NOW_MS - 2 * HOUR_MS, HOUR_MS, FALSE);
}

/* --- a second quantity --- */

static void
test_right_axis (DwTestTrend *kit, gconstpointer data)
{
  guint n_before;
  DwPlotValue value;

  show_hour (kit);
  n_before = dw_plot_get_n_series (get_plot (kit));
  dw_trend_choice_set_right_kind (kit->page->choice, DW_TREND_KIND_TEMPERATURE);
  dw_trend_choice_set_overlay (kit->page->choice, DW_TREND_OVERLAY_RIGHT, TRUE);
  dw_test_trend_settle (kit);
  /* The first circuit that has temperatures never sent one: its axis stays away, the curves are what they were. */
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before);
  dw_trend_choice_remove (kit->page->choice, 2003);
  dw_test_trend_settle (kit);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before + 1);
  g_assert_true (dw_plot_get_value (get_plot (kit), (int)n_before, DW_TEST_TREND_NOW_MS - HOUR_MS, &value));
  g_assert_cmpfloat (value.value, ==, 40);
  /* Its label is no curve of the legend. */
  g_signal_emit_by_name (kit->page->plot, "label-pressed", (int)n_before, FALSE);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before + 1);
}

/* --- hidden and alone --- */

static gboolean
is_hidden (DwTestTrend *kit, gint64 device_id)
{
  for (guint i = 0; i < kit->page->lines->len; i++)
    if (g_array_index (kit->page->lines, DwTrendLine, i).channel.device_id == device_id)
      return g_array_index (kit->page->lines, DwTrendLine, i).hidden;
  g_assert_not_reached ();
}

static void
assert_hidden (DwTestTrend *kit, gboolean first, gboolean second, gboolean third)
{
  g_assert_cmpint (is_hidden (kit, 2001), ==, first);
  g_assert_cmpint (is_hidden (kit, 2002), ==, second);
  g_assert_cmpint (is_hidden (kit, 2003), ==, third);
}

/* The labels in the chart: curve 0 is that of 2002, 2003 has none. */
static void
test_labels_hide_their_own_curve (DwTestTrend *kit, gconstpointer data)
{
  show_hour (kit);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, 2);
  g_signal_emit_by_name (kit->page->plot, "label-pressed", 0, FALSE);
  assert_hidden (kit, FALSE, TRUE, FALSE);
  g_signal_emit_by_name (kit->page->plot, "label-pressed", 1, FALSE);
  assert_hidden (kit, TRUE, TRUE, FALSE);
  dw_test_trend_act (kit, "trend.reset", NULL);
  assert_hidden (kit, FALSE, FALSE, FALSE);
  g_signal_emit_by_name (kit->page->plot, "label-pressed", 0, TRUE);
  assert_hidden (kit, TRUE, FALSE, TRUE);
  g_signal_emit_by_name (kit->page->plot, "label-pressed", 0, TRUE);
  assert_hidden (kit, FALSE, FALSE, FALSE);
  dw_test_trend_settle (kit);
}

static void
test_legend (DwTestTrend *kit, gconstpointer data)
{
  GtkWidget *entry = gtk_widget_get_last_child (GTK_WIDGET (kit->page->legend));
  const char *target = g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (entry)), NULL);

  g_assert_cmpstr (target, ==, "2001:residual_current");
  dw_test_trend_act (kit, "trend.solo-line", target);
  assert_hidden (kit, FALSE, TRUE, TRUE);
  dw_test_trend_act (kit, "trend.toggle-line", "2002:residual_current");
  assert_hidden (kit, FALSE, FALSE, TRUE);
  dw_test_trend_act (kit, "trend.toggle-line", "no curve at all");
  assert_hidden (kit, FALSE, FALSE, TRUE);
  /* Another quantity begins with all of its curves. */
  dw_test_trend_act (kit, "trend.quantity", "temperature");
  dw_test_trend_act (kit, "trend.quantity", "residual-current");
  assert_hidden (kit, FALSE, FALSE, FALSE);
  dw_test_trend_settle (kit);
}

/* --- jumps --- */

static void
test_target_with_a_time (DwTestTrend *kit, gconstpointer data)
{
  gint64 time_ms = DW_TEST_TREND_NOW_MS - 7 * DAY_MS;
  g_autofree char *target = g_strdup_printf ("2002:temperature_1@%" G_GINT64_FORMAT, time_ms);

  gtk_widget_grab_focus (GTK_WIDGET (kit->page->plot)); /* whose cursor goes with the focus */
  assert_plot_is_focus (kit);
  dw_test_trend_act (kit, "win.show-trend", target);
  g_assert_cmpint (dw_trend_choice_get_kind (kit->page->choice), ==, DW_TREND_KIND_TEMPERATURE);
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->page->plot), ==, time_ms);
  g_assert_cmpint (dw_span_get_from_ms (kit->page->span), <=, time_ms);
  g_assert_cmpint (dw_span_get_to_ms (kit->page->span), >, time_ms);
  dw_test_trend_settle (kit);
  dw_test_trend_act (kit, "win.show-trend", "4711");
  g_assert_cmpuint (dw_trend_choice_get_n_items (kit->page->choice), ==, 3);
}

static GtkWidget *
find_jump (GtkWidget *widget)
{
  if (GTK_IS_ACTIONABLE (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "trend.go-to") == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_jump (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_jump (gpointer data)
{
  DwTestTrend *kit = data;

  return find_jump (GTK_WIDGET (kit->page->picker)) != NULL;
}

static void
test_jump_to_an_alarm (DwTestTrend *kit, gconstpointer data)
{
  GtkWidget *jump;

  dw_test_trend_act (kit, "trend.span", "hour");
  dw_test_frame_put_alarm (kit->frame, "a1", 1, DW_ALARM_STATE_UNACK, 3 * HOUR_MS);
  gtk_menu_button_popup (GTK_MENU_BUTTON (dw_test_find (GTK_WIDGET (kit->page->picker), GTK_TYPE_MENU_BUTTON)));
  dw_test_frame_wait (has_jump, kit, "the alarm in the list");
  jump = find_jump (GTK_WIDGET (kit->page->picker));
  g_signal_emit_by_name (jump, "clicked");
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->page->plot), ==, DW_TEST_TREND_NOW_MS - 3 * HOUR_MS);
  assert_span (kit, DW_TEST_TREND_NOW_MS - 3 * HOUR_MS - HOUR_MS / 2, HOUR_MS, FALSE);
  dw_test_trend_settle (kit);
}

/* An empty span leads to where something is. */
static void
test_nearest_data (DwTestTrend *kit, gconstpointer data)
{
  dw_test_trend_act (kit, "trend.span", "hour");
  g_signal_emit_by_name (kit->page->plot, "panned", -2 * DAY_MS);
  dw_test_trend_settle (kit);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (kit->page->nearest)));
  g_signal_emit_by_name (kit->page->nearest, "clicked");
  dw_test_trend_settle (kit);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (kit->page->nearest)));
  g_assert_cmpfloat (dw_trend_last_value (find_trace (kit, 2001)), ==, 100);
}

/* A line for each curve: name, tab, value; above them what and when. */
static void
test_copy (DwTestTrend *kit, gconstpointer data)
{
  GdkContentProvider *content;
  g_auto (GValue) value = G_VALUE_INIT;

  show_hour (kit);
  dw_plot_view_set_cursor_ms (kit->page->plot, DW_TEST_TREND_NOW_MS - HOUR_MS / 2);
  dw_test_trend_act (kit, "trend.copy", NULL);
  content = gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (kit->page)));
  g_assert_nonnull (content); /* ours */
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, "Residual current (mA)\t2026-11-19 14:00:00\nDetector 4AL1\t—\nDetector 3AL1\t200\nDetector 2AL1\t100\n");
}

/* Where nothing was recorded the keys go on to work: the plot stays while the next span is asked for. */
static void
test_keys_stay_in_an_empty_span (DwTestTrend *kit, gconstpointer data)
{
  show_hour (kit);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (kit->page->plot)));
  g_signal_emit_by_name (kit->page->plot, "panned", -2 * DAY_MS);
  dw_test_trend_settle (kit);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      dw_test_trend_act (kit, "trend.earlier", NULL);
      dw_trend_page_ask (kit->page);
      g_assert_true (dw_trend_loader_is_loading (kit->page->loader));
      assert_plot_is_focus (kit);
      dw_test_trend_settle (kit);
    }
}

/* --- what energies cost (S3-49) --- */

static void
collect_labels (GtkWidget *widget, GString *texts)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget))
    g_string_append_printf (texts, "%s|", gtk_label_get_label (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_labels (child, texts);
}

static char *
show_card (DwTestTrend *kit, DwEnergyAnswer *answer)
{
  GString *texts = g_string_new (NULL);

  dw_peak_valley_card_show (kit->page->peak_valley, "Meter", kit->page->span, answer, DW_TEST_TREND_NOW_MS);
  collect_labels (GTK_WIDGET (kit->page->peak_valley), texts);
  g_test_message ("%s", texts->str);
  return g_string_free (texts, FALSE);
}

/* The figures of the file are those of the card: the sum of the energy of each rate and the cost, or its absence with the same reason. */
static void
check_export (const DwEnergyAnswer *answer, const char *card, const char *cost, const char *reason)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (DwTariff) tariff = dw_tariff_new ("T");
  const DwEnergyTableCircuit circuit = { "Meter", answer };
  g_autoptr (DwTrendTable) table = dw_energy_table_new (&circuit, 1, tariff, "Hour", DW_TEST_TREND_NOW_MS, zone);
  const DwDataSheetCell *sum = &g_array_index (table->cells, DwDataSheetCell, (table->n_rows - 1) * table->columns->len);
  g_autofree char *peak = g_strdup_printf ("Peak|%.1f|", sum[6].number), *valley = g_strdup_printf ("Valley|%.1f|", sum[8].number), *energy = g_strdup_printf ("Sum|%.1f|", sum[4].number);
  g_autofree char *money = isfinite (sum[10].number) ? g_strdup_printf ("%.2f|", sum[10].number) : NULL;

  g_assert_nonnull (strstr (card, peak));
  g_assert_nonnull (strstr (card, valley));
  g_assert_nonnull (strstr (card, energy));
  g_assert_cmpint (money != NULL, ==, cost != NULL && reason == NULL);
  g_assert_true (money == NULL || g_str_has_suffix (cost, money));
  g_assert_true (reason == NULL || strstr (sum[14].text, reason) != NULL);
}

/* 40 kWh of peak @1.02 and 10 of valley @0.335: 40.80, 3.35 and 44.15 yuan. */
static void
test_cost (DwTestTrend *kit, gconstpointer data)
{
  static const struct
  {
    gboolean has_cost;
    DwCostState valley;
    const char *row; /* NULL = none */
    const char *reason;
  } rows[] = {
    { FALSE, DW_COST_KNOWN, NULL, NULL },
    { TRUE, DW_COST_KNOWN, "Cost, yuan|40.80|3.35|44.15|", NULL },
    { TRUE, DW_COST_NO_PRICE, "Cost, yuan|40.80|—|—|", "no price for a part of this time" },
    { TRUE, DW_COST_NO_ENERGY, "Cost, yuan|40.80|—|—|", "Energy of this time is missing" },
    { TRUE, DW_COST_NO_HISTORY, "Cost, yuan|40.80|—|—|", "Energy since the begin of the month or year" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwEnergyPeriod period = { DW_TEST_TREND_NOW_MS - 3600000, DW_TEST_TREND_NOW_MS, 50, { [DW_RATE_PEAK] = 40, [DW_RATE_VALLEY] = 10 }, NAN, DW_RATE_PEAK, 0 };
      DwEnergyAnswer answer = { .periods = &period, .n_periods = 1, .total_kwh = 50, .by_rate_kwh = { [DW_RATE_PEAK] = 40, [DW_RATE_VALLEY] = 10 }, .max_kw_by_rate = { NAN, NAN, NAN, NAN, NAN }, .coverage = 1 };
      g_autofree char *texts = NULL;

      answer.has_cost = rows[i].has_cost;
      answer.cost = (DwTariffCost){ .by_rate_e7 = { [DW_RATE_PEAK] = 408000000, [DW_RATE_VALLEY] = 33500000 }, .state = { [DW_RATE_VALLEY] = rows[i].valley } };
      texts = show_card (kit, &answer);
      g_assert_cmpint (strstr (texts, "Cost") != NULL, ==, rows[i].row != NULL);
      g_assert_true (rows[i].row == NULL || strstr (texts, rows[i].row) != NULL);
      g_assert_cmpint (strstr (texts, "missing") != NULL || strstr (texts, "no price") != NULL, ==, rows[i].reason != NULL);
      g_assert_true (rows[i].reason == NULL || strstr (texts, rows[i].reason) != NULL);
      check_export (&answer, texts, rows[i].row, rows[i].reason);
    }
}

/* --- energy and cost in a file (S4-05) --- */

/* Until the answers for the span that is shown are there, of each circuit, there is nothing to write and nobody is asked for a file. Without circuits there never is. */
static void
test_energies_of_another_span_are_not_written (DwTestTrend *kit, gconstpointer data)
{
  guint n_windows;

  dw_test_trend_act (kit, "trend.span", "day");
  dw_test_trend_settle (kit);
  g_assert_true (dw_trend_page_has_energies (kit->page));
  g_signal_emit_by_name (kit->page->plot, "panned", -DAY_MS);
  g_assert_false (dw_trend_page_has_energies (kit->page));
  n_windows = g_list_model_get_n_items (gtk_window_get_toplevels ());
  dw_test_trend_act (kit, "trend.export", "energy-csv");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, n_windows);
  dw_test_trend_settle (kit);
  g_assert_true (dw_trend_page_has_energies (kit->page));
  dw_test_trend_act (kit, "trend.view", "load");
  dw_test_trend_settle (kit);
  g_assert_true (dw_trend_page_has_energies (kit->page));
  dw_test_trend_act (kit, "trend.clear", NULL);
  g_assert_false (dw_trend_page_has_energies (kit->page));
}

int
main (int argc, char **argv)
{
  if (!dw_test_trend_init (&argc, &argv))
    return 0;
#define ADD(path, func) g_test_add ("/trend-page/" path, DwTestTrend, NULL, dw_test_trend_set_up, func, dw_test_trend_tear_down)
  ADD ("pan", test_pan);
  ADD ("pan-ends-at-the-present", test_pan_ends_at_the_present);
  ADD ("zoom-and-reset", test_zoom_and_reset);
  ADD ("previous", test_previous);
  ADD ("the-present-goes-on", test_the_present_goes_on);
  ADD ("a-past-span-stays", test_a_past_span_stays);
  ADD ("right-axis", test_right_axis);
  ADD ("labels-hide-their-own-curve", test_labels_hide_their_own_curve);
  ADD ("legend", test_legend);
  ADD ("target-with-a-time", test_target_with_a_time);
  ADD ("jump-to-an-alarm", test_jump_to_an_alarm);
  ADD ("nearest-data", test_nearest_data);
  ADD ("copy", test_copy);
  ADD ("keys-stay-in-an-empty-span", test_keys_stay_in_an_empty_span);
  ADD ("cost", test_cost);
  ADD ("energies-of-another-span-are-not-written", test_energies_of_another_span_are_not_written);
#undef ADD
  return g_test_run ();
}
