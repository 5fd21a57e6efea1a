// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"
#include "dw-store-rows.h"

G_BEGIN_DECLS

/* Inserts or updates by id; id 0 = new. id_out gets the id. */
gboolean dw_table_gateway_put (DwDb *db, const DwGatewayRow *row, gint64 *id_out, GError **error);
/* Its devices must be gone before. */
gboolean dw_table_gateway_delete (DwDb *db, gint64 id, GError **error);
GPtrArray *dw_table_gateway_load (DwDb *db, GError **error);

G_END_DECLS
