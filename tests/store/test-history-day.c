// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: however many hours of a day are sealed at once, one after the other or long after · samples and buckets are the model's, sums are those that a check makes again ·
// the minutes of a day stand in one row or in rows of hours, never in both, and in one row once the day is over · the running totals are those of the file · columns that
// change within the day · what came in many hours at once is there after opening again.

#include <sqlite3.h>

#include "history-kit.h"

#define N_DEVICES 3
#define N_COLUMNS 3
#define N_HOURS 72
#define STEP_MS (10 * 60000)
#define START_MS (KIT_START_MS - KIT_START_MS % KIT_DAY_MS)

typedef struct
{
  const char *sentence;
  guint n_at_once;   /* hours in each append */
  guint left_out;    /* each hour of the day with this number comes last of all; 0 = none */
  guint new_columns; /* the hour from which on there are two columns only; 0 = never */
  gboolean backwards;
  gboolean reopened; /* after each append */
} Case;

static const Case CASES[] = {
  { "hour by hour, as a station does", 1, 0, 0, FALSE, FALSE },
  { "three hours at once: a row of each", 3, 0, 0, FALSE, FALSE },
  { "five hours at once: the day's row is begun before the day is over", 5, 0, 0, FALSE, FALSE },
  { "a day at once", 24, 0, 0, FALSE, FALSE },
  { "hours of two days at once", 31, 0, 0, FALSE, FALSE },
  { "all at once", N_HOURS, 0, 0, FALSE, FALSE },
  { "hour by hour, the last hour first", 1, 0, 0, TRUE, FALSE },
  { "five hours at once, the last first", 5, 0, 0, TRUE, FALSE },
  { "an hour of each day comes late, into rows of hours and into rows of days", 1, 7, 0, FALSE, FALSE },
  { "an hour of each day comes late, into rows of days", 5, 7, 0, FALSE, FALSE },
  { "columns change within a day, hour by hour", 1, 0, 33, FALSE, FALSE },
  { "columns change within a day, many hours at once", 7, 0, 33, FALSE, FALSE },
  { "columns change within a day, and an hour before that comes late", 7, 3, 33, FALSE, FALSE },
  { "opened again after each", 5, 7, 33, FALSE, TRUE },
};

static void
set_columns (Kit *kit, guint n_columns)
{
  DwHistoryColumn columns[N_COLUMNS];

  kit_fill_columns (columns, n_columns, 1, STEP_MS);
  for (guint device = 1; device <= N_DEVICES; device++)
    kit_set_columns (kit, device, columns, n_columns);
}

static void
add_hour (GPtrArray *reports, guint hour, guint n_columns)
{
  for (gint64 at_ms = 0; at_ms < KIT_HOUR_MS; at_ms += STEP_MS)
    for (guint device = 1; device <= N_DEVICES; device++)
      {
        DwReport *report = kit_report_new (device, START_MS + hour * KIT_HOUR_MS + at_ms + device, n_columns);

        for (guint column = 0; column < n_columns; column++)
          kit_report_set (report, column, (gint64)(hour * 7919 + column * 31 + (guint)(at_ms / STEP_MS) * 13) % 500, 1, hour % 11 == column ? DW_QUALITY_DOUBTFUL : DW_QUALITY_GOOD);
        g_ptr_array_add (reports, report);
      }
}

static gboolean
is_late (const Case *row, guint hour)
{
  return row->left_out > 0 && hour % 24 == row->left_out;
}

static void
append_hours (Kit *kit, const Case *row, guint from, guint to, gboolean late)
{
  guint n_columns = row->new_columns > 0 && (late || from >= row->new_columns) ? N_COLUMNS - 1 : N_COLUMNS;
  GPtrArray *reports = kit_reports_new ();

  for (guint hour = from; hour < to; hour++)
    if (is_late (row, hour) == late)
      add_hour (reports, hour, n_columns);
  kit_append (kit, reports);
  if (row->reopened)
    kit_reopen (kit);
}

static guint
end_of (const Case *row, guint from)
{
  guint to = MIN (from + row->n_at_once, N_HOURS);

  return row->new_columns > from && row->new_columns < to ? row->new_columns : to;
}

static void
append_forwards (Kit *kit, const Case *row)
{
  for (guint hour = 0; hour < N_HOURS; hour = end_of (row, hour))
    {
      if (row->new_columns > 0 && hour == row->new_columns)
        set_columns (kit, N_COLUMNS - 1);
      append_hours (kit, row, hour, end_of (row, hour), FALSE);
    }
}

static void
append_backwards (Kit *kit, const Case *row)
{
  for (guint to = N_HOURS; to > 0; to -= MIN (row->n_at_once, to))
    append_hours (kit, row, to - MIN (row->n_at_once, to), to, FALSE);
}

/* --- the file --- */

static gint64
ask_file (const Kit *kit, const char *sql)
{
  g_autofree char *path = g_build_filename (kit->dir, "history", "samples.db", NULL);
  sqlite3_stmt *stmt = NULL;
  sqlite3 *db = NULL;
  gint64 number;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return number;
}

#define DAY_OF_HOUR_ROW "((id >> 32) / 24 << 32 | (id & 4294967295))"
#define BYTES_OF(table) "(SELECT coalesce (sum (length (data)), 0) FROM " table ")"

static void
check_file (const Kit *kit)
{
  g_assert_cmpint (ask_file (kit, "SELECT count (*) FROM history_minute_open WHERE " DAY_OF_HOUR_ROW " IN (SELECT id FROM history_minute)"), ==, 0);
  /* Rows of hours are left of the newest day alone. */
  g_assert_cmpint (ask_file (kit, "SELECT count (*) FROM history_minute_open WHERE (id >> 32) / 24 < (SELECT max (id >> 32) / 24 FROM history_chunk)"), ==, 0);
  g_assert_cmpint (ask_file (kit, "SELECT value FROM history_count WHERE name = 'aggregate-bytes'"), ==,
                   ask_file (kit, "SELECT " BYTES_OF ("history_minute_open") " + " BYTES_OF ("history_minute") " + " BYTES_OF ("history_hour")));
  g_assert_cmpint (ask_file (kit, "SELECT value FROM history_count WHERE name = 'chunk-bytes'"), ==, ask_file (kit, "SELECT " BYTES_OF ("history_chunk")));
  g_assert_cmpint (ask_file (kit, "SELECT value FROM history_count WHERE name = 'chunks'"), ==, N_HOURS * N_DEVICES);
  g_assert_cmpint (ask_file (kit, "SELECT count (*) FROM history_hour"), ==, N_HOURS / 24 * N_DEVICES);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  Kit *kit = kit_new ();

  set_columns (kit, N_COLUMNS);
  if (row->backwards)
    append_backwards (kit, row);
  else
    append_forwards (kit, row);
  for (guint hour = 0; hour < N_HOURS; hour++)
    if (is_late (row, hour))
      append_hours (kit, row, hour, hour + 1, TRUE);
  kit_seal (kit, 0);
  check_file (kit);
  kit_check_verified (kit->history);
  kit_check_all (kit->history, kit->model);
  kit_reopen (kit);
  check_file (kit);
  kit_check_all (kit->history, kit->model);
  kit_free (kit);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/history-day/%s", CASES[i].sentence);

      g_test_add_data_func (path, &CASES[i], test_case);
    }
  return g_test_run ();
}
