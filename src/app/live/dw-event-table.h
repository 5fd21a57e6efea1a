// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-event-feed.h"

G_BEGIN_DECLS

/* The tab of alarms and records of one place: what happened there, newest first, narrowed by kind. Enter on a line of an alarm opens it on the alarm page, of a device its panel. */
#define DW_TYPE_EVENT_TABLE (dw_event_table_get_type ())
G_DECLARE_FINAL_TYPE (DwEventTable, dw_event_table, DW, EVENT_TABLE, GtkBox)

GtkWidget *dw_event_table_new (void);
void dw_event_table_set_station (DwEventTable *self, DwStation *station);
void dw_event_table_set_place (DwEventTable *self, DwPlace *place);
void dw_event_table_refresh (DwEventTable *self);

G_END_DECLS
