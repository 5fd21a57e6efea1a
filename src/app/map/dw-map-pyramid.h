// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-labels.h"

G_BEGIN_DECLS

/* The clusters of a map at every zoom, and the names of the ground between them. They are made for steps of half a level, each when it is first looked at, and belong to all zooms from a step to the next one: going closer only parts
 * what lies apart already, so that a picture in the middle of a zoom is as good as one at rest. Pure; main thread. */
typedef struct _DwMapPyramid DwMapPyramid;

#define DW_MAP_STEPS_PER_LEVEL 2

/* items: borrowed, must live as long and not change. names: beside them, borrowed strings, NULL = without names. */
DwMapPyramid *dw_map_pyramid_new (const DwMapItem *items, guint n_items, DwMapLayer layer, const char *const *names);
void dw_map_pyramid_free (DwMapPyramid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMapPyramid, dw_map_pyramid_free)

/* The step that a zoom belongs to: while it is the same, so are the clusters. */
int dw_map_pyramid_get_step (double zoom);
/* What is in sight, worst first; view NULL = everywhere. While there would be more than max_markers (urgent ones come on top of it) the clusters of a farther step are taken.
 * Free the array; the clusters belong to the pyramid. *shown (may be NULL): the step that they are of. */
GPtrArray *dw_map_pyramid_list (DwMapPyramid *self, double zoom, const DwGeoBox *view, guint max_markers, int *shown);
/* DwMapLabel of all names of that map at this zoom, beside the clusters of the step that is shown. Keeps the map; the array belongs to the pyramid, which makes another one when asked for another
 * map or step. */
GArray *dw_map_pyramid_get_labels (DwMapPyramid *self, DwBaseMap *map, double zoom, int shown);

G_END_DECLS
