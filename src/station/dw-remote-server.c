// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "dw-alarm-desk.h"
#include "dw-remote-variant.h"
#include "dw-station-private.h"

/* The station's end of the private connection. Errors travel as D-Bus errors whose names GLib maps back to domain and code: DwDeskError is registered for that. */

static const char introspection_xml[] =
  "<node>"
  "  <interface name='" DW_REMOTE_INTERFACE "'>"
  "    <method name='Operate'><arg type='a{sv}' name='request' direction='in'/><arg type='a{sv}' name='result' direction='out'/></method>"
  "    <method name='GetHealth'><arg type='a{sv}' name='health' direction='out'/></method>"
  "  </interface>"
  "</node>";

typedef struct _DwRemoteServer
{
  DwStation *station; /* borrowed: the station owns the server */
  GDBusServer *server;
  GDBusNodeInfo *info;
  GPtrArray *connections;
  char *socket_path;
} DwRemoteServer;

static void
operated_cb (GObject *source, GAsyncResult *answer, gpointer data)
{
  GDBusMethodInvocation *invocation = data;
  GError *error = NULL;
  g_autoptr (DwCommandResult) result = dw_operate_finish (DW_STATION (source), answer, &error);

  if (result)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@a{sv})", dw_remote_result_to_variant (result)));
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

static void
handle_operate (DwRemoteServer *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) variant = g_variant_get_child_value (parameters, 0);
  GError *error = NULL;
  g_autoptr (DwOperateRequest) request = dw_remote_request_from_variant (variant, &error);

  if (!request)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    dw_operate_async (self->station, request, operated_cb, invocation);
}

static GVariant *
health_to_variant (DwStation *station)
{
  GVariantDict dict;
  DwHealth health;
  guint unacked = 0;

  dw_station_get_health (station, &health);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "gateways", "u", health.gateways);
  g_variant_dict_insert (&dict, "gateways_online", "u", health.gateways_online);
  g_variant_dict_insert (&dict, "devices", "u", health.devices);
  g_variant_dict_insert (&dict, "devices_online", "u", health.devices_online);
  g_variant_dict_insert (&dict, "devices_old", "u", health.devices_old);
  g_variant_dict_insert (&dict, "median_age_ms", "x", health.median_age_ms);
  g_variant_dict_insert (&dict, "oldest_age_ms", "x", health.oldest_age_ms);
  g_variant_dict_insert (&dict, "store_queue", "u", health.store_queue);
  g_variant_dict_insert (&dict, "disk_free_bytes", "x", health.disk_free_bytes);
  g_variant_dict_insert (&dict, "worst_block_ms", "i", health.worst_block_ms);
  g_variant_dict_insert (&dict, "fault", "s", health.fault);
  for (guint priority = 1; priority <= 4; priority++)
    {
      g_autofree char *name = g_strdup_printf ("alarms_%u", priority);

      g_variant_dict_insert (&dict, name, "u", dw_alarm_list_count (station->alarms, priority));
      unacked += dw_alarm_list_count_unacked (station->alarms, priority);
    }
  g_variant_dict_insert (&dict, "unacked", "u", unacked);
  return g_variant_dict_end (&dict);
}

static void
method_called_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  DwRemoteServer *self = data;

  if (g_str_equal (method, "Operate"))
    handle_operate (self, parameters, invocation);
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@a{sv})", health_to_variant (self->station)));
}

static const GDBusInterfaceVTable vtable = { method_called_cb, NULL, NULL, { 0 } };

static void
connection_closed_cb (GDBusConnection *connection, gboolean vanished, GError *error, DwRemoteServer *self)
{
  g_signal_handlers_disconnect_by_data (connection, self);
  g_ptr_array_remove (self->connections, connection);
}

static gboolean
new_connection_cb (GDBusServer *server, GDBusConnection *connection, DwRemoteServer *self)
{
  g_autoptr (GError) error = NULL;

  if (!g_dbus_connection_register_object (connection, DW_REMOTE_PATH, self->info->interfaces[0], &vtable, self, NULL, &error))
    {
      g_warning ("cannot serve a connection: %s", error->message);
      return FALSE;
    }
  g_ptr_array_add (self->connections, g_object_ref (connection));
  g_signal_connect (connection, "closed", G_CALLBACK (connection_closed_cb), self);
  return TRUE;
}

/* A socket in the folder where its path fits into a socket address, else one in the temporary folder. */
static char *
make_address (DwRemoteServer *self)
{
  g_autofree char *path = g_build_filename (self->station->dir, "control.sock", NULL);
  g_autofree char *escaped = NULL;

  if (strlen (path) > 100)
    return g_strdup_printf ("unix:tmpdir=%s", g_get_tmp_dir ());
  g_unlink (path); /* left over: we hold the folder's lock */
  escaped = g_dbus_address_escape_value (path);
  self->socket_path = g_steal_pointer (&path);
  return g_strdup_printf ("unix:path=%s", escaped);
}

DwRemoteServer *
dw_remote_server_new (DwStation *station)
{
  DwRemoteServer *self = g_new0 (DwRemoteServer, 1);
  g_autofree char *guid = g_dbus_generate_guid ();
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  self->station = station;
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->info = g_dbus_node_info_new_for_xml (introspection_xml, NULL);
  address = make_address (self);
  self->server = g_dbus_server_new_sync (address, G_DBUS_SERVER_FLAGS_AUTHENTICATION_REQUIRE_SAME_USER, guid, NULL, NULL, &error);
  if (!self->server)
    {
      dw_station_set_fault (station, DW_STATION_FAULT_REMOTE, error->message);
      return self;
    }
  g_signal_connect (self->server, "new-connection", G_CALLBACK (new_connection_cb), self);
  g_dbus_server_start (self->server);
  dw_store_publish_address (station->store, g_dbus_server_get_client_address (self->server));
  return self;
}

void
dw_remote_server_free (DwRemoteServer *self)
{
  for (guint i = 0; i < self->connections->len; i++)
    {
      g_signal_handlers_disconnect_by_data (self->connections->pdata[i], self);
      g_dbus_connection_close (self->connections->pdata[i], NULL, NULL, NULL);
    }
  g_ptr_array_unref (self->connections);
  if (self->server)
    {
      g_signal_handlers_disconnect_by_data (self->server, self);
      g_dbus_server_stop (self->server);
      g_object_unref (self->server);
      dw_store_publish_address (self->station->store, NULL);
    }
  if (self->socket_path)
    g_unlink (self->socket_path);
  g_dbus_node_info_unref (self->info);
  g_free (self->socket_path);
  g_free (self);
}
