// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// history-feed --leave-open DIR SEED: fills a history with random reports of some hours, leaves the last hours open, and prints each sample as a line of JSON, so that a reader
// of another kind can be held against it.

#include <stdio.h>

#include "history-kit.h"

#define N_DEVICES 4
#define N_COLUMNS 3
#define N_TICKS 2000
#define PERIOD_MS 5000

static const DwHistoryColumn COLUMNS[N_COLUMNS] = { { "voltage_a", 1, PERIOD_MS }, { "residual_current", 0, PERIOD_MS }, { "energy", 3, PERIOD_MS } };

static void
say (gint64 device_id, guint column, gint64 time_ms, gint64 number, DwQuality quality)
{
  char text[64];

  printf ("{\"device\":%" G_GINT64_FORMAT ",\"channel\":\"%s\",\"ms\":%" G_GINT64_FORMAT ",\"quality\":%d", device_id, COLUMNS[column].name, time_ms, quality);
  if (quality != DW_QUALITY_SENSOR_FAULT)
    {
      double value = (double)number / (double[]){ 1, 10, 100, 1000 }[COLUMNS[column].digits];

      printf (",\"value\":%s", g_ascii_dtostr (text, sizeof text, value));
    }
  puts ("}");
}

static DwQuality
choose_quality (GRand *rand)
{
  static const DwQuality others[] = { DW_QUALITY_NONE, DW_QUALITY_OLD, DW_QUALITY_DOUBTFUL, DW_QUALITY_SENSOR_FAULT, DW_QUALITY_MANUAL, DW_QUALITY_ESTIMATED };

  return g_rand_int_range (rand, 0, 20) > 0 ? DW_QUALITY_GOOD : others[g_rand_int_range (rand, 0, G_N_ELEMENTS (others))];
}

static DwReport *
make_report (GRand *rand, gint64 device_id, guint tick)
{
  DwReport *report = kit_report_new (device_id, KIT_START_MS + (gint64)tick * PERIOD_MS + device_id, N_COLUMNS);

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      gint64 number = i == 2 ? (gint64)tick * 7 : g_rand_int_range (rand, -3000, 3000);
      DwQuality quality = choose_quality (rand);

      kit_report_set (report, i, number, COLUMNS[i].digits, quality);
      if (quality != DW_QUALITY_NONE)
        say (device_id, i, report->time_ms, number, quality);
    }
  return report;
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) rand = NULL;
  DwHistory *history;

  if (argc != 4 || !g_str_equal (argv[1], "--leave-open"))
    g_error ("history-feed --leave-open DIR SEED");
  rand = g_rand_new_with_seed ((guint32)g_ascii_strtoull (argv[3], NULL, 10));
  history = kit_open (argv[2], DW_HISTORY_WRITE);
  for (gint64 device_id = 1; device_id <= N_DEVICES; device_id++)
    g_assert_true (dw_history_set_columns (history, device_id, COLUMNS, N_COLUMNS, NULL));
  for (guint tick = 0; tick < N_TICKS; tick++)
    {
      g_autoptr (GPtrArray) reports = kit_reports_new ();

      for (gint64 device_id = 1; device_id <= N_DEVICES; device_id++)
        if (g_rand_int_range (rand, 0, 10) > 0)
          g_ptr_array_add (reports, make_report (rand, device_id, tick));
      g_assert_true (dw_history_append (history, reports, 0, NULL));
    }
  dw_history_close (history);
  return 0;
}
