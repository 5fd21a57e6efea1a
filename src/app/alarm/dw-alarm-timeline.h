// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* What happened to one occurrence, oldest first, read from the store and kept up to date. Acts of people have an accent dot. */
#define DW_TYPE_ALARM_TIMELINE (dw_alarm_timeline_get_type ())
G_DECLARE_FINAL_TYPE (DwAlarmTimeline, dw_alarm_timeline, DW, ALARM_TIMELINE, GtkBox)

void dw_alarm_timeline_set_station (DwAlarmTimeline *self, DwStation *station);
/* NULL or "" empties it. */
void dw_alarm_timeline_show (DwAlarmTimeline *self, const char *alarm_id);

G_END_DECLS
