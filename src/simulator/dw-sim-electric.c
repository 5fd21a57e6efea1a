// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-electric.h"

#include <math.h>

/* Loads are admittances, lines are resistances, the tree is radial: the admittance that a node shows to its feeder is exact, so one pass up, one
 * pass down and a sum of currents solve it without iterating. Voltages sag with load by themselves, and currents obey Kirchhoff to the last digit. */

#define NOISE_TAU_S 25.0
#define LOAD_NOISE 0.02
#define LEAK_NOISE 0.015
#define DAY_SHARE 0.07

double complex
dw_sim_electric_phasor (int phase)
{
  return cexp (_Complex_I * (-2.0 * G_PI * phase / 3.0));
}

double complex
dw_sim_electric_star_point (const double complex volts[DW_SIM_PHASES], const double complex siemens[DW_SIM_PHASES])
{
  double complex amps = 0.0, sum = 0.0;

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      amps += volts[phase] * siemens[phase];
      sum += siemens[phase];
    }
  return cabs (sum) > 0.0 ? amps / sum : 0.0;
}

/* Mean-reverting noise, the same for any step: what it keeps in one, and what comes anew. */
typedef struct
{
  double keep, fresh;
} Wander;

static Wander
make_wander (double dt_s)
{
  double keep = exp (-dt_s / NOISE_TAU_S);

  return (Wander){ keep, sqrt (3.0 * (1.0 - keep * keep)) };
}

/* Standard deviation sigma. */
static double
wander (DwSimWorld *world, double value, double sigma, const Wander *how)
{
  return value * how->keep + world->noise * sigma * how->fresh * dw_sim_world_noise (world);
}

/* No two days are alike: each circuit has its own share more or less on each, always the same for a seed. */
static double
get_day_share (const DwSimWorld *world, const DwSimNode *node, gint64 day)
{
  guint32 mixed = ((guint32)day * 2654435761u) ^ (world->seed * 40503u) ^ (node->key != NULL ? g_str_hash (node->key) : 0);

  mixed = (mixed ^ (mixed >> 15)) * 2246822519u;
  mixed = (mixed ^ (mixed >> 13)) * 3266489917u;
  return 1.0 + world->noise * DAY_SHARE * ((mixed >> 16) / 32767.5 - 1.0);
}

void
dw_sim_electric_draw_loads (DwSimWorld *world)
{
  double hour = dw_sim_world_hour (world);
  Wander how = make_wander (world->step_ms / 1000.0);
  gint64 day = dw_sim_world_day (world);
  gboolean is_school_day = dw_sim_load_is_school_day (day);
  int month = dw_sim_world_month (world);

  world->supply_noise = wander (world, world->supply_noise, 0.4, &how);
  world->supply_v = 231.0 + 1.5 * cos (2.0 * G_PI * (hour - 3.0) / 24.0) + world->supply_noise;
  world->frequency_hz = 50.0 + wander (world, world->frequency_hz - 50.0, 0.012, &how);

  for (guint n = 0; n < world->nodes->len; n++)
    {
      DwSimNode *node = g_ptr_array_index (world->nodes, n);
      double level = node->load_a * dw_sim_load_share (node->load, node->school, hour, is_school_day, month) * get_day_share (world, node, day);
      double complex turn = cexp (_Complex_I * -acos (node->power_factor));

      node->leak_noise = wander (world, node->leak_noise, LEAK_NOISE, &how);
      for (int phase = 0; phase < DW_SIM_PHASES; phase++)
        {
          node->noise[phase] = wander (world, node->noise[phase], LOAD_NOISE, &how);
          double amps = level * node->share[phase] * (1.0 + node->noise[phase]);
          node->own_siemens[phase] = turn * (amps / DW_SIM_NOMINAL_V);
        }
    }
}

/* The overload fault lifts each phase that is there to a share of the rated current, whatever the hour. */
static void
add_overload (DwSimNode *node)
{
  const DwSimFaultState *fault = &node->faults[DW_SIM_OVERLOAD];
  double complex turn = cexp (_Complex_I * -acos (node->power_factor));

  if (!fault->on)
    return;

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      double volts = MAX (cabs (node->volts[phase]), 0.5 * DW_SIM_NOMINAL_V);
      double wanted = fault->value / 100.0 * node->rated_a * (1.0 + node->noise[phase] / 2.0) / volts;
      double missing = wanted - cabs (node->siemens[phase]);

      if (node->share[phase] > 0.0 && missing > 0.0)
        {
          node->own_siemens[phase] += turn * missing;
          node->siemens[phase] += turn * missing;
        }
    }
}

static gboolean
phase_is_lost (const DwSimNode *node, int phase)
{
  const DwSimFaultState *fault = &node->faults[DW_SIM_PHASE_LOSS];

  return fault->on && fault->phase == phase;
}

/* What the feeder sees: the line in series with everything behind the breaker. */
static double complex
get_input (const DwSimNode *node, int phase)
{
  if (!dw_sim_breaker_conducts (&node->breaker) || phase_is_lost (node, phase))
    return 0.0;
  return node->siemens[phase] / (1.0 + node->line_ohm * node->siemens[phase]);
}

static void
sum_loads (DwSimWorld *world)
{
  for (guint n = 0; n < world->nodes->len; n++)
    {
      DwSimNode *node = g_ptr_array_index (world->nodes, n);
      memcpy (node->siemens, node->own_siemens, sizeof node->siemens);
    }
  for (guint n = world->nodes->len; n-- > 0;)
    {
      DwSimNode *node = g_ptr_array_index (world->nodes, n);

      add_overload (node);
      for (int phase = 0; node->parent != NULL && phase < DW_SIM_PHASES; phase++)
        node->parent->siemens[phase] += get_input (node, phase);
    }
}

static void
drop_voltages (const DwSimWorld *world, DwSimNode *node)
{
  double complex feed[DW_SIM_PHASES], seen[DW_SIM_PHASES];
  gboolean conducts = dw_sim_breaker_conducts (&node->breaker);
  gboolean fed = node->parent == NULL || dw_sim_breaker_conducts (&node->parent->breaker);

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      feed[phase] = node->parent == NULL ? world->supply_v * dw_sim_electric_phasor (phase) : node->parent->volts[phase];
      if (!fed || phase_is_lost (node, phase))
        feed[phase] = 0.0;
      seen[phase] = get_input (node, phase);
    }

  gboolean cut = node->faults[DW_SIM_BROKEN_NEUTRAL].on;
  double complex star = cut ? dw_sim_electric_star_point (feed, seen) : 0.0;

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      double complex volts = phase_is_lost (node, phase) ? 0.0 : feed[phase] - star;
      node->volts[phase] = conducts ? volts / (1.0 + node->line_ohm * node->siemens[phase]) : volts;
    }
}

static void
sum_currents (DwSimWorld *world)
{
  for (guint n = 0; n < world->nodes->len; n++)
    {
      DwSimNode *node = g_ptr_array_index (world->nodes, n);
      gboolean conducts = dw_sim_breaker_conducts (&node->breaker);

      for (int phase = 0; phase < DW_SIM_PHASES; phase++)
        node->amps[phase] = conducts ? node->own_siemens[phase] * node->volts[phase] : 0.0;
    }
  for (guint n = world->nodes->len; n-- > 0;)
    {
      DwSimNode *node = g_ptr_array_index (world->nodes, n);

      for (int phase = 0; node->parent != NULL && phase < DW_SIM_PHASES; phase++)
        node->parent->amps[phase] += node->amps[phase];
    }
}

/* Residual current of the node's own wiring: a natural part that grows a little with load and damp, and what the faults add. */
static double
get_own_leak_ma (const DwSimWorld *world, const DwSimNode *node)
{
  const DwSimFaultState *step = &node->faults[DW_SIM_LEAKAGE_STEP];
  const DwSimFaultState *drift = &node->faults[DW_SIM_LEAKAGE_DRIFT];
  double load = cabs (node->amps[node->leak_phase]) / node->rated_a;
  double ma = node->baseline_ma * (0.9 + 0.12 * world->humidity + 0.08 * MIN (load, 1.5)) * (1.0 + node->leak_noise);

  if (step->on)
    ma += step->value;
  if (drift->on)
    ma += drift->value * MIN (1.0, (world->now_ms - drift->since_ms) / 1000.0 / drift->over_s);
  return ma;
}

/* Leakage flows back past every breaker up to the transformer; leaks of different phases partly cancel on the way. */
static void
sum_leaks (DwSimWorld *world)
{
  for (guint n = 0; n < world->nodes->len; n++)
    {
      DwSimNode *node = g_ptr_array_index (world->nodes, n);
      gboolean live = dw_sim_breaker_conducts (&node->breaker) && cabs (node->volts[node->leak_phase]) > 0.5 * DW_SIM_NOMINAL_V;

      node->leak = live ? get_own_leak_ma (world, node) * dw_sim_electric_phasor (node->leak_phase) : 0.0;
    }
  for (guint n = world->nodes->len; n-- > 0;)
    {
      DwSimNode *node = g_ptr_array_index (world->nodes, n);

      if (node->parent != NULL && dw_sim_breaker_conducts (&node->parent->breaker))
        node->parent->leak += node->leak;
    }
}

void
dw_sim_electric_solve (DwSimWorld *world)
{
  sum_loads (world);
  for (guint n = 0; n < world->nodes->len; n++)
    drop_voltages (world, g_ptr_array_index (world->nodes, n));
  sum_currents (world);
  sum_leaks (world);
}
