// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lines to press, in a popover. */
typedef struct
{
  char *text;   /* owned */
  char *note;   /* owned, at the right; NULL */
  char *target; /* owned: parameter of the action */
} DwPickRow;

DwPickRow *dw_pick_row_new (const char *text, const char *note, gint64 id);
void dw_pick_row_free (DwPickRow *self);

/* Pressing a line does the action with its target. The popover points at the area of the widget and hangs on it; area NULL: at all of it, and hangs on the box or grid
 * around it. It goes when it is closed. What it hangs on must present its popovers when it is allocated; those of the toolkit do. rows: array of DwPickRow, may be empty: then empty_text stands there. */
void dw_pick_list_popup (GtkWidget *widget, const GdkRectangle *area, GPtrArray *rows, const char *action, const char *empty_text);

G_END_DECLS
