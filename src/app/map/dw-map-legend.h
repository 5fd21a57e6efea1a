// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-map-cluster.h"

G_BEGIN_DECLS

/* What the marks of the layer mean. In the layer of alarms each priority is a button that hides it on the map and shows it again (map.toggle-priority). */
#define DW_TYPE_MAP_LEGEND (dw_map_legend_get_type ())
G_DECLARE_FINAL_TYPE (DwMapLegend, dw_map_legend, DW, MAP_LEGEND, GtkWidget)

GtkWidget *dw_map_legend_new (void);
/* priorities: bits 1…4 that are shown, 0 = all. */
void dw_map_legend_show (DwMapLegend *self, DwMapLayer layer, guint priorities);

G_END_DECLS
