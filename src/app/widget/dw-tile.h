// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A number with its name: label 12 with the unit in brackets, value 24 at the right, symbol in front of it when something is wrong. A button: pressing opens the list behind.
 * Property "title". */
#define DW_TYPE_TILE (dw_tile_get_type ())
G_DECLARE_FINAL_TYPE (DwTile, dw_tile, DW, TILE, GtkButton)

GtkWidget *dw_tile_new (const char *title);
/* For narrow tiles: the note stands below the value instead of beside the title. */
void dw_tile_put_note_below (DwTile *self);
/* priority 0 = nothing wrong. note: a line below the title, NULL = none. */
void dw_tile_set (DwTile *self, const char *value, guint priority, const char *note);

G_END_DECLS
