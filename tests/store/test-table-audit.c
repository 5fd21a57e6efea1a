// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: the bytes of a line and its hash, against values made elsewhere · a clean chain holds · each kind of tampering is found with its line ·
// each byte of a row in the file · the witness: cut tail, changed, missing, unreadable, lagging · writing on after a cut leaves the break in the chain.

#include "dw-audit-chain.h"
#include "dw-store-fixture.h"

#define N_LINES 8

static char *
make_log (void)
{
  char *dir = fixture_folder_new ();
  DwStore *store = fixture_open (dir);
  DwStoreBatch *batch = dw_store_batch_new ();

  for (guint n = 1; n <= N_LINES; n++)
    {
      g_autoptr (DwAuditRow) row = fixture_audit (n);

      dw_store_batch_add_audit (batch, row);
    }
  fixture_commit (store, batch);
  dw_store_close (store);
  return dir;
}

/* FALSE when the file does not even open. */
static gboolean
look (const char *dir, DwAuditVerdict *verdict)
{
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  g_autoptr (GError) error = NULL;
  DwStore *store = dw_store_open_read_only (dir, clock, &error);
  gboolean looked = store && dw_store_verify_audit (store, verdict, &error);

  dw_store_close (store);
  return looked;
}

/* --- the arithmetic --- */

static void
test_line (void)
{
  static const char expected[] = "1:1,13:1790000000000,3:W03,10:duty-guard,4:trip,8:GW-03/17,0:,6:分闸,0:,9:confirmed,";
  DwAuditRow row = { .seq = 1, .time_ms = FIXTURE_NOW_MS, .actor = (char *)"W03", .role = (char *)"duty-guard", .act = (char *)"trip", .object = (char *)"GW-03/17", .old_value = (char *)"", .new_value = (char *)"分闸", .reason = NULL, .result = (char *)"confirmed" };
  g_autoptr (GByteArray) line = dw_audit_chain_make_line (&row);
  g_autofree char *genesis = NULL;
  g_autofree char *hash = NULL;
  DwAuditHead head;

  g_assert_cmpmem (line->data, line->len, expected, strlen (expected));
  dw_audit_head_init (&head);
  genesis = dw_audit_chain_hex (&head);
  g_assert_cmpstr (genesis, ==, "46b99189de11b6a55ba808850b156f7d96e805e9043e579ed0256a480cc384a0");
  dw_audit_chain_follow (&head, &row);
  hash = dw_audit_chain_hex (&head);
  g_assert_cmpint (head.seq, ==, 1);
  g_assert_cmpstr (hash, ==, "f7c08e70106fcc43ca6e6cae6aeacb26f8192cac05dfac5ac57434b67f1ee03e");
}

static void
test_unambiguous (void)
{
  static const struct
  {
    const char *actor, *role;
  } rows[] = { { "ab", "c" }, { "a", "bc" }, { "abc", "" }, { "", "abc" }, { "a,1:b", "c" }, { "a", "1:b,1:c" } };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwAuditRow row = { .actor = (char *)rows[i].actor, .role = (char *)rows[i].role };

      g_assert_true (g_hash_table_add (seen, g_byte_array_free_to_bytes (dw_audit_chain_make_line (&row))));
    }
}

static void
test_clean (void)
{
  char *dir = make_log ();
  DwAuditVerdict verdict;

  g_assert_true (look (dir, &verdict));
  g_assert_true (verdict.ok);
  g_assert_cmpuint (verdict.lines, ==, N_LINES);
  g_assert_cmpstr (verdict.problem, ==, "");
  fixture_folder_remove (dir);
}

static void
test_load (void)
{
  char *dir = make_log ();
  DwStore *store = fixture_open (dir);
  g_autoptr (GPtrArray) rows = dw_store_load_audit (store, 3, 2, NULL);
  g_autoptr (GPtrArray) all = dw_store_load_audit (store, 0, 0, NULL);
  const DwAuditRow *row = rows->pdata[0];

  g_assert_cmpuint (all->len, ==, N_LINES);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpint (row->seq, ==, 4);
  g_assert_cmpstr (row->object, ==, "GW-03/4");
  g_assert_cmpstr (row->reason, ==, "现场已查看 4");
  g_assert_cmpuint (strlen (row->hash), ==, 64);
  dw_store_close (store);
  fixture_folder_remove (dir);
}

static void
test_empty (void)
{
  char *dir = fixture_folder_new ();
  DwAuditVerdict verdict;

  dw_store_close (fixture_open (dir));
  g_assert_true (look (dir, &verdict));
  g_assert_true (verdict.ok);
  g_assert_cmpuint (verdict.lines, ==, 0);
  g_assert_cmpstr (verdict.problem, ==, "");
  fixture_folder_remove (dir);
}

/* --- tampering --- */

typedef struct
{
  const char *what;
  const char *sql;
  gint64 bad_seq;
} Tamper;

static const Tamper TAMPERS[] = {
  { "time", "UPDATE audit SET time_ms = time_ms + 1 WHERE seq = 3", 3 },
  { "actor", "UPDATE audit SET actor = 'W04' WHERE seq = 3", 3 },
  { "role", "UPDATE audit SET role = 'duty-guarD' WHERE seq = 3", 3 },
  { "act", "UPDATE audit SET act = 'acknowledge ' WHERE seq = 3", 3 },
  { "object", "UPDATE audit SET object = 'GW-03/4' WHERE seq = 3", 3 },
  { "old value", "UPDATE audit SET old_value = '' WHERE seq = 3", 3 },
  { "new value", "UPDATE audit SET new_value = 'norm' WHERE seq = 3", 3 },
  { "reason", "UPDATE audit SET reason = replace(reason, '3', '4') WHERE seq = 3", 3 },
  { "result", "UPDATE audit SET result = 'denied' WHERE seq = 3", 3 },
  { "hash", "UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'g') WHERE seq = 3", 3 },
  { "hash in capitals", "UPDATE audit SET hash = upper(hash) WHERE seq = 3", 3 },
  { "hash shortened", "UPDATE audit SET hash = substr(hash, 1, 63) WHERE seq = 3", 3 },
  { "words moved between columns", "UPDATE audit SET actor = 'W', role = '03duty-guard' WHERE seq = 3", 3 },
  { "two columns swapped", "UPDATE audit SET old_value = new_value, new_value = old_value WHERE seq = 3", 3 },
  { "zero byte behind the text", "UPDATE audit SET actor = actor || char(0) || 'x' WHERE seq = 3", 3 },
  { "first line", "UPDATE audit SET actor = 'x' WHERE seq = 1", 1 },
  { "last line", "UPDATE audit SET actor = 'x' WHERE seq = 8", 8 },
  { "first line deleted", "DELETE FROM audit WHERE seq = 1", 1 },
  { "middle line deleted", "DELETE FROM audit WHERE seq = 4", 4 },
  { "deleted and closed up", "DELETE FROM audit WHERE seq = 4; UPDATE audit SET seq = seq - 1 WHERE seq > 4", 4 },
  { "last line cut", "DELETE FROM audit WHERE seq = 8", 8 },
  { "tail cut", "DELETE FROM audit WHERE seq > 5", 6 },
  { "everything cut", "DELETE FROM audit", 1 },
  { "line in front", "INSERT INTO audit SELECT 0, time_ms, actor, role, act, object, old_value, new_value, reason, result, hash FROM audit WHERE seq = 1", 0 },
  { "line inserted", "UPDATE audit SET seq = -seq WHERE seq > 4; UPDATE audit SET seq = 1 - seq WHERE seq < 0; "
                     "INSERT INTO audit SELECT 5, time_ms, actor, role, act, object, old_value, new_value, reason, result, hash FROM audit WHERE seq = 4",
    5 },
  { "line added at the end", "INSERT INTO audit SELECT 9, time_ms, actor, role, act, object, old_value, new_value, reason, result, hash FROM audit WHERE seq = 8", 9 },
  { "lines swapped", "UPDATE audit SET seq = -1 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = -1", 3 },
};

static void
test_tamper (gconstpointer data)
{
  const Tamper *tamper = data;
  char *dir = make_log ();
  DwAuditVerdict verdict;

  fixture_run_sql (dir, tamper->sql);
  g_assert_true (look (dir, &verdict));
  g_assert_false (verdict.ok);
  g_assert_cmpint (verdict.first_bad_seq, ==, tamper->bad_seq);
  g_assert_cmpstr (verdict.problem, !=, "");
  fixture_folder_remove (dir);
}

/* Somebody who knows the format changes a line and makes every hash anew; only the witness knows better. */
static void
test_rewritten_chain (void)
{
  char *dir = make_log ();
  DwStore *store = fixture_open (dir);
  g_autoptr (GPtrArray) rows = dw_store_load_audit (store, 0, 0, NULL);
  g_autoptr (GString) sql = g_string_new ("");
  g_autofree char *fault = NULL;
  DwAuditVerdict verdict;
  DwAuditHead head;

  dw_store_close (store);
  dw_audit_head_init (&head);
  for (guint i = 0; i < rows->len; i++)
    {
      DwAuditRow *row = rows->pdata[i];
      g_autofree char *hex = NULL;

      if (row->seq == 3)
        fixture_set_text (&row->actor, "W99");
      dw_audit_chain_follow (&head, row);
      hex = dw_audit_chain_hex (&head);
      g_string_append_printf (sql, "UPDATE audit SET actor = '%s', hash = '%s' WHERE seq = %d;", row->actor, hex, (int)row->seq);
    }
  fixture_run_sql (dir, sql->str);
  g_assert_true (look (dir, &verdict));
  g_assert_false (verdict.ok);
  g_assert_cmpint (verdict.first_bad_seq, ==, N_LINES);
  /* A station that starts on it says so, and its next line does not hide it. */
  store = fixture_open (dir);
  fault = dw_store_dup_fault (store);
  g_assert_nonnull (fault);
  dw_store_close (store);
  fixture_folder_remove (dir);
}

/* The record of line 5 from its first header byte to the last of its hash. The header is one byte of length and eleven types, two of them two bytes long. */
#define HEADER_BYTES 13
#define TIME_BYTES 6

static void
find_row_bytes (const char *bytes, gsize length, gsize *first, gsize *last)
{
  static const char texts[] = "W03duty-guardacknowledgeGW-03/5unackacked现场已查看 5done";
  const char *found = bytes;

  while (found < bytes + length - strlen (texts) && memcmp (found, texts, strlen (texts)) != 0)
    found++;
  g_assert_cmpint (memcmp (found, texts, strlen (texts)), ==, 0);
  *first = (gsize)(found - bytes) - TIME_BYTES - HEADER_BYTES;
  *last = (gsize)(found - bytes) + strlen (texts) + 64 - 1;
}

static void
test_every_byte (void)
{
  char *dir = make_log ();
  gsize length;
  g_autofree char *bytes = fixture_read_file (dir, "station.db", &length);
  gsize first;
  gsize last;

  find_row_bytes (bytes, length, &first, &last);
  for (gsize at = first; at <= last; at++)
    {
      DwAuditVerdict verdict = { .ok = TRUE };
      gboolean looked;

      bytes[at] ^= 1;
      fixture_write_file (dir, "station.db", bytes, length);
      looked = look (dir, &verdict);
      if (looked && (verdict.ok || verdict.first_bad_seq != 5))
        g_error ("byte %d of the row changed: %s, line %d, %s", (int)(at - first), verdict.ok ? "not found" : "found", (int)verdict.first_bad_seq, verdict.problem);
      bytes[at] ^= 1;
    }
  fixture_folder_remove (dir);
}

/* --- the witness --- */

typedef struct
{
  const char *what;
  const char *content; /* NULL = no file */
  gboolean ok;
  const char *problem; /* a word of it */
  gint64 bad_seq;
} Witness;

static const Witness WITNESSES[] = {
  { "missing", NULL, TRUE, "audit.head", 0 },
  { "empty", "", FALSE, "cannot be read", 0 },
  { "garbage", "hello\n", FALSE, "cannot be read", 0 },
  { "number only", "8\n", FALSE, "cannot be read", 0 },
  { "hash too short", "8 00\n", FALSE, "cannot be read", 0 },
  { "hash of zeros", "8 0000000000000000000000000000000000000000000000000000000000000000\n", FALSE, "witness", 8 },
  { "number raised", "9 0000000000000000000000000000000000000000000000000000000000000000\n", FALSE, "end is missing", 9 },
  { "negative number", "-1 0000000000000000000000000000000000000000000000000000000000000000\n", FALSE, "cannot be read", 0 },
  { "older line, wrong hash", "3 0000000000000000000000000000000000000000000000000000000000000000\n", FALSE, "witness", 3 },
  { "genesis, wrong hash", "0 0000000000000000000000000000000000000000000000000000000000000000\n", FALSE, "witness", 0 },
};

static void
set_witness (const char *dir, const char *content)
{
  g_autofree char *path = g_build_filename (dir, "audit.head", NULL);

  if (content)
    fixture_write_file (dir, "audit.head", content, strlen (content));
  else
    remove (path);
}

static void
test_witness (gconstpointer data)
{
  const Witness *witness = data;
  char *dir = make_log ();
  DwAuditVerdict verdict;

  set_witness (dir, witness->content);
  g_assert_true (look (dir, &verdict));
  g_assert_cmpint (verdict.ok, ==, witness->ok);
  g_assert_nonnull (strstr (verdict.problem, witness->problem));
  g_assert_cmpint (verdict.first_bad_seq, ==, witness->bad_seq);
  fixture_folder_remove (dir);
}

static void
test_every_witness_byte (void)
{
  char *dir = make_log ();
  gsize length;
  g_autofree char *content = fixture_read_file (dir, "audit.head", &length);

  for (gsize at = 0; at < length; at++)
    {
      DwAuditVerdict verdict;

      content[at] ^= 1;
      fixture_write_file (dir, "audit.head", content, length);
      g_assert_true (look (dir, &verdict));
      g_assert_false (verdict.ok);
      content[at] ^= 1;
    }
  fixture_folder_remove (dir);
}

/* A crash between the commit and the witness leaves it behind; that is in order, and the next start brings it up to date. */
static void
test_lagging_witness (void)
{
  char *dir = make_log ();
  gsize length;
  g_autofree char *newest = fixture_read_file (dir, "audit.head", &length);
  g_autofree char *after = NULL;
  DwStore *store = fixture_open (dir);
  g_autoptr (GPtrArray) rows = dw_store_load_audit (store, 0, 0, NULL);
  g_autofree char *older = g_strdup_printf ("6 %s\n", ((DwAuditRow *)rows->pdata[5])->hash);
  DwAuditVerdict verdict;

  dw_store_close (store);
  set_witness (dir, older);
  g_assert_true (look (dir, &verdict));
  g_assert_true (verdict.ok);
  g_assert_cmpstr (verdict.problem, ==, "");
  store = fixture_open (dir);
  g_assert_null (dw_store_dup_fault (store));
  dw_store_close (store);
  after = fixture_read_file (dir, "audit.head", &length);
  g_assert_cmpstr (after, ==, newest);
  fixture_folder_remove (dir);
}

static void
write_one_more (const char *dir, gboolean fault)
{
  DwStore *store = fixture_open (dir);
  g_autofree char *told = dw_store_dup_fault (store);
  DwStoreBatch *batch = dw_store_batch_new ();
  g_autoptr (DwAuditRow) row = fixture_audit (99);

  g_assert_cmpint (told != NULL, ==, fault);
  dw_store_batch_add_audit (batch, row);
  fixture_commit (store, batch);
  dw_store_close (store);
}

static void
test_cut_stays_visible (void)
{
  char *dir = make_log ();
  DwAuditVerdict verdict;

  fixture_run_sql (dir, "DELETE FROM audit WHERE seq > 5");
  /* Opening alone must not wipe the proof, neither must writing on. */
  dw_store_close (fixture_open (dir));
  g_assert_true (look (dir, &verdict));
  g_assert_false (verdict.ok);
  write_one_more (dir, TRUE);
  g_assert_true (look (dir, &verdict));
  g_assert_false (verdict.ok);
  g_assert_cmpint (verdict.first_bad_seq, ==, 6);
  g_assert_cmpint (fixture_read_number (dir, "SELECT max(seq) FROM audit"), ==, N_LINES + 1);
  fixture_folder_remove (dir);
}

/* A witness that disagrees is the proof: opening the folder leaves it as it is. */
static void
test_proof_is_kept (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (WITNESSES); i++)
    {
      char *dir = make_log ();
      g_autofree char *after = NULL;
      gsize length;

      if (WITNESSES[i].content && strstr (WITNESSES[i].problem, "cannot be read") == NULL)
        {
          set_witness (dir, WITNESSES[i].content);
          dw_store_close (fixture_open (dir));
          after = fixture_read_file (dir, "audit.head", &length);
          g_assert_cmpstr (after, ==, WITNESSES[i].content);
        }
      fixture_folder_remove (dir);
    }
}

static void
test_lost_witness_is_renewed (void)
{
  static const char *const contents[] = { NULL, "garbage" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      char *dir = make_log ();
      DwAuditVerdict verdict;

      set_witness (dir, contents[i]);
      write_one_more (dir, contents[i] != NULL);
      g_assert_true (look (dir, &verdict));
      g_assert_true (verdict.ok);
      g_assert_cmpstr (verdict.problem, ==, "");
      g_assert_cmpuint (verdict.lines, ==, N_LINES + 1);
      if (contents[i])
        {
          gsize length;
          g_autofree char *aside = fixture_read_file (dir, "audit.head.unreadable", &length);

          g_assert_cmpstr (aside, ==, contents[i]);
        }
      fixture_folder_remove (dir);
    }
}

static void
test_async (void)
{
  char *dir = make_log ();
  DwStore *store = fixture_open (dir);
  g_autoptr (GAsyncResult) result = NULL;
  DwAuditVerdict verdict;

  fixture_run_sql (dir, "UPDATE audit SET actor = 'x' WHERE seq = 2");
  dw_store_verify_audit_async (store, NULL, fixture_result_cb, &result);
  fixture_await (&result);
  g_assert_true (dw_store_verify_audit_finish (store, result, &verdict, NULL));
  g_assert_false (verdict.ok);
  g_assert_cmpint (verdict.first_bad_seq, ==, 2);
  dw_store_close (store);
  fixture_folder_remove (dir);
}

static void
add_case (const char *group, const char *what, gconstpointer data, GTestDataFunc func)
{
  g_autofree char *name = g_strdelimit (g_strdup (what), " ,", '-');
  g_autofree char *path = g_strconcat ("/table-audit/", group, "/", name, NULL);

  g_test_add_data_func (path, data, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-audit/line-and-hash-are-as-documented", test_line);
  g_test_add_func ("/table-audit/no-two-rows-have-one-line", test_unambiguous);
  g_test_add_func ("/table-audit/a-clean-chain-holds", test_clean);
  g_test_add_func ("/table-audit/an-empty-log-holds", test_empty);
  g_test_add_func ("/table-audit/lines-are-read-in-pages", test_load);
  for (guint i = 0; i < G_N_ELEMENTS (TAMPERS); i++)
    add_case ("found", TAMPERS[i].what, &TAMPERS[i], test_tamper);
  g_test_add_func ("/table-audit/a-rewritten-chain-is-found-by-the-witness", test_rewritten_chain);
  g_test_add_func ("/table-audit/every-byte-of-a-row-counts", test_every_byte);
  for (guint i = 0; i < G_N_ELEMENTS (WITNESSES); i++)
    add_case ("witness", WITNESSES[i].what, &WITNESSES[i], test_witness);
  g_test_add_func ("/table-audit/every-byte-of-the-witness-counts", test_every_witness_byte);
  g_test_add_func ("/table-audit/a-lagging-witness-is-in-order", test_lagging_witness);
  g_test_add_func ("/table-audit/a-cut-stays-visible-after-writing-on", test_cut_stays_visible);
  g_test_add_func ("/table-audit/a-witness-that-disagrees-is-kept", test_proof_is_kept);
  g_test_add_func ("/table-audit/a-lost-witness-is-renewed", test_lost_witness_is_renewed);
  g_test_add_func ("/table-audit/the-asynchronous-verdict-is-the-same", test_async);
  return g_test_run ();
}
