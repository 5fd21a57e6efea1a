// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* The demonstration: dianwei-simulator as a child process on loopback ports that the kernel chose, and a station folder that knows its schools.
 * Everything the window shows comes through the same sockets, drivers and decoders as with real gateways. */
typedef struct _DwDemo DwDemo;

/* Starts the child (found beside this program, else in the build tree, else on PATH) and waits up to 10 s for its ports. Blocking.
 * The child ends when this process ends, however it ends. */
DwDemo *dw_demo_start (const char *scenario_path, GError **error);
/* Writes the scenario's places, gateways, devices and people into the folder when it is empty, else only today's ports. A folder that is not a demonstration's is refused and left as it is
 * (G_IO_ERROR_INVALID_ARGUMENT). Blocking; before dw_station_new. */
gboolean dw_demo_provision (DwDemo *self, const char *dir, DwClock *clock, GError **error);
/* Told now and then in the main loop, 0…100. */
typedef void (*DwDemoHistoryProgress) (int percent, gpointer data);
/* Told once in the main loop; error NULL: the past of so many days is there. */
typedef void (*DwDemoHistoryDone) (guint days, gint64 spent_ms, const GError *error, gpointer data);
/* A folder that dw_demo_provision found empty gets a past, so that its trends have something to show: the simulator lives through the days before, and its CSV is taken in as
 * dianweictl history import takes any, in the background, while the station runs. Nothing happens, and done is not called, when the folder has its past. What was interrupted or
 * failed is tried again at the next start. Main thread; the station has been started. */
void dw_demo_make_history (DwDemo *self, DwStation *station, guint days, DwDemoHistoryProgress progress, DwDemoHistoryDone done, gpointer data);
gboolean dw_demo_is_making_history (DwDemo *self);
/* Before the station is stopped. */
void dw_demo_stop_history (DwDemo *self);
/* One line to the simulator's control input, for example "fault leakage-step 2AL1 value=400". */
gboolean dw_demo_tell (DwDemo *self, const char *line, GError **error);
void dw_demo_stop (DwDemo *self);

/* Password of the demonstration's people, shown where it is asked for. */
#define DW_DEMO_PASSWORD "dianwei-demo"

/* What a new folder begins with. */
#define DW_DEMO_HISTORY_DAYS 30

G_END_DECLS
