// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* Everything of one device on one page. Signals "left" (somebody wants back), "step" (int: -1 previous, 1 next device).
 * Actions (group "panel"): control (string: word of a verb), back, previous, next, refresh. Keys Ctrl+M, Ctrl+R, Ctrl+T, [ and ]. */
#define DW_TYPE_DEVICE_PANEL (dw_device_panel_get_type ())
G_DECLARE_FINAL_TYPE (DwDevicePanel, dw_device_panel, DW, DEVICE_PANEL, GtkWidget)

GtkWidget *dw_device_panel_new (void);
void dw_device_panel_set_station (DwDevicePanel *self, DwStation *station);
/* NULL lets go of the device. */
void dw_device_panel_set_device (DwDevicePanel *self, DwDevice *device);
DwDevice *dw_device_panel_get_device (DwDevicePanel *self);
/* Opens the control dialog for the device shown; verb: its stable word. */
void dw_device_panel_control (DwDevicePanel *self, const char *verb);

G_END_DECLS
