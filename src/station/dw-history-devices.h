// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-clock.h"

G_BEGIN_DECLS

/* The devices of a folder by what people call them: number, name, or address ("GW-03/17"). For dianweictl history, where a folder may also hold nothing but samples.
 * Blocking; one thread. */
typedef struct _DwHistoryDevices DwHistoryDevices;

/* A folder without set-up has no names; that is no error. */
DwHistoryDevices *dw_history_devices_load (const char *dir, DwClock *clock, GError **error);
void dw_history_devices_free (DwHistoryDevices *self);

/* A number that is not set up is taken when is_known says so (may be NULL: any number that can be kept). FALSE: G_IO_ERROR_NOT_FOUND, or G_IO_ERROR_INVALID_ARGUMENT
 * with the candidates when the text means several devices. */
typedef gboolean (*DwHistoryIsKnown) (gint64 device_id, gpointer data);
gboolean dw_history_devices_find (DwHistoryDevices *self, const char *text, DwHistoryIsKnown is_known, gpointer data, gint64 *device_id, GError **error);

/* "" for what is not set up. Borrowed. */
const char *dw_history_devices_get_name (DwHistoryDevices *self, gint64 device_id);
const char *dw_history_devices_get_address (DwHistoryDevices *self, gint64 device_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistoryDevices, dw_history_devices_free)

G_END_DECLS
