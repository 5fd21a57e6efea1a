// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-clock.h"
#include "dw-ctl-json.h"
#include "dw-ctl.h"
#include "dw-files.h"
#include "dw-school-import.h"

/* Lists from elsewhere into a folder, as the administrator of the machine. */
typedef struct
{
  const DwCtlVerb *verb;
  char *dir;
  gboolean skip_bad, dry_run, json;
} Job;

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

/* --- what was found --- */

static void
add_texts (DwCtlJson *json, const char *key, GPtrArray *texts)
{
  dw_ctl_json_open_array (json, key);
  for (guint i = 0; i < texts->len; i++)
    dw_ctl_json_add_string (json, NULL, g_ptr_array_index (texts, i));
  dw_ctl_json_close_array (json);
}

static void
print_row_json (const DwSchoolRow *row)
{
  DwCtlJson *json = dw_ctl_json_new ();

  dw_ctl_json_add_string (json, "what", dw_school_outcome_word (row->outcome));
  dw_ctl_json_add_integer (json, "line", row->line);
  dw_ctl_json_add_string (json, "name", row->name);
  dw_ctl_json_add_string (json, "region", row->region);
  add_texts (json, "changes", row->changes);
  add_texts (json, "problems", row->problems);
  dw_ctl_json_print (json);
}

static void
print_row (const DwSchoolRow *row)
{
  GPtrArray *texts = row->outcome == DW_SCHOOL_REFUSED ? row->problems : row->changes;

  g_print ("%5u  %-9s %s\n", row->line, dw_school_outcome_title (row->outcome), row->name);
  for (guint i = 0; i < texts->len; i++)
    g_print ("       %s\n", (const char *)g_ptr_array_index (texts, i));
}

static void
print_rows (Job *job, const DwSchoolImport *import)
{
  for (guint i = 0; i < import->rows->len; i++)
    {
      const DwSchoolRow *row = g_ptr_array_index (import->rows, i);

      if (row->outcome == DW_SCHOOL_SAME)
        continue;
      if (job->json)
        print_row_json (row);
      else
        print_row (row);
    }
}

static void
print_sum (Job *job, const DwSchoolImport *import, gboolean done)
{
  DwCtlJson *json;

  if (!job->json)
    {
      for (DwSchoolOutcome i = 0; i < DW_N_SCHOOL_OUTCOMES; i++)
        g_print ("%s: %u\n", dw_school_outcome_title (i), import->counts[i]);
      return;
    }
  json = dw_ctl_json_new ();
  dw_ctl_json_add_string (json, "what", "sum");
  dw_ctl_json_add_boolean (json, "done", done);
  dw_ctl_json_add_string (json, "encoding", import->encoding);
  for (DwSchoolOutcome i = 0; i < DW_N_SCHOOL_OUTCOMES; i++)
    dw_ctl_json_add_integer (json, dw_school_outcome_word (i), import->counts[i]);
  add_texts (json, "new_regions", import->new_regions);
  add_texts (json, "ignored_columns", import->ignored_columns);
  dw_ctl_json_print (json);
}

/* --- the verb --- */

static int
exit_code_of (const GError *error)
{
  return g_error_matches (error, DW_DESK_ERROR, DW_DESK_ERROR_DENIED) ? DW_CTL_DENIED : DW_CTL_FAILED;
}

static int
take_over (Job *job, DwStation *station, const DwSchoolImport *import, const char *path)
{
  g_autoptr (DwPerson) person = dw_person_new ("dianweictl", "", DW_ROLE_SYSTEM_ADMIN);
  g_autofree char *name = g_path_get_basename (path), *source = g_utf8_make_valid (name, -1);
  g_autoptr (GError) error = NULL;

  print_rows (job, import);
  if (job->dry_run)
    {
      print_sum (job, import, FALSE);
      return import->counts[DW_SCHOOL_REFUSED] > 0 ? DW_CTL_FAILED : DW_CTL_DONE;
    }
  if (!dw_school_import_apply (station, person, import, job->skip_bad, source, &error))
    {
      print_sum (job, import, FALSE);
      return dw_ctl_complain (job->verb, exit_code_of (error), "%s", error->message);
    }
  print_sum (job, import, TRUE);
  return DW_CTL_DONE;
}

static int
import_schools (Job *job, const char *path)
{
  g_autoptr (DwStation) station = NULL;
  g_autoptr (DwSchoolImport) import = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (path, &bytes, &length, &error))
    return dw_ctl_complain (job->verb, DW_CTL_FAILED, "%s", error->message);
  station = open_station (job);
  if (station == NULL)
    return DW_CTL_FAILED;
  import = dw_school_import_new (station, bytes, length, &error);
  if (import == NULL)
    return dw_ctl_complain (job->verb, DW_CTL_FAILED, "%s: %s", path, error->message);
  return take_over (job, station, import, path);
}

int
dw_ctl_import (const DwCtlVerb *verb, int argc, char *argv[])
{
  Job job = { .verb = verb };
  const GOptionEntry entries[] = {
    { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, &job.dir, N_ ("Folder of the station"), "D" },
    { "skip-bad", 0, 0, G_OPTION_ARG_NONE, &job.skip_bad, N_ ("Leave out the lines that are refused"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &job.dry_run, N_ ("Say what would be done and change nothing"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &job.json, N_ ("Answer in JSON, one object a line"), NULL },
    { NULL },
  };
  int exit_code = DW_CTL_DONE;

  if (dw_ctl_parse (verb, entries, 2, 2, &argc, &argv, &exit_code))
    exit_code = strcmp (argv[1], "schools") == 0 ? import_schools (&job, argv[2]) : dw_ctl_complain (verb, DW_CTL_USAGE, _ ("write import schools FILE"));
  g_free (job.dir);
  return exit_code;
}
