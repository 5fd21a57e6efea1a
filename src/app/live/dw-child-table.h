// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The places directly below one: worst symbol, name, boxes, devices, on line, load. Signal "activated" (DwPlace). */
#define DW_TYPE_CHILD_TABLE (dw_child_table_get_type ())
G_DECLARE_FINAL_TYPE (DwChildTable, dw_child_table, DW, CHILD_TABLE, GtkWidget)

GtkWidget *dw_child_table_new (void);
void dw_child_table_set_source (DwChildTable *self, DwPlaceTree *tree, DwAlarmList *alarms);
void dw_child_table_set_place (DwChildTable *self, DwPlace *place, const DwPerson *person);
/* "Schools", "Buildings", "Boxes" … by what is below; NULL when nothing is. */
const char *dw_child_table_get_title (DwChildTable *self);

G_END_DECLS
