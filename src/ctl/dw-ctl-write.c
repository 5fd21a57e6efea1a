// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-ctl-ask.h"
#include "dw-ctl-json.h"
#include "dw-ctl.h"
#include "dw-files.h"
#include "dw-remote.h"

/* dianweictl write: one command, through the same control desk as the window: rights, selection, confirmation, read-back, audit. A
 * station that works on the folder gets the request; it is never done beside it. */

#define UNIT_MAX 247
/* Secrets do not belong among the arguments, which every user of the machine can read. */
#define PASSWORD_VARIABLE "DIANWEI_SECOND_PASSWORD"

typedef struct
{
  const DwCtlVerb *verb;
  char *dir, *profile_name, *command, *reason, *person, *role_word, *switch_name, *second_person, *diagnosis;
  char **values;
  int unit;
  gboolean yes, no_one_working, json;
  DwOperateRequest *request;
} Job;

static int
complain_usage (const Job *job, const char *sentence)
{
  return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", sentence);
}

/* "name=value" */
static gboolean
read_value (const Job *job, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  char *end = NULL;
  double value = parts[0] != NULL && parts[1] != NULL ? g_ascii_strtod (parts[1], &end) : 0;

  if (end == NULL || end == parts[1] || *end != '\0')
    {
      dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("“%s” is not NAME=VALUE"), text);
      return FALSE;
    }
  dw_operate_request_set_argument (job->request, parts[0], value);
  return TRUE;
}

static gboolean
read_values (const Job *job)
{
  for (guint i = 0; job->values != NULL && job->values[i] != NULL; i++)
    if (!read_value (job, job->values[i]))
      return FALSE;
  return TRUE;
}

static int
check_options (const Job *job)
{
  DwRole role;

  if (job->unit < 1 || job->unit > UNIT_MAX)
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("--unit must be 1 to %d"), UNIT_MAX);
  if (job->profile_name == NULL)
    return complain_usage (job, _ ("--profile is missing"));
  if (job->command == NULL)
    return complain_usage (job, _ ("--command is missing"));
  if (job->reason == NULL || *job->reason == '\0')
    return complain_usage (job, _ ("--reason is missing: every control has one"));
  if (job->role_word != NULL && !dw_role_from_word (job->role_word, &role))
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("“%s” is not a role: duty-guard, school-admin, district-supervisor, electrician, system-admin"), job->role_word);
  return DW_CTL_DONE;
}

static int
fill_request (Job *job, const char *address)
{
  g_auto (DwCtlUrl) url = { 0 };
  g_autoptr (DwProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  if (!dw_ctl_parse_url (address, &url, &error))
    return complain_usage (job, error->message);
  profile = dw_ctl_find_station_profile (job->verb, job->profile_name, job->dir);
  if (profile == NULL || !read_values (job))
    return DW_CTL_USAGE;
  job->request->kind = g_strdup (url.kind);
  job->request->host = g_strdup (url.host);
  job->request->port = url.port;
  job->request->unit = (guint8)job->unit;
  job->request->profile_id = g_strdup (profile->id);
  job->request->command = g_strdup (job->command);
  job->request->person_id = g_strdup (job->person != NULL ? job->person : g_get_user_name ());
  job->request->role = DW_N_ROLES;
  if (job->role_word != NULL)
    dw_role_from_word (job->role_word, &job->request->role);
  job->request->reason = g_strdup (job->reason);
  job->request->switch_name = g_strdup (job->switch_name);
  job->request->second_id = g_strdup (job->second_person);
  job->request->no_one_working = job->no_one_working;
  job->request->diagnosis = g_strdup (job->diagnosis);
  return DW_CTL_DONE;
}

static int
ask_person (Job *job)
{
  g_autofree char *question = g_strdup_printf (_ ("%s at unit %d of %s:%u: %s."), job->command, job->unit, job->request->host, job->request->port, job->reason);

  if (job->yes)
    return DW_CTL_DONE;
  if (!dw_ctl_ask_is_possible ())
    return complain_usage (job, _ ("nobody can be asked here; scripts say --yes"));
  return dw_ctl_ask_yes (question) ? DW_CTL_DONE : dw_ctl_complain (job->verb, DW_CTL_FAILED, "%s", _ ("not confirmed; nothing was sent"));
}

static int
ask_second (Job *job)
{
  g_autofree char *question = NULL;

  if (job->second_person == NULL)
    return DW_CTL_DONE;
  job->request->second_password = g_strdup (g_getenv (PASSWORD_VARIABLE));
  if (job->request->second_password != NULL)
    return DW_CTL_DONE;
  if (!dw_ctl_ask_is_possible ())
    return complain_usage (job, _ ("the password of the second person is taken from DIANWEI_SECOND_PASSWORD here"));
  question = g_strdup_printf (_ ("Password of %s:"), job->second_person);
  job->request->second_password = dw_ctl_ask_secret (question);
  return job->request->second_password != NULL ? DW_CTL_DONE : complain_usage (job, _ ("there was no password"));
}

/* What kind of no it was: rights, use, reach, or anything else. */
static int
find_exit_code (const GError *error)
{
  static const struct
  {
    int desk_code;
    int exit_code;
  } desk_codes[] = {
    { DW_DESK_ERROR_DENIED, DW_CTL_DENIED },
    { DW_DESK_ERROR_REFUSED, DW_CTL_FAILED },
    { DW_DESK_ERROR_FAILED, DW_CTL_FAILED },
    { DW_DESK_ERROR_INVALID, DW_CTL_USAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (desk_codes); i++)
    if (g_error_matches (error, DW_DESK_ERROR, desk_codes[i].desk_code))
      return desk_codes[i].exit_code;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return DW_CTL_UNREACHABLE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return DW_CTL_USAGE;
  return DW_CTL_FAILED;
}

static const char *
find_reason_word (int exit_code)
{
  static const char *const words[] = { "", "refused", "usage", "denied", "unreachable" };

  return words[exit_code];
}

static int
print_error (const Job *job, const GError *error)
{
  int exit_code = find_exit_code (error);

  if (job->json)
    {
      DwCtlJson *json = dw_ctl_json_new ();

      dw_ctl_json_add_boolean (json, "ok", FALSE);
      dw_ctl_json_add_string (json, "reason", find_reason_word (exit_code));
      dw_ctl_json_add_string (json, "text", error->message);
      dw_ctl_json_print (json);
    }
  return dw_ctl_complain (job->verb, exit_code, "%s", error->message);
}

static void
print_result_json (const DwCommandResult *result, gboolean handed_over)
{
  DwCtlJson *json = dw_ctl_json_new ();

  dw_ctl_json_add_boolean (json, "ok", result->state == DW_COMMAND_CONFIRMED);
  dw_ctl_json_add_string (json, "state", dw_command_state_word (result->state));
  dw_ctl_json_add_string (json, "reason", result->code);
  dw_ctl_json_add_string (json, "text", result->reason);
  dw_ctl_json_add_string (json, "old", result->old_value);
  dw_ctl_json_add_string (json, "new", result->new_value);
  dw_ctl_json_add_boolean (json, "handed_over", handed_over);
  dw_ctl_json_open_array (json, "log");
  for (guint i = 0; result->log != NULL && i < result->log->len; i++)
    dw_ctl_json_add_string (json, NULL, result->log->pdata[i]);
  dw_ctl_json_close_array (json);
  dw_ctl_json_print (json);
}

static void
print_result_text (const DwCommandResult *result)
{
  for (guint i = 0; result->log != NULL && i < result->log->len; i++)
    g_printerr ("%s\n", (const char *)result->log->pdata[i]);
  g_print ("%s%s%s\n", dw_command_state_title (result->state), result->reason != NULL && *result->reason != '\0' ? ": " : "", result->reason != NULL ? result->reason : "");
}

static int
operate (const Job *job)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autofree char *dir = job->dir != NULL ? g_strdup (job->dir) : dw_files_default_station_dir ();
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autoptr (GError) error = NULL;
  gboolean handed_over = FALSE;
  g_autoptr (DwCommandResult) result = dw_remote_operate (dir, data_dir, job->request, clock, &handed_over, &error);

  if (result == NULL)
    return print_error (job, error);
  if (job->json)
    print_result_json (result, handed_over);
  else
    print_result_text (result);
  if (result->state == DW_COMMAND_CONFIRMED)
    return DW_CTL_DONE;
  return result->state == DW_COMMAND_UNREACHABLE ? DW_CTL_UNREACHABLE : DW_CTL_FAILED;
}

static int
run_job (Job *job, const char *address)
{
  int exit_code = check_options (job);

  job->request = dw_operate_request_new ();
  if (exit_code == DW_CTL_DONE)
    exit_code = fill_request (job, address);
  if (exit_code == DW_CTL_DONE)
    exit_code = ask_person (job);
  job->request->confirmed = exit_code == DW_CTL_DONE;
  if (exit_code == DW_CTL_DONE)
    exit_code = ask_second (job);
  if (exit_code == DW_CTL_DONE)
    exit_code = operate (job);
  dw_ctl_ask_forget (g_steal_pointer (&job->request->second_password));
  dw_operate_request_free (job->request);
  return exit_code;
}

static void
job_clear (Job *job)
{
  char *texts[] = { job->dir, job->profile_name, job->command, job->reason, job->person, job->role_word, job->switch_name, job->second_person, job->diagnosis };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (job->values);
}

int
dw_ctl_write (const DwCtlVerb *verb, int argc, char *argv[])
{
  Job job = { .verb = verb };
  const GOptionEntry entries[] = {
    { "unit", 'u', 0, G_OPTION_ARG_INT, &job.unit, N_ ("Unit (slave address) of the device"), "N" },
    { "profile", 'p', 0, G_OPTION_ARG_STRING, &job.profile_name, N_ ("Device profile: id or short name"), N_ ("P") },
    { "command", 'c', 0, G_OPTION_ARG_STRING, &job.command, N_ ("Command of the profile, or reset, silence, trip, close, allow-close, set-limit"), N_ ("NAME") },
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &job.values, N_ ("Limit to write, may be repeated"), N_ ("NAME=VALUE") },
    { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, &job.dir, N_ ("Folder of the station"), "D" },
    { "reason", 'r', 0, G_OPTION_ARG_STRING, &job.reason, N_ ("Why; stands in the audit log"), N_ ("TEXT") },
    { "person", 0, 0, G_OPTION_ARG_STRING, &job.person, N_ ("Who does it (default: the user's name)"), "ID" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &job.role_word, N_ ("Role of the person (default: as the folder knows them, else electrician)"), N_ ("ROLE") },
    { "switch-name", 0, 0, G_OPTION_ARG_STRING, &job.switch_name, N_ ("Short name of the switch, for trip and close"), "S" },
    { "second-person", 0, 0, G_OPTION_ARG_STRING, &job.second_person, N_ ("Second person; the password is asked for, or taken from DIANWEI_SECOND_PASSWORD"), "ID" },
    { "no-one-working", 0, 0, G_OPTION_ARG_NONE, &job.no_one_working, N_ ("No one is working on this circuit"), NULL },
    { "diagnosis", 0, 0, G_OPTION_ARG_STRING, &job.diagnosis, N_ ("Finding after a protection trip"), N_ ("TEXT") },
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &job.yes, N_ ("Do not ask, for scripts"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &job.json, N_ ("Answer in JSON, one object a line"), NULL },
    { NULL },
  };
  int exit_code = DW_CTL_DONE;

  if (dw_ctl_parse (verb, entries, 1, 1, &argc, &argv, &exit_code))
    exit_code = run_job (&job, argv[1]);
  job_clear (&job);
  return exit_code;
}
