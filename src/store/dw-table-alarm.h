// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm.h"
#include "dw-db.h"

G_BEGIN_DECLS

/* Inserts or updates by id. */
gboolean dw_table_alarm_put (DwDb *db, const DwAlarmRecord *record, GError **error);
/* DW_STORE_ERROR_NOT_FOUND when there is none. */
DwAlarmRecord *dw_table_alarm_find (DwDb *db, const char *id, GError **error);
/* Everything that is not back to NORM, oldest first. */
GPtrArray *dw_table_alarm_load_live (DwDb *db, GError **error);
/* Begun in the half-open span, 0 = open, oldest first. */
GPtrArray *dw_table_alarm_load (DwDb *db, gint64 from_ms, gint64 to_ms, GError **error);
/* Active at any time of the half-open span, oldest first: begun before its end and not ended by its begin. */
GPtrArray *dw_table_alarm_load_span (DwDb *db, gint64 from_ms, gint64 to_ms, GError **error);

G_END_DECLS
