// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-meter.h"
#include "dw-sim-points.h"

/* What an ARCM300T measures. Probe 4 sits in the box. */

static double
get_line_voltage (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_line_voltage (node, index);
}

static double
get_residual (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_residual_ma (node);
}

static double
get_temperature (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_temperature (node, index);
}

static const DwSimPoint points[] = {
  { "residual_current", 0, 1.0, get_residual, 0, FALSE },
  { "temperature_1", 1, 1.0, get_temperature, 0, FALSE },
  { "temperature_2", 1, 1.0, get_temperature, 1, FALSE },
  { "temperature_3", 1, 1.0, get_temperature, 2, FALSE },
  { "temperature_4", 1, 1.0, get_temperature, 3, FALSE },
  DW_SIM_POINT_PHASES ("voltage", 1, 1.0, dw_sim_meter_voltage),
  { "voltage_ab", 1, 1.0, get_line_voltage, 0, FALSE },
  { "voltage_bc", 1, 1.0, get_line_voltage, 1, FALSE },
  { "voltage_ca", 1, 1.0, get_line_voltage, 2, FALSE },
  DW_SIM_POINT_PHASES ("current", 2, 1.0, dw_sim_meter_current),
  { "energy_active_import", 2, 1.0, dw_sim_meter_energy, 0, TRUE },
};

const DwSimPoints dw_sim_arcm_points = { points, G_N_ELEMENTS (points) };
