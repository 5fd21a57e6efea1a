// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-world.h"

#include <math.h>

/* What the world is made of, and what is true in it now. How it moves on is in dw-sim-world-step.c. */

#define STEP_MS 100
#define DAY_MS G_GINT64_CONSTANT (86400000)

DwSimNode *
dw_sim_node_new (const char *key, const char *name, DwSimModel model)
{
  DwSimNode *self = g_new0 (DwSimNode, 1);

  self->key = g_strdup (key);
  self->name = g_strdup (name);
  self->model = model;
  self->power_factor = 0.96;
  self->rated_a = 63.0;
  self->rise_k = 28.0;
  self->tau_s = 1200.0;
  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    self->share[phase] = self->joint[phase] = 1.0;
  for (int probe = 0; probe < DW_SIM_PROBES; probe++)
    self->probe[probe] = TRUE;
  return self;
}

void
dw_sim_node_free (DwSimNode *self)
{
  g_free (self->key);
  g_free (self->name);
  g_free (self);
}

static void
gateway_free (gpointer data)
{
  DwSimGateway *self = data;

  g_free (self->name);
  g_free (self);
}

DwSimWorld *
dw_sim_world_new (guint32 seed, gint64 start_ms, int utc_offset_min)
{
  DwSimWorld *self = g_new0 (DwSimWorld, 1);

  self->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_sim_node_free);
  self->gateways = g_ptr_array_new_with_free_func (gateway_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->rand = g_rand_new_with_seed (seed);
  self->seed = seed;
  self->start_ms = self->now_ms = start_ms;
  self->utc_offset_min = utc_offset_min;
  self->step_ms = STEP_MS;
  self->noise = 1.0;
  self->supply_v = DW_SIM_NOMINAL_V;
  self->frequency_hz = 50.0;
  return self;
}

void
dw_sim_world_free (DwSimWorld *self)
{
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->gateways);
  g_rand_free (self->rand);
  g_free (self);
}

void
dw_sim_world_take_node (DwSimWorld *self, DwSimNode *node)
{
  g_ptr_array_add (self->nodes, node);
  if (node->key != NULL)
    g_hash_table_insert (self->by_key, node->key, node);
}

DwSimGateway *
dw_sim_world_add_gateway (DwSimWorld *self, const char *name, gboolean rtu)
{
  DwSimGateway *gateway = g_new0 (DwSimGateway, 1);

  gateway->name = g_strdup (name);
  gateway->rtu = rtu;
  g_ptr_array_add (self->gateways, gateway);
  return gateway;
}

DwSimNode *
dw_sim_world_find_node (DwSimWorld *self, const char *key)
{
  return g_hash_table_lookup (self->by_key, key);
}

DwSimGateway *
dw_sim_world_find_gateway (DwSimWorld *self, const char *name)
{
  for (guint i = 0; i < self->gateways->len; i++)
    {
      DwSimGateway *gateway = g_ptr_array_index (self->gateways, i);

      if (g_str_equal (gateway->name, name))
        return gateway;
    }
  return NULL;
}

static gint64
get_local_ms (const DwSimWorld *self)
{
  return self->now_ms + self->utc_offset_min * G_GINT64_CONSTANT (60000);
}

gint64
dw_sim_world_day (const DwSimWorld *self)
{
  gint64 local_ms = get_local_ms (self);
  gint64 day = local_ms / DAY_MS;

  return local_ms % DAY_MS < 0 ? day - 1 : day;
}

double
dw_sim_world_hour (const DwSimWorld *self)
{
  return (get_local_ms (self) - dw_sim_world_day (self) * DAY_MS) / 3600000.0;
}

int
dw_sim_world_weekday (const DwSimWorld *self)
{
  /* 1 January 1970 was a Thursday. */
  return (int)(((dw_sim_world_day (self) + 3) % 7 + 7) % 7);
}

int
dw_sim_world_month (const DwSimWorld *self)
{
  GDate date;

  g_date_clear (&date, 1);
  /* Julian day 719163 of GDate is 1 January 1970. */
  g_date_set_julian (&date, (guint32)(719163 + MAX (dw_sim_world_day (self), 0)));
  return g_date_get_month (&date);
}

double
dw_sim_world_noise (DwSimWorld *self)
{
  return g_rand_double_range (self->rand, -1.0, 1.0);
}

void
dw_sim_world_set_pace (DwSimWorld *self, double speed)
{
  self->step_ms = MAX (STEP_MS, (gint64)speed);
}

double
dw_sim_node_voltage (const DwSimNode *self, int phase)
{
  return cabs (self->volts[phase]);
}

double
dw_sim_node_line_voltage (const DwSimNode *self, int pair)
{
  return cabs (self->volts[pair] - self->volts[(pair + 1) % DW_SIM_PHASES]);
}

double
dw_sim_node_current (const DwSimNode *self, int phase)
{
  return cabs (self->amps[phase]);
}

double
dw_sim_node_neutral_current (const DwSimNode *self)
{
  return cabs (self->amps[0] + self->amps[1] + self->amps[2]);
}

double
dw_sim_node_active_w (const DwSimNode *self, int phase)
{
  return creal (self->volts[phase] * conj (self->amps[phase]));
}

double
dw_sim_node_reactive_var (const DwSimNode *self, int phase)
{
  return cimag (self->volts[phase] * conj (self->amps[phase]));
}

double
dw_sim_node_apparent_va (const DwSimNode *self, int phase)
{
  return cabs (self->volts[phase]) * cabs (self->amps[phase]);
}

double
dw_sim_node_power_factor (const DwSimNode *self, int phase)
{
  double apparent = dw_sim_node_apparent_va (self, phase);

  return apparent > 0.0 ? dw_sim_node_active_w (self, phase) / apparent : 1.0;
}

double
dw_sim_node_residual_ma (const DwSimNode *self)
{
  return cabs (self->leak);
}

double
dw_sim_node_temperature (const DwSimNode *self, int probe)
{
  const DwSimFaultState *absent = &self->faults[DW_SIM_PROBE_ABSENT];

  if (!self->probe[probe] || (absent->on && (int)absent->value == probe + 1))
    return NAN;
  return probe < DW_SIM_PHASES ? self->box_c + self->rise[probe] : self->box_c;
}
