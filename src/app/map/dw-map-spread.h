// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-cluster.h"

G_BEGIN_DECLS

/* Moves marks aside, so that none covers another one: from this zoom to half a level closer. Pure.
 * clusters: worst first, which is who stays where it belongs; sizes must be known. */
void dw_map_spread (GPtrArray *clusters, double zoom);

G_END_DECLS
