// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-tariff.h"

G_BEGIN_DECLS

/* The day of one season as a bar of its rates. Its words are its accessible name. */
#define DW_TYPE_RATE_BAR_VIEW (dw_rate_bar_view_get_type ())
G_DECLARE_FINAL_TYPE (DwRateBarView, dw_rate_bar_view, DW, RATE_BAR_VIEW, GtkWidget)

GtkWidget *dw_rate_bar_view_new (void);
/* Copies. A season that does not check (times that do not ascend) is drawn as far as it is in order. */
void dw_rate_bar_view_show (DwRateBarView *self, const DwTariffSeason *season);
/* "00:00 Valley, 07:00 Flat, 08:00 Peak"; new string. */
char *dw_rate_bar_describe (const DwTariffSeason *season);

G_END_DECLS
