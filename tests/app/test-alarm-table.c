// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-alarm-columns.h"
#include "dw-alarm-page.h"
#include "dw-alarm-rows.h"
#include "dw-event-pages.h"
#include "dw-station-private.h"
#include "dw-test-frame.h"

/* Plan: the filter passes what it should and nothing else; rows stand still while frozen, urgent ones excepted; urgent ones cannot be checked; history is read in
 * blocks, keeps its length, answers the last question only; the table has exactly the nine columns in their order. */

#define HOUR_MS (60LL * 60 * 1000)
#define NOW_MS 1000000000000LL
#define MASK(n) (1u << (n))

/* --- the filter --- */

static const struct
{
  const char *what;
  DwAlarmFilter filter;
  const char *text;
  gboolean passes;
} filter_rows[] = {
  { "nothing asked", { .view = DW_ALARM_VIEW_CURRENT }, "", TRUE },
  { "its priority", { .priorities = MASK (2) }, "", TRUE },
  { "other priorities", { .priorities = MASK (1) | MASK (3) | MASK (4) }, "", FALSE },
  { "its kind", { .kinds = MASK (DW_EVENT_ALARM) }, "", TRUE },
  { "another kind", { .kinds = MASK (DW_EVENT_COMMS) }, "", FALSE },
  { "its state", { .states = MASK (DW_ALARM_STATE_UNACK) }, "", TRUE },
  { "another state", { .states = MASK (DW_ALARM_STATE_ACKED) }, "", FALSE },
  { "begun within", { .span_ms = 2 * HOUR_MS }, "", TRUE },
  { "begun before", { .span_ms = HOUR_MS / 2 }, "", FALSE },
  { "its day brushed", { .from_ms = NOW_MS - HOUR_MS, .to_ms = NOW_MS }, "", TRUE },
  { "brushed up to its begin", { .from_ms = NOW_MS - 2 * HOUR_MS, .to_ms = NOW_MS - HOUR_MS }, "", FALSE },
  { "brushed after it", { .from_ms = NOW_MS - HOUR_MS + 1, .to_ms = NOW_MS }, "", FALSE },
  { "a word of it", { .view = DW_ALARM_VIEW_CURRENT }, "boX", TRUE },
  { "a word of another", { .view = DW_ALARM_VIEW_CURRENT }, "pump", FALSE },
  { "blanks are nothing", { .view = DW_ALARM_VIEW_CURRENT }, "   ", TRUE },
  { "the shelved view", { .view = DW_ALARM_VIEW_SHELVED }, "", FALSE },
  { "the view of what is out of service", { .view = DW_ALARM_VIEW_OUT_OF_SERVICE }, "", FALSE },
};

static void
test_filter (void)
{
  DwAlarmRecord record = { .kind = DW_ALARM_RESIDUAL_HIGH, .priority = 2, .state = DW_ALARM_STATE_UNACK, .begin_ms = NOW_MS - HOUR_MS };

  for (guint i = 0; i < G_N_ELEMENTS (filter_rows); i++)
    {
      DwAlarmFilter filter = filter_rows[i].filter;

      g_test_message ("%s", filter_rows[i].what);
      dw_alarm_filter_set_text (&filter, filter_rows[i].text);
      g_assert_cmpint (dw_alarm_filter_passes (&filter, &record, NULL, "Box 2AL1", NOW_MS), ==, filter_rows[i].passes);
      dw_alarm_filter_clear (&filter);
    }
}

static void
test_filter_by_place (void)
{
  g_autoptr (DwPlaceTree) tree = dw_place_tree_new ();
  g_autoptr (DwPlace) school = dw_place_new (1, DW_PLACE_SCHOOL, "A"), box = dw_place_new (2, DW_PLACE_BOX, "B"), other = dw_place_new (3, DW_PLACE_SCHOOL, "C");
  DwAlarmRecord record = { .priority = 2, .state = DW_ALARM_STATE_ACKED };
  DwAlarmFilter filter = { .place = school };

  dw_place_tree_add (tree, school, NULL);
  dw_place_tree_add (tree, box, school);
  dw_place_tree_add (tree, other, NULL);
  g_assert_true (dw_alarm_filter_passes (&filter, &record, box, "", 0));
  g_assert_false (dw_alarm_filter_passes (&filter, &record, other, "", 0));
  g_assert_false (dw_alarm_filter_passes (&filter, &record, NULL, "", 0));
}

static void
test_month_begins_on_its_first_day (void)
{
  DwAlarmFilter filter = { .view = DW_ALARM_VIEW_MONTH };
  g_autoptr (GDateTime) now = g_date_time_new_local (2026, 11, 20, 14, 30, 0), first = g_date_time_new_local (2026, 11, 1, 0, 0, 0);
  DwEventFilter query;

  dw_alarm_filter_to_query (&filter, g_date_time_to_unix (now) * 1000, &query);
  g_assert_cmpint (query.from_ms, ==, g_date_time_to_unix (first) * 1000);
  filter.span_ms = HOUR_MS;
  dw_alarm_filter_to_query (&filter, g_date_time_to_unix (now) * 1000, &query);
  g_assert_cmpint (query.from_ms, ==, g_date_time_to_unix (now) * 1000 - HOUR_MS);
}

static void
test_views_have_stable_words (void)
{
  for (guint i = 0; i < DW_N_ALARM_VIEWS; i++)
    {
      DwAlarmView view = DW_N_ALARM_VIEWS;

      g_assert_true (dw_alarm_view_from_word (dw_alarm_view_word ((DwAlarmView)i), &view));
      g_assert_cmpint (view, ==, i);
    }
  g_assert_false (dw_alarm_view_from_word ("no-such-view", &(DwAlarmView){ 0 }));
}

/* What a number of the overview leads with. */
static const struct
{
  const char *sentence, *text;
  gboolean known;
  guint kinds, classes, states;
  gint64 from_ms, to_ms;
} READ_CASES[] = {
  { "nothing narrows", "", TRUE, 0, 0, 0, 0, 0 },
  { "kinds", "alarm,trip", TRUE, 1u << DW_EVENT_ALARM | 1u << DW_EVENT_TRIP, 0, 0, 0, 0 },
  { "states without kinds", ";state=unack,rtn-unack", TRUE, 0, 0, 1u << DW_ALARM_STATE_UNACK | 1u << DW_ALARM_STATE_RTN_UNACK, 0, 0 },
  { "everything", "fault;class=sensor;state=norm;from=1000;to=2000", TRUE, 1u << DW_EVENT_FAULT, 1u << DW_EVENT_CLASS_SENSOR, 1u << DW_ALARM_STATE_NORM, 1000, 2000 },
  { "an open end", "alarm;from=1000", TRUE, 1u << DW_EVENT_ALARM, 0, 0, 1000, 0 },
  { "an unknown kind", "alarm,riddle", FALSE, 0, 0, 0, 0, 0 },
  { "an unknown class", "alarm;class=riddle", FALSE, 0, 0, 0, 0, 0 },
  { "an unknown state", "alarm;state=UNACK", FALSE, 0, 0, 0, 0, 0 },
  { "an unknown word", "alarm;colour=red", FALSE, 0, 0, 0, 0, 0 },
  { "a word without a value", "alarm;from", FALSE, 0, 0, 0, 0, 0 },
  { "a time that is none", "alarm;from=yesterday", FALSE, 0, 0, 0, 0, 0 },
  { "a time before all times", "alarm;to=-5", FALSE, 0, 0, 0, 0, 0 },
};

static void
test_filter_is_read_from_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (READ_CASES); i++)
    {
      DwAlarmFilter filter = { .view = DW_ALARM_VIEW_HISTORY, .priorities = 2, .span_ms = HOUR_MS, .text = g_strdup ("x") };

      g_test_message ("%s", READ_CASES[i].sentence);
      g_assert_cmpint (dw_alarm_filter_read (&filter, READ_CASES[i].text), ==, READ_CASES[i].known);
      /* What has no meaning changes nothing; what has one clears all else. */
      g_assert_cmpuint (filter.priorities, ==, READ_CASES[i].known ? 0 : 2);
      g_assert_cmpstr (filter.text, ==, READ_CASES[i].known ? NULL : "x");
      g_assert_cmpint (filter.view, ==, DW_ALARM_VIEW_HISTORY);
      g_assert_cmpuint (filter.kinds, ==, READ_CASES[i].kinds);
      g_assert_cmpuint (filter.classes, ==, READ_CASES[i].classes);
      g_assert_cmpuint (filter.states, ==, READ_CASES[i].states);
      g_assert_cmpint (filter.from_ms, ==, READ_CASES[i].from_ms);
      g_assert_cmpint (filter.to_ms, ==, READ_CASES[i].to_ms);
      dw_alarm_filter_clear (&filter);
    }
}

static void
test_filter_by_class_and_span (void)
{
  DwAlarmRecord record = { .kind = DW_ALARM_OVERCURRENT, .priority = 2, .state = DW_ALARM_STATE_ACKED, .begin_ms = 5000 };
  static const struct
  {
    guint classes;
    gint64 from_ms, to_ms;
    gboolean passes;
  } rows[] = {
    { 0, 0, 0, TRUE },
    { 1u << DW_EVENT_CLASS_LOAD, 0, 0, TRUE },
    { 1u << DW_EVENT_CLASS_RESIDUAL, 0, 0, FALSE },
    { 0, 5000, 0, TRUE },
    { 0, 5001, 0, FALSE },
    { 0, 0, 5001, TRUE },
    { 0, 0, 5000, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwAlarmFilter filter = { .classes = rows[i].classes, .from_ms = rows[i].from_ms, .to_ms = rows[i].to_ms };

      g_assert_cmpint (dw_alarm_filter_passes (&filter, &record, NULL, "", 0), ==, rows[i].passes);
    }
}

/* --- live rows --- */

static char *
join_ids (DwAlarmRows *rows)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr (DwAlarmRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      g_string_append (ids, dw_alarm_row_get_alarm_id (row));
    }
  return g_string_free (ids, FALSE);
}

static void
assert_ids (DwAlarmRows *rows, const char *expected)
{
  g_autofree char *ids = NULL;

  dw_test_frame_run_ms (150);
  ids = join_ids (rows);
  g_assert_cmpstr (ids, ==, expected);
}

static void
test_rows_stand_still_while_frozen (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  g_autoptr (DwAlarmRows) rows = dw_alarm_rows_new (frame->station);

  dw_test_frame_put_alarm (frame, "a", 3, DW_ALARM_STATE_UNACK, 3000);
  dw_test_frame_put_alarm (frame, "b", 4, DW_ALARM_STATE_UNACK, 2000);
  assert_ids (rows, "ab");
  dw_alarm_rows_set_frozen (rows, TRUE);
  dw_test_frame_put_alarm (frame, "c", 2, DW_ALARM_STATE_UNACK, 1000);
  assert_ids (rows, "ab");
  g_assert_cmpuint (dw_alarm_rows_get_pending (rows), ==, 1);
  /* An urgent one is inserted at the top at once. */
  dw_test_frame_put_alarm (frame, "d", 1, DW_ALARM_STATE_UNACK, 500);
  assert_ids (rows, "dab");
  /* One that is over keeps its place and says so. */
  dw_test_frame_put_alarm (frame, "a", 3, DW_ALARM_STATE_NORM, 3000);
  assert_ids (rows, "dab");
  /* An acknowledgement does not move its row. */
  dw_test_frame_put_alarm (frame, "d", 1, DW_ALARM_STATE_ACKED, 500);
  assert_ids (rows, "dab");
  dw_alarm_rows_set_frozen (rows, FALSE);
  assert_ids (rows, "cbd");
  g_assert_cmpuint (dw_alarm_rows_get_pending (rows), ==, 0);
  dw_test_frame_close (frame);
}

static void
test_pending_rows_are_shown_on_demand (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  g_autoptr (DwAlarmRows) rows = dw_alarm_rows_new (frame->station);

  dw_alarm_rows_set_frozen (rows, TRUE);
  dw_test_frame_put_alarm (frame, "a", 3, DW_ALARM_STATE_UNACK, 3000);
  assert_ids (rows, "");
  dw_alarm_rows_show_pending (rows);
  assert_ids (rows, "a");
  dw_test_frame_close (frame);
}

static void
test_urgent_alarms_cannot_be_checked (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  g_autoptr (DwAlarmRows) rows = dw_alarm_rows_new (frame->station);
  g_autoptr (GPtrArray) checked = NULL;

  dw_test_frame_put_alarm (frame, "a", 1, DW_ALARM_STATE_UNACK, 3000);
  dw_test_frame_put_alarm (frame, "b", 2, DW_ALARM_STATE_UNACK, 3000);
  dw_test_frame_put_alarm (frame, "c", 4, DW_ALARM_STATE_ACKED, 3000);
  assert_ids (rows, "abc");
  dw_alarm_rows_check_all (rows, TRUE);
  checked = dw_alarm_rows_list_checked (rows);
  g_assert_cmpuint (checked->len, ==, 2);
  g_assert_cmpstr (dw_alarm_row_get_alarm_id (g_ptr_array_index (checked, 0)), ==, "b");
  dw_test_frame_close (frame);
}

static void
test_ended_alarm_loses_its_check (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  g_autoptr (DwAlarmRows) rows = dw_alarm_rows_new (frame->station);
  g_autoptr (GPtrArray) checked = NULL;

  dw_test_frame_put_alarm (frame, "b", 2, DW_ALARM_STATE_UNACK, 3000);
  assert_ids (rows, "b");
  dw_alarm_rows_check_all (rows, TRUE);
  dw_alarm_rows_set_frozen (rows, TRUE);
  dw_test_frame_put_alarm (frame, "b", 2, DW_ALARM_STATE_NORM, 3000);
  assert_ids (rows, "b");
  checked = dw_alarm_rows_list_checked (rows);
  g_assert_cmpuint (checked->len, ==, 0);
  dw_test_frame_close (frame);
}

/* --- history --- */

#define N_EVENTS 1050

static void
fill_history (DwTestFrame *frame)
{
  g_autoptr (GError) error = NULL;
  DwStoreBatch *batch = dw_store_batch_new ();

  for (guint i = 0; i < N_EVENTS; i++)
    {
      g_autoptr (DwEventRecord) event = dw_event_record_new ();

      event->time_ms = NOW_MS + i;
      event->kind = i % 2 == 0 ? DW_EVENT_ALARM : DW_EVENT_OPERATION;
      g_free (event->type);
      event->type = g_strdup ("residual-high");
      event->device_id = 2001;
      event->place_id = 1002;
      g_free (event->note);
      event->note = g_strdup_printf ("line %u", i);
      dw_store_batch_add_event (batch, event);
    }
  dw_store_commit (frame->station->store, batch, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_answered (gpointer data)
{
  return !dw_event_pages_is_loading (data);
}

static char *
get_note (DwEventPages *pages, guint position)
{
  g_autoptr (DwAlarmRow) row = g_list_model_get_item (G_LIST_MODEL (pages), position);

  return g_strdup (row != NULL ? dw_alarm_row_get_text (row, DW_ALARM_COLUMN_NOTE) : "no row");
}

typedef struct
{
  DwEventPages *pages;
  guint position;
  const char *note;
} Expected;

static gboolean
is_note (gpointer data)
{
  Expected *expected = data;
  g_autofree char *note = get_note (expected->pages, expected->position);

  return g_strcmp0 (note, expected->note) == 0;
}

static void
test_history_is_read_in_blocks (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  g_autoptr (DwEventPages) pages = dw_event_pages_new (frame->station);
  g_autoptr (GObject) first_look = NULL, second_look = NULL;
  g_autofree char *newest = NULL;

  fill_history (frame);
  dw_event_pages_ask (pages, &(DwEventFilter){ .to_ms = NOW_MS + N_EVENTS });
  dw_test_frame_wait (is_answered, pages, "the first block");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (pages)), ==, N_EVENTS);
  newest = get_note (pages, 0);
  g_assert_cmpstr (newest, ==, "line 1049");
  /* A line that is not there yet keeps its identity while it is being read. */
  first_look = g_list_model_get_item (G_LIST_MODEL (pages), 900);
  second_look = g_list_model_get_item (G_LIST_MODEL (pages), 900);
  g_assert_true (first_look == second_look);
  dw_test_frame_wait (is_note, &(Expected){ pages, 900, "line 149" }, "the block of line 900");
  dw_test_frame_wait (is_note, &(Expected){ pages, 1049, "line 0" }, "the oldest line");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (pages), N_EVENTS));
  dw_test_frame_close (frame);
}

static void
test_only_the_last_question_is_answered (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  g_autoptr (DwEventPages) pages = dw_event_pages_new (frame->station);

  fill_history (frame);
  dw_event_pages_ask (pages, &(DwEventFilter){ 0 });
  dw_event_pages_ask (pages, &(DwEventFilter){ .kinds = MASK (DW_EVENT_OPERATION), .text = "line 7" });
  dw_event_pages_ask (pages, &(DwEventFilter){ .kinds = MASK (DW_EVENT_OPERATION), .to_ms = NOW_MS + N_EVENTS });
  dw_test_frame_wait (is_answered, pages, "the answer");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (pages)), ==, N_EVENTS / 2);
  g_assert_null (dw_event_pages_get_error (pages));
  dw_test_frame_close (frame);
}

static void
test_closing_while_history_is_read_is_safe (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  DwEventPages *pages = dw_event_pages_new (frame->station);

  dw_event_pages_ask (pages, &(DwEventFilter){ 0 });
  g_object_unref (pages);
  dw_test_frame_run_ms (100);
  dw_test_frame_close (frame);
}

/* --- the page --- */

static const char *const nine_columns[] = { "Event", "Time", "Device", "Device type", "Channel", "Detector address", "Region", "Position", "Remark" };

/* S1-27: 事件类型 时间 设备名称 设备类型 通道 探测器地址 区域 位置 备注, behind check and priority. */
static void
test_table_has_the_nine_columns (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  GtkWidget *page = GTK_WIDGET (dw_window_find_page (frame->window, "hazards"));
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (dw_test_find (page, GTK_TYPE_COLUMN_VIEW)));

  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 2 + G_N_ELEMENTS (nine_columns));
  for (guint i = 0; i < G_N_ELEMENTS (nine_columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i + 2);

      g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, nine_columns[i]);
      g_assert_true (gtk_column_view_column_get_visible (column));
    }
  dw_test_frame_close (frame);
}

static DwAlarmRow *
get_selected (DwTestFrame *frame)
{
  GtkWidget *page = GTK_WIDGET (dw_window_find_page (frame->window, "hazards"));
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (dw_test_find (page, GTK_TYPE_COLUMN_VIEW)));

  return gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model));
}

static void
test_show_alarm_finds_it_behind_a_filter (void)
{
  DwTestFrame *frame = dw_test_frame_open ();

  dw_test_frame_put_alarm (frame, "a", 1, DW_ALARM_STATE_UNACK, 3000);
  dw_test_frame_put_alarm (frame, "b", 3, DW_ALARM_STATE_UNACK, 3000);
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.show-priority", "i", 1);
  dw_test_frame_run_ms (150);
  g_assert_cmpstr (dw_window_get_page_id (frame->window), ==, "hazards");
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.show-alarm", "s", "b");
  g_assert_nonnull (get_selected (frame));
  g_assert_cmpstr (dw_alarm_row_get_alarm_id (get_selected (frame)), ==, "b");
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.show-alarm", "s", "no-such-alarm");
  dw_test_frame_close (frame);
}

int
main (int argc, char **argv)
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  g_test_add_func ("/alarm-filter/passes-what-is-asked-and-nothing-else", test_filter);
  g_test_add_func ("/alarm-filter/a-place-means-everything-below", test_filter_by_place);
  g_test_add_func ("/alarm-filter/month-begins-on-its-first-day", test_month_begins_on_its_first_day);
  g_test_add_func ("/alarm-filter/is-read-from-words", test_filter_is_read_from_words);
  g_test_add_func ("/alarm-filter/by-class-and-span", test_filter_by_class_and_span);
  g_test_add_func ("/alarm-filter/views-have-stable-words", test_views_have_stable_words);
  g_test_add_func ("/alarm-rows/stand-still-while-frozen", test_rows_stand_still_while_frozen);
  g_test_add_func ("/alarm-rows/pending-ones-are-shown-on-demand", test_pending_rows_are_shown_on_demand);
  g_test_add_func ("/alarm-rows/urgent-ones-cannot-be-checked", test_urgent_alarms_cannot_be_checked);
  g_test_add_func ("/alarm-rows/ended-one-loses-its-check", test_ended_alarm_loses_its_check);
  g_test_add_func ("/event-pages/history-is-read-in-blocks", test_history_is_read_in_blocks);
  g_test_add_func ("/event-pages/only-the-last-question-is-answered", test_only_the_last_question_is_answered);
  g_test_add_func ("/event-pages/closing-while-reading-is-safe", test_closing_while_history_is_read_is_safe);
  g_test_add_func ("/alarm-page/has-the-nine-columns-in-their-order", test_table_has_the_nine_columns);
  g_test_add_func ("/alarm-page/shown-alarm-is-found-behind-a-filter", test_show_alarm_finds_it_behind_a_filter);
  return g_test_run ();
}
