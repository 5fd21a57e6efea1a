// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-application-private.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-words.h"

/* An urgent alarm asks for attention through the desktop; the focus is never taken. The notification goes away when the alarm is acknowledged. */

static void
send_urgent (DwApplication *self, const DwEventRecord *event)
{
  g_autoptr (GNotification) notification = g_notification_new (dw_event_record_title (event));
  g_autofree char *path = NULL;
  DwAlarmSite site;

  dw_alarm_site_find (&site, self->station, event->device_id, event->place_id, event->channel);
  path = dw_alarm_words_path (self->station, &site, event->gateway_id);
  g_notification_set_body (notification, path);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_URGENT);
  g_notification_set_default_action_and_target (notification, "app.show-alarm", "s", event->alarm_id);
  g_application_send_notification (G_APPLICATION (self), event->alarm_id, notification);
}

static gboolean
is_alarm_kind (DwEventKind kind)
{
  return kind == DW_EVENT_ALARM || kind == DW_EVENT_FAULT || kind == DW_EVENT_TRIP || kind == DW_EVENT_COMMS;
}

static void
event_stored_cb (DwStation *station, const DwEventRecord *event, DwApplication *self)
{
  if (*event->alarm_id == '\0')
    return;
  if (is_alarm_kind (event->kind) && event->priority == 1)
    send_urgent (self, event);
  else if (g_strcmp0 (event->type, "acknowledge") == 0)
    g_application_withdraw_notification (G_APPLICATION (self), event->alarm_id);
}

void
dw_application_watch_alarms (DwApplication *self)
{
  g_signal_connect_object (self->station, "event", G_CALLBACK (event_stored_cb), self, 0);
}
