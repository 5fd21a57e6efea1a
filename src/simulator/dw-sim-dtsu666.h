// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-pdu.h"
#include "dw-sim-world.h"

G_BEGIN_DECLS

/* Chint DTSU666: three-phase meter, floats of secondary values. Function 3 only. */
void dw_sim_dtsu666_serve (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply);

G_END_DECLS
