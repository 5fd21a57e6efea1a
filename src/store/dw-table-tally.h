// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"
#include "dw-event-tally.h"

G_BEGIN_DECLS

/* Reads no line: the database counts. See dw-event-tally.h. NULL with error. */
DwEventTally *dw_table_tally_count (DwDb *db, const DwEventQuery *query, const DwTallyQuestion *question, GError **error);

G_END_DECLS
