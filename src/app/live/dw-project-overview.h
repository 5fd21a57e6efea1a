// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The tab 项目概况: tiles, the facts of the place (S1-22), the places below, what is wrong now. Signals "show-devices" (string: all, abnormal, off-line), "show-records",
 * "place-activated" (DwPlace). */
#define DW_TYPE_PROJECT_OVERVIEW (dw_project_overview_get_type ())
G_DECLARE_FINAL_TYPE (DwProjectOverview, dw_project_overview, DW, PROJECT_OVERVIEW, GtkWidget)

GtkWidget *dw_project_overview_new (void);
void dw_project_overview_set_source (DwProjectOverview *self, DwPlaceTree *tree, DwAlarmList *alarms);
void dw_project_overview_set_place (DwProjectOverview *self, DwPlace *place, const DwPerson *person);

G_END_DECLS
