// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The facts of one school beside its mark on the map (S1-19): name, devices, unhandled alarms and faults, on-line rate, contact and phone. */
#define DW_TYPE_MAP_CARD (dw_map_card_get_type ())
G_DECLARE_FINAL_TYPE (DwMapCard, dw_map_card, DW, MAP_CARD, GtkWidget)

GtkWidget *dw_map_card_new (void);
void dw_map_card_show (DwMapCard *self, DwPlaceTree *tree, DwAlarmList *alarms, DwPlace *school, const DwPerson *person, gint64 now_ms);

G_END_DECLS
