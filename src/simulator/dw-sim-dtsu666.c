// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-dtsu666.h"

#include "dw-sim-meter.h"
#include "dw-sim-points.h"

/* Floats at 2006H in the meter's own small units (0.1 V, 0.001 A, 0.1 W), energies in kWh at 101EH. */

static const DwSimMeterEntry entries[] = {
  { 0x101e, 1, DW_SIM_METER_F32, 1.0, dw_sim_meter_energy },
  { 0x1020, 3, DW_SIM_METER_F32, 1.0, dw_sim_meter_energy_phase },
  { 0x2006, 3, DW_SIM_METER_F32, 10.0, dw_sim_meter_voltage },
  { 0x200c, 3, DW_SIM_METER_F32, 1000.0, dw_sim_meter_current },
  { 0x2012, 1, DW_SIM_METER_F32, 10.0, dw_sim_meter_active_total },
  { 0x2014, 3, DW_SIM_METER_F32, 10.0, dw_sim_meter_active },
  { 0x201a, 1, DW_SIM_METER_F32, 10.0, dw_sim_meter_reactive_total },
  { 0x201c, 3, DW_SIM_METER_F32, 10.0, dw_sim_meter_reactive },
  { 0x202a, 1, DW_SIM_METER_F32, 1000.0, dw_sim_meter_power_factor_total },
  { 0x202c, 3, DW_SIM_METER_F32, 1000.0, dw_sim_meter_power_factor },
  { 0x2044, 1, DW_SIM_METER_F32, 100.0, dw_sim_meter_frequency },
};

static const DwSimMeterBlock blocks[] = {
  { 0x101e, 12, 0 },
  { 0x2000, 80, 0 },
};

static const DwSimMeterMap map = { blocks, G_N_ELEMENTS (blocks), entries, G_N_ELEMENTS (entries) };

void
dw_sim_dtsu666_serve (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply)
{
  dw_sim_meter_serve (&map, world, node, request, reply);
}

/* What it measures. */
static const DwSimPoint points[] = {
  DW_SIM_POINT_PHASES ("voltage", 2, 1.0, dw_sim_meter_voltage),
  DW_SIM_POINT_PHASES ("current", 3, 1.0, dw_sim_meter_current),
  DW_SIM_POINT_PHASES ("active_power", 3, 0.001, dw_sim_meter_active),
  { "active_power_total", 3, 0.001, dw_sim_meter_active_total, 0, FALSE },
  DW_SIM_POINT_PHASES ("reactive_power", 3, 0.001, dw_sim_meter_reactive),
  { "reactive_power_total", 3, 0.001, dw_sim_meter_reactive_total, 0, FALSE },
  DW_SIM_POINT_PHASES ("power_factor", 3, 1.0, dw_sim_meter_power_factor),
  { "power_factor_total", 3, 1.0, dw_sim_meter_power_factor_total, 0, FALSE },
  { "frequency", 2, 1.0, dw_sim_meter_frequency, 0, FALSE },
  { "energy_active_import", 2, 1.0, dw_sim_meter_energy, 0, TRUE },
};

const DwSimPoints dw_sim_dtsu666_points = { points, G_N_ELEMENTS (points) };
