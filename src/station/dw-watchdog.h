// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-clock.h"

G_BEGIN_DECLS

/* Measures how long the main loop was blocked: a timer that should come every 50 ms notes how late it was. Main thread. */
typedef struct _DwWatchdog DwWatchdog;

DwWatchdog *dw_watchdog_new (DwClock *clock);
void dw_watchdog_free (DwWatchdog *self);
/* The worst block of the last 60 s, ms. */
int dw_watchdog_get_worst_ms (DwWatchdog *self);
/* For tests and the timer: notes one arrival at mono_ms. */
void dw_watchdog_note (DwWatchdog *self, gint64 mono_ms);

G_END_DECLS
