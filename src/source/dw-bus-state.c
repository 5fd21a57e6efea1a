// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-bus-private.h"

/* The state of a bus and what others are told of it: stopping or not, the connection, the links of the devices, the last error. Opening the
 * connection stands here too, because a round opens it again in its midst. */

#define OPEN_TIMEOUT_MS 3000
#define TELL_EVERY_MS 1000

gboolean
dw_bus_is_stopping (DwBus *self)
{
  return g_atomic_int_get (&self->stopping) != 0;
}

static void
copy_counters (DwGatewayStatus *status, const DwDriverCounters *counters)
{
  status->requests = counters->requests;
  status->replies = counters->replies;
  status->timeouts = counters->timeouts;
  status->exceptions = counters->exceptions;
  status->bad_frames = counters->bad_frames;
  status->unsolicited = counters->unsolicited;
  status->echoes = counters->echoes;
  status->bytes_sent = counters->bytes_sent;
  status->bytes_received = counters->bytes_received;
  status->delay_ms = counters->delay_ms;
}

void
dw_bus_publish (DwBus *self, gboolean now)
{
  DwDriverCounters counters = dw_modbus_driver_get_counters (self->driver);
  gint64 now_ms = dw_clock_mono_ms (self->clock);
  DwMail mail = { .kind = DW_MAIL_GATEWAY, .id = self->config.gateway_id };

  copy_counters (&self->now, &counters);
  g_mutex_lock (&self->mutex);
  self->status = self->now;
  g_mutex_unlock (&self->mutex);

  if (!now && now_ms - self->told_ms < TELL_EVERY_MS)
    return;
  self->told_ms = now_ms;
  dw_mailbox_post (self->mailbox, &mail);
}

void
dw_bus_set_state (DwBus *self, DwGatewayState state)
{
  if (self->now.state != state)
    self->now.since_ms = dw_clock_wall_ms (self->clock);
  self->now.state = state;
  dw_bus_publish (self, TRUE);
}

void
dw_bus_set_unit_link (DwBus *self, DwBusUnit *unit, DwLinkState link)
{
  DwMail mail = {
    .kind = DW_MAIL_LINK,
    .id = dw_unit_poll_get_device_id (unit->poll),
    .link = link,
    .wall_ms = dw_clock_wall_ms (self->clock),
  };

  if (unit->link == link)
    return;
  unit->link = link;
  dw_mailbox_post (self->mailbox, &mail);
}

void
dw_bus_note_error (DwBus *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_vsnprintf (self->now.last_error, sizeof self->now.last_error, format, args);
  va_end (args);
}

void
dw_bus_set_down (DwBus *self, const char *reason)
{
  dw_bus_note_error (self, "%s", reason);
  for (guint i = 0; i < self->n_units; i++)
    dw_bus_set_unit_link (self, &self->units[i], DW_LINK_DOWN);
  self->now.silent_units = 0;
  dw_bus_set_state (self, DW_GATEWAY_DOWN);
}

gboolean
dw_bus_open_link (DwBus *self)
{
  g_autoptr (GError) error = NULL;
  gboolean quietly = dw_modbus_driver_is_distrusted (self->driver);

  if (self->now.state == DW_GATEWAY_STOPPED)
    dw_bus_set_state (self, DW_GATEWAY_CONNECTING);
  dw_modbus_driver_reset (self->driver);
  if (!dw_link_open (self->link, OPEN_TIMEOUT_MS, &error))
    {
      if (!dw_bus_is_stopping (self))
        dw_bus_set_down (self, error->message);
      return FALSE;
    }
  self->now.reconnects += self->was_open;
  self->was_open = TRUE;
  if (!quietly)
    {
      dw_bus_note_error (self, "%s", "");
      for (guint i = 0; i < self->n_units; i++)
        dw_unit_poll_restart (self->units[i].poll);
    }
  dw_bus_set_state (self, DW_GATEWAY_ONLINE);
  return TRUE;
}
