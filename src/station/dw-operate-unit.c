// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-operate-unit.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-station-private.h"

/* Address, unit and profile -> device. The same gateway has several spellings, and must not be taken for another one: two connections on one line disturb
 * each other, and a lock on the device would not be seen. Names are compared, never looked up, because the main loop does not wait for a name server. */

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 || (address && g_inet_address_get_is_loopback (address));
}

static gboolean
is_same_host (const char *a, const char *b)
{
  g_autoptr (GInetAddress) first = g_inet_address_new_from_string (a);
  g_autoptr (GInetAddress) second = g_inet_address_new_from_string (b);

  if (first && second && g_inet_address_equal (first, second))
    return TRUE;
  return g_ascii_strcasecmp (a, b) == 0 || (is_loopback (a) && is_loopback (b));
}

static DwGatewayRow *
find_gateway (DwStation *station, const DwOperateRequest *request)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, station->gateways);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DwGatewayRow *row = value;

      if (row->id > 0 && row->port == request->port && is_same_host (row->host, request->host))
        return row;
    }
  return NULL;
}

static DwDeviceRow *
find_device (DwStation *station, gint64 gateway_id, guint8 unit)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, station->devices);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DwDeviceRow *row = value;

      if (row->gateway_id == gateway_id && row->unit == unit)
        return row;
    }
  return NULL;
}

/* Negative, and the same for the same unit of the same address each time: its operations are counted across programs. */
static gint64
make_transient_id (const char *address)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  guint64 bits = 0;

  g_checksum_update (checksum, (const guchar *)address, -1);
  g_checksum_get_digest (checksum, digest, &size);
  for (guint i = 0; i < 7; i++)
    bits = bits << 8 | digest[i];
  return -(gint64)bits - 1;
}

static gboolean
refuse (DwOperateUnit *unit, const char *obstacle, GError **error, char *sentence)
{
  unit->obstacle = obstacle;
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_REFUSED, sentence);
  g_free (sentence);
  return FALSE;
}

static gboolean
make_transient (DwStation *station, const DwOperateRequest *request, DwOperateUnit *unit, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s:%u", request->host, request->port);
  g_autofree char *address = g_strdup_printf ("%s://%s/%u", request->kind, name, request->unit);
  DwGatewayRow gateway = { make_transient_id (name), name, request->kind, request->host, request->port, 1000, 1000, 0, 0, TRUE, (char *)"" };
  DwDeviceRow device = { make_transient_id (address), gateway.id, 0, request->unit, name, request->profile_id, NAN, request->switch_name ? request->switch_name : (char *)"", (char *)"", (char *)"", (char *)"" };

  if (g_hash_table_contains (station->gateways, &gateway.id))
    return refuse (unit, "locked-by-other", error, g_strdup_printf (_ ("Another command is under way at %s."), name));
  *unit = (DwOperateUnit){ gateway.id, device.id, TRUE, NULL };
  g_hash_table_replace (station->gateways, dw_id_new (gateway.id), dw_gateway_row_copy (&gateway));
  return dw_station_add_device_row (station, &device, error) != NULL;
}

static gboolean
check_gateway (const DwGatewayRow *gateway, const DwOperateRequest *request, DwOperateUnit *unit, GError **error)
{
  if (!g_str_equal (gateway->kind, request->kind))
    return refuse (unit, "wrong-protocol", error, g_strdup_printf (_ ("The gateway %s speaks %s, not %s."), gateway->name, gateway->kind, request->kind));
  return TRUE;
}

/* What is sent to a device comes from its own profile; who names another one believes to be elsewhere. */
static gboolean
check_profile (DwStation *station, const DwDeviceRow *row, const DwProfile *wanted, DwOperateUnit *unit, GError **error)
{
  const DwProfile *own = dw_profile_set_find (station->profiles, row->profile_id);

  if (own == wanted)
    return TRUE;
  return refuse (unit, "wrong-profile", error, g_strdup_printf (_ ("Unit %u is %s with the profile %s, not %s."), row->unit, row->name, row->profile_id, wanted->id));
}

gboolean
dw_operate_unit_choose (DwStation *station, const DwOperateRequest *request, DwOperateUnit *unit, GError **error)
{
  const DwProfile *profile = dw_profile_set_find (station->profiles, request->profile_id);
  const DwGatewayRow *gateway = find_gateway (station, request);
  const DwDeviceRow *row;

  if (!profile)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The station has no device profile “%s”"), request->profile_id);
      return FALSE;
    }
  if (!gateway)
    return make_transient (station, request, unit, error);
  if (!check_gateway (gateway, request, unit, error))
    return FALSE;
  row = find_device (station, gateway->id, request->unit);
  if (row && !check_profile (station, row, profile, unit, error))
    return FALSE;
  if (row)
    *unit = (DwOperateUnit){ gateway->id, row->id, FALSE, NULL };
  else if (g_str_equal (gateway->kind, "modbus-rtu-tcp"))
    return refuse (unit, "wrong-unit", error, g_strdup_printf (_ ("Unit %u is no device of %s, and a second connection would disturb that line; add the device first."), request->unit, gateway->name));
  return row || make_transient (station, request, unit, error);
}

void
dw_operate_unit_leave (DwStation *station, DwOperateUnit *unit)
{
  if (!unit->transient)
    return;
  dw_gateway_source_remove_gateway (station->source, unit->gateway_id);
  dw_station_drop_device (station, unit->device_id);
  g_hash_table_remove (station->gateways, &unit->gateway_id);
  unit->transient = FALSE;
}
