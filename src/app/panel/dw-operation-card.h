// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-control-desk.h"

G_BEGIN_DECLS

/* The verbs of a device as the control desk offers them, one button each; the reason stands in a blocked button. Pressing a free one activates panel.control with the verb's word. */
#define DW_TYPE_OPERATION_CARD (dw_operation_card_get_type ())
G_DECLARE_FINAL_TYPE (DwOperationCard, dw_operation_card, DW, OPERATION_CARD, GtkWidget)

GtkWidget *dw_operation_card_new (void);
void dw_operation_card_set_device (DwOperationCard *self, DwStation *station, DwDevice *device);
/* Asks the desk again. */
void dw_operation_card_update (DwOperationCard *self);

G_END_DECLS
