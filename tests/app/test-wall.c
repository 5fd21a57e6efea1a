// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-bar.h"
#include "dw-rail.h"
#include "dw-sheet.h"
#include "dw-test-wall.h"

/* The wall of a supervision centre (S1-17, S1-19): nothing to press, the alarm bar stays, a new alarm shows its region at once, and nobody leaves it by accident. */

static void
activate (DwTestWall *self, const char *action, const char *target)
{
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (self->frame->window), action, target != NULL ? g_variant_new_string (target) : NULL));
}

static GtkWidget *
find (DwTestWall *self, GType type)
{
  return dw_test_find (GTK_WIDGET (self->frame->window), type);
}

static DwPlace *
get_place (DwTestWall *self)
{
  return dw_scope_get_place (dw_page_get_scope (DW_PAGE (self->wall)));
}

static void
put_alarm (DwTestWall *self, const char *id, DwPlace *place, gint64 age_ms, DwAlarmState state)
{
  g_autoptr (DwAlarmRecord) record = dw_alarm_record_new ();

  g_free (record->id);
  record->id = g_strdup (id);
  record->place_id = dw_place_get_id (place);
  record->kind = DW_ALARM_PHASE_LOSS;
  record->priority = 2;
  record->state = state;
  record->active = TRUE;
  record->begin_ms = dw_clock_wall_ms (self->frame->clock) - age_ms;
  dw_alarm_list_put (dw_station_get_alarms (self->frame->station), record);
}

static void
header_and_rail_go_and_the_alarm_bar_stays (void)
{
  DwTestWall *self = dw_test_wall_open ();

  activate (self, "win.show-page", "hazards");
  dw_test_wall_enter (self);
  g_assert_false (gtk_widget_get_visible (find (self, ADW_TYPE_HEADER_BAR)));
  g_assert_false (gtk_widget_get_visible (find (self, DW_TYPE_RAIL)));
  g_assert_true (gtk_widget_get_mapped (find (self, DW_TYPE_ALARM_BAR)));
  dw_test_wall_close (self);
}

static GtkWidget *
get_sheet (DwTestWall *self)
{
  return dw_sheet_host_get_top (DW_SHEET_HOST (find (self, DW_TYPE_SHEET_HOST)));
}

static gboolean
has_sheet (gpointer data)
{
  return get_sheet (data) != NULL;
}

/* Asked once, however often the key is pressed; Cancel stays, Leave goes back to where one was. */
static void
leaving_is_asked_about (void)
{
  DwTestWall *self = dw_test_wall_open ();

  activate (self, "win.show-page", "hazards");
  dw_test_wall_enter (self);
  activate (self, "win.wall", NULL);
  activate (self, "win.wall", NULL);
  dw_test_frame_wait (has_sheet, self, "the question");
  g_signal_emit_by_name (dw_test_find_button (get_sheet (self), "Cancel"), "clicked");
  g_assert_null (get_sheet (self));
  g_assert_cmpstr (dw_window_get_page_id (self->frame->window), ==, "wall");
  activate (self, "win.wall", NULL);
  g_signal_emit_by_name (dw_test_find_button (get_sheet (self), "Leave"), "clicked");
  g_assert_cmpstr (dw_window_get_page_id (self->frame->window), ==, "hazards");
  g_assert_true (gtk_widget_get_visible (find (self, ADW_TYPE_HEADER_BAR)));
  g_assert_true (gtk_widget_get_visible (find (self, DW_TYPE_RAIL)));
  dw_test_wall_close (self);
}

static gboolean
is_focus_in (DwTestWall *self, GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->frame->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static gboolean
may_acknowledge (gpointer data)
{
  DwTestWall *self = data;
  GtkWidget *bar = find (self, DW_TYPE_ALARM_BAR);

  return gtk_widget_get_mapped (bar) && gtk_widget_child_focus (bar, GTK_DIR_TAB_FORWARD);
}

/* Wherever the focus was: Enter answers the question, and acknowledges nothing behind it. */
static void
the_question_has_the_keys (void)
{
  DwTestWall *self = dw_test_wall_open ();

  put_alarm (self, "a", self->hangu_school, 1000, DW_ALARM_STATE_UNACK);
  dw_test_wall_enter (self);
  dw_test_frame_wait (may_acknowledge, self, "the focus in the alarm bar");
  activate (self, "win.wall", NULL);
  dw_test_frame_wait (has_sheet, self, "the question");
  g_assert_true (is_focus_in (self, get_sheet (self)));
  dw_test_frame_run_ms (300);
  g_assert_true (is_focus_in (self, get_sheet (self)));
  g_signal_emit_by_name (dw_test_find_button (get_sheet (self), "Cancel"), "clicked");
  g_assert_true (is_focus_in (self, find (self, DW_TYPE_ALARM_BAR)));
  dw_test_wall_close (self);
}

static void
walk (DwTestWall *self, GtkDirectionType direction)
{
  g_signal_emit_by_name (self->frame->window, "move-focus", direction);
}

/* As a key that is pressed while the focus is somewhere: the window sees it first. FALSE: nobody wanted it there. */
static gboolean
press (DwTestWall *self, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->frame->window));
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
  return handled;
}

/* Tab goes from button to button of the question and round again, never to the alarm bar behind it. */
static void
the_question_holds_the_focus (void)
{
  static const GtkDirectionType directions[] = { GTK_DIR_TAB_FORWARD, GTK_DIR_TAB_BACKWARD };
  DwTestWall *self = dw_test_wall_open ();
  GtkWidget *first;

  put_alarm (self, "a", self->hangu_school, 1000, DW_ALARM_STATE_UNACK);
  dw_test_wall_enter (self);
  activate (self, "win.wall", NULL);
  dw_test_frame_wait (has_sheet, self, "the question");
  first = gtk_root_get_focus (GTK_ROOT (self->frame->window));
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      guint n_others = 0;

      for (guint step = 0; step < 6; step++)
        {
          walk (self, directions[i]);
          g_assert_true (is_focus_in (self, get_sheet (self)));
          n_others += gtk_root_get_focus (GTK_ROOT (self->frame->window)) != first;
        }
      /* Two buttons: each second step is the other one. */
      g_assert_cmpuint (n_others, ==, 3);
    }
  dw_test_wall_close (self);
}

/* A pointer can put the focus into the alarm bar: Tab brings it back, and Escape closes the question from there, too. Afterwards both do what they did before. */
static void
escape_closes_the_question_from_anywhere (void)
{
  DwTestWall *self = dw_test_wall_open ();

  put_alarm (self, "a", self->hangu_school, 1000, DW_ALARM_STATE_UNACK);
  dw_test_wall_enter (self);
  g_assert_false (press (self, GDK_KEY_Escape));
  activate (self, "win.wall", NULL);
  dw_test_frame_wait (has_sheet, self, "the question");
  dw_test_frame_wait (may_acknowledge, self, "the focus in the alarm bar");
  g_assert_false (is_focus_in (self, get_sheet (self)));
  walk (self, GTK_DIR_TAB_FORWARD);
  g_assert_true (is_focus_in (self, get_sheet (self)));
  g_assert_true (may_acknowledge (self));
  g_assert_false (press (self, GDK_KEY_a));
  g_assert_true (press (self, GDK_KEY_Escape));
  g_assert_null (get_sheet (self));
  g_assert_cmpstr (dw_window_get_page_id (self->frame->window), ==, "wall");
  g_assert_false (press (self, GDK_KEY_Escape));
  g_assert_true (may_acknowledge (self));
  for (guint step = 0; step < 40 && !is_focus_in (self, GTK_WIDGET (self->wall)); step++)
    walk (self, GTK_DIR_TAB_FORWARD);
  g_assert_true (is_focus_in (self, GTK_WIDGET (self->wall)));
  dw_test_wall_close (self);
}

/* F11 is no way around the question. */
static void
full_screen_ends_with_the_wall_only (void)
{
  DwTestWall *self = dw_test_wall_open ();

  dw_test_wall_enter (self);
  activate (self, "win.full-screen", NULL);
  dw_test_frame_wait (has_sheet, self, "the question");
  g_assert_cmpstr (dw_window_get_page_id (self->frame->window), ==, "wall");
  dw_test_wall_close (self);
}

/* F4 and the digits of the rail are deliberate, too: header and rail come back with the page. */
static void
another_page_ends_the_wall (void)
{
  DwTestWall *self = dw_test_wall_open ();

  dw_test_wall_enter (self);
  activate (self, "win.show-page", "live");
  g_assert_true (gtk_widget_get_visible (find (self, ADW_TYPE_HEADER_BAR)));
  g_assert_cmpstr (dw_window_get_page_id (self->frame->window), ==, "live");
  dw_test_wall_close (self);
}

static void
a_round_shows_region_after_region (void)
{
  DwTestWall *self = dw_test_wall_open ();
  gint64 now_ms = dw_clock_wall_ms (self->frame->clock) + 3600000;
  DwPlace *const order[] = { self->hangu, self->dagang, NULL, self->hangu };

  dw_test_wall_enter (self);
  dw_wall_tick (self->wall, now_ms);
  g_assert_null (get_place (self));
  dw_wall_set_dwell (self->wall, 30);
  dw_wall_tick (self->wall, now_ms);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      DwPlace *before = get_place (self);

      dw_wall_tick (self->wall, now_ms + 29999);
      g_assert_true (get_place (self) == before);
      now_ms += 30000;
      dw_wall_tick (self->wall, now_ms);
      g_assert_true (get_place (self) == order[i]);
    }
  dw_wall_set_dwell (self->wall, 0);
  g_assert_null (get_place (self));
  dw_test_wall_close (self);
}

static void
rights_limit_the_round (void)
{
  DwTestWall *self = dw_test_wall_open ();
  DwPlaceTree *tree = dw_station_get_tree (self->frame->station);
  g_autoptr (DwPerson) person = dw_person_new ("A12", "", DW_ROLE_DISTRICT_SUPERVISOR);
  gint64 id = dw_place_get_id (self->dagang);

  g_array_append_val (person->scope, id);
  g_assert_true (dw_wall_find_next (tree, person, NULL) == self->dagang);
  g_assert_null (dw_wall_find_next (tree, person, self->dagang));
  g_assert_true (dw_wall_find_next (tree, NULL, NULL) == self->hangu);
  dw_test_wall_close (self);
}

static void
a_new_alarm_shows_its_region_at_once (void)
{
  DwTestWall *self = dw_test_wall_open ();
  gint64 now_ms = dw_clock_wall_ms (self->frame->clock);

  put_alarm (self, "old", self->hangu_school, 60000, DW_ALARM_STATE_UNACK);
  dw_test_wall_enter (self);
  g_assert_null (get_place (self));
  put_alarm (self, "acked", self->hangu_school, -10, DW_ALARM_STATE_ACKED);
  g_assert_null (get_place (self));
  put_alarm (self, "new", self->dagang_school, -20, DW_ALARM_STATE_UNACK);
  g_assert_true (get_place (self) == self->dagang);
  /* It stays there for a minute, then everything is shown again. */
  dw_wall_tick (self->wall, now_ms + 50000);
  g_assert_true (get_place (self) == self->dagang);
  dw_wall_tick (self->wall, now_ms + 70000);
  g_assert_null (get_place (self));
  dw_test_wall_close (self);
}

/* What the pages look at is left alone, and back does not lead to the wall. */
static void
the_place_of_the_pages_stays (void)
{
  DwTestWall *self = dw_test_wall_open ();
  DwScope *scope = dw_page_get_scope (dw_window_find_page (self->frame->window, "overview"));

  activate (self, "win.set-place", "3001");
  dw_test_wall_enter (self);
  put_alarm (self, "new", self->dagang_school, -20, DW_ALARM_STATE_UNACK);
  g_assert_true (dw_scope_get_place (scope) == self->hangu);
  activate (self, "win.show-page", "live");
  activate (self, "win.back", NULL);
  g_assert_cmpstr (dw_window_get_page_id (self->frame->window), ==, "overview");
  dw_test_wall_close (self);
}

int
main (int argc, char *argv[])
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  g_test_add_func ("/wall/look", header_and_rail_go_and_the_alarm_bar_stays);
  g_test_add_func ("/wall/leave", leaving_is_asked_about);
  g_test_add_func ("/wall/keys", the_question_has_the_keys);
  g_test_add_func ("/wall/holds", the_question_holds_the_focus);
  g_test_add_func ("/wall/escape", escape_closes_the_question_from_anywhere);
  g_test_add_func ("/wall/full-screen", full_screen_ends_with_the_wall_only);
  g_test_add_func ("/wall/page", another_page_ends_the_wall);
  g_test_add_func ("/wall/round", a_round_shows_region_after_region);
  g_test_add_func ("/wall/rights", rights_limit_the_round);
  g_test_add_func ("/wall/new", a_new_alarm_shows_its_region_at_once);
  g_test_add_func ("/wall/place", the_place_of_the_pages_stays);
  return g_test_run ();
}
