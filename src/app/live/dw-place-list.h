// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The tree of places at the left: filter entry, "only abnormal", the tree, counts at the foot. Signals "chosen" (DwPlace: selected), "activated" (DwPlace: Enter or double press). */
#define DW_TYPE_PLACE_LIST (dw_place_list_get_type ())
G_DECLARE_FINAL_TYPE (DwPlaceList, dw_place_list, DW, PLACE_LIST, GtkBox)

GtkWidget *dw_place_list_new (void);
void dw_place_list_set_tree (DwPlaceList *self, DwPlaceTree *tree);
/* Whose scope limits what is shown; NULL = everything. */
void dw_place_list_set_person (DwPlaceList *self, const DwPerson *person);
/* Selects the place, opening what lies above it, without "chosen". NULL selects nothing. */
void dw_place_list_select (DwPlaceList *self, DwPlace *place);
void dw_place_list_focus_filter (DwPlaceList *self);
void dw_place_list_toggle_abnormal (DwPlaceList *self);

G_END_DECLS
