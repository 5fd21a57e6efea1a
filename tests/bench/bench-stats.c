// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "dw-series-stats.h"

/* What the statistics of a year at 5 s cost the processor, the reading of the samples left out: one JSON line. add: everything that is summed up sample by sample; finish:
 * median and 95th percentile, which need all values. Goal: finish below 500 ms. */

#define PERIOD_MS 5000
#define DAY_MS G_GINT64_CONSTANT (86400000)
#define SAMPLES_A_DAY (DAY_MS / PERIOD_MS)
#define N_DAYS 365

typedef struct
{
  gint64 *times_ms;
  double *values;
  guint8 *qualities;
} Day;

static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* A leakage current in steps of 0.1 mA that follows the hours, with some noise. */
static void
fill_day (Day *day, guint number, GRand *random)
{
  for (gsize i = 0; i < SAMPLES_A_DAY; i++)
    {
      day->times_ms[i] = number * DAY_MS + (gint64)i * PERIOD_MS;
      day->values[i] = rint ((80 + 40 * sin ((double)i / (double)SAMPLES_A_DAY * 2 * G_PI) + g_rand_double_range (random, -15, 15)) * 10) / 10;
      day->qualities[i] = DW_QUALITY_GOOD;
    }
}

int
main (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  DwSeriesSpan span = { 0, N_DAYS * DAY_MS, PERIOD_MS, { 110, 130 } };
  DwSeriesStatsRun *run = dw_series_stats_new (&span);
  Day day = { g_new (gint64, SAMPLES_A_DAY), g_new (double, SAMPLES_A_DAY), g_new (guint8, SAMPLES_A_DAY) };
  double add_ms = 0, finish_ms;
  g_autoptr (DwSeriesStats) stats = NULL;

  for (guint i = 0; i < N_DAYS; i++)
    {
      double before_ms;

      fill_day (&day, i, random);
      before_ms = get_cpu_ms ();
      dw_series_stats_add (run, day.times_ms, day.values, day.qualities, SAMPLES_A_DAY, NULL);
      add_ms += get_cpu_ms () - before_ms;
    }
  finish_ms = get_cpu_ms ();
  stats = dw_series_stats_finish (run);
  finish_ms = get_cpu_ms () - finish_ms;
  g_print ("{\"bench\":\"stats\",\"samples\":%" G_GINT64_FORMAT ",\"add_ms\":%.1f,\"finish_ms\":%.1f,\"median\":%.1f,\"p95\":%.1f}\n", stats->count, add_ms, finish_ms, stats->median, stats->p95);
  dw_series_stats_run_free (run);
  g_free (day.times_ms);
  g_free (day.values);
  g_free (day.qualities);
  return EXIT_SUCCESS;
}
