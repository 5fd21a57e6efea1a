// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Small parts that the edits of seasons and of prices share. Main thread. */

/* Accessible name and tooltip; takes the name. */
void dw_edit_name (GtkWidget *widget, char *name);
GtkWidget *dw_edit_entry (const char *text, int width);
/* A hidden label for what is wrong. */
GtkWidget *dw_edit_message (void);
/* Takes the sentences as lines; none hides the label. The field is marked and described by them. */
void dw_edit_set_message (GtkWidget *label, GtkWidget *field, GString *lines);
GtkWidget *dw_edit_remove_button (void);

G_END_DECLS
