// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-clock.h"

G_BEGIN_DECLS

/* The demonstration: dianwei-simulator as a child process on loopback ports that the kernel chose, and a station folder that knows its schools.
 * Everything the window shows comes through the same sockets, drivers and decoders as with real gateways. */
typedef struct _DwDemo DwDemo;

/* Starts the child (found beside this program, else in the build tree, else on PATH) and waits up to 10 s for its ports. Blocking.
 * The child ends when this process ends, however it ends. */
DwDemo *dw_demo_start (const char *scenario_path, GError **error);
/* Writes the scenario's places, gateways, devices and people into the folder when it is empty, else only today's ports. Blocking; before dw_station_new. */
gboolean dw_demo_provision (DwDemo *self, const char *dir, DwClock *clock, GError **error);
/* One line to the simulator's control input, for example "fault leakage-step 2AL1 value=400". */
gboolean dw_demo_tell (DwDemo *self, const char *line, GError **error);
void dw_demo_stop (DwDemo *self);

/* Password of the demonstration's people, shown where it is asked for. */
#define DW_DEMO_PASSWORD "dianwei-demo"

G_END_DECLS
