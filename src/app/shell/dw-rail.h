// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-pages.h"

G_BEGIN_DECLS

/* The column of pages at the left: one toggle per page, bound to the action win.show-page. */
#define DW_TYPE_RAIL (dw_rail_get_type ())
G_DECLARE_FINAL_TYPE (DwRail, dw_rail, DW, RAIL, GtkBox)

GtkWidget *dw_rail_new (void);
/* The page's badge is followed. */
void dw_rail_add (DwRail *self, const DwPageEntry *entry, DwPage *page);

G_END_DECLS
