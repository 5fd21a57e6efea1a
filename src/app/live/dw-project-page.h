// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* The right side of the live page: head of a place and its tabs. Actions (group "project"): "tab" (string state: overview, devices, oneline, records). Signals "device-activated" (DwDevice),
 * "place-activated" (DwPlace). */
#define DW_TYPE_PROJECT_PAGE (dw_project_page_get_type ())
G_DECLARE_FINAL_TYPE (DwProjectPage, dw_project_page, DW, PROJECT_PAGE, GtkBox)

GtkWidget *dw_project_page_new (void);
void dw_project_page_set_station (DwProjectPage *self, DwStation *station);
/* NULL = everything. */
void dw_project_page_set_place (DwProjectPage *self, DwPlace *place);
void dw_project_page_set_tab (DwProjectPage *self, const char *tab);
const char *dw_project_page_get_tab (DwProjectPage *self);
/* What the tab of devices shows: "all", "abnormal", "off-line"; as "cards" or "table". */
void dw_project_page_show_devices (DwProjectPage *self, const char *show);
void dw_project_page_set_view (DwProjectPage *self, const char *view);
void dw_project_page_refresh (DwProjectPage *self);

G_END_DECLS
