// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"
#include "dw-store-rows.h"

G_BEGIN_DECLS

/* Inserts or updates by id; id 0 = new. id_out gets the id. */
gboolean dw_table_device_put (DwDb *db, const DwDeviceRow *row, gint64 *id_out, GError **error);
gboolean dw_table_device_delete (DwDb *db, gint64 id, GError **error);
GPtrArray *dw_table_device_load (DwDb *db, GError **error);

G_END_DECLS
