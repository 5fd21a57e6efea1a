// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib-object.h>

#include "dw-reading.h"

G_BEGIN_DECLS

/* Kinds of event (S1-28). Alarm, fault, trip, comms, restore, control, operation are different things. */
typedef enum {
  DW_EVENT_ALARM,
  DW_EVENT_FAULT,
  DW_EVENT_TRIP,
  DW_EVENT_COMMS,
  DW_EVENT_RESTORE,
  DW_EVENT_CONTROL,
  DW_EVENT_OPERATION,
  DW_N_EVENT_KINDS,
} DwEventKind;

const char *dw_event_kind_word (DwEventKind kind); /* "alarm", "fault", … */
gboolean dw_event_kind_from_word (const char *word, DwEventKind *kind);
const char *dw_event_kind_title (DwEventKind kind);

/* What is wrong; identity of an alarm = (device, point, kind). Table with default priority, event kind and titles in dw-alarm-kind.c. */
typedef enum {
  DW_ALARM_RESIDUAL_HIGH,    /* 剩余电流报警 */
  DW_ALARM_RESIDUAL_WARNING, /* 剩余电流预警 */
  DW_ALARM_TEMPERATURE_HIGH, /* 过温报警 */
  DW_ALARM_TEMPERATURE_WARNING,
  DW_ALARM_OVERCURRENT, /* 过载报警 */
  DW_ALARM_OVERCURRENT_WARNING,
  DW_ALARM_OVERVOLTAGE,
  DW_ALARM_UNDERVOLTAGE,
  DW_ALARM_PHASE_LOSS,     /* 断相 */
  DW_ALARM_SUPPLY_LOST,    /* 停电 */
  DW_ALARM_BROKEN_NEUTRAL, /* 中性线断线 */
  DW_ALARM_TRIP,           /* 跳闸 */
  DW_ALARM_CONTACT,        /* 开关量动作 */
  DW_ALARM_SENSOR_FAULT,   /* 传感器故障 */
  DW_ALARM_DEVICE_SILENT,  /* 探测器无应答 */
  DW_ALARM_GATEWAY_DOWN,   /* 网关离线 */
  DW_N_ALARM_KINDS,
} DwAlarmKind;

const char *dw_alarm_kind_word (DwAlarmKind kind); /* "residual-high": stable, in the database and the tool */
gboolean dw_alarm_kind_from_word (const char *word, DwAlarmKind *kind);
const char *dw_alarm_kind_title (DwAlarmKind kind);
DwEventKind dw_alarm_kind_event (DwAlarmKind kind);
guint dw_alarm_kind_priority (DwAlarmKind kind); /* default, 1…4 */
/* Translated numbered steps, one per line: what to do now (S1-03, S1-06). */
const char *dw_alarm_kind_guidance (DwAlarmKind kind);

typedef enum {
  DW_ALARM_STATE_NORM,
  DW_ALARM_STATE_UNACK,
  DW_ALARM_STATE_ACKED,
  DW_ALARM_STATE_RTN_UNACK,
  DW_ALARM_STATE_SHELVED,
  DW_ALARM_STATE_SUPPRESSED,
  DW_ALARM_STATE_OUT_OF_SERVICE,
  DW_N_ALARM_STATES,
} DwAlarmState;

const char *dw_alarm_state_word (DwAlarmState state); /* "unack", "acked", "rtn-unack", … */
gboolean dw_alarm_state_from_word (const char *word, DwAlarmState *state);
const char *dw_alarm_state_title (DwAlarmState state);

typedef enum {
  DW_RESET_NONE,
  DW_RESET_BY_ITSELF,
  DW_RESET_ON_SITE,
  DW_RESET_REMOTE,
} DwResetKind;

/* One activation of one alarm, plain values; what the store keeps and the tool prints. Strings owned. */
typedef struct
{
  char *id;         /* UUID of the occurrence: never reused */
  gint64 device_id; /* 0 for a gateway alarm */
  gint64 gateway_id;
  gint64 place_id;
  char *channel; /* point name, "" for the whole device */
  DwAlarmKind kind;
  guint priority; /* 1…4 */
  DwAlarmState state;
  gboolean active; /* the condition holds */
  gint64 begin_ms;
  gint64 end_ms; /* condition gone, 0 = still there */
  gint64 ack_ms; /* 0 = not */
  char *ack_by;
  char *owner;  /* who took it over, "" */
  double value; /* at begin */
  double peak;
  double limit;      /* NaN where none */
  guint occurrences; /* activations of this occurrence (RTN-UNACK and true again) */
  DwResetKind reset;
  char *comment; /* the last one */
} DwAlarmRecord;

DwAlarmRecord *dw_alarm_record_new (void);
DwAlarmRecord *dw_alarm_record_copy (const DwAlarmRecord *self);
void dw_alarm_record_free (DwAlarmRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwAlarmRecord, dw_alarm_record_free)

/* The same as an object for list models. Emits "changed". Main thread. */
#define DW_TYPE_ALARM (dw_alarm_get_type ())
G_DECLARE_FINAL_TYPE (DwAlarm, dw_alarm, DW, ALARM, GObject)

DwAlarm *dw_alarm_new (const DwAlarmRecord *record);
const DwAlarmRecord *dw_alarm_get_record (DwAlarm *self);
void dw_alarm_update (DwAlarm *self, const DwAlarmRecord *record);
gboolean dw_alarm_record_is_unacked (const DwAlarmRecord *record); /* UNACK or RTN_UNACK */

G_END_DECLS
