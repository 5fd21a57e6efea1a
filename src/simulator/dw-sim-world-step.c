// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-world.h"

#include <math.h>

#include "dw-sim-electric.h"
#include "dw-sim-thermal.h"
#include "dw-sim-unit.h"

/* One step of the world: breakers travel, faults run out, loads are drawn, the net is solved, cables warm, energy counts, devices judge.
 * This stands above all that it moves; they see dw-sim-world.c only. */

/* Each day has its own damp, and nights are damper than noons. */
static double
get_humidity (const DwSimWorld *self)
{
  guint32 day = (guint32)dw_sim_world_day (self) * 2654435761u ^ self->seed * 40503u;
  double damp = (day >> 16 & 0xff) / 255.0;

  return CLAMP (0.3 + 0.45 * damp + 0.15 * cos (2.0 * G_PI * (dw_sim_world_hour (self) - 4.0) / 24.0), 0.0, 1.0);
}

/* Sharp 0, peak 1, flat 2, valley 3 by the hour of the day. */
static const guint8 tariff_of_hour[24] = { 3, 3, 3, 3, 3, 3, 3, 2, 1, 1, 0, 1, 2, 2, 2, 2, 2, 1, 1, 0, 0, 1, 2, 3 };

static void
count_energy (const DwSimWorld *self, DwSimNode *node, double dt_s)
{
  guint hour = (guint)dw_sim_world_hour (self) % 24;

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      double kwh = dw_sim_node_active_w (node, phase) * dt_s / 3.6e6;

      node->energy_kwh += kwh;
      node->energy_phase_kwh[phase] += kwh;
      node->tariff_kwh[tariff_of_hour[hour]] += kwh;
    }
}

static void
step (DwSimWorld *self)
{
  double dt_s = self->step_ms / 1000.0;

  self->now_ms += self->step_ms;
  self->humidity = get_humidity (self);
  for (guint n = 0; n < self->nodes->len; n++)
    dw_sim_breaker_step (&((DwSimNode *)g_ptr_array_index (self->nodes, n))->breaker, self->now_ms);
  dw_sim_fault_expire (self);
  dw_sim_electric_draw_loads (self);
  dw_sim_electric_solve (self);
  for (guint n = 0; n < self->nodes->len; n++)
    {
      DwSimNode *node = g_ptr_array_index (self->nodes, n);

      dw_sim_thermal_step (self, node, dt_s);
      count_energy (self, node, dt_s);
      dw_sim_unit_step (self, node);
    }
}

void
dw_sim_world_settle (DwSimWorld *self)
{
  self->humidity = get_humidity (self);
  dw_sim_electric_draw_loads (self);
  dw_sim_electric_solve (self);
  for (guint n = 0; n < self->nodes->len; n++)
    {
      DwSimNode *node = g_ptr_array_index (self->nodes, n);

      dw_sim_thermal_step (self, node, INFINITY);
    }
}

void
dw_sim_world_advance (DwSimWorld *self, gint64 delta_ms)
{
  self->owed_ms += delta_ms;
  while (self->owed_ms >= self->step_ms)
    {
      self->owed_ms -= self->step_ms;
      step (self);
    }
}
