// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "dw-archive-reader.h"
#include "dw-ctl-event.h"
#include "dw-ctl-json.h"
#include "dw-ctl.h"
#include "dw-files.h"

/* dianweictl events, watch and audit: what a station's folder remembers. The folder is only looked at, so that a station may work on it
 * at the same time. */

#define LOOK_MS 300
/* A line may be stored a little after a younger one: so far back is looked for lines not printed yet. */
#define OVERLAP_MS 60000

typedef struct
{
  const DwCtlVerb *verb;
  char *dir, *from, *to;
  char **kinds;
  int limit, seconds;
  gboolean json;
  DwArchiveFilter filter;
  DwArchiveReader *reader;
  DwClock *clock;
  GMainLoop *loop;
  gint64 last_id, last_ms; /* of the lines printed */
  int exit_code;
} Job;

static int
complain_error (const Job *job, const GError *error)
{
  int exit_code = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? DW_CTL_UNREACHABLE : DW_CTL_FAILED;

  return dw_ctl_complain (job->verb, exit_code, "%s", error->message);
}

static void
print_event (Job *job, const DwEventRecord *event, const char *what)
{
  g_autofree char *place = dw_archive_reader_name_place (job->reader, event->place_id);
  g_autofree char *device = dw_archive_reader_name_device (job->reader, event->device_id);
  g_autofree char *gateway = dw_archive_reader_name_gateway (job->reader, event->gateway_id);
  DwCtlNames names = { place, device, gateway };

  dw_ctl_print_event (event, &names, what, job->json);
}

static void
print_alarm (Job *job, const DwAlarmRecord *alarm)
{
  g_autofree char *place = dw_archive_reader_name_place (job->reader, alarm->place_id);
  g_autofree char *device = dw_archive_reader_name_device (job->reader, alarm->device_id);
  g_autofree char *gateway = dw_archive_reader_name_gateway (job->reader, alarm->gateway_id);
  DwCtlNames names = { place, device, gateway };

  dw_ctl_print_alarm (alarm, &names, "alarm", job->json);
}

static gboolean
read_kinds (Job *job, int *exit_code)
{
  for (guint i = 0; job->kinds != NULL && job->kinds[i] != NULL; i++)
    {
      DwEventKind kind;

      if (!dw_event_kind_from_word (job->kinds[i], &kind))
        {
          *exit_code = dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("“%s” is not a kind of event"), job->kinds[i]);
          return FALSE;
        }
      job->filter.kinds |= 1u << kind;
    }
  return TRUE;
}

static gboolean
read_time (const Job *job, const char *text, gint64 *wall_ms, int *exit_code)
{
  if (text == NULL || dw_ctl_parse_time (text, wall_ms))
    return TRUE;
  *exit_code = dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("“%s” is not a time; write 2026-03-05T08:00:00"), text);
  return FALSE;
}

static gboolean
open_reader (Job *job, int *exit_code)
{
  g_autoptr (GError) error = NULL;

  if (job->dir == NULL)
    job->dir = dw_files_default_station_dir ();
  job->clock = dw_clock_new_system ();
  job->reader = dw_archive_reader_open (job->dir, job->clock, &error);
  if (job->reader == NULL)
    *exit_code = complain_error (job, error);
  return job->reader != NULL;
}

static int
list_events (Job *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = dw_archive_reader_load_events (job->reader, &job->filter, &error);

  if (events == NULL)
    return complain_error (job, error);
  for (guint i = 0; i < events->len; i++)
    print_event (job, events->pdata[i], NULL);
  return DW_CTL_DONE;
}

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->reader, dw_archive_reader_close);
  g_clear_pointer (&job->clock, dw_clock_unref);
  g_free (job->dir);
  g_free (job->from);
  g_free (job->to);
  g_strfreev (job->kinds);
}

int
dw_ctl_events (const DwCtlVerb *verb, int argc, char *argv[])
{
  Job job = { .verb = verb };
  const GOptionEntry entries[] = {
    { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, &job.dir, N_ ("Folder of the station"), "D" },
    { "kind", 'k', 0, G_OPTION_ARG_STRING_ARRAY, &job.kinds, N_ ("Only this kind: alarm, fault, trip, comms, restore, control, operation"), "K" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &job.from, N_ ("Not before this time"), "T" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &job.to, N_ ("Before this time"), "T" },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &job.limit, N_ ("The newest so many"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &job.json, N_ ("Answer in JSON, one object a line"), NULL },
    { NULL },
  };
  int exit_code = DW_CTL_DONE;

  if (dw_ctl_parse (verb, entries, 0, 0, &argc, &argv, &exit_code) && read_kinds (&job, &exit_code) && read_time (&job, job.from, &job.filter.from_ms, &exit_code) &&
      read_time (&job, job.to, &job.filter.to_ms, &exit_code))
    {
      job.filter.limit = (guint)MAX (job.limit, 0);
      if (job.limit < 0)
        exit_code = dw_ctl_complain (verb, DW_CTL_USAGE, "%s", _ ("--limit must not be negative"));
      else if (open_reader (&job, &exit_code))
        exit_code = list_events (&job);
    }
  job_clear (&job);
  return exit_code;
}

/* --- watch --- */

static gboolean
print_new (Job *job)
{
  g_autoptr (GError) error = NULL;
  DwArchiveFilter filter = { .from_ms = MAX (job->last_ms - OVERLAP_MS, 0) };
  g_autoptr (GPtrArray) events = dw_archive_reader_load_events (job->reader, &filter, &error);
  gint64 last_id = job->last_id;

  if (events == NULL)
    {
      job->exit_code = complain_error (job, error);
      g_main_loop_quit (job->loop);
      return FALSE;
    }
  for (guint i = 0; i < events->len; i++)
    {
      const DwEventRecord *event = events->pdata[i];

      if (event->id <= job->last_id)
        continue;
      print_event (job, event, "event");
      last_id = MAX (last_id, event->id);
      job->last_ms = MAX (job->last_ms, event->time_ms);
    }
  job->last_id = last_id;
  return TRUE;
}

static gboolean
look_cb (gpointer data)
{
  return print_new (data) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
end_cb (gpointer data)
{
  Job *job = data;

  g_main_loop_quit (job->loop);
  return G_SOURCE_CONTINUE;
}

/* What is live now, and where the history ends: only what comes after is printed as it comes. */
static gboolean
begin_watch (Job *job, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  DwArchiveFilter newest = { .limit = 1 };
  g_autoptr (GPtrArray) last = dw_archive_reader_load_events (job->reader, &newest, &error);
  g_autoptr (GPtrArray) alarms = last != NULL ? dw_archive_reader_load_live_alarms (job->reader, &error) : NULL;

  if (alarms == NULL)
    {
      *exit_code = complain_error (job, error);
      return FALSE;
    }
  for (guint i = 0; i < last->len; i++)
    {
      job->last_id = ((const DwEventRecord *)last->pdata[i])->id;
      job->last_ms = ((const DwEventRecord *)last->pdata[i])->time_ms;
    }
  for (guint i = 0; i < alarms->len; i++)
    print_alarm (job, alarms->pdata[i]);
  return TRUE;
}

static int
watch_folder (Job *job)
{
  guint look, end, interrupt, terminate;

  job->loop = g_main_loop_new (NULL, FALSE);
  look = g_timeout_add (LOOK_MS, look_cb, job);
  end = job->seconds > 0 ? g_timeout_add_seconds ((guint)job->seconds, end_cb, job) : 0;
  interrupt = g_unix_signal_add (SIGINT, end_cb, job);
  terminate = g_unix_signal_add (SIGTERM, end_cb, job);
  g_main_loop_run (job->loop);
  if (job->exit_code == DW_CTL_DONE)
    print_new (job);
  if (g_main_context_find_source_by_id (NULL, look) != NULL)
    g_source_remove (look);
  g_clear_handle_id (&end, g_source_remove);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  g_main_loop_unref (job->loop);
  return job->exit_code;
}

int
dw_ctl_watch (const DwCtlVerb *verb, int argc, char *argv[])
{
  Job job = { .verb = verb };
  const GOptionEntry entries[] = {
    { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, &job.dir, N_ ("Folder of the station"), "D" },
    { "for", 0, 0, G_OPTION_ARG_INT, &job.seconds, N_ ("End after so many seconds"), "S" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &job.json, N_ ("Answer in JSON, one object a line"), NULL },
    { NULL },
  };
  int exit_code = DW_CTL_DONE;

  if (dw_ctl_parse (verb, entries, 0, 0, &argc, &argv, &exit_code) && open_reader (&job, &exit_code) && begin_watch (&job, &exit_code))
    exit_code = watch_folder (&job);
  job_clear (&job);
  return exit_code;
}

/* --- audit --- */

static int
verify_audit (Job *job)
{
  g_autoptr (GError) error = NULL;
  DwArchiveVerdict verdict;

  if (!dw_archive_reader_verify_audit (job->reader, &verdict, &error))
    return complain_error (job, error);
  if (job->json)
    {
      DwCtlJson *json = dw_ctl_json_new ();

      dw_ctl_json_add_boolean (json, "ok", verdict.ok);
      dw_ctl_json_add_integer (json, "lines", (gint64)verdict.lines);
      if (!verdict.ok)
        dw_ctl_json_add_integer (json, "first_bad", verdict.first_bad);
      if (verdict.problem[0] != '\0')
        dw_ctl_json_add_string (json, "text", verdict.problem);
      dw_ctl_json_print (json);
    }
  else if (verdict.ok)
    {
      g_autofree char *lines = g_strdup_printf ("%" G_GUINT64_FORMAT, verdict.lines);

      g_print (_ ("The audit log is whole: %s lines\n"), lines);
    }
  if (verdict.problem[0] != '\0')
    dw_ctl_complain (job->verb, DW_CTL_FAILED, "%s", verdict.problem);
  return verdict.ok ? DW_CTL_DONE : DW_CTL_FAILED;
}

int
dw_ctl_audit (const DwCtlVerb *verb, int argc, char *argv[])
{
  Job job = { .verb = verb };
  const GOptionEntry entries[] = {
    { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, &job.dir, N_ ("Folder of the station"), "D" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &job.json, N_ ("Answer in JSON, one object a line"), NULL },
    { NULL },
  };
  int exit_code = DW_CTL_DONE;

  if (dw_ctl_parse (verb, entries, 1, 1, &argc, &argv, &exit_code))
    {
      if (strcmp (argv[1], "verify") != 0)
        exit_code = dw_ctl_complain (verb, DW_CTL_USAGE, _ ("“%s” is unknown; write audit verify"), argv[1]);
      else if (open_reader (&job, &exit_code))
        exit_code = verify_audit (&job);
    }
  job_clear (&job);
  return exit_code;
}
