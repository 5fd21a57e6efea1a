// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-ctl-event.h"
#include "dw-ctl-json.h"
#include "dw-ctl.h"
#include "dw-files.h"
#include "dw-month-reader.h"

/* dianweictl overview: the numbers of the page of that name, from the folder. They are counted by the same code, for checking and for scripts. */

#define TOP_SCHOOLS 8
#define RATE_DECIMALS 2

typedef struct
{
  const DwCtlVerb *verb;
  char *dir, *person, *month;
  gint64 place_id;
  gboolean json;
} Job;

/* "2026-11" -> its begin. */
static gboolean
read_month (const char *text, gint64 *month_ms)
{
  g_autofree char *day = g_strdup_printf ("%s-01", text);

  return strlen (text) == strlen ("2026-11") && dw_ctl_parse_time (day, month_ms);
}

/* --- as one line of JSON --- */

static void
add_classes (DwCtlJson *json, const char *key, const guint counts[DW_N_EVENT_CLASSES], guint classes)
{
  dw_ctl_json_open_object (json, key);
  dw_ctl_json_add_integer (json, "total", dw_event_class_sum (counts, classes));
  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    if (classes & (1u << i))
      dw_ctl_json_add_integer (json, dw_event_class_word ((DwEventClass)i), counts[i]);
  dw_ctl_json_close_object (json);
}

static void
add_counts (DwCtlJson *json, const guint counts[DW_N_EVENT_CLASSES])
{
  add_classes (json, "hazards", counts, DW_EVENT_CLASSES_HAZARDS);
  add_classes (json, "faults", counts, DW_EVENT_CLASSES_FAULTS);
  dw_ctl_json_add_integer (json, "restored", dw_event_class_sum (counts, DW_EVENT_CLASSES_RESTORED));
}

static void
add_parts (DwCtlJson *json, const char *key, GPtrArray *parts, guint most)
{
  dw_ctl_json_open_array (json, key);
  for (guint i = 0; i < MIN (parts->len, most); i++)
    {
      const DwMonthPart *part = parts->pdata[i];

      dw_ctl_json_open_object (json, NULL);
      dw_ctl_json_add_integer (json, "place", dw_place_get_id (part->place));
      dw_ctl_json_add_string (json, "name", dw_place_get_name (part->place));
      add_counts (json, part->counts);
      dw_ctl_json_add_integer (json, "circuits", part->n_circuits);
      dw_ctl_json_add_number (json, "per_100_circuits", dw_month_part_get_rate (part), RATE_DECIMALS);
      dw_ctl_json_close_object (json);
    }
  dw_ctl_json_close_array (json);
}

static void
print_json (const DwMonthFigures *figures)
{
  DwCtlJson *json = dw_ctl_json_new ();

  dw_ctl_json_add_time (json, "from", figures->span.from_ms);
  dw_ctl_json_add_time (json, "to", figures->span.to_ms);
  dw_ctl_json_add_integer (json, "schools", figures->n_schools);
  dw_ctl_json_add_integer (json, "installed", figures->n_installed);
  dw_ctl_json_add_string (json, "on_line", NULL); /* no folder knows that */
  dw_ctl_json_add_integer (json, "not_yet", figures->n_schools - figures->n_installed);
  add_counts (json, figures->counts);
  dw_ctl_json_open_object (json, "before");
  dw_ctl_json_add_time (json, "from", figures->span.before_from_ms);
  dw_ctl_json_add_time (json, "to", figures->span.before_to_ms);
  add_counts (json, figures->before);
  dw_ctl_json_close_object (json);
  add_parts (json, "regions", figures->regions, figures->regions->len);
  add_parts (json, "top_schools", figures->schools, TOP_SCHOOLS);
  dw_ctl_json_print (json);
}

/* --- for people --- */

static void
print_classes (const char *title, const guint counts[DW_N_EVENT_CLASSES], const guint before[DW_N_EVENT_CLASSES], guint classes)
{
  g_print ("%s  %u  (%u)\n", title, dw_event_class_sum (counts, classes), dw_event_class_sum (before, classes));
  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    if ((classes & (1u << i)) && classes != 1u << i)
      g_print ("  %s  %u  (%u)\n", dw_event_class_title ((DwEventClass)i), counts[i], before[i]);
}

static void
print_parts (const char *title, GPtrArray *parts, guint most)
{
  g_print ("%s\n", title);
  for (guint i = 0; i < MIN (parts->len, most); i++)
    {
      const DwMonthPart *part = parts->pdata[i];
      double rate = dw_month_part_get_rate (part);
      g_autofree char *digits = isfinite (rate) ? dw_ctl_format_number (rate, RATE_DECIMALS) : g_strdup ("-");

      g_print ("  %s  %u  %s\n", dw_place_get_name (part->place), dw_event_class_sum (part->counts, DW_EVENT_CLASSES_HAZARDS), digits);
    }
}

static void
print_text (const DwMonthFigures *figures)
{
  g_print (_ ("Schools  %u, with devices %u, not yet %u\n"), figures->n_schools, figures->n_installed, figures->n_schools - figures->n_installed);
  print_classes (_ ("Hazards"), figures->counts, figures->before, DW_EVENT_CLASSES_HAZARDS);
  print_classes (_ ("Faults"), figures->counts, figures->before, DW_EVENT_CLASSES_FAULTS);
  print_classes (_ ("Restored"), figures->counts, figures->before, DW_EVENT_CLASSES_RESTORED);
  print_parts (_ ("By region: hazards, per 100 circuits"), figures->regions, figures->regions->len);
  print_parts (_ ("Schools to look after: hazards, per 100 circuits"), figures->schools, TOP_SCHOOLS);
}

/* --- the verb --- */

static int
complain_error (const Job *job, const GError *error, int missing)
{
  return dw_ctl_complain (job->verb, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? missing : DW_CTL_FAILED, "%s", error->message);
}

static int
count (const Job *job, DwClock *clock)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  DwMonthReaderQuestion question = { job->place_id, job->person, dw_clock_wall_ms (clock), dw_clock_wall_ms (clock), zone };
  g_autoptr (GError) error = NULL;
  g_autoptr (DwMonthReader) reader = NULL;
  g_autoptr (DwMonthFigures) figures = NULL;

  if (job->month != NULL && !read_month (job->month, &question.month_ms))
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, _ ("“%s” is not a month; write 2026-11"), job->month);
  reader = dw_month_reader_open (job->dir, clock, &error);
  if (reader == NULL)
    return complain_error (job, error, DW_CTL_UNREACHABLE);
  figures = dw_month_reader_count (reader, &question, &error);
  if (figures == NULL)
    return complain_error (job, error, DW_CTL_USAGE);
  if (job->json)
    print_json (figures);
  else
    print_text (figures);
  return DW_CTL_DONE;
}

int
dw_ctl_overview (const DwCtlVerb *verb, int argc, char *argv[])
{
  Job job = { .verb = verb };
  const GOptionEntry entries[] = {
    { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, &job.dir, N_ ("Folder of the station"), "D" },
    { "place", 0, 0, G_OPTION_ARG_INT64, &job.place_id, N_ ("Number of the place that is counted, with all below it"), "ID" },
    { "person", 0, 0, G_OPTION_ARG_STRING, &job.person, N_ ("Count what this person may see"), N_ ("NAME") },
    { "month", 0, 0, G_OPTION_ARG_STRING, &job.month, N_ ("The month, as 2026-11; else the present one"), N_ ("MONTH") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &job.json, N_ ("Answer in JSON, one object a line"), NULL },
    { NULL },
  };
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  int exit_code = DW_CTL_DONE;

  if (dw_ctl_parse (verb, entries, 0, 0, &argc, &argv, &exit_code))
    {
      if (job.dir == NULL)
        job.dir = dw_files_default_station_dir ();
      exit_code = count (&job, clock);
    }
  g_free (job.dir);
  g_free (job.person);
  g_free (job.month);
  return exit_code;
}
