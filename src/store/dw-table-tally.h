// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-db.h"
#include "dw-event-tally.h"

G_BEGIN_DECLS

/* Reads no line: the database counts. See dw-event-tally.h. Looks between spans whether it is still wanted (cancellable may be NULL). NULL with error. */
DwEventTally *dw_table_tally_count (DwDb *db, const DwEventQuery *query, const DwTallyQuestion *question, GCancellable *cancellable, GError **error);

G_END_DECLS
