// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-scope.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* This month (S1-18): hazards and faults against the same days of last month, schools installed, on line and not yet (S0-03), by region, and the schools with most hazards per
 * 100 circuits. Each number opens the list that makes it. Asks the store anew each minute while it is on the screen. */
#define DW_TYPE_MONTH (dw_month_get_type ())
G_DECLARE_FINAL_TYPE (DwMonth, dw_month, DW, MONTH, GtkWidget)

GtkWidget *dw_month_new (void);
void dw_month_set_station (DwMonth *self, DwStation *station, DwScope *scope);
void dw_month_refresh (DwMonth *self);

G_END_DECLS
