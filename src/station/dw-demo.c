// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-demo.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "dw-demo-history.h"
#include "dw-demo-provision.h"
#include "dw-station-private.h"

/* The child process. */
enum {
  READY_LIMIT_S = 10,
};

struct _DwDemo
{
  GSubprocess *child;
  JsonParser *scenario;
  JsonParser *ready;
  char *scenario_path;
  DwDemoHistory *history; /* NULL: nothing to do */
};

static char *
find_simulator (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bin = self ? g_path_get_dirname (self) : g_strdup (".");
  const char *const places[] = { "dianwei-simulator", "../simulator/dianwei-simulator", "../../src/simulator/dianwei-simulator", NULL };

  for (guint i = 0; places[i]; i++)
    {
      g_autofree char *path = g_build_filename (bin, places[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return g_find_program_in_path ("dianwei-simulator");
}

typedef struct
{
  GMainLoop *loop;
  char *line;
  GError *error;
} Reading;

static void
line_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;

  reading->line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, &reading->error);
  g_main_loop_quit (reading->loop);
}

static gboolean
too_late_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static GSource *
attach_timeout (GMainContext *context, GCancellable *cancellable)
{
  GSource *source = g_timeout_source_new_seconds (READY_LIMIT_S);

  g_source_set_callback (source, too_late_cb, cancellable, NULL);
  g_source_attach (source, context);
  return source;
}

/* First line of the child's output, on a context of its own so that nothing else of the program runs meanwhile. */
static char *
read_ready_line (GSubprocess *child, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GDataInputStream) stream = NULL;
  g_autoptr (GSource) timeout = NULL;
  Reading reading = { NULL, NULL, NULL };

  g_main_context_push_thread_default (context);
  reading.loop = g_main_loop_new (context, FALSE);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  timeout = attach_timeout (context, cancellable);
  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, cancellable, line_read_cb, &reading);
  g_main_loop_run (reading.loop);
  g_source_destroy (timeout);
  g_main_loop_unref (reading.loop);
  g_main_context_pop_thread_default (context);
  if (!reading.line && !reading.error)
    g_set_error_literal (&reading.error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The simulator ended before its ports were open"));
  if (reading.error)
    g_propagate_error (error, reading.error);
  return reading.line;
}

static void
drained_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  gssize n = g_input_stream_skip_finish (G_INPUT_STREAM (source), result, NULL);

  if (n > 0)
    g_input_stream_skip_async (G_INPUT_STREAM (source), 4096, G_PRIORITY_LOW, NULL, drained_cb, NULL);
}

/* The child tells every fault and write; nobody reads them here, but a full pipe would stop it. */
static void
drain_output (GSubprocess *child)
{
  g_input_stream_skip_async (g_subprocess_get_stdout_pipe (child), 4096, G_PRIORITY_LOW, NULL, drained_cb, NULL);
}

static gboolean
launch (DwDemo *self, const char *scenario_path, GError **error)
{
  g_autofree char *program = find_simulator ();
  g_autofree char *line = NULL;

  if (!program)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("dianwei-simulator was not found beside this program"));
      return FALSE;
    }
  self->child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error, program, "--scenario", scenario_path, "--exit-with-stdin", NULL);
  line = self->child ? read_ready_line (self->child, error) : NULL;
  if (!line)
    return FALSE;
  drain_output (self->child);
  return json_parser_load_from_data (self->ready, line, -1, error);
}

DwDemo *
dw_demo_start (const char *scenario_path, GError **error)
{
  DwDemo *self = g_new0 (DwDemo, 1);

  self->scenario = json_parser_new_immutable ();
  self->ready = json_parser_new_immutable ();
  self->scenario_path = g_strdup (scenario_path);
  if (json_parser_load_from_file (self->scenario, scenario_path, error) && launch (self, scenario_path, error))
    return self;
  dw_demo_stop (self);
  return NULL;
}

gboolean
dw_demo_provision (DwDemo *self, const char *dir, DwClock *clock, GError **error)
{
  return dw_demo_provision_folder (json_parser_get_root (self->scenario), json_parser_get_root (self->ready), dir, clock, error);
}

void
dw_demo_make_history (DwDemo *self, DwStation *station, guint days, DwDemoHistoryProgress progress, DwDemoHistoryDone done, gpointer data)
{
  g_autofree char *until = dw_store_get_setting (station->store, DW_DEMO_HISTORY_SETTING);
  g_autofree char *program = find_simulator ();
  gint64 end_ms;

  if (until == NULL || program == NULL || !g_ascii_string_to_signed (until, 10, 1, G_MAXINT64, &end_ms, NULL))
    return;
  dw_demo_stop_history (self);
  self->history = dw_demo_history_start (program, self->scenario_path, station, end_ms, days, progress, done, data);
}

gboolean
dw_demo_is_making_history (DwDemo *self)
{
  return self->history != NULL && dw_demo_history_is_running (self->history);
}

void
dw_demo_stop_history (DwDemo *self)
{
  g_clear_pointer (&self->history, dw_demo_history_free);
}

gboolean
dw_demo_tell (DwDemo *self, const char *line, GError **error)
{
  GOutputStream *stream = g_subprocess_get_stdin_pipe (self->child);
  g_autofree char *text = g_strconcat (line, "\n", NULL);

  return g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, error) && g_output_stream_flush (stream, NULL, error);
}

void
dw_demo_stop (DwDemo *self)
{
  if (!self)
    return;
  dw_demo_stop_history (self);
  g_free (self->scenario_path);
  if (self->child)
    {
      g_output_stream_close (g_subprocess_get_stdin_pipe (self->child), NULL, NULL);
      g_subprocess_force_exit (self->child);
      g_subprocess_wait (self->child, NULL, NULL);
    }
  g_clear_object (&self->child);
  g_object_unref (self->scenario);
  g_object_unref (self->ready);
  g_free (self);
}
