// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-pdu.h"
#include "dw-sim-points.h"
#include "dw-sim-world.h"

G_BEGIN_DECLS

/* The device models that the simulator can play: world <-> registers. Their tables come from the reference of the makers' maps and not from
 * data/profiles, so that an error in a profile shows. */
const char *dw_sim_unit_profile (DwSimModel model); /* "acrel-arcm300t", …; NULL for none */
gboolean dw_sim_unit_from_profile (const char *profile, DwSimModel *model);
/* What the model measures; NULL for none. */
const DwSimPoints *dw_sim_unit_points (DwSimModel model);

/* Presets of a new device; rated_a of the node is set already. */
void dw_sim_unit_init (DwSimNode *node);
/* Own intelligence of the device (latches, protection), once a step. */
void dw_sim_unit_step (DwSimWorld *world, DwSimNode *node);
/* Carries out one request and fills the whole reply. */
void dw_sim_unit_serve (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply);

G_END_DECLS
