// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: means of minutes that are kept are those of the channel, the day and the state of the file that were asked for · the oldest go, and what takes their place knows nothing
// of them · an answer from what was kept is that of the buckets, bit for bit: whole days, parts of them, gaps, channels that do not exist · after samples are sealed, after late
// ones into a sealed hour, before and after they are sealed, after a deletion, after another program wrote, and after any of these in any order (S2-19, S2-24) · hours are kept
// when they are settled, empty ones too, and open ones never.

#include <math.h>

#include "dw-history-private.h"
#include "history-kit.h"

#define N_DAYS 3
#define START_MS (KIT_START_MS - KIT_START_MS % KIT_DAY_MS)
#define END_MS (START_MS + N_DAYS * KIT_DAY_MS)
#define N_COLUMNS 3
#define N_ROUNDS 60
/* More than are kept. */
#define MANY_DAYS 3000
#define ALL_HOURS 0xffffffu

/* --- what is kept --- */

static void
test_version (void)
{
  DwHistoryKept *kept = dw_history_kept_new ();
  const DwHistoryChannel channel = { 1, "c0" };

  for (gint64 version = 1; version < 4; version++)
    {
      dw_history_kept_set_version (kept, version);
      g_assert_null (dw_history_kept_find (kept, &channel, 5));
      g_assert_cmpuint (dw_history_kept_add (kept, &channel, 5)->hours, ==, 0);
      dw_history_kept_add (kept, &channel, 5)->hours = (guint)version;
      dw_history_kept_set_version (kept, version);
      g_assert_cmpuint (dw_history_kept_find (kept, &channel, 5)->hours, ==, version);
    }
  dw_history_kept_free (kept);
}

static void
test_others (void)
{
  /* As long as the name of a column may be. */
  g_autofree char *name = g_strnfill (sizeof ((DwHistoryColumn *)NULL)->name - 1, 'n'), *longer = g_strconcat (name, "n", NULL);
  const DwHistoryChannel channel = { 1, name };
  DwHistoryKept *kept = dw_history_kept_new ();
  const DwHistoryChannel others[] = { { 1, longer }, { 2, name }, { 1, "" } };

  dw_history_kept_add (kept, &channel, 5)->hours = 7;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_null (dw_history_kept_find (kept, &others[i], 5));
  g_assert_null (dw_history_kept_find (kept, &channel, 6));
  g_assert_cmpuint (dw_history_kept_find (kept, &channel, 5)->hours, ==, 7);
  dw_history_kept_free (kept);
}

/* Whoever asks for years does not fill the memory. */
static void
test_oldest_go (void)
{
  const DwHistoryChannel channel = { 1, "c0" };
  DwHistoryKept *kept = dw_history_kept_new ();
  guint n_kept = 0;

  for (guint day = 0; day < MANY_DAYS; day++)
    {
      DwHistoryKeptDay *room = dw_history_kept_add (kept, &channel, day);

      g_assert_cmpuint (room->hours, ==, 0);
      room->hours = day + 1;
    }
  for (guint day = MANY_DAYS; day-- > 0; n_kept++)
    {
      const DwHistoryKeptDay *found = dw_history_kept_find (kept, &channel, day);

      if (found == NULL)
        break;
      g_assert_cmpuint (found->hours, ==, day + 1);
    }
  g_assert_cmpuint (n_kept, >, 100);
  g_assert_cmpuint (n_kept * sizeof (DwHistoryKeptDay), <=, 9 << 20);
  for (guint day = 0; day < MANY_DAYS - n_kept; day++)
    g_assert_null (dw_history_kept_find (kept, &channel, day));
  dw_history_kept_free (kept);
}

/* --- answers --- */

typedef struct
{
  Kit *kit;
  DwHistory *reader; /* as another program would: it makes its model from the files */
} Fixture;

static const DwHistoryChannel CHANNELS[] = { { 1, "c0" }, { 1, "c1" }, { 1, "c2" }, { 1, "no such" }, { 2, "c0" }, { 2, "c2" }, { 2, "c1" }, { 3, "c0" } };

static void
append_minutes (Kit *kit, gint64 device_id, gint64 begin_ms, guint n, guint step, gint64 number)
{
  GPtrArray *reports = kit_reports_new ();

  for (guint i = 0; i < n; i += step)
    {
      DwReport *report = kit_report_new (device_id, begin_ms + i * KIT_MINUTE_MS, N_COLUMNS);

      for (guint j = 0; j < N_COLUMNS; j++)
        kit_report_set (report, j, number + j * 1000 + (i * 7919) % 97, 1, i % 50 == 7 ? DW_QUALITY_DOUBTFUL : DW_QUALITY_GOOD);
      g_ptr_array_add (reports, report);
    }
  kit_append (kit, reports);
}

static void
set_columns (Kit *kit, gint64 device_id)
{
  DwHistoryColumn columns[N_COLUMNS];

  kit_fill_columns (columns, N_COLUMNS, 1, KIT_MINUTE_MS);
  kit_set_columns (kit, device_id, columns, N_COLUMNS);
}

/* The second day has a gap of six hours, and of the second device it has nothing. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->kit = kit_new ();
  for (guint device = 1; device <= 2; device++)
    {
      set_columns (fixture->kit, device);
      append_minutes (fixture->kit, device, START_MS, 1440, 3, 100);
      if (device == 1)
        append_minutes (fixture->kit, device, START_MS + KIT_DAY_MS, 480, 2, 200);
      if (device == 1)
        append_minutes (fixture->kit, device, START_MS + KIT_DAY_MS + 840 * KIT_MINUTE_MS, 600, 2, 300);
      append_minutes (fixture->kit, device, START_MS + 2 * KIT_DAY_MS, 1440, 4, 400);
    }
  fixture->reader = kit_open (fixture->kit->dir, DW_HISTORY_READ);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  dw_history_close (fixture->reader);
  kit_free (fixture->kit);
}

static void
check_span (const Fixture *fixture, gint64 from_ms, guint n)
{
  kit_check_minute_means (fixture->kit->history, CHANNELS, G_N_ELEMENTS (CHANNELS), from_ms, n);
  kit_check_minute_means (fixture->reader, CHANNELS, G_N_ELEMENTS (CHANNELS), from_ms, n);
}

/* All of it, from before its begin to after its end. */
static void
check_all (const Fixture *fixture)
{
  check_span (fixture, START_MS - 90 * KIT_MINUTE_MS, (N_DAYS + 1) * 1440);
}

static void
test_asked_again (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    gint64 from_minute;
    guint n;
  } spans[] = { { 0, 1440 }, { 0, 1440 }, { 77, 100 }, { 1400, 1500 }, { 1440 + 470, 400 }, { 1440, 1440 }, { 1440 + 1, 1438 }, { 2880, 2000 }, { 0, 3 * 1440 }, { 59, 1 }, { 0, 3 * 1440 } };

  kit_seal (fixture->kit, 0);
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    check_span (fixture, START_MS + spans[i].from_minute * KIT_MINUTE_MS, spans[i].n);
}

/* One channel after all of them, and all of them after one. */
static void
test_other_channels (Fixture *fixture, gconstpointer data)
{
  kit_seal (fixture->kit, 0);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (CHANNELS); i++)
      {
        kit_check_minute_means (fixture->kit->history, &CHANNELS[i], 1, START_MS, 1440);
        kit_check_minute_means (fixture->kit->history, &CHANNELS[i], (guint)G_N_ELEMENTS (CHANNELS) - i, START_MS, 2 * 1440);
      }
}

static void
test_sealed (Fixture *fixture, gconstpointer data)
{
  check_all (fixture);
  kit_seal (fixture->kit, 0);
  check_all (fixture);
  append_minutes (fixture->kit, 1, END_MS, 200, 1, 700);
  check_all (fixture);
  kit_seal (fixture->kit, 0);
  check_all (fixture);
}

/* Samples into minutes that had none, of hours that are kept: open first, then sealed. */
static void
test_late (Fixture *fixture, gconstpointer data)
{
  const gint64 begins_ms[] = { START_MS + 61 * KIT_MINUTE_MS, START_MS + KIT_DAY_MS + 500 * KIT_MINUTE_MS, START_MS + 2 * KIT_DAY_MS + 1 * KIT_MINUTE_MS };

  kit_seal (fixture->kit, 0);
  check_all (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (begins_ms); i++)
    {
      append_minutes (fixture->kit, 2, begins_ms[i] + 10000, 50, 3, 5000);
      append_minutes (fixture->kit, 1, begins_ms[i], 50, 3, 9000);
      check_all (fixture);
      kit_seal (fixture->kit, 0);
      check_all (fixture);
    }
  kit_check_verified (fixture->kit->history);
}

static void
prune (Kit *kit, gint64 raw_days, gint64 minute_days, gint64 hour_days, gint64 now_ms)
{
  const DwHistoryRetention retention = { raw_days, minute_days, hour_days };
  g_autoptr (GError) error = NULL;

  for (gboolean more = TRUE; more;)
    g_assert_true (dw_history_prune (kit->history, &retention, now_ms, &more, &error));
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  kit_seal (fixture->kit, 0);
  check_all (fixture);
  prune (fixture->kit, 1, 0, 0, END_MS);
  check_all (fixture);
  prune (fixture->kit, 1, 1, 0, END_MS + KIT_DAY_MS);
  check_all (fixture);
  prune (fixture->kit, 1, 1, 1, END_MS + 2 * KIT_DAY_MS);
  check_all (fixture);
}

/* --- another program --- */

/* Adds late samples to what is sealed. */
static int
write_late (const char *dir)
{
  Kit kit = { (char *)dir, kit_open (dir, DW_HISTORY_WRITE), kit_model_new () };

  set_columns (&kit, 1);
  append_minutes (&kit, 1, START_MS + 2 * KIT_MINUTE_MS, 1000, 3, 3000);
  kit_seal (&kit, 0);
  dw_history_close (kit.history);
  kit_model_free (kit.model);
  return 0;
}

static double
read_mean (DwHistory *history, gint64 from_ms)
{
  const gint64 edges_ms[] = { from_ms, from_ms + KIT_MINUTE_MS };
  g_autofree double *means = dw_history_read_means (history, CHANNELS, 1, edges_ms, 1, NULL, NULL);

  return means[0];
}

static void
test_other_program (Fixture *fixture, gconstpointer data)
{
  const gint64 minute_ms = START_MS + 2 * KIT_MINUTE_MS;
  g_autoptr (GSubprocess) child = NULL;

  kit_seal (fixture->kit, 0);
  check_all (fixture);
  g_clear_pointer (&fixture->kit->history, dw_history_close);
  kit_check_minute_means (fixture->reader, CHANNELS, G_N_ELEMENTS (CHANNELS), START_MS, 1440);
  g_assert_true (isnan (read_mean (fixture->reader, minute_ms)));
  child = fixture_spawn ("--write-late", fixture->kit->dir, NULL);
  g_assert_true (g_subprocess_wait_check (child, NULL, NULL));
  kit_check_minute_means (fixture->reader, CHANNELS, G_N_ELEMENTS (CHANNELS), START_MS, 1440);
  g_assert_cmpfloat_with_epsilon (read_mean (fixture->reader, minute_ms), 300, 1e-9);
  fixture->kit->history = kit_open (fixture->kit->dir, DW_HISTORY_WRITE);
  check_all (fixture);
}

/* A program that knows nothing of this one. */
static void
test_rows_lost (Fixture *fixture, gconstpointer data)
{
  const char *const changes[] = { "DELETE FROM history_minute", "DELETE FROM history_minute_open", "DELETE FROM history_chunk WHERE id % 3 = 0", "DELETE FROM history_hour" };
  g_autofree char *path = g_build_filename (fixture->kit->dir, "history", "samples.db", NULL);
  g_autoptr (GError) error = NULL;

  kit_seal (fixture->kit, 0);
  check_all (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      DwDb *db = dw_db_open (path, DW_DB_WRITE_SYNCED, &error);

      g_assert_no_error (error);
      g_assert_true (dw_db_execute (db, "change", changes[i], &error));
      dw_db_close (db);
      check_all (fixture);
    }
}

/* --- any order --- */

static gint64
pick_time (void)
{
  return START_MS + g_test_rand_int_range (0, N_DAYS * 1440) * KIT_MINUTE_MS + g_test_rand_int_range (0, 60) * 1000;
}

static void
change_something (Kit *kit)
{
  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
    case 1:
      append_minutes (kit, g_test_rand_int_range (1, 3), pick_time (), (guint)g_test_rand_int_range (1, 90), 2, g_test_rand_int_range (0, 9000));
      break;
    case 2:
      kit_seal (kit, 0);
      break;
    case 3:
      kit_seal (kit, pick_time ());
      break;
    case 4:
    default:
      break;
    }
}

static void
test_any_order (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 from_ms = pick_time ();

      change_something (fixture->kit);
      check_span (fixture, from_ms - from_ms % KIT_MINUTE_MS, (guint)g_test_rand_int_range (1, 2 * 1440));
    }
}

/* --- which hours --- */

/* Those of the day that a look finds kept. */
static guint32
find_hours (DwHistory *history, const DwHistoryChannel *channel, gint64 day)
{
  const DwHistoryKeptDay *found;
  g_autoptr (GError) error = NULL;
  DwHistoryView view;
  guint32 hours;

  g_assert_true (dw_history_view_begin (&view, history, &channel->device_id, 1, NULL, &error));
  found = dw_history_kept_find (dw_history_view_get_kept (&view, &error), channel, day);
  hours = found != NULL ? found->hours : 0;
  dw_history_view_end (&view);
  return hours;
}

static void
test_hours (Fixture *fixture, gconstpointer data)
{
  const gint64 day = START_MS / KIT_DAY_MS;
  DwHistory *history = fixture->kit->history;

  /* The last hour is open, the first of what is asked for is no whole one. */
  g_assert_cmphex (find_hours (history, &CHANNELS[0], day), ==, 0);
  kit_check_minute_means (history, CHANNELS, 3, START_MS + 30 * KIT_MINUTE_MS, N_DAYS * 1440 - 30);
  g_assert_cmphex (find_hours (history, &CHANNELS[0], day), ==, ALL_HOURS & ~1u);
  g_assert_cmphex (find_hours (history, &CHANNELS[0], day + 1), ==, ALL_HOURS);
  g_assert_cmphex (find_hours (history, &CHANNELS[0], day + 2), ==, ALL_HOURS >> 1);
  g_assert_cmphex (find_hours (history, &CHANNELS[4], day), ==, 0);
  /* An empty day, too. */
  kit_check_minute_means (history, &CHANNELS[4], 1, START_MS + KIT_DAY_MS, 1440);
  g_assert_cmphex (find_hours (history, &CHANNELS[4], day + 1), ==, ALL_HOURS);
  /* What was committed since makes all of it void. */
  kit_seal (fixture->kit, 0);
  g_assert_cmphex (find_hours (history, &CHANNELS[0], day + 1), ==, 0);
  kit_check_minute_means (history, CHANNELS, 3, START_MS + 2 * KIT_DAY_MS, 1440);
  g_assert_cmphex (find_hours (history, &CHANNELS[0], day + 2), ==, ALL_HOURS);
}

#define ADD(path, func) g_test_add ("/history-kept/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--write-late"))
    return write_late (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-kept/another-version-knows-nothing", test_version);
  g_test_add_func ("/history-kept/channels-and-days-are-told-apart", test_others);
  g_test_add_func ("/history-kept/the-oldest-go", test_oldest_go);
  ADD ("the-same-asked-again", test_asked_again);
  ADD ("other-channels-of-the-device", test_other_channels);
  ADD ("sealed-in-between", test_sealed);
  ADD ("late-samples-into-sealed-hours", test_late);
  ADD ("deleted-in-between", test_deleted);
  ADD ("another-program-wrote", test_other_program);
  ADD ("rows-are-lost", test_rows_lost);
  ADD ("any-order", test_any_order);
  ADD ("settled-hours-are-kept", test_hours);
  return g_test_run ();
}
