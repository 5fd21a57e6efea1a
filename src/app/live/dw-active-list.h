// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* What is wrong at a place now: symbol, what and where, value against limit, since when. Enter or a press opens the device. */
#define DW_TYPE_ACTIVE_LIST (dw_active_list_get_type ())
G_DECLARE_FINAL_TYPE (DwActiveList, dw_active_list, DW, ACTIVE_LIST, GtkWidget)

GtkWidget *dw_active_list_new (void);
void dw_active_list_set_source (DwActiveList *self, DwPlaceTree *tree, DwAlarmList *alarms);
void dw_active_list_set_place (DwActiveList *self, DwPlace *place);

G_END_DECLS
