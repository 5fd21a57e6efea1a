// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-device.h"
#include "dw-place.h"

G_BEGIN_DECLS

/* The limits: of the standard with its clause, and the device's own beside them. */
#define DW_TYPE_THRESHOLD_CARD (dw_threshold_card_get_type ())
G_DECLARE_FINAL_TYPE (DwThresholdCard, dw_threshold_card, DW, THRESHOLD_CARD, GtkWidget)

GtkWidget *dw_threshold_card_new (void);
void dw_threshold_card_set_device (DwThresholdCard *self, DwDevice *device, DwPlace *box);
/* Builds the rows anew when a limit has changed. */
void dw_threshold_card_update (DwThresholdCard *self);

G_END_DECLS
