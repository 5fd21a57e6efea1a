// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One of our line icons in the text colour of its place. Properties "icon" (name in draw/dw-icon.c) and "size" (px, 16). Decoration: the button around it carries the name. */
#define DW_TYPE_ICON_VIEW (dw_icon_view_get_type ())
G_DECLARE_FINAL_TYPE (DwIconView, dw_icon_view, DW, ICON_VIEW, GtkWidget)

GtkWidget *dw_icon_view_new (const char *icon, int size);
void dw_icon_view_set_icon (DwIconView *self, const char *icon);

G_END_DECLS
