// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-event-query.h"
#include "dw-stmt.h"

G_BEGIN_DECLS

/* " FROM … WHERE …" of a question. from: "event", or what is read beside it. Offset and limit are left out. New string. */
char *dw_event_where_build (const DwEventQuery *query, const char *from);
/* Puts the parameters of that condition, in its order. */
void dw_event_where_put (const DwEventQuery *query, DwStmt *stmt);
/* "[1,2,3]"; new string. */
char *dw_event_where_join_numbers (const gint64 *numbers, guint n);

G_END_DECLS
