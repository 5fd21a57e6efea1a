// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "bench-farm.h"

#ifdef HAVE_LIBMODBUS
#include <modbus.h>
#endif

#include "dw-clock.h"

/* The peer: libmodbus as it is used everywhere, a blocking read after the other. It decodes nothing and keeps nothing. */

#ifdef HAVE_LIBMODBUS

#define READ_MAX 125

typedef struct
{
  const BenchFarm *farm;
  guint16 port;
  guint address, count;
  gint *end; /* atomic */
  guint64 polls;
} Line;

static gpointer
poll_line (gpointer data)
{
  Line *line = data;
  modbus_t *modbus = modbus_new_tcp ("127.0.0.1", line->port);
  uint16_t words[READ_MAX];

  if (modbus_connect (modbus) != 0)
    g_error ("libmodbus: %s", modbus_strerror (errno));
  while (!g_atomic_int_get (line->end))
    for (guint unit = 1; unit <= line->farm->n_units && !g_atomic_int_get (line->end); unit++)
      {
        modbus_set_slave (modbus, (int)unit);
        if (modbus_read_registers (modbus, (int)line->address, (int)line->count, words) != (int)line->count)
          g_error ("libmodbus: %s", modbus_strerror (errno));
        line->polls++;
      }
  modbus_close (modbus);
  modbus_free (modbus);
  return NULL;
}

gboolean
bench_peer_run (const BenchFarm *farm, int span_ms, guint address, guint count, BenchFigures *figures)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autofree Line *lines = g_new0 (Line, farm->n_gateways);
  g_autofree GThread **threads = g_new0 (GThread *, farm->n_gateways);
  gint end = 0;
  gint64 start_us = dw_clock_mono_us (clock);
  gint64 cpu_us = bench_cpu_us ();

  *figures = (BenchFigures){ 0 };
  for (guint i = 0; i < farm->n_gateways; i++)
    {
      lines[i] = (Line){ .farm = farm, .port = farm->ports[i], .address = address, .count = count, .end = &end };
      threads[i] = g_thread_new ("peer", poll_line, &lines[i]);
    }
  g_usleep ((gulong)span_ms * 1000);
  g_atomic_int_set (&end, 1);
  for (guint i = 0; i < farm->n_gateways; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < farm->n_gateways; i++)
    figures->polls += lines[i].polls;
  figures->detectors_per_s = (double)figures->polls * G_USEC_PER_SEC / (double)(dw_clock_mono_us (clock) - start_us);
  figures->cpu_us_per_poll = (double)(bench_cpu_us () - cpu_us) / (double)MAX (1, figures->polls);
  return TRUE;
}

#else

gboolean
bench_peer_run (const BenchFarm *farm, int span_ms, guint address, guint count, BenchFigures *figures)
{
  return FALSE;
}

#endif
