// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-place-tree.h"

G_BEGIN_DECLS

/* A popover that lists schools by name; pressing one does win.show-place. Where it hangs: dw-pick-list.h.
 * schools: array of DwPlace, may be empty (then it says so). */
void dw_school_list_popup (GtkWidget *widget, const GdkRectangle *area, GPtrArray *schools);
/* The same for another action that takes the id as text. */
void dw_school_list_popup_for (GtkWidget *widget, const GdkRectangle *area, GPtrArray *schools, const char *action);

G_END_DECLS
