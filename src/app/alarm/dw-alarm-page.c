// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-page-private.h"

#include "dw-alarm-columns.h"
#include "dw-late-list.h"
#include "dw-list-jump.h"
#include "dw-size-class.h"

/* One table over two lists: live alarms (rows) and lines of history (pages). Which one follows from the tab; the filter is the same. */

G_DEFINE_FINAL_TYPE (DwAlarmPage, dw_alarm_page, DW_TYPE_PAGE)

/* --- callbacks --- */

static void
rows_changed_cb (DwAlarmPage *self)
{
  dw_alarm_page_update_tabs (self);
  dw_alarm_page_update_state (self);
  if (dw_alarm_page_is_live (self))
    dw_alarm_page_update_days (self);
}

/* Choosing lines brings up the bar with the acts: over it the side panel gives way. */
static void
checked_changed_cb (DwAlarmPage *self)
{
  g_autoptr (GPtrArray) checked = dw_alarm_rows_list_checked (self->rows);

  if (checked->len > 0 && !gtk_widget_get_visible (self->batch))
    dw_alarm_page_open_side (self, FALSE);
  dw_alarm_page_update_batch (self);
}

static void
event_stored_cb (DwAlarmPage *self)
{
  if (dw_alarm_page_is_live (self))
    return;
  self->n_new++;
  dw_alarm_page_update_strip (self);
}

static void
selection_changed_cb (DwAlarmPage *self)
{
  dw_alarm_detail_show_row (self->detail, dw_alarm_page_get_row (self));
  dw_alarm_page_update_life (self);
  if (dw_alarm_page_get_row (self) != NULL)
    dw_alarm_page_open_side (self, TRUE);
}

static void
row_activated_cb (DwAlarmPage *self)
{
  dw_alarm_page_open_side (self, TRUE);
}

static void
scope_changed_cb (DwAlarmPage *self)
{
  self->filter.priorities = dw_scope_get_priorities (dw_page_get_scope (DW_PAGE (self)));
  dw_alarm_page_show_filter (self);
  dw_alarm_page_apply_filter (self);
  rows_changed_cb (self);
}

static void
update_frozen (DwAlarmPage *self)
{
  dw_alarm_rows_set_frozen (self->rows, self->pointer_inside || self->focus_inside);
}

static void
pointer_entered_cb (DwAlarmPage *self)
{
  self->pointer_inside = TRUE;
  update_frozen (self);
}

static void
pointer_left_cb (DwAlarmPage *self)
{
  self->pointer_inside = FALSE;
  update_frozen (self);
}

static void
focus_changed_cb (GtkEventControllerFocus *controller, GParamSpec *pspec, DwAlarmPage *self)
{
  self->focus_inside = gtk_event_controller_focus_contains_focus (controller);
  update_frozen (self);
}

/* --- the page --- */

static void
select_row (DwAlarmPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  dw_list_jump (GTK_WIDGET (self->table), position);
}

/* A live alarm is found in the table, by clearing the filter if it hides it; an old one is shown in the panel alone. */
static void
dw_alarm_page_show_alarm (DwPage *page, const char *alarm_id)
{
  DwAlarmPage *self = DW_ALARM_PAGE (page);
  guint position;

  dw_alarm_page_set_view (self, DW_ALARM_VIEW_CURRENT);
  if (dw_alarm_rows_find (self->rows, alarm_id, &position) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "hazards.clear-filter", NULL);
  if (dw_alarm_rows_find (self->rows, alarm_id, &position) != NULL)
    select_row (self, position);
  dw_alarm_detail_show_alarm (self->detail, alarm_id);
  dw_alarm_page_open_side (self, TRUE);
}

static void
dw_alarm_page_go_root (DwPage *page)
{
  DwAlarmPage *self = DW_ALARM_PAGE (page);

  dw_alarm_page_open_side (self, FALSE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  dw_alarm_page_set_view (self, DW_ALARM_VIEW_CURRENT);
  gtk_widget_activate_action (GTK_WIDGET (self), "hazards.clear-filter", NULL);
}

/* Not the table: with the focus in it nothing would move there. */
static void
dw_alarm_page_grab_start_focus (DwPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (DW_ALARM_PAGE (page)->tab_current));
}

static gboolean
dw_alarm_page_focus_filter (DwPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DW_ALARM_PAGE (page)->text));
}

static void
dw_alarm_page_refresh (DwPage *page)
{
  dw_alarm_page_apply_filter (DW_ALARM_PAGE (page));
}

static void
dw_alarm_page_get_rail_badge (DwPage *page, DwRailBadge *badge)
{
  DwAlarmList *alarms = dw_station_get_own_alarms (dw_page_get_station (page));

  for (guint priority = 4; priority >= 1; priority--)
    if (dw_alarm_list_count_unacked (alarms, priority) > 0)
      badge->priority = priority;
}

static void
dw_alarm_page_root (GtkWidget *widget)
{
  DwAlarmPage *self = DW_ALARM_PAGE (widget);
  DwSizeClass *size_class = NULL;

  GTK_WIDGET_CLASS (dw_alarm_page_parent_class)->root (widget);
  size_class = dw_size_class_of (widget);
  if (size_class != NULL)
    g_signal_connect_object (size_class, "notify::narrow", G_CALLBACK (dw_alarm_page_place_side), self, G_CONNECT_SWAPPED);
  dw_alarm_page_place_side (self);
}

/* --- set-up --- */

static void
connect_models (DwAlarmPage *self)
{
  DwScope *scope = dw_page_get_scope (DW_PAGE (self));

  g_signal_connect_object (self->rows, "counts-changed", G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "pending-changed", G_CALLBACK (dw_alarm_page_update_strip), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "checked-changed", G_CALLBACK (checked_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "state-changed", G_CALLBACK (dw_alarm_page_update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scope, "notify::place", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scope, "notify::priorities", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dw_page_get_station (DW_PAGE (self)), "event", G_CALLBACK (event_stored_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dw_page_get_station (DW_PAGE (self)), "person-changed", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
watch_pointer_and_focus (DwAlarmPage *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new (), *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (pointer_entered_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (pointer_left_cb), self);
  g_signal_connect (focus, "notify::contains-focus", G_CALLBACK (focus_changed_cb), self);
  gtk_widget_add_controller (self->card, motion);
  gtk_widget_add_controller (self->card, focus);
}

static void
dw_alarm_page_constructed (GObject *object)
{
  DwAlarmPage *self = DW_ALARM_PAGE (object);
  DwStation *station = dw_page_get_station (DW_PAGE (self));

  G_OBJECT_CLASS (dw_alarm_page_parent_class)->constructed (object);
  self->rows = dw_alarm_rows_new (station);
  self->pages = dw_event_pages_new (station);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  dw_alarm_columns_add (self->table);
  dw_late_list_set_model (GTK_WIDGET (self->table), GTK_SELECTION_MODEL (self->selection));
  dw_alarm_detail_set_station (self->detail, station);
  dw_alarm_page_build_filters (self);
  dw_alarm_page_build_curves (self);
  dw_alarm_page_install_actions (self);
  watch_pointer_and_focus (self);
  connect_models (self);
  dw_alarm_page_set_view (self, DW_ALARM_VIEW_CURRENT);
  rows_changed_cb (self);
}

static void
dw_alarm_page_dispose (GObject *object)
{
  DwAlarmPage *self = DW_ALARM_PAGE (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  gtk_widget_dispose_template (GTK_WIDGET (self), DW_TYPE_ALARM_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->pages);
  g_clear_object (&self->actions);
  g_clear_object (&self->detail);
  G_OBJECT_CLASS (dw_alarm_page_parent_class)->dispose (object);
}

static void
dw_alarm_page_finalize (GObject *object)
{
  dw_alarm_filter_clear (&DW_ALARM_PAGE (object)->filter);
  G_OBJECT_CLASS (dw_alarm_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DwAlarmPage, name)
  BIND (overlay);
  BIND (body);
  BIND (filters);
  BIND (tab_current);
  BIND (tab_month);
  BIND (tab_history);
  BIND (tab_shelved);
  BIND (tab_out_of_service);
  BIND (batch);
  BIND (strip);
  BIND (card);
  BIND (curves);
  BIND (batch_count);
  BIND (batch_note);
  BIND (strip_text);
  BIND (foot);
  BIND (notice);
  BIND (content);
  BIND (table);
  BIND (empty);
#undef BIND
}

static void
dw_alarm_page_class_init (DwAlarmPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DwPageClass *page_class = DW_PAGE_CLASS (klass);

  object_class->constructed = dw_alarm_page_constructed;
  object_class->dispose = dw_alarm_page_dispose;
  object_class->finalize = dw_alarm_page_finalize;
  widget_class->root = dw_alarm_page_root;
  page_class->show_alarm = dw_alarm_page_show_alarm;
  page_class->go_root = dw_alarm_page_go_root;
  page_class->grab_start_focus = dw_alarm_page_grab_start_focus;
  page_class->focus_filter = dw_alarm_page_focus_filter;
  page_class->refresh = dw_alarm_page_refresh;
  page_class->get_rail_badge = dw_alarm_page_get_rail_badge;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/alarm/dw-alarm-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
dw_alarm_page_init (DwAlarmPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->detail = g_object_ref_sink (g_object_new (DW_TYPE_ALARM_DETAIL, NULL));
}
