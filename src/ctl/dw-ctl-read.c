// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-clock.h"
#include "dw-ctl-json.h"
#include "dw-ctl-values.h"
#include "dw-ctl.h"
#include "dw-gateway-source.h"

/* dianweictl read: one connection, every block and threshold of one unit once. */

#define UNIT_MAX 247
#define UNIT_MAX_TCP 255 /* a device without units behind it is often 0 or 255 */
#define TIMEOUT_MS_MIN 50
#define TIMEOUT_MS_MAX 60000

typedef struct
{
  const DwCtlVerb *verb;
  char *profile_name, *settings;
  int unit, timeout_ms;
  gboolean json, frames;
  DwProfile *profile;
  DwProbe *probe;
  GMainLoop *loop;
} Job;

/* In the order of DwSourceError. */
static const struct
{
  const char *word;
  int exit_code;
} failures[] = {
  [DW_SOURCE_ERROR_TIMEOUT] = { "timeout", DW_CTL_UNREACHABLE },
  [DW_SOURCE_ERROR_REFUSED] = { "refused", DW_CTL_FAILED },
  [DW_SOURCE_ERROR_DENIED] = { "denied", DW_CTL_DENIED },
  [DW_SOURCE_ERROR_BAD_FRAME] = { "bad-frame", DW_CTL_FAILED },
  [DW_SOURCE_ERROR_CLOSED] = { "closed", DW_CTL_UNREACHABLE },
};

static void
print_frames (const DwProbe *probe)
{
  for (guint i = 0; probe->frames != NULL && i < probe->frames->len; i++)
    {
      const DwFrameLine *line = g_ptr_array_index (probe->frames, i);

      g_printerr ("%s %s  %s\n", line->sent ? "TX" : "RX", line->hex, line->text);
    }
}

static int
print_failure (const Job *job)
{
  guint code = (guint)job->probe->error_code < G_N_ELEMENTS (failures) ? (guint)job->probe->error_code : DW_SOURCE_ERROR_CLOSED;

  if (job->json)
    {
      DwCtlJson *json = dw_ctl_json_new ();

      dw_ctl_json_add_boolean (json, "ok", FALSE);
      dw_ctl_json_add_string (json, "reason", failures[code].word);
      dw_ctl_json_add_string (json, "text", job->probe->error);
      dw_ctl_json_add_integer (json, "unit", job->unit);
      dw_ctl_json_add_string (json, "profile", job->profile->id);
      dw_ctl_json_print (json);
    }
  return dw_ctl_complain (job->verb, failures[code].exit_code, "%s", job->probe->error);
}

/* Points that no block brought: the device has not all registers of the map. */
static void
add_missing (DwCtlJson *json, const Job *job)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < job->profile->n_points; i++)
    {
      if (job->probe->report->values[i].quality != DW_QUALITY_NONE)
        continue;
      if (!begun)
        dw_ctl_json_open_array (json, "missing");
      begun = TRUE;
      dw_ctl_json_add_string (json, NULL, job->profile->points[i].name);
    }
  if (begun)
    dw_ctl_json_close_array (json);
}

static void
print_json (const Job *job)
{
  DwCtlJson *json = dw_ctl_json_new ();

  dw_ctl_json_add_boolean (json, "ok", TRUE);
  dw_ctl_json_add_integer (json, "unit", job->unit);
  dw_ctl_json_add_string (json, "profile", job->profile->id);
  dw_ctl_json_add_time (json, "time", job->probe->report->time_ms);
  dw_ctl_json_add_values (json, job->profile, job->probe->report->values);
  if (job->probe->thresholds != NULL)
    dw_ctl_json_add_thresholds (json, job->profile, job->probe->thresholds);
  add_missing (json, job);
  dw_ctl_json_print (json);
}

static int
print_probe (const Job *job)
{
  if (job->frames)
    print_frames (job->probe);
  if (job->probe->error != NULL)
    return print_failure (job);
  if (job->json)
    print_json (job);
  else
    dw_ctl_print_values (job->profile, job->probe->report->values, job->probe->thresholds);
  return DW_CTL_DONE;
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;

  job->probe = dw_gateway_probe_finish (result, NULL);
  g_main_loop_quit (job->loop);
}

static int
read_unit (Job *job, const DwCtlUrl *url)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  DwModbusFraming framing = strcmp (url->kind, "modbus-tcp") == 0 ? DW_MODBUS_FRAMING_TCP : DW_MODBUS_FRAMING_RTU;
  DwGatewayConfig config = { .name = url->host, .framing = framing, .host = url->host, .port = url->port, .timeout_ms = job->timeout_ms };

  job->loop = g_main_loop_new (NULL, FALSE);
  dw_gateway_probe_async (&config, clock, (guint8)job->unit, job->profile, NULL, probed_cb, job);
  g_main_loop_run (job->loop);
  g_main_loop_unref (job->loop);
  return job->probe != NULL ? print_probe (job) : dw_ctl_complain (job->verb, DW_CTL_FAILED, "%s", _ ("the reading was broken off"));
}

static int
run_job (Job *job, const char *address)
{
  g_auto (DwCtlUrl) url = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean tcp;

  if (!dw_ctl_parse_url (address, &url, &error))
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", error->message);
  tcp = strcmp (url.kind, "modbus-tcp") == 0;
  if (job->profile_name == NULL)
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", _ ("--profile is missing"));
  if (job->unit < (tcp ? 0 : 1) || job->unit > (tcp ? UNIT_MAX_TCP : UNIT_MAX))
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("--unit must be %d to %d"), tcp ? 0 : 1, tcp ? UNIT_MAX_TCP : UNIT_MAX);
  if (job->timeout_ms != 0 && (job->timeout_ms < TIMEOUT_MS_MIN || job->timeout_ms > TIMEOUT_MS_MAX))
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("--timeout must be %d to %d ms"), TIMEOUT_MS_MIN, TIMEOUT_MS_MAX);
  job->profile = dw_ctl_find_profile (job->verb, job->profile_name, job->settings);
  return job->profile != NULL ? read_unit (job, &url) : DW_CTL_USAGE;
}

int
dw_ctl_read (const DwCtlVerb *verb, int argc, char *argv[])
{
  Job job = { .verb = verb, .unit = -1 };
  const GOptionEntry entries[] = {
    { "unit", 'u', 0, G_OPTION_ARG_INT, &job.unit, N_ ("Unit (slave address) of the device"), "N" },
    { "profile", 'p', 0, G_OPTION_ARG_STRING, &job.profile_name, N_ ("Device profile: id, short name or file"), N_ ("P") },
    { "settings", 0, 0, G_OPTION_ARG_STRING, &job.settings, N_ ("Settings of the device, as JSON"), "JSON" },
    { "timeout", 't', 0, G_OPTION_ARG_INT, &job.timeout_ms, N_ ("Time for one answer, in milliseconds"), "MS" },
    { "frames", 0, 0, G_OPTION_ARG_NONE, &job.frames, N_ ("Show the frames on standard error"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &job.json, N_ ("Answer in JSON, one object a line"), NULL },
    { NULL },
  };
  int exit_code = DW_CTL_DONE;

  if (dw_ctl_parse (verb, entries, 1, 1, &argc, &argv, &exit_code))
    exit_code = run_job (&job, argv[1]);
  g_clear_pointer (&job.probe, dw_probe_free);
  g_clear_pointer (&job.profile, dw_profile_unref);
  g_free (job.profile_name);
  g_free (job.settings);
  return exit_code;
}
