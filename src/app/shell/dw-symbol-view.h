// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm.h"
#include "dw-symbol.h"

G_BEGIN_DECLS

/* A priority symbol as a widget: draws, blinks with all others, and says in words what it shows ("Urgent, unacknowledged"). Property "size" (px, 16).
 * Reserves the room of the ring always, so that an acknowledgement moves nothing. */
#define DW_TYPE_SYMBOL_VIEW (dw_symbol_view_get_type ())
G_DECLARE_FINAL_TYPE (DwSymbolView, dw_symbol_view, DW, SYMBOL_VIEW, GtkWidget)

GtkWidget *dw_symbol_view_new (int size);
/* priority 0 with DW_SYMBOL_NORMAL or DW_SYMBOL_STALE. */
void dw_symbol_view_set (DwSymbolView *self, guint priority, DwSymbolState state);

/* Words for people: "Urgent, unacknowledged", "Normal", "Old". New string. */
char *dw_symbol_describe (guint priority, DwSymbolState state);
/* "Urgent", "Immediate", "Same day", "Notice". Translated. */
const char *dw_priority_title (guint priority);

G_END_DECLS
