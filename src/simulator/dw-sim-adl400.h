// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-pdu.h"
#include "dw-sim-world.h"

G_BEGIN_DECLS

/* Acrel ADL400: three-phase meter, floats of primary values and integer energies. Function 3 only. */
void dw_sim_adl400_serve (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply);

G_END_DECLS
