// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-hazard-days.h"

G_BEGIN_DECLS

/* The hazards of each day as columns that can be brushed: by dragging, or with the arrows and Shift; Enter brushes the day of the cursor, Esc takes the brush away.
 * Signal "brushed" when the brushed days changed. Its words are its accessible name. */
#define DW_TYPE_DAY_VIEW (dw_day_view_get_type ())
G_DECLARE_FINAL_TYPE (DwDayView, dw_day_view, DW, DAY_VIEW, GtkWidget)

GtkWidget *dw_day_view_new (void);
/* Takes the days. What the filter has brushed stays brushed where these days still hold it. */
void dw_day_view_show (DwDayView *self, DwHazardDays *days, const DwAlarmFilter *filter);
/* NULL before the first show. Borrowed. */
const DwHazardDays *dw_day_view_get_days (DwDayView *self);
const DwDayBrush *dw_day_view_get_brush (DwDayView *self);
void dw_day_view_clear_brush (DwDayView *self);

G_END_DECLS
