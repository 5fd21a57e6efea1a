// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the SQL of the event lines (S1-27, S1-28, S1-29).

#include "dw-table-event.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm.h"
#include "dw-command.h"
#include "dw-event-where.h"
#include "dw-stmt.h"
#include "dw-store-error.h"

#define COLUMNS                                                                                                                                         \
  "event.id, event.time_ms, event.kind, event.type, event.priority, event.device_id, event.gateway_id, event.place_id, event.channel, event.alarm_id, " \
  "event.value, event.limit_value, event.actor, event.note"

static const char ADD[] =
  "INSERT INTO event (key, time_ms, kind, type, priority, device_id, gateway_id, place_id, channel, alarm_id, value, limit_value, actor, note) "
  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING";

/* The result is the first word of the note; a letter behind it would make it another word. */
static const char OPERATIONS[] =
  "SELECT count(*), coalesce(max(time_ms), 0) FROM event WHERE device_id = ? AND kind = 'control' AND type IN ('trip', 'close') "
  "AND note || ' ' GLOB ? || '[^a-z]*'";

void
dw_table_event_make_key (gint64 time_ms, guint8 key[DW_EVENT_KEY_BYTES])
{
  guint64 head = GUINT64_TO_BE ((guint64)time_ms);
  guint32 tail[2] = { g_random_int (), g_random_int () };

  memcpy (key, &head, sizeof head);
  memcpy (key + sizeof head, tail, sizeof tail);
}

gboolean
dw_table_event_add (DwDb *db, const DwEventRecord *event, const guint8 key[DW_EVENT_KEY_BYTES], GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "event-add", ADD, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_blob (stmt, key, DW_EVENT_KEY_BYTES);
  dw_stmt_put_int (stmt, event->time_ms);
  dw_stmt_put_text (stmt, dw_event_kind_word (event->kind));
  dw_stmt_put_text (stmt, event->type);
  dw_stmt_put_int (stmt, event->priority);
  dw_stmt_put_id (stmt, event->device_id);
  dw_stmt_put_id (stmt, event->gateway_id);
  dw_stmt_put_id (stmt, event->place_id);
  dw_stmt_put_text (stmt, event->channel);
  dw_stmt_put_key (stmt, event->alarm_id);
  dw_stmt_put_double (stmt, event->value);
  dw_stmt_put_double (stmt, event->limit);
  dw_stmt_put_text (stmt, event->actor);
  dw_stmt_put_text (stmt, event->note);
  return dw_stmt_run (stmt, error);
}

/* --- the question --- */

static char *
build_where (const DwEventQuery *query)
{
  return dw_event_where_build (query, "event");
}

static gpointer
read_row (DwStmt *stmt, GError **error)
{
  g_autoptr (DwEventRecord) event = dw_event_record_new ();
  char **texts[] = { &event->channel, &event->alarm_id };
  const char *kind;

  event->id = dw_stmt_get_int (stmt);
  event->time_ms = dw_stmt_get_int (stmt);
  kind = dw_stmt_get_text (stmt);
  if (!dw_event_kind_from_word (kind, &event->kind))
    {
      g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("The event %lld has an unknown kind “%s”"), (long long)event->id, kind);
      return NULL;
    }
  g_free (event->type);
  event->type = dw_stmt_dup_text (stmt);
  event->priority = (guint)dw_stmt_get_int (stmt);
  event->device_id = dw_stmt_get_int (stmt);
  event->gateway_id = dw_stmt_get_int (stmt);
  event->place_id = dw_stmt_get_int (stmt);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_free (*texts[i]);
      *texts[i] = dw_stmt_dup_text (stmt);
    }
  event->value = dw_stmt_get_double (stmt);
  event->limit = dw_stmt_get_double (stmt);
  g_free (event->actor);
  event->actor = dw_stmt_dup_text (stmt);
  g_free (event->note);
  event->note = dw_stmt_dup_text (stmt);
  return g_steal_pointer (&event);
}

static gboolean
count_rows (DwDb *db, const DwEventQuery *query, const char *where, guint *total, GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT count(*)", where, NULL);
  g_autoptr (DwStmt) stmt = dw_stmt_new (db, "event-count", sql, error);

  if (stmt == NULL)
    return FALSE;
  dw_event_where_put (query, stmt);
  if (dw_stmt_step (stmt, error) != DW_STEP_ROW)
    return FALSE;
  *total = (guint)dw_stmt_get_int (stmt);
  return TRUE;
}

static GPtrArray *
read_rows (DwDb *db, const DwEventQuery *query, const char *where, GError **error)
{
  const char *order = query->oldest_first ? " ORDER BY event.time_ms, event.id" : " ORDER BY event.time_ms DESC, event.id DESC";
  g_autofree char *sql = g_strconcat ("SELECT " COLUMNS, where, order, " LIMIT ? OFFSET ?", NULL);
  g_autoptr (DwStmt) stmt = dw_stmt_new (db, "event-query", sql, error);

  if (stmt == NULL)
    return NULL;
  dw_event_where_put (query, stmt);
  dw_stmt_put_int (stmt, query->limit ? (gint64)query->limit : -1);
  dw_stmt_put_int (stmt, query->offset);
  return dw_stmt_collect (stmt, read_row, (GDestroyNotify)dw_event_record_free, error);
}

/* A page that is not full tells the total by itself; counting would read the same rows a second time. */
static gboolean
find_total (DwDb *db, const DwEventQuery *query, const char *where, guint n_rows, guint *total, GError **error)
{
  gboolean is_last = query->limit == 0 || n_rows < query->limit;

  if (!is_last || (n_rows == 0 && query->offset > 0))
    return count_rows (db, query, where, total, error);
  *total = query->offset + n_rows;
  return TRUE;
}

GPtrArray *
dw_table_event_query (DwDb *db, const DwEventQuery *query, guint *total, GError **error)
{
  g_autofree char *where = build_where (query);
  g_autoptr (GPtrArray) rows = NULL;
  guint count = 0;

  /* One view for both statements: a line stored between them would make the count disagree with the page. */
  if (!dw_db_begin_read (db, error))
    return NULL;
  rows = read_rows (db, query, where, error);
  if (rows != NULL && !find_total (db, query, where, rows->len, &count, error))
    g_clear_pointer (&rows, g_ptr_array_unref);
  dw_db_rollback (db);
  if (total)
    *total = count;
  return g_steal_pointer (&rows);
}

/* --- counts per day --- */

/* The days come in as a list of edges. CROSS JOIN keeps the days outside: each is then one stretch of the index by time. */
#define DAYS "WITH day (i, from_ms, to_ms) AS (SELECT key, value, lead (value) OVER (ORDER BY key) FROM json_each (?)) SELECT day.i, event.kind, count(*)"
#define IN_DAY " AND day.to_ms IS NOT NULL AND event.time_ms >= day.from_ms AND event.time_ms < day.to_ms GROUP BY day.i, event.kind"

static gboolean
read_counts (DwStmt *stmt, GArray *counts, GError **error)
{
  DwStep step;

  while ((step = dw_stmt_step (stmt, error)) == DW_STEP_ROW)
    {
      gint64 day = dw_stmt_get_int (stmt);
      const char *word = dw_stmt_get_text (stmt);
      DwEventKind kind;

      if (!dw_event_kind_from_word (word, &kind))
        {
          g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("An event has an unknown kind “%s”"), word);
          return FALSE;
        }
      g_array_index (counts, guint, day * DW_N_EVENT_KINDS + kind) = (guint)dw_stmt_get_int (stmt);
    }
  return step == DW_STEP_DONE;
}

GArray *
dw_table_event_count_days (DwDb *db, const DwEventQuery *query, const gint64 *edges_ms, guint n_days, GError **error)
{
  g_autofree char *where = dw_event_where_build (query, "day CROSS JOIN event");
  g_autofree char *sql = g_strconcat (DAYS, where, IN_DAY, NULL);
  g_autofree char *edges = dw_event_where_join_numbers (edges_ms, n_days + 1);
  g_autoptr (DwStmt) stmt = dw_stmt_new (db, "event-days", sql, error);
  g_autoptr (GArray) counts = g_array_sized_new (FALSE, TRUE, sizeof (guint), n_days * DW_N_EVENT_KINDS);

  if (stmt == NULL)
    return NULL;
  g_array_set_size (counts, n_days * DW_N_EVENT_KINDS);
  dw_stmt_put_text (stmt, edges);
  dw_event_where_put (query, stmt);
  return read_counts (stmt, counts, error) ? g_steal_pointer (&counts) : NULL;
}

gboolean
dw_table_event_load_operations (DwDb *db, gint64 device_id, gint64 *last_ms, guint *operations, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "event-operations", OPERATIONS, error);

  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, device_id);
  dw_stmt_put_text (stmt, dw_command_state_word (DW_COMMAND_CONFIRMED));
  if (dw_stmt_step (stmt, error) != DW_STEP_ROW)
    return FALSE;
  *operations = (guint)dw_stmt_get_int (stmt);
  *last_ms = dw_stmt_get_int (stmt);
  dw_stmt_reset (stmt);
  return TRUE;
}
