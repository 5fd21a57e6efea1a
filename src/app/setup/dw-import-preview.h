// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-school-import.h"

G_BEGIN_DECLS

/* The lines of a list of schools with what each would do, as a table for any number of lines, below a choice of what to show. */
GtkWidget *dw_import_preview_new (void);
/* import is borrowed and must stay until the next call or the end of the widget. NULL empties. Shows what is refused when there is any, else all. */
void dw_import_preview_show (GtkWidget *preview, const DwSchoolImport *import);

G_END_DECLS
