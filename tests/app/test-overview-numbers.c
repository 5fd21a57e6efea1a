// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan (S1-17, S1-18, S0-43, S2-15): every number of the overview opens a list of exactly so many lines: waiting alarms, tiles of the month, columns of the shift and of the year, cells of
// the table · devices with little data are listed and open · numbers of another person are theirs · a file of the table has its rows · where there is nothing, nothing is pressed.

#include <glib/gstdio.h>

#include "dw-calendar.h"
#include "dw-columns-view.h"
#include "dw-month-desk.h"
#include "dw-month-rows.h"
#include "dw-month-sheet.h"
#include "dw-month-year.h"
#include "dw-month.h"
#include "dw-rhythm.h"
#include "dw-sheet.h"
#include "dw-station-private.h"
#include "dw-test-frame.h"
#include "dw-tile.h"
#include "dw-work-alarms.h"
#include "dw-workbench.h"

/* --- looking at the window --- */

static GtkWidget *
find_labelled (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_labelled (child, text);
  return found;
}

/* The button that says the text somewhere. */
static GtkWidget *
find_button (GtkWidget *below, const char *text)
{
  GtkWidget *label = find_labelled (below, text);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  return widget != NULL && find_labelled (widget, text) != NULL;
}

static GtkWidget *
find_in_window (DwTestFrame *frame, GType type)
{
  return dw_test_find (GTK_WIDGET (frame->window), type);
}

typedef struct
{
  DwTestFrame *frame;
  GType type;        /* of the part that the button is in */
  const char *title; /* of the button */
  const char *number;
  guint n_rows;
} Expected;

static gboolean
shows_number (gpointer data)
{
  const Expected *expected = data;

  return says (find_button (find_in_window (expected->frame, expected->type), expected->title), expected->number);
}

static guint
count_rows (DwTestFrame *frame)
{
  GtkWidget *page = GTK_WIDGET (dw_window_find_page (frame->window, "hazards"));
  GtkColumnView *table = GTK_COLUMN_VIEW (dw_test_find (page, GTK_TYPE_COLUMN_VIEW));
  GtkSelectionModel *rows = gtk_column_view_get_model (table);

  return rows != NULL ? g_list_model_get_n_items (G_LIST_MODEL (rows)) : 0; /* a table that was empty all the time was never shown */
}

static gboolean
lists_rows (gpointer data)
{
  const Expected *expected = data;

  return g_strcmp0 (dw_window_get_page_id (expected->frame->window), "hazards") == 0 && count_rows (expected->frame) == expected->n_rows;
}

static void
go_back (DwTestFrame *frame)
{
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.show-page", "s", "overview");
  dw_test_frame_run_ms (50);
}

/* The list may pass the right length while it is being filled: it must stay there. */
static void
expect_rows (DwTestFrame *frame, guint n_rows, const char *what)
{
  Expected expected = { .frame = frame, .n_rows = n_rows };

  dw_test_frame_wait (lists_rows, &expected, what);
  dw_test_frame_run_ms (150);
  g_assert_true (lists_rows (&expected));
  go_back (frame);
}

/* --- the past --- */

static void
add_event (DwStoreBatch *batch, gint64 time_ms, DwEventKind kind, const char *type, gint64 place_id)
{
  g_autoptr (DwEventRecord) event = dw_event_record_new ();

  event->time_ms = time_ms;
  event->kind = kind;
  event->place_id = place_id;
  event->priority = 2;
  g_free (event->type);
  event->type = g_strdup (type);
  dw_store_batch_add_event (batch, event);
}

static void
add_events (DwStoreBatch *batch, guint n, gint64 time_ms, DwEventKind kind, const char *type)
{
  for (guint i = 0; i < n; i++)
    add_event (batch, time_ms, kind, type, 1002);
}

static gint64
find_old_month (gint64 now_ms)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return dw_calendar_add (now_ms, DW_CALENDAR_MONTH, -2, zone) + 1000;
}

/* This moment: 7 hazards (4 residual, 2 temperature, 1 trip), 3 faults, 2 restored; a person's act that counts as nothing. Two months ago: 5 hazards. */
static void
fill_past (DwTestFrame *frame)
{
  g_autoptr (GError) error = NULL;
  DwStoreBatch *batch = dw_store_batch_new ();
  gint64 now_ms = dw_clock_wall_ms (frame->clock);

  add_events (batch, 4, now_ms, DW_EVENT_ALARM, "residual-high");
  add_events (batch, 2, now_ms, DW_EVENT_ALARM, "temperature-warning");
  add_events (batch, 1, now_ms, DW_EVENT_TRIP, "trip");
  add_events (batch, 2, now_ms, DW_EVENT_FAULT, "sensor-fault");
  add_events (batch, 1, now_ms, DW_EVENT_COMMS, "device-silent");
  add_events (batch, 2, now_ms, DW_EVENT_RESTORE, "residual-high");
  add_events (batch, 6, now_ms, DW_EVENT_OPERATION, "acknowledge");
  add_events (batch, 5, find_old_month (now_ms), DW_EVENT_ALARM, "overcurrent");
  dw_store_commit (frame->station->store, batch, NULL, &error);
  g_assert_no_error (error);
}

static DwTestFrame *
open_frame (void)
{
  DwTestFrame *frame = dw_test_frame_open ();

  fill_past (frame);
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.refresh", NULL);
  dw_test_frame_wait (shows_number, &(Expected){ frame, DW_TYPE_MONTH, "Hazards", "7", 0 }, "seven hazards");
  return frame;
}

/* --- tests --- */

static void
test_waiting_alarms (void)
{
  DwTestFrame *frame = dw_test_frame_open ();

  dw_test_frame_put_alarm (frame, "a", 1, DW_ALARM_STATE_UNACK, 3000);
  dw_test_frame_put_alarm (frame, "b", 2, DW_ALARM_STATE_ACKED, 3000);
  dw_test_frame_put_alarm (frame, "c", 3, DW_ALARM_STATE_RTN_UNACK, 3000);
  dw_test_frame_put_alarm (frame, "d", 4, DW_ALARM_STATE_ACKED, 3000);
  dw_test_frame_wait (shows_number, &(Expected){ frame, DW_TYPE_WORKBENCH, "Unacknowledged alarms", "2", 0 }, "two waiting alarms");
  gtk_widget_activate (find_button (find_in_window (frame, DW_TYPE_WORKBENCH), "Unacknowledged alarms"));
  expect_rows (frame, 2, "the two alarms that wait");
  dw_test_frame_close (frame);
}

static void
test_tiles (void)
{
  static const struct
  {
    const char *title, *number;
    guint n;
  } rows[] = { { "Hazards", "7", 7 }, { "Faults", "3", 3 }, { "Restored", "2", 2 } };
  DwTestFrame *frame = open_frame ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *tile = find_button (find_in_window (frame, DW_TYPE_MONTH), rows[i].title);

      g_assert_true (says (tile, rows[i].number));
      gtk_widget_activate (tile);
      expect_rows (frame, rows[i].n, rows[i].title);
    }
  dw_test_frame_close (frame);
}

/* What narrowed the list before must not make another number of it. */
static void
test_an_old_filter_is_no_hindrance (void)
{
  DwTestFrame *frame = open_frame ();

  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.show-priority", "i", 1);
  dw_test_frame_run_ms (100);
  go_back (frame);
  gtk_widget_activate (find_button (find_in_window (frame, DW_TYPE_MONTH), "Hazards"));
  expect_rows (frame, 7, "all hazards again");
  dw_test_frame_close (frame);
}

static gboolean
counts_the_shift (gpointer data)
{
  DwShift shift;
  guint total;

  return dw_rhythm_get_total (DW_RHYTHM (find_in_window (data, DW_TYPE_RHYTHM)), &shift, &total) && total == 10;
}

/* Ten new alarms (7 hazards and 3 faults) came in one moment: one column, and the foot of the workbench. */
static void
test_rhythm (void)
{
  DwTestFrame *frame = open_frame ();
  GtkWidget *rhythm = find_in_window (frame, DW_TYPE_RHYTHM);
  const guint *counts;
  guint n, column = 0;

  dw_test_frame_wait (counts_the_shift, frame, "the alarms of the shift");
  counts = dw_rhythm_get_counts (DW_RHYTHM (rhythm), &n);
  while (column < n && counts[column] == 0)
    column++;
  g_assert_cmpuint (column, <, n);
  g_assert_cmpuint (counts[column], ==, 10);
  dw_columns_view_press (DW_COLUMNS_VIEW (dw_test_find (rhythm, DW_TYPE_COLUMNS_VIEW)), column);
  expect_rows (frame, 10, "the alarms of these ten minutes");
  gtk_widget_activate (find_button (find_in_window (frame, DW_TYPE_WORKBENCH), "10 alarms this shift"));
  expect_rows (frame, 10, "the alarms of the shift");
  dw_test_frame_close (frame);
}

static void
count_press_cb (DwColumnsView *columns, guint column, guint *n_presses)
{
  ++*n_presses;
}

static void
test_an_empty_column_is_not_pressed (void)
{
  static const guint counts[2] = { 0, 3 };
  g_autoptr (GtkWidget) columns = g_object_ref_sink (dw_columns_view_new (80));
  DwCountColumns shown = { .n = 2, .counts = counts, .now = -1, .current = -1 };
  guint n_presses = 0;

  g_signal_connect (columns, "pressed", G_CALLBACK (count_press_cb), &n_presses);
  dw_columns_view_show (DW_COLUMNS_VIEW (columns), &shown, "two columns", NULL, NULL);
  dw_columns_view_press (DW_COLUMNS_VIEW (columns), 0);
  dw_columns_view_press (DW_COLUMNS_VIEW (columns), 2);
  g_assert_cmpuint (n_presses, ==, 0);
  dw_columns_view_press (DW_COLUMNS_VIEW (columns), 1);
  g_assert_cmpuint (n_presses, ==, 1);
}

static gboolean
press_old_month (gpointer data)
{
  DwTestFrame *frame = data;
  GtkWidget *year = find_in_window (frame, DW_TYPE_MONTH_YEAR);

  dw_columns_view_press (DW_COLUMNS_VIEW (dw_test_find (year, DW_TYPE_COLUMNS_VIEW)), 12 - 1 - 2);
  return g_strcmp0 (dw_window_get_page_id (frame->window), "hazards") == 0;
}

static void
test_year (void)
{
  DwTestFrame *frame = open_frame ();
  GtkWidget *year;

  dw_test_frame_wait (press_old_month, frame, "the columns of the year");
  expect_rows (frame, 5, "the hazards of two months ago");
  year = find_in_window (frame, DW_TYPE_MONTH_YEAR);
  dw_columns_view_press (DW_COLUMNS_VIEW (dw_test_find (year, DW_TYPE_COLUMNS_VIEW)), 12 - 1);
  expect_rows (frame, 7, "the hazards of this month");
  dw_test_frame_close (frame);
}

typedef struct
{
  GtkWidget *sheet;
  const char *number;
} Cell;

static gboolean
has_cell (gpointer data)
{
  const Cell *cell = data;

  return find_button (cell->sheet, cell->number) != NULL;
}

static void
press_cell (DwTestFrame *frame, const char *number, guint n_rows)
{
  GtkWidget *month = find_in_window (frame, DW_TYPE_MONTH);
  g_autoptr (DwScope) scope = g_object_ref (dw_page_get_scope (dw_window_find_page (frame->window, "overview")));
  GtkWidget *sheet = dw_month_sheet_present (month, frame->station, scope);

  dw_test_frame_wait (has_cell, &(Cell){ sheet, number }, "the table");
  gtk_widget_activate (find_button (sheet, number));
  expect_rows (frame, n_rows, number);
}

/* 4 residual and 2 temperature this month, 5 overload two months ago: no other cell has these numbers. */
static void
test_table_of_months (void)
{
  DwTestFrame *frame = open_frame ();

  press_cell (frame, "4", 4);
  press_cell (frame, "2", 2);
  press_cell (frame, "5", 5);
  press_cell (frame, "7", 7);
  dw_test_frame_close (frame);
}

/* Closed while the database still counts. */
static void
test_table_may_be_closed_at_once (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  DwScope *scope = dw_page_get_scope (dw_window_find_page (frame->window, "overview"));

  dw_sheet_close (dw_month_sheet_present (find_in_window (frame, DW_TYPE_MONTH), frame->station, scope));
  dw_test_frame_run_ms (100);
  dw_test_frame_close (frame);
}

static gboolean
shows_live (gpointer data)
{
  DwTestFrame *frame = data;

  return g_strcmp0 (dw_window_get_page_id (frame->window), "live") == 0;
}

static gboolean
has_low_list (gpointer data)
{
  return dw_test_find (find_in_window (data, DW_TYPE_WORKBENCH), GTK_TYPE_POPOVER) != NULL;
}

/* A device that never told anything has no data. */
static void
test_low_coverage (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  GtkWidget *line, *popover;

  dw_test_frame_wait (shows_number, &(Expected){ frame, DW_TYPE_WORKBENCH, "Data of 24 h incomplete", "1", 0 }, "one device without data");
  line = find_button (find_in_window (frame, DW_TYPE_WORKBENCH), "Data of 24 h incomplete");
  gtk_widget_activate (line);
  dw_test_frame_wait (has_low_list, frame, "the list of devices");
  popover = dw_test_find (find_in_window (frame, DW_TYPE_WORKBENCH), GTK_TYPE_POPOVER);
  gtk_widget_activate (find_button (popover, "0.0 %"));
  dw_test_frame_wait (shows_live, frame, "the device");
  dw_test_frame_close (frame);
}

/* Who sees nothing counts nothing, on the page and in the list. */
static void
test_another_person_counts_their_own (void)
{
  DwTestFrame *frame = open_frame ();
  g_autoptr (DwPerson) person = dw_person_new ("A12", "", DW_ROLE_SCHOOL_ADMIN);
  gint64 elsewhere = 4711;

  dw_test_frame_put_alarm (frame, "a", 1, DW_ALARM_STATE_UNACK, 3000);
  dw_test_frame_wait (shows_number, &(Expected){ frame, DW_TYPE_WORKBENCH, "Unacknowledged alarms", "1", 0 }, "a waiting alarm");
  g_array_append_val (person->scope, elsewhere);
  dw_station_set_person (frame->station, person);
  dw_test_frame_wait (shows_number, &(Expected){ frame, DW_TYPE_MONTH, "Hazards", "0", 0 }, "no hazards of theirs");
  dw_test_frame_wait (shows_number, &(Expected){ frame, DW_TYPE_WORKBENCH, "Unacknowledged alarms", "0", 0 }, "no alarm of theirs");
  gtk_widget_activate (find_button (find_in_window (frame, DW_TYPE_MONTH), "Hazards"));
  expect_rows (frame, 0, "an empty list");
  gtk_widget_activate (find_button (find_in_window (frame, DW_TYPE_WORKBENCH), "Unacknowledged alarms"));
  expect_rows (frame, 0, "no alarm");
  dw_test_frame_close (frame);
}

/* --- the file --- */

static DwMonthTable *
make_table (void)
{
  DwMonthTable *table = g_new0 (DwMonthTable, 1);

  table->n_months = 2;
  table->edges_ms = g_new0 (gint64, 3);
  table->edges_ms[0] = G_GINT64_CONSTANT (1740758400000); /* 2025-03-01 and 2025-04-01 in Shanghai */
  table->edges_ms[1] = G_GINT64_CONSTANT (1743436800000);
  table->edges_ms[2] = G_GINT64_CONSTANT (1746028800000);
  table->regions = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (table->regions, dw_place_new (10, DW_PLACE_REGION, "Tanggu"));
  table->counts = g_new0 (guint, 2 * 2 * DW_N_EVENT_CLASSES);
  table->counts[DW_EVENT_CLASS_RESIDUAL] = 3;                            /* March, Tanggu */
  table->counts[2 * DW_N_EVENT_CLASSES + DW_EVENT_CLASS_LOAD] = 4;       /* April, Tanggu */
  table->counts[3 * DW_N_EVENT_CLASSES + DW_EVENT_CLASS_OTHER] = 1;      /* April, in no region */
  table->counts[3 * DW_N_EVENT_CLASSES + DW_EVENT_CLASS_RESTORED] = 999; /* no hazard */
  return table;
}

static void
test_file (void)
{
  g_autoptr (DwMonthTable) table = make_table ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autofree char *dir = g_dir_make_tmp ("dianwei-table-XXXXXX", NULL), *path = g_build_filename (dir, "table.csv", NULL), *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_month_rows_write (table, path, zone, 1, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==,
                   "\xef\xbb\xbf"
                   "Month,Region,Residual current,Temperature,Load/voltage,Other,Hazards\r\n"
                   "2025-04,Tanggu,0,0,4,0,4\r\n"
                   "2025-04,In no region,0,0,0,1,1\r\n"
                   "2025-04,All,0,0,4,1,5\r\n"
                   "2025-03,Tanggu,3,0,0,0,3\r\n"
                   "2025-03,In no region,0,0,0,0,0\r\n"
                   "2025-03,All,3,0,0,0,3\r\n");
  g_unlink (path);
  g_assert_false (dw_month_rows_write (table, "/nowhere/table.csv", zone, 1, &error));
  g_assert_nonnull (strstr (error->message, "/nowhere"));
  g_rmdir (dir);
}

int
main (int argc, char *argv[])
{
  g_setenv ("LANGUAGE", "C", TRUE);
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  g_test_add_func ("/overview-numbers/waiting-alarms", test_waiting_alarms);
  g_test_add_func ("/overview-numbers/tiles", test_tiles);
  g_test_add_func ("/overview-numbers/an-old-filter-is-no-hindrance", test_an_old_filter_is_no_hindrance);
  g_test_add_func ("/overview-numbers/rhythm", test_rhythm);
  g_test_add_func ("/overview-numbers/an-empty-column-is-not-pressed", test_an_empty_column_is_not_pressed);
  g_test_add_func ("/overview-numbers/year", test_year);
  g_test_add_func ("/overview-numbers/table-of-months", test_table_of_months);
  g_test_add_func ("/overview-numbers/table-may-be-closed-at-once", test_table_may_be_closed_at_once);
  g_test_add_func ("/overview-numbers/low-coverage", test_low_coverage);
  g_test_add_func ("/overview-numbers/another-person-counts-their-own", test_another_person_counts_their_own);
  g_test_add_func ("/overview-numbers/file", test_file);
  return g_test_run ();
}
