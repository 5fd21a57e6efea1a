// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm.h"

G_BEGIN_DECLS

/* The alarm life cycle (ISA-18.2, IEC 62682; domain facts 4.1) as a table. Pure. */
typedef enum {
  DW_ALARM_EVENT_RAISE,  /* condition true after on-delay */
  DW_ALARM_EVENT_RETURN, /* condition false after off-delay */
  DW_ALARM_EVENT_ACK,
  DW_ALARM_EVENT_UNACK,   /* correct a mistake */
  DW_ALARM_EVENT_REALARM, /* severity rises or re-alarm timer */
  DW_ALARM_EVENT_SHELVE,
  DW_ALARM_EVENT_UNSHELVE, /* by hand or time over */
  DW_ALARM_EVENT_SUPPRESS,
  DW_ALARM_EVENT_UNSUPPRESS,
  DW_ALARM_EVENT_OUT_OF_SERVICE,
  DW_ALARM_EVENT_IN_SERVICE,
  DW_N_ALARM_EVENTS,
} DwAlarmEvent;

/* FALSE: this edge does not exist (nothing changes). active: whether the condition holds now (decides where shelved, suppressed and out of service end). was_acked: for UNSHELVE. */
gboolean dw_alarm_state_next (DwAlarmState state, DwAlarmEvent event, gboolean active, gboolean was_acked, DwAlarmState *next);

G_END_DECLS
