// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-line.h"

/* Opening gets its own deadline, because a name may have to be looked up first. */
#define OPEN_TIMEOUT_MS 3000

DwLine *
dw_line_new (const DwGatewayConfig *config, DwClock *clock)
{
  DwLine *self = g_new0 (DwLine, 1);

  self->config = *config;
  self->config.name = g_strdup (config->name);
  self->config.host = g_strdup (config->host);
  self->clock = dw_clock_ref (clock);
  self->link = dw_link_new_tcp (config->host, config->port);
  self->log = dw_frame_log_new (config->framing);
  self->driver = dw_modbus_driver_new_for_config (&self->config, self->link, clock, self->log);
  return self;
}

void
dw_line_free (DwLine *self)
{
  if (self == NULL)
    return;
  dw_modbus_driver_free (self->driver);
  dw_frame_log_free (self->log);
  dw_link_free (self->link);
  dw_clock_unref (self->clock);
  g_free (self->config.name);
  g_free (self->config.host);
  g_free (self);
}

gboolean
dw_line_open (DwLine *self, GError **error)
{
  dw_modbus_driver_reset (self->driver);
  return dw_link_open (self->link, OPEN_TIMEOUT_MS, error);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  dw_link_shut_down (data);
}

gulong
dw_line_watch (DwLine *self, GCancellable *cancellable)
{
  return cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self->link, NULL) : 0;
}

void
dw_line_unwatch (gulong watch, GCancellable *cancellable)
{
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, watch);
}
