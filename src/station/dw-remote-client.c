// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-remote.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-remote-variant.h"
#include "dw-station-private.h"

/* The other program's end: dianweictl. */
enum {
  CALL_TIMEOUT_MS = 120000,
};

static GDBusConnection *
connect_to_holder (const char *dir, GError **error)
{
  g_autofree char *address = NULL;
  g_autofree char *holder = dw_store_who_holds (dir, &address);

  if (!holder)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("No station runs on %s"), dir);
      return NULL;
    }
  if (!address || !*address)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("%s holds %s but takes no requests"), holder, dir);
      return NULL;
    }
  return g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL, error);
}

/* Errors of the desk come back as themselves: name them to GDBus before the first call on either end. */
static GVariant *
call (GDBusConnection *connection, const char *method, GVariant *parameters, GError **error)
{
  g_autoptr (GVariant) answer = NULL;

  (void)dw_desk_error_quark ();
  answer = g_dbus_connection_call_sync (connection, NULL, DW_REMOTE_PATH, DW_REMOTE_INTERFACE, method, parameters, G_VARIANT_TYPE ("(a{sv})"), G_DBUS_CALL_FLAGS_NONE, CALL_TIMEOUT_MS, NULL, error);
  if (error && *error)
    g_dbus_error_strip_remote_error (*error);
  return answer ? g_variant_get_child_value (answer, 0) : NULL;
}

static DwCommandResult *
hand_over (GDBusConnection *connection, const DwOperateRequest *request, GError **error)
{
  g_autoptr (GVariant) answer = call (connection, "Operate", g_variant_new ("(@a{sv})", dw_remote_request_to_variant (request)), error);

  return answer ? dw_remote_result_from_variant (answer) : NULL;
}

typedef struct
{
  GAsyncResult *result;
} Wait;

static void
operated_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;

  wait->result = g_object_ref (result);
}

static DwCommandResult *
operate_here (const char *dir, const char *data_dir, const DwOperateRequest *request, DwClock *clock, GError **error)
{
  g_autoptr (DwStation) station = dw_station_new (dir, data_dir, "dianweictl", clock, error);
  DwCommandResult *result;
  Wait wait = { NULL };

  if (!station)
    return NULL;
  dw_station_start_quietly (station);
  dw_operate_async (station, request, operated_cb, &wait);
  while (!wait.result)
    g_main_context_iteration (NULL, TRUE);
  result = dw_operate_finish (station, wait.result, error);
  g_object_unref (wait.result);
  dw_station_stop (station);
  return result;
}

DwCommandResult *
dw_remote_operate (const char *dir, const char *data_dir, const DwOperateRequest *request, DwClock *clock, gboolean *handed_over, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GDBusConnection) connection = connect_to_holder (dir, &problem);

  if (handed_over)
    *handed_over = connection != NULL;
  if (connection)
    return hand_over (connection, request, error);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return operate_here (dir, data_dir, request, clock, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

GVariant *
dw_remote_get_health (const char *dir, GError **error)
{
  g_autoptr (GDBusConnection) connection = connect_to_holder (dir, error);

  return connection ? call (connection, "GetHealth", NULL, error) : NULL;
}
