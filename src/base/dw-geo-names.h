// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-geo.h"

G_BEGIN_DECLS

/* Names of a map as text: one a line, "class longitude latitude name", degrees WGS-84; empty lines and lines that begin with # are skipped. Pure, any thread. */
typedef enum {
  DW_GEO_NAME_REGION,
  DW_GEO_NAME_SEA,
  DW_GEO_NAME_TOWN,
  DW_GEO_NAME_WATER,
  DW_N_GEO_NAME_CLASSES,
} DwGeoNameClass;

typedef struct
{
  DwGeoNameClass name_class;
  DwGeoPoint point;
  char *text; /* UTF-8, one line, no control characters */
} DwGeoName;

/* A list larger than this is no list of names. */
#define DW_GEO_NAMES_MAX_BYTES (256 * 1024)
#define DW_GEO_NAMES_MAX_ROWS 5000

void dw_geo_name_free (DwGeoName *self);

/* Array of DwGeoName: the rows that are in order. problems (may be NULL) gets a sentence (char*) for each row that is not, and how the whole is wrong, if it is. */
GPtrArray *dw_geo_names_parse (const char *text, GPtrArray *problems);

G_END_DECLS
