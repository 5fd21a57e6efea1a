// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-operate.h"

G_BEGIN_DECLS

/* A running station is reached by other programs of the same user over a private D-Bus connection (no bus needed): the address stands in the folder's lock file,
 * the socket admits the same user only. Interface io.github.dianwei.Station1, see docs/dianweictl.md.
 *
 * Hands the request to the program that holds dir; when nobody does, opens the folder itself (program name "dianweictl"), carries it out and closes again.
 * Blocking; runs the main context meanwhile. handed_over may be NULL. Errors as dw_operate_async, and the store's when the folder cannot be opened. */
DwCommandResult *dw_remote_operate (const char *dir, const char *data_dir, const DwOperateRequest *request, DwClock *clock, gboolean *handed_over, GError **error);
/* Health of the station that holds dir, as a{sv}: "gateways", "gateways_online", "devices", "devices_online", "devices_old", "median_age_ms", "oldest_age_ms",
 * "store_queue", "disk_free_bytes", "worst_block_ms", "fault", "alarms_1" … "alarms_4", "unacked". NULL with G_IO_ERROR_NOT_FOUND when nobody holds it. */
GVariant *dw_remote_get_health (const char *dir, GError **error);

G_END_DECLS
