// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "bench-history.h"
#include "bench-times.h"

/* The history: what it takes in, what it needs on disk, how fast it answers and opens. Only dw_history_append and the reading calls are timed; the school's numbers are
 * made in blocks before. */

#define BLOCK_TICKS 300
#define YEAR_DEVICE 7
#define N_OPENS 5

const guint BENCH_CALLS[BENCH_N_CALLS] = { 1, 12, 50 };

typedef struct
{
  const BenchPlan *plan;
  char *dir, *year_dir;
  DwHistory *history, *year;
  gint64 *minutes, *thousand, *days; /* edges */
} Own;

static DwHistory *
open_or_die (const char *dir, DwHistoryMode mode)
{
  g_autoptr (GError) error = NULL;
  DwHistory *history = dw_history_open (dir, mode, NULL, &error);

  if (history == NULL)
    g_error ("%s", error->message);
  return history;
}

static void
append_or_die (DwHistory *history, GPtrArray *reports)
{
  g_autoptr (GError) error = NULL;

  if (!dw_history_append (history, reports, 0, &error))
    g_error ("%s", error->message);
}

static void
set_columns (DwHistory *history, const BenchPlan *plan)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < plan->n_devices; i++)
    if (!dw_history_set_columns (history, bench_history_data_get_device_id (i), plan->columns, BENCH_HISTORY_N_CHANNELS, &error))
      g_error ("%s", error->message);
}

static GPtrArray *
take_ticks (const BenchBlock *block, guint first, guint n_ticks)
{
  GPtrArray *reports = g_ptr_array_sized_new (n_ticks * block->n_devices);

  for (guint i = first * block->n_devices; i < (first + n_ticks) * block->n_devices; i++)
    g_ptr_array_add (reports, block->reports[i]);
  return reports;
}

/* Returns the time that the calls took together. */
static gint64
append_block (DwHistory *history, const BenchBlock *block, guint per_call, DwClock *clock)
{
  gint64 spent_us = 0;

  for (guint first = 0; first < block->n_ticks; first += per_call)
    {
      g_autoptr (GPtrArray) reports = take_ticks (block, first, MIN (per_call, block->n_ticks - first));
      gint64 begin_us = dw_clock_mono_us (clock);

      append_or_die (history, reports);
      spent_us += dw_clock_mono_us (clock) - begin_us;
    }
  return spent_us;
}

/* Samples a second; *cpu_rate: a second of the processor, for a machine that others use, too. */
static double
ingest (const char *dir, const BenchHistorySpec *spec, const BenchPlan *plan, guint n_ticks, guint per_call, BenchHistoryFacts *facts, double *cpu_rate)
{
  g_autoptr (BenchHistoryData) data = bench_history_data_new (spec);
  g_autoptr (DwClock) wall = dw_clock_new_system ();
  DwHistory *history = open_or_die (dir, DW_HISTORY_WRITE);
  gint64 spent_us = 0;
  double cpu_s = 0;

  set_columns (history, plan);
  for (guint tick = 0; tick < n_ticks; tick += BLOCK_TICKS)
    {
      const BenchBlock *block = bench_history_data_fill (data, MIN (BLOCK_TICKS, n_ticks - tick));
      clock_t begin = clock ();

      spent_us += append_block (history, block, per_call, wall);
      cpu_s += (double)(clock () - begin) / CLOCKS_PER_SEC;
    }
  bench_history_data_get_facts (data, facts);
  dw_history_close (history);
  *cpu_rate = (double)facts->samples / MAX (cpu_s, 1e-6);
  return (double)facts->samples * G_USEC_PER_SEC / (double)MAX (spent_us, 1);
}

/* --- asking --- */

static gint64 *
make_edges (gint64 start_ms, gint64 step_ms, guint n)
{
  gint64 *edges = g_new (gint64, n + 1);

  for (guint i = 0; i <= n; i++)
    edges[i] = start_ms + i * step_ms;
  return edges;
}

static guint64
count_good (const DwBuckets *buckets)
{
  guint64 n = 0;

  for (guint i = 0; buckets != NULL && i < buckets->n; i++)
    n += buckets->buckets[i].count > 0;
  return n;
}

static guint64
ask_buckets (DwHistory *history, gint64 device_id, const char *name, const gint64 *edges, guint n)
{
  g_autoptr (DwBuckets) buckets = dw_history_read_buckets (history, device_id, name, edges, n, NULL, NULL);

  return count_good (buckets);
}

static guint64
ask_many (const Own *own, const DwHistoryChannel *channels, guint n)
{
  guint n_minutes = (guint)((own->plan->end_ms - own->plan->start_ms) / BENCH_MINUTE_MS);
  g_autofree double *means = dw_history_read_means (own->history, channels, n, own->minutes, n_minutes, NULL, NULL);
  guint64 answers = 0;

  for (gsize i = 0; means != NULL && i < (gsize)n * n_minutes; i++)
    answers += !isnan (means[i]);
  return answers;
}

static guint64
ask_across (const Own *own)
{
  g_autofree DwHistoryChannel *channels = g_new (DwHistoryChannel, own->plan->n_devices);

  for (guint i = 0; i < own->plan->n_devices; i++)
    channels[i] = (DwHistoryChannel){ bench_history_data_get_device_id (i), own->plan->columns[BENCH_CHANNEL].name };
  return ask_many (own, channels, own->plan->n_devices);
}

static guint64
ask_within (const Own *own)
{
  DwHistoryChannel channels[BENCH_WITHIN_DEVICES * BENCH_HISTORY_N_CHANNELS];

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    channels[i] = (DwHistoryChannel){ bench_history_data_get_device_id (i / BENCH_HISTORY_N_CHANNELS), own->plan->columns[i % BENCH_HISTORY_N_CHANNELS].name };
  return ask_many (own, channels, G_N_ELEMENTS (channels));
}

static guint64
ask_raw (const Own *own)
{
  g_autoptr (DwSamples) samples = dw_history_read_samples (own->history, bench_history_data_get_device_id (3), own->plan->columns[BENCH_CHANNEL].name, own->plan->start_ms, own->plan->end_ms, NULL, NULL);

  return samples != NULL ? samples->n : 0;
}

static guint64
ask_latest (const Own *own)
{
  g_autoptr (GArray) latest = dw_history_read_latest (own->history, NULL);

  return latest != NULL ? latest->len : 0;
}

static guint64
own_ask (gpointer self, BenchAsk ask)
{
  const Own *own = self;

  switch (ask)
    {
    case BENCH_ASK_RAW_DAY:
      return ask_raw (own);
    case BENCH_ASK_THOUSAND:
      return ask_buckets (own->history, bench_history_data_get_device_id (3), own->plan->columns[BENCH_CHANNEL].name, own->thousand, BENCH_THOUSAND);
    case BENCH_ASK_ACROSS:
      return ask_across (own);
    case BENCH_ASK_WITHIN:
      return ask_within (own);
    case BENCH_ASK_LATEST:
      return ask_latest (own);
    case BENCH_ASK_YEAR:
      return ask_buckets (own->year, YEAR_DEVICE, "active_power_total", own->days, BENCH_YEAR_DAYS);
    case BENCH_N_ASKS:
    default:
      return 0;
    }
}

static const BenchStore OWN = { .name = "own", .ask = own_ask };

/* --- the year --- */

static void
append_year (DwHistory *history, const BenchPlan *plan)
{
  DwHistoryColumn column = { "active_power_total", 2, BENCH_MINUTE_MS };
  g_autoptr (GError) error = NULL;

  if (!dw_history_set_columns (history, YEAR_DEVICE, &column, 1, &error))
    g_error ("%s", error->message);
  for (guint day = 0; day < BENCH_YEAR_DAYS; day++)
    {
      g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);

      for (guint i = day * 1440; i < (day + 1) * 1440; i++)
        {
          DwReport *report = dw_report_new (YEAR_DEVICE, 1);

          report->time_ms = plan->year_start_ms + (gint64)i * BENCH_MINUTE_MS;
          report->values[0].value = (double)plan->year_numbers[i] * 0.01;
          report->values[0].quality = DW_QUALITY_GOOD;
          g_ptr_array_add (reports, report);
        }
      append_or_die (history, reports);
    }
}

static char *
make_dir (const BenchPlan *plan, const char *name)
{
  char *dir = g_build_filename (plan->dir, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  return dir;
}

static void
own_open (Own *own)
{
  own->history = open_or_die (own->dir, DW_HISTORY_WRITE);
  own->year = open_or_die (own->year_dir, DW_HISTORY_READ);
}

static void
own_clear (Own *own)
{
  g_clear_pointer (&own->history, dw_history_close);
  g_clear_pointer (&own->year, dw_history_close);
  g_free (own->dir);
  g_free (own->year_dir);
  g_free (own->minutes);
  g_free (own->thousand);
  g_free (own->days);
}

static void
own_init (Own *own, const BenchPlan *plan)
{
  gint64 span_ms = plan->end_ms - plan->start_ms;
  DwHistory *year;

  own->plan = plan;
  own->dir = make_dir (plan, "own-1");
  own->year_dir = make_dir (plan, "own-year");
  own->minutes = make_edges (plan->start_ms, BENCH_MINUTE_MS, (guint)(span_ms / BENCH_MINUTE_MS));
  own->thousand = make_edges (plan->start_ms, span_ms / BENCH_THOUSAND, BENCH_THOUSAND);
  own->days = make_edges (plan->year_start_ms, BENCH_DAY_MS, BENCH_YEAR_DAYS);
  year = open_or_die (own->year_dir, DW_HISTORY_WRITE);
  append_year (year, plan);
  dw_history_close (year);
}

/* Opening reads the open hours back from the journal. */
static void
time_opening (const Own *own, GString *json)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  double runs_ms[N_OPENS];
  DwHistoryStats stats = { 0 };

  for (guint i = 0; i < N_OPENS; i++)
    {
      gint64 begin_us = dw_clock_mono_us (clock);
      DwHistory *history = open_or_die (own->dir, DW_HISTORY_WRITE);

      runs_ms[i] = (double)(dw_clock_mono_us (clock) - begin_us) / 1000;
      dw_history_read_stats (history, &stats, NULL);
      dw_history_close (history);
    }
  bench_add_number (json, "open_ms", bench_times_rank (runs_ms, N_OPENS).median, 2);
  bench_add_number (json, "open_samples", (double)stats.open_samples, 0);
}

/* Only a whole load has sense behind all questions; other shapes are about bytes and rates. */
static void
ask_own (const BenchPlan *plan, GString *json, BenchOwnFigures *figures)
{
  Own own = { 0 };

  own_init (&own, plan);
  time_opening (&own, json);
  own_open (&own);
  bench_time_asks (&OWN, &own, json, figures->asks_ms);
  own_clear (&own);
}

void
bench_own_run (const BenchHistorySpec *spec, const BenchPlan *plan, guint n_ticks, guint calls, GString *json, BenchOwnFigures *figures)
{
  gboolean asked = FALSE;

  g_string_append (json, ",\"own\":{\"name\":\"own\"");
  for (guint i = 0; i < BENCH_N_CALLS; i++)
    {
      g_autofree char *name = g_strdup_printf ("own-%d", asked || !(calls & 1u << i) ? (int)BENCH_CALLS[i] : 1);
      g_autofree char *key = g_strdup_printf ("ingest_%u_per_s", BENCH_CALLS[i]);
      g_autofree char *bytes_key = g_strdup_printf ("bytes_%u_per_sample", BENCH_CALLS[i]);
      g_autofree char *dir = make_dir (plan, name);
      g_autofree char *cpu_key = g_strdup_printf ("ingest_%u_per_cpu_s", BENCH_CALLS[i]);
      BenchHistoryFacts facts;
      double cpu_rate;

      if (!(calls & 1u << i))
        continue;
      figures->rate[i] = ingest (dir, spec, plan, n_ticks, BENCH_CALLS[i], &facts, &cpu_rate);
      bench_add_number (json, key, figures->rate[i], 0);
      bench_add_number (json, cpu_key, cpu_rate, 0);
      bench_add_number (json, bytes_key, (double)bench_measure_folder (dir) / (double)facts.samples, 4);
      if (!asked)
        {
          bench_add_number (json, "entropy_bytes_per_sample", facts.entropy_bytes, 4);
          bench_add_number (json, "unchanged", facts.unchanged, 4);
          ask_own (plan, json, figures);
        }
      asked = TRUE;
      bench_remove_folder (dir);
    }
  g_string_append (json, "}");
}
