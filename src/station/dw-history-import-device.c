// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-import-device.h"

#include <math.h>

#include <glib/gi18n-lib.h>

DwImportDevice *
dw_import_device_new (gint64 id)
{
  DwImportDevice *self = g_new0 (DwImportDevice, 1);

  self->id = id;
  self->channels = g_ptr_array_new_with_free_func (g_free);
  dw_history_period_init (&self->period);
  return self;
}

void
dw_import_device_free (DwImportDevice *self)
{
  g_ptr_array_unref (self->channels);
  g_clear_pointer (&self->columns, g_array_unref);
  dw_history_period_clear (&self->period);
  g_free (self);
}

/* --- channels --- */

/* Lines name the channels in the same order: *next is the likely one, and then the one behind what was found. */
static DwImportChannel *
ensure_channel (DwImportDevice *device, const char *name, guint *next)
{
  DwImportChannel *channel;

  for (guint i = 0; i < device->channels->len; i++)
    {
      guint at = (*next + i) % device->channels->len;

      channel = device->channels->pdata[at];
      if (!g_str_equal (channel->name, name))
        continue;
      *next = at + 1;
      return channel;
    }
  channel = g_new0 (DwImportChannel, 1);
  g_strlcpy (channel->name, name, sizeof channel->name);
  g_ptr_array_add (device->channels, channel);
  return channel;
}

static void
note_cell (DwImportDevice *device, const DwHistoryCsvCell *cell, guint *next)
{
  DwImportChannel *channel = ensure_channel (device, cell->point, next);

  channel->digits = MAX (channel->digits, cell->digits);
  if (isfinite (cell->value))
    channel->largest = MAX (channel->largest, fabs (cell->value));
}

void
dw_import_device_note_cells (DwImportDevice *self, const GArray *cells)
{
  guint next = 0;

  for (guint i = 0; i < cells->len; i++)
    note_cell (self, &g_array_index (cells, DwHistoryCsvCell, i), &next);
}

/* --- columns --- */

DwHistoryColumn *
dw_import_device_find_column (const DwImportDevice *self, const char *name, guint *index)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint at = (*index + i) % self->columns->len;
      DwHistoryColumn *column = &g_array_index (self->columns, DwHistoryColumn, at);

      if (!g_str_equal (column->name, name))
        continue;
      *index = at;
      return column;
    }
  return NULL;
}

static gboolean
check_size (const DwImportDevice *device, const DwImportChannel *channel, guint8 digits, GError **error)
{
  if (channel->largest * pow (10, digits) <= (double)DW_HISTORY_MAX_NUMBER)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Values of %s of device %lld are too large to be kept with %u decimals"), channel->name, (long long)device->id, digits);
  return FALSE;
}

static gboolean
join_channel (DwImportDevice *device, const DwImportChannel *channel, int period_ms, GError **error)
{
  guint index = 0;
  DwHistoryColumn *column = dw_import_device_find_column (device, channel->name, &index);
  DwHistoryColumn added = { .digits = channel->digits, .period_ms = period_ms };

  if (column == NULL)
    {
      g_strlcpy (added.name, channel->name, sizeof added.name);
      g_array_append_val (device->columns, added);
      return check_size (device, channel, added.digits, error);
    }
  column->digits = MAX (column->digits, channel->digits);
  if (column->period_ms == 0)
    column->period_ms = period_ms;
  return check_size (device, channel, column->digits, error);
}

gboolean
dw_import_device_join_channels (DwImportDevice *self, int period_ms, GError **error)
{
  for (guint i = 0; i < self->channels->len; i++)
    if (!join_channel (self, self->channels->pdata[i], period_ms, error))
      return FALSE;
  return TRUE;
}

gboolean
dw_import_device_check_cells (const DwImportDevice *self, const GArray *cells, GError **error)
{
  guint index = 0;

  for (guint i = 0; i < cells->len; i++, index++)
    {
      const char *point = g_array_index (cells, DwHistoryCsvCell, i).point;

      if (dw_import_device_find_column (self, point, &index) != NULL)
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Device %lld has no channel “%s”"), (long long)self->id, point);
      return FALSE;
    }
  return TRUE;
}
