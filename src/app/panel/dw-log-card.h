// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* What happened at this device: alarms, faults, switching, as three lists (S0-28). */
#define DW_TYPE_LOG_CARD (dw_log_card_get_type ())
G_DECLARE_FINAL_TYPE (DwLogCard, dw_log_card, DW, LOG_CARD, GtkWidget)

GtkWidget *dw_log_card_new (void);
void dw_log_card_set_device (DwLogCard *self, DwStation *station, DwDevice *device);
void dw_log_card_refresh (DwLogCard *self);

G_END_DECLS
