// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-row.h"

G_BEGIN_DECLS

/* Adds the columns of the event table (check, symbol, the nine of S1-27) to an empty column view whose items are DwAlarmRow. */
void dw_alarm_columns_add (GtkColumnView *view);
/* History has nothing to check. */
void dw_alarm_columns_show_checks (GtkColumnView *view, gboolean shown);
/* Titles of the nine, translated, in their order. */
const char *dw_alarm_column_title (DwAlarmColumn column);

G_END_DECLS
