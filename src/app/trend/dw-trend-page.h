// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-page.h"

G_BEGIN_DECLS

/* Trend: curves of up to eight circuits, load bars and heat map, statistics, peak and valley (S1-05, S2-18…S2-22, S0-34, S4-04, S4-05).
 * What is chosen lives as long as the window. */
#define DW_TYPE_TREND_PAGE (dw_trend_page_get_type ())
G_DECLARE_FINAL_TYPE (DwTrendPage, dw_trend_page, DW, TREND_PAGE, DwPage)

G_END_DECLS
