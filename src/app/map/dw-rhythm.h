// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-scope.h"
#include "dw-shift.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* Rhythm of the shift: new alarms per ten minutes against what one person can handle (ISA-18.2: up to 1 is acceptable, 2 the upper bound, above 10 a flood). Counted by the database; anew when a
 * line was stored and each minute. Pressing a column opens its alarms. Signal "counted" when the total may differ. */
#define DW_TYPE_RHYTHM (dw_rhythm_get_type ())
G_DECLARE_FINAL_TYPE (DwRhythm, dw_rhythm, DW, RHYTHM, GtkWidget)

GtkWidget *dw_rhythm_new (void);
void dw_rhythm_set_station (DwRhythm *self, DwStation *station, DwScope *scope);
void dw_rhythm_refresh (DwRhythm *self);
/* New alarms of the shift so far. FALSE before the first answer. */
gboolean dw_rhythm_get_total (DwRhythm *self, DwShift *shift, guint *total);
/* Columns of the shift; for tests. Borrowed. */
const guint *dw_rhythm_get_counts (DwRhythm *self, guint *n);

G_END_DECLS
