// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-bar-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-alarm-words.h"
#include "dw-style.h"
#include "dw-text.h"

/* The words and figures of the alarm bar. */

gboolean
dw_alarm_bar_is_flooded (DwAlarmBar *self)
{
  guint count = 0;

  return dw_station_is_flooded (self->station, &count) && self->walked == NULL && dw_alarm_list_count_unacked (dw_station_get_own_alarms (self->station), 1) == 0;
}

gint64
dw_alarm_bar_now_ms (DwAlarmBar *self)
{
  return dw_clock_wall_ms (dw_station_get_clock (self->station));
}

static void
show_nothing (DwAlarmBar *self)
{
  g_autofree char *when = self->last_end_ms != 0 ? dw_text_time_short (self->last_end_ms) : NULL;
  /* TRANSLATORS: %s is a time. */
  g_autofree char *note = when != NULL ? g_strdup_printf (_ ("The last one ended %s"), when) : g_strdup ("");

  gtk_label_set_label (self->line_1, _ ("No alarm"));
  gtk_label_set_label (self->kind, "");
  gtk_label_set_label (self->line_2, note);
}

static void
show_lost (DwAlarmBar *self)
{
  g_autofree char *age = dw_text_age (dw_alarm_bar_now_ms (self) - self->lost_since_ms);
  g_autofree char *text = g_strdup_printf (_ ("No connection to any gateway for %s"), age);

  gtk_label_set_label (self->line_1, text);
  gtk_label_set_label (self->kind, "");
  gtk_label_set_label (self->line_2, _ ("What is shown is the state before that"));
}

static void
show_flood (DwAlarmBar *self)
{
  g_autofree char *text = NULL;
  guint count = 0;

  dw_station_is_flooded (self->station, &count);
  text = g_strdup_printf (_ ("Alarm flood: %u in 10 minutes"), count);
  gtk_label_set_label (self->line_1, text);
}

/* "14:29:58 begun", or who acknowledged it when. */
static char *
describe_progress (const DwAlarmRecord *record)
{
  g_autofree char *begin = dw_text_time_of_day (record->begin_ms);
  g_autofree char *ack = NULL;

  if (dw_alarm_record_is_unacked (record) || record->ack_ms == 0)
    return g_strdup_printf (_ ("since %s"), begin);
  ack = dw_text_time_of_day (record->ack_ms);
  return g_strdup_printf (_ ("since %1$s, acknowledged by %2$s %3$s"), begin, record->ack_by, ack);
}

static void
show_alarm_text (DwAlarmBar *self, const DwAlarmRecord *record, const DwAlarmSite *site)
{
  g_autofree char *path = dw_alarm_words_path (self->station, site, record->gateway_id);
  g_autofree char *channel = dw_alarm_words_channel (site, record->channel);
  g_autofree char *progress = describe_progress (record);
  g_autofree char *line_1 = *record->channel != '\0' ? g_strdup_printf ("%s / %s", path, channel) : g_strdup (path);

  gtk_label_set_label (self->line_1, line_1);
  gtk_label_set_label (self->kind, dw_alarm_kind_title (record->kind));
  dw_style_set_priority_text (GTK_WIDGET (self->kind), record->priority);
  gtk_label_set_label (self->line_2, progress);
}

/* The value of now while it is good, else the one the alarm began with, drawn as old. */
static void
show_value (DwAlarmBar *self, const DwAlarmRecord *record, const DwAlarmSite *site)
{
  gboolean good = site->channel != NULL && dw_device_channel_quality (site->device, site->channel, dw_alarm_bar_now_ms (self)) == DW_QUALITY_GOOD;
  double value = good ? site->channel->reading.value : record->value;
  gboolean measured = site->channel != NULL && !dw_quantity_is_state (site->channel->point.quantity) && !isnan (value);
  g_autofree char *number = dw_alarm_words_number (site, value);
  g_autofree char *limit = dw_alarm_words_number (site, record->limit);
  g_autofree char *note = isnan (record->limit) ? g_strdup ("") : g_strdup_printf (_ ("set %1$s %2$s"), limit, dw_alarm_words_unit (site));

  gtk_widget_set_visible (self->value_box, measured);
  gtk_widget_set_visible (self->rule, measured);
  gtk_label_set_label (self->value, number);
  gtk_label_set_label (self->unit, dw_alarm_words_unit (site));
  gtk_label_set_label (self->limit, note);
  dw_style_set_priority_text (GTK_WIDGET (self->value), good && record->active ? record->priority : 0);
  dw_style_set_class (GTK_WIDGET (self->value), "dw-old", !good);
}

static void
show_age (DwAlarmBar *self, const DwAlarmRecord *record)
{
  g_autofree char *age = dw_text_duration_clock (dw_alarm_bar_now_ms (self) - record->begin_ms);

  gtk_label_set_label (self->age, age);
  gtk_label_set_label (self->state, dw_alarm_state_title (record->state));
}

static void
show_alarm (DwAlarmBar *self)
{
  const DwAlarmRecord *record = dw_alarm_get_record (self->shown);
  DwAlarmSite site;

  dw_alarm_site_find (&site, self->station, record->device_id, record->place_id, record->channel);
  show_alarm_text (self, record, &site);
  show_value (self, record, &site);
  show_age (self, record);
}

void
dw_alarm_bar_update_text (DwAlarmBar *self)
{
  gboolean lost = self->lost_since_ms != 0;

  gtk_widget_set_visible (self->figures, self->shown != NULL && !lost);
  if (self->shown != NULL)
    show_alarm (self);
  if (lost)
    show_lost (self);
  else if (self->shown == NULL)
    show_nothing (self);
  else if (dw_alarm_bar_is_flooded (self))
    show_flood (self);
}
