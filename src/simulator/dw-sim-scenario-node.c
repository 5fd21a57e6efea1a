// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-scenario-parse.h"

#include "dw-sim-unit-words.h"
#include "dw-sim-unit.h"

/* The "world" object: what the station does not know about a device, and the simulator must. */

static const char *const common_keys[] = {
  "load", "load_a", "phases", "balance", "power_factor", "line_ohm", "baseline_ma", "leak_phase", "rise_k", "tau_s",
  "joint", "probes", "energy_kwh", "fed_by", "open", "local_lock",
  "limits", "reset_register", "silence_register", "trip_register", "do_inverted", "under_voltage_bit", "over_voltage_v",
  "under_voltage_v", "over_current_a", "ct_ratio", NULL
};

int
dw_sim_parse_phase (DwSimJson *json, JsonObject *object, const char *key, int preset)
{
  const char *text = dw_sim_json_string (json, object, key, "");

  if (*text == '\0')
    return preset;
  if (text[1] == '\0' && text[0] >= 'A' && text[0] <= 'C')
    return text[0] - 'A';
  dw_sim_json_fail (json, key, "must be \"A\", \"B\" or \"C\"");
  return preset;
}

/* "ABC", "A", …: the phases that are connected. */
static void
parse_phases (DwSimJson *json, JsonObject *world, DwSimNode *node)
{
  const char *phases = dw_sim_json_string (json, world, "phases", "ABC");

  if (strspn (phases, "ABC") != strlen (phases))
    dw_sim_json_fail (json, "phases", "must be some of the letters A, B, C");
  dw_sim_json_numbers (json, world, "balance", DW_SIM_PHASES, 0.0, 10.0, node->share);
  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    if (strchr (phases, 'A' + phase) == NULL)
      node->share[phase] = 0.0;
}

static void
parse_load (DwSimJson *json, JsonObject *world, DwSimNode *node)
{
  const char *load = dw_sim_json_string (json, world, "load", "none");

  if (!dw_sim_load_from_name (load, &node->load))
    dw_sim_json_fail (json, "load", "\"%s\" is not a kind of load", load);
  node->load_a = dw_sim_json_number (json, world, "load_a", 0.0, 5000.0, 0.0);
  node->power_factor = dw_sim_json_number (json, world, "power_factor", 0.1, 1.0, node->power_factor);
  /* Unless said otherwise a line drops 1 % of the voltage at its rated current. */
  node->line_ohm = dw_sim_json_number (json, world, "line_ohm", 0.0, 100.0, 0.01 * DW_SIM_NOMINAL_V / node->rated_a);
  node->energy_kwh = dw_sim_json_number (json, world, "energy_kwh", 0.0, 1e8, 0.0);
  for (int i = 0; i < DW_SIM_PHASES; i++)
    node->energy_phase_kwh[i] = node->energy_kwh / DW_SIM_PHASES;
  for (int i = 0; i < 4; i++)
    node->tariff_kwh[i] = node->energy_kwh / 4.0;
}

static void
parse_probes (DwSimJson *json, JsonObject *world, DwSimNode *node)
{
  JsonArray *array = dw_sim_json_array (json, world, "probes");

  for (guint i = 0; array != NULL && i < DW_SIM_PROBES; i++)
    {
      JsonNode *probe = i < json_array_get_length (array) ? json_array_get_element (array, i) : NULL;

      if (probe == NULL || !JSON_NODE_HOLDS_VALUE (probe) || json_node_get_value_type (probe) != G_TYPE_BOOLEAN)
        dw_sim_json_fail (json, "probes", "must have 4 times true or false");
      else
        node->probe[i] = json_node_get_boolean (probe);
    }
}

static void
parse_limits (DwSimJson *json, JsonObject *world, guint16 *limits, guint n_limits)
{
  double numbers[DW_SIM_LX47_LIMITS];

  for (guint i = 0; i < n_limits; i++)
    numbers[i] = limits[i];
  dw_sim_json_numbers (json, world, "limits", n_limits, 0.0, 65535.0, numbers);
  for (guint i = 0; i < n_limits; i++)
    limits[i] = dw_sim_unit_word (numbers[i]);
}

static void
parse_arcm (DwSimJson *json, JsonObject *world, DwSimNode *node)
{
  DwSimArcm *arcm = &node->arcm;

  parse_limits (json, world, arcm->limits, DW_SIM_ARCM_CHANNELS);
  arcm->reset_register = dw_sim_json_integer (json, world, "reset_register", -1, 65535, -1);
  arcm->silence_register = dw_sim_json_integer (json, world, "silence_register", -1, 65535, -1);
  arcm->trip_register = dw_sim_json_integer (json, world, "trip_register", -1, 65535, -1);
  arcm->do_inverted = dw_sim_json_boolean (json, world, "do_inverted", FALSE);
  arcm->under_voltage_bit = (guint)dw_sim_json_integer (json, world, "under_voltage_bit", 1, 15, arcm->under_voltage_bit);
  arcm->over_voltage_v = dw_sim_json_number (json, world, "over_voltage_v", 1.0, 1000.0, arcm->over_voltage_v);
  arcm->under_voltage_v = dw_sim_json_number (json, world, "under_voltage_v", 0.0, 1000.0, arcm->under_voltage_v);
  arcm->over_current_a = dw_sim_json_number (json, world, "over_current_a", 0.0, 5000.0, arcm->over_current_a);
  arcm->ct_ratio = dw_sim_json_number (json, world, "ct_ratio", 1.0, 1000.0, arcm->ct_ratio);
}

/* That phase, or the next one that is connected. */
static int
find_connected (const DwSimNode *node, int phase)
{
  for (int i = 0; i < DW_SIM_PHASES; i++)
    if (node->share[(phase + i) % DW_SIM_PHASES] > 0.0)
      return (phase + i) % DW_SIM_PHASES;
  return phase;
}

void
dw_sim_parse_node (DwSimJson *json, JsonObject *world, DwSimNode *node, const char **fed_by)
{
  const char *fed = dw_sim_json_string (json, world, "fed_by", "");

  *fed_by = *fed != '\0' ? fed : NULL;
  dw_sim_json_only (json, world, common_keys);
  parse_phases (json, world, node);
  parse_load (json, world, node);
  parse_probes (json, world, node);
  node->baseline_ma = dw_sim_json_number (json, world, "baseline_ma", 0.0, 30000.0, 0.0);
  node->leak_phase = dw_sim_parse_phase (json, world, "leak_phase", find_connected (node, node->leak_phase));
  node->rise_k = dw_sim_json_number (json, world, "rise_k", 0.0, 500.0, node->rise_k);
  node->tau_s = dw_sim_json_number (json, world, "tau_s", 1.0, 86400.0, node->tau_s);
  dw_sim_json_numbers (json, world, "joint", DW_SIM_PHASES, 0.1, 100.0, node->joint);
  if (dw_sim_json_boolean (json, world, "open", FALSE))
    node->breaker.state = DW_SIM_BREAKER_OPEN;
  node->faults[DW_SIM_LOCAL_LOCK].on = dw_sim_json_boolean (json, world, "local_lock", FALSE);

  dw_sim_unit_init (node);
  if (node->model == DW_SIM_MODEL_ARCM300T)
    parse_arcm (json, world, node);
  else if (node->model == DW_SIM_MODEL_LX47)
    parse_limits (json, world, node->lx47.limits, DW_SIM_LX47_LIMITS);
}
