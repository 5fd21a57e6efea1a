// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-place-tree.h"

G_BEGIN_DECLS

/* Schools by name and region, regions by name: what a list of schools is compared with. A look at the tree at one moment; borrows its places. */
typedef struct _DwSchoolIndex DwSchoolIndex;

DwSchoolIndex *dw_school_index_new (DwPlaceTree *tree);
void dw_school_index_free (DwSchoolIndex *self);
/* The school of that name in that region ("" = in none). NULL. */
DwPlace *dw_school_index_find (DwSchoolIndex *self, const char *name, const char *region);
/* How many schools have that name; *only (may be NULL) is the one when it is 1. */
guint dw_school_index_count (DwSchoolIndex *self, const char *name, DwPlace **only);
DwPlace *dw_school_index_find_region (DwSchoolIndex *self, const char *name);
gboolean dw_school_index_has_regions (DwSchoolIndex *self);
/* Where a new region belongs: the district when there is exactly one, else NULL. */
DwPlace *dw_school_index_get_district (DwSchoolIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwSchoolIndex, dw_school_index_free)

G_END_DECLS
