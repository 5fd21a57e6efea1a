// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-desk.h"
#include "dw-event-class.h"

G_BEGIN_DECLS

/* Which part of the event table is shown. The first three are live lists, the others lines of history. */
typedef enum {
  DW_ALARM_VIEW_CURRENT, /* active or unacknowledged */
  DW_ALARM_VIEW_SHELVED, /* shelved or suppressed by design */
  DW_ALARM_VIEW_OUT_OF_SERVICE,
  DW_ALARM_VIEW_MONTH,
  DW_ALARM_VIEW_HISTORY,
  DW_N_ALARM_VIEWS,
} DwAlarmView;

const char *dw_alarm_view_word (DwAlarmView view); /* "current", "shelved", "out-of-service", "month", "history" */
gboolean dw_alarm_view_from_word (const char *word, DwAlarmView *view);
gboolean dw_alarm_view_is_live (DwAlarmView view);

/* What the filter row says. Plain; the place is borrowed. */
typedef struct
{
  DwAlarmView view;
  guint kinds;           /* bit per DwEventKind, 0 = all */
  guint classes;         /* bit per DwEventClass, 0 = all */
  guint priorities;      /* bit 1…4, 0 = all */
  guint states;          /* bit per DwAlarmState, 0 = all */
  gint64 span_ms;        /* back from now, 0 = all */
  gint64 from_ms, to_ms; /* half-open, each 0 = open: days that were brushed in the curves, or the span of a number that was pressed */
  DwPlace *place;        /* NULL = all */
  char *text;            /* owned, folded; "" = all */
} DwAlarmFilter;

void dw_alarm_filter_clear (DwAlarmFilter *self);
void dw_alarm_filter_set_text (DwAlarmFilter *self, const char *text);
/* The same without the brushed days: what the curves count. The text stays borrowed from self. */
DwAlarmFilter dw_alarm_filter_without_days (const DwAlarmFilter *self);
/* Anything set beside view and place. */
gboolean dw_alarm_filter_is_narrowed (const DwAlarmFilter *self);
/* A live occurrence passes. words: the texts of its row, joined; place: where it stands, NULL = unknown. */
gboolean dw_alarm_filter_passes (const DwAlarmFilter *self, const DwAlarmRecord *record, DwPlace *place, const char *words, gint64 now_ms);
/* Sets kinds, classes, states and span from "KINDS[;class=CLASSES][;state=STATES][;from=MS][;to=MS]", words with commas ("alarm,trip;class=residual"), and clears whatever else narrows
 * but view and place. FALSE: something in it has no meaning, and nothing was changed. */
gboolean dw_alarm_filter_read (DwAlarmFilter *self, const char *text);
/* The same as a question to the desk. The text is borrowed from self. */
void dw_alarm_filter_to_query (const DwAlarmFilter *self, gint64 now_ms, DwEventFilter *query);

G_END_DECLS
