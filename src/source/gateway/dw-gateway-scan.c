// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-gateway-source.h"
#include "dw-line.h"
#include "dw-text.h"
#include "dw-unit-poll.h"

/* Which units answer behind a gateway, and what they may be. Each unit is asked for the first block of each profile; a profile fits the better, the more of
 * the block's points have a sound value. A device that refuses all of them is still a hit: it is there. */

typedef struct
{
  DwLine *line;
  GPtrArray *profiles; /* of DwProfile */
  guint8 first, last;
  DwScanProgress progress;
  gpointer progress_data;
} Job;

typedef struct
{
  GTask *task; /* keeps the data of progress alive for as long as its caller does */
  guint8 unit;
  guint done, total;
} Step;

static void
free_job (gpointer data)
{
  Job *job = data;

  dw_line_free (job->line);
  g_ptr_array_unref (job->profiles);
  g_free (job);
}

static void
free_step (gpointer data)
{
  Step *step = data;

  g_object_unref (step->task);
  g_free (step);
}

static gboolean
step_cb (gpointer data)
{
  Step *step = data;
  Job *job = g_task_get_task_data (step->task);

  if (!g_task_get_completed (step->task) && !g_cancellable_is_cancelled (g_task_get_cancellable (step->task)))
    job->progress (step->unit, step->done, step->total, job->progress_data);
  return G_SOURCE_REMOVE;
}

static void
tell_progress (GTask *task, Job *job, guint unit)
{
  Step *step;

  if (job->progress == NULL)
    return;
  step = g_new0 (Step, 1);
  *step = (Step){ g_object_ref (task), (guint8)unit, unit - job->first + 1, (guint)job->last - job->first + 1 };
  g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, step_cb, step, free_step);
}

/* The share of points with a sound value, of those the block carries. Of two that fit equally the one that explains more wins: a small profile
 * fits many devices by chance. */
static double
rate_values (const DwProfile *profile, guint block, const struct DwReportValue *values)
{
  guint n = 0, sound = 0;

  for (guint i = 0; i < profile->n_points; i++)
    if (profile->points[i].block == block)
      {
        n++;
        sound += values[i].quality == DW_QUALITY_GOOD;
      }
  return n > 0 ? (double)sound / n + sound / 1000.0 : 0;
}

static char *
describe_values (const DwProfile *profile, const struct DwReportValue *values)
{
  g_autoptr (GString) text = g_string_new (profile->title);
  guint n = 0;

  for (guint i = 0; i < profile->n_points && n < 2; i++)
    if (values[i].quality == DW_QUALITY_GOOD && !dw_quantity_is_state (profile->points[i].point.quantity))
      {
        g_autofree char *number = dw_text_number (values[i].value, profile->points[i].decimals);
        g_autofree char *title = dw_point_title (profile->points[i].point);

        g_string_append_printf (text, "%s%s %s %s", n++ == 0 ? ": " : ", ", title, number, dw_quantity_unit (profile->points[i].point.quantity));
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
take_guess (DwScanHit *hit, const DwProfile *profile, const struct DwReportValue *values, double rate, double *best)
{
  if (rate <= *best)
    return;
  *best = rate;
  hit->exception = FALSE;
  g_free (hit->profile_id);
  hit->profile_id = g_strdup (profile->id);
  g_free (hit->text);
  hit->text = describe_values (profile, values);
}

static DwExchange
try_profile (Job *job, const DwProfile *profile, DwScanHit *hit, double *best)
{
  g_autofree struct DwReportValue *values = g_new0 (struct DwReportValue, MAX (1, profile->n_points));
  guint8 exception = 0;
  DwExchange outcome = dw_unit_read_block (job->line->driver, hit->unit, profile, 0, values, &exception);

  if (outcome == DW_EXCHANGE_OK)
    take_guess (hit, profile, values, rate_values (profile, 0, values), best);
  else if (outcome == DW_EXCHANGE_EXCEPTION && hit->text == NULL)
    {
      hit->exception = TRUE;
      hit->text = g_strdup_printf (_ ("Answers with exception %u (%s)"), exception, dw_modbus_exception_text (exception));
    }
  return outcome;
}

/* A gateway may close the connection on a request it dislikes: one more try for each. */
static gboolean
keep_open (Job *job, GError **error)
{
  return dw_link_is_open (job->line->link) || dw_line_open (job->line, error);
}

/* A hit, or NULL when nobody answers at this address. */
static DwScanHit *
scan_unit (Job *job, guint8 unit, GCancellable *cancellable, GError **error)
{
  DwScanHit *hit = g_new0 (DwScanHit, 1);
  double best = -1;

  hit->unit = unit;
  for (guint i = 0; i < job->profiles->len && !g_cancellable_is_cancelled (cancellable); i++)
    if (((DwProfile *)job->profiles->pdata[i])->n_blocks > 0)
      {
        if (!keep_open (job, error))
          break;
        try_profile (job, job->profiles->pdata[i], hit, &best);
      }
  if (hit->text == NULL)
    g_clear_pointer (&hit, dw_scan_hit_free);
  else if (hit->profile_id == NULL)
    hit->profile_id = g_strdup ("");
  return hit;
}

static void
scan_units (GTask *task, Job *job, GPtrArray *hits, GCancellable *cancellable, GError **error)
{
  for (guint unit = job->first; unit <= job->last && *error == NULL && !g_cancellable_is_cancelled (cancellable); unit++)
    {
      DwScanHit *hit = scan_unit (job, (guint8)unit, cancellable, error);

      if (hit != NULL)
        g_ptr_array_add (hits, hit);
      tell_progress (task, job, unit);
    }
}

static void
scan_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_scan_hit_free);
  g_autoptr (GError) error = NULL;
  gulong watch = dw_line_watch (job->line, cancellable);

  if (dw_line_open (job->line, &error))
    scan_units (task, job, hits, cancellable, &error);
  dw_line_unwatch (watch, cancellable);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&hits), (GDestroyNotify)g_ptr_array_unref);
}

static gpointer
ref_profile (gconstpointer profile, gpointer data)
{
  return dw_profile_ref ((DwProfile *)profile);
}

void
dw_gateway_scan_async (const DwGatewayConfig *config, DwClock *clock, GPtrArray *profiles, guint8 first, guint8 last, DwScanProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->line = dw_line_new (config, clock);
  job->profiles = g_ptr_array_copy (profiles, ref_profile, NULL);
  g_ptr_array_set_free_func (job->profiles, (GDestroyNotify)dw_profile_unref);
  job->first = first;
  job->last = last;
  job->progress = progress;
  job->progress_data = progress_data;
  g_task_set_source_tag (task, dw_gateway_scan_async);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, scan_thread);
}

GPtrArray *
dw_gateway_scan_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dw_scan_hit_free (DwScanHit *self)
{
  if (self == NULL)
    return;
  g_free (self->profile_id);
  g_free (self->text);
  g_free (self);
}
