// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-devices.h"

#include <glib/gi18n-lib.h>

#include "dw-store.h"

typedef struct
{
  gint64 id;
  char *name, *address;
} Device;

struct _DwHistoryDevices
{
  GPtrArray *devices; /* Device */
};

static void
device_free (gpointer data)
{
  Device *device = data;

  g_free (device->name);
  g_free (device->address);
  g_free (device);
}

static const char *
find_gateway_name (GPtrArray *gateways, gint64 id)
{
  for (guint i = 0; i < gateways->len; i++)
    if (((DwGatewayRow *)gateways->pdata[i])->id == id)
      return ((DwGatewayRow *)gateways->pdata[i])->name;
  return "?";
}

static void
add_devices (DwHistoryDevices *self, GPtrArray *gateways, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const DwDeviceRow *row = rows->pdata[i];
      Device *device = g_new0 (Device, 1);

      device->id = row->id;
      device->name = g_strdup (row->name);
      device->address = g_strdup_printf ("%s/%u", find_gateway_name (gateways, row->gateway_id), row->unit);
      g_ptr_array_add (self->devices, device);
    }
}

DwHistoryDevices *
dw_history_devices_load (const char *dir, DwClock *clock, GError **error)
{
  g_autoptr (DwHistoryDevices) self = g_new0 (DwHistoryDevices, 1);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GPtrArray) gateways = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  DwStore *store = dw_store_open_read_only (dir, clock, &problem);

  self->devices = g_ptr_array_new_with_free_func (device_free);
  if (store == NULL)
    {
      if (g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_NOT_FOUND))
        return g_steal_pointer (&self);
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  gateways = dw_store_load_gateways (store, error);
  devices = gateways != NULL ? dw_store_load_devices (store, error) : NULL;
  dw_store_close (store);
  if (devices == NULL)
    return NULL;
  add_devices (self, gateways, devices);
  return g_steal_pointer (&self);
}

void
dw_history_devices_free (DwHistoryDevices *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->devices);
  g_free (self);
}

static const Device *
find_by_id (DwHistoryDevices *self, gint64 id)
{
  for (guint i = 0; i < self->devices->len; i++)
    if (((const Device *)self->devices->pdata[i])->id == id)
      return self->devices->pdata[i];
  return NULL;
}

static gboolean
is_called (const Device *device, const char *text, gint64 number)
{
  return device->id == number || g_str_equal (device->name, text) || g_str_equal (device->address, text);
}

static char *
list_candidates (DwHistoryDevices *self, const char *text, gint64 number)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < self->devices->len; i++)
    {
      const Device *device = self->devices->pdata[i];

      if (is_called (device, text, number))
        g_string_append_printf (list, "%s%" G_GINT64_FORMAT " (%s, %s)", list->len > 0 ? ", " : "", device->id, device->name, device->address);
    }
  return g_string_free (list, FALSE);
}

static gboolean
take_stranger (const char *text, gint64 number, DwHistoryIsKnown is_known, gpointer data, gint64 *device_id, GError **error)
{
  if (number > 0 && (is_known == NULL || is_known (number, data)))
    {
      *device_id = number;
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no device “%s”"), text);
  return FALSE;
}

gboolean
dw_history_devices_find (DwHistoryDevices *self, const char *text, DwHistoryIsKnown is_known, gpointer data, gint64 *device_id, GError **error)
{
  g_autofree char *candidates = NULL;
  const Device *found = NULL;
  guint64 number = 0;
  guint n = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &number, NULL))
    number = 0;
  for (guint i = 0; i < self->devices->len; i++)
    if (is_called (self->devices->pdata[i], text, (gint64)number))
      {
        found = self->devices->pdata[i];
        n++;
      }
  if (n == 0)
    return take_stranger (text, (gint64)number, is_known, data, device_id, error);
  if (n == 1)
    {
      *device_id = found->id;
      return TRUE;
    }
  candidates = list_candidates (self, text, (gint64)number);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” may be one of several devices: %s"), text, candidates);
  return FALSE;
}

const char *
dw_history_devices_get_name (DwHistoryDevices *self, gint64 device_id)
{
  const Device *device = find_by_id (self, device_id);

  return device != NULL ? device->name : "";
}

const char *
dw_history_devices_get_address (DwHistoryDevices *self, gint64 device_id)
{
  const Device *device = find_by_id (self, device_id);

  return device != NULL ? device->address : "";
}
