// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-lx47.h"

#include <math.h>

#include "dw-sim-unit-words.h"

/* See the header. What the breaker does by itself and on order; its registers are in dw-sim-lx47-registers.c. */

enum {
  LIMIT_OVER_VOLTAGE,
  LIMIT_UNDER_VOLTAGE,
  LIMIT_OVER_CURRENT,
  LIMIT_LEAKAGE,
  LIMIT_TEMPERATURE,
  LIMIT_POWER,
};

int
dw_sim_lx47_find_phase (const DwSimNode *node, int nth)
{
  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    if (node->share[phase] > 0.0 && nth-- == 0)
      return phase;
  return -1;
}

void
dw_sim_lx47_init (DwSimNode *node)
{
  DwSimLx47 *lx47 = &node->lx47;
  int phases = 0;

  while (dw_sim_lx47_find_phase (node, phases) >= 0)
    phases++;
  *lx47 = (DwSimLx47){
    .limits = {
      [LIMIT_OVER_VOLTAGE] = 280,
      [LIMIT_UNDER_VOLTAGE] = 160,
      [LIMIT_OVER_CURRENT] = dw_sim_unit_word (node->rated_a * 100.0),
      [LIMIT_LEAKAGE] = 100,
      [LIMIT_TEMPERATURE] = 90,
      [LIMIT_POWER] = dw_sim_unit_word (node->rated_a * 253.0 * phases),
    },
    .reason = DW_SIM_REASON_NONE,
  };
  memset (lx47->records, DW_SIM_REASON_NONE, sizeof lx47->records);
  for (guint i = 0; i < DW_SIM_LX47_LIMITS; i++)
    lx47->out_since_ms[i] = G_MININT64;
}

static void
record (DwSimNode *node, guint8 reason)
{
  DwSimLx47 *lx47 = &node->lx47;

  memmove (lx47->records + 1, lx47->records, sizeof lx47->records - 1);
  lx47->records[0] = lx47->reason = reason & 0x0f;
}

void
dw_sim_lx47_trip (DwSimNode *node, guint8 reason)
{
  if (dw_sim_breaker_trip (&node->breaker))
    record (node, reason);
}

gboolean
dw_sim_lx47_order (DwSimWorld *world, DwSimNode *node, gboolean close)
{
  gboolean locked = node->faults[DW_SIM_LOCAL_LOCK].on || node->lx47.remote_lock;

  if (node->faults[DW_SIM_READBACK_STUCK].on || (close && locked))
    return FALSE;
  if (!dw_sim_breaker_move (&node->breaker, close, world->now_ms))
    return FALSE;
  if (!close)
    record (node, DW_SIM_REASON_REMOTE);
  return TRUE;
}

/* Greatest (or least) value of the connected phases. */
static double
get_extreme (const DwSimNode *node, double (*get) (const DwSimNode *, int), gboolean least)
{
  double found = NAN;

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    if (node->share[phase] > 0.0)
      found = least ? fmin (found, get (node, phase)) : fmax (found, get (node, phase));
  return found;
}

double
dw_sim_lx47_sum_phases (const DwSimNode *node, double (*get) (const DwSimNode *, int))
{
  double sum = 0.0;

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    if (node->share[phase] > 0.0)
      sum += get (node, phase);
  return sum;
}

static gboolean
is_beyond (const DwSimNode *node, guint limit)
{
  double value = node->lx47.limits[limit];

  switch (limit)
    {
    case LIMIT_OVER_VOLTAGE:
      return get_extreme (node, dw_sim_node_voltage, FALSE) > value;
    case LIMIT_UNDER_VOLTAGE:
      return get_extreme (node, dw_sim_node_voltage, TRUE) < value;
    case LIMIT_OVER_CURRENT:
      return get_extreme (node, dw_sim_node_current, FALSE) > value / 100.0;
    case LIMIT_LEAKAGE:
      return dw_sim_node_residual_ma (node) > value;
    case LIMIT_TEMPERATURE:
      return get_extreme (node, dw_sim_node_temperature, FALSE) > value;
    case LIMIT_POWER:
    default:
      return dw_sim_lx47_sum_phases (node, dw_sim_node_active_w) > value;
    }
}

/* How long a limit must be passed, and what is recorded then. */
static const struct
{
  gint64 delay_ms;
  guint8 reason;
} protection[DW_SIM_LX47_LIMITS] = {
  [LIMIT_OVER_VOLTAGE] = { 1000, DW_SIM_REASON_OVER_VOLTAGE },
  [LIMIT_UNDER_VOLTAGE] = { 1000, DW_SIM_REASON_UNDER_VOLTAGE },
  [LIMIT_OVER_CURRENT] = { 5000, DW_SIM_REASON_OVER_CURRENT },
  [LIMIT_LEAKAGE] = { 100, DW_SIM_REASON_LEAKAGE },
  [LIMIT_TEMPERATURE] = { 2000, DW_SIM_REASON_OVER_TEMPERATURE },
  [LIMIT_POWER] = { 10000, DW_SIM_REASON_OVERLOAD },
};

/* A limit of 0 is switched off. */
void
dw_sim_lx47_step (DwSimWorld *world, DwSimNode *node)
{
  DwSimLx47 *lx47 = &node->lx47;

  for (guint i = 0; i < DW_SIM_LX47_LIMITS; i++)
    {
      if (!dw_sim_breaker_conducts (&node->breaker) || lx47->limits[i] == 0 || !is_beyond (node, i))
        lx47->out_since_ms[i] = G_MININT64;
      else if (lx47->out_since_ms[i] == G_MININT64)
        lx47->out_since_ms[i] = world->now_ms;
      else if (world->now_ms - lx47->out_since_ms[i] >= protection[i].delay_ms)
        dw_sim_lx47_trip (node, protection[i].reason);
    }
}
