// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* Takes over a list of schools from a CSV file: a sheet with the file, what each line would do, what is refused and why, and the verb. */
void dw_import_sheet_present (GtkWidget *anywhere, DwStation *station);

G_END_DECLS
