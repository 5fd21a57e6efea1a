// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-row.h"

G_BEGIN_DECLS

/* The value of one line of the table over its life: from a little before it began to a little after it ended, with its set value (S1-29). Where there is no such curve it says why. */
#define DW_TYPE_LIFE_VIEW (dw_life_view_get_type ())
G_DECLARE_FINAL_TYPE (DwLifeView, dw_life_view, DW, LIFE_VIEW, GtkWidget)

GtkWidget *dw_life_view_new (DwStation *station);
/* NULL: no line is chosen. Asks the history anew. */
void dw_life_view_show (DwLifeView *self, DwAlarmRow *row);
/* What is drawn, "Residual current · 2AL1"; "". Borrowed. */
const char *dw_life_view_get_title (DwLifeView *self);

/* The stretch that is shown around a life, half-open: a tenth of it on both sides, at least 5 min, never beyond now. end_ms 0: it goes on. Pure. */
void dw_life_find_span (gint64 begin_ms, gint64 end_ms, gint64 now_ms, gint64 *from_ms, gint64 *to_ms);

G_END_DECLS
