// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: samples of any period in any order, columns whose period changes, seals, with copies of the files in between (a copy is what a kill leaves): the store says what counting the
// samples says, open, copied, read only, repaired by opening, and sealed; its sums are those of the samples (S2-24). g_test prints the seed.

#include <glib/gstdio.h>

#include "history-kit.h"

#define DEVICE 7
#define LIVE_MS 5000
#define START_MS (G_GINT64_CONSTANT (494000) * KIT_HOUR_MS) /* an hour's begin */
#define N_ROUNDS 4
#define N_STEPS 60

static void
set_period (Kit *kit, int period_ms)
{
  DwHistoryColumn columns[2];

  kit_fill_columns (columns, 2, 1, period_ms);
  kit_set_columns (kit, DEVICE, columns, 2);
}

static void
append_some (Kit *kit)
{
  static const int periods_ms[] = { 0, 0, LIVE_MS, 1000, KIT_MINUTE_MS, 900000, 5400000 };
  int period_ms = periods_ms[g_test_rand_int_range (0, G_N_ELEMENTS (periods_ms))];
  gint64 step_ms = period_ms > 0 ? period_ms : LIVE_MS, at_ms = g_test_rand_int_range (0, 6 * KIT_HOUR_MS / 2500) * G_GINT64_CONSTANT (2500);
  guint n = (guint)g_test_rand_int_range (1, 60);
  GPtrArray *reports = kit_reports_new ();

  for (guint i = 0; i < n; i++)
    {
      DwReport *report = kit_report_new (DEVICE, START_MS + at_ms + i * step_ms, 2);

      for (guint column = 0; column < 2; column++)
        if (g_test_rand_int_range (0, 4) > 0)
          kit_report_set (report, column, g_test_rand_int_range (-500, 500), 1, g_test_rand_int_range (0, 9) > 0 ? DW_QUALITY_GOOD : DW_QUALITY_ESTIMATED);
      g_ptr_array_add (reports, report);
    }
  kit_append_every (kit, reports, period_ms);
}

static void
copy_file (const char *from, const char *to, const char *name)
{
  g_autofree char *path = g_build_filename (from, name, NULL), *bytes = NULL;
  gsize length;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  bytes = fixture_read_file (from, name, &length);
  fixture_write_file (to, name, bytes, length);
}

/* What a kill at this moment leaves. */
static void
check_copy (Kit *kit)
{
  char *copy = fixture_folder_new ();
  g_autofree char *from = g_build_filename (kit->dir, "history", NULL), *to = g_build_filename (copy, "history", NULL);
  DwHistory *history;

  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  copy_file (from, to, "samples.db");
  copy_file (from, to, "samples.db-wal");
  copy_file (from, to, "samples.journal");
  history = kit_open (copy, DW_HISTORY_READ);
  kit_check_all (history, kit->model);
  dw_history_close (history);
  history = kit_open (copy, DW_HISTORY_WRITE);
  kit_check_all (history, kit->model);
  g_assert_true (dw_history_seal (history, 0, NULL));
  kit_check_all (history, kit->model);
  kit_check_verified (history);
  dw_history_close (history);
  fixture_folder_remove (copy);
}

static void
take_step (Kit *kit)
{
  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
      kit_seal (kit, 0);
      break;
    case 1:
      set_period (kit, ((const int[]){ LIVE_MS, KIT_MINUTE_MS, 0, 1000 })[g_test_rand_int_range (0, 4)]);
      break;
    case 2:
      check_copy (kit);
      break;
    default:
      append_some (kit);
    }
}

static void
test_anything (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Kit *kit = kit_new ();

      set_period (kit, LIVE_MS);
      for (guint i = 0; i < N_STEPS; i++)
        take_step (kit);
      kit_check_all (kit->history, kit->model);
      kit_seal (kit, 0);
      kit_check_all (kit->history, kit->model);
      kit_check_verified (kit->history);
      kit_free (kit);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-any-period/anything-in-any-order", test_anything);
  return g_test_run ();
}
