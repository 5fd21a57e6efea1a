// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-state.h"

/* The life cycle of an alarm (ISA-18.2, IEC 62682) as one table: a row per state, a column per event, the cell says where it leads.
 *
 *              raise            return             ack
 *      NORM ----------> UNACK ----------> RTN_UNACK ------> NORM
 *                       | ack                | raise
 *                       v                    +------------> UNACK
 *                     ACKED -- return -----------------> NORM
 *                       +----- un-ack, re-alarm --------> UNACK
 *
 * From every state an alarm can be set aside: shelved by a person, suppressed by a rule of the design, taken out of service for a repair.
 * What it comes back to depends on whether the condition holds then, so that a forgotten alarm speaks again. */

typedef enum {
  GO_NOWHERE, /* the edge does not exist */
  GO_NORM,
  GO_UNACK,
  GO_ACKED,
  GO_RTN_UNACK,
  GO_SHELVED,
  GO_SUPPRESSED,
  GO_OUT_OF_SERVICE,
  GO_UNACK_OR_NORM,     /* condition holds, or not */
  GO_AS_BEFORE_OR_NORM, /* condition holds: acknowledged when it was, else unacknowledged */
} Target;

#define ASIDE_EDGES                          \
  [DW_ALARM_EVENT_SHELVE] = GO_SHELVED,      \
  [DW_ALARM_EVENT_SUPPRESS] = GO_SUPPRESSED, \
  [DW_ALARM_EVENT_OUT_OF_SERVICE] = GO_OUT_OF_SERVICE

/* clang-format off */
static const Target targets[DW_N_ALARM_STATES][DW_N_ALARM_EVENTS] = {
  [DW_ALARM_STATE_NORM] = {
    ASIDE_EDGES,
    [DW_ALARM_EVENT_RAISE] = GO_UNACK,
  },
  [DW_ALARM_STATE_UNACK] = {
    ASIDE_EDGES,
    [DW_ALARM_EVENT_RETURN] = GO_RTN_UNACK,
    [DW_ALARM_EVENT_ACK] = GO_ACKED,
  },
  [DW_ALARM_STATE_ACKED] = {
    ASIDE_EDGES,
    [DW_ALARM_EVENT_RETURN] = GO_NORM,
    [DW_ALARM_EVENT_UNACK] = GO_UNACK,
    [DW_ALARM_EVENT_REALARM] = GO_UNACK,
  },
  [DW_ALARM_STATE_RTN_UNACK] = {
    ASIDE_EDGES,
    [DW_ALARM_EVENT_RAISE] = GO_UNACK,
    [DW_ALARM_EVENT_ACK] = GO_NORM,
  },
  [DW_ALARM_STATE_SHELVED] = {
    [DW_ALARM_EVENT_UNSHELVE] = GO_AS_BEFORE_OR_NORM,
    [DW_ALARM_EVENT_SUPPRESS] = GO_SUPPRESSED,
    [DW_ALARM_EVENT_OUT_OF_SERVICE] = GO_OUT_OF_SERVICE,
  },
  [DW_ALARM_STATE_SUPPRESSED] = {
    [DW_ALARM_EVENT_SHELVE] = GO_SHELVED,
    [DW_ALARM_EVENT_UNSUPPRESS] = GO_UNACK_OR_NORM,
    [DW_ALARM_EVENT_OUT_OF_SERVICE] = GO_OUT_OF_SERVICE,
  },
  [DW_ALARM_STATE_OUT_OF_SERVICE] = {
    [DW_ALARM_EVENT_SHELVE] = GO_SHELVED,
    [DW_ALARM_EVENT_SUPPRESS] = GO_SUPPRESSED,
    [DW_ALARM_EVENT_IN_SERVICE] = GO_UNACK_OR_NORM,
  },
};
/* clang-format on */

static const DwAlarmState plain_states[] = {
  [GO_NORM] = DW_ALARM_STATE_NORM,
  [GO_UNACK] = DW_ALARM_STATE_UNACK,
  [GO_ACKED] = DW_ALARM_STATE_ACKED,
  [GO_RTN_UNACK] = DW_ALARM_STATE_RTN_UNACK,
  [GO_SHELVED] = DW_ALARM_STATE_SHELVED,
  [GO_SUPPRESSED] = DW_ALARM_STATE_SUPPRESSED,
  [GO_OUT_OF_SERVICE] = DW_ALARM_STATE_OUT_OF_SERVICE,
};

static Target
decide (Target target,
        gboolean active,
        gboolean was_acked)
{
  if (target != GO_UNACK_OR_NORM && target != GO_AS_BEFORE_OR_NORM)
    return target;
  if (!active)
    return GO_NORM;
  return target == GO_AS_BEFORE_OR_NORM && was_acked ? GO_ACKED : GO_UNACK;
}

gboolean
dw_alarm_state_next (DwAlarmState state,
                     DwAlarmEvent event,
                     gboolean active,
                     gboolean was_acked,
                     DwAlarmState *next)
{
  Target target;

  g_return_val_if_fail ((guint)state < DW_N_ALARM_STATES, FALSE);
  g_return_val_if_fail ((guint)event < DW_N_ALARM_EVENTS, FALSE);

  target = decide (targets[state][event], active, was_acked);
  if (target == GO_NOWHERE)
    return FALSE;
  *next = plain_states[target];
  return TRUE;
}
