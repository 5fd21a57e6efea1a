// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the question asked of the event table as SQL. It is put together from the conditions that are set, because a fixed statement with "or the condition is off"
// branches would read the whole table each time; words go in as parameters or from our own tables, never from outside.

#include "dw-event-where.h"

#include "dw-alarm.h"
#include "dw-event-class.h"

typedef const char *(*WordFunc) (guint index);

static const char *
kind_word (guint index)
{
  return dw_event_kind_word ((DwEventKind)index);
}

static const char *
type_word (guint index)
{
  return dw_alarm_kind_word ((DwAlarmKind)index);
}

static const char *
state_word (guint index)
{
  return dw_alarm_state_word ((DwAlarmState)index);
}

/* " AND column IN ('a', 'b')" for the bits of mask. A mask of unknown bits alone finds nothing, as it should. */
static void
add_words (GString *where, const char *column, guint mask, guint n_words, WordFunc word)
{
  const char *separator = "";

  if (mask == 0)
    return;
  g_string_append_printf (where, " AND %s IN (", column);
  for (guint i = 0; i < n_words; i++)
    if (mask & (1u << i))
      {
        g_string_append_printf (where, "%s'%s'", separator, word (i));
        separator = ", ";
      }
  g_string_append (where, ")");
}

/* The types of the class; of a class without types of its own, those that no other class of its kinds names. */
static void
add_types (GString *where, DwEventClass which)
{
  guint types = dw_event_class_types (which), rest = 0;

  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    if (dw_event_class_kinds ((DwEventClass)i) == dw_event_class_kinds (which))
      rest |= dw_event_class_types ((DwEventClass)i);
  if (types != 0)
    add_words (where, "event.type", types, DW_N_ALARM_KINDS, type_word);
  else
    add_words (where, "event.type NOT", rest, DW_N_ALARM_KINDS, type_word);
}

static void
add_classes (GString *where, guint classes)
{
  const char *separator = "";

  if (classes == 0)
    return;
  g_string_append (where, " AND (");
  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    if (classes & (1u << i))
      {
        g_string_append_printf (where, "%s(1", separator);
        add_words (where, "event.kind", dw_event_class_kinds ((DwEventClass)i), DW_N_EVENT_KINDS, kind_word);
        add_types (where, (DwEventClass)i);
        g_string_append (where, ")");
        separator = " OR ";
      }
  g_string_append (where, *separator != '\0' ? ")" : "0)");
}

static void
add_priorities (GString *where, guint mask)
{
  if (mask != 0)
    g_string_append_printf (where, " AND (%u >> event.priority) & 1", mask);
}

static void
add_if (GString *where, gboolean wanted, const char *condition)
{
  if (wanted)
    g_string_append_printf (where, " AND %s", condition);
}

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/* The order of the parameters here is the order in put_parameters. */
char *
dw_event_where_build (const DwEventQuery *query, const char *from)
{
  GString *where = g_string_new (NULL);

  g_string_append_printf (where, " FROM %s%s WHERE 1", from, query->states ? " JOIN alarm ON alarm.id = event.alarm_id" : "");

  add_words (where, "event.kind", query->kinds, DW_N_EVENT_KINDS, kind_word);
  add_classes (where, query->classes);
  add_words (where, "alarm.state", query->states, DW_N_ALARM_STATES, state_word);
  add_priorities (where, query->priorities);
  add_if (where, query->from_ms != 0, "event.time_ms >= ?");
  add_if (where, query->to_ms != 0, "event.time_ms < ?");
  add_if (where, query->place_ids != NULL, "event.place_id IN (SELECT value FROM json_each (?))");
  add_if (where, query->device_id != 0, "event.device_id = ?");
  add_if (where, has_text (query->alarm_id), "event.alarm_id = ?");
  add_if (where, has_text (query->text), "(event.note LIKE ? ESCAPE '\\' OR event.channel LIKE ? ESCAPE '\\' OR event.actor LIKE ? ESCAPE '\\')");
  return g_string_free (where, FALSE);
}

char *
dw_event_where_join_numbers (const gint64 *numbers, guint n)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i ? "," : "", numbers[i]);
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

/* The text is searched as it was typed: its own wildcards mean themselves. */
static char *
make_pattern (const char *text)
{
  GString *pattern = g_string_new ("%");

  for (const char *at = text; *at; at++)
    {
      if (*at == '%' || *at == '_' || *at == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *at);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

static void
put_text_parameters (DwStmt *stmt, const char *text)
{
  g_autofree char *pattern = make_pattern (text);

  for (int i = 0; i < 3; i++)
    dw_stmt_put_text (stmt, pattern);
}

void
dw_event_where_put (const DwEventQuery *query, DwStmt *stmt)
{
  g_autofree char *ids = query->place_ids ? dw_event_where_join_numbers ((const gint64 *)(gpointer)query->place_ids->data, query->place_ids->len) : NULL;

  if (query->from_ms != 0)
    dw_stmt_put_int (stmt, query->from_ms);
  if (query->to_ms != 0)
    dw_stmt_put_int (stmt, query->to_ms);
  if (ids)
    dw_stmt_put_text (stmt, ids);
  if (query->device_id != 0)
    dw_stmt_put_int (stmt, query->device_id);
  if (has_text (query->alarm_id))
    dw_stmt_put_text (stmt, query->alarm_id);
  if (has_text (query->text))
    put_text_parameters (stmt, query->text);
}
