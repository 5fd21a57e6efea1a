// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "history-kit.h"

G_BEGIN_DECLS

/* Ticks that a number says all about, so that who looks on knows what must be there: five devices, a report each a minute, and in some ticks one that comes hours late. Some
 * stretches of ticks are of another period, so that most hours have both. */
#define TICKS_N_DEVICES 5
#define TICKS_N_COLUMNS 3
#define TICKS_PERIOD_MS 60000
#define TICKS_START_MS KIT_START_MS

void ticks_set_columns (DwHistory *history);
void ticks_model_set_columns (KitModel *model);
/* The reports of tick k, array of DwReport. */
GPtrArray *ticks_make (guint k);
/* So many ticks from a multiple of it on are of one period. */
#define TICKS_STRETCH 50
/* The period of its samples, 0 = as the columns say. */
int ticks_get_period (guint k);
/* FALSE: nothing of the tick was kept. */
gboolean ticks_append (DwHistory *history, guint k);
/* Puts ticks 0 … n - 1 into a new model. */
KitModel *ticks_model_new (guint n);
/* How many ticks the history holds, told by the first device's reports in time. */
guint ticks_count (DwHistory *history);
/* The history holds at least n_acknowledged ticks, each of them whole and nothing else; how many they are. */
guint ticks_check (DwHistory *history, guint n_acknowledged);

G_END_DECLS
