// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-geo.h"

G_BEGIN_DECLS

/* What a file of map tiles says of itself. Texts are never NULL, valid UTF-8, one line, without tags. */
typedef struct
{
  char *name;
  char *format;      /* "png", "jpg" or "webp" */
  char *attribution; /* "" = none */
  int min_zoom, max_zoom;
  gboolean has_bounds;
  DwGeoBox bounds; /* WGS-84 */
} DwMapFacts;

DwMapFacts *dw_map_facts_copy (const DwMapFacts *self);
void dw_map_facts_free (DwMapFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMapFacts, dw_map_facts_free)

G_END_DECLS
