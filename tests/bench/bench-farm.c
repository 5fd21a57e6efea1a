// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "bench-farm.h"

#include <sys/resource.h>

#include <json-glib/json-glib.h>

/* The ports stand in the first line the simulator prints. The child ends with its standard input, so that none is left when a measurement breaks off. */

static void
take_ports (BenchFarm *self, const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *gateways;

  if (line == NULL || !json_parser_load_from_data (parser, line, -1, &error))
    g_error ("The farm says nothing sensible: %s", error != NULL ? error->message : "no line");
  gateways = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "gateways");
  g_assert_cmpuint (json_array_get_length (gateways), ==, self->n_gateways);
  for (guint i = 0; i < self->n_gateways; i++)
    self->ports[i] = (guint16)json_object_get_int_member (json_array_get_object_element (gateways, i), "port");
}

BenchFarm *
bench_farm_new (const char *simulator, guint n_gateways, guint n_units, int delay_ms)
{
  BenchFarm *self = g_new0 (BenchFarm, 1);
  g_autofree char *gateways = g_strdup_printf ("%u", n_gateways);
  g_autofree char *units = g_strdup_printf ("%u", n_units);
  g_autofree char *delay = g_strdup_printf ("%d", delay_ms);
  const char *argv[] = { simulator, "--farm", gateways, units, "--delay-ms", delay, "--exit-with-stdin", NULL };
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  self->n_gateways = n_gateways;
  self->n_units = n_units;
  self->ports = g_new0 (guint16, n_gateways);
  self->process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  if (self->process == NULL)
    g_error ("%s", error->message);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  take_ports (self, line);
  return self;
}

void
bench_farm_free (BenchFarm *self)
{
  if (self == NULL)
    return;
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_free (self->ports);
  g_free (self);
}

gint64
bench_cpu_us (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (gint64)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}
