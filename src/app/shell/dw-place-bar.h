// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-scope.h"
#include "dw-station.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where we are, in the header: the path of the scope's place as buttons, at most four levels (older ones fold into "…"), and an arrow that opens a list to choose from. */
#define DW_TYPE_PLACE_BAR (dw_place_bar_get_type ())
G_DECLARE_FINAL_TYPE (DwPlaceBar, dw_place_bar, DW, PLACE_BAR, GtkBox)

/* The chooser lists where the person who sits here may go. */
void dw_place_bar_set_scope (DwPlaceBar *self, DwStation *station, DwScope *scope);

G_END_DECLS
