// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-pdu.h"
#include "dw-sim-world.h"

G_BEGIN_DECLS

/* LX47LE-125: leakage breaker that measures, protects itself and is moved over the wire. */
typedef enum {
  DW_SIM_REASON_LOCAL = 0,
  DW_SIM_REASON_OVER_CURRENT = 1,
  DW_SIM_REASON_LEAKAGE = 2,
  DW_SIM_REASON_OVER_TEMPERATURE = 3,
  DW_SIM_REASON_OVERLOAD = 4,
  DW_SIM_REASON_OVER_VOLTAGE = 5,
  DW_SIM_REASON_UNDER_VOLTAGE = 6,
  DW_SIM_REASON_REMOTE = 7,
  DW_SIM_REASON_NONE = 15,
} DwSimReason;

void dw_sim_lx47_init (DwSimNode *node);
void dw_sim_lx47_step (DwSimWorld *world, DwSimNode *node);
void dw_sim_lx47_serve (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply);
/* Opens at once and records why. Nothing when it is open. */
void dw_sim_lx47_trip (DwSimNode *node, guint8 reason);
/* A remote order, as register 13 or coil 0 give it. FALSE when the breaker takes no notice. */
gboolean dw_sim_lx47_order (DwSimWorld *world, DwSimNode *node, gboolean close);

/* Index of the n-th phase that is connected, -1 when there are fewer: a single-pole breaker shows its one phase as A. */
int dw_sim_lx47_find_phase (const DwSimNode *node, int nth);
double dw_sim_lx47_sum_phases (const DwSimNode *node, double (*get) (const DwSimNode *, int));

G_END_DECLS
