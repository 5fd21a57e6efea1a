// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sheet.h"
#include "dw-test-trend.h"

/* What people leave behind on the trend page: a replaced meter that is noted, with all that is refused (domain facts 3), and a choice of circuits for each of them. */

/* --- a replaced meter (domain facts 3) --- */

static guint
collect_flags (DwTestTrend *kit)
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
fill_sheet (DwTestTrend *kit, const char *time, const char *old_final, const char *new_start)
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
read_sheet (DwTestTrend *kit)
{
  GtkWidget *sheet = dw_sheet_host_get_top (DW_SHEET_HOST (dw_test_find (GTK_WIDGET (kit->frame->window), DW_TYPE_SHEET_HOST)));

  return sheet != NULL ? gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (gtk_widget_get_last_child (sheet)))) : NULL;
}

static void
sign_in (DwTestTrend *kit, DwRole role)
{
  g_autoptr (DwPerson) person = dw_person_new ("W07", "W07", role);

  dw_station_set_person (kit->frame->station, person);
  dw_trend_choice_clear (kit->page->choice);
  dw_trend_choice_add (kit->page->choice, 2002, NULL);
  dw_test_trend_settle (kit);
}

static gboolean
is_marked (gpointer data)
{
  const GPtrArray *marks = dw_trend_loader_get_marks (((DwTestTrend *)data)->page->loader);

  return dw_test_trend_is_settled (data) && marks != NULL && marks->len == 1;
}

static void
test_replaced_meter (DwTestTrend *kit, gconstpointer data)
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
  dw_test_trend_act (kit, "trend.note-replacement", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      fill_sheet (kit, refused[i].time, refused[i].old_final, refused[i].new_start);
      g_assert_cmpstr (read_sheet (kit), !=, "");
    }
  fill_sheet (kit, "2026-11-19 12:30", "9000", "3");
  g_assert_null (read_sheet (kit));
  dw_test_frame_wait (is_marked, kit, "the mark of the replacement");
  mark = g_ptr_array_index (dw_trend_loader_get_marks (kit->page->loader), 0);
  g_assert_cmpint (mark->time_ms, ==, DW_TEST_TREND_METER_MS);
  g_assert_true (collect_flags (kit) & DW_ENERGY_REPLACED);
  g_assert_false (collect_flags (kit) & DW_ENERGY_RESET);
  /* From the last reading of the week before, 164 h and a minute ago, to the newest, in 9 min: 6 kW over 164 h 10 min. */
  g_assert_cmpfloat_with_epsilon (dw_trend_loader_find_energy (kit->page->loader, 2002)->total_kwh, 985, 0.011);
}

static void
test_a_guard_may_not_replace_a_meter (DwTestTrend *kit, gconstpointer data)
{
  sign_in (kit, DW_ROLE_DUTY_GUARD);
  dw_test_trend_act (kit, "trend.note-replacement", NULL);
  fill_sheet (kit, "2026-11-19 12:30", "9000", "3");
  g_assert_cmpstr (read_sheet (kit), !=, "");
  dw_test_trend_settle (kit);
  g_assert_false (collect_flags (kit) & DW_ENERGY_REPLACED);
}

/* --- each person has a choice of their own --- */

static void
sign_in_as (DwTestTrend *kit, const char *id)
{
  g_autoptr (DwPerson) person = dw_person_new (id, id, DW_ROLE_DUTY_GUARD);

  dw_station_set_person (kit->frame->station, person);
  dw_test_trend_settle (kit);
}

/* W07 looks at one circuit's temperature of a month; W08, who never was here, gets what everybody gets; W07 comes back, one circuit less. */
static void
test_choice_of_a_person (DwTestTrend *kit, gconstpointer data)
{
  sign_in_as (kit, "W07");
  dw_trend_choice_clear (kit->page->choice);
  dw_trend_choice_add (kit->page->choice, 2003, NULL);
  dw_trend_choice_add (kit->page->choice, 2002, NULL);
  dw_test_trend_act (kit, "trend.quantity", "temperature");
  dw_test_trend_act (kit, "trend.span", "month");
  dw_test_trend_settle (kit);
  sign_in_as (kit, "W08");
  g_assert_cmpuint (dw_trend_choice_get_n_items (kit->page->choice), ==, 3);
  dw_test_trend_act (kit, "trend.quantity", "residual-current");
  dw_test_trend_act (kit, "trend.span", "day");
  dw_place_tree_remove_device (dw_station_get_tree (kit->frame->station), dw_trend_page_find_device (kit->page, 2003));
  sign_in_as (kit, "W07");
  g_assert_cmpuint (dw_trend_choice_get_n_items (kit->page->choice), ==, 1);
  g_assert_cmpint (dw_trend_choice_get_item (kit->page->choice, 0)->device_id, ==, 2002);
  g_assert_cmpint (dw_trend_choice_get_kind (kit->page->choice), ==, DW_TREND_KIND_TEMPERATURE);
  g_assert_cmpint (dw_span_get_unit (kit->page->span), ==, DW_SPAN_MONTH);
}

int
main (int argc, char **argv)
{
  if (!dw_test_trend_init (&argc, &argv))
    return 0;
#define ADD(path, func) g_test_add ("/trend-people/" path, DwTestTrend, NULL, dw_test_trend_set_up, func, dw_test_trend_tear_down)
  ADD ("replaced-meter", test_replaced_meter);
  ADD ("a-guard-may-not-replace-a-meter", test_a_guard_may_not_replace_a_meter);
  ADD ("choice-of-a-person", test_choice_of_a_person);
#undef ADD
  return g_test_run ();
}
