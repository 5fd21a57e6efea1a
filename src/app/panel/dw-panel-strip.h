// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The head of the detector panel, 50 high: back, symbol, name and place, what is wrong; at the right address, model, supply, box, age of data, link. */
#define DW_TYPE_PANEL_STRIP (dw_panel_strip_get_type ())
G_DECLARE_FINAL_TYPE (DwPanelStrip, dw_panel_strip, DW, PANEL_STRIP, GtkWidget)

GtkWidget *dw_panel_strip_new (void);
void dw_panel_strip_set_device (DwPanelStrip *self, DwDevice *device, DwPlace *place, DwAlarmList *alarms);
void dw_panel_strip_update (DwPanelStrip *self, gint64 now_ms);

G_END_DECLS
