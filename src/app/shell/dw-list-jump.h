// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Scrolls a GtkListView or GtkColumnView to a row. (The toolkit has a call for it from 4.12 on only.) */
void dw_list_jump (GtkWidget *view, guint position);

G_END_DECLS
