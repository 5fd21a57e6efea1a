// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <json-glib/json-glib.h>

#include "dw-modbus-pdu.h"
#include "dw-sim-world.h"

G_BEGIN_DECLS

/* What the program says, one JSON object a line. */

/* Writes to stdout. When nobody reads the pipe the line is lost: the school must not stop because its watcher did. */
void dw_sim_report_print (const char *line);
/* One line of text without its end, from a builder whose root object is closed. */
char *dw_sim_report_line (JsonBuilder *builder);

char *dw_sim_report_ready (DwSimWorld *world, guint16 control_port);
char *dw_sim_report_fault (DwSimFaultId id, const char *target, gboolean on);
char *dw_sim_report_write (const DwSimGateway *gateway, const DwSimNode *node, const DwModbusRequest *request, guint8 exception);
char *dw_sim_report_error (const char *reason);
char *dw_sim_report_ok (const char *command);
/* True values of a device, or the faults of a gateway; an error line when neither exists. */
char *dw_sim_report_state (DwSimWorld *world, const char *key);
char *dw_sim_report_time (DwSimWorld *world);
char *dw_sim_report_faults (DwSimWorld *world);

G_END_DECLS
