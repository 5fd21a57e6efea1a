// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-schools.h"

G_BEGIN_DECLS

/* What a mark of the map says to a screen reader: name or number of schools, what is wrong, trend. New string. */
char *dw_map_words_describe (const DwMapCluster *cluster, const DwMapSchools *schools);

G_END_DECLS
