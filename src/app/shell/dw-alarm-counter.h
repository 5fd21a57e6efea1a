// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"

G_BEGIN_DECLS

/* One of the four counters of the alarm bar: symbol with state, total, unacknowledged. Pressing it shows the hazards of that priority.
 * Construct property "priority" (1…4). */
#define DW_TYPE_ALARM_COUNTER (dw_alarm_counter_get_type ())
G_DECLARE_FINAL_TYPE (DwAlarmCounter, dw_alarm_counter, DW, ALARM_COUNTER, GtkToggleButton)

/* lost: no source is connected, what is shown is old. */
void dw_alarm_counter_update (DwAlarmCounter *self, DwAlarmList *alarms, gboolean lost);

G_END_DECLS
