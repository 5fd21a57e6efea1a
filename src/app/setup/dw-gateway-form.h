// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <adwaita.h>

#include "dw-setup-desk.h"

G_BEGIN_DECLS

/* Connection of one gateway: kind, address, timing, place; save, switch off, remove. Signal "saved" (gint64 id), "removed". */
#define DW_TYPE_GATEWAY_FORM (dw_gateway_form_get_type ())
G_DECLARE_FINAL_TYPE (DwGatewayForm, dw_gateway_form, DW, GATEWAY_FORM, AdwPreferencesGroup)

/* setup is copied; id 0 = a new gateway. */
GtkWidget *dw_gateway_form_new (DwStation *station, const DwGatewaySetup *setup);
/* What the fields say now; NULL when one cannot be read (it is marked). Free it. */
DwGatewaySetup *dw_gateway_form_read (DwGatewayForm *self);

G_END_DECLS
