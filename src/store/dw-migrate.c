// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the schema of station.db and of history/samples.db, as the steps that made it. docs/station-db.md and docs/history.md describe the outcome.
//
// Enumerations are kept as the stable words of the model ("residual-high", "unack"), so that a file can be read without this program and no renumbering
// can change its meaning. 0 of the rows ("none") is NULL here, so that foreign keys hold. Identifiers of what can be removed are never used twice (AUTOINCREMENT): old
// events name devices that may be long gone. Tables are STRICT: a value of a wrong type is refused when it is written.

#include "dw-migrate.h"

#include <glib/gi18n-lib.h>

#include "dw-store-error.h"

static const char PLACES[] =
  "CREATE TABLE setting (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE place ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  parent_id INTEGER REFERENCES place (id),"
  "  kind TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  sort INTEGER NOT NULL,"
  "  facts_json TEXT NOT NULL"
  ") STRICT;"
  "CREATE INDEX place_by_parent ON place (parent_id, sort);"
  "CREATE TABLE gateway ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  name TEXT NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  host TEXT NOT NULL,"
  "  port INTEGER NOT NULL,"
  "  timeout_ms INTEGER NOT NULL,"
  "  period_ms INTEGER NOT NULL,"
  "  pause_ms INTEGER NOT NULL,"
  "  place_id INTEGER REFERENCES place (id),"
  "  enabled INTEGER NOT NULL,"
  "  settings_json TEXT NOT NULL"
  ") STRICT;"
  "CREATE INDEX gateway_by_place ON gateway (place_id);"
  "CREATE TABLE device ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  gateway_id INTEGER REFERENCES gateway (id),"
  "  place_id INTEGER REFERENCES place (id),"
  "  unit INTEGER NOT NULL,"
  "  name TEXT NOT NULL,"
  "  profile_id TEXT NOT NULL,"
  "  rated_current_a REAL,"
  "  switch_name TEXT NOT NULL,"
  "  settings_json TEXT NOT NULL,"
  "  labels_json TEXT NOT NULL,"
  "  limits_json TEXT NOT NULL"
  ") STRICT;"
  "CREATE INDEX device_by_gateway ON device (gateway_id, unit);"
  "CREATE INDEX device_by_place ON device (place_id);";

/* The event key makes a line unique: a batch that is tried again cannot double it. Only "control" lines are asked for by device and type at start.
 * Events name places, devices and alarms without a foreign key: history outlives what was removed, and no mistake elsewhere may keep a line of history from the disk. */
static const char ALARMS[] =
  "CREATE TABLE alarm ("
  "  id TEXT PRIMARY KEY NOT NULL,"
  "  device_id INTEGER,"
  "  gateway_id INTEGER,"
  "  place_id INTEGER,"
  "  channel TEXT NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  priority INTEGER NOT NULL,"
  "  state TEXT NOT NULL,"
  "  active INTEGER NOT NULL,"
  "  begin_ms INTEGER NOT NULL,"
  "  end_ms INTEGER NOT NULL,"
  "  ack_ms INTEGER NOT NULL,"
  "  ack_by TEXT NOT NULL,"
  "  owner TEXT NOT NULL,"
  "  value REAL,"
  "  peak REAL,"
  "  limit_value REAL,"
  "  occurrences INTEGER NOT NULL,"
  "  reset INTEGER NOT NULL,"
  "  comment TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX alarm_by_begin ON alarm (begin_ms);"
  "CREATE INDEX alarm_live ON alarm (begin_ms) WHERE state <> 'norm';"
  "CREATE TABLE event ("
  "  id INTEGER PRIMARY KEY,"
  "  key BLOB NOT NULL UNIQUE,"
  "  time_ms INTEGER NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  type TEXT NOT NULL,"
  "  priority INTEGER NOT NULL,"
  "  device_id INTEGER,"
  "  gateway_id INTEGER,"
  "  place_id INTEGER,"
  "  channel TEXT NOT NULL,"
  "  alarm_id TEXT,"
  "  value REAL,"
  "  limit_value REAL,"
  "  actor TEXT NOT NULL,"
  "  note TEXT NOT NULL"
  ") STRICT;"
  "CREATE INDEX event_by_time ON event (time_ms);"
  "CREATE INDEX event_by_device ON event (device_id, time_ms);"
  "CREATE INDEX event_by_place ON event (place_id, time_ms);"
  "CREATE INDEX event_by_alarm ON event (alarm_id) WHERE alarm_id IS NOT NULL;"
  "CREATE INDEX event_by_operation ON event (device_id, type, time_ms) WHERE kind = 'control';";

static const char AUDIT[] =
  "CREATE TABLE audit ("
  "  seq INTEGER PRIMARY KEY,"
  "  time_ms INTEGER NOT NULL,"
  "  actor TEXT NOT NULL,"
  "  role TEXT NOT NULL,"
  "  act TEXT NOT NULL,"
  "  object TEXT NOT NULL,"
  "  old_value TEXT NOT NULL,"
  "  new_value TEXT NOT NULL,"
  "  reason TEXT NOT NULL,"
  "  result TEXT NOT NULL,"
  "  hash TEXT NOT NULL"
  ") STRICT;";

static const DwMigration STATION_STEPS[] = {
  { "places, gateways, devices, settings", PLACES },
  { "alarms and events", ALARMS },
  { "audit log", AUDIT },
};

/* Keys of the blobs are number << 32 | device: what is new comes at the end, what is old goes from the begin (history/dw-table-history.h). */
static const char HISTORY[] =
  "CREATE TABLE history_layout (id INTEGER PRIMARY KEY AUTOINCREMENT, device_id INTEGER NOT NULL, columns TEXT NOT NULL) STRICT;"
  "CREATE TABLE history_device (device_id INTEGER PRIMARY KEY, layout_id INTEGER NOT NULL, first_hour INTEGER NOT NULL, last_hour INTEGER NOT NULL) STRICT;"
  "CREATE TABLE history_chunk (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;"
  "CREATE TABLE history_minute_open (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;"
  "CREATE TABLE history_minute (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;"
  "CREATE TABLE history_hour (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;"
  "CREATE TABLE history_damaged (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;"
  "CREATE TABLE history_count (name TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE history_clock_step (id INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, delta_ms INTEGER NOT NULL) STRICT;"
  "CREATE INDEX history_clock_step_by_time ON history_clock_step (time_ms);";

static const DwMigration SAMPLE_STEPS[] = {
  { "sample rows",
    "CREATE TABLE sample_row (id INTEGER PRIMARY KEY, device_id INTEGER NOT NULL, time_ms INTEGER NOT NULL, data BLOB NOT NULL) STRICT;"
    "CREATE INDEX sample_row_by_device ON sample_row (device_id, time_ms);" },
  { "history in chunks", HISTORY },
};

const DwMigration *
dw_migrate_get_station_steps (guint *n_steps)
{
  *n_steps = G_N_ELEMENTS (STATION_STEPS);
  return STATION_STEPS;
}

const DwMigration *
dw_migrate_get_sample_steps (guint *n_steps)
{
  *n_steps = G_N_ELEMENTS (SAMPLE_STEPS);
  return SAMPLE_STEPS;
}

/* Reads the version and refuses one that is ahead. */
static gboolean
read_version (DwDb *db, guint n_steps, gint64 *version, GError **error)
{
  if (!dw_db_read_number (db, "PRAGMA user_version", version, error))
    return FALSE;
  if (*version >= 0 && *version <= n_steps)
    return TRUE;
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_TOO_NEW,
               _ ("The data was written by a newer version of this program (data version %d, known up to %u)"), (int)*version, n_steps);
  return FALSE;
}

static gboolean
run_step (DwDb *db, const DwMigration *step, guint version, GError **error)
{
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %u", version);

  if (!dw_db_begin (db, error))
    return FALSE;
  if (dw_db_execute (db, step->name, step->sql, error) && dw_db_execute (db, "version", set_version, error) && dw_db_commit (db, error))
    return TRUE;
  dw_db_rollback (db);
  return FALSE;
}

gboolean
dw_migrate_run (DwDb *db, const DwMigration *steps, guint n_steps, GError **error)
{
  gint64 version;

  if (!read_version (db, n_steps, &version, error))
    return FALSE;
  for (guint i = (guint)version; i < n_steps; i++)
    if (!run_step (db, &steps[i], i + 1, error))
      return FALSE;
  return TRUE;
}

gboolean
dw_migrate_check (DwDb *db, guint n_steps, GError **error)
{
  gint64 version;

  if (!read_version (db, n_steps, &version, error))
    return FALSE;
  if (version == n_steps)
    return TRUE;
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED,
               _ ("The data is of an older version (%d, expected %u): start the workstation on it once"), (int)version, n_steps);
  return FALSE;
}
