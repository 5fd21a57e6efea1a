// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-scope.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* Hazards of the last twelve months as columns; pressing one opens the hazards of that month (S0-43). Months that are over change rarely: they are counted when it is shown, for another scope
 * and on request; the present month is told from outside each minute. */
#define DW_TYPE_MONTH_YEAR (dw_month_year_get_type ())
G_DECLARE_FINAL_TYPE (DwMonthYear, dw_month_year, DW, MONTH_YEAR, GtkWidget)

GtkWidget *dw_month_year_new (void);
void dw_month_year_set_station (DwMonthYear *self, DwStation *station, DwScope *scope);
void dw_month_year_refresh (DwMonthYear *self);
/* Hazards of the present month, which began at month_ms: as everywhere on the page. Counts anew when the year shown ends with another month. */
void dw_month_year_set_current (DwMonthYear *self, gint64 month_ms, guint count);

G_END_DECLS
