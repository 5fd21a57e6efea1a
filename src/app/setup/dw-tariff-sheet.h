// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

typedef void (*DwTariffSaved) (gpointer data);
/* The sheet that edits the tariff of the organisation (S2-22, S3-47, S3-48, S3-49). What is wrong is said beside its field and listed at the foot; until nothing is, it cannot be saved.
 * data is freed with destroy when the sheet is gone. */
void dw_tariff_sheet_present (GtkWidget *anywhere, DwStation *station, DwTariffSaved done, gpointer data, GDestroyNotify destroy);

G_END_DECLS
