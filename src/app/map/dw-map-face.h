// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-cluster.h"

G_BEGIN_DECLS

/* What the mark of a cluster says, and how much room it takes. Pure. */

/* Half the size of a disc, of a ring and of the hatch, and the height of a pill, px, edges included. */
#define DW_MAP_DISC_HALF_PX 19
#define DW_MAP_RING_HALF_PX 6
#define DW_MAP_STALE_HALF_PX 12
#define DW_MAP_PILL_PX 32
/* Left and right in a pill; between a symbol and its digits, and twice between parts. */
#define DW_MAP_PILL_PAD_PX 10
#define DW_MAP_PILL_GAP_PX 4
#define DW_MAP_PILL_SYMBOL_PX 15

#define DW_MAP_FACE_TEXT_PX 12

/* A symbol, digits, or both. */
typedef struct
{
  gboolean has_symbol;
  guint priority;
  DwSymbolState state;
  char digits[16];
} DwMapPart;

#define DW_MAP_MOST_PARTS 2

/* parts: room for DW_MAP_MOST_PARTS. Returns how many there are. */
guint dw_map_face_list_parts (const DwMapCluster *cluster, DwMapLayer layer, DwMapPart *parts);
gboolean dw_map_face_is_pill (const DwMapCluster *cluster, DwMapLayer layer);
/* "12 schools", "" for one. Free it. */
char *dw_map_face_make_school_text (const DwMapCluster *cluster);
/* About how wide a text of letters of DW_MAP_FACE_TEXT_PX is: wide characters are as wide as high. */
double dw_map_face_text_width (const char *text);
/* Sets half_width and half_height: as large as the mark is drawn at most, whatever the font. */
void dw_map_face_measure (DwMapCluster *cluster, DwMapLayer layer);

G_END_DECLS
