// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A bin that adds the CSS class "narrow" below 1340 px of width and "low" below 800 px of height (there is no breakpoint widget on this toolkit version).
 * Read-only properties "narrow" and "low" for widgets that change more than their style; property "child". */
#define DW_TYPE_SIZE_CLASS (dw_size_class_get_type ())
G_DECLARE_FINAL_TYPE (DwSizeClass, dw_size_class, DW, SIZE_CLASS, GtkWidget)

gboolean dw_size_class_is_narrow (DwSizeClass *self);
gboolean dw_size_class_is_low (DwSizeClass *self);
/* The one above the widget, NULL. Connect to its notify::narrow. */
DwSizeClass *dw_size_class_of (GtkWidget *widget);

G_END_DECLS
