// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-trend-table.h"

G_BEGIN_DECLS

/* For those that fill a table. */

DwTrendTable *dw_trend_table_new_empty (void);
/* Before any row. Takes the title; unit: NULL or "" = none. */
void dw_trend_table_add_column (DwTrendTable *self, char *title, const char *unit, DwDataSheetKind kind, int decimals);
/* All cells of a new row, missing but for the time of the first, which is also the time of the row whatever that column shows. The pointer holds until the next row. */
DwDataSheetCell *dw_trend_table_add_row (DwTrendTable *self, gint64 time_ms);
/* Takes a text for a cell; it lives as long as the table. */
const char *dw_trend_table_take_text (DwTrendTable *self, char *text);

G_END_DECLS
