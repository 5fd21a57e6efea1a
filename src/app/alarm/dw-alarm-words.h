// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station.h"

G_BEGIN_DECLS

/* What is said about an alarm or event: the same words in the alarm bar, the table, the detail pane and the search. New strings unless const. */

/* What it stands at; the borrowed pointers may be NULL (removed since). */
typedef struct
{
  DwPlace *place;
  DwDevice *device;
  DwChannel *channel;
} DwAlarmSite;
void dw_alarm_site_find (DwAlarmSite *self, DwStation *station, gint64 device_id, gint64 place_id, const char *channel);

/* "school / box / circuit"; the device's or the gateway's name when the place is gone. */
char *dw_alarm_words_path (DwStation *station, const DwAlarmSite *site, gint64 gateway_id);
/* School and building, as far as a column is wide: the box stands beside it as the device. */
char *dw_alarm_words_position (const DwAlarmSite *site);
/* Name of the device, of the gateway when there is no device. */
char *dw_alarm_words_device (DwStation *station, const DwAlarmSite *site, gint64 gateway_id);
char *dw_alarm_words_class (const DwAlarmSite *site, gint64 gateway_id);
/* "W5", "Temperature 2", "—". */
char *dw_alarm_words_channel (const DwAlarmSite *site, const char *channel);
/* "W5", "T2", "Ph. B": for a narrow column beside the kind of event. */
char *dw_alarm_words_channel_short (const DwAlarmSite *site, const char *channel);
char *dw_alarm_words_address (DwStation *station, const DwAlarmSite *site, gint64 gateway_id);
char *dw_alarm_words_region (const DwAlarmSite *site);
/* Digits without the unit, "—" for NaN; the unit, "" where none. */
char *dw_alarm_words_number (const DwAlarmSite *site, double value);
const char *dw_alarm_words_unit (const DwAlarmSite *site);
/* "252 / 240 mA": value and limit of a line; NULL when there is no value. */
char *dw_alarm_words_value_and_limit (const DwAlarmSite *site, double value, double limit);
/* Title of a line of history; the end of an alarm says so. */
char *dw_alarm_words_event (const DwEventRecord *event);
char *dw_gateway_name (DwStation *station, gint64 gateway_id);

G_END_DECLS
