// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the SQL that counts event lines by span, place and type, folded into owners and classes while the few rows come in.

#include "dw-table-tally.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "dw-event-where.h"
#include "dw-store-error.h"

/* Span by span: each is one stretch of the index by time, and who does not want the answer any more need not wait for the last of them. */
#define COUNT "SELECT event.place_id, event.kind, event.type, count(*)"
#define IN_SPAN " AND event.time_ms >= ? AND event.time_ms < ? GROUP BY event.place_id, event.kind, event.type"

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
take_row (DwStmt *stmt, GHashTable *owners, DwEventTally *tally, guint span, GError **error)
{
  guint owner;
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

static gboolean
count_span (DwStmt *stmt, const DwEventQuery *query, const DwTallySpan *bounds, GHashTable *owners, DwEventTally *tally, guint span, GError **error)
{
  DwStep step;

  dw_event_where_put (query, stmt);
  dw_stmt_put_int (stmt, bounds->from_ms);
  dw_stmt_put_int (stmt, bounds->to_ms != 0 ? bounds->to_ms : G_MAXINT64);
  while ((step = dw_stmt_step (stmt, error)) == DW_STEP_ROW)
    if (!take_row (stmt, owners, tally, span, error))
      return FALSE;
  return step == DW_STEP_DONE;
}

static DwEventTally *
count_spans (DwDb *db, const DwEventQuery *query, const DwTallyQuestion *question, GCancellable *cancellable, GError **error)
{
  g_autofree char *where = dw_event_where_build (query, "event");
  g_autofree char *sql = g_strconcat (COUNT, where, IN_SPAN, NULL);
  g_autoptr (DwStmt) stmt = dw_stmt_new (db, "event-tally", sql, error);
  g_autoptr (GHashTable) owners = map_owners (question);
  g_autoptr (DwEventTally) tally = dw_event_tally_new (question->n_spans, question->n_owners);

  if (stmt == NULL)
    return NULL;
  for (guint span = 0; span < question->n_spans; span++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !count_span (stmt, query, &question->spans[span], owners, tally, span, error))
      return NULL;
  return g_steal_pointer (&tally);
}

DwEventTally *
dw_table_tally_count (DwDb *db, const DwEventQuery *query, const DwTallyQuestion *question, GCancellable *cancellable, GError **error)
{
  DwEventTally *tally;

  /* One view for all spans: a line stored between them must not be in one and missing in another. */
  if (!dw_db_begin_read (db, error))
    return NULL;
  tally = count_spans (db, query, question, cancellable, error);
  dw_db_rollback (db);
  return tally;
}
