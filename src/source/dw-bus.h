// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-gateway-source.h"
#include "dw-mailbox.h"

G_BEGIN_DECLS

/* One connection and its worker thread. Made, started, stopped and freed on the main thread. */
typedef struct _DwBus DwBus;

/* Copies config and units. */
DwBus *dw_bus_new (const DwGatewayConfig *config, const DwUnitConfig *units, guint n_units, DwClock *clock, DwMailbox *mailbox);
void dw_bus_start (DwBus *self);
/* Asks the worker to end; returns at once. */
void dw_bus_begin_stop (DwBus *self);
/* Returns when the worker has ended; at most some tens of milliseconds. A stopped bus may be started again. */
void dw_bus_stop (DwBus *self);
/* Stops. */
void dw_bus_free (DwBus *self);

/* The next round begins at once; one that is on its way already does not count. */
void dw_bus_poll_now (DwBus *self);

/* Any thread. */
void dw_bus_get_status (DwBus *self, DwGatewayStatus *status);
GPtrArray *dw_bus_get_frames (DwBus *self);

/* Carries out the command on the worker; each change comes back as mail with this ticket, the last one with final set. Never waits for a connection:
 * without one the answer is "unreachable". */
void dw_bus_push_command (DwBus *self, gint64 ticket, const DwCommand *command, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwBus, dw_bus_free)

G_END_DECLS
