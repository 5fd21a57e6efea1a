// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-schools.h"

G_BEGIN_DECLS

/* What a person wants to see of the schools on the map: one layer, some priorities, one type of organisation. Main thread. */

const char *dw_map_layer_word (DwMapLayer layer); /* "alarms", "off-line", "load" */
gboolean dw_map_layer_from_word (const char *word, DwMapLayer *layer);
const char *dw_map_layer_title (DwMapLayer layer); /* translated */

typedef struct
{
  DwMapLayer layer;
  guint priorities;     /* bits 1…4, 0 = all */
  const char *org_type; /* one part of the fact org_type, "" or NULL = all */
} DwMapShow;

/* Leaves the items that are wanted and makes each one say what the layer is about. The list of all places stays. In a layer other than alarms no item has a priority. */
void dw_map_schools_show (DwMapSchools *self, DwPlaceTree *tree, const DwMapShow *show, gint64 now_ms);

/* The fact org_type is written "primary · district bureau": what it is and whom it belongs to (S0-06). All first parts (part 0) or second parts (part 1) of the schools, each once, sorted. Array of char*, owned. */
GPtrArray *dw_map_schools_list_types (const DwMapSchools *self, guint part);
/* One of the parts of the school's fact is org_type; "" and NULL fit everything. */
gboolean dw_map_school_is_of_type (DwPlace *school, const char *org_type);

/* One more priority hidden or shown again: bits as of DwMapShow. Hiding the last one shows all. */
guint dw_map_toggle_priority (guint priorities, guint priority);

G_END_DECLS
