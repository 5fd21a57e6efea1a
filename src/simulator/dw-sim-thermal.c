// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-thermal.h"

#include <math.h>

/* A cable end warms with the square of its current and follows with a time constant; a loose joint multiplies the final rise and
 * nothing else. The box follows the air of the room and warms a little with what is lost inside. */

#define BOX_TAU_S 3600.0
#define BOX_RISE_K 9.0

double
dw_sim_thermal_follow (double value, double target, double dt_s, double tau_s)
{
  return target + (value - target) * exp (-dt_s / tau_s);
}

double
dw_sim_thermal_steady_rise (double rise_k, double joint, double current_a, double rated_a)
{
  double load = current_a / rated_a;

  return rise_k * joint * load * load;
}

double
dw_sim_thermal_ambient (const DwSimWorld *world)
{
  double hour = dw_sim_world_hour (world);
  double month = dw_sim_world_month (world);

  return 21.0 + 5.0 * cos (2.0 * G_PI * (month - 7.0) / 12.0) + 2.5 * cos (2.0 * G_PI * (hour - 15.0) / 24.0);
}

void
dw_sim_thermal_step (const DwSimWorld *world, DwSimNode *node, double dt_s)
{
  const DwSimFaultState *loose = &node->faults[DW_SIM_LOOSE_JOINT];
  double load = 0.0;

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      double current = dw_sim_node_current (node, phase);
      double joint = node->joint[phase];

      if (loose->on && loose->phase == phase)
        joint *= loose->value;
      double target = dw_sim_thermal_steady_rise (node->rise_k, joint, current, node->rated_a);
      node->rise[phase] = dw_sim_thermal_follow (node->rise[phase], target, dt_s, node->tau_s);
      load += (current / node->rated_a) * (current / node->rated_a) / DW_SIM_PHASES;
    }
  double box = dw_sim_thermal_ambient (world) + 2.0 + BOX_RISE_K * load;
  node->box_c = dw_sim_thermal_follow (node->box_c, box, dt_s, BOX_TAU_S);
}
