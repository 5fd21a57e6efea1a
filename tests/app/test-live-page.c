// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-control-button.h"
#include "dw-device-board.h"
#include "dw-device-panel.h"
#include "dw-device-table.h"
#include "dw-live-page.h"
#include "dw-place-filter.h"
#include "dw-project-page.h"
#include "dw-sheet.h"
#include "dw-test-frame.h"

/* Plan: a box leads to its device in few steps; the panel shows the device it was given and lets go of one that is removed; verbs are there by name and blocked ones say why;
 * tabs and filter follow their actions; what the person may not see is not in the tree. */

static DwDevicePanel *
get_panel (DwTestFrame *frame)
{
  return DW_DEVICE_PANEL (dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_DEVICE_PANEL));
}

static DwProjectPage *
get_project (DwTestFrame *frame)
{
  return DW_PROJECT_PAGE (dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_PROJECT_PAGE));
}

static void
activate (DwTestFrame *frame, const char *action, const char *parameter)
{
  if (parameter != NULL)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (frame->window), action, "s", parameter));
  else
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (frame->window), action, NULL));
  dw_test_frame_run_ms (50);
}

static void
test_device_opens_and_closes (void)
{
  DwTestFrame *frame = dw_test_frame_open ();

  activate (frame, "win.show-device", "2001");
  g_assert_true (dw_device_panel_get_device (get_panel (frame)) == frame->device);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (get_panel (frame))));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (get_project (frame))));
  activate (frame, "win.close-device", NULL);
  g_assert_null (dw_device_panel_get_device (get_panel (frame)));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (get_project (frame))));
  activate (frame, "win.show-device", "4711");
  g_assert_null (dw_device_panel_get_device (get_panel (frame)));
  dw_test_frame_close (frame);
}

static void
test_back_leads_to_where_one_came_from (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  DwPage *page = dw_window_find_page (frame->window, "live");

  activate (frame, "win.set-place", "1001");
  activate (frame, "win.show-device", "2001");
  g_assert_true (dw_scope_get_place (dw_page_get_scope (page)) == frame->box);
  activate (frame, "win.close-device", NULL);
  g_assert_true (dw_scope_get_place (dw_page_get_scope (page)) == frame->school);
  dw_test_frame_close (frame);
}

static void
test_another_place_closes_the_panel (void)
{
  DwTestFrame *frame = dw_test_frame_open ();

  activate (frame, "win.show-device", "2001");
  activate (frame, "win.set-place", "1001");
  g_assert_null (dw_device_panel_get_device (get_panel (frame)));
  dw_test_frame_close (frame);
}

static void
test_removed_device_leaves_the_panel (void)
{
  DwTestFrame *frame = dw_test_frame_open ();

  activate (frame, "win.show-device", "2001");
  dw_place_tree_remove_device (dw_station_get_tree (frame->station), frame->device);
  dw_test_frame_run_ms (30);
  g_assert_null (dw_device_panel_get_device (get_panel (frame)));
  dw_test_frame_close (frame);
}

static void
test_next_and_previous (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  DwDevice *other = dw_device_new (2002, "Detector 2AL2");

  dw_device_set_place_id (other, 1002);
  dw_place_tree_add_device (dw_station_get_tree (frame->station), other);
  activate (frame, "win.show-device", "2001");
  activate (frame, "win.next-device", NULL);
  g_assert_true (dw_device_panel_get_device (get_panel (frame)) == other);
  activate (frame, "win.next-device", NULL);
  g_assert_true (dw_device_panel_get_device (get_panel (frame)) == frame->device);
  activate (frame, "win.previous-device", NULL);
  g_assert_true (dw_device_panel_get_device (get_panel (frame)) == other);
  dw_test_frame_close (frame);
  g_object_unref (other);
}

static void
test_control_needs_a_device (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  GAction *control = g_action_map_lookup_action (G_ACTION_MAP (frame->window), "control");
  DwSheetHost *sheets = DW_SHEET_HOST (dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_SHEET_HOST));

  g_assert_nonnull (control);
  g_assert_false (g_action_get_enabled (control));
  activate (frame, "win.show-device", "2001");
  g_assert_true (g_action_get_enabled (control));
  activate (frame, "win.control", "no-such-verb");
  g_assert_null (dw_sheet_host_get_top (sheets));
  activate (frame, "win.control", "reset");
  g_assert_nonnull (dw_sheet_host_get_top (sheets));
  activate (frame, "win.close-device", NULL);
  g_assert_false (g_action_get_enabled (control));
  dw_test_frame_close (frame);
}

static void
test_blocked_button_says_why (void)
{
  DwControlButton *button = DW_CONTROL_BUTTON (g_object_ref_sink (dw_control_button_new ("breaker", "Trip", "Ctrl+T")));

  dw_control_button_set_blocked (button, "The switch is locked on site", NULL);
  g_assert_cmpstr (dw_control_button_get_reason (button), ==, "The switch is locked on site");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (button), "dw-blocked"));
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (button)));
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (button)));
  dw_control_button_set_blocked (button, NULL, "two persons");
  g_assert_null (dw_control_button_get_reason (button));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (button), "dw-blocked"));
  g_object_unref (button);
}

static void
test_tabs (void)
{
  static const char *const tabs[] = { "devices", "oneline", "records", "overview" };
  DwTestFrame *frame = dw_test_frame_open ();

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    {
      activate (frame, "win.project-tab", tabs[i]);
      g_assert_cmpstr (dw_project_page_get_tab (get_project (frame)), ==, tabs[i]);
    }
  dw_test_frame_close (frame);
}

static void
test_board_shows_abnormal_only_on_demand (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  DwDeviceBoard *board;

  activate (frame, "win.show-page", "live");
  activate (frame, "win.set-place", "1001");
  activate (frame, "win.project-tab", "devices");
  board = DW_DEVICE_BOARD (dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_DEVICE_BOARD));
  g_assert_cmpuint (dw_device_board_get_total (board), ==, 1);
  dw_device_board_set_show (board, "abnormal");
  g_assert_cmpuint (g_list_model_get_n_items (dw_device_board_get_devices (board)), ==, 0);
  dw_test_frame_put_alarm (frame, "a", 1, DW_ALARM_STATE_UNACK, 1000);
  activate (frame, "win.show-devices", "all");
  activate (frame, "win.device-view", "table");
  activate (frame, "win.show-devices", "abnormal");
  g_assert_true (gtk_widget_get_mapped (dw_test_find (GTK_WIDGET (board), DW_TYPE_DEVICE_TABLE)));
  g_assert_cmpuint (g_list_model_get_n_items (dw_device_board_get_devices (board)), ==, 1);
  g_assert_cmpuint (dw_device_board_get_total (board), ==, 1);
  dw_test_frame_close (frame);
}

typedef struct
{
  const char *sentence;
  const char *text;
  gint64 scope; /* 0 = everything */
  gboolean school, box, other;
} FilterCase;

static const FilterCase filters[] = {
  { "no text shows all", "", 0, TRUE, TRUE, TRUE },
  { "a box keeps the school above it", "2al1", 0, TRUE, TRUE, FALSE },
  { "a school keeps what lies below it", "school", 0, TRUE, TRUE, TRUE },
  { "a device's name finds its box", "detector", 0, TRUE, TRUE, FALSE },
  { "blanks around a text do not matter", "  2AL1 ", 0, TRUE, TRUE, FALSE },
  { "nothing of that name shows nothing", "nowhere", 0, FALSE, FALSE, FALSE },
  { "the scope hides what lies beside it", "", 1003, TRUE, FALSE, TRUE },
  { "a text does not reach beyond the scope", "2al1", 1003, FALSE, FALSE, FALSE },
};

static void
test_filter (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  DwPlaceTree *tree = dw_station_get_tree (frame->station);
  g_autoptr (DwPlace) other = dw_place_new (1003, DW_PLACE_BOX, "3AL1");

  dw_place_tree_add (tree, other, frame->school);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      const FilterCase *c = &filters[i];
      g_autoptr (DwPlaceFilter) filter = dw_place_filter_new (tree);
      g_autoptr (DwPerson) person = dw_person_new ("W03", "W03", DW_ROLE_DUTY_GUARD);

      g_test_message ("%s", c->sentence);
      if (c->scope != 0)
        g_array_append_val (person->scope, c->scope);
      dw_place_filter_set_person (filter, person);
      dw_place_filter_set_text (filter, c->text);
      g_assert_cmpint (gtk_filter_match (GTK_FILTER (filter), frame->school), ==, c->school);
      g_assert_cmpint (gtk_filter_match (GTK_FILTER (filter), frame->box), ==, c->box);
      g_assert_cmpint (gtk_filter_match (GTK_FILTER (filter), other), ==, c->other);
    }
  dw_test_frame_close (frame);
}

static void
test_filter_joins_text_and_abnormal (void)
{
  static const guint active[5] = { 0, 1, 0, 0, 0 }, unacked[5] = { 0 };
  DwTestFrame *frame = dw_test_frame_open ();
  DwPlaceTree *tree = dw_station_get_tree (frame->station);
  g_autoptr (DwPlace) other = dw_place_new (1003, DW_PLACE_BOX, "3AL1");
  g_autoptr (DwPlaceFilter) filter = dw_place_filter_new (tree);

  dw_place_tree_add (tree, other, frame->school);
  dw_device_set_link (frame->device, DW_LINK_ONLINE, dw_clock_wall_ms (frame->clock));
  dw_device_set_last_seen_ms (frame->device, dw_clock_wall_ms (frame->clock));
  dw_place_tree_set_alarms (tree, other, active, unacked);
  dw_place_tree_refresh (tree, dw_clock_wall_ms (frame->clock));
  dw_place_filter_set_abnormal (filter, TRUE);
  g_assert_true (gtk_filter_match (GTK_FILTER (filter), other));
  g_assert_true (gtk_filter_match (GTK_FILTER (filter), frame->school));
  dw_place_filter_set_text (filter, "3al");
  g_assert_true (gtk_filter_match (GTK_FILTER (filter), other));
  dw_place_filter_set_text (filter, "2al");
  g_assert_false (gtk_filter_match (GTK_FILTER (filter), frame->box));
  g_assert_false (gtk_filter_match (GTK_FILTER (filter), frame->school));
  dw_test_frame_close (frame);
}

int
main (int argc, char *argv[])
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  g_test_add_func ("/live/a-device-opens-and-closes", test_device_opens_and_closes);
  g_test_add_func ("/live/back-leads-to-where-one-came-from", test_back_leads_to_where_one_came_from);
  g_test_add_func ("/live/another-place-closes-the-panel", test_another_place_closes_the_panel);
  g_test_add_func ("/live/a-removed-device-leaves-the-panel", test_removed_device_leaves_the_panel);
  g_test_add_func ("/live/next-and-previous-walk-in-a-circle", test_next_and_previous);
  g_test_add_func ("/live/control-needs-a-device-and-a-known-verb", test_control_needs_a_device);
  g_test_add_func ("/live/a-blocked-verb-says-why-and-keeps-the-focus", test_blocked_button_says_why);
  g_test_add_func ("/live/tabs-follow-the-action", test_tabs);
  g_test_add_func ("/live/the-board-narrows-and-still-counts-all", test_board_shows_abnormal_only_on_demand);
  g_test_add_func ("/live/the-filter-keeps-the-way-to-what-it-finds", test_filter);
  g_test_add_func ("/live/the-filter-joins-text-and-abnormal", test_filter_joins_text_and_abnormal);
  return g_test_run ();
}
