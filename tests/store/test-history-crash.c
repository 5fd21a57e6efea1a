// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: a child appends ticks and prints each when it was told that it is on disk. It is killed (-9) at a random moment, again and again on the same folder; and its
// folder is copied while it is stopped in the middle of something. Then: every printed tick is there, at most the one that was not acknowledged besides, no tick is half
// there, and samples and buckets are those of the ticks, before and after the file was repaired by opening it (S2-24: no fear of data loss). Last, the one moment that chance
// finds rarely: what came late is in the journal, and the commit that seals it was never made.

#include "dw-history-frame.h"
#include "history-ticks.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#define N_ROUNDS 20
#define N_COPIES 10
#define MAX_LINES 150
#define MAX_DELAY_US 4000

/* --- the child --- */

static int
feed (const char *dir, const char *first)
{
  DwHistory *history = kit_open (dir, DW_HISTORY_WRITE);

  ticks_set_columns (history);
  for (guint k = (guint)g_ascii_strtoull (first, NULL, 10); k < G_MAXUINT; k++)
    {
      g_autofree char *line = g_strdup_printf ("%u", k);

      if (!ticks_append (history, k))
        g_error ("append failed");
      fixture_print_line (line);
    }
  return 1;
}

/* --- the parent --- */

typedef struct
{
  GSubprocess *process;
  GDataInputStream *lines;
  guint n_acknowledged; /* of all rounds */
} Child;

static void
child_start (Child *child, const char *dir, guint first)
{
  g_autofree char *number = g_strdup_printf ("%u", first);

  child->process = fixture_spawn ("--feed", dir, number, NULL);
  child->lines = fixture_get_lines (child->process);
}

static gboolean
child_read (Child *child)
{
  g_autofree char *line = fixture_read_line (child->lines);

  if (line == NULL)
    return FALSE;
  child->n_acknowledged = (guint)g_ascii_strtoull (line, NULL, 10) + 1;
  return TRUE;
}

static void
child_end (Child *child)
{
  fixture_kill (child->process);
  while (child_read (child))
    ;
  g_clear_object (&child->lines);
  g_clear_object (&child->process);
}

/* Lets it go on for a random while, so that it is not always hit at the same place. This waits for nothing. */
static void
let_go_on (void)
{
  g_usleep ((gulong)g_test_rand_int_range (0, MAX_DELAY_US));
}

static void
test_kill (void)
{
  char *dir = fixture_folder_new ();
  Child child = { 0 };
  guint n_there = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      guint n_lines = (guint)g_test_rand_int_range (1, MAX_LINES);
      DwHistory *history;

      child_start (&child, dir, n_there);
      for (guint i = 0; i < n_lines; i++)
        g_assert_true (child_read (&child));
      let_go_on ();
      child_end (&child);
      g_test_message ("round %u: killed after %u ticks", round, child.n_acknowledged);
      /* Every other round is looked at read only first: nobody repaired anything yet. */
      if (round % 2 == 0)
        {
          history = kit_open (dir, DW_HISTORY_READ);
          ticks_check (history, child.n_acknowledged);
          dw_history_close (history);
        }
      history = kit_open (dir, DW_HISTORY_WRITE);
      n_there = ticks_check (history, child.n_acknowledged);
      g_assert_cmpuint (n_there, <=, child.n_acknowledged + 1);
      kit_check_verified (history);
      dw_history_close (history);
    }
  fixture_folder_remove (dir);
}

/* The state of a process: 'T' = stopped. */
static char
read_state (GSubprocess *process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat", g_subprocess_get_identifier (process));
  g_autofree char *content = NULL;
  const char *end;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  end = strrchr (content, ')');
  return end != NULL ? end[2] : '?';
}

static void
stop (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGSTOP);
  while (read_state (process) != 'T')
    g_usleep (100);
}

static void
copy_tree (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  g_assert_true (g_mkdir_with_parents (to, 0700) == 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      gsize length;
      g_autofree char *bytes = NULL;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          copy_tree (source, target);
          continue;
        }
      bytes = fixture_read_file (from, name, &length);
      fixture_write_file (to, name, bytes, length);
    }
}

static void
check_copy (const char *copy, guint n_acknowledged)
{
  DwHistory *history = kit_open (copy, DW_HISTORY_WRITE);

  ticks_check (history, n_acknowledged);
  kit_check_verified (history);
  dw_history_close (history);
}

static void
test_copies (void)
{
  char *dir = fixture_folder_new ();
  Child child = { 0 };

  child_start (&child, dir, 0);
  for (guint round = 0; round < N_COPIES; round++)
    {
      char *copy = fixture_folder_new ();
      guint n_lines = (guint)g_test_rand_int_range (1, MAX_LINES);

      for (guint i = 0; i < n_lines; i++)
        g_assert_true (child_read (&child));
      let_go_on ();
      stop (child.process);
      copy_tree (dir, copy);
      g_subprocess_send_signal (child.process, SIGCONT);
      g_test_message ("copy %u at %u ticks or a few more", round, child.n_acknowledged);
      check_copy (copy, child.n_acknowledged);
      fixture_folder_remove (copy);
    }
  child_end (&child);
  fixture_folder_remove (dir);
}

/* --- between the journal and the commit --- */

/* Its late report comes 30 s before the end of an hour, so that the first sample of the sealed hour behind it stands for less than it did. */
#define LATE_TICK 420

static void
append_ticks (DwHistory *history, guint first, guint end)
{
  for (guint k = first; k < end; k++)
    g_assert_true (ticks_append (history, k));
}

/* Where the last frame of a journal begins: the one that says what was sealed. */
static gsize
find_last_frame (const char *bytes, gsize length)
{
  DwHistoryFrames frames = { .bytes = (const guint8 *)bytes, .length = length, .position = DW_HISTORY_JOURNAL_HEAD_BYTES };
  gsize begin = frames.position, last = begin;
  DwHistoryFrame frame;

  while (dw_history_frames_next (&frames, &frame))
    {
      last = begin;
      begin = frames.position;
    }
  return last;
}

/* In copy stands the file before the tick was sealed with the journal that has the tick. */
static void
make_between (const char *dir, const char *copy)
{
  DwHistory *history = kit_open (dir, DW_HISTORY_WRITE);
  g_autofree char *folder = g_build_filename (dir, "history", NULL), *copied = g_build_filename (copy, "history", NULL), *bytes = NULL;
  gsize length;

  ticks_set_columns (history);
  append_ticks (history, 0, LATE_TICK);
  dw_history_close (history);
  copy_tree (dir, copy);
  history = kit_open (dir, DW_HISTORY_WRITE);
  append_ticks (history, LATE_TICK, LATE_TICK + 1);
  bytes = fixture_read_file (folder, "samples.journal", &length);
  fixture_write_file (copied, "samples.journal", bytes, find_last_frame (bytes, length));
  dw_history_close (history);
}

static void
test_between (void)
{
  char *dir = fixture_folder_new (), *copy = fixture_folder_new ();
  DwHistory *history;

  make_between (dir, copy);
  history = kit_open (copy, DW_HISTORY_READ);
  g_assert_cmpuint (ticks_check (history, LATE_TICK + 1), ==, LATE_TICK + 1);
  dw_history_close (history);
  history = kit_open (copy, DW_HISTORY_WRITE);
  ticks_check (history, LATE_TICK + 1);
  append_ticks (history, LATE_TICK + 1, LATE_TICK + 2);
  g_assert_cmpuint (ticks_check (history, LATE_TICK + 2), ==, LATE_TICK + 2);
  kit_check_verified (history);
  dw_history_close (history);
  fixture_folder_remove (copy);
  fixture_folder_remove (dir);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--feed"))
    return feed (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-crash/what-was-acknowledged-survives-kill-9", test_kill);
  g_test_add_func ("/history-crash/a-copy-of-any-moment-is-whole", test_copies);
  g_test_add_func ("/history-crash/late-in-the-journal-and-never-sealed", test_between);
  return g_test_run ();
}
