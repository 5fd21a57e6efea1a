// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-window-private.h"

/* The pages of a window by their ids: for the window itself and for its actions, which stand above. */

DwPage *
dw_window_find_page (DwWindow *self, const char *page_id)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, page_id);

  return page != NULL ? DW_PAGE (page) : NULL;
}

const char *
dw_window_get_page_id (DwWindow *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

void
dw_window_show_page (DwWindow *self, const char *page_id)
{
  if (dw_window_find_page (self, page_id) != NULL)
    gtk_stack_set_visible_child_name (self->stack, page_id);
}
