// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The same devices as the cards, one row each. Signal "activated" (DwDevice). */
#define DW_TYPE_DEVICE_TABLE (dw_device_table_get_type ())
G_DECLARE_FINAL_TYPE (DwDeviceTable, dw_device_table, DW, DEVICE_TABLE, GtkWidget)

GtkWidget *dw_device_table_new (void);
/* devices: a list of DwDevice, in the order to show. */
void dw_device_table_set_model (DwDeviceTable *self, GListModel *devices, DwPlaceTree *tree, DwAlarmList *alarms);
/* The place whose name need not be repeated in each row. */
void dw_device_table_set_scope (DwDeviceTable *self, DwPlace *place);

/* Where the device stands, in the words people use: the address written at its box, else the places above the box; with the school when scope lies above it. New string. */
char *dw_device_place_words (DwPlaceTree *tree, DwDevice *device, DwPlace *scope);
/* "教学楼A / 二层": names of what lies between scope (NULL = everything) and the device's place, both left out where they say nothing. New string. */
char *dw_place_words (DwPlace *place, DwPlace *scope);

G_END_DECLS
