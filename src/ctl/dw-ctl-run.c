// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "dw-ctl-event.h"
#include "dw-ctl-json.h"
#include "dw-ctl-run-config.h"
#include "dw-ctl.h"
#include "dw-files.h"

/* dianweictl run: a station without a screen. It prints each event when it is on disk, never before. */

typedef struct
{
  const DwCtlVerb *verb;
  char *config_path;
  int seconds;
  gboolean json;
  DwStation *station;
  GMainLoop *loop;
} Job;

static void
print_state (const Job *job, const char *state)
{
  DwCtlJson *json;

  if (!job->json)
    {
      g_printerr ("dianweictl run: %s: %s\n", dw_station_get_dir (job->station), state);
      return;
    }
  json = dw_ctl_json_new ();
  dw_ctl_json_add_string (json, "what", "station");
  dw_ctl_json_add_string (json, "state", state);
  dw_ctl_json_add_string (json, "data_dir", dw_station_get_dir (job->station));
  dw_ctl_json_add_integer (json, "pid", getpid ());
  dw_ctl_json_print (json);
}

static void
event_cb (DwStation *station, const DwEventRecord *event, Job *job)
{
  DwPlaceTree *tree = dw_station_get_tree (station);
  DwPlace *place = dw_place_tree_find (tree, event->place_id);
  DwDevice *device = dw_place_tree_find_device (tree, event->device_id);
  g_autofree char *path = place != NULL ? dw_place_get_path (place) : g_strdup ("");
  DwCtlNames names = { path, device != NULL ? dw_device_get_name (device) : "", dw_station_get_gateway_name (station, event->gateway_id) };

  dw_ctl_print_event (event, &names, "event", job->json);
}

static void
fault_cb (DwStation *station, const char *sentence, Job *job)
{
  dw_ctl_complain (job->verb, DW_CTL_FAILED, "%s", sentence);
}

static gboolean
end_cb (gpointer data)
{
  Job *job = data;

  g_main_loop_quit (job->loop);
  return G_SOURCE_CONTINUE;
}

static void
run_until_told (Job *job)
{
  guint interrupt = g_unix_signal_add (SIGINT, end_cb, job);
  guint terminate = g_unix_signal_add (SIGTERM, end_cb, job);
  guint end = job->seconds > 0 ? g_timeout_add_seconds ((guint)job->seconds, end_cb, job) : 0;

  job->loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (job->station, "event", G_CALLBACK (event_cb), job);
  g_signal_connect (job->station, "fault", G_CALLBACK (fault_cb), job);
  dw_station_start (job->station);
  print_state (job, "running");
  g_main_loop_run (job->loop);
  dw_station_stop (job->station);
  g_signal_handlers_disconnect_by_data (job->station, job);
  print_state (job, "stopped");
  g_main_loop_unref (job->loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  g_clear_handle_id (&end, g_source_remove);
}

static int
run_job (Job *job)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autoptr (DwCtlRunConfig) config = NULL;
  g_autoptr (GError) error = NULL;

  if (job->config_path == NULL)
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", _ ("--config is missing"));
  config = dw_ctl_run_config_load (job->config_path, &error);
  if (config == NULL)
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", error->message);
  job->station = dw_station_new (config->data_dir, data_dir, "dianweictl", clock, &error);
  if (job->station == NULL || !dw_ctl_run_config_apply (config, job->station, &error))
    return dw_ctl_complain (job->verb, DW_CTL_FAILED, "%s", error->message);
  run_until_told (job);
  return DW_CTL_DONE;
}

int
dw_ctl_run (const DwCtlVerb *verb, int argc, char *argv[])
{
  Job job = { .verb = verb };
  const GOptionEntry entries[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &job.config_path, N_ ("What to poll: a JSON file"), "F" },
    { "for", 0, 0, G_OPTION_ARG_INT, &job.seconds, N_ ("End after so many seconds"), "S" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &job.json, N_ ("Answer in JSON, one object a line"), NULL },
    { NULL },
  };
  int exit_code = DW_CTL_DONE;

  if (dw_ctl_parse (verb, entries, 0, 0, &argc, &argv, &exit_code))
    exit_code = run_job (&job);
  g_clear_object (&job.station);
  g_free (job.config_path);
  return exit_code;
}
