// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-tariff-draft.h"

G_BEGIN_DECLS

/* One season of a draft: its name, its date, its day as a bar, its periods. Writes into the draft as one types.
 * Signals: "changed" after each change of a field; "rebuilt" when a period came or went; "remove". Main thread. */
#define DW_TYPE_SEASON_EDIT (dw_season_edit_get_type ())
G_DECLARE_FINAL_TYPE (DwSeasonEdit, dw_season_edit, DW, SEASON_EDIT, GtkBox)

/* season is borrowed and must outlive the widget's use. number counts from 1: how it is called while it has no name. */
GtkWidget *dw_season_edit_new (DwDraftSeason *season, guint number);
/* tariff_season: what the draft says now, drawn as the bar. problems: DwDraftProblem, all of the tariff; those of this season (set and index) are shown beside their fields. */
void dw_season_edit_show (DwSeasonEdit *self, const DwTariffSeason *tariff_season, GPtrArray *problems, DwDraftSet set, guint index);

G_END_DECLS
