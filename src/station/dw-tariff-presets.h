// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station.h"
#include "dw-tariff.h"

G_BEGIN_DECLS

/* Tariffs to begin with: the files that come with the program (data/tariffs) and those in "tariffs" of the station's folder, by file name. Array of DwTariff; all of them check.
 * problems (may be NULL): a sentence for each file that cannot be used, naming it; array of strings, yours. Reads the files: for a person's press, not for a loop. */
GPtrArray *dw_trend_desk_list_presets (DwStation *station, GPtrArray **problems);

G_END_DECLS
