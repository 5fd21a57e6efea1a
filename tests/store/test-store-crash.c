// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: a child commits alarms with their events and audit lines, several in flight, and prints each number only when it was told that it is on disk.
// It is killed (-9) at a random moment, again and again on the same folder. Then: every printed number is there, exactly once; nothing else is there twice;
// the audit chain holds; looking without the lock sees the same before anybody repaired anything.

#include "dw-store-fixture.h"

#define N_ROUNDS 10
#define MAX_LINES 120
#define IN_FLIGHT 8

/* --- the child --- */

typedef struct
{
  DwStore *store;
  guint next;
} Feeder;

typedef struct
{
  Feeder *feeder;
  guint number;
} Flight;

static void send_next (Feeder *feeder);

static void
landed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Flight *flight = data;
  g_autofree char *line = g_strdup_printf ("%u", flight->number);

  if (!dw_store_commit_finish (flight->feeder->store, result, NULL, NULL))
    g_error ("commit failed");
  fixture_print_line (line);
  send_next (flight->feeder);
}

static void
send_next (Feeder *feeder)
{
  Flight *flight = g_new0 (Flight, 1);

  flight->feeder = feeder;
  flight->number = feeder->next++;
  dw_store_commit_async (feeder->store, fixture_alarm_batch (flight->number, TRUE), NULL, landed_cb, flight);
}

static int
feed (const char *dir, const char *first)
{
  Feeder feeder = { fixture_open (dir), (guint)g_ascii_strtoull (first, NULL, 10) };

  for (guint i = 0; i < IN_FLIGHT; i++)
    send_next (&feeder);
  while (feeder.store)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

/* --- the parent --- */

/* Reads until the child has printed that many lines, kills it, and reads what is left. */
static void
run_and_kill (const char *dir, guint round, guint n_lines, GArray *printed)
{
  g_autofree char *first = g_strdup_printf ("%u", round * 1000000);
  g_autoptr (GSubprocess) child = fixture_spawn ("--feed", dir, first, NULL);
  g_autoptr (GDataInputStream) lines = fixture_get_lines (child);
  guint count = 0;
  char *line;

  while ((line = fixture_read_line (lines)))
    {
      guint number = (guint)g_ascii_strtoull (line, NULL, 10);

      g_array_append_val (printed, number);
      if (++count == n_lines)
        fixture_kill (child);
      g_free (line);
    }
  g_assert_cmpuint (count, >=, n_lines);
}

static GHashTable *
count_by_alarm (DwStore *store)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  DwEventQuery query;
  g_autoptr (GPtrArray) events = NULL;

  dw_event_query_init (&query);
  events = dw_store_query_events (store, &query, NULL, NULL);
  g_assert_nonnull (events);
  for (guint i = 0; i < events->len; i++)
    {
      const DwEventRecord *event = events->pdata[i];
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, event->alarm_id));

      g_hash_table_insert (counts, g_strdup (event->alarm_id), GUINT_TO_POINTER (count + 1));
    }
  return counts;
}

static void
assert_complete (DwStore *store, const GArray *printed)
{
  g_autoptr (GHashTable) counts = count_by_alarm (store);
  GHashTableIter iter;
  gpointer id;
  gpointer count;
  DwAuditVerdict verdict;

  for (guint i = 0; i < printed->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("alarm-%u", g_array_index (printed, guint, i));
      g_autoptr (DwAlarmRecord) record = dw_store_load_alarm (store, name, NULL);

      g_assert_nonnull (record);
      g_assert_true (g_hash_table_contains (counts, name));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &id, &count))
    g_assert_cmpuint (GPOINTER_TO_UINT (count), ==, 1);
  g_assert_true (dw_store_verify_audit (store, &verdict, NULL));
  g_assert_cmpstr (verdict.problem, ==, "");
  g_assert_true (verdict.ok);
  g_assert_cmpuint (verdict.lines, ==, g_hash_table_size (counts));
}

static void
test_kill (void)
{
  char *dir = fixture_folder_new ();
  g_autoptr (GArray) printed = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      guint n_lines = (guint)g_test_rand_int_range (1, MAX_LINES);
      g_autoptr (GError) error = NULL;
      DwStore *store;

      g_test_message ("round %u: killed after %u lines", round, n_lines);
      run_and_kill (dir, round, n_lines, printed);
      store = dw_store_open_read_only (dir, clock, &error);
      g_assert_no_error (error);
      assert_complete (store, printed);
      dw_store_close (store);
      /* Every other round the next child is the first to open the folder for writing again. */
      if (round % 2 == 0)
        continue;
      store = fixture_open (dir);
      assert_complete (store, printed);
      dw_store_close (store);
    }
  fixture_folder_remove (dir);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--feed"))
    return feed (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-crash/what-was-told-is-there-exactly-once-after-kill-9", test_kill);
  return g_test_run ();
}
