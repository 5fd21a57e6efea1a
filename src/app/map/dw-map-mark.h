// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-map-names.h"

G_BEGIN_DECLS

/* What one cluster looks like on the map, inside a button: a school with alarms is a disc with the symbol of its worst, a quiet one a small ring, one with old data only the hatch,
 * one where nothing is installed a small dashed ring; several together are a pill with the counts of the two highest priorities and the number of schools. In the layers of off-line devices and of the load rate a school that has a
 * number is a pill, too; without a number it is a ring. */
#define DW_TYPE_MAP_MARK (dw_map_mark_get_type ())
G_DECLARE_FINAL_TYPE (DwMapMark, dw_map_mark, DW, MAP_MARK, GtkWidget)

GtkWidget *dw_map_mark_new (void);
/* Copies what it needs. name: written below the mark, NULL = not. TRUE: it looks different now. */
gboolean dw_map_mark_set (DwMapMark *self, const DwMapCluster *cluster, DwMapLayer layer, const char *name);

G_END_DECLS
