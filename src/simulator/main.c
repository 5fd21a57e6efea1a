// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <math.h>
#include <signal.h>
#include <unistd.h>

#include "dw-clock.h"
#include "dw-sim-control.h"
#include "dw-sim-farm.h"
#include "dw-sim-history.h"
#include "dw-sim-modbus.h"
#include "dw-sim-report.h"
#include "dw-sim-scenario.h"
#include "dw-sim-script.h"

/* dianwei-simulator: puts the world, the script, the servers and the control line together and lets time pass. */

#define TICK_MS 50
/* After a pause of the machine the world does not hurry to catch up. */
#define TICK_MAX_MS 2000

typedef struct
{
  char *scenario;
  char *start;
  double speed;
  gint64 seed;
  gboolean no_script;
  gboolean exit_with_stdin;
  int delay_ms;
  int utc_offset_min;
  int history_days, history_period_s, history_recent_period_s;
  char *history_end, *history_out;
  char **rest;
} Options;

typedef struct
{
  GMainLoop *loop;
  DwClock *clock;
  DwSimScenario *scenario;
  DwSimScript script;
  gboolean scripted;
  double speed;
  double owed_ms;
  gint64 ticked_ms;
  GPtrArray *servers; /* DwSimServer* */
  DwSimCommander commander;
  DwSimControl *control;
} Program;

static gboolean
quit_cb (gpointer data)
{
  Program *self = data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

static void
quit_asked_cb (gpointer data)
{
  quit_cb (data);
}

static void
print_fault_cb (DwSimFaultId id, const char *target, gboolean on, gpointer data)
{
  g_autofree char *line = dw_sim_report_fault (id, target, on);

  dw_sim_report_print (line);
}

static void
print_write_cb (DwSimGateway *gateway, DwSimNode *node, const DwModbusRequest *request, guint8 exception, gpointer data)
{
  g_autofree char *line = dw_sim_report_write (gateway, node, request, exception);

  dw_sim_report_print (line);
}

/* Long leaps are cut, so that a script entry is not a whole tick late. */
static gboolean
tick_cb (gpointer data)
{
  Program *self = data;
  DwSimWorld *world = self->scenario->world;
  gint64 now_ms = dw_clock_mono_ms (self->clock);

  self->owed_ms += MIN (now_ms - self->ticked_ms, TICK_MAX_MS) * self->speed;
  self->ticked_ms = now_ms;
  while (self->owed_ms >= 1.0)
    {
      gint64 part_ms = (gint64)MIN (self->owed_ms, MAX (1000.0, world->step_ms));

      dw_sim_world_advance (world, part_ms);
      self->owed_ms -= part_ms;
      if (self->scripted)
        dw_sim_script_run (&self->script);
    }
  for (guint i = 0; i < self->servers->len; i++)
    dw_sim_server_tick (g_ptr_array_index (self->servers, i));
  return G_SOURCE_CONTINUE;
}

static gboolean
listen_all (Program *self, GError **error)
{
  DwSimWorld *world = self->scenario->world;

  for (guint i = 0; i < world->gateways->len; i++)
    {
      DwSimGateway *gateway = g_ptr_array_index (world->gateways, i);
      DwSimServer *server = dw_sim_server_new (world, gateway, self->clock, print_write_cb, self, error);

      if (server == NULL)
        return FALSE;
      g_ptr_array_add (self->servers, server);
    }
  return TRUE;
}

static gboolean
parse_time (const char *option, const char *text, gint64 *start_ms, GError **error)
{
  g_autoptr (GTimeZone) china = g_time_zone_new_identifier ("+08");
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, china) : NULL;

  *start_ms = time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
  if (text == NULL || time != NULL)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: \"%s\" is not a time like 2026-03-05T10:00:00", option, text);
  return FALSE;
}

static gboolean
load (Program *self, const Options *options, GError **error)
{
  DwSimScenarioOptions how = { .seed = options->seed, .now_ms = dw_clock_wall_ms (self->clock) };

  if (!parse_time ("--start", options->start, &how.start_ms, error))
    return FALSE;
  self->scenario = dw_sim_scenario_load (options->scenario, &how, error);
  if (self->scenario == NULL)
    return FALSE;
  DwSimWorld *world = self->scenario->world;
  world->fault_func = print_fault_cb;
  world->fault_data = self;
  dw_sim_world_set_pace (world, options->speed);
  self->scripted = !options->no_script;
  self->speed = options->speed;
  self->commander = (DwSimCommander){ .world = world, .speed = &self->speed };
  dw_sim_script_init (&self->script, self->scenario);
  return TRUE;
}

static gboolean
start (Program *self, const Options *options, GError **error)
{
  if (!load (self, options, error) || !listen_all (self, error))
    return FALSE;
  self->control = dw_sim_control_new (&self->commander, options->exit_with_stdin, quit_asked_cb, self, error);
  if (self->control == NULL)
    return FALSE;
  g_autofree char *ready = dw_sim_report_ready (self->scenario->world, dw_sim_control_get_port (self->control));
  dw_sim_report_print (ready);
  return TRUE;
}

static void
program_clear (Program *self)
{
  g_clear_pointer (&self->control, dw_sim_control_free);
  g_ptr_array_unref (self->servers);
  dw_sim_script_clear (&self->script);
  g_clear_pointer (&self->scenario, dw_sim_scenario_free);
  g_main_loop_unref (self->loop);
  dw_clock_unref (self->clock);
}

static int
run_scenario (const Options *options)
{
  Program self = { .loop = g_main_loop_new (NULL, FALSE), .clock = dw_clock_new_system () };
  g_autoptr (GError) error = NULL;
  int status = 0;

  self.servers = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_sim_server_free);
  self.ticked_ms = dw_clock_mono_ms (self.clock);
  g_unix_signal_add (SIGTERM, quit_cb, &self);
  g_unix_signal_add (SIGINT, quit_cb, &self);
  if (start (&self, options, &error))
    {
      g_timeout_add (TICK_MS, tick_cb, &self);
      g_main_loop_run (self.loop);
    }
  else
    {
      g_printerr ("dianwei-simulator: %s\n", error->message);
      status = 1;
    }
  program_clear (&self);
  return status;
}

/* --- the past --- */

static GOutputStream *
open_out (const char *path, GError **error)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  if (file == NULL)
    return g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  return G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, error));
}

static gboolean
write_past (const Options *options, GError **error)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  DwSimHistoryOptions how = {
    .seed = options->seed,
    .days = options->history_days,
    .period_s = options->history_period_s,
    .recent_period_s = options->history_recent_period_s,
    .utc_offset_min = options->utc_offset_min,
  };
  g_autoptr (GOutputStream) out = NULL;

  if (!parse_time ("--history-end", options->history_end, &how.end_ms, error))
    return FALSE;
  if (options->history_end == NULL)
    how.end_ms = dw_clock_wall_ms (clock);
  out = open_out (options->history_out, error);
  return out != NULL && dw_sim_history_write (options->scenario, &how, out, error) && g_output_stream_close (out, NULL, error);
}

static int
run_past (const Options *options)
{
  g_autoptr (GError) error = NULL;

  if (write_past (options, &error))
    return 0;
  g_printerr ("dianwei-simulator: %s\n", error->message);
  return 1;
}

/* --- the program --- */

static void
options_clear (Options *self)
{
  g_free (self->history_end);
  g_free (self->history_out);
  g_free (self->scenario);
  g_free (self->start);
  g_strfreev (self->rest);
}

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  gboolean farm = FALSE;
  const GOptionEntry entries[] = {
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &options->scenario, "Scenario to play", "FILE" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &options->speed, "World seconds in a second", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, "Seed of the noise, instead of the scenario's", "N" },
    { "start", 0, 0, G_OPTION_ARG_STRING, &options->start, "Time at which the world begins", "ISO" },
    { "no-script", 0, 0, G_OPTION_ARG_NONE, &options->no_script, "Only commanded faults", NULL },
    { "exit-with-stdin", 0, 0, G_OPTION_ARG_NONE, &options->exit_with_stdin, "End when stdin is closed", NULL },
    { "farm", 0, 0, G_OPTION_ARG_NONE, &farm, "Serve G gateways with U detectors each, for measurements", NULL },
    { "history-days", 0, 0, G_OPTION_ARG_INT, &options->history_days, "Write the past of so many days as CSV and end", "N" },
    { "history-period", 0, 0, G_OPTION_ARG_INT, &options->history_period_s, "Seconds between its lines of a device (60)", "S" },
    { "history-recent-period", 0, 0, G_OPTION_ARG_INT, &options->history_recent_period_s, "The same in its last one to two hours", "S" },
    { "history-end", 0, 0, G_OPTION_ARG_STRING, &options->history_end, "Its last line, instead of now", "ISO" },
    { "history-out", 0, 0, G_OPTION_ARG_FILENAME, &options->history_out, "File for it, instead of stdout", "FILE" },
    { "utc-offset-min", 0, 0, G_OPTION_ARG_INT, &options->utc_offset_min, "Local time of the past, instead of the scenario's", "N" },
    { "delay-ms", 0, 0, G_OPTION_ARG_INT, &options->delay_ms, "Delay of each answer of the farm", "N" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->rest, NULL, "[G U]" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- a school that lives, behind real sockets");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  guint n_rest = options->rest != NULL ? g_strv_length (options->rest) : 0;
  if (farm == (options->scenario != NULL) || n_rest != (farm ? 2u : 0u) || !(options->speed > 0.0 && options->speed <= 10000.0) || options->seed > G_MAXUINT32 ||
      (options->history_days != 0 && farm))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "use --scenario FILE [--speed N] [--seed N] [--start ISO] [--no-script], --scenario FILE --history-days N, or --farm G U");
      return FALSE;
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  Options options = { .speed = 1.0, .seed = -1, .history_period_s = 60, .utc_offset_min = G_MAXINT };
  g_autoptr (GError) error = NULL;
  int status;

  signal (SIGPIPE, SIG_IGN);
  if (!parse_options (&options, &argc, &argv, &error))
    {
      g_printerr ("dianwei-simulator: %s\n", error->message);
      status = 2;
    }
  else if (options.history_days != 0)
    status = run_past (&options);
  else if (options.scenario != NULL)
    status = run_scenario (&options);
  else
    status = dw_sim_farm_run (options.rest[0], options.rest[1], options.delay_ms, options.exit_with_stdin);
  options_clear (&options);
  return status;
}
