// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The only source of time. Everything that judges, waits or stamps takes a DwClock, so that tests own the time.
 * Wall time: milliseconds since 1970 UTC, may step. Monotonic time: milliseconds, never steps. Any thread. */
typedef struct _DwClock DwClock;

DwClock *dw_clock_new_system (void);
DwClock *dw_clock_new_fake (gint64 wall_ms);
DwClock *dw_clock_ref (DwClock *self);
void dw_clock_unref (DwClock *self);

gint64 dw_clock_wall_ms (DwClock *self);
gint64 dw_clock_mono_ms (DwClock *self);
gint64 dw_clock_mono_us (DwClock *self);

/* Fake clocks only: moves both times forward; step moves the wall alone. */
void dw_clock_advance_ms (DwClock *self, gint64 delta_ms);
void dw_clock_step_wall_ms (DwClock *self, gint64 delta_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwClock, dw_clock_unref)

G_END_DECLS
