// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-clock.h"

G_BEGIN_DECLS

/* What should sound now at this desk (S2-13). Knows the unacknowledged alarms by priority and whether a person silenced the desk; plays nothing itself. Main thread.
 * P1 three tones each 2 s, P2 two tones each 5 s (the pause grows by half to 60 s), P3 one tone each 60 s, P4 none. Silence lasts until a new alarm that sounds, 5 min at most. */
typedef struct _DwAnnunciator DwAnnunciator;

typedef struct
{
  guint priority; /* 0 = nothing sounds */
  guint tones;
  int interval_ms;
} DwSoundPattern;

DwAnnunciator *dw_annunciator_new (DwClock *clock);
void dw_annunciator_free (DwAnnunciator *self);

/* Unacknowledged alarms by priority (index 1…4), as dw_alarm_list_count_unacked gives them. */
void dw_annunciator_set_unacked (DwAnnunciator *self, const guint unacked[5]);
/* A new alarm was raised: ends silence when it is one that sounds, and begins the growing pause anew. */
void dw_annunciator_note_raised (DwAnnunciator *self, guint priority);
/* FALSE when nothing sounds. */
gboolean dw_annunciator_silence (DwAnnunciator *self);
gboolean dw_annunciator_is_silenced (DwAnnunciator *self, int *remaining_ms);

DwSoundPattern dw_annunciator_get_pattern (DwAnnunciator *self);
/* Tones to play now, 0 = none yet. next_ms (may be NULL): monotonic time of the next call worth making, G_MAXINT64 = when something changes. */
guint dw_annunciator_tick (DwAnnunciator *self, gint64 *next_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwAnnunciator, dw_annunciator_free)

G_END_DECLS
