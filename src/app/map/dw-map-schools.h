// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-list.h"
#include "dw-map-cluster.h"
#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The schools of a scope that a person may see, as points of the map, and how many are installed, on line, not yet (S0-03). Main thread.
 * A school's position are its facts "longitude" and "latitude", degrees WGS-84. */
typedef struct
{
  GPtrArray *places; /* DwPlace, owned references: every school of the scope */
  GArray *items;     /* DwMapItem of those that have a position; id is that of the place */
  GPtrArray *placed; /* DwPlace, borrowed from places: beside items */
  guint n_installed; /* has a device */
  guint n_online;    /* has a device on line */
  guint n_missing;   /* has no position; of those that dw_map_schools_show left */
  DwMapLayer layer;  /* what the items are made for */
} DwMapSchools;

/* place NULL = everything; person NULL = no limit. shifted: points are given in GCJ-02. */
DwMapSchools *dw_map_schools_new (DwPlaceTree *tree, DwAlarmList *alarms, DwPlace *place, const DwPerson *person, gboolean shifted, gint64 now_ms);
void dw_map_schools_free (DwMapSchools *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMapSchools, dw_map_schools_free)

/* FALSE: not entered, or not a place on earth. */
gboolean dw_map_school_get_point (DwPlace *school, DwGeoPoint *point);

G_END_DECLS
