// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "bench-farm.h"
#include "dw-gateway-source.h"

/* How many detectors a second the gateway source reads, and what one poll costs of the processor: request, reply, decoding, frame log, report and
 * its way to the main thread included. Two loads: answers at once, and answers after 50 ms (then the ideal is one detector per gateway and 50 ms).
 * The peer is libmodbus in a thread per gateway, in the same run. Prints one JSON line. */

#define N_GATEWAYS 129
#define N_UNITS 32
#define DELAY_MS 50
#define ADDRESS 0x1000
#define COUNT 42

/* What is read of each detector: block A of the first detector of the field, 42 registers, 11 points with their fault and alarm bits. */
static const char profile_json[] =
  "{\"format\": 1, \"vendor\": \"Bench\", \"model\": \"A\", \"title\": {\"en\": \"A\"}, \"class\": \"detector\","
  " \"blocks\": [{\"name\": \"a\", \"function\": 3, \"address\": 4096, \"count\": 42}],"
  " \"rule_sets\": {\"probe\": [{\"below\": -50, \"quality\": \"sensor fault\"}, {\"above\": 200, \"quality\": \"sensor fault\"}]},"
  " \"points\": ["
  "  {\"name\": \"residual_current\", \"block\": \"a\", \"address\": 4101},"
  "  {\"name\": \"temperature_1\", \"block\": \"a\", \"address\": 4102, \"type\": \"s16\", \"scale\": 0.1, \"rules\": \"probe\"},"
  "  {\"name\": \"temperature_2\", \"block\": \"a\", \"address\": 4103, \"type\": \"s16\", \"scale\": 0.1, \"rules\": \"probe\"},"
  "  {\"name\": \"temperature_3\", \"block\": \"a\", \"address\": 4104, \"type\": \"s16\", \"scale\": 0.1, \"rules\": \"probe\"},"
  "  {\"name\": \"temperature_4\", \"block\": \"a\", \"address\": 4105, \"type\": \"s16\", \"scale\": 0.1, \"rules\": \"probe\"},"
  "  {\"name\": \"di_1\", \"block\": \"a\", \"address\": 4136, \"bit\": 0}, {\"name\": \"di_2\", \"block\": \"a\", \"address\": 4136, \"bit\": 1},"
  "  {\"name\": \"di_3\", \"block\": \"a\", \"address\": 4136, \"bit\": 2}, {\"name\": \"di_4\", \"block\": \"a\", \"address\": 4136, \"bit\": 3},"
  "  {\"name\": \"do_1\", \"block\": \"a\", \"address\": 4137, \"bit\": 0}, {\"name\": \"do_2\", \"block\": \"a\", \"address\": 4137, \"bit\": 1}],"
  " \"flags\": ["
  "  {\"flag\": \"alarm\", \"points\": [\"residual_current\"], \"block\": \"a\", \"address\": 4099, \"bit\": 0},"
  "  {\"flag\": \"alarm\", \"points\": [\"temperature_1\"], \"block\": \"a\", \"address\": 4099, \"bit\": 1},"
  "  {\"flag\": \"broken\", \"points\": [\"residual_current\"], \"block\": \"a\", \"address\": 4097, \"bit\": 0},"
  "  {\"flag\": \"broken\", \"points\": [\"temperature_1\"], \"block\": \"a\", \"address\": 4097, \"bit\": 1},"
  "  {\"flag\": \"short\", \"points\": [\"temperature_1\"], \"block\": \"a\", \"address\": 4098, \"bit\": 1}]}";

typedef struct
{
  guint64 n_reports;
  guint n_batches;
} Counts;

static void
reports_cb (DwSource *source, GPtrArray *reports, gpointer data)
{
  Counts *counts = data;

  counts->n_reports += reports->len;
  counts->n_batches++;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
run_for (int span_ms)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add ((guint)span_ms, quit_cb, loop);
  g_main_loop_run (loop);
}

static void
add_gateways (DwGatewaySource *source, const BenchFarm *farm, DwProfile *profile)
{
  g_autofree DwUnitConfig *units = g_new0 (DwUnitConfig, farm->n_units);

  for (guint i = 0; i < farm->n_gateways; i++)
    {
      DwGatewayConfig config = { .gateway_id = i + 1, .name = (char *)"GW", .framing = DW_MODBUS_FRAMING_TCP, .host = (char *)"127.0.0.1", .port = farm->ports[i], .timeout_ms = 5000, .period_ms = 1 };

      for (guint j = 0; j < farm->n_units; j++)
        units[j] = (DwUnitConfig){ .device_id = (gint64)i * farm->n_units + j + 1, .unit = (guint8)(j + 1), .profile = profile };
      dw_gateway_source_set_gateway (source, &config, units, farm->n_units);
    }
}

/* The first half second, when all connections open and all devices come to life, does not count. */
static BenchFigures
run_source (const BenchFarm *farm, DwProfile *profile, int span_ms)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autoptr (DwGatewaySource) source = dw_gateway_source_new (clock);
  Counts counts = { 0 };
  BenchFigures figures = { 0 };
  gint64 start_us, cpu_us;

  add_gateways (source, farm, profile);
  g_signal_connect (source, "reports", G_CALLBACK (reports_cb), &counts);
  dw_source_start (DW_SOURCE (source));
  run_for (500);
  counts = (Counts){ 0 };
  start_us = dw_clock_mono_us (clock);
  cpu_us = bench_cpu_us ();
  run_for (span_ms);
  figures.polls = counts.n_reports;
  figures.detectors_per_s = (double)counts.n_reports * G_USEC_PER_SEC / (double)(dw_clock_mono_us (clock) - start_us);
  figures.cpu_us_per_poll = (double)(bench_cpu_us () - cpu_us) / (double)MAX (1, counts.n_reports);
  dw_source_stop (DW_SOURCE (source));
  return figures;
}

static void
print_figures (const char *name, gboolean has, const BenchFigures *figures, double ideal)
{
  char rate[G_ASCII_DTOSTR_BUF_SIZE], cpu[G_ASCII_DTOSTR_BUF_SIZE], ratio[G_ASCII_DTOSTR_BUF_SIZE];

  if (!has)
    {
      g_print (",\"%s\":null", name);
      return;
    }
  g_ascii_formatd (rate, sizeof rate, "%.0f", figures->detectors_per_s);
  g_ascii_formatd (cpu, sizeof cpu, "%.2f", figures->cpu_us_per_poll);
  g_ascii_formatd (ratio, sizeof ratio, "%.4f", ideal > 0 ? figures->detectors_per_s / ideal : 0);
  g_print (",\"%s\":{\"detectors_per_s\":%s,\"cpu_us_per_poll\":%s", name, rate, cpu);
  if (ideal > 0)
    g_print (",\"of_ideal\":%s", ratio);
  g_print ("}");
}

/* Source and peer in turn, so that a slow minute of the machine meets both. */
static void
run_load (const char *simulator, DwProfile *profile, guint n_gateways, int delay_ms, int span_ms)
{
  g_autoptr (BenchFarm) farm = bench_farm_new (simulator, n_gateways, N_UNITS, delay_ms);
  double ideal = delay_ms > 0 ? n_gateways * 1000.0 / delay_ms : 0;
  BenchFigures own = run_source (farm, profile, span_ms);
  BenchFigures peer = { 0 };
  gboolean has_peer = bench_peer_run (farm, span_ms, ADDRESS, COUNT, &peer);

  print_figures (delay_ms > 0 ? "delayed" : "at_once", TRUE, &own, ideal);
  print_figures (delay_ms > 0 ? "peer_delayed" : "peer_at_once", has_peer, &peer, ideal);
  if (delay_ms == 0 && has_peer)
    {
      char ratio[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (ratio, sizeof ratio, "%.3f", own.cpu_us_per_poll / peer.cpu_us_per_poll);
      g_print (",\"cpu_of_peer\":%s", ratio);
    }
}

int
main (int argc, char **argv)
{
  gboolean quick = argc > 2 && g_str_equal (argv[2], "--quick");
  guint n_gateways = quick ? 16 : N_GATEWAYS;
  int span_ms = quick ? 1000 : 5000;
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) profile = dw_profile_parse (profile_json, -1, "bench", &error);

  g_assert_no_error (error);
  if (argc < 2)
    {
      g_printerr ("usage: bench-poll SIMULATOR [--quick]\n");
      return 2;
    }
  g_print ("{\"bench\":\"poll\",\"gateways\":%u,\"units\":%d,\"registers\":%d", n_gateways, N_UNITS, COUNT);
  run_load (argv[1], profile, n_gateways, 0, span_ms);
  run_load (argv[1], profile, n_gateways, DELAY_MS, span_ms);
  g_print ("}\n");
  return 0;
}
