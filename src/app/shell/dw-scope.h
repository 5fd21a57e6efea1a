// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-place-tree.h"

G_BEGIN_DECLS

/* Where the person looks: the place that every page of one window shows. Owned by the window, handed to each page. The place is never one that was removed.
 * Property "place" (DwPlace, NULL = everything). Main thread. */
#define DW_TYPE_SCOPE (dw_scope_get_type ())
G_DECLARE_FINAL_TYPE (DwScope, dw_scope, DW, SCOPE, GObject)

DwScope *dw_scope_new (DwPlaceTree *tree);
DwPlaceTree *dw_scope_get_tree (DwScope *self);
DwPlace *dw_scope_get_place (DwScope *self);
void dw_scope_set_place (DwScope *self, DwPlace *place);
/* The place is the scope's place or below it. */
gboolean dw_scope_contains (DwScope *self, DwPlace *place);

G_END_DECLS
