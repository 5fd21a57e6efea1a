// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "dw-history-columns.h"
#include "dw-station-private.h"

/* From rows to the living model: places, devices with their channels and limits, gateways, live alarms. */

static void
read_facts (DwPlace *place, const char *json)
{
  g_autoptr (JsonNode) root = json && *json ? json_from_string (json, NULL) : NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (!root || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &key, &node))
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      dw_place_set_fact (place, key, json_node_get_string (node));
}

static gboolean
load_places (DwStation *self, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_places (self->store, error);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      const DwPlaceRow *row = rows->pdata[i];
      g_autoptr (DwPlace) place = dw_place_new (row->id, row->kind, row->name);

      read_facts (place, row->facts_json);
      dw_place_tree_add (self->tree, place, row->parent_id ? dw_place_tree_find (self->tree, row->parent_id) : NULL);
    }
  return rows != NULL;
}

static JsonObject *
get_object (JsonNode *root)
{
  return root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

static void
read_labels (DwDevice *device, const char *json)
{
  g_autoptr (JsonNode) root = json && *json ? json_from_string (json, NULL) : NULL;
  JsonObject *object = get_object (root);

  for (guint i = 0; object && i < dw_device_get_n_channels (device); i++)
    {
      DwChannel *channel = dw_device_get_channel (device, i);
      JsonNode *node = json_object_get_member (object, channel->name);

      if (node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strlcpy (channel->label, json_node_get_string (node), sizeof channel->label);
    }
}

static void
read_number (JsonObject *object, const char *name, double *value)
{
  JsonNode *node = object ? json_object_get_member (object, name) : NULL;

  if (node && JSON_NODE_HOLDS_VALUE (node) && (json_node_get_value_type (node) == G_TYPE_DOUBLE || json_node_get_value_type (node) == G_TYPE_INT64))
    *value = json_node_get_double (node);
}

/* The organisation's own limits replace single numbers of the standard: {"residual_current":{"high_alarm":500,"high_warning":400}}. */
static void
read_own_limit (JsonObject *limits, DwChannel *channel)
{
  JsonNode *node = limits ? json_object_get_member (limits, channel->name) : NULL;
  JsonObject *object = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  read_number (object, "low_alarm", &channel->limit.low_alarm);
  read_number (object, "low_warning", &channel->limit.low_warning);
  read_number (object, "high_warning", &channel->limit.high_warning);
  read_number (object, "high_alarm", &channel->limit.high_alarm);
}

/* A final box stands where people are: what the standard says of those goes first (domain: residual current at a final box is the most urgent class). */
static gboolean
is_in_final_box (DwStation *self, const DwDeviceRow *row)
{
  DwPlace *place = dw_place_tree_find (self->tree, row->place_id);
  DwPlace *box = place ? dw_place_get_ancestor (place, DW_PLACE_BOX) : NULL;

  return box && g_strcmp0 (dw_place_get_fact (box, "level"), "final") == 0;
}

static void
read_standard (DwStation *self, DwDevice *device, DwChannel *channel, gboolean final)
{
  const char *device_class = dw_device_get_class (device);
  double rated_a = dw_device_get_rated_current (device);

  if (final && g_str_equal (device_class, "detector") && dw_standard_get_limit (self->standard, "detector-final", channel->point, rated_a, &channel->limit))
    return;
  dw_standard_get_limit (self->standard, device_class, channel->point, rated_a, &channel->limit);
}

void
dw_station_apply_limits (DwStation *self, DwDevice *device, const DwDeviceRow *row)
{
  g_autoptr (JsonNode) root = row->limits_json && *row->limits_json ? json_from_string (row->limits_json, NULL) : NULL;
  gboolean final = is_in_final_box (self, row);

  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    {
      DwChannel *channel = dw_device_get_channel (device, i);

      dw_limit_init (&channel->limit);
      read_standard (self, device, channel, final);
      read_own_limit (get_object (root), channel);
    }
}

/* Settings make the profile be read anew, which takes a millisecond: a district's 300 devices have a dozen of them. Profiles never change once they are read. */
static DwProfile *
settle_profile (DwStation *self, DwProfile *plain, const DwDeviceRow *row, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", row->profile_id, row->settings_json != NULL ? row->settings_json : "");
  DwProfile *profile = g_hash_table_lookup (self->settled, key);

  if (profile != NULL)
    return dw_profile_ref (profile);
  profile = dw_profile_apply_device_settings (plain, row->settings_json, error);
  if (profile != NULL)
    g_hash_table_insert (self->settled, g_steal_pointer (&key), dw_profile_ref (profile));
  return profile;
}

static DwProfile *
find_profile (DwStation *self, const DwDeviceRow *row, GError **error)
{
  DwProfile *plain = dw_profile_set_find (self->profiles, row->profile_id);

  if (!plain)
    {
      g_set_error (error, DW_PROFILE_ERROR, DW_PROFILE_ERROR_MISSING, _ ("%s: no device profile “%s”"), row->name, row->profile_id);
      return NULL;
    }
  return settle_profile (self, plain, row, error);
}

static DwDevice *
make_device (DwStation *self, const DwDeviceRow *row, DwProfile *profile)
{
  DwDevice *device = dw_device_new (row->id, row->name);
  DwGatewayRow *gateway = g_hash_table_lookup (self->gateways, &row->gateway_id);
  g_autofree char *address = g_strdup_printf ("%s/%u", gateway ? gateway->name : "?", row->unit);
  g_autofree DwChannel *channels = dw_profile_make_channels (profile);

  dw_device_set_place_id (device, row->place_id);
  dw_device_set_address (device, row->gateway_id, row->unit, address);
  dw_device_set_profile (device, profile->id, profile->title);
  dw_device_set_class (device, profile->device_class);
  dw_device_set_rated_current (device, row->rated_current_a);
  dw_device_set_switch_name (device, row->switch_name);
  dw_device_set_channels (device, channels, profile->n_points);
  for (guint i = 0; gateway && i < profile->n_points; i++)
    dw_device_get_channel (device, i)->period_ms = (int)profile->blocks[profile->points[i].block].period_factor * (gateway->period_ms > 0 ? gateway->period_ms : 5000);
  read_labels (device, row->labels_json);
  dw_station_apply_limits (self, device, row);
  return device;
}

static void
tell_columns (DwStation *self, DwDevice *device, const DwProfile *profile)
{
  g_autofree DwHistoryColumn *columns = dw_history_columns_new (device, profile);

  dw_store_set_history_columns (self->store, dw_device_get_id (device), columns, profile->n_points);
}

DwDevice *
dw_station_add_device_row (DwStation *self, const DwDeviceRow *row, GError **error)
{
  DwProfile *profile = find_profile (self, row, error);
  g_autoptr (DwDevice) device = NULL;
  gint64 last_ms;
  guint operations;

  if (!profile)
    return NULL;
  g_hash_table_replace (self->devices, dw_id_new (row->id), dw_device_row_copy (row));
  g_hash_table_replace (self->profile_of, dw_id_new (row->id), profile);
  device = make_device (self, row, profile);
  dw_place_tree_add_device (self->tree, device);
  if (row->id > 0) /* a negative id exists for one command only */
    tell_columns (self, device, profile);
  dw_store_load_operations (self->store, row->id, &last_ms, &operations);
  dw_control_set_history (self->control, row->id, last_ms, operations);
  return device;
}

const char *
dw_station_get_trip_reason (DwStation *self, gint64 device_id, double code)
{
  const DwProfile *profile = g_hash_table_lookup (self->profile_of, &device_id);

  for (guint i = 0; profile != NULL && i < profile->n_trip_reasons; i++)
    if ((double)profile->trip_reasons[i].raw == code)
      return profile->trip_reason_titles[i];
  return NULL;
}

void
dw_station_drop_device (DwStation *self, gint64 device_id)
{
  DwDevice *device = dw_place_tree_find_device (self->tree, device_id);

  if (device)
    dw_place_tree_remove_device (self->tree, device);
  g_hash_table_remove (self->devices, &device_id);
  g_hash_table_remove (self->profile_of, &device_id);
}

static gboolean
load_gateways (DwStation *self, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_gateways (self->store, error);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      const DwGatewayRow *row = rows->pdata[i];

      g_hash_table_replace (self->gateways, dw_id_new (row->id), dw_gateway_row_copy (row));
    }
  return rows != NULL;
}

static gboolean
load_devices (DwStation *self, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_devices (self->store, error);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      g_autoptr (GError) problem = NULL;

      /* A device whose profile went missing must not keep the others from being watched. */
      if (!dw_station_add_device_row (self, rows->pdata[i], &problem))
        {
          g_warning ("%s", problem->message);
          dw_station_set_fault (self, DW_STATION_FAULT_SETUP, problem->message);
        }
    }
  return rows != NULL;
}

static gboolean
load_alarms (DwStation *self, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_live_alarms (self->store, error);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      dw_alarm_engine_restore (self->engine, rows->pdata[i]);
      dw_intake_line_stored_cb (rows->pdata[i], NULL, self);
    }
  return rows != NULL;
}

gboolean
dw_station_load_all (DwStation *self, GError **error)
{
  if (!load_places (self, error) || !load_gateways (self, error) || !load_devices (self, error) || !load_alarms (self, error))
    return FALSE;
  dw_place_tree_refresh (self->tree, dw_clock_wall_ms (self->clock));
  return TRUE;
}

static GArray *
list_units (DwStation *self, gint64 gateway_id)
{
  GArray *units = g_array_new (FALSE, TRUE, sizeof (DwUnitConfig));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DwDeviceRow *row = value;
      DwUnitConfig unit = { row->id, row->unit, g_hash_table_lookup (self->profile_of, &row->id) };

      if (row->gateway_id == gateway_id)
        g_array_append_val (units, unit);
    }
  return units;
}

void
dw_station_apply_gateway (DwStation *self, gint64 gateway_id)
{
  DwGatewayRow *row = g_hash_table_lookup (self->gateways, &gateway_id);
  g_autoptr (GArray) units = NULL;
  DwGatewayConfig config = { 0 };

  if (!row || !row->enabled)
    {
      dw_gateway_source_remove_gateway (self->source, gateway_id);
      return;
    }
  units = list_units (self, gateway_id);
  config.gateway_id = gateway_id;
  config.name = row->name;
  config.framing = g_str_equal (row->kind, "modbus-rtu-tcp") ? DW_MODBUS_FRAMING_RTU : DW_MODBUS_FRAMING_TCP;
  config.host = row->host;
  config.port = row->port;
  config.timeout_ms = row->timeout_ms;
  config.period_ms = row->period_ms;
  config.pause_ms = row->pause_ms;
  dw_gateway_source_set_gateway (self->source, &config, (const DwUnitConfig *)(gpointer)units->data, units->len);
}
