// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-page-private.h"

#include <glib/gi18n-lib.h>

/* The filter put to work, and what the page says about itself: tabs, notice, strip of new lines, chosen lines, foot. Filter row and actions call
 * this; it knows neither. */

static gint64
now_ms (DwAlarmPage *self)
{
  return dw_clock_wall_ms (dw_station_get_clock (dw_page_get_station (DW_PAGE (self))));
}

gboolean
dw_alarm_page_is_live (DwAlarmPage *self)
{
  return dw_alarm_view_is_live (self->filter.view);
}

DwAlarmRow *
dw_alarm_page_get_row (DwAlarmPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
set_tab (GtkToggleButton *tab, const char *title, guint count)
{
  g_autofree char *text = g_strdup_printf ("%s %u", title, count);

  gtk_button_set_label (GTK_BUTTON (tab), text);
}

void
dw_alarm_page_update_tabs (DwAlarmPage *self)
{
  set_tab (self->tab_current, _ ("Ongoing"), dw_alarm_rows_count (self->rows, DW_ALARM_VIEW_CURRENT));
  set_tab (self->tab_shelved, _ ("Shelved"), dw_alarm_rows_count (self->rows, DW_ALARM_VIEW_SHELVED));
  set_tab (self->tab_out_of_service, _ ("Disabled"), dw_alarm_rows_count (self->rows, DW_ALARM_VIEW_OUT_OF_SERVICE));
  dw_page_emit_badge_changed (DW_PAGE (self));
}

static void
show_empty (DwAlarmPage *self)
{
  if (dw_alarm_filter_is_narrowed (&self->filter) || self->filter.place != NULL)
    dw_empty_set (self->empty, "filter", _ ("No entry matches"), _ ("The filter or the place leaves nothing over"), _ ("Clear filter"), "hazards.clear-filter");
  else if (self->filter.view == DW_ALARM_VIEW_CURRENT)
    dw_empty_set (self->empty, "ok", _ ("No open hazards"), NULL, NULL, NULL);
  else
    dw_empty_set (self->empty, "hazard", _ ("Nothing here yet"), NULL, NULL, NULL);
}

static const char *
choose_content (DwAlarmPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    return "table";
  if (!dw_alarm_page_is_live (self) && dw_event_pages_is_loading (self->pages))
    return "loading";
  return "empty";
}

static void
update_notice (DwAlarmPage *self)
{
  const char *error = dw_alarm_page_is_live (self) ? NULL : dw_event_pages_get_error (self->pages);

  if (error != NULL)
    dw_notice_show (self->notice, DW_NOTICE_WARNING, error, _ ("Try again"), "hazards.show-new");
  else
    dw_notice_hide (self->notice);
}

void
dw_alarm_page_update_strip (DwAlarmPage *self)
{
  guint n_new = dw_alarm_page_is_live (self) ? dw_alarm_rows_get_pending (self->rows) : self->n_new;
  g_autofree char *text = g_strdup_printf (dw_alarm_page_is_live (self) ? ngettext ("%u new alarm", "%u new alarms", n_new) : ngettext ("%u new line", "%u new lines", n_new), n_new);

  gtk_label_set_label (self->strip_text, text);
  gtk_widget_set_visible (self->strip, n_new > 0);
}

void
dw_alarm_page_update_batch (DwAlarmPage *self)
{
  g_autoptr (GPtrArray) checked = dw_alarm_rows_list_checked (self->rows);
  g_autofree char *count = g_strdup_printf (ngettext ("%u chosen", "%u chosen", checked->len), checked->len);
  guint n_unacked = 0;
  g_autofree char *note = NULL;

  for (guint i = 0; i < checked->len; i++)
    n_unacked += dw_alarm_row_is_unacked (g_ptr_array_index (checked, i));
  note = g_strdup_printf (_ ("%u of them unacknowledged; urgent ones are handled one by one"), n_unacked);
  gtk_label_set_label (self->batch_count, count);
  gtk_label_set_label (self->batch_note, note);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "acknowledge-checked")), n_unacked > 0);
  gtk_widget_set_visible (self->batch, checked->len > 0 && dw_alarm_page_is_live (self));
}

static void
update_foot (DwAlarmPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *text = g_strdup_printf (ngettext ("%u entry", "%u entries", n_items), n_items);

  gtk_label_set_label (self->foot, text);
}

void
dw_alarm_page_update_state (DwAlarmPage *self)
{
  show_empty (self);
  gtk_stack_set_visible_child_name (self->content, choose_content (self));
  update_notice (self);
  dw_alarm_page_update_strip (self);
  dw_alarm_page_update_batch (self);
  update_foot (self);
  dw_alarm_page_update_span (self);
}

void
dw_alarm_page_apply_filter (DwAlarmPage *self)
{
  dw_alarm_page_apply_rows (self);
  dw_alarm_page_update_days (self);
}

void
dw_alarm_page_apply_rows (DwAlarmPage *self)
{
  DwEventFilter query;

  self->filter.place = dw_scope_get_place (dw_page_get_scope (DW_PAGE (self)));
  self->n_new = 0;
  if (dw_alarm_page_is_live (self))
    dw_alarm_rows_set_filter (self->rows, &self->filter);
  else
    {
      dw_alarm_filter_to_query (&self->filter, now_ms (self), &query);
      dw_event_pages_ask (self->pages, &query);
    }
  dw_alarm_page_update_state (self);
}
