// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-month-figures.h"
#include "dw-scope.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* The tiles of the month card (S0-03, S1-18): hazards, faults and restored lines of the month against the same days of the month before; devices on line; schools installed and not yet. Each
 * opens the list that makes its number. Closed orders and overdue orders have no tile: there are no orders yet. */
#define DW_TYPE_MONTH_TILES (dw_month_tiles_get_type ())
G_DECLARE_FINAL_TYPE (DwMonthTiles, dw_month_tiles, DW, MONTH_TILES, GtkWidget)

GtkWidget *dw_month_tiles_new (void);
void dw_month_tiles_set_station (DwMonthTiles *self, DwStation *station, DwScope *scope);
void dw_month_tiles_show_figures (DwMonthTiles *self, const DwMonthFigures *figures);
/* Not counted yet for who and what is shown now. */
void dw_month_tiles_clear_figures (DwMonthTiles *self);
/* Devices and schools as they are now. */
void dw_month_tiles_show_schools (DwMonthTiles *self);

G_END_DECLS
