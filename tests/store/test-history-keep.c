// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: samples, minutes and hours go after their days, in steps, and nothing younger goes with them · what stays answers as before: minutes without samples, hours without
// minutes, days without hours · "for ever" keeps everything · the figures of the file add up with what was appended and with the file · the forecast (S2-24).

#include <math.h>

#include <glib/gstdio.h>

#include "history-kit.h"

#define N_DEVICES 4
#define N_DAYS 40
#define PERIOD_MS 60000
#define START_MS (KIT_START_MS - KIT_START_MS % KIT_DAY_MS)
#define END_MS (START_MS + N_DAYS * KIT_DAY_MS)
#define STEPS_MAX 1000

typedef struct
{
  Kit *kit;
} Fixture;

static void
append_day (Kit *kit, guint day, guint step)
{
  GPtrArray *reports = kit_reports_new ();

  for (guint minute = 0; minute < 1440; minute += step)
    for (guint device = 0; device < N_DEVICES; device++)
      {
        DwReport *report = kit_report_new (device + 1, START_MS + day * KIT_DAY_MS + minute * PERIOD_MS, 1);

        kit_report_set (report, 0, 100 * device + (minute * 7919 + day) % 97, 1, minute % 50 == 5 ? DW_QUALITY_DOUBTFUL : DW_QUALITY_GOOD);
        g_ptr_array_add (reports, report);
      }
  kit_append (kit, reports);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  DwHistoryColumn column = { "c0", 1, PERIOD_MS };

  fixture->kit = kit_new ();
  for (guint device = 0; device < N_DEVICES; device++)
    kit_set_columns (fixture->kit, device + 1, &column, 1);
  for (guint day = 0; day < N_DAYS; day++)
    append_day (fixture->kit, day, 5);
  kit_seal (fixture->kit, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  kit_free (fixture->kit);
}

/* The means of minutes say what the buckets say, of days of which everything is left and of days of which something is. */
static void
check_means (DwHistory *history)
{
  const DwHistoryChannel channels[] = { { 1, "c0" }, { 1, "no such" }, { 2, "c0" } };

  for (guint day = 0; day < N_DAYS; day += 9)
    kit_check_minute_means (history, channels, G_N_ELEMENTS (channels), START_MS + day * KIT_DAY_MS + 5 * PERIOD_MS, 1500);
}

/* Step by step until nothing is left to do. */
static guint
prune (DwHistory *history, gint64 raw_days, gint64 minute_days, gint64 hour_days, gint64 now_ms)
{
  const DwHistoryRetention retention = { raw_days, minute_days, hour_days };
  gboolean more = TRUE;
  guint n_steps = 0;

  for (; more; n_steps++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (dw_history_prune (history, &retention, now_ms, &more, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_steps, <, STEPS_MAX);
    }
  check_means (history);
  return n_steps;
}

/* The first sample that is left. */
static gint64
find_first (DwHistory *history)
{
  g_autoptr (DwSamples) samples = dw_history_read_samples (history, 1, "c0", 0, G_MAXINT64, NULL, NULL);

  g_assert_nonnull (samples);
  return samples->n > 0 ? samples->times_ms[0] : 0;
}

/* Buckets of that length over a day are those of the samples that were there. */
static void
check_day (Fixture *fixture, guint day, gint64 unit_ms)
{
  guint n = (guint)(KIT_DAY_MS / unit_ms);
  g_autofree gint64 *edges = g_new (gint64, n + 1);

  for (guint i = 0; i <= n; i++)
    edges[i] = START_MS + day * KIT_DAY_MS + i * unit_ms;
  for (guint device = 0; device < N_DEVICES; device++)
    kit_check_buckets (fixture->kit->history, fixture->kit->model, device + 1, "c0", edges, n);
}

static void
test_samples_go (Fixture *fixture, gconstpointer data)
{
  const gint64 limit_ms = END_MS - 30 * KIT_DAY_MS;

  prune (fixture->kit->history, 30, 0, 0, END_MS);
  /* At most a day more than was asked for stays, nothing younger goes. */
  g_assert_cmpint (find_first (fixture->kit->history), <=, limit_ms);
  g_assert_cmpint (find_first (fixture->kit->history), >=, limit_ms - KIT_DAY_MS);
  kit_check_samples (fixture->kit->history, fixture->kit->model, 1, "c0", limit_ms, END_MS);
  check_day (fixture, 2, PERIOD_MS);
  check_day (fixture, 2, KIT_HOUR_MS);
  check_day (fixture, 2, KIT_DAY_MS);
  check_day (fixture, 35, PERIOD_MS);
  kit_check_verified (fixture->kit->history);
  kit_reopen (fixture->kit);
  check_day (fixture, 2, PERIOD_MS);
}

static void
test_minutes_go (Fixture *fixture, gconstpointer data)
{
  prune (fixture->kit->history, 10, 20, 0, END_MS);
  check_day (fixture, 2, KIT_HOUR_MS);
  check_day (fixture, 2, KIT_DAY_MS);
  check_day (fixture, 22, PERIOD_MS);
  check_day (fixture, 35, 1000 * 60 * 5);
  kit_check_samples (fixture->kit->history, fixture->kit->model, 1, "c0", END_MS - 10 * KIT_DAY_MS, END_MS);
  kit_check_verified (fixture->kit->history);
}

static void
test_hours_go (Fixture *fixture, gconstpointer data)
{
  const gint64 edges[] = { START_MS, END_MS };
  gint64 days;
  g_autoptr (DwBuckets) buckets = NULL;

  prune (fixture->kit->history, 5, 10, 20, END_MS);
  check_day (fixture, 22, KIT_HOUR_MS);
  check_day (fixture, 32, PERIOD_MS);
  buckets = dw_history_read_buckets (fixture->kit->history, 1, "c0", edges, 1, NULL, NULL);
  days = buckets->buckets[0].count / (288 - 29);
  g_test_message ("%" G_GINT64_FORMAT " days have figures", days);
  g_assert_cmpint (days, >=, 20);
  kit_check_verified (fixture->kit->history);
}

static void
test_for_ever (Fixture *fixture, gconstpointer data)
{
  prune (fixture->kit->history, 0, 0, 0, END_MS + 10000 * KIT_DAY_MS);
  kit_check_samples (fixture->kit->history, fixture->kit->model, 1, "c0", 0, G_MAXINT64);
  kit_check_verified (fixture->kit->history);
}

/* Each step is small, so that nobody waits for it. */
static void
test_steps (Fixture *fixture, gconstpointer data)
{
  const DwHistoryRetention retention = { 1, 1, 1 };
  DwHistoryStats before;
  DwHistoryStats after;
  gboolean more = FALSE;

  g_assert_true (dw_history_read_stats (fixture->kit->history, &before, NULL));
  g_assert_true (dw_history_prune (fixture->kit->history, &retention, END_MS, &more, NULL));
  g_assert_true (dw_history_read_stats (fixture->kit->history, &after, NULL));
  g_assert_true (more);
  g_assert_cmpint (before.chunks - after.chunks, >, 0);
  g_assert_cmpint (before.chunks - after.chunks, <=, 2500);
  g_assert_cmpuint (prune (fixture->kit->history, 1, 1, 1, END_MS), >=, 1);
  g_assert_cmpint (find_first (fixture->kit->history), <=, END_MS - KIT_DAY_MS);
}

/* What goes makes room: the file does not grow while as much goes as comes. */
static void
test_room (Fixture *fixture, gconstpointer data)
{
  DwHistoryStats before;
  DwHistoryStats after;

  prune (fixture->kit->history, 10, 10, 10, END_MS);
  g_assert_true (dw_history_read_stats (fixture->kit->history, &before, NULL));
  for (guint day = N_DAYS; day < N_DAYS + 10; day++)
    {
      append_day (fixture->kit, day, 5);
      prune (fixture->kit->history, 10, 10, 10, START_MS + (day + 1) * KIT_DAY_MS);
    }
  g_assert_true (dw_history_read_stats (fixture->kit->history, &after, NULL));
  g_assert_cmpint (after.file_bytes, <=, before.file_bytes + before.file_bytes / 4);
}

static DwBuckets *
read_first_day (Fixture *fixture)
{
  const gint64 edges[] = { START_MS, START_MS + KIT_DAY_MS };
  DwBuckets *buckets = dw_history_read_buckets (fixture->kit->history, 1, "c0", edges, 1, NULL, NULL);

  g_assert_nonnull (buckets);
  return buckets;
}

/* Sums are all that is left of hours whose samples went: what comes late must not take their place. An import is told, a station leaves it out. */
static void
test_late_for_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DwBuckets) before = NULL, after = NULL;
  g_autoptr (GPtrArray) reports = kit_reports_new ();
  DwReport *report = kit_report_new (1, START_MS + 1234567, 1);
  g_autoptr (GError) error = NULL;
  gint64 device_id = 0;

  prune (fixture->kit->history, 5, 0, 0, END_MS);
  before = read_first_day (fixture);
  g_assert_cmpint (before->buckets[0].count, >, 0);
  kit_report_set (report, 0, 99999, 1, DW_QUALITY_GOOD);
  g_ptr_array_add (reports, report);
  g_assert_false (dw_history_append (fixture->kit->history, reports, 0, &error));
  g_assert_nonnull (strstr (error->message, "whose samples were deleted"));
  g_assert_true (dw_history_append (fixture->kit->history, reports, END_MS, NULL));
  g_assert_cmpuint (dw_history_count_left_out (fixture->kit->history, &device_id), ==, 1);
  g_assert_cmpint (device_id, ==, report->device_id);
  after = read_first_day (fixture);
  g_assert_cmpmem (&before->buckets[0], sizeof before->buckets[0], &after->buckets[0], sizeof after->buckets[0]);
  kit_check_verified (fixture->kit->history);
}

/* A clock that was wrong for a while: what lies in the future of now is not removed as old, and what is old goes. */
static void
test_wrong_clock (Fixture *fixture, gconstpointer data)
{
  prune (fixture->kit->history, 5, 5, 5, START_MS);
  kit_check_samples (fixture->kit->history, fixture->kit->model, 1, "c0", 0, G_MAXINT64);
}

/* --- figures --- */

static gint64
measure_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  gint64 bytes = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      GStatBuf info;

      if (g_stat (child, &info) == 0 && (g_str_has_prefix (name, "samples.db") || g_str_equal (name, "samples.journal")) && !g_str_has_suffix (name, "-shm"))
        bytes += info.st_size;
    }
  return bytes;
}

static void
test_stats (Fixture *fixture, gconstpointer data)
{
  const gint64 n_sealed = (gint64)N_DAYS * N_DEVICES * 288;
  g_autofree char *folder = g_build_filename (fixture->kit->dir, "history", NULL);
  DwHistoryStats stats;

  for (guint open = 0; open <= 1; open++)
    {
      gint64 n_open = open ? 3 * N_DEVICES : 0;

      if (open)
        {
          GPtrArray *reports = kit_reports_new ();

          for (guint i = 0; i < 3 * N_DEVICES; i++)
            {
              DwReport *report = kit_report_new (i % N_DEVICES + 1, END_MS + i / N_DEVICES * PERIOD_MS, 1);

              kit_report_set (report, 0, i, 1, DW_QUALITY_GOOD);
              g_ptr_array_add (reports, report);
            }
          kit_append (fixture->kit, reports);
        }
      g_assert_true (dw_history_read_stats (fixture->kit->history, &stats, NULL));
      g_assert_cmpint (stats.samples, ==, n_sealed + n_open);
      g_assert_cmpint (stats.open_samples, ==, n_open);
      g_assert_cmpint (stats.chunks, ==, (gint64)N_DAYS * N_DEVICES * 24);
      g_assert_cmpint (stats.first_ms, ==, START_MS);
      g_assert_cmpint (stats.last_ms, ==, open ? END_MS + 2 * PERIOD_MS : END_MS - 5 * PERIOD_MS);
      g_assert_cmpint (stats.file_bytes, ==, measure_folder (folder));
      g_assert_cmpint (stats.sealed_bytes, >, 0);
      g_assert_cmpint (stats.aggregate_bytes, >, 0);
      g_assert_cmpint (stats.sealed_bytes + stats.aggregate_bytes, <=, stats.file_bytes);
      g_assert_cmpint (stats.bytes_last_day, >, 0);
      g_assert_cmpint (stats.bytes_last_day, <, stats.file_bytes / (N_DAYS / 4));
    }
}

/* The sums that are kept agree with the rows, also when rows were replaced, joined and removed. */
static void
test_stats_add_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->kit->dir, "history", NULL);
  DwHistoryStats stats;

  append_day (fixture->kit, 3, 4);
  append_day (fixture->kit, N_DAYS, 5);
  kit_seal (fixture->kit, 0);
  prune (fixture->kit->history, 30, 35, 0, END_MS);
  g_assert_true (dw_history_read_stats (fixture->kit->history, &stats, NULL));
  g_clear_pointer (&fixture->kit->history, dw_history_close);
  g_assert_cmpint (stats.chunks, ==, fixture_read_number_of (folder, "samples.db", "SELECT count (*) FROM history_chunk"));
  g_assert_cmpint (stats.sealed_bytes, ==, fixture_read_number_of (folder, "samples.db", "SELECT sum (length (data)) FROM history_chunk"));
  g_assert_cmpint (stats.aggregate_bytes, ==,
                   fixture_read_number_of (folder, "samples.db",
                                           "SELECT sum (n) FROM (SELECT sum (length (data)) AS n FROM history_minute UNION ALL SELECT sum (length (data)) FROM history_hour"
                                           " UNION ALL SELECT coalesce (sum (length (data)), 0) FROM history_minute_open)"));
  fixture->kit->history = kit_open (fixture->kit->dir, DW_HISTORY_WRITE);
  g_assert_cmpint (stats.first_ms, <=, END_MS - 30 * KIT_DAY_MS);
  g_assert_cmpint (stats.first_ms, >=, END_MS - 31 * KIT_DAY_MS);
}

static void
test_stats_of_nothing (void)
{
  Kit *kit = kit_new ();
  DwHistoryStats stats;

  g_assert_true (dw_history_read_stats (kit->history, &stats, NULL));
  g_assert_cmpint (stats.samples, ==, 0);
  g_assert_cmpint (stats.chunks, ==, 0);
  g_assert_cmpint (stats.first_ms, ==, 0);
  g_assert_cmpint (stats.last_ms, ==, 0);
  g_assert_cmpint (stats.bytes_last_day, ==, 0);
  prune (kit->history, 1, 1, 1, END_MS);
  kit_free (kit);
}

static void
test_forecast (void)
{
  static const struct
  {
    const char *sentence;
    gint64 bytes_last_day, free_bytes, expected;
  } rows[] = {
    { "ten days of room", 1000, 10000, 10 },
    { "a day begun is not a day", 1000, 10999, 10 },
    { "less than a day", 1000, 999, 0 },
    { "nothing is free", 1000, 0, 0 },
    { "nothing is written", 0, 10000, -1 },
  };
  const DwHistoryRetention for_ever = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwHistoryStats stats = { .file_bytes = 50000, .samples = 1000000, .bytes_last_day = rows[i].bytes_last_day, .first_ms = START_MS, .last_ms = END_MS };

      g_test_message ("%s", rows[i].sentence);
      g_assert_cmpint (dw_history_forecast_days (&stats, &for_ever, rows[i].free_bytes), ==, rows[i].expected);
    }
}

/* What is removed after some days makes room for what comes: when that is less than is free, it never ends. */
static void
test_forecast_in_balance (void)
{
  const DwHistoryRetention month = { 30, 30, 30 };
  const DwHistoryStats full = { .file_bytes = 30000, .samples = 1000000, .bytes_last_day = 1000, .first_ms = START_MS, .last_ms = START_MS + 30 * KIT_DAY_MS };
  const DwHistoryStats young = { .file_bytes = 1000, .samples = 1000000, .bytes_last_day = 1000, .first_ms = START_MS, .last_ms = START_MS + KIT_DAY_MS };

  g_assert_cmpint (dw_history_forecast_days (&full, &month, 100000), ==, -1);
  g_assert_cmpint (dw_history_forecast_days (&young, &month, 10000), ==, 10);
}

#define ADD(path, func) g_test_add ("/history-keep/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("samples-go-and-minutes-stay", test_samples_go);
  ADD ("minutes-go-and-hours-stay", test_minutes_go);
  ADD ("hours-go", test_hours_go);
  ADD ("what-is-late-for-deleted-hours-leaves-their-sums", test_late_for_deleted);
  ADD ("for-ever-is-for-ever", test_for_ever);
  ADD ("in-steps", test_steps);
  ADD ("what-goes-makes-room", test_room);
  ADD ("the-future-is-not-old", test_wrong_clock);
  ADD ("the-figures-of-the-file", test_stats);
  ADD ("the-figures-agree-with-the-rows", test_stats_add_up);
  g_test_add_func ("/history-keep/the-figures-of-nothing", test_stats_of_nothing);
  g_test_add_func ("/history-keep/the-forecast", test_forecast);
  g_test_add_func ("/history-keep/the-forecast-in-balance", test_forecast_in_balance);
  return g_test_run ();
}
