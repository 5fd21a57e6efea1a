// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A word in a frame, 20 high. Property "label". Empty = hidden. */
#define DW_TYPE_CHIP (dw_chip_get_type ())
G_DECLARE_FINAL_TYPE (DwChip, dw_chip, DW, CHIP, GtkWidget)

GtkWidget *dw_chip_new (const char *label);
/* priority 1…4 or 0; stale: dashed, with priority 0. label NULL or "" hides the chip. */
void dw_chip_set (DwChip *self, const char *label, guint priority, gboolean stale);

G_END_DECLS
