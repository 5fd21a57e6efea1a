// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-scope.h"
#include "dw-trend-choice.h"

G_BEGIN_DECLS

/* The popover that adds a circuit to the comparison: a search over the devices of the scope, and over their channels when few are left. Stays open for the next. */
#define DW_TYPE_TREND_ADD (dw_trend_add_get_type ())
G_DECLARE_FINAL_TYPE (DwTrendAdd, dw_trend_add, DW, TREND_ADD, GtkPopover)

GtkWidget *dw_trend_add_new (DwStation *station, DwScope *scope, DwTrendChoice *choice);

G_END_DECLS
