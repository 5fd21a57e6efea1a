// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-clock.h"
#include "dw-modbus-pdu.h"
#include "dw-sim-world.h"

G_BEGIN_DECLS

/* The server of one gateway: several clients, one bus behind it, garbage costs its own connection one frame. Lives on the main loop. */
typedef struct _DwSimServer DwSimServer;

/* After each write that was answered. */
typedef void (*DwSimWriteFunc) (DwSimGateway *gateway, DwSimNode *node, const DwModbusRequest *request, guint8 exception, gpointer data);

/* Listens on gateway->port (0: the kernel chooses) and stores the port there. */
DwSimServer *dw_sim_server_new (DwSimWorld *world, DwSimGateway *gateway, DwClock *clock, DwSimWriteFunc write_func, gpointer data, GError **error);
void dw_sim_server_free (DwSimServer *self);
/* Cuts the connections when the fault of the gateway says so. Called from the ticker. */
void dw_sim_server_tick (DwSimServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwSimServer, dw_sim_server_free)

G_END_DECLS
