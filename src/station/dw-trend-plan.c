// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-station-private.h"
#include "dw-supply-quality.h"
#include "dw-trend-desk-private.h"

/* Channels that can be shown: what the device measures, and what follows from it row by row. Each derived one is a line of the table: from which points, and how. */

#define PERCENT 100.0
#define LOST_SHARE 0.1 /* of the nominal voltage */

/* Sets of points, the better first; a device must have all of one. */
struct _DwTrendRecipe
{
  const char *inputs[DW_TREND_MAX_INPUTS]; /* NULL ends */
  gboolean approximate;
  double (*compute) (const DwTrendPlan *plan, const double *inputs);
};

struct _DwTrendDerived
{
  const char *name;
  const char *title;
  const char *unit;
  int decimals;
  const char *unless; /* a measured point that says it better; NULL */
  DwTrendRecipe recipes[2];
};

/* Of a supply that is lost there is no unbalance: below a tenth of the nominal voltage a meter shows noise. */
static gboolean
is_supplied (const DwTrendPlan *plan, const double *inputs)
{
  return MAX (MAX (inputs[0], inputs[1]), inputs[2]) >= LOST_SHARE * plan->nominal_v;
}

static double
compute_from_lines (const DwTrendPlan *plan, const double *inputs)
{
  return is_supplied (plan, inputs) ? dw_supply_unbalance_of_lines (inputs) : NAN;
}

static double
compute_from_phases (const DwTrendPlan *plan, const double *inputs)
{
  return is_supplied (plan, inputs) ? dw_supply_unbalance_of_phases (inputs) : NAN;
}

static double
compute_current_unbalance (const DwTrendPlan *plan, const double *inputs)
{
  return dw_supply_current_unbalance (inputs);
}

static double
compute_load_rate (const DwTrendPlan *plan, const double *inputs)
{
  return dw_supply_load_rate (inputs, plan->n_inputs, plan->rated_a);
}

static double
compute_power_factor (const DwTrendPlan *plan, const double *inputs)
{
  return dw_supply_power_factor (inputs[0], inputs[1]);
}

static const DwTrendDerived derived_channels[] = {
  { "unbalance_voltage", N_ ("Voltage unbalance"), "%", 1, NULL, { { { "voltage_ab", "voltage_bc", "voltage_ca" }, FALSE, compute_from_lines }, { { "voltage_a", "voltage_b", "voltage_c" }, TRUE, compute_from_phases } } },
  { "unbalance_current", N_ ("Current unbalance"), "%", 1, NULL, { { { "current_a", "current_b", "current_c" }, FALSE, compute_current_unbalance } } },
  { "load_rate", N_ ("Load rate"), "%", 0, NULL, { { { "current_a", "current_b", "current_c" }, FALSE, compute_load_rate }, { { "current_a" }, FALSE, compute_load_rate } } },
  { "power_factor", N_ ("Power factor"), "", 3, "power_factor_total", { { { "active_power_total", "apparent_power_total" }, FALSE, compute_power_factor } } },
};

static const DwTrendDerived *
find_derived (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (derived_channels); i++)
    if (g_str_equal (derived_channels[i].name, name))
      return &derived_channels[i];
  return NULL;
}

static gboolean
has_inputs (DwDevice *device, const DwTrendRecipe *recipe)
{
  for (guint i = 0; i < DW_TREND_MAX_INPUTS && recipe->inputs[i] != NULL; i++)
    if (dw_device_find_channel (device, recipe->inputs[i]) == NULL)
      return FALSE;
  return recipe->compute != NULL;
}

static const DwTrendRecipe *
choose_recipe (DwDevice *device, const DwTrendDerived *derived)
{
  if (derived->unless != NULL && dw_device_find_channel (device, derived->unless) != NULL)
    return NULL;
  if (g_str_equal (derived->name, "load_rate") && !(dw_device_get_rated_current (device) > 0))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (derived->recipes); i++)
    if (has_inputs (device, &derived->recipes[i]))
      return &derived->recipes[i];
  return NULL;
}

/* --- what there is --- */

static void
append_channel (GArray *channels, gint64 device_id, const char *name)
{
  DwTrendChannel channel = { .device_id = device_id };

  g_strlcpy (channel.name, name, sizeof channel.name);
  g_array_append_val (channels, channel);
}

GArray *
dw_trend_desk_list_channels (DwStation *station, DwDevice *device)
{
  GArray *channels = g_array_new (FALSE, TRUE, sizeof (DwTrendChannel));

  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    {
      const DwChannel *channel = dw_device_get_channel (device, i);

      if (!dw_quantity_is_state (channel->point.quantity))
        append_channel (channels, dw_device_get_id (device), channel->name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (derived_channels); i++)
    if (choose_recipe (device, &derived_channels[i]) != NULL)
      append_channel (channels, dw_device_get_id (device), derived_channels[i].name);
  return channels;
}

char *
dw_trend_desk_title (const DwTrendChannel *channel)
{
  const DwTrendDerived *derived = find_derived (channel->name);
  DwPoint point;

  if (derived != NULL)
    return g_strdup (_ (derived->title));
  return dw_point_from_name (channel->name, &point) ? dw_point_title (point) : g_strdup (channel->name);
}

const char *
dw_trend_desk_unit (const DwTrendChannel *channel)
{
  const DwTrendDerived *derived = find_derived (channel->name);
  DwPoint point;

  if (derived != NULL)
    return derived->unit;
  return dw_point_from_name (channel->name, &point) ? dw_quantity_unit (point.quantity) : "";
}

int
dw_trend_desk_decimals (const DwTrendChannel *channel)
{
  const DwTrendDerived *derived = find_derived (channel->name);
  DwPoint point;

  if (derived != NULL)
    return derived->decimals;
  return dw_point_from_name (channel->name, &point) ? dw_quantity_decimals (point.quantity) : 0;
}

/* --- limits --- */

/* The load rate has the limits of the current it is made of, as shares of the rated current. */
static void
take_limits (DwDevice *device, const DwTrendChannel *asked, double *warning, double *alarm)
{
  gboolean is_rate = g_str_equal (asked->name, "load_rate");
  const DwChannel *channel = dw_device_find_channel (device, is_rate ? "current_a" : asked->name);
  double rated_a = dw_device_get_rated_current (device);
  double factor = is_rate ? (rated_a > 0 ? PERCENT / rated_a : NAN) : 1;

  if (channel == NULL)
    return;
  *warning = channel->limit.high_warning * factor;
  *alarm = channel->limit.high_alarm * factor;
}

void
dw_trend_desk_limits (DwStation *station, const DwTrendChannel *channel, double *warning, double *alarm)
{
  DwDevice *device = dw_place_tree_find_device (station->tree, channel->device_id);

  *warning = NAN;
  *alarm = NAN;
  if (device != NULL)
    take_limits (device, channel, warning, alarm);
}

/* --- plans --- */

static void
take_recipe (DwTrendPlan *self, DwDevice *device)
{
  self->recipe = choose_recipe (device, self->derived);
  if (self->recipe == NULL)
    return;
  while (self->n_inputs < DW_TREND_MAX_INPUTS && self->recipe->inputs[self->n_inputs] != NULL)
    {
      g_strlcpy (self->inputs[self->n_inputs], self->recipe->inputs[self->n_inputs], sizeof self->inputs[0]);
      self->n_inputs++;
    }
  self->approximate = self->recipe->approximate;
}

static int
find_period (DwDevice *device, const DwTrendPlan *plan)
{
  const DwChannel *channel = dw_device_find_channel (device, plan->n_inputs > 0 ? plan->inputs[0] : plan->channel.name);

  return channel != NULL && channel->period_ms > 0 ? channel->period_ms : DW_TREND_UNKNOWN_PERIOD_MS;
}

void
dw_trend_plan_init (DwTrendPlan *self, DwStation *station, const DwTrendChannel *channel)
{
  DwDevice *device = dw_place_tree_find_device (station->tree, channel->device_id);

  *self = (DwTrendPlan){ .channel = *channel, .derived = find_derived (channel->name), .rated_a = NAN, .period_ms = DW_TREND_UNKNOWN_PERIOD_MS };
  self->nominal_v = dw_standard_get_supply (station->standard)->nominal_v;
  dw_trend_desk_limits (station, channel, &self->warning, &self->alarm);
  if (device == NULL)
    return;
  self->rated_a = dw_device_get_rated_current (device);
  if (self->derived != NULL)
    take_recipe (self, device);
  self->period_ms = find_period (device, self);
}

double
dw_trend_plan_compute (const DwTrendPlan *self, const double *inputs)
{
  return self->recipe->compute (self, inputs);
}
