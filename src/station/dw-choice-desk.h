// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station.h"

G_BEGIN_DECLS

/* What a person had chosen to look at, as text of the one who shows it: kept for each person in the station's settings, not audited. what: "trend", "map", "wall". Errors: the store's. */
gboolean dw_choice_desk_keep (DwStation *station, const char *person_id, const char *what, const char *text, GError **error);
/* New string; NULL = nothing was kept. */
char *dw_choice_desk_dup (DwStation *station, const char *person_id, const char *what);

G_END_DECLS
