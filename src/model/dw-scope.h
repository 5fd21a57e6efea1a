// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-place.h"

G_BEGIN_DECLS

/* Where the person looks: one object owned by the window and read by every page, so that tree, table, panel and trend always speak
 * of the same place. Property "place" (DwPlace, NULL = everywhere) with notify. Main thread. */
#define DW_TYPE_SCOPE (dw_scope_get_type ())
G_DECLARE_FINAL_TYPE (DwScope, dw_scope, DW, SCOPE, GObject)

DwScope *dw_scope_new (void);
DwPlace *dw_scope_get_place (DwScope *self); /* borrowed, NULL = everywhere */
void dw_scope_set_place (DwScope *self, DwPlace *place);
/* TRUE when place lies in the scope. A NULL place (unknown) is seen only from everywhere. */
gboolean dw_scope_contains (DwScope *self, DwPlace *place);

G_END_DECLS
