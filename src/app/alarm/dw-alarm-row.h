// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station.h"
#include "dw-symbol.h"

G_BEGIN_DECLS

/* The nine default columns of the event table, in their order (S1-27). */
typedef enum {
  DW_ALARM_COLUMN_TYPE,
  DW_ALARM_COLUMN_TIME,
  DW_ALARM_COLUMN_DEVICE,
  DW_ALARM_COLUMN_CLASS,
  DW_ALARM_COLUMN_CHANNEL,
  DW_ALARM_COLUMN_ADDRESS,
  DW_ALARM_COLUMN_REGION,
  DW_ALARM_COLUMN_POSITION,
  DW_ALARM_COLUMN_NOTE,
  DW_N_ALARM_COLUMNS,
} DwAlarmColumn;

/* One line of the event table in words: of a live alarm or of a line of history. Emits "changed" when its words changed. Property "checked". Main thread. */
#define DW_TYPE_ALARM_ROW (dw_alarm_row_get_type ())
G_DECLARE_FINAL_TYPE (DwAlarmRow, dw_alarm_row, DW, ALARM_ROW, GObject)

DwAlarmRow *dw_alarm_row_new_live (DwStation *station, const DwAlarmRecord *record);
DwAlarmRow *dw_alarm_row_new_event (DwStation *station, const DwEventRecord *event);
/* Holds the place of a line that is being read. */
DwAlarmRow *dw_alarm_row_new_loading (void);
/* Live rows: the occurrence as it is now. */
void dw_alarm_row_update (DwAlarmRow *self, DwStation *station, const DwAlarmRecord *record);
/* The alarm is over while its row must stay where it is. */
void dw_alarm_row_end (DwAlarmRow *self);

const char *dw_alarm_row_get_text (DwAlarmRow *self, DwAlarmColumn column);
/* "" when the line belongs to no alarm. */
const char *dw_alarm_row_get_alarm_id (DwAlarmRow *self);
guint dw_alarm_row_get_priority (DwAlarmRow *self);
DwSymbolState dw_alarm_row_get_state (DwAlarmRow *self);
gboolean dw_alarm_row_is_unacked (DwAlarmRow *self);
gboolean dw_alarm_row_is_live (DwAlarmRow *self);
/* NULL for a live alarm. */
const DwEventRecord *dw_alarm_row_get_event (DwAlarmRow *self);
gboolean dw_alarm_row_is_checked (DwAlarmRow *self);
/* Urgent alarms cannot be checked (they are handled one by one), nor can history. */
gboolean dw_alarm_row_is_checkable (DwAlarmRow *self);
void dw_alarm_row_set_checked (DwAlarmRow *self, gboolean checked);
/* All words in one, for the filter. New string. */
char *dw_alarm_row_join (DwAlarmRow *self);
/* The whole line for a screen reader. New string. */
char *dw_alarm_row_describe (DwAlarmRow *self);

G_END_DECLS
