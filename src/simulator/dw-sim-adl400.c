// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-adl400.h"

#include "dw-sim-meter.h"
#include "dw-sim-points.h"

/* Primary floats at 0800H, energies at 0842H, the older integer view at 0000H, 0061H and 0164H; no reverse energy flows in a school.
 * The day and month history is empty: every slot reads FFFF. */

static const DwSimMeterEntry entries[] = {
  { 0x0000, 1, DW_SIM_METER_U32, 100.0, dw_sim_meter_energy },
  { 0x0061, 3, DW_SIM_METER_U16, 10.0, dw_sim_meter_voltage },
  { 0x0064, 3, DW_SIM_METER_U16, 100.0, dw_sim_meter_current },
  { 0x008d, 2, DW_SIM_METER_U16, 1.0, dw_sim_meter_one },
  { 0x0164, 3, DW_SIM_METER_S32, 1.0, dw_sim_meter_active },
  { 0x016a, 1, DW_SIM_METER_S32, 1.0, dw_sim_meter_active_total },
  { 0x0800, 3, DW_SIM_METER_F32, 1.0, dw_sim_meter_voltage },
  { 0x080c, 3, DW_SIM_METER_F32, 1.0, dw_sim_meter_current },
  { 0x0814, 3, DW_SIM_METER_F32, 0.001, dw_sim_meter_active },
  { 0x081a, 1, DW_SIM_METER_F32, 0.001, dw_sim_meter_active_total },
  { 0x0822, 1, DW_SIM_METER_F32, 0.001, dw_sim_meter_reactive_total },
  { 0x082a, 1, DW_SIM_METER_F32, 0.001, dw_sim_meter_apparent_total },
  { 0x0832, 1, DW_SIM_METER_F32, 1.0, dw_sim_meter_power_factor_total },
  { 0x0834, 1, DW_SIM_METER_F32, 1.0, dw_sim_meter_frequency },
  { 0x0842, 1, DW_SIM_METER_U32, 10.0, dw_sim_meter_energy },
  { 0x0844, 4, DW_SIM_METER_U32, 10.0, dw_sim_meter_tariff },
  { 0x084c, 1, DW_SIM_METER_U32, 10.0, dw_sim_meter_energy },
  { 0x084e, 4, DW_SIM_METER_U32, 10.0, dw_sim_meter_tariff },
};

static const DwSimMeterBlock blocks[] = {
  { 0x0000, 2, 0 },
  { 0x0061, 6, 0 },
  { 0x008d, 2, 0 },
  { 0x0164, 8, 0 },
  { 0x0800, 54, 0 },
  { 0x0842, 30, 0 },
  { 0x6000, 90 * 0x22, 0xffff },
  { 0x7000, 48 * 0x22, 0xffff },
};

static const DwSimMeterMap map = { blocks, G_N_ELEMENTS (blocks), entries, G_N_ELEMENTS (entries) };

void
dw_sim_adl400_serve (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply)
{
  dw_sim_meter_serve (&map, world, node, request, reply);
}

/* What it measures. */
static const DwSimPoint points[] = {
  DW_SIM_POINT_PHASES ("voltage", 2, 1.0, dw_sim_meter_voltage),
  DW_SIM_POINT_PHASES ("current", 3, 1.0, dw_sim_meter_current),
  DW_SIM_POINT_PHASES ("active_power", 3, 0.001, dw_sim_meter_active),
  { "active_power_total", 3, 0.001, dw_sim_meter_active_total, 0, FALSE },
  { "reactive_power_total", 3, 0.001, dw_sim_meter_reactive_total, 0, FALSE },
  { "apparent_power_total", 3, 0.001, dw_sim_meter_apparent_total, 0, FALSE },
  { "power_factor_total", 3, 1.0, dw_sim_meter_power_factor_total, 0, FALSE },
  { "frequency", 2, 1.0, dw_sim_meter_frequency, 0, FALSE },
  { "energy_active_import", 1, 1.0, dw_sim_meter_energy, 0, TRUE },
  { "energy_active_import_sharp", 1, 1.0, dw_sim_meter_tariff, 0, TRUE },
  { "energy_active_import_peak", 1, 1.0, dw_sim_meter_tariff, 1, TRUE },
  { "energy_active_import_flat", 1, 1.0, dw_sim_meter_tariff, 2, TRUE },
  { "energy_active_import_valley", 1, 1.0, dw_sim_meter_tariff, 3, TRUE },
};

const DwSimPoints dw_sim_adl400_points = { points, G_N_ELEMENTS (points) };
