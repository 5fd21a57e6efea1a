// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-pdu.h"
#include "dw-sim-world.h"

G_BEGIN_DECLS

/* What the meters have in common: a table of registers over the world's values, high word first. */
typedef enum {
  DW_SIM_METER_U16,
  DW_SIM_METER_U32,
  DW_SIM_METER_S32,
  DW_SIM_METER_F32,
} DwSimMeterType;

typedef struct
{
  guint16 address;
  guint16 repeat; /* so many values one after the other, index counting up */
  DwSimMeterType type;
  double scale; /* register = value · scale; values in V, A, W, var, VA, Hz, kWh */
  double (*get) (const DwSimWorld *world, const DwSimNode *node, int index);
} DwSimMeterEntry;

/* Addresses that can be read; what no entry covers reads fill. */
typedef struct
{
  guint16 first;
  guint16 count;
  guint16 fill;
} DwSimMeterBlock;

typedef struct
{
  const DwSimMeterBlock *blocks;
  guint n_blocks;
  const DwSimMeterEntry *entries;
  guint n_entries;
} DwSimMeterMap;

void dw_sim_meter_serve (const DwSimMeterMap *map, const DwSimWorld *world, const DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply);

/* Values for the tables. index: phase 0…2. */
double dw_sim_meter_voltage (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_current (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_active (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_reactive (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_power_factor (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_active_total (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_reactive_total (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_apparent_total (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_power_factor_total (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_frequency (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_energy (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_energy_phase (const DwSimWorld *world, const DwSimNode *node, int index);
/* index: 0 sharp, 1 peak, 2 flat, 3 valley. */
double dw_sim_meter_tariff (const DwSimWorld *world, const DwSimNode *node, int index);
double dw_sim_meter_one (const DwSimWorld *world, const DwSimNode *node, int index);

G_END_DECLS
