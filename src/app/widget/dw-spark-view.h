// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-trend.h"

G_BEGIN_DECLS

/* The last 15 minutes of up to four channels, 150 × 28 (104 wide in a narrow window). Follows a trend that its owner keeps; the owner says when it moved. */
#define DW_TYPE_SPARK_VIEW (dw_spark_view_get_type ())
G_DECLARE_FINAL_TYPE (DwSparkView, dw_spark_view, DW, SPARK_VIEW, GtkWidget)

GtkWidget *dw_spark_view_new (void);
/* channels: indexes into the device's channels, -1 = none. trend is borrowed: set NULL before it goes. */
void dw_spark_view_set_trend (DwSparkView *self, DwTrend *trend, const int channels[DW_SPARK_MAX_LINES], const DwStroke strokes[DW_SPARK_MAX_LINES]);
/* Draws again up to now; old: nothing fresh in this row. */
void dw_spark_view_move (DwSparkView *self, gint64 now_ms, gint64 span_ms, gboolean old);

G_END_DECLS
