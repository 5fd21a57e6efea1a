// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A drop-down filter of the filter row: check list (several) or choice (one). The text says what is chosen, an active filter has an accent border.
 * Signal "changed" by the person's hand. */
#define DW_TYPE_FILTER_BUTTON (dw_filter_button_get_type ())
G_DECLARE_FINAL_TYPE (DwFilterButton, dw_filter_button, DW, FILTER_BUTTON, GtkWidget)

/* all_text: "All kinds", also the accessible name. single: exactly one entry, or none for all. */
GtkWidget *dw_filter_button_new (const char *all_text, gboolean single);
/* bit: what the entry stands for in the mask. */
void dw_filter_button_add (DwFilterButton *self, guint bit, const char *text);
guint dw_filter_button_get_mask (DwFilterButton *self);
/* Emits nothing. */
void dw_filter_button_set_mask (DwFilterButton *self, guint mask);

G_END_DECLS
