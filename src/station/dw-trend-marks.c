// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-station-private.h"
#include "dw-text.h"
#include "dw-trend-desk-private.h"

/* What happened: alarms that were active at any time of the span, what people did to the devices, and steps of the clock. Three questions after one another: alarms and
 * lines of the history to the store, steps to the worker of the desk. In between the station may have gone. */

enum {
  MOST_LINES = 5000, /* per device: the newest of the span */
};

typedef struct
{
  GWeakRef station;
  GArray *devices; /* gint64 */
  guint next;      /* of the devices, to be asked for their lines */
  gint64 from_ms, to_ms;
  GPtrArray *marks;
} MarksJob;

static void
mark_free (gpointer data)
{
  DwTrendMark *mark = data;

  g_free (mark->text);
  g_free (mark->alarm_id);
  g_free (mark->channel);
  g_free (mark);
}

static void
marks_job_free (gpointer data)
{
  MarksJob *job = data;

  g_weak_ref_clear (&job->station);
  g_array_unref (job->devices);
  g_clear_pointer (&job->marks, g_ptr_array_unref);
  g_free (job);
}

/* --- words --- */

/* Above a line there is room for one word and a number. */
static const char *const short_words[DW_N_ALARM_KINDS] = {
  [DW_ALARM_RESIDUAL_HIGH] = NC_ ("mark", "Alarm"),
  [DW_ALARM_RESIDUAL_WARNING] = NC_ ("mark", "Warning"),
  [DW_ALARM_TEMPERATURE_HIGH] = NC_ ("mark", "Alarm"),
  [DW_ALARM_TEMPERATURE_WARNING] = NC_ ("mark", "Warning"),
  [DW_ALARM_OVERCURRENT] = NC_ ("mark", "Alarm"),
  [DW_ALARM_OVERCURRENT_WARNING] = NC_ ("mark", "Warning"),
};

static char *
make_alarm_text (const DwAlarmRecord *record)
{
  const char *word = short_words[record->kind] != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "mark", short_words[record->kind]) : dw_alarm_kind_title (record->kind);
  g_autofree char *number = NULL;
  DwPoint point;

  if (isnan (record->value) || !dw_point_from_name (record->channel, &point) || dw_quantity_is_state (point.quantity))
    return g_strdup (word);
  number = dw_text_number (record->value, dw_quantity_decimals (point.quantity));
  return g_strdup_printf ("%s %s", word, number);
}

static char *
make_event_text (const DwEventRecord *event)
{
  const char *title = dw_event_record_title (event);

  return *event->actor != '\0' ? g_strdup_printf ("%s %s", title, event->actor) : g_strdup (title);
}

static char *
make_clock_text (gint64 delta_ms)
{
  gint64 size_ms = ABS (delta_ms);
  g_autofree char *seconds = dw_text_number ((double)size_ms / 1000, 1);
  g_autofree char *size = size_ms < 60000 ? g_strdup_printf ("%s s", seconds) : dw_text_age (size_ms);

  /* TRANSLATORS: the clock of the computer was moved: sign and how far, "Clock +2.0 s". */
  return g_strdup_printf (_ ("Clock %s%s"), delta_ms < 0 ? "\u2212" : "+", size);
}

/* --- marks --- */

static gboolean
is_asked_for (const MarksJob *job, gint64 device_id)
{
  for (guint i = 0; i < job->devices->len; i++)
    if (g_array_index (job->devices, gint64, i) == device_id)
      return TRUE;
  return FALSE;
}

static void
add_alarms (MarksJob *job, GPtrArray *alarms)
{
  for (guint i = 0; i < alarms->len; i++)
    {
      const DwAlarmRecord *record = alarms->pdata[i];
      DwTrendMark mark = { DW_TREND_MARK_ALARM, record->begin_ms, record->end_ms, record->device_id, record->priority, NULL, NULL, NULL };

      if (!is_asked_for (job, record->device_id))
        continue;
      mark.text = make_alarm_text (record);
      mark.alarm_id = g_strdup (record->id);
      mark.channel = g_strdup (record->channel);
      g_ptr_array_add (job->marks, g_memdup2 (&mark, sizeof mark));
    }
}

static void
add_events (MarksJob *job, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      const DwEventRecord *event = events->pdata[i];
      DwTrendMark mark = { event->kind == DW_EVENT_CONTROL ? DW_TREND_MARK_CONTROL : DW_TREND_MARK_NOTE, event->time_ms, 0, event->device_id, 0, NULL, NULL, NULL };

      mark.text = make_event_text (event);
      mark.alarm_id = g_strdup (event->alarm_id);
      mark.channel = g_strdup (event->channel);
      g_ptr_array_add (job->marks, g_memdup2 (&mark, sizeof mark));
    }
}

static void
add_steps (MarksJob *job, GArray *steps)
{
  for (guint i = 0; i + 1 < steps->len; i += 2)
    {
      DwTrendMark mark = { DW_TREND_MARK_CLOCK, g_array_index (steps, gint64, i), 0, 0, 0, NULL, NULL, NULL };

      mark.text = make_clock_text (g_array_index (steps, gint64, i + 1));
      mark.alarm_id = g_strdup ("");
      mark.channel = g_strdup ("");
      g_ptr_array_add (job->marks, g_memdup2 (&mark, sizeof mark));
    }
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const DwTrendMark *left = *(DwTrendMark *const *)a, *right = *(DwTrendMark *const *)b;

  if (left->time_ms != right->time_ms)
    return left->time_ms < right->time_ms ? -1 : 1;
  return (int)left->kind - (int)right->kind;
}

static gpointer
marks_work (DwHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  MarksJob *job = data;
  g_autoptr (GArray) steps = dw_history_read_clock_steps (history, job->from_ms, job->to_ms, error);

  if (steps == NULL)
    return NULL;
  add_steps (job, steps);
  g_ptr_array_sort (job->marks, compare_marks);
  return g_steal_pointer (&job->marks);
}

static const DwTrendErrand marks_errand = { dw_trend_desk_query_marks_async, marks_work, marks_job_free, (GDestroyNotify)g_ptr_array_unref };

/* --- one question after the other --- */

static void
end_early (GTask *task, MarksJob *job, GError *error)
{
  g_task_return_error (task, error);
  marks_job_free (job);
  g_object_unref (task);
}

/* The job travels as task data of nothing yet: the last errand takes it. */
typedef struct
{
  GTask *task;
  MarksJob *job;
} Leg;

static void ask_events (DwStation *station, Leg leg);

static Leg
take_leg (gpointer data)
{
  Leg leg = *(Leg *)data;

  g_free (data);
  return leg;
}

/* The answer of a leg: NULL with error also when the station has gone meanwhile. */
static DwStation *
come_back (Leg leg, gpointer answer, GError **error)
{
  DwStation *station = answer != NULL ? g_weak_ref_get (&leg.job->station) : NULL;

  if (station == NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The station was closed"));
  return station;
}

static void
events_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Leg leg = take_leg (data);
  GError *error = NULL;
  g_autoptr (GPtrArray) events = dw_store_query_events_finish (NULL, result, NULL, &error);
  g_autoptr (DwStation) station = come_back (leg, events, &error);

  if (station == NULL)
    {
      end_early (leg.task, leg.job, error);
      return;
    }
  add_events (leg.job, events);
  ask_events (station, leg);
}

static void
ask_events (DwStation *station, Leg leg)
{
  DwEventQuery query;

  if (leg.job->next == leg.job->devices->len)
    {
      dw_trend_run_task (station, &marks_errand, leg.job, leg.task);
      return;
    }
  dw_event_query_init (&query);
  query.kinds = 1u << DW_EVENT_CONTROL | 1u << DW_EVENT_OPERATION;
  query.device_id = g_array_index (leg.job->devices, gint64, leg.job->next++);
  query.from_ms = leg.job->from_ms;
  query.to_ms = leg.job->to_ms;
  query.limit = MOST_LINES;
  dw_store_query_events_async (station->store, &query, g_task_get_cancellable (leg.task), events_cb, g_memdup2 (&leg, sizeof leg));
  dw_event_query_clear (&query);
}

static void
alarms_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Leg leg = take_leg (data);
  GError *error = NULL;
  g_autoptr (GPtrArray) alarms = dw_store_query_alarms_finish (NULL, result, &error);
  g_autoptr (DwStation) station = come_back (leg, alarms, &error);

  if (station == NULL)
    {
      end_early (leg.task, leg.job, error);
      return;
    }
  add_alarms (leg.job, alarms);
  ask_events (station, leg);
}

static gboolean
check_marks (DwStation *station, const gint64 *device_ids, guint n, gint64 from_ms, gint64 to_ms, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (!dw_trend_check_device (station, device_ids[i], error))
      return FALSE;
  return dw_trend_check_span (from_ms, to_ms, error);
}

void
dw_trend_desk_query_marks_async (DwStation *station, const gint64 *device_ids, guint n, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;
  Leg leg;

  if (!check_marks (station, device_ids, n, from_ms, to_ms, &error))
    {
      dw_trend_refuse (&marks_errand, error, cancellable, callback, user_data);
      return;
    }
  leg.job = g_new0 (MarksJob, 1);
  g_weak_ref_init (&leg.job->station, station);
  leg.job->devices = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (gint64)), device_ids, n);
  leg.job->from_ms = from_ms;
  leg.job->to_ms = to_ms;
  leg.job->marks = g_ptr_array_new_with_free_func (mark_free);
  leg.task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (leg.task, dw_trend_desk_query_marks_async);
  dw_store_query_alarms_async (station->store, from_ms, to_ms, cancellable, alarms_cb, g_memdup2 (&leg, sizeof leg));
}

GPtrArray *
dw_trend_desk_query_marks_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_trend_desk_query_marks_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
