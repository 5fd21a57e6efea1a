// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* What the map is made of: where its pictures come from, who is named on it, and the names on the built-in map. */
GtkWidget *dw_map_group_new (DwStation *station);
/* The second half of it. */
GtkWidget *dw_map_names_group_new (DwStation *station);

G_END_DECLS
