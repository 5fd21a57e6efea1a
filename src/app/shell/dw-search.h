// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* Search everything: places, devices, alarms, in groups of at most five; Enter opens the first. A popover of the header's search button. */
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
/* The hits for a text, in the order they are shown. Array of DwSearchHit. Case does not matter; all words must occur. */
GPtrArray *dw_search_find (DwStation *station, const char *text);

G_END_DECLS
