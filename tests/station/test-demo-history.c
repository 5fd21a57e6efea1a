// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>

#include "dw-archive-reader.h"
#include "dw-demo-history.h"
#include "dw-files.h"
#include "dw-history-import.h"
#include "dw-station-private.h"
#include "dw-test-school.h"

/* A new demo folder gets its past beside the running station: what the simulator writes, sample for sample, once, and whole again after it was interrupted or killed. The golden
 * numbers are the simulator's own text, read here by a few lines that know nothing of the import. This program started with --demo is the station that is killed. */

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAYS 6 /* lines of several batches */

typedef struct
{
  guint n_calls;
  guint days;
  int percent;
  char *error;
} Outcome;

static void
progress_cb (int percent, gpointer data)
{
  Outcome *outcome = data;

  g_assert_cmpint (percent, >=, outcome->percent);
  g_assert_cmpint (percent, <=, 100);
  outcome->percent = percent;
}

static void
made_cb (guint days, gint64 spent_ms, const GError *error, gpointer data)
{
  Outcome *outcome = data;

  g_assert_cmpint (spent_ms, >=, 0);
  outcome->n_calls++;
  outcome->days = days;
  outcome->error = error != NULL ? g_strdup (error->message) : NULL;
}

static gboolean
is_made (gpointer data)
{
  return ((Outcome *)data)->n_calls > 0;
}

static gboolean
is_half (gpointer data)
{
  return ((Outcome *)data)->percent >= 60;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Without a limit of its own: days of samples take long where everything is watched, and the test runner has a limit. */
static void
wait_for (DwTestCondition condition, Outcome *outcome)
{
  guint waker = g_timeout_add (20, wake_cb, NULL);

  while (!condition (outcome))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);
}

static Outcome
make_history (DwTestSchool *school)
{
  Outcome outcome = { 0 };

  dw_demo_make_history (school->demo, school->station, DAYS, progress_cb, made_cb, &outcome);
  g_assert_true (dw_demo_is_making_history (school->demo));
  wait_for (is_made, &outcome);
  g_assert_false (dw_demo_is_making_history (school->demo));
  g_assert_cmpstr (outcome.error, ==, NULL);
  g_assert_cmpint (outcome.percent, >, 90);
  return outcome;
}

static gint64
get_until (DwTestSchool *school)
{
  g_autofree char *text = dw_store_get_setting (school->station->store, DW_DEMO_HISTORY_SETTING);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* --- the simulator's own text --- */

typedef struct
{
  guint n;
  double sum;
  double largest;
} Sums;

static char *scenario_path;

/* The small school with a line each minute, so that a few days are several batches. */
static void
write_scenario (const char *dir)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "station", "small-school.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) scenario = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  scenario = g_string_new (text);
  g_assert_cmpuint (g_string_replace (scenario, "\"kind\": \"school\",", "\"kind\": \"school\", \"world\": {\"past_period_s\": 60},", 0), ==, 1);
  scenario_path = g_build_filename (dir, "school.json", NULL);
  g_assert_true (g_file_set_contents (scenario_path, scenario->str, -1, NULL));
}

/* In a build the simulator lies beside, as it does for the workstation. */
static char *
run_simulator (gint64 until_ms)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bin = g_path_get_dirname (self);
  g_autofree char *program = g_build_filename (bin, "../../src/simulator/dianwei-simulator", NULL);
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_local (until_ms / 1000);
  g_autofree char *until = g_date_time_format_iso8601 (end);
  g_autofree char *days = g_strdup_printf ("%d", DAYS);
  g_autofree char *offset = g_strdup_printf ("--utc-offset-min=%d", (int)(g_date_time_get_utc_offset (end) / G_TIME_SPAN_MINUTE));
  const char *argv[] = { program, "--scenario", scenario_path, offset, "--history-days", days, "--history-period", "900", "--history-end", until, NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  int status;

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return text;
}

static int
find_field (const char *header, const char *name)
{
  g_auto (GStrv) names = g_strsplit (header, ",", -1);

  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return i;
  g_error ("no column %s", name);
}

static const char *
skip_fields (const char *line, int n)
{
  for (; n > 0; n--)
    line = strchr (line, ',') + 1;
  return line;
}

/* The lines by hand: a sanitizer lets strchr measure all that follows. */
static GPtrArray *
split_lines (char *text)
{
  GPtrArray *lines = g_ptr_array_new ();
  char *begin = text;

  for (char *at = text; *at != '\0'; at++)
    if (*at == '\n')
      {
        *at = '\0';
        g_ptr_array_add (lines, begin);
        begin = at + 1;
      }
  return lines;
}

static Sums
sum_lines (GPtrArray *lines, const char *device, const char *point)
{
  int field = find_field (lines->pdata[0], point);
  Sums sums = { 0, 0, -INFINITY };

  for (guint i = 1; i < lines->len; i++)
    {
      const char *name = skip_fields (lines->pdata[i], 1);
      double value;

      if (!g_str_has_prefix (name, device) || name[strlen (device)] != ',')
        continue;
      value = g_ascii_strtod (skip_fields (lines->pdata[i], field), NULL);
      sums.n++;
      sums.sum += value;
      sums.largest = MAX (sums.largest, value);
    }
  return sums;
}

/* --- the history --- */

static Sums
sum_history (DwTestSchool *school, DwDevice *device, const char *point, gint64 until_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwSamples) samples = dw_history_read_samples (dw_store_get_history (school->station->store), dw_device_get_id (device), point, 0, until_ms / 1000 * 1000 + 1, NULL, &error);
  Sums sums = { 0, 0, -INFINITY };

  g_assert_no_error (error);
  for (guint i = 0; i < samples->n; i++)
    {
      sums.n++;
      sums.sum += samples->values[i];
      sums.largest = MAX (sums.largest, samples->values[i]);
    }
  return sums;
}

static void
check_past (DwTestSchool *school, gint64 until_ms)
{
  static const char *const detector_points[] = { "residual_current", "voltage_b", "temperature_2" };
  static const char *const breaker_points[] = { "voltage_a" };
  g_autofree char *text = run_simulator (until_ms);
  g_autoptr (GPtrArray) lines = split_lines (text);

  for (guint i = 0; i < G_N_ELEMENTS (detector_points) + G_N_ELEMENTS (breaker_points); i++)
    {
      gboolean of_breaker = i >= G_N_ELEMENTS (detector_points);
      const char *point = of_breaker ? breaker_points[i - G_N_ELEMENTS (detector_points)] : detector_points[i];
      Sums golden = sum_lines (lines, of_breaker ? "GW-01/2" : "GW-01/1", point);
      Sums sums = sum_history (school, of_breaker ? school->breaker : school->detector, point, until_ms);

      g_assert_cmpuint (golden.n, ==, DAYS * 24 * 60 + 1 - (of_breaker ? 110 : 0));
      g_assert_cmpuint (sums.n, ==, golden.n);
      g_assert_cmpfloat_with_epsilon (sums.sum, golden.sum, 1e-6 * fabs (golden.sum));
      g_assert_cmpfloat_with_epsilon (sums.largest, golden.largest, 1e-9);
    }
}

/* --- tests --- */

/* The alarms of the past are at rest, with lines of history of the times of then; nobody hears of them, and no command was given: no line of the audit log. */
static void
check_alarms (DwTestSchool *school, gint64 until_ms)
{
  g_autoptr (GPtrArray) alarms = dw_store_load_alarms (school->station->store, 0, until_ms, NULL);
  guint n_leaks = 0, n_silent = 0;

  for (guint i = 0; i < alarms->len; i++)
    {
      const DwAlarmRecord *record = alarms->pdata[i];
      gint64 length_ms = record->end_ms - record->begin_ms;

      g_assert_cmpint (record->state, ==, DW_ALARM_STATE_NORM);
      g_assert_cmpint (record->end_ms, <=, until_ms);
      n_leaks += record->kind == DW_ALARM_RESIDUAL_HIGH;
      n_silent += record->kind == DW_ALARM_DEVICE_SILENT;
      if (record->kind == DW_ALARM_RESIDUAL_HIGH)
        {
          g_assert_cmpint (record->device_id, ==, dw_device_get_id (school->detector));
          g_assert_cmpfloat (record->peak, >, 400);
          g_assert_cmpint (ABS (length_ms - HOUR_MS / 2), <=, 2 * MINUTE_MS);
        }
      if (record->kind == DW_ALARM_DEVICE_SILENT)
        {
          g_assert_cmpint (record->device_id, ==, dw_device_get_id (school->breaker));
          g_assert_cmpint (ABS (length_ms - (110 - 5) * MINUTE_MS), <=, 3 * MINUTE_MS); /* five minutes of silence before it is one */
        }
    }
  g_assert_cmpuint (n_leaks, ==, 1);
  g_assert_cmpuint (n_silent, ==, 1);
}

static guint
count_events (DwTestSchool *school, gint64 until_ms, const char *actor)
{
  DwEventQuery query = { .to_ms = until_ms };
  g_autoptr (GPtrArray) events = dw_store_query_events (school->station->store, &query, NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    n += actor == NULL || g_str_equal (((DwEventRecord *)events->pdata[i])->actor, actor);
  return n;
}

/* The past tells of a leak of 420 mA, beyond any limit, and of a breaker that did not answer: both stand in the history of samples and of alarms. */
static void
test_whole (void)
{
  DwTestSchool *school = dw_test_school_open_scenario (scenario_path);
  gint64 until_ms = get_until (school);
  Outcome outcome;

  g_assert_cmpint (until_ms, >, 0);
  dw_test_school_wait_live (school);
  outcome = make_history (school);
  g_assert_cmpuint (outcome.days, ==, DAYS);
  g_assert_cmpint (get_until (school), ==, 0);
  check_past (school, until_ms);
  g_assert_cmpfloat (sum_history (school, school->detector, "residual_current", until_ms).largest, >, 400);
  check_alarms (school, until_ms);
  g_assert_cmpuint (count_events (school, until_ms, "W03"), >=, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (dw_station_get_alarms (school->station))), ==, 0);
  dw_test_school_close (school);
}

/* To the end of the past: the hour in which the school began to be polled has samples that stand for a minute and such that stand for two seconds. */
static double
get_coverage (DwTestSchool *school, DwDevice *device, const char *point, gint64 until_ms)
{
  const gint64 end_ms = until_ms / 1000 * 1000, edges_ms[] = { end_ms - (DAYS * 24 - 1) * HOUR_MS, end_ms };
  g_autoptr (GError) error = NULL;
  g_autoptr (DwBuckets) buckets = dw_history_read_buckets (dw_store_get_history (school->station->store), dw_device_get_id (device), point, edges_ms, 1, NULL, &error);

  g_assert_no_error (error);
  return dw_buckets_get_coverage (buckets, 0);
}

/* S2-14: how complete a curve is, is told. A past of minutes is complete although the school is polled every two seconds; 110 minutes without a line, less two periods at their
 * end, are a gap of eight days. */
static void
test_complete (void)
{
  DwTestSchool *school = dw_test_school_open_scenario (scenario_path);
  gint64 until_ms = get_until (school);

  dw_test_school_wait_live (school);
  make_history (school);
  g_assert_cmpfloat (get_coverage (school, school->detector, "residual_current", until_ms), >, 0.9999);
  g_assert_cmpfloat_with_epsilon (get_coverage (school, school->breaker, "voltage_a", until_ms), 1.0 - 109.0 / ((DAYS * 24 - 1) * 60), 1e-3);
  dw_test_school_close (school);
}

static void
test_second_start (void)
{
  DwTestSchool *school = dw_test_school_open_scenario (scenario_path);
  gint64 until_ms = get_until (school);
  g_autofree char *again = g_strdup_printf ("%" G_GINT64_FORMAT, until_ms);
  Outcome outcome = { 0 };

  make_history (school);
  dw_test_school_reopen (school);
  dw_demo_make_history (school->demo, school->station, DAYS, progress_cb, made_cb, &outcome);
  g_assert_false (dw_demo_is_making_history (school->demo));
  g_assert_cmpuint (outcome.n_calls, ==, 0);

  /* As if the program had ended between the last sample and the note that it is there. */
  g_assert_true (dw_store_set_setting (school->station->store, DW_DEMO_HISTORY_SETTING, again, NULL));
  make_history (school);
  check_past (school, until_ms);
  dw_test_school_close (school);
}

/* The program ends in order while the past is made: the wish stays, and the next start fulfils it. */
static void
test_interrupted (void)
{
  DwTestSchool *school = dw_test_school_open_scenario (scenario_path);
  gint64 until_ms = get_until (school);
  Outcome outcome = { 0 };

  dw_demo_make_history (school->demo, school->station, DAYS, progress_cb, made_cb, &outcome);
  wait_for (is_half, &outcome);
  dw_demo_stop_history (school->demo);
  g_assert_cmpuint (outcome.n_calls, ==, 0);
  g_assert_cmpint (get_until (school), ==, until_ms);

  dw_test_school_reopen (school);
  g_assert_cmpuint (sum_history (school, school->detector, "residual_current", until_ms).n, <, DAYS * 24 * 60);
  g_assert_cmpuint (count_events (school, until_ms, NULL), ==, 0); /* of alarms there is all or nothing */
  make_history (school);
  g_assert_cmpint (get_until (school), ==, 0);
  check_past (school, until_ms);
  check_alarms (school, until_ms);
  dw_test_school_close (school);
}

/* What the simulator refuses is told in its words, and wanted still. */
static void
test_refused (void)
{
  DwTestSchool *school = dw_test_school_open_scenario (scenario_path);
  gint64 until_ms = get_until (school);
  Outcome outcome = { 0 };

  dw_demo_make_history (school->demo, school->station, 9999, progress_cb, made_cb, &outcome);
  wait_for (is_made, &outcome);
  g_assert_nonnull (outcome.error);
  g_assert_nonnull (strstr (outcome.error, "--history-days: 9999"));
  g_assert_cmpint (get_until (school), ==, until_ms);
  g_free (outcome.error);
  dw_test_school_close (school);
}

/* --- a stream that is wrong --- */

static const struct
{
  const char *what, *text, *complaint;
} streams[] = {
  { "a channel that the device does not have", "time,device,current_a,humidity\n1795158000000,GW-01/1,3.25,40\n", "humidity" },
  { "a device that nobody has set up", "time,device,current_a\n1795158000000,GW-77/1,3.25\n", "GW-77/1" },
  { "a line that is no number", "time,device,current_a\n1795158000000,GW-01/1,3.25\n1795158060000,GW-01/1,much\n", ":3:" },
  { "a header without a time", "device,current_a\n", "time" },
  { "nothing at all", "", "time" },
};

/* A guest of the history changes no column, and tells the stream, the line and what is wrong with it. */
static void
test_wrong_streams (void)
{
  DwTestSchool *school = dw_test_school_open_scenario (scenario_path);
  DwHistory *history = dw_store_get_history (school->station->store);
  const DwHistoryImportOptions options = { 0 };
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) after = NULL;

  dw_test_school_wait_live (school);
  before = dw_history_get_columns (history, dw_device_get_id (school->detector), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (streams[i].text, -1, NULL);
      g_autoptr (GError) error = NULL;
      DwHistoryImportResult result;

      g_test_message ("%s", streams[i].what);
      g_assert_false (dw_history_import_stream (history, school->dir, stream, "the stream", school->clock, &options, &result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, streams[i].complaint));
      g_assert_cmpuint (sum_history (school, school->detector, "current_a", 1795158000000 + HOUR_MS).n, ==, 0);
    }
  after = dw_history_get_columns (history, dw_device_get_id (school->detector), NULL);
  g_assert_cmpmem (before->data, before->len * sizeof (DwHistoryColumn), after->data, after->len * sizeof (DwHistoryColumn));
  dw_test_school_close (school);
}

/* --- SIGKILL --- */

static const char *program;

static void
tell_progress_cb (int percent, gpointer data)
{
  printf ("%d\n", percent);
  fflush (stdout);
}

static void
tell_end_cb (guint days, gint64 spent_ms, const GError *error, gpointer data)
{
  printf ("%s\n", error != NULL ? error->message : "end");
  fflush (stdout);
}

/* The workstation without its window. */
static int
run_demo (const char *dir, const char *scenario)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (GError) error = NULL;
  DwDemo *demo = dw_demo_start (scenario, &error);
  DwStation *station = demo != NULL && dw_demo_provision (demo, dir, clock, &error) ? dw_station_new (dir, data_dir, "test", clock, &error) : NULL;

  if (station == NULL)
    g_error ("%s", error->message);
  dw_station_start (station);
  dw_demo_make_history (demo, station, DAYS, tell_progress_cb, tell_end_cb, NULL);
  g_main_loop_run (g_main_loop_new (NULL, FALSE));
  return 0;
}

/* Until it has told so much of its progress, or the end. */
static void
run_and_kill (const char *dir, int percent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--demo", dir, scenario_path, NULL);
  g_autoptr (GDataInputStream) output = NULL;

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line_utf8 (output, NULL, NULL, NULL);

      g_assert_nonnull (line);
      if (g_str_equal (line, "end") || g_ascii_strtoll (line, NULL, 10) >= percent)
        break;
    }
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
}

/* Killed three times on the way; the fourth start, here, ends with each sample once. The school that was set up first is not set up again. */
static void
test_killed (void)
{
  static const int percents[] = { 2, 50, 96 };
  DwTestSchool *school = dw_test_school_open_scenario (scenario_path);
  gint64 until_ms = get_until (school);

  dw_test_school_close_station (school);
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    run_and_kill (school->dir, percents[i]);
  dw_test_school_open_station (school);
  g_assert_cmpint (get_until (school), ==, until_ms);
  make_history (school);
  check_past (school, until_ms);
  dw_test_school_close (school);
}

int
main (int argc, char **argv)
{
  g_autofree char *dir = NULL;
  int status;

  if (argc == 4 && g_str_equal (argv[1], "--demo"))
    return run_demo (argv[2], argv[3]);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  dir = g_dir_make_tmp ("dianwei-test-XXXXXX", NULL);
  write_scenario (dir);
  g_test_add_func ("/demo-history/whole", test_whole);
  g_test_add_func ("/demo-history/complete", test_complete);
  g_test_add_func ("/demo-history/second-start", test_second_start);
  g_test_add_func ("/demo-history/interrupted", test_interrupted);
  g_test_add_func ("/demo-history/refused", test_refused);
  g_test_add_func ("/demo-history/wrong-streams", test_wrong_streams);
  g_test_add_func ("/demo-history/killed", test_killed);
  status = g_test_run ();
  g_remove (scenario_path);
  g_rmdir (dir);
  g_free (scenario_path);
  return status;
}
