// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The single line of one box: its feed, its bus, the circuits below it. A press or Enter opens the device of a node (action win.show-device); ← and → walk along the nodes. */
#define DW_TYPE_ONELINE_VIEW (dw_oneline_view_get_type ())
G_DECLARE_FINAL_TYPE (DwOnelineView, dw_oneline_view, DW, ONELINE_VIEW, GtkWidget)

GtkWidget *dw_oneline_view_new (DwPlaceTree *tree, DwAlarmList *alarms, DwPlace *box);

G_END_DECLS
