// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-window-private.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-place-filter.h"
#include "dw-toast.h"

/* What the window does for a key, a button, another page or D-Bus: find the thing by its id and hand it to the page that shows it. */

static DwPage *
get_visible_page (DwWindow *self)
{
  return dw_window_get_page_id (self) != NULL ? dw_window_find_page (self, dw_window_get_page_id (self)) : NULL;
}

static gint64
get_id (GVariant *parameter)
{
  return g_ascii_strtoll (g_variant_get_string (parameter, NULL), NULL, 10);
}

static void
enable (DwWindow *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), action)), enabled);
}

void
dw_window_update_alarm_actions (DwWindow *self)
{
  DwAlarm *alarm = dw_alarm_bar_get_shown (self->alarm_bar);
  gboolean unacked = alarm != NULL && dw_alarm_record_is_unacked (dw_alarm_get_record (alarm));

  enable (self, "silence", alarm != NULL);
  enable (self, "acknowledge-foremost", unacked);
  enable (self, "locate-foremost", alarm != NULL);
}

/* --- where --- */

static void
show_page_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;
  const char *page_id = g_variant_get_string (parameter, NULL);

  if (g_strcmp0 (page_id, dw_window_get_page_id (self)) == 0)
    dw_page_go_root (get_visible_page (self));
  dw_window_show_page (self, page_id);
  if (get_visible_page (self) != NULL)
    dw_page_grab_start_focus (get_visible_page (self));
}

static gboolean
may_enter (DwWindow *self, DwPlace *place)
{
  return dw_person_may_enter (dw_station_get_person (self->station), dw_station_get_tree (self->station), place);
}

static void
set_place_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;
  DwPlace *place = dw_place_tree_find (dw_station_get_tree (self->station), get_id (parameter));

  if (may_enter (self, place))
    dw_scope_set_place (self->scope, place);
}

static void
show_place_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;
  DwPlace *place = dw_place_tree_find (dw_station_get_tree (self->station), get_id (parameter));
  DwPage *page = dw_window_find_page (self, "live");

  if (place == NULL || !may_enter (self, place))
    return;
  dw_scope_set_place (self->scope, place);
  if (page == NULL)
    return;
  dw_window_show_page (self, "live");
  dw_page_show_place (page, place);
}

static void
place_school_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;
  DwPage *page = dw_window_find_page (self, "overview");

  if (page == NULL)
    return;
  dw_window_show_page (self, "overview");
  gtk_widget_activate_action (GTK_WIDGET (page), "overview.place", "s", g_variant_get_string (parameter, NULL));
}

static void
show_device_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;
  DwDevice *device = dw_place_tree_find_device (dw_station_get_tree (self->station), get_id (parameter));
  DwPage *page = dw_window_find_page (self, "live");

  if (device == NULL || page == NULL)
    return;
  dw_window_show_page (self, "live");
  dw_page_show_device (page, device);
}

static void
show_alarm_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;
  DwPage *page = dw_window_find_page (self, "hazards");

  if (page == NULL)
    return;
  dw_window_show_page (self, "hazards");
  dw_page_show_alarm (page, g_variant_get_string (parameter, NULL));
}

/* target: "DEVICE_ID", "DEVICE_ID:CHANNEL", either with "@TIME_MS".
 * A chart that loses the focus loses its cursor: on a page that is shown already the focus moves before the time does. */
static void
show_trend_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;
  DwPage *page = dw_window_find_page (self, "trend");
  gboolean was_shown;

  if (page == NULL)
    return;
  was_shown = gtk_widget_get_mapped (GTK_WIDGET (page));
  if (was_shown)
    dw_page_grab_start_focus (page);
  dw_page_show_trend (page, g_variant_get_string (parameter, NULL));
  dw_window_show_page (self, "trend");
  if (!was_shown)
    dw_page_grab_start_focus (page);
}

/* "month:alarm,trip": part of the event table, and the kinds of event in it. */
static void
show_hazards_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;
  DwPage *page = dw_window_find_page (self, "hazards");
  g_auto (GStrv) words = g_strsplit (g_variant_get_string (parameter, NULL), ":", 2);

  if (page == NULL || words[0] == NULL)
    return;
  dw_window_show_page (self, "hazards");
  gtk_widget_activate_action (GTK_WIDGET (page), "hazards.show", "s", words[0]);
  gtk_widget_activate_action (GTK_WIDGET (page), "hazards.show-kinds", "s", words[1] != NULL ? words[1] : "");
}

/* Pressing the counter that is pressed already shows all priorities again. */
static void
show_priority_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;
  guint bit = 1u << CLAMP (g_variant_get_int32 (parameter), 1, 4);

  dw_scope_set_priorities (self->scope, dw_scope_get_priorities (self->scope) == bit ? 0 : bit);
  dw_window_show_page (self, "hazards");
}

static void
priorities_notified_cb (DwScope *scope, GParamSpec *pspec, DwWindow *self)
{
  guint priorities = dw_scope_get_priorities (scope);
  int single = 0;

  for (int priority = 1; priority <= 4; priority++)
    if (priorities == 1u << priority)
      single = priority;
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "show-priority")), g_variant_new_int32 (single));
}

static void
follow_stop (DwWindow *self, const DwTrailStop *stop)
{
  DwPlace *place = stop != NULL ? dw_place_tree_find (dw_station_get_tree (self->station), stop->place_id) : NULL;

  if (stop == NULL || !may_enter (self, place))
    return;
  self->on_trail = TRUE;
  dw_scope_set_place (self->scope, place);
  dw_window_show_page (self, stop->page_id);
  self->on_trail = FALSE;
}

static void
back_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;

  follow_stop (self, dw_trail_back (self->trail));
}

static void
forward_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;

  follow_stop (self, dw_trail_forward (self->trail));
}

/* --- the foremost alarm --- */

static const DwAlarmRecord *
get_shown_record (DwWindow *self)
{
  DwAlarm *alarm = dw_alarm_bar_get_shown (self->alarm_bar);

  return alarm != NULL ? dw_alarm_get_record (alarm) : NULL;
}

static void
silence_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;
  g_autoptr (GError) error = NULL;

  if (!dw_alarm_desk_silence (self->station, dw_station_get_person (self->station), &error))
    dw_toast_show (GTK_WIDGET (self), error->message);
}

static void
acknowledge_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const DwAlarmRecord *record = get_shown_record (data);

  if (record != NULL)
    gtk_widget_activate_action (GTK_WIDGET (data), "alarm.acknowledge", "s", record->id);
}

static void
locate_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;
  const DwAlarmRecord *record = get_shown_record (self);

  if (dw_alarm_bar_is_flooded (self->alarm_bar))
    dw_window_show_page (self, "hazards");
  else if (record != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "alarm.locate", "s", record->id);
}

static void
next_alarm_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;

  dw_alarm_bar_walk (self->alarm_bar, 1);
}

static void
previous_alarm_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;

  dw_alarm_bar_walk (self->alarm_bar, -1);
}

/* --- the window itself --- */

static void
search_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwWindow *self = data;

  gtk_menu_button_popup (self->search_button);
}

static void
filter_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwPage *page = get_visible_page (data);

  if (page != NULL)
    dw_page_focus_filter (page);
}

static void
refresh_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwPage *page = get_visible_page (data);

  if (page != NULL)
    dw_page_refresh (page);
}

static void
full_screen_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = GTK_WINDOW (data);

  /* A wall is never in a window: what would end that ends the wall, and asks first. */
  if (dw_window_is_wall (data))
    dw_window_toggle_wall (data);
  else if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
wall_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_window_toggle_wall (data);
}

/* The panes of F6: header, alarm bar, rail, page (the sheet above it when there is one). */
static void
move_to_pane (DwWindow *self, int step)
{
  GtkWidget *sheet = dw_sheet_host_get_top (self->sheets);
  GtkWidget *panes[] = { GTK_WIDGET (self->header), GTK_WIDGET (self->alarm_bar), GTK_WIDGET (self->rail), sheet != NULL ? sheet : GTK_WIDGET (self->stack) };
  int n_panes = G_N_ELEMENTS (panes), current = n_panes - 1;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  for (int i = 0; i < n_panes && focus != NULL; i++)
    if (gtk_widget_is_ancestor (focus, panes[i]))
      current = i;
  for (int i = 1; i <= n_panes; i++)
    if (gtk_widget_child_focus (panes[(current + i * step + n_panes * n_panes) % n_panes], GTK_DIR_TAB_FORWARD))
      return;
}

static void
next_pane_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move_to_pane (data, 1);
}

static void
previous_pane_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move_to_pane (data, -1);
}

static const GActionEntry entries[] = {
  { .name = "show-page", .activate = show_page_activated_cb, .parameter_type = "s", .state = "''" },
  { .name = "set-place", .activate = set_place_activated_cb, .parameter_type = "s" },
  { .name = "show-place", .activate = show_place_activated_cb, .parameter_type = "s" },
  { .name = "place-school", .activate = place_school_activated_cb, .parameter_type = "s" },
  { .name = "show-device", .activate = show_device_activated_cb, .parameter_type = "s" },
  { .name = "show-alarm", .activate = show_alarm_activated_cb, .parameter_type = "s" },
  { .name = "show-trend", .activate = show_trend_activated_cb, .parameter_type = "s" },
  { .name = "show-hazards", .activate = show_hazards_activated_cb, .parameter_type = "s" },
  { .name = "show-priority", .activate = show_priority_activated_cb, .parameter_type = "i", .state = "0" },
  { .name = "silence", .activate = silence_activated_cb },
  { .name = "acknowledge-foremost", .activate = acknowledge_activated_cb },
  { .name = "locate-foremost", .activate = locate_activated_cb },
  { .name = "next-alarm", .activate = next_alarm_activated_cb },
  { .name = "previous-alarm", .activate = previous_alarm_activated_cb },
  { .name = "back", .activate = back_activated_cb },
  { .name = "forward", .activate = forward_activated_cb },
  { .name = "search", .activate = search_activated_cb },
  { .name = "filter", .activate = filter_activated_cb },
  { .name = "refresh", .activate = refresh_activated_cb },
  { .name = "full-screen", .activate = full_screen_activated_cb },
  { .name = "wall", .activate = wall_activated_cb },
  { .name = "next-pane", .activate = next_pane_activated_cb },
  { .name = "previous-pane", .activate = previous_pane_activated_cb },
};

static void
alarms_changed_cb (DwWindow *self)
{
  dw_window_update_alarm_actions (self);
}

void
dw_window_install_actions (DwWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->scope, "notify::priorities", G_CALLBACK (priorities_notified_cb), self, 0);
  g_signal_connect_object (dw_station_get_own_alarms (self->station), "counts-changed", G_CALLBACK (alarms_changed_cb), self, G_CONNECT_SWAPPED);
}
