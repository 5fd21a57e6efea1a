// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lists that nobody has looked at yet make no rows. The toolkit makes two hundred of them as soon as a list belongs to a window, shown or not, which for the lists of all pages was most of
 * what the start of the program took. view: a GtkListView, GtkGridView or GtkColumnView. Main thread. */

/* Gives the view its model when it is mapped, at once when it is already; then it stays. Keeps a reference meanwhile. NULL: none any more. */
void dw_late_list_set_model (GtkWidget *view, GtkSelectionModel *model);
/* At once all the same: somebody goes to one of its rows. */
void dw_late_list_show (GtkWidget *view);

G_END_DECLS
