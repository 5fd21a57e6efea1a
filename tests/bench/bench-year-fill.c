// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "bench-year.h"

#include "bench-history-data.h"

/* The school's year, made and written down as an import does it: many ticks at a time, each batch synced. */

#define BLOCK_TICKS 240
#define DAY_MS G_GINT64_CONSTANT (86400000)

static DwHistory *
open_or_die (const char *dir)
{
  g_autoptr (GError) error = NULL;
  DwHistory *history = dw_history_open (dir, DW_HISTORY_WRITE, NULL, &error);

  if (history == NULL)
    g_error ("%s", error->message);
  return history;
}

static void
set_columns (DwHistory *history, BenchHistoryData *data, guint n_devices)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_devices; i++)
    if (!dw_history_set_columns (history, bench_history_data_get_device_id (i), bench_history_data_get_columns (data), BENCH_HISTORY_N_CHANNELS, &error))
      g_error ("%s", error->message);
}

/* The block owns its reports. */
static void
append_block (DwHistory *history, const BenchBlock *block)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_sized_new (block->n_ticks * block->n_devices);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < block->n_ticks * block->n_devices; i++)
    g_ptr_array_add (reports, block->reports[i]);
  if (!dw_history_append (history, reports, 0, &error))
    g_error ("%s", error->message);
}

void
bench_year_fill (const char *dir, const BenchYearPlan *plan, BenchYearFill *fill)
{
  BenchHistorySpec spec = { plan->seed, BENCH_SHAPE_NORMAL, plan->n_devices, plan->start_ms };
  g_autoptr (BenchHistoryData) data = bench_history_data_new (&spec);
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  DwHistory *history = open_or_die (dir);
  guint n_ticks = (guint)(plan->n_days * DAY_MS / bench_history_data_get_period_ms (data));
  gint64 spent_us = 0;

  set_columns (history, data, plan->n_devices);
  for (guint tick = 0; tick < n_ticks; tick += BLOCK_TICKS)
    {
      const BenchBlock *block = bench_history_data_fill (data, MIN (BLOCK_TICKS, n_ticks - tick));
      gint64 begin_us = dw_clock_mono_us (clock);

      append_block (history, block);
      spent_us += dw_clock_mono_us (clock) - begin_us;
    }
  dw_history_close (history);
  fill->n_samples = (gint64)n_ticks * plan->n_devices * BENCH_HISTORY_N_CHANNELS;
  fill->seconds = (double)spent_us / G_USEC_PER_SEC;
}

/* The same names at the same places, for who draws them. */
void
bench_year_name_channels (char names[][40])
{
  BenchHistorySpec spec = { .n_devices = 1 };
  g_autoptr (BenchHistoryData) data = bench_history_data_new (&spec);

  for (guint i = 0; i < BENCH_HISTORY_N_CHANNELS; i++)
    g_strlcpy (names[i], bench_history_data_get_columns (data)[i].name, 40);
}
