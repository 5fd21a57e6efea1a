// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-place.h"

G_BEGIN_DECLS

/* One row of the place tree: icon, name, badges. Signal "grew": a place that had no children got some, so the row needs an expander. */
#define DW_TYPE_TREE_ROW (dw_tree_row_get_type ())
G_DECLARE_FINAL_TYPE (DwTreeRow, dw_tree_row, DW, TREE_ROW, GtkBox)

GtkWidget *dw_tree_row_new (void);
/* Follows the place until NULL is set. */
void dw_tree_row_set_place (DwTreeRow *self, DwPlace *place);

G_END_DECLS
