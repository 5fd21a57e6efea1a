// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <adwaita.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* The tariff of the organisation as it is: its seasons as bars of the day; a button opens the sheet that edits it (setup.edit-tariff). */
#define DW_TYPE_TARIFF_GROUP (dw_tariff_group_get_type ())
G_DECLARE_FINAL_TYPE (DwTariffGroup, dw_tariff_group, DW, TARIFF_GROUP, AdwPreferencesGroup)

GtkWidget *dw_tariff_group_new (DwStation *station);
void dw_tariff_group_refresh (DwTariffGroup *self);
void dw_tariff_group_edit (DwTariffGroup *self);

/* Days that samples and their aggregates are kept. */
GtkWidget *dw_history_group_new (DwStation *station);

G_END_DECLS
