// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-demo-history.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-calendar.h"
#include "dw-demo-provision.h"
#include "dw-history-import.h"
#include "dw-past-judge.h"
#include "dw-station-private.h"

/* See the header.
 *
 *   dianwei-simulator --history-days ─pipe─▶ thread: dw_history_import_stream ─▶ thread: appends ─▶ alarms into the folder, the wish out of it
 *                                                          └─▶ dw_past_judge_take ─────────────────▲
 *
 * What is stopped half-way begins anew at the next start, with the same end: what is in already is not doubled. The alarms of the past and the end of the wish are one commit. */

#define PERIOD_S "900" /* of the schools that do not say another */
#define DAY_MS G_GINT64_CONSTANT (86400000)

struct _DwDemoHistory
{
  DwStation *station;
  guint days;
  gint64 begun_ms, end_ms;
  DwDemoHistoryProgress progress;
  DwDemoHistoryDone done;
  gpointer data;
  GCancellable *cancellable;
  GSubprocess *child;
  GThread *thread;
  int percent; /* atomic */
  int is_told; /* atomic: the main loop knows, or will soon, that there is progress */
  DwPastJudge *judge;
  GPtrArray *alarms; /* DwPastAlarm, when the thread is through */
  GError *error;     /* of the thread, until it is told */
  gboolean is_running;
};

/* done may free self. */
static void
finish (DwDemoHistory *self, GError *problem)
{
  g_autoptr (GError) error = problem;
  gint64 spent_ms = dw_clock_mono_ms (self->station->clock) - self->begun_ms;

  self->is_running = FALSE;
  if (self->done != NULL)
    self->done (self->days, spent_ms, error, self->data);
}

/* What was under way already when it was cancelled succeeds all the same, after self is gone. */
typedef struct
{
  DwDemoHistory *self;
  GCancellable *cancellable;
} Commit;

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Commit *commit = data;
  g_autoptr (GCancellable) cancellable = commit->cancellable;
  GError *error = NULL;

  dw_store_commit_finish (NULL, result, NULL, &error);
  if (g_cancellable_is_cancelled (cancellable))
    g_clear_error (&error);
  else
    finish (commit->self, error);
}

static void
put_alarm (DwStoreBatch *batch, const DwPastAlarm *alarm)
{
  dw_store_batch_put_alarm (batch, alarm->record);
  for (guint i = 0; i < alarm->events->len; i++)
    dw_store_batch_add_event (batch, alarm->events->pdata[i]);
}

static void
commit_alarms (DwDemoHistory *self)
{
  DwStoreBatch *batch = dw_store_batch_new ();
  Commit *commit = g_new (Commit, 1);

  for (guint i = 0; i < self->alarms->len; i++)
    put_alarm (batch, self->alarms->pdata[i]);
  dw_store_batch_put_setting (batch, DW_DEMO_HISTORY_SETTING, NULL);
  *commit = (Commit){ self, g_object_ref (self->cancellable) };
  dw_store_commit_async (self->station->store, batch, self->cancellable, committed_cb, commit);
}

static gboolean
imported_cb (gpointer data)
{
  DwDemoHistory *self = data;

  g_thread_join (g_steal_pointer (&self->thread));
  if (self->error != NULL)
    finish (self, g_steal_pointer (&self->error));
  else
    commit_alarms (self);
  return G_SOURCE_REMOVE;
}

/* --- the thread --- */

static gboolean
progress_cb (gpointer data)
{
  DwDemoHistory *self = data;

  g_atomic_int_set (&self->is_told, FALSE);
  if (self->progress != NULL)
    self->progress (g_atomic_int_get (&self->percent), self->data);
  return G_SOURCE_REMOVE;
}

static void
note_progress (const char *what, double fraction, gpointer data)
{
  DwDemoHistory *self = data;

  g_atomic_int_set (&self->percent, (int)lrint (CLAMP (fraction, 0, 1) * 100));
  if (g_atomic_int_compare_and_exchange (&self->is_told, FALSE, TRUE))
    g_idle_add (progress_cb, self);
}

static void
judge_report (const DwReport *report, const GArray *columns, gpointer data)
{
  dw_past_judge_take (((DwDemoHistory *)data)->judge, report, columns);
}

static gboolean
import (DwDemoHistory *self, guint64 *n_lines, GError **error)
{
  const DwHistoryImportOptions options = {
    .progress = note_progress,
    .seen = judge_report,
    .data = self,
    .cancellable = self->cancellable,
    .from_ms = self->end_ms - self->days * DAY_MS,
    .to_ms = self->end_ms,
  };
  GInputStream *stream = g_subprocess_get_stdout_pipe (self->child);
  DwHistoryImportResult result;
  gboolean ok = dw_history_import_stream (dw_store_get_history (self->station->store), self->station->dir, stream, "dianwei-simulator", self->station->clock, &options, &result, error);

  *n_lines = result.n_lines;
  return ok;
}

/* What the program complained with is the reason; NULL when it did not. */
static char *
read_complaint (DwDemoHistory *self)
{
  char text[1024];
  gsize length = 0;

  g_input_stream_read_all (g_subprocess_get_stderr_pipe (self->child), text, sizeof text - 1, &length, self->cancellable, NULL);
  text[length] = '\0';
  return *g_strstrip (text) != '\0' ? g_utf8_make_valid (text, -1) : NULL;
}

static gboolean
ask_child (DwDemoHistory *self, GError **error)
{
  g_autofree char *complaint = NULL;

  g_input_stream_close (g_subprocess_get_stdout_pipe (self->child), NULL, NULL);
  complaint = read_complaint (self);
  if (g_subprocess_wait_check (self->child, self->cancellable, complaint == NULL ? error : NULL))
    return TRUE;
  if (complaint != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, complaint);
  return FALSE;
}

/* A program that failed before its first line says more about it than that there was none. */
static gpointer
import_thread (gpointer data)
{
  DwDemoHistory *self = data;
  g_autoptr (GError) problem = NULL;
  guint64 n_lines = 0;
  gboolean is_good = import (self, &n_lines, &problem);

  if (!is_good && n_lines > 0)
    g_subprocess_force_exit (self->child);
  else
    ask_child (self, &self->error);
  if (self->error == NULL && problem != NULL)
    self->error = g_steal_pointer (&problem);
  if (self->error == NULL)
    self->alarms = dw_past_judge_finish (self->judge, self->end_ms);
  g_idle_add (imported_cb, self);
  return NULL;
}

/* --- beginning --- */

/* The window shows local time, so the school lives in it, too. */
static int
get_offset_min (gint64 time_ms)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return (int)(dw_calendar_offset_ms (time_ms, zone) / 60000);
}

static GSubprocess *
spawn (const DwDemoHistory *self, const char *program, const char *scenario_path, GError **error)
{
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (self->end_ms / 1000);
  g_autofree char *until = g_date_time_format_iso8601 (end);
  g_autofree char *days = g_strdup_printf ("%u", self->days);
  g_autofree char *offset = g_strdup_printf ("--utc-offset-min=%d", get_offset_min (self->end_ms));
  const char *const argv[] = { program, "--scenario", scenario_path, offset, "--history-days", days, "--history-period", PERIOD_S, "--history-end", until, NULL };

  return g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, error);
}

/* The history knows the columns of all devices: what the station told it before is done. */
static void
history_ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  DwHistoryRows *rows = dw_store_query_history_finish (NULL, result, &error);
  DwDemoHistory *self = data;

  g_clear_pointer (&rows, dw_history_rows_free);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* nobody is there any more */
  self->judge = dw_past_judge_new (self->station->tree, DW_DEMO_GUARD);
  self->thread = g_thread_new ("dw-demo-past", import_thread, self);
}

DwDemoHistory *
dw_demo_history_start (const char *program, const char *scenario_path, DwStation *station, gint64 end_ms, guint days, DwDemoHistoryProgress progress, DwDemoHistoryDone done, gpointer data)
{
  DwDemoHistory *self = g_new0 (DwDemoHistory, 1);
  GError *error = NULL;

  self->station = station;
  self->days = days;
  self->begun_ms = dw_clock_mono_ms (station->clock);
  self->end_ms = end_ms;
  self->cancellable = g_cancellable_new ();
  self->is_running = TRUE;
  self->progress = progress;
  self->done = done;
  self->data = data;
  self->child = spawn (self, program, scenario_path, &error);
  if (self->child != NULL)
    dw_store_query_history_async (station->store, 1, 0, 1, self->cancellable, history_ready_cb, self);
  else
    finish (self, error);
  return self;
}

gboolean
dw_demo_history_is_running (DwDemoHistory *self)
{
  return self->is_running;
}

void
dw_demo_history_free (DwDemoHistory *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  if (self->child != NULL)
    g_subprocess_force_exit (self->child);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  while (g_idle_remove_by_data (self))
    ;
  if (self->child != NULL)
    g_subprocess_wait (self->child, NULL, NULL);
  g_clear_object (&self->child);
  dw_past_judge_free (self->judge);
  g_clear_pointer (&self->alarms, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_object_unref (self->cancellable);
  g_free (self);
}
