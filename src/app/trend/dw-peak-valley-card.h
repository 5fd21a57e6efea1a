// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-span.h"
#include "dw-trend-desk.h"

G_BEGIN_DECLS

/* Energy of one circuit by hours, days or months in the colours of their rates, and what each rate took: energy, largest power (S2-22) and, when the tariff has prices,
 * cost (S3-49). */
#define DW_TYPE_PEAK_VALLEY_CARD (dw_peak_valley_card_get_type ())
G_DECLARE_FINAL_TYPE (DwPeakValleyCard, dw_peak_valley_card, DW, PEAK_VALLEY_CARD, GtkWidget)

/* name: of the circuit; NULL = no circuit here counts energy. answer is borrowed until the next call; NULL = not there yet. */
void dw_peak_valley_card_show (DwPeakValleyCard *self, const char *name, DwSpan *span, const DwEnergyAnswer *answer, gint64 now_ms);

G_END_DECLS
