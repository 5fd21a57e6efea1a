// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-clock.h"

G_BEGIN_DECLS

/* Alarm flood (EEMUA 191): begins when more than 10 alarms were annunciated in the last 10 minutes, ends when fewer than 5 were. Main thread. */
typedef struct _DwStorm DwStorm;

DwStorm *dw_storm_new (DwClock *clock);
void dw_storm_free (DwStorm *self);

/* One alarm was annunciated (raised to unacknowledged). */
void dw_storm_note_raised (DwStorm *self);
/* The same, at that monotonic time: not before one that was noted already. */
void dw_storm_note_raised_at (DwStorm *self, gint64 mono_ms);
/* Annunciated in the last 10 minutes. */
guint dw_storm_count (DwStorm *self);
gboolean dw_storm_is_flood (DwStorm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwStorm, dw_storm_free)

G_END_DECLS
