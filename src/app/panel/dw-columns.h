// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Three children side by side: the outer two of fixed width (568 and 290, in a narrow window 500 and 248), the middle one takes the rest. Property "narrow". */
#define DW_TYPE_COLUMNS (dw_columns_get_type ())
G_DECLARE_FINAL_TYPE (DwColumns, dw_columns, DW, COLUMNS, GtkWidget)

GtkWidget *dw_columns_new (void);

G_END_DECLS
