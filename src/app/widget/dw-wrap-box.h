// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children beside each other in their natural width, in as many lines as that takes. Unlike GtkFlowBox it makes no columns. Add with gtk_widget_set_parent. */
#define DW_TYPE_WRAP_BOX (dw_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (DwWrapBox, dw_wrap_box, DW, WRAP_BOX, GtkWidget)

GtkWidget *dw_wrap_box_new (void);

G_END_DECLS
