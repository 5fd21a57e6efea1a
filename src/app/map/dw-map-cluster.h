// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-geo.h"
#include "dw-symbol.h"

G_BEGIN_DECLS

/* Which points of a map are drawn together. Pure. Cells are squares of pixels of the world, so that panning changes nothing; the worst state wins, counts add, and what is
 * urgent always stands alone. */

/* Of the last hour: more alarms began than ended, or the other way round. */
typedef enum { DW_MAP_TREND_STEADY,
               DW_MAP_TREND_RISING,
               DW_MAP_TREND_FALLING } DwMapTrend;

/* What the marks tell. */
typedef enum { DW_MAP_LAYER_ALARMS,
               DW_MAP_LAYER_OFF_LINE,
               DW_MAP_LAYER_LOAD,
               DW_N_MAP_LAYERS } DwMapLayer;

/* One point. */
typedef struct
{
  gint64 id;
  DwGeoPoint point; /* as it is shown */
  guint priority;   /* of the worst, 0 = none */
  DwSymbolState state;
  guint active[5]; /* by priority 1…4 */
  int rise;        /* alarms begun minus ended in the last hour */
  gboolean empty;  /* nothing is installed there yet */
  guint devices, off_line;
  double load_percent; /* of the most loaded device; NaN = not known, not asked for */
  gboolean load_old;
} DwMapItem;

typedef struct
{
  DwGeoPoint point; /* where the mark stands: at its place, or beside it where another mark stands */
  DwGeoPoint place; /* where it belongs: the middle of its members */
  guint64 key;      /* the same members have the same key */
  GArray *members;  /* guint: index of the item */
  guint priority;
  DwSymbolState state;
  guint active[5];
  guint n_old;
  DwMapTrend trend;
  gboolean empty; /* all of them */
  guint devices, off_line;
  double load_percent; /* the highest fresh one, else the highest; NaN = none is known */
  gboolean load_old;
  double half_width, half_height; /* of the mark, px */
  const char *name;               /* borrowed: is written below the mark, NULL = is not */
} DwMapCluster;

/* Clusters of neighbouring cells that are so near become one. */
#define DW_MAP_NEAR_X_PX 84
#define DW_MAP_NEAR_Y_PX 34

/* Edge of a cell, and how many marks are shown at once at most (urgent ones come on top of it). */
#define DW_MAP_CELL_PX 64
#define DW_MAP_MARKERS 300

/* Worst first, each at a place of its own: no mark covers another one at any zoom from this to half a level closer. Free the array. */
GPtrArray *dw_map_cluster_make (const DwMapItem *items, guint n_items, DwMapLayer layer, double zoom);

G_END_DECLS
