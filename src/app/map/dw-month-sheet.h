// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-scope.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* Hazards by month, region and class as a table (S0-43), for the scope and the person of this moment. Each number opens the list that makes it; the table can be written as CSV or XLSX.
 * Returns the sheet. */
GtkWidget *dw_month_sheet_present (GtkWidget *anywhere, DwStation *station, DwScope *scope);

G_END_DECLS
