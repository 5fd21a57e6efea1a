// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-page-private.h"

/* What the hand does to the chart and the times, and what that means: template callbacks of the page. */

#define MAX_TIMES 8

/* The future has no data: panning stops where the present stands in the middle. */
static void
panned_cb (DwTrendPage *self, gint64 delta_ms)
{
  gint64 latest_ms = dw_trend_page_now_ms (self) - dw_span_get_length_ms (self->span) / 2;

  dw_span_pan (self->span, MIN (delta_ms, MAX (latest_ms - dw_span_get_from_ms (self->span), 0)));
}

static void
zoomed_cb (DwTrendPage *self, double factor, gint64 at_ms)
{
  dw_span_zoom (self->span, factor, at_ms);
}

static void
cursor_moved_cb (DwTrendPage *self)
{
  dw_trend_page_show_cursor (self);
}

static void
label_pressed_cb (DwTrendPage *self, int series, gboolean solo)
{
  const DwTrendLine *line = dw_trend_page_find_line (self, series);
  DwTrendChannel channel;

  if (line == NULL)
    return;
  channel = line->channel;
  if (solo)
    dw_trend_choice_solo_line (self->choice, self->lines, &channel);
  else
    dw_trend_choice_toggle_line (self->choice, &channel);
}

/* An alarm opens its line on the hazards page. */
static void
mark_pressed_cb (DwTrendPage *self, int index)
{
  const GPtrArray *marks = dw_trend_loader_get_marks (self->loader);
  const DwTrendMark *mark = marks != NULL && index >= 0 && (guint)index < marks->len ? g_ptr_array_index (marks, (guint)index) : NULL;

  if (mark != NULL && mark->alarm_id != NULL && *mark->alarm_id != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-alarm", "s", mark->alarm_id);
}

/* Another width wants another number of points. */
static void
resized_cb (DwTrendPage *self)
{
  if (self->asked)
    dw_trend_page_ask_soon (self);
}

static void
add_alarm_time_cb (gpointer alarm, gpointer data)
{
  const DwAlarmRecord *record = dw_alarm_get_record (alarm);
  DwTrendPage *self = data;
  DwDevice *device = dw_trend_page_find_device (self, record->device_id);
  g_autofree char *title = device != NULL ? g_strdup_printf ("%s · %s", dw_device_get_name (device), dw_alarm_kind_title (record->kind)) : NULL;

  if (title != NULL)
    dw_span_picker_add_time (self->picker, title, record->begin_ms);
}

/* Alarms of the shown circuits that are not over. */
static void
picker_opened_cb (DwTrendPage *self)
{
  dw_span_picker_clear_times (self->picker);
  for (guint i = 0; i < MIN (dw_trend_choice_get_n_items (self->choice), MAX_TIMES); i++)
    dw_alarm_list_foreach_device (dw_station_get_alarms (dw_page_get_station (DW_PAGE (self))), dw_trend_choice_get_item (self->choice, i)->device_id, add_alarm_time_cb, self);
}

void
dw_trend_page_bind_gestures (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, panned_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoomed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cursor_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, mark_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, resized_cb);
  gtk_widget_class_bind_template_callback (widget_class, picker_opened_cb);
}
