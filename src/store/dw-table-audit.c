// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the SQL of the audit log, who did what, with old and new value. Each line carries a hash over itself and the line before it (dw-audit-chain.c).
// Verifying reads every column with its type, because a changed type of the same bytes is a changed row, too.

#include "dw-table-audit.h"

#include <glib/gi18n-lib.h>

#include "dw-stmt.h"

#define COLUMNS "seq, time_ms, actor, role, act, object, old_value, new_value, reason, result, hash"

static const char ADD[] = "INSERT INTO audit (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char LOAD[] = "SELECT " COLUMNS " FROM audit WHERE seq > ? ORDER BY seq LIMIT ?";
static const char LOAD_OF[] = "SELECT " COLUMNS " FROM audit WHERE substr (object, -length (?1)) = ?1 ORDER BY seq DESC LIMIT ?2";
/* The hidden row id of the b-tree is what seq is; reading without any condition walks the table as it lies in the file. */
static const char WALK[] = "SELECT " COLUMNS " FROM audit ORDER BY seq";
static const char LAST[] = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1";
static const char HASH_AT[] = "SELECT seq, hash FROM audit WHERE seq = ?";

static void
put_row (DwStmt *stmt, const DwAuditRow *row, const DwAuditHead *head)
{
  const char *const texts[] = { row->actor, row->role, row->act, row->object, row->old_value, row->new_value, row->reason, row->result };
  g_autofree char *hex = dw_audit_chain_hex (head);

  dw_stmt_put_int (stmt, head->seq);
  dw_stmt_put_int (stmt, row->time_ms);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    dw_stmt_put_text (stmt, texts[i]);
  dw_stmt_put_text (stmt, hex);
}

gboolean
dw_table_audit_add (DwDb *db, const DwAuditRow *row, DwAuditHead *head, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "audit-add", ADD, error);
  DwAuditRow numbered = *row;
  DwAuditHead next = *head;

  if (stmt == NULL)
    return FALSE;
  numbered.seq = head->seq + 1;
  dw_audit_chain_follow (&next, &numbered);
  put_row (stmt, &numbered, &next);
  if (!dw_stmt_run (stmt, error))
    return FALSE;
  *head = next;
  return TRUE;
}

/* A hash that is no hash leaves zeros, which no line has. */
static void
parse_hex (const char *hex, guint8 hash[DW_AUDIT_HASH_BYTES])
{
  memset (hash, 0, DW_AUDIT_HASH_BYTES);
  if (strlen (hex) != 2 * DW_AUDIT_HASH_BYTES)
    return;
  for (guint i = 0; i < DW_AUDIT_HASH_BYTES; i++)
    hash[i] = (guint8)((g_ascii_xdigit_value (hex[2 * i]) & 15) << 4 | (g_ascii_xdigit_value (hex[2 * i + 1]) & 15));
}

static gboolean
read_head (DwStmt *stmt, DwAuditHead *head, gboolean *found, GError **error)
{
  DwStep step = dw_stmt_step (stmt, error);

  *found = step == DW_STEP_ROW;
  if (*found)
    {
      head->seq = dw_stmt_get_int (stmt);
      parse_hex (dw_stmt_get_text (stmt), head->hash);
      dw_stmt_reset (stmt);
    }
  return step != DW_STEP_ERROR;
}

gboolean
dw_table_audit_load_head (DwDb *db, DwAuditHead *head, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "audit-last", LAST, error);
  gboolean found;

  dw_audit_head_init (head);
  return stmt != NULL && read_head (stmt, head, &found, error);
}

/* TRUE in *known when the table has the line that the witness names, with the same hash. */
static gboolean
knows_line (DwDb *db, const DwAuditHead *witness, gboolean *known, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "audit-hash-at", HASH_AT, error);
  DwAuditHead line;
  gboolean found;

  dw_audit_head_init (&line);
  if (stmt == NULL)
    return FALSE;
  dw_stmt_put_int (stmt, witness->seq);
  if (!read_head (stmt, &line, &found, error))
    return FALSE;
  *known = (found || witness->seq == 0) && dw_audit_head_equal (&line, witness);
  return TRUE;
}

gboolean
dw_table_audit_resolve_head (DwDb *db, const char *dir, DwAuditHead *head, char **note, GError **error)
{
  DwAuditHead witness;
  DwAuditHeadFile file = dw_audit_head_load (&witness, dir);
  gboolean known = FALSE;

  *note = NULL;
  if (!dw_table_audit_load_head (db, head, error))
    return FALSE;
  if (file == DW_AUDIT_HEAD_UNREADABLE)
    *note = g_strdup (_ ("The witness of the audit log (audit.head) cannot be read"));
  if (file != DW_AUDIT_HEAD_FOUND)
    return TRUE;
  if (!knows_line (db, &witness, &known, error))
    return FALSE;
  if (known)
    return TRUE;
  /* The table was cut or rewritten. Going on from the witness leaves the break in the chain for every later check. */
  *note = g_strdup_printf (_ ("The audit log does not end as its witness says (line %lld)"), (long long)witness.seq);
  head->seq = MAX (head->seq, witness.seq);
  memcpy (head->hash, witness.hash, sizeof head->hash);
  return TRUE;
}

static gpointer
read_row (DwStmt *stmt, GError **error)
{
  DwAuditRow *row = g_new0 (DwAuditRow, 1);
  char **texts[] = { &row->actor, &row->role, &row->act, &row->object, &row->old_value, &row->new_value, &row->reason, &row->result, &row->hash };

  row->seq = dw_stmt_get_int (stmt);
  row->time_ms = dw_stmt_get_int (stmt);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = dw_stmt_dup_text (stmt);
  return row;
}

GPtrArray *
dw_table_audit_load (DwDb *db, gint64 after_seq, guint limit, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "audit-load", LOAD, error);

  if (stmt == NULL)
    return NULL;
  dw_stmt_put_int (stmt, after_seq);
  dw_stmt_put_int (stmt, limit ? (gint64)limit : -1);
  return dw_stmt_collect (stmt, read_row, (GDestroyNotify)dw_audit_row_free, error);
}

GPtrArray *
dw_table_audit_load_of (DwDb *db, const char *object_end, guint limit, GError **error)
{
  DwStmt *stmt = dw_db_statement (db, "audit-load-of", LOAD_OF, error);

  if (stmt == NULL)
    return NULL;
  dw_stmt_put_text (stmt, object_end);
  dw_stmt_put_int (stmt, limit ? (gint64)limit : -1);
  return dw_stmt_collect (stmt, read_row, (GDestroyNotify)dw_audit_row_free, error);
}

/* --- verifying --- */

/* Cuts at a whole character when the sentence is too long. */
static void
set_problem (DwAuditVerdict *verdict, const char *problem)
{
  const char *end;

  g_strlcpy (verdict->problem, problem, sizeof verdict->problem);
  if (!g_utf8_validate (verdict->problem, -1, &end))
    verdict->problem[end - verdict->problem] = '\0';
}

static gboolean G_GNUC_PRINTF (3, 4)
  blame (DwAuditVerdict *verdict, gint64 seq, const char *format, ...)
{
  g_autofree char *problem = NULL;
  va_list arguments;

  va_start (arguments, format);
  problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  set_problem (verdict, problem);
  verdict->ok = FALSE;
  verdict->first_bad_seq = seq;
  return FALSE;
}

/* A text of the row as it lies in the file: of the type text and without a zero byte inside. */
static gboolean
take_text (DwStmt *stmt, char **text)
{
  gsize length;
  const guint8 *bytes = dw_stmt_get_bytes (stmt, SQLITE_TEXT, &length);

  if (bytes == NULL || memchr (bytes, 0, length) != NULL)
    return FALSE;
  *text = g_strndup ((const char *)bytes, length);
  return TRUE;
}

static gboolean
take_row (DwStmt *stmt, DwAuditRow *row)
{
  char **texts[] = { &row->actor, &row->role, &row->act, &row->object, &row->old_value, &row->new_value, &row->reason, &row->result, &row->hash };

  row->seq = dw_stmt_get_int (stmt);
  row->time_ms = dw_stmt_get_int (stmt);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!take_text (stmt, texts[i]))
      return FALSE;
  return TRUE;
}

static gboolean
check_row (DwAuditVerdict *verdict, DwAuditHead *head, DwStmt *stmt)
{
  g_autoptr (DwAuditRow) row = g_new0 (DwAuditRow, 1);
  gboolean readable = take_row (stmt, row);
  gint64 expected = head->seq + 1;
  g_autofree char *hex = NULL;

  if (row->seq > expected)
    return blame (verdict, expected, _ ("Line %lld is missing"), (long long)expected);
  if (row->seq < expected)
    return blame (verdict, row->seq, _ ("Line %lld does not belong there"), (long long)row->seq);
  if (!readable)
    return blame (verdict, expected, _ ("Line %lld was changed: a column is not text"), (long long)expected);
  dw_audit_chain_follow (head, row);
  hex = dw_audit_chain_hex (head);
  if (!g_str_equal (hex, row->hash))
    return blame (verdict, expected, _ ("Line %lld was changed or does not follow the line before it"), (long long)expected);
  verdict->lines++;
  return TRUE;
}

static gboolean
check_witness_at (DwAuditVerdict *verdict, const DwAuditHead *head, const DwAuditHead *witness)
{
  if (witness->seq != head->seq || dw_audit_head_equal (witness, head))
    return TRUE;
  return blame (verdict, head->seq, _ ("Line %lld is not the one that the witness (audit.head) knows"), (long long)head->seq);
}

/* A damaged page ends the walk: that is a finding about the next line, not a failure to look. */
static void
walk (DwAuditVerdict *verdict, DwStmt *stmt, DwAuditHead *head, const DwAuditHead *witness)
{
  g_autoptr (GError) error = NULL;
  DwStep step = DW_STEP_DONE;

  if (!check_witness_at (verdict, head, witness))
    return;
  while ((step = dw_stmt_step (stmt, &error)) == DW_STEP_ROW)
    if (!check_row (verdict, head, stmt) || !check_witness_at (verdict, head, witness))
      {
        dw_stmt_reset (stmt);
        return;
      }
  if (step == DW_STEP_ERROR)
    blame (verdict, head->seq + 1, _ ("Line %lld cannot be read: %s"), (long long)head->seq + 1, error->message);
}

static void
judge_end (DwAuditVerdict *verdict, DwAuditHeadFile file, const DwAuditHead *head, const DwAuditHead *witness)
{
  if (!verdict->ok)
    return;
  if (file == DW_AUDIT_HEAD_MISSING && head->seq > 0)
    set_problem (verdict, _ ("The witness (audit.head) is missing: lines cut from the end could not be noticed"));
  else if (file == DW_AUDIT_HEAD_UNREADABLE)
    blame (verdict, 0, _ ("The witness (audit.head) cannot be read"));
  else if (witness->seq > head->seq)
    blame (verdict, head->seq + 1, _ ("The end is missing: lines %lld to %lld"), (long long)head->seq + 1, (long long)witness->seq);
}

gboolean
dw_table_audit_verify (DwDb *db, const char *dir, DwAuditVerdict *verdict, GError **error)
{
  /* The witness is read first: a station that writes meanwhile moves the table ahead of it, never behind. */
  DwAuditHead witness;
  DwAuditHeadFile file = dw_audit_head_load (&witness, dir);
  DwStmt *stmt = dw_db_statement (db, "audit-walk", WALK, error);
  DwAuditHead head;

  *verdict = (DwAuditVerdict){ .ok = TRUE };
  if (stmt == NULL)
    return FALSE;
  if (file != DW_AUDIT_HEAD_FOUND)
    witness.seq = -1;
  dw_audit_head_init (&head);
  walk (verdict, stmt, &head, &witness);
  judge_end (verdict, file, &head, &witness);
  return TRUE;
}
