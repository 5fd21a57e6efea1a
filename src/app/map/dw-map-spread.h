// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-cluster.h"
#include "dw-map-room.h"

G_BEGIN_DECLS

/* Moves marks aside, so that none covers another one: from this zoom to half a level closer. Pure.
 * clusters: worst first, which is who stays where it belongs; sizes must be known. */
void dw_map_spread (GPtrArray *clusters, double zoom);

/* What else a place has to be; func NULL: nothing. */
typedef struct
{
  gboolean (*func) (const DwMapBox *box, gpointer data);
  gpointer data;
} DwMapPlaceFilter;

/* Moves the box to the free place that is nearest to where it stands, and takes it. FALSE: there is none near enough. */
gboolean dw_map_spread_find_place (DwMapRoom *room, DwMapBox *box, const DwMapPlaceFilter *filter);

G_END_DECLS
