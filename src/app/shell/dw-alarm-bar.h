// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* The strip below the header that is always there: four counters, the foremost alarm with value and age, silence, acknowledge, locate. Acts only by actions of the window. */
#define DW_TYPE_ALARM_BAR (dw_alarm_bar_get_type ())
G_DECLARE_FINAL_TYPE (DwAlarmBar, dw_alarm_bar, DW, ALARM_BAR, GtkBox)

void dw_alarm_bar_set_station (DwAlarmBar *self, DwStation *station);
/* The alarm that is shown now, NULL. Borrowed. Property "shown" notifies. */
DwAlarm *dw_alarm_bar_get_shown (DwAlarmBar *self);
/* Walks to the next (+1) or the one before; the bar returns to the foremost alarm after 20 s. */
void dw_alarm_bar_walk (DwAlarmBar *self, int step);
/* More than 10 new alarms in 10 minutes and no unacknowledged urgent one: locating means the list, not one of them. */
gboolean dw_alarm_bar_is_flooded (DwAlarmBar *self);

G_END_DECLS
