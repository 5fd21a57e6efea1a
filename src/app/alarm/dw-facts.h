// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-words.h"

G_BEGIN_DECLS

/* Name and value, line by line, in a grid of two columns. */
void dw_facts_clear (GtkGrid *grid);
/* Nothing is added for an empty text. */
void dw_facts_add (GtkGrid *grid, const char *name, const char *text);
/* What is known about one occurrence. */
void dw_facts_show_alarm (GtkGrid *grid, const DwAlarmRecord *record, const DwAlarmSite *site, gint64 now_ms);

G_END_DECLS
