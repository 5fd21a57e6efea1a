// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The tab 配电单线图: one single line for each box below the place that has circuits. */
#define DW_TYPE_ONELINE_TAB (dw_oneline_tab_get_type ())
G_DECLARE_FINAL_TYPE (DwOnelineTab, dw_oneline_tab, DW, ONELINE_TAB, GtkWidget)

GtkWidget *dw_oneline_tab_new (void);
void dw_oneline_tab_set_source (DwOnelineTab *self, DwPlaceTree *tree, DwAlarmList *alarms);
void dw_oneline_tab_set_place (DwOnelineTab *self, DwPlace *place);

G_END_DECLS
