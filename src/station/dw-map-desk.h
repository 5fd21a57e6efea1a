// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-setup.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* What the map is made of, for the whole organisation: where its pictures come from, and the names on the built-in map. Main thread.
 * Each change is checked, needs the right to change the set-up, is audited (keys by their last letters only) and followed by the signal "map-changed" of the station. */

/* The choice as it is; the built-in map when nothing was chosen or what is stored makes no sense any more. */
DwMapSetup *dw_map_desk_get_setup (DwStation *station);
/* Opens a file, so it blocks for as long as that takes. Errors: DW_DESK_ERROR_DENIED, _INVALID with the sentence; those of the store. */
gboolean dw_map_desk_set_setup (DwStation *station, const DwMapSetup *setup, GError **error);

/* The names of the organisation's own as text (dw-geo-names.h); NULL: those that are built in. */
char *dw_map_desk_dup_names (DwStation *station);
/* The names that are built in. Errors: those of reading a file. */
char *dw_map_desk_load_built_in_names (DwStation *station, GError **error);
/* text NULL: back to those that are built in. A list with a bad row changes nothing: problems (may be NULL) gets a sentence (char*) for each.
 * Errors: DW_DESK_ERROR_DENIED, _INVALID; those of the store. */
gboolean dw_map_desk_set_names (DwStation *station, const char *text, GPtrArray *problems, GError **error);

G_END_DECLS
