// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The tab of devices: classes with counts, segment all / abnormal / off line, sort, cards or table. Worst first; the order stands still while the pointer or the focus is inside.
 * Signals "activated" (DwDevice), "counts-changed". */
#define DW_TYPE_DEVICE_BOARD (dw_device_board_get_type ())
G_DECLARE_FINAL_TYPE (DwDeviceBoard, dw_device_board, DW, DEVICE_BOARD, GtkBox)

GtkWidget *dw_device_board_new (void);
void dw_device_board_set_source (DwDeviceBoard *self, DwPlaceTree *tree, DwAlarmList *alarms);
/* NULL = everything. person: whose scope counts, NULL = no limit. */
void dw_device_board_set_place (DwDeviceBoard *self, DwPlace *place, const DwPerson *person);
/* Devices below the place, whatever is filtered. */
guint dw_device_board_get_total (DwDeviceBoard *self);
/* The devices in the order shown. Borrowed. */
GListModel *dw_device_board_get_devices (DwDeviceBoard *self);
/* "all", "abnormal", "off-line". */
void dw_device_board_set_show (DwDeviceBoard *self, const char *show);
void dw_device_board_set_table (DwDeviceBoard *self, gboolean table);

G_END_DECLS
