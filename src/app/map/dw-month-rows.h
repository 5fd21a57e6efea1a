// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-month-figures.h"

G_BEGIN_DECLS

/* Month × region × class as rows (S0-43): the newest month first; in each its regions in the order of the tree, lines of no region where there are some, and their sum. Pure. */
typedef struct
{
  guint month;
  guint region; /* index; regions->len: no region; DW_MONTH_TABLE_ALL: the sum */
} DwMonthRow;

/* Array of DwMonthRow. */
GArray *dw_month_rows_list (const DwMonthTable *table);
/* Name of the region; borrowed. */
const char *dw_month_rows_name (const DwMonthTable *table, guint region);

#define DW_MONTH_ROWS_COLUMNS 5
/* Classes that a column adds up: the four of hazards, then all of them. */
guint dw_month_rows_classes (guint column);
const char *dw_month_rows_title (guint column);

/* Blocking, for a worker: CSV or XLSX by the ending of the path. Errors as of dw_data_sheet_write. */
gboolean dw_month_rows_write (const DwMonthTable *table, const char *path, GTimeZone *zone, gint64 made_ms, GError **error);

G_END_DECLS
