// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* Which places the tree shows: those the person may see (with what lies above them), narrowed by a text and by "only abnormal". A place that matches keeps everything above it
 * and everything below it; a device matches by name or address. */
#define DW_TYPE_PLACE_FILTER (dw_place_filter_get_type ())
G_DECLARE_FINAL_TYPE (DwPlaceFilter, dw_place_filter, DW, PLACE_FILTER, GtkFilter)

DwPlaceFilter *dw_place_filter_new (DwPlaceTree *tree);
void dw_place_filter_set_person (DwPlaceFilter *self, const DwPerson *person);
void dw_place_filter_set_text (DwPlaceFilter *self, const char *text);
void dw_place_filter_set_abnormal (DwPlaceFilter *self, gboolean abnormal);
gboolean dw_place_filter_is_narrowed (DwPlaceFilter *self);
/* Places or alarms changed: look again. */
void dw_place_filter_refresh (DwPlaceFilter *self);

/* The person may see what stands at the place: it is in the scope or below a place of it. */
gboolean dw_person_sees_place (const DwPerson *person, DwPlace *place);
/* The person may go there: sees it, or something below it. NULL = everything, where everybody may go. */
gboolean dw_person_may_enter (const DwPerson *person, DwPlaceTree *tree, DwPlace *place);

G_END_DECLS
