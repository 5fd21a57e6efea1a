// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"
#include "dw-history.h"
#include "dw-reading.h"

G_BEGIN_DECLS

/* The plain rows of version 1 of history/samples.db: read once, to be taken over. */
/* Half-open, to_ms 0 = open. */
DwHistoryRows *dw_table_sample_query (DwDb *db, gint64 device_id, gint64 from_ms, gint64 to_ms, GError **error);
gboolean dw_table_sample_forget (DwDb *db, gint64 device_id, GError **error);

G_END_DECLS
