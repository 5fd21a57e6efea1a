// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-trend.h"

G_BEGIN_DECLS

/* The table of electrical quantities with a 15 minute spark in each row. */
#define DW_TYPE_PHASE_CARD (dw_phase_card_get_type ())
G_DECLARE_FINAL_TYPE (DwPhaseCard, dw_phase_card, DW, PHASE_CARD, GtkWidget)

GtkWidget *dw_phase_card_new (void);
/* Builds the rows anew. trend is borrowed and must outlive the next call. Both NULL empties. */
void dw_phase_card_set_device (DwPhaseCard *self, DwDevice *device, DwTrend *trend);
/* Values as they are now. */
void dw_phase_card_update (DwPhaseCard *self, gint64 now_ms);
/* The sparks up to now: at most twice a second. */
void dw_phase_card_move (DwPhaseCard *self, gint64 now_ms);

G_END_DECLS
