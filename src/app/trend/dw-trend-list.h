// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-scope.h"
#include "dw-trend-choice.h"

G_BEGIN_DECLS

/* The left side of the trend page: the circuits that are compared, the quantity, what lies over the curves. Shows the choice and changes it. */
#define DW_TYPE_TREND_LIST (dw_trend_list_get_type ())
G_DECLARE_FINAL_TYPE (DwTrendList, dw_trend_list, DW, TREND_LIST, GtkWidget)

void dw_trend_list_set_up (DwTrendList *self, DwStation *station, DwScope *scope, DwTrendChoice *choice);
/* What is compared with: "Same time last week". */
void dw_trend_list_set_previous_title (DwTrendList *self, const char *title);
/* Opens the popover that adds a circuit. */
void dw_trend_list_open_add (DwTrendList *self);
/* States of devices, names or rights changed. */
void dw_trend_list_update (DwTrendList *self);

G_END_DECLS
