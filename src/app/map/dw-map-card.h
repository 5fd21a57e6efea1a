// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* The facts of one school beside its mark on the map (S1-19, S2-15): name, devices, unhandled alarms and faults, on-line rate, the worst circuit with its value, contact and phone; and what can be
 * done from here: open the project, open the detector of the worst circuit, call (or copy the number where nothing on this desk dials), move the school for who may.
 * Lies in an overlay over the map, aligned to its start and top. */
#define DW_TYPE_MAP_CARD (dw_map_card_get_type ())
G_DECLARE_FINAL_TYPE (DwMapCard, dw_map_card, DW, MAP_CARD, GtkWidget)

GtkWidget *dw_map_card_new (void);
/* Beside that mark of the map (an ancestor of both). */
void dw_map_card_show (DwMapCard *self, DwStation *station, DwPlace *school, GtkWidget *mark, GtkWidget *map);
/* The pointer or the focus has left the mark: the card goes a little later unless they came to it. */
void dw_map_card_let_go (DwMapCard *self);
/* At once; the focus, if it was in the card, goes back to the mark. FALSE: nothing was shown. */
gboolean dw_map_card_close (DwMapCard *self);
/* The focus to what can be done. FALSE when nothing is shown. */
gboolean dw_map_card_enter (DwMapCard *self);

G_END_DECLS
