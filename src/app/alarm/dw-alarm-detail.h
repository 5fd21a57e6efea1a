// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-row.h"

G_BEGIN_DECLS

/* The side panel of the event table: what it is, how large, what to do now, whom to call, what happened, and the acts. Follows the alarm while it is live. */
#define DW_TYPE_ALARM_DETAIL (dw_alarm_detail_get_type ())
G_DECLARE_FINAL_TYPE (DwAlarmDetail, dw_alarm_detail, DW, ALARM_DETAIL, GtkBox)

void dw_alarm_detail_set_station (DwAlarmDetail *self, DwStation *station);
/* A row of either kind; NULL = nothing chosen. */
void dw_alarm_detail_show_row (DwAlarmDetail *self, DwAlarmRow *row);
/* An occurrence that need not be in the table. FALSE when nobody knows it. */
gboolean dw_alarm_detail_show_alarm (DwAlarmDetail *self, const char *alarm_id);
/* Over the table it has a button for the action hazards.close-side. */
void dw_alarm_detail_set_closable (DwAlarmDetail *self, gboolean closable);

G_END_DECLS
