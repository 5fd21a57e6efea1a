// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-tariff-draft.h"

G_BEGIN_DECLS

/* The prices of one set of a draft: a field for each rate, the steps of consumption. Writes into the draft as one types.
 * Signals: "changed" after each change of a field; "rebuilt" when a step came or went. Main thread. */
#define DW_TYPE_PRICE_EDIT (dw_price_edit_get_type ())
G_DECLARE_FINAL_TYPE (DwPriceEdit, dw_price_edit, DW, PRICE_EDIT, GtkBox)

/* prices is borrowed and must outlive the widget's use. */
GtkWidget *dw_price_edit_new (DwDraftPrices *prices);
/* used_rates: bits 1 << DwRate; only their fields are shown, and those that hold something. problems: DwDraftProblem, all of the tariff; those of this set's prices are shown beside
 * their fields. */
void dw_price_edit_show (DwPriceEdit *self, guint used_rates, GPtrArray *problems, DwDraftSet set);

G_END_DECLS
