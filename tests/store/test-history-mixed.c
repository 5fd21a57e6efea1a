// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: an hour whose samples differ in their period, by whatever way it came about: filled before or behind what was polled, in between, of one channel alone, changed by the
// columns, late · counted by hand, asked open, sealed, read again from disk and by a reader beside · the same instants from another source change nothing, not a byte of the format ·
// sums stay when the samples go (S2-24, data quality).

#include "history-kit.h"

#define DEVICE 7
#define LIVE_MS 5000
#define MINUTE_MS KIT_MINUTE_MS
#define START_MS (G_GINT64_CONSTANT (494000) * KIT_HOUR_MS) /* an hour's begin */
#define HALF_MS (KIT_HOUR_MS / 2)

/* --- one row: batches of samples, and what the hour must say --- */

typedef struct
{
  gint64 from_ms; /* since START_MS */
  gint64 step_ms;
  guint n;
  gint64 number;
  int period_ms; /* 0 = as the columns say */
} Batch;

typedef struct
{
  const char *sentence;
  Batch batches[3];
  gint64 count;
  gint64 weight_ms;
  gint64 integral; /* number × ms */
  int version;     /* of the chunk */
} Row;

/* Weights by hand. POLLED: the whole hour; the first stands for 10 s. */
#define POLLED             \
  {                        \
    0, LIVE_MS, 720, 20, 0 \
  }
#define POLLED_MS (10000 + 719 * 5000)
/* One a minute in the first half; the first stands for two. */
#define FILLED_HALF                 \
  {                                 \
    0, MINUTE_MS, 30, 10, MINUTE_MS \
  }
#define FILLED_HALF_MS (120000 + 29 * 60000)
/* Polled from the half hour on: the first one comes a minute behind the last filled one and stands for 10 s. */
#define POLLED_HALF              \
  {                              \
    HALF_MS, LIVE_MS, 360, 20, 0 \
  }
#define POLLED_HALF_MS (10000 + 359 * 5000)
/* One a minute in between the polled ones of the first half: each takes the half of their five seconds that lies before it. */
#define BETWEEN                        \
  {                                    \
    2500, MINUTE_MS, 30, 10, MINUTE_MS \
  }

static const Row ROWS[] = {
  { "filled, then polled", { FILLED_HALF, POLLED_HALF }, 390, FILLED_HALF_MS + POLLED_HALF_MS, 10 * FILLED_HALF_MS + 20 * POLLED_HALF_MS, 2 },
  { "polled, then what lies before is filled", { POLLED_HALF, FILLED_HALF }, 390, FILLED_HALF_MS + POLLED_HALF_MS, 10 * FILLED_HALF_MS + 20 * POLLED_HALF_MS, 2 },
  { "filled in between", { POLLED, BETWEEN }, 750, POLLED_MS, 20 * (POLLED_MS - 30 * 2500) + 10 * 30 * 2500, 2 },
  { "polled in between", { BETWEEN, POLLED }, 750, POLLED_MS, 20 * (POLLED_MS - 30 * 2500) + 10 * 30 * 2500, 2 },
  { "polled half an hour, then one a minute", { { 0, LIVE_MS, 360, 20, 0 }, { HALF_MS, MINUTE_MS, 30, 10, MINUTE_MS } }, 390, 10000 + 359 * 5000 + 5000 + 29 * 60000, 20 * (10000 + 359 * 5000) + 10 * (5000 + 29 * 60000), 2 },
  /* 15 min of nothing: of it the sample behind claims two periods of its own. */
  { "a gap before one a minute", { { 0, LIVE_MS, 180, 20, 0 }, { HALF_MS, MINUTE_MS, 30, 10, MINUTE_MS } }, 210, 10000 + 179 * 5000 + 120000 + 29 * 60000, 20 * (10000 + 179 * 5000) + 10 * (120000 + 29 * 60000), 2 },
  { "three periods", { { 0, LIVE_MS, 240, 20, 0 }, { 1200000, MINUTE_MS, 20, 10, MINUTE_MS }, { 2400000, 300000, 4, 5, 300000 } }, 264, (10000 + 239 * 5000) + (5000 + 19 * 60000) + (60000 + 3 * 300000), 20 * (10000 + 239 * 5000) + 10 * (5000 + 19 * 60000) + 5 * (60000 + 3 * 300000), 2 },
  { "the same instants from another source", { POLLED, { 0, MINUTE_MS, 60, 10, MINUTE_MS } }, 720, POLLED_MS, 20 * POLLED_MS, 1 },
  { "the same instants, polled last", { { 0, MINUTE_MS, 60, 10, MINUTE_MS }, POLLED }, 720, 120000 + 719 * 5000, 10 * (120000 + 59 * 5000) + 20 * 660 * 5000, 2 },
  { "another source of the same period", { POLLED, { 2500, MINUTE_MS, 30, 10, LIVE_MS } }, 750, POLLED_MS, 20 * (POLLED_MS - 30 * 2500) + 10 * 30 * 2500, 1 },
  { "polled alone", { POLLED }, 720, POLLED_MS, 20 * POLLED_MS, 1 },
};

static Kit *
make_kit (void)
{
  Kit *kit = kit_new ();
  DwHistoryColumn columns[2];

  kit_fill_columns (columns, 2, 1, LIVE_MS);
  kit_set_columns (kit, DEVICE, columns, 2);
  return kit;
}

/* Column 0 always, column 1 when it is wanted. */
static void
append_batch (Kit *kit, const Batch *batch, gint64 shift_ms, gboolean both)
{
  GPtrArray *reports = kit_reports_new ();

  for (guint i = 0; i < batch->n; i++)
    {
      DwReport *report = kit_report_new (DEVICE, START_MS + shift_ms + batch->from_ms + i * batch->step_ms, 2);

      kit_report_set (report, 0, batch->number, 1, DW_QUALITY_GOOD);
      if (both)
        kit_report_set (report, 1, batch->number + 1, 1, DW_QUALITY_GOOD);
      g_ptr_array_add (reports, report);
    }
  kit_append_every (kit, reports, batch->period_ms);
}

/* The hour in one bucket, and added up from pieces that cut hours and minutes. */
static void
assert_hour (DwHistory *history, gint64 from_ms, const Row *row)
{
  const guint pieces[] = { 1, 60, 7, 1440 };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree gint64 *edges_ms = g_new (gint64, pieces[i] + 1);
      g_autoptr (DwBuckets) buckets = NULL;
      gint64 count = 0, weight_ms = 0;
      double integral = 0;

      for (guint k = 0; k <= pieces[i]; k++)
        edges_ms[k] = from_ms + KIT_HOUR_MS * k / pieces[i];
      buckets = dw_history_read_buckets (history, DEVICE, "c0", edges_ms, pieces[i], NULL, NULL);
      for (guint k = 0; k < pieces[i]; k++)
        if (buckets->buckets[k].count > 0)
          {
            count += buckets->buckets[k].count;
            weight_ms += buckets->buckets[k].weight_ms;
            integral += buckets->buckets[k].weighted_mean * 10 * (double)buckets->buckets[k].weight_ms;
          }
      g_assert_cmpint (count, ==, row->count);
      g_assert_cmpint (weight_ms, ==, row->weight_ms);
      g_assert_cmpfloat_with_epsilon (integral, (double)row->integral, 1e-3);
      g_assert_true (pieces[i] > 1 || dw_buckets_get_coverage (buckets, 0) == MIN (1, (double)row->weight_ms / KIT_HOUR_MS));
    }
}

static void
assert_reader (const char *dir, gint64 from_ms, const Row *row)
{
  DwHistory *reader = kit_open (dir, DW_HISTORY_READ);

  assert_hour (reader, from_ms, row);
  dw_history_close (reader);
}

static void
check_everywhere (Kit *kit, gint64 from_ms, const Row *row)
{
  assert_hour (kit->history, from_ms, row);
  assert_reader (kit->dir, from_ms, row);
  kit_check_all (kit->history, kit->model);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  Kit *kit = make_kit ();

  for (guint i = 0; i < G_N_ELEMENTS (row->batches); i++)
    append_batch (kit, &row->batches[i], 0, TRUE);
  check_everywhere (kit, START_MS, row);
  kit_reopen (kit);
  check_everywhere (kit, START_MS, row);
  kit_seal (kit, 0);
  check_everywhere (kit, START_MS, row);
  g_assert_cmpint (kit_read_chunk_version (kit->dir, DEVICE, START_MS / KIT_HOUR_MS), ==, row->version);
  /* Once more changes nothing. */
  for (guint i = 0; i < G_N_ELEMENTS (row->batches); i++)
    append_batch (kit, &row->batches[i], 0, TRUE);
  kit_seal (kit, 0);
  kit_reopen (kit);
  check_everywhere (kit, START_MS, row);
  g_assert_cmpint (kit_read_chunk_version (kit->dir, DEVICE, START_MS / KIT_HOUR_MS), ==, row->version);
  kit_check_verified (kit->history);
  kit_free (kit);
}

/* The hour and the one behind it are sealed long since when the rest comes. */
static void
test_late_row (gconstpointer data)
{
  const Row *row = data;
  Kit *kit = make_kit ();

  append_batch (kit, &row->batches[0], 0, TRUE);
  append_batch (kit, &(const Batch){ 0, LIVE_MS, 720, 30, 0 }, 3 * KIT_HOUR_MS, TRUE);
  kit_seal (kit, 0);
  for (guint i = 1; i < G_N_ELEMENTS (row->batches); i++)
    append_batch (kit, &row->batches[i], 0, TRUE);
  check_everywhere (kit, START_MS, row);
  g_assert_cmpint (kit_read_chunk_version (kit->dir, DEVICE, START_MS / KIT_HOUR_MS), ==, row->version);
  kit_check_verified (kit->history);
  kit_free (kit);
}

/* --- other ways --- */

static void
set_period (Kit *kit, int period_ms)
{
  DwHistoryColumn columns[2];

  kit_fill_columns (columns, 2, 1, period_ms);
  kit_set_columns (kit, DEVICE, columns, 2);
}

/* Asked each five seconds, from the half hour on once a minute, and back. */
static void
test_columns_change (void)
{
  const Row there = { .count = 390, .weight_ms = 10000 + 359 * 5000 + 5000 + 29 * 60000, .integral = 20 * (10000 + 359 * 5000) + 10 * (5000 + 29 * 60000) };
  const Row back = { .count = 390, .weight_ms = 30 * 60000 + POLLED_HALF_MS, .integral = 10 * 30 * 60000 + 20 * POLLED_HALF_MS };
  Kit *kit = make_kit ();

  append_batch (kit, &(const Batch){ 0, LIVE_MS, 360, 20, 0 }, 0, TRUE);
  set_period (kit, MINUTE_MS);
  append_batch (kit, &(const Batch){ HALF_MS, MINUTE_MS, 30, 10, 0 }, 0, TRUE);
  check_everywhere (kit, START_MS, &there);
  append_batch (kit, &(const Batch){ 0, MINUTE_MS, 30, 10, 0 }, KIT_HOUR_MS, TRUE);
  set_period (kit, LIVE_MS);
  append_batch (kit, &(const Batch)POLLED_HALF, KIT_HOUR_MS, TRUE);
  check_everywhere (kit, START_MS, &there);
  check_everywhere (kit, START_MS + KIT_HOUR_MS, &back);
  kit_seal (kit, 0);
  kit_reopen (kit);
  check_everywhere (kit, START_MS, &there);
  check_everywhere (kit, START_MS + KIT_HOUR_MS, &back);
  kit_check_verified (kit->history);
  kit_free (kit);
}

/* One channel is filled in: the other keeps its period, at the same instants, too; and is told so. */
static void
test_one_channel (void)
{
  g_autoptr (DwBuckets) filled = NULL, other = NULL;
  const gint64 edges_ms[] = { START_MS, START_MS + KIT_HOUR_MS };
  Kit *kit = make_kit ();
  GPtrArray *reports = kit_reports_new ();

  append_batch (kit, &(const Batch)FILLED_HALF, 0, FALSE);
  for (guint i = 0; i < 720; i++)
    {
      DwReport *report = kit_report_new (DEVICE, START_MS + i * LIVE_MS, 2);

      kit_report_set (report, 1, i, 1, DW_QUALITY_GOOD);
      if (i >= 360)
        kit_report_set (report, 0, 20, 1, DW_QUALITY_GOOD);
      g_ptr_array_add (reports, report);
    }
  kit_append (kit, reports);
  assert_hour (kit->history, START_MS, &ROWS[0]);
  kit_seal (kit, 0);
  assert_hour (kit->history, START_MS, &ROWS[0]);
  kit_check_all (kit->history, kit->model);
  kit_check_verified (kit->history);
  filled = dw_history_read_buckets (kit->history, DEVICE, "c0", edges_ms, 1, NULL, NULL);
  other = dw_history_read_buckets (kit->history, DEVICE, "c1", edges_ms, 1, NULL, NULL);
  g_assert_cmpint (filled->period_ms, ==, MINUTE_MS);
  g_assert_cmpint (other->period_ms, ==, LIVE_MS);
  g_assert_cmpint (other->buckets[0].weight_ms, ==, POLLED_MS);
  kit_free (kit);
}

/* Of two samples of one time the better stays, and its period with it. */
static void
test_better_quality (void)
{
  Kit *kit = make_kit ();
  GPtrArray *reports = kit_reports_new ();

  for (guint i = 0; i < 60; i++)
    {
      DwReport *report = kit_report_new (DEVICE, START_MS + i * MINUTE_MS, 2);

      kit_report_set (report, 0, 30, 1, i % 2 == 0 ? DW_QUALITY_DOUBTFUL : DW_QUALITY_GOOD);
      g_ptr_array_add (reports, report);
    }
  kit_append (kit, reports);
  append_batch (kit, &(const Batch){ 0, MINUTE_MS, 60, 10, MINUTE_MS }, 0, FALSE);
  /* Thirty good ones of two minutes' or of a minute's reach, thirty polled ones of ten seconds. */
  assert_hour (kit->history, START_MS, &(const Row){ .count = 60, .weight_ms = 120000 + 29 * 60000 + 30 * 10000, .integral = 10 * (120000 + 29 * 60000) + 30 * 30 * 10000 });
  kit_seal (kit, 0);
  kit_check_all (kit->history, kit->model);
  kit_check_verified (kit->history);
  kit_free (kit);
}

/* The first of an open hour may reach back farther than what is open, beyond an hour without anything. */
static void
test_first_of_an_open_hour (void)
{
  const int long_ms = 5400000;
  const gint64 from_ms = START_MS + 2 * KIT_HOUR_MS;
  /* 95 min since the one before; the first polled one ten seconds. */
  const Row row = { .count = 121, .weight_ms = 5700000 + 10000 + 119 * 5000, .integral = 10 * 5700000 + 20 * (10000 + 119 * 5000) };
  Kit *kit = make_kit ();

  append_batch (kit, &(const Batch){ HALF_MS, long_ms, 1, 10, long_ms }, 0, TRUE);
  append_batch (kit, &(const Batch){ 300000, long_ms, 1, 10, long_ms }, 2 * KIT_HOUR_MS, TRUE);
  append_batch (kit, &(const Batch){ 600000, LIVE_MS, 120, 20, 0 }, 2 * KIT_HOUR_MS, TRUE);
  check_everywhere (kit, from_ms, &row);
  kit_seal (kit, 0);
  check_everywhere (kit, from_ms, &row);
  kit_check_verified (kit->history);
  kit_free (kit);
}

/* --- retention --- */

/* The samples go, then the minutes: what the hours and the day say stays. */
static void
test_samples_go (void)
{
  const gint64 day_ms = START_MS - START_MS % KIT_DAY_MS, edges_ms[] = { day_ms, day_ms + KIT_DAY_MS };
  const DwHistoryRetention steps[] = { { 1, 0, 0 }, { 1, 1, 0 } };
  Kit *kit = make_kit ();

  append_batch (kit, &ROWS[0].batches[0], 0, TRUE);
  append_batch (kit, &ROWS[0].batches[1], 0, TRUE);
  append_batch (kit, &(const Batch)POLLED, 3 * KIT_DAY_MS, TRUE);
  kit_seal (kit, 0);
  kit_check_verified (kit->history);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gboolean more = TRUE;

      while (more)
        g_assert_true (dw_history_prune (kit->history, &steps[i], START_MS + 3 * KIT_DAY_MS, &more, NULL));
      kit_check_buckets (kit->history, kit->model, DEVICE, "c0", edges_ms, 1);
      kit_check_buckets (kit->history, kit->model, DEVICE, "c1", (const gint64[]){ START_MS, START_MS + KIT_HOUR_MS }, 1);
      kit_check_verified (kit->history);
    }
  kit_free (kit);
}

static void
add_rows (const char *folder, void (*test) (gconstpointer))
{
  for (guint i = 0; i < G_N_ELEMENTS (ROWS); i++)
    {
      g_autofree char *path = g_strdup_printf ("/history-mixed/%s/%s", folder, ROWS[i].sentence);

      g_test_add_data_func (path, &ROWS[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_rows ("hour", test_row);
  add_rows ("late", test_late_row);
  g_test_add_func ("/history-mixed/columns-change-within-the-hour", test_columns_change);
  g_test_add_func ("/history-mixed/one-channel-is-filled", test_one_channel);
  g_test_add_func ("/history-mixed/better-quality-brings-its-period", test_better_quality);
  g_test_add_func ("/history-mixed/first-of-an-open-hour", test_first_of_an_open_hour);
  g_test_add_func ("/history-mixed/sums-stay-when-samples-go", test_samples_go);
  return g_test_run ();
}
