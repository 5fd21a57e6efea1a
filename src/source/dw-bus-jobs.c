// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-bus-private.h"

/* Commands on a bus. They come through a queue that the worker looks into before each request, so that a command waits for one exchange at most;
 * between two read-backs polling goes on. Nothing waits in the queue for a connection. */

typedef struct
{
  gint64 ticket;
  DwCommand *command;
  GCancellable *cancellable;
  DwBusCommand *run; /* NULL until taken */
  DwCommandState told;
} Job;

static char wake_mark;

gpointer
dw_bus_get_wake_mark (void)
{
  return &wake_mark;
}

void
dw_bus_free_job (gpointer data)
{
  Job *job = data;

  if (data == &wake_mark)
    return;
  dw_command_free (job->command);
  g_clear_object (&job->cancellable);
  dw_bus_command_free (job->run);
  g_free (job);
}

void
dw_bus_push_command (DwBus *self, gint64 ticket, const DwCommand *command, GCancellable *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->ticket = ticket;
  job->command = dw_command_copy (command);
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  job->told = DW_COMMAND_PENDING;
  g_async_queue_push (self->jobs, job);
}

static void
tell (DwBus *self, Job *job, gboolean final, gboolean cancelled)
{
  const DwCommandResult *result = dw_bus_command_get_result (job->run);
  DwMail mail = {
    .kind = DW_MAIL_COMMAND,
    .id = job->ticket,
    .final = final,
    .cancelled = cancelled,
    .result = dw_command_result_copy (result),
  };

  job->told = result->state;
  dw_mailbox_post (self->mailbox, &mail);
}

static DwBusUnit *
find_unit (DwBus *self, gint64 device_id)
{
  for (guint i = 0; i < self->n_units; i++)
    if (dw_unit_poll_get_device_id (self->units[i].poll) == device_id)
      return &self->units[i];
  return NULL;
}

/* A command for a device that is not on this bus cannot come: the source looks the bus up by the device. */
void
dw_bus_take_job (DwBus *self, gpointer data)
{
  Job *job = data;
  DwBusUnit *unit;

  if (data == &wake_mark)
    return;
  unit = find_unit (self, job->command->device_id);
  g_return_if_fail (unit != NULL);
  job->run = dw_bus_command_new (job->command, dw_unit_poll_get_profile (unit->poll), dw_unit_poll_get_unit (unit->poll), self->clock);
  g_ptr_array_add (self->active, job);
}

static void
take_jobs (DwBus *self)
{
  gpointer job;

  while ((job = g_async_queue_try_pop (self->jobs)) != NULL)
    dw_bus_take_job (self, job);
}

static gboolean
is_cancelled (const Job *job)
{
  return job->cancellable != NULL && dw_bus_command_is_unsent (job->run) && g_cancellable_is_cancelled (job->cancellable);
}

/* TRUE when the job has ended. */
static gboolean
step_job (DwBus *self, Job *job)
{
  gboolean ended;

  if (is_cancelled (job))
    {
      tell (self, job, TRUE, TRUE);
      return TRUE;
    }
  ended = dw_link_is_open (self->link) ? dw_bus_command_step (job->run, self->driver)
                                       : dw_bus_command_step_without_link (job->run, dw_bus_is_stopping (self));
  if (ended && job->command->verb == DW_VERB_SET_LIMIT)
    dw_unit_poll_expect_limits (find_unit (self, job->command->device_id)->poll);
  if (ended || dw_bus_command_get_result (job->run)->state != job->told)
    tell (self, job, ended, FALSE);
  return ended;
}

void
dw_bus_serve_jobs (gpointer data)
{
  DwBus *self = data;
  guint i = 0;

  if (self->active->len == 0 && g_async_queue_length (self->jobs) <= 0)
    return;
  take_jobs (self);
  while (i < self->active->len)
    {
      Job *job = self->active->pdata[i];

      if (dw_bus_command_get_due_ms (job->run) <= dw_clock_mono_ms (self->clock) && step_job (self, job))
        g_ptr_array_remove_index (self->active, i);
      else
        i++;
    }
}

void
dw_bus_serve_jobs_without_link (DwBus *self)
{
  guint i = 0;

  take_jobs (self);
  while (i < self->active->len)
    if (step_job (self, self->active->pdata[i]))
      g_ptr_array_remove_index (self->active, i);
    else
      i++;
}

gint64
dw_bus_find_next_job_ms (DwBus *self)
{
  gint64 next_ms = G_MAXINT64;

  for (guint i = 0; i < self->active->len; i++)
    next_ms = MIN (next_ms, dw_bus_command_get_due_ms (((Job *)self->active->pdata[i])->run));
  return next_ms;
}
