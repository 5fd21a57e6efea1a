// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-map-show.h"

G_BEGIN_DECLS

/* Top left of the map: which layer (map.layer) and which type of organisation (map.org-type; S0-06). */
#define DW_TYPE_MAP_BAR (dw_map_bar_get_type ())
G_DECLARE_FINAL_TYPE (DwMapBar, dw_map_bar, DW, MAP_BAR, GtkWidget)

GtkWidget *dw_map_bar_new (void);
/* Offers the types that these schools have. org_type: the chosen one, "" = all. */
void dw_map_bar_show (DwMapBar *self, const DwMapSchools *schools, const char *org_type);

G_END_DECLS
