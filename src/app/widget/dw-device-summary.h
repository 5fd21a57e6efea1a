// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-list.h"
#include "dw-reading-text.h"
#include "dw-symbol.h"

G_BEGIN_DECLS

/* What one glance at a device must tell: worst state, the few values that matter, load, age, quality. Pure; the base of card, table row, board and panel. */
typedef struct
{
  guint priority; /* of the symbol, 0 = none */
  DwSymbolState state;
  gboolean off_line; /* does not answer, or its gateway is gone */
  gboolean all_old;  /* there are values, and none of them is fresh */
  gboolean loading;  /* never a value, and not yet known to be off line */
  DwAlarm *alarm;    /* the most severe of this device; borrowed, NULL */
  /* Channels of the device; NULL = it has none. Borrowed. */
  const DwChannel *residual;
  const DwChannel *currents[3]; /* in order of A, B, C; a single phase has one */
  guint n_currents;
  const DwChannel *max_current; /* the largest fresh one, else the first */
  const DwChannel *max_temperature;
  const DwChannel *power; /* total active power, else phase A's */
  const DwChannel *breaker;
  double load_percent; /* largest current / rated, NaN = unknown */
  gboolean load_old;
  gint64 age_ms;                                    /* since the last answer, -1 = never */
  guint n_good, n_old, n_doubtful, n_fault, n_none; /* measured and switched points by quality; manual counts as good, estimated as doubtful */
} DwDeviceSummary;

/* alarms may be NULL. */
void dw_device_summary_make (DwDevice *device, DwAlarmList *alarms, gint64 now_ms, DwDeviceSummary *summary);
/* "Residual current alarm unacknowledged", "Off line 41 min", "Closed · quality good". New string. */
char *dw_device_summary_describe (const DwDeviceSummary *summary, DwDevice *device, gint64 now_ms);
/* Severity for sorting: larger is worse. Unacknowledged before acknowledged of one priority, off line after alarms, normal last. */
int dw_device_summary_get_weight (const DwDeviceSummary *summary);
/* Something is wrong with it: alarm, off line. */
gboolean dw_device_summary_is_abnormal (const DwDeviceSummary *summary);

/* Where a limit stands that a value is judged by: the tighter of the organisation's and the device's own set value. NaN = none. */
double dw_channel_get_alarm_limit (const DwChannel *channel);
double dw_channel_get_warning_limit (const DwChannel *channel);
/* Finds by quantity, phase and number; NULL. */
const DwChannel *dw_device_find_point (DwDevice *device, DwQuantity quantity, DwPhase phase, guint index);

G_END_DECLS
