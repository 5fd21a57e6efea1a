// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-report.h"

#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dw-sim-arcm.h"
#include "dw-sim-unit.h"
#include "dw-text.h"

/* See the header. Names of values and units are those of the workstation: mA, °C, V, A, kW, kvar, kVA, Hz, kWh. */

void
dw_sim_report_print (const char *line)
{
  g_autofree char *text = g_strconcat (line, "\n", NULL);
  gsize left = strlen (text);
  const char *at = text;
  struct stat info;

  /* Only a pipe may be made non-blocking: a terminal is shared with others. */
  if (fstat (STDOUT_FILENO, &info) == 0 && S_ISFIFO (info.st_mode))
    fcntl (STDOUT_FILENO, F_SETFL, fcntl (STDOUT_FILENO, F_GETFL) | O_NONBLOCK);
  while (left > 0)
    {
      gssize written = write (STDOUT_FILENO, at, left);

      if (written <= 0)
        return;
      at += written;
      left -= (gsize)written;
    }
}

char *
dw_sim_report_line (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static JsonBuilder *
begin (const char *event)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (event != NULL)
    {
      json_builder_set_member_name (builder, "event");
      json_builder_add_string_value (builder, event);
    }
  return builder;
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_integer (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* NaN is what has no value: null. */
static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (isnan (value))
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, value);
}

static char *
finish (JsonBuilder *builder)
{
  g_autoptr (JsonBuilder) owned = builder;

  json_builder_end_object (owned);
  return dw_sim_report_line (owned);
}

static void
add_gateway (JsonBuilder *builder, const DwSimGateway *gateway)
{
  json_builder_begin_object (builder);
  add_string (builder, "name", gateway->name);
  add_string (builder, "kind", gateway->rtu ? "modbus-rtu-tcp" : "modbus-tcp");
  add_string (builder, "host", "127.0.0.1");
  add_integer (builder, "port", gateway->port);
  json_builder_end_object (builder);
}

char *
dw_sim_report_ready (DwSimWorld *world, guint16 control_port)
{
  JsonBuilder *builder = begin ("ready");

  add_integer (builder, "control", control_port);
  json_builder_set_member_name (builder, "gateways");
  json_builder_begin_array (builder);
  for (guint i = 0; i < world->gateways->len; i++)
    add_gateway (builder, g_ptr_array_index (world->gateways, i));
  json_builder_end_array (builder);
  return finish (builder);
}

char *
dw_sim_report_fault (DwSimFaultId id, const char *target, gboolean on)
{
  JsonBuilder *builder = begin ("fault");

  add_string (builder, "name", dw_sim_fault_info (id)->name);
  add_string (builder, "device", target);
  add_string (builder, "state", on ? "on" : "off");
  return finish (builder);
}

char *
dw_sim_report_write (const DwSimGateway *gateway, const DwSimNode *node, const DwModbusRequest *request, guint8 exception)
{
  JsonBuilder *builder = begin ("write");
  guint words = request->function == DW_MODBUS_WRITE_COILS ? 0 : MIN (request->count, DW_MODBUS_WRITE_MAX);

  add_string (builder, "device", node->key);
  add_string (builder, "gateway", gateway->name);
  add_integer (builder, "unit", request->unit);
  add_integer (builder, "function", request->function);
  add_integer (builder, "address", request->address);
  json_builder_set_member_name (builder, "words");
  json_builder_begin_array (builder);
  for (guint i = 0; i < words; i++)
    json_builder_add_int_value (builder, request->words[i]);
  json_builder_end_array (builder);
  add_integer (builder, "exception", exception);
  return finish (builder);
}

char *
dw_sim_report_error (const char *reason)
{
  JsonBuilder *builder = begin (NULL);

  add_string (builder, "error", reason);
  return finish (builder);
}

char *
dw_sim_report_ok (const char *command)
{
  JsonBuilder *builder = begin (NULL);

  add_boolean (builder, "ok", TRUE);
  add_string (builder, "command", command);
  return finish (builder);
}

static void
add_active_faults (JsonBuilder *builder, const DwSimFaultState *faults)
{
  json_builder_set_member_name (builder, "faults");
  json_builder_begin_array (builder);
  for (guint id = 0; id < DW_SIM_N_FAULTS; id++)
    if (faults[id].on)
      json_builder_add_string_value (builder, dw_sim_fault_info (id)->name);
  json_builder_end_array (builder);
}

typedef double (*PhaseFunc) (const DwSimNode *node, int phase);

static void
add_phases (JsonBuilder *builder, const DwSimNode *node, const char *quantity, PhaseFunc get, double scale)
{
  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      g_autofree char *name = g_strdup_printf ("%s_%c", quantity, 'a' + phase);
      add_number (builder, name, get (node, phase) * scale);
    }
}

static void
add_totals (JsonBuilder *builder, const DwSimNode *node)
{
  double p = 0.0, q = 0.0;

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      p += dw_sim_node_active_w (node, phase) / 1000.0;
      q += dw_sim_node_reactive_var (node, phase) / 1000.0;
    }
  add_number (builder, "active_power_total", p);
  add_number (builder, "reactive_power_total", q);
  add_number (builder, "apparent_power_total", hypot (p, q));
  add_number (builder, "power_factor_total", hypot (p, q) > 0.0 ? p / hypot (p, q) : 1.0);
}

static void
add_electric (JsonBuilder *builder, const DwSimWorld *world, const DwSimNode *node)
{
  static const char *const pairs[] = { "voltage_ab", "voltage_bc", "voltage_ca" };

  add_phases (builder, node, "voltage", dw_sim_node_voltage, 1.0);
  for (int pair = 0; pair < DW_SIM_PHASES; pair++)
    add_number (builder, pairs[pair], dw_sim_node_line_voltage (node, pair));
  add_phases (builder, node, "current", dw_sim_node_current, 1.0);
  add_number (builder, "current_n", dw_sim_node_neutral_current (node));
  add_phases (builder, node, "active_power", dw_sim_node_active_w, 0.001);
  add_phases (builder, node, "reactive_power", dw_sim_node_reactive_var, 0.001);
  add_phases (builder, node, "apparent_power", dw_sim_node_apparent_va, 0.001);
  add_phases (builder, node, "power_factor", dw_sim_node_power_factor, 1.0);
  add_totals (builder, node);
  add_number (builder, "frequency", world->frequency_hz);
  add_number (builder, "energy_active_import", node->energy_kwh);
}

static void
add_limits (JsonBuilder *builder, const guint16 *limits, guint n_limits)
{
  json_builder_set_member_name (builder, "limits");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_limits; i++)
    json_builder_add_int_value (builder, limits[i]);
  json_builder_end_array (builder);
}

static void
add_model (JsonBuilder *builder, const DwSimNode *node)
{
  if (node->model == DW_SIM_MODEL_ARCM300T)
    {
      add_integer (builder, "alarm", node->arcm.alarm);
      add_boolean (builder, "silenced", node->arcm.silenced);
      add_boolean (builder, "sounder", dw_sim_arcm_sounds (node));
      add_limits (builder, node->arcm.limits, DW_SIM_ARCM_CHANNELS);
    }
  else if (node->model == DW_SIM_MODEL_LX47)
    {
      add_integer (builder, "reason", node->lx47.reason);
      add_boolean (builder, "remote_lock", node->lx47.remote_lock);
      add_limits (builder, node->lx47.limits, DW_SIM_LX47_LIMITS);
    }
}

static char *
report_node (DwSimWorld *world, const DwSimNode *node)
{
  JsonBuilder *builder = begin (NULL);

  add_string (builder, "device", node->key);
  if (node->gateway != NULL)
    {
      add_string (builder, "profile", dw_sim_unit_profile (node->model));
      add_string (builder, "gateway", node->gateway->name);
      add_integer (builder, "unit", node->unit);
    }
  add_number (builder, "residual_current", dw_sim_node_residual_ma (node));
  for (int probe = 0; probe < DW_SIM_PROBES; probe++)
    {
      g_autofree char *name = g_strdup_printf ("temperature_%d", probe + 1);
      add_number (builder, name, dw_sim_node_temperature (node, probe));
    }
  add_electric (builder, world, node);
  add_string (builder, "breaker", dw_sim_breaker_word (&node->breaker));
  add_model (builder, node);
  add_active_faults (builder, node->faults);
  return finish (builder);
}

static char *
report_gateway (const DwSimGateway *gateway)
{
  JsonBuilder *builder = begin (NULL);
  guint units = 0;

  for (guint unit = 0; unit < G_N_ELEMENTS (gateway->units); unit++)
    units += gateway->units[unit] != NULL;
  add_string (builder, "gateway", gateway->name);
  add_integer (builder, "port", gateway->port);
  add_integer (builder, "units", units);
  add_active_faults (builder, gateway->faults);
  return finish (builder);
}

char *
dw_sim_report_state (DwSimWorld *world, const char *key)
{
  const DwSimNode *node = dw_sim_world_find_node (world, key);
  const DwSimGateway *gateway = dw_sim_world_find_gateway (world, key);

  if (node != NULL)
    return report_node (world, node);
  if (gateway != NULL)
    return report_gateway (gateway);
  g_autofree char *reason = g_strdup_printf ("no device or gateway is called \"%s\"", key);
  return dw_sim_report_error (reason);
}

char *
dw_sim_report_time (DwSimWorld *world)
{
  JsonBuilder *builder = begin (NULL);
  g_autofree char *iso = dw_text_time_iso (world->now_ms);

  add_string (builder, "time", iso);
  add_number (builder, "elapsed_s", (world->now_ms - world->start_ms) / 1000.0);
  add_number (builder, "hour", dw_sim_world_hour (world));
  add_integer (builder, "weekday", dw_sim_world_weekday (world) + 1);
  add_number (builder, "humidity", world->humidity);
  return finish (builder);
}

static void
add_known_fault (JsonBuilder *builder, DwSimFaultId id)
{
  const DwSimFaultInfo *info = dw_sim_fault_info (id);

  json_builder_begin_object (builder);
  add_string (builder, "name", info->name);
  if (*info->value_meaning != '\0')
    {
      add_string (builder, "value", info->value_meaning);
      add_number (builder, "preset", info->preset);
      add_number (builder, "min", info->min);
      add_number (builder, "max", info->max);
    }
  add_boolean (builder, "device", info->on_device);
  add_boolean (builder, "gateway", info->on_gateway);
  json_builder_end_object (builder);
}

static void
add_active (JsonBuilder *builder, const DwSimFaultState *faults, const char *target)
{
  for (guint id = 0; id < DW_SIM_N_FAULTS; id++)
    if (faults[id].on)
      {
        json_builder_begin_object (builder);
        add_string (builder, "name", dw_sim_fault_info (id)->name);
        add_string (builder, "device", target);
        add_number (builder, "value", faults[id].value);
        json_builder_end_object (builder);
      }
}

char *
dw_sim_report_faults (DwSimWorld *world)
{
  JsonBuilder *builder = begin (NULL);

  json_builder_set_member_name (builder, "active");
  json_builder_begin_array (builder);
  for (guint i = 0; i < world->nodes->len; i++)
    {
      const DwSimNode *node = g_ptr_array_index (world->nodes, i);
      add_active (builder, node->faults, node->key);
    }
  for (guint i = 0; i < world->gateways->len; i++)
    {
      const DwSimGateway *gateway = g_ptr_array_index (world->gateways, i);
      add_active (builder, gateway->faults, gateway->name);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "known");
  json_builder_begin_array (builder);
  for (guint id = 0; id < DW_SIM_N_FAULTS; id++)
    add_known_fault (builder, id);
  json_builder_end_array (builder);
  return finish (builder);
}
