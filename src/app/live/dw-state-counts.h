// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-device-order.h"

G_BEGIN_DECLS

/* How many devices are in which state: ring, four priorities, off line; only those that are not zero. Drawn. */
#define DW_TYPE_STATE_COUNTS (dw_state_counts_get_type ())
G_DECLARE_FINAL_TYPE (DwStateCounts, dw_state_counts, DW, STATE_COUNTS, GtkWidget)

GtkWidget *dw_state_counts_new (void);
void dw_state_counts_show (DwStateCounts *self, const DwStateCount *count);
/* "17 normal, 1 urgent". New string. */
char *dw_state_count_describe (const DwStateCount *count);

G_END_DECLS
