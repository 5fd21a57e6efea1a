// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-world.h"

#include <math.h>

#include "dw-sim-electric.h"
#include "dw-sim-thermal.h"
#include "dw-sim-unit.h"

/* See the header. One step: breakers travel, faults run out, loads are drawn, the net is solved, cables warm, energy counts, devices judge. */

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

static gint64
get_local_day (const DwSimWorld *self)
{
  gint64 local_ms = get_local_ms (self);
  gint64 day = local_ms / DAY_MS;

  return local_ms % DAY_MS < 0 ? day - 1 : day;
}

double
dw_sim_world_hour (const DwSimWorld *self)
{
  return (get_local_ms (self) - get_local_day (self) * DAY_MS) / 3600000.0;
}

int
dw_sim_world_weekday (const DwSimWorld *self)
{
  /* 1 January 1970 was a Thursday. */
  return (int)(((get_local_day (self) + 3) % 7 + 7) % 7);
}

int
dw_sim_world_month (const DwSimWorld *self)
{
  GDate date;

  g_date_clear (&date, 1);
  /* Julian day 719163 of GDate is 1 January 1970. */
  g_date_set_julian (&date, (guint32)(719163 + MAX (get_local_day (self), 0)));
  return g_date_get_month (&date);
}

double
dw_sim_world_noise (DwSimWorld *self)
{
  return g_rand_double_range (self->rand, -1.0, 1.0);
}

/* Each day has its own damp, and nights are damper than noons. */
static double
get_humidity (const DwSimWorld *self)
{
  guint32 day = (guint32)get_local_day (self) * 2654435761u ^ self->seed * 40503u;
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
