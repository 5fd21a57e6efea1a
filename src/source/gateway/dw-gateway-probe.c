// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-gateway-source.h"
#include "dw-line.h"
#include "dw-unit-poll.h"

/* One unit, once, over a connection of its own: "test" in the settings and the reading tool. A failure is part of the result, because the frames that led
 * to it are what the person wants to see. */

typedef struct
{
  DwLine *line;
  DwUnitConfig unit;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  dw_line_free (job->line);
  dw_profile_unref (job->unit.profile);
  g_free (job);
}

static void
set_error (DwProbe *probe, DwSourceError code, char *text)
{
  probe->error_code = code;
  probe->error = text;
}

static void
set_outcome_error (DwProbe *probe, DwExchange outcome)
{
  switch (outcome)
    {
    case DW_EXCHANGE_OK:
    case DW_EXCHANGE_EXCEPTION:
      set_error (probe, DW_SOURCE_ERROR_REFUSED, g_strdup (_ ("The device answers, but has none of the registers of this profile")));
      break;
    case DW_EXCHANGE_SILENT:
      set_error (probe, DW_SOURCE_ERROR_TIMEOUT, g_strdup (_ ("The device does not answer")));
      break;
    case DW_EXCHANGE_GARBLED:
      set_error (probe, DW_SOURCE_ERROR_BAD_FRAME, g_strdup (_ ("The device answers with damaged frames")));
      break;
    case DW_EXCHANGE_IMPOSSIBLE:
      set_error (probe, DW_SOURCE_ERROR_REFUSED, g_strdup (_ ("The profile asks for something impossible")));
      break;
    case DW_EXCHANGE_LOST:
    default:
      set_error (probe, DW_SOURCE_ERROR_CLOSED, g_strdup (_ ("The connection was closed")));
    }
}

static void
read_unit (Job *job, DwProbe *probe)
{
  g_autoptr (DwUnitPoll) poll = dw_unit_poll_new (&job->unit, 0);
  DwExchange outcome;

  dw_unit_poll_prepare_driver (poll, job->line->driver);
  outcome = dw_unit_poll_read (poll, job->line->driver, job->line->clock, 1, NULL, NULL, &probe->report);
  if (probe->report == NULL)
    set_outcome_error (probe, outcome);
  else
    probe->thresholds = dw_unit_poll_read_limits (poll, job->line->driver, NULL, NULL);
}

static void
probe_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  DwProbe *probe = g_new0 (DwProbe, 1);
  gulong watch = dw_line_watch (job->line, cancellable);
  g_autoptr (GError) error = NULL;

  if (dw_line_open (job->line, &error))
    read_unit (job, probe);
  else
    set_error (probe, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ? DW_SOURCE_ERROR_TIMEOUT : DW_SOURCE_ERROR_CLOSED, g_strdup (error->message));
  dw_line_unwatch (watch, cancellable);
  probe->frames = dw_frame_log_list (job->line->log);
  g_task_return_pointer (task, probe, (GDestroyNotify)dw_probe_free);
}

void
dw_gateway_probe_async (const DwGatewayConfig *config, DwClock *clock, guint8 unit, DwProfile *profile, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->line = dw_line_new (config, clock);
  job->unit = (DwUnitConfig){ .device_id = 0, .unit = unit, .profile = dw_profile_ref (profile) };
  g_task_set_source_tag (task, dw_gateway_probe_async);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, probe_thread);
}

DwProbe *
dw_gateway_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dw_probe_free (DwProbe *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->frames, g_ptr_array_unref);
  g_clear_pointer (&self->report, dw_report_free);
  g_clear_pointer (&self->thresholds, g_hash_table_unref);
  g_free (self->error);
  g_free (self);
}
