// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* Search everything: schools, boxes, circuits, devices, people, alarms, in groups of at most five; Enter opens the first. What was opened before in this window
 * is shown first when nothing is typed. A popover of the header's search button. */
#define DW_TYPE_SEARCH (dw_search_get_type ())
G_DECLARE_FINAL_TYPE (DwSearch, dw_search, DW, SEARCH, GtkPopover)

void dw_search_set_station (DwSearch *self, DwStation *station);

/* One hit: the action that opens it, with its target. */
typedef struct
{
  const char *group; /* translated heading, the same pointer within a group */
  char *title, *note;
  const char *action; /* "win.show-place" … */
  char *target;
} DwSearchHit;
void dw_search_hit_free (DwSearchHit *self);
DwSearchHit *dw_search_hit_copy (const DwSearchHit *self);
/* It still exists and the station's person may see it. */
gboolean dw_search_hit_is_there (const DwSearchHit *self, DwStation *station);
/* The hits for a text, in the order they are shown: the best of each group, in what the station's person may see. Array of DwSearchHit. Words are matched as
 * dw-name-key.h says; all must occur in the thing or in what is above it. */
GPtrArray *dw_search_find (DwStation *station, const char *text);

G_END_DECLS
