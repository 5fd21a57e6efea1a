// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-sim-lx47.h"
#include "dw-sim-meter.h"
#include "dw-sim-points.h"

/* What an LX47LE-125 measures. Its phases are the connected ones, counted from its first pole; a pole that is not there has no value. */

static double
get_of_pole (const DwSimNode *node, int nth, double (*get) (const DwSimNode *, int))
{
  int phase = dw_sim_lx47_find_phase (node, nth);

  return phase < 0 ? NAN : get (node, phase);
}

static double
get_voltage (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return get_of_pole (node, index, dw_sim_node_voltage);
}

static double
get_current (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return get_of_pole (node, index, dw_sim_node_current);
}

static double
get_power_factor (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return get_of_pole (node, index, dw_sim_node_power_factor);
}

static double
get_active (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return get_of_pole (node, index, dw_sim_node_active_w);
}

static double
get_reactive (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return get_of_pole (node, index, dw_sim_node_reactive_var);
}

static double
get_apparent (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return get_of_pole (node, index, dw_sim_node_apparent_va);
}

static double
get_temperature (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return get_of_pole (node, index, dw_sim_node_temperature);
}

static double
get_box_temperature (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_temperature (node, index);
}

static double
get_residual (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_residual_ma (node);
}

static double
get_active_total (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_lx47_sum_phases (node, dw_sim_node_active_w);
}

static double
get_reactive_total (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_lx47_sum_phases (node, dw_sim_node_reactive_var);
}

static double
get_apparent_total (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return hypot (get_active_total (world, node, 0), get_reactive_total (world, node, 0));
}

static const DwSimPoint points[] = {
  { "residual_current", 0, 1.0, get_residual, 0, FALSE },
  { "temperature_n", 0, 1.0, get_box_temperature, 3, FALSE },
  DW_SIM_POINT_PHASES ("temperature", 0, 1.0, get_temperature),
  DW_SIM_POINT_PHASES ("voltage", 0, 1.0, get_voltage),
  DW_SIM_POINT_PHASES ("current", 2, 1.0, get_current),
  DW_SIM_POINT_PHASES ("power_factor", 2, 1.0, get_power_factor),
  DW_SIM_POINT_PHASES ("active_power", 3, 0.001, get_active),
  { "active_power_total", 3, 0.001, get_active_total, 0, FALSE },
  DW_SIM_POINT_PHASES ("reactive_power", 3, 0.001, get_reactive),
  { "reactive_power_total", 3, 0.001, get_reactive_total, 0, FALSE },
  DW_SIM_POINT_PHASES ("apparent_power", 3, 0.001, get_apparent),
  { "apparent_power_total", 3, 0.001, get_apparent_total, 0, FALSE },
  { "frequency", 1, 1.0, dw_sim_meter_frequency, 0, FALSE },
  { "energy_active_import", 3, 1.0, dw_sim_meter_energy, 0, TRUE },
};

const DwSimPoints dw_sim_lx47_points = { points, G_N_ELEMENTS (points) };
