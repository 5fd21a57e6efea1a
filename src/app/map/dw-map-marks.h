// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-schools.h"
#include "dw-shumate.h"

G_BEGIN_DECLS

/* The buttons of a map, one for each cluster of schools. Buttons are kept by the key of their cluster: while the same schools stand together their button stays, and with it the focus.
 * Others are used for others: to make and to throw away hundreds of them at a step of a zoom took as long as three frames.
 * Signals: "pressed" (DwMapCluster, GtkWidget: its button), "pointed" (DwMapCluster or NULL, GtkWidget or NULL: the pointer or the focus is at its button now). */
#define DW_TYPE_MAP_MARKS (dw_map_marks_get_type ())
G_DECLARE_FINAL_TYPE (DwMapMarks, dw_map_marks, DW, MAP_MARKS, GObject)

DwMapMarks *dw_map_marks_new (void);
/* Where they are put: once, before the first are shown. Borrowed. */
void dw_map_marks_set_layer (DwMapMarks *self, ShumateMarkerLayer *layer);
/* clusters: DwMapCluster of these schools, worst first; both must live until others are shown or these are let go. points: DwGeoPoint beside them, where the marks stand.
 * fresh: the schools are others than at the last time. */
void dw_map_marks_show (DwMapMarks *self, GPtrArray *clusters, const GArray *points, DwMapSchools *schools, gboolean fresh);
/* Clusters and schools go away. Buttons stay on the map until the next are shown, but stand for nobody. */
void dw_map_marks_let_go (DwMapMarks *self);

/* Worst first; borrowed. */
GPtrArray *dw_map_marks_get_buttons (DwMapMarks *self);
/* From the button that has the focus to the next one, 1, or the one before, -1; from elsewhere to the first or the last. FALSE: past the end, or there is none. */
gboolean dw_map_marks_step_focus (DwMapMarks *self, GtkWidget *focus, int step);
/* FALSE when there is none. Asked for anew it is pointed at anew, even when the focus is there already. */
gboolean dw_map_marks_focus_worst (DwMapMarks *self);

G_END_DECLS
