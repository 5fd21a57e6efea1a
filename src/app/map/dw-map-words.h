// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-schools.h"

G_BEGIN_DECLS

/* What a mark of the map says to a screen reader: name or number of schools, what is wrong, trend. New string. */
char *dw_map_words_describe (const DwMapCluster *cluster, const DwMapSchools *schools);
/* "1 device", "46 devices, 1 off line", "not installed yet". Free it. */
char *dw_map_words_count_devices (guint n_devices, guint n_off_line);
/* "Unhandled: 1 alarm, 2 faults". Free it. */
char *dw_map_words_count_unhandled (guint n_alarms, guint n_faults);

G_END_DECLS
