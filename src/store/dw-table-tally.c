// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the SQL that counts event lines by span, place and type, folded into owners and classes while the few rows come in.

#include "dw-table-tally.h"

#include <glib/gi18n-lib.h>

#include "dw-event-where.h"
#include "dw-store-error.h"

/* CROSS JOIN keeps the spans outside: each is then one stretch of the index by time. */
#define SPANS                                                                                                                     \
  "WITH span (i, from_ms, to_ms) AS (SELECT key, json_extract (value, '$[0]'), json_extract (value, '$[1]') FROM json_each (?)) " \
  "SELECT span.i, event.place_id, event.kind, event.type, count(*)"
#define IN_SPAN " AND event.time_ms >= span.from_ms AND event.time_ms < span.to_ms GROUP BY span.i, event.place_id, event.kind, event.type"

static char *
write_spans (const DwTallyQuestion *question)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < question->n_spans; i++)
    g_string_append_printf (json, "%s[%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]", i > 0 ? "," : "", question->spans[i].from_ms, question->spans[i].to_ms != 0 ? question->spans[i].to_ms : G_MAXINT64);
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

/* gint64* in the question -> owner + 1. */
static GHashTable *
map_owners (const DwTallyQuestion *question)
{
  GHashTable *owners = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < question->n_places; i++)
    g_hash_table_insert (owners, (gpointer)&question->places[i].place_id, GUINT_TO_POINTER (question->places[i].owner + 1));
  return owners;
}

static gboolean
take_row (DwStmt *stmt, GHashTable *owners, DwEventTally *tally, GError **error)
{
  guint span = (guint)dw_stmt_get_int (stmt), owner;
  gint64 place_id = dw_stmt_get_int (stmt);
  g_autofree char *word = dw_stmt_dup_text (stmt);
  const char *type = dw_stmt_get_text (stmt);
  DwEventKind kind;
  DwEventClass which;

  if (!dw_event_kind_from_word (word, &kind))
    {
      g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("An event has an unknown kind “%s”"), word);
      return FALSE;
    }
  if (!dw_event_class_of (kind, type, &which))
    return TRUE;
  owner = GPOINTER_TO_UINT (g_hash_table_lookup (owners, &place_id));
  dw_event_tally_get (tally, span, owner > 0 ? owner - 1 : tally->n_owners)[which] += (guint)dw_stmt_get_int (stmt);
  return TRUE;
}

DwEventTally *
dw_table_tally_count (DwDb *db, const DwEventQuery *query, const DwTallyQuestion *question, GError **error)
{
  g_autofree char *where = dw_event_where_build (query, "span CROSS JOIN event");
  g_autofree char *sql = g_strconcat (SPANS, where, IN_SPAN, NULL);
  g_autofree char *spans = write_spans (question);
  g_autoptr (DwStmt) stmt = dw_stmt_new (db, "event-tally", sql, error);
  g_autoptr (GHashTable) owners = map_owners (question);
  g_autoptr (DwEventTally) tally = dw_event_tally_new (question->n_spans, question->n_owners);
  DwStep step;

  if (stmt == NULL)
    return NULL;
  dw_stmt_put_text (stmt, spans);
  dw_event_where_put (query, stmt);
  while ((step = dw_stmt_step (stmt, error)) == DW_STEP_ROW)
    if (!take_row (stmt, owners, tally, error))
      return NULL;
  return step == DW_STEP_DONE ? g_steal_pointer (&tally) : NULL;
}
