// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-page.h"

G_BEGIN_DECLS

/* What the wall of a supervision centre shows without anybody touching it: clock, the unacknowledged alarms of everything, the map, this month. Its scope (DwPage) is its own: it may go round the
 * regions, and a new alarm takes it to the region of that alarm for a while. It is a page that no rail leads to; how the window looks around it is the window's business (win.wall).
 * Escape and the button do win.wall, which asks. */
#define DW_TYPE_WALL (dw_wall_get_type ())
G_DECLARE_FINAL_TYPE (DwWall, dw_wall, DW, WALL, DwPage)

/* How long each region is shown, in seconds; 0 = it stays with everything. */
void dw_wall_set_dwell (DwWall *self, guint dwell_s);
/* Once a second; now_ms is wall time. For tests; the widget does it by itself while it is on the screen. */
void dw_wall_tick (DwWall *self, gint64 now_ms);

/* Where a round goes after here (NULL = everything): each region that the person may see something of, in the order of the tree, then everything again. Borrowed. Pure. */
DwPlace *dw_wall_find_next (DwPlaceTree *tree, const DwPerson *person, DwPlace *here);

G_END_DECLS
