// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-scope.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* The unacknowledged alarms of the scope, worst first, two lines each: press to see one, or acknowledge it in place. */
#define DW_TYPE_WORK_ALARMS (dw_work_alarms_get_type ())
G_DECLARE_FINAL_TYPE (DwWorkAlarms, dw_work_alarms, DW, WORK_ALARMS, GtkWidget)

GtkWidget *dw_work_alarms_new (void);
void dw_work_alarms_set_station (DwWorkAlarms *self, DwStation *station, DwScope *scope);
/* Unacknowledged, within the scope, and seen by who sits here. */
gboolean dw_work_alarms_is_waiting (DwAlarm *alarm, DwStation *station, DwScope *scope);

G_END_DECLS
