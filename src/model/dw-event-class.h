// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm.h"

G_BEGIN_DECLS

/* What an event line counts as in statistics (S0-43, S1-18). Every line that is an alarm, a trip, a fault, a loss of communication or a restore belongs to exactly one class;
 * what people did (control, operation) belongs to none. Pure, any thread. */
typedef enum {
  DW_EVENT_CLASS_RESIDUAL,    /* 剩余电流 */
  DW_EVENT_CLASS_TEMPERATURE, /* 温度 */
  DW_EVENT_CLASS_LOAD,        /* 负荷/电压 */
  DW_EVENT_CLASS_OTHER,       /* trips, contacts, and kinds of alarm that this program does not know */
  DW_EVENT_CLASS_SENSOR,      /* a device that is broken */
  DW_EVENT_CLASS_COMMS,       /* a device or gateway that does not answer */
  DW_EVENT_CLASS_RESTORED,    /* any of those above is over */
  DW_N_EVENT_CLASSES,
} DwEventClass;

#define DW_EVENT_CLASSES_HAZARDS (1u << DW_EVENT_CLASS_RESIDUAL | 1u << DW_EVENT_CLASS_TEMPERATURE | 1u << DW_EVENT_CLASS_LOAD | 1u << DW_EVENT_CLASS_OTHER)
#define DW_EVENT_CLASSES_FAULTS (1u << DW_EVENT_CLASS_SENSOR | 1u << DW_EVENT_CLASS_COMMS)
#define DW_EVENT_CLASSES_RESTORED (1u << DW_EVENT_CLASS_RESTORED)

const char *dw_event_class_word (DwEventClass which); /* "residual", "temperature", "load", "other", "sensor", "comms", "restored" */
gboolean dw_event_class_from_word (const char *word, DwEventClass *which);
const char *dw_event_class_title (DwEventClass which); /* translated */
/* type: that of the event line. FALSE: the line counts as nothing. */
gboolean dw_event_class_of (DwEventKind kind, const char *type, DwEventClass *which);
/* Kinds of event that the class is part of: bit per DwEventKind. */
guint dw_event_class_kinds (DwEventClass which);
/* Its types within those kinds: bit per DwAlarmKind; 0 = all that no other class of the same kinds names. */
guint dw_event_class_types (DwEventClass which);
/* Sum over the classes of the mask. */
guint dw_event_class_sum (const guint counts[DW_N_EVENT_CLASSES], guint classes);

G_END_DECLS
