// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-count-columns.h"

G_BEGIN_DECLS

/* Columns of counts on the screen. Signal "pressed" (guint column): by the pointer, or Enter at the column that the arrow keys went to; columns of 0 are not pressed. */
#define DW_TYPE_COLUMNS_VIEW (dw_columns_view_get_type ())
G_DECLARE_FINAL_TYPE (DwColumnsView, dw_columns_view, DW, COLUMNS_VIEW, GtkWidget)

GtkWidget *dw_columns_view_new (int height);
/* What columns points at must live until the next call; its cursor is the view's own. words: all of it as text. name gives the words of one column (new string). */
typedef char *(*DwColumnName) (guint column, gpointer data);
void dw_columns_view_show (DwColumnsView *self, const DwCountColumns *columns, const char *words, DwColumnName name, gpointer data);
/* Only the place of the present. */
void dw_columns_view_set_now (DwColumnsView *self, double now);
/* As Enter does. */
void dw_columns_view_press (DwColumnsView *self, guint column);

G_END_DECLS
