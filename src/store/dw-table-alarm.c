// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the SQL of the alarm occurrences. One row is one activation as it stands now; what happened to it are its events.

#include "dw-table-alarm.h"

#include <glib/gi18n-lib.h>

#include "dw-stmt.h"
#include "dw-store-error.h"

#define COLUMNS                                                                                                            \
  "id, device_id, gateway_id, place_id, channel, kind, priority, state, active, begin_ms, end_ms, ack_ms, ack_by, owner, " \
  "value, peak, limit_value, occurrences, reset, comment"

static const char PUT[] =
  "INSERT INTO alarm (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
  "device_id = excluded.device_id, gateway_id = excluded.gateway_id, place_id = excluded.place_id, channel = excluded.channel, kind = excluded.kind, "
  "priority = excluded.priority, state = excluded.state, active = excluded.active, begin_ms = excluded.begin_ms, end_ms = excluded.end_ms, "
  "ack_ms = excluded.ack_ms, ack_by = excluded.ack_by, owner = excluded.owner, value = excluded.value, peak = excluded.peak, "
  "limit_value = excluded.limit_value, occurrences = excluded.occurrences, reset = excluded.reset, comment = excluded.comment";

static const char FIND[] = "SELECT " COLUMNS " FROM alarm WHERE id = ?";
static const char LOAD_LIVE[] = "SELECT " COLUMNS " FROM alarm WHERE state <> 'norm' ORDER BY begin_ms, id";
static const char LOAD_SPAN[] = "SELECT " COLUMNS " FROM alarm WHERE begin_ms < ? AND (end_ms = 0 OR end_ms > ?) ORDER BY begin_ms, id";
static const char LOAD[] = "SELECT " COLUMNS " FROM alarm WHERE begin_ms >= ? AND begin_ms < ? ORDER BY begin_ms, id";

gboolean
dw_table_alarm_put (DwDb *db, const DwAlarmRecord *record, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "alarm-put", PUT, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_key (stmt, record->id);
  dw_stmt_put_id (stmt, record->device_id);
  dw_stmt_put_id (stmt, record->gateway_id);
  dw_stmt_put_id (stmt, record->place_id);
  dw_stmt_put_text (stmt, record->channel);
  dw_stmt_put_text (stmt, dw_alarm_kind_word (record->kind));
  dw_stmt_put_int (stmt, record->priority);
  dw_stmt_put_text (stmt, dw_alarm_state_word (record->state));
  dw_stmt_put_int (stmt, record->active != FALSE);
  dw_stmt_put_int (stmt, record->begin_ms);
  dw_stmt_put_int (stmt, record->end_ms);
  dw_stmt_put_int (stmt, record->ack_ms);
  dw_stmt_put_text (stmt, record->ack_by);
  dw_stmt_put_text (stmt, record->owner);
  dw_stmt_put_double (stmt, record->value);
  dw_stmt_put_double (stmt, record->peak);
  dw_stmt_put_double (stmt, record->limit);
  dw_stmt_put_int (stmt, record->occurrences);
  dw_stmt_put_int (stmt, record->reset);
  dw_stmt_put_text (stmt, record->comment);
  return dw_stmt_run (stmt, error);
}

static gboolean
read_word (DwStmt *stmt, const char *id, gboolean known, const char *word, GError **error)
{
  if (!known)
    g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("The alarm %s has an unknown word “%s”"), id, word);
  return known;
}

static gboolean
read_kind (DwStmt *stmt, DwAlarmRecord *record, GError **error)
{
  const char *word = dw_stmt_get_text (stmt);

  return read_word (stmt, record->id, dw_alarm_kind_from_word (word, &record->kind), word, error);
}

static gboolean
read_state (DwStmt *stmt, DwAlarmRecord *record, GError **error)
{
  const char *word = dw_stmt_get_text (stmt);

  return read_word (stmt, record->id, dw_alarm_state_from_word (word, &record->state), word, error);
}

static void
replace_text (DwStmt *stmt, char **text)
{
  g_free (*text);
  *text = dw_stmt_dup_text (stmt);
}

static gpointer
read_row (DwStmt *stmt, GError **error)
{
  g_autoptr (DwAlarmRecord) record = dw_alarm_record_new ();

  replace_text (stmt, &record->id);
  record->device_id = dw_stmt_get_int (stmt);
  record->gateway_id = dw_stmt_get_int (stmt);
  record->place_id = dw_stmt_get_int (stmt);
  replace_text (stmt, &record->channel);
  if (!read_kind (stmt, record, error))
    return NULL;
  record->priority = (guint)dw_stmt_get_int (stmt);
  if (!read_state (stmt, record, error))
    return NULL;
  record->active = dw_stmt_get_int (stmt) != 0;
  record->begin_ms = dw_stmt_get_int (stmt);
  record->end_ms = dw_stmt_get_int (stmt);
  record->ack_ms = dw_stmt_get_int (stmt);
  replace_text (stmt, &record->ack_by);
  replace_text (stmt, &record->owner);
  record->value = dw_stmt_get_double (stmt);
  record->peak = dw_stmt_get_double (stmt);
  record->limit = dw_stmt_get_double (stmt);
  record->occurrences = (guint)dw_stmt_get_int (stmt);
  record->reset = (DwResetKind)dw_stmt_get_int (stmt);
  replace_text (stmt, &record->comment);
  return g_steal_pointer (&record);
}

DwAlarmRecord *
dw_table_alarm_find (DwDb *db, const char *id, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "alarm-find", FIND, error);
  g_autoptr (GPtrArray) rows = NULL;

  if (stmt == NULL)
    return NULL;
  dw_stmt_put_text (stmt, id);
  rows = dw_stmt_collect (stmt, read_row, NULL, error);
  if (rows == NULL)
    return NULL;
  if (rows->len > 0)
    return rows->pdata[0];
  g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_NOT_FOUND, _ ("There is no alarm %s"), id);
  return NULL;
}

static GPtrArray *
collect (DwStmt *stmt, GError **error)
{
  return dw_stmt_collect (stmt, read_row, (GDestroyNotify)dw_alarm_record_free, error);
}

GPtrArray *
dw_table_alarm_load_live (DwDb *db, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "alarm-load-live", LOAD_LIVE, error);

  return stmt ? collect (stmt, error) : NULL;
}

GPtrArray *
dw_table_alarm_load (DwDb *db, gint64 from_ms, gint64 to_ms, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "alarm-load", LOAD, error);

  if (stmt == NULL)
    return NULL;
  dw_stmt_put_int (stmt, from_ms);
  dw_stmt_put_int (stmt, to_ms ? to_ms : G_MAXINT64);
  return collect (stmt, error);
}

GPtrArray *
dw_table_alarm_load_span (DwDb *db, gint64 from_ms, gint64 to_ms, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "alarm-load-span", LOAD_SPAN, error);

  if (stmt == NULL)
    return NULL;
  dw_stmt_put_int (stmt, to_ms);
  dw_stmt_put_int (stmt, from_ms);
  return collect (stmt, error);
}
