// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-bus-private.h"

#include <glib/gi18n-lib.h>

/* One round: every unit that is due, then the limits of those for which they are due (after the values, so that these are there early). */

#define ATTEMPTS_ONLINE 2 /* one lost frame does not make a device silent */
#define MUTE_ROUNDS_LIMIT 96

static void
judge_unit (DwBus *self, DwBusUnit *unit, DwExchange outcome)
{
  guint number = dw_unit_poll_get_unit (unit->poll);

  if (outcome == DW_EXCHANGE_OK)
    {
      dw_bus_set_unit_link (self, unit, DW_LINK_ONLINE);
      self->now.last_data_ms = dw_clock_wall_ms (self->clock);
      return;
    }
  if (outcome == DW_EXCHANGE_IMPOSSIBLE)
    dw_bus_note_error (self, _ ("The profile of unit %u asks for something impossible"), number);
  else if (outcome == DW_EXCHANGE_GARBLED)
    dw_bus_note_error (self, _ ("Unit %u answers with damaged frames"), number);
  else
    dw_bus_note_error (self, _ ("Unit %u does not answer"), number);
  dw_bus_set_unit_link (self, unit, DW_LINK_SILENT);
}

static void
poll_unit (DwBus *self, DwBusUnit *unit)
{
  guint attempts = unit->link == DW_LINK_ONLINE ? ATTEMPTS_ONLINE : 1;
  DwReport *report = NULL;
  DwExchange outcome = dw_unit_poll_read (unit->poll, self->driver, self->clock, attempts, dw_bus_serve_jobs, self, &report);

  /* What was read before the connection broke is still true. */
  if (outcome != DW_EXCHANGE_LOST)
    judge_unit (self, unit, outcome);
  if (report != NULL)
    dw_mailbox_post_report (self->mailbox, report);
}

static void
poll_limits (DwBus *self, DwBusUnit *unit)
{
  GHashTable *limits = dw_unit_poll_read_limits (unit->poll, self->driver, dw_bus_serve_jobs, self);
  DwMail mail = { .kind = DW_MAIL_LIMITS, .id = dw_unit_poll_get_device_id (unit->poll), .limits = limits };

  if (limits != NULL)
    dw_mailbox_post (self->mailbox, &mail);
}

/* A link that the driver closed is opened at once, so that one device that spoils it does not keep the others from being asked. */
static gboolean
may_go_on (DwBus *self)
{
  if (!dw_bus_is_stopping (self) && dw_modbus_driver_is_distrusted (self->driver))
    return dw_bus_open_link (self);
  return !dw_bus_is_stopping (self) && dw_link_is_open (self->link);
}

/* A connection on which nothing comes for three rounds may be one that the other side has forgotten. If a new one brings nothing either, the devices
 * are switched off, and there is no point in going on so. */
static void
judge_silence (DwBus *self, guint64 requests_before, guint64 bytes_before)
{
  DwDriverCounters counters = dw_modbus_driver_get_counters (self->driver);

  if (counters.bytes_received != bytes_before)
    {
      self->mute_rounds = 0;
      self->mute_limit = DW_BUS_MUTE_ROUNDS;
    }
  else if (counters.requests != requests_before && ++self->mute_rounds >= self->mute_limit)
    {
      self->mute_rounds = 0;
      self->mute_limit = MIN (2 * self->mute_limit, MUTE_ROUNDS_LIMIT);
      dw_modbus_driver_distrust (self->driver);
    }
}

static guint
count_silent (DwBus *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_units; i++)
    n += self->units[i].link == DW_LINK_SILENT;
  return n;
}

void
dw_bus_run_round (DwBus *self)
{
  DwDriverCounters before = dw_modbus_driver_get_counters (self->driver);
  gint64 start_us = dw_clock_mono_us (self->clock);

  for (guint i = 0; i < self->n_units && may_go_on (self); i++)
    if (dw_unit_poll_is_due (self->units[i].poll, self->round))
      {
        poll_unit (self, &self->units[i]);
        dw_bus_publish (self, FALSE);
      }
  for (guint i = 0; i < self->n_units && may_go_on (self); i++)
    if (self->units[i].link == DW_LINK_ONLINE)
      poll_limits (self, &self->units[i]);

  self->round++;
  self->now.silent_units = count_silent (self);
  self->now.round_ms = MAX (self->config.period_ms, (int)((dw_clock_mono_us (self->clock) - start_us) / 1000));
  if (!may_go_on (self))
    return;
  if (self->now.silent_units == 0)
    dw_bus_note_error (self, "%s", "");
  judge_silence (self, before.requests, before.bytes_received);
}
