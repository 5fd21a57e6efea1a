// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-setup-desk.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "dw-alarm-desk.h"
#include "dw-authority.h"
#include "dw-station-private.h"

/* Gateways, devices and places: check, store, audit, take effect. Scanning and testing are in dw-setup-desk-scan.c. */

/* --- plain structs --- */

DwGatewaySetup *
dw_gateway_setup_new (void)
{
  DwGatewaySetup *self = g_new0 (DwGatewaySetup, 1);

  self->name = g_strdup ("");
  self->kind = g_strdup ("modbus-tcp");
  self->host = g_strdup ("");
  self->port = 502;
  self->timeout_ms = 1000;
  self->period_ms = 5000;
  self->enabled = TRUE;
  return self;
}

DwGatewaySetup *
dw_gateway_setup_copy (const DwGatewaySetup *self)
{
  DwGatewaySetup *copy = g_new (DwGatewaySetup, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->kind = g_strdup (self->kind);
  copy->host = g_strdup (self->host);
  return copy;
}

void
dw_gateway_setup_free (DwGatewaySetup *self)
{
  if (!self)
    return;
  g_free (self->name);
  g_free (self->kind);
  g_free (self->host);
  g_free (self);
}

DwDeviceSetup *
dw_device_setup_new (void)
{
  DwDeviceSetup *self = g_new0 (DwDeviceSetup, 1);

  self->name = g_strdup ("");
  self->profile_id = g_strdup ("");
  self->switch_name = g_strdup ("");
  self->settings_json = g_strdup ("");
  self->labels_json = g_strdup ("");
  self->rated_current_a = NAN;
  return self;
}

void
dw_device_setup_free (DwDeviceSetup *self)
{
  if (!self)
    return;
  g_free (self->name);
  g_free (self->profile_id);
  g_free (self->switch_name);
  g_free (self->settings_json);
  g_free (self->labels_json);
  g_free (self);
}

static DwGatewaySetup *
gateway_to_setup (const DwGatewayRow *row)
{
  DwGatewaySetup view = { row->id, row->name, row->kind, row->host, row->port, row->timeout_ms, row->period_ms, row->pause_ms, row->place_id, row->enabled };

  return dw_gateway_setup_copy (&view);
}

static DwDeviceSetup *
device_to_setup (const DwDeviceRow *row)
{
  DwDeviceSetup *setup = g_new0 (DwDeviceSetup, 1);

  setup->id = row->id;
  setup->gateway_id = row->gateway_id;
  setup->place_id = row->place_id;
  setup->unit = row->unit;
  setup->name = g_strdup (row->name);
  setup->profile_id = g_strdup (row->profile_id);
  setup->switch_name = g_strdup (row->switch_name);
  setup->settings_json = g_strdup (row->settings_json);
  setup->labels_json = g_strdup (row->labels_json);
  setup->rated_current_a = row->rated_current_a;
  return setup;
}

/* --- lists --- */

static int
compare_gateways (gconstpointer a, gconstpointer b)
{
  const DwGatewaySetup *left = *(DwGatewaySetup *const *)a;
  const DwGatewaySetup *right = *(DwGatewaySetup *const *)b;

  return g_utf8_collate (left->name, right->name);
}

GPtrArray *
dw_setup_desk_list_gateways (DwStation *station)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_gateway_setup_free);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, station->gateways);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_ptr_array_add (list, gateway_to_setup (row));
  g_ptr_array_sort (list, compare_gateways);
  return list;
}

static int
compare_units (gconstpointer a, gconstpointer b)
{
  const DwDeviceSetup *left = *(DwDeviceSetup *const *)a;
  const DwDeviceSetup *right = *(DwDeviceSetup *const *)b;

  return (int)left->unit - (int)right->unit;
}

GPtrArray *
dw_setup_desk_list_devices (DwStation *station, gint64 gateway_id)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_device_setup_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, station->devices);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const DwDeviceRow *row = value;

      if (row->gateway_id == gateway_id)
        g_ptr_array_add (list, device_to_setup (row));
    }
  g_ptr_array_sort (list, compare_units);
  return list;
}

GPtrArray *
dw_setup_desk_list_profiles (DwStation *station)
{
  GPtrArray *profiles = dw_profile_set_list (station->profiles);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < profiles->len; i++)
    {
      const DwProfile *profile = profiles->pdata[i];

      g_ptr_array_add (list, g_strdup (profile->id));
      g_ptr_array_add (list, g_strdup (profile->title));
    }
  return list;
}

gboolean
dw_setup_desk_view_gateway (DwStation *station, gint64 gateway_id, DwGatewayView *view)
{
  DwGatewayStatus status;

  if (!dw_gateway_source_get_status (station->source, gateway_id, &status))
    return FALSE;
  *view = (DwGatewayView){
    .id = gateway_id, .state = status.state, .since_ms = status.since_ms, .last_data_ms = status.last_data_ms, .units = status.units, .silent_units = status.silent_units, .requests = status.requests, .replies = status.replies, .timeouts = status.timeouts, .exceptions = status.exceptions, .bad_frames = status.bad_frames, .unsolicited = status.unsolicited, .echoes = status.echoes, .reconnects = status.reconnects, .round_ms = status.round_ms, .delay_ms = status.delay_ms
  };
  g_strlcpy (view->last_error, status.last_error, sizeof view->last_error);
  return TRUE;
}

/* --- checks --- */

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check_right (DwStation *station, const DwPerson *person, const char *act, const char *object, GError **error)
{
  g_autofree char *reason = NULL;

  if (dw_authority_check (person, DW_ACT_CONFIGURE, NULL, &reason))
    return TRUE;
  dw_station_audit (station, person, act, object, NULL, NULL, reason, "denied");
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_DENIED, reason);
  return FALSE;
}

static gboolean
is_name_taken (DwStation *station, const DwGatewaySetup *setup)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, station->gateways);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const DwGatewayRow *row = value;

      if (row->id != setup->id && g_str_equal (row->name, setup->name))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_gateway (DwStation *station, const DwGatewaySetup *setup, GError **error)
{
  if (!*setup->name)
    return refuse (error, _ ("Name: a gateway needs a name"));
  if (is_name_taken (station, setup))
    return refuse (error, _ ("Name: another gateway has this name"));
  if (!*setup->host || strchr (setup->host, ' '))
    return refuse (error, _ ("Address: a host name or IP address is needed"));
  if (setup->port == 0)
    return refuse (error, _ ("Port: 1 to 65535"));
  if (!g_str_equal (setup->kind, "modbus-tcp") && !g_str_equal (setup->kind, "modbus-rtu-tcp"))
    return refuse (error, _ ("Kind: Modbus TCP or Modbus RTU over TCP"));
  if (setup->timeout_ms < 50 || setup->timeout_ms > 60000)
    return refuse (error, _ ("Time-out: 50 to 60000 ms"));
  if (setup->period_ms < 200 || setup->period_ms > 3600000)
    return refuse (error, _ ("Period: 200 ms to 1 h"));
  return TRUE;
}

static gboolean
check_json (const char *json, const char *sentence, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (JsonNode) root = json && *json ? json_from_string (json, &problem) : NULL;

  if (!json || !*json || (root && JSON_NODE_HOLDS_OBJECT (root)))
    return TRUE;
  return refuse (error, sentence);
}

static gboolean
is_unit_taken (DwStation *station, const DwDeviceSetup *setup)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, station->devices);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const DwDeviceRow *row = value;

      if (row->id != setup->id && row->gateway_id == setup->gateway_id && row->unit == setup->unit)
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_settings (DwStation *station, const DwDeviceSetup *setup, GError **error)
{
  g_autoptr (DwProfile) effective = dw_profile_apply_device_settings (dw_profile_set_find (station->profiles, setup->profile_id), setup->settings_json, error);

  return effective != NULL;
}

static gboolean
check_device (DwStation *station, const DwDeviceSetup *setup, GError **error)
{
  if (!*setup->name)
    return refuse (error, _ ("Name: a device needs a name"));
  if (!g_hash_table_contains (station->gateways, &setup->gateway_id))
    return refuse (error, _ ("Gateway: there is no such gateway"));
  if (setup->unit < 1 || setup->unit > 247)
    return refuse (error, _ ("Unit: 1 to 247"));
  if (is_unit_taken (station, setup))
    return refuse (error, _ ("Unit: another device of this gateway has this number"));
  if (!dw_place_tree_find (station->tree, setup->place_id))
    return refuse (error, _ ("Place: choose a box or circuit of the tree"));
  if (!dw_profile_set_find (station->profiles, setup->profile_id))
    return refuse (error, _ ("Model: choose a device profile"));
  return check_json (setup->labels_json, _ ("Labels: not a JSON object"), error) && check_settings (station, setup, error);
}

/* --- gateways --- */

static char *
describe_gateway (const DwGatewayRow *row)
{
  return row ? g_strdup_printf ("%s %s://%s:%u %d/%d/%d ms %s", row->name, row->kind, row->host, row->port, row->timeout_ms, row->period_ms, row->pause_ms, row->enabled ? "on" : "off") : NULL;
}

static DwGatewayRow *
setup_to_gateway (const DwGatewaySetup *setup)
{
  DwGatewayRow view = { setup->id, setup->name, setup->kind, setup->host, setup->port, setup->timeout_ms, setup->period_ms, setup->pause_ms, setup->place_id, setup->enabled, (char *)"" };

  return dw_gateway_row_copy (&view);
}

/* Commits one row that may be new; returns its id, 0 with error. */
static gint64
commit_row (DwStation *station, DwStoreBatch *batch, gint64 id, GError **error)
{
  g_autoptr (GArray) new_ids = NULL;

  if (!dw_store_commit (station->store, batch, &new_ids, error))
    return 0;
  return id ? id : g_array_index (new_ids, gint64, 0);
}

gint64
dw_setup_desk_save_gateway (DwStation *station, const DwPerson *person, const DwGatewaySetup *setup, GError **error)
{
  DwStoreBatch *batch;
  g_autoptr (DwGatewayRow) row = NULL;
  g_autofree char *old_text = describe_gateway (g_hash_table_lookup (station->gateways, &setup->id));
  g_autofree char *new_text = NULL;
  gint64 id;

  if (!check_right (station, person, "save-gateway", setup->name, error) || !check_gateway (station, setup, error))
    return 0;
  row = setup_to_gateway (setup);
  batch = dw_store_batch_new ();
  dw_store_batch_put_gateway (batch, row);
  id = commit_row (station, batch, setup->id, error);
  if (!id)
    return 0;
  row->id = id;
  new_text = describe_gateway (row);
  g_hash_table_replace (station->gateways, dw_id_new (id), g_steal_pointer (&row));
  dw_station_audit (station, person, "save-gateway", setup->name, old_text, new_text, NULL, "done");
  if (station->running)
    dw_station_apply_gateway (station, id);
  g_signal_emit_by_name (station, "changed");
  return id;
}

gboolean
dw_setup_desk_remove_gateway (DwStation *station, const DwPerson *person, gint64 gateway_id, GError **error)
{
  g_autoptr (GPtrArray) devices = dw_setup_desk_list_devices (station, gateway_id);
  DwGatewayRow *row = g_hash_table_lookup (station->gateways, &gateway_id);
  g_autofree char *old_text = describe_gateway (row);
  DwStoreBatch *batch;

  if (!row)
    return refuse (error, _ ("There is no such gateway"));
  if (!check_right (station, person, "remove-gateway", row->name, error))
    return FALSE;
  if (devices->len > 0)
    return refuse (error, _ ("Remove its devices first"));
  batch = dw_store_batch_new ();
  dw_store_batch_delete_gateway (batch, gateway_id);
  if (!dw_store_commit (station->store, batch, NULL, error))
    return FALSE;
  dw_gateway_source_remove_gateway (station->source, gateway_id);
  dw_alarm_engine_gateway_changed (station->engine, gateway_id, row->place_id, FALSE);
  dw_station_audit (station, person, "remove-gateway", row->name, old_text, NULL, NULL, "done");
  g_hash_table_remove (station->gateways, &gateway_id);
  g_signal_emit_by_name (station, "changed");
  return TRUE;
}

/* --- devices --- */

static char *
describe_device (const DwDeviceRow *row)
{
  return row ? g_strdup_printf ("%s gateway %" G_GINT64_FORMAT " unit %u %s %g A %s %s", row->name, row->gateway_id, row->unit, row->profile_id, row->rated_current_a, row->switch_name, row->settings_json) : NULL;
}

static DwDeviceRow *
setup_to_device (DwStation *station, const DwDeviceSetup *setup)
{
  const DwDeviceRow *old = g_hash_table_lookup (station->devices, &setup->id);
  DwDeviceRow view = { setup->id, setup->gateway_id, setup->place_id, setup->unit, setup->name, setup->profile_id, setup->rated_current_a, setup->switch_name, setup->settings_json, setup->labels_json, old ? old->limits_json : (char *)"" };

  return dw_device_row_copy (&view);
}

gint64
dw_setup_desk_save_device (DwStation *station, const DwPerson *person, const DwDeviceSetup *setup, GError **error)
{
  g_autoptr (DwDeviceRow) row = NULL;
  g_autofree char *old_text = describe_device (g_hash_table_lookup (station->devices, &setup->id));
  g_autofree char *new_text = NULL;
  DwStoreBatch *batch;
  gint64 id;

  if (!check_right (station, person, "save-device", setup->name, error) || !check_device (station, setup, error))
    return 0;
  row = setup_to_device (station, setup);
  batch = dw_store_batch_new ();
  dw_store_batch_put_device (batch, row);
  id = commit_row (station, batch, setup->id, error);
  if (!id)
    return 0;
  row->id = id;
  dw_station_drop_device (station, id);
  if (!dw_station_add_device_row (station, row, error))
    return 0;
  new_text = describe_device (row);
  dw_station_audit (station, person, "save-device", setup->name, old_text, new_text, NULL, "done");
  if (station->running)
    dw_station_apply_gateway (station, setup->gateway_id);
  g_signal_emit_by_name (station, "changed");
  return id;
}

gboolean
dw_setup_desk_remove_device (DwStation *station, const DwPerson *person, gint64 device_id, GError **error)
{
  const DwDeviceRow *row = g_hash_table_lookup (station->devices, &device_id);
  g_autofree char *old_text = describe_device (row);
  g_autofree char *name = row ? g_strdup (row->name) : NULL;
  gint64 gateway_id = row ? row->gateway_id : 0;
  DwStoreBatch *batch;

  if (!row)
    return refuse (error, _ ("There is no such device"));
  if (!check_right (station, person, "remove-device", name, error))
    return FALSE;
  batch = dw_store_batch_new ();
  dw_store_batch_delete_device (batch, device_id);
  if (!dw_store_commit (station->store, batch, NULL, error))
    return FALSE;
  dw_alarm_engine_forget_device (station->engine, device_id);
  dw_station_drop_device (station, device_id);
  dw_station_apply_gateway (station, gateway_id);
  dw_station_audit (station, person, "remove-device", name, old_text, NULL, NULL, "done");
  g_signal_emit_by_name (station, "changed");
  return TRUE;
}
