// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-history.h"
#include "dw-sheet.h"
#include "dw-test-frame.h"
#include "dw-trend-page-private.h"

/* Plan: the trend page on a history that was written before (S2-19, S2-20): panning, zooming and the present; the same time a week earlier, also while the present goes on; a
 * second quantity on the right axis; curves hidden and alone, also beside a circuit without data; a jump to the time of an alarm.
 *
 * Three detectors: 2001 and 2002 with a sample a minute, 100 and 200 mA, the second 40 °C too; 2003 never sent anything. It is half past two in the afternoon. */

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
/* 2026-11-19 14:30 in Shanghai. */
#define NOW_MS G_GINT64_CONSTANT (1795069800000)
#define METER_MS (NOW_MS - 2 * HOUR_MS)

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
  double hours = (double)(time_ms - METER_MS) / (double)HOUR_MS;

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
  write_minutes (history, NOW_MS - 7 * DAY_MS - 4 * HOUR_MS, NOW_MS - 7 * DAY_MS + 4 * HOUR_MS);
  write_minutes (history, NOW_MS - 4 * HOUR_MS, NOW_MS + 10 * MINUTE_MS);
  dw_history_close (history);
}

/* --- the page --- */

typedef struct
{
  DwTestFrame *frame;
  DwTrendPage *page;
} Kit;

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

static gboolean
is_settled (gpointer data)
{
  Kit *kit = data;

  return kit->page->ask_id == 0 && kit->page->asked && !dw_trend_loader_is_busy (kit->page->loader);
}

static void
settle (Kit *kit)
{
  dw_test_frame_wait (is_settled, kit, "the answers");
}

static void
act (Kit *kit, const char *action, const char *parameter)
{
  if (parameter != NULL)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (kit->page), action, "s", parameter));
  else
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (kit->page), action, NULL));
}

/* The circuit without data comes first: the plot knows one curve less than the page. */
static void
set_up (Kit *kit, gconstpointer data)
{
  kit->frame = dw_test_frame_open_at (NOW_MS, write_history);
  add_detector (kit->frame, 2002, "Detector 3AL1");
  add_detector (kit->frame, 2003, "Detector 4AL1");
  kit->page = DW_TREND_PAGE (dw_window_find_page (kit->frame->window, "trend"));
  for (gint64 id = 2003; id >= 2001; id--)
    dw_trend_choice_add (kit->page->choice, id, NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (kit->frame->window), "win.show-page", "s", "trend"));
  settle (kit);
}

static void
tear_down (Kit *kit, gconstpointer data)
{
  dw_test_frame_close (kit->frame);
}

/* An hour is drawn from samples: a circuit without any has no curve in the plot. */
static void
show_hour (Kit *kit)
{
  act (kit, "trend.span", "hour");
  settle (kit);
}

static DwPlot *
get_plot (Kit *kit)
{
  return dw_plot_view_get_plot (kit->page->plot);
}

static void
assert_span (Kit *kit, gint64 from_ms, gint64 length_ms, gboolean live)
{
  g_assert_cmpint (dw_span_get_from_ms (kit->page->span), ==, from_ms);
  g_assert_cmpint (dw_span_get_length_ms (kit->page->span), ==, length_ms);
  g_assert_cmpint (dw_span_is_live (kit->page->span), ==, live);
}

static const DwTrendTrace *
find_trace (Kit *kit, gint64 device_id)
{
  DwTrendChannel channel = { .device_id = device_id, .name = "residual_current" };

  return dw_trend_loader_find_trace (kit->page->loader, &channel);
}

static const DwTrendTrace *
find_previous (Kit *kit, gint64 device_id)
{
  DwTrendChannel channel = { .device_id = device_id, .name = "residual_current" };

  return dw_trend_loader_find_previous (kit->page->loader, &channel);
}

/* --- time --- */

static void
test_pan (Kit *kit, gconstpointer data)
{
  show_hour (kit);
  assert_span (kit, NOW_MS - HOUR_MS, HOUR_MS, TRUE);
  g_signal_emit_by_name (kit->page->plot, "panned", -HOUR_MS);
  assert_span (kit, NOW_MS - 2 * HOUR_MS, HOUR_MS, FALSE);
  g_assert_cmpuint (kit->page->ask_id, !=, 0); /* the question waits for the hand */
  settle (kit);
  g_assert_cmpint (find_trace (kit, 2001)->samples->times_ms[0], ==, NOW_MS - 2 * HOUR_MS);
  g_assert_cmpfloat (dw_trend_last_value (find_trace (kit, 2002)), ==, 200);
}

/* The present stands in the middle at the most: there is nothing beyond. */
static void
test_pan_ends_at_the_present (Kit *kit, gconstpointer data)
{
  act (kit, "trend.span", "hour");
  g_signal_emit_by_name (kit->page->plot, "panned", 50 * DAY_MS);
  assert_span (kit, NOW_MS - HOUR_MS / 2, HOUR_MS, FALSE);
  g_signal_emit_by_name (kit->page->plot, "panned", MINUTE_MS);
  assert_span (kit, NOW_MS - HOUR_MS / 2, HOUR_MS, FALSE);
  act (kit, "trend.now", NULL);
  assert_span (kit, NOW_MS - HOUR_MS, HOUR_MS, TRUE);
}

static void
test_zoom_and_reset (Kit *kit, gconstpointer data)
{
  gint64 midnight_ms = dw_span_get_from_ms (kit->page->span);

  assert_span (kit, midnight_ms, DAY_MS, TRUE);
  g_signal_emit_by_name (kit->page->plot, "zoomed", 0.5, midnight_ms + 6 * HOUR_MS);
  assert_span (kit, midnight_ms + 3 * HOUR_MS, DAY_MS / 2, FALSE);
  settle (kit);
  g_assert_cmpstr (g_variant_get_string (g_action_group_get_action_state (G_ACTION_GROUP (kit->page->actions), "span"), NULL), ==, "");
  act (kit, "trend.reset", NULL);
  assert_span (kit, midnight_ms, DAY_MS, TRUE);
  settle (kit);
}

/* --- the same time a week earlier --- */

static void
test_previous (Kit *kit, gconstpointer data)
{
  guint n_before;

  show_hour (kit);
  n_before = dw_plot_get_n_series (get_plot (kit));
  g_assert_cmpuint (n_before, ==, 2);
  g_assert_null (find_previous (kit, 2001));
  dw_trend_choice_set_overlay (kit->page->choice, DW_TREND_OVERLAY_PREVIOUS, TRUE);
  settle (kit);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before + 2); /* the third has none */
  g_assert_cmpfloat (dw_trend_last_value (find_previous (kit, 2002)), ==, 200);
  act (kit, "trend.mode", "split");
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before);
  act (kit, "trend.mode", "same");
  dw_trend_choice_set_overlay (kit->page->choice, DW_TREND_OVERLAY_PREVIOUS, FALSE);
  settle (kit);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before);
}

/* The window follows the present each few seconds: told here instead of waited for. */
static void
go_on (Kit *kit, gint64 ms)
{
  guint before;

  dw_clock_step_wall_ms (kit->frame->clock, ms);
  do
    {
      before = kit->page->n_ticks;
      settle (kit);
      dw_trend_page_follow (kit->page);
    }
  while (before % 5 != 4);
  settle (kit);
}

static void
test_the_present_goes_on (Kit *kit, gconstpointer data)
{
  act (kit, "trend.span", "quarter-hour");
  dw_trend_choice_set_overlay (kit->page->choice, DW_TREND_OVERLAY_PREVIOUS, TRUE);
  settle (kit);
  g_assert_cmpint (find_trace (kit, 2001)->samples->times_ms[find_trace (kit, 2001)->samples->n - 1], ==, NOW_MS - MINUTE_MS);
  go_on (kit, 5 * MINUTE_MS);
  assert_span (kit, NOW_MS - 10 * MINUTE_MS, 15 * MINUTE_MS, TRUE);
  g_assert_cmpint (find_trace (kit, 2001)->samples->times_ms[find_trace (kit, 2001)->samples->n - 1], ==, NOW_MS + 4 * MINUTE_MS);
  /* And the week before goes along. */
  g_assert_cmpint (find_previous (kit, 2001)->samples->times_ms[find_previous (kit, 2001)->samples->n - 1], ==, NOW_MS - 7 * DAY_MS + 4 * MINUTE_MS);
}

static void
test_a_past_span_stays (Kit *kit, gconstpointer data)
{
  act (kit, "trend.span", "hour");
  act (kit, "trend.earlier", NULL);
  go_on (kit, 5 * MINUTE_MS);
  assert_span (kit, NOW_MS - 2 * HOUR_MS, HOUR_MS, FALSE);
}

/* --- a second quantity --- */

static void
test_right_axis (Kit *kit, gconstpointer data)
{
  guint n_before;
  DwPlotValue value;

  show_hour (kit);
  n_before = dw_plot_get_n_series (get_plot (kit));
  dw_trend_choice_set_right_kind (kit->page->choice, DW_TREND_KIND_TEMPERATURE);
  dw_trend_choice_set_overlay (kit->page->choice, DW_TREND_OVERLAY_RIGHT, TRUE);
  settle (kit);
  /* The first circuit that has temperatures never sent one: its axis stays away, the curves are what they were. */
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before);
  dw_trend_choice_remove (kit->page->choice, 2003);
  settle (kit);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before + 1);
  g_assert_true (dw_plot_get_value (get_plot (kit), (int)n_before, NOW_MS - HOUR_MS, &value));
  g_assert_cmpfloat (value.value, ==, 40);
  /* Its label is no curve of the legend. */
  g_signal_emit_by_name (kit->page->plot, "label-pressed", (int)n_before, FALSE);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, n_before + 1);
}

/* --- hidden and alone --- */

static gboolean
is_hidden (Kit *kit, gint64 device_id)
{
  for (guint i = 0; i < kit->page->lines->len; i++)
    if (g_array_index (kit->page->lines, DwTrendLine, i).channel.device_id == device_id)
      return g_array_index (kit->page->lines, DwTrendLine, i).hidden;
  g_assert_not_reached ();
}

static void
assert_hidden (Kit *kit, gboolean first, gboolean second, gboolean third)
{
  g_assert_cmpint (is_hidden (kit, 2001), ==, first);
  g_assert_cmpint (is_hidden (kit, 2002), ==, second);
  g_assert_cmpint (is_hidden (kit, 2003), ==, third);
}

/* The labels in the chart: curve 0 is that of 2002, 2003 has none. */
static void
test_labels_hide_their_own_curve (Kit *kit, gconstpointer data)
{
  show_hour (kit);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, 2);
  g_signal_emit_by_name (kit->page->plot, "label-pressed", 0, FALSE);
  assert_hidden (kit, FALSE, TRUE, FALSE);
  g_signal_emit_by_name (kit->page->plot, "label-pressed", 1, FALSE);
  assert_hidden (kit, TRUE, TRUE, FALSE);
  act (kit, "trend.reset", NULL);
  assert_hidden (kit, FALSE, FALSE, FALSE);
  g_signal_emit_by_name (kit->page->plot, "label-pressed", 0, TRUE);
  assert_hidden (kit, TRUE, FALSE, TRUE);
  g_signal_emit_by_name (kit->page->plot, "label-pressed", 0, TRUE);
  assert_hidden (kit, FALSE, FALSE, FALSE);
  settle (kit);
}

static void
test_legend (Kit *kit, gconstpointer data)
{
  GtkWidget *entry = gtk_widget_get_last_child (GTK_WIDGET (kit->page->legend));
  const char *target = g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (entry)), NULL);

  g_assert_cmpstr (target, ==, "2001:residual_current");
  act (kit, "trend.solo-line", target);
  assert_hidden (kit, FALSE, TRUE, TRUE);
  act (kit, "trend.toggle-line", "2002:residual_current");
  assert_hidden (kit, FALSE, FALSE, TRUE);
  act (kit, "trend.toggle-line", "no curve at all");
  assert_hidden (kit, FALSE, FALSE, TRUE);
  /* Another quantity begins with all of its curves. */
  act (kit, "trend.quantity", "temperature");
  act (kit, "trend.quantity", "residual-current");
  assert_hidden (kit, FALSE, FALSE, FALSE);
  settle (kit);
}

/* --- jumps --- */

static void
test_target_with_a_time (Kit *kit, gconstpointer data)
{
  gint64 time_ms = NOW_MS - 7 * DAY_MS;
  g_autofree char *target = g_strdup_printf ("2002:temperature_1@%" G_GINT64_FORMAT, time_ms);

  act (kit, "win.show-trend", target);
  g_assert_cmpint (dw_trend_choice_get_kind (kit->page->choice), ==, DW_TREND_KIND_TEMPERATURE);
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->page->plot), ==, time_ms);
  g_assert_cmpint (dw_span_get_from_ms (kit->page->span), <=, time_ms);
  g_assert_cmpint (dw_span_get_to_ms (kit->page->span), >, time_ms);
  settle (kit);
  act (kit, "win.show-trend", "4711");
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

static void
test_jump_to_an_alarm (Kit *kit, gconstpointer data)
{
  GtkWidget *jump;

  act (kit, "trend.span", "hour");
  dw_test_frame_put_alarm (kit->frame, "a1", 1, DW_ALARM_STATE_UNACK, 3 * HOUR_MS);
  gtk_menu_button_popup (GTK_MENU_BUTTON (dw_test_find (GTK_WIDGET (kit->page->picker), GTK_TYPE_MENU_BUTTON)));
  dw_test_frame_run_ms (50);
  jump = find_jump (GTK_WIDGET (kit->page->picker));
  g_assert_nonnull (jump);
  g_signal_emit_by_name (jump, "clicked");
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->page->plot), ==, NOW_MS - 3 * HOUR_MS);
  assert_span (kit, NOW_MS - 3 * HOUR_MS - HOUR_MS / 2, HOUR_MS, FALSE);
  settle (kit);
}

/* An empty span leads to where something is. */
static void
test_nearest_data (Kit *kit, gconstpointer data)
{
  act (kit, "trend.span", "hour");
  g_signal_emit_by_name (kit->page->plot, "panned", -2 * DAY_MS);
  settle (kit);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (kit->page->nearest)));
  g_signal_emit_by_name (kit->page->nearest, "clicked");
  settle (kit);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (kit->page->nearest)));
  g_assert_cmpfloat (dw_trend_last_value (find_trace (kit, 2001)), ==, 100);
}

/* --- a replaced meter (domain facts 3) --- */

static guint
collect_flags (Kit *kit)
{
  const DwEnergyAnswer *answer = dw_trend_loader_find_energy (kit->page->loader, 2002);
  guint flags = 0;

  for (guint i = 0; answer != NULL && i < answer->n_periods; i++)
    flags |= answer->periods[i].flags;
  return flags;
}

static void
collect_texts (GtkWidget *widget, GPtrArray *texts)
{
  if (GTK_IS_TEXT (widget))
    g_ptr_array_add (texts, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_texts (child, texts);
}

/* Fills the sheet that is open and presses its verb, the last button. */
static void
fill_sheet (Kit *kit, const char *time, const char *old_final, const char *new_start)
{
  const char *const typed[] = { time, old_final, new_start };
  GtkWidget *sheet = dw_sheet_host_get_top (DW_SHEET_HOST (dw_test_find (GTK_WIDGET (kit->frame->window), DW_TYPE_SHEET_HOST)));
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_assert_nonnull (sheet);
  collect_texts (sheet, texts);
  g_assert_cmpuint (texts->len, ==, G_N_ELEMENTS (typed));
  for (guint i = 0; i < texts->len; i++)
    gtk_editable_set_text (GTK_EDITABLE (texts->pdata[i]), typed[i]);
  g_signal_emit_by_name (gtk_widget_get_last_child (gtk_widget_get_last_child (sheet)), "clicked");
}

/* What the sheet says; NULL: it has gone. */
static const char *
read_sheet (Kit *kit)
{
  GtkWidget *sheet = dw_sheet_host_get_top (DW_SHEET_HOST (dw_test_find (GTK_WIDGET (kit->frame->window), DW_TYPE_SHEET_HOST)));

  return sheet != NULL ? gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (gtk_widget_get_last_child (sheet)))) : NULL;
}

static void
sign_in (Kit *kit, DwRole role)
{
  g_autoptr (DwPerson) person = dw_person_new ("W07", "W07", role);

  dw_station_set_person (kit->frame->station, person);
  dw_trend_choice_clear (kit->page->choice);
  dw_trend_choice_add (kit->page->choice, 2002, NULL);
  settle (kit);
}

static gboolean
is_marked (gpointer data)
{
  const GPtrArray *marks = dw_trend_loader_get_marks (((Kit *)data)->page->loader);

  return is_settled (data) && marks != NULL && marks->len == 1;
}

static void
test_replaced_meter (Kit *kit, gconstpointer data)
{
  static const struct
  {
    const char *time, *old_final, *new_start;
  } refused[] = {
    { "this morning", "", "" },
    { "2026-11-19 12:30", "nine thousand", "" },
    { "2026-11-19 12:30", "", "-3" },
    { "2026-11-19 14:40", "9000", "3" }, /* has not happened yet */
  };
  const DwTrendMark *mark;

  sign_in (kit, DW_ROLE_SYSTEM_ADMIN);
  g_assert_false (collect_flags (kit) & DW_ENERGY_REPLACED);
  act (kit, "trend.note-replacement", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      fill_sheet (kit, refused[i].time, refused[i].old_final, refused[i].new_start);
      g_assert_cmpstr (read_sheet (kit), !=, "");
    }
  fill_sheet (kit, "2026-11-19 12:30", "9000", "3");
  g_assert_null (read_sheet (kit));
  dw_test_frame_wait (is_marked, kit, "the mark of the replacement");
  mark = g_ptr_array_index (dw_trend_loader_get_marks (kit->page->loader), 0);
  g_assert_cmpint (mark->time_ms, ==, METER_MS);
  g_assert_true (collect_flags (kit) & DW_ENERGY_REPLACED);
  g_assert_false (collect_flags (kit) & DW_ENERGY_RESET);
  /* From the last reading of the week before, 164 h and a minute ago, to the newest, in 9 min: 6 kW over 164 h 10 min. */
  g_assert_cmpfloat_with_epsilon (dw_trend_loader_find_energy (kit->page->loader, 2002)->total_kwh, 985, 0.011);
}

static void
test_a_guard_may_not_replace_a_meter (Kit *kit, gconstpointer data)
{
  sign_in (kit, DW_ROLE_DUTY_GUARD);
  act (kit, "trend.note-replacement", NULL);
  fill_sheet (kit, "2026-11-19 12:30", "9000", "3");
  g_assert_cmpstr (read_sheet (kit), !=, "");
  settle (kit);
  g_assert_false (collect_flags (kit) & DW_ENERGY_REPLACED);
}

/* --- each person has a choice of their own --- */

static void
sign_in_as (Kit *kit, const char *id)
{
  g_autoptr (DwPerson) person = dw_person_new (id, id, DW_ROLE_DUTY_GUARD);

  dw_station_set_person (kit->frame->station, person);
  settle (kit);
}

/* W07 looks at one circuit's temperature of a month; W08, who never was here, gets what everybody gets; W07 comes back, one circuit less. */
static void
test_choice_of_a_person (Kit *kit, gconstpointer data)
{
  sign_in_as (kit, "W07");
  dw_trend_choice_clear (kit->page->choice);
  dw_trend_choice_add (kit->page->choice, 2003, NULL);
  dw_trend_choice_add (kit->page->choice, 2002, NULL);
  act (kit, "trend.quantity", "temperature");
  act (kit, "trend.span", "month");
  settle (kit);
  sign_in_as (kit, "W08");
  g_assert_cmpuint (dw_trend_choice_get_n_items (kit->page->choice), ==, 3);
  act (kit, "trend.quantity", "residual-current");
  act (kit, "trend.span", "day");
  dw_place_tree_remove_device (dw_station_get_tree (kit->frame->station), dw_trend_page_find_device (kit->page, 2003));
  sign_in_as (kit, "W07");
  g_assert_cmpuint (dw_trend_choice_get_n_items (kit->page->choice), ==, 1);
  g_assert_cmpint (dw_trend_choice_get_item (kit->page->choice, 0)->device_id, ==, 2002);
  g_assert_cmpint (dw_trend_choice_get_kind (kit->page->choice), ==, DW_TREND_KIND_TEMPERATURE);
  g_assert_cmpint (dw_span_get_unit (kit->page->span), ==, DW_SPAN_MONTH);
}

/* A line for each curve: name, tab, value; above them what and when. */
static void
test_copy (Kit *kit, gconstpointer data)
{
  GdkContentProvider *content;
  g_auto (GValue) value = G_VALUE_INIT;

  show_hour (kit);
  dw_plot_view_set_cursor_ms (kit->page->plot, NOW_MS - HOUR_MS / 2);
  act (kit, "trend.copy", NULL);
  content = gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (kit->page)));
  g_assert_nonnull (content); /* ours */
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, "Residual current (mA)\t2026-11-19 14:00:00\nDetector 4AL1\t—\nDetector 3AL1\t200\nDetector 2AL1\t100\n");
}

/* Where nothing was recorded the keys go on to work: the plot stays while the next span is asked for. */
static void
test_keys_stay_in_an_empty_span (Kit *kit, gconstpointer data)
{
  show_hour (kit);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (kit->page->plot)));
  g_signal_emit_by_name (kit->page->plot, "panned", -2 * DAY_MS);
  settle (kit);
  g_assert_cmpuint (dw_plot_get_n_series (get_plot (kit)), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      act (kit, "trend.earlier", NULL);
      dw_trend_page_ask (kit->page);
      g_assert_true (dw_trend_loader_is_loading (kit->page->loader));
      g_assert_true (gtk_widget_has_focus (GTK_WIDGET (kit->page->plot)));
      settle (kit);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Asia/Shanghai", TRUE);
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
#define ADD(path, func) g_test_add ("/trend-page/" path, Kit, NULL, set_up, func, tear_down)
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
  ADD ("replaced-meter", test_replaced_meter);
  ADD ("a-guard-may-not-replace-a-meter", test_a_guard_may_not_replace_a_meter);
  ADD ("choice-of-a-person", test_choice_of_a_person);
  ADD ("copy", test_copy);
  ADD ("keys-stay-in-an-empty-span", test_keys_stay_in_an_empty_span);
#undef ADD
  return g_test_run ();
}
