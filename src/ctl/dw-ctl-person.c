// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-clock.h"
#include "dw-ctl-ask.h"
#include "dw-ctl-json.h"
#include "dw-ctl.h"
#include "dw-files.h"
#include "dw-station.h"

/* People of a folder, kept by the administrator of the machine: closing a breaker or writing limits needs a second person with a password of their own. */
typedef struct
{
  const DwCtlVerb *verb;
  char *dir, *role, *name;
  gboolean json;
} Job;

static void
job_clear (Job *job)
{
  g_free (job->dir);
  g_free (job->role);
  g_free (job->name);
}

static DwStation *
open_station (Job *job)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autofree char *dir = job->dir != NULL ? g_strdup (job->dir) : dw_files_default_station_dir ();
  g_autoptr (GError) error = NULL;
  DwStation *station = dw_station_new (dir, data_dir, "dianweictl", clock, &error);

  if (station == NULL)
    dw_ctl_complain (job->verb, DW_CTL_FAILED, "%s", error->message);
  return station;
}

/* NULL: keep the old one. */
static char *
get_password (void)
{
  const char *given = g_getenv ("DIANWEI_PASSWORD");
  char *typed;

  if (given != NULL)
    return *given != '\0' ? g_strdup (given) : NULL;
  typed = dw_ctl_ask_is_possible () ? dw_ctl_ask_secret (_ ("Password: ")) : NULL;
  if (typed == NULL || *typed != '\0')
    return typed;
  dw_ctl_ask_forget (typed);
  return NULL;
}

static int
put (Job *job, const char *id)
{
  g_autoptr (DwStation) station = NULL;
  g_autoptr (DwPerson) person = NULL;
  g_autoptr (GError) error = NULL;
  char *password;
  DwRole role;
  gboolean ok;

  if (job->role == NULL || !dw_role_from_word (job->role, &role))
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("--role must be duty-guard, school-admin, district-supervisor, electrician or system-admin"));
  station = open_station (job);
  if (station == NULL)
    return DW_CTL_FAILED;
  person = dw_person_new (id, job->name != NULL ? job->name : "", role);
  password = get_password ();
  ok = dw_station_put_person (station, person, password, &error);
  dw_ctl_ask_forget (password);
  return ok ? DW_CTL_DONE : dw_ctl_complain (job->verb, DW_CTL_FAILED, "%s", error->message);
}

static void
print_person (const DwPerson *person)
{
  DwCtlJson *json = dw_ctl_json_new ();

  dw_ctl_json_add_string (json, "id", person->id);
  dw_ctl_json_add_string (json, "name", person->name);
  dw_ctl_json_add_string (json, "role", dw_role_word (person->role));
  dw_ctl_json_print (json);
}

static int
list (Job *job)
{
  g_autoptr (DwStation) station = open_station (job);
  GPtrArray *people;

  if (station == NULL)
    return DW_CTL_FAILED;
  people = dw_station_list_people (station);
  for (guint i = 0; i < people->len; i++)
    {
      const DwPerson *person = people->pdata[i];

      if (job->json)
        print_person (person);
      else
        g_print ("%-8s %-20s %s\n", person->id, dw_role_word (person->role), person->name);
    }
  return DW_CTL_DONE;
}

int
dw_ctl_person (const DwCtlVerb *verb, int argc, char *argv[])
{
  Job job = { .verb = verb };
  const GOptionEntry entries[] = {
    { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, &job.dir, N_ ("Folder of the station"), "D" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &job.role, N_ ("Role of the person"), "R" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &job.name, N_ ("Name of the person"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &job.json, N_ ("Answer in JSON, one object a line"), NULL },
    { NULL },
  };
  int exit_code = DW_CTL_DONE;

  if (dw_ctl_parse (verb, entries, 1, 2, &argc, &argv, &exit_code))
    {
      if (strcmp (argv[1], "put") == 0 && argc == 3)
        exit_code = put (&job, argv[2]);
      else if (strcmp (argv[1], "list") == 0 && argc == 2)
        exit_code = list (&job);
      else
        exit_code = dw_ctl_complain (verb, DW_CTL_USAGE, _ ("write person put ID or person list"));
    }
  job_clear (&job);
  return exit_code;
}
