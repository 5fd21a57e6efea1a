// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-filter.h"
#include "dw-alarm-row.h"
#include "dw-hazard-days.h"

G_BEGIN_DECLS

/* The live alarms as rows, filtered, in the order of the list. GListModel of DwAlarmRow.
 * Frozen (pointer or focus in the table) nothing moves: rows keep their places, ended ones stay and say so, new ones wait and are counted; only urgent ones are
 * inserted at the top at once. Signals "pending-changed", "checked-changed", "counts-changed" (of the views). Main thread. */
#define DW_TYPE_ALARM_ROWS (dw_alarm_rows_get_type ())
G_DECLARE_FINAL_TYPE (DwAlarmRows, dw_alarm_rows, DW, ALARM_ROWS, GObject)

DwAlarmRows *dw_alarm_rows_new (DwStation *station);
/* Takes over what it needs; shows the pending rows too. */
void dw_alarm_rows_set_filter (DwAlarmRows *self, const DwAlarmFilter *filter);
void dw_alarm_rows_set_frozen (DwAlarmRows *self, gboolean frozen);
guint dw_alarm_rows_get_pending (DwAlarmRows *self);
void dw_alarm_rows_show_pending (DwAlarmRows *self);
/* Live alarms of a view at the place of the filter, whatever else it says. Like the rows: only what the person who sits here may see. */
guint dw_alarm_rows_count (DwAlarmRows *self, DwAlarmView view);
/* Adds each live alarm that passes the filter, whatever days are brushed, to the day on which it began. */
void dw_alarm_rows_add_days (DwAlarmRows *self, DwHazardDays *days);
/* NULL when it is not shown. Borrowed. */
DwAlarmRow *dw_alarm_rows_find (DwAlarmRows *self, const char *alarm_id, guint *position);
/* Checked rows, borrowed. Free the array. */
GPtrArray *dw_alarm_rows_list_checked (DwAlarmRows *self);
void dw_alarm_rows_check_all (DwAlarmRows *self, gboolean checked);

G_END_DECLS
