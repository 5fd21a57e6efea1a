// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The facts of a place that people enter (S1-22, S0-02, S0-06) and what may stand in them. Pure. */
typedef struct
{
  const char *key;   /* "phone": key of dw_place_get_fact */
  const char *title; /* English source; dw_place_fact_title translates */
} DwPlaceFact;

/* In the order in which they are shown. */
const DwPlaceFact *dw_place_fact_list (guint *n_facts);
const char *dw_place_fact_title (const char *key);

/* The form that is kept of what was typed or read: blanks and wide digits put right, dates as 2026-03-05, areas and degrees as plain numbers. "" stays "" (not
 * entered). NULL with G_IO_ERROR_INVALID_DATA: a sentence that says what may stand there, without the title. */
char *dw_place_fact_normalise (const char *key, const char *text, GError **error);
/* A name of a place: not empty, one line, at most 100 characters. */
char *dw_place_name_normalise (const char *text, GError **error);

/* In which grid degrees were typed. What is kept is always WGS-84. */
typedef enum {
  DW_PLACE_GRID_WGS84,
  DW_PLACE_GRID_GCJ02,
  DW_N_PLACE_GRIDS,
} DwPlaceGrid;
const char *dw_place_grid_title (DwPlaceGrid grid);
/* "WGS-84", "wgs84", "CGCS2000", "GCJ-02", "高德", "火星坐标" … FALSE: unknown. */
gboolean dw_place_grid_from_word (const char *word, DwPlaceGrid *grid);
/* Both degrees as they are kept, WGS-84 with six decimals (a decimetre); both "" when both are empty. FALSE with a sentence: one is missing, out of range, or they seem exchanged. */
gboolean dw_place_position_normalise (const char *latitude, const char *longitude, DwPlaceGrid grid, char **latitude_out, char **longitude_out, GError **error);

G_END_DECLS
