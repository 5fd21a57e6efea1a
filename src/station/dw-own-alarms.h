// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-list.h"
#include "dw-clock.h"
#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The live alarms that somebody may see, as a list of its own that follows the list of all, so that counts and badges tell nothing of other people's places. What somebody may see are the places of
 * their scope with everything below; nobody signed in, or somebody without a scope: all of them, also those of no place. Where one looks at the moment does not matter. Main thread. */
typedef struct _DwOwnAlarms DwOwnAlarms;

/* Nobody is signed in at first. Keeps references. */
DwOwnAlarms *dw_own_alarms_new (DwAlarmList *all, DwPlaceTree *tree, DwClock *clock);
void dw_own_alarms_free (DwOwnAlarms *self);
/* Copied. NULL = nobody. */
void dw_own_alarms_set_person (DwOwnAlarms *self, const DwPerson *person);
/* Places may have come, gone or moved. */
void dw_own_alarms_refresh (DwOwnAlarms *self);
/* The same list always. Borrowed; the alarms are the very objects of the list of all. */
DwAlarmList *dw_own_alarms_get_list (DwOwnAlarms *self);

/* An alarm of this place (0 = none) was annunciated, whoever may see it. */
void dw_own_alarms_note_raised (DwOwnAlarms *self, gint64 place_id);
/* TRUE during a flood of alarms that may be seen (dw-storm.h); *count: annunciated in the last ten minutes. */
gboolean dw_own_alarms_is_flooded (DwOwnAlarms *self, guint *count);

G_END_DECLS
