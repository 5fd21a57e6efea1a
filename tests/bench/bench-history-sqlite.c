// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "bench-history.h"

#include <sqlite3.h>

/* One row a sample, as plain programs do it: with a rowid and an index, or keyed without rowid. Whole numbers, WAL, synchronous=FULL, prepared statements.
 * A day of 2,000 channels would take it a quarter of an hour: taking in is timed on the first ten minutes of all channels; the questions are asked of a file that holds the
 * whole day, but only of the channels that are asked for (195 of 2,000). Both are easier than the whole work. */

#define TIMED_TICKS 120

typedef struct
{
  const BenchPlan *plan;
  gboolean keyed;
  sqlite3 *timed, *day, *year;
  sqlite3_stmt *insert, *insert_day, *begin, *commit;
  sqlite3_stmt *asks[BENCH_N_ASKS];
  const BenchBlock *block;
  guint first, n_ticks;
  guint n_prepared;
  guint64 n_day;
} Peer;

static void
exec (sqlite3 *db, const char *sql)
{
  char *problem = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &problem) != SQLITE_OK)
    g_error ("%s: %s", sql, problem);
}

static sqlite3_stmt *
prepare_sql (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  return stmt;
}

static char *
get_path (const Peer *self, const char *name)
{
  return g_strdup_printf ("%s/sqlite-%s-%s.db", self->plan->dir, self->keyed ? "keyed" : "rows", name);
}

static sqlite3 *
open_file (const Peer *self, const char *name, gboolean index_now)
{
  g_autofree char *path = get_path (self, name);
  sqlite3 *db = NULL;

  if (sqlite3_open (path, &db) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (db));
  exec (db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536");
  if (self->keyed)
    exec (db, "CREATE TABLE sample (device INTEGER, channel INTEGER, time INTEGER, value INTEGER, PRIMARY KEY (device, channel, time)) WITHOUT ROWID");
  else
    exec (db, "CREATE TABLE sample (device INTEGER, channel INTEGER, time INTEGER, value INTEGER)");
  if (!self->keyed && index_now)
    exec (db, "CREATE INDEX sample_by_channel ON sample (device, channel, time)");
  return db;
}

static gpointer
open_peer (const BenchPlan *plan, gboolean keyed)
{
  static const char sql[] = "INSERT INTO sample VALUES (?, ?, ?, ?)";
  Peer *self = g_new0 (Peer, 1);

  self->plan = plan;
  self->keyed = keyed;
  self->timed = open_file (self, "timed", TRUE);
  self->day = open_file (self, "day", FALSE);
  self->insert = prepare_sql (self->timed, sql);
  self->insert_day = prepare_sql (self->day, sql);
  self->begin = prepare_sql (self->timed, "BEGIN");
  self->commit = prepare_sql (self->timed, "COMMIT");
  return self;
}

static gpointer
open_rows (const BenchPlan *plan)
{
  return open_peer (plan, FALSE);
}

static gpointer
open_keyed (const BenchPlan *plan)
{
  return open_peer (plan, TRUE);
}

static void
insert (sqlite3_stmt *stmt, gint64 device, guint channel, gint64 time_ms, gint64 number)
{
  sqlite3_bind_int64 (stmt, 1, device);
  sqlite3_bind_int64 (stmt, 2, channel);
  sqlite3_bind_int64 (stmt, 3, time_ms);
  sqlite3_bind_int64 (stmt, 4, number);
  if (sqlite3_step (stmt) != SQLITE_DONE)
    g_error ("insert failed");
  sqlite3_reset (stmt);
}

static gboolean
is_asked_for (guint device, guint channel)
{
  return device < BENCH_WITHIN_DEVICES || channel == BENCH_CHANNEL;
}

static void
insert_row (Peer *self, sqlite3_stmt *stmt, guint row, gboolean all)
{
  guint device = row % self->block->n_devices;

  for (guint i = 0; i < BENCH_HISTORY_N_CHANNELS; i++)
    if (all || is_asked_for (device, i))
      {
        insert (stmt, bench_history_data_get_device_id (device), i, self->block->times_ms[row], self->block->numbers[(gsize)row * BENCH_HISTORY_N_CHANNELS + i]);
        self->n_day += !all;
      }
}

static void
prepare (gpointer data, const BenchBlock *block, guint first, guint n_ticks)
{
  Peer *self = data;

  self->block = block;
  self->first = first;
  self->n_ticks = n_ticks;
  exec (self->day, "BEGIN");
  for (guint row = first * block->n_devices; row < (first + n_ticks) * block->n_devices; row++)
    insert_row (self, self->insert_day, row, FALSE);
  exec (self->day, "COMMIT");
}

static gboolean
write_ticks (gpointer data)
{
  Peer *self = data;

  sqlite3_step (self->begin);
  sqlite3_reset (self->begin);
  for (guint row = self->first * self->block->n_devices; row < (self->first + self->n_ticks) * self->block->n_devices; row++)
    insert_row (self, self->insert, row, TRUE);
  self->n_prepared += self->n_ticks;
  if (sqlite3_step (self->commit) != SQLITE_DONE)
    return FALSE;
  sqlite3_reset (self->commit);
  return TRUE;
}

static void
write_year (Peer *self)
{
  sqlite3_stmt *stmt;

  self->year = open_file (self, "year", FALSE);
  stmt = prepare_sql (self->year, "INSERT INTO sample VALUES (?, ?, ?, ?)");
  exec (self->year, "BEGIN");
  for (guint i = 0; i < BENCH_YEAR_SAMPLES; i++)
    insert (stmt, 7, 0, self->plan->year_start_ms + (gint64)i * BENCH_MINUTE_MS, self->plan->year_numbers[i]);
  exec (self->year, "COMMIT");
  sqlite3_finalize (stmt);
  if (!self->keyed)
    exec (self->year, "CREATE INDEX sample_by_channel ON sample (device, channel, time)");
}

static void
settle (gpointer data)
{
  static const char buckets[] = "SELECT (time - ?3) / ?5, min (value), max (value), avg (value), count (*) FROM sample WHERE device = ?1 AND channel = ?2 AND time >= ?3 AND time < ?4 GROUP BY 1";
  Peer *self = data;

  write_year (self);
  if (!self->keyed)
    exec (self->day, "CREATE INDEX sample_by_channel ON sample (device, channel, time)");
  exec (self->day, "ANALYZE");
  self->asks[BENCH_ASK_RAW_DAY] = prepare_sql (self->day, "SELECT time, value FROM sample WHERE device = ?1 AND channel = ?2 AND time >= ?3 AND time < ?4 ORDER BY time");
  self->asks[BENCH_ASK_THOUSAND] = prepare_sql (self->day, buckets);
  self->asks[BENCH_ASK_YEAR] = prepare_sql (self->year, buckets);
  self->asks[BENCH_ASK_LATEST] = prepare_sql (self->day, "SELECT time, value FROM sample WHERE device = ?1 AND channel = ?2 AND time >= ?3 AND time < ?4 ORDER BY time DESC LIMIT 1");
}

static guint64
ask_one (sqlite3_stmt *stmt, gint64 device, guint channel, gint64 from_ms, gint64 to_ms, gint64 width_ms)
{
  static volatile double sink;
  guint64 n = 0;

  sqlite3_bind_int64 (stmt, 1, device);
  sqlite3_bind_int64 (stmt, 2, channel);
  sqlite3_bind_int64 (stmt, 3, from_ms);
  sqlite3_bind_int64 (stmt, 4, to_ms);
  if (width_ms > 0)
    sqlite3_bind_int64 (stmt, 5, width_ms);
  for (; sqlite3_step (stmt) == SQLITE_ROW; n++)
    sink = sink + sqlite3_column_double (stmt, 1);
  sqlite3_reset (stmt);
  return n;
}

static guint64
ask_each (Peer *self, sqlite3_stmt *stmt, guint n_devices, gboolean only_channel, gint64 width_ms)
{
  guint64 n = 0;

  for (guint device = 0; device < n_devices; device++)
    for (guint i = 0; i < BENCH_HISTORY_N_CHANNELS; i++)
      if (only_channel ? i == BENCH_CHANNEL : is_asked_for (device, i))
        n += ask_one (stmt, bench_history_data_get_device_id (device), i, self->plan->start_ms, self->plan->end_ms, width_ms);
  return n;
}

static guint64
ask (gpointer data, BenchAsk what)
{
  Peer *self = data;
  const BenchPlan *plan = self->plan;

  switch (what)
    {
    case BENCH_ASK_RAW_DAY:
      return ask_one (self->asks[what], bench_history_data_get_device_id (3), BENCH_CHANNEL, plan->start_ms, plan->end_ms, 0);
    case BENCH_ASK_THOUSAND:
      return ask_one (self->asks[what], bench_history_data_get_device_id (3), BENCH_CHANNEL, plan->start_ms, plan->end_ms, (plan->end_ms - plan->start_ms) / BENCH_THOUSAND);
    case BENCH_ASK_ACROSS:
      return ask_each (self, self->asks[BENCH_ASK_THOUSAND], plan->n_devices, TRUE, BENCH_MINUTE_MS);
    case BENCH_ASK_WITHIN:
      return ask_each (self, self->asks[BENCH_ASK_THOUSAND], BENCH_WITHIN_DEVICES, FALSE, BENCH_MINUTE_MS);
    case BENCH_ASK_LATEST:
      return ask_each (self, self->asks[what], plan->n_devices, FALSE, 0);
    case BENCH_ASK_YEAR:
      return ask_one (self->asks[what], 7, 0, plan->year_start_ms, plan->year_start_ms + (gint64)BENCH_YEAR_DAYS * BENCH_DAY_MS, BENCH_DAY_MS);
    case BENCH_N_ASKS:
    default:
      return 0;
    }
}

static gint64
measure (gpointer data, guint64 *n_samples)
{
  Peer *self = data;
  g_autofree char *path = get_path (self, "day");

  exec (self->day, "PRAGMA wal_checkpoint (TRUNCATE)");
  *n_samples = self->n_day;
  return bench_measure_folder (path);
}

static void
close_peer (gpointer data)
{
  Peer *self = data;

  sqlite3_finalize (self->insert);
  sqlite3_finalize (self->insert_day);
  sqlite3_finalize (self->begin);
  sqlite3_finalize (self->commit);
  for (guint i = 0; i < BENCH_N_ASKS; i++)
    sqlite3_finalize (self->asks[i]);
  sqlite3_close (self->timed);
  sqlite3_close (self->day);
  sqlite3_close (self->year);
  g_free (self);
}

#define NOTE "taking in timed on the first 120 ticks, a transaction each; asked on the whole day of the 195 channels that are asked for; latest of these 195"

const BenchStore *
bench_store_sqlite_rows (void)
{
  static const BenchStore store = { "sqlite_rows", NOTE, { { 1, TIMED_TICKS } }, open_rows, prepare, write_ticks, settle, ask, measure, close_peer };

  return &store;
}

const BenchStore *
bench_store_sqlite_keyed (void)
{
  static const BenchStore store = { "sqlite_without_rowid", NOTE, { { 1, TIMED_TICKS } }, open_keyed, prepare, write_ticks, settle, ask, measure, close_peer };

  return &store;
}
