// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "bench-history.h"
#include "bench-times.h"
#include "dw-memory.h"

#include <glib/gstdio.h>

/* How fast the history takes in, how many bytes a sample costs and how fast it answers, beside databases of others that do the same work in the same run.
 * 100 devices of 20 channels, a sample of each every five seconds for a day. Prints one JSON line. */

#define N_DEVICES 100
#define N_RUNS 21
#define BLOCK_TICKS 300
#define START_MS (G_GINT64_CONSTANT (1789948800000)) /* 2026-09-21 00:00 UTC */

static const char *const ASK_NAMES[BENCH_N_ASKS] = { "raw_day", "thousand_buckets", "minutes_across_100", "minutes_within_5x20", "latest", "year_by_day" };

void
bench_add_number (GString *json, const char *name, double value, int decimals)
{
  g_autofree char *format = g_strdup_printf ("%%.%df", decimals);
  char digits[64];

  g_ascii_formatd (digits, sizeof digits, format, value);
  g_string_append_printf (json, ",\"%s\":%s", name, digits);
}

gint64
bench_measure_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  GStatBuf info;
  gint64 bytes = 0;

  if (dir == NULL)
    return g_stat (path, &info) == 0 ? info.st_size : 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      bytes += bench_measure_folder (child);
    }
  return bytes;
}

void
bench_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      bench_remove_folder (child);
    }
  g_remove (path);
}

/* --- asking --- */

void
bench_time_asks (const BenchStore *store, gpointer self, GString *json, double *medians_ms)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();

  g_string_append (json, ",\"asks\":{\"runs\":" G_STRINGIFY (N_RUNS));
  for (guint ask = 0; ask < BENCH_N_ASKS; ask++)
    {
      double runs_ms[N_RUNS + 1];
      guint64 answers = 0;

      for (guint i = 0; i <= N_RUNS; i++)
        {
          gint64 begin_us = dw_clock_mono_us (clock);

          answers = store->ask (self, (BenchAsk)ask);
          runs_ms[i] = (double)(dw_clock_mono_us (clock) - begin_us) / 1000;
        }
      g_string_append_printf (json, ",\"%s\":{\"answers\":%" G_GUINT64_FORMAT, ASK_NAMES[ask], answers);
      bench_add_number (json, "first_ms", runs_ms[0], 3);
      medians_ms[ask] = answers > 0 ? bench_times_rank (runs_ms + 1, N_RUNS).median : 0;
      bench_add_number (json, "ms", medians_ms[ask], 3);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

/* --- a peer --- */

typedef struct
{
  const BenchStore *store;
  gpointer self;
  guint stretch; /* of the store */
  guint n_left;  /* ticks of it */
  guint64 n_samples[G_N_ELEMENTS (((BenchStore *)0)->stretches)];
  gint64 spent_us[G_N_ELEMENTS (((BenchStore *)0)->stretches)];
} PeerRun;

static guint
get_call_ticks (PeerRun *run)
{
  while (run->stretch < G_N_ELEMENTS (run->spent_us) && run->n_left == 0)
    if (++run->stretch < G_N_ELEMENTS (run->spent_us))
      run->n_left = run->store->stretches[run->stretch].n_ticks;
  return run->stretch < G_N_ELEMENTS (run->spent_us) ? run->store->stretches[run->stretch].ticks_per_call : 0;
}

static gboolean
write_block (PeerRun *run, const BenchBlock *block, DwClock *clock)
{
  guint per_call;

  for (guint first = 0; first < block->n_ticks; first += per_call)
    {
      guint wanted = get_call_ticks (run);
      gint64 begin_us;

      per_call = MIN (wanted > 0 ? wanted : block->n_ticks, block->n_ticks - first);
      run->store->prepare (run->self, block, first, per_call);
      if (wanted == 0)
        continue;
      begin_us = dw_clock_mono_us (clock);
      if (!run->store->write (run->self))
        return FALSE;
      run->spent_us[run->stretch] += dw_clock_mono_us (clock) - begin_us;
      run->n_samples[run->stretch] += (guint64)per_call * block->n_devices * BENCH_HISTORY_N_CHANNELS;
      run->n_left -= run->n_left == G_MAXUINT ? 0 : MIN (per_call, run->n_left);
    }
  return TRUE;
}

static void
print_rates (const PeerRun *run, GString *json, double *rate)
{
  *rate = 0;
  for (guint i = 0; i < G_N_ELEMENTS (run->spent_us) && run->store->stretches[i].ticks_per_call > 0; i++)
    {
      g_autofree char *key = g_strdup_printf ("ingest_%u_per_s", run->store->stretches[i].ticks_per_call);
      g_autofree char *count_key = g_strdup_printf ("ingest_%u_samples", run->store->stretches[i].ticks_per_call);
      double found = (double)run->n_samples[i] * G_USEC_PER_SEC / (double)MAX (run->spent_us[i], 1);

      bench_add_number (json, key, found, 0);
      bench_add_number (json, count_key, (double)run->n_samples[i], 0);
      *rate = MAX (*rate, found);
    }
}

gboolean
bench_peer_history_run (const BenchStore *store, const BenchHistorySpec *spec, const BenchPlan *plan, guint n_ticks, GString *json, double *rate, double *asks_ms)
{
  g_autoptr (BenchHistoryData) data = bench_history_data_new (spec);
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  PeerRun run = { .store = store, .n_left = store->stretches[0].n_ticks };
  gboolean ok = TRUE;
  guint64 n_samples = 0;
  gint64 bytes;

  run.self = store->open (plan);
  if (run.self == NULL)
    return FALSE;
  for (guint tick = 0; ok && tick < n_ticks; tick += BLOCK_TICKS)
    ok = write_block (&run, bench_history_data_fill (data, MIN (BLOCK_TICKS, n_ticks - tick)), clock);
  if (ok)
    {
      g_string_append_printf (json, ",\"%s\":{\"note\":\"%s\"", store->name, store->note);
      print_rates (&run, json, rate);
      store->settle (run.self);
      bytes = store->measure (run.self, &n_samples);
      bench_add_number (json, "bytes_per_sample", n_samples > 0 ? (double)bytes / (double)n_samples : 0, 3);
      bench_time_asks (store, run.self, json, asks_ms);
      g_string_append_c (json, '}');
    }
  store->close (run.self);
  return ok;
}

/* --- all of it --- */

typedef struct
{
  int seed, hours, devices;
  char *shape, *sync, *peers, *dir;
} Options;

static const BenchStore *
find_peer (const char *name, guint variant)
{
  if (g_str_equal (name, "sqlite"))
    return variant == 0 ? bench_store_sqlite_rows () : bench_store_sqlite_keyed ();
  if (g_str_equal (name, "influx") && variant == 0)
    return bench_store_influx ();
  if (g_str_equal (name, "rrdtool") && variant == 0)
    return bench_store_rrdtool ();
  return NULL;
}

/* A load of one channel for a year: the same walk for everybody. */
static gint64 *
make_year (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gint64 *numbers = g_new (gint64, BENCH_YEAR_SAMPLES);
  gint64 number = 1200;

  for (guint i = 0; i < BENCH_YEAR_SAMPLES; i++)
    {
      if (g_rand_int_range (rand, 0, 3) == 0)
        number = MAX (0, number + g_rand_int_range (rand, -12, 13));
      numbers[i] = number;
    }
  return numbers;
}

static void
print_ratios (GString *json, const BenchOwnFigures *own, double best_rate, const double *best_ms)
{
  g_string_append (json, ",\"ratios\":{\"of\":\"own to the best peer\"");
  if (best_rate > 0)
    for (guint i = 0; i < BENCH_N_CALLS; i++)
      {
        g_autofree char *key = g_strdup_printf ("ingest_%u", BENCH_CALLS[i]);

        if (own->rate[i] > 0)
          bench_add_number (json, key, own->rate[i] / best_rate, 2);
      }
  for (guint i = 0; i < BENCH_N_ASKS; i++)
    if (best_ms[i] > 0)
      bench_add_number (json, ASK_NAMES[i], own->asks_ms[i] / best_ms[i], 4);
  g_string_append_c (json, '}');
}

static void
run_peers (const Options *options, const BenchHistorySpec *spec, const BenchPlan *plan, guint n_ticks, GString *json, const BenchOwnFigures *own)
{
  g_auto (GStrv) names = g_strsplit (options->peers, ",", -1);
  double best_rate = 0;
  double best_ms[BENCH_N_ASKS] = { 0 };

  for (guint i = 0; names[i] != NULL; i++)
    for (guint variant = 0; variant < 2; variant++)
      {
        const BenchStore *store = find_peer (names[i], variant);
        double asks_ms[BENCH_N_ASKS] = { 0 };
        double rate = 0;

        if (store == NULL || !bench_peer_history_run (store, spec, plan, n_ticks, json, &rate, asks_ms))
          continue;
        best_rate = MAX (best_rate, rate);
        for (guint ask = 0; ask < BENCH_N_ASKS; ask++)
          if (asks_ms[ask] > 0 && (best_ms[ask] == 0 || asks_ms[ask] < best_ms[ask]))
            best_ms[ask] = asks_ms[ask];
      }
  print_ratios (json, own, best_rate, best_ms);
}

static void
run (const Options *options, BenchShape shape)
{
  BenchHistorySpec spec = { (guint32)options->seed, shape, (guint)options->devices, START_MS };
  g_autoptr (BenchHistoryData) data = bench_history_data_new (&spec);
  int period_ms = bench_history_data_get_period_ms (data);
  guint n_ticks = (guint)((gint64)options->hours * 3600000 / period_ms);
  g_autofree gint64 *year = make_year (spec.seed);
  g_autofree char *dir = g_strdup_printf ("%s/dianwei-bench-XXXXXX", options->dir);
  BenchPlan plan = { g_mkdtemp (dir), spec.n_devices, START_MS, START_MS + (gint64)n_ticks * period_ms, period_ms, bench_history_data_get_columns (data), START_MS, year };
  guint calls = options->sync == NULL ? 7 : g_str_equal (options->sync, "minute") ? 2
                                                                                  : 1;
  g_autoptr (GString) json = g_string_new ("{\"bench\":\"history\"");
  BenchOwnFigures own = { 0 };

  if (plan.dir == NULL)
    g_error ("no folder can be made in %s", options->dir);
  g_string_append_printf (json, ",\"seed\":%u,\"shape\":\"%s\",\"hours\":%d,\"devices\":%u,\"channels\":%d,\"ticks\":%u", spec.seed, bench_shape_word (shape), options->hours, spec.n_devices, BENCH_HISTORY_N_CHANNELS, n_ticks);
  bench_own_run (&spec, &plan, n_ticks, calls, json, &own);
  if (options->peers != NULL && *options->peers != '\0' && shape == BENCH_SHAPE_NORMAL)
    run_peers (options, &spec, &plan, n_ticks, json, &own);
  g_print ("%s}\n", json->str);
  bench_remove_folder (plan.dir);
}

static void
options_clear (Options *options)
{
  g_free (options->shape);
  g_free (options->sync);
  g_free (options->peers);
  g_free (options->dir);
}

int
main (int argc, char **argv)
{
  Options options = { .seed = 20260921, .hours = 0, .devices = N_DEVICES };
  const GOptionEntry entries[] = {
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, "Of the random numbers", "N" },
    { "shape", 0, 0, G_OPTION_ARG_STRING, &options.shape, "normal, constant, random16, half, daily or jitter", "S" },
    { "hours", 0, 0, G_OPTION_ARG_INT, &options.hours, "Of data", "H" },
    { "devices", 0, 0, G_OPTION_ARG_INT, &options.devices, "Of 20 channels each", "N" },
    { "sync", 0, 0, G_OPTION_ARG_STRING, &options.sync, "Only tick or minute; all when left out", "S" },
    { "peers", 0, 0, G_OPTION_ARG_STRING, &options.peers, "sqlite, influx, rrdtool; with commas", "P" },
    { "dir", 0, 0, G_OPTION_ARG_FILENAME, &options.dir, "Where the files go while it runs", "D" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  BenchShape shape = BENCH_SHAPE_NORMAL;
  gboolean ok;

  dw_memory_keep_room (); /* as the programs do */
  g_option_context_add_main_entries (context, entries, NULL);
  ok = g_option_context_parse (context, &argc, &argv, &error) && (options.shape == NULL || bench_shape_from_word (options.shape, &shape)) && options.devices >= BENCH_WITHIN_DEVICES;
  if (!ok)
    g_printerr ("bench-history: %s\n", error != NULL ? error->message : "there is no such shape, or fewer devices than five");
  if (options.hours <= 0)
    options.hours = shape == BENCH_SHAPE_DAILY ? 24 * BENCH_YEAR_DAYS : 24;
  if (options.dir == NULL)
    options.dir = g_strdup (g_get_tmp_dir ());
  if (ok)
    run (&options, shape);
  options_clear (&options);
  return ok ? 0 : 2;
}
