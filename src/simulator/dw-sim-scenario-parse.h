// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-sim-json.h"
#include "dw-sim-world.h"

G_BEGIN_DECLS

/* Inside of dw-sim-scenario: the parts of the file that become nodes of the world. */

/* Reads "gateways" and adds them to the world. */
void dw_sim_parse_gateways (DwSimJson *json, JsonObject *root, DwSimWorld *world);
/* Reads "places" with all below, and hangs devices and loads under what feeds them. The gateways are known already. */
void dw_sim_parse_places (DwSimJson *json, JsonObject *root, DwSimWorld *world);
/* "A" "B" "C" -> 0…2; -1 with an error. Missing gives preset. */
int dw_sim_parse_phase (DwSimJson *json, JsonObject *object, const char *key, int preset);

/* dw-sim-scenario-node.c: the "world" object of a device or circuit. fed_by is set to the member of that name or NULL. */
void dw_sim_parse_node (DwSimJson *json, JsonObject *world, DwSimNode *node, const char **fed_by);

G_END_DECLS
