// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-cluster.h"

G_BEGIN_DECLS

/* Schools of a made-up district: towns with many and a country with few; some stand on one spot. Each draws one of n_priorities; those above 4 are none. Free it. */
DwMapItem *dw_test_schools_make (guint n, guint32 seed, gint32 n_priorities);

G_END_DECLS
