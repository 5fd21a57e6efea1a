// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <adwaita.h>

#include "dw-setup-desk.h"

G_BEGIN_DECLS

/* The devices of one gateway, each with edit and remove, and "Add device". */
#define DW_TYPE_DEVICE_GROUP (dw_device_group_get_type ())
G_DECLARE_FINAL_TYPE (DwDeviceGroup, dw_device_group, DW, DEVICE_GROUP, AdwPreferencesGroup)

GtkWidget *dw_device_group_new (DwStation *station, gint64 gateway_id);
/* Reads the list again. */
void dw_device_group_refresh (DwDeviceGroup *self);

/* The sheet that edits one device. setup is copied (id 0 = new). done (may be NULL) is called after a successful save. */
typedef void (*DwDeviceSaved) (gpointer data);
void dw_device_sheet_present (GtkWidget *anywhere, DwStation *station, const DwDeviceSetup *setup, DwDeviceSaved done, gpointer data, GDestroyNotify destroy);

G_END_DECLS
