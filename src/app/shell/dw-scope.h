// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-place-tree.h"

G_BEGIN_DECLS

/* Where the person looks: the place that every page of one window shows, and the priorities of alarms. Owned by the window, handed to each page.
 * Properties "place" (DwPlace, NULL = everything) and "priorities" (bits 1…4, 0 = all). Main thread. */
#define DW_TYPE_SCOPE (dw_scope_get_type ())
G_DECLARE_FINAL_TYPE (DwScope, dw_scope, DW, SCOPE, GObject)

DwScope *dw_scope_new (DwPlaceTree *tree);
DwPlaceTree *dw_scope_get_tree (DwScope *self);
DwPlace *dw_scope_get_place (DwScope *self);
void dw_scope_set_place (DwScope *self, DwPlace *place);
guint dw_scope_get_priorities (DwScope *self);
void dw_scope_set_priorities (DwScope *self, guint priorities);
/* The place is the scope's place or below it. */
gboolean dw_scope_contains (DwScope *self, DwPlace *place);

G_END_DECLS
