// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <adwaita.h>

#include "dw-gateway-form.h"

G_BEGIN_DECLS

/* Finds units on a gateway: range, progress, cancel; each hit gets a model and a place and becomes a device. Signal "added". */
#define DW_TYPE_SCAN_GROUP (dw_scan_group_get_type ())
G_DECLARE_FINAL_TYPE (DwScanGroup, dw_scan_group, DW, SCAN_GROUP, AdwPreferencesGroup)

/* form: where address and kind are read when the scan starts (unsaved changes count). */
GtkWidget *dw_scan_group_new (DwStation *station, DwGatewayForm *form, gint64 gateway_id);

/* The wire of one gateway: statistics and the newest frames, refreshed once a second while it is on the screen. */
GtkWidget *dw_wire_group_new (DwStation *station, gint64 gateway_id);

G_END_DECLS
