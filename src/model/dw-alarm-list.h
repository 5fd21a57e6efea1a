// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-alarm.h"

G_BEGIN_DECLS

/* Live alarms (everything not back to NORM), ordered: unacknowledged first, then priority, then newest. GListModel of DwAlarm. Main thread.
 * Shelved, suppressed and out-of-service alarms come last; they are in no count and never foremost. Signal "counts-changed". */
#define DW_TYPE_ALARM_LIST (dw_alarm_list_get_type ())
G_DECLARE_FINAL_TYPE (DwAlarmList, dw_alarm_list, DW, ALARM_LIST, GObject)

DwAlarmList *dw_alarm_list_new (void);
/* Adds, updates, or (state NORM) removes. */
void dw_alarm_list_put (DwAlarmList *self, const DwAlarmRecord *record);
/* A second list with part of the same alarms: adds the very object, which must not be in the list yet, or takes it out again. What changes rank, priority or begin
 * of an alarm must find it taken out of every list. */
void dw_alarm_list_add_alarm (DwAlarmList *self, DwAlarm *alarm);
void dw_alarm_list_remove_alarm (DwAlarmList *self, DwAlarm *alarm);
DwAlarm *dw_alarm_list_find (DwAlarmList *self, const char *id);
/* priority 1…4, 0 = all together. */
guint dw_alarm_list_count (DwAlarmList *self, guint priority);
guint dw_alarm_list_count_unacked (DwAlarmList *self, guint priority);
/* The one for the alarm bar: highest priority, then unacknowledged, then newest. NULL when empty. */
DwAlarm *dw_alarm_list_get_foremost (DwAlarmList *self);
/* Calls func for each alarm of the device (device_id), any order. */
void dw_alarm_list_foreach_device (DwAlarmList *self, gint64 device_id, GFunc func, gpointer data);

G_END_DECLS
