// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-place.h"

G_BEGIN_DECLS

/* Names and facts of a place in two columns; what nobody entered says so. */
#define DW_TYPE_FACT_GRID (dw_fact_grid_get_type ())
G_DECLARE_FINAL_TYPE (DwFactGrid, dw_fact_grid, DW, FACT_GRID, GtkWidget)

GtkWidget *dw_fact_grid_new (void);
/* A box or circuit shows the facts of its school. NULL empties. */
void dw_fact_grid_show (DwFactGrid *self, DwPlace *place, guint n_devices, gint64 now_ms);

/* "Until 2027-10-11, 325 days left", "Ended 2025-01-31, 12 days ago"; a copy when it is no date. New string. */
char *dw_fact_describe_contract (const char *end, gint64 now_ms);

G_END_DECLS
