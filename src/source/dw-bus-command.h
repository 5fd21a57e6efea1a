// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-driver.h"

G_BEGIN_DECLS

/* One control request on its way: checks, exactly one write, then reading back until the device proves it or the time is over.
 * It is stepped by the bus, which goes on polling between two steps. One thread. */
typedef struct _DwBusCommand DwBusCommand;

DwBusCommand *dw_bus_command_new (const DwCommand *command, DwProfile *profile, guint8 unit, DwClock *clock);
void dw_bus_command_free (DwBusCommand *self);
/* When the next step is due, monotonic. */
gint64 dw_bus_command_get_due_ms (const DwBusCommand *self);
/* Does what is due. TRUE when the command has ended: its result is final. */
gboolean dw_bus_command_step (DwBusCommand *self, DwModbusDriver *driver);
/* There is no connection, and stopping: none will come. A command that was not sent ends as unreachable; one that was sent waits for the line to come back
 * until its time is over. TRUE when the command has ended. */
gboolean dw_bus_command_step_without_link (DwBusCommand *self, gboolean stopping);
/* Nothing was written yet: it may still be cancelled. */
gboolean dw_bus_command_is_unsent (const DwBusCommand *self);
/* Owned by the command, changes with each step. */
const DwCommandResult *dw_bus_command_get_result (const DwBusCommand *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwBusCommand, dw_bus_command_free)

G_END_DECLS
