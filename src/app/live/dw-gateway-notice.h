// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-device.h"

G_BEGIN_DECLS

/* "GW-07 off line 41 min, 9 devices are old with it": one line for all gateways that are lost, hidden while there is none. */
#define DW_TYPE_GATEWAY_NOTICE (dw_gateway_notice_get_type ())
G_DECLARE_FINAL_TYPE (DwGatewayNotice, dw_gateway_notice, DW, GATEWAY_NOTICE, GtkWidget)

/* devices: those of the place. */
void dw_gateway_notice_show (DwGatewayNotice *self, GPtrArray *devices, gint64 now_ms);

/* What the notice says; NULL when no gateway is lost. New string. */
char *dw_gateway_notice_describe (GPtrArray *devices, gint64 now_ms);

G_END_DECLS
