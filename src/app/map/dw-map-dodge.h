// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-labels.h"

G_BEGIN_DECLS

/* Marks that were moved aside must not end under what lies on the map, which is fixed to its edges. Pure. */

/* Px from the left and the top of the map. */
typedef struct
{
  double left, top, right, bottom;
} DwMapArea;

typedef struct
{
  double zoom;
  double left, top;          /* px of the world at that zoom: where the map begins */
  double width, height;      /* of the map */
  const DwMapArea *taken;    /* what lies on it */
  guint n_taken;             /* of them */
  const DwBaseMap *base_map; /* whose names are written, NULL = none are */
  const GArray *labels;      /* DwMapLabel of it */
} DwMapScene;

/* clusters: DwMapCluster, worst first. Array of DwGeoPoint beside them: where each mark stands. That is its point, but for those that are not at their place anyhow and would be covered: these go to the
 * free place nearest to theirs. Where there is none a mark stays. Free it. */
GArray *dw_map_dodge (const GPtrArray *clusters, const DwMapScene *scene);

G_END_DECLS
