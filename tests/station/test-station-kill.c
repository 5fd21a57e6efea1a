// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

/* The station is killed with SIGKILL at random moments while alarms come in. Every alarm that it had shown (printed) is in the folder, none twice,
 * and the audit log verifies. The simulator lives on in the parent; the station is this same program started with --station. */
#include <gio/gio.h>
#include <signal.h>

#include "dw-alarm-desk.h"
#include "dw-archive-reader.h"
#include "dw-demo.h"
#include "dw-files.h"
#include "dw-station.h"

enum {
  N_DETECTORS = 120,
  N_ROUNDS = 8,
};

/* --- the station --- */

static void
alarms_changed_cb (GListModel *alarms, guint position, guint removed, guint added, DwStation *station)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, position + i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);

      printf ("%s\n", record->id);
      fflush (stdout);
      /* An act of a person for each, so that the audit log grows too. */
      if (record->state == DW_ALARM_STATE_UNACK)
        dw_alarm_desk_acknowledge (station, dw_station_get_person (station), record->id, "", NULL);
    }
}

static int
run_station (const char *dir)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (GError) error = NULL;
  DwStation *station = dw_station_new (dir, data_dir, "test", clock, &error);

  if (!station)
    g_error ("%s", error->message);
  g_signal_connect (dw_station_get_alarms (station), "items-changed", G_CALLBACK (alarms_changed_cb), station);
  dw_station_start (station);
  g_main_loop_run (g_main_loop_new (NULL, FALSE));
  return 0;
}

/* --- the parent --- */

static char *
write_scenario (const char *dir)
{
  g_autoptr (GString) text = g_string_new ("{\"format\":1,\"title\":\"many\",\"seed\":3,\"places\":[{\"key\":\"s\",\"kind\":\"school\",\"name\":\"塘沽示范一小\",\"children\":[");
  char *path = g_build_filename (dir, "many.json", NULL);

  for (guint i = 0; i < N_DETECTORS; i++)
    g_string_append_printf (text, "%s{\"key\":\"B%u\",\"kind\":\"box\",\"name\":\"B%u\",\"devices\":[{\"key\":\"D%u\",\"name\":\"D%u\",\"profile\":\"acrel-arcm300t\",\"gateway\":\"GW-01\",\"unit\":%u,\"rated_a\":63}]}", i ? "," : "", i, i, i, i, i + 1);
  g_string_append (text, "]}],\"gateways\":[{\"name\":\"GW-01\",\"kind\":\"modbus-tcp\",\"place\":\"s\",\"port\":0,\"delay_ms\":0}],\"script\":[]}");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return path;
}

/* Each round brings its own detectors into alarm: an alarm of an earlier round is latched in the device. */
static void
raise_alarms (DwDemo *demo, guint round)
{
  for (guint i = round; i < N_DETECTORS; i += N_ROUNDS)
    {
      g_autofree char *line = g_strdup_printf ("fault leakage-step D%u value=400", i);

      g_assert_true (dw_demo_tell (demo, line, NULL));
    }
}

static void
kill_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *(gboolean *)data = TRUE;
}

static gboolean
shoot_cb (gpointer data)
{
  g_subprocess_send_signal (data, SIGKILL);
  return G_SOURCE_REMOVE;
}

/* Runs the station, kills it after delay_ms, adds what it showed to shown. */
static void
run_round (const char *self, const char *dir, guint delay_ms, GHashTable *shown)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--station", dir, NULL);
  g_autoptr (GDataInputStream) output = NULL;
  gboolean ended = FALSE;
  char *line;

  g_assert_no_error (error);
  g_timeout_add (delay_ms, shoot_cb, child);
  g_subprocess_wait_async (child, NULL, kill_cb, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  while ((line = g_data_input_stream_read_line_utf8 (output, NULL, NULL, NULL)))
    g_hash_table_add (shown, line);
}

static void
check_folder (const char *dir, GHashTable *shown)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DwArchiveReader) archive = dw_archive_reader_open (dir, clock, &error);
  g_autoptr (GHashTable) raised = g_hash_table_new (g_str_hash, g_str_equal);
  DwArchiveFilter filter = { .kinds = 1 << DW_EVENT_ALARM };
  g_autoptr (GPtrArray) events = NULL;
  DwArchiveVerdict verdict;
  GHashTableIter iter;
  gpointer id;

  g_assert_no_error (error);
  events = dw_archive_reader_load_events (archive, &filter, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < events->len; i++)
    {
      const DwEventRecord *event = events->pdata[i];

      if (!g_hash_table_add (raised, event->alarm_id))
        g_error ("alarm %s stands twice in the events", event->alarm_id);
    }
  g_hash_table_iter_init (&iter, shown);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (raised, id))
      g_error ("alarm %s was shown, but is not in the events", (char *)id);
  g_assert_true (dw_archive_reader_verify_audit (archive, &verdict, &error));
  g_assert_no_error (error);
  g_assert_true (verdict.ok);
}

static const char *program;

static void
killed_station_loses_no_shown_alarm (void)
{
  g_autofree char *dir = g_dir_make_tmp ("dianwei-kill-XXXXXX", NULL);
  g_autofree char *scenario = write_scenario (dir);
  g_autofree char *folder = g_build_filename (dir, "station", NULL);
  const char *remove[] = { "rm", "-rf", dir, NULL };
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autoptr (GError) error = NULL;
  DwDemo *demo = dw_demo_start (scenario, &error);

  g_assert_no_error (error);
  dw_demo_provision (demo, folder, clock, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      raise_alarms (demo, i);
      run_round (program, folder, (guint)g_test_rand_int_range (800, 4000), shown);
      check_folder (folder, shown);
      g_test_message ("round %u: %u alarms shown so far", i, g_hash_table_size (shown));
    }
  g_assert_cmpuint (g_hash_table_size (shown), >, 0);
  dw_demo_stop (demo);
  g_spawn_sync (NULL, (char **)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--station"))
    return run_station (argv[2]);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-kill/killed-station-loses-no-shown-alarm", killed_station_loses_no_shown_alarm);
  return g_test_run ();
}
