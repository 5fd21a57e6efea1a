// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-list-jump.h"

#include "dw-late-list.h"

/* On 4.8 the action list.scroll-to-item does it; a column view has it on its inner list. */
void
dw_list_jump (GtkWidget *view, guint position)
{
  GtkWidget *list = view;

  dw_late_list_show (view);
  if (GTK_IS_COLUMN_VIEW (view))
    for (list = gtk_widget_get_first_child (view); list != NULL && !GTK_IS_LIST_VIEW (list);)
      list = gtk_widget_get_next_sibling (list);
  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}
