// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-pdu.h"
#include "dw-sim-world.h"

G_BEGIN_DECLS

/* Acrel ARCM300T: one residual current, four temperatures, three phases, latched alarms with its own limits. */
void dw_sim_arcm_init (DwSimNode *node);
void dw_sim_arcm_step (DwSimWorld *world, DwSimNode *node);
void dw_sim_arcm_serve (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply);
/* Takes the latches back; what still holds latches again at once. */
void dw_sim_arcm_reset (DwSimWorld *world, DwSimNode *node);
gboolean dw_sim_arcm_sounds (const DwSimNode *node);

G_END_DECLS
