// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"
#include "dw-history.h"
#include "dw-reading.h"

G_BEGIN_DECLS

gboolean dw_table_sample_add (DwDb *db, const DwReport *report, GError **error);
/* Removes at most a step's worth of the oldest rows if they are outside [from_ms, to_ms). Cheap when there is nothing to do. */
gboolean dw_table_sample_prune (DwDb *db, gint64 from_ms, gint64 to_ms, GError **error);
/* Half-open, to_ms 0 = open. */
DwHistoryRows *dw_table_sample_query (DwDb *db, gint64 device_id, gint64 from_ms, gint64 to_ms, GError **error);

G_END_DECLS
