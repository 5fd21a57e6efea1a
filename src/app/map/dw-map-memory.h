// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-view.h"

G_BEGIN_DECLS

/* What a person sees of the schools on a map as keys of a group (dw-own-choice.h): the layer and the type of school. Priorities are of the window's scope and are not kept: alarms that are hidden today
 * must not be hidden tomorrow. */
void dw_map_memory_write (GKeyFile *file, const char *group, DwMapView *map);
/* A layer that does not exist: the alarms. A type that no school the person sees has any more: all types. */
void dw_map_memory_read (GKeyFile *file, const char *group, DwMapView *map, DwStation *station);

G_END_DECLS
