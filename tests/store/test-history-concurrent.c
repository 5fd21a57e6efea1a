// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: while one thread appends, two others ask the same history and another program asks the file: every answer is made of the first so many ticks, all devices alike,
// with all that was acknowledged before the question.

#include <math.h>

#include "history-ticks.h"

#define N_TICKS 700
#define N_READERS 2

typedef struct
{
  DwHistory *history;
  gint n_done; /* atomic: ticks that were acknowledged */
  gint n_answers;
} Shared;

static gpointer
write_all (gpointer data)
{
  Shared *shared = data;

  for (guint k = 0; k < N_TICKS; k++)
    {
      g_assert_true (ticks_append (shared->history, k));
      g_atomic_int_set (&shared->n_done, (gint)k + 1);
      if (k % 100 == 50)
        g_assert_true (dw_history_seal (shared->history, k % 200 == 50 ? 0 : TICKS_START_MS, NULL));
    }
  return NULL;
}

/* Column 0 of the first device counts the ticks. */
static guint
check_samples (DwHistory *history, guint n_before)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwSamples) samples = dw_history_read_samples (history, 1, "c0", TICKS_START_MS, G_MAXINT64, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (samples->n, >=, n_before);
  for (guint i = 0; i < samples->n; i++)
    {
      g_assert_cmpint (samples->times_ms[i], ==, TICKS_START_MS + (gint64)i * TICKS_PERIOD_MS);
      g_assert_cmpfloat_with_epsilon (samples->values[i], i * 0.1, 1e-9);
    }
  return samples->n;
}

/* All devices have the same number of ticks in one answer. */
static void
check_buckets (DwHistory *history, guint n_before)
{
  const gint64 edges[] = { TICKS_START_MS, TICKS_START_MS + (gint64)N_TICKS * TICKS_PERIOD_MS };
  DwHistoryChannel channels[] = { { 1, "c0" }, { 2, "c0" }, { 3, "c0" }, { 4, "c0" }, { 5, "c0" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) many = dw_history_read_many (history, channels, G_N_ELEMENTS (channels), edges, 1, NULL, &error);
  gint64 n = 0;

  g_assert_no_error (error);
  n = ((DwBuckets *)many->pdata[0])->buckets[0].count;
  g_assert_cmpint (n, >=, n_before);
  if (n > 0)
    g_assert_cmpfloat_with_epsilon (((DwBuckets *)many->pdata[0])->buckets[0].sum, (double)(n * (n - 1) / 2) * 0.1, 1e-6);
  for (guint i = 1; i < many->len; i++)
    {
      gint64 late = 0;

      /* Reports that come hours late belong to the same ticks. */
      for (gint64 k = 0; k < n; k += 7)
        late += 1 + k % 4 == i && TICKS_START_MS + k * TICKS_PERIOD_MS - (2 * KIT_HOUR_MS + 30000) >= edges[0];
      g_assert_cmpint (((DwBuckets *)many->pdata[i])->buckets[0].count, ==, n + late);
    }
}

/* Many channels are shared among threads, and still see one moment: the same channel forty times has one mean. */
static void
check_means (DwHistory *history)
{
  const gint64 edges[] = { TICKS_START_MS, TICKS_START_MS + (gint64)N_TICKS * TICKS_PERIOD_MS };
  DwHistoryChannel channels[40];
  g_autoptr (GError) error = NULL;
  g_autofree double *means = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    channels[i] = (DwHistoryChannel){ 1, "c0" };
  means = dw_history_read_means (history, channels, G_N_ELEMENTS (channels), edges, 1, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 1; i < G_N_ELEMENTS (channels); i++)
    g_assert_true (means[i] == means[0] || (isnan (means[i]) && isnan (means[0])));
}

/* A tick is a minute: those before the question are there, whether they are unpacked now or were kept. */
static void
check_minutes (DwHistory *history, guint n_before)
{
  DwHistoryChannel channels[40];
  gint64 edges[N_TICKS + 2];
  const guint n = n_before + 1;
  g_autoptr (GError) error = NULL;
  g_autofree double *means = NULL;

  for (guint i = 0; i <= n; i++)
    edges[i] = TICKS_START_MS + (gint64)i * TICKS_PERIOD_MS;
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    channels[i] = (DwHistoryChannel){ 1, i % 3 == 1 ? "no such" : "c0" };
  means = dw_history_read_means (history, channels, G_N_ELEMENTS (channels), edges, n, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    for (guint k = 0; k < n_before; k++)
      if (i % 3 == 1)
        g_assert_true (isnan (means[i * n + k]));
      else
        g_assert_cmpfloat_with_epsilon (means[i * n + k], k * 0.1, 1e-9);
}

static void
check_latest (DwHistory *history, guint n_before)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) latest = dw_history_read_latest (history, &error);
  gint64 newest_ms = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < latest->len; i++)
    {
      const DwHistoryLatest *row = &g_array_index (latest, DwHistoryLatest, i);

      if (!g_str_equal (row->name, "c0"))
        continue;
      newest_ms = newest_ms == 0 ? row->reading.time_ms : newest_ms;
      g_assert_cmpint (row->reading.time_ms, ==, newest_ms);
    }
  g_assert_cmpint (newest_ms, >=, n_before > 0 ? TICKS_START_MS + (gint64)(n_before - 1) * TICKS_PERIOD_MS : 0);
}

static gpointer
read_on (gpointer data)
{
  Shared *shared = data;
  guint n_before = 0;

  do
    {
      n_before = (guint)g_atomic_int_get (&shared->n_done);
      check_samples (shared->history, n_before);
      check_buckets (shared->history, n_before);
      check_means (shared->history);
      check_minutes (shared->history, n_before);
      check_latest (shared->history, n_before);
      g_atomic_int_inc (&shared->n_answers);
    }
  while (n_before < N_TICKS);
  return NULL;
}

static void
test_threads (void)
{
  char *dir = fixture_folder_new ();
  Shared shared = { kit_open (dir, DW_HISTORY_WRITE), 0, 0 };
  GThread *readers[N_READERS];
  GThread *writer;

  ticks_set_columns (shared.history);
  writer = g_thread_new ("writer", write_all, &shared);
  for (guint i = 0; i < N_READERS; i++)
    readers[i] = g_thread_new ("reader", read_on, &shared);
  g_thread_join (writer);
  for (guint i = 0; i < N_READERS; i++)
    g_thread_join (readers[i]);
  g_test_message ("%d answers while %d ticks were written", shared.n_answers, N_TICKS);
  g_assert_cmpuint (ticks_check (shared.history, N_TICKS), ==, N_TICKS);
  dw_history_close (shared.history);
  fixture_folder_remove (dir);
}

/* --- another program --- */

/* Prints how many ticks it saw, until they are all there. */
static int
look_on (const char *dir)
{
  DwHistory *history = kit_open (dir, DW_HISTORY_READ);
  guint n = 0;

  while (n < N_TICKS)
    {
      g_autofree char *line = NULL;
      guint now = check_samples (history, n);

      check_buckets (history, n);
      check_means (history);
      check_minutes (history, n);
      check_latest (history, n);
      g_assert_cmpuint (now, >=, n);
      n = now;
      line = g_strdup_printf ("%u", n);
      fixture_print_line (line);
    }
  ticks_check (history, N_TICKS);
  dw_history_close (history);
  return 0;
}

static void
test_programs (void)
{
  char *dir = fixture_folder_new ();
  DwHistory *history = kit_open (dir, DW_HISTORY_WRITE);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  guint n_lines = 0;

  ticks_set_columns (history);
  g_assert_true (ticks_append (history, 0));
  child = fixture_spawn ("--look-on", dir, NULL);
  lines = fixture_get_lines (child);
  for (guint k = 1; k < N_TICKS; k++)
    g_assert_true (ticks_append (history, k));
  while ((line = fixture_read_line (lines)) != NULL)
    {
      n_lines++;
      g_clear_pointer (&line, g_free);
    }
  g_assert_true (g_subprocess_wait_check (child, NULL, NULL));
  g_test_message ("%u answers in the other program", n_lines);
  dw_history_close (history);
  fixture_folder_remove (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc == 3 && g_str_equal (argv[1], "--look-on"))
    return look_on (argv[2]);
  g_test_add_func ("/history-concurrent/threads-see-the-first-ticks-whole", test_threads);
  g_test_add_func ("/history-concurrent/another-program-sees-the-first-ticks-whole", test_programs);
  return g_test_run ();
}
