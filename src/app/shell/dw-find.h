// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The nearest widget of that type above, else the first one in the widget's window: what is in the header finds what is around the pages. NULL when there is none. */
GtkWidget *dw_find_in_window (GtkWidget *anywhere, GType type);

G_END_DECLS
