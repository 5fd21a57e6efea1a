// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-plot.h"

G_BEGIN_DECLS

/* A short piece of a line of a plot: colour and dashes of its style, 30 wide. For the reader the words beside it say the same. */
#define DW_TYPE_SWATCH (dw_swatch_get_type ())
G_DECLARE_FINAL_TYPE (DwSwatch, dw_swatch, DW, SWATCH, GtkWidget)

GtkWidget *dw_swatch_new (DwPlotStyle style);
void dw_swatch_set_style (DwSwatch *self, DwPlotStyle style);

G_END_DECLS
