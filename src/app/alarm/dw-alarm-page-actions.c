// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-page-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-alarm-columns.h"
#include "dw-trend-link.h"

/* Actions "hazards.*" of the page and the keys that work in its table. */

void
dw_alarm_page_set_view (DwAlarmPage *self, DwAlarmView view)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "show");

  self->filter.view = view;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (dw_alarm_view_word (view)));
  gtk_single_selection_set_model (self->selection, dw_alarm_view_is_live (view) ? G_LIST_MODEL (self->rows) : G_LIST_MODEL (self->pages));
  dw_alarm_columns_show_checks (self->table, dw_alarm_view_is_live (view));
  dw_alarm_rows_check_all (self->rows, FALSE);
  dw_alarm_page_apply_filter (self);
}

static void
show_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwAlarmView view;

  if (dw_alarm_view_from_word (g_variant_get_string (parameter, NULL), &view))
    dw_alarm_page_set_view (data, view);
}

/* What dw_alarm_filter_read says. Whatever else narrowed the lines is cleared but the place. */
static void
show_kinds_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwAlarmPage *self = data;

  if (!dw_alarm_filter_read (&self->filter, g_variant_get_string (parameter, NULL)))
    {
      g_warning ("hazards.show-kinds does not know “%s”", g_variant_get_string (parameter, NULL));
      return;
    }
  dw_scope_set_priorities (dw_page_get_scope (DW_PAGE (self)), 0);
  dw_alarm_page_show_filter (self);
  dw_alarm_page_apply_filter (self);
}

static void
clear_filter_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwAlarmPage *self = data;

  dw_alarm_filter_clear (&self->filter);
  dw_scope_set_priorities (dw_page_get_scope (DW_PAGE (self)), 0);
  dw_scope_set_place (dw_page_get_scope (DW_PAGE (self)), NULL);
  dw_alarm_page_show_filter (self);
  dw_alarm_page_apply_filter (self);
}

static void
clear_span_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwAlarmPage *self = data;

  self->filter.from_ms = self->filter.to_ms = 0;
  dw_alarm_page_apply_filter (self);
}

static void
clear_checks_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwAlarmPage *self = data;

  dw_alarm_rows_check_all (self->rows, FALSE);
}

static void
check_all_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwAlarmPage *self = data;

  if (dw_alarm_view_is_live (self->filter.view))
    dw_alarm_rows_check_all (self->rows, TRUE);
}

static void
show_new_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwAlarmPage *self = data;

  if (dw_alarm_view_is_live (self->filter.view))
    dw_alarm_rows_show_pending (self->rows);
  else
    dw_alarm_page_apply_filter (self);
}

/* The ids of the checked lines as the target of an act on many. */
static void
act_on_checked (DwAlarmPage *self, const char *action)
{
  g_autoptr (GPtrArray) checked = dw_alarm_rows_list_checked (self->rows);
  g_autoptr (GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE ("as"));

  for (guint i = 0; i < checked->len; i++)
    g_variant_builder_add (builder, "s", dw_alarm_row_get_alarm_id (g_ptr_array_index (checked, i)));
  gtk_widget_activate_action_variant (GTK_WIDGET (self), action, g_variant_builder_end (builder));
}

static void
acknowledge_checked_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  act_on_checked (data, "alarm.acknowledge-many");
}

static void
comment_checked_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  act_on_checked (data, "alarm.comment-many");
}

static void
close_side_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_alarm_page_open_side (data, FALSE);
}

static void
display_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *word = g_variant_get_string (parameter, NULL);

  if (strcmp (word, "table") != 0 && strcmp (word, "curves") != 0)
    return;
  g_simple_action_set_state (action, parameter);
  dw_alarm_page_show_curves (data, strcmp (word, "curves") == 0);
}

static const GActionEntry entries[] = {
  { .name = "show", .activate = show_activated_cb, .parameter_type = "s", .state = "'current'" },
  { .name = "display", .activate = display_activated_cb, .parameter_type = "s", .state = "'table'" },
  { .name = "show-kinds", .activate = show_kinds_activated_cb, .parameter_type = "s" },
  { .name = "clear-filter", .activate = clear_filter_activated_cb },
  { .name = "clear-span", .activate = clear_span_activated_cb },
  { .name = "clear-checks", .activate = clear_checks_activated_cb },
  { .name = "check-all", .activate = check_all_activated_cb },
  { .name = "show-new", .activate = show_new_activated_cb },
  { .name = "acknowledge-checked", .activate = acknowledge_checked_activated_cb },
  { .name = "close-side", .activate = close_side_activated_cb },
  { .name = "comment-checked", .activate = comment_checked_activated_cb },
};

/* --- keys of the table --- */

typedef gboolean (*KeyAct) (DwAlarmPage *self, DwAlarmRow *row);

static gboolean
toggle_check (DwAlarmPage *self, DwAlarmRow *row)
{
  dw_alarm_row_set_checked (row, !dw_alarm_row_is_checked (row));
  return TRUE;
}

static gboolean
act_on_row (DwAlarmPage *self, DwAlarmRow *row, const char *action)
{
  const char *id = dw_alarm_row_get_alarm_id (row);

  return *id != '\0' && gtk_widget_activate_action (GTK_WIDGET (self), action, "s", id);
}

static gboolean
write_note (DwAlarmPage *self, DwAlarmRow *row)
{
  return act_on_row (self, row, "alarm.comment");
}

static gboolean
locate_row (DwAlarmPage *self, DwAlarmRow *row)
{
  return act_on_row (self, row, "alarm.locate");
}

/* Of an alarm the place where it began, of any other line of a device the time of the line. */
static gboolean
show_trend (DwAlarmPage *self, DwAlarmRow *row)
{
  const DwEventRecord *event = dw_alarm_row_get_event (row);

  if (act_on_row (self, row, "alarm.show-trend"))
    return TRUE;
  return event != NULL && dw_trend_link_follow (GTK_WIDGET (self), event->device_id, event->channel, event->time_ms);
}

static gboolean
close_side (DwAlarmPage *self, DwAlarmRow *row)
{
  dw_alarm_page_open_side (self, FALSE);
  return TRUE;
}

static gboolean
toggle_curves (DwAlarmPage *self, DwAlarmRow *row)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), "hazards.display", "s", gtk_widget_get_visible (self->curves) ? "table" : "curves");
}

static gboolean
focus_text (DwAlarmPage *self, DwAlarmRow *row)
{
  return gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static const struct
{
  guint keyval;
  gboolean needs_row;
  KeyAct act;
} keys[] = {
  { GDK_KEY_space, TRUE, toggle_check },
  { GDK_KEY_n, TRUE, write_note },
  { GDK_KEY_l, TRUE, locate_row },
  { GDK_KEY_t, FALSE, toggle_curves },
  { GDK_KEY_Escape, FALSE, close_side },
  { GDK_KEY_slash, FALSE, focus_text },
};

/* Single letters work here only: the focus is in the table, not in a text field. */
static gboolean
table_key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, DwAlarmPage *self)
{
  DwAlarmRow *row = dw_alarm_page_get_row (self);

  if ((state & GDK_CONTROL_MASK) && keyval == GDK_KEY_a)
    return gtk_widget_activate_action (GTK_WIDGET (self), "hazards.check-all", NULL);
  if ((state & GDK_CONTROL_MASK) && keyval == GDK_KEY_l)
    return row != NULL && show_trend (self, row);
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == keyval && (row != NULL || !keys[i].needs_row))
      return keys[i].act (self, row);
  return GDK_EVENT_PROPAGATE;
}

/* T works in the columns of the days, too: the way there must be the way back. */
static gboolean
days_key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, DwAlarmPage *self)
{
  if (keyval != GDK_KEY_t || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
  return toggle_curves (self, NULL);
}

static void
add_curves_key (DwAlarmPage *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  g_signal_connect (controller, "key-pressed", G_CALLBACK (days_key_pressed_cb), self);
  gtk_widget_add_controller (self->curves, controller);
}

void
dw_alarm_page_install_actions (DwAlarmPage *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "hazards", G_ACTION_GROUP (self->actions));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (table_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->table), controller);
  add_curves_key (self);
}
