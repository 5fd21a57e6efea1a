// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-driver.h"

G_BEGIN_DECLS

/* A connection of its own for a test or a scan, outside any bus: link, driver and frame log together. Used on a task's thread;
 * cancelling wakes it. */
typedef struct
{
  DwGatewayConfig config;
  DwClock *clock;
  DwLink *link;
  DwFrameLog *log;
  DwModbusDriver *driver;
} DwLine;

DwLine *dw_line_new (const DwGatewayConfig *config, DwClock *clock);
void dw_line_free (DwLine *self);
gboolean dw_line_open (DwLine *self, GError **error);
/* From now on until dw_line_unwatch cancelling shuts the link down. On the task's thread. */
gulong dw_line_watch (DwLine *self, GCancellable *cancellable);
void dw_line_unwatch (gulong watch, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwLine, dw_line_free)

G_END_DECLS
