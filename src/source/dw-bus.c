// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-bus-private.h"

#include <glib/gi18n-lib.h>

/* The worker: open (dw-bus-state.c), walk round after round, wait for the period; when the connection is lost say so for each device, back off, open again.
 * It blocks in dw_link calls with deadlines; dw_link_shut_down from the main thread wakes it. */

#define BACKOFF_FIRST_MS 500
#define BACKOFF_LIMIT_MS 30000
#define PERIOD_PRESET_MS 5000
#define STOP_NUDGE_MS 20
#define JOB_CHECK_MS 100 /* commands that wait for the line to come back look at their deadline this often */

/* Waits for the time or a command, whichever is first. TRUE when the time is over. Relative times only, so that a standing test clock does not hang it. */
static gboolean
wait_ms (DwBus *self, gint64 left_ms)
{
  gpointer job = left_ms > 0 ? g_async_queue_timeout_pop (self->jobs, (guint64)left_ms * 1000) : NULL;

  if (job == NULL)
    return TRUE;
  dw_bus_take_job (self, job);
  return FALSE;
}

static void
wait_for_period (DwBus *self, gint64 start_ms)
{
  gint64 due_ms = start_ms + self->config.period_ms;
  gboolean over = FALSE;

  while (!over && !dw_bus_is_stopping (self) && dw_link_is_open (self->link) && !g_atomic_int_compare_and_exchange (&self->hurried, TRUE, FALSE))
    {
      gint64 now_ms, job_ms;

      dw_bus_serve_jobs (self);
      now_ms = dw_clock_mono_ms (self->clock);
      job_ms = dw_bus_find_next_job_ms (self);
      if (job_ms < due_ms)
        wait_ms (self, job_ms - now_ms);
      else
        over = wait_ms (self, due_ms - now_ms);
    }
}

static void
wait_for_backoff (DwBus *self)
{
  gint64 due_ms = dw_clock_mono_ms (self->clock) + dw_backoff_next_ms (&self->backoff);
  gboolean over = FALSE;

  while (!over && !dw_bus_is_stopping (self))
    {
      gint64 left_ms = due_ms - dw_clock_mono_ms (self->clock);

      dw_bus_serve_jobs_without_link (self);
      if (self->active->len > 0 && left_ms > JOB_CHECK_MS)
        wait_ms (self, JOB_CHECK_MS);
      else
        over = wait_ms (self, left_ms);
    }
}

static void
run_rounds (DwBus *self)
{
  while (!dw_bus_is_stopping (self) && dw_link_is_open (self->link))
    {
      gint64 start_ms = dw_clock_mono_ms (self->clock);
      gint64 data_ms = self->now.last_data_ms;

      dw_bus_run_round (self);
      dw_bus_publish (self, FALSE);
      /* Not when the connection opens: a gateway that accepts and closes again and again must not be hammered. */
      if (self->now.last_data_ms != data_ms)
        dw_backoff_reset (&self->backoff);
      wait_for_period (self, start_ms);
    }
}

static void
run_connection (DwBus *self)
{
  if (dw_bus_open_link (self))
    run_rounds (self);
  if (dw_bus_is_stopping (self) || dw_modbus_driver_is_distrusted (self->driver))
    return;
  if (self->now.state == DW_GATEWAY_ONLINE)
    dw_bus_set_down (self, _ ("The gateway closed the connection"));
  wait_for_backoff (self);
}

static gpointer
work (gpointer data)
{
  DwBus *self = data;

  while (!dw_bus_is_stopping (self))
    run_connection (self);
  dw_link_close (self->link);
  dw_bus_serve_jobs_without_link (self);
  dw_bus_set_state (self, DW_GATEWAY_STOPPED);
  g_async_queue_push (self->ended, dw_bus_get_wake_mark ());
  return NULL;
}

static void
copy_config (DwGatewayConfig *to, const DwGatewayConfig *from)
{
  *to = *from;
  to->name = g_strdup (from->name);
  to->host = g_strdup (from->host);
  to->period_ms = from->period_ms > 0 ? from->period_ms : PERIOD_PRESET_MS;
}

static void
make_units (DwBus *self, const DwUnitConfig *units, guint n_units)
{
  self->units = g_new0 (DwBusUnit, n_units);
  self->n_units = n_units;
  for (guint i = 0; i < n_units; i++)
    {
      self->units[i].poll = dw_unit_poll_new (&units[i], i);
      dw_unit_poll_prepare_driver (self->units[i].poll, self->driver);
    }
}

DwBus *
dw_bus_new (const DwGatewayConfig *config, const DwUnitConfig *units, guint n_units, DwClock *clock, DwMailbox *mailbox)
{
  DwBus *self = g_new0 (DwBus, 1);

  copy_config (&self->config, config);
  self->clock = dw_clock_ref (clock);
  self->mailbox = dw_mailbox_ref (mailbox);
  self->link = dw_link_new_tcp (config->host, config->port);
  self->log = dw_frame_log_new (config->framing);
  self->jobs = g_async_queue_new_full (dw_bus_free_job);
  self->ended = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  self->driver = dw_modbus_driver_new_for_config (config, self->link, clock, self->log);
  make_units (self, units, n_units);
  self->active = g_ptr_array_new_with_free_func (dw_bus_free_job);
  dw_backoff_init (&self->backoff, BACKOFF_FIRST_MS, BACKOFF_LIMIT_MS, (guint32)config->gateway_id * 2654435761u + config->port);
  self->mute_limit = DW_BUS_MUTE_ROUNDS;
  self->now.gateway_id = config->gateway_id;
  self->now.units = n_units;
  self->status = self->now;
  return self;
}

void
dw_bus_free (DwBus *self)
{
  if (self == NULL)
    return;
  dw_bus_stop (self);
  for (guint i = 0; i < self->n_units; i++)
    dw_unit_poll_free (self->units[i].poll);
  g_free (self->units);
  g_ptr_array_unref (self->active);
  g_async_queue_unref (self->jobs);
  g_async_queue_unref (self->ended);
  dw_modbus_driver_free (self->driver);
  dw_frame_log_free (self->log);
  dw_link_free (self->link);
  dw_mailbox_unref (self->mailbox);
  dw_clock_unref (self->clock);
  g_mutex_clear (&self->mutex);
  g_free (self->config.name);
  g_free (self->config.host);
  g_free (self);
}

void
dw_bus_start (DwBus *self)
{
  if (self->thread != NULL)
    return;
  g_atomic_int_set (&self->stopping, 0);
  self->thread = g_thread_new ("dw-bus", work, self);
}

void
dw_bus_begin_stop (DwBus *self)
{
  if (self->thread == NULL || dw_bus_is_stopping (self))
    return;
  g_atomic_int_set (&self->stopping, 1);
  g_async_queue_push (self->jobs, dw_bus_get_wake_mark ());
  dw_link_shut_down (self->link);
}

/* The worker may have been about to open the link, which makes it forget that it was shut down: so it is told again until it listens. */
void
dw_bus_stop (DwBus *self)
{
  if (self->thread == NULL)
    return;
  dw_bus_begin_stop (self);
  while (g_async_queue_timeout_pop (self->ended, STOP_NUDGE_MS * 1000) == NULL)
    dw_link_shut_down (self->link);
  g_thread_join (g_steal_pointer (&self->thread));
}

void
dw_bus_poll_now (DwBus *self)
{
  g_atomic_int_set (&self->hurried, TRUE);
  g_async_queue_push (self->jobs, dw_bus_get_wake_mark ());
}

void
dw_bus_get_status (DwBus *self, DwGatewayStatus *status)
{
  g_mutex_lock (&self->mutex);
  *status = self->status;
  g_mutex_unlock (&self->mutex);
}

GPtrArray *
dw_bus_get_frames (DwBus *self)
{
  return dw_frame_log_list (self->log);
}
