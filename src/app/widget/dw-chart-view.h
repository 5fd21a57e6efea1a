// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-trace.h"
#include "dw-trend.h"

G_BEGIN_DECLS

/* The chart of one channel over the last minutes with its limits and the alarms that began in that time. */
#define DW_TYPE_CHART_VIEW (dw_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (DwChartView, dw_chart_view, DW, CHART_VIEW, GtkWidget)

GtkWidget *dw_chart_view_new (void);
/* trend is borrowed: set NULL before it goes. channel: index, -1 = none. */
void dw_chart_view_set_trend (DwChartView *self, DwTrend *trend, int channel);
/* Shows this curve in place of the trend, NULL = the trend again. Borrowed like the trend. */
void dw_chart_view_set_trace (DwChartView *self, const DwTrace *trace);
/* Limits, marks and the right end as they are now. empty_text: why there is no line. alarms may be NULL. */
void dw_chart_view_move (DwChartView *self, DwDevice *device, DwAlarmList *alarms, gint64 now_ms, gint64 span_ms, const char *empty_text);

G_END_DECLS
