// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: the disk fills up in the middle of a group: who was told "done" is there, who was told "failed" is not, the audit chain holds, and with room again the
// same batches go in once · a limit of the file size does the same to the whole store · a witness that cannot be written.

#include <signal.h>
#include <sys/resource.h>

#include "dw-commit-queue.h"
#include "dw-migrate.h"
#include "dw-store-fixture.h"
#include "dw-table-audit.h"

#define N_BATCHES 400

typedef struct
{
  DwStoreBatch *batch;
  guint number;
  gboolean done;
  gboolean failed;
  guint *n_answered;
} Flight;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Flight *flight = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = g_task_propagate_pointer (G_TASK (result), &error);

  /* Answers come in the order of asking. */
  g_assert_cmpuint (*flight->n_answered, ==, flight->number);
  (*flight->n_answered)++;
  flight->done = ids != NULL;
  flight->failed = g_error_matches (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_assert_true (flight->done != flight->failed);
}

/* A large comment makes a batch fill pages. */
static DwStoreBatch *
make_batch (guint n)
{
  DwStoreBatch *batch = fixture_alarm_batch (n, TRUE);
  g_autoptr (DwAlarmRecord) record = fixture_alarm (n);

  fixture_set_text (&record->comment, NULL);
  record->comment = g_strnfill (3000, 'x');
  dw_store_batch_put_alarm (batch, record);
  return batch;
}

static DwCommitQueue *
open_queue (const char *dir, DwDb **db)
{
  g_autofree char *path = g_build_filename (dir, "station.db", NULL);
  guint n_steps;
  const DwMigration *steps = dw_migrate_get_station_steps (&n_steps);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  DwAuditHead head;

  *db = dw_db_open (path, DW_DB_WRITE_SYNCED, &error);
  g_assert_no_error (error);
  g_assert_true (dw_migrate_run (*db, steps, n_steps, &error));
  g_assert_true (dw_table_audit_resolve_head (*db, dir, &head, &note, &error));
  return dw_commit_queue_new (*db, dir, &head, TRUE);
}

static void
push (DwCommitQueue *queue, Flight *flight)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, answered_cb, flight);

  dw_commit_queue_push (queue, dw_store_batch_ref (flight->batch), task);
}

static void
assert_present (const char *dir, const Flight *flight)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM event WHERE alarm_id = 'alarm-%u'", flight->number);

  g_assert_cmpint (fixture_read_number (dir, sql), ==, flight->done ? 1 : 0);
}

static guint
count_done (const char *dir, const Flight *flights)
{
  guint n_done = 0;

  for (guint i = 0; i < N_BATCHES; i++)
    {
      n_done += flights[i].done;
      assert_present (dir, &flights[i]);
    }
  return n_done;
}

static void
assert_chain (const char *dir, guint n_lines)
{
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  DwStore *store = dw_store_open_read_only (dir, clock, NULL);
  DwAuditVerdict verdict;

  g_assert_true (dw_store_verify_audit (store, &verdict, NULL));
  g_assert_cmpstr (verdict.problem, ==, "");
  g_assert_cmpuint (verdict.lines, ==, n_lines);
  dw_store_close (store);
}

/* Pushes all of them at once and waits for the last answer. */
static void
push_all (DwCommitQueue *queue, Flight *flights)
{
  guint n_answered = 0;

  for (guint i = 0; i < N_BATCHES; i++)
    {
      flights[i].n_answered = &n_answered;
      push (queue, &flights[i]);
    }
  while (n_answered < N_BATCHES)
    g_main_context_iteration (NULL, TRUE);
}

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Two ways of running out of room: the database may not grow, which fails a statement, and the journal may not grow, which fails the commit of a whole group. */
static void
limit_pages (DwDb *db)
{
  g_assert_true (dw_db_execute (db, "limit", "PRAGMA max_page_count = 90", NULL));
}

static void
lift_pages (DwDb *db)
{
  g_assert_true (dw_db_execute (db, "limit", "PRAGMA max_page_count = 1000000", NULL));
}

static void
limit_journal (DwDb *db)
{
  signal (SIGXFSZ, SIG_IGN);
  limit_files (1500000);
}

static void
lift_journal (DwDb *db)
{
  limit_files (RLIM_INFINITY);
}

typedef struct
{
  void (*set) (DwDb *db);
  void (*lift) (DwDb *db);
} Limit;

static const Limit PAGES = { limit_pages, lift_pages };
static const Limit JOURNAL = { limit_journal, lift_journal };

static void
test_full (gconstpointer data)
{
  const Limit *limit = data;
  char *dir = fixture_folder_new ();
  Flight *flights = g_new0 (Flight, N_BATCHES);
  guint n_done;
  DwDb *db;
  DwCommitQueue *queue = open_queue (dir, &db);

  limit->set (db);
  for (guint i = 0; i < N_BATCHES; i++)
    flights[i] = (Flight){ make_batch (i), i };
  push_all (queue, flights);
  n_done = count_done (dir, flights);
  g_test_message ("%u of %u fitted", n_done, N_BATCHES);
  g_assert_cmpuint (n_done, >, 10);
  g_assert_cmpuint (n_done, <, N_BATCHES);
  assert_chain (dir, n_done);
  limit->lift (db);
  /* Those that are done keep their one event; their audit lines are new lines, because an act that is told twice was done twice. */
  push_all (queue, flights);
  g_assert_cmpuint (count_done (dir, flights), ==, N_BATCHES);
  dw_commit_queue_free (queue);
  assert_chain (dir, n_done + N_BATCHES);
  for (guint i = 0; i < N_BATCHES; i++)
    dw_store_batch_free (flights[i].batch);
  g_free (flights);
  fixture_folder_remove (dir);
}

static void
test_file_limit (void)
{
  char *dir = fixture_folder_new ();
  DwStore *store = fixture_open (dir);
  guint n_done = 0;
  g_autoptr (GError) error = NULL;
  DwStoreBatch *batch;

  signal (SIGXFSZ, SIG_IGN);
  limit_files (1500000);
  while (dw_store_commit (store, dw_store_batch_ref (batch = make_batch (n_done)), NULL, &error))
    {
      dw_store_batch_free (batch);
      n_done++;
    }
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED);
  g_test_message ("%u batches, then: %s", n_done, error->message);
  g_clear_error (&error);
  g_assert_cmpuint (n_done, >, 5);
  g_assert_cmpint (fixture_read_number (dir, "SELECT count(*) FROM event"), ==, n_done);
  limit_files (RLIM_INFINITY);
  g_assert_true (dw_store_commit (store, batch, NULL, &error));
  g_assert_no_error (error);
  dw_store_close (store);
  g_assert_cmpint (fixture_read_number (dir, "SELECT count(*) FROM event"), ==, n_done + 1);
  assert_chain (dir, n_done + 1);
  fixture_folder_remove (dir);
}

/* The witness cannot be written, but the line is on disk: nobody is failed, the fault is told until it can be. */
static void
test_witness_cannot_be_written (void)
{
  char *dir = fixture_folder_new ();
  g_autofree char *head = g_build_filename (dir, "audit.head", NULL);
  g_autofree char *inside = g_build_filename (head, "x", NULL);
  DwStore *store = fixture_open (dir);
  g_autofree char *fault = NULL;

  fixture_commit (store, fixture_alarm_batch (1, TRUE));
  g_assert_null (dw_store_dup_fault (store));
  remove (head);
  g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
  fixture_commit (store, fixture_alarm_batch (2, TRUE));
  fault = dw_store_dup_fault (store);
  g_assert_nonnull (fault);
  remove (inside);
  remove (head);
  fixture_commit (store, fixture_alarm_batch (3, FALSE));
  g_assert_null (dw_store_dup_fault (store));
  dw_store_close (store);
  assert_chain (dir, 2);
  fixture_folder_remove (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/commit-queue/a-full-database-fails-those-that-do-not-fit-and-nobody-else", &PAGES, test_full);
  g_test_add_data_func ("/commit-queue/a-commit-that-fails-is-tried-one-by-one", &JOURNAL, test_full);
  g_test_add_func ("/commit-queue/a-write-that-fails-loses-nothing-and-can-be-tried-again", test_file_limit);
  g_test_add_func ("/commit-queue/a-witness-that-cannot-be-written-is-told", test_witness_cannot_be_written);
  return g_test_run ();
}
