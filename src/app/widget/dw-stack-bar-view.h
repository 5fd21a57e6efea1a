// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-stack-bar.h"

G_BEGIN_DECLS

/* A stacked bar on the screen; part of a line that says the same in words. */
#define DW_TYPE_STACK_BAR_VIEW (dw_stack_bar_view_get_type ())
G_DECLARE_FINAL_TYPE (DwStackBarView, dw_stack_bar_view, DW, STACK_BAR_VIEW, GtkWidget)

GtkWidget *dw_stack_bar_view_new (void);
void dw_stack_bar_view_show (DwStackBarView *self, const DwStackBar *bar);

G_END_DECLS
