// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-window-private.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-actions.h"
#include "dw-header-button.h"
#include "dw-place-filter.h"
#include "dw-search.h"
#include "dw-size-class.h"
#include "dw-toast.h"

G_DEFINE_FINAL_TYPE (DwWindow, dw_window, ADW_TYPE_APPLICATION_WINDOW)

/* Of the text; icon, key and padding make 300 and 200 of it. */
#define SEARCH_TEXT_WIDTH 202
#define SEARCH_TEXT_WIDTH_NARROW 102

static void
station_fault_cb (DwWindow *self, const char *sentence)
{
  dw_toast_show (GTK_WIDGET (self), sentence);
}

/* A place that was removed is nobody's place. */
static void
rollup_changed_cb (DwWindow *self)
{
  DwPlace *place = dw_scope_get_place (self->scope);

  if (place != NULL && dw_place_tree_find (dw_station_get_tree (self->station), dw_place_get_id (place)) != place)
    dw_scope_set_place (self->scope, NULL);
}

/* Who comes after may not be allowed where the one before looked. */
static void
person_changed_cb (DwWindow *self)
{
  if (!dw_person_may_enter (dw_station_get_person (self->station), dw_station_get_tree (self->station), dw_scope_get_place (self->scope)))
    dw_scope_set_place (self->scope, NULL);
}

static void
remember_stop (DwWindow *self)
{
  DwPlace *place = dw_scope_get_place (self->scope);

  if (!self->on_trail && dw_window_get_page_id (self) != NULL && !dw_window_is_wall (self))
    dw_trail_push (self->trail, dw_window_get_page_id (self), place != NULL ? dw_place_get_id (place) : 0);
}

static void
set_string_state (DwWindow *self, const char *action, const char *state)
{
  g_action_change_state (g_action_map_lookup_action (G_ACTION_MAP (self), action), g_variant_new_string (state));
}

static void
visible_page_changed_cb (DwWindow *self)
{
  if (dw_window_get_page_id (self) == NULL)
    return;
  dw_window_update_wall (self);
  /* A look at the wall is no stop on the way. */
  if (dw_window_is_wall (self))
    return;
  set_string_state (self, "show-page", dw_window_get_page_id (self));
  remember_stop (self);
}

static void
shown_alarm_changed_cb (DwWindow *self)
{
  dw_window_update_alarm_actions (self);
}

/* --- set-up --- */

static void
add_pages (DwWindow *self)
{
  guint n_pages;
  const DwPageEntry *entries = dw_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      DwPage *page = g_object_new (entries[i].get_type (), "station", self->station, "scope", self->scope, "span", self->span, NULL);

      gtk_stack_add_titled (self->stack, GTK_WIDGET (page), entries[i].id, _ (entries[i].title));
      dw_rail_add (self->rail, &entries[i], page);
    }
}

static void
update_search_width (DwWindow *self, GParamSpec *pspec, DwSizeClass *size_class)
{
  gtk_widget_set_size_request (self->search_label, dw_size_class_is_narrow (size_class) ? SEARCH_TEXT_WIDTH_NARROW : SEARCH_TEXT_WIDTH, -1);
}

static void
fill_header (DwWindow *self, DwSound *sound)
{
  GtkWidget *search = g_object_new (DW_TYPE_SEARCH, NULL);
  DwSizeClass *size_class = dw_size_class_of (GTK_WIDGET (self->header));
  DwHealth health;

  dw_station_get_health (self->station, &health);
  gtk_widget_set_visible (self->demo, health.demo);
  dw_search_set_station (DW_SEARCH (search), self->station);
  gtk_menu_button_set_popover (self->search_button, search);
  adw_header_bar_pack_end (self->header, dw_person_button_new (self->station));
  adw_header_bar_pack_end (self->header, dw_connection_button_new (self->station));
  adw_header_bar_pack_end (self->header, dw_sound_button_new (self->station, sound));
  dw_place_bar_set_scope (self->place_bar, self->station, self->scope);
  g_signal_connect_object (size_class, "notify::narrow", G_CALLBACK (update_search_width), self, G_CONNECT_SWAPPED);
  gtk_widget_set_size_request (self->search_label, SEARCH_TEXT_WIDTH, -1);
}

static void
connect_station (DwWindow *self)
{
  g_signal_connect_object (self->station, "fault", G_CALLBACK (station_fault_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dw_station_get_tree (self->station), "rollup-changed", G_CALLBACK (rollup_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->station, "person-changed", G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scope, "notify::place", G_CALLBACK (remember_stop), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->alarm_bar, "notify::shown", G_CALLBACK (shown_alarm_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (visible_page_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
add_key_list (DwWindow *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/dianwei/Dianwei/shell/dw-keys.ui");

  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (self), GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "keys")));
}

DwWindow *
dw_window_new (GtkApplication *application, DwStation *station, DwSound *sound)
{
  DwWindow *self = g_object_new (DW_TYPE_WINDOW, "application", application, NULL);

  self->station = g_object_ref (station);
  self->scope = dw_scope_new (dw_station_get_tree (station));
  self->span = dw_span_new (dw_clock_wall_ms (dw_station_get_clock (station)), NULL);
  dw_window_install_actions (self);
  dw_alarm_actions_install (GTK_WIDGET (self), station);
  fill_header (self, sound);
  add_key_list (self);
  dw_alarm_bar_set_station (self->alarm_bar, station);
  dw_status_strip_set_station (self->status, station);
  connect_station (self);
  add_pages (self);
  dw_window_update_alarm_actions (self);
  visible_page_changed_cb (self);
  return self;
}

/* --- the class --- */

static void
dw_window_dispose (GObject *object)
{
  DwWindow *self = DW_WINDOW (object);

  if (self->awake_cookie != 0)
    gtk_application_uninhibit (gtk_window_get_application (GTK_WINDOW (self)), self->awake_cookie);
  self->awake_cookie = 0;
  g_clear_pointer (&self->page_before, g_free);
  g_clear_pointer (&self->trail, dw_trail_free);
  g_clear_object (&self->span);
  g_clear_object (&self->scope);
  g_clear_object (&self->station);
  gtk_widget_dispose_template (GTK_WIDGET (self), DW_TYPE_WINDOW);
  G_OBJECT_CLASS (dw_window_parent_class)->dispose (object);
}

static void
dw_window_class_init (DwWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/shell/dw-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DwWindow, header);
  gtk_widget_class_bind_template_child (widget_class, DwWindow, place_bar);
  gtk_widget_class_bind_template_child (widget_class, DwWindow, demo);
  gtk_widget_class_bind_template_child (widget_class, DwWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, DwWindow, search_label);
  gtk_widget_class_bind_template_child (widget_class, DwWindow, alarm_bar);
  gtk_widget_class_bind_template_child (widget_class, DwWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DwWindow, sheets);
  gtk_widget_class_bind_template_child (widget_class, DwWindow, rail);
  gtk_widget_class_bind_template_child (widget_class, DwWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DwWindow, status);
}

static void
dw_window_init (DwWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), 1024, 640);
  self->trail = dw_trail_new ();
}

DwStation *
dw_window_get_station (DwWindow *self)
{
  return self->station;
}

void
dw_window_set_demo_note (DwWindow *self, const char *note)
{
  g_autofree char *text = note != NULL ? g_strdup_printf ("%s · %s", _ ("Demonstration"), note) : g_strdup (_ ("Demonstration"));

  gtk_label_set_text (GTK_LABEL (self->demo), text);
}
