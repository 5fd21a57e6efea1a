// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The simulator's farm as a child process: many gateways on loopback, each with many units. */
typedef struct
{
  GSubprocess *process;
  guint n_gateways, n_units;
  guint16 *ports;
} BenchFarm;

/* Ends the program with a message when the simulator does not start. */
BenchFarm *bench_farm_new (const char *simulator, guint n_gateways, guint n_units, int delay_ms);
void bench_farm_free (BenchFarm *self);

/* User and system time of this process so far. */
gint64 bench_cpu_us (void);

/* What one client did in a span of time. */
typedef struct
{
  double detectors_per_s;
  double cpu_us_per_poll;
  guint64 polls;
} BenchFigures;

/* One thread per gateway, libmodbus, nothing but reading. FALSE when the program was built without it. */
gboolean bench_peer_run (const BenchFarm *farm, int span_ms, guint address, guint count, BenchFigures *figures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchFarm, bench_farm_free)

G_END_DECLS
